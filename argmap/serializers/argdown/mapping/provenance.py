"""Provenance of sources in the front matter: under ``provenance:`` of a source, with the keys of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from argmap.errors import ArgmapError, FormatError, unknown_name
from argmap.messages import shown
from argmap.model import Provenance
from argmap.serializers.argdown.mapping.figures import read_figures, write_figures
from argmap.serializers.argdown.mapping.quoting import (
    declared,
    read_quote,
    write_quote,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from argmap.model import Source
    from argmap.serializers.argdown.meaning.frontmatter import Front
    from argmap.serializers.argdown.text.notes import Notes

_PARTIES: Final = ("by", "to", "via")
_WORDS: Final = ("place", "note")
_KEYS: Final = (*_PARTIES, "place", "figures", "quote", "quotes", "note")
_OFTEN_MEANT: Final = {
    **dict.fromkeys(("date", "dates", "when", "issued", "received", "time"), "figures"),
    **dict.fromkeys(("author", "authors", "publisher", "issuer", "from"), "by"),
    **dict.fromkeys(("through", "reporter"), "via"),
    **dict.fromkeys(("where", "location", "city"), "place"),
}
"""Keys that people write, and the one that states what they mean."""


def settle(front: Front, notes: Notes) -> None:
    """Give the sources of a front matter their provenance, which may name and quote any party and source of it."""
    known = {source.id: source for source in front.sources}
    parties = {party.id: party.name for party in front.parties}
    for n, source in enumerate(front.sources):
        if source.id in front.provenance:
            value, offset = front.provenance[source.id]
            found = _read(value, parties, known, notes, offset, f"sources, {source.id}, provenance")
            front.sources[n] = evolve(source, provenance=found)


def _read(
    value: Any,
    parties: Mapping[str, str],
    sources: Mapping[str, Source],
    notes: Notes,
    offset: int,
    where: str,
) -> Provenance | None:
    """The provenance that a mapping states, as far as it can be read."""
    if not isinstance(value, dict):
        notes.error("bad-sources", offset, f"{where}: found {shown(value)}", f"write {{{', '.join(_KEYS)}}}")
        return None
    fields: dict[str, Any] = {}
    for key, stated in value.items():
        try:
            name, read = _reader(key, parties, sources)
            made = read(stated)
            fields[name] = fields[name] + made if name in fields else made
        except ArgmapError as error:
            place = getattr(value, "places", {}).get(key, (offset, 0))[0]
            code = "bad-quote" if key in ("quote", "quotes") else "bad-sources"
            notes.refused(code, place, f"{where}, {key}", error)
    return Provenance(**fields)


def _reader(
    key: Any, parties: Mapping[str, str], sources: Mapping[str, Source]
) -> tuple[str, Callable[[Any], Any]]:
    """The field that a key states, and what reads its value."""
    if key in _PARTIES:
        return key, _each(lambda name: declared("party", "parties", name, parties))
    if key in ("quote", "quotes"):
        return "quotes", _each(lambda words: read_quote(words, sources))
    if key == "figures":
        return key, lambda figures: read_figures(figures, sources)
    if key in _WORDS:
        return key, _text
    meant = {"nearest": _OFTEN_MEANT[key]} if key in _OFTEN_MEANT else {}
    raise unknown_name("key", key, _KEYS, FormatError, **meant)


def _each(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    """A reader of several values, where a single one may be without a list."""
    return lambda value: tuple(read(each) for each in (value if isinstance(value, list) else [value]))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise FormatError(f"found {shown(value)} where text is expected", hint="put it in quotes")
    return value


def entry(provenance: Provenance, sources: Mapping[str, Source]) -> dict[str, Any]:
    """What the front matter states of a provenance, in the shortest form that is read back as it."""
    stated: dict[str, Any] = {name: list(ids) for name in _PARTIES if (ids := getattr(provenance, name))}
    if provenance.place:
        stated["place"] = provenance.place
    if provenance.figures:
        stated["figures"] = write_figures(provenance.figures, sources)
    if quotes := [write_quote(quote, sources) for quote in provenance.quotes]:
        stated["quote" if len(quotes) == 1 else "quotes"] = quotes[0] if len(quotes) == 1 else quotes
    if provenance.note:
        stated["note"] = provenance.note
    return stated
