"""Cards in columns as a placement: where each card is, what is above, between and below them, and the whole size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from argmap.rendering.placing.columns import BETWEEN, CONTINUED, STUB
from argmap.rendering.placing.framing import MARGIN
from argmap.rendering.placing.placement import Placed, Placement, Words
from argmap.rendering.placing.rails import Frame, lines_of, touching
from argmap.rendering.placing.sections import ROOM, bars_of
from argmap.rendering.placing.setting import LEADING, SMALL, Run, called
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.rendering.placing.columns import Flow
    from argmap.rendering.placing.framing import Framed
    from argmap.rendering.placing.hanging import Hanging
    from argmap.rendering.placing.placement import Drawn, Point
    from argmap.rendering.placing.sections import Headings
    from argmap.rendering.placing.setting import SetCard

_STROKE: Final = 3.0  # half of what a rail and its head are wide


@frozen
class Way:
    """One way to set a scene in columns.

    Attributes:
        cards: The cards in the order of reading, set at a width.
        headings: What is above cards where a section begins.
        columns: How many columns there may be.
        height: How high those are at least.
        dear: Its price, as a factor of its merit.
    """

    hanging: Hanging = field(repr=False)
    cards: tuple[SetCard, ...] = field(repr=False)
    flow: Flow = field(repr=False)
    headings: Headings = field(repr=False)
    columns: int
    height: float
    dear: float

    @property
    def width(self) -> int:
        """Of every card."""
        return self.cards[0].width if self.cards else 0


def extents(way: Way, firsts: Sequence[int]) -> list[tuple[float, float]]:
    """By column, from where to where it reaches."""
    hanging, beside = way.hanging, way.width + (ROOM if any(way.headings) else 0)
    found = []
    for first, after, rails in zip(firsts, afters(way, firsts), touching(hanging, firsts), strict=True):
        lefts = hanging.lefts[first:after]
        found.append((min((*lefts, *(rail.x - _STROKE for rail in rails))), max(lefts) + beside))
    return found


def afters(way: Way, firsts: Sequence[int]) -> tuple[int, ...]:
    """The positions after the last cards of columns."""
    return (*firsts[1:], len(way.cards))


def width_of(way: Way, firsts: Sequence[int]) -> float:
    """How wide the columns are together."""
    return sum(right - left for left, right in extents(way, firsts)) + BETWEEN * (len(firsts) - 1)


def height_of(way: Way, firsts: Sequence[int]) -> float:
    """How high the highest column is."""
    return max(way.flow.high(a, b) for a, b in zip(firsts, afters(way, firsts), strict=True))


def size_of(way: Way, firsts: Sequence[int], title: Framed, legend: Framed) -> tuple[float, float]:
    """Width and height of the whole picture."""
    wide, high = width_of(way, firsts), height_of(way, firsts)
    wide = max(wide, title.width, legend.width)
    return wide + 2 * MARGIN, title.height + high + legend.height + 2 * MARGIN


def arranged(way: Way, firsts: tuple[int, ...], title: Framed, legend: Framed, grey: str) -> Placement:
    """The placement of columns with these first cards."""
    cards: list[Placed] = []
    words: list[Words] = [*title.words]
    shifts, above, below = [], [], []
    hanging, flow = way.hanging, way.flow
    x = 0.0
    for (left, right), first, after in zip(extents(way, firsts), firsts, afters(way, firsts), strict=True):
        y = title.height
        shifts.append(x - left)
        above.append(y + CONTINUED - STUB)
        if first and flow.open[first]:
            words.append(_continued(way, first, (x, y), right - left, grey))
            y += CONTINUED
        for n in range(first, after):
            heading = way.headings[n]
            place = (hanging.lefts[n] + x - left, y + flow.tops[n] - flow.tops[first])
            words += heading.words(*place, way.width)
            cards.append(Placed(way.cards[n], place[0], place[1] + heading.height))
        below.append(cards[-1].y + cards[-1].card.height + STUB)
        x += right - left + BETWEEN
    frame = Frame(hanging, tuple(cards), firsts, tuple(shifts), tuple(above), tuple(below))
    lines, dots = lines_of(frame)
    foot = title.height + height_of(way, firsts)
    words += (evolve(w, y=w.y + foot) for w in legend.words)
    return Placement(
        width=max(width_of(way, firsts), title.width, legend.width),
        height=foot + legend.height,
        cards=tuple(cards),
        words=tuple(words),
        dots=dots,
        lines=(*lines, *(_moved(line, foot) for line in legend.lines)),
        bars=bars_of(way.headings, cards, firsts),
    )


def _moved(line: Drawn, down: float) -> Drawn:
    return evolve(line, paths=tuple(tuple((x, y + down) for x, y in path) for path in line.paths))


def _continued(way: Way, first: int, corner: Point, width: float, grey: str) -> Words:
    """The strip on top of a column that says whose cards go on there."""
    owners = sorted({rail.owner for rail in way.hanging.rails if rail.owner < first <= rail.last})
    names = " › ".join(called(way.cards[n].card.label, way.cards[n].card.text) for n in owners)
    (line, *_) = wrap(f"{names}, continued", width, SMALL, max_lines=1).lines
    return Words("continued", ((Run(line, SMALL, italic=True, color=grey),),), *corner, width, LEADING[SMALL])
