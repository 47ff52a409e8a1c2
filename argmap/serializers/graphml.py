"""GraphML, which yEd, Gephi, Cytoscape and networkx read: every field an attribute, so that nothing is lost.

Source: http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING
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
    from collections.abc import Sequence

    from argmap.model import ArgumentMap
    from argmap.serializers.common.property_graph.graph import GraphDocument

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_LABELS = ("NodeLabel", "EdgeLabel")  # of yEd, within its drawings


def loads(text: str, *, kind: str | None = None, report: Report = ignored) -> ArgumentMap:
    """Read a graph: nodes are claims unless their attribute "type" names another type, edges are relations.

    Attributes with the names of fields are these fields; others are in ``data["graphml"]``.

    Args:
        text: The GraphML text.
        kind: The kind of relation of edges that have neither an attribute "kind" nor a kind as label; an error
            by default.
        report: Receives a diagnostic for what is left out, such as drawings.

    Raises:
        FormatError: Not GraphML, not one directed graph, or several problems, each with its line.
        InvalidMapError: Records that do not make a map.
    """
    document = one_graph(text, "graphml", "GraphML", report)
    reading, lines = _Reading(document, report), document.lines
    directed = document.graph.get("edgedefault") != "undirected"
    found = Graph(reading.attributes(document.graph, "graph"))
    for child in document.graph:
        tag, line = local(child.tag), lines[child]
        if tag == "node":
            if any(local(part.tag) == "graph" for part in child):
                raise FormatError("a graph within a node is not read", line=line, expected="one graph")
            about = reading.attributes(child, "node")
            found.nodes.append(Node(child.get("id", ""), about, str(about.get("label", "")), line))
        elif tag == "edge":
            if child.get("directed", "true" if directed else "false") != "true":
                raise undirected(line)
            ends = child.get("source", ""), child.get("target", "")
            found.edges.append(Edge(*ends, reading.attributes(child, "edge"), line))
        elif tag not in ("data", "desc"):
            raise FormatError(f"found {shown(tag)}, expected nodes and edges", line=line, found=tag)
    return to_map(found, "graphml", kind)


def dumps(map: ArgumentMap) -> str:
    """Write a map as a graph with typed attributes; fields other than numbers and text are in one, as JSON.

    A relation from one node to one node is an edge; any other is a node of type "relation".
    """
    graph = to_graph(map, "graphml")
    root = Element("graphml", xmlns=_NAMESPACE)
    keys: dict[Column, str] = {}
    owners: dict[str, Sequence[Graph | Node | Edge]]
    owners = {"graph": [graph], "node": graph.nodes, "edge": graph.edges}
    for owner, parts in owners.items():
        for part in parts:
            for name, value in part.attributes.items():
                keys.setdefault((owner, name, type(value)), f"d{len(keys)}")
    for (owner, name, type_), key in keys.items():
        SubElement(root, "key", {"id": key, "for": owner, "attr.name": name, "attr.type": TYPES[type_]})

    def put(element: Element, owner: str, part: Graph | Node | Edge) -> None:
        for name, value in part.attributes.items():
            SubElement(element, "data", key=keys[owner, name, type(value)]).text = written(value)

    drawn = SubElement(root, "graph", edgedefault="directed")
    put(drawn, "graph", graph)
    for node in graph.nodes:
        put(SubElement(drawn, "node", id=node.name), "node", node)
    for n, edge in enumerate(graph.edges):
        put(SubElement(drawn, "edge", id=f"e{n}", source=edge.source, target=edge.target), "edge", edge)
    return write(root)


class _Reading:
    """The attributes of elements, by the keys that the document declares."""

    def __init__(self, document: GraphDocument, report: Report) -> None:
        self.keys = {key.get("id", ""): key for key in document.root if local(key.tag) == "key"}
        self.lines = document.lines
        self.report = report
        self.defaults: dict[str, dict[str, Value]] = {owner: {} for owner in ("graph", "node", "edge")}
        for key in self.keys.values():
            default = next((part for part in key if local(part.tag) == "default"), None)
            if default is not None:
                for owner, values in self.defaults.items():
                    if key.get("for", "all") in (owner, "all"):
                        values[_name(key)] = _value(key, default)

    def attributes(self, element: Element, owner: str) -> dict[str, Value]:
        values = dict(self.defaults[owner])
        for part in element:
            if local(part.tag) != "data":
                continue
            named, line = part.get("key"), self.lines[part]
            key = self.keys.get(named or "")
            if key is None:
                raise FormatError(f"the key {shown(named)} is not declared", line=line, found=named)
            if not len(part):
                values[_name(key)] = _value(key, part)
                continue
            labels = [e.text.strip() for e in part.iter() if local(e.tag) in _LABELS and e.text]
            if words := "\n".join(labels):
                values.setdefault("label", words)
            aside = ", except for the words in it" if words else ""
            message = f"the drawing in {shown(named)} is left out{aside}"
            self.report(Diagnostic("drawing-dropped", "info", message, line=line))
        return values


def _name(key: Element) -> str:
    return key.get("attr.name", key.get("id", ""))


def _value(key: Element, part: Element) -> Value:
    return typed(part.text or "", key.get("attr.type", "string"))
