"""A placement as DOT text: every node has its position and size, every line its points, and the engine only draws."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from argmap.rendering.cards.markup import framed, markup, words_table
from argmap.rendering.cards.setting import MAIN
from argmap.rendering.colors import BLACK, WHITE
from argmap.rendering.dot import attributes, node_id
from argmap.rendering.placing.framing import MARGIN
from argmap.rendering.placing.rails import RADIUS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from argmap.rendering.placing.placement import Drawn, Placement, Point, Words
    from argmap.rendering.style import Style

TITLE: Final = "t0"
"""What the title is called in DOT."""

HEADS: Final = 0.7  # size of heads, beside that of Graphviz
_LENGTH: Final = 10.0  # of a head of that size
_SHAPES: Final = {"tee": 0.25, "odot": 0.8, "dot": 0.8, "diamond": 1.2, "box": 0.75, "none": 0.0}
_WORDS: Final = (
    '<table border="{}"{} cellborder="0" cellspacing="0" cellpadding="0"><tr><td>{}</td></tr></table>'
)


def dot_of(placement: Placement, style: Style) -> str:
    """A placement as DOT text."""
    face: dict[str, Any] = {"fontname": style.font, "fontsize": MAIN}
    if (ink := style.tone(BLACK)) != BLACK:
        face["fontcolor"] = ink
    graph = {"layout": "nop2", "outputorder": "edgesfirst", "pad": MARGIN / 72, "bgcolor": style.tone(WHITE)}
    return "\n".join(
        [
            "digraph argmap {",
            f"  graph{attributes({**graph, **face})}",
            f"  node{attributes({**face, 'shape': 'plain', 'margin': 0})}",
            f"  edge{attributes({'arrowsize': HEADS})}",
            *(f"  {statement}" for statement in statements(placement, style)),
            "}\n",
        ]
    )


def statements(placement: Placement, style: Style) -> Iterator[str]:
    """What is in a placement, as statements of DOT."""
    for placed in placement.cards:
        card = placed.card
        middle = (placed.x + card.width / 2, placed.y + card.height / 2)
        values = {"class": "card", **_at(placement, middle)}
        yield card.card.node + attributes(values, markup(card, style.tone(WHITE)), node_id(card.card.id))
    for n, words in enumerate(placement.words):
        name = TITLE if words.kind == "title" else f"w{n}"
        yield name + _words(placement, words)
    for n, bar in enumerate(placement.bars):
        size = {"width": bar.width / 72, "height": bar.height / 72, "fixedsize": "true"}
        fill = {"style": "filled", "fillcolor": bar.color, "color": bar.color, "label": "", "shape": "box"}
        middle = (bar.x + bar.width / 2, bar.y + bar.height / 2)
        yield f"b{n}" + attributes(
            {"class": "section", **fill, **size, "penwidth": 0, **_at(placement, middle)}
        )
    corner = {"shape": "point", "style": "invis", "width": 0.01}
    for n, place in enumerate(((0.0, 0.0), (placement.width, placement.height))):
        yield f"c{n}" + attributes({**corner, **_at(placement, place)})
    round_ = {"shape": "circle", "width": RADIUS / 36, "fixedsize": "true", "label": "", "style": "filled"}
    for dot in placement.dots:
        look = {"color": dot.color, "fillcolor": dot.color}
        yield dot.node + attributes({**round_, **look, **_at(placement, (dot.x, dot.y))})
    for line in placement.lines:
        for part in _parts(line):
            yield _line(placement, part)


def _at(placement: Placement, point: Point) -> dict[str, Any]:
    return {"pos": f"{_number(point[0])},{_number(placement.height - point[1])}!"}


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _words(placement: Placement, words: Words) -> str:
    if words.badge is not None:
        wide, high = math.ceil(words.width), words.leading
        middle = (words.x + wide / 2, words.y + high / 2)
        table = framed(words.badge, words.leading - 2, wide, high)
        return attributes({"class": words.kind, **_at(placement, middle)}, table)
    wide, pad = math.ceil(words.width), 1 if words.look else 0
    high = words.leading * len(words.lines) + 2 * pad
    inner = words_table(words.lines, wide, words.leading, pad, side=4 if words.look else 0)
    border = 0
    frame = ""
    if words.look is not None:
        border, frame = 1, f' color="{words.look.border}" bgcolor="{words.look.header}"'
    middle = (words.x + wide / 2 + border, words.y + high / 2 + border)
    return attributes({"class": words.kind, **_at(placement, middle)}, _WORDS.format(border, frame, inner))


def _parts(line: Drawn) -> Iterator[Drawn]:
    """A line such that heads are at its last path: Graphviz repeats those of a path at the ones after it."""
    if line.tail and len(line.paths) > 1:
        if line.head:
            yield evolve(line, name=f"{line.name}_2", paths=line.paths[1:], tail=False)
            yield evolve(line, paths=line.paths[:1], head=False)
        else:
            yield evolve(line, paths=(*line.paths[1:], line.paths[0]))
    else:
        yield line


def _line(placement: Placement, line: Drawn) -> str:
    look = line.look
    values: dict[str, Any] = {"color": look.color, "penwidth": look.width, "style": look.line}
    values["arrowhead"] = look.head if line.head else "none"
    if line.tail:
        values |= {"arrowtail": look.tail, "dir": "both"}
    if line.sample:
        values["class"] = "sample"
    paths = [list(path) for path in line.paths]
    begin = _shortened(paths[-1], look.tail, from_start=True) if line.tail else None
    end = _shortened(paths[-1], look.head, from_start=False) if line.head else None
    texts = [_spline(placement, path) for path in paths]
    if end:
        texts[-1] = f"e,{_point(placement, end)} {texts[-1]}"
    if begin:  # which has to come first, if there are both
        texts[-1] = f"s,{_point(placement, begin)} {texts[-1]}"
    start, stop = (line.start, line.end) if line.start else ("c0", "c1")
    return f"{start} -> {stop}{attributes({**values, 'pos': ';'.join(texts)}, '', line.name)}"


def _shortened(path: list[Point], head: str, *, from_start: bool) -> Point:
    """Where the tip of a head is; the path ends where the head begins."""
    at, before = (0, 1) if from_start else (-1, -2)
    (x, y), (bx, by) = path[at], path[before]
    long = ((bx - x) ** 2 + (by - y) ** 2) ** 0.5 or 1.0
    part = min(_head_length(head), long * 0.9) / long
    path[at] = (x + (bx - x) * part, y + (by - y) * part)
    return (x, y)


def _head_length(head: str) -> float:
    """How long a head is that may be made of several shapes."""
    known = _SHAPES.get(head)
    if known is None:
        known = 2.0 if head == "normalnormal" else 1.0
    return known * _LENGTH * HEADS


def _point(placement: Placement, point: Point) -> str:
    return f"{_number(point[0])},{_number(placement.height - point[1])}"


def _spline(placement: Placement, path: Sequence[Point]) -> str:
    """Straight pieces as the curves that Graphviz has: each point between two pieces comes three times."""
    points = [_point(placement, point) for point in path]
    inner = [point for point in points[1:-1] for _ in range(3)]
    return " ".join([points[0], points[0], *inner, points[-1], points[-1]])
