"""The lines of a hanging list once its cards have their places: rails with elbows, brackets, dots, heads.

Cards that hang from one rail share it: the line of each runs to where that of the card before has met the rail, and the
first to what all hang from. So no two lines run along each other, and every rail has one head.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from attrs import frozen

from argmap.model.kinds import RelationKind
from argmap.rendering.placing.placement import Dot, Drawn, Placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from argmap.rendering.placing.hanging import Hanging, Rail
    from argmap.rendering.placing.placement import Point
    from argmap.rendering.placing.tree import Branch

RADIUS: Final = 2.4
"""Of the dots where ends of a relation meet."""

FACING: Final = 9.0
"""Between heads at the right of a card."""

_FOOT: Final = 4.0  # between the lowest of them and the foot of the card

Path = list["Point"]


@frozen
class Frame:
    """Where the cards of a hanging list are.

    Attributes:
        cards: Them, in the order of reading.
        firsts: The positions of the first cards of columns.
        xs: By column, where what is indented so far is in it.
        above, below: By column, where lines that come from before it begin, and where those that go on end.
    """

    hanging: Hanging
    cards: tuple[Placed, ...]
    firsts: tuple[int, ...]
    xs: tuple[Mapping[float, float], ...]
    above: tuple[float, ...]
    below: tuple[float, ...]

    def column(self, n: int) -> int:
        """The column of a card."""
        return bisect_right(self.firsts, n) - 1

    def across(self, x: float, n: int) -> float:
        """Where what is indented so far is, in the column of a card."""
        return self.xs[self.column(n)][x]

    def elbow(self, n: int) -> float:
        """Where lines reach the left of a card: at the middle of its first line."""
        return self.cards[n].y + self.cards[n].card.first

    def up(self, x: float, low: tuple[int, float], high: tuple[int, float]) -> list[Path]:
        """A line up from a height at one card to a height at another, in as many paths as columns."""
        (n, y), (m, end) = low, high
        paths = []
        for column in range(self.column(n), self.column(m) - 1, -1):
            at = self.xs[column][x]
            last = column == self.column(m)
            paths.append([(at, y), (at, end if last else self.above[column])])
            y = self.below[column - 1]
        return paths


def lines_of(frame: Frame) -> tuple[tuple[Drawn, ...], tuple[Dot, ...]]:
    """The lines, and the dots where they meet."""
    tracing = _Tracing(frame)
    lines = tuple(line for rail in frame.hanging.rails for line in tracing.rail(rail))
    return lines, tuple(tracing.dots())


class _Tracing:
    """Lines drawn along the rails of a frame."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.at = {node: n for n, node in enumerate(frame.hanging.nodes)}
        self.heads = {**self._rows(), **self._facing()}

    def _rows(self) -> Mapping[int, float]:
        """How far down its card each rail that begins at a row has its head: all at different heights."""
        rows: dict[tuple[int, str], list[Rail]] = {}
        for rail in self.frame.hanging.rails:
            if rail.port:
                rows.setdefault((rail.owner, rail.port), []).append(rail)
        found = {}
        for (owner, port), rails in rows.items():
            top, foot = self.frame.cards[owner].card.middle(port)
            # The upper one aims at where the row begins, the step from it; the row itself is below.
            rails.sort(key=lambda rail: rail.branches[0].step.kind is not RelationKind.UNDERCUT)
            step = (foot - top - 4) / max(len(rails) - 1, 1)
            for n, rail in enumerate(rails):
                found[id(rail)] = top + 1 + n * step if len(rails) > 1 else (top + foot) / 2
        return found

    def _facing(self) -> Mapping[int, float]:
        """How far down its card each rail that begins at the right of one has its head: on a level with the first."""
        owners: dict[int, list[Rail]] = {}
        for rail in self.frame.hanging.rails:
            if rail.beside:
                owners.setdefault(rail.owner, []).append(rail)
        found: dict[int, float] = {}
        for owner, rails in owners.items():
            placed = self.frame.cards[owner]
            rails.sort(key=lambda rail: self.at[rail.branches[0].members[0]])
            y = self.frame.elbow(self.at[rails[0].branches[0].members[0]]) - placed.y
            if not 0 < y < placed.card.height:
                y = placed.card.first
            step = min(FACING, (placed.card.height - y - _FOOT) / max(len(rails) - 1, 1))
            found |= {id(rail): y + n * step for n, rail in enumerate(rails)}
        return found

    def rail(self, rail: Rail) -> Iterator[Drawn]:
        """The lines of all that hangs from a rail."""
        frame = self.frame
        reached: tuple[int, float] | None = None
        for branch in rail.branches:
            n = self.at[branch.members[0]]
            y = frame.elbow(n)
            if rail.stacked:
                low, start = frame.cards[n].y, []
            else:
                low, start = y, [(self._near(branch), y)]
            paths = frame.up(rail.x, (n, low), reached or self._begin(rail))
            paths[0] = start + paths[0]
            if reached is None:
                paths[-1] += self._end(rail)
            yield from self._branch(branch, paths, first=reached is None)
            reached = (n, y)

    def _begin(self, rail: Rail) -> tuple[int, float]:
        """The card and the height that a rail leads up to."""
        owner = self.frame.cards[rail.owner]
        if id(rail) in self.heads:
            return rail.owner, owner.y + self.heads[id(rail)]
        if rail.joint:
            meets = rail.x == self.frame.hanging.joints[rail.joint]
            return rail.owner, self.frame.elbow(rail.owner) + (RADIUS if meets else 0)
        return rail.owner, owner.y + owner.card.height

    def _end(self, rail: Rail) -> Path:
        """From the height of a row on, the way to the row."""
        owner = self.frame.cards[rail.owner]
        if id(rail) not in self.heads:
            return []
        side = owner.x + (owner.card.width if rail.beside else 0)
        return [(side, owner.y + self.heads[id(rail)])]

    def _near(self, branch: Branch) -> float:
        """Where the line of a branch begins: at its card, or at the dot where its cards meet."""
        n = self.at[branch.members[0]]
        joint = self.frame.hanging.joints.get(branch.step.hub)
        return self.frame.cards[n].x if joint is None else self.frame.across(joint, n) - RADIUS

    def _branch(self, branch: Branch, paths: list[Path], *, first: bool) -> Iterator[Drawn]:
        step = branch.step
        hub = step.hub if step.hub in self.frame.hanging.joints else ""
        node = branch.members[0]
        start, end = hub or node, branch.end.node
        if not hub:
            both = step.look.tail != "none"
            yield self._drawn(
                branch, node, (start, end), paths, head=first or branch.backwards, tail=both, first=first
            )
            return
        yield self._drawn(
            branch, branch.aim, (start, end), paths, head=first and not branch.backwards,
            tail=branch.backwards and first and step.look.tail != "none", first=first,
        )  # fmt: skip
        yield from self._meeting(branch, hub)

    def _drawn(
        self,
        branch: Branch,
        key: str,
        ends: tuple[str, str],
        paths: list[Path],
        *,
        head: bool,
        tail: bool,
        first: bool,
    ) -> Drawn:
        """A line along paths that lead up; one of what bears on the cards leads down."""
        step = branch.step
        start, end = ends
        if branch.backwards:
            paths = [path[::-1] for path in reversed(paths)]
            start, end = end, start
            tail = tail and first
        name = f"line{step.lines[key]}"
        return Drawn(name, start, end, step.look, tuple(map(tuple, paths)), head, tail)

    def _meeting(self, branch: Branch, hub: str) -> Iterator[Drawn]:
        """The lines between the cards of a branch and the dot where they meet."""
        frame, step = self.frame, branch.step
        tail = step.look.tail != "none" and not branch.backwards
        n = self.at[branch.members[0]]
        y, joint = frame.elbow(n), frame.hanging.joints[hub]
        path = [(frame.cards[n].x, y), (frame.across(joint, n) + RADIUS, y)]
        key = branch.members[0]
        yield self._drawn(branch, key, (key, hub), [path], head=branch.backwards, tail=tail, first=True)
        bracket = frame.hanging.brackets.get(step.relation, joint)
        above = (n, y + (RADIUS if bracket == joint else 0))
        for member in branch.members[1:]:
            m = self.at[member]
            low = frame.elbow(m)
            paths = frame.up(bracket, (m, low), above)
            paths[0] = [(frame.cards[m].x, low), *paths[0]]
            yield self._drawn(branch, member, (member, hub), paths, head=False, tail=tail, first=True)
            above = (m, low)

    def dots(self) -> Iterator[Dot]:
        frame = self.frame
        for rail in frame.hanging.rails:
            for branch in rail.branches:
                hub = branch.step.hub
                if hub in frame.hanging.joints:
                    n = self.at[branch.members[0]]
                    x = frame.across(frame.hanging.joints[hub], n)
                    yield Dot(hub, branch.step.look.color, x, frame.elbow(n))


def touching(hanging: Hanging, firsts: Sequence[int]) -> list[set[float]]:
    """By column, how far what runs down in it is indented: rails, and brackets of linked cards."""
    found: list[set[float]] = [set() for _ in firsts]
    at = {node: n for n, node in enumerate(hanging.nodes)}

    def run(x: float, first: int, last: int) -> None:
        for column in range(bisect_right(firsts, first) - 1, bisect_right(firsts, last)):
            found[column].add(x)

    for rail in hanging.rails:
        run(rail.x, rail.owner, rail.last)
        for branch in rail.branches:
            first, last = at[branch.members[0]], at[branch.members[-1]]
            for x in (hanging.brackets.get(branch.step.relation), hanging.joints.get(branch.step.hub)):
                if x is not None:
                    run(x, first, last)
    return found
