"""A short cut for the nodesets that make up most collections: no persons, no odd keys, nothing missing.

It makes the very map that ``aif_reading`` makes of the same text, in a fraction of the time, because all that can be
wrong with such a file is looked at once for a whole list instead of once for each field. Whatever does not look like
such a file is left to the reader.
"""

from __future__ import annotations

import re
from collections import deque
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

import msgspec

from argmap.model import ArgumentMap, Claim, Data, Relation, Utterance
from argmap.model.fields import CONTROL
from argmap.serializers.aif_reading import rest_of
from argmap.serializers.aif_rows import Dialect, plain_node, scheme_of, side, strings
from argmap.serializers.aif_terms import KINDS, KNOWN, kind_of, label_of

if TYPE_CHECKING:
    from argmap.model import RelationKind

_NODE: Final = ("nodeID", "text", "type", "timestamp")
_NODES: Final = frozenset({_NODE, (*_NODE, "scheme"), (*_NODE, "scheme", "schemeID")})
_EDGE: Final = ("edgeID", "fromID", "toID", "formEdgeID")
_TOPS: Final = frozenset({("nodes", "edges"), ("nodes", "edges", "locutions")})
_SPACED: Final = re.compile(rb'"\s+:')


def read_plain(raw: bytes, dialect: Dialect) -> ArgumentMap | None:
    """The map of a plain nodeset, or None if this is no such text.

    Args:
        raw: The text in UTF-8.
        dialect: That of AIF JSON.
    """
    try:
        document = msgspec.json.decode(raw)
        if tuple(document) not in _TOPS or document.get("locutions", []) != []:
            return None
        nodes, edges = document["nodes"], document["edges"]
        codes = {row["nodeID"]: row["type"] for row in nodes}
        ids = "".join(codes)
        keys = len(document) + 4 * len(edges)
        for row in nodes:
            if tuple(row) not in _NODES:
                return None
            "".join(row.values())  # a TypeError unless all are strings
            keys += len(row)
        targets: dict[str, list[str]] = {}
        sources: dict[str, list[str]] = {}
        kept: list[tuple[str, ...]] = []
        for row in edges:
            id, start, end, form = row.values()
            owner = side(codes, start, end)
            if tuple(row) != _EDGE or form is not None or type(id) is not str or owner is None:
                return None
            if owner[1]:
                targets.setdefault(start, []).append(end)
            else:
                sources.setdefault(end, []).append(start)
            kept.append((id, start, end))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    if (
        len(codes) < len(nodes)
        or "" in codes
        or not KNOWN.issuperset(codes.values())
        or (CONTROL.search(ids) is not None)
        or (kept and kept[0][0] == "1")  # perhaps the numbers that a map gives by itself
        or raw.count(b'":') != keys  # a key came twice: the second was taken
        or _SPACED.search(raw) is not None
    ):
        return None
    made = _records(nodes, codes, sources, targets, dialect)
    return _map(made, list(codes), kept, None if "locutions" in document else tuple(document), dialect)


def _records(
    nodes: list[dict[str, str]],
    codes: dict[str, str],
    sources: dict[str, list[str]],
    targets: dict[str, list[str]],
    dialect: Dialect,
) -> dict[str, tuple[Any, ...]]:
    """The records of nodes that were looked at already: claims (I), utterances (L) and relations (S)."""
    columns: dict[str, list[Any]] = {"I": [], "L": [], "S": []}
    shared: dict[Any, Data] = {}
    for row in nodes:
        id, text, code, time = row["nodeID"], row["text"], row["type"], row["timestamp"]
        if code in KINDS:
            aims = tuple(targets.get(id, ()))
            aimed = tuple([codes[i] for i in aims]) if code == "CA" else ()
            more = tuple(row.items())[4:] if len(row) > 4 else ()
            kind, scheme, rest = _beyond(text, code, aimed, more, dialect)
            data = strings({dialect.name: strings({k: row.get(k, v) for k, v in rest.items()})})
            columns["S"].append((id, kind, tuple(sources.get(id, ())), aims, scheme, data))
        else:
            key = time if len(row) == 4 else tuple(row.values())[3:]
            found = shared.get(key)
            if found is None:
                found = strings({dialect.name: strings({k: row[k] for k in row if k not in _NODE[:3]})})
                shared[key] = found
            columns[code].append((id, text, found))
    return {code: _made(code, rows) if rows else () for code, rows in columns.items()}


@lru_cache(maxsize=1024)
def _beyond(
    text: str, code: str, aimed: tuple[str, ...], more: tuple[tuple[str, str], ...], dialect: Dialect
) -> tuple[RelationKind, str, Data]:
    """What a scheme node says, its scheme, and what it has beyond its relation; files have few sorts of them."""
    kind = kind_of(code, text, aimed)
    row = {"nodeID": "1", "text": text, "type": code, "timestamp": "", **dict(more)}
    scheme = scheme_of(row, dialect)
    plain = plain_node(dialect, "1", code, label_of(kind, aimed, scheme), scheme=scheme)
    rest: Data = rest_of(row, plain, dialect, {})[dialect.name]
    return kind, scheme, rest


def _made(code: str, rows: list[Any]) -> tuple[Any, ...]:
    """Records of values that were looked at already: frozen classes are filled by their slots, a field at a time."""
    kind, given, others = _FIELDS[code]
    records = tuple(map(object.__new__, repeat(kind, len(rows))))
    for put, value in others:
        deque(map(put, records, repeat(value)), maxlen=0)
    for put, column in zip(given, zip(*rows, strict=True), strict=True):
        deque(map(put, records, column), maxlen=0)
    return records


def _fields(kind: Any, *names: str) -> tuple[Any, list[Any], list[Any]]:
    given = [getattr(kind, name).__set__ for name in names]
    others = [(getattr(kind, a.name).__set__, a.default) for a in kind.__attrs_attrs__ if a.name not in names]
    return kind, given, others


_FIELDS: Final = {
    "I": _fields(Claim, "id", "text", "data"),
    "L": _fields(Utterance, "id", "text", "data"),
    "S": _fields(Relation, "id", "kind", "sources", "targets", "scheme", "data"),
}
_EMPTY: Final = ArgumentMap().__getstate__()


def _map(
    groups: dict[str, tuple[Any, ...]],
    order: list[str],
    edges: list[tuple[str, ...]],
    keys: tuple[str, ...] | None,
    dialect: Dialect,
) -> ArgumentMap:
    """The map of records whose ids and ends were looked at already."""
    index = {record.id: record for group in groups.values() for record in group}
    kept: dict[str, Any] = {"edges": tuple(edges)} if edges else {}
    if list(index) != order:
        kept["nodes"] = tuple(order)
    if keys is not None:
        kept["keys"] = keys
    state = {
        **_EMPTY,
        "claims": groups["I"],
        "utterances": groups["L"],
        "relations": groups["S"],
    }
    if kept:
        state["data"] = strings({dialect.name: strings(kept)})
    made = object.__new__(ArgumentMap)
    made.__setstate__(state, index)
    return made
