"""Cards that no line leads to or from, in columns beside the rest; in one row they would make any picture too wide."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argmap.rendering.cards.scene import Picture


def stacks(p: Picture) -> list[list[str]]:
    """The nodes of the cards that stand alone, in columns as deep as the deepest part of the picture.

    Cards in boxes of their own are left where they are.
    """
    joined = {node for line in p.lines for node in (line.start[0], line.end[0])}
    boxed = {node for group in p.groups for node in group.nodes}
    alone = [card.node for card in p.cards if card.node not in joined and card.node not in boxed]
    deep = max(p.ranks, math.isqrt(max(len(alone) - 1, 0)) + 1)
    return [alone[n : n + deep] for n in range(0, len(alone), deep)]
