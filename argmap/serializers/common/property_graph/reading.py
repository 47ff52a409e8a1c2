"""Graphs to maps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from attrs import frozen

from argmap.diagnostics import Diagnostic, Severity
from argmap.errors import ArgmapError, FormatError, InvalidFileError, unknown_name
from argmap.ids import unique_ids
from argmap.messages import Hint, shown
from argmap.model import Argument, ArgumentMap, Claim, Party, Relation, RelationKind, Section, Source
from argmap.model.data import as_data
from argmap.model.records import COLLECTIONS
from argmap.serializers.common.property_graph.fitting import MISFIT, fitted
from argmap.serializers.common.property_graph.foreign import Noticed
from argmap.serializers.common.property_graph.graph import AS_JSON, NODE_TYPES, Edge, Graph, Node, Value
from argmap.serializers.common.property_graph.groups import groups_of
from argmap.serializers.common.property_graph.kinds import Saying, saying
from argmap.serializers.common.property_graph.labels import DRAWN, text_of
from argmap.serializers.common.property_graph.naming import node_ids
from argmap.serializers.common.property_graph.writing import OF_THE_MAP, TITLES
from argmap.serializers.common.relation_words import given_words
from argmap.serializers.common.relations import with_all_ends
from argmap.serializers.common.wire import fields_of, from_wire, wire
from argmap.syntax import json
from argmap.syntax.xml import writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.diagnostics import Report

_Json = dict[str, Any]
_BY_JSON = ("data", "metadata")


@frozen
class Options:
    """How a caller wants edges to be read.

    Attributes:
        kind: The kind of relation that an edge is that does not say it; None if every edge must.
        words: Further words for kinds of relations.
        directed: Whether edges without a direction go from their first node to their second.
    """

    kind: str | None
    words: Mapping[str, RelationKind]
    directed: bool


def _type_of(node: Node) -> Any:
    """The type of record that a node says it is; None if it says none."""
    type_ = node.attributes.get("type")
    return (NODE_TYPES.get(type_.strip().lower()) if isinstance(type_, str) else None) or node.drawn_as


def _undirected(edge: Edge) -> FormatError:
    hint = Hint("pass {directed} if edges go from their first node to their second", directed=True)
    message = "the graph is undirected, so what bears on what is unknown"
    return FormatError(message, line=edge.line, expected="a directed graph", hint=hint)


def _is_json(name: str, value: object) -> bool:
    """Whether an attribute is ours, with the fields that are more than text or numbers."""
    return name == AS_JSON and isinstance(value, str) and value.lstrip().startswith("{")


def _article(what: str) -> str:
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"


def _put_in_data(fields: _Json, format: str, foreign: Mapping[str, Any]) -> None:
    """Add what is not of the model to what a record has of the format."""
    if not foreign:
        return
    data = fields.get("data")
    data = data if isinstance(data, dict) else {}
    before = data.get(format)
    fields["data"] = {**data, format: {**(before if isinstance(before, dict) else {}), **foreign}}


def options(
    kind: str | None, words: Mapping[RelationKind, str | tuple[str, ...]], *, directed: bool
) -> Options:
    """What a caller wants, if there is a kind of that name.

    Raises:
        FormatError: There is none.
    """
    if kind is not None and kind not in list(RelationKind):
        raise unknown_name("kind of relation", kind, RelationKind, FormatError)
    return Options(kind, given_words(words), directed)


def to_map(
    graph: Graph, format: str, options: Options, report: Report, *, recover: bool = False
) -> ArgumentMap:
    """The map of a graph.

    Args:
        graph: The graph.
        format: The name under which ``data`` holds what is not of the model.
        options: How a caller wants edges to be read.
        report: Receives a diagnostic for each kind of thing that does not mean what a field of its name means.
        recover: Whether to report nodes and edges that cannot be read as errors, and to go on without them.

    Raises:
        InvalidFileError: Nodes that come twice, edges without a kind, ends that are missing.
        InvalidMapError: Records that do not make a map.
    """
    noticed = Noticed()
    reading = _Reading(format, options, noticed, report if recover else None)
    read = reading.map(graph)
    noticed.report(report)
    return read


class _Row(NamedTuple):
    """The fields of a record, the line of its element, and for a relation its place among the others."""

    fields: _Json
    line: int | None = None
    order: Any = None


class _Reading:
    """The records of one graph, as far as it is read."""

    def __init__(self, format: str, options: Options, noticed: Noticed, errors: Report | None) -> None:
        self.format = format
        self.options = options
        self.noticed = noticed
        self.errors = errors  # receives what else is raised
        self.problems: list[ArgmapError] = []
        self.undirected: FormatError | None = None  # of the first edge without a direction
        self.rows: dict[Any, list[_Row]] = {kind: [] for kind in COLLECTIONS}
        self.ids: dict[str, str] = {}  # of each node, by its name
        self.own_ids: set[str] = set()  # attributes "id" of edges that are of one alone
        self.inferences: set[str] = set()  # ids of what an undercut may aim at
        self.relations: dict[str, _Json] = {}  # those that are nodes, by name
        self.known: dict[str, set[str]] = {}  # ids that fields refer to

    def map(self, graph: Graph) -> ArgumentMap:
        about = self._about(graph)
        self._take_nodes(graph)
        self._take_edges(graph.edges)
        self._report_problems()
        self._name_relations()
        last = len(self.rows[Relation]) + len(graph.nodes)
        self.rows[Relation].sort(key=lambda row: row.order if isinstance(row.order, int) else last)
        collections: _Json = {name: self._records(kind) for kind, name in COLLECTIONS.items()}
        if self.errors is not None:
            collections["relations"] = self._with_all_ends(collections["relations"])
        described: _Json = {"title": str(about.get("title", ""))}
        for name in _BY_JSON:
            try:
                described[name] = as_data(about.get(name))
            except ArgmapError as error:
                self.problems.append(error)
        if self.undirected and not self.problems:
            raise self.undirected
        self.problems += [self.undirected] if self.undirected else []
        if self.problems:
            raise InvalidFileError.of("the graph is not an argument map", self.problems)
        return ArgumentMap(**collections, **described)

    def _report_problems(self) -> None:
        """Report what cannot be read of nodes and edges, if the rest is wanted."""
        if self.errors is not None:
            for p in [*self.problems, *([self.undirected] if self.undirected else [])]:
                self.errors(Diagnostic("not-read", Severity.ERROR, p.message, line=p.line, hint=p.hint))
            self.problems, self.undirected = [], None

    def _with_all_ends(self, relations: Iterable[Relation]) -> Iterable[Relation]:
        """The relations without those that aim at one that could not be read."""
        held = with_all_ends(relations, {*self.ids.values()})
        for r in relations:
            if r.id not in held and self.errors is not None:
                message = f"the relation {shown(r.id)} joins one that is not read, and is left out"
                self.errors(Diagnostic("not-read", Severity.ERROR, message, ids=(r.id,)))
        return held.values()

    def _about(self, graph: Graph) -> _Json:
        """What the document says of the map; records that are attributes of the graph get their rows."""
        about = self._json(graph.attributes, None)
        foreign: _Json = dict(graph.further)
        for name, value in graph.attributes.items():
            if name == "title" or (
                name in TITLES and "title" not in graph.attributes and "title" not in about
            ):
                about["title"] = value
            elif not _is_json(name, value):
                foreign[name] = value
        _put_in_data(about, self.format, foreign)
        for kind, name in COLLECTIONS.items():
            if name in OF_THE_MAP and isinstance(rows := about.get(name), list):
                self.rows[kind] = [_Row(row) for row in rows]
        for what, kind in (("party", Party), ("source", Source), ("section", Section)):
            ids = (row.fields.get("id") for row in self.rows[kind] if isinstance(row.fields, dict))
            self.known[what] = {i for i in ids if isinstance(i, str)}
        return about

    def _take_nodes(self, graph: Graph) -> None:
        nodes: dict[str, Node] = {}
        for node in graph.nodes:
            if node.name in nodes:
                self._wrong(f"the node {shown(node.name)} comes a second time", node.line)
            nodes.setdefault(node.name, node)
        taken = {i for ids in self.known.values() for i in ids}
        self.ids = node_ids([*nodes.values()], self._written_ids(nodes), self.noticed)
        ends = {end for edge in graph.edges for end in (edge.source, edge.target)}
        groups = groups_of([*nodes.values()], ends, self.ids, taken, self.noticed)
        self.known["section"] |= set(groups.sections.values())
        self.known["argument"] = {
            self.ids[n.name] for n in nodes.values() if _type_of(n) is Argument and n.name not in groups.alone
        }
        for node in nodes.values():
            if node.name in groups.sections:
                self._section(
                    node, groups.sections[node.name], groups.parent(node), alone=node.name in groups.alone
                )
            if node.name not in groups.alone:
                self._node(node, groups.parent(node))

    def _written_ids(self, nodes: Mapping[str, Node]) -> dict[str, str]:
        """The ids of nodes that are in the attribute with everything that is more than text."""
        found: dict[str, str] = {}
        for name, node in nodes.items():
            text = node.attributes.get(AS_JSON)
            if isinstance(text, str) and '"id"' in text:
                i = self._json(node.attributes, None, quiet=True).get("id")
                found |= {name: i} if isinstance(i, str) else {}
        return found

    def _section(self, node: Node, i: str, parent: str | None, *, alone: bool) -> None:
        fields: _Json = {"id": i, "title": node.title or node.label}
        if alone:
            foreign: _Json = {**node.further, **node.attributes}
            text, name = text_of(foreign, node.label, node.name)
            fields["title"] = node.title or text
            foreign.pop(name or "", None)
            _put_in_data(fields, self.format, foreign)
        if parent is not None:
            fields["parent"] = parent
        self.rows[Section].append(_Row(fields, node.line))

    def _node(self, node: Node, parent: str | None) -> None:
        kind = self._stated_type(node)
        made = kind or Claim
        has = fields_of(made)
        attributes: _Json = dict(node.attributes)
        if node.drawn_as is not None and kind is node.drawn_as:
            message = f"boxes as Argdown draws {kind.__name__.lower()}s are read as these"
            self.noticed.add("node-type-by-drawing", "info", message, node.line)
        elif kind is not None:
            attributes.pop("type")
        elif "type" in attributes:
            self._misfit("node", "type", attributes["type"], node.line)
        order = (
            attributes.pop("order") if made is Relation and isinstance(attributes.get("order"), int) else None
        )
        if attributes.get("id") == self.ids[node.name]:
            del attributes["id"]
        fields, foreign = self._fields(attributes, made, node)
        fields["id"] = self.ids[node.name]
        words = {node.name, *(writable(str(fields.get(name) or "")) for name in ("text", "title", "kind"))}
        label = node.label if node.label not in words or ("text" not in fields and kind is None) else ""
        if "text" in has and "text" not in fields:
            text, name = text_of(foreign, label, node.name)
            fields["text"] = text
            foreign.pop(name or "", None)
            label = "" if name == DRAWN else label
        if label and label not in words:
            foreign["label"] = label
        if node.title and node.title != fields.get("text"):
            fields.setdefault("title", node.title) if "title" in has else None
        if "section" in has and parent is not None:
            fields.setdefault("section", parent)
        _put_in_data(fields, self.format, foreign)
        if made is Relation:
            fields["sources"], fields["targets"] = [], []
            self.relations[node.name] = fields
        self.rows[made].append(_Row(fields, node.line, order))

    def _stated_type(self, node: Node) -> Any:
        """The type of record that a node says it is, for a relation with its kind; None if it says none."""
        stated = _type_of(node)
        if stated is Relation:
            kind = self._json(node.attributes, None, quiet=True).get("kind", node.attributes.get("kind", ""))
            return None if fitted(Relation, "kind", kind, {}) is MISFIT else stated
        return stated

    def _take_edges(self, edges: list[Edge]) -> None:
        """Edges as relations; those at which other edges aim are called by their own names."""
        nodes = self.ids
        named = {e.name for e in edges if e.name} - nodes.keys()
        aimed_at = {end for e in edges for end in (e.source, e.target)} & named
        taken = {*nodes.values(), *(i for ids in self.known.values() for i in ids)}
        names = [*dict.fromkeys(e.name for e in edges if e.name in aimed_at)]
        called = unique_ids(names, taken)
        ends = {**nodes, **dict(zip(names, called, strict=True))}
        self.inferences = {*called, *(str(fields["id"]) for fields in self.relations.values())}
        self.inferences |= self.known["argument"]
        times = Counter(str(e.attributes["id"]) for e in edges if "id" in e.attributes)
        taken |= {*called}
        self.own_ids = {i for i, n in times.items() if n == 1 and i not in taken}
        for edge in edges:
            missing = [end for end in (edge.source, edge.target) if end not in ends]
            if missing:
                self._wrong(f"an edge names the node {shown(missing[0])}, which is missing", edge.line)
                continue
            self._edge(edge, ends, ends[edge.name] if edge.name in aimed_at else None)

    def _edge(self, edge: Edge, ends: Mapping[str, str], i: str | None) -> None:
        source, target = ends[edge.source], ends[edge.target]
        attributes: _Json = dict(edge.attributes)
        end = attributes.get("end")
        if end == "source" and edge.target in self.relations:
            self.relations[edge.target]["sources"].append(source)
            return
        if end == "target" and edge.source in self.relations:
            self.relations[edge.source]["targets"].append(target)
            return
        said = saying(edge, self.options.words)
        order = attributes.pop("order") if said.kind and isinstance(attributes.get("order"), int) else None
        kept = {name: attributes[name] for name in said.kept}
        for name in (*said.spent, *said.kept):
            del attributes[name]
        fields, foreign = self._fields(attributes, Relation, edge)
        foreign = {**kept, **foreign}
        kind = said.kind or fields.get("kind") or self.options.kind
        if edge.label and not said.label_spent:
            foreign["label"] = edge.label
        _put_in_data(fields, self.format, foreign)
        if not self._is_right(edge, said, kind):
            return
        if kind == RelationKind.UNDERCUT and (source if said.reversed else target) not in self.inferences:
            message = "an undercut that aims at a claim is read as an attack on it, as there is no inference to aim at"
            self.noticed.add("undercut-of-claim", "warning", message, edge.line)
            foreign_word = {"label": said.words or kind} if "label" not in foreign else {}
            _put_in_data(fields, self.format, foreign_word)
            kind = RelationKind.ATTACK
        if said.reversed:
            source, target = target, source
        fields |= {"kind": kind, "sources": [source], "targets": [target]}
        if i is not None:
            fields.setdefault("id", i)
        self.rows[Relation].append(_Row(fields, edge.line, order))
        if edge.mutual and not RelationKind(str(kind)).symmetric:
            both = {name: value for name, value in fields.items() if name != "id"}
            self.rows[Relation].append(
                _Row({**both, "sources": [target], "targets": [source]}, edge.line, order)
            )

    def _is_right(self, edge: Edge, said: Saying, kind: str | None) -> bool:
        """Whether an edge has a kind and a direction; what is odd about it is reported."""
        if kind is None and said.unknown:
            hint = Hint(
                "say what it means with {support} or {attack}, or name the kind of all such edges with {kind}",
                support=said.unknown,
                attack=said.unknown,
                kind=...,
            )
            self._wrong(
                f"an edge says {shown(said.unknown)}, which is no known kind of relation", edge.line, hint
            )
            return False
        if kind is None:
            hint = Hint("name the kind of all with {kind}", kind=...)
            self._wrong("an edge has no attribute 'kind'", edge.line, hint)
            return False
        if not edge.directed and not RelationKind(kind).symmetric and not self.options.directed:
            self.undirected = self.undirected or _undirected(edge)
            return False
        said.report(self.noticed, edge, kind)
        return True

    def _name_relations(self) -> None:
        """Give ids to edges without one, which no other record has."""
        rows = [row.fields for row in self.rows[Relation]]
        taken = {*self.ids.values(), *(i for row in rows if isinstance(i := row.get("id"), str))}
        taken |= {i for ids in self.known.values() for i in ids}
        unnamed = [row for row in rows if "id" not in row]
        wishes = [f"{row['kind']}:{row['sources'][0]}>{row['targets'][0]}" for row in unnamed]
        for row, i in zip(unnamed, unique_ids(wishes, taken), strict=True):
            row["id"] = i

    def _json(self, attributes: Mapping[str, Value], line: int | None, *, quiet: bool = False) -> _Json:
        """The fields that are more than text or numbers, from their one attribute."""
        text = attributes.get(AS_JSON)
        if not _is_json(AS_JSON, text):
            return {}
        try:
            read = json.loads(str(text))
        except FormatError as error:
            if not quiet:
                self._wrong(f"the attribute {AS_JSON!r} is {error.message}", line)
            return {}
        return read if isinstance(read, dict) else {}

    def _fields(self, attributes: _Json, kind: Any, owner: Node | Edge) -> tuple[_Json, _Json]:
        """Attributes as fields, and those that are no fields, or not such as the field of their name may be."""
        fields = self._json(attributes, owner.line)
        foreign: _Json = dict(owner.further)
        has = fields_of(kind)
        for name, value in attributes.items():
            if _is_json(name, value):
                continue
            if name not in has or name in _BY_JSON:
                foreign[name] = value
                continue
            is_own = name != "id" or (kind is Relation and str(value) in self.own_ids)
            fit = fitted(kind, name, value, self.known) if is_own else MISFIT
            if fit is not MISFIT:
                fields[name] = fit
            else:
                foreign[name] = value
                if name != "id" or isinstance(owner, Edge):  # those of nodes are noticed together
                    self._misfit(kind.__name__.lower(), name, value, owner.line)
        return fields, foreign

    def _misfit(self, what: str, name: str, value: Value, line: int | None) -> None:
        message = (
            f"an attribute {name!r} is no {name} of {_article(what)} as argmap has them, and is in data: "
        )
        self.noticed.add("attribute-in-data", "warning", message, line, example=shown(value))

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
