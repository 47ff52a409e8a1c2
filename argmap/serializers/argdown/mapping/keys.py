"""The keys that carry in YAML data what Argdown has no syntax for.

They count in documents whose front matter has ``parties:``, ``sources:`` or ``argmap:``. In all others, data are the
author's. Where they count, an author's key that is named as one of them is in ``data: {argdown: {key: value}}``.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from attrs import define

from argmap.errors import ArgmapError, FormatError, unknown_name
from argmap.messages import shown
from argmap.model import ClaimKind, Data, Evidence, EvidenceKind, Wording
from argmap.model.data import as_data
from argmap.serializers.argdown.mapping.figures import read_figures, write_figures
from argmap.serializers.argdown.mapping.quoting import (
    declared,
    read_quote,
    write_quote,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from argmap.model import Quantity, Quote, Record, Source
    from argmap.serializers.argdown.text.notes import Notes

# Keys in the ``data`` of records: the author's data, and what a text means beyond the model.
AUTHOR_DATA: Final = "argdown"
RESIDUE: Final = "argdown-residue"

_ATTRIBUTION: Final = ("id", "title", "by", "via", "to", "quote", "quotes", "weight", "tags", "data")
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "statement": (*_ATTRIBUTION, "kind", "evidence", "figures", "mentions", "wordings"),
    "argument": (*_ATTRIBUTION, "wordings"),
    "inference": ("id", "by", "quote", "quotes", "weight", "tags", "data", "linked", "uses"),
    "heading": ("id", "data"),
}


# Next to ``quote:`` these state the same as within it; without a quote they are the author's.
OF_QUOTES: Final = ("source", "occurrence", "prefix", "suffix", "fidelity", "start", "end")
_LISTS: Final = ("quote", "quotes", "figures", "via", "to", "mentions", "tags")
_SIMILAR: Final = (  # keys of authors and of other readers that look like these
    "date", "note", "notes", "link", "isInMap", "isInGroup", "isGroup", "isClosed", "isCanonical", "rank", "from",
)  # fmt: skip


@define
class Cited:
    """What keys may name, and where complaints go.

    Attributes:
        parties: Names of the declared parties, by their ids.
        sources: The declared sources.
        notes: Where problems go.
        on: Whether the document uses the keys at all.
    """

    parties: Mapping[str, str]
    sources: Mapping[str, Source]
    notes: Notes
    on: bool


def read(
    kind: str, data: Mapping[str, Any], cited: Cited, offset: int, places: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields of a record, and the author's data.

    Args:
        kind: "statement", "argument", "inference" or "heading".
        data: The YAML mapping.
        cited: What it may name.
        offset: Where it begins, for complaints.
        places: Where its keys are, if another mapping has them.
    """
    if not data or not cited.on:
        return {}, dict(data)
    fields: dict[str, Any] = {}
    others: dict[str, Any] = {}
    places = getattr(data, "places", {}) if places is None else places
    count = counting(kind, data)
    listed = ""  # the key before, if it takes several values, and none but stray ones came after it
    for key, value in data.items():
        listed = key if key in count and key in _LISTS else listed if value is None else ""
        if key not in count:
            others[key] = value
            if listed and value is None:
                cited.notes.warning(
                    "unknown-key",
                    places.get(key, (offset, 0))[0],
                    f"{shown(key)} after {listed}: has no value; it is read as a key and stays data of the author",
                    f"put several values in brackets: {listed}: [first, second]",
                )
            elif key == "source" and isinstance(value, str) and value in cited.sources:
                message = "source: without quote: means nothing here and stays data of the author"
                cited.notes.info("unknown-key", places.get(key, (offset, 0))[0], message, "quote its words")
            elif meant := _misspelt(kind, key):
                cited.notes.warning(
                    "unknown-key",
                    places.get(key, (offset, 0))[0],
                    f"the key {shown(key)} means nothing here and stays data of the author",
                    f"did you mean {meant!r}?",
                )
            continue
        if key in OF_QUOTES:
            continue  # read with the quote
        try:
            name, read_value = _READERS[key]
            value_read = read_value(_with_place(data, value) if name == "quotes" else value, cited)
            if name == "data" and isinstance(value_read.get(AUTHOR_DATA), dict):
                others |= value_read.pop(AUTHOR_DATA)
            fields[name] = fields[name] + value_read if name in fields else value_read
        except ArgmapError as error:
            code = "bad-quote" if key in ("quote", "quotes") else "bad-data"
            cited.notes.refused(code, places.get(key, (offset, 0))[0], key, error)
    return fields, others


def counting(kind: str, *data: Iterable[str]) -> frozenset[str]:
    """The keys that mean something in data with these keys."""
    quoted = any(key in ("quote", "quotes") for keys in data for key in keys)
    return _WITH_QUOTE[kind] if quoted else _ALONE[kind]


_ALONE: Final = {kind: frozenset(keys) for kind, keys in KEYS.items()}
_WITH_QUOTE: Final = {
    kind: keys | frozenset(OF_QUOTES) if "quote" in keys else keys for kind, keys in _ALONE.items()
}


def _with_place(data: Mapping[str, Any], value: Any) -> Any:
    """Quotes with what is stated next to them: their source, and where in it they are."""
    beside = {key: data[key] for key in OF_QUOTES if key in data}
    if not beside:
        return value
    quotes = value if isinstance(value, list) else [value]
    number = sum(
        len(data[key]) if isinstance(data[key], list) else 1 for key in ("quote", "quotes") if key in data
    )
    single = [key for key in beside if key not in ("source", "fidelity")]
    if number > 1 and single:
        raise FormatError(
            f"{single[0]}: next to {number} quotes, so it is not known of which",
            hint=f"write it into that quote: {{exact: …, {single[0]}: …}}",
        )
    made = []
    for quote in quotes:
        fields = {"exact": quote} if isinstance(quote, str) else quote
        if not isinstance(fields, dict):
            return value  # which is no quote
        twice = next((key for key in beside if key in fields and fields[key] != beside[key]), None)
        if twice is not None:
            raise FormatError(
                f"{twice} is {shown(fields[twice])} in the quote and {shown(beside[twice])} next to it",
                hint="state it once",
            )
        made.append({**fields, **beside})
    return made


@cache
def _misspelt(kind: str, key: str) -> str | None:
    """The key that an author probably meant by one that differs in a letter or two."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - most documents have no unknown keys

    if key in _SIMILAR:
        return None
    near = min(KEYS[kind], key=lambda known: OSA.distance(key.lower(), known))
    return near if OSA.distance(key.lower(), near) <= (1 if len(key) < 8 else 2) else None


def _party(value: Any, cited: Cited) -> str:
    return declared("party", "parties", value, cited.parties)


def _quote(value: Any, cited: Cited) -> Quote:
    return read_quote(value, cited.sources)


def _figures(value: Any, cited: Cited) -> tuple[Quantity, ...]:
    return read_figures(value, cited.sources)


def _each(read_one: Callable[[Any, Cited], Any]) -> Callable[[Any, Cited], tuple[Any, ...]]:
    """A reader of several, where a single one may be without a list."""
    return lambda value, cited: tuple(
        read_one(each, cited) for each in (value if isinstance(value, list) else [value])
    )


def _text(value: Any, _: Cited) -> str:
    if not isinstance(value, str):
        raise FormatError(f"found {shown(value)} where text is expected", hint="put it in quotes")
    return value


def _number(value: Any, _: Cited) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise FormatError(f"found {shown(value)} where a number is expected")
    if abs(value) > sys.float_info.max and isinstance(value, int):
        raise FormatError(f"found {shown(value)}, which is too large for a number")
    return float(value)


def _member(kinds: Any) -> Callable[[Any, Cited], Any]:
    def read_member(value: Any, _: Cited) -> Any:
        if kinds is EvidenceKind and (value is True or value is None):
            return None
        if value not in list(kinds):
            other, key = (EvidenceKind, "evidence") if kinds is ClaimKind else (ClaimKind, "kind")
            hint = {"hint": f"write {key}: {value}"} if value in list(other) else {}
            raise unknown_name("kind", value, kinds, FormatError, **hint)
        return kinds(value)

    return read_member


def _mapping(value: Any, _: Cited) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FormatError(f"found {shown(value)} where key: value pairs are expected")
    return dict(value)


def _flag(value: Any, _: Cited) -> bool:
    if not isinstance(value, bool):
        raise FormatError(f"found {shown(value)} where true or false is expected")
    return value


def _wording(value: Any, cited: Cited) -> Wording:
    fields: dict[str, Any] = {"text": value} if isinstance(value, str) else _mapping(value, cited)
    unknown = [k for k in fields if k not in ("text", "language", "by", "quotes", "tags", "data")]
    if unknown or not isinstance(fields.get("text"), str):
        raise FormatError(
            f"found {shown(value)} where a wording is expected",
            hint="its keys are text, language, by, quotes, tags, data",
        )
    if "quotes" in fields:
        fields["quotes"] = _each(_quote)(fields["quotes"], cited)
    if fields.get("by") is not None:
        fields["by"] = _party(fields["by"], cited)
    return Wording(**fields)


_READERS: Final[dict[str, tuple[str, Callable[[Any, Cited], Any]]]] = {
    "id": ("id", _text),
    "title": ("title", _text),
    "by": ("by", _party),
    "via": ("via", _each(_party)),
    "to": ("to", _each(_party)),
    "mentions": ("mentions", _each(_party)),
    "quote": ("quotes", _each(_quote)),
    "quotes": ("quotes", _each(_quote)),
    "weight": ("weight", _number),
    "tags": ("tags", _each(_text)),
    "data": ("data", _mapping),
    "kind": ("kind", _member(ClaimKind)),
    "evidence": ("evidence", _member(EvidenceKind)),
    "figures": ("figures", _figures),
    "wordings": ("wordings", _each(_wording)),
    "linked": ("linked", _flag),
    "uses": ("uses", lambda value, _: value),
}


def write(record: Record, sources: Mapping[str, Source]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The keys that state the fields of a record, without its id, title, text and tags; and the author's data."""
    stated = _stated(record, sources)
    data = record.data.thaw()
    data.pop(RESIDUE, None)
    others = data.get(AUTHOR_DATA)
    if isinstance(others, dict):
        del data[AUTHOR_DATA]
    if data:
        stated["data"] = data
    return stated, others if isinstance(others, dict) else {}


def _stated(record: Record, sources: Mapping[str, Source]) -> dict[str, Any]:
    stated: dict[str, Any] = {}
    for name in ("by", "via", "to", "mentions"):
        value = getattr(record, name, None)
        if value:
            stated[name] = list(value) if isinstance(value, tuple) else value
    if isinstance(record, Evidence):
        stated["evidence"] = True if record.kind is None else str(record.kind)
    elif getattr(record, "kind", None) is not None and isinstance(record.kind, ClaimKind):  # type: ignore[union-attr]
        stated["kind"] = str(record.kind)  # type: ignore[union-attr]
    figures = getattr(record, "figures", ())
    if figures:
        stated["figures"] = write_figures(figures, sources)
    quotes = [write_quote(q, sources) for q in getattr(record, "quotes", ())]
    if quotes:
        stated["quote" if len(quotes) == 1 else "quotes"] = quotes[0] if len(quotes) == 1 else quotes
    if getattr(record, "weight", None) is not None:
        stated["weight"] = record.weight  # type: ignore[union-attr]
    wordings = getattr(record, "wordings", ())
    if wordings:
        stated["wordings"] = [_wording_entry(w, sources) for w in wordings]
    return stated


def together(
    kind: str, stated: Mapping[str, Any], others: Mapping[str, Any], *, count: bool
) -> tuple[dict[str, Any], bool]:
    """The data of an element, and whether keys of the author in it would begin to count if keys counted.

    Args:
        kind: "statement", "argument", "inference" or "heading".
        stated: The keys that state the fields of its record.
        others: The author's data.
        count: Whether keys count, so that the author's own of these names are put aside.
    """
    known = others.keys() & counting(kind, stated, others)
    if not known or not count:
        return {**stated, **{k: v for k, v in others.items() if k not in stated}}, bool(known)
    made: dict[str, Any] = {k: v for k, v in stated.items() if k != "data"}
    aside = {k: v for k, v in others.items() if k in known}
    for key, value in others.items():
        if key not in known:
            made[key] = value
        elif "data" not in made:  # where the first of them was
            made["data"] = {**stated.get("data", {}), AUTHOR_DATA: aside}
    return made, True


def _wording_entry(wording: Wording, sources: Mapping[str, Source]) -> Any:
    fields: dict[str, Any] = {"text": wording.text}
    if wording.language:
        fields["language"] = wording.language
    if wording.by is not None:
        fields["by"] = wording.by
    if wording.quotes:
        fields["quotes"] = [write_quote(q, sources) for q in wording.quotes]
    if wording.tags:
        fields["tags"] = list(wording.tags)
    if wording.data:
        fields["data"] = wording.data.thaw()
    return wording.text if len(fields) == 1 else fields


def data_of(author_data: Mapping[str, Any], stated: Mapping[str, Any]) -> Data:
    """The ``data`` of a record: those stated under ``data`` first, then the author's."""
    return Data({**stated, AUTHOR_DATA: author_data}) if author_data else as_data(stated)
