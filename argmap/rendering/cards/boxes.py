"""The sections of a map as the boxes around its cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.appearance import Appearance
from argmap.rendering.colors import legible, mixed
from argmap.rendering.scene import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from argmap.model import ArgumentMap, Section
    from argmap.model.records import Node
    from argmap.rendering.cards.lines import Line
    from argmap.rendering.style import Style

DEPTH: Final = 2
"""How many levels of sections are drawn by default, as in Argdown."""

DEEPEST: Final = 6
"""As many levels as headings have; boxes in more boxes than that would be nothing but borders."""

_FILLS: Final = ("#F5F5F5", "#EBEBEB")  # of even and odd levels
_RULE: Final = "#808080"
_INK: Final = "#333333"


def boxes(
    m: ArgumentMap, style: Style, shown: Iterable[Node], nodes: Mapping[str, str], lines: Iterable[Line]
) -> tuple[Box, ...]:
    """The boxes of a map, each after the one it is in.

    Sections of the lowest levels become boxes, as many levels as the hint `box_depth` of the map says, counted
    from the deepest section that has cards; the hint `box` of a section decides for that section. What is in
    another section belongs to the nearest box around it. A box around everything would say nothing and is
    left out, and a junction is where all that meets in it is. ``nodes`` are the names of the cards in DOT, by the ids
    of the elements ``shown``.
    """
    of_section = {n.id: n.section for n in shown if n.section is not None}
    sections = _used(m, of_section.values())
    if not sections:
        return ()
    within = _boxes(m, sections)
    home = {node: within.get(of_section.get(i, "")) for i, node in nodes.items()}
    outer = {i: within.get(s.parent or "") for i, s in sections.items() if within[i] == i}
    _drop_frames(home, outer)
    paths: dict[str | None, tuple[str, ...]] = {None: ()}
    for i, parent in outer.items():
        paths[i] = (*paths[parent], i)
    for junction, ends in _meetings(lines).items():
        shared = [
            steps[0] for steps in zip(*(paths[home.get(i)] for i in ends), strict=False) if len({*steps}) == 1
        ]
        home[junction] = shared[-1] if shared else None
    members: dict[str | None, list[str]] = {}
    for node, box in home.items():
        members.setdefault(box, []).append(node)
    return tuple(
        _box(f"g{n}", sections[i], len(paths[i]) - 1, tuple(members.get(i, ())), style.tone)
        for n, i in enumerate(outer)
    )


def _box(node: str, section: Section, level: int, nodes: tuple[str, ...], tone: Callable[[str], str]) -> Box:
    color = Appearance.of(section).color
    if not color:
        return Box(node, section.title, level, nodes, tone(_FILLS[level % 2]), tone(_RULE), tone(_INK))
    fill = mixed(color, "#FFFFFF", 0.86)
    ink = legible(mixed(color, "#000000", 0.4), fill, 7.0)
    return Box(node, section.title, level, nodes, tone(fill), tone(legible(color, fill, 3.0)), tone(ink))


def _used(m: ArgumentMap, ids: Iterable[str]) -> dict[str, Section]:
    """The sections that have cards and those around them, each after the one it is in, as in the document."""
    by_id = {s.id: s for s in m.sections}
    used: set[str | None] = {None}
    for i in ids:
        at: str | None = i
        while at not in used:
            used.add(at)
            at = by_id[at].parent if at in by_id else None
    inner: dict[str | None, list[Section]] = {}
    for s in reversed(m.sections):
        if s.id in used:
            inner.setdefault(s.parent, []).append(s)
    found: dict[str, Section] = {}
    waiting = inner.get(None, [])
    while waiting:
        s = waiting.pop()
        found[s.id] = s
        waiting += inner.get(s.id, ())
    return found


def _boxes(m: ArgumentMap, sections: Mapping[str, Section]) -> dict[str, str | None]:
    """The box that each section's cards are in: its own, or the nearest around it, or None."""
    levels = {"": 0}  # how deep each section is
    for i, section in sections.items():
        levels[i] = levels[section.parent or ""] + 1
    depth = Appearance.of(m).box_depth
    lowest = max(levels.values()) - (DEPTH if depth is None else depth)
    within: dict[str, str | None] = {}
    boxes_around: dict[str | None, int] = {None: 0}
    for i, section in sections.items():
        within[i] = outside = within.get(section.parent or "")
        box = Appearance.of(section).box
        if (levels[i] > lowest if box is None else box) and boxes_around[outside] < DEEPEST:
            within[i] = i
            boxes_around[i] = boxes_around[outside] + 1
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


def _meetings(lines: Iterable[Line]) -> dict[str, list[str]]:
    """The cards that meet at each junction."""
    meetings: dict[str, list[str]] = {}
    for line in lines:
        for junction, other in ((line.start.node, line.end.node), (line.end.node, line.start.node)):
            if junction.startswith("j") and not other.startswith("j"):
                meetings.setdefault(junction, []).append(other)
    return meetings
