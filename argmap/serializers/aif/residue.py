"""What the records do not say of a file, kept in ``data`` so that it can be written back."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from argmap.model import Data
from argmap.model.data import EMPTY
from argmap.serializers.aif.persons import person_from, plain_locution, plain_participants, spoken
from argmap.serializers.aif.rows import (
    KEY_ORDER,
    compact,
    ends,
    identifier,
    in_order,
    plain_edge,
    plain_fulfilments,
    same,
)
from argmap.serializers.aif.terms import KNOWN

if TYPE_CHECKING:
    from argmap.serializers.aif.reading import Parts
    from argmap.serializers.aif.rows import Row, Rows
    from argmap.serializers.aif.variant import Variant


_new: Final[Any] = object.__new__
_fill: Final = Data._items.__set__  # type: ignore[attr-defined]  # noqa: SLF001 - freezing costs more than all else


_SIMPLE: Final = frozenset({str, int, float, bool, type(None)})  # nothing in these is to be frozen


def strings(values: dict[str, Any]) -> Data:
    """``Data`` of simple values that a parser gave, and of tuples of them: frozen as they are, without another look."""
    data: Data = _new(Data)
    _fill(data, values)
    return data


def under(name: str, values: dict[str, Any]) -> Data:
    """``Data`` that holds such values under the name of a format."""
    inner, outer = _new(Data), _new(Data)
    _fill(inner, values)
    _fill(outer, {name: inner})
    return outer  # type: ignore[no-any-return]


@lru_cache(maxsize=256)
def is_usual(found: tuple[str, ...], plain: tuple[str, ...], order: tuple[str, ...]) -> bool:
    """Whether a row with these keys is what the keys of a plain row and the usual order would give."""
    return list(in_order(dict.fromkeys((*plain, *found)), order)) == [*found]


def rest_of(row: Row, plain: Row, variant: Variant, shared: dict[str, Data]) -> Data:
    """What a node has beyond its record; equal remainders are one value."""
    rest = {k: v for k, v in row.items() if k not in plain or not (v is plain[k] or same(v, plain[k]))}
    if not is_usual(tuple(row), tuple(plain), variant.order):
        rest[KEY_ORDER] = list(row)
    if ("schemeID" in rest or KEY_ORDER in rest) and "scheme" in row:
        rest["scheme"] = row["scheme"]  # whose number it is
    if not rest:
        return EMPTY
    if not _SIMPLE.issuperset(map(type, rest.values())):
        return Data({variant.name: rest})
    key = repr(rest)  # as values of a tuple, 1 and true would be one key
    if key not in shared:
        shared[key] = under(variant.name, rest)
    return shared[key]


def unsaid(parts: Parts, rows: Rows, variant: Variant) -> dict[str, list[Any]]:
    """Each list whose rows or order the records would not give by themselves."""
    codes = parts.codes
    nodes = [i if code in KNOWN else row for row, (i, code) in zip(rows.nodes, codes.items(), strict=True)]
    kept: dict[str, list[Any]] = {"edges": [compact(row, variant) for row in rows.edges]}
    usual: dict[str, list[Any]] = {"edges": []}
    if rows.edges and str(rows.edges[0].get("edgeID", 1)) == "1":
        natives = {identifier(row["nodeID"]): row["nodeID"] for row in rows.nodes}
        made = (edge for relation in parts.relations for edge in ends(relation))
        usual["edges"] = [
            compact(plain_edge(n, natives[start], natives[end], variant), variant)
            for n, (start, end) in enumerate(made, 1)
        ]
    if parts.utterances or list(codes.values()) != sorted(codes.values(), key="I".__ne__):
        kept["nodes"] = nodes
        usual["nodes"] = [r.id for group in (parts.claims, parts.utterances, parts.relations) for r in group]
    elif not KNOWN.issuperset(codes.values()):
        kept["nodes"] = nodes
    if rows.locutions or rows.participants or parts.parties or variant.scheme == "list":
        people = {party.id: person_from(party, variant) for party in parts.parties}
        natives = {identifier(row["nodeID"]): row["nodeID"] for row in rows.nodes}
        kept["locutions"] = rows.locutions
        usual["locutions"] = [
            plain_locution(natives[u.id], people[u.by], u.when, variant)
            for u in parts.utterances
            if u.by is not None and not variant.speaker
        ]
        said = spoken(rows.spoken_in(variant), {u.id for u in parts.utterances}, {"0"})
        kept["participants"] = rows.participants
        usual["participants"] = plain_participants(parts.parties, people, said, parts.utterances, variant)
        kept["schemefulfillments"] = rows.fulfilments
        usual["schemefulfillments"] = plain_fulfilments(parts.relations, natives, variant)
    return {name: found for name, found in kept.items() if not same(found, usual.get(name, []))}
