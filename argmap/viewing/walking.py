"""Walks over the elements of a map, nodes and relations alike, in a time that grows with what they reach.

A relation is a step of its own: what it starts from leads to it, and it leads to what it aims at. What is contrary to
something, or contradicts it, bears on it as it is borne on. What follows in a dialogue bears on nothing, and what an
utterance expresses is as near as the utterance. What gives an element of a safety case its context, as its hints say,
goes with it.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from argmap.appearance import Appearance
from argmap.model import Argument, Claim, Evidence, Relation, RelationKind, Utterance

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from argmap.model import ArgumentMap
    from argmap.model.records import Record


def bearing(m: ArgumentMap, i: str) -> Iterator[str]:
    """What bears on an element directly, or gives it context: relations, and what those start from."""
    found = m[i]
    if isinstance(found, Relation):
        yield from found.sources
        if found.kind.symmetric:
            yield from found.targets
        if found.argument is not None:
            yield found.argument
    else:
        hints = Appearance.of(found) if _is_node(found) else Appearance()
        yield from (c for c in hints.context if isinstance(c, str) and _is_node(m.get(c)))
    yield from (r.id for r in m.incoming(i) if r.kind is not RelationKind.TRANSITION)
    yield from (r.id for r in m.outgoing(i) if r.kind.symmetric)


def reasons(
    m: ArgumentMap, starts: Iterable[str], depth: int | None = None, *, but: Container[str] = ()
) -> set[str]:
    """What bears on the elements that a walk starts from, at most so many steps away, and they themselves.

    A relation that is reached brings all that it joins, so that it can be kept whole; some ``but`` lead nowhere.
    """
    near: dict[str, int] = {}
    queue = deque((i, 0) for i in starts)
    while queue:
        i, at = queue.popleft()
        if near.get(i, at + 1) > at:
            near[i] = at
            for other in bearing(m, i):
                if other not in but:
                    _queue(queue, other, at + cost(m, other), depth)
    return {*near} | joined(m, near)


def tops(m: ArgumentMap) -> list[str]:
    """What a map is about: its roots, and the first element of what leads to none of them."""
    found = [n.id for n in m.roots]
    reached: set[str] = set()
    pending = [*found]
    others = iter(m.nodes)
    while True:
        while pending:
            i = pending.pop()
            if i not in reached:
                reached.add(i)
                pending += bearing(m, i)
        top = next((n.id for n in others if n.id not in reached), None)
        if top is None:
            return found
        found.append(top)
        pending.append(top)


def around(
    m: ArgumentMap, starts: Iterable[str], hops: int, *, but: Container[RelationKind] = ()
) -> set[str]:
    """What is at most so many relations away, in any direction, each relation whole; some kinds lead nowhere."""
    near: dict[str, int] = {}
    queue = deque((i, 0) for i in starts)
    while queue:
        i, at = queue.popleft()
        if near.get(i, at + 1) <= at:
            continue
        near[i] = at
        found = m[i]
        if isinstance(found, Relation):
            for end in (*found.sources, *found.targets):
                _queue(queue, end, at, hops)
        for r in (*m.incoming(i), *m.outgoing(i)):
            if r.kind not in but:
                _queue(queue, r.id, at + cost(m, r.id), hops)
    return {*near}


def joined(m: ArgumentMap, elements: Iterable[str]) -> set[str]:
    """What those elements that are relations join, directly and through the relations that they join."""
    found: set[str] = set()
    pending = [*elements]
    while pending:
        element = m[pending.pop()]
        if isinstance(element, Relation):
            ends = {*element.sources, *element.targets} - found
            found |= ends
            pending += ends
    return found


def _is_node(record: Record | None) -> bool:
    return isinstance(record, (Claim, Evidence, Argument, Utterance))


def cost(m: ArgumentMap, i: str) -> int:
    """How many steps it takes to go to an element: one to a relation, none to what it joins or to what is said."""
    found = m[i]
    return int(isinstance(found, Relation) and found.kind is not RelationKind.ILLOCUTION)


def _queue(queue: deque[tuple[str, int]], i: str, at: int, most: int | None) -> None:
    """Nearer ones first, so that each element is met on a shortest way."""
    if most is None or at <= most:
        if queue and at <= queue[0][1]:
            queue.appendleft((i, at))
        else:
            queue.append((i, at))
