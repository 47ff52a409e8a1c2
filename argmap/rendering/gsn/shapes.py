"""The shapes of a safety case: what each element is in Goal Structuring Notation, and what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from argmap.safety import PREFIXES
from argmap.words import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from argmap.appearance import Appearance
    from argmap.model.records import Node

_UUID: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_PREFIX: Final = re.compile("|".join(PREFIXES))
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
        text: What it says.
        counter: Whether it challenges.
        undeveloped: Whether it is still to be supported.
        defeated: Whether it is crossed out.
        note: A remark below the text: that it is defeated, or in another file.
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

    @property
    def spoken(self) -> str:
        """What screen readers read of it."""
        kind = f"counter {self.type.lower()}" if self.counter else self.type.lower()
        notes = [self.note] * bool(self.note) + ["undeveloped"] * self.undeveloped
        return f"{self.name}, {', '.join([kind, *notes])}" + (f": {self.text}" if self.text else "")


def shape_of(n: Node, node: str, type: str, hints: Appearance) -> Shape:
    """The shape of an element.

    Args:
        n: The element.
        node: Its name in DOT.
        type: Its type in GSN.
        hints: How it asks to be drawn.
    """
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
    )


def shape_elsewhere(id: str, node: str) -> Shape:
    """The shape of an element of another file."""
    clear = _PREFIX.match(id)
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
