"""What a reader of the printed picture can read: how small the smallest text is, and which texts are cut.

Both are taken from what was drawn, so that they hold for every layout, notation and engine.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT: Final = re.compile(rb"<text\b([^>]*)>(?!\s*</text>)")
_FONT_SIZE: Final = re.compile(rb'\bfont-size="([\d.]+)')
_USUAL: Final = 14.0  # the size of text that has none
_SVG: Final = "{http://www.w3.org/2000/svg}"
ELLIPSIS: Final = "…"


def smallest(svg: bytes, otherwise: float) -> float:
    """The size of the smallest text of an engine's SVG in points; what it is ``otherwise``, where there is no text.

    >>> smallest(b'<text font-size="9">Cap</text><text font-size="8">C1</text><text font-size="6"> </text>', 9.0)
    8.0
    """
    found = {bytes(tag) for tag in _TEXT.findall(svg)}
    sizes = [float(size[1]) if (size := _FONT_SIZE.search(tag)) else _USUAL for tag in found]
    return min(sizes, default=otherwise)


def cut(svg: bytes, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Of the groups of an engine's SVG those that show a text without its end, by the engine's name for them.

    A text without its end has an ellipsis that ``texts``, the whole of what each group says, has not.

    >>> svg = '<g xmlns="http://www.w3.org/2000/svg"><title>n1</title><text>Rents …</text></g>'
    >>> cut(svg.encode(), {"n1": "Rents rose."})
    ('n1',)
    """
    if ELLIPSIS.encode() not in svg:
        return ()
    found: dict[str, None] = {}
    for group in ET.fromstring(svg).iter(f"{_SVG}g"):  # noqa: S314 -- what the engine wrote
        name = group.findtext(f"{_SVG}title", "")
        whole = texts.get(name)
        if whole is None:
            continue
        whole_picture = group.get("class") == "graph"  # whose own text is the title
        for text in group.findall(f"{_SVG}text") if whole_picture else group.iter(f"{_SVG}text"):
            last = (text.text or "").split()[-1:]
            if last and last[0].endswith(ELLIPSIS) and last[0] not in whole:
                found[name] = None
    return tuple(found)
