"""The text of a node of other programs: an attribute that holds words for people, or the words drawn in it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from argmap.serializers.common.property_graph.graph import written
from argmap.serializers.common.relation_words import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping

_TEXTS: Final = (
    *("text", "full text", "claim text", "statement", "proposition", "sentence"),
    *("label", "node label", "vertex label", "view label", "name", "shared name", "display name", "caption"),
    *("claim", "label v", "content", "body", "description", "desc", "value"),
)
_RANKS: Final = {folded(name): rank for rank, name in enumerate(_TEXTS)}
_LABEL: Final = _RANKS["label"]
DRAWN: Final = ""  # stands for the words drawn in a node


def is_text(name: str) -> bool:
    """Whether an attribute of this name is the text of a node that has no other."""
    return _rank(name) is not None


@lru_cache(maxsize=1000)
def _rank(name: str) -> int | None:
    return _RANKS.get(folded(name))


def text_of(
    attributes: Mapping[str, Any],
    label: str,
    names: Collection[str],
    defaults: Container[str] = (),
) -> tuple[str, str | None]:
    """The text of a node, and the name of the attribute that holds it; ``DRAWN`` if it is its label, None if none.

    Words that only repeat a name of the node count last but one, and those that it has by default last.

    Args:
        attributes: The attributes of the node that are not fields.
        label: The words drawn in it.
        names: Its name in the document, and its id.
        defaults: The names of attributes that it has by default.

    >>> text_of({"name": "n1", "Shared_Name": "Rents rose."}, "", ["n1"])
    ('Rents rose.', 'Shared_Name')
    """
    found = [
        (name in defaults, rank, name, written(value))
        for name, value in attributes.items()
        if isinstance(value, (str, int, float))
        and not isinstance(value, bool)
        and (rank := _rank(name)) is not None
    ]
    ranked = sorted([*found, *([(False, _LABEL, DRAWN, label)] if label else [])])
    there = [
        (is_default or text in names, name, text) for is_default, _, name, text in ranked if text.strip()
    ]
    best = next((each for each in there if not each[0]), None) or next(iter(there), None)
    return (best[2], best[1]) if best else ("", None)
