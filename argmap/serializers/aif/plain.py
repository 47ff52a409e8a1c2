"""A short cut for nodesets as AIFdb writes them: the usual keys in the usual order, and known types of nodes.

It makes the very map that ``reading`` makes of the same text, in a fraction of the time, because all that can be wrong
with such a file is looked at once for a whole list instead of once for each field: the text is decoded into rows that
have room for the usual keys only, and has to be what these rows are as JSON. Whatever does not look like such a file is
left to the reader.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import UNSET, UnsetType

from argmap.model import ArgumentMap, Claim, Data, Relation, Utterance
from argmap.model.data import EMPTY
from argmap.model.fields import CONTROL
from argmap.model.unchecked import sealed, unchecked
from argmap.serializers.aif.persons import asserted, parties_of, party_ids, spoken, taken_by
from argmap.serializers.aif.residue import rest_of, strings, under
from argmap.serializers.aif.rows import Row, Rows, plain_node, scheme_of, side
from argmap.serializers.aif.terms import KINDS, KNOWN, Code, kind_of, label_of
from argmap.serializers.aif.variant import AIFDB
from argmap.serializers.aif.warnings import report_lost_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from argmap.diagnostics import Report
    from argmap.model import RelationKind


class _Node(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    nodeID: str  # noqa: N815 - the keys of AIF
    text: str
    type: Code
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
_SCHEMES: Final = frozenset(KINDS)
_LEADS_OUT: Final = {  # by the types of its two nodes, whether an edge belongs to the first or to the second
    first: {
        second: owner[1]
        for second in KNOWN
        if (owner := side({"1": first, "2": second}, "1", "2")) is not None
    }
    for first in KNOWN
}
_claim: Final = unchecked(Claim, "id", "text", "by", "data")
_utterance: Final = unchecked(Utterance, "id", "text", "by", "when", "data")
_relation: Final = unchecked(Relation, "id", "kind", "sources", "targets", "scheme", "data")
_map: Final = unchecked(ArgumentMap, "parties", "claims", "utterances", "relations", "data", "_index")


def read_plain(raw: bytes, report: Report) -> ArgumentMap | None:
    """The map of a plain nodeset, or None if this is no such text.

    Args:
        raw: The text in UTF-8.
        report: Told of edges without scheme node, rows of nodes that are not there, and persons without a clear name.
    """
    try:
        nodeset = _decode(raw)
    except (ValueError, RecursionError):  # msgspec's own errors are ValueErrors too
        return None
    nodes = nodeset.nodes
    codes: dict[str, str] = {node.nodeID: node.type for node in nodes}
    edges = tuple([(edge.edgeID, edge.fromID, edge.toID) for edge in nodeset.edges])
    rows: list[Row] = msgspec.to_builtins(nodeset.locutions) if nodeset.locutions else []
    sources, targets, loose = _ends(edges, codes)
    missing: tuple[str, ...] = ()
    if loose or rows:
        named = (*[i for edge in loose for i in edge], *[row["nodeID"] for row in rows])
        missing = tuple(dict.fromkeys([i for i in named if i not in codes]))
    if (
        len(codes) < len(nodes)
        or not _are_ids((*codes, *missing) if missing else codes)
        or (rows and not all(row["personID"].isdecimal() for row in rows))
        or (edges and edges[0][0] == "1")  # perhaps the numbers that a map gives by itself
        or not _says_no_more(raw, nodeset)
    ):
        return None
    beside = _Beside()
    relations = _relations(nodes, codes, sources, targets)
    parties, utterances = _dialogue(nodes, codes, rows, beside, report) if "L" in codes.values() else ((), ())
    holders = asserted(relations, {u.id: u.by for u in utterances}) if parties else {}
    claims = sealed(
        [
            _claim(n.nodeID, n.text, holders.get(n.nodeID), beside[n.timestamp, n.scheme, n.schemeID])
            for n in nodes
            if n.type == "I"
        ],
        Claim,
    )
    index = {record.id: record for record in (*parties, *claims, *utterances, *relations)}
    kept: dict[str, Any] = {"edges": edges} if edges else {}
    if [*index][len(parties) :] != [*codes]:
        kept["nodes"] = tuple(codes)
    if rows:
        kept["locutions"] = tuple(map(strings, rows))
    if missing:
        kept["missing"] = missing
    if missing or loose:
        report_lost_rows(Rows(locutions=rows), codes, loose, report)
    if nodeset.locutions is UNSET:
        kept["keys"] = ("nodes", "edges")
    data = under(AIFDB.name, kept) if kept else EMPTY
    made = _map(parties, claims, utterances, relations, data, index)
    made.__class__ = ArgumentMap
    return made  # type: ignore[no-any-return]


def _are_ids(names: Collection[str]) -> bool:
    letters = "".join(names)
    return "" not in names and (
        (letters.isascii() and letters.isprintable()) or CONTROL.search(letters) is None
    )


_Ends = dict[str, list[str]]


def _ends(
    edges: Iterable[tuple[str, str, str]], codes: Mapping[str, str]
) -> tuple[_Ends, _Ends, list[tuple[str, str]]]:
    """The sources and the targets of the scheme nodes, and the edges that are neither."""
    sources: _Ends = {}
    targets: _Ends = {}
    loose: list[tuple[str, str]] = []
    for _, start, end in edges:
        try:
            leads_out = _LEADS_OUT[codes[start]][codes[end]]
        except KeyError:
            loose.append((start, end))
            continue
        side, owner, other = (targets, start, end) if leads_out else (sources, end, start)
        if owner in side:
            side[owner].append(other)
        else:
            side[owner] = [other]
    return sources, targets, loose


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


def _relations(
    nodes: list[_Node], codes: Mapping[str, str], sources: _Ends, targets: _Ends
) -> tuple[Relation, ...]:
    """The relations that scheme nodes become."""
    sorts = _Sorts()
    made = []
    for node in nodes:
        code = node.type
        if code in _SCHEMES:
            id = node.nodeID
            aims = tuple(targets.get(id, ()))
            aimed = tuple([codes[i] for i in aims]) if code == "CA" else ()
            kind, scheme, data = sorts[code, node.text, aimed, node.scheme, node.schemeID, node.timestamp]
            made.append(_relation(id, kind, tuple(sources.get(id, ())), aims, scheme, data))
    return sealed(made, Relation)


class _Sorts(dict[Any, Any]):
    """The kind, the scheme and the data of relations, by all that is the same for many of a file."""

    def __missing__(self, sort: tuple[Any, ...]) -> tuple[RelationKind, str, Data]:
        kind, scheme, rest = _beyond(sort[:-1])
        found = self[sort] = kind, scheme, under(AIFDB.name, {**rest, "timestamp": sort[-1]})
        return found


@lru_cache(maxsize=1024)
def _beyond(sort: tuple[Any, ...]) -> tuple[RelationKind, str, dict[str, str]]:
    """What a scheme node says, its scheme, and what it has beyond its relation; files have few sorts of them."""
    code, text, aimed, scheme, number = sort
    kind = kind_of(code, text, aimed)
    row = {"nodeID": "1", "text": text, "type": code, **_given("", scheme, number)}
    name = scheme_of(row, AIFDB)
    plain = plain_node(AIFDB, "1", code, label_of(kind, aimed, name), scheme=name)
    return kind, name, dict(rest_of(row, plain, AIFDB, {})[AIFDB.name])


def _dialogue(
    nodes: list[_Node],
    codes: Mapping[str, str],
    rows: list[Row],
    beside: Mapping[Any, Data],
    report: Report,
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The parties and their utterances."""
    heard = [node for node in nodes if node.type == "L"]
    said = spoken(rows, frozenset([node.nodeID for node in heard]), {"0"})
    ids = party_ids(said.persons, taken_by(codes, AIFDB))
    by = {node: ids[person] for node, person in said.speakers.items()}
    utterances = sealed(
        [
            _utterance(
                n.nodeID,
                n.text,
                by.get(n.nodeID),
                said.times.get(n.nodeID, ""),
                beside[n.timestamp, n.scheme, n.schemeID],
            )
            for n in heard
        ],
        Utterance,
    )
    return tuple(parties_of((), ids, utterances, AIFDB, report)), utterances


class _Beside(dict[Any, Data]):
    """What nodes of claims and utterances have beside their records; many of a file have the same."""

    def __missing__(self, key: tuple[str, str | UnsetType, str | UnsetType]) -> Data:
        found = self[key] = under(AIFDB.name, _given(*key))
        return found


def _given(time: str, scheme: str | UnsetType, number: str | UnsetType) -> dict[str, Any]:
    """The keys of a node behind id, text and type."""
    given = {"timestamp": time}
    if scheme is not UNSET:
        given["scheme"] = scheme
    if number is not UNSET:
        given["schemeID"] = number
    return given
