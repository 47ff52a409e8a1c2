"""What a drawing in another program's language shows of a map: boxes, small knots and arrows, safely named."""

from __future__ import annotations

from unicodedata import category

from attrs import frozen

from argmap.errors import ArgmapError
from argmap.messages import shown
from argmap.model import Argument, ArgumentMap, Claim, Evidence, Party, RelationKind, Utterance
from argmap.model.junctions import junctions


def direction_of(wish: str, known: tuple[str, ...]) -> str:
    """A direction that the language knows.

    Raises:
        ArgmapError: It does not.
    """
    if wish in known:
        return wish
    raise ArgmapError(
        f"direction is {shown(wish)}, expected one of: {', '.join(known)}",
        found=wish,
        expected=", ".join(known),
    )


@frozen
class Box:
    """A claim, evidence, an argument or an utterance.

    Attributes:
        name: A name without special characters.
        id: The record's id.
        type: "claim", "evidence", "argument" or "utterance".
        lines: Title, text and holder, each in one line, as far as there are any.
    """

    name: str
    id: str
    type: str
    lines: tuple[str, ...]


@frozen
class Arrow:
    """A relation, or a part of one that has a knot.

    Attributes:
        source: Name of a box or knot.
        target: Name of a box or knot.
        kind: The kind of relation.
        ends: Whether it has a head and a label: the part from a source to a knot has none.
    """

    source: str
    target: str
    kind: RelationKind
    ends: bool = True


@frozen
class Sketch:
    """Everything that is drawn.

    Attributes:
        boxes: The elements, in the order of the map.
        knots: Name and id of each relation that is drawn through a small node, because it has several sources or
            targets, or because something aims at it or starts from it.
        arrows: The lines, in the order of the relations.
    """

    boxes: tuple[Box, ...]
    knots: tuple[tuple[str, str], ...]
    arrows: tuple[Arrow, ...]


def sketched(map: ArgumentMap) -> Sketch:
    """The drawing of a map: nodes are called n0 and so on, the knots of relations r0 and so on."""
    knotted = junctions(map.relations)
    names = {node.id: f"n{n}" for n, node in enumerate(map.nodes)}
    names |= {r.id: f"r{n}" for n, r in enumerate(knotted)}
    arrows: list[Arrow] = []
    for r in map.relations:
        if r.id in names:
            knot = names[r.id]
            arrows += [Arrow(names[i], knot, r.kind, ends=False) for i in r.sources]
            arrows += [Arrow(knot, names[i], r.kind) for i in r.targets]
        else:
            arrows.append(Arrow(names[r.sources[0]], names[r.targets[0]], r.kind))
    boxes = tuple(Box(names[n.id], n.id, type(n).__name__.lower(), _lines(map, n)) for n in map.nodes)
    return Sketch(boxes, tuple((names[r.id], r.id) for r in knotted), tuple(arrows))


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
