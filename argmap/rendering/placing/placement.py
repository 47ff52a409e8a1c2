"""Where everything of a picture is: what a layout of our own hands to the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

if TYPE_CHECKING:
    from argmap.rendering.badges import Badge
    from argmap.rendering.cards.setting import Line, SetCard
    from argmap.rendering.looks import PartyLook, RelationLook

Point = tuple[float, float]


@frozen
class Placed:
    """A card and the place of its upper left corner; lengths run right and down from that of the picture."""

    card: SetCard
    x: float
    y: float


@frozen
class Words:
    """Lines of text that are no card: a title, a heading, what is continued, the legend.

    Attributes:
        kind: What they are, as a class of the SVG.
        x, y: Their upper left corner.
        width: Room for them.
        leading: Distance of their baselines.
        look: The colours of a party if they are its sample in the legend.
        badge: The mark that they are a sample of; the words are in it.
    """

    kind: str
    lines: tuple[Line, ...]
    x: float
    y: float
    width: float
    leading: int
    look: PartyLook | None = None
    badge: Badge | None = None


class Dot(NamedTuple):
    """Where ends of a relation meet: the name of the dot in DOT, its colour, its place."""

    node: str
    color: str
    x: float
    y: float


class Bar(NamedTuple):
    """A filled bar: a name, its colour, its upper left corner and its size."""

    node: str
    color: str
    x: float
    y: float
    width: float
    height: float


@frozen
class Drawn:
    """A line: paths of straight pieces, the last of which may have a head at its end and another at its start.

    Attributes:
        name: Its id in the SVG.
        start, end: The names of what it joins.
        paths: One path, and one more for every column that it begins or ends in.
        head, tail: Whether they are drawn.
        sample: Whether it is a sample in the legend.
    """

    name: str
    start: str
    end: str
    look: RelationLook
    paths: tuple[tuple[Point, ...], ...]
    head: bool
    tail: bool = False
    sample: bool = False


@frozen
class Placement:
    """A whole picture.

    Attributes:
        width, height: Its size.
    """

    width: float
    height: float
    cards: tuple[Placed, ...]
    words: tuple[Words, ...] = ()
    dots: tuple[Dot, ...] = ()
    lines: tuple[Drawn, ...] = ()
    bars: tuple[Bar, ...] = ()
