"""How parties and relations look: colours, lines, arrowheads, and signs that tell them apart without colour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from attrs import evolve, field, frozen

from argmap.appearance import Appearance
from argmap.errors import StyleError
from argmap.messages import shown
from argmap.model import RelationKind
from argmap.rendering.colors import BLACK, WHITE, legible, mixed
from argmap.values import Frozen, plain
from argmap.words import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from argmap.model import ArgumentMap
    from argmap.model.records import Node


def wrong(what: str, value: object, expected: str) -> StyleError:
    """The error for a value that is not what it should be."""
    return StyleError(
        f"{what} is {shown(value)}, expected {expected}", path=what, found=value, expected=expected
    )


def within(low: float, high: float) -> Any:
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


_HEX: Final = "#[0-9A-Fa-f]{6}"
_A_COLOR: Final = "a colour such as '#1F4E79'"
RESOLUTIONS: Final = (1, 100_000)
"""What dots per inch may be."""

_COLOR: Final = matching(_HEX, _A_COLOR)


def must_be_color(value: object) -> None:
    """Refuse what is no colour.

    Raises:
        StyleError: It is something else.
    """
    if not isinstance(value, str) or not re.fullmatch(_HEX, value):
        raise wrong("color", value, _A_COLOR)


TEXT: Final = matching("(?s:.*)", "text")
_ARROW: Final = matching("[a-z]{1,40}", "the name of a Graphviz arrow shape")


@frozen
class PartyLook(Frozen):
    """How one party's cards look; the header's fill and the mark tell parties apart without colour.

    Attributes:
        border: Colour of the border and of the text on a light header.
        header: Fill of the header strip.
        ink: Colour of the text in the header strip.
        tint: Ground of evidence.
    """

    _REFUSAL: ClassVar = StyleError

    border: str = field(validator=_COLOR)
    header: str = field(validator=_COLOR)
    ink: str = field(validator=_COLOR)
    tint: str = field(validator=_COLOR)

    def toned(self, tone: Callable[[str], str]) -> PartyLook:
        """This look in other tones: ``tone`` gives what stands for a colour."""
        return PartyLook(tone(self.border), tone(self.header), tone(self.ink), tone(self.tint))


@frozen
class RelationLook(Frozen):
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

    _REFUSAL: ClassVar = StyleError

    word: str = field(validator=TEXT)
    sample: str = field(validator=TEXT)
    color: str = field(validator=_COLOR)
    line: str = field(validator=matching("solid|dashed|dotted", "solid, dashed or dotted"))
    head: str = field(validator=_ARROW)
    tail: str = field(default="none", validator=_ARROW)
    width: float = field(default=1.5, converter=as_plain, validator=within(0.1, 20))

    def toned(self, tone: Callable[[str], str]) -> RelationLook:
        """This look in another tone: ``tone`` gives what stands for a colour."""
        return evolve(self, color=tone(self.color))


NOBODY: Final = PartyLook("#4A4A4A", "#FFFFFF", "#333333", "#F3F3F3")
GREY: Final = "#595959"  # of remarks

RELATIONS: Final[Mapping[RelationKind, RelationLook]] = {
    kind: RelationLook(VERBS[kind], sample, color, line, head, tail, width)
    for kind, sample, color, line, head, tail, width in (
        (RelationKind.SUPPORT, "——►", "#00855D", "solid", "normal", "none", 1.5),
        (RelationKind.ATTACK, "– – –|", "#B2182B", "dashed", "tee", "none", 1.7),
        (RelationKind.UNDERCUT, "· · · ·○", "#4A2C7D", "dotted", "odot", "none", 1.9),
        (RelationKind.ENTAILMENT, "——►►", "#00855D", "solid", "normalnormal", "none", 1.5),
        (RelationKind.CONTRARY, "|– –|", "#B2182B", "dashed", "tee", "tee", 1.5),
        (RelationKind.CONTRADICTION, "♦——♦", "#B2182B", "solid", "diamond", "diamond", 1.5),
        (RelationKind.REPHRASE, "——>", "#5A5A5A", "solid", "empty", "none", 1.5),
        (RelationKind.PREFERENCE, "——»", "#153A58", "solid", "vee", "none", 1.5),
        (RelationKind.ILLOCUTION, "· · ·>", "#757575", "dotted", "empty", "none", 1.2),
        (RelationKind.TRANSITION, "– – >", "#3A3A3A", "dashed", "open", "none", 1.2),
    )
}

_LINE: Final = 3.0  # WCAG 2.2, 1.4.11: contrast of a line that carries meaning
_TEXT: Final = 7.0  # WCAG 2.2, 1.4.6; the 4.5 of 1.4.3 are for screens, and print loses some


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
    header = mixed(color, WHITE, 0.68)
    return PartyLook(
        border=legible(color, WHITE, _LINE),
        header=header,
        ink=legible(mixed(color, BLACK, 0.5), header, _TEXT),
        tint=mixed(color, WHITE, 0.92),
    )
