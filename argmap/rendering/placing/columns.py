"""Cards in the order of reading, set in columns like a newspaper: where columns break, and how high they must be."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.rendering.placing.hanging import Hanging

GAP: Final = 6.0  # between two cards
ONLY: Final = 12.0  # between a card and its only card right below, for an arrow
TREES: Final = 15.0  # between two trees
BETWEEN: Final = 14.0  # between two columns
CONTINUED: Final = 15.0  # height of the strip on top of a column that goes on inside a tree
STUB: Final = 6.0  # how far a line runs on below the last card of a column

_TORN: Final = 1000  # what it costs to part a card from its only card, in lines cut
_EXACT: Final = 0.5


@frozen
class Flow:
    """Cards of known heights in the order of reading, before they are set in columns.

    Attributes:
        tops: How far down each card begins if all are in one column.
        ends: How far down each ends.
        highest: How high the highest is, with the words above it.
        open: How many lines are cut by a break before each.
        torn: Whether a break before each parts it from the card above, of which it is the only one.
        absent: Whether the first card is elsewhere, so that the next one begins the first column.
    """

    tops: tuple[float, ...]
    ends: tuple[float, ...]
    highest: float
    open: tuple[int, ...]
    torn: tuple[bool, ...]
    absent: bool = False

    def high(self, first: int, after: int) -> float:
        """How high a column is that holds the cards from one to before another."""
        strip = CONTINUED if first and self.open[first] else 0.0
        below = STUB if after < len(self.tops) and self.open[after] else 0.0
        return strip + self.ends[after - 1] - self.tops[first] + below


def flow_of(hanging: Hanging, heights: Sequence[float], *, absent: bool = False) -> Flow:
    """The flow of a hanging list whose cards have these heights; the first of which may be ``absent``, as elsewhere."""
    count = len(heights)
    steps = [0] * (count + 1)
    for _, first, last in reaches(hanging):
        steps[first + 1] += 1
        steps[last + 1] -= 1
    stacked = {rail.last for rail in hanging.rails if rail.stacked}
    tops, ends, y = [], [], 0.0
    for n, height in enumerate((0.0, *heights[1:]) if absent else heights):
        if n > absent:
            y += TREES if hanging.above[n] < 0 else ONLY if n in stacked else GAP
        tops.append(y)
        y += height
        ends.append(y)
    highest = max(heights[absent:], default=0.0) + STUB * absent
    torn = tuple(only or (absent and n == 1) for n, only in enumerate(hanging.only))
    return Flow(tuple(tops), tuple(ends), highest, tuple(accumulate(steps[:count])), torn, absent)


def reaches(hanging: Hanging) -> list[tuple[int, int, int]]:
    """For everything that runs down, the card that it belongs to, and the first and the last one that it reaches."""
    found = [(rail.owner, rail.owner, rail.last) for rail in hanging.rails]
    at = {node: n for n, node in enumerate(hanging.nodes)}
    for rail in hanging.rails:
        members = (branch.members for branch in rail.branches if len(branch.members) > 1)
        found += ((rail.owner, at[linked[0]], at[linked[-1]]) for linked in members)
    return found


def shortest(flow: Flow, columns: int) -> float:
    """The smallest height in which the cards go into that many columns."""
    low = flow.highest
    high = flow.ends[-1] + CONTINUED + STUB if flow.ends else 0.0
    while high - low > _EXACT:
        middle = (low + high) / 2
        if len(filled(flow, middle, columns + 1)) <= columns:
            high = middle
        else:
            low = middle
    return high


def filled(flow: Flow, height: float, most: int) -> list[int]:
    """The first cards of columns that are filled one after the other, at most ``most`` of them."""
    firsts, count = [0], len(flow.tops)
    while len(firsts) < most:
        first = firsts[-1]
        strip = CONTINUED if first and flow.open[first] else 0.0
        after = max(bisect_right(flow.ends, flow.tops[first] + height - strip - STUB), first + 1)
        if after >= count or flow.high(first, count) <= height:
            break
        if flow.torn[after] and after - 1 > first and not flow.torn[after - 1]:
            after -= 1
        firsts.append(after)
    return firsts


def breaks(flow: Flow, columns: int, height: float) -> tuple[int, ...]:
    """The first cards of at most that many columns of that height, such that few lines are cut.

    Of equally good ways the one whose columns are filled most evenly.
    """
    count = len(flow.tops)
    best: list[dict[int, tuple[float, int]]] = [
        {0: (0.0, 0)}
    ]  # by columns, then by cards set: cost, where from
    for _ in range(columns):
        reached: dict[int, tuple[float, int]] = {}
        for first, (cost, _) in best[-1].items():
            for after in range(first + 1 + (flow.absent and not first), count + 1):
                high = flow.high(first, after)
                if flow.ends[after - 1] - flow.tops[first] > height:
                    break
                if high > height and after > first + 1:
                    continue
                cut = flow.open[after] + _TORN * flow.torn[after] if after < count else 0
                total = cost + cut + 2 * (1 - high / height) ** 2
                if after not in reached or total < reached[after][0]:
                    reached[after] = (total, first)
        reached.pop(0, None)
        best.append(reached)
    found = [(level[count][0], n) for n, level in enumerate(best) if count in level]
    if not found:
        return tuple(filled(flow, height, columns))
    firsts, at = [], count
    for level in range(min(found)[1], 0, -1):
        at = best[level][at][1]
        firsts.append(at)
    return tuple(reversed(firsts))
