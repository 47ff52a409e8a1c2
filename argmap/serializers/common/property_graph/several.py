"""Several graphs of one document as one graph: each of them is a group of nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.ids import FreeIds, unique_ids
from argmap.messages import shown
from argmap.serializers.common.property_graph.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.serializers.common.property_graph.foreign import Noticed
    from argmap.serializers.common.property_graph.graph import Node


def joined(document: Graph, parts: Sequence[tuple[Node, Graph]], noticed: Noticed) -> Graph:
    """One graph of several; a node whose name an earlier graph has gets another.

    An edge joins nodes of its own graph where these have the names that it gives, else those of any other.

    Args:
        document: What the document says apart from its graphs.
        parts: Each graph, with a node that stands for it.
        noticed: Notices that there are several, and nodes that get another name.
    """
    found = Graph(document.attributes, further=document.further)
    names = {node.name for _, graph in parts for node in graph.nodes}
    groups = unique_ids((group.name for group, _ in parts), names)
    free = FreeIds(groups)
    anywhere: dict[str, str] = {}
    own: list[dict[str, str]] = []
    for _, graph in parts:
        called: dict[str, str] = {}
        for node in graph.nodes:
            if node.name not in called:
                called[node.name] = free.give(node.name)
                anywhere.setdefault(node.name, called[node.name])
        own.append(called)
    for (group, graph), name, called in zip(parts, groups, own, strict=True):
        message = "the document has several graphs, and each of them is a section"
        noticed.add("graph-is-section", "info", message, group.line)
        found.nodes.append(group._replace(name=name, is_group=True))
        for node in graph.nodes:
            new = called[node.name]
            if new != node.name:
                message = "a node has the name of one in another graph, and gets one of its own: "
                noticed.add("node-renamed", "warning", message, node.line, example=shown(new))
            parent = name if node.parent is None else called.get(node.parent, node.parent)
            found.nodes.append(node._replace(name=new, parent=parent))
        for edge in graph.edges:
            source, target = (called.get(end, anywhere.get(end, end)) for end in (edge.source, edge.target))
            found.edges.append(edge._replace(source=source, target=target))
    return found
