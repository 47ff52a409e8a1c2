"""Which figure shows what: the top of a map first, and each branch that has no room there in a figure of its own.

A figure goes as deep into its branch as its page allows; what is deeper is named there and goes on in further figures.
Small neighbouring branches share one. Every element is in full in exactly one figure.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from argmap.rendering.numbered.branching import Branches
    from argmap.rendering.numbered.measuring import Rooms

Key = tuple[str | None, ...]

_TINY: Final = 3  # elements of a branch that needs no figure of its own where there is room
_SMALL: Final = 1 / 3  # of a page, of a branch that can share one with its neighbours
_SMALLER: Final = 1 / 6  # the same of the branches of theses: a main claim should have a figure of its own


@frozen
class Piece:
    """What one figure shows.

    Attributes:
        contexts: What it is below, which is named only; nothing at the top.
        top: What its branch begins with; None if it has several branches.
        heads: What is directly below the top, or the contexts; of several branches their beginnings.
        full: The elements that are in full here, each after what it is below.
        named: Those that go on in other figures.
        continued: Whether it goes on with what is below its contexts.
    """

    contexts: tuple[str, ...]
    top: str | None
    heads: tuple[str, ...]
    full: tuple[str, ...]
    named: tuple[str, ...]
    continued: bool = False

    @property
    def key(self) -> Key:
        """What it is known by while rooms are tried."""
        return _key(self.top, self.heads)


@frozen
class _Job:
    """A figure to be made: what it begins with, and how many levels below its heads may be in full."""

    top: str | None
    heads: tuple[str, ...]
    deepest: int | None = None
    continued: bool = False


@frozen
class Splitting:
    """Branches, and the room that there is for them.

    Attributes:
        room_of: The room of the figure with that key.
        totals: By id, the room of a whole branch.
        counts: By id, how many elements a branch has.
    """

    branches: Branches
    rooms: Rooms
    room_of: Callable[[Key], float]
    totals: Mapping[str, float] = field(init=False)
    counts: Mapping[str, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        totals, counts = dict(self.rooms.full), dict.fromkeys(self.rooms.full, 1)
        for i in reversed(self.branches.within(self.branches.tops)):
            if (above := self.branches.above.get(i)) is not None:
                totals[above] += totals[i]
                counts[above] += counts[i]
        object.__setattr__(self, "totals", totals)
        object.__setattr__(self, "counts", counts)

    def pieces(self) -> list[Piece]:
        """The figures in the order of their numbers: each branch after the figure that names it."""
        found: list[Piece] = []
        jobs = [_Job(None, self.branches.tops, deepest=1)]
        while jobs:
            job = self._begun(jobs.pop())
            piece, rest = self._piece(job)
            found.append(piece)
            jobs += reversed([*rest, *self._further(piece, _SMALL if job.deepest is None else _SMALLER)])
        return found

    def room_taken(self, piece: Piece) -> float:
        """The room that a figure takes."""
        named = (*piece.named, *piece.contexts)
        return sum(self.rooms.full[i] for i in piece.full) + sum(self.rooms.named[i] for i in named)

    def _begun(self, job: _Job) -> _Job:
        """A single branch begins with its top in full."""
        if job.top is not None or len(job.heads) != 1 or job.heads[0] not in self.branches.below:
            return job
        (top,) = job.heads
        deepest = None if job.deepest is None else job.deepest - 1
        return _Job(top, self.branches.below[top], deepest)

    def _piece(self, job: _Job) -> tuple[Piece, list[_Job]]:
        """What fits into a figure, and what of the same heads needs another."""
        room = self.room_of(_key(job.top, job.heads)) - self._around(job)
        first = () if job.top is None else (job.top,)
        made = Piece(self._contexts(job.top, job.heads), job.top, job.heads, first, (), job.continued)
        if sum(self.totals[i] for i in job.heads) <= room:
            return evolve(made, full=(*first, *self.branches.within(job.heads))), []
        levels = self._levels(job, room)
        if levels is None:
            begin, rest = self._shared(job.heads, room, least=0 if first else 1)
            if len(begin) == 1 and job.top is None and begin[0] in self.branches.below:
                made, others = self._piece(self._begun(_Job(None, begin)))
            else:
                full, named = self._apart([], begin)
                heads = job.heads if first else begin
                contexts = self._contexts(job.top, heads)
                made = evolve(made, contexts=contexts, heads=heads, full=(*first, *full), named=named)
                others = []
            return made, [*others, _Job(None, rest, job.deepest, continued=True)] if rest else others
        full, named, left = levels
        full, named = self._filled(full, named, left, tiny=job.deepest is not None)
        return evolve(made, full=(*first, *full), named=named), []

    def _around(self, job: _Job) -> float:
        contexts = sum(self.rooms.named[i] for i in self._contexts(job.top, job.heads))
        return contexts + (0.0 if job.top is None else self.rooms.full[job.top])

    def _contexts(self, top: str | None, heads: Sequence[str]) -> tuple[str, ...]:
        """What a figure is below."""
        above = (self.branches.above.get(i) for i in (heads if top is None else (top,)))
        return tuple(dict.fromkeys(i for i in above if i is not None))

    def _levels(self, job: _Job, room: float) -> tuple[tuple[str, ...], tuple[str, ...], float] | None:
        """The most levels that fit: what is in full, what is named, and the room that is left."""
        above: list[str] = []
        level = [*job.heads]
        taken, depth = 0.0, 0
        best = None
        while level and taken <= room:
            here = taken + sum(self._at_the_edge(i) for i in level)
            if here <= room:
                best = *self._apart(above, level), room - here
            if depth == job.deepest:
                break
            above += level
            taken += sum(self.rooms.full[i] for i in level)
            level = [child for i in level for child in self.branches.below.get(i, ())]
            depth += 1
        return best

    def _at_the_edge(self, i: str) -> float:
        return self.rooms.named[i] if i in self.branches.below else self.rooms.full[i]

    def _apart(self, above: Sequence[str], level: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is in full if a figure ends with a level, and what is named."""
        ends = [i for i in level if i not in self.branches.below]
        return (*above, *ends), tuple([i for i in level if i in self.branches.below])

    def _shared(
        self, heads: Sequence[str], room: float, least: int
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The heads for which there is room, or fewer, so that the figures for all of them hold about the same."""
        edges = [self._at_the_edge(i) for i in heads]
        even = sum(edges) / max(1, math.ceil(sum(edges) / room)) if room > 0 else 0.0
        n, taken = 0, 0.0
        while n < len(heads) and (n < least or (taken < even and taken + edges[n] <= room)):
            taken += edges[n]
            n += 1
        return tuple(heads[:n]), tuple(heads[n:])

    def _filled(
        self, full: Sequence[str], named: Sequence[str], left: float, *, tiny: bool
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The smallest branches in full as well, while there is room; at the top of a map only tiny ones."""
        more_full: list[str] = []
        for i in sorted(named, key=lambda i: self.totals[i]):
            more = self.totals[i] - self.rooms.named[i]
            if more <= left and (not tiny or self.counts[i] <= _TINY):
                left -= more
                more_full.append(i)
        others = {*named} - {*more_full}
        return (*full, *self.branches.within(more_full)), tuple([i for i in named if i in others])

    def _further(self, piece: Piece, share: float) -> list[_Job]:
        """The figures in which a figure goes on: one for each branch, or for small ones that are neighbours."""
        jobs: list[_Job] = []
        group: list[str] = []
        for i in piece.named:
            room = self.room_of(_key(i, self.branches.below[i]))
            small = self.totals[i] <= room * share
            if not small or self._together([*group, i]) > self.room_of(_key(None, [*group, i])):
                jobs += self._job(group)
                group = []
            group.append(i)
            if not small:
                jobs += self._job(group)
                group = []
        return [*jobs, *self._job(group)]

    def _together(self, heads: Sequence[str]) -> float:
        """The room of several branches in one figure."""
        contexts = self._contexts(None, heads)
        return sum(self.totals[i] for i in heads) + sum(self.rooms.named[i] for i in contexts)

    def _job(self, group: Sequence[str]) -> Iterable[_Job]:
        if group:
            yield _Job(None, tuple(group))


def _key(top: str | None, heads: Sequence[str]) -> Key:
    return (top, *heads[:1])
