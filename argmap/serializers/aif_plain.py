"""A short cut for the nodesets that make up most collections: no persons, no odd keys, nothing missing.

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
from argmap.serializers.aif_reading import rest_of
from argmap.serializers.aif_rows import Dialect, plain_node, scheme_of, side, strings
from argmap.serializers.aif_terms import KINDS, KNOWN, kind_of, label_of

if TYPE_CHECKING:
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


class _Nodeset(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    nodes: list[_Node]
    edges: list[_Edge]
    locutions: tuple[()] | UnsetType = UNSET


_decode: Final = msgspec.json.Decoder(_Nodeset).decode
_encode: Final = msgspec.json.Encoder().encode
_ends: Final = attrgetter("edgeID", "fromID", "toID")
_LEADS_OUT: Final = {  # whether an edge between nodes of two types belongs to the first or to the second
    (first, second): owner[1]
    for first in KNOWN
    for second in KNOWN
    if (owner := side({"1": first, "2": second}, "1", "2")) is not None
}


def read_plain(raw: bytes, dialect: Dialect) -> ArgumentMap | None:
    """The map of a plain nodeset, or None if this is no such text.

    Args:
        raw: The text in UTF-8.
        dialect: That of AIF JSON.
    """
    try:
        nodeset = _decode(raw)
    except (ValueError, RecursionError):  # msgspec's own errors are ValueErrors too
        return None
    nodes = nodeset.nodes
    codes = {node.nodeID: node.type for node in nodes}
    if (
        len(codes) < len(nodes)
        or "" in codes
        or not KNOWN.issuperset(codes.values())
        or CONTROL.search("".join(codes)) is not None
        or not _says_no_more(raw, nodeset)
    ):
        return None
    edges = tuple(map(_ends, nodeset.edges))
    if edges and edges[0][0] == "1":
        return None  # perhaps the numbers that a map gives by itself
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
    claims, utterances, relations = _records(nodes, codes, sources, targets, dialect)
    kept: dict[str, Any] = {"edges": edges} if edges else {}
    index = {record.id: record for group in (claims, utterances, relations) for record in group}
    if list(index) != list(codes):
        kept["nodes"] = tuple(codes)
    if nodeset.locutions is UNSET:
        kept["keys"] = ("nodes", "edges")
    data = strings({dialect.name: strings(kept)}) if kept else EMPTY
    return filled(ArgumentMap, _MAP, [(claims, utterances, relations, data, index)])[0]


def _says_no_more(raw: bytes, nodeset: _Nodeset) -> bool:
    """Whether a text is what the rows that it was decoded into are as JSON, so that no key came twice or elsewhere.

    Spaces do not matter, nor whether slashes and other letters than those of ASCII are escaped.
    """
    text = raw.replace(b"\\/", b"/")  # PHP, which AIFdb is written in, escapes slashes
    if text == (usual := _encode(nodeset)):
        return True
    packed = msgspec.json.format(text, indent=-1)
    return packed == usual or (
        packed == json.dumps(msgspec.to_builtins(nodeset), separators=(",", ":")).encode()
    )


_STATEMENT: Final = ("id", "text", "data")
_RELATION: Final = ("id", "kind", "sources", "targets", "scheme", "data")
_MAP: Final = ("claims", "utterances", "relations", "data", "_index")


def _records(
    nodes: list[_Node],
    codes: dict[str, str],
    sources: dict[str, list[str]],
    targets: dict[str, list[str]],
    dialect: Dialect,
) -> tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]:
    """The claims, utterances and relations of nodes that were looked at already."""
    claims: list[Any] = []
    utterances: list[Any] = []
    relations: list[Any] = []
    shared: dict[Any, Any] = {}  # nodes of one sort and time have the same data
    for node in nodes:
        id, code = node.nodeID, node.type
        if code in KINDS:
            aims = tuple(targets[id]) if id in targets else ()
            aimed = tuple([codes[i] for i in aims]) if code == "CA" else ()
            sort = (code, node.text, aimed, node.scheme, node.schemeID)
            key = (sort, node.timestamp)
            found = shared.get(key)
            if found is None:
                kind, scheme, rest = _beyond(*sort, dialect)
                data = strings({dialect.name: strings({**rest, "timestamp": node.timestamp})})
                found = shared[key] = kind, scheme, data
            kind, scheme, data = found
            relations.append((id, kind, tuple(sources[id]) if id in sources else (), aims, scheme, data))
        else:
            key = (node.timestamp, node.scheme, node.schemeID)
            data = shared.get(key)
            if data is None:
                data = shared[key] = strings({dialect.name: strings(_beside(*key))})
            (claims if code == "I" else utterances).append((id, node.text, data))
    return (
        filled(Claim, _STATEMENT, claims),
        filled(Utterance, _STATEMENT, utterances),
        filled(Relation, _RELATION, relations),
    )


def _beside(time: str, scheme: str | UnsetType, number: str | UnsetType) -> dict[str, Any]:
    """What a node has beside its id, text and type."""
    keys = {"timestamp": time, "scheme": scheme, "schemeID": number}
    return {key: value for key, value in keys.items() if value is not UNSET}


@lru_cache(maxsize=1024)
def _beyond(
    code: str,
    text: str,
    aimed: tuple[str, ...],
    scheme: str | UnsetType,
    number: str | UnsetType,
    dialect: Dialect,
) -> tuple[RelationKind, str, Data]:
    """What a scheme node says, its scheme, and what it has beyond its relation; files have few sorts of them."""
    kind = kind_of(code, text, aimed)
    row = {"nodeID": "1", "text": text, "type": code, **_beside("", scheme, number)}
    name = scheme_of(row, dialect)
    plain = plain_node(dialect, "1", code, label_of(kind, aimed, name), scheme=name)
    rest: Data = rest_of(row, plain, dialect, {})[dialect.name]
    return kind, name, rest
