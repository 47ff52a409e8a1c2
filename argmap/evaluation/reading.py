"""How a map is read for evaluation: points that stand or fall, and what each of them rests on.

Labels and strengths are computed from the same reading, so they cannot understand a map in two ways. The table of
what each kind of relation means is in the guide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeVar

from attrs import field, frozen

from argmap.garbage_collection import GarbageCollectionPaused
from argmap.model import Relation, RelationKind
from argmap.model.kinds import ATTACKING, SUPPORTING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from argmap.model import ArgumentMap

SYMMETRIC = frozenset(kind for kind in RelationKind if kind.symmetric)
DIRECTED = SUPPORTING | ATTACKING
COUNTED = DIRECTED | SYMMETRIC | {RelationKind.PREFERENCE}
"""The kinds of relations that bear on what stands; rephrasing and the steps of a dialogue do not."""

Pair = tuple[str, str]
Shown = TypeVar("Shown")
NO_WEIGHTS: Mapping[str, float] = {}


@frozen(eq=False)
class Reading:
    """The points of a map by number: nodes first, then relations that need a point, then what joins points.

    A point stands if all its premises stand, it is taken or one of its supporters stands, and none of its attackers
    does. A relation from one source, without a weight, that no relation joins is its source; it has no point.

    Attributes:
        number: The point of each node, and of each relation that is an end of another.
        size: How many points there are.
        nodes: How many of them, from 0 on, are nodes.
        premises: What each point needs, all of it; points without premises are not in it.
        supporters: What each point rests on, one of it.
        attackers: What speaks against each point.
        stands_for: The point of each relation, in order; -1 of those that hold whatever stands, or bear on nothing.
        weights: Weights of points that have one.
        guards: The point that what bears on an argument with steps aims at, for the point of the argument.
        named: The record that each point is, by number; what joins points is nothing.
        ignored: How many relations there are of the kinds that bear on nothing.
        preferences: How many preferences there are.
    """

    number: dict[str, int]
    size: int
    nodes: int
    premises: dict[int, list[int]]
    supporters: dict[int, list[int]]
    attackers: dict[int, list[int]]
    stands_for: list[int]
    weights: dict[int, float]
    guards: dict[int, int]
    named: dict[int, str]
    ignored: Counter[RelationKind]
    preferences: int

    def points_of(self, ids: Iterable[str]) -> list[int]:
        """The points of elements; an argument with steps has two."""
        points = [self.number[i] for i in ids]
        return points + [self.guards[p] for p in points if p in self.guards]

    def shown(self, m: ArgumentMap, results: Sequence[Shown]) -> dict[str, Shown]:
        """What was found out about the nodes, by id; left out are utterances that no relation of an argument joins."""
        found = {node.id: result for node, result in zip(m.nodes, results, strict=False)}
        if heard := {n.id for n in m.utterances}:
            joined = {i for r in m.relations if r.kind in COUNTED for i in (*r.sources, *r.targets)}
            for i in heard - joined:
                del found[i]
        return found


def read(
    m: ArgumentMap,
    preferences: Sequence[Pair] | None = None,
    weights: Mapping[str, float] = NO_WEIGHTS,
    apart: Collection[str] = (),
) -> Reading:
    """The reading of a map.

    Args:
        m: The map.
        preferences: Pairs of ids, the preferred one first, in place of the preferences of the map.
        weights: Weights in place of those that records have.
        apart: Relations that need a point of their own.
    """
    with GarbageCollectionPaused():
        try:
            return _Reader(m, preferences, weights, apart).reading()
        except KeyError:  # a relation is an end of another, which few maps have and all would be searched for
            joined = dict.fromkeys([*_joined(m, preferences or ()), *apart])
            return _Reader(m, preferences, weights, joined).reading()


def _joined(m: ArgumentMap, preferences: Iterable[Pair]) -> Collection[str]:
    """The relations that are ends of others, in the order of these."""
    nodes = {node.id for node in m.nodes}
    ends = [i for r in m.relations if r.kind in COUNTED for i in (*r.sources, *r.targets)]
    ends += [i for pair in preferences for i in pair]
    return dict.fromkeys(i for i in ends if i not in nodes)


@frozen(eq=False)
class _Preferences:
    """Which points prefer something to something else."""

    pairs: dict[Pair, list[int]] = field(factory=dict)
    over: dict[str, list[str]] = field(factory=dict)  # what is preferred to each

    def add(self, preferred: str, weaker: str, point: int) -> None:
        """One preference."""
        if preferred != weaker:
            self.pairs.setdefault((preferred, weaker), []).append(point)
            self.over.setdefault(weaker, []).append(preferred)


class _Reader:
    """The points while they are made."""

    def __init__(
        self,
        m: ArgumentMap,
        preferences: Sequence[Pair] | None,
        weights: Mapping[str, float],
        joined: Collection[str],
    ) -> None:
        self.map = m
        self.given_weights = weights
        self.number = {node.id: n for n, node in enumerate(m.nodes)}
        self.size = self.nodes = len(self.number)
        self.named: dict[int, str] = {}
        self.premises: dict[int, list[int]] = {}
        self.supporters: defaultdict[int, list[int]] = defaultdict(list)
        self.attackers: defaultdict[int, list[int]] = defaultdict(list)
        self.stands_for = [-1] * len(m.relations)
        self.weights: dict[int, float] = {}
        self.guards: dict[int, int] = {}
        self.special = {i for i in weights if i not in self.number}.union(
            joined
        )  # relations that need a point
        for i in joined:
            self.number[i] = self._new(i)
        self._arguments()
        self.aims = {i: self.guards.get(n, n) for i, n in self.number.items()} if self.guards else self.number
        self.preferred = _Preferences()
        self._preferences(preferences)

    def reading(self) -> Reading:
        """Go through the relations in order."""
        ignored: Counter[RelationKind] = Counter()
        number, aims, attackers, supporters = self.number, self.aims, self.attackers, self.supporters
        stands_for, special, preferences = self.stands_for, self.special, self.preferred.over
        for n, r in enumerate(self.map.relations):
            kind, sources = r.kind, r.sources
            if kind in DIRECTED:
                if len(sources) == 1 and r.weight is None and r.argument is None and r.id not in special:
                    point = number[sources[0]]
                else:
                    point = self._inference(r)
                stands_for[n] = point
                ends = supporters if kind in SUPPORTING else attackers
                weighed = (
                    preferences and kind is RelationKind.ATTACK
                )  # an undercut succeeds whatever is preferred
                for t in r.targets:
                    ends[aims[t]].append(self._unless_weaker(point, sources, t, r.id) if weighed else point)
            elif kind in SYMMETRIC:
                stands_for[n] = self._symmetric(r)
            elif kind not in COUNTED:
                ignored[kind] += 1
        return Reading(
            number,
            self.size,
            self.nodes,
            self.premises,
            dict(supporters),
            dict(attackers),
            stands_for,
            self.weights,
            self.guards,
            self.named,
            ignored,
            sum(map(len, self.preferred.pairs.values())),
        )

    def _new(self, id: str = "", premises: Iterable[int] = ()) -> int:
        point, self.size = self.size, self.size + 1
        if needed := list(dict.fromkeys(premises)):
            self.premises[point] = needed
        if id:
            self.named[point] = id
        return point

    def _joint(self, points: Collection[int]) -> int:
        """What stands if all of these do."""
        needed = dict.fromkeys(points)
        return next(iter(needed)) if len(needed) == 1 else self._new("", needed)

    def _arguments(self) -> None:
        """Each argument that has steps gets a guard, which what bears on it aims at."""
        if not self.map.arguments:
            return
        for r in self.map.relations:
            if r.argument is not None and r.kind in DIRECTED:
                point = self.number[r.argument]
                if point not in self.guards:
                    self.guards[point] = self._new()
                    self.premises[point] = [self.guards[point]]

    def _preferences(self, given: Sequence[Pair] | None) -> None:
        """Note the preferences that count; two that contradict each other attack each other."""
        if given is not None:
            for preferred, weaker in given:
                self.preferred.add(preferred, weaker, self._new())
        else:
            for n, r in enumerate(self.map.relations):
                if r.kind is RelationKind.PREFERENCE:
                    own = self._own(r)
                    self.stands_for[n] = point = self._new(r.id) if own is None else own
                    for preferred, weaker in ((s, t) for s in r.sources for t in r.targets):
                        self.preferred.add(preferred, weaker, point)
        pairs = self.preferred.pairs
        for (preferred, weaker), points in pairs.items():
            for contrary in pairs.get((weaker, preferred), ()):
                for point in points:
                    if point != contrary:
                        self.attackers[point].append(contrary)

    def _own(self, r: Relation) -> int | None:
        """The point of a relation that has one whatever its ends are."""
        point, weight = self.number.get(r.id), self.given_weights.get(r.id, r.weight)
        if point is None and weight is not None:
            point = self._new(r.id)
        if point is not None and weight is not None:
            self.weights[point] = weight
        return point

    def _inference(self, r: Relation) -> int:
        """The point of an inference that is more than its one source."""
        number, own = self.number, self._own(r)
        point = self._new(r.id) if own is None else own
        needed = dict.fromkeys([number[i] for i in r.sources])
        if r.argument is not None:
            argument = number[r.argument]
            needed[self.guards[argument]] = None
            self.premises[argument].append(point)
        if needed:
            self.premises[point] = list(needed)
        return point

    def _symmetric(self, r: Relation) -> int:
        """All sources together attack each target; each target, with all other sources, attacks each source."""
        own = self._own(r)
        always = [] if own is None else [own]
        number, aims = self.number, self.aims
        forward = self._joint([*(number[i] for i in r.sources), *always])
        for t in r.targets:
            self.attackers[aims[t]].append(self._unless_weaker(forward, r.sources, t, r.id))
        for s, others in self._each_without(r.sources):
            for t in r.targets:
                back = self._joint([number[t], *others, *always])
                self.attackers[aims[s]].append(self._unless_weaker(back, (t,), s, r.id))
        return -1 if own is None else own

    def _each_without(self, sources: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
        """Each source with a point that stands if all others do; linear in their number."""
        points = [self.number[i] for i in sources]
        after: list[int | None] = [None]
        for point in reversed(points[1:]):
            last = after[-1]
            after.append(point if last is None else self._joint([point, last]))
        before: int | None = None
        for i, point in zip(sources, points, strict=True):
            yield i, [other for other in (before, after.pop()) if other is not None]
            before = point if before is None else self._joint([before, point])

    def _unless_weaker(self, point: int, sources: Sequence[str], target: str, relation: str) -> int:
        """An attack that falls where a preference against it stands; an undercut has no such weakness."""
        pairs, over = self.preferred.pairs, self.preferred.over
        against = [p for s in sources for p in pairs.get((target, s), ())]
        for stronger in over.get(relation, ()):
            r = self.map[stronger]
            if isinstance(r, Relation) and r.kind in SUPPORTING and target in r.targets:
                preferring = pairs[stronger, relation]
                against += [self._joint([self.number[stronger], p]) for p in preferring]
        if not against:
            return point
        gate = self._new("", [point])
        self.attackers[gate] += against
        return gate
