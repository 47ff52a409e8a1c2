"""The shapes and lines of a safety case: what each is in Goal Structuring Notation, and what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from attrs import evolve, frozen

from argmap.rendering.excerpt import brief
from argmap.rendering.looks import RelationLook
from argmap.safety import PREFIX, PREFIXES
from argmap.words import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from argmap.appearance import Appearance
    from argmap.model.records import Node
    from argmap.rendering.badges import Badge

INK: Final = "#222222"
CHALLENGE: Final = "#8A3B12"

SUPPORTED: Final = RelationLook("is supported by", "——►", INK, "solid", "normal", width=1.1)
IN_CONTEXT: Final = RelationLook("in context of", "——>", INK, "solid", "empty", width=0.9)
CHALLENGES: Final = RelationLook("challenges", "– –►", CHALLENGE, "dashed", "normal", width=1.2)


Arrow = Literal["end", "start", "none", "context"]

_UUID: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_FORMS: Final = {
    "Goal": "rectangle: goal",
    "Strategy": "parallelogram: strategy",
    "Solution": "circle: solution",
    "Context": "rounded: context",
    "Assumption": "ellipse with A: assumption",
    "Justification": "ellipse with J: justification",
    "Module": "folder: module",
    "Contract": "folder: contract",
}


@frozen
class Shape:
    """An element as it is drawn.

    Attributes:
        node: Name of the node in DOT.
        id: Id of its record, or "" for what is only in the hints of another.
        name: What is first in it.
        type: Its type in GSN, without "Counter".
        counter: Whether it challenges.
        undeveloped: Whether it is still to be supported.
        defeated: Whether it is crossed out.
        note: A remark below the text: that it is defeated, or in another file.
        levels_down: By how many levels more it is below what it supports, as its hint asks for.
    """

    node: str
    id: str
    name: str
    type: str
    text: str
    counter: bool = False
    undeveloped: bool = False
    defeated: bool = False
    note: str = ""
    levels_down: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        """The element that it shows, if any."""
        return (self.id,) if self.id else ()

    @property
    def spoken(self) -> str:
        """What screen readers read of it."""
        kind = f"counter {self.type.lower()}" if self.counter else self.type.lower()
        notes = [self.note] * bool(self.note) + ["undeveloped"] * self.undeveloped
        return f"{self.name}, {', '.join([kind, *notes])}" + (f": {self.text}" if self.text else "")


@frozen
class Line:
    """A line from what is above to what is below, or next to it.

    Attributes:
        start: Node where the line is tied to the layout: the supported, or whose context it is.
        end: The supporter, the context, or what challenges.
        look: How it is drawn.
        arrow: At which end the arrowhead is; "context" is at the end, of a line that does not count for the levels.
        spoken: What screen readers read of it.
        side: Whether both are on one level: 1 puts the end to the right, -1 to the left, 0 anywhere below.
        label: A word on the line.
        relation: Id of the relation that it is of, or "" for what is only in the hints of an element.
    """

    start: str
    end: str
    look: RelationLook
    arrow: Arrow
    spoken: str
    side: int = 0
    label: str = ""
    relation: str = ""

    @property
    def crowded(self) -> str:
        """The supported, or "" if it is no support below it."""
        return self.start if not self.side and self.arrow == "end" else ""

    @property
    def expresses(self) -> bool:
        """Safety cases have no utterances next to what they express."""
        return False


def shape_of(n: Node, node: str, type: str, hints: Appearance) -> Shape:
    """The shape of an element of a type in GSN, as its hints ask for it; ``node`` is its name in DOT."""
    plain = type.removeprefix("Counter")
    notes = ("defeated" * hints.defeated, label_at(hints, n.id), hints.note)
    known = _UUID.fullmatch(n.id) is None  # who reads a picture can do nothing with a UUID
    return Shape(
        node=node,
        id=n.id,
        name=n.id if known else getattr(n, "title", "") or plain,
        type=plain,
        text=text_of(n).strip(),
        counter=hints.counter or type != plain,
        undeveloped=hints.undeveloped,
        defeated=hints.defeated,
        note=", ".join(filter(None, notes)),
        levels_down=hints.levels_down,
    )


def referring(shape: Shape, remarks: Iterable[str], *, short: bool) -> Shape:
    """The shape with what is said of what the picture does not show, with a short text if all of it is elsewhere."""
    note = ", ".join(filter(None, (shape.note, *remarks)))
    return evolve(shape, note=note, text=brief(shape.text) if short else shape.text)


def marked(shape: Shape, badge: Badge) -> Shape:
    """The shape with the mark that an overlay gives it, and what that says behind its text."""
    text = f"{shape.text} ({badge.note})".lstrip() if badge.note else shape.text
    return evolve(shape, text=text, note=", ".join(filter(None, (shape.note, badge.words))))


def shape_elsewhere(id: str, node: str) -> Shape:
    """The shape of an element of another file."""
    clear = PREFIX.match(id)
    type = PREFIXES[clear[0]].removeprefix("Counter") if clear else "Goal"
    return Shape(node, "", id, type, "", note="in another file")


def label_at(hints: Appearance, other: str) -> str:
    """The label of an element at its line to another, or at itself."""
    return ", ".join(label for label, ids in hints.labels.items() if other in ids)


def key(shapes: Sequence[Shape], *, in_context: bool) -> Iterator[str]:
    """A sentence that explains the forms and signs, if there are any."""
    seen = {s.type for s in shapes}
    signs = [words for type, words in _FORMS.items() if type in seen]
    signs += ["diamond: undeveloped"] * any(s.undeveloped for s in shapes)
    signs += ["crossed out: defeated"] * any(s.defeated for s in shapes)
    signs += ["dashed: counter-argument"] * any(s.counter for s in shapes)
    signs += ["hollow arrowhead: in context of"] * in_context
    text = "; ".join(signs)
    if text:
        yield f"{text[:1].upper()}{text[1:]}."
