"""Maps to graphs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from argmap.model import AcceptedFinding, Party, Relation, Section, Source
from argmap.model.records import COLLECTIONS
from argmap.model.relations import junctions
from argmap.serializers.common.ids import legal_ids
from argmap.serializers.common.property_graph.graph import AS_JSON, LARGEST, Edge, Graph, Node, Value
from argmap.serializers.common.property_graph.kinds import says_kind
from argmap.serializers.common.property_graph.labels import is_text
from argmap.serializers.common.wire import fields_of, to_wire
from argmap.syntax.xml import UNWRITABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from argmap.model import ArgumentMap

ATTRIBUTES: Final[Mapping[Any, str]] = {
    Party: "parties",
    Source: "sources",
    Section: "sections",
    AcceptedFinding: "accepted_findings",
}
"""The records that are attributes of the graph, by their types."""

TITLES = ("name", "label")  # attributes of graphs of other programs that are the title of the map
_WITH_A_MEANING = {"type", "id", "label", "order", "end", AS_JSON}


def to_graph(map: ArgumentMap, format: str) -> Graph:
    """The graph of a map.

    A relation from one node to one node that nothing aims at or starts from is an edge; any other is a node of
    type "relation", with an edge from each source ("end" is "source") and to each target ("end" is "target").
    """
    reified = junctions(map.relations)
    records = [*map.nodes, *reified]
    names = legal_ids((r.id for r in records), lambda i: re.sub(r"[^\w.:-]", "_", i))
    order = {r.id: n for n, r in enumerate(map.relations)}
    rows = {row["id"]: row for kind, name in COLLECTIONS.items() for row in _rows(kind, getattr(map, name))}
    nodes: list[Node] = []
    edges: list[Edge] = []
    for record in records:
        kind, name = type(record), names[record.id]
        about = {"type": kind.__name__.lower(), **_fields(kind, rows[record.id], format)}
        if name == record.id:
            about.pop("id", None)
        if kind is Relation:
            about["order"] = order[record.id]
        words = getattr(record, "title", "") or getattr(record, "text", "")
        if isinstance(record, Relation):
            words = record.kind
        nodes.append(Node(name, about, str(words)))
    inner = {r.id for r in reified}
    for r in map.relations:
        if r.id in inner:
            ends = {"kind": str(r.kind)}
            edges += [Edge(names[i], names[r.id], {**ends, "end": "source"}) for i in r.sources]
            edges += [Edge(names[r.id], names[i], {**ends, "end": "target"}) for i in r.targets]
        else:
            (source,), (target,) = r.sources, r.targets
            about = {**_fields(Relation, rows[r.id], format), "order": order[r.id]}
            if r.id == f"{r.kind}:{source}>{target}":
                about.pop("id", None)
            edges.append(Edge(names[source], names[target], about))
    return Graph(_about(map, format), nodes, edges)


def _about(map: ArgumentMap, format: str) -> dict[str, Value]:
    lists = {n: _rows(kind, getattr(map, n)) for kind, n in ATTRIBUTES.items()}
    values = {"title": map.title, **lists, "metadata": map.metadata.thaw(), "data": map.data.thaw()}
    would_mean = _nothing if map.title else TITLES.__contains__
    return _attributes(
        {name: value for name, value in values.items() if value}, format, {*values}, would_mean
    )


def _rows(kind: Any, records: Sequence[Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = msgspec.to_builtins(to_wire(kind, records))
    return rows


def _fields(kind: Any, row: dict[str, Any], format: str) -> dict[str, Value]:
    values = {name: value for name, value in row.items() if name not in ("sources", "targets")}
    would_mean = (
        is_text
        if kind is not Relation and not row.get("text")
        else says_kind
        if kind is Relation
        else _nothing
    )
    return _attributes(values, format, {*fields_of(kind)}, would_mean)


def _nothing(_: str) -> bool:
    return False


def _attributes(
    values: dict[str, Any], format: str, fields: set[str], would_mean: Callable[[str], bool] = _nothing
) -> dict[str, Value]:
    """Fields as attributes, after those that other programs gave: these are in ``data`` under the format's name.

    What would be read as something else in an attribute of its own stays in ``data``.
    """
    attributes: dict[str, Value] = {}
    data = dict(values.get("data", {}))
    is_foreign = format in data
    foreign = data.pop(format, None)
    if isinstance(foreign, dict):
        known = fields | _WITH_A_MEANING
        free = (k for k in foreign if k and k not in known and not would_mean(k) and _fits(k))
        attributes |= {k: foreign[k] for k in free if _fits(foreign[k])}
        others = {k: v for k, v in foreign.items() if k not in attributes}
        if others or not foreign:
            data[format] = others
    elif is_foreign:
        data[format] = foreign
    as_json: dict[str, Any] = {}
    for name, value in values.items():
        if name == "data":
            as_json |= {"data": data} if data else {}
        elif _fits(value):
            attributes[name] = value
        else:
            as_json[name] = value
    if as_json:
        attributes[AS_JSON] = json.dumps(as_json)  # in ASCII, which XML can always write
    return attributes


def _fits(value: Any) -> bool:
    """Whether a value can be an attribute."""
    if isinstance(value, str):
        return UNWRITABLE.search(value) is None
    return isinstance(value, (bool, float)) or (isinstance(value, int) and abs(value) < LARGEST)
