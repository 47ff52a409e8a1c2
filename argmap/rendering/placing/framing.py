"""What is around the cards of a picture: the title above, and below the legend with real lines and heads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.rendering.cards.setting import LEADING, MAIN, SMALLS, Run, led
from argmap.rendering.placing.placement import Drawn, Placement, Words
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.rendering.looks import RelationLook
    from argmap.rendering.scene import Key, Legend, Swatch

MARGIN: Final = 3.0
"""What is white around a picture."""

TITLE: Final = 14
_TITLE_LEADING: Final = 17
_SAMPLE: Final = 24.0  # length of a sample of a line
_SPACE: Final = 12.0  # between two samples
_NARROW: Final = 150.0  # room that a legend takes however narrow the cards are


class Framed(NamedTuple):
    """What is above or below cards, from its own upper left corner on, and its size."""

    height: float = 0.0
    width: float = 0.0
    words: tuple[Words, ...] = ()
    lines: tuple[Drawn, ...] = ()


def title_of(text: str, width: float) -> Framed:
    """The title of a picture of a width."""
    if not text.strip():
        return Framed()
    width = max(width, _NARROW)
    lines = wrap(text, width, TITLE, bold=True, max_lines=4).lines
    runs = tuple((Run(line, TITLE, bold=True),) for line in lines)
    leading = led(runs, _TITLE_LEADING)
    height = leading * len(lines) + 10
    return Framed(
        height,
        min(width, max(run.width for (run,) in runs)),
        (Words("title", runs, 0, 0, width, leading),),
    )


def nothing(title: str) -> Placement:
    """The picture of a map without cards."""
    framed = title_of(title, _NARROW)
    words = Words("notes", ((Run("(no claims)"),),), 0, framed.height, _NARROW, LEADING[MAIN])
    return Placement(_NARROW, framed.height + LEADING[MAIN], (), (*framed.words, words))


def legend_of(legend: Legend, width: float, grey: str, small: int = SMALLS[0]) -> Framed:
    """The legend of a picture of a width, with its remarks in a grey."""
    rows = _Rows(max(width, _NARROW), small)
    for swatch in legend.swatches:
        rows.swatch(swatch)
    for n, look in enumerate(legend.lines):
        rows.line(n, look)
    rows.end()
    if legend.marks is not None:
        rows.marks(legend.marks)
        rows.end()
    rows.notes(legend.paragraphs, grey)
    words = rows.words
    if not words:
        return Framed()
    return Framed(rows.y, max(at.x + at.width for at in words), tuple(words), tuple(rows.lines))


class _Rows:
    """The rows of a legend while they are filled, each from left to right."""

    def __init__(self, width: float, small: int) -> None:
        self.width, self.small = width, small
        self.leading = LEADING[small]
        self.high = self.leading + 6.0
        self.words: list[Words] = []
        self.lines: list[Drawn] = []
        self.x, self.y = 0.0, 10.0

    def room(self, wide: float) -> float:
        """Where the next sample of that width begins."""
        if self.x and self.x + wide > self.width:
            self.x, self.y = 0.0, self.y + self.high
        begin, self.x = self.x, self.x + wide + _SPACE
        return begin

    def end(self) -> None:
        """End the row."""
        if self.x:
            self.x, self.y = 0.0, self.y + self.high + 2

    def say(self, run: Run, x: float) -> None:
        """Words in the row."""
        self.words.append(Words("key", ((run,),), x, self.y + 2, run.width + 2, self.leading))

    def swatch(self, swatch: Swatch) -> None:
        """The sample of a party or a tag."""
        if swatch.heading:
            heading = Run(swatch.heading, self.small, bold=True)
            self.say(heading, self.room(heading.width))
        run = Run(swatch.words, self.small, color=swatch.look.ink)
        wide = run.width + 8
        at = self.room(wide)
        self.words.append(Words("party", ((run,),), at, self.y, wide, self.leading, swatch.look))

    def line(self, n: int, look: RelationLook) -> None:
        """The sample of a kind of relation."""
        run = Run(look.word, self.small, color=look.color)
        at = self.room(_SAMPLE + 4 + run.width)
        self.lines.append(_sample(n, look, at, self.y + (self.leading + 2) / 2))
        self.say(run, at + _SAMPLE + 4)

    def marks(self, key: Key) -> None:
        """The marks of an overlay, with what they mean."""
        heading = Run(key.heading, self.small, bold=True)
        self.say(heading, self.room(heading.width))
        for badge, meaning in key.badges:
            wide, run = badge.width(self.small), Run(meaning, self.small)
            at = self.room(wide + 4 + run.width)
            self.words.append(Words("mark", (), at, self.y + 2, wide, self.leading, badge=badge))
            self.say(run, at + wide + 4)

    def notes(self, paragraphs: Sequence[str], grey: str) -> None:
        """What is said in sentences."""
        lines = [line for note in paragraphs for line in wrap(note, self.width, self.small, left=False).lines]
        if lines:
            runs = tuple((Run(line, self.small, color=grey),) for line in lines)
            leading = led(runs, self.leading)
            self.words.append(Words("notes", runs, 0, self.y, self.width, leading))
            self.y += leading * len(lines)


def _sample(n: int, look: RelationLook, x: float, y: float) -> Drawn:
    path = ((x, y), (x + _SAMPLE, y))
    return Drawn(f"sample{n}", "", "", look, (path,), head=True, tail=look.tail != "none", sample=True)
