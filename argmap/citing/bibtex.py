"""BibTeX and BibLaTeX as CSL-JSON. What has no variable there is kept in ``custom``, as it was.

Entries are found by bibtexparser, LaTeX becomes text by pylatexenc.
"""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from unicodedata import normalize

from argmap.citing import bibtex_words as words
from argmap.citing.slips import meant
from argmap.errors import ArgmapError, FormatError, MissingExtraError, raise_all
from argmap.messages import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KEPT: Final = "bibtex"
"""Under which name of ``custom`` an item has what CSL-JSON has no variable for."""

_DEEPEST: Final = 50  # braces within braces; LaTeX is read by recursion
_DATE: Final = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?")
_ADDRESS: Final = re.compile(r"https?://[^\s{}]+")
_ESCAPED: Final = re.compile(r"\\([_%&#$~{}])|\{\\?([_%&#$~])\}")
_PIECE: Final = re.compile(r'"[^"]*"|\{[^{}]*\}|[^\s#"{}]+')
_DASH: Final = re.compile(r"(?<=\d)\s*(?:-{1,3}|–)\s*(?=\d)")
_SPACE: Final = re.compile(r"\s+")


class _Field(NamedTuple):
    """The value of a field without what encloses it, and its line."""

    value: str
    line: int


class _Entry(NamedTuple):
    key: str
    kind: str
    line: int
    fields: dict[str, _Field]


def items(text: str) -> dict[str, dict[str, Any]]:
    r"""The entries of a BibTeX text by their keys, as items of CSL-JSON.

    Raises:
        FormatError: An entry that cannot be read, an unknown type or a mistyped field, with its line.
        InvalidFileError: Several of them.
        MissingExtraError: The extra ``report`` is not installed.

    >>> items(r"@book{a, title = {Rents}, author = {Andr{\'e}, Ida}, year = 2024}")["a"]["author"]
    [{'family': 'André', 'given': 'Ida'}]
    """
    problems: list[ArgmapError] = []
    entries = {entry.key: entry for entry in _entries(text, problems)}
    made = {}
    for key, entry in entries.items():
        try:
            made[key] = _item(entry, entries)
        except ArgmapError as error:
            problems.append(error)
    raise_all(sorted(problems, key=lambda problem: problem.line or 0), "not BibTeX")
    if not made:
        raise FormatError(
            "the text holds no entry of BibTeX", expected="an entry such as @book{key, title = {…}}"
        )
    return made


def _entries(text: str, problems: list[ArgmapError]) -> Iterator[_Entry]:
    """The entries, with what cannot be read added to the problems."""
    parser = _module("bibtexparser")
    with _quiet("bibtexparser"):
        library = parser.parse_string(text, parse_stack=[])
    for block in library.failed_blocks:
        if _is_repeated(block):
            continue
        line = (block.start_line or 0) + 1
        reason = getattr(block.error, "abort_reason", "") or str(block.error).partition(" Note: ")[0]
        reason = _SPACE.sub(" ", reason.strip().rstrip("."))
        raw = (block.raw or "").strip().partition("\n")[0]
        message = f"the entry {shown(raw)} cannot be read: {reason[:1].lower()}{reason[1:]}"
        problems.append(FormatError(message, line=line, found=raw, expected="@type{key, field = {value}, …}"))
    strings = {month: month.capitalize() for month in words.MONTHS}
    for string in library.strings:
        strings[string.key.lower()] = _value(string.value, strings)
    for entry in library.entries:
        fields = {
            _name(field.key): _Field(_value(field.value, strings), (field.start_line or 0) + 1)
            for field in entry.fields
        }
        yield _Entry(entry.key, entry.entry_type.lower(), (entry.start_line or 0) + 1, fields)


def _is_repeated(block: Any) -> bool:
    """Whether it is the same entry once more, as files that were put together have it."""
    earlier = getattr(block, "previous_block", None)
    return earlier is not None and "".join((earlier.raw or "").split()) == "".join((block.raw or "").split())


def _name(key: str) -> str:
    """The name of a field, without a remark that stands before it."""
    return key.rpartition("\n")[2].strip().lower() if key.lstrip().startswith("%") else key.lower()


def _value(raw: str, strings: Mapping[str, str]) -> str:
    """A value without its braces or quotation marks, abbreviations written out, pieces put together."""
    raw = raw.strip()
    if raw[:1] in '{"' and len(raw) > 1 and _closes(raw):
        return raw[1:-1]
    pieces = _PIECE.findall(raw) if "#" in raw else ()
    if len(pieces) > 1:
        return "".join(_value(piece, strings) for piece in pieces)
    return strings.get(raw.lower(), raw)


def _closes(raw: str) -> bool:
    """Whether the last character closes what the first opens."""
    if raw[0] == '"':
        return raw.find('"', 1) == len(raw) - 1 or "#" not in raw
    depth = 0
    for at, sign in enumerate(raw):
        depth += (sign == "{") - (sign == "}")
        if not depth:
            return at == len(raw) - 1
    return False


def _item(entry: _Entry, entries: Mapping[str, _Entry]) -> dict[str, Any]:
    fields = _inherited(entry, entries)
    _refuse_slips(entry, fields)
    kept = {
        name: field.value for name, field in fields.items() if name in words.OTHERS or name not in words.KNOWN
    }
    item: dict[str, Any] = {"id": entry.key, "type": words.TYPES.get(entry.kind, "document")}
    if entry.kind not in words.TYPES:
        kept = {"type": entry.kind, **kept}
    for name, variable in words.PEOPLE.items():
        if name in fields:
            item[variable] = _names(fields[name])
    item |= _dates(fields, kept)
    for name, field in fields.items():
        if name in ("title", *words.TEXTS):
            variable = words.TEXTS.get(name, name)
            if variable in item:
                kept[name] = field.value
            else:
                item[variable] = _with_subtitle(name, fields)
        elif name in words.VERBATIM:
            item[words.VERBATIM[name]] = _ESCAPED.sub(r"\1\2", field.value).strip()
    _settle(item, entry, fields)
    if kept:
        item["custom"] = {KEPT: kept}
    return item


def _inherited(entry: _Entry, entries: Mapping[str, _Entry]) -> dict[str, _Field]:
    """The fields of an entry with those that it takes from the entry that its crossref names."""
    named = entry.fields.get("crossref")
    parent = entries.get(named.value) if named else None
    if parent is None or parent is entry:
        return entry.fields
    taken = {name: parent.fields[of] for name, of in words.FROM_PARENT.items() if of in parent.fields}
    dated = {"date", "year", "month"} if {"date", "year"} & entry.fields.keys() else set()
    return {
        **{name: field for name, field in taken.items() if name not in {*entry.fields, *dated}},
        **entry.fields,
    }


def _refuse_slips(entry: _Entry, fields: Mapping[str, _Field]) -> None:
    """Refuse types and fields that are nearly known ones: probably slips of the pen."""
    if entry.kind not in words.TYPES and (near := meant(entry.kind, words.TYPES)):
        message = f"unknown type {shown('@' + entry.kind)} of the entry {shown(entry.key)}"
        raise FormatError(message, line=entry.line, found=entry.kind, nearest=near)
    for name, field in fields.items():
        near = None if name in words.KNOWN else meant(name, words.KNOWN, fields)
        if near is not None:
            message = f"unknown field {shown(name)} of the entry {shown(entry.key)}"
            raise FormatError(message, line=field.line, found=name, nearest=near)


def _names(field: _Field) -> list[dict[str, str]]:
    """Names in the order of the field; ``{World Health Organization}`` is one that is not taken apart."""
    names = _module("bibtexparser.middlewares.names")
    found = []
    for name in names.split_multiple_persons_names(_SPACE.sub(" ", field.value)):
        if name.lower() == "others":
            found.append({"literal": "others"})
            continue
        if name.startswith("{") and _closes(name):
            found.append({"literal": _text(name, field.line)})
            continue
        try:
            parts = names.parse_single_name_into_parts(name)
        except ValueError as error:
            message = f"the name {shown(name)} cannot be read: {str(error)[:1].lower()}{str(error)[1:]}"
            raise FormatError(message, line=field.line, found=name, expected="Family, Given and …") from None
        given, particle, family, suffix = (
            _text(" ".join(part), field.line) for part in (parts.first, parts.von, parts.last, parts.jr)
        )
        made = {"family": family, "given": given, "non-dropping-particle": particle, "suffix": suffix}
        only = not given and not particle and not suffix
        found.append({"literal": family} if only else {part: text for part, text in made.items() if text})
    return found


def _dates(fields: Mapping[str, _Field], kept: dict[str, str]) -> dict[str, Any]:
    """Dates as numbers where they are so, or else as they are written."""
    made: dict[str, Any] = {}
    for name, variable in words.DATES.items():
        if name in fields:
            made[variable] = _date(_text(fields[name].value, fields[name].line))
    given = {
        name: _text(fields[name].value, fields[name].line)
        for name in ("year", "month", "day")
        if name in fields
    }
    if "issued" in made:
        if not fields["date"].value.startswith(given.get("year", "")):  # or else it says what they say
            kept |= {name: fields[name].value for name in given}
    elif "year" in given:
        month = given.get("month", "")
        number = month if month.isdigit() else _month(month)
        numbers = [part for part in (given["year"], number, given.get("day", "")) if part]
        plain = given["year"].removeprefix("-").isdigit() and all(map(str.isdigit, numbers[1:]))
        complete = (not month or number) and ("day" not in given or number)
        if plain and complete:
            made["issued"] = {"date-parts": [[int(part) for part in numbers]]}
        else:
            made["issued"] = _date(" ".join(filter(None, (given.get("day"), month, given["year"]))))
    elif given:
        kept |= {name: fields[name].value for name in given}
    return made


def _month(name: str) -> str:
    return str(words.MONTHS.index(name[:3].lower()) + 1) if name[:3].lower() in words.MONTHS else ""


def _date(text: str) -> dict[str, Any]:
    ends = text.split("/")
    found = [_DATE.fullmatch(end) for end in ends if end and end != ".."]
    if not found or len(found) > 2 or not all(found):
        return {"literal": text}
    return {"date-parts": [[int(part) for part in end.groups() if part] for end in found if end]}


def _with_subtitle(name: str, fields: Mapping[str, _Field]) -> str:
    title = _text(fields[name].value, fields[name].line)
    if name == "pages":
        title = _DASH.sub("–", title)
    subtitle = fields.get(words.SUBTITLES.get(name, ""))
    return f"{title}: {_text(subtitle.value, subtitle.line)}" if subtitle else title


def _settle(item: dict[str, Any], entry: _Entry, fields: Mapping[str, _Field]) -> None:
    """What depends on the type of an entry: what its number counts, its genre, an address in other fields."""
    if "number" in fields:
        number = _text(fields["number"].value, fields["number"].line)
        in_issues = item["type"] in words.IN_CONTAINERS and "issue" not in item
        in_series = item["type"] in ("book", "chapter", "paper-conference")
        item["issue" if in_issues else "collection-number" if in_series else "number"] = number
    genre = str(item.get("genre", "")) or (entry.kind if entry.kind in words.GENRES else "")
    if genre in words.GENRES and item["type"] in ("thesis", "report"):
        item["genre"] = words.GENRES[genre]
    published = fields["howpublished"].value if "howpublished" in fields else ""
    if "URL" not in item and (found := _ADDRESS.search(published)):
        item["URL"] = _ESCAPED.sub(r"\1\2", found[0])
        if item.get("medium", "").strip("<>") == item["URL"]:
            del item["medium"]


def _text(latex: str, line: int) -> str:
    """LaTeX as plain text in one line."""
    if "\\" not in latex and "{" not in latex and "~" not in latex and "`" not in latex and "--" not in latex:
        return _SPACE.sub(" ", latex).strip()
    depth = deepest = 0
    for sign in latex:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise FormatError(f"braces are nested deeper than {_DEEPEST} levels", line=line)
    try:
        text = normalize("NFC", _SPACE.sub(" ", _decoder().latex_to_text(latex)).strip())
    except Exception as error:  # noqa: BLE001 - of many kinds, all of which mean that the LaTeX is wrong
        message = f"the LaTeX {shown(latex)} cannot be read: {type(error).__name__}: {error}"
        raise FormatError(message, line=line, found=latex, expected="text in LaTeX") from None
    return text or (latex.strip() if any(map(str.isalnum, latex)) else "")


@cache
def _decoder() -> Any:
    return _module("pylatexenc.latex2text").LatexNodes2Text(math_mode="verbatim", keep_comments=True)


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtraError(
            "reading BibTeX needs the extra 'report', which is not installed",
            hint='pip install "argmap[report]"',
        ) from None


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep a library from writing to the log what becomes an error here."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
