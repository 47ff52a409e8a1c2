"""Cards that no line leads to or from, in columns next to the others: in one row they would be too wide."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argmap.rendering.cards.scene import Cards


def columns(scene: Cards) -> list[list[str]]:
    """The nodes of the cards that are alone, in columns as deep as the deepest part of the picture.

    Cards in boxes are left where they are.
    """
    joined = {end.node for line in scene.lines for end in (line.start, line.end)}
    boxed = {node for box in scene.boxes for node in box.nodes}
    alone = [card.node for card in scene.shapes if card.node not in joined and card.node not in boxed]
    deep = max(scene.ranks, math.isqrt(max(len(alone) - 1, 0)) + 1)
    return [alone[n : n + deep] for n in range(0, len(alone), deep)]
