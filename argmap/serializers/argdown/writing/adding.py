"""Putting new records and relations into a text: below what they bear on, or else at the end of their section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.model import Argument, Relation, RelationKind
from argmap.serializers.argdown.text.lines import lines_of
from argmap.serializers.argdown.text.rows import HEADING, INFERENCE, TOP, Element, Heading, Row
from argmap.serializers.argdown.writing.attaching import Attaching
from argmap.serializers.argdown.writing.layout import SIGNS, completed, is_argument
from argmap.serializers.argdown.writing.premises import revise
from argmap.serializers.argdown.writing.rewording import entitle
from argmap.serializers.argdown.writing.tree import BLOCK, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.serializers.argdown.writing.changes import Changes
    from argmap.serializers.argdown.writing.plan import Node
    from argmap.serializers.argdown.writing.tree import Tree


def add(tree: Tree, changes: Changes, vacated: dict[int, Line | None]) -> None:
    """Put in what a text does not state yet.

    Args:
        tree: The text.
        changes: What it shall mean.
        vacated: Where arguments lost their structure.
    """
    changes.new.keyed = False
    revise(tree, changes)
    stated = {line.relation for line in tree.lines} | {
        line.record for line in tree.lines if line.row.sign == INFERENCE
    }
    lines = {r.id: r for r in changes.m.relations if _has_line(r, changes)}
    Attaching(tree, changes).run([r for name, r in lines.items() if name not in stated])
    stated |= {line.relation for line in tree.lines}
    stated |= {
        r.id for r in changes.m.relations if r.argument is None and len(r.sources) == 1 and r.id not in lines
    }
    new = [line for line in tree.lines if not line.tokens]
    referred = {line.record for line in new if id(line.row.item) != changes.definitions.get(line.record)}
    referred |= _complete(tree, changes, stated, vacated)
    changes.keyed |= changes.new.keyed
    for line in tree.lines:
        if not line.titled and line.record in referred:  # its number would be that of another one
            entitle(line, changes.new.titles[line.record])


def _has_line(relation: Relation, changes: Changes) -> bool:
    """Whether a line below another one can state a relation."""
    nodes = changes.new.nodes
    if relation.argument is not None or not len(relation.sources) == len(relation.targets) == 1:
        return False
    source, target = nodes.get(relation.sources[0]), nodes.get(relation.targets[0])
    if source is not None and target is None and relation.kind is RelationKind.UNDERCUT:
        undercut: Any = changes.m.get(relation.targets[0])
        if not isinstance(undercut, Relation):
            return False
        reasons = map(nodes.get, undercut.sources)
        return undercut.argument is not None or not any(isinstance(reason, Argument) for reason in reasons)
    return source is not None and target is not None and _is_read(relation.kind, source, target, changes)


def _is_read(kind: RelationKind, source: Node, target: Node, changes: Changes) -> bool:
    """Whether readers of this text know a kind of relation between two records, and leave it there."""
    arguments = [end for end in (source, target) if isinstance(end, Argument)]
    transfers = changes.settings.get("transformArgumentRelations", True)
    if kind not in SIGNS or (transfers and any(end.id in changes.structured for end in arguments)):
        return False
    if kind is RelationKind.UNDERCUT:
        return isinstance(target, Argument)
    if kind is RelationKind.CONTRADICTION:
        return not isinstance(target, Argument)
    strict = changes.settings.get("mode") == "strict" and not arguments
    return strict == (kind in (RelationKind.ENTAILMENT, RelationKind.CONTRARY))


def _complete(tree: Tree, changes: Changes, stated: set[str], vacated: dict[int, Line | None]) -> set[str]:
    """Put in what is left as blocks of their own; the records that these refer to."""
    lines: dict[int, Line] = {}
    rows = []
    for line in tree.lines:
        item = line.row.item
        if isinstance(item, (Element, Heading)):
            defines = not isinstance(item, Element) or id(item) == changes.definitions.get(line.record)
            item.record = line.record if defines else ""
        lines[id(line.row)] = line
        rows.append(line.row)
    present = {changes.arguments[line.argument] for line in tree.lines if line.argument}
    places = {changes.arguments[argument]: line for argument, line in vacated.items()}
    found = completed(changes.new, rows, stated, present, [name for name in places if name])
    order = _Order(tree)
    after: Line | None = None
    for each in _blocks(found, lines):
        if isinstance(each, Line):
            after = each
            continue
        block, item = each, each[0].item
        name = item.record if isinstance(item, Element) and item.kind == "argument" else ""
        if name and name in places:
            after = order.end_of(places.pop(name))
            block = _without_title(block, order.tops.get(id(after)))
        line = _block_line(block, changes)
        order.put(after, line)
        after = line
    order.settle()
    items = [row.item for row in found if id(row) not in lines]
    return {item.record for item in items if isinstance(item, Element) and item.reference}


class _Order:
    """The lines of a text, each with the one that follows it, so that others are quickly put between them.

    Attributes:
        tops: By identity of a line, the one that its block begins with.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.tops: dict[int, Line] = {}
        self.following: dict[int, Line] = {}  # by identity of the line before, 0 for the first
        top, before = None, 0
        for line in tree.lines:
            top = line if line.begins or top is None else top
            self.tops[id(line)] = top
            self.following[before] = line
            before = id(line)

    def put(self, after: Line | None, line: Line) -> None:
        """Put a block after a line, or first."""
        before = 0 if after is None else id(after)
        follows = self.following.get(before)
        if after is None:
            self.tree.put_first(line, follows)
        self.following[before] = line
        if follows is not None:
            self.following[id(line)] = follows
        self.tops[id(line)] = line

    def end_of(self, line: Line | None) -> Line | None:
        """The last line of the block that a line is in; of no line if that is none of the text."""
        if line is None or id(line) not in self.tops:
            return None
        follows = self.following.get(id(line))
        while follows is not None and not follows.begins:
            line, follows = follows, self.following.get(id(follows))
        return line

    def settle(self) -> None:
        """Give the text its lines in this order."""
        lines: list[Line] = []
        line = self.following.get(0)
        while line is not None:
            lines.append(line)
            line = self.following.get(id(line))
        self.tree.lines = lines


def _blocks(rows: list[Row], lines: dict[int, Line]) -> Iterator[Line | list[Row]]:
    """The rows of a text in order: lines that are there already, and blocks that are new."""
    block: list[Row] = []
    for row in rows:
        line = lines.get(id(row))
        heads = block and block[-1].sign == TOP and is_argument(block[0])
        if block and (line is not None or row.sign in (TOP, HEADING) or (row.first and not heads)):
            yield block
            block = []
        if line is not None:
            yield line
        else:
            block.append(row)
    if block:
        yield block


def _without_title(block: list[Row], top: Line | None) -> list[Row]:
    """An argument with its structure, without its title if that is in the line above already."""
    item = block[0].item
    if top is None or top.row.sign != TOP or not isinstance(item, Element) or top.record != item.record:
        return block
    return block[next((n for n, row in enumerate(block) if row.first), 0) :] if item.reference else block


def _block_line(block: list[Row], changes: Changes) -> Line:
    return Line(block[0], BLOCK, "\n".join(lines_of(block, changes.spelling)))
