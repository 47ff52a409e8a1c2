"""A map drawn as a safety case, in the shapes of Goal Structuring Notation.

Goals are rectangles, strategies parallelograms, solutions circles, contexts rounded, assumptions and
justifications ellipses with an A or J; what is undeveloped has a diamond below. A solid arrowhead leads to what
supports, a hollow one to what gives context; challenges and what challenges are dashed.

Source: GSN Community Standard, version 3 (2021), with its dialectic extension.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from argmap.appearance import Appearance, Words
from argmap.model.kinds import ATTACKING, SUPPORTING
from argmap.rendering.cards.scene import citations
from argmap.rendering.style import RelationLook
from argmap.safety import PREFIXES, Implied
from argmap.words import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from argmap.model import ArgumentMap, Relation
    from argmap.model.records import Node
    from argmap.rendering.style import Style

INK: Final = "#222222"
CHALLENGE: Final = "#8A3B12"

SUPPORTED: Final = RelationLook("is supported by", "——►", INK, "solid", "normal", width=1.1)
IN_CONTEXT: Final = RelationLook("in context of", "——>", INK, "solid", "empty", width=0.9)
CHALLENGES: Final = RelationLook("challenges", "– –►", CHALLENGE, "dashed", "normal", width=1.2)

_UUID: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_SHAPES: Final = {
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
        id: Id of its record, or "" for what stands only in the data of another.
        name: What stands first in it.
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


@frozen
class Link:
    """A line from what stands above to what stands below, or beside it.

    Attributes:
        start: Node where the line is tied to the layout: the supported, or whose context it is.
        end: The supporter, the context, or what challenges.
        look: How it is drawn.
        arrow: At which end the arrowhead is: "end", "start" or "none".
        beside: Whether both stand on one level; 1 puts the end to the right, -1 to the left, 0 anywhere below.
        label: A word on the line.
        words: What the line says, for those who listen.
        deeper: By how many levels more the end stands below the start, as its file asks for.
    """

    start: str
    end_node: str
    look: RelationLook
    arrow: str
    beside: int
    label: str
    words: str
    deeper: int = 0

    @property
    def head(self) -> bool:
        """Whether it counts for the spreading of many supporters over levels."""
        return not self.beside and self.arrow == "end"

    tail = head

    @property
    def end(self) -> tuple[str, str]:
        """What it is counted for: the supported."""
        return self.start, ""


@frozen
class Case:
    """Everything that is drawn of a safety case."""

    title: str
    cards: tuple[Shape, ...]
    junctions: tuple[tuple[str, str], ...]  # node, what it means
    lines: tuple[Link, ...]
    sources: tuple[str, ...]
    key: tuple[str, ...]
    looks: tuple[RelationLook, ...] = field(default=())

    def crossed(self) -> frozenset[str]:
        """The nodes that are crossed out."""
        return frozenset(s.node for s in self.cards if s.defeated)

    def words(self) -> dict[str, str]:
        """Every shape and line in words, by the name that the engine has for it."""
        spoken = {s.node: _spoken(s) for s in self.cards} | dict(self.junctions)
        return spoken | {f"line{n}": line.words for n, line in enumerate(self.lines)}


def case(m: ArgumentMap, style: Style) -> Case:
    """What is drawn of a map.

    Elements have the type that their hints name. By default the id shows it (G1, S2, Sn3 …), or else claims are
    goals, evidence is a solution and arguments are strategies.
    """
    return _Builder(m, style).case()


class _Builder:
    def __init__(self, m: ArgumentMap, style: Style) -> None:
        self.m, self.style = m, style
        self.implied = Implied(m.relations)
        self.hints = {n.id: Appearance.of(n) for n in m.nodes}
        self.shapes: list[Shape] = []
        self.places: dict[str, str] = {}
        self.junctions: list[tuple[str, str]] = []
        self.lines: list[Link] = []
        self.looks: dict[str, RelationLook] = {}
        self.sides: dict[str, int] = {}
        self.deeper: dict[str, int] = {}

    def case(self) -> Case:
        for n in self.m.nodes:
            self._add(self._shape(n))
        self._relate()
        for n in self.m.nodes:
            self._surround(n)
        return Case(
            title=self.m.title if self.style.title else "",
            cards=tuple(self.shapes),
            junctions=tuple(self.junctions),
            lines=tuple(self.lines),
            sources=citations(self.m) if self.style.sources else (),
            key=_key(self.shapes, in_context=IN_CONTEXT.word in self.looks),
            looks=tuple(look for look in self.looks.values() if look is not IN_CONTEXT),
        )

    def _add(self, shape: Shape) -> str:
        self.shapes.append(shape)
        if shape.id:
            self.places[shape.id] = shape.node
            self.deeper[shape.node] = self.hints[shape.id].levels_down
        return shape.node

    def _shape(self, n: Node) -> Shape:
        hints, type = self.hints[n.id], self.implied.type_of(n)
        notes = ["defeated" * hints.defeated, _label(hints, n.id), hints.note]
        known = _UUID.fullmatch(n.id) is None  # who reads a picture can do nothing with a UUID
        name = n.id if known else getattr(n, "title", "") or type.removeprefix("Counter")
        return Shape(
            node=f"n{len(self.shapes)}",
            id=n.id,
            name=name,
            type=type.removeprefix("Counter"),
            text=text_of(n).strip(),
            counter=hints.counter or type.startswith("Counter"),
            undeveloped=hints.undeveloped,
            defeated=hints.defeated,
            note=", ".join(filter(None, notes)),
        )

    def _relate(self) -> None:
        ends = {i for r in self.m.relations for i in (*r.sources, *r.targets)}
        for r in self.m.relations:
            if r.id in ends or len(r.sources) != 1 or len(r.targets) != 1:
                node = f"j{len(self.junctions)}"
                self.places[r.id] = node
                self.junctions.append((node, self._says(r)))
        above = {i for r in self.m.relations if r.kind in SUPPORTING for i in r.sources}
        beside: set[str] = set()
        for r in self.m.relations:
            supports, challenges = r.kind in SUPPORTING, r.kind in ATTACKING
            look = SUPPORTED if supports else CHALLENGES if challenges else self.style.relations[r.kind]
            self.looks[look.word] = look
            starts = [(i, self.places[i]) for i in r.sources]
            aims = [(i, self.places[i]) for i in r.targets]
            hub = self.places.get(r.id)
            label = self._label(r, look)
            for i, node in starts if hub else starts[:1]:
                target = hub or aims[0][1]
                side = 0
                if challenges and not hub and i not in above and i not in beside and node != target:
                    side = self._side(target)
                    beside.add(i)
                arrow = ("end" if supports else "none") if hub else ("end" if supports else "start")
                self._line(target, node, look, arrow, side, "" if hub else label, self._says(r))
            for _, node in aims if hub else ():
                assert hub is not None  # noqa: S101 - for the type checker
                self._line(node, hub, look, "none" if supports else "start", 0, label, self._says(r))

    def _line(
        self, start: str, end: str, look: RelationLook, arrow: str, side: int, label: str, words: str
    ) -> None:
        self.lines.append(Link(start, end, look, arrow, side, label, words, self.deeper.get(end, 0)))

    def _label(self, r: Relation, look: RelationLook) -> str:
        if look not in (SUPPORTED, CHALLENGES):
            return look.word
        if len(r.sources) == 1 == len(r.targets):
            (source,), (target,) = r.sources, r.targets
            for one, other in ((target, source), (source, target)):
                hints = self.hints.get(one, _PLAIN)
                if other in hints.defeated_lines:
                    return "defeated"
                if label := _label(hints, other):
                    return label
        return ""

    def _side(self, node: str) -> int:
        """Right and left in turn."""
        self.sides[node] = side = -self.sides.get(node, -1)
        return side

    def _surround(self, n: Node) -> None:
        """What gives an element its context: other elements, or words in its own data."""
        hints, own = self.hints[n.id], self.places[n.id]
        if len(hints.context) > 1:
            self.sides.setdefault(own, 1)  # of several the first is to the left, as they are read
        types = Counter(c.type for c in hints.context if isinstance(c, Words))
        named: Counter[str] = Counter()
        for item in hints.context:
            if isinstance(item, Words):
                named[item.type] += 1
                name = f"{item.type} {named[item.type]}" if types[item.type] > 1 else item.type
                node = self._add(Shape(f"n{len(self.shapes)}", "", name, item.type, item.text))
                self._context(own, node, n.id, f"{item.type.lower()}: {item.text}", "")
            else:
                known = self.m.get(item) is not None and item in self.places
                node = self.places[item] if known else self._elsewhere(item)
                self._context(own, node, n.id, item, _label(hints, item))
        for ref in hints.elsewhere:
            if ref not in self.m:
                node = self._elsewhere(ref)
                self.looks[SUPPORTED.word] = SUPPORTED
                self._line(own, node, SUPPORTED, "end", 0, "", f"{n.id} is supported by {ref}")

    def _context(self, owner: str, node: str, name: str, what: str, label: str) -> None:
        self.looks[IN_CONTEXT.word] = IN_CONTEXT
        taken = any(x.beside and x.end_node == node for x in self.lines)
        side = 0 if taken else self._side(owner)
        self._line(owner, node, IN_CONTEXT, "end" if side or not taken else "context", side, label,
                   f"{name} is in context of {what}")  # fmt: skip

    def _elsewhere(self, ref: str) -> str:
        """The shape of an element of another file."""
        place = f"\0{ref}"
        if place not in self.places:
            clear = re.match("|".join(PREFIXES), ref)
            type = PREFIXES[clear[0]].removeprefix("Counter") if clear else "Goal"
            node = self._add(Shape(f"n{len(self.shapes)}", "", ref, type, "", note="in another file"))
            self.places[place] = node
        return self.places[place]

    def _says(self, r: Relation) -> str:
        def named(ids: Iterable[str]) -> str:
            return " and ".join(ids) or "nothing"

        if r.kind in SUPPORTING:
            return f"{named(r.targets)} is supported by {named(r.sources)}"
        word = "challenges" if r.kind in ATTACKING else self.style.relations[r.kind].word
        return f"{named(r.sources)} {word} {named(r.targets)}"


_PLAIN: Final = Appearance()


def _label(hints: Appearance, other: str) -> str:
    """The words of an element on its line to another, or at itself."""
    return ", ".join(label for label, ids in hints.labels.items() if other in ids)


def _spoken(shape: Shape) -> str:
    kind = f"counter {shape.type.lower()}" if shape.counter else shape.type.lower()
    notes = [shape.note] * bool(shape.note) + ["undeveloped"] * shape.undeveloped
    return f"{shape.name}, {', '.join([kind, *notes])}" + (f": {shape.text}" if shape.text else "")


def _key(shapes: Sequence[Shape], *, in_context: bool) -> tuple[str, ...]:
    seen = {s.type for s in shapes}
    said = [words for type, words in _SHAPES.items() if type in seen]
    if any(s.undeveloped for s in shapes):
        said.append("diamond: undeveloped")
    if any(s.defeated for s in shapes):
        said.append("crossed out: defeated")
    if any(s.counter for s in shapes):
        said.append("dashed: counter-argument")
    if in_context:
        said.append("hollow arrowhead: in context of")
    text = "; ".join(said)
    return (f"{text[:1].upper()}{text[1:]}.",) if said else ()
