"""The columns that leave the text largest on the page: card widths and numbers of columns are tried, by arithmetic."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from argmap.rendering.looks import GREY
from argmap.rendering.placing.arranging import Way, arranged, size_of, width_of
from argmap.rendering.placing.columns import breaks, filled, flow_of, shortest
from argmap.rendering.placing.framing import Framed, legend_of, nothing, title_of
from argmap.rendering.placing.hanging import hanging_of
from argmap.rendering.placing.mentions import mentions_of
from argmap.rendering.placing.sections import headings_of
from argmap.rendering.placing.setting import MAIN, set_card
from argmap.rendering.placing.tree import steps_of, tree_of
from argmap.rendering.style import Orientation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from argmap.rendering.cards.scene import Cards
    from argmap.rendering.placing.placement import Placement
    from argmap.rendering.placing.setting import Mention
    from argmap.rendering.style import Style

WIDTHS: Final = (190, 140, 170, 215, 250, 130, 150, 160, 180, 200, 230)
"""Widths of cards, in the order in which they are tried."""

MOST: Final = 8
"""Columns at most."""

MANY: Final = 100
"""Of more cards than these only a few widths are tried, and none with headers: no page has room for them."""

REFINED: Final = 6
"""Ways whose columns are broken with care, the best ones if columns are just filled."""

_FEW: Final = 4  # widths of many cards
_SLACK: Final = 1.02  # how much higher columns may be for better breaks
_STACKED: Final = 0.97  # what these cost, in parts of the size of the text
_COMPACT: Final = 0.94
_CUT: Final = 0.998
_TORN: Final = 0.97
_OTHER: Final = 5000.0
_ON_SCREEN: Final = 1.3  # width to height where there is no page


@frozen
class Broken:
    """A way with the first cards of its columns, the page that it fits best, its scale there, and its merit."""

    way: Way
    firsts: tuple[int, ...]
    orientation: Orientation
    scale: float
    merit: float


@frozen
class Columns:
    """Cards of a map in columns, placed on their page.

    Attributes:
        scale: By how much the placement must shrink to fit the page.
    """

    placement: Placement = field(repr=False)
    orientation: Orientation
    scale: float


def columns_of(scene: Cards, style: Style) -> Columns:
    """The scene in the columns that fit the style's page best."""
    if not scene.shapes:
        return Columns(nothing(scene.title if style.title else ""), Orientation.PORTRAIT, 1.0)
    search = _Search(scene, style)
    best = search.best()
    return Columns(search.placed(best), best.orientation, best.scale)


class _Search:
    """The ways to set one scene, with what is the same for all of them."""

    def __init__(self, scene: Cards, style: Style) -> None:
        self.scene = scene
        self.style = style
        steps = steps_of(scene)
        self.tree = tree_of(scene, steps)
        self.mentions: Mapping[str, Sequence[Mention]] = mentions_of(scene, steps, self.tree)
        self.unit = style.size / MAIN
        self.frames: dict[int, tuple[Framed, Framed]] = {}

    def best(self) -> Broken:
        """The best way: ways are compared with columns that are just filled, and the best ones broken with care."""
        found = [self._broken(way, filled(way.flow, way.height, way.columns)) for way in self._ways()]
        found.sort(key=lambda broken: -broken.merit)
        careful = (
            self._broken(way, breaks(way.flow, way.columns, way.height * _SLACK))
            for way in (broken.way for broken in found[:REFINED])
        )
        return max(careful, key=lambda broken: broken.merit)

    def _ways(self) -> Iterator[Way]:
        shapes = {card.node: card for card in self.scene.shapes}
        many = len(shapes) > MANY
        widths: Sequence[int] = WIDTHS[:_FEW] if many else WIDTHS
        if self.style.card_width is not None:
            widths = (round(self.style.card_width / self.unit),)
        hangings = [hanging_of(self.tree, stacked=stacked) for stacked in (False, True)]
        headings = headings_of(self.scene.boxes, hangings[0].nodes)
        for width, compact in product(widths, (True,) if many else (False, True)):
            cards = {
                node: set_card(card, self.mentions.get(node, ()), width, self.style, compact=compact)
                for node, card in shapes.items()
            }
            for stacked, hanging in enumerate(hangings):
                in_order = tuple(cards[node] for node in hanging.nodes)
                high = [
                    card.height + heading.height for card, heading in zip(in_order, headings, strict=True)
                ]
                flow = flow_of(hanging, high)
                dear = (_STACKED if stacked else 1) * (_COMPACT if compact else 1)
                for columns in range(1, min(MOST, max(len(in_order), 1)) + 1):
                    yield Way(hanging, in_order, flow, headings, columns, shortest(flow, columns), dear)

    def _broken(self, way: Way, firsts: Sequence[int]) -> Broken:
        flow = way.flow
        cut = sum(flow.open[n] for n in firsts[1:])
        torn = sum(flow.torn[n] for n in firsts[1:])
        wide, high = size_of(way, firsts, *self._frames(way, firsts))
        scales = {o: self._scale(wide, high, o) for o in self._orientations()}
        orientation = max(scales, key=lambda o: scales[o])
        scale = scales[orientation]
        merit = scale * way.dear * _CUT**cut * _TORN**torn * (1 - abs(way.width - WIDTHS[0]) / _OTHER)
        if self.style.page is None:
            merit /= 1 + abs(wide / high / _ON_SCREEN - 1)
        return Broken(way, tuple(firsts), orientation, scale, round(merit, 5))

    def _orientations(self) -> Iterable[Orientation]:
        if self.style.orientation is not Orientation.AUTO:
            return (self.style.orientation,)
        return (Orientation.PORTRAIT, Orientation.LANDSCAPE)

    def _scale(self, wide: float, high: float, orientation: Orientation) -> float:
        if self.style.page is None:
            return 1.0
        room = self.style.page.room(orientation)
        return min(1.0, room[0] / (wide * self.unit), room[1] / (high * self.unit))

    def _frames(self, way: Way, firsts: Sequence[int]) -> tuple[Framed, Framed]:
        """The title and the legend as wide as the columns."""
        wide = round(width_of(way, firsts))
        found = self.frames.get(wide)
        if found is None:
            style, scene = self.style, self.scene
            title = title_of(scene.title if style.title else "", wide)
            legend = legend_of(scene.legend, wide, style.tone(GREY)) if style.legend else Framed()
            found = self.frames[wide] = (title, legend)
        return found

    def placed(self, broken: Broken) -> Placement:
        """The placement of a way."""
        way, firsts = broken.way, broken.firsts
        return arranged(way, firsts, *self._frames(way, firsts), self.style.tone(GREY))
