"""The scene of a map as a safety case, in the shapes of Goal Structuring Notation.

A solid arrowhead leads to what supports, a hollow one to what gives context; challenges are dashed.

Source: GSN Community Standard, version 3 (2021), with its dialectic extension.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import evolve

from argmap.appearance import Appearance, InlineContext
from argmap.model.kinds import ATTACKING, SUPPORTING
from argmap.rendering.badges import badge_of, key_of
from argmap.rendering.excerpt import Excerpt
from argmap.rendering.gsn.shapes import (
    CHALLENGES,
    IN_CONTEXT,
    INK,
    SUPPORTED,
    Arrow,
    Line,
    Shape,
    key,
    label_at,
    marked,
    referring,
    shape_elsewhere,
    shape_of,
)
from argmap.rendering.scene import Junction, Legend, Scene
from argmap.safety import Implied
from argmap.words import citations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from argmap.model import ArgumentMap, Relation
    from argmap.model.records import Node
    from argmap.rendering.looks import RelationLook
    from argmap.rendering.style import Style
    from argmap.viewing import View

Case = Scene[Shape, Line]


def scene(part: ArgumentMap | View | Excerpt, style: Style) -> Case:
    """What a style shows of a map, or of a part of one.

    Elements have the type that their hints name. By default the id shows it (G1, S2, Sn3 …), or else claims are
    goals, evidence is a solution and arguments are strategies.
    """
    excerpt = Excerpt.of(part, style)
    m = excerpt.view.map
    builder = _Builder(excerpt, style)
    shapes, lines = tuple(builder.shapes), tuple(_settled(builder.lines))
    looks = {line.look.word: line.look for line in lines}
    legend = Legend(
        lines=tuple(look.toned(style.tone) for look in looks.values() if look is not IN_CONTEXT),
        notes=(*key(shapes, in_context=IN_CONTEXT.word in looks), *excerpt.notes),
        sources=citations(m, excerpt.view.whole) if style.sources else (),
        marks=key_of(excerpt.overlay, style),
    )
    return Scene(
        title=excerpt.title if style.title else "",
        shapes=shapes,
        junctions=tuple(builder.junctions),
        lines=lines,
        legend=legend,
        crossed=frozenset(s.node for s in shapes if s.defeated),
    )


def spoken(view: View, style: Style, scene: Case) -> dict[str, str]:
    """What screen readers read of every shape and line, by the name that the engine has for it."""
    relations = {r.id: r for r in view.map.relations}
    names = {s.node: s.spoken for s in scene.shapes}
    names |= {node: sentence(relations[i], look_of(relations[i], style)) for node, _, i in scene.junctions}
    return names | {f"line{n}": line.spoken for n, line in enumerate(scene.lines)}


class _Builder:
    """Shapes and lines of a map, which need each other: context that is only a text gets a shape with its line."""

    def __init__(self, excerpt: Excerpt, style: Style) -> None:
        self.m, self.whole, self.style = excerpt.view.map, excerpt.view.whole, style
        m = self.m
        self.marks = {} if excerpt.overlay is None else excerpt.overlay.marks
        self.hints = {n.id: Appearance.of(n) for n in m.nodes}
        self.shapes: list[Shape] = []
        self.junctions: list[Junction] = []
        self.lines: list[Line] = []
        self.nodes: dict[str, str] = {}  # by id of the element or relation
        self.outside: dict[str, str] = {}  # likewise, of other files
        self.sides: dict[str, int] = {}  # where the last shape next to a node was put
        self.aside: set[str] = set()  # nodes that are next to another
        implied = Implied(self.whole.relations)
        for n in m.nodes:
            shape = shape_of(n, self._node(), implied.type_of(n), self.hints[n.id])
            if n.id in excerpt.aside:
                told = (mention.words for mention in excerpt.mentions.get(n.id, ()))
                remarks = (*told, *excerpt.chips.get(n.id, ()))
                shape = referring(shape, remarks, short=n.id in excerpt.brief)
            if n.id in self.marks:
                shape = marked(shape, badge_of(self.marks[n.id], style))
            self.nodes[n.id] = self._add(shape)
        self._relate()
        for n in m.nodes:
            self._surround(n)

    def _node(self) -> str:
        return f"n{len(self.shapes)}"

    def _add(self, shape: Shape) -> str:
        self.shapes.append(shape)
        return shape.node

    def _relate(self) -> None:
        relations = self.m.relations
        ends = {i for r in relations for i in (*r.sources, *r.targets)}
        for r in relations:
            if r.id in ends or len(r.sources) != 1 or len(r.targets) != 1:
                self.nodes[r.id] = node = f"j{len(self.junctions)}"
                self.junctions.append(Junction(node, self.style.tone(INK), r.id))
        above = {i for r in relations if r.kind in SUPPORTING for i in r.sources}
        for r in relations:
            supports, hub = r.kind in SUPPORTING, self.nodes.get(r.id)
            if hub is not None:
                for i in r.sources:
                    self._join(hub, self.nodes[i], r, "end" if supports else "none")
                for i in r.targets:
                    self._join(self.nodes[i], hub, r, "none" if supports else "start", label=self._label(r))
                continue
            (source,), (target,) = r.sources, r.targets
            start, end = self.nodes[target], self.nodes[source]
            challenges = r.kind in ATTACKING and source not in above and start != end
            side = self._side(start, end) if challenges and end not in self.aside else 0
            self._join(start, end, r, "end" if supports else "start", side, self._label(r))

    def _join(self, start: str, end: str, r: Relation, arrow: Arrow, side: int = 0, label: str = "") -> None:
        look = look_of(r, self.style)
        self.lines.append(Line(start, end, look, arrow, sentence(r, look), side, label, r.id))

    def _side(self, node: str, other: str) -> int:
        """Where another shape is next to a node: right and left in turn."""
        self.aside.add(other)
        self.sides[node] = side = -self.sides.get(node, -1)
        return side

    def _label(self, r: Relation) -> str:
        mark = self.marks.get(r.id)
        badge = "" if mark is None else badge_of(mark, self.style).words
        return " ".join(filter(None, (self._word(r), badge)))

    def _word(self, r: Relation) -> str:
        if r.kind not in SUPPORTING and r.kind not in ATTACKING:
            return self.style.relations[r.kind].word
        if len(r.sources) == 1 == len(r.targets):
            (source,), (target,) = r.sources, r.targets
            for one, other in ((target, source), (source, target)):
                hints = self.hints.get(one, _PLAIN)
                if other in hints.defeated_lines:
                    return "defeated"
                if label := label_at(hints, other):
                    return label
        return ""

    def _surround(self, n: Node) -> None:
        """What gives an element its context, elements or texts, and what supports it in other files."""
        hints, own = self.hints[n.id], self.nodes[n.id]
        if len(hints.context) > 1:
            self.sides.setdefault(own, 1)  # of several the first is to the left, as they are read
        types = Counter(c.type for c in hints.context if isinstance(c, InlineContext))
        named: Counter[str] = Counter()
        for item in hints.context:
            if isinstance(item, str) and item in self.whole and item not in self.m:
                continue  # left out of this part
            if isinstance(item, InlineContext):
                named[item.type] += 1
                name = f"{item.type} {named[item.type]}" if types[item.type] > 1 else item.type
                node, label = self._add(Shape(self._node(), "", name, item.type, item.text)), ""
                words = f"{item.type.lower()}: {item.text}"
            else:
                node, label, words = self._found(item), label_at(hints, item), item
            side = 0 if node in self.aside else self._side(own, node)
            arrow: Arrow = "end" if side else "context"
            spoken = f"{n.id} is in context of {words}"
            self.lines.append(Line(own, node, IN_CONTEXT, arrow, spoken, side, label))
        for id in hints.elsewhere:
            if id not in self.whole:
                spoken = f"{n.id} is supported by {id}"
                self.lines.append(Line(own, self._found(id), SUPPORTED, "end", spoken))

    def _found(self, id: str) -> str:
        """The node of an element, which may be in another file."""
        if id in self.nodes and id in self.m:
            return self.nodes[id]
        if id not in self.outside:
            self.outside[id] = self._add(shape_elsewhere(id, self._node()))
        return self.outside[id]


def _settled(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; what is next to each other stays so only if a single line joins it.

    For a second line on one level, from a point to a shape next to it, Graphviz often finds no way.
    """
    group: dict[str, str] = {}  # the node by which what is next to each other is known
    for line in lines:
        if line.side:
            _join_groups(group, line.start, line.end)
    sizes = Counter(_group_of(group, node) for node in group)
    within = Counter(
        one for line in lines if (one := _group_of(group, line.start)) == _group_of(group, line.end)
    )
    for line in lines:
        one = _group_of(group, line.start)
        if line.side and within[one] >= sizes[one]:
            arrow: Arrow = "context" if line.look is IN_CONTEXT else line.arrow
            yield evolve(line, side=0, arrow=arrow)
        else:
            yield line


def _join_groups(group: dict[str, str], one: str, other: str) -> None:
    group.setdefault(one, one)
    group.setdefault(other, other)
    group[_group_of(group, other)] = _group_of(group, one)


def _group_of(group: dict[str, str], node: str) -> str:
    """The first node of the group that a node is in; paths are halved on the way."""
    while (above := group.get(node, node)) != node:
        group[node] = node = group.get(above, above)
    return node


_PLAIN: Final = Appearance()


def look_of(r: Relation, style: Style) -> RelationLook:
    """How a relation is drawn."""
    if r.kind in SUPPORTING:
        return SUPPORTED
    return CHALLENGES if r.kind in ATTACKING else style.relations[r.kind]


def sentence(r: Relation, look: RelationLook) -> str:
    """A relation in words, the supported first."""
    sources, targets = (" and ".join(ids) or "nothing" for ids in (r.sources, r.targets))
    return f"{targets} {look.word} {sources}" if look is SUPPORTED else f"{sources} {look.word} {targets}"
