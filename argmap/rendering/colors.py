"""Colours that a document sets for its elements, made fit for print: Argdown's `color` settings and data.

Source: the ColorPlugin of Argdown 2 for where a colour may stand and which one counts. Only what the document
says is heeded: tags and relations that it gives no colour get none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from argmap.rendering.style import PartyLook

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Section
    from argmap.model.records import Node

SCHEME: Final = ("#1b9e77", "#d95f02", "#7570b3", "#e7298a", "#66a61e", "#e6ab02", "#a6761d", "#666666")
"""What numbers mean in a document that brings no list of colours: Argdown's default scheme."""

_HEX: Final = re.compile("#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_LINE: Final = 3.0  # WCAG 2.2, 1.4.11: contrast of a line that carries meaning
_TEXT: Final = 7.0  # WCAG 2.2, 1.4.6; the 4.5 of 1.4.3 are for screens, and print loses some
_WHITE: Final = "#FFFFFF"
_BLACK: Final = "#000000"


@frozen
class Painted:
    """The look that a document gives an element.

    Attributes:
        look: Border, header and ink.
        tag: The tag that the colour stands for, or "".
    """

    look: PartyLook
    tag: str = ""


@frozen
class Colors:
    """What a document says about colours.

    Attributes:
        settings: Argdown's `color` settings.
        scheme: What numbers mean.
        by_tag: The colour and the priority of each tag that has a colour.
    """

    settings: Mapping[str, Any]
    scheme: tuple[str, ...]
    by_tag: Mapping[str, tuple[str, float]]

    @classmethod
    def of(cls, m: ArgumentMap) -> Colors:
        """What the map's document says.

        >>> from argmap import ArgumentMap
        >>> Colors.of(ArgumentMap.of(data={"argdown": {"color": {"tagColors": {"pro": 0}}}})).by_tag
        {'pro': ('#1b9e77', 0.0)}
        """
        settings = mapping(setting(m.data, "color"))
        own = settings.get("colorScheme")
        listed = isinstance(own, Sequence) and not isinstance(own, str)
        scheme = tuple(map(str, own)) if listed else SCHEME  # type: ignore[arg-type]
        by_tag: dict[str, tuple[str, float]] = {}
        if settings.get("colorizeByTag") is not False:
            for tag, value in mapping(settings.get("tagColors")).items():
                entry = mapping(value)
                if color := _color(entry.get("color") if entry else value, scheme):
                    priority = entry.get("priority")
                    by_tag[tag] = (
                        color,
                        float(priority) if isinstance(priority, (int, float)) else 0.0,
                    )
        return cls(settings, scheme, by_tag)

    def node(self, n: Node) -> Painted | None:
        """The look of an element: by its own data, else by its title, else by its first tag of highest priority."""
        own = "argumentColors" if type(n).__name__ == "Argument" else "statementColors"
        if color := self._said(n, getattr(n, "title", "") or n.id, own):
            return Painted(painted(color))
        tags = [t for t in n.tags if t in self.by_tag]
        if not tags:
            return None
        tag = max(tags, key=lambda t: self.by_tag[t][1])
        return Painted(painted(self.by_tag[tag][0]), tag)

    def section(self, s: Section) -> str:
        """The colour of a section, or ""."""
        return self._said(s, s.title, "groupColors")

    def _said(self, record: Node | Section, title: str, by_title: str) -> str:
        data = "" if self.settings.get("ignoreColorData") is True else setting(record.data, "color")
        named = mapping(self.settings.get(by_title))
        return _color(data, self.scheme) or _color(named.get(title), self.scheme)


def setting(data: Mapping[str, Any], name: str) -> Any:
    """A setting of Argdown's in the data of a map or a record, or None."""
    return mapping(data.get("argdown")).get(name)


def mapping(value: Any) -> Mapping[str, Any]:
    """The value if it is a mapping, as what foreign data may hold is not known; else an empty one."""
    return value if isinstance(value, Mapping) else {}


def painted(color: str) -> PartyLook:
    """A look in which text can be read and that keeps its hue: a light header, a border, dark ink.

    >>> painted("#1b9e77").header
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


def _color(value: object, scheme: tuple[str, ...]) -> str:
    """A colour as documents write it, "#1b9e77", "#abc" or a place in the scheme; "" if it is none."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(scheme):
        value = scheme[value]
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        return ""
    return value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])
