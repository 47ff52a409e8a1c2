"""GraphML, which yEd, Gephi, Cytoscape and networkx read: every field an attribute, so that nothing is lost.

Source: http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError
from argmap.messages import shown
from argmap.serializers.common.attribute_types import TYPES, typed, written
from argmap.serializers.common.property_graph import (
    Plain,
    PlainEdge,
    PlainGraph,
    PlainNode,
    flat,
    restored,
    undirected,
)
from argmap.syntax.xml import local, parse, write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.model import ArgumentMap

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_LABELS = ("NodeLabel", "EdgeLabel")  # of yEd, within its drawings


def loads(text: str, *, kind: str | None = None, report: Report = ignored) -> ArgumentMap:
    """Read a graph: nodes are claims unless their attribute "type" says otherwise, edges are relations.

    Attributes with the names of fields are these fields; others are kept in ``data["graphml"]``.

    Args:
        text: The GraphML text.
        kind: The kind of relation that an edge is if neither its attribute "kind" nor its label says so; an
            error unless given.
        report: Told what is left out, such as drawings.

    Raises:
        FormatError: Not GraphML, not one directed graph, or several problems, each with its line.
        InvalidMapError: Records that do not make a map.
    """
    root, lines = parse(text, report=report)
    graphs = [child for child in root if local(child.tag) == "graph"]
    if local(root.tag) != "graphml" or len(graphs) != 1:
        raise FormatError(
            f"found {shown(local(root.tag))} with {len(graphs)} graphs, expected 'graphml' with one graph",
            line=lines[graphs[1] if len(graphs) > 1 else root],
            expected="GraphML with one graph",
        )
    (graph,) = graphs
    keys = {key.get("id", ""): key for key in root if local(key.tag) == "key"}
    reader = _Reader(keys, lines, report)
    directed = graph.get("edgedefault") != "undirected"
    found = PlainGraph(reader.data(graph, "graph"))
    for child in graph:
        tag, line = local(child.tag), lines[child]
        if tag == "node":
            if any(local(part.tag) == "graph" for part in child):
                raise FormatError("a graph within a node is not read", line=line, expected="one graph")
            about = reader.data(child, "node")
            found.nodes.append(PlainNode(child.get("id", ""), about, str(about.get("label", "")), line))
        elif tag == "edge":
            if child.get("directed", "true" if directed else "false") != "true":
                raise undirected(line)
            ends = child.get("source", ""), child.get("target", "")
            found.edges.append(PlainEdge(*ends, reader.data(child, "edge"), line))
        elif tag not in ("data", "desc"):
            raise FormatError(f"found {shown(tag)}, expected nodes and edges", line=line, found=tag)
    return restored(found, "graphml", kind)


def dumps(map: ArgumentMap) -> str:
    """Write a map as a graph with typed attributes; what is more than a number or text stands in one as JSON.

    A relation from one node to one node is an edge; any other is a node of type "relation".
    """
    graph = flat(map, "graphml")
    root = Element("graphml", xmlns=_NAMESPACE)
    keys: dict[tuple[str, str, str], str] = {}
    for what, parts in (("graph", [graph]), ("node", graph.nodes), ("edge", graph.edges)):
        for part in parts:
            for name, value in _attributes(part).items():
                keys.setdefault((what, name, TYPES[type(value)]), f"d{len(keys)}")
    for (what, name, type_), key in keys.items():
        SubElement(root, "key", {"id": key, "for": what, "attr.name": name, "attr.type": type_})
    drawn = SubElement(root, "graph", edgedefault="directed")
    _data(drawn, "graph", graph.attributes, keys)
    for node in graph.nodes:
        _data(SubElement(drawn, "node", id=node.name), "node", _attributes(node), keys)
    for n, edge in enumerate(graph.edges):
        element = SubElement(drawn, "edge", id=f"e{n}", source=edge.source, target=edge.target)
        _data(element, "edge", edge.attributes, keys)
    return write(root)


def _attributes(part: PlainGraph | PlainNode | PlainEdge) -> dict[str, Plain]:
    return part.attributes


def _data(
    element: Element, what: str, attributes: dict[str, Plain], keys: dict[tuple[str, str, str], str]
) -> None:
    for name, value in attributes.items():
        SubElement(element, "data", key=keys[what, name, TYPES[type(value)]]).text = written(value)


class _Reader:
    """The attributes of elements, by the keys that the document declares."""

    def __init__(self, keys: dict[str, Element], lines: dict[Element, int], report: Report) -> None:
        self.keys = keys
        self.lines = lines
        self.report = report
        self.defaults: dict[str, dict[str, Plain]] = {what: {} for what in ("graph", "node", "edge")}
        for key in keys.values():
            default = next((part for part in key if local(part.tag) == "default"), None)
            if default is not None:
                value = typed(default.text or "", key.get("attr.type", "string"))
                for what, values in self.defaults.items():
                    if key.get("for", "all") in (what, "all"):
                        values[key.get("attr.name", key.get("id", ""))] = value

    def data(self, element: Element, what: str) -> dict[str, Plain]:
        values = dict(self.defaults[what])
        for part in _named(element, "data"):
            key = self.keys.get(part.get("key", ""))
            if key is None:
                raise FormatError(
                    f"the key {shown(part.get('key'))} is not declared",
                    line=self.lines[part],
                    found=part.get("key"),
                )
            if len(part):
                if words := "\n".join(
                    e.text.strip() for e in part.iter() if local(e.tag) in _LABELS and e.text
                ):
                    values.setdefault("label", words)
                self.report(
                    Diagnostic(
                        "drawing-dropped",
                        "info",
                        f"the drawing in {shown(part.get('key'))} is left out"
                        + (", but for the words in it" if words else ""),
                        line=self.lines[part],
                    )
                )
                continue
            values[key.get("attr.name", key.get("id", ""))] = typed(
                part.text or "", key.get("attr.type", "string")
            )
        return values


def _named(element: Element, tag: str) -> Iterable[Element]:
    return (part for part in element if local(part.tag) == tag)
