"""The names of CSL-JSON 1.0.2: types of items, and variables by what they hold.

Source: https://github.com/citation-style-language/schema, csl-data.json.
"""

from __future__ import annotations

from typing import Final

# fmt: off
TYPES: Final = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
)
NAMES: Final = (
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
    "director", "editor", "editorial-director", "executive-producer", "guest", "host", "illustrator", "interviewer",
    "narrator", "organizer", "original-author", "performer", "producer", "recipient", "reviewed-author",
    "script-writer", "series-creator", "translator",
)
DATES: Final = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
TEXTS: Final = (
    "abstract", "annote", "archive", "archive_collection", "archive_location", "archive-place", "authority",
    "call-number", "chapter-number", "citation-key", "citation-label", "citation-number", "collection-number",
    "collection-title", "container-title", "container-title-short", "dimensions", "division", "DOI", "edition",
    "event", "event-place", "event-title", "first-reference-note-number", "genre", "ISBN", "ISSN", "issue",
    "journalAbbreviation", "jurisdiction", "keyword", "language", "locator", "medium", "note", "number",
    "number-of-pages", "number-of-volumes", "original-publisher", "original-publisher-place", "original-title",
    "page", "page-first", "part", "part-title", "PMCID", "PMID", "printing", "publisher", "publisher-place",
    "references", "reviewed-genre", "reviewed-title", "scale", "section", "shortTitle", "source", "status",
    "supplement", "title", "title-short", "URL", "version", "volume", "volume-title", "volume-title-short",
    "year-suffix",
)
VARIABLES: Final = ("type", "id", "categories", "custom", *NAMES, *DATES, *TEXTS)

# What Crossref, DataCite and Zotero add to items; kept, and not taken for mistakes.
ADDED: Final = frozenset({
    "article-number", "alternative-id", "approved", "archive", "assertion", "clinical-trial-number", "content-created",
    "content-domain", "content-updated", "copyright", "created", "deposited", "degree", "free-to-read", "funder",
    "indexed", "institution", "is-referenced-by-count", "isbn-type", "issn-type", "journal-issue", "license", "link",
    "member", "original-title", "posted", "prefix", "published", "published-online", "published-other",
    "published-print", "reference", "reference-count", "references-count", "relation", "resource", "score",
    "short-container-title", "short-title", "subject", "subtitle", "subtype", "update-policy", "update-to",
    "system_id", "citekey", "collection-URL", "standards-body", "event-URL",
})
NAME_PARTS: Final = (
    "family", "given", "dropping-particle", "non-dropping-particle", "suffix", "comma-suffix", "static-ordering",
    "literal", "parse-names", "isInstitution", "multi",
)
ADDED_TO_NAMES: Final = frozenset({
    "name", "ORCID", "authenticated-orcid", "affiliation", "sequence", "prefix", "role", "id",
})
DATE_PARTS: Final = ("date-parts", "season", "circa", "literal", "raw", "edtf")
ADDED_TO_DATES: Final = frozenset({"date-time", "timestamp", "version"})
# fmt: on
