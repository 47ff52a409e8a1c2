"""Lines that an engine has laid out: heads that meet on a shape are parted, and lines behind shapes are found.

Graphviz lets all lines to one port end in one point, and those to one corner nearly so. Where it finds no way around a
shape, it draws a line behind it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import define

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

APART: Final = 9.0
"""Between two heads, if the side has room for that."""

MEETING: Final = 5.0
"""Between two heads that are taken for one."""

CORNER: Final = 7.0
"""Between a head and the corner of its shape."""

_INSIDE: Final = 2.5  # of a shape, within which a line is behind it
_STEPS: Final = 24
_ROUNDS: Final = 60
_NEAR: Final = 3.0  # of a side, of a head that is on it
_STILL: Final = 0.01
_NUMBER: Final = r"-?[\d.]+(?:e[+-]?\d+)?"
_NODE: Final = re.compile(r"^\s*([nj]\d+)\s*\[(.*?)\];$", re.MULTILINE | re.DOTALL)
_EDGE: Final = re.compile(
    r"^\s*([nj]\d+)((?::\w+)*) -> ([nj]\d+)((?::\w+)*)\s*\[(.*?)\];$", re.MULTILINE | re.DOTALL
)
_PLACE: Final = re.compile(rf'^\s*pos="({_NUMBER}),({_NUMBER})"', re.MULTILINE)
_SIZES: Final = {name: re.compile(rf"^\s*{name}=({_NUMBER})", re.MULTILINE) for name in ("width", "height")}
_HEADING: Final = re.compile(
    rf'^\s*lheight=(?P<high>{_NUMBER}),\s*lp="(?P<x>{_NUMBER}),(?P<y>{_NUMBER})",\s*lwidth=(?P<wide>{_NUMBER})',
    re.MULTILINE,
)
_CURVE: Final = re.compile(r'^(\s*pos=")([^"]* [^"]*)"', re.MULTILINE)


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def smaller(self, by: float) -> _Box:
        """It without a margin."""
        return _Box(self.left + by, self.bottom + by, self.right - by, self.top - by)

    def meets(self, other: _Box) -> bool:
        """Whether both have something in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top

    def holds(self, point: complex) -> bool:
        """Whether a point is in it."""
        return self.left < point.real < self.right and self.bottom < point.imag < self.top


@define
class _Head:
    """A head on a side of a shape.

    Attributes:
        edge: The position of its line in the text.
        end: "e" if it is at the end of the line, "s" at its start.
        upright: Whether the side is, so that the head moves up and down.
        at: Where on the side it is.
        came: Where its line begins, along the side.
        fixed: Whether it aims at a row, and stays there.
    """

    edge: int
    end: str
    upright: bool
    at: float
    came: float
    fixed: bool


def parted(text: str) -> str:
    """A DOT text with positions in which no two heads are in one place, if their shape and what is near it has room."""
    steps = [*_steps(text)]
    moved = text
    for step in steps:
        moved = _with(moved, step)
    if behind(text) or not behind(moved):
        return moved
    for step in steps:  # only on the sides of shapes where no line gets behind another shape
        moved = _with(text, step)
        text = text if behind(moved) else moved
    return text


def _steps(text: str) -> Iterator[Mapping[int, Mapping[str, complex]]]:
    """For each side of a shape where heads meet, by how much they are moved: by line and end."""
    for heads, low, high in _sides(dict(_boxes(text)), _EDGE.finditer(text)):
        if all(other.at - one.at > MEETING for one, other in pairwise(heads)):
            continue
        before = [head.at for head in heads]
        _spread(heads, low, high)
        moved: dict[int, dict[str, complex]] = {}
        for head, at in zip(heads, before, strict=True):
            by = head.at - at
            if abs(by) > _STILL:
                moved.setdefault(head.edge, {})[head.end] = complex(0, by) if head.upright else complex(by, 0)
        yield moved


def _with(text: str, step: Mapping[int, Mapping[str, complex]]) -> str:
    """The text with ends of lines moved."""
    edges = [*_EDGE.finditer(text)]
    for n in sorted(step, reverse=True):
        found = edges[n]
        body = _CURVE.sub(lambda curve, n=n: f'{curve[1]}{_moved(curve[2], step[n])}"', found[5], count=1)
        text = text[: found.start(5)] + body + text[found.end(5) :]
    return text


def behind(text: str) -> bool:
    """Whether a line of a DOT text with positions runs behind a shape, or through the heading of a box."""
    boxes = [box for node, box in _boxes(text) if not node.startswith("j")]
    boxes += _headings(text)
    for edge in _EDGE.finditer(text):
        curve = _CURVE.search(edge[5])
        for piece in curve[2].split(";") if curve else ():
            points = [*_points(piece)]
            box = _around(points)
            near = [one.smaller(_INSIDE) for one in boxes if one.meets(box)]
            if near and any(one.holds(point) for point in _along(points) for one in near):
                return True
    return False


def _headings(text: str) -> Iterator[_Box]:
    for found in _HEADING.finditer(text):
        x, y, high, wide = (float(found[name]) for name in ("x", "y", "high", "wide"))
        yield _Box(x - wide * 36, y - high * 36, x + wide * 36, y + high * 36)


def _around(points: Sequence[complex]) -> _Box:
    xs, ys = [point.real for point in points], [point.imag for point in points]
    return _Box(min(xs), min(ys), max(xs), max(ys))


def _along(points: Sequence[complex]) -> Iterator[complex]:
    """Points on a curve, close to each other."""
    for n in range(0, len(points) - 3, 3):
        a, b, c, d = points[n : n + 4]
        for k in range(_STEPS):
            t = k / _STEPS
            u = 1 - t
            yield u**3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t**3 * d


def _boxes(text: str) -> Iterator[tuple[str, _Box]]:
    for found in _NODE.finditer(text):
        place = _PLACE.search(found[2])
        sizes = [size.search(found[2]) for size in _SIZES.values()]
        if place and all(sizes):
            x, y = map(float, place.groups())
            wide, high = (float(size[1]) * 36 for size in sizes if size)
            yield found[1], _Box(x - wide, y - high, x + wide, y + high)


def _sides(
    boxes: Mapping[str, _Box], edges: Iterable[re.Match[str]]
) -> Iterator[tuple[list[_Head], float, float]]:
    """The heads on each side of a shape, and from where to where they may be."""
    sides: dict[tuple[str, str], list[_Head]] = {}
    for n, edge in enumerate(edges):
        curve = _CURVE.search(edge[5])
        if curve is None:
            continue
        points = [*_points(curve[2])]
        for end, node, port, other in (("e", edge[3], edge[4], 0), ("s", edge[1], edge[2], -1)):
            tip = re.search(rf"(?:^|[ ;]){end},({_NUMBER}),({_NUMBER})", curve[2])
            box = boxes.get(node)
            if tip is None or box is None or node.startswith("j"):
                continue
            x, y = map(float, tip.groups())
            away = {"left": abs(x - box.left), "right": abs(x - box.right)}
            away |= {"bottom": abs(y - box.bottom), "top": abs(y - box.top)}
            side = min(away, key=lambda name: away[name])
            if away[side] > _NEAR:
                continue
            upright = side in ("left", "right")
            came = points[other].imag if upright else points[other].real
            row = re.match(r":r\d", port) is not None
            sides.setdefault((node, side), []).append(_Head(n, end, upright, y if upright else x, came, row))
    for (node, _), heads in sides.items():
        box = boxes[node]
        low, high = (box.bottom, box.top) if heads[0].upright else (box.left, box.right)
        edge_room = min(CORNER, (high - low) / 4)
        yield sorted(heads, key=lambda head: (head.at, head.came)), low + edge_room, high - edge_room


def _spread(heads: list[_Head], low: float, high: float) -> None:
    """Push heads on one side apart, in their order, until none is too near to another."""
    for head in heads:
        if not head.fixed:
            head.at = min(max(head.at, low), high)
    apart = min(APART, (high - low) / max(len(heads) - 1, 1))
    for _ in range(_ROUNDS):
        still = True
        for one, other in pairwise(heads):
            short = apart - (other.at - one.at)
            if short > _STILL and not (one.fixed and other.fixed):
                still = False
                share = 1.0 if other.fixed else 0.0 if one.fixed else 0.5
                one.at -= short * share
                other.at += short * (1 - share)
        for head in heads:
            if not head.fixed:
                head.at = min(max(head.at, low), high)
        if still:
            return


def _points(curve: str) -> Iterator[complex]:
    for part in curve.replace(";", " ").split():
        if part[:2] not in ("e,", "s,"):
            x, _, y = part.partition(",")
            yield complex(float(x), float(y))


def _moved(curve: str, by: Mapping[str, complex]) -> str:
    """A curve with its tips moved, and with them the two points before each, so that it leads there as before."""
    pieces = [piece.split() for piece in curve.split(";")]
    for end, step in by.items():
        lead = f"{end},"
        parts = next(piece for piece in pieces if any(part.startswith(lead) for part in piece))
        inner = [k for k, part in enumerate(parts) if part[:2] not in ("e,", "s,")]
        tip = next(k for k, part in enumerate(parts) if part.startswith(lead))
        parts[tip] = lead + _shifted(parts[tip].removeprefix(lead), step)
        for k in inner[-2:] if end == "e" else inner[:2]:
            parts[k] = _shifted(parts[k], step)
    return ";".join(map(" ".join, pieces))


def _shifted(point: str, by: complex) -> str:
    x, _, y = point.partition(",")
    return f"{float(x) + by.real:.2f},{float(y) + by.imag:.2f}"
