"""A tree of cards spread over the page: the thesis left, reasons right of what they bear on, in the document's order.

Each card is on a level with the first of its reasons. What aims at a row of a card, or at its line, is below all that
is right of it, where the rail on its left leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, frozen

from argmap.rendering.cards.setting import set_card
from argmap.rendering.placing.arranging import framed
from argmap.rendering.placing.columns import BETWEEN, GAP, TREES
from argmap.rendering.placing.hanging import hanging_of
from argmap.rendering.placing.mentions import mentions_of
from argmap.rendering.placing.placement import Placed, Placement
from argmap.rendering.placing.rails import Frame, lines_of
from argmap.rendering.placing.sheet import Arrangement, Sheet, legible
from argmap.rendering.placing.tree import steps_of, tree_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.rendering.cards.scene import Cards
    from argmap.rendering.cards.setting import SetCard
    from argmap.rendering.placing.hanging import Hanging
    from argmap.rendering.placing.tree import Tree
    from argmap.rendering.relating import Mention
    from argmap.rendering.style import Orientation, Style

WIDTHS: Final = (190, 150, 170, 215, 240)
"""Widths of cards, in the order in which they are tried."""

STRAY: Final = 0.2
"""Relations that a tree cannot show, in parts of all: with more of them, a drawing of all lines says more."""

LOOSE: Final = 1 / 3
"""Trees, in parts of the cards: more of them, one below the other, would leave the page empty at the right."""

WIDER: Final = 7
"""Room more than in columns between a card and its reasons, for heads that lie on their side."""

_OTHER: Final = 2000.0  # what another width than the first costs


@frozen
class _Way:
    """Cards of a width, where they are, and what that is worth."""

    hanging: Hanging
    cards: tuple[Placed, ...]
    size: tuple[float, float]
    orientation: Orientation
    scale: float
    merit: float


def spread_of(scene: Cards, style: Style, least: float, *, strays: bool = False) -> Arrangement | None:
    """A near-tree spread over the page, in the width of cards that leaves the text largest; None of other scenes.

    With ``strays``, of any scene with cards: what a tree cannot show is said in rows.
    """
    steps = steps_of(scene)
    tree = tree_of(scene, steps)
    drawn = {branch.step.relation for branch in tree.branch.values()}
    loose = len(tree.roots) > 1 + LOOSE * len(scene.shapes)
    stray = loose or len(steps) - len(drawn) > STRAY * len(steps)
    if not scene.shapes or (stray and not strays):
        return None
    mentions = mentions_of(scene, steps, tree)
    return legible(lambda small: _spread(scene, style, tree, mentions, small), style.size, least)


def _spread(
    scene: Cards, style: Style, tree: Tree, mentions: Mapping[str, Sequence[Mention]], small: int
) -> Arrangement:
    sheet = Sheet(scene, style, small)
    widths: Sequence[int] = WIDTHS
    if style.card_width is not None:
        widths = (round(style.card_width / sheet.unit),)
    ways = [
        _way(_set(scene, style, mentions, w, small), hanging_of(tree, spread=w + WIDER), sheet)
        for w in widths
    ]
    best = max(ways, key=lambda way: way.merit)
    title, legend = sheet.around(best.size[0])
    cards = tuple(Placed(at.card, at.x, at.y + title.height) for at in best.cards)
    hanging = best.hanging
    runs = (*(rail.x for rail in hanging.rails), *hanging.brackets.values(), *hanging.joints.values())
    lines, dots = lines_of(Frame(hanging, cards, (0,), ({x: x for x in runs},), (0.0,), (0.0,)))
    block = Placement(*best.size, cards, (), dots, lines)
    placement = framed(title, [block], legend, best.size)
    return Arrangement(placement, best.orientation, best.scale, small)


def _set(
    scene: Cards, style: Style, mentions: Mapping[str, Sequence[Mention]], width: int, small: int
) -> dict[str, SetCard]:
    return {
        card.node: set_card(card, mentions.get(card.node, ()), width, style, compact=False, small=small)
        for card in scene.shapes
    }


def _way(shapes: Mapping[str, SetCard], hanging: Hanging, sheet: Sheet) -> _Way:
    cards = [shapes[node] for node in hanging.nodes]
    places = _places(hanging, cards)
    placed = tuple(Placed(card, *place) for card, place in zip(cards, places, strict=True))
    width = cards[0].width
    size = (max(at.x for at in placed) + width, max(at.y + at.card.height for at in placed))
    orientation, scale, worth = sheet.fit(*size)
    return _Way(hanging, placed, size, orientation, scale, worth * (1 - abs(width - WIDTHS[0]) / _OTHER))


@define
class _Open:
    """A card to which more may hang: its position, how far down what is right of it reaches, and how far all of it."""

    n: int
    low: float
    right: float | None = None


def _places(hanging: Hanging, cards: Sequence[SetCard]) -> list[tuple[float, float]]:
    """Where each card begins. Single cards stand next to each other, as far as the trees reach."""
    tops: list[float] = []
    lefts = [*hanging.lefts]
    path: list[_Open] = []
    low = -TREES  # how far all trees so far reach
    step = cards[0].width + BETWEEN
    reach = max(lefts) + cards[0].width
    for n, above in enumerate(hanging.above):
        while path and path[-1].n != above:
            done = path.pop()
            if not path:
                low = max(low, done.low)
                continue
            holder = path[-1]
            holder.low = max(holder.low, done.low)
            if hanging.lefts[done.n] > hanging.lefts[holder.n]:
                holder.right = done.low
        if not path:
            top = low + TREES
            if n and _single(hanging, n) and _single(hanging, n - 1):
                left = lefts[n - 1] + step
                if left + cards[n].width <= reach:
                    lefts[n], top = left, tops[-1]
        elif hanging.lefts[n] > hanging.lefts[above]:
            right = path[-1].right
            top = tops[above] if right is None else right + GAP
        else:
            top = path[-1].low + GAP
        tops.append(top)
        path.append(_Open(n, top + cards[n].height))
    return list(zip(lefts, tops, strict=True))


def _single(hanging: Hanging, n: int) -> bool:
    """Whether a card hangs from nothing, and nothing from it."""
    return hanging.above[n] < 0 and (n + 1 == len(hanging.above) or hanging.above[n + 1] < 0)
