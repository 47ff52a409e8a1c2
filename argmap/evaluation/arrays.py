"""Many points that rest on each other, computed at once with numpy; the numbers are those of one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from argmap.evaluation.formulae import FARTHEST, FORMULAE, Gradual, Linked

if TYPE_CHECKING:
    from argmap.evaluation.rounds import Network

Array = Any  # numpy is no part that argmap needs, so its types are none that it names


class _Ends:
    """What each of some points rests on, as arrays: which of them rest on anything, and on what."""

    def __init__(self, ends: dict[int, list[int]], component: list[int], local: dict[int, int]) -> None:
        rows = [(n, ends[p]) for n, p in enumerate(component) if ends.get(p)]
        self.rows = np.array([n for n, _ in rows], dtype=np.int64)
        self.ends = np.array([local[q] for _, qs in rows for q in qs], dtype=np.int64)
        sizes = np.array([len(qs) for _, qs in rows], dtype=np.int64)
        self.starts = np.concatenate(([0], np.cumsum(sizes)[:-1])) if rows else sizes

    def combined(self, how: Any, values: Array, size: int, empty: float) -> Array:
        """The values of what each point rests on, combined by a function of numpy; ``empty`` where it is nothing."""
        found = np.full(size, empty)
        if len(self.rows):
            found[self.rows] = how.reduceat(values[self.ends], self.starts)
        return found


class Arrays:
    """Points that rest on each other, and their strengths so far."""

    def __init__(self, net: Network, component: list[int], strengths: list[float]) -> None:
        """Give the points, and what they rest on outside, numbers of their own."""
        self.net, self.size = net, len(component)
        local = {p: n for n, p in enumerate(component)}
        for p in component:
            for q in net.before(p):
                local.setdefault(q, len(local))
        self.values = np.array([strengths[p] for p in local])
        self.base = np.array([net.base[p] for p in component])
        self.supporters = _Ends(net.supporters, component, local)
        self.attackers = _Ends(net.attackers, component, local)
        self.premises = _Ends(net.premises, component, local)
        self.as_node = np.array([p < net.nodes and p not in net.premises for p in component])
        self.given: Array = self.values[: self.size]

    def residual(self) -> float:
        """Compute what the formulae give; by how much that differs from the strengths so far, at most."""
        formula, quad = self.net.formula, FORMULAE[Gradual.DF_QUAD]
        given = quad.influence(self.base, self._multiplied(), _exponential)
        if not formula.multiplies:
            as_node = formula.influence(self.base, self._added(), _exponential)
            given = np.where(self.as_node, as_node, given)
        how = np.minimum if self.net.linked is Linked.MIN else np.multiply
        self.given = given * self.premises.combined(how, self.values, self.size, 1.0)
        return float(np.max(np.abs(self.given - self.values[: self.size])))

    def move(self, step: float) -> None:
        """Go this part of the way to what the formulae gave."""
        here = self.values[: self.size]
        here += step * (self.given - here)

    def strengths(self) -> list[float]:
        """What the formulae gave."""
        found: list[float] = self.given.tolist()
        return found

    def _multiplied(self) -> Array:
        left = 1 - self.values
        against = self.attackers.combined(np.multiply, left, self.size, 1.0)
        return against - self.supporters.combined(np.multiply, left, self.size, 1.0)

    def _added(self) -> Array:
        pro = self.supporters.combined(np.add, self.values, self.size, 0.0)
        return pro - self.attackers.combined(np.add, self.values, self.size, 0.0)


def _exponential(x: Array) -> Array:
    return np.exp(np.clip(x, -FARTHEST, FARTHEST))
