"""Text whose letters change with their neighbours: apart from others for resvg, taken out for typst to set it.

What turns SVG into PDF sets letters of Khmer, Arabic or Devanagari by themselves, so that they overlap; typst's own
text is right.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.rendering.text.metrics import is_known, text_width
from argmap.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_TEXT: Final = f"{{{_SVG}}}text"
_SHIFT: Final = re.compile(r"scale\(([-\d.]+)[^)]*\).*translate\(([-\d.]+)[ ,]([-\d.]+)\)")
_ANCHORS: Final = {"middle": 0.5, "end": 1.0}


class Run(NamedTuple):
    """A run of text, with the place of its baseline in points from the upper left corner of the picture."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    italic: bool
    fill: str
    anchor: float
    families: tuple[str, ...]

    @property
    def markup(self) -> str:
        """The run as typst has it, in a box of the picture's size."""
        fonts = ", ".join(map(string, self.families))
        face = f"font: ({fonts},), size: {self.size:.3f}pt, fill: rgb({string(self.fill)})"
        face += ', weight: "bold"' * self.bold + ', style: "italic"' * self.italic
        words = f'text({face}, top-edge: "baseline", bottom-edge: "baseline", {string(self.text)})'
        shift = f" - measure(it).width * {self.anchor:g}" if self.anchor else ""
        at = f"dx: {self.x:.3f}pt{shift}, dy: {self.y:.3f}pt"
        return f"context {{ let it = {words}; place(top + left, {at}, it) }}"


def string(text: str) -> str:
    """A text as a string of typst."""
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def parted(svg: str) -> str:
    """A finished SVG with what is before such text, as the sign of a party, in a text of its own.

    resvg takes all of a text from the first font of it, and shapes letters only there.
    """
    if "'Noto Sans " not in svg:
        return svg
    root = ET.fromstring(svg)  # noqa: S314 -- what argmap finished
    for parent, text, _ in [*_texts(root)]:
        words = text.text or ""
        before = "".join(takewhile(_is_usual, words))
        if "font-family" in text.attrib and before and text.get("text-anchor", "start") == "start":
            lead = ET.Element(_TEXT, {k: v for k, v in text.attrib.items() if k != "font-family"})
            lead.text, text.text = before, words[len(before) :]
            bold, size = text.get("font-weight") == "bold", float(text.get("font-size", "14"))
            text.set("x", f"{float(text.get('x', '0')) + text_width(before, size, bold=bold):.2f}")
            parent.insert([*parent].index(text), lead)
    return _written(root)


def _is_usual(letter: str) -> bool:
    """Whether the usual fonts have a letter or a sign."""
    return is_known(letter) or unicodedata.category(letter) == "So"


def taken_out(svg: str, width: float) -> tuple[str, tuple[Run, ...]]:
    """A finished SVG of a width in points without such text, and the text."""
    if "'Noto Sans " not in svg:
        return svg, ()
    root = ET.fromstring(svg)  # noqa: S314 -- what argmap finished
    box = [float(number) for number in root.get("viewBox", f"0 0 {width} 0").split()]
    unit = width / (box[2] or width)
    runs = []
    for parent, text, shift in _texts(root):
        if "font-family" in text.attrib:  # which only such text has
            runs.append(_run(text, shift, unit))
            parent.remove(text)
    return (_written(root), tuple(runs)) if runs else (svg, ())


def _written(root: ET.Element) -> str:
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    return ET.tostring(root, encoding="unicode")


def _texts(root: ET.Element) -> Iterator[tuple[ET.Element, ET.Element, tuple[float, float, float]]]:
    """The texts with what they are in, and by how much they are enlarged and moved."""
    waiting = [(root, (1.0, 0.0, 0.0))]
    while waiting:
        element, shift = waiting.pop()
        if found := _SHIFT.match(element.get("transform", "")):
            shift = (float(found[1]), float(found[2]), float(found[3]))
        for child in list(element):
            if child.tag == _TEXT:
                yield element, child, shift
            else:
                waiting.append((child, shift))


def _run(text: ET.Element, shift: tuple[float, float, float], unit: float) -> Run:
    scale, right, down = shift
    own, *usual = (name.strip(" '") for name in text.get("font-family", "").split(","))
    families = (*usual, own)  # typst takes each letter from the first that has it
    return Run(
        text="".join(text.itertext()),
        x=(float(text.get("x", "0")) + right) * scale * unit,
        y=(float(text.get("y", "0")) + down) * scale * unit,
        size=float(text.get("font-size", "14")) * scale * unit,
        bold=text.get("font-weight") == "bold",
        italic=text.get("font-style") == "italic",
        fill=text.get("fill", "#000000"),
        anchor=_ANCHORS.get(text.get("text-anchor", ""), 0.0),
        families=tuple(name for name in families if name and name != "sans-serif"),
    )
