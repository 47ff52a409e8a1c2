"""Taking lines out of a text whose records or relations have been removed from its map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from argmap.serializers.argdown.text.rows import INFERENCE, Element
from argmap.serializers.argdown.writing.premises import is_dropped
from argmap.serializers.argdown.writing.tree import as_block

if TYPE_CHECKING:
    from argmap.serializers.argdown.writing.changes import Changes
    from argmap.serializers.argdown.writing.tree import Line, Tree


@define
class Doomed:
    """The lines that a text loses, by identity.

    Attributes:
        structures: Those of arguments whose steps are others now, with what is below them.
        records: Those whose record is removed.
        relations: Those that are not related any more to what they are below.
    """

    structures: set[int] = field(factory=set)
    records: set[int] = field(factory=set)
    relations: set[int] = field(factory=set)

    def __contains__(self, line: Line) -> bool:
        """Whether a line goes, or goes from where it is."""
        return any(id(line) in lines for lines in (self.structures, self.records, self.relations))


def doomed(tree: Tree, changes: Changes) -> Doomed:
    """The lines of a text that state what its map does not."""
    found = Doomed()
    above: list[Line] = []  # what a line is below
    for line in tree.lines:
        del above[line.row.depth :]
        parent = above[-1] if above else None
        above.append(line)
        if (line.argument and line.argument not in changes.intact) or (
            parent is not None and id(parent) in found.structures
        ):
            found.structures.add(id(line))
        elif is_dropped(line, changes) or (
            line.record and line.row.sign != INFERENCE and line.record not in changes.m
        ):
            found.records.add(id(line))
        elif line.row.depth and (
            (line.relation in changes.before and not changes.states(line.relation))
            or (parent is not None and id(parent) in found.records)
        ):
            found.relations.add(id(line))
    return found


def remove(tree: Tree, lines: Doomed) -> dict[int, Line | None]:
    """Take the lines out; what is below them and still there gets a block of its own, after that which it was in.

    Returns:
        Of each argument that lost its structure, by identity, the line that preceded it.
    """
    vacated: dict[int, Line | None] = {}
    kept: list[Line] = []
    coming = tree.lines[::-1]  # the next one comes last
    waiting: list[Line] = []  # blocks that come after this one
    while coming or waiting:
        if waiting and _is_between(coming):
            coming += reversed(waiting)
            waiting = []
        line = coming.pop()
        if line not in lines:
            kept.append(line)
            continue
        if line.argument and id(line) in lines.structures:
            vacated.setdefault(line.argument, kept[-1] if kept else None)
        moves = id(line) in lines.relations and _is_kept(line, coming, lines)
        below = []
        while moves and coming and coming[-1].row.depth > line.row.depth:
            below.append(coming.pop())
        after = waiting[0] if waiting and _is_between(coming) else coming[-1] if coming else None
        tree.leave_out(line, after, first=not kept)
        if moves:
            lines.relations.discard(id(line))
            block = as_block([line, *below])
            if not kept and not waiting and _is_between(coming):
                tree.put_first(line, after)
            waiting += block
    tree.lines = kept
    return vacated


def _is_between(coming: list[Line]) -> bool:
    """Whether no line comes of the block that has been read, of lines of which the next is the last."""
    return not coming or coming[-1].begins


def _is_kept(line: Line, coming: list[Line], lines: Doomed) -> bool:
    """Whether a line that is not related any more to what it is below has something to state."""
    item = line.row.item
    if isinstance(item, Element) and not item.reference:
        return True
    for below in reversed(coming):
        if below.row.depth <= line.row.depth:
            break
        if below.row.depth == line.row.depth + 1 and below not in lines:
            return True
    return False
