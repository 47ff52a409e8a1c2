"""The residue of rows: what a file has beyond its records, in ``data`` so that it can be written back.

In a record these are the keys of its node that differ from those that the writer makes of it. In the map: the order
of nodes and edges, rows of locutions, participants and schemes, and the ids that rows name although the file has no
such node.

``difference`` and ``patched`` serve documents; for nodes they do not fit. Nearly every node has a ``timestamp``, often
between keys that are made, so that ``changes`` would be as large as the node; many nodes share one residue, which is
made once; and the number of an unknown scheme has to go with the scheme, wherever that is edited.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from argmap.model import Data
from argmap.model.data import EMPTY
from argmap.serializers.aif.persons import plain_locution, plain_participants, said_in
from argmap.serializers.aif.rows import KEY_ORDER, compact, ends, plain_edge, plain_fulfilments
from argmap.serializers.aif.terms import KNOWN
from argmap.serializers.common.residue import in_order, same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.serializers.aif.reading import Records
    from argmap.serializers.aif.resolved import Resolved
    from argmap.serializers.aif.rows import Row, Rows, Variant


_new: Final[Any] = object.__new__
_fill: Final = Data._items.__set__  # type: ignore[attr-defined]  # noqa: SLF001 - freezing costs more than all else
_SIMPLE: Final = frozenset({str, int, float, bool, type(None)})  # nothing in these is to be frozen


def simple(values: dict[str, Any]) -> Data:
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


def node_residue(row: Row, plain: Row, variant: Variant, shared: dict[str, Data]) -> Data:
    """The residue of a node; equal ones are one value."""
    found = {k: v for k, v in row.items() if k not in plain or not (v is plain[k] or same(v, plain[k]))}
    if not is_usual(tuple(row), tuple(plain), variant.order):
        found[KEY_ORDER] = list(row)
    if ("schemeID" in found or KEY_ORDER in found) and "scheme" in row:
        found["scheme"] = row["scheme"]  # whose number it is
    if not found:
        return EMPTY
    if not _SIMPLE.issuperset(map(type, found.values())):
        return Data({variant.name: found})
    key = repr(found)  # as values of a tuple, 1 and true would be one key
    if key not in shared:
        shared[key] = under(variant.name, found)
    return shared[key]


def list_residues(records: Records, file: Resolved, rows: Rows) -> dict[str, list[Any]]:
    """Each list whose rows or order the records would not give by themselves."""
    codes, variant = file.codes, file.variant
    natives = {node.id: node.row["nodeID"] for node in file.nodes}
    found: dict[str, list[Any]] = {"edges": [compact(row, variant) for row in rows.edges]}
    made: dict[str, list[Any]] = {"edges": []}
    if rows.edges and str(rows.edges[0].get("edgeID", 1)) == "1":
        made["edges"] = [
            compact(plain_edge(n, natives[start], natives[end], variant), variant)
            for n, (start, end) in enumerate((e for relation in records.relations for e in ends(relation)), 1)
        ]
    in_file = [node.id if node.code in KNOWN else node.row for node in file.nodes]
    if records.utterances or list(codes.values()) != sorted(codes.values(), key="I".__ne__):
        found["nodes"] = in_file
        made["nodes"] = [
            r.id for kind in (records.claims, records.utterances, records.relations) for r in kind
        ]
    elif not KNOWN.issuperset(codes.values()):
        found["nodes"] = in_file
    if rows.locutions or rows.participants or records.parties or variant.scheme == "list":
        persons = {id: person for person, id in file.parties.items()}
        found["locutions"] = rows.locutions
        made["locutions"] = [
            plain_locution(natives[u.id], persons[u.by], u.when, variant)
            for u in records.utterances
            if u.by is not None and not variant.speaker
        ]
        said = said_in(file.remarks, {u.id for u in records.utterances}, {"0"})
        found["participants"] = rows.participants
        made["participants"] = plain_participants(records.parties, persons, said, records.utterances, variant)
        found["schemefulfillments"] = rows.schemefulfillments
        made["schemefulfillments"] = plain_fulfilments(records.relations, natives, variant)
    return {name: listed for name, listed in found.items() if not same(listed, made.get(name, []))}


def map_residue(residue: Mapping[str, Any], variant: Variant) -> Data:
    """The data of a map: edges that are three plain values each need not be looked at again."""
    edges = residue.get("edges", ())
    if not residue or not all(type(row) is list for row in edges):
        return Data({variant.name: residue}) if residue else EMPTY
    others = Data({name: value for name, value in residue.items() if name != "edges"})
    return under(variant.name, {**({"edges": tuple(map(tuple, edges))} if edges else {}), **others})
