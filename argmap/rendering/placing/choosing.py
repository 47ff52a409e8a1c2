"""The columns that leave the text largest on the page: card widths and numbers of columns are tried, by arithmetic."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from attrs import frozen

from argmap.rendering.cards.setting import MAIN, set_card
from argmap.rendering.placing.arranging import Way, block_of, framed, height_of, width_of, widths
from argmap.rendering.placing.columns import breaks, filled, flow_of, shortest
from argmap.rendering.placing.framing import nothing
from argmap.rendering.placing.hanging import hanging_of
from argmap.rendering.placing.mentions import mentions_of
from argmap.rendering.placing.sections import headings_of
from argmap.rendering.placing.sheet import Arrangement, Sheet, legible
from argmap.rendering.placing.tree import steps_of, tree_of
from argmap.rendering.style import Orientation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from argmap.rendering.cards.scene import Cards
    from argmap.rendering.cards.setting import SetCard
    from argmap.rendering.placing.placement import Placement
    from argmap.rendering.relating import Mention
    from argmap.rendering.style import Style

WIDTHS: Final = (190, 140, 170, 215, 250, 130, 150, 160, 180, 200, 230)
"""Widths of cards, in the order in which they are tried."""

MOST: Final = 8
"""Columns at most."""

MANY: Final = 100
"""Of more cards than these only a few widths are tried, and none with headers: no page has room for them."""

REFINED: Final = 6
"""Ways whose columns are broken with care, the best ones if columns are just filled."""

CAREFUL: Final = 300
"""Of more cards than these, columns are not broken with care, which takes the square of their number."""

SLACK: Final = 1.02
"""How much higher columns may be for better breaks."""

_FEW: Final = 4  # widths of many cards
_STACKED: Final = 0.97  # what these cost, in parts of the size of the text
_COMPACT: Final = 0.94
_CUT: Final = 0.998
_TORN: Final = 0.97
_OTHER: Final = 5000.0


@frozen
class Broken:
    """A way with the first cards of its columns, the page that it fits best, its scale there, and its merit."""

    way: Way
    firsts: tuple[int, ...]
    orientation: Orientation
    scale: float
    merit: float


def columns_of(scene: Cards, style: Style, least: float) -> Arrangement:
    """The scene in the columns that fit the style's page best; smaller text has this size at least if it can."""
    if not scene.shapes:
        return Arrangement(nothing(scene.title if style.title else ""), Orientation.PORTRAIT, 1.0, MAIN)

    def with_size(small: int) -> Arrangement:
        search = _Search(scene, style, small)
        best = search.best()
        return Arrangement(search.placed(best), best.orientation, best.scale, small)

    return legible(with_size, style.size, least)


def settings(
    scene: Cards, mentions: Mapping[str, Sequence[Mention]], sheet: Sheet, style: Style
) -> Iterator[tuple[dict[str, SetCard], float]]:
    """The cards of a scene in all widths and forms that are tried, and what the form costs."""
    many = len(scene.shapes) > MANY
    widths: Sequence[int] = WIDTHS[:_FEW] if many else WIDTHS
    if style.card_width is not None:
        widths = (round(style.card_width / sheet.unit),)
    for width, compact in product(widths, (True,) if many else (False, True)):
        cards = {
            card.node: set_card(
                card, mentions.get(card.node, ()), width, style, compact=compact, small=sheet.small
            )
            for card in scene.shapes
        }
        yield cards, (_COMPACT if compact else 1) * (1 - abs(width - WIDTHS[0]) / _OTHER)


def dear(way: Way, firsts: Sequence[int]) -> float:
    """What the breaks of columns cost, and an indentation that is left out, as a factor."""
    cut = sum(way.flow.open[n] for n in firsts[1:])
    torn = sum(way.flow.torn[n] for n in firsts[1:])
    stacked = any(rail.stacked for rail in way.hanging.rails)
    return _CUT**cut * _TORN**torn * (_STACKED if stacked else 1)


class _Search:
    """The ways to set one scene, with what is the same for all of them."""

    def __init__(self, scene: Cards, style: Style, small: int) -> None:
        self.scene = scene
        self.style = style
        steps = steps_of(scene)
        self.tree = tree_of(scene, steps)
        self.mentions = mentions_of(scene, steps, self.tree)
        self.sheet = Sheet(scene, style, small)

    def best(self) -> Broken:
        """The best way: ways are compared with columns that are just filled, and the best ones broken with care."""
        found = [self._broken(way, filled(way.flow, way.height, way.columns)) for way in self._ways()]
        found.sort(key=lambda broken: -broken.merit)
        if len(self.scene.shapes) > CAREFUL:
            return found[0]
        careful = (
            self._broken(way, breaks(way.flow, way.columns, way.height * SLACK))
            for way in (broken.way for broken in found[:REFINED])
        )
        return max(careful, key=lambda broken: broken.merit)

    def _ways(self) -> Iterator[Way]:
        hangings = [hanging_of(self.tree, stacked=stacked) for stacked in (False, True)]
        headings = headings_of(self.scene.boxes, hangings[0].nodes, self.sheet.small)
        small = self.sheet.small
        for cards, price in settings(self.scene, self.mentions, self.sheet, self.style):
            for hanging in hangings:
                in_order = tuple(cards[node] for node in hanging.nodes)
                pairs = zip(in_order, headings, strict=True)
                flow = flow_of(hanging, [card.height + heading.height for card, heading in pairs])
                for columns in range(1, min(MOST, max(len(in_order), 1)) + 1):
                    yield Way(
                        hanging, in_order, flow, headings, columns, shortest(flow, columns), price, small
                    )

    def _broken(self, way: Way, firsts: Sequence[int]) -> Broken:
        orientation, scale, worth = self.sheet.fit(width_of(widths(way, firsts)), height_of(way, firsts))
        return Broken(way, tuple(firsts), orientation, scale, round(worth * way.price * dear(way, firsts), 5))

    def placed(self, broken: Broken) -> Placement:
        """The placement of a way."""
        way, firsts = broken.way, broken.firsts
        size = (width_of(widths(way, firsts)), height_of(way, firsts))
        title, legend = self.sheet.around(size[0])
        block = block_of(way, firsts, (0.0, title.height), self.sheet.grey)
        return framed(title, [block], legend, size)
