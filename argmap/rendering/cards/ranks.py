"""Where the parts of a picture begin, how deep they are, and where cards without lines go."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from argmap.rendering.cards.lines import Line
    from argmap.rendering.cards.scene import Cards


def first_ranks(nodes: Iterable[str], lines: Sequence[Line]) -> tuple[tuple[str, ...], int]:
    """Of each connected part of the picture the card that most reasons lead up to, so that parts start together.

    Also how many ranks of cards the deepest part has.
    """
    joined: dict[str, list[str]] = {}
    for line in lines:
        joined.setdefault(line.end.node, []).append(line.start.node)
        joined.setdefault(line.start.node, []).append(line.end.node)
    leads = {line.start.node for line in lines if line.start.node != line.end.node}
    levels = _levels(lines)
    firsts = []
    seen: set[str] = set()
    for node in nodes:
        if node not in seen:
            part = _reached(node, joined)
            seen |= part.keys()
            roots = [n for n in part if n not in leads and not n.startswith("j")] or [node]
            firsts.append(max(roots, key=lambda n: levels.get(n, 0)))
    return tuple(firsts), 1 + max(levels.values(), default=0)


def _levels(lines: Sequence[Line]) -> dict[str, int]:
    """How many cards the longest chain of reasons for each node has; what merged in a circle counts as it is met."""
    after: dict[str, list[str]] = {}
    waiting: dict[str, int] = {}
    for line in lines:
        start, end = line.start.node, line.end.node
        if start != end:
            after.setdefault(start, []).append(end)
            waiting[end] = waiting.get(end, 0) + 1
    levels: dict[str, int] = {}
    queue = deque(n for n in after if n not in waiting)
    while queue:
        node = queue.popleft()
        above = levels.get(node, 0) + (not node.startswith("j"))
        for other in after.get(node, ()):
            levels[other] = max(levels.get(other, 0), above)
            waiting[other] -= 1
            if not waiting[other]:
                queue.append(other)
    return levels


def level_pairs(pairs: Iterable[tuple[str, str]], lines: Iterable[Line]) -> list[tuple[str, str]]:
    """The pairs of nodes that can be in one rank: no line would have to run backwards, or within it, for that."""
    lines = list(lines)
    merged: dict[str, str] = {}  # with which node each one is, by way of others
    found = []

    def rank(node: str) -> str:
        while node in merged:
            node = merged[node]
        return node

    for one, other in pairs:
        a, b = rank(one), rank(other)
        if a != b:
            after: dict[str, list[str]] = {}
            for line in lines:
                after.setdefault(rank(line.start.node), []).append(rank(line.end.node))
            if b in _reached(a, after) or a in _reached(b, after):
                continue
            merged[a] = b
        found.append((one, other))
    return found


def columns(scene: Cards) -> list[list[str]]:
    """The nodes of the cards without lines, in columns as deep as the deepest part: in one row they would be too wide.

    Cards in boxes are left where they are.
    """
    joined = {end.node for line in scene.lines for end in (line.start, line.end)}
    boxed = {node for box in scene.boxes for node in box.nodes}
    alone = [card.node for card in scene.shapes if card.node not in joined and card.node not in boxed]
    deep = max(scene.ranks, math.isqrt(max(len(alone) - 1, 0)) + 1)
    return [alone[n : n + deep] for n in range(0, len(alone), deep)]


def _reached(start: str, step: dict[str, list[str]]) -> dict[str, None]:
    """Everything that can be reached, nearest first."""
    reached = {start: None}
    queue = deque([start])
    while queue:
        for other in step.get(queue.popleft(), ()):
            if other not in reached:
                reached[other] = None
                queue.append(other)
    return reached
