"""Maps to GraphML."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from argmap.serializers.common.property_graph.graph import TYPES, Column, Edge, Graph, Node, written
from argmap.serializers.common.property_graph.writing import to_graph
from argmap.syntax.xml import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.model import ArgumentMap

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


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
