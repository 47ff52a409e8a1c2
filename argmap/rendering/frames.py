"""A network in its frame: the title above it and the legend below, each in room of its own.

The engine lays out the cards alone and says where everything is. Title and legend are put around that, the legend with
real lines and heads, and the engine draws it all as it stands, so that no line runs through them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from attrs import evolve, frozen

from argmap.errors import RenderError
from argmap.rendering.dot import attributes
from argmap.rendering.looks import GREY
from argmap.rendering.parting import behind, parted
from argmap.rendering.placing.dot import HEADS, statements
from argmap.rendering.placing.framing import Framed, legend_of, title_of
from argmap.rendering.placing.placement import Placement
from argmap.rendering.scene import Legend, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.rendering.style import Style

S = TypeVar("S", bound=Scene[Any, Any])

PAD: Final = 3.6  # white around a picture

_CONTINUED: Final = re.compile(r"\\\r?\n")  # in the middle of a long value
_NUMBER: Final = r"-?[\d.]+(?:e[+-]?\d+)?"
_BOX: Final = re.compile(rf'\bbb="({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})"')
_LINE: Final = re.compile(r'\bpos="([^" ]+ [^"]*)"')  # that of a node is one point
_NODE: Final = re.compile(r"^\s*([nj]\d+)\s+\[", re.MULTILINE)
_FIXED: Final = re.compile(r"^\s*(n\d+) \[[^<\n]*?\bwidth=([\d.]+) height=([\d.]+)", re.MULTILINE)
_POINT: Final = re.compile(rf"({_NUMBER}),({_NUMBER})")
_DEFAULTS: Final = (
    "node" + attributes({"shape": "plain", "margin": 0, "fixedsize": "false", "style": "", "penwidth": 1}),
    "edge" + attributes({"arrowsize": HEADS, "tailport": "_"}),
)


class Box(NamedTuple):
    """What a network covers, y running up as in DOT."""

    left: float
    bottom: float
    right: float
    top: float


@frozen
class Frame:
    """What is around a network."""

    title: str
    legend: Legend
    grey: str

    @classmethod
    def of(cls, scene: Scene[Any, Any], style: Style) -> Frame:
        """What a style shows around a scene."""
        return cls(scene.title, scene.legend if style.legend else Legend(), style.tone(GREY))

    def around(self, width: float, small: int) -> tuple[Framed, Framed]:
        """What is above and below a network of a width, with smaller text of a size."""
        return title_of(self.title, width), legend_of(self.legend, width, self.grey, small)

    def size(self, box: Box, small: int) -> tuple[float, float]:
        """Width and height of the whole picture, with smaller text of a size."""
        width, height = box.right - box.left, box.top - box.bottom
        above, below = self.around(width, small)
        return max(width, above.width, below.width) + 2 * PAD, height + above.height + below.height + 2 * PAD


def bare(scene: S) -> S:
    """The scene without what is around it."""
    return evolve(scene, title="", legend=Legend())


def box_of(laid_out: bytes) -> Box:
    """What the cards and lines of a DOT text with positions cover.

    Raises:
        RenderError: The text has no positions.
    """
    text = _whole(laid_out)
    found = _BOX.search(text)
    if found is None:
        raise RenderError("the engine laid the graph out without saying where it is", expected='bb="…"')
    left, bottom, right, top = map(float, found.groups())
    points = [point for line in _lines(text) for point in line]
    xs, ys = [point.real for point in points], [point.imag for point in points]
    return Box(min([left, *xs]), min([bottom, *ys]), max([right, *xs]), max([top, *ys]))


def mean_length(laid_out: bytes) -> float:
    """How long the lines of a DOT text with positions are on average."""
    lengths = [sum(abs(b - a) for a, b in pairwise(line)) for line in _lines(_whole(laid_out))]
    return sum(lengths) / len(lengths) if lengths else 0.0


def is_behind(laid_out: bytes) -> bool:
    """Whether a line of a DOT text with positions runs behind a card, or through the heading of a box."""
    return behind(_whole(laid_out))


def framed(laid_out: bytes, dot: str, frame: Frame, style: Style, small: int) -> str:
    """A DOT text with positions, and title and legend around it; ``dot`` is the text before it was laid out."""
    text, box = parted(_whole(laid_out)), box_of(laid_out)
    width = box.right - box.left
    above, below = frame.around(width, small)
    # Lengths of a placement run down from its top, which is above that of the network.
    down = above.height + box.top - box.bottom
    title = [evolve(word, x=word.x + box.left) for word in above.words]
    words = [evolve(word, x=word.x + box.left, y=word.y + down) for word in below.words]
    lines = [
        evolve(line, paths=tuple(tuple((x + box.left, y + down) for x, y in path) for path in line.paths))
        for line in below.lines
    ]
    whole = Placement(width, box.top + above.height, ())
    begin = _part("above", evolve(whole, words=tuple(title)), style)
    end = _part("below", evolve(whole, words=tuple(words), lines=tuple(lines)), style)
    # Engines write what is in parts first; named in order, the cards are drawn and read in the order of the map.
    names = "".join(f"\t{name};\n" for name in sorted({*_NODE.findall(text)}, key=_in_order))
    # For shapes with more in them than they hold, engines state the size of that.
    sizes = "".join(f"\t{name} [width={wide} height={high}];\n" for name, wide, high in _FIXED.findall(dot))
    start, after = (
        text.index("graph [") + len("graph ["),
        text.index("];", text.index("\tedge [")) + len("];\n"),
    )
    close = text.rindex("}")
    return f"{text[:start]}layout=nop2 {text[start:after]}{begin}{names}{text[after:close]}{sizes}{end}}}\n"


def _part(name: str, placement: Placement, style: Style) -> str:
    body = "".join(f"\t\t{statement}\n" for statement in (*_DEFAULTS, *statements(placement, style)))
    return f"\tsubgraph {name} {{\n{body}\t}}\n"


def _in_order(name: str) -> tuple[bool, int]:
    """Cards before the dots between them, each by its number."""
    return name.startswith("j"), int(name[1:])


def _whole(laid_out: bytes) -> str:
    return _CONTINUED.sub("", laid_out.decode(errors="replace"))


def _lines(text: str) -> Iterator[list[complex]]:
    for line in _LINE.findall(text):
        yield [complex(float(x), float(y)) for x, y in _POINT.findall(line)]
