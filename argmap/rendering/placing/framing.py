"""What is around the cards of a picture: the title above, and below the legend with real lines and heads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.rendering.placing.placement import Drawn, Placement, Words
from argmap.rendering.placing.setting import LEADING, MAIN, SMALL, Run
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from argmap.rendering.looks import RelationLook
    from argmap.rendering.scene import Legend

MARGIN: Final = 3.0
"""What is white around a picture."""

TITLE: Final = 14.0
_TITLE_LEADING: Final = 17
_LEADING: Final = 10
_ROW: Final = 16.0  # height of a row of samples
_BOX: Final = 12  # height of a sample of a party
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
    height = _TITLE_LEADING * len(lines) + 10
    return Framed(
        height,
        min(width, max(run.width for (run,) in runs)),
        (Words("title", runs, 0, 0, width, _TITLE_LEADING),),
    )


def nothing(title: str) -> Placement:
    """The picture of a map without cards."""
    framed = title_of(title, _NARROW)
    words = Words("notes", ((Run("(no claims)"),),), 0, framed.height, _NARROW, LEADING[MAIN])
    return Placement(_NARROW, framed.height + LEADING[MAIN], (), (*framed.words, words))


def legend_of(legend: Legend, width: float, grey: str) -> Framed:
    """The legend of a picture of a width, with its remarks in a grey."""
    width = max(width, _NARROW)
    words: list[Words] = []
    lines: list[Drawn] = []
    x, y = 0.0, 10.0

    def room(wide: float) -> float:
        """Where the next sample of that width begins."""
        nonlocal x, y
        if x and x + wide > width:
            x, y = 0.0, y + _ROW
        begin, x = x, x + wide + _SPACE
        return begin

    for swatch in legend.swatches:
        if swatch.heading:
            run = Run(swatch.heading, SMALL, bold=True)
            words.append(Words("key", ((run,),), room(run.width), y + 2, run.width + 2, LEADING[SMALL]))
        run = Run(swatch.words, SMALL, color=swatch.look.ink)
        wide = run.width + 8
        at = room(wide)
        words.append(Words("party", ((run,),), at, y, wide, LEADING[SMALL], swatch.look))
    for n, look in enumerate(legend.lines):
        run = Run(look.word, SMALL, color=look.color)
        at = room(_SAMPLE + 4 + run.width)
        lines.append(_sample(n, look, at, y + _BOX / 2))
        words.append(Words("key", ((run,),), at + _SAMPLE + 4, y + 2, run.width + 2, LEADING[SMALL]))
    if words:
        y += _ROW + 2
    notes = [" ".join(legend.notes), *legend.sources] if legend.notes else [*legend.sources]
    small = [line for note in notes for line in wrap(note, width, SMALL, left=False).lines]
    if small:
        runs = tuple((Run(line, SMALL, color=grey),) for line in small)
        words.append(Words("notes", runs, 0, y, width, _LEADING))
        y += _LEADING * len(small)
    if not words:
        return Framed()
    return Framed(y, max(at.x + at.width for at in words), tuple(words), tuple(lines))


def _sample(n: int, look: RelationLook, x: float, y: float) -> Drawn:
    path = ((x, y), (x + _SAMPLE, y))
    return Drawn(f"sample{n}", "", "", look, (path,), head=True, tail=look.tail != "none", sample=True)
