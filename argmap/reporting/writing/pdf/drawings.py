"""The pictures of a report for typst: the SVG, the text that it cannot set, and a link over each card."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.rendering.output.shaped import string, taken_out
from argmap.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.reporting.content import Picture

_GROUP: Final = "{http://www.w3.org/2000/svg}g"
_SHAPES: Final = tuple(f"{{http://www.w3.org/2000/svg}}{name}" for name in ("polygon", "path", "ellipse"))
_NUMBERS: Final = re.compile(r"-?[\d.]+")
_SHIFT: Final = re.compile(r"scale\(([-\d.]+)[^)]*\).*translate\(([-\d.]+)[ ,]([-\d.]+)\)")


class Drawings(NamedTuple):
    """Pictures as files: the SVGs by their names, and the module of typst that has all of them."""

    svgs: dict[str, str]
    module: str


def drawings(pictures: Iterable[Picture]) -> Drawings:
    """The figures of a report."""
    svgs, entries = {}, []
    for picture in pictures:
        figure = picture.figure
        wide, high = figure.diagram.size
        name = f"figure-{figure.number}.svg"
        svgs[name], runs = taken_out(figure.diagram.svg, wide)
        layers = [
            f"image({string(name)}, alt: {string(figure.alt)}, width: {wide:g}pt, height: {high:g}pt)",
            *(run.markup for run in runs),
            *_links(picture),
        ]
        body = "; ".join(layers)  # one after the other, as sums may not be deep
        entries.append(f'"{figure.number}": box(width: {wide:g}pt, height: {high:g}pt, {{ {body} }})')
    return Drawings(svgs, f"#let pictures = ({', '.join(entries)}{',' if entries else ':'})\n")


def _links(picture: Picture) -> Iterator[str]:
    """Over each card, a link to where the report has its element in full."""
    diagram = picture.figure.diagram
    places = {visible(f"node-{i}"): picture.anchors.get(i, "") for i in picture.anchors}
    for group, (x, y, wide, high) in _cards(diagram.svg, diagram.size[0]):
        if anchor := places.get(group):
            area = f"box(width: {wide:.2f}pt, height: {high:.2f}pt)"
            yield f"place(top + left, dx: {x:.2f}pt, dy: {y:.2f}pt, link(label({string(anchor)}), {area}))"


def _cards(svg: str, width: float) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Where each group with an id has its first shape: left, top, width and height in points."""
    root = ET.fromstring(svg)  # noqa: S314 - what argmap finished
    box = [float(number) for number in root.get("viewBox", f"0 0 {width} 0").split()]
    unit = width / (box[2] or width)
    shift = next((found for g in root.iter(_GROUP) if (found := _SHIFT.search(g.get("transform", "")))), None)
    scale, right, down = (float(number) for number in shift.groups()) if shift else (1.0, 0.0, 0.0)
    for group in root.iter(_GROUP):
        shape = next((child for child in group.iter() if child.tag in _SHAPES), None)
        if not group.get("id") or "node" not in group.get("class", "").split() or shape is None:
            continue
        xs, ys = _corners(shape)
        left, top = ((min(xs) + right) * scale - box[0]) * unit, ((min(ys) + down) * scale - box[1]) * unit
        yield (
            group.get("id", ""),
            (left, top, (max(xs) - min(xs)) * scale * unit, (max(ys) - min(ys)) * scale * unit),
        )


def _corners(shape: ET.Element) -> tuple[list[float], list[float]]:
    if shape.tag == _SHAPES[2]:
        x, y, wide, high = (float(shape.get(name, "0")) for name in ("cx", "cy", "rx", "ry"))
        return [x - wide, x + wide], [y - high, y + high]
    numbers = [float(number) for number in _NUMBERS.findall(shape.get("points", shape.get("d", "")))]
    return numbers[::2], numbers[1::2]
