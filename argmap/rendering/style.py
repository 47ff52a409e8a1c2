"""How a map is drawn, as data: page, card, palette, lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final

from attrs import evolve, field, frozen

from argmap.errors import ArgmapError, StyleError, unknown_name
from argmap.messages import Hint, shown
from argmap.model.fields import references
from argmap.rendering import colors
from argmap.rendering.looks import (
    RELATIONS,
    RESOLUTIONS,
    TEXT,
    PartyLook,
    RelationLook,
    as_plain,
    matching,
    must_be_color,
    within,
    wrong,
)
from argmap.values import Frozen, Vocabulary

if TYPE_CHECKING:
    from argmap.model import RelationKind
    from argmap.model.fields import HasId

READABLE: Final = 6.0
"""The smallest text, in points on the page, that a printed report can ask its readers to read."""


class _Choice(Vocabulary):
    """A value of an option that has a few."""

    @classmethod
    def unknown(cls, word: object) -> StyleError:
        """The error for what is none of them."""
        name = cls.__name__.removesuffix("As").lower()
        return unknown_name(name, word, cls, StyleError, path=name)


class Orientation(_Choice):
    """Which way the page lies."""

    AUTO = "auto"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Direction(_Choice):
    """Where reasons are: right of what they bear on, left, below or above."""

    AUTO = "auto"
    RIGHT = "right"
    LEFT = "left"
    BELOW = "below"
    ABOVE = "above"


class EvidenceAs(_Choice):
    """How evidence is shown: as rows of the card of its claim, as cards of its own, or not at all."""

    ROWS = "rows"
    CARDS = "cards"
    HIDDEN = "hidden"


class LayoutAs(_Choice):
    """How cards are laid out: as a network, in columns, as charges and answers, or as suits the map and the page."""

    AUTO = "auto"
    NETWORK = "network"
    COLUMNS = "columns"
    DISPUTE = "dispute"


class Ids(_Choice):
    """What elements are called in a picture: their ids, nothing, or their numbers in the map."""

    ALL = "all"
    NONE = "none"
    NUMBERS = "numbers"


class Look(_Choice):
    """In which tones a picture is: in colour, in greys as a printer without colours gives them, or on a dark ground."""

    COLOR = "color"
    GREY = "grey"
    DARK = "dark"


class Notation(_Choice):
    """What a map is drawn as: cards of who holds what, or a safety case in Goal Structuring Notation."""

    CARDS = "cards"
    GSN = "gsn"


def _orientation(value: str) -> Orientation:
    return Orientation.of(value)


def _direction(value: str) -> Direction:
    return Direction.of(value)


def _evidence(value: str) -> EvidenceAs:
    return EvidenceAs.of(value)


def _layout(value: str) -> LayoutAs:
    return LayoutAs.of(value)


def _ids(value: str) -> Ids:
    return Ids.of(value)


def _look(value: str) -> Look:
    return Look.of(value)


def _notation(value: str) -> Notation:
    return Notation.of(value)


IGNORED: Final[Mapping[Notation, tuple[str, ...]]] = {
    Notation.CARDS: (),
    Notation.GSN: (
        *("layout", "between", "evidence", "labels", "locators", "groups", "parties"),
        *("ids", "headings", "quantities"),
    ),
}
"""The options that a notation has no use for, and that are refused with it."""

UNUSED: Final[Mapping[LayoutAs, tuple[str, ...]]] = {
    LayoutAs.AUTO: (),
    LayoutAs.NETWORK: ("between",),
    LayoutAs.COLUMNS: ("direction", "labels", "between"),
    LayoutAs.DISPUTE: ("direction", "labels"),
}
"""The options that a layout has no use for, and that are refused with it."""


@frozen
class Page(Frozen):
    """A sheet of paper.

    Attributes:
        name: What ``page=`` calls it.
        width: Short side in points (1/72 inch).
        height: Long side in points.
        margin: White border on each side in points.
        caption: Height in points that is kept free below a picture, for words about it.
        text: Width in points of the running text that a picture stands in, if it must be no wider than that.
    """

    _REFUSAL: ClassVar = StyleError

    name: str = field(validator=TEXT)
    width: float = field(converter=as_plain, validator=within(72, 14_400))
    height: float = field(converter=as_plain, validator=within(72, 14_400))
    margin: float = field(default=36.0, converter=as_plain, validator=within(0, 7_200))
    caption: float = field(default=0.0, converter=as_plain, validator=within(0, 7_200))
    text: float | None = field(default=None, converter=as_plain, validator=within(36, 14_400))

    def __attrs_post_init__(self) -> None:
        if min(self.width, self.height) - 2 * self.margin - self.caption < 36:
            raise StyleError(
                f"page {self.name!r} has no room between margins of {self.margin:g} points",
                path="margin",
                found=self.margin,
                expected="half an inch (36 points) or more between the margins",
            )

    def sides(self, orientation: Orientation) -> tuple[float, float]:
        """Width and height of the sheet, in points."""
        short, long = sorted((self.width, self.height))
        return (long, short) if Orientation.of(orientation) is Orientation.LANDSCAPE else (short, long)

    def room(self, orientation: Orientation) -> tuple[float, float]:
        """Width and height of a picture within the margins, in points."""
        width, height = self.sides(orientation)
        wide = width - 2 * self.margin
        return min(wide, self.text or wide), height - 2 * self.margin - self.caption


PAGES: Final = {
    name: Page(name, width, height)
    for name, width, height in (
        ("a4", 595.28, 841.89),
        ("letter", 612.0, 792.0),
        ("a3", 841.89, 1190.55),
        ("a5", 419.53, 595.28),
        ("b5", 498.9, 708.66),
        ("legal", 612.0, 1008.0),
        ("tabloid", 792.0, 1224.0),
        ("slide", 540.0, 960.0),
    )
}
"""What ``page=`` calls sheets of paper, and a slide of 16 to 9."""

_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_LENGTH: Final = re.compile(r"(\d{1,5}(?:\.\d{1,3})?) ?(pt|in|cm|mm)", re.IGNORECASE)
_SIDES: Final = re.compile(
    r"(\d{1,5}(?:\.\d{1,3})?) ?[x×] ?(\d{1,5}(?:\.\d{1,3})?) ?(pt|in|cm|mm)", re.IGNORECASE
)


def _page(value: str | Page | None) -> Page | None:
    if value is None or isinstance(value, Page):
        return value
    if isinstance(value, str) and value.lower() in PAGES:
        return PAGES[value.lower()]
    sides = _SIDES.fullmatch(value.strip()) if isinstance(value, str) else None
    if sides is not None:
        unit = _POINTS[sides[3].lower()]
        return Page(sides[0], float(sides[1]) * unit, float(sides[2]) * unit)
    known = (*PAGES, "two sides such as 160x90mm")
    raise unknown_name("page", value, known, StyleError, path="page")


def _width(value: str | float | None) -> float | None:
    """A width in points of a number with a unit."""
    if not isinstance(value, str):
        return as_plain(value)
    found = _LENGTH.fullmatch(value.strip())
    if found is None:
        raise wrong("width", value, "a length such as '16cm', in cm, mm, in or pt")
    return float(found[1]) * _POINTS[found[2].lower()]


def _between(value: Iterable[str | HasId] | None) -> tuple[str, str] | None:
    """The ids of two parties."""
    if value is None:
        return None
    try:
        two = references(value)
    except ArgmapError:
        two = ()
    if len(two) != 2 or two[0] == two[1]:
        raise wrong("between", value, "the ids of two different parties")
    return two[0], two[1]


def _with_defaults(value: Mapping[str, RelationLook]) -> Mapping[RelationKind, RelationLook]:
    if not isinstance(value, Mapping):
        raise wrong("relations", value, "a RelationLook for each kind of relation")
    for kind, look in value.items():
        if not isinstance(kind, str) or kind not in RELATIONS:
            raise unknown_name("kind of relation", kind, RELATIONS, StyleError, path="kind of relation")
        if not isinstance(look, RelationLook):
            raise wrong("relations", look, "a RelationLook for each kind of relation")
    return {**RELATIONS, **value}  # type: ignore[dict-item]


def _looks(
    value: Mapping[str, PartyLook] | Iterable[PartyLook],
) -> Mapping[str, PartyLook] | tuple[PartyLook, ...]:
    expected = "a PartyLook for each id of a party, or one PartyLook or more in order"
    if isinstance(value, Mapping):
        if not all(isinstance(i, str) and isinstance(look, PartyLook) for i, look in value.items()):
            raise wrong("parties", value, expected)
        return dict(value)
    try:
        looks = tuple(value)
    except TypeError:
        looks = ()
    if not looks or not all(isinstance(look, PartyLook) for look in looks):
        raise wrong("parties", value, expected)
    return looks


def _whole(_style: object, attribute: Any, value: Any) -> None:
    if type(value) is not int:
        raise wrong(attribute.name, value, "a whole number")


def _flag(_style: object, attribute: Any, value: Any) -> None:
    if not isinstance(value, bool):
        raise wrong(attribute.name, value, "True or False")


_TONES: Final[Mapping[Look, Callable[[str], str]]] = {
    Look.COLOR: str,
    Look.GREY: colors.grey,
    Look.DARK: colors.dark,
}


@frozen
class Style(Frozen):
    """How a map is drawn. ``Style()`` is fit for a report; ``Style(page="letter")`` changes one thing.

    Attributes:
        page: "a4", "letter", another name in ``PAGES``, two sides such as "160x90mm", a ``Page``, or None for no page
            in particular.
        width: Width of the running text that the picture stands in, as "16cm" (cm, mm, in, pt) or in points; None for
            the whole width of the page.
        orientation: auto, portrait or landscape; auto takes what leaves the text larger.
        layout: network (reasons right of what they bear on), columns (each card below what it bears on, in columns like
            a newspaper), dispute (what one side holds on the left, what the other answers on the right), or auto, which
            takes a network unless another leaves the text clearly larger.
        between: Two parties, by their ids, that face each other in a dispute: whose claims are on the left, and who
            answers them on the right; None for the side that the thesis is most in conflict with, and that of the
            thesis.
        direction: Where reasons are in a network; auto takes what leaves the text larger on the page.
        card_width: Width of every card in points; None takes what leaves the text larger on the page.
        font: One font family, without fallbacks; the widths of text are those of Helvetica and Arial.
        size: Size of a claim's text in points; evidence and headers are smaller.
        evidence: rows (in the card of its claim), cards (of its own) or hidden.
        max_lines: The most lines of a text; what is cut stays in the tooltip.
        labels: Whether lines other than support carry a word, and steps the argument that they belong to.
        ids: all (cards and rows show their ids), none, or numbers (in the order of the map).
        headings: Whether cards show the titles of claims above their texts.
        quantities: Whether evidence shows its figures.
        locators: Whether cards show on which page, in which paragraph or on which line of the source their words are.
        title: Whether the picture has the map's title.
        legend: Whether parties and lines are explained below.
        sources: Whether the sources are named below, as far as more is known of one than its id.
        groups: Whether sections are drawn as boxes around their cards.
        look: color, grey or dark, in all formats; colours of one's own are turned into greys or for a dark ground, too.
        parties: Looks of parties that differ from the usual ones, by id; or looks for all, in the order in which they
            are given out.
        relations: Looks of the kinds of relations that differ from the usual ones.
        dpi: Dots per inch of PNG pictures as they are printed.
        notation: cards (who holds what) or gsn (the shapes of Goal Structuring Notation).

    Raises:
        StyleError: A value outside what it allows, or an option that the notation or the layout ignores.

    >>> Style(page="letter", evidence="cards").page.height
    792.0
    """

    _REFUSAL: ClassVar = StyleError
    _INSTEAD: ClassVar = "style.but({}=…) makes another one"

    page: Page | None = field(default=PAGES["a4"], converter=_page)
    width: float | None = field(default=None, converter=_width, validator=within(36, 14_400), kw_only=True)
    orientation: Orientation = field(default=Orientation.AUTO, converter=_orientation)
    layout: LayoutAs = field(default=LayoutAs.AUTO, converter=_layout, kw_only=True)
    between: tuple[str, str] | None = field(default=None, converter=_between, kw_only=True)
    direction: Direction = field(default=Direction.AUTO, converter=_direction)
    card_width: float | None = field(default=None, converter=as_plain, validator=within(80, 600))
    font: str = field(default="Helvetica", validator=matching("[A-Za-z0-9 -]{1,80}", "one font family"))
    size: float = field(default=9.0, converter=as_plain, validator=within(4, 40))
    evidence: EvidenceAs = field(default=EvidenceAs.ROWS, converter=_evidence)
    max_lines: int = field(default=14, converter=as_plain, validator=[_whole, within(1, 1000)])
    labels: bool = field(default=False, validator=_flag)
    ids: Ids = field(default=Ids.ALL, converter=_ids, kw_only=True)
    headings: bool = field(default=False, validator=_flag, kw_only=True)
    quantities: bool = field(default=False, validator=_flag, kw_only=True)
    locators: bool = field(default=True, validator=_flag)
    title: bool = field(default=True, validator=_flag)
    legend: bool = field(default=True, validator=_flag)
    sources: bool = field(default=True, validator=_flag)
    groups: bool = field(default=True, validator=_flag, kw_only=True)
    look: Look = field(default=Look.COLOR, converter=_look, kw_only=True)
    parties: Mapping[str, PartyLook] | tuple[PartyLook, ...] = field(default={}, converter=_looks)
    relations: Mapping[RelationKind, RelationLook] = field(factory=dict, converter=_with_defaults)
    dpi: float = field(default=300.0, converter=as_plain, validator=within(*RESOLUTIONS), kw_only=True)
    notation: Notation = field(default=Notation.CARDS, converter=_notation)

    def __attrs_post_init__(self) -> None:
        if self.page is None and self.width is not None:
            raise StyleError(
                "width is that of a text on a page, and there is no page",
                path="width",
                found=self.width,
                hint=Hint("leave out {page}, or {width}", page=None, width=...),
            )
        if self.between is not None and (self.direction is not Direction.AUTO or self.labels):
            raise StyleError(
                "between is for disputes, direction and labels are for networks",
                path="between",
                found=self.between,
                hint="leave out between, or direction and labels",
            )
        ignored = dict.fromkeys(UNUSED[self.layout], f"the layout {self.layout}")
        ignored |= dict.fromkeys(IGNORED[self.notation], f"the notation {self.notation}")
        for attribute in self.__attrs_attrs__:
            value = getattr(self, attribute.name)
            if attribute.name in ignored and value != attribute.default:
                seen = str(value) if isinstance(value, StrEnum) else value
                raise StyleError(
                    f"{attribute.name} is {shown(seen)}, which {ignored[attribute.name]} ignores",
                    path=attribute.name,
                    found=value,
                    expected=shown(attribute.default),
                    hint=Hint(
                        f"leave out {{{attribute.name}}}",
                        **{attribute.name: value if value is False else ...},
                    ),
                )

    @property
    def paper(self) -> Page | None:
        """The page with the width of the text that the picture stands in."""
        return self.page if self.page is None or self.width is None else evolve(self.page, text=self.width)

    @property
    def directions(self) -> tuple[Direction, ...]:
        """Where reasons may be, the usual place first; in a safety case below by default."""
        if self.direction is not Direction.AUTO:
            return (self.direction,)
        return (Direction.BELOW,) if self.notation is Notation.GSN else (Direction.RIGHT, Direction.BELOW)

    def tone(self, color: str) -> str:
        """What stands for a colour in this look.

        Raises:
            StyleError: It is no colour such as "#1F4E79".
        """
        must_be_color(color)
        return _TONES[self.look](color)

    def line(self, kind: RelationKind) -> RelationLook:
        """How lines of a kind are drawn, in the colours of this look.

        Raises:
            StyleError: There is no such kind of relation.
        """
        if not isinstance(kind, str) or kind not in self.relations:
            raise unknown_name("kind of relation", kind, RELATIONS, StyleError, path="kind of relation")
        return self.relations[kind].toned(self.tone)

    def but(self, **changes: Any) -> Style:
        """This style with other values for some fields.

        Raises:
            StyleError: An unknown field, a value outside what it allows, or an option that the notation ignores.
        """
        known = [a.name for a in self.__attrs_attrs__]
        if unknown := [name for name in changes if name not in known]:
            raise unknown_name("style option", unknown[0], known, StyleError)
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
    if style is not None and not (isinstance(style, str) and style in STYLES):
        raise unknown_name("style", style, STYLES, StyleError, path="style")
    return STYLES["report" if style is None else style]
