"""How parties and relations look: colours, lines, arrowheads, and signs that tell them apart without colour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from argmap.errors import StyleError
from argmap.messages import shown
from argmap.model import RelationKind
from argmap.words import VERBS

if TYPE_CHECKING:
    from collections.abc import Mapping


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
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            raise wrong(attribute.name, value, f"{low} to {high}")

    return check


def matching(pattern: str, what: str) -> Any:
    """A validator of what goes into DOT as it is, and so has to look like what it is."""

    def check(_record: object, attribute: Any, value: Any) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise wrong(attribute.name, value, what)

    return check


_COLOR: Final = matching("#[0-9A-Fa-f]{6}", "a colour such as '#1F4E79'")
_ARROW: Final = matching("[a-z]{1,40}", "the name of a Graphviz arrow shape")


@frozen
class PartyLook:
    """How one party's cards look; the header's fill and the mark tell parties apart without colour.

    Attributes:
        border: Colour of the border and of the text on a light header.
        header: Fill of the header strip.
        ink: Colour of the text in the header strip.
        tint: Fill behind evidence.
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

    word: str
    sample: str
    color: str = field(validator=_COLOR)
    line: str = field(validator=matching("solid|dashed|dotted", "solid, dashed or dotted"))
    head: str = field(validator=_ARROW)
    tail: str = field(default="none", validator=_ARROW)
    width: float = field(default=1.5, validator=between(0.1, 20))


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


def _look(
    kind: RelationKind, sample: str, color: str, line: str, head: str, tail: str = "none", width: float = 1.5
) -> RelationLook:
    return RelationLook(VERBS[kind], sample, color, line, head, tail, width)


RELATIONS: Final[Mapping[RelationKind, RelationLook]] = {
    RelationKind.SUPPORT: _look(RelationKind.SUPPORT, "——►", "#00795A", "solid", "normal"),
    RelationKind.ATTACK: _look(RelationKind.ATTACK, "– – –|", "#B2182B", "dashed", "tee", width=1.7),
    RelationKind.UNDERCUT: _look(RelationKind.UNDERCUT, "· · · ·○", "#6A3D9A", "dotted", "odot", width=1.9),
    RelationKind.ENTAILMENT: _look(RelationKind.ENTAILMENT, "——►►", "#00795A", "solid", "normalnormal"),
    RelationKind.CONTRARY: _look(RelationKind.CONTRARY, "|– –|", "#B2182B", "dashed", "tee", "tee"),
    RelationKind.CONTRADICTION: _look(
        RelationKind.CONTRADICTION, "♦——♦", "#B2182B", "solid", "diamond", "diamond"
    ),
    RelationKind.REPHRASE: _look(RelationKind.REPHRASE, "——>", "#4A4A4A", "solid", "empty"),
    RelationKind.PREFERENCE: _look(RelationKind.PREFERENCE, "——»", "#1F4E79", "solid", "vee"),
    RelationKind.ILLOCUTION: _look(
        RelationKind.ILLOCUTION, "· · ·>", "#4A4A4A", "dotted", "empty", width=1.2
    ),
    RelationKind.TRANSITION: _look(RelationKind.TRANSITION, "– – >", "#4A4A4A", "dashed", "open", width=1.2),
}
