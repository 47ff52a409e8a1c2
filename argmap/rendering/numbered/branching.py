"""What is below what: every element of a map once, below the nearest of those that it bears on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from argmap.model import Relation
from argmap.viewing.walking import bearing
from argmap.words import theses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.model import ArgumentMap


@frozen
class Branches:
    """The elements of a map that are drawn, as trees.

    Attributes:
        tops: What is below nothing: theses first, then what else the rest leads to, in the order of the map.
        below: By id, what is directly below an element, in the order of the map.
        above: By id, what an element is below.
    """

    tops: tuple[str, ...]
    below: Mapping[str, tuple[str, ...]]
    above: Mapping[str, str]

    @classmethod
    def of(cls, m: ArgumentMap, main: Iterable[str] | None = None) -> Branches:
        """The trees of a map; everything is as near to the ``main`` elements, usually the theses, as it can be."""
        growing = _Growing(m)
        first = theses(m) if main is None else {*main}
        growing.grow([n.id for n in m.nodes if n.id in first])
        growing.grow([n.id for n in m.roots if n.id not in growing.owner])
        for n in m.nodes:
            if n.id not in growing.owner:
                growing.grow([n.id])
        below: dict[str, list[str]] = {}
        for n in m.nodes:
            if n.id in growing.above:
                below.setdefault(growing.above[n.id], []).append(n.id)
        return cls(tuple(growing.tops), {i: tuple(ids) for i, ids in below.items()}, growing.above)

    def within(self, heads: Iterable[str]) -> list[str]:
        """Some elements and all that is below them, each before what is below it."""
        found = [*heads]
        for i in found:  # which grows meanwhile
            found += self.below.get(i, ())
        return found


class _Growing:
    """Trees while they grow: an element belongs to the node that it was reached from."""

    def __init__(self, m: ArgumentMap) -> None:
        self.m = m
        self.owner: dict[str, str] = {}
        self.above: dict[str, str] = {}
        self.tops: list[str] = []

    def grow(self, starts: list[str]) -> None:
        """Trees from these nodes, as broad as they can be."""
        self.tops += starts
        self.owner |= {i: i for i in starts}
        reached = [*starts]
        for i in reached:  # which grows meanwhile
            for other in bearing(self.m, i):
                if other not in self.owner:
                    step = isinstance(self.m[other], Relation)
                    self.owner[other] = self.owner[i] if step else other
                    if not step:
                        self.above[other] = self.owner[i]
                    reached.append(other)
