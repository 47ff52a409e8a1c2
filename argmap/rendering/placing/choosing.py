"""The columns that leave the text largest on the page: card widths and numbers of columns are tried, all by arithmetic."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from argmap.rendering.looks import GREY
from argmap.rendering.placing.columns import BETWEEN, CONTINUED, STUB, breaks, filled, flow_of, shortest
from argmap.rendering.placing.framing import legend_of, title_of
from argmap.rendering.placing.hanging import hanging_of
from argmap.rendering.placing.mentions import mentions_of
from argmap.rendering.placing.placement import Placed, Placement, Words
from argmap.rendering.placing.rails import Frame, lines_of, touching
from argmap.rendering.placing.setting import LEADING, MAIN, SMALL, Run, set_card
from argmap.rendering.placing.tree import steps_of, tree_of
from argmap.rendering.style import Orientation
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from argmap.rendering.cards.scene import Cards
    from argmap.rendering.placing.columns import Flow
    from argmap.rendering.placing.framing import Framed
    from argmap.rendering.placing.hanging import Hanging
    from argmap.rendering.placing.placement import Drawn, Point
    from argmap.rendering.placing.setting import Mention, SetCard
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
class Way:
    """One way to set a scene in columns.

    Attributes:
        cards: The cards in the order of reading, set at a width.
        columns: How many columns there may be.
        height: How high those are at least.
        dear: Its price, as a factor of its merit.
    """

    hanging: Hanging = field(repr=False)
    cards: tuple[SetCard, ...] = field(repr=False)
    flow: Flow = field(repr=False)
    columns: int
    height: float
    dear: float

    @property
    def width(self) -> int:
        """Of every card."""
        return self.cards[0].width if self.cards else 0


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
        widths = WIDTHS[:_FEW] if many else WIDTHS
        if self.style.card_width is not None:
            widths = (round(self.style.card_width / self.unit),)
        hangings = [hanging_of(self.tree, stacked=stacked) for stacked in (False, True)]
        for width, compact in product(widths, (True,) if many else (False, True)):
            cards = {
                node: set_card(card, self.mentions.get(node, ()), width, self.style, compact=compact)
                for node, card in shapes.items()
            }
            for stacked, hanging in enumerate(hangings):
                in_order = tuple(cards[node] for node in hanging.nodes)
                flow = flow_of(hanging, [card.height for card in in_order])
                dear = (_STACKED if stacked else 1) * (_COMPACT if compact else 1)
                for columns in range(1, min(MOST, max(len(in_order), 1)) + 1):
                    yield Way(hanging, in_order, flow, columns, shortest(flow, columns), dear)

    def _broken(self, way: Way, firsts: Sequence[int]) -> Broken:
        flow = way.flow
        cut = sum(flow.open[n] for n in firsts[1:])
        torn = sum(flow.torn[n] for n in firsts[1:])
        wide, high = self._size(way, firsts)
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

    def _size(self, way: Way, firsts: Sequence[int]) -> tuple[float, float]:
        flow = way.flow
        wide = sum(right - left for left, right in _extents(way, firsts)) + BETWEEN * (len(firsts) - 1)
        afters = (*firsts[1:], len(flow.tops))
        high = max((flow.high(a, b) for a, b in zip(firsts, afters, strict=True)), default=0.0)
        title, legend = self._framed(wide)
        return max(wide, 150) + 6, title.height + high + legend.height + 6

    def _framed(self, wide: float) -> tuple[Framed, Framed]:
        found = self._frames.get(round(wide))
        if found is None:
            style, scene = self.style, self.scene
            title = title_of(scene.title if style.title else "", wide)
            legend = legend_of(scene.legend, wide, style.tone(GREY)) if style.legend else title_of("", wide)
            found = self._frames[round(wide)] = (title, legend)
        return found

    @property
    def _frames(self) -> dict[int, tuple[Framed, Framed]]:
        return self.__dict__.setdefault("frames", {})

    def placed(self, broken: Broken) -> Placement:
        """The placement of a way."""
        way, firsts = broken.way, broken.firsts
        hanging, flow = way.hanging, way.flow
        extents = _extents(way, firsts)
        wide = sum(right - left for left, right in extents) + BETWEEN * (len(firsts) - 1)
        title, legend = self._framed(wide)
        afters = (*firsts[1:], len(flow.tops))
        cards: list[Placed] = []
        shifts, above, below, words = [], [], [], []
        x = 0.0
        for (left, right), first, after in zip(extents, firsts, afters, strict=True):
            y = title.height
            shifts.append(x - left)
            above.append(y + CONTINUED - 5)
            if first and flow.open[first]:
                words.append(_continued(way, first, (x, y), right - left, self.style.tone(GREY)))
                y += CONTINUED
            for n in range(first, after):
                top = y + flow.tops[n] - flow.tops[first]
                cards.append(Placed(way.cards[n], hanging.lefts[n] + x - left, top))
            below.append(cards[-1].y + cards[-1].card.height + STUB)
            x += right - left + BETWEEN
        frame = Frame(hanging, tuple(cards), firsts, tuple(shifts), tuple(above), tuple(below))
        lines, dots = lines_of(frame)
        foot = title.height + max(flow.high(a, b) for a, b in zip(firsts, afters, strict=True))
        return Placement(
            width=wide,
            height=foot + legend.height,
            cards=tuple(cards),
            words=(*title.words, *words, *(evolve(w, y=w.y + foot) for w in legend.words)),
            dots=dots,
            lines=(*lines, *(_moved(line, foot) for line in legend.lines)),
        )


def _moved(line: Drawn, foot: float) -> Drawn:
    return evolve(line, paths=tuple(tuple((x, y + foot) for x, y in path) for path in line.paths))


def _extents(way: Way, firsts: Sequence[int]) -> list[tuple[float, float]]:
    """By column, from where to where it reaches."""
    hanging, width = way.hanging, way.width
    afters = (*firsts[1:], len(hanging.nodes))
    found = []
    for first, after, rails in zip(firsts, afters, touching(hanging, firsts), strict=True):
        lefts = hanging.lefts[first:after]
        found.append((min((*lefts, *(rail.x - 3 for rail in rails)), default=0.0), max(lefts, default=0.0) + width))
    return found


def _continued(way: Way, first: int, corner: Point, width: float, grey: str) -> Words:
    """The strip on top of a column that says whose cards go on there."""
    owners = sorted({rail.owner for rail in way.hanging.rails if rail.owner < first <= rail.last})
    ids = " › ".join(way.cards[n].card.id for n in owners)
    (line, *_) = wrap(f"{ids}, continued", width, SMALL, max_lines=1).lines
    return Words("continued", ((Run(line, SMALL, italic=True, color=grey),),), *corner, width, LEADING[SMALL])
