"""Sections in columns: a heading above the first of the cards of one that follow each other, and a bar next to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from argmap.rendering.cards.setting import LEADING, Run
from argmap.rendering.placing.placement import Bar, Words
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.rendering.placing.placement import Placed
    from argmap.rendering.scene import Box

ROOM: Final = 6.0
"""What a bar takes at the right of a column."""

_BAR: Final = 3.0
_BELOW: Final = 2.0  # between a heading and its card


@frozen
class Heading:
    """What is above a card: the title of the section if one begins there.

    Attributes:
        box: The section that the card is in, or None.
        title: The title if it is to be printed, or "".
        size: The size of its text.
    """

    box: Box | None
    title: str
    size: int

    @property
    def height(self) -> float:
        """How high it is with the room below it."""
        return LEADING[self.size] + _BELOW if self.title else 0.0

    def words(self, x: float, y: float, width: float) -> tuple[Words, ...]:
        """It at a place, as long as a card is wide."""
        if not self.title or self.box is None:
            return ()
        (line, *_) = wrap(self.title, width, self.size, bold=True, max_lines=1).lines
        run = Run(line, self.size, bold=True, color=self.box.ink)
        return (Words("section", ((run,),), x, y, width, LEADING[self.size]),)


Headings = tuple[Heading, ...]


def headings_of(boxes: Sequence[Box], nodes: Sequence[str], size: int) -> Headings:
    """The headings of cards in the order of reading, with text of a size; none at all if there are no sections."""
    home = {node: box for box in boxes for node in box.nodes}
    titles: list[str] = []
    path: dict[str, str] = {}
    for box in boxes:
        titles = [*titles[: box.level], box.title.strip()]
        path[box.node] = " › ".join(filter(None, titles))
    found: list[Heading] = []
    for node in nodes:
        section = home.get(node)
        begins = not found or section is not found[-1].box
        title = path[section.node] if section is not None and begins else ""
        found.append(Heading(section, title, size))
    return tuple(found)


def bars_of(headings: Headings, cards: Sequence[Placed], firsts: Sequence[int]) -> tuple[Bar, ...]:
    """The bars next to cards that follow each other in one section, ending where the column does."""
    bars: list[Bar] = []
    begin = 0
    for n in range(1, len(cards) + 1):
        if n < len(cards) and n not in firsts and headings[n].box is headings[begin].box:
            continue
        box = headings[begin].box
        if box is not None:
            run = cards[begin:n]
            right = max(placed.x + placed.card.width for placed in run)
            top, foot = run[0].y, run[-1].y + run[-1].card.height
            bars.append(Bar(box.node, box.rule, right + ROOM - _BAR, top, _BAR, foot - top))
        begin = n
    return tuple(bars)
