"""Cards and pictures turned around, where text runs from right to left.

What is read from the right begins at the right: id, sign and text of a card, and where most cards are read so, the
first column and the rails as well. Letters stay as they are.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Callable, Collection, Sequence

_NUMBERS: Final = re.compile(r"-?[\d.]+")
_POINT: Final = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
_OTHER_SIDE: Final = {"start": "end", "end": "start"}
_LEGEND: Final = frozenset(("key", "party", "notes", "mark", "sample"))  # which is in English
_WORDS: Final = frozenset(("title", "continued", "section", "side"))


def turn(
    groups: Sequence[ET.Element], cards: Collection[ET.Element], background: ET.Element | None, *, whole: bool
) -> None:
    """Turn cards around, and with ``whole`` the picture, all but its legend.

    Args:
        groups: The groups of a finished picture.
        cards: Those that are read from right to left, the title among them.
        background: The ground of the picture.
        whole: Whether cards change places as well.
    """
    picture = _middle(background)
    for group in groups:
        classes = {*group.get("class", "").split()}
        if not classes & {"node", "edge", "cluster"} or classes & _LEGEND:
            continue
        own = _middle(group.find("polygon"))
        if group in cards:  # a title has no outline of its own
            _reflect(group, picture if whole or own is None else own)
        elif whole and "node" in classes and not classes & _WORDS and own is not None:
            _move(group, 2 * ((picture or 0.0) - own))
        elif whole and "title" not in classes:
            _reflect(group, picture)


def _middle(outline: ET.Element | None) -> float | None:
    if outline is None:
        return None
    xs = [float(n) for n in _NUMBERS.findall(outline.get("points", ""))[::2]]
    return (min(xs) + max(xs)) / 2


def _reflect(group: ET.Element, middle: float | None) -> None:
    both = 2 * (middle or 0.0)
    for element in group.iter():
        if element.tag == "text":
            element.set("text-anchor", _OTHER_SIDE.get(element.get("text-anchor", "start"), "middle"))
        _change(element, lambda x: both - x)


def _move(group: ET.Element, by: float) -> None:
    for element in group.iter():
        _change(element, lambda x: x + by)


def _change(element: ET.Element, place: Callable[[float], float]) -> None:
    """Put all that an element says of places elsewhere."""
    for name in ("x", "cx"):
        if name in element.attrib:
            element.set(name, f"{place(float(element.attrib[name])):g}")
    for name in ("points", "d"):
        if name in element.attrib:
            moved = partial(_point, place)
            element.set(name, _POINT.sub(moved, element.attrib[name]))


def _point(place: Callable[[float], float], found: re.Match[str]) -> str:
    return f"{place(float(found[1])):.2f},{found[2]}"
