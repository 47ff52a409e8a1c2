"""Strengths of all points of a reading: in one pass where nothing rests on itself, in rounds where it does.

Points that rest on each other are computed in rounds, all at once. Each round goes half of the way to what the formula
gives, since going all of it may swing for ever between two certain contraries; where half the way does not lead
anywhere either, the steps become smaller.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol

from attrs import frozen

from argmap.evaluation.formulae import FORMULAE, Formula, Gradual, Linked, strength_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from argmap.evaluation.reading import Reading

TOLERANCE: Final = 1e-10
STEP: Final = 0.5
PATIENCE: Final = 100  # rounds in which the residual must have become smaller
MANY: Final = 300  # points that rest on each other: so many are worth numpy's arrays
NONE: Final[tuple[int, ...]] = ()


@frozen(eq=False)
class Network:
    """Points with their base scores, and what each rests on.

    Attributes:
        formula: How reasons move the points that are nodes.
        linked: How strong linked premises are together.
        nodes: How many points are nodes; the others are inferences and are moved as DF-QuAD has it.
        base: The base score of each point.
        premises: What each point needs, all of it.
        supporters: What supports each point, once each.
        attackers: What attacks each point, once each.
    """

    formula: Formula
    linked: Linked
    nodes: int
    base: list[float]
    premises: dict[int, list[int]]
    supporters: dict[int, list[int]]
    attackers: dict[int, list[int]]

    def before(self, point: int) -> list[int]:
        """What the strength of a point is computed from."""
        return [
            *self.premises.get(point, NONE),
            *self.supporters.get(point, NONE),
            *self.attackers.get(point, NONE),
        ]

    def value(self, point: int, strengths: Sequence[float]) -> float:
        """The strength of a point, from the strengths of what it rests on."""
        premises = self.premises.get(point)
        is_node = premises is None and point < self.nodes
        value = strength_of(
            self.formula if is_node else FORMULAE[Gradual.DF_QUAD],
            self.base[point],
            [strengths[p] for p in self.supporters.get(point, NONE)],
            [strengths[p] for p in self.attackers.get(point, NONE)],
        )
        if premises is None:
            return value
        if self.linked is Linked.MIN:
            return value * min([strengths[p] for p in premises])
        for p in premises:
            value *= strengths[p]
        return value


@frozen
class Outcome:
    """What the rounds came to.

    Attributes:
        strengths: The strength of each point.
        rounds: How many rounds it took; 1 where nothing rests on itself.
        residual: By how much the formulae would still change a strength, at most.
        converged: Whether that is within the tolerance.
    """

    strengths: list[float]
    rounds: int
    residual: float
    converged: bool


def network(reading: Reading, base: list[float], formula: Formula, linked: Linked) -> Network:
    """The points of a reading with base scores."""
    return Network(
        formula,
        linked,
        reading.nodes,
        base,
        reading.premises,
        _once(reading.supporters),
        _once(reading.attackers),
    )


def _once(ends: dict[int, list[int]]) -> dict[int, list[int]]:
    return {p: list(dict.fromkeys(q)) if len(q) > 1 else q for p, q in ends.items()}


def settled(net: Network, tolerance: float, most_rounds: int) -> Outcome:
    """The strengths of all points."""
    strengths = list(net.base)
    after: list[list[int]] = [[] for _ in strengths]
    waiting = [0] * len(strengths)
    for ends in (net.premises, net.supporters, net.attackers):
        for point, before in ends.items():
            waiting[point] += len(before)
            for p in before:
                after[p].append(point)
    rounds, residual = 1, 0.0
    _pass(net, strengths, after, waiting)
    if any(waiting):
        rest = [p for p, n in enumerate(waiting) if n]
        for component in _components(net, rest, waiting):
            if len(component) == 1 and component[0] not in after[component[0]]:
                strengths[component[0]] = net.value(component[0], strengths)
                continue
            took, left = _iterated(net, component, strengths, tolerance, most_rounds)
            rounds, residual = max(rounds, took), max(residual, left)
    return Outcome(strengths, rounds, residual, residual <= tolerance)


def _pass(net: Network, strengths: list[float], after: list[list[int]], waiting: list[int]) -> None:
    """Compute what rests on nothing that is not computed yet, as far as that leads."""
    ready = [p for p, n in enumerate(waiting) if not n]
    untouched = len(ready)  # by anything, so their base scores are their strengths
    for n, p in enumerate(ready):  # which grows meanwhile
        if n >= untouched:
            strengths[p] = net.value(p, strengths)
        for q in after[p]:
            waiting[q] -= 1
            if not waiting[q]:
                ready.append(q)


def _components(net: Network, points: Iterable[int], waiting: list[int]) -> Iterable[list[int]]:
    """The points that rest on each other, component by component, each after what it rests on (Tarjan 1972)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    for start in points:
        if start in index:
            continue
        walk = [(start, iter(net.before(start)))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while walk:
            point, before = walk[-1]
            for q in before:
                if not waiting[q]:
                    continue
                if q not in index:
                    index[q] = low[q] = len(index)
                    stack.append(q)
                    on_stack.add(q)
                    walk.append((q, iter(net.before(q))))
                    break
                if q in on_stack:
                    low[point] = min(low[point], index[q])
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[point])
                if low[point] == index[point]:
                    cut = _last(stack, point)
                    component = stack[cut:]
                    del stack[cut:]
                    on_stack.difference_update(component)
                    yield sorted(component)


def _last(stack: list[int], point: int) -> int:
    """The place of a point, looked for from the end."""
    n = len(stack) - 1
    while stack[n] != point:
        n -= 1
    return n


class Component(Protocol):
    """Points that rest on each other, and their strengths so far."""

    def residual(self) -> float:
        """Compute what the formulae give; by how much that differs from the strengths so far, at most."""

    def move(self, step: float) -> None:
        """Go this part of the way to what the formulae gave."""

    def strengths(self) -> list[float]:
        """What the formulae gave."""


class _Plain:
    """Points that rest on each other, one at a time."""

    def __init__(self, net: Network, component: list[int], strengths: list[float]) -> None:
        self.net, self.component, self.all = net, component, strengths
        self.given: list[float] = []

    def residual(self) -> float:
        self.given = [self.net.value(p, self.all) for p in self.component]
        return max(abs(new - self.all[p]) for p, new in zip(self.component, self.given, strict=True))

    def move(self, step: float) -> None:
        for p, new in zip(self.component, self.given, strict=True):
            self.all[p] += step * (new - self.all[p])

    def strengths(self) -> list[float]:
        return self.given


def _component(net: Network, component: list[int], strengths: list[float]) -> Component:
    """The points as arrays if there are many and numpy is installed; the numbers are the same."""
    if len(component) >= MANY:
        with suppress(ImportError):
            from argmap.evaluation.arrays import Arrays  # noqa: PLC0415 - needs numpy

            return Arrays(net, component, strengths)
    return _Plain(net, component, strengths)


def _iterated(
    net: Network, component: list[int], strengths: list[float], tolerance: float, most_rounds: int
) -> tuple[int, float]:
    """Compute points that rest on each other; how many rounds that took, and what is left to change."""
    points = _component(net, component, strengths)
    step, least, since = STEP, float("inf"), 0
    for rounds in range(1, most_rounds + 1):
        residual = points.residual()
        if residual <= tolerance:
            break
        if residual < least:
            least, since = residual, rounds
        elif rounds - since >= PATIENCE:
            step, least, since = step / 2, residual, rounds
        points.move(step)
    for p, value in zip(component, points.strengths(), strict=True):
        strengths[p] = value
    return rounds, residual
