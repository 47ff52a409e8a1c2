"""Circles in what leads to what: one for each part of a graph in which everything leads to everything else."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def circles(after: Mapping[str, Sequence[str]]) -> Iterator[tuple[list[str], int]]:
    """A shortest circle through the first element of each such part, and how many elements the part has.

    A graph may have more circles than elements, so they are not listed; what is listed takes linear time in all.

    >>> [*circles({"a": ["b"], "b": ["a", "c"], "c": ["d"], "d": ["b"]})]
    [(['a', 'b'], 4)]
    """
    for part in _strong(after):
        if len(part) > 1:
            yield _shortest(after, part), len(part)


def _strong(after: Mapping[str, Sequence[str]]) -> Iterator[dict[str, None]]:
    """The strongly connected parts, each in the order of the graph (Kosaraju's algorithm, without recursion)."""
    before: dict[str, list[str]] = defaultdict(list)
    for start, ends in after.items():
        for end in ends:
            before[end].append(start)
    part_of: dict[str, int] = {}
    for n, root in enumerate(reversed(_finished(after))):
        if root in part_of:
            continue
        part_of[root] = n
        pending = [root]
        while pending:
            for i in before[pending.pop()]:
                if i not in part_of:
                    part_of[i] = n
                    pending.append(i)
    parts: dict[int, dict[str, None]] = defaultdict(dict)
    for i in (*after, *part_of):  # in the order of the graph
        parts[part_of[i]][i] = None
    return iter(parts.values())


def _finished(after: Mapping[str, Sequence[str]]) -> list[str]:
    """The elements in the order in which a depth-first walk leaves them."""
    seen: set[str] = set()
    finished: list[str] = []
    for start in after:
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(after[start]))]
        while path:
            following = next((i for i in path[-1][1] if i not in seen), None)
            if following is None:
                finished.append(path.pop()[0])
            else:
                seen.add(following)
                path.append((following, iter(after.get(following, ()))))
    return finished


def _shortest(after: Mapping[str, Sequence[str]], part: Mapping[str, None]) -> list[str]:
    """A shortest circle through the first element of a strongly connected part."""
    start = next(iter(part))
    came_from: dict[str, str] = {}
    for i in (queue := [start]):  # which grows meanwhile
        for end in after.get(i, ()):
            if end == start:
                circle = [i]
                while circle[-1] != start:
                    circle.append(came_from[circle[-1]])
                return circle[::-1]
            if end in part and end not in came_from:
                came_from[end] = i
                queue.append(end)
    return [start]
