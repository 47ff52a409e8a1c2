"""A cross over a shape, as Goal Structuring Notation marks what is defeated; DOT cannot say it."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from typing import Final

_NUMBERS: Final = re.compile(r"-?[\d.]+")
_SHAPES: Final = ("polygon", "ellipse", "path")
_LINE: Final = {"stroke-width": "1.1", "stroke-opacity": "0.5"}


def cross_out(group: ET.Element) -> None:
    """Draw the diagonals of the first shape of a group, below its text so that this can be read."""
    for n, shape in enumerate(group):
        if shape.tag in _SHAPES:
            (a, b), (c, d) = _diagonals(shape)
            way = (
                f"M{a.real:g},{a.imag:g} L{b.real:g},{b.imag:g} M{c.real:g},{c.imag:g} L{d.real:g},{d.imag:g}"
            )
            look = {"fill": "none", "stroke": shape.get("stroke", "black"), **_LINE}
            group.insert(n + 1, ET.Element("path", {**look, "d": way, "class": "defeated"}))
            return


def _diagonals(shape: ET.Element) -> tuple[tuple[complex, complex], tuple[complex, complex]]:
    """From corner to corner of a four-sided shape, or of the largest rectangle in or around any other."""
    if shape.tag == "ellipse":
        x, y, wide, high = (float(shape.get(name, "0")) for name in ("cx", "cy", "rx", "ry"))
        wide, high = wide / math.sqrt(2), high / math.sqrt(2)
        left, right, top, bottom = x - wide, x + wide, y - high, y + high
    else:
        numbers = [float(n) for n in _NUMBERS.findall(shape.get("points", shape.get("d", "")))]
        corners = [complex(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
        if len(corners) == 5 and corners[0] == corners[4]:  # closed: the first comes again
            return (corners[0], corners[2]), (corners[1], corners[3])
        left, right = min(p.real for p in corners), max(p.real for p in corners)
        top, bottom = min(p.imag for p in corners), max(p.imag for p in corners)
    return (complex(left, top), complex(right, bottom)), (complex(left, bottom), complex(right, top))
