"""Graphs to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from argmap.errors import ArgmapError, FormatError, InvalidFileError, unknown_name
from argmap.ids import unique_id
from argmap.messages import Hint, shown
from argmap.model import ArgumentMap, Claim, Relation, RelationKind
from argmap.model.data import as_data
from argmap.model.records import COLLECTIONS
from argmap.serializers.common.property_graph.graph import (
    AS_JSON,
    NODE_TYPES,
    Edge,
    Graph,
    Node,
    Value,
    written,
)
from argmap.serializers.common.property_graph.writing import OF_THE_MAP
from argmap.serializers.common.wire import fields_of, from_wire, wire
from argmap.syntax import json

if TYPE_CHECKING:
    from collections.abc import Iterable

_Json = dict[str, Any]


def to_map(graph: Graph, format: str, kind: str | None) -> ArgumentMap:
    """The map of a graph.

    Args:
        graph: The graph.
        format: The name under which ``data`` holds attributes that are not fields of the model.
        kind: The kind of relation that an edge without a kind is; None if every edge must have one.

    Raises:
        InvalidFileError: Attributes that cannot be read, edges without a kind, ends that are missing.
        InvalidMapError: Records that do not make a map.
    """
    if kind is not None and kind not in list(RelationKind):
        raise unknown_name("kind of relation", kind, RelationKind, FormatError)
    return _Reading(format, kind).map(graph)


class _Row(NamedTuple):
    """The fields of a record, the line of its element, and for a relation its place among the others."""

    fields: _Json
    line: int | None = None
    order: Any = None


class _Reading:
    """The records of one graph, as far as it is read."""

    def __init__(self, format: str, kind: str | None) -> None:
        self.format = format
        self.kind = kind
        self.problems: list[ArgmapError] = []
        self.rows: dict[Any, list[_Row]] = {kind: [] for kind in COLLECTIONS}
        self.ids: dict[str, str] = {}  # of each node, by its name
        self.relations: dict[str, _Json] = {}  # those that are nodes, by name

    def map(self, graph: Graph) -> ArgumentMap:
        about = self._fields(graph.attributes, {*OF_THE_MAP, "title", "metadata", "data"}, None)
        for node in graph.nodes:
            self._node(node)
        for edge in graph.edges:
            self._edge(edge)
        self._name_relations()
        last = len(self.rows[Relation]) + len(graph.nodes)
        self.rows[Relation].sort(key=lambda row: row.order if isinstance(row.order, int) else last)
        for kind, name in COLLECTIONS.items():
            if name in OF_THE_MAP and isinstance(rows := about.get(name), list):
                self.rows[kind] = [_Row(row) for row in rows]
        collections: _Json = {name: self._records(kind) for kind, name in COLLECTIONS.items()}
        described: _Json = {"title": str(about.get("title", ""))}
        for name in ("metadata", "data"):
            try:
                described[name] = as_data(about.get(name))
            except ArgmapError as error:
                self.problems.append(error)
        if self.problems:
            raise InvalidFileError.of("the graph is not an argument map", self.problems)
        return ArgumentMap(**collections, **described)

    def _node(self, node: Node) -> None:
        if node.name in self.ids:
            self._wrong(f"the node {shown(node.name)} comes a second time", node.line)
            return
        attributes = dict(node.attributes)
        type_ = attributes.pop("type", None)
        made = NODE_TYPES.get(str(type_)) if type_ is not None else Claim
        if made is None:
            self.problems.append(unknown_name("type of node", type_, NODE_TYPES, FormatError, line=node.line))
        if type_ is None and "text" not in attributes and node.label:
            attributes["text"] = node.label
        order = attributes.pop("order", None) if made is Relation else None
        fields = self._fields(attributes, {*fields_of(made or Claim)}, node.line)
        self.ids[node.name] = fields.setdefault("id", node.name)
        if made is Relation:
            fields["sources"], fields["targets"] = [], []
            self.relations[node.name] = fields
        if made is not None:
            self.rows[made].append(_Row(fields, node.line, order))

    def _edge(self, edge: Edge) -> None:
        missing = [name for name in (edge.source, edge.target) if name not in self.ids]
        if missing:
            self._wrong(f"an edge names the node {shown(missing[0])}, which is missing", edge.line)
            return
        source, target = self.ids[edge.source], self.ids[edge.target]
        attributes = dict(edge.attributes)
        end = attributes.get("end")
        if end == "source" and edge.target in self.relations:
            self.relations[edge.target]["sources"].append(source)
            return
        if end == "target" and edge.source in self.relations:
            self.relations[edge.source]["targets"].append(target)
            return
        order = attributes.pop("order", None)
        fields = self._fields(attributes, {*fields_of(Relation)}, edge.line)
        label = attributes.get("label", "")
        word = str(label).strip().lower()
        if word in list(RelationKind) and fields.get("kind", word) == word:
            fields["kind"] = word
        elif label:
            self._put_in_data(fields, {"label": label})
        if "kind" not in fields:
            if self.kind is None:
                self._wrong(
                    "an edge has no attribute 'kind'",
                    edge.line,
                    Hint("name the kind of all with {kind}", kind=...),
                )
                return
            fields["kind"] = self.kind
        fields |= {"sources": [source], "targets": [target]}
        self.rows[Relation].append(_Row(fields, edge.line, order))

    def _name_relations(self) -> None:
        """Give ids to edges without one, which no other record has."""
        rows = [row.fields for row in self.rows[Relation]]
        taken = {*self.ids.values(), *(i for row in rows if isinstance(i := row.get("id"), str))}
        for row in rows:
            if "id" not in row:
                row["id"] = unique_id(f"{row['kind']}:{row['sources'][0]}>{row['targets'][0]}", taken)
                taken.add(row["id"])

    def _fields(self, attributes: dict[str, Value], known: set[str], line: int | None) -> _Json:
        """Attributes as fields; those that are not fields go to ``data``."""
        fields: _Json = {}
        if AS_JSON in attributes:
            try:
                read = json.loads(str(attributes[AS_JSON]))
                fields = read if isinstance(read, dict) else {}
            except FormatError as error:
                self._wrong(f"the attribute {AS_JSON!r} is {error.message}", line)
        foreign: dict[str, Value] = {}
        for name, value in attributes.items():
            if name in (AS_JSON, "label"):
                continue
            if name in known and name not in ("data", "metadata"):
                fields[name] = value if name == "weight" or isinstance(value, str) else written(value)
            else:
                foreign[name] = value
        if foreign:
            self._put_in_data(fields, foreign)
        return fields

    def _put_in_data(self, fields: _Json, foreign: dict[str, Value]) -> None:
        data = fields.get("data")
        data = data if isinstance(data, dict) else {}
        before = data.get(self.format)
        fields["data"] = {**data, self.format: {**(before if isinstance(before, dict) else {}), **foreign}}

    def _records(self, kind: Any) -> Iterable[Any]:
        structs, lines = [], []
        for row in self.rows[kind]:
            try:
                structs.append(msgspec.convert(row.fields, wire(kind)))
                lines.append(row.line)
            except msgspec.ValidationError as error:
                what = str(error).replace("`", "")
                self._wrong(f"not {kind.__name__.lower()}: {what[:1].lower()}{what[1:]}", row.line)
        problems: list[tuple[int, ArgmapError]] = []
        records = from_wire(kind, structs, problems)
        for n, problem in problems:
            problem.line = lines[n]
            self.problems.append(problem)
        return () if problems else records

    def _wrong(self, message: str, line: int | None, hint: str = "") -> None:
        self.problems.append(FormatError(message, line=line, hint=hint))
