"""Putting new relations into a text: a line each, below what they bear on."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from argmap.serializers.argdown.text.lines import INDENT, spelled_element, with_data
from argmap.serializers.argdown.text.rows import Row
from argmap.serializers.argdown.writing.layout import signs_of
from argmap.serializers.argdown.writing.tree import Line, sections_of

if TYPE_CHECKING:
    from argmap.model import Relation
    from argmap.serializers.argdown.writing.changes import Changes
    from argmap.serializers.argdown.writing.tree import Tree


class _Places(NamedTuple):
    """Where lines can be put below a record or relation.

    Attributes:
        lines: The first line of it in each section.
        first: The one of these that comes first; the line that defines it, if it is there.
    """

    lines: dict[str | None, Line]
    first: Line


class Attaching:
    """Putting relations below what they bear on."""

    def __init__(self, tree: Tree, changes: Changes) -> None:
        self.tree = tree
        self.changes = changes
        self.places: dict[str, _Places] = {}  # by record, or by relation that can be undercut
        self.untitled = {line.record for line in tree.lines if line.record and not line.titled}
        self.sections = sections_of(tree.lines)
        self.last: dict[int, Line] = {}  # by identity of a line, the last one right below it
        self.below: dict[int, list[Line]] = {}  # by identity of a line, the new ones right below it
        self.waiting: dict[str, list[int]] = {}  # by record or relation, relations that it may be of use to
        above: list[Line] = []
        for line in tree.lines:
            del above[line.row.depth :]
            if above and above[-1].row.depth == line.row.depth - 1:
                self.last[id(above[-1])] = line
            above.append(line)
        defining = [x for x in tree.lines if x.record and id(x.row.item) == changes.definitions.get(x.record)]
        for line in (*reversed(defining), *tree.lines):
            if line.record:
                self._note(line.record, line)
        for line in tree.lines:
            self._note_reason(line)

    def run(self, relations: list[Relation]) -> None:
        """Attach relations as long as one of their ends is in the text."""
        now = [*range(len(relations))]
        later: list[int] = []
        while now:
            while now:
                at = heappop(now)
                relation = relations[at]
                new = self._attach(relation)
                if new is None:
                    for end in {*relation.sources, *relation.targets}:
                        self.waiting.setdefault(end, []).append(at)
                for name in new or ():
                    for n in self.waiting.pop(name, ()):
                        heappush(now if n > at else later, n)
            now, later = sorted({*later}), []
        if self.below:
            self.tree.lines = self._woven()

    def _attach(self, relation: Relation) -> list[str] | None:
        """Attach a relation; the records and relations for which there are new places then, None if it is not."""
        source, target = relation.sources[0], relation.targets[0]
        below_target, below_source = signs_of(relation)
        ways = [(target, source, below_target), (source, target, below_source)]
        if target not in self.changes.new.nodes:  # it undercuts the relation of a line
            ways = ways[:1]
        for above, other, sign in sorted(ways, key=lambda way: way[1] in self.untitled):
            places = self.places.get(above) if sign else None
            line = None if places is None else self._place(places, other)
            if line is not None:
                return self._put(line, other, sign, relation.id)
        return None

    def _place(self, places: _Places, other: str) -> Line | None:
        """The line below which a record can be: any if it is in the text, else one in its section."""
        if other in self.places:
            return places.first
        node = self.changes.new.nodes.get(other)
        if node is None or node.id in self.changes.structured:
            return None
        return places.first if self.changes.new.regrouped else places.lines.get(node.section)

    def _note(self, name: str, line: Line) -> bool:
        """Note that there is a place below a line; whether there was none like it."""
        section = self.sections[id(line)]
        known = self.places.setdefault(name, _Places({}, line))
        return known.lines.setdefault(section, line) is line

    def _note_reason(self, line: Line) -> bool:
        """Note that the relation of a line whose reason is a statement can be undercut below it."""
        statement = getattr(line.row.item, "kind", "") == "statement"
        return (
            bool(line.relation)
            and statement
            and line.row.sign in ("+", "-", "_")
            and self._note(line.relation, line)
        )

    def _put(self, above: Line, name: str, sign: str, relation: str) -> list[str]:
        changes = self.changes
        depth = above.row.depth + 1
        neighbour = self.last.get(id(above))
        indent = above.indent + self.tree.unit if neighbour is None else neighbour.indent
        element = changes.element(name, defines=name not in self.places)
        words = spelled_element(element, changes.spelling)
        text = with_data(f"{indent}{sign} ", words, element, indent + INDENT, changes.spelling)
        line = Line(Row(depth, sign, element), "\n", text, name, relation)
        self.below.setdefault(id(above), []).append(line)
        self.last[id(above)] = line
        self.sections[id(line)] = self.sections[id(above)]
        return [
            *([name] if self._note(name, line) else []),
            *([relation] if self._note_reason(line) else []),
        ]

    def _woven(self) -> list[Line]:
        """The lines of the text with the new ones, each after what is below the same line already."""
        found: list[Line] = []
        above: list[Line] = []

        def close(depth: int) -> None:
            while above and above[-1].row.depth >= depth:
                pending = self.below.get(id(above.pop()), [])[::-1]
                while pending:
                    found.append(pending.pop())
                    pending += reversed(self.below.get(id(found[-1]), ()))

        for line in self.tree.lines:
            close(line.row.depth)
            found.append(line)
            above.append(line)
        close(0)
        return found
