"""Which kind of relation an edge is, by what it says itself: its attributes, the words drawn at it, its colour."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from argmap.messages import shown
from argmap.serializers.common.relation_words import folded, meaning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import RelationKind
    from argmap.serializers.common.property_graph.foreign import Noticed
    from argmap.serializers.common.property_graph.graph import Edge

# Attributes that say of what kind an edge is, the first that says a known one counts.
NAMES: Final = (
    *("kind", "type", "relation", "relation type", "relationship", "relationship type", "edge type"),
    *("relationtype", "edgetype", "rel", "rel type", "predicate", "stance", "polarity"),
    *("interaction", "shared interaction", "interaction type", "label", "edge label", "label e", "labels"),
)
_RANKS: Final = {name: rank for rank, name in enumerate(NAMES)}
_DRAWN: Final = "the words drawn at it"


@frozen
class Saying:
    """What an edge says of its kind.

    Attributes:
        kind: The kind, or None if it says none that is known.
        reversed: Whether it goes from its second node to its first: "attacked by".
        spent: The attributes that say no more than the kind.
        kept: The attributes that say it in words of their own, or say something else.
        label_spent: Whether the words drawn at it say no more than the kind.
        unknown: What it says if no kind is known by that name, or "".
        words: The words that were understood, or "".
    """

    kind: RelationKind | None = None
    reversed: bool = False
    spent: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    label_spent: bool = False
    unknown: str = ""
    words: str = ""
    others: tuple[str, ...] = ()

    def report(self, noticed: Noticed, edge: Edge, kind: str) -> None:
        """Report what is odd about an edge that is read as a kind."""
        if self.reversed:
            message = f"edges that say {shown(self.words)} are read as {kind}, from their second node to their first"
            noticed.add("edge-reversed", "info", message, edge.line)
        if self.kind is None and self.unknown:
            message = f"edges that say {shown(self.unknown)} are read as {kind}, and the words are in data"
            noticed.add("edge-kind-given", "info", message, edge.line)
        for other in self.others:
            message = f"edges that say {shown(self.words)} and {shown(other)} are read as {kind}"
            noticed.add("edge-kinds-differ", "warning", message, edge.line)
        if self.kind is not None and not self.words:
            message = f"lines in the colour in which Argdown draws {kind} are read as that"
            noticed.add("edge-kind-by-colour", "info", message, edge.line)


def saying(edge: Edge, words: Mapping[str, RelationKind]) -> Saying:
    """What an edge says of its kind, with further words that a caller knows."""
    said: list[tuple[str, str]] = candidates(edge.attributes)
    if edge.label:
        said.append((_DRAWN, edge.label))
    meanings = [(name, text, meaning(text, words)) for name, text in said]
    found = next(((text, m) for _, text, m in meanings if m is not None), None)
    unknown = next((text for name, text, m in meanings if m is None), "")
    if found is None:
        return Saying(edge.drawn_as, unknown=unknown)
    text, first = found
    spent = [n for n, _, m in meanings if m is not None and m.plain and m[:2] == first[:2]]
    others = [t for _, t, m in meanings if m is not None and m[:2] != first[:2]]
    return Saying(
        first.kind,
        reversed=first.reversed,
        spent=tuple(name for name in spent if name != _DRAWN),
        kept=tuple(n for n, _, m in meanings if n not in spent and n != _DRAWN),
        label_spent=_DRAWN in spent,
        unknown=unknown,
        words=text,
        others=tuple(others),
    )


def says_kind(name: str) -> bool:
    """Whether an attribute of this name may say of what kind an edge is."""
    return _rank(name) is not None


@lru_cache(maxsize=1000)
def _rank(name: str) -> int | None:
    return _RANKS.get(folded(name))


def candidates(attributes: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The attributes that may say of what kind an edge is, those first that count first."""
    found = [
        (rank, name, value)
        for name, value in attributes.items()
        if (rank := _rank(name)) is not None and isinstance(value, str) and value.strip()
    ]
    return [(name, value) for _, name, value in sorted(found)]
