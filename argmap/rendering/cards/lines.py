"""The lines between cards, the dots where the ends of a relation meet, and the ranks that lines lead to."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from argmap.model.kinds import RelationKind
from argmap.rendering.badges import faint
from argmap.rendering.scene import Junction

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from argmap.model import ArgumentMap, Relation
    from argmap.rendering.looks import RelationLook
    from argmap.rendering.style import Style


class End(NamedTuple):
    """Where a line begins or ends: the name of a card or junction in DOT, and the row of the card, or ""."""

    node: str
    port: str = ""


@frozen
class Line:
    """A line from one end to another.

    Attributes:
        head: Whether the arrowhead is drawn at this line's end.
        tail: Whether the line begins at a card, not at a junction.
        label: A word on the line, or "".
        relation: Id of the relation it belongs to.
        kind: Kind of that relation.
    """

    start: End
    end: End
    look: RelationLook
    head: bool
    tail: bool
    label: str
    relation: str
    kind: RelationKind

    @property
    def expresses(self) -> bool:
        """Whether it leads from an utterance to what that expresses."""
        return self.kind is RelationKind.ILLOCUTION

    @property
    def crowded(self) -> str:
        """The card that it leads a reason to, or "" if it is only a part of a relation."""
        return self.end.node if self.head and self.tail else ""


class Lines(NamedTuple):
    """What joins cards, and the kinds of relations that it shows."""

    junctions: tuple[Junction, ...]
    lines: tuple[Line, ...]
    kinds: frozenset[RelationKind]


def lines(
    m: ArgumentMap,
    style: Style,
    ends: Mapping[str, End],
    folded: Container[str],
    gone: Container[str] = (),
) -> Lines:
    """The junctions and lines; of a relation with hidden ends what is left, if there is something at both.

    ``ends`` are where lines from and to an element or a relation begin and end, by id; the relations ``folded`` are
    shown as rows; those ``gone`` are there no more.
    """
    shown = _shown(m, ends)
    here = {*ends, *(r.id for r in shown)}
    drawn = [r for r in shown if r.id not in folded]
    starts = {r.id: [i for i in r.sources if i in here] for r in drawn}
    aims = {r.id: [i for i in r.targets if i in here] for r in drawn}
    joined = {i for side in (*starts.values(), *aims.values()) for i in side}
    hubs: dict[str, Junction] = {}
    looks = {
        r.id: style.line(r.kind) if r.id not in gone else faint(style.line(r.kind), style) for r in drawn
    }
    for r in drawn:
        if r.id in joined or len(starts[r.id]) != 1 or len(aims[r.id]) != 1:
            hubs[r.id] = Junction(f"j{len(hubs)}", looks[r.id].color, r.id)
    at = {**ends, **{i: End(hub.node) for i, hub in hubs.items()}}
    named = {a.id for a in m.arguments if a.id in ends and a.id not in joined}
    made: list[Line] = []
    for r in drawn:
        label, hub = _label(r, style, named), hubs.get(r.id)
        if hub is None:
            (start,), (end,) = starts[r.id], aims[r.id]
            made.append(_line(r, looks[r.id], at[start], at[end], label))
        else:
            made += [_line(r, looks[r.id], at[i], at[r.id], "", head=False) for i in starts[r.id]]
            made += [_line(r, looks[r.id], at[r.id], at[i], label, tail=False) for i in aims[r.id]]
    return Lines(tuple(hubs.values()), tuple(made), frozenset(r.kind for r in drawn))


def _line(
    r: Relation, look: RelationLook, start: End, end: End, label: str, *, head: bool = True, tail: bool = True
) -> Line:
    return Line(start, end, look, head, tail, label, r.id, r.kind)


def _label(r: Relation, style: Style, named: Container[str | None]) -> str:
    """The label of a relation's line: its kind, and the argument that nothing else joins to its steps."""
    if not style.labels:
        return ""
    kind = "" if r.kind is RelationKind.SUPPORT else style.line(r.kind).word
    return ": ".join(filter(None, (kind, str(r.argument) if r.argument in named else "")))


def _shown(m: ArgumentMap, ends: Container[str]) -> list[Relation]:
    """The relations that still join something when only what is shown is there."""
    sides = {r.id: (r.sources, r.targets) for r in m.relations}
    dropped: set[str] = set()
    queue = deque(r.id for r in m.relations)
    while queue:
        i = queue.popleft()
        if i not in dropped and any(
            side and all(e in dropped or not (e in sides or e in ends) for e in side) for side in sides[i]
        ):
            dropped.add(i)
            queue.extend(r.id for r in (*m.incoming(i), *m.outgoing(i)))
    return [r for r in m.relations if r.id not in dropped]


def first_ranks(nodes: Iterable[str], lines: Sequence[Line]) -> tuple[tuple[str, ...], int]:
    """Of each connected part of the picture the card that most reasons lead up to, so that parts start together.

    Also how many ranks of cards the deepest part has.
    """
    joined: dict[str, list[str]] = {}
    for line in lines:
        joined.setdefault(line.end.node, []).append(line.start.node)
        joined.setdefault(line.start.node, []).append(line.end.node)
    leads = {line.start.node for line in lines if line.start.node != line.end.node}
    levels = _levels(lines)
    firsts = []
    seen: set[str] = set()
    for node in nodes:
        if node not in seen:
            part = reached(node, joined)
            seen.update(part)
            roots = [n for n in part if n not in leads and not n.startswith("j")] or [node]
            firsts.append(max(roots, key=lambda n: levels.get(n, 0)))
    return tuple(firsts), 1 + max(levels.values(), default=0)


def _levels(lines: Sequence[Line]) -> dict[str, int]:
    """How many cards the longest chain of reasons for each node has; what merged in a circle counts as it is met."""
    after: dict[str, list[str]] = {}
    waiting: dict[str, int] = {}
    for line in lines:
        start, end = line.start.node, line.end.node
        if start != end:
            after.setdefault(start, []).append(end)
            waiting[end] = waiting.get(end, 0) + 1
    levels: dict[str, int] = {}
    queue = deque(n for n in after if n not in waiting)
    while queue:
        node = queue.popleft()
        above = levels.get(node, 0) + (not node.startswith("j"))
        for other in after.get(node, ()):
            levels[other] = max(levels.get(other, 0), above)
            waiting[other] -= 1
            if not waiting[other]:
                queue.append(other)
    return levels


def reached(start: str, step: dict[str, list[str]]) -> dict[str, None]:
    """Everything that can be reached, nearest first."""
    reached = {start: None}
    queue = deque([start])
    while queue:
        for other in step.get(queue.popleft(), ()):
            if other not in reached:
                reached[other] = None
                queue.append(other)
    return reached


def in_circles(lines: Sequence[Line]) -> set[str]:
    """The nodes in circles, and between them: what nothing leads to, or what leads to nothing, is taken away."""
    pairs = [(line.start.node, line.end.node) for line in lines]
    forwards = _left({node for pair in pairs for node in pair}, pairs)
    return _left(forwards, [(end, start) for start, end in pairs])


def _left(nodes: set[str], pairs: Iterable[tuple[str, str]]) -> set[str]:
    """The nodes without those that nothing else leads to, and so on."""
    after: dict[str, list[str]] = {}
    waiting = dict.fromkeys(nodes, 0)
    for start, end in pairs:
        if start in nodes and end in nodes:
            after.setdefault(start, []).append(end)
            waiting[end] += 1
    free = deque(node for node, count in waiting.items() if not count)
    while free:
        for other in after.get(free.popleft(), ()):
            waiting[other] -= 1
            if not waiting[other]:
                free.append(other)
    return {node for node, count in waiting.items() if count}
