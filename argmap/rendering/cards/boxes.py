"""The sections of a map as the boxes around its cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.appearance import Appearance
from argmap.rendering.colors import legible, mixed
from argmap.rendering.scene import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.model import ArgumentMap, Section
    from argmap.model.records import Node
    from argmap.rendering.cards.lines import Line

DEPTH: Final = 2
"""How many levels of sections are drawn by default, as in Argdown."""

DEEPEST: Final = 6
"""As many levels as headings have; boxes in more boxes than that would be nothing but borders."""

_FILLS: Final = ("#F5F5F5", "#EBEBEB", "#F5F5F5", "#EBEBEB", "#F5F5F5", "#EBEBEB")
_RULE: Final = "#808080"
_INK: Final = "#333333"


def boxes(
    m: ArgumentMap, shown: Iterable[Node], nodes: Mapping[str, str], lines: Iterable[Line]
) -> tuple[Box, ...]:
    """The boxes of a map, each after the one it is in.

    Sections of the lowest levels become boxes, as many levels as the hint `box_depth` of the map says, counted
    from the deepest section that has cards; the hint `box` of a section decides for that section. What is in
    another section belongs to the nearest box around it. A box around everything would say nothing and is
    left out.

    Args:
        m: The map.
        shown: What has a card.
        nodes: The names of the cards in DOT, by the ids of what they show.
        lines: The lines of the scene; a junction is where all that meets in it is.
    """
    of_section = {n.id: n.section for n in shown if n.section is not None}
    around = _parents(m, of_section.values())
    if not around:
        return ()
    sections = {s.id: s for s in m.sections if s.id in around}
    levels = _levels(around)
    within = _boxes(m, sections, around, levels)
    home = {node: within.get(of_section.get(i, "")) for i, node in nodes.items()}
    outer = {i: within.get(around[i] or "") for i, box in within.items() if box == i}
    _drop_frames(home, outer)
    paths = {i: _path(i, outer) for i in outer}
    for junction, ends in _meetings(lines).items():
        home[junction] = _common([paths.get(home.get(end) or "", ()) for end in ends])
    members: dict[str, list[str]] = {}
    for node, box in home.items():
        if box is not None:
            members.setdefault(box, []).append(node)
    return tuple(
        _box(f"g{n}", sections[i], len(paths[i]) - 1, tuple(members.get(i, ())))
        for n, i in enumerate(_outermost_first(outer, sections))
    )


def _box(node: str, section: Section, level: int, nodes: tuple[str, ...]) -> Box:
    color = Appearance.of(section).color
    if not color:
        return Box(node, section.title, level, nodes, _FILLS[level], _RULE, _INK)
    fill = mixed(color, "#FFFFFF", 0.86)
    ink = legible(mixed(color, "#000000", 0.4), fill, 7.0)
    return Box(node, section.title, level, nodes, fill, legible(color, fill, 3.0), ink)


def _parents(m: ArgumentMap, used: Iterable[str]) -> dict[str, str | None]:
    """The parents of the sections that have cards, and of those around them."""
    by_id = {s.id: s for s in m.sections}
    parents: dict[str, str | None] = {}
    for i in used:
        at: str | None = i
        while at is not None and at in by_id and at not in parents:
            parents[at] = by_id[at].parent
            at = by_id[at].parent
    return parents


def _levels(parents: dict[str, str | None]) -> dict[str, int]:
    """How deep each section is, outer sections first; 1 for one in no other."""
    levels: dict[str, int] = {}
    for i in parents:
        chain: list[str] = []
        at: str | None = i
        while at is not None and at not in levels:
            chain.append(at)
            at = parents.get(at)
        level = levels[at] if at is not None else 0
        levels.update((step, n) for n, step in enumerate(reversed(chain), level + 1))
    return levels


def _boxes(
    m: ArgumentMap,
    sections: dict[str, Section],
    parents: dict[str, str | None],
    levels: dict[str, int],
) -> dict[str, str | None]:
    """The box that each section's cards are in: its own, or the nearest around it, or None."""
    depth = Appearance.of(m).box_depth
    lowest = max(levels.values()) - (DEPTH if depth is None else depth)
    within: dict[str, str | None] = {}
    boxes_around: dict[str | None, int] = {None: 0}
    for i, level in levels.items():
        outside = within.get(parents[i] or "")
        box = Appearance.of(sections[i]).box
        wanted = level > lowest if box is None else box
        if wanted and boxes_around[outside] < DEEPEST:
            within[i] = i
            boxes_around[i] = boxes_around[outside] + 1
        else:
            within[i] = outside
    return within


def _drop_frames(home: dict[str, str | None], outer: dict[str, str | None]) -> None:
    """Take away boxes around everything."""
    while None not in home.values():
        outermost = [i for i, parent in outer.items() if parent is None]
        if len(outermost) != 1:
            return
        frame = outermost[0]
        del outer[frame]
        outer.update((i, None) for i, parent in outer.items() if parent == frame)
        home.update((node, None) for node, box in home.items() if box == frame)


def _path(i: str, outer: dict[str, str | None]) -> tuple[str, ...]:
    """The boxes from the outermost to this one."""
    path = [i]
    while (parent := outer[path[-1]]) is not None:
        path.append(parent)
    return tuple(reversed(path))


def _meetings(lines: Iterable[Line]) -> dict[str, list[str]]:
    """The cards that meet at each junction."""
    meetings: dict[str, list[str]] = {}
    for line in lines:
        for junction, other in ((line.start.node, line.end.node), (line.end.node, line.start.node)):
            if junction.startswith("j"):
                ends = meetings.setdefault(junction, [])
                if not other.startswith("j"):
                    ends.append(other)
    return meetings


def _common(paths: list[tuple[str, ...]]) -> str | None:
    """The innermost box that all paths lead through."""
    last = None
    for steps in zip(*paths, strict=False):
        if len(set(steps)) > 1:
            break
        last = steps[0]
    return last


def _outermost_first(outer: dict[str, str | None], sections: Iterable[str]) -> list[str]:
    """Every box after the one it is in, as sections come in the document."""
    inner: dict[str | None, list[str]] = {}
    for i in sections:
        if i in outer:
            inner.setdefault(outer[i], []).append(i)
    order: list[str] = []
    waiting = list(reversed(inner.get(None, [])))
    while waiting:
        order.append(waiting.pop())
        waiting += reversed(inner.get(order[-1], []))
    return order
