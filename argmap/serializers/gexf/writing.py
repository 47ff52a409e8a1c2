"""Maps to GEXF 1.3."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from argmap.serializers.common.property_graph.graph import TYPES, Column, Edge, Node, written
from argmap.serializers.common.property_graph.writing import to_graph
from argmap.syntax.xml import write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.model import ArgumentMap

_NAMESPACE = "http://gexf.net/1.3"
EXTENSION = "https://argmap.readthedocs.io/gexf"  # for attributes of the graph, which GEXF does not have
ABOUT = "about"


def dumps(map: ArgumentMap) -> str:
    """Write a map as a graph with typed attributes; fields other than numbers and text are in one, as JSON.

    A relation from one node to one node is an edge; any other is a node of type "relation".
    """
    graph = to_graph(map, "gexf")
    root = Element("gexf", {"xmlns": _NAMESPACE, "xmlns:argmap": EXTENSION, "version": "1.3"})
    if graph.attributes:
        meta = SubElement(root, "meta")
        for name, value in graph.attributes.items():
            about = SubElement(meta, f"argmap:{ABOUT}", {"for": name, "type": TYPES[type(value)]})
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
