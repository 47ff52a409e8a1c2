"""Edges that are ends of relations that are nodes, and the arrows that programs draw at edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from argmap.model import RelationKind
from argmap.serializers.common.property_graph.graph import Arrows

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from argmap.serializers.common.property_graph.foreign import Noticed
    from argmap.serializers.common.property_graph.graph import Edge
    from argmap.serializers.common.property_graph.rows import Json, Rows

UNDERCUT_OF_CLAIM: Final = (
    "an undercut that aims at a claim is read as an attack on it, as there is no inference to aim at"
)
_OURS: Final = ("kind", "end")  # the attributes of an end that argmap writes


class Ends:
    """The ends of relations that are nodes, as edges give them."""

    def __init__(self, rows: Rows) -> None:
        """No ends yet."""
        self._rows = rows
        self._about: dict[
            str, list[Json]
        ] = {}  # what edges state beyond being ends, by the name of the relation

    def take(self, edge: Edge, ends: Mapping[str, str], *, directed: bool) -> bool:
        """Whether an edge is one end of a relation that is a node; then it gets that end.

        Args:
            edge: An edge whose ends are there.
            ends: The ids of nodes, and of edges that others name.
            directed: Whether edges without a direction go from their first node to their second.
        """
        relations, junctions = self._rows.relations, self._rows.junctions
        end = edge.attributes.get("end")
        if end == "source" and edge.target in relations:
            self._add(edge, edge.target, "sources", ends[edge.source])
        elif end == "target" and edge.source in relations:
            self._add(edge, edge.source, "targets", ends[edge.target])
        elif edge.source not in junctions and edge.target not in junctions:
            return False
        elif not edge.directed and not directed:
            self._rows.without_direction.append(edge.line)
        elif edge.source not in junctions or self._anchors(edge):
            self._add(edge, edge.target, "sources", ends[edge.source])
        else:
            self._add(edge, edge.source, "targets", ends[edge.target])
        return True

    def finish(self, inferences: Container[str]) -> None:
        """Put what edges state into the data of their relations; attacks on inferences are undercuts."""
        for name, about in self._about.items():
            self._rows.put_in_data(self._rows.relations[name], {"edges": about})
        for name, line in self._rows.junctions.items():
            fields = self._rows.relations[name]
            aims = fields["targets"]
            at_inferences = all(i in inferences for i in aims)
            if fields["kind"] == RelationKind.ATTACK and aims and at_inferences:
                fields["kind"] = RelationKind.UNDERCUT
            elif fields["kind"] == RelationKind.UNDERCUT and not at_inferences:
                fields["kind"] = RelationKind.ATTACK
                self._rows.noticed.add("undercut-of-claim", "warning", UNDERCUT_OF_CLAIM, line)
            if not aims or not fields["sources"]:
                message = "a node that stands for a relation has no edge at one of its ends"
                self._rows.noticed.add("relation-without-end", "warning", message, line)

    def _anchors(self, edge: Edge) -> bool:
        """Whether an edge leads from a transition to the illocution that it anchors, as in AIF."""
        pair = tuple(
            self._rows.relations[name]["kind"]
            for name in (edge.source, edge.target)
            if name in self._rows.junctions
        )
        return pair == (RelationKind.TRANSITION, RelationKind.ILLOCUTION)

    def _add(self, edge: Edge, relation: str, side: str, end: str) -> None:
        self._rows.relations[relation][side].append(end)
        notice_arrows(edge, self._rows.noticed, is_end=True)
        stated: dict[str, Any] = {
            **edge.further,
            **edge.attributes,
            **({"label": edge.label} if edge.label else {}),
        }
        about = {name: value for name, value in stated.items() if name not in _OURS and value != ""}
        if about:
            self._about.setdefault(relation, []).append({side.removesuffix("s"): end, **about})


def notice_arrows(edge: Edge, noticed: Noticed, *, is_end: bool = False) -> None:
    """Notice an edge that is drawn with other arrows than one at its second node."""
    if edge.arrows is Arrows.BACKWARD:
        message = "edges drawn with an arrow at their first node alone are read from their second node to their first"
        noticed.add("edge-reversed", "warning", message, edge.line)
    elif edge.arrows is Arrows.BOTH and not is_end:
        message = "edges drawn with arrows at both ends are read as going both ways"
        noticed.add("edge-both-ways", "info", message, edge.line)
    elif edge.arrows is Arrows.NONE and not is_end:
        message = "edges drawn without an arrow are read from their first node to their second"
        noticed.add("edge-without-arrow", "warning", message, edge.line)
