"""How a map is drawn, as data: page, card, palette, lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final, TypeVar

from attrs import evolve, field, frozen

from argmap.errors import StyleError
from argmap.messages import nearest, shown
from argmap.model import RelationKind
from argmap.words import VERBS

Choice = TypeVar("Choice", bound=StrEnum)

READABLE: Final = 6.0
"""The smallest text, in points on the page, that a printed report can ask its readers to read."""


class Orientation(StrEnum):
    """Which way the page lies."""

    AUTO = "auto"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Direction(StrEnum):
    """Where reasons stand: right of what they bear on, left, below or above."""

    AUTO = "auto"
    RIGHT = "right"
    LEFT = "left"
    BELOW = "below"
    ABOVE = "above"


class EvidenceAs(StrEnum):
    """How evidence is shown: as rows of the card of its claim, as cards of its own, or not at all."""

    ROWS = "rows"
    CARDS = "cards"
    HIDDEN = "hidden"


class Notation(StrEnum):
    """What a map is drawn as: cards of who holds what, or a safety case in Goal Structuring Notation."""

    CARDS = "cards"
    GSN = "gsn"


def _between(low: float, high: float) -> Any:
    def check(_style: object, attribute: Any, value: Any) -> None:
        if value is None and attribute.default is None:
            return
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            raise StyleError(
                f"{attribute.name} is {value!r}, expected {low} to {high}",
                path=attribute.name,
                found=value,
                expected=f"{low} to {high}",
            )

    return check


def _matches(pattern: str, what: str) -> Any:
    """What goes into DOT unescaped has to look like what it is."""

    def check(_record: object, attribute: Any, value: Any) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise StyleError(
                f"{attribute.name} is {value!r}, expected {what}",
                path=attribute.name,
                found=value,
                expected=what,
            )

    return check


_COLOR: Final = _matches("#[0-9A-Fa-f]{6}", "a colour such as '#1F4E79'")
_ARROW: Final = _matches("[a-z]{1,40}", "the name of a Graphviz arrow shape")


@frozen
class Page:
    """A sheet of paper.

    Attributes:
        name: What ``page=`` calls it.
        width: Short side in points (1/72 inch).
        height: Long side in points.
        margin: White border on each side in points.
    """

    name: str
    width: float = field(validator=_between(72, 14_400))
    height: float = field(validator=_between(72, 14_400))
    margin: float = field(default=36.0, validator=_between(0, 7_200))

    def __attrs_post_init__(self) -> None:
        if min(self.width, self.height) - 2 * self.margin < 36:
            raise StyleError(
                f"page {self.name!r} has no room between margins of {self.margin:g} points",
                path="margin",
                found=self.margin,
                expected="half an inch (36 points) or more between the margins",
            )

    def room(self, orientation: Orientation) -> tuple[float, float]:
        """Width and height within the margins, in points."""
        short, long = sorted((self.width - 2 * self.margin, self.height - 2 * self.margin))
        return (long, short) if orientation is Orientation.LANDSCAPE else (short, long)


PAGES: Final = {"a4": Page("a4", 595.28, 841.89), "letter": Page("letter", 612.0, 792.0)}


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
    line: str = field(validator=_matches("solid|dashed|dotted", "solid, dashed or dotted"))
    head: str = field(validator=_ARROW)
    tail: str = field(default="none", validator=_ARROW)
    width: float = field(default=1.5, validator=_between(0.1, 20))


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


def _page(value: str | Page | None) -> Page | None:
    if value is None or isinstance(value, Page):
        return value
    if isinstance(value, str) and value.lower() in PAGES:
        return PAGES[value.lower()]
    raise _unknown("page", value, PAGES)


def _orientation(value: str) -> Orientation:
    return _one_of(Orientation, value, "orientation")


def _direction(value: str) -> Direction:
    return _one_of(Direction, value, "direction")


def _evidence(value: str) -> EvidenceAs:
    return _one_of(EvidenceAs, value, "evidence")


def _notation(value: str) -> Notation:
    return _one_of(Notation, value, "notation")


def _with_defaults(value: Mapping[str, RelationLook]) -> Mapping[RelationKind, RelationLook]:
    if not isinstance(value, Mapping):
        raise _mistaken("relations", value, "a RelationLook for each kind of relation")
    changed = {_one_of(RelationKind, kind, "kind of relation"): look for kind, look in value.items()}
    for look in changed.values():
        if not isinstance(look, RelationLook):
            raise _mistaken("relations", look, "a RelationLook for each kind of relation")
    return {**RELATIONS, **changed}


def _looks(value: Iterable[PartyLook]) -> tuple[PartyLook, ...]:
    looks = tuple(value) if isinstance(value, Iterable) else ()
    if not looks or not all(isinstance(look, PartyLook) for look in looks):
        raise _mistaken("parties", value, "one PartyLook or more")
    return looks


def _one_of(kind: type[Choice], value: str, what: str) -> Choice:
    try:
        return kind(value)
    except ValueError:
        raise _unknown(what, value, kind) from None


def _mistaken(what: str, value: object, expected: str) -> StyleError:
    return StyleError(
        f"{what} is {shown(value)}, expected {expected}", path=what, found=value, expected=expected
    )


def _whole(_style: object, attribute: Any, value: Any) -> None:
    if type(value) is not int:
        raise _mistaken(attribute.name, value, "a whole number")


def _flag(_style: object, attribute: Any, value: Any) -> None:
    if type(value) is not bool:
        raise _mistaken(attribute.name, value, "True or False")


def _unknown(what: str, value: object, known: Any, path: str | None = None) -> StyleError:
    names = [str(k) for k in known]
    return StyleError(
        f"unknown {what} {value!r}, expected one of: {', '.join(names)}",
        path=what if path is None else path,
        found=value,
        expected=", ".join(names),
        nearest=nearest(str(value), names),
    )


@frozen
class Style:
    """How a map is drawn. ``Style()`` is fit for a report; ``Style(page="letter")`` changes one thing.

    Attributes:
        page: "a4", "letter", a ``Page``, or None for no page in particular.
        orientation: auto, portrait or landscape; auto takes what leaves the text larger.
        direction: Where reasons stand; auto takes what leaves the text larger on the page.
        card_width: Width of every card in points; None takes what leaves the text larger on the page.
        font: One font family, without fallbacks; the widths of text are those of Helvetica and Arial.
        size: Size of a claim's text in points; evidence and headers are a point smaller.
        evidence: rows (in the card of its claim), cards (of its own) or hidden.
        max_lines: The most lines of a text; what is cut stays in the tooltip.
        labels: Whether lines other than support carry a word, and steps the argument that they belong to.
        locators: Whether cards say on which line of the source their words stand.
        title: Whether the picture has the map's title.
        legend: Whether parties and lines are explained below.
        sources: Whether the sources are named below, as far as more is known of one than its id.
        groups: Whether sections are drawn as boxes around their cards.
        parties: Looks of the parties, in the order in which they are given out.
        relations: Looks of the kinds of relations that differ from the usual ones.
        notation: cards (who holds what) or gsn (the shapes of Goal Structuring Notation).

    Raises:
        StyleError: A value outside what it allows.

    >>> Style(page="letter", evidence="cards").page.height
    792.0
    """

    page: Page | None = field(default=PAGES["a4"], converter=_page)
    orientation: Orientation = field(default=Orientation.AUTO, converter=_orientation)
    direction: Direction = field(default=Direction.AUTO, converter=_direction)
    card_width: float | None = field(default=None, validator=_between(80, 600))
    font: str = field(default="Helvetica", validator=_matches("[A-Za-z0-9 -]{1,80}", "one font family"))
    size: float = field(default=9.0, validator=_between(4, 40))
    evidence: EvidenceAs = field(default=EvidenceAs.ROWS, converter=_evidence)
    max_lines: int = field(default=14, validator=[_whole, _between(1, 1000)])
    labels: bool = field(default=False, validator=_flag)
    locators: bool = field(default=True, validator=_flag)
    title: bool = field(default=True, validator=_flag)
    legend: bool = field(default=True, validator=_flag)
    sources: bool = field(default=True, validator=_flag)
    groups: bool = field(default=True, validator=_flag, kw_only=True)
    parties: tuple[PartyLook, ...] = field(default=PARTIES, converter=_looks)
    relations: Mapping[RelationKind, RelationLook] = field(factory=dict, converter=_with_defaults)
    notation: Notation = field(default=Notation.CARDS, converter=_notation)

    @property
    def directions(self) -> tuple[Direction, ...]:
        """Where reasons may stand, the usual place first; in a safety case below, unless said otherwise."""
        if self.direction is not Direction.AUTO:
            return (self.direction,)
        return (Direction.BELOW,) if self.notation is Notation.GSN else (Direction.RIGHT, Direction.BELOW)

    def but(self, **changes: Any) -> Style:
        """This style with other values for some fields.

        Raises:
            StyleError: An unknown field, or a value outside what it allows.
        """
        known = [a.name for a in self.__attrs_attrs__]
        for name in changes:
            if name not in known:
                raise _unknown("style option", name, known, path="")
        return evolve(self, **changes)


STYLES: Final[Mapping[str, Style]] = {"report": Style(), "gsn": Style(notation=Notation.GSN)}
"""What ``style=`` calls a style by name."""


def named(style: str | Style | None) -> Style:
    """The style of a name; the one for reports if none is given.

    Raises:
        StyleError: No style has that name.

    >>> named("gsn").notation
    <Notation.GSN: 'gsn'>
    """
    if isinstance(style, Style):
        return style
    if style is None:
        return STYLES["report"]
    if style not in STYLES:
        raise _unknown("style", style, STYLES)
    return STYLES[style]
