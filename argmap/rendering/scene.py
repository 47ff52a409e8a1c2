"""What a picture shows, before any drawing: shapes, lines, boxes and legend, and how they can be laid out.

Each notation makes a scene of a map, once for all layouts. What is the same for all notations works on scenes alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from attrs import frozen

from argmap.rendering.style import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.rendering.badges import Badge
    from argmap.rendering.looks import PartyLook, RelationLook
    from argmap.rendering.style import Style


EASIEST: Final = 2


class Junction(NamedTuple):
    """A dot where the ends of a relation meet: its name in DOT, its colour, the id of the relation."""

    node: str
    color: str
    relation: str


@frozen
class Box:
    """A section, as a box around its shapes.

    Attributes:
        node: Its name in DOT.
        title: The heading.
        level: In how many other boxes it is.
        nodes: The shapes and junctions that are in it and in no box within it.
        fill, rule, ink: Colours of its ground, border and heading.
    """

    node: str
    title: str
    level: int
    nodes: tuple[str, ...]
    fill: str
    rule: str
    ink: str


class Swatch(NamedTuple):
    """Words in a colour of the picture, and what they and the next ones have in common, or ""."""

    words: str
    look: PartyLook
    heading: str = ""


class Key(NamedTuple):
    """What the marks of an overlay mean: its heading, the marks with their meanings, and on what all of it stands."""

    heading: str
    badges: tuple[tuple[Badge, str], ...]
    note: str


@frozen
class Legend:
    """What is explained below a picture.

    Attributes:
        swatches: Parties and tags.
        lines: Kinds of relations.
        notes: Other signs, in sentences.
        sources: Each source in a line.
        marks: What the marks of an overlay mean.
    """

    swatches: tuple[Swatch, ...] = ()
    lines: tuple[RelationLook, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    marks: Key | None = None

    @property
    def paragraphs(self) -> list[str]:
        """What is said in sentences, the overlay first."""
        note = self.marks.note if self.marks else ""
        return [*filter(None, (note, " ".join(self.notes))), *self.sources]


ShapeT = TypeVar("ShapeT")
LineT = TypeVar("LineT")


@frozen
class Scene(Generic[ShapeT, LineT]):
    """Everything that is drawn, in the order in which it is written.

    Attributes:
        title: The title above it, or "".
        shapes: What shows the elements; each has the name of its ``node`` in DOT, made up by the notation, so that no
            text of the user's can break it.
        junctions: Where ends of relations meet.
        lines: What joins them. Each has ``crowded``, the shape that it leads a reason to and whose many reasons may be
            spread over levels, or ""; and ``expresses``, whether it leads from an utterance to what that expresses.
        legend: What is explained below.
        boxes: Boxes around shapes, each after the one it is in.
        firsts: Shapes that are in the first rank.
        ranks: At least how many ranks of shapes the longest part has.
        crossed: The shapes that are crossed out.
        mirrored: Those that are turned around, since their text runs from right to left.
    """

    title: str
    shapes: tuple[ShapeT, ...]
    junctions: tuple[Junction, ...]
    lines: tuple[LineT, ...]
    legend: Legend
    boxes: tuple[Box, ...] = ()
    firsts: tuple[str, ...] = ()
    ranks: int = 1
    crossed: frozenset[str] = frozenset()
    mirrored: frozenset[str] = frozenset()


@frozen
class Layout:
    """One way to lay a scene out.

    Attributes:
        direction: Where reasons are; not auto.
        card_width: Width of every card in points.
        lengths: Lines that reach over more than one rank, by their position, so that the many reasons
            for one claim are in several columns.
        abreast: Whether utterances are next to what they express, as dialogues are usually drawn, not below it.
        small: The size of smaller text where a claim's has 10, in a notation that has a choice.
        easier: For the few pictures in which Graphviz finds no way for a curved line around what is there: 1 for
            straight lines, 2 if also their words are next to them and the ranks further apart.
    """

    direction: Direction = Direction.RIGHT
    card_width: float = 190.0
    lengths: Mapping[int, int] = {}
    abreast: bool = False
    small: int = 8
    easier: int = 0

    @property
    def apart(self) -> float:
        """How much further apart the ranks are than usual, in inches."""
        return 0.8 if self.easier == EASIEST else 0.0

    @classmethod
    def first(cls, style: Style) -> Layout:
        """The layout of a style before any better one is looked for."""
        return cls(style.directions[0], style.card_width or cls().card_width)
