"""A source as scholars cite it, from an item of CSL-JSON: authors (year). Title. Container, pages. Address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from unicodedata import normalize

from argmap.messages import listed
from argmap.model.dates import written_date

if TYPE_CHECKING:
    from argmap.model import Source

_MANY: Final = 6  # authors, of more of whom the first three are named
_NAMED: Final = 3
_MARKUP: Final = re.compile(r"</?(?:i|b|sup|sub|sc|em|span)(?:\s[^<>]*)?>")
_SPACE: Final = re.compile(r"\s+")
_RANGE: Final = re.compile(r"(?<=\d)\s*-{1,2}\s*(?=\d)")
_WHOLE: Final = frozenset(
    {
        "book",
        "report",
        "thesis",
        "dataset",
        "software",
        "map",
        "motion_picture",
        "legislation",
        "treaty",
        "standard",
    }
)
"""Types whose own title is set in italics; with others it is that of what holds them."""

_OF_A_DAY: Final = frozenset(
    {
        *(
            "article-newspaper",
            "article-magazine",
            "webpage",
            "post",
            "post-weblog",
            "broadcast",
            "speech",
            "event",
        ),
        *(
            "interview",
            "hearing",
            "personal_communication",
            "bill",
            "legislation",
            "legal_case",
            "treaty",
            "regulation",
        ),
    }
)
"""Types that are cited with their day, not only their year."""

_WRITTEN_WITH_FIRST_LETTERS: Final = re.compile(
    r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1fff]"
)
_PAGES: Final = frozenset(
    {"chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia", "report"}
)
_GIVEN: Final = re.compile(r"[^\s.-]+|-")


class Piece(NamedTuple):
    """Some words of a citation."""

    text: str
    italic: bool = False
    address: bool = False


def cited(source: Source) -> tuple[Piece, ...]:
    """The citation of a source in pieces, without its number and without a full stop; none if it says nothing.

    >>> from argmap.model import Source
    >>> item = {"type": "book", "title": "Rents", "author": [{"family": "Smith", "given": "Jane Ann"}],
    ...         "issued": {"date-parts": [[2024]]}, "publisher": "Riverside Press"}
    >>> "".join(piece.text for piece in cited(Source("book", citation=item)))
    'Smith, J. A. (2024). Rents. Riverside Press'
    """
    item = source.citation
    if not any(_words(item, name) for name in ("title", "container-title", "URL", "DOI")) and not _people(
        item
    ):
        return ()
    pieces: list[Piece] = []
    for sentence in _sentences(item, source):
        if not sentence:
            continue
        if pieces:
            pieces.append(Piece(" " if pieces[-1].text.endswith((".", "?", "!", "…")) else ". "))
        pieces += sentence
    return tuple(pieces)


def cited_title(source: Source) -> str:
    """The title that the citation of a source states, or ""."""
    return _words(source.citation, "title")


def _sentences(item: Mapping[str, Any], source: Source) -> Iterator[list[Piece]]:
    kind = item.get("type", "document")
    title, container = _words(item, "title"), _words(item, "container-title")
    people, year = _people(item), _date(item.get("issued"), day=kind in _OF_A_DAY)
    dated = f"({year}{_words(item, 'year-suffix')})" if year else ""
    if people:
        yield [Piece(" ".join(filter(None, (people, dated))))]
    titled = [Piece(title, italic=kind in _WHOLE or not container)] if title else []
    if titled and (more := _about_the_title(item)):
        titled.append(Piece(f" ({more})"))
    if titled and dated and not people:
        titled.append(Piece(f" {dated}"))
    yield titled or ([Piece(dated)] if dated and not people else [])
    if container:
        yield _container(item, kind, container)
    elif pages := _words(item, "page"):
        yield [Piece(_pages(pages))]
    publisher = ": ".join(filter(None, (_words(item, "publisher-place"), _words(item, "publisher"))))
    if publisher and kind != "article-journal":
        yield [Piece(publisher)]
    yield _address(item, source)


def _about_the_title(item: Mapping[str, Any]) -> str:
    """What stands in brackets after the title: edition, volume, genre, number, version."""
    inside = bool(_words(item, "container-title"))
    edition = "" if inside else _edition(_words(item, "edition"))
    volume = "" if inside or not _words(item, "volume") else f"vol. {_words(item, 'volume')}"
    number = _words(item, "number")
    genre = _words(item, "genre")
    numbered = f"{genre} {number}".strip() if genre else (f"No. {number}" if number else "")
    version = f"version {_words(item, 'version')}" if _words(item, "version") else ""
    translators = _people(item, "translator")
    translated = f"translated by {translators}" if translators else ""
    series = " ".join(
        _words(item, name) for name in ("collection-title", "collection-number") if _words(item, name)
    )
    return ", ".join(filter(None, (edition, volume, numbered, version, translated, "" if inside else series)))


def _container(item: Mapping[str, Any], kind: str, container: str) -> list[Piece]:
    """The journal with volume, issue and pages; the book with its editors, edition and pages."""
    pages = _words(item, "page") or _words(item, "article-number")
    if kind in _PAGES:
        editors = _people(item, "editor")
        several = "eds." if len(item.get("editor", ())) > 1 else "ed."
        lead = f"In {editors} ({several}), " if editors and _people(item, "author") else "In "
        volume = f"vol. {_words(item, 'volume')}" if _words(item, "volume") else ""
        details = ", ".join(filter(None, (_edition(_words(item, "edition")), volume, _pages(pages))))
        series = _words(item, "collection-title")
        return [
            Piece(lead),
            Piece(container, italic=True),
            *([Piece(f" ({details})")] if details else []),
            *([Piece(f". {series} {_words(item, 'collection-number')}".rstrip())] if series else []),
        ]
    volume, issue = _words(item, "volume"), _words(item, "issue")
    number = f"{volume}({issue})" if volume and issue else volume or (f"no. {issue}" if issue else "")
    details = ", ".join(filter(None, (f" {number}" if number else "", _range(pages))))
    return [
        Piece(container, italic=True),
        *([Piece(details if number else f", {details}")] if details else []),
    ]


def _address(item: Mapping[str, Any], source: Source) -> list[Piece]:
    """One address: the DOI, or else that of the citation, or else that of the source, with the day of the visit."""
    doi = _words(item, "DOI").removeprefix("https://doi.org/").removeprefix("doi:")
    address = f"https://doi.org/{doi}" if doi else _words(item, "URL") or source.url
    if not address:
        return []
    accessed = "" if doi else _date(item.get("accessed"), day=True)
    return [Piece(address, address=True), *([Piece(f" (accessed {accessed})")] if accessed else [])]


def _people(item: Mapping[str, Any], variable: str = "") -> str:
    """Names with initials, the family name first; without authors those of the editors, who are called so."""
    names = item.get(variable or "author") or ()
    called = ""
    if not names and not variable and item.get("type") not in _PAGES:
        names = item.get("editor") or ()
        called = f" ({'eds.' if len(names) > 1 else 'ed.'})" if names else ""
    found = [name for name in map(_name, names) if name]
    others = bool(found) and found[-1] == "others"
    found = found[:-1] if others else found
    if len(found) > _MANY or (others and found):
        return f"{', '.join(found[:_NAMED])} et al.{called}"
    return f"{listed(found)}{called}" if found else ""


def _name(name: Mapping[str, Any]) -> str:
    family = " ".join(filter(None, (_words(name, "non-dropping-particle"), _words(name, "family"))))
    given, suffix = _words(name, "given"), _words(name, "suffix")
    particle = _words(name, "dropping-particle")
    if not family:
        return given or _words(name, "literal") or _words(name, "name")
    if not _WRITTEN_WITH_FIRST_LETTERS.search(family + given):
        return f"{family} {given}".strip()
    return ", ".join(filter(None, (family, " ".join(filter(None, (_initials(given), particle))), suffix)))


def _initials(given: str) -> str:
    """First letters: ``Jane Ann`` as ``J. A.``, ``Karl-Heinz`` as ``K.-H.``."""
    if not _WRITTEN_WITH_FIRST_LETTERS.search(given):
        return given
    parts = _GIVEN.findall(normalize("NFC", given))
    if not all(part == "-" or part[0].isalpha() for part in parts):
        return given
    letters = "".join("-" if part == "-" else f" {part[0]}." for part in parts)
    return letters.replace("- ", "-").strip()


def _date(date: Any, *, day: bool) -> str:
    if isinstance(date, str):
        return date
    if not isinstance(date, Mapping):
        return ""
    ends = [_end(part, day=day) for part in date.get("date-parts") or ()]
    ends = [end for end in ends if end]
    if ends:
        return "–".join(dict.fromkeys(ends[:2]))
    return _words(date, "literal") or _words(date, "raw")


def _end(part: Any, *, day: bool) -> str:
    numbers = [str(number) for number in part if number not in (None, "")]
    if not numbers:
        return ""
    year = numbers[0]
    if not day or len(numbers) == 1 or not 0 <= int(year) <= 9999:
        return year
    return written_date("-".join((year.zfill(4), *(number.zfill(2) for number in numbers[1:]))))


def _edition(edition: str) -> str:
    """An edition in words: ``2nd ed.``; a first one is not named."""
    if not edition.isdigit():
        return edition if not edition or "ed" in edition.lower() else f"{edition} ed."
    number = int(edition)
    if number == 1:
        return ""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} ed."


def _pages(pages: str) -> str:
    if not pages:
        return ""
    pages = _range(pages)
    return f"{'pp.' if re.search('[–,]', pages) else 'p.'} {pages}" if pages[0].isdigit() else pages


def _range(pages: str) -> str:
    return _RANGE.sub("–", pages)


def _words(item: Mapping[str, Any], name: str) -> str:
    """A variable as text in one line, without the markup that titles may have."""
    value = item.get(name)
    if value is None or isinstance(value, (Mapping, tuple, list)):
        return ""
    return _SPACE.sub(" ", _MARKUP.sub("", str(value))).strip()
