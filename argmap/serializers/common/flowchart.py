"""A map as a flowchart for other drawing programs: boxes, junctions and arrows with safe names."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import category

from argmap.errors import ArgmapError, unknown_name
from argmap.model import Argument, ArgumentMap, Claim, Evidence, Party, RelationKind, Utterance
from argmap.model.relations import junctions


class Box(NamedTuple):
    """A claim, evidence, an argument or an utterance."""

    name: str  # without special characters
    id: str
    type: str  # "claim", "evidence", "argument" or "utterance"
    lines: tuple[str, ...]  # title, text and holder, each in one line, as far as there are any


class Junction(NamedTuple):
    """A relation that is drawn through a small circle, because a line cannot join what it joins."""

    name: str
    id: str


class Arrow(NamedTuple):
    """A relation, or a part of one that has a junction."""

    source: str  # the name of a box or junction
    target: str  # likewise
    kind: RelationKind
    ends: bool = True  # whether it has a head and a label: the part from a source to a junction has none


class Flowchart(NamedTuple):
    """Everything that is drawn, boxes in the order of the map, junctions and arrows in that of the relations."""

    boxes: tuple[Box, ...]
    junctions: tuple[Junction, ...]
    arrows: tuple[Arrow, ...]


def flowchart(map: ArgumentMap) -> Flowchart:
    """The flowchart of a map: boxes are called n0 and so on, the junctions of relations r0 and so on."""
    joined = tuple(Junction(f"r{n}", r.id) for n, r in enumerate(junctions(map.relations)))
    names = {node.id: f"n{n}" for n, node in enumerate(map.nodes)}
    names |= {junction.id: junction.name for junction in joined}
    arrows: list[Arrow] = []
    for r in map.relations:
        if r.id in names:
            junction = names[r.id]
            arrows += [Arrow(names[i], junction, r.kind, ends=False) for i in r.sources]
            arrows += [Arrow(junction, names[i], r.kind) for i in r.targets]
        else:
            arrows.append(Arrow(names[r.sources[0]], names[r.targets[0]], r.kind))
    boxes = tuple(Box(names[n.id], n.id, type(n).__name__.lower(), _lines(map, n)) for n in map.nodes)
    return Flowchart(boxes, joined, tuple(arrows))


def _lines(map: ArgumentMap, node: Claim | Evidence | Argument | Utterance) -> tuple[str, ...]:
    title = "" if isinstance(node, Utterance) else node.title
    holder = map.get(node.by) if node.by else None
    name = f"— {holder.name or holder.id}" if isinstance(holder, Party) else ""
    texts = (title, node.text or ("" if title else node.id), name)
    return tuple(line for line in (one_line(text) for text in texts) if line)


def one_line(text: str) -> str:
    r"""The text with a space for white space and control characters.

    >>> one_line("Rents\n\x00 rose.")
    'Rents rose.'
    """
    return " ".join("".join(" " if category(c) in ("Cc", "Zl", "Zp") else c for c in text).split())


def checked_direction(direction: str, known: tuple[str, ...]) -> str:
    """A direction that the language knows.

    Raises:
        ArgmapError: The language does not know it.
    """
    if direction in known:
        return direction
    raise unknown_name("direction", direction, known, ArgmapError)
