"""Shapes of fixed sizes that hold their text, so that every engine draws the same.

The diamond and the letters below a shape are the last row of a label that is higher than the shape.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.rendering.looks import GREY
from argmap.rendering.text.escape import html
from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.rendering.gsn.shapes import Shape

LINE: Final = 1.2  # height of a line of text, in font sizes
ROW: Final = 2.0  # points that Graphviz puts between rows of a label
_CENTRE: Final = "<br/>"


class Form(NamedTuple):
    """A shape as Graphviz has it.

    Attributes:
        name: What Graphviz calls it.
        width: Its width in points.
        height: Its height in points.
        lines: The lines of the text in it.
    """

    name: str
    width: float
    height: float
    lines: tuple[str, ...]


def label(shape: Shape, form: Form, size: float) -> str:
    """What a shape says, as an HTML-like label."""
    head = f"<b>{html(shape.name)}</b>"
    note = (
        f'<font point-size="{size - 1.5:g}" color="{GREY}"><i>{html(shape.note)}</i></font>'
        if shape.note
        else ""
    )
    # Graphviz sets lines closely where faces are mixed, so each face has a row of its own.
    body = _CENTRE.join(html(line) or "&#160;" for line in form.lines)
    rows = "".join(f"<tr><td>{row}</td></tr>" for row in (head, body) if row)
    rows += f'<tr><td height="{size * LINE + ROW:.0f}">{note}</td></tr>' * bool(note)
    inner = f'<table border="0" cellborder="0" cellspacing="0" cellpadding="0">{rows}</table>'
    mark = {"Assumption": "A", "Justification": "J"}.get(shape.type, "")
    if not shape.undeveloped and not mark:
        return inner
    sign, side, large = (f"<b>{mark}</b>", "right", 1.0) if mark else ("◊", "center", 2.0)
    line = size * large * LINE
    within = line * (0.6 if mark else 0.24)  # the diamond touches the shape, a letter is in its corner
    # The row above is as high as the one below, so that the text stays in the middle of its shape.
    # A table within a cell grows with it, so rows without text take what the text leaves.
    spare = max((form.height - 2 * within - _height(shape, form.lines, size)) / 2, 0)
    return (
        '<table border="0" cellborder="0" cellspacing="0" cellpadding="0">'
        f'<tr><td height="{line + spare:.0f}"></td></tr>'
        f'<tr><td width="{form.width:.0f}">{inner}</td></tr>'
        f'<tr><td height="{spare:.0f}"></td></tr>'
        f'<tr><td height="{line:.0f}" align="{side}"><font point-size="{size * large:g}">{sign}</font></td></tr>'
        "</table>"
    )


def _height(shape: Shape, lines: Sequence[str], size: float) -> float:
    """How high the text of a shape is, in points."""
    lines_high = (1 + len(lines) + bool(shape.note)) * size * LINE
    return lines_high + ROW * (bool(lines) + bool(shape.note))


def form_of(shape: Shape, size: float, width: float, most: int) -> Form:
    """The form of a shape, as large as its text needs.

    Args:
        shape: The shape.
        size: The size of its text in points.
        width: How wide a line of text may be, in points.
        most: The most lines.
    """

    def set_in(room: float) -> tuple[tuple[str, ...], float, float]:
        lines = wrap(shape.text, room, size, max_lines=most).lines if shape.text else ()
        wide = max([text_width(line, size) for line in lines], default=0.0)
        wide = max(wide, text_width(shape.name, size, bold=True), text_width(shape.note, size - 1.5))
        return lines, wide, _height(shape, lines, size)

    if shape.type == "Solution":
        rooms = [width * part for part in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)]
        lines, wide, high = min(map(set_in, rooms), key=lambda found: math.hypot(found[1], found[2]))
        across = max(math.hypot(wide, high) + 4, size * 5)
        return Form("circle", across, across, lines)
    if shape.type in ("Assumption", "Justification"):
        lines, wide, high = set_in(width * 0.85)
        width, height = max(wide * math.sqrt(2) + 4, size * 6), max(high * math.sqrt(2) + 4, size * 4)
        return Form("ellipse", width, height, lines)
    if shape.type == "Strategy":
        lines, wide, high = set_in(width)
        slant = min(high + 12, width) * 0.25
        return Form("parallelogram", max(wide + 16, width * 0.8) * 1.3 + slant, high + 14, lines)
    lines, wide, high = set_in(width - 14)
    name = "folder" if shape.type in ("Module", "Contract") else "box"
    if shape.type == "Context":
        return Form("box", max(wide + 18, size * 6), high + 12, lines)
    return Form(name, max(wide + 14, width * 0.7), high + 14, lines)
