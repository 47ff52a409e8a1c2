"""How parties and relations look: colours, lines, arrowheads, and signs that tell them apart without colour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from argmap.appearance import Appearance
from argmap.errors import StyleError
from argmap.messages import shown
from argmap.model import RelationKind
from argmap.values import plain
from argmap.words import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.model import ArgumentMap
    from argmap.model.records import Node


def wrong(what: str, value: object, expected: str) -> StyleError:
    """The error for a value that is not what it should be."""
    return StyleError(
        f"{what} is {shown(value)}, expected {expected}", path=what, found=value, expected=expected
    )


def between(low: float, high: float) -> Any:
    """A validator of numbers; None is allowed where it is the default."""

    def check(_style: object, attribute: Any, value: Any) -> None:
        if value is None and attribute.default is None:
            return
        number(attribute.name, value, low, high)

    return check


def number(what: str, value: object, low: float, high: float) -> float:
    """A number of any kind as one of Python.

    Raises:
        StyleError: It is none, or outside the range.
    """
    found = plain(value)
    if found is None or not low <= found <= high:
        raise wrong(what, value, f"{low} to {high}")
    return found


def as_plain(value: float | None) -> float | None:
    """A number of any kind as one of Python; what is none is left to the validator."""
    found = plain(value)
    return value if found is None else found


def matching(pattern: str, what: str) -> Any:
    """A validator of what goes into DOT as it is, and so has to look like what it is."""

    def check(_record: object, attribute: Any, value: Any) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise wrong(attribute.name, value, what)

    return check


_COLOR: Final = matching("#[0-9A-Fa-f]{6}", "a colour such as '#1F4E79'")
TEXT: Final = matching("(?s:.*)", "text")
_ARROW: Final = matching("[a-z]{1,40}", "the name of a Graphviz arrow shape")


@frozen
class PartyLook:
    """How one party's cards look; the header's fill and the mark tell parties apart without colour.

    Attributes:
        border: Colour of the border and of the text on a light header.
        header: Fill of the header strip.
        ink: Colour of the text in the header strip.
        tint: Ground of evidence.
    """

    border: str = field(validator=_COLOR)
    header: str = field(validator=_COLOR)
    ink: str = field(validator=_COLOR)
    tint: str = field(validator=_COLOR)


@frozen
class RelationLook:
    """How one kind of relation is drawn; line and arrowhead tell kinds apart without colour.

    Attributes:
        word: What the legend and the accessible description call it.
        sample: The line in text characters, for the legend.
        color: Colour of the line.
        line: solid, dashed or dotted.
        head: Graphviz arrowhead.
        tail: Graphviz arrowtail, "none" unless the relation is symmetric.
        width: Line width in points.
    """

    word: str = field(validator=TEXT)
    sample: str = field(validator=TEXT)
    color: str = field(validator=_COLOR)
    line: str = field(validator=matching("solid|dashed|dotted", "solid, dashed or dotted"))
    head: str = field(validator=_ARROW)
    tail: str = field(default="none", validator=_ARROW)
    width: float = field(default=1.5, converter=as_plain, validator=between(0.1, 20))


PARTIES: Final = (
    PartyLook("#1F4E79", "#1F4E79", "#FFFFFF", "#EAF1F8"),
    PartyLook("#8A3B12", "#FFFFFF", "#8A3B12", "#FBEEE6"),
    PartyLook("#4A4A4A", "#D4D4D4", "#222222", "#F3F3F3"),
    PartyLook("#0B5C63", "#BFDDE0", "#083F44", "#E9F4F5"),
    PartyLook("#5B4A00", "#F2E3A6", "#453800", "#FBF6E1"),
    PartyLook("#6B2D5C", "#6B2D5C", "#FFFFFF", "#F5EAF2"),
)
NOBODY: Final = PartyLook("#4A4A4A", "#FFFFFF", "#333333", "#F3F3F3")
GREY: Final = "#595959"  # of remarks
MARKS: Final = "●■▲▼○□◊►◄▬"


RELATIONS: Final[Mapping[RelationKind, RelationLook]] = {
    kind: RelationLook(VERBS[kind], sample, color, line, head, tail, width)
    for kind, sample, color, line, head, tail, width in (
        (RelationKind.SUPPORT, "——►", "#00795A", "solid", "normal", "none", 1.5),
        (RelationKind.ATTACK, "– – –|", "#B2182B", "dashed", "tee", "none", 1.7),
        (RelationKind.UNDERCUT, "· · · ·○", "#6A3D9A", "dotted", "odot", "none", 1.9),
        (RelationKind.ENTAILMENT, "——►►", "#00795A", "solid", "normalnormal", "none", 1.5),
        (RelationKind.CONTRARY, "|– –|", "#B2182B", "dashed", "tee", "tee", 1.5),
        (RelationKind.CONTRADICTION, "♦——♦", "#B2182B", "solid", "diamond", "diamond", 1.5),
        (RelationKind.REPHRASE, "——>", "#4A4A4A", "solid", "empty", "none", 1.5),
        (RelationKind.PREFERENCE, "——»", "#1F4E79", "solid", "vee", "none", 1.5),
        (RelationKind.ILLOCUTION, "· · ·>", "#4A4A4A", "dotted", "empty", "none", 1.2),
        (RelationKind.TRANSITION, "– – >", "#4A4A4A", "dashed", "open", "none", 1.2),
    )
}

_LINE: Final = 3.0  # WCAG 2.2, 1.4.11: contrast of a line that carries meaning
_TEXT: Final = 7.0  # WCAG 2.2, 1.4.6; the 4.5 of 1.4.3 are for screens, and print loses some
_WHITE: Final = "#FFFFFF"
_BLACK: Final = "#000000"


@frozen
class Painted:
    """The look that a map asks for an element, and the tag that the colour is for, or ""."""

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
