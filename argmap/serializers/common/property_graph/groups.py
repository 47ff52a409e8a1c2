"""Groups of nodes, which are sections: nodes that have others within them, as yEd draws them and GEXF nests them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from argmap.ids import unique_id
from argmap.messages import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from argmap.serializers.common.property_graph.foreign import Noticed
    from argmap.serializers.common.property_graph.graph import Node


@frozen
class Groups:
    """The groups of a graph.

    Attributes:
        sections: The id of the section of each node that is a group, by the name of the node.
        alone: The names of those that are sections and nothing else.
        within: The name of the group that each node is in.
    """

    sections: Mapping[str, str]
    alone: AbstractSet[str]
    within: Mapping[str, str]

    def parent(self, node: Node) -> str | None:
        """The id of the section that a node is in."""
        return self.sections.get(self.within.get(node.name, ""))


def groups_of(
    nodes: Sequence[Node],
    records: AbstractSet[str],
    ids: Mapping[str, str],
    taken: AbstractSet[str],
    noticed: Noticed,
) -> Groups:
    """The groups of nodes.

    A group that is a record is a section as well.

    Args:
        nodes: The nodes, whose names are different.
        records: The names of nodes that edges name, or that say of what type they are.
        ids: The ids of nodes, by name.
        taken: The ids of other records.
        noticed: Notices groups that are records, that are missing, and that are within themselves.
    """
    names = {node.name: node for node in nodes}
    within = {node.name: node.parent for node in nodes if node.parent is not None and node.parent in names}
    for node in nodes:
        if node.parent is not None and node.parent not in names:
            message = f"a node is within {shown(node.parent)}, which is missing, so it is in no section"
            noticed.add("group-missing", "warning", message, node.line)
    for name in _in_circles(within):
        noticed.add(
            "group-in-itself", "warning", "a node is within itself, so it is in no section", names[name].line
        )
        del within[name]
    parents = dict.fromkeys([*within.values(), *(node.name for node in nodes if node.is_group)])
    alone = {p for p in parents if p not in records}
    used = {*taken, *ids.values()}
    sections: dict[str, str] = {}
    for name in parents:
        if name in alone:
            sections[name] = ids[name]
            continue
        sections[name] = unique_id(f"section:{ids[name]}", used)
        used.add(sections[name])
        message = "a node with nodes within it is named by edges, so it is a claim as well as a section"
        noticed.add("group-is-claim", "info", message, names[name].line)
    return Groups(sections, alone, within)


def _in_circles(within: Mapping[str, str]) -> list[str]:
    """A node of each circle of nodes that are within each other."""
    found: list[str] = []
    seen: set[str] = set()
    for start in within:
        way: set[str] = set()
        name: str | None = start
        while name is not None and name not in seen:
            seen.add(name)
            way.add(name)
            name = within.get(name)
        if name in way:
            found.append(name)
    return found
