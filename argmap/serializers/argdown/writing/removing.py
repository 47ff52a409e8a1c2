"""Taking lines out of a text whose records or relations have been removed from its map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from argmap.serializers.argdown.text.rows import INFERENCE, Element
from argmap.serializers.argdown.writing.premises import is_dropped

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
            (line.relation and not changes.states(line.relation))
            or (parent is not None and id(parent) in found.records)
        ):
            found.relations.add(id(line))
    return found


def remove(tree: Tree, lines: Doomed) -> dict[int, Line | None]:
    """Take the lines out; what is below them and still there gets a block of its own.

    Returns:
        Of each argument that lost its structure, by identity, the line that preceded it.
    """
    vacated: dict[int, Line | None] = {}
    origins: dict[int, Line] = {}  # which block a line has been moved out of
    top: Line | None = None
    at = 0
    while at < len(tree.lines):
        line = tree.lines[at]
        top = line if line.begins else top
        if line not in lines:
            at += 1
        elif id(line) in lines.structures:
            if line.argument:
                vacated.setdefault(line.argument, tree.lines[at - 1] if at else None)
            tree.remove(at)
        elif id(line) in lines.records or not _is_kept(tree, at, lines):
            tree.remove(at)
        else:
            lines.relations.discard(id(line))
            block = tree.detach(at)
            end = at
            while end < len(tree.lines) and (
                not tree.lines[end].begins or (top is not None and origins.get(id(tree.lines[end])) is top)
            ):
                end += 1
            origins[id(line)] = top or line
            for n, moved in enumerate(block, end):
                tree.insert(n, moved)
    return vacated


def _is_kept(tree: Tree, at: int, lines: Doomed) -> bool:
    """Whether a line that is not related any more to what it is below has something to state."""
    line = tree.lines[at]
    item = line.row.item
    if isinstance(item, Element) and not item.reference:
        return True
    depth = line.row.depth + 1
    return any(
        below not in lines for below in tree.lines[at + 1 : tree.below(at)] if below.row.depth == depth
    )
