"""The ids of nodes: the names in the document, or an attribute "id" where it is one of its node alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from argmap.messages import shown
from argmap.model import Claim
from argmap.serializers.common.property_graph.fitting import MISFIT, fitted
from argmap.serializers.common.property_graph.graph import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.serializers.common.property_graph.foreign import Noticed
    from argmap.serializers.common.property_graph.graph import Node


def node_ids(nodes: Sequence[Node], by_json: Mapping[str, str], noticed: Noticed) -> dict[str, str]:
    """The id of each node by its name; no two are the same.

    Args:
        nodes: The nodes, whose names are different.
        by_json: The ids that nodes have by another attribute.
        noticed: Notices the attributes that are called "id" and are none.
    """
    wishes = dict(by_json)
    for node in nodes:
        value = node.attributes.get("id")
        if value is not None and node.name not in wishes:
            fit = fitted(Claim, "id", value, {})
            if fit is not MISFIT:
                wishes[node.name] = fit
    times = Counter(wishes.values())
    names = {node.name for node in nodes}
    ids: dict[str, str] = {}
    for node in nodes:
        wish = wishes.get(node.name, node.name)
        free = wish == node.name or (times[wish] == 1 and wish not in names)
        ids[node.name] = wish if free else node.name
        value = node.attributes.get("id")
        if value is not None and ids[node.name] != written(value):
            message = "an attribute 'id' is not the id of one node alone, and is in data: "
            noticed.add("attribute-in-data", "warning", message, node.line, example=shown(value))
    return ids
