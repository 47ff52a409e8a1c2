"""GEXF to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.diagnostics import Report, ignored
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.messages import shown
from argmap.serializers.common.property_graph.defaults import Added
from argmap.serializers.common.property_graph.edges import options
from argmap.serializers.common.property_graph.foreign import Noticed, as_value, further_attributes, left_out
from argmap.serializers.common.property_graph.graph import (
    Edge,
    Graph,
    Node,
    Value,
    by_name,
    graph_document,
    typed,
)
from argmap.serializers.common.property_graph.reading import to_map
from argmap.serializers.common.property_graph.several import joined
from argmap.serializers.gexf.writing import ABOUT, EXTENSION
from argmap.syntax.xml import local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from argmap.model import ArgumentMap
    from argmap.serializers.common.property_graph.graph import GraphDocument

_DRAWN: Final = frozenset({"color", "position", "size", "shape", "thickness"})
_TIMES: Final = frozenset({"start", "end", "startopen", "endopen", "timestamp", "timestamps", "intervals"})
_DIRECTIONS: Final = frozenset({"directed", "undirected", "mutual", "dir", "undir", ""})
_KNOWN: Final = {
    "graph": frozenset({"defaultedgetype", "edgetype", "id", "idtype"}),
    "node": frozenset({"id", "label"}),
    "edge": frozenset({"id", "source", "target", "type", "weight", "label", "kind"}),
}


def loads(
    text: str,
    *,
    kind: str | None = None,
    support: str | tuple[str, ...] = (),
    attack: str | tuple[str, ...] = (),
    undercut: str | tuple[str, ...] = (),
    rephrase: str | tuple[str, ...] = (),
    directed: bool = False,
    recover: bool = False,
    report: Report = ignored,
) -> ArgumentMap:
    """Read a graph: nodes are claims unless their attribute "type" names another type, edges are relations.

    Attributes with the names of fields are these fields if the fields take their values; others are in
    ``data["gexf"]``. Nodes with nodes within them are sections. What an edge says itself counts before ``kind``.

    Args:
        text: The GEXF text.
        kind: The kind of relation of edges that do not say a known one; an error by default.
        support: Words of edges that mean support, besides the usual ones.
        attack: Words that mean attack.
        undercut: Words that mean undercut.
        rephrase: Words that mean rephrase.
        directed: Whether edges without a direction go from their source to their target; an error by default.
        recover: Whether to report nodes and edges that cannot be read as errors, and to go on without them.
        report: Receives a diagnostic for what is left out, such as colours and positions, and for attributes that
            are not what argmap calls so.

    Raises:
        FormatError: Not GEXF, no graph, or several problems, each with its line.
        InvalidMapError: Records that do not make a map.
    """
    wanted = options(
        kind, directed=directed, support=support, attack=attack, undercut=undercut, rephrase=rephrase
    )
    noticed = Noticed()
    with GarbageCollectionPaused():
        document = graph_document(text, "gexf", report)
        graph = _Reading(document, noticed).graph()
        noticed.report(report)
        return to_map(graph, "gexf", wanted, report, recover=recover)


class _Attribute(NamedTuple):
    """An attribute that the document declares."""

    title: str
    type: str
    default: str | None


def _defaults(declared: Mapping[str, _Attribute]) -> dict[str, Value]:
    """The values that elements have by default; of several attributes with one title the first counts."""
    values: dict[str, Value] = {}
    for attribute in declared.values():
        if attribute.default:
            values.setdefault(attribute.title, typed(attribute.default, attribute.type))
    return values


class _Parts(NamedTuple):
    """What an element holds: attributes, the rest, attributes with one value at all times, and those by default."""

    values: dict[str, Value]
    further: dict[str, Any]
    timed: dict[str, Value]
    defaults: frozenset[str]


class _Reading:
    """The nodes and edges of a document."""

    def __init__(self, document: GraphDocument, noticed: Noticed) -> None:
        self.document = document
        self.lines = document.lines
        self.noticed = noticed

    def graph(self) -> Graph:
        """The graph of the document, of which several graphs are parts."""
        about = Graph()
        self._describe(about)
        graphs = [_GraphReading(each, self.lines, self.noticed).graph() for each in self.document.graphs]
        if len(graphs) == 1:
            (found,) = graphs
            return Graph(about.attributes, found.nodes, found.edges, {**about.further, **found.further})
        parts = []
        for n, (element, found) in enumerate(zip(self.document.graphs, graphs, strict=True), 1):
            name = element.get("id") or f"graph {n}"
            parts.append((Node(name, {}, line=self.lines[element], further=found.further), found))
        return joined(about, parts, self.noticed)

    def _describe(self, found: Graph) -> None:
        """What the document says of the map: attributes of ours, and its meta data."""
        meta: list[tuple[str, Any]] = []
        for part in self.document.root:
            if local(part.tag) == "meta":
                meta += further_attributes(part, frozenset())
                for about in part:
                    if about.tag == f"{{{EXTENSION}}}{ABOUT}":
                        value = typed(about.text or "", about.get("type", "string"))
                        found.attributes[about.get("for", "")] = value
                    else:
                        meta.append((local(about.tag), as_value(about)))
            elif local(part.tag) != "graph":
                left_out(part, self.lines, self.noticed)
        described = by_name(meta)
        if "title" not in found.attributes and isinstance(described.get("title"), str) and described["title"]:
            found.attributes["title"] = described.pop("title")
        if described:
            found.further["meta"] = described


class _GraphReading:
    """The nodes and edges of one graph, by the attributes that it declares anywhere."""

    def __init__(self, graph: Element, lines: Mapping[Element, int], noticed: Noticed) -> None:
        self.element = graph
        self.lines = lines
        self.noticed = noticed
        self.edge_type = graph.get("defaultedgetype", graph.get("edgetype", "undirected"))
        self.declared: dict[str, dict[str, _Attribute]] = {"node": {}, "edge": {}}  # by id
        for attributes in graph:
            if local(attributes.tag) == "attributes":
                self._declare(attributes)
        self.defaults = {owner: _defaults(each) for owner, each in self.declared.items()}
        self.added = {owner: Added(values) for owner, values in self.defaults.items()}

    def graph(self) -> Graph:
        """The graph; nodes within nodes are read after these, in the order of the document."""
        about = dict(further_attributes(self.element, _KNOWN["graph"]))
        found = Graph(further={"graph": about} if about else {})
        pending: list[tuple[Element, str | None]] = [(self.element, None)]
        while pending:
            owner, parent = pending.pop()
            inner: list[tuple[Element, str | None]] = []
            for part in owner:
                tag = local(part.tag)
                if tag == "nodes":
                    for element in self._each(part, "node"):
                        found.nodes.append(self._node(element, parent))
                        inner.append((element, element.get("id", "")))
                elif tag == "edges":
                    found.edges.extend(map(self._edge, self._each(part, "edge")))
                elif owner is self.element and tag != "attributes":
                    left_out(part, self.lines, self.noticed)
            pending += reversed(inner)
        return found

    def _each(self, parts: Element, tag: str) -> Iterator[Element]:
        for part in parts:
            if local(part.tag) == tag:
                yield part
            else:
                left_out(part, self.lines, self.noticed)

    def _declare(self, attributes: Element) -> None:
        found = self.declared.setdefault(attributes.get("class", ""), {})
        for a in attributes:
            if local(a.tag) == "attribute":
                i = a.get("id", "")
                default = next((part.text or "" for part in a if local(part.tag) == "default"), None)
                found[i] = _Attribute(a.get("title", i), a.get("type", "string").strip().lower(), default)
                others = [part for part in a if local(part.tag) != "default"]
            else:
                others = [a]
            for part in others:
                message = f"the element {shown(local(part.tag))} of attributes is left out"
                self.noticed.add("drawing-dropped", "info", message, self.lines[part])

    def _node(self, element: Element, parent: str | None) -> Node:
        found = self._parts(element, "node")
        parent = element.get("pid") or next(iter(found.further.get("parents", ())), None) or parent
        return Node(
            element.get("id", ""),
            found.values,
            element.get("label", ""),
            self.lines[element],
            parent=parent,
            further=found.further,
            defaults=found.defaults,
        )

    def _edge(self, element: Element) -> Edge:
        found = self._parts(element, "edge")
        values = found.values
        if "weight" in element.attrib:
            values.setdefault("weight", typed(element.get("weight", ""), "double"))
        type_ = element.get("type", self.edge_type).strip().lower()
        own: dict[str, Value] = {
            name: element.get(name, "") for name in ("kind", "label") if name in element.attrib
        }
        if type_ not in _DIRECTIONS:  # a word for what it means, where a direction is expected
            own["type"] = element.get("type", "")
            type_ = self.edge_type.strip().lower()
        if own:
            stated = {name: value for name, value in values.items() if name not in found.defaults}
            values = {**values, **by_name([*own.items(), *stated.items()])}
        return Edge(
            element.get("source", ""),
            element.get("target", ""),
            values,
            self.lines[element],
            name=element.get("id", ""),
            directed=type_ in ("directed", "mutual", "dir"),
            mutual=type_ == "mutual",
            further=found.further,
            timed=found.timed,
            defaults=found.defaults - own.keys(),
        )

    def _parts(self, element: Element, owner: str) -> _Parts:
        """The attributes of an element, and what else it holds."""
        static: list[tuple[str, Value]] = []
        further: list[tuple[str, Any]] = [*further_attributes(element, _KNOWN[owner])]
        timed: dict[str, list[dict[str, Any]]] = {}
        for part in element:
            tag = local(part.tag)
            if tag == "attvalues":
                self._values(part, owner, static, timed)
            elif tag == "spells":
                further.append((tag, [as_value(spell) for spell in part]))
            elif tag == "parents":
                further.append((tag, [each.get("for", "") for each in part]))
            elif tag in _DRAWN:
                message = f"the element {shown(tag)} is left out"
                self.noticed.add("drawing-dropped", "info", message, self.lines[part])
            elif tag not in ("nodes", "edges"):
                further.append((tag, as_value(part)))
                message = f"an element {shown(tag)} is not read, and is in data as it is"
                self.noticed.add("element-in-data", "info", message, self.lines[part])
        values = by_name(static)
        unstated = self.added[owner].to(self.lines[element], values.keys() | timed.keys())
        values |= {title: value for title, value in self.defaults[owner].items() if title in unstated}
        same = {
            name: found[0]["value"]
            for name, found in timed.items()
            if len({repr(v["value"]) for v in found}) == 1
        }
        return _Parts(values, by_name([*further, *timed.items()]), same, unstated)

    def _values(
        self, parts: Iterable[Element], owner: str, static: list[tuple[str, Value]], timed: dict[str, Any]
    ) -> None:
        """Sort the values of an element into those that always hold and those of some time."""
        declared = self.declared[owner]
        for part in parts:
            key = part.get("for", part.get("id", ""))
            attribute = declared.get(key)
            if attribute is None:
                message = "an attribute that is not declared is read as a text of its name: "
                line = self.lines[part]
                self.noticed.add("key-undeclared", "warning", message, line, example=shown(key))
                attribute = _Attribute(key, "string", None)
            value = typed(part.get("value", part.text or ""), attribute.type)
            if len(part.attrib) > len(("for", "value")) and (times := _TIMES & part.attrib.keys()):
                at = {name: part.get(name, "") for name in sorted(times)}
                timed.setdefault(attribute.title, []).append({"value": value, **at})
            else:
                static.append((attribute.title, value))
