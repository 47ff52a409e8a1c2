"""Colours that a map asks for, made fit for print; what it asks none for gets none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from argmap.appearance import Appearance
from argmap.rendering.looks import PartyLook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.model import ArgumentMap
    from argmap.model.records import Node

_LINE: Final = 3.0  # WCAG 2.2, 1.4.11: contrast of a line that carries meaning
_TEXT: Final = 7.0  # WCAG 2.2, 1.4.6; the 4.5 of 1.4.3 are for screens, and print loses some
_WHITE: Final = "#FFFFFF"
_BLACK: Final = "#000000"


@frozen
class Painted:
    """The look that a map asks for an element.

    Attributes:
        look: Border, header and ink.
        tag: The tag that the colour is for, or "".
    """

    look: PartyLook
    tag: str = ""


def painted(m: ArgumentMap, elements: Iterable[Node]) -> dict[str, Painted]:
    """By id, the looks of elements: by their own colour, or else by their first tag of highest priority."""
    by_tag = Appearance.of(m).tag_colors
    found: dict[str, Painted] = {}
    for n in elements:
        if color := Appearance.of(n).color:
            found[n.id] = Painted(look_of(color))
        elif tags := [t for t in n.tags if t in by_tag]:
            tag = max(tags, key=lambda t: by_tag[t].priority)
            found[n.id] = Painted(look_of(by_tag[tag].color), tag)
    return found


def look_of(color: str) -> PartyLook:
    """A look in which text can be read and that keeps its hue: a light header, a border, dark ink.

    >>> look_of("#1b9e77").header
    '#B6E0D3'
    """
    header = mixed(color, _WHITE, 0.68)
    return PartyLook(
        border=legible(color, _WHITE, _LINE),
        header=header,
        ink=legible(mixed(color, _BLACK, 0.5), header, _TEXT),
        tint=mixed(color, _WHITE, 0.92),
    )


def mixed(color: str, other: str, share: float) -> str:
    """A colour with a share of another, from 0 to 1, in it.

    >>> mixed("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def legible(color: str, ground: str, ratio: float) -> str:
    """The colour, darkened until it stands out from a light ground by a contrast ratio, or black.

    >>> legible("#1b9e77", "#FFFFFF", 4.5)
    '#178665'
    """
    shades = (mixed(color, _BLACK, step / 20) for step in range(21))
    return next((shade for shade in shades if contrast(shade, ground) >= ratio), _BLACK)


def contrast(a: str, b: str) -> float:
    """The contrast ratio of two colours, from 1 to 21.

    Source: WCAG 2.2, definition of contrast ratio.

    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    dark, light = sorted((_luminance(a), _luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [c / 255 for c in _channels(color)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
