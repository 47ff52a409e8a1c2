"""GEXF 1.3, the format of Gephi: every field an attribute, so that nothing is lost.

Source: https://gexf.net/schema.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError
from argmap.messages import shown
from argmap.serializers.common.property_graph.graph import (
    TYPES,
    Column,
    Edge,
    Graph,
    Node,
    Value,
    one_graph,
    typed,
    undirected,
    written,
)
from argmap.serializers.common.property_graph.reading import to_map
from argmap.serializers.common.property_graph.writing import to_graph
from argmap.syntax.xml import local, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.model import ArgumentMap

_NAMESPACE = "http://gexf.net/1.3"
_EXTENSION = "https://argmap.readthedocs.io/gexf"  # for attributes of the graph, which GEXF does not have
_ABOUT = "about"
_DRAWN = ("color", "position", "size", "shape", "thickness")


def loads(text: str, *, kind: str | None = None, report: Report = ignored) -> ArgumentMap:
    """Read a graph: nodes are claims unless their attribute "type" names another type, edges are relations.

    Attributes with the names of fields are these fields; others are in ``data["gexf"]``.

    Args:
        text: The GEXF text.
        kind: The kind of relation of edges that have neither an attribute "kind" nor a kind as label; an error
            by default.
        report: Receives a diagnostic for what is left out, such as colours and positions.

    Raises:
        FormatError: Not GEXF, not one directed graph, or several problems, each with its line.
        InvalidMapError: Records that do not make a map.
    """
    root, graph, lines = one_graph(text, "gexf", "GEXF", report)
    found = Graph()
    for about in root.iter(f"{{{_EXTENSION}}}{_ABOUT}"):
        found.attributes[about.get("for", "")] = typed(about.text or "", about.get("type", "string"))
    reading = _Reading(graph, lines, report)
    for part in graph:
        tag = local(part.tag)
        if tag == "attributes":
            reading.declare(part)
        elif tag == "nodes":
            found.nodes.extend(map(reading.node, part))
        elif tag == "edges":
            found.edges.extend(map(reading.edge, part))
        else:
            raise FormatError(f"found {shown(tag)}, expected nodes and edges", line=lines[part], found=tag)
    return to_map(found, "gexf", kind)


def dumps(map: ArgumentMap) -> str:
    """Write a map as a graph with typed attributes; fields other than numbers and text are in one, as JSON.

    A relation from one node to one node is an edge; any other is a node of type "relation".
    """
    graph = to_graph(map, "gexf")
    root = Element("gexf", {"xmlns": _NAMESPACE, "xmlns:argmap": _EXTENSION, "version": "1.3"})
    if graph.attributes:
        meta = SubElement(root, "meta")
        for name, value in graph.attributes.items():
            about = SubElement(meta, f"argmap:{_ABOUT}", {"for": name, "type": TYPES[type(value)]})
            about.text = written(value)
    drawn = SubElement(root, "graph", defaultedgetype="directed")
    keys: dict[Column, str] = {}
    owners: dict[str, Sequence[Node | Edge]] = {"node": graph.nodes, "edge": graph.edges}
    for owner, parts in owners.items():
        columns = dict.fromkeys((name, type(v)) for part in parts for name, v in part.attributes.items())
        if columns:
            attributes = SubElement(drawn, "attributes", {"class": owner})
            for name, type_ in columns:
                key = keys[owner, name, type_] = f"a{len(keys)}"
                SubElement(attributes, "attribute", id=key, title=name, type=TYPES[type_])
    nodes, edges = SubElement(drawn, "nodes"), SubElement(drawn, "edges")
    for node in graph.nodes:
        _put(SubElement(nodes, "node", id=node.name, label=node.label), "node", node, keys)
    for n, edge in enumerate(graph.edges):
        element = SubElement(edges, "edge", id=f"e{n}", source=edge.source, target=edge.target)
        _put(element, "edge", edge, keys)
    return write(root)


def _put(element: Element, owner: str, part: Node | Edge, keys: Mapping[Column, str]) -> None:
    if part.attributes:
        values = SubElement(element, "attvalues")
        for name, value in part.attributes.items():
            key = keys[owner, name, type(value)]
            SubElement(values, "attvalue", {"for": key, "value": written(value)})


class _Attribute(NamedTuple):
    """An attribute that the document declares."""

    title: str
    type: str
    default: str | None


class _Reading:
    """The nodes and edges of a document, by the attributes that it declares."""

    def __init__(self, graph: Element, lines: dict[Element, int], report: Report) -> None:
        self.edge_type = graph.get("defaultedgetype", "undirected")
        self.lines = lines
        self.report = report
        self.declared: dict[str, dict[str, _Attribute]] = {"node": {}, "edge": {}}  # by id

    def declare(self, attributes: Element) -> None:
        found = self.declared.setdefault(attributes.get("class", ""), {})
        for a in attributes:
            if local(a.tag) == "attribute":
                i = a.get("id", "")
                default = next((part.text or "" for part in a if local(part.tag) == "default"), None)
                found[i] = _Attribute(a.get("title", i), a.get("type", "string"), default)

    def node(self, element: Element) -> Node:
        line = self.lines[element]
        if any(local(child.tag) == "nodes" for child in element):
            raise FormatError("a node within a node is not read", line=line, expected="one graph")
        return Node(element.get("id", ""), self._values(element, "node"), element.get("label", ""), line)

    def edge(self, element: Element) -> Edge:
        line = self.lines[element]
        if element.get("type", self.edge_type) != "directed":
            raise undirected(line)
        values = self._values(element, "edge")
        if "weight" in element.attrib:
            values.setdefault("weight", typed(element.get("weight", ""), "double"))
        values |= {name: element.get(name, "") for name in ("kind", "label") if name in element.attrib}
        return Edge(element.get("source", ""), element.get("target", ""), values, line)

    def _values(self, element: Element, owner: str) -> dict[str, Value]:
        declared = self.declared[owner]
        values = {a.title: typed(a.default, a.type) for a in declared.values() if a.default is not None}
        for part in element:
            if (tag := local(part.tag)) != "attvalues":
                message, line = f"the element {shown(tag)} is left out", self.lines[part]
                drawn = tag in _DRAWN
                code, severity = ("drawing-dropped", "info") if drawn else ("element-dropped", "warning")
                self.report(Diagnostic(code, severity, message, line=line))
                continue
            for value in part:
                key, line = value.get("for", value.get("id", "")), self.lines[value]
                if key not in declared:
                    raise FormatError(f"the attribute {shown(key)} is not declared", line=line, found=key)
                values[declared[key].title] = typed(value.get("value", ""), declared[key].type)
        return values
