"""The names of BibTeX and BibLaTeX, and what they are in CSL-JSON."""

from __future__ import annotations

from typing import Final

# fmt: off
TYPES: Final = {
    "article": "article-journal", "periodical": "periodical", "suppperiodical": "article-journal",
    "magazine": "article-magazine", "newspaper": "article-newspaper",
    "book": "book", "mvbook": "book", "collection": "book", "mvcollection": "book", "reference": "book",
    "mvreference": "book", "proceedings": "book", "mvproceedings": "book", "manual": "book", "booklet": "pamphlet",
    "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter", "incollection": "chapter",
    "suppcollection": "chapter", "inreference": "entry-encyclopedia", "inproceedings": "paper-conference",
    "conference": "paper-conference", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "report": "report", "techreport": "report", "patent": "patent", "unpublished": "manuscript", "letter":
    "personal_communication", "online": "webpage", "electronic": "webpage", "www": "webpage", "webpage": "webpage",
    "dataset": "dataset", "data": "dataset", "software": "software", "video": "motion_picture", "movie":
    "motion_picture", "audio": "song", "music": "song", "performance": "performance", "artwork": "graphic",
    "image": "graphic", "legislation": "legislation", "legal": "legislation", "jurisdiction": "legal_case",
    "commentary": "book", "standard": "standard", "review": "review", "misc": "document",
}
IN_CONTAINERS: Final = ("article-journal", "article-magazine", "article-newspaper", "periodical")
GENRES: Final = {
    "phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis", "candthesis": "Candidate thesis", "techreport": "Technical report",
    "resreport": "Research report", "software": "Software", "datacd": "Data CD", "audiocd": "Audio CD",
}
PEOPLE: Final = {
    "author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author",
}
DATES: Final = {"date": "issued", "urldate": "accessed", "eventdate": "event-date", "origdate": "original-date"}
TEXTS: Final = {
    "shorttitle": "title-short", "journal": "container-title", "journaltitle": "container-title",
    "shortjournal": "container-title-short", "booktitle": "container-title", "maintitle": "volume-title",
    "volume": "volume", "issue": "issue", "pages": "page", "pagetotal": "number-of-pages",
    "volumes": "number-of-volumes", "edition": "edition", "chapter": "chapter-number", "series": "collection-title",
    "publisher": "publisher", "institution": "publisher", "school": "publisher", "organization": "publisher",
    "address": "publisher-place", "location": "publisher-place", "note": "note", "abstract": "abstract",
    "keywords": "keyword", "language": "language", "langid": "language", "howpublished": "medium", "type": "genre",
    "eventtitle": "event-title", "venue": "event-place", "version": "version", "pubstate": "status",
    "annotation": "annote", "annote": "annote", "library": "call-number", "origtitle": "original-title",
    "origpublisher": "original-publisher", "origlocation": "original-publisher-place", "part": "part",
}
VERBATIM: Final = {"doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID"}
SUBTITLES: Final = {
    "title": "subtitle", "booktitle": "booksubtitle", "journaltitle": "journalsubtitle", "maintitle": "mainsubtitle",
}
# Known, without a variable of CSL: kept as they are.
OTHERS: Final = (
    "file", "eprint", "eprinttype", "archiveprefix", "primaryclass", "eprintclass", "crossref", "xdata", "key",
    "sortname", "sortkey", "sorttitle", "options", "titleaddon", "booktitleaddon", "journaltitleaddon",
    "eventtitleaddon", "introduction", "foreword", "afterword", "annotator", "commentator", "holder", "addendum",
    "ids", "keyword",
    "shortauthor", "shorteditor", "editora", "editorb", "editorc", "editortype", "editoratype", "nameaddon", "related",
    "relatedtype", "entrysubtype", "gender", "indextitle", "issuetitle", "issuesubtitle", "label", "shorthand",
    "execute", "presort", "hyphenation", "origlanguage", "isrn", "eid", "copyright", "timestamp", "owner", "groups",
)
KNOWN: Final = (
    "title", "number", "year", "month", "day", *PEOPLE, *DATES, *TEXTS, *VERBATIM, *SUBTITLES.values(), *OTHERS,
)
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FROM_PARENT: Final = {  # by what an entry takes from the one that its crossref names
    **{name: name for name in (
        "editor", "publisher", "year", "date", "month", "address", "location", "series", "volume", "isbn", "url",
        "organization", "venue", "eventtitle", "journal", "journaltitle",
    )},
    "booktitle": "title", "booksubtitle": "subtitle",
}
# fmt: on
