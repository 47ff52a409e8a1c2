"""The keys that carry in YAML data what Argdown has no syntax for.

They count in documents whose front matter has ``parties:``, ``sources:`` or ``argmap:``.
In all others, data are the author's own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from attrs import define

from argmap.errors import ArgmapError, FormatError
from argmap.messages import nearest, shown
from argmap.model import ClaimKind, Data, Evidence, EvidenceKind, Wording
from argmap.serializers.argdown.mapping.quoting import read_figure, read_quote, write_figure, write_quote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from argmap.model import Record, Source
    from argmap.serializers.argdown.text.notes import Notes

OWN: Final = "argdown"  # the author's own data, in the ``data`` of records
RESIDUE: Final = (
    "argdown-residue"  # what a text means beyond the model, in the ``data`` of the map and of relations
)

_ATTRIBUTION: Final = ("id", "title", "by", "via", "to", "quote", "quotes", "weight", "tags", "data")
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "statement": (*_ATTRIBUTION, "kind", "evidence", "figures", "mentions", "wordings"),
    "argument": (*_ATTRIBUTION, "wordings"),
    "inference": ("id", "by", "quote", "quotes", "weight", "tags", "data", "linked", "uses"),
    "heading": ("id", "data"),
}


_OTHERS: Final = frozenset(  # keys of authors and of other readers that look like these
    (
        "date",
        "note",
        "notes",
        "link",
        "isInMap",
        "isInGroup",
        "isGroup",
        "isClosed",
        "isCanonical",
        "rank",
        "from",
    )
)


@define
class Cited:
    """What keys may name, and where complaints go.

    Attributes:
        parties: Ids of the declared parties.
        sources: The declared sources.
        notes: Where problems go.
        on: Whether the document uses the keys at all.
    """

    parties: tuple[str, ...]
    sources: Mapping[str, Source]
    notes: Notes
    on: bool


def read(
    kind: str, data: Mapping[str, Any], cited: Cited, offset: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields of a record, and the author's own data.

    Args:
        kind: "statement", "argument", "inference" or "heading".
        data: The YAML mapping.
        cited: What it may name.
        offset: Where it begins, for complaints.
    """
    if not cited.on:
        return {}, dict(data)
    fields: dict[str, Any] = {}
    own: dict[str, Any] = {}
    places = getattr(data, "places", {})
    for key, value in data.items():
        if key not in KEYS[kind]:
            own[key] = value
            if meant := _misspelt(kind, key):
                cited.notes.warning(
                    "unknown-key",
                    places.get(key, (offset, 0))[0],
                    f"the key {shown(key)} is kept and means nothing here",
                    f"did you mean {meant!r}?",
                )
            continue
        try:
            name, read_value = _READERS[key]
            value_read = read_value(value, cited)
            fields[name] = fields[name] + value_read if name in fields else value_read
        except ArgmapError as error:
            hint = error.hint if error.nearest is None else f"did you mean {error.nearest!r}?"
            code = "quote" if key in ("quote", "quotes") else "data"
            cited.notes.error(f"bad-{code}", places.get(key, (offset, 0))[0], f"{key}: {error.message}", hint)
    return fields, own


@cache
def _misspelt(kind: str, key: str) -> str | None:
    """The key that an author probably meant by one that differs in a letter or two."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - most documents have no unknown keys

    if key in _OTHERS:
        return None
    near = min(KEYS[kind], key=lambda known: OSA.distance(key.lower(), known))
    return near if OSA.distance(key.lower(), near) <= (1 if len(key) < 8 else 2) else None


def _party(value: Any, cited: Cited) -> str:
    if isinstance(value, str) and value in cited.parties:
        return value
    raise FormatError(
        f"unknown party {shown(value)}",
        nearest=nearest(str(value), cited.parties),
        hint="declare it under parties: in the front matter",
    )


def _parties(value: Any, cited: Cited) -> tuple[str, ...]:
    return tuple(_party(v, cited) for v in (value if isinstance(value, list) else [value]))


def _quotes(value: Any, cited: Cited) -> tuple[Any, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(read_quote(v, cited.sources) for v in values)


def _text(value: Any, _: Cited) -> str:
    if not isinstance(value, str):
        raise FormatError(f"found {shown(value)} where text is expected", hint="put it in quotes")
    return value


def _texts(value: Any, cited: Cited) -> tuple[str, ...]:
    return tuple(_text(v, cited) for v in (value if isinstance(value, list) else [value]))


def _number(value: Any, _: Cited) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise FormatError(f"found {shown(value)} where a number is expected")
    return float(value)


def _member(kinds: Any) -> Callable[[Any, Cited], Any]:
    def read_member(value: Any, _: Cited) -> Any:
        if kinds is EvidenceKind and (value is True or value is None):
            return None
        if value not in list(kinds):
            names = [str(k) for k in kinds]
            raise FormatError(
                f"found {shown(value)}, expected one of: {', '.join(names)}",
                nearest=nearest(str(value), names),
            )
        return kinds(value)

    return read_member


def _figures(value: Any, cited: Cited) -> tuple[Any, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(read_figure(v, cited.sources) for v in values)


def _mapping(value: Any, _: Cited) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FormatError(f"found {shown(value)} where key: value pairs are expected")
    return dict(value)


def _flag(value: Any, _: Cited) -> bool:
    if not isinstance(value, bool):
        raise FormatError(f"found {shown(value)} where true or false is expected")
    return value


def _wordings(value: Any, cited: Cited) -> tuple[Wording, ...]:
    made = []
    for entry in value if isinstance(value, list) else [value]:
        fields: dict[str, Any] = {"text": entry} if isinstance(entry, str) else _mapping(entry, cited)
        unknown = [k for k in fields if k not in ("text", "language", "by", "quotes", "tags", "data")]
        if unknown or not isinstance(fields.get("text"), str):
            raise FormatError(
                f"found {shown(entry)} where a wording is expected",
                hint="its keys are text, language, by, quotes, tags, data",
            )
        if "quotes" in fields:
            fields["quotes"] = _quotes(fields["quotes"], cited)
        if fields.get("by") is not None:
            fields["by"] = _party(fields["by"], cited)
        made.append(Wording(**fields))
    return tuple(made)


_READERS: Final[dict[str, tuple[str, Callable[[Any, Cited], Any]]]] = {
    "id": ("id", _text),
    "title": ("title", _text),
    "by": ("by", _party),
    "via": ("via", _parties),
    "to": ("to", _parties),
    "mentions": ("mentions", _parties),
    "quote": ("quotes", _quotes),
    "quotes": ("quotes", _quotes),
    "weight": ("weight", _number),
    "tags": ("tags", _texts),
    "data": ("data", _mapping),
    "kind": ("kind", _member(ClaimKind)),
    "evidence": ("evidence", _member(EvidenceKind)),
    "figures": ("figures", _figures),
    "wordings": ("wordings", _wordings),
    "linked": ("linked", _flag),
    "uses": ("uses", lambda value, _: value),
}


def write(record: Record, sources: Mapping[str, Source]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The keys that state the fields of a record, without its id, title, text and tags; and the author's own data."""
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
        stated["figures"] = [write_figure(f, sources) for f in figures]
    quotes = [write_quote(q, sources) for q in getattr(record, "quotes", ())]
    if quotes:
        stated["quote" if len(quotes) == 1 else "quotes"] = quotes[0] if len(quotes) == 1 else quotes
    if getattr(record, "weight", None) is not None:
        stated["weight"] = record.weight  # type: ignore[union-attr]
    wordings = getattr(record, "wordings", ())
    if wordings:
        stated["wordings"] = [_wording(w, sources) for w in wordings]
    data = record.data.thaw()
    own = data.pop(OWN, None)
    data.pop(RESIDUE, None)
    if data:
        stated["data"] = data
    return stated, own if isinstance(own, dict) else {}


def _wording(wording: Wording, sources: Mapping[str, Source]) -> Any:
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


def own_data(own: Mapping[str, Any], more: Mapping[str, Any] | None = None) -> Data:
    """The ``data`` of a record: other formats' first, then the author's own."""
    data: dict[str, Any] = dict(more or {})
    if own:
        data[OWN] = own
    return Data(data)
