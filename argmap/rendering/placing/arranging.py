"""Cards in columns as a placement: where each card is, what is above, between and below them, and the whole size."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from argmap.rendering.cards.setting import LEADING, Run
from argmap.rendering.placing.columns import BETWEEN, CONTINUED, STUB, reaches
from argmap.rendering.placing.hanging import BESIDE, CLEAR, EDGE
from argmap.rendering.placing.placement import Placed, Placement, Words
from argmap.rendering.placing.rails import Frame, lines_of, touching
from argmap.rendering.placing.sections import ROOM, bars_of
from argmap.rendering.relating import called
from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.rendering.cards.setting import SetCard
    from argmap.rendering.placing.columns import Flow
    from argmap.rendering.placing.framing import Framed
    from argmap.rendering.placing.hanging import Hanging
    from argmap.rendering.placing.placement import Drawn, Point
    from argmap.rendering.placing.sections import Headings

_STROKE: Final = 3.0  # half of what a rail and its head are wide
_STEP: Final = (
    EDGE + CLEAR
)  # at most between what is next to each other in a column; what is not in it needs no room


@frozen
class Way:
    """One way to set a scene in columns.

    Attributes:
        cards: The cards in the order of reading, set at a width.
        headings: What is above cards where a section begins.
        columns: How many columns there may be.
        height: How high those are at least.
        price: What the form of the cards costs, as a factor of the size of the text.
        small: The size of headers, evidence and remarks.
        absent: Whether the first card is not in the columns, but left of them.
    """

    hanging: Hanging = field(repr=False)
    cards: tuple[SetCard, ...] = field(repr=False)
    flow: Flow = field(repr=False)
    headings: Headings = field(repr=False)
    columns: int
    height: float
    price: float
    small: int
    absent: bool = False

    @property
    def width(self) -> int:
        """Of every card."""
        return self.cards[0].width if self.cards else 0


def across(way: Way, firsts: Sequence[int]) -> list[dict[float, float]]:
    """By column, where what is indented so far is in it, from the left of the column on.

    A column that goes on deep inside a tree leaves no room for the cards above that it does not have.
    """
    found = []
    for first, after, rails in zip(firsts, afters(way, firsts), touching(way.hanging, firsts), strict=True):
        xs = sorted({*way.hanging.lefts[max(first, way.absent) : after], *rails})
        places = {xs[0]: _STROKE if xs[0] in rails else 0.0}
        for before, x in pairwise(xs):
            places[x] = places[before] + min(x - before, _STEP)
        found.append(places)
    return found


def widths(way: Way, firsts: Sequence[int]) -> list[float]:
    """How wide each column is."""
    beside = way.width + (ROOM if any(heading.box for heading in way.headings) else 0)
    return [
        max(places[left] for left in way.hanging.lefts[max(first, way.absent) : after]) + beside
        for places, first, after in zip(across(way, firsts), firsts, afters(way, firsts), strict=True)
    ]


def afters(way: Way, firsts: Sequence[int]) -> tuple[int, ...]:
    """The positions after the last cards of columns."""
    return (*firsts[1:], len(way.cards))


def aligned(own: Sequence[float], least: Sequence[float]) -> list[float]:
    """The widths of columns that are at least as wide as others above or below them."""
    return [max(pair) for pair in zip_longest(own, least[: len(own)], fillvalue=0.0)]


def width_of(wide: Sequence[float]) -> float:
    """How wide columns are together."""
    return sum(wide) + BETWEEN * (len(wide) - 1)


def height_of(way: Way, firsts: Sequence[int]) -> float:
    """How high the highest column is."""
    return max(way.flow.high(a, b) for a, b in zip(firsts, afters(way, firsts), strict=True))


def block_of(
    way: Way,
    firsts: tuple[int, ...],
    corner: Point,
    grey: str,
    *,
    absent: Placed | None = None,
    least: Sequence[float] = (),
) -> Placement:
    """The placement of columns with these first cards from a corner on.

    Args:
        way: The cards.
        firsts: The positions of the first cards of the columns.
        corner: Where they begin.
        grey: The colour of remarks.
        absent: Where the first card is if it is not in the columns, but left of them.
        least: How wide each column is at least.
    """
    cards: list[Placed] = []
    words: list[Words] = []
    xs: list[dict[float, float]] = []
    above, below = [], []
    flow = way.flow
    stacked = {rail.last for rail in way.hanging.rails if rail.stacked}
    x, top = corner
    ends = afters(way, firsts)
    wides = aligned(widths(way, firsts), least)
    for places, wide, first, after in zip(across(way, firsts), wides, firsts, ends, strict=True):
        y = top
        xs.append({left: x + place for left, place in places.items()})
        above.append(y + CONTINUED - STUB)
        if first and flow.open[first]:
            words.append(_continued(way, first, (x, y), wide, grey))
            y += CONTINUED
        for n in range(first, after):
            if absent is not None and not n:
                cards.append(absent)
                continue
            heading = way.headings[n]
            place = (xs[-1][way.hanging.lefts[n]], y + flow.tops[n] - flow.tops[first])
            aside = BESIDE if n in stacked else 0.0
            words += heading.words(place[0] + aside, place[1], way.width - aside)
            cards.append(Placed(way.cards[n], place[0], place[1] + heading.height))
        below.append(cards[-1].y + cards[-1].card.height + STUB)
        x += wide + BETWEEN
    frame = Frame(way.hanging, tuple(cards), firsts, tuple(xs), tuple(above), tuple(below))
    lines, dots = lines_of(frame)
    bars = bars_of(way.headings, cards, firsts)
    shown = cards if absent is None else cards[1:]
    size = (width_of(wides), height_of(way, firsts))
    return Placement(*size, tuple(shown), tuple(words), dots, lines, bars)


def framed(
    title: Framed, blocks: Sequence[Placement], legend: Framed, size: tuple[float, float]
) -> Placement:
    """Blocks of a size in all, which begin below the title, with what is around them."""
    wide, high = size
    foot = title.height + high
    return Placement(
        width=max(wide, title.width, legend.width),
        height=foot + legend.height,
        cards=tuple(card for block in blocks for card in block.cards),
        words=(
            *title.words,
            *(words for block in blocks for words in block.words),
            *(evolve(words, y=words.y + foot) for words in legend.words),
        ),
        dots=tuple(dot for block in blocks for dot in block.dots),
        lines=(
            *(line for block in blocks for line in block.lines),
            *(_moved(line, foot) for line in legend.lines),
        ),
        bars=tuple(bar for block in blocks for bar in block.bars),
    )


def _moved(line: Drawn, down: float) -> Drawn:
    return evolve(line, paths=tuple(tuple((x, y + down) for x, y in path) for path in line.paths))


def _continued(way: Way, first: int, corner: Point, width: float, grey: str) -> Words:
    """The strip on top of a column that says whose cards go on there; the nearest, if there is no room for all."""
    owners = sorted({owner for owner, begin, last in reaches(way.hanging) if begin < first <= last})
    names = [called(way.cards[n].card.label, way.cards[n].card.text) for n in owners]
    said = [" › ".join(names)] + [f"… › {' › '.join(names[n:])}" for n in range(1, len(names))]
    fitting = (f"{text}, continued" for text in said if text_width(f"{text}, continued", way.small) <= width)
    (line, *_) = wrap(next(fitting, f"{names[-1]}, continued"), width, way.small, max_lines=1).lines
    run = Run(line, way.small, italic=True, color=grey)
    return Words("continued", ((run,),), *corner, width, LEADING[way.small])
