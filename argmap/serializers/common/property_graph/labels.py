"""The text of a node of other programs: an attribute that holds words for people, or the words drawn in it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from argmap.serializers.common.property_graph.graph import written
from argmap.serializers.common.relation_words import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXTS: Final = (
    *("text", "label", "name", "shared name", "caption", "label v"),
    *("content", "description", "desc", "value"),
)
_RANKS: Final = {folded(name): rank for rank, name in enumerate(_TEXTS)}
DRAWN: Final = ""  # stands for the words drawn in a node


def is_text(name: str) -> bool:
    """Whether an attribute of this name is the text of a node that has no other."""
    return _rank(name) is not None


@lru_cache(maxsize=1000)
def _rank(name: str) -> int | None:
    return _RANKS.get(folded(name))


def text_of(attributes: Mapping[str, Any], label: str, node: str) -> tuple[str, str | None]:
    """The text of a node, and the name of the attribute that holds it; ``DRAWN`` if it is its label, None if none.

    Words that only repeat the name of the node count last.

    Args:
        attributes: The attributes of the node that are not fields.
        label: The words drawn in it.
        node: Its name in the document.

    >>> text_of({"name": "n1", "Shared_Name": "Rents rose."}, "", "n1")
    ('Rents rose.', 'Shared_Name')
    """
    found = [
        (rank, name, written(value))
        for name, value in attributes.items()
        if isinstance(value, (str, int, float)) and (rank := _rank(name)) is not None
    ]
    ranked = sorted([*found, *([(1, DRAWN, label)] if label else [])])
    there = [(name, text) for _, name, text in ranked if text.strip()]
    best = next(((name, text) for name, text in there if text != node), None) or next(iter(there), None)
    return (best[1], best[0]) if best else ("", None)
