"""Text that an SVG's letters are not enough for, taken out of it so that typst can set it.

What turns SVG into PDF or pixels sets letters of Khmer, Arabic or Devanagari by themselves, so that they overlap, and
takes all letters of a text from one font; typst's own text is right.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.rendering.text.direction import END, RIGHT_TO_LEFT
from argmap.rendering.text.helvetica import is_known
from argmap.rendering.text.scripts import EMOJI, families, language_of_han, stretches
from argmap.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_TEXT: Final = f"{{{_SVG}}}text"
_SHIFT: Final = re.compile(r"scale\(([-\d.]+)[^)]*\).*translate\(([-\d.]+)[ ,]([-\d.]+)\)")
_PLAIN: Final = "cjk-latin-spacing: none, overhang: false, hyphenate: false"  # as wide as its letters
_ANCHORS: Final = {"middle": 0.5, "end": 1.0}


class Run(NamedTuple):
    """A run of text, with the place of its baseline in points from the upper left corner of the picture.

    Attributes:
        anchor: Which part of its width is left of that place.
        length: How wide it is to be; 0 for as wide as it comes.
        families: Those of usual letters.
        language: What decides how Chinese characters look.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool
    italic: bool
    struck: bool
    fill: str
    anchor: float
    length: float
    families: tuple[str, ...]
    language: str

    @property
    def markup(self) -> str:
        """The run as typst has it, in a box of the picture's size."""
        text, way = self.text, "ltr"
        if text.startswith(RIGHT_TO_LEFT) and text.endswith(END):
            text, way = text[1:-1], "rtl"
        face = f"dir: {way}, size: {self.size:.3f}pt, fill: rgb({string(self.fill)}), {_PLAIN}"
        face += ', weight: "bold"' * self.bold + ', style: "italic"' * self.italic
        words = "; ".join(self._stretch(script, part) for script, part in stretches(text))
        words = f"strike({{ {words} }})" if self.struck else f"{{ {words} }}"
        wide = f"{self.length:.3f}pt" if self.length else "own"
        return (
            f'context {{ let it = text({face}, top-edge: "baseline", bottom-edge: "baseline", {words}); '
            f"let own = measure(it).width; let wide = {wide}; "
            f"place(top + left, dx: {self.x:.3f}pt - wide * {self.anchor:g}, dy: {self.y:.3f}pt, "
            "scale(x: if own > 0pt { wide / own * 100% } else { 100% }, origin: top + left, "
            "box(width: own + 1pt, align(left, it)))) }"
        )

    def _stretch(self, script: str, text: str) -> str:
        """Letters of one script: first from the fonts made for it, usual ones first from usual fonts."""
        own = families(script, self.language) if script else ()
        fonts = ", ".join(map(string, (*own, *self.families, *EMOJI)))
        # typst drops blanks at the ends of lines, and would break there.
        return f"text(font: ({fonts},), {string(text.replace(' ', NO_BREAK))})"


NO_BREAK: Final = "\u00a0"


def string(text: str) -> str:
    """A text as a string of typst."""
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def taken_out(svg: str, width: float) -> tuple[str, tuple[Run, ...]]:
    """A finished SVG of a width in points without such text, and the text."""
    root = ET.fromstring(svg)  # noqa: S314 -- what argmap finished
    box = [float(number) for number in root.get("viewBox", f"0 0 {width} 0").split()]
    unit = width / (box[2] or width)
    language = language_of_han("".join(root.itertext()), root.get("lang", ""))
    runs = []
    for parent, text, shift in _texts(root):
        if "font-family" in text.attrib or not is_known("".join(text.itertext())):
            names = text.get("font-family", root.get("font-family", ""))
            runs.append(_run(text, shift, unit, names, language))
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


def _run(text: ET.Element, shift: tuple[float, float, float], unit: float, names: str, language: str) -> Run:
    scale, right, down = shift
    families = (name.strip(" '") for name in names.split(","))
    return Run(
        text="".join(text.itertext()),
        x=(float(text.get("x", "0")) + right) * scale * unit,
        y=(float(text.get("y", "0")) + down) * scale * unit,
        size=float(text.get("font-size", "14")) * scale * unit,
        bold=text.get("font-weight") == "bold",
        italic=text.get("font-style") == "italic",
        struck="line-through" in text.get("text-decoration", ""),
        fill=text.get("fill", "#000000"),
        anchor=_ANCHORS.get(text.get("text-anchor", ""), 0.0),
        length=float(text.get("textLength", "0")) * scale * unit,
        families=tuple(name for name in families if name and name != "sans-serif"),
        language=language,
    )
