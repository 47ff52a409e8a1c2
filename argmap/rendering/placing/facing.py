"""A dispute on a page: on the left what one side holds, on a level with it what the other answers, band below band."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import evolve, frozen

from argmap.model.kinds import RelationKind
from argmap.rendering.cards.setting import LEADING, Run
from argmap.rendering.placing.arranging import Way, aligned, block_of, framed, height_of, width_of, widths
from argmap.rendering.placing.choosing import CAREFUL, SLACK, dear, settings
from argmap.rendering.placing.columns import BETWEEN, STUB, breaks, filled, flow_of, shortest
from argmap.rendering.placing.hanging import hanging_of
from argmap.rendering.placing.mentions import mentions_of
from argmap.rendering.placing.placement import Bar, Placed, Placement, Words
from argmap.rendering.placing.sections import headings_of
from argmap.rendering.placing.sheet import Arrangement, Sheet, legible
from argmap.rendering.relating import Mention
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from argmap.rendering.cards.scene import Cards, Holder
    from argmap.rendering.cards.setting import SetCard
    from argmap.rendering.placing.disputing import Band, Dispute
    from argmap.rendering.placing.hanging import Hanging
    from argmap.rendering.placing.placement import Point
    from argmap.rendering.placing.tree import Step
    from argmap.rendering.style import Orientation, Style

MOST: Final = 5
"""Columns of answers at most."""

FACING: Final = 16.0
"""Between what one side holds and what the other answers."""

UNANSWERED: Final = "not answered"
"""What a card says of a charge that nobody answers."""

_EXPLAINED: Final = f"“! {UNANSWERED}”: nothing in the map answers that claim."
_BANDS: Final = 17.0  # between two bands, with the rule there
_HEAD: Final = 15.0  # height of the names of the sides
_RULE: Final = "#B0B0B0"


@frozen
class Half:
    """A way with the first cards of its columns."""

    way: Way
    firsts: tuple[int, ...]

    @property
    def widths(self) -> list[float]:
        """How wide each column is."""
        return widths(self.way, self.firsts)

    @property
    def height(self) -> float:
        """How high the highest column is; what goes on below a band has no room there."""
        return height_of(self.way, self.firsts) + STUB


@frozen
class Facing:
    """A dispute set in a form, and what that is worth.

    Attributes:
        halves: By band its left and its right half, which may be missing.
        left: How wide the left half is.
        columns: How wide each column of the right half is.
        width: How wide all is.
    """

    halves: tuple[tuple[Half | None, Half | None], ...]
    left: float
    columns: list[float]
    width: float
    orientation: Orientation
    scale: float
    merit: float

    @property
    def height(self) -> float:
        """How high all is."""
        return _HEAD + sum(map(_high, self.halves)) + _BANDS * (len(self.halves) - 1)


class _Form(NamedTuple):
    """Cards of a width, how many columns of answers there may be, and what the form of the cards costs."""

    cards: Mapping[str, SetCard]
    columns: int
    price: float


def _high(halves: tuple[Half | None, Half | None]) -> float:
    return max(half.height for half in halves if half is not None)


def facing_of(
    scene: Cards, style: Style, steps: Sequence[Step], dispute: Dispute, least: float
) -> Arrangement:
    """A dispute in the form that fits the style's page best; what nobody answers is marked."""
    silent = tuple(band.charge for band in dispute.bands if band.silent)
    if silent:
        scene = evolve(scene, legend=evolve(scene.legend, notes=(*scene.legend.notes, _EXPLAINED)))

    def with_size(small: int) -> Arrangement:
        search = _Search(scene, style, steps, dispute, small)
        best = search.best()
        return Arrangement(search.placed(best), best.orientation, best.scale, small, silent)

    return legible(with_size, style.size, least)


class _Search:
    """The forms of one dispute, with what is the same for all of them."""

    def __init__(
        self, scene: Cards, style: Style, steps: Sequence[Step], dispute: Dispute, small: int
    ) -> None:
        self.scene = scene
        self.style = style
        self.dispute = dispute
        self.mentions = mentions_of(scene, steps, dispute.tree)
        look = evolve(style.line(RelationKind.ATTACK), sample="!")
        for band in dispute.bands:
            if band.silent:
                said = self.mentions.get(band.charge, ())
                self.mentions[band.charge] = (Mention(look, UNANSWERED), *said)
        self.sheet = Sheet(scene, style, small)

    def best(self) -> Facing:
        """The best form: columns are just filled at first, and those of the best form broken with care."""
        found = max(self._forms(), key=lambda form: form.merit)
        if len(self.scene.shapes) > CAREFUL:
            return found
        careful = self._valued([tuple(map(_careful, halves)) for halves in found.halves])  # type: ignore[misc]
        return max(found, careful, key=lambda form: form.merit)

    def _forms(self) -> Iterator[Facing]:
        hung = [
            [self._hangings(band, stacked=stacked) for band in self.dispute.bands]
            for stacked in (False, True)
        ]
        for cards, price in settings(self.scene, self.mentions, self.sheet, self.style):
            for bands in hung:
                for columns in range(1, MOST + 1):
                    form = _Form(cards, columns, price)
                    pairs = zip(self.dispute.bands, bands, strict=True)
                    halves = [self._halves(band, hangings, form) for band, hangings in pairs]
                    yield self._valued(halves)

    def _hangings(self, band: Band, *, stacked: bool) -> tuple[Hanging, Hanging | None]:
        left = hanging_of(band.left, stacked=stacked)
        if band.right is None:
            return left, None
        return left, hanging_of(band.right, stacked=stacked, absent=band.charge)

    def _halves(
        self, band: Band, hangings: tuple[Hanging, Hanging | None], form: _Form
    ) -> tuple[Half | None, Half | None]:
        left, right = hangings
        if not band.charge:
            return None, self._half(left, form, form.columns + 1, absent=False)
        answers = None if right is None else self._half(right, form, form.columns, absent=True)
        return self._half(left, form, 1, absent=False), answers

    def _half(self, hanging: Hanging, form: _Form, columns: int, *, absent: bool) -> Half:
        in_order = tuple(form.cards[node] for node in hanging.nodes)
        headings = headings_of(self.scene.boxes, hanging.nodes, self.sheet.small)
        pairs = zip(in_order, headings, strict=True)
        flow = flow_of(hanging, [card.height + heading.height for card, heading in pairs], absent=absent)
        height = shortest(flow, columns)
        way = Way(hanging, in_order, flow, headings, columns, height, form.price, self.sheet.small, absent)
        return Half(way, tuple(filled(flow, height, columns)))

    def _valued(self, halves: Sequence[tuple[Half | None, Half | None]]) -> Facing:
        left = max(one.widths[0] for one, _ in halves if one)
        columns: list[float] = []
        for one, other in halves:
            if one and other:
                columns = aligned([*other.widths, *columns[len(other.widths) :]], columns)
        alone = [aligned(other.widths, _across(left, columns)) for one, other in halves if other and not one]
        wide = max(map(width_of, [_across(left, columns), *alone]))
        form = Facing(tuple(halves), left, columns, wide, self.sheet.lies, 1.0, 0.0)
        orientation, scale, worth = self.sheet.fit(form.width, form.height)
        both = [half for pair in halves for half in pair if half is not None]
        for half in both:
            worth *= dear(half.way, half.firsts)
        return evolve(form, orientation=orientation, scale=scale, merit=round(worth * both[0].way.price, 5))

    def placed(self, form: Facing) -> Placement:
        """The placement of a form."""
        title, legend = self.sheet.around(form.width)
        y = title.height
        blocks: list[Placement] = []
        first = next(n for n, (left, _) in enumerate(form.halves) if left is not None)
        for n, halves in enumerate(form.halves):
            if n:
                rule = Bar("", self.style.tone(_RULE), 0, y + _BANDS / 2 - 2, form.width, 0.8)
                blocks.append(Placement(0, 0, (), bars=(rule,)))
                y += _BANDS
            if n == first:
                blocks.append(Placement(0, 0, (), self._head(form, y)))
                y += _HEAD
            blocks += self._band(halves, form, y)
            y += _high(halves)
        return framed(title, blocks, legend, (form.width, form.height))

    def _head(self, form: Facing, y: float) -> tuple[Words, ...]:
        """The names of the sides above what they hold."""
        right = form.left + FACING
        return (
            _names(self.dispute.others, (0, y), form.left, self.sheet.small),
            _names(self.dispute.own, (right, y), form.width - right, self.sheet.small, "Answers of "),
        )

    def _band(self, halves: tuple[Half | None, Half | None], form: Facing, y: float) -> Iterator[Placement]:
        one, other = halves
        charge: Placed | None = None
        if one is not None:
            block = block_of(one.way, one.firsts, (0.0, y), self.sheet.grey)
            charge = block.cards[0]
            yield block
        x = 0.0 if one is None else form.left + FACING
        if other is not None:
            least = form.columns if one else _across(form.left, form.columns)
            yield block_of(other.way, other.firsts, (x, y), self.sheet.grey, absent=charge, least=least)


def _across(left: float, columns: Sequence[float]) -> list[float]:
    """The widths of columns that have the left half for their first one."""
    return [left + FACING - BETWEEN, *columns]


def _careful(half: Half | None) -> Half | None:
    if half is None:
        return None
    way = half.way
    return Half(way, breaks(way.flow, way.columns, way.height * SLACK))


def _names(holders: Sequence[Holder], corner: Point, width: float, size: int, before: str = "") -> Words:
    names = ", ".join(f"{holder.sign}\u00a0{holder.name}" for holder in holders)
    (line, *_) = wrap(f"{before}{names}", width, size, bold=True, max_lines=1).lines
    color = holders[0].look.border
    return Words("side", ((Run(line, size, bold=True, color=color),),), *corner, width, LEADING[size])
