"""A short cut for nodesets as AIFdb writes them: the usual keys in the usual order, and known types of nodes.

It is a second way into ``reading``, several times faster than ``resolved``, because all that can be wrong with such a
file is looked at once for a whole list instead of once for each field: the text is decoded into rows that have room
for the usual keys only, and has to be what these rows are as JSON. Anything else is left to the reader.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import UNSET, UnsetType

from argmap.model import Data
from argmap.model.data import EMPTY
from argmap.model.fields import CONTROL
from argmap.serializers.aif.persons import Remark, party_ids, said_in, taken_by
from argmap.serializers.aif.reading import RowMaker, claim, records_of, relation, report_lost_rows, utterance
from argmap.serializers.aif.residue import simple, under
from argmap.serializers.aif.resolved import Node, Resolved, ends_of
from argmap.serializers.aif.rows import AIFDB
from argmap.serializers.aif.terms import KINDS, Code

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap, RelationKind


class _Node(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    id: str = msgspec.field(name="nodeID")
    text: str
    code: Code = msgspec.field(name="type")
    timestamp: str
    scheme: str | UnsetType = UNSET
    schemeID: str | UnsetType = UNSET  # noqa: N815 - a key of AIF


class _Edge(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    id: str = msgspec.field(name="edgeID")
    start: str = msgspec.field(name="fromID")
    end: str = msgspec.field(name="toID")
    formEdgeID: None  # noqa: N815


class _Locution(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    node: str = msgspec.field(name="nodeID")
    person: str = msgspec.field(name="personID")
    timestamp: str
    start: str | None
    end: str | None
    source: str | None


class _Nodeset(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    nodes: list[_Node]
    edges: list[_Edge]
    locutions: list[_Locution] | UnsetType = UNSET


_decode: Final = msgspec.json.Decoder(_Nodeset).decode
_SCHEMES: Final = frozenset(KINDS)
_NO_LOCUTIONS: Final = Data({"absent": {"locutions": ()}})
_encode: Final = msgspec.json.Encoder().encode


def read_plain(raw: bytes, report: Report) -> ArgumentMap | None:
    """The map of a plain nodeset in UTF-8, or None if the text is anything else; what ``aif`` reports is reported."""
    try:
        nodeset = _decode(raw)
    except (ValueError, RecursionError):  # msgspec's own errors are ValueErrors too
        return None
    edges = tuple([(edge.id, edge.start, edge.end) for edge in nodeset.edges])
    file = _resolved(nodeset, edges)
    missing = file.missing() if file.named or file.loose else ()
    if (
        len(file.codes) < len(file.nodes)
        or not _are_ids((*file.codes, *missing) if missing else file.codes)
        or (file.remarks and not all(remark.person.isdecimal() for remark in file.remarks))
        or (edges and edges[0][0] == "1")  # perhaps the numbers that a map gives by itself
        or not _says_no_more(raw, nodeset)
    ):
        return None
    records = records_of(file, _Maker(), report, {})
    residue: dict[str, Any] = {"edges": edges} if edges else {}
    index = records.by_id()
    order = tuple(file.codes)
    if tuple(index)[len(records.parties) :] != order:
        residue["nodes"] = order
    if nodeset.locutions:
        residue["locutions"] = tuple(map(simple, msgspec.to_builtins(nodeset.locutions)))
    if missing:
        residue["missing"] = tuple(missing)
    if missing or file.loose:
        report_lost_rows(file, missing, report)
    if nodeset.locutions is UNSET:
        residue["changes"] = _NO_LOCUTIONS
    return records.map(under(AIFDB.name, residue) if residue else EMPTY, index)


def _resolved(nodeset: _Nodeset, edges: Iterable[tuple[str, str, str]]) -> Resolved:
    codes: dict[str, str] = {node.id: node.code for node in nodeset.nodes}
    sources, targets, loose = ends_of(edges, codes)
    if not nodeset.locutions:
        return Resolved(nodeset.nodes, codes, sources, targets, loose)
    remarks = [Remark(row.node, row.person, row.start) for row in nodeset.locutions]
    said = said_in(remarks, {i for i, code in codes.items() if code == "L"}, {"0"})
    parties = party_ids(said.persons, taken_by(codes, AIFDB))
    named = [remark.node for remark in remarks]
    return Resolved(nodeset.nodes, codes, sources, targets, loose, said, parties, {}, named, {}, remarks)


def _are_ids(names: Collection[str]) -> bool:
    letters = "".join(names)
    return "" not in names and (
        (letters.isascii() and letters.isprintable()) or CONTROL.search(letters) is None
    )


def _says_no_more(raw: bytes, nodeset: _Nodeset) -> bool:
    """Whether a text is what the rows that it was decoded into are as JSON, so that no key came twice or elsewhere.

    Spaces do not matter, nor whether slashes and other letters than those of ASCII are escaped.
    """
    usual = _encode(nodeset)
    if raw == usual:
        return True
    packed = msgspec.json.format(raw, indent=-1)
    if packed == usual:
        return True
    packed = packed.replace(b"\\/", b"/")  # PHP escapes slashes, and AIFdb is PHP
    return packed == usual or (
        packed == json.dumps(msgspec.to_builtins(nodeset), separators=(",", ":")).encode()
    )


class _Maker(dict[Any, Any]):
    """Makes records of plain nodes. It holds the residues of a file, because many of its nodes have the same."""

    def __missing__(self, sort: tuple[Any, ...]) -> Data:
        found = self[sort] = under(AIFDB.name, _given(*sort))
        return found

    def relations(self, file: Resolved) -> list[Any]:
        codes, sources, targets = file.codes, file.sources, file.targets
        known: dict[Any, tuple[RelationKind, str, Data]] = {}
        made = []
        for n in file.nodes:
            if n.code in _SCHEMES:
                aims = tuple(targets.get(n.id, ()))
                aimed = tuple([codes[i] for i in aims]) if n.code == "CA" else ()
                sort = n.code, n.text, aimed, n.scheme, n.schemeID, n.timestamp
                kind, scheme, residue = known.get(sort) or known.setdefault(sort, _described(*sort))
                made.append(relation(n.id, kind, tuple(sources.get(n.id, ())), aims, scheme, residue))
        return made

    def utterances(self, file: Resolved, by: Mapping[str, str]) -> list[Any]:
        times = file.said.times
        return [
            utterance(
                n.id, n.text, by.get(n.id), times.get(n.id, ""), self[n.timestamp, n.scheme, n.schemeID]
            )
            for n in file.nodes
            if n.code == "L"
        ]

    def claims(self, file: Resolved, _: object) -> list[Any]:
        return [
            claim(n.id, n.text, self[n.timestamp, n.scheme, n.schemeID]) for n in file.nodes if n.code == "I"
        ]


def _given(time: str, scheme: str | UnsetType, number: str | UnsetType) -> dict[str, str]:
    given = {"timestamp": time}
    if scheme is not UNSET:
        given["scheme"] = scheme
    if number is not UNSET:
        given["schemeID"] = number
    return given


def _described(*sort: Any) -> tuple[RelationKind, str, Data]:
    """The kind, the scheme and the residue of scheme nodes that are alike but for their ids."""
    kind, scheme, residue = _residue(*sort[:-1])
    return kind, scheme, under(AIFDB.name, {**residue, "timestamp": sort[-1]})


@lru_cache(maxsize=1024)
def _residue(
    code: str, text: str, aimed: tuple[str, ...], scheme: str | UnsetType, number: str | UnsetType
) -> tuple[RelationKind, str, dict[str, str]]:
    """The same without the time; files have few sorts of them."""
    row = {"nodeID": "1", "text": text, "type": code, **_given("", scheme, number)}
    kind, name, data = RowMaker(AIFDB).described(Node("1", code, text, row), aimed)
    return kind, name, dict(data[AIFDB.name])
