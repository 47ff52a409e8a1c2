"""How much room elements take on a page, roughly: in the end what is drawn decides.

Areas are in squares of the size of a claim's text, so that they hold for every size.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from attrs import frozen

from argmap.model import Evidence
from argmap.rendering.excerpt import brief
from argmap.rendering.text.metrics import text_width
from argmap.words import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap

_CARD: Final = 20.0  # width of a card with the room beside it
_TEXT: Final = 16.0  # what words fill of it
_LINE: Final = 1.2
_HEADER: Final = 3.6  # height of a header, and of the room between two cards
_CHIP: Final = 2.2
_ROW: Final = 0.8
_MENTION: Final = 0.4  # of one among several in a row
_SMALL: Final = 0.85


@frozen
class Rooms:
    """By id, the room that an element takes in full, and where it is only named."""

    full: Mapping[str, float]
    named: Mapping[str, float]

    @classmethod
    def of(cls, m: ArgumentMap, above: Mapping[str, str]) -> Rooms:
        """Those of the elements of a map; what bears on what but for its place ``above`` is said in rows of cards."""
        full, named = {}, {}
        for n in m.nodes:
            text = text_of(n)
            as_card = _HEADER + _height(text)
            full[n.id] = _CARD * (_ROW + _height(text, _SMALL) if isinstance(n, Evidence) else as_card)
            named[n.id] = _CARD * (_HEADER + _height(brief(text)) + _CHIP)
        for r in m.relations:
            ends = {*r.sources, *r.targets}
            for i in ends & full.keys():
                if above.get(i) not in ends and not any(above.get(other) == i for other in ends):
                    full[i] += _CARD * _MENTION
        return cls(full, named)


def _height(text: str, size: float = 1.0) -> float:
    return math.ceil(max(text_width(text, size), 1.0) / _TEXT) * _LINE * size
