"""The order of ids: what moved between two orders, and putting ids after others."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

T = TypeVar("T")


def moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The fewest ids that have to move for the ids of an old order to be in a new one; both have the same ids.

    >>> moved(["cap", "fee", "rent", "tax"], ["fee", "rent", "cap", "tax"])
    {'cap'}
    """
    if [*old] == [*new]:
        return set()
    position = {i: n for n, i in enumerate(new)}
    ends: list[int] = []  # the last position of the best run of each length
    runs: list[int] = []  # positions in ``old``
    before: list[int] = []  # what comes before each id in its run
    for n, i in enumerate(old):
        length = bisect_left(ends, position[i])
        ends[length : length + 1] = [position[i]]
        runs[length : length + 1] = [n]
        before.append(runs[length - 1] if length else -1)
    stays: set[str] = set()
    n = runs[-1]
    while n >= 0:
        stays.add(old[n])
        n = before[n]
    return {i for i in old if i not in stays}


def predecessors(ids: Iterable[str]) -> dict[str, str | None]:
    """What comes right before each id; None before the first.

    >>> predecessors(["cap", "fee"])
    {'cap': None, 'fee': 'cap'}
    """
    found: dict[str, str | None] = {}
    last: str | None = None
    for i in ids:
        found[i] = last
        last = i
    return found


def inserted(ids: Iterable[str], after: Mapping[str, str | None]) -> list[str]:
    """The ids with others put right after what they follow; None is the beginning.

    Several that follow the same one are in the order given. One that follows nothing that is there is at the end.

    >>> inserted(["cap", "tax"], {"fee": "cap", "rent": "fee", "due": None})
    ['due', 'cap', 'fee', 'rent', 'tax']
    """
    following: dict[str | None, list[str]] = {}
    for i, place in after.items():
        following.setdefault(place, []).append(i)
    order: list[str] = []
    left = dict.fromkeys(after)
    waiting: list[str] = [*reversed(following.get(None, ()))]
    for n, i in enumerate(("", *ids)):
        if n:
            waiting.append(i)
        while waiting:
            found = waiting.pop()
            order.append(found)
            left.pop(found, None)
            waiting += reversed(following.get(found, ()))
    return [*order, *left]


def interleaved(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> list[T] | None:
    """All that two orders have, in the order of the one that changed it; None if both did, and not in the same way.

    What only the other has comes after what is before it there, and after what the first has new at that place.

    >>> interleaved(["cap", "fee"], ["cap", "tax", "fee"], ["fee", "cap", "rent"])
    ['fee', 'cap', 'rent', 'tax']
    """
    ours_changed, theirs_changed = (_reordered(base, side) for side in (ours, theirs))
    if ours_changed and theirs_changed and _reordered(ours, theirs):
        return None
    return _joined(theirs, ours) if theirs_changed else _joined(ours, theirs)


def _reordered(base: Sequence[T], side: Sequence[T]) -> bool:
    """Whether what two orders share is in another order."""
    here, there = {*base}, {*side}
    return [i for i in base if i in there] != [i for i in side if i in here]


def _joined(first: Sequence[T], second: Sequence[T]) -> list[T]:
    """All of the first, with what only the second has after what is before it there."""
    here, there = {*first}, {*second}
    following: dict[T | None, list[T]] = {}
    last: T | None = None
    for i in second:
        if i in here:
            last = i
        else:
            following.setdefault(last, []).append(i)
    order: list[T] = []
    waiting = following.pop(None, [])
    for i in first:
        if i in there:
            order += waiting
            waiting = following.pop(i, [])
        order.append(i)
    return order + waiting
