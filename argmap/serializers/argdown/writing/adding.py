"""Putting new records and relations into a text: below what they bear on, or else at the end of their section."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from argmap.model import Argument, Relation, RelationKind
from argmap.serializers.argdown.text.lines import INDENT, lines_of, spelled_element, with_data
from argmap.serializers.argdown.text.rows import HEADING, INFERENCE, TOP, Element, Heading, Row
from argmap.serializers.argdown.writing.layout import SIGNS, completed, is_argument, signs_of
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
    revise(tree, changes, partial(_section, tree))
    stated = {line.relation for line in tree.lines} | {
        line.record for line in tree.lines if line.row.sign == INFERENCE
    }
    lines = {r.id: r for r in changes.m.relations if _has_line(r, changes)}
    _Attaching(tree, changes).run([r for name, r in lines.items() if name not in stated])
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


class _Attaching:
    """Putting relations below what they bear on."""

    def __init__(self, tree: Tree, changes: Changes) -> None:
        self.tree = tree
        self.changes = changes
        self.lines: dict[str, list[Line]] = {}  # by record, that which defines it first
        for line in tree.lines:
            name, item = line.record, line.row.item
            if name:
                lines = self.lines.setdefault(name, [])
                lines.insert(0 if id(item) == changes.definitions.get(name) else len(lines), line)
            self._note_reason(line)

    def _note_reason(self, line: Line) -> None:
        """Note that the relation of a line whose reason is a statement can be undercut below it."""
        item = line.row.item
        if line.relation and line.row.sign in ("+", "-", "_") and getattr(item, "kind", "") == "statement":
            self.lines.setdefault(line.relation, []).append(line)

    def run(self, pending: list[Relation]) -> None:
        """Attach relations as long as one of their ends is in the text."""
        progress = True
        while pending and progress:
            left = [relation for relation in pending if not self._attach(relation)]
            progress = len(left) < len(pending)
            pending = left

    def _attach(self, relation: Relation) -> bool:
        source, target = relation.sources[0], relation.targets[0]
        below_target, below_source = signs_of(relation)
        ways = [(target, source, below_target), (source, target, below_source)]
        for above, other, sign in sorted(ways, key=lambda way: self._is_untitled(way[1])):
            lines = self.lines.get(above, []) if sign else []
            line = next(
                (line for line in lines if other in self.lines or self._can_define(other, line)), None
            )
            if line is not None:
                self._put(line, other, sign, relation.id)
                return True
        return False

    def _is_untitled(self, name: str) -> bool:
        return any(not line.titled for line in self.lines.get(name, ()))

    def _can_define(self, name: str, above: Line) -> bool:
        """Whether a record can be defined below a line, in its section and without a structure."""
        node = self.changes.new.nodes.get(name)
        if node is None or node.id in self.changes.structured:
            return False
        return self.changes.new.regrouped or node.section == _section(self.tree, above)

    def _put(self, above: Line, name: str, sign: str, relation: str) -> None:
        tree, changes = self.tree, self.changes
        at = tree.lines.index(above)
        end = tree.below(at)
        depth = above.row.depth + 1
        children = [line for line in tree.lines[at + 1 : end] if line.row.depth == depth]
        indent = children[-1].indent if children else above.indent + tree.unit
        element = changes.element(name, defines=name not in self.lines)
        words = spelled_element(element, changes.spelling)
        text = with_data(f"{indent}{sign} ", words, element, indent + INDENT, changes.spelling)
        line = Line(Row(depth, sign, element), "\n", text, name, relation)
        tree.insert(end, line)
        self.lines.setdefault(name, []).append(line)
        self._note_reason(line)


def _section(tree: Tree, line: Line) -> str | None:
    """The section that a line is in."""
    for n in range(tree.lines.index(line), -1, -1):
        if tree.lines[n].row.sign == HEADING:
            return tree.lines[n].record or None
        if tree.lines[n].row.apart:
            return None
    return None


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
    after: Line | None = None
    for block in _blocks(found, lines):
        if isinstance(block, Line):
            after = block
            continue
        item = block[0].item
        name = item.record if isinstance(item, Element) and item.kind == "argument" else ""
        if name and name in places:
            after = _put_back(tree, block, places.pop(name), changes)
            continue
        line = _block_line(block, changes)
        tree.insert(tree.lines.index(after) + 1 if after is not None else 0, line)
        after = line
    items = [row.item for row in found if id(row) not in lines]
    return {item.record for item in items if isinstance(item, Element) and item.reference}


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


def _put_back(tree: Tree, block: list[Row], before: Line | None, changes: Changes) -> Line:
    """Put an argument with its structure where that was."""
    at = tree.lines.index(before) + 1 if before in tree.lines else 0
    while 0 < at < len(tree.lines) and not tree.lines[at].begins:
        at += 1
    top = next((line for line in reversed(tree.lines[:at]) if line.begins), None)
    item = block[0].item
    if top is not None and top.row.sign == TOP and isinstance(item, Element) and top.record == item.record:
        block = block[next((n for n, row in enumerate(block) if row.first), 0) :] if item.reference else block
    line = _block_line(block, changes)
    tree.insert(at, line)
    return line


def _block_line(block: list[Row], changes: Changes) -> Line:
    return Line(block[0], BLOCK, "\n".join(lines_of(block, changes.spelling)))
