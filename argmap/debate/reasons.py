"""Reasons in a map: what supports what, step by step, as a graph that is walked in a time that grows with it.

Its points are elements. What is said in other words (a rephrase) is one point; a relation that supports is a point
between its sources and its targets, so that a step can be answered as well as a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from argmap.model.kinds import SUPPORTING, RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.model import ArgumentMap, Relation


@frozen(eq=False)
class Reasons:
    """The reasons of a map.

    Attributes:
        point: The point that an element is part of, by id: the first of those that say the same, or itself.
        said: The elements of each point that more than one element is part of.
        before: What leads to a point: steps to what they support, sources to their steps, steps to their argument.
        after: What a point leads to.
    """

    point: dict[str, str]
    said: dict[str, list[str]]
    before: dict[str, list[str]]
    after: dict[str, list[str]]

    def of(self, i: str) -> str:
        """The point that an element is part of."""
        return self.point.get(i, i)

    def same(self, i: str) -> Iterable[str]:
        """The elements that say the same as one, itself included."""
        return self.said.get(self.of(i), (i,))


def reasons(m: ArgumentMap) -> Reasons:
    """The graph of the reasons of a map."""
    point, said = _points(m)
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}

    def lead(i: str, to: str) -> None:
        start, end = point.get(i, i), point.get(to, to)
        if start != end:
            after.setdefault(start, []).append(end)
            before.setdefault(end, []).append(start)

    for r in m.relations:
        supports = r.kind in SUPPORTING or (r.kind is RelationKind.REPHRASE and not _says_the_same(r))
        if supports or r.argument is not None:
            for i in dict.fromkeys(r.sources):
                lead(i, r.id)
        if supports:
            for i in dict.fromkeys(r.targets):
                lead(r.id, i)
        if r.argument is not None:
            lead(r.id, r.argument)
    return Reasons(point, said, before, after)


def _says_the_same(r: Relation) -> bool:
    """Whether one element rephrases one other; several do so together, and each of them is a part of it only."""
    return r.kind is RelationKind.REPHRASE and len({*r.sources}) == 1 == len({*r.targets})


def _points(m: ArgumentMap) -> tuple[dict[str, str], dict[str, list[str]]]:
    """What says the same as something else: the first of those that do, and all that do with it."""
    rephrased: dict[str, list[str]] = {}
    for r in m.relations:
        if _says_the_same(r):
            rephrased.setdefault(r.sources[0], []).append(r.targets[0])
            rephrased.setdefault(r.targets[0], []).append(r.sources[0])
    point: dict[str, str] = {}
    said: dict[str, list[str]] = {}
    for first in rephrased:
        if first not in point:
            point[first] = first
            said[first] = [first]
            for i in said[first]:  # which grows meanwhile
                for other in rephrased[i]:
                    if other not in point:
                        point[other] = first
                        said[first].append(other)
    return point, said


def leading_to(starts: Iterable[str], graph: Reasons) -> set[str]:
    """The points that a walk against the direction of reasons reaches, those it starts from included."""
    reached: set[str] = set()
    pending = list(starts)
    while pending:
        i = pending.pop()
        if i not in reached:
            reached.add(i)
            pending += graph.before.get(i, ())
    return reached


def nearest(
    starts: Mapping[str, tuple[str, ...]], after: Mapping[str, list[str]]
) -> dict[str, tuple[str, ...]]:
    """For each point that some points lead to, what is found at the nearest of those.

    Args:
        starts: What is found at each of the points to start from.
        after: What each point leads to.
    """
    found = {**starts}
    level = list(found)
    while level:
        reaching: dict[str, dict[int, tuple[str, ...]]] = {}
        for i in level:
            for k in after.get(i, ()):
                if k not in found:
                    reaching.setdefault(k, {})[id(found[i])] = found[
                        i
                    ]  # often one way and the next find the same
        for k, ways in reaching.items():
            one, *others = ways.values()
            found[k] = tuple(dict.fromkeys(i for way in (one, *others) for i in way)) if others else one
        level = list(reaching)
    return found


def steps_from(m: ArgumentMap, i: str) -> list[Relation]:
    """The relations that start from an element and bear on something in one direction only."""
    bearing = SUPPORTING | {RelationKind.ATTACK, RelationKind.UNDERCUT}
    return [r for r in m.outgoing(i) if r.kind in bearing]
