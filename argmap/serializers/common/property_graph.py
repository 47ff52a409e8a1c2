"""A map as nodes and edges with plain attributes, and back: what GraphML and GEXF have in common.

An attribute is a string, a number or a boolean. Fields that are none of these, and strings that XML cannot
write, stand together as JSON in one attribute, "argmap"; so nothing is written twice, and what somebody edits
in another program is what is read.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import msgspec
from attrs import field, frozen

from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.ids import unique_id
from argmap.messages import nearest, shown
from argmap.model import Argument, ArgumentMap, Claim, Evidence, Relation, RelationKind, Utterance
from argmap.model.data import as_data as frozen_data
from argmap.model.junctions import junctions
from argmap.model.records import COLLECTIONS
from argmap.serializers.common.frameworks import named
from argmap.serializers.common.wire import fields_of, from_wire, to_wire, wire
from argmap.syntax import json as jsontext
from argmap.syntax.xml import UNWRITABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Plain = str | int | float | bool
REST = "argmap"  # the attribute that holds the rest
_TYPES: dict[str, Any] = {
    "claim": Claim,
    "evidence": Evidence,
    "argument": Argument,
    "utterance": Utterance,
    "relation": Relation,
}
_AROUND = ("parties", "sources", "sections")
_OURS = {"type", "id", "label", "order", "end", REST}
_LEGAL = re.compile(r"[\w.:-]+")
_LARGEST = 2**63  # of a "long"


@frozen
class PlainNode:
    """A node: a claim, evidence, an argument, an utterance, or a relation that is more than an edge."""

    name: str
    attributes: dict[str, Plain]
    label: str = ""
    line: int | None = None


@frozen
class PlainEdge:
    """An edge: a relation, or one end of a relation that is a node."""

    source: str
    target: str
    attributes: dict[str, Plain]
    line: int | None = None


@frozen
class PlainGraph:
    """A directed graph and what is said of it as a whole."""

    attributes: dict[str, Plain] = field(factory=dict)
    nodes: list[PlainNode] = field(factory=list)
    edges: list[PlainEdge] = field(factory=list)


def flat(map: ArgumentMap, format: str) -> PlainGraph:
    """The graph of a map.

    A relation from one node to one node that nothing aims at or starts from is an edge; any other is a node of
    type "relation", with an edge from each source ("end" is "source") and to each target ("end" is "target").
    """
    own = junctions(map.relations)
    records = [*map.nodes, *own]
    names = named((r.id for r in records), _LEGAL, lambda i: re.sub(r"[^\w.:-]", "_", i))
    order = {r.id: n for n, r in enumerate(map.relations)}
    rows = {row["id"]: row for kind, name in COLLECTIONS.items() for row in _rows(kind, getattr(map, name))}
    nodes, edges = [], []
    for record in records:
        kind = type(record)
        about = {"type": kind.__name__.lower(), **_columns(kind, rows[record.id], format)}
        if names[record.id] == record.id:
            about.pop("id", None)
        if kind is Relation:
            about["order"] = order[record.id]
        words = getattr(record, "title", "") or getattr(record, "text", "") or getattr(record, "kind", "")
        nodes.append(PlainNode(names[record.id], about, str(words)))
    reified = {r.id for r in own}
    for r in map.relations:
        if r.id in reified:
            ends = {"kind": str(r.kind)}
            edges += [PlainEdge(names[i], names[r.id], {**ends, "end": "source"}) for i in r.sources]
            edges += [PlainEdge(names[r.id], names[i], {**ends, "end": "target"}) for i in r.targets]
        else:
            (start,), (aim,) = r.sources, r.targets
            about = {**_columns(Relation, rows[r.id], format), "order": order[r.id]}
            if r.id == f"{r.kind}:{start}>{aim}":
                about.pop("id", None)
            edges.append(PlainEdge(names[start], names[aim], about))
    return PlainGraph(_about(map, format), nodes, edges)


def _about(map: ArgumentMap, format: str) -> dict[str, Plain]:
    lists = {name: _rows(kind, getattr(map, name)) for kind, name in COLLECTIONS.items() if name in _AROUND}
    values = {"title": map.title, **lists, "metadata": map.metadata.thaw(), "data": map.data.thaw()}
    return _divided({name: value for name, value in values.items() if value}, format, {*values, *_OURS})


def _rows(kind: Any, records: Sequence[Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = msgspec.to_builtins(to_wire(kind, records))
    return rows


def _columns(kind: Any, row: dict[str, Any], format: str) -> dict[str, Plain]:
    values = {name: value for name, value in row.items() if name not in ("sources", "targets")}
    return _divided(values, format, {*fields_of(kind), *_OURS})


def _divided(values: dict[str, Any], format: str, known: set[str]) -> dict[str, Plain]:
    """Plain values as they are, the others as JSON; what this format left in ``data`` is an attribute again."""
    plain: dict[str, Plain] = {}
    rest: dict[str, Any] = {}
    foreign = values.get("data", {}).get(format)
    if isinstance(foreign, dict):
        loose = {k: v for k, v in foreign.items() if k and k not in known and _is_plain(k) and _is_plain(v)}
        kept = {k: v for k, v in foreign.items() if k not in loose}
        data = {k: v for k, v in values["data"].items() if k != format}
        if loose:
            values = {**values, "data": {**data, **({format: kept} if kept else {})}}
            plain.update(loose)
    for name, value in values.items():
        if name != "data" and _is_plain(value):
            plain[name] = value
        elif name != "data" or value:
            rest[name] = value
    if rest:
        plain[REST] = json.dumps(rest)  # in ASCII, which XML can always write
    return plain


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return UNWRITABLE.search(value) is None
    return isinstance(value, (bool, float)) or (isinstance(value, int) and abs(value) < _LARGEST)


def restored(graph: PlainGraph, format: str, kind: str | None) -> ArgumentMap:
    """The map of a graph.

    Args:
        graph: The graph.
        format: Under which name ``data`` keeps attributes that no field of the model is for.
        kind: The kind of relation that an edge is if it does not say so itself, or None if it must.

    Raises:
        InvalidFileError: Attributes that cannot be read, edges without a kind, ends that are not there.
        InvalidMapError: Records that do not make a map.
    """
    return _Reader(format, RelationKind(kind) if kind in list(RelationKind) else None, kind).read(graph)


class _Reader:
    """What has been read so far of one graph."""

    def __init__(self, format: str, kind: RelationKind | None, wish: str | None) -> None:
        if kind is None and wish is not None:
            names = [str(k) for k in RelationKind]
            raise FormatError(
                f"unknown kind of relation {shown(wish)}, expected one of: {', '.join(names)}",
                found=wish,
                expected=", ".join(names),
                nearest=nearest(str(wish), names),
            )
        self.format = format
        self.kind = kind
        self.problems: list[ArgmapError] = []
        self.records: dict[Any, list[tuple[dict[str, Any], int | None]]] = {kind: [] for kind in COLLECTIONS}

    def read(self, graph: PlainGraph) -> ArgumentMap:
        about = self._values(graph.attributes, {*_AROUND, "title", "metadata", "data"}, None)
        ids: dict[str, str] = {}
        relations: dict[str, dict[str, Any]] = {}
        ordered: list[tuple[Any, dict[str, Any], int | None]] = []
        for node in graph.nodes:
            if node.name in ids:
                self._wrong(f"the node {shown(node.name)} comes a second time", node.line)
                continue
            values, made = self._node(node)
            ids[node.name] = values["id"]
            if made is Relation:
                values["sources"], values["targets"] = [], []
                relations[node.name] = values
                ordered.append((values.pop("order", None), values, node.line))
            elif made is not None:
                self.records[made].append((values, node.line))
        taken = {*ids.values()} | {v["id"] for v in map(self._explicit, graph.edges) if v}
        for edge in graph.edges:
            self._edge(edge, ids, relations, ordered, taken)
        ordered.sort(key=lambda row: row[0] if isinstance(row[0], int) else len(ordered) + len(graph.nodes))
        self.records[Relation] = [(values, line) for _, values, line in ordered]
        return self._map(about)

    def _node(self, node: PlainNode) -> tuple[dict[str, Any], Any]:
        attributes = dict(node.attributes)
        named = attributes.pop("type", None)
        made = _TYPES.get(str(named)) if named is not None else Claim
        if made is None:
            known = ", ".join(_TYPES)
            self._wrong(f"unknown type of node {shown(named)}, expected one of: {known}", node.line)
        if named is None and "text" not in attributes and node.label:
            attributes["text"] = node.label
        order = attributes.pop("order", None) if made is Relation else None
        values = self._values(attributes, {*fields_of(made or Claim)}, node.line)
        values.setdefault("id", node.name)
        if made is Relation:
            values["order"] = order
        return values, made

    def _explicit(self, edge: PlainEdge) -> dict[str, Any]:
        if "end" in edge.attributes:
            return {}
        values = self._values({k: v for k, v in edge.attributes.items() if k in ("id", REST)}, {"id"}, None)
        return {"id": values["id"]} if isinstance(values.get("id"), str) else {}

    def _edge(
        self,
        edge: PlainEdge,
        ids: dict[str, str],
        relations: dict[str, dict[str, Any]],
        ordered: list[tuple[Any, dict[str, Any], int | None]],
        taken: set[str],
    ) -> None:
        missing = [name for name in (edge.source, edge.target) if name not in ids]
        if missing:
            self._wrong(f"an edge names the node {shown(missing[0])}, which is not there", edge.line)
            return
        start, aim = ids[edge.source], ids[edge.target]
        attributes = dict(edge.attributes)
        end = attributes.get("end")
        if end == "source" and edge.target in relations:
            relations[edge.target]["sources"].append(start)
            return
        if end == "target" and edge.source in relations:
            relations[edge.source]["targets"].append(aim)
            return
        order = attributes.pop("order", None)
        values = self._values(attributes, {*fields_of(Relation)}, edge.line)
        label = attributes.get("label", "")
        word = str(label).strip().lower()
        if word in list(RelationKind) and values.get("kind", word) == word:
            values["kind"] = word
        elif label:
            self._keep(values, {"label": label})
        if "kind" not in values:
            if self.kind is None:
                self._wrong("an edge has no attribute 'kind'", edge.line, "name the kind of all with kind=")
                return
            values["kind"] = str(self.kind)
        if "id" not in values:
            values["id"] = unique_id(f"{values['kind']}:{start}>{aim}", taken)
            taken.add(values["id"])
        ordered.append((order, {**values, "sources": [start], "targets": [aim]}, edge.line))

    def _values(self, attributes: dict[str, Plain], known: set[str], line: int | None) -> dict[str, Any]:
        """Attributes as fields; those that no field is for go to ``data``."""
        rest = attributes.get(REST)
        values: dict[str, Any] = {}
        if rest is not None:
            try:
                read = jsontext.loads(str(rest))
                values = read if isinstance(read, dict) else {}
            except FormatError as error:
                self._wrong(f"the attribute {REST!r} is {error.message}", line)
        loose: dict[str, Any] = {}
        for name, value in attributes.items():
            if name in (REST, "label"):
                continue
            if name in known and name not in ("data", "metadata"):
                values[name] = value if name == "weight" or isinstance(value, str) else _text(value)
            else:
                loose[name] = value
        if loose:
            self._keep(values, loose)
        return values

    def _keep(self, values: dict[str, Any], loose: dict[str, Plain]) -> None:
        """Put attributes that no field is for with the data of this format."""
        data = values.get("data") or {}
        ours = data.get(self.format) if isinstance(data, dict) else None
        kept = ours if isinstance(ours, dict) else {}
        values["data"] = {**(data if isinstance(data, dict) else {}), self.format: {**kept, **loose}}

    def _map(self, about: dict[str, Any]) -> ArgumentMap:
        for kind, name in COLLECTIONS.items():
            if name in _AROUND:
                rows = about.get(name)
                self.records[kind] = [(row, None) for row in rows] if isinstance(rows, list) else []
        groups: dict[str, Any] = {
            name: self._made(kind, self.records[kind]) for kind, name in COLLECTIONS.items()
        }
        described: dict[str, Any] = {"title": str(about.get("title", ""))}
        for name in ("metadata", "data"):
            try:
                described[name] = frozen_data(about.get(name))
            except ArgmapError as error:
                self.problems.append(error)
        if self.problems:
            raise InvalidFileError.of("the graph is not an argument map", self.problems)
        return ArgumentMap(**groups, **described)

    def _made(self, kind: Any, rows: Sequence[tuple[dict[str, Any], int | None]]) -> Iterable[Any]:
        structs, lines = [], []
        for values, line in rows:
            try:
                structs.append(msgspec.convert(values, wire(kind)))
                lines.append(line)
            except msgspec.ValidationError as error:
                what = str(error).replace("`", "")
                self._wrong(f"not {kind.__name__.lower()}: {what[:1].lower()}{what[1:]}", line)
        problems: list[tuple[int, ArgmapError]] = []
        records = from_wire(kind, structs, problems)
        for n, problem in problems:
            problem.line = lines[n]
            self.problems.append(problem)
        return () if problems else records

    def _wrong(self, message: str, line: int | None, hint: str = "") -> None:
        self.problems.append(FormatError(message, line=line, hint=hint))


def _text(value: Plain) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def undirected(line: int | None) -> FormatError:
    """The error for graphs whose edges have no direction."""
    return FormatError(
        "the graph is undirected, so what bears on what is unknown", line=line, expected="a directed graph"
    )
