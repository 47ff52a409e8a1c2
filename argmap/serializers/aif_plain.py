"""A short cut for nodesets as AIFdb writes them: no odd keys, nothing missing, every edge the end of a relation.

It makes the very map that ``aif_reading`` makes of the same text, in a fraction of the time, because all that can be
wrong with such a file is looked at once for a whole list instead of once for each field: the text is decoded into rows
that have room for the usual keys only, and has to be what these rows are as JSON. Whatever does not look like such a
file is left to the reader.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import UNSET, UnsetType

from argmap.model import ArgumentMap, Claim, Data, Relation, Utterance
from argmap.model.data import EMPTY
from argmap.model.fields import CONTROL
from argmap.model.filled import filled
from argmap.serializers.aif_reading import parties_of, rest_of
from argmap.serializers.aif_rows import (
    Dialect,
    Row,
    asserted,
    party_id,
    plain_node,
    scheme_of,
    side,
    spoken,
    strings,
    taken_by,
    under,
)
from argmap.serializers.aif_terms import KINDS, KNOWN, kind_of, label_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.diagnostics import Report
    from argmap.model import RelationKind


class _Node(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    nodeID: str  # noqa: N815 - the keys of AIF
    text: str
    type: str
    timestamp: str
    scheme: str | UnsetType = UNSET
    schemeID: str | UnsetType = UNSET  # noqa: N815


class _Edge(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    edgeID: str  # noqa: N815
    fromID: str  # noqa: N815
    toID: str  # noqa: N815
    formEdgeID: None  # noqa: N815


class _Locution(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    nodeID: str  # noqa: N815
    personID: str  # noqa: N815
    timestamp: str
    start: str | None
    end: str | None
    source: str | None


class _Nodeset(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    nodes: list[_Node]
    edges: list[_Edge]
    locutions: list[_Locution] | UnsetType = UNSET


_decode: Final = msgspec.json.Decoder(_Nodeset).decode
_encode: Final = msgspec.json.Encoder().encode
_ends: Final = attrgetter("edgeID", "fromID", "toID")
_SCHEMES: Final = frozenset(KINDS)
_LEADS_OUT: Final = {  # whether an edge between nodes of two types belongs to the first or to the second
    (first, second): owner[1]
    for first in KNOWN
    for second in KNOWN
    if (owner := side({"1": first, "2": second}, "1", "2")) is not None
}


def read_plain(raw: bytes, dialect: Dialect, report: Report) -> ArgumentMap | None:
    """The map of a plain nodeset, or None if this is no such text.

    Args:
        raw: The text in UTF-8.
        dialect: That of AIF JSON.
        report: Told of persons without a clear name.
    """
    try:
        nodeset = _decode(raw)
    except (ValueError, RecursionError):  # msgspec's own errors are ValueErrors too
        return None
    nodes = nodeset.nodes
    codes = {node.nodeID: node.type for node in nodes}
    edges = tuple(map(_ends, nodeset.edges))
    locutions = nodeset.locutions or []
    if (
        len(codes) < len(nodes)
        or "" in codes
        or not KNOWN.issuperset(codes.values())
        or CONTROL.search("".join(codes)) is not None
        or (edges and edges[0][0] == "1")  # perhaps the numbers that a map gives by itself
        or not all([row.nodeID in codes and row.personID.isdecimal() for row in locutions])
        or not _says_no_more(raw, nodeset)
    ):
        return None
    sources: dict[str, list[str]] = defaultdict(list)
    targets: dict[str, list[str]] = defaultdict(list)
    try:
        for _, start, end in edges:
            if _LEADS_OUT[codes[start], codes[end]]:
                targets[start].append(end)
            else:
                sources[end].append(start)
    except KeyError:  # an end is missing, or is no end of a relation
        return None
    beside = _Beside(dialect)
    relations = _relations(nodes, codes, sources, targets, dialect)
    rows: list[Row] = msgspec.to_builtins(locutions) if locutions else []
    parties, utterances = (), ()
    if "L" in codes.values():
        parties, utterances = _dialogue(nodes, codes, rows, dialect, beside, report)
    holders = asserted(relations, {u.id: u.by for u in utterances}) if parties else {}
    claims = filled(
        Claim,
        ("id", "text", "by", "data"),
        [
            (n.nodeID, n.text, holders.get(n.nodeID), beside[n.timestamp, n.scheme, n.schemeID])
            for n in nodes
            if n.type == "I"
        ],
    )
    index = {record.id: record for group in (parties, claims, utterances, relations) for record in group}
    kept: dict[str, Any] = {"edges": edges} if edges else {}
    if [*index][len(parties) :] != [*codes]:
        kept["nodes"] = tuple(codes)
    if rows:
        kept["locutions"] = tuple(map(strings, rows))
    if nodeset.locutions is UNSET:
        kept["keys"] = ("nodes", "edges")
    data = under(dialect.name, kept) if kept else EMPTY
    return filled(
        ArgumentMap,
        ("parties", "claims", "utterances", "relations", "data", "_index"),
        [(parties, claims, utterances, relations, data, index)],
    )[0]


def _says_no_more(raw: bytes, nodeset: _Nodeset) -> bool:
    """Whether a text is what the rows that it was decoded into are as JSON, so that no key came twice or elsewhere.

    Spaces do not matter, nor whether slashes and other letters than those of ASCII are escaped.
    """
    usual = _encode(nodeset)
    if raw == usual:
        return True
    packed = msgspec.json.format(
        raw.replace(b"\\/", b"/"), indent=-1
    )  # PHP, in which AIFdb is written, escapes slashes
    return packed == usual or (
        packed == json.dumps(msgspec.to_builtins(nodeset), separators=(",", ":")).encode()
    )


def _relations(
    nodes: list[_Node],
    codes: dict[str, str],
    sources: dict[str, list[str]],
    targets: dict[str, list[str]],
    dialect: Dialect,
) -> tuple[Any, ...]:
    """The relations that scheme nodes become."""
    rows = []
    sorts = _Sorts(dialect)
    for node in nodes:
        code = node.type
        if code in _SCHEMES:
            id = node.nodeID
            aims = tuple(targets.get(id, ()))
            aimed = tuple([codes[i] for i in aims]) if code == "CA" else ()
            kind, scheme, data = sorts[code, node.text, aimed, node.scheme, node.schemeID, node.timestamp]
            rows.append((id, kind, tuple(sources.get(id, ())), aims, scheme, data))
    return filled(Relation, ("id", "kind", "sources", "targets", "scheme", "data"), rows)


class _Sorts(dict[Any, Any]):
    """The kind, the scheme and the data of relations, by all that is the same for many of a file."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def __missing__(self, sort: tuple[Any, ...]) -> tuple[RelationKind, str, Data]:
        kind, scheme, rest = _beyond(*sort[:-1], self.dialect)
        data = under(self.dialect.name, {**rest, "timestamp": sort[-1]})
        found = self[sort] = kind, scheme, data
        return found


@lru_cache(maxsize=1024)
def _beyond(
    code: str,
    text: str,
    aimed: tuple[str, ...],
    scheme: str | UnsetType,
    number: str | UnsetType,
    dialect: Dialect,
) -> tuple[RelationKind, str, Mapping[str, str]]:
    """What a scheme node says, its scheme, and what it has beyond its relation; files have few sorts of them."""
    kind = kind_of(code, text, aimed)
    row = {"nodeID": "1", "text": text, "type": code, **_given("", scheme, number)}
    name = scheme_of(row, dialect)
    plain = plain_node(dialect, "1", code, label_of(kind, aimed, name), scheme=name)
    return kind, name, dict(rest_of(row, plain, dialect, {})[dialect.name])


def _dialogue(
    nodes: list[_Node],
    codes: dict[str, str],
    rows: list[Row],
    dialect: Dialect,
    beside: Mapping[Any, Data],
    report: Report,
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The parties and their utterances."""
    heard = [node for node in nodes if node.type == "L"]
    said = spoken(rows, frozenset([node.nodeID for node in heard]), {"0"})
    taken = taken_by(codes, dialect)
    ids = {person: party_id(person, taken) for person in said.persons}
    by = {node: ids[person] for node, person in said.speakers.items()}
    utterances = filled(
        Utterance,
        ("id", "text", "by", "when", "data"),
        [
            (
                n.nodeID,
                n.text,
                by.get(n.nodeID),
                said.times.get(n.nodeID, ""),
                beside[n.timestamp, n.scheme, n.schemeID],
            )
            for n in heard
        ],
    )
    return tuple(parties_of((), ids, utterances, dialect, report)), utterances


class _Beside(dict[Any, Data]):
    """What nodes of claims and utterances have beside their records; many of a file have the same."""

    def __init__(self, dialect: Dialect) -> None:
        self.name = dialect.name

    def __missing__(self, key: tuple[Any, ...]) -> Data:
        found = self[key] = under(self.name, _given(*key))
        return found


def _given(time: str, scheme: str | UnsetType, number: str | UnsetType) -> dict[str, Any]:
    given: dict[str, Any] = {"timestamp": time}
    if scheme is not UNSET:
        given["scheme"] = scheme
    if number is not UNSET:
        given["schemeID"] = number
    return given
