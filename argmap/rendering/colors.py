"""Colours as numbers: how light they are, how they mix, and what stands out from what.

Colours are written as ``"#1F4E79"``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

WHITE: Final = "#FFFFFF"
BLACK: Final = "#000000"

_GREY: Final = "#777777"
_DARKEST: Final = 7.0  # how light a dark ground is
_RANGE: Final = 0.92  # of lightness between what is white and what is black on paper
_STEPS: Final = 12  # halvings of a range of 255 levels, and then some


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
    shades = (mixed(color, BLACK, step / 20) for step in range(21))
    return next((shade for shade in shades if contrast(shade, ground) >= ratio), BLACK)


def contrast(a: str, b: str) -> float:
    """The contrast ratio of two colours, from 1 to 21.

    Source: WCAG 2.2, definition of contrast ratio.

    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    dark, light = sorted((_luminance(a), _luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def lightness(color: str) -> float:
    """How light a colour looks, from 0 for black to 100 for white: L* of CIE 1976.

    >>> round(lightness("#777777"))
    50
    """
    y = _luminance(color)
    return 116 * y ** (1 / 3) - 16 if y > 216 / 24389 else y * 24389 / 27


@lru_cache(maxsize=1024)
def shade(color: str, light: float) -> str:
    """The colour with white or black in it, as much as makes it as light as that.

    >>> shade("#2F6DA8", 81), shade("#2F6DA8", 20.5)
    ('#B6CCE0', '#16334F')
    """
    other = WHITE if lightness(color) < light else BLACK
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        enough = (lightness(mixed(color, other, middle)) < light) is (other is BLACK)
        low, high = (low, middle) if enough else (middle, high)
    return mixed(color, other, high)


def grey(color: str) -> str:
    """The grey that is as light as a colour.

    >>> grey("#2F6DA8")
    '#696969'
    """
    return shade(_GREY, lightness(color))


def dark(color: str) -> str:
    """What stands for a colour on a dark ground: the lighter it is on paper, the darker there.

    >>> dark("#FFFFFF"), dark("#000000"), dark("#2F6DA8")
    ('#151515', '#FDFDFD', '#608FBD')
    """
    return shade(color, _DARKEST + _RANGE * (100 - lightness(color)))


def _luminance(color: str) -> float:
    parts = [c / 255 for c in _channels(color)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
