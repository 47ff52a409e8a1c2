"""Adding premises to the structure of an argument that is in a text, and taking them away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import evolve

from argmap.model import Relation
from argmap.serializers.argdown.meaning.referents import Member, Step
from argmap.serializers.argdown.text.lines import lines_of
from argmap.serializers.argdown.text.rows import INFERENCE, PREMISE, Row
from argmap.serializers.argdown.writing.tree import Line, sections_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown.meaning.referents import Referent
    from argmap.serializers.argdown.writing.changes import Changes
    from argmap.serializers.argdown.writing.tree import Tree

_NUMBER: Final = re.compile(r"(?<=\()[0-9]+(?=\))")


class Revision(NamedTuple):
    """How the steps of an argument differ from those in a text.

    Attributes:
        dropped: The elements of premises that they use no more, by identity.
        added: New premises by the id of the step.
    """

    dropped: set[int]
    added: dict[str, list[str]]


def revision(
    argument: Referent, ids: Mapping[int, str], before: ArgumentMap, m: ArgumentMap
) -> Revision | None:
    """How the steps of an argument differ, if they differ in premises that lines can show; else None."""
    found = Revision(set(), {})
    above: list[Member] = []
    for n, step in enumerate(argument.steps):
        if isinstance(step, Member):
            above.append(step)
            continue
        name = ids.get(id(step), "")
        old, new = before.get(name), m.get(name)
        numbered = isinstance(step.inference.data, dict) and {"uses", "from"} & step.inference.data.keys()
        if numbered or not isinstance(old, Relation) or not isinstance(new, Relation):
            return None
        sources, earlier = set(new.sources), set(old.sources)
        kept = [source for source in old.sources if source in sources]
        added = [source for source in new.sources if source not in earlier]
        if not kept or list(new.sources) != kept + added or evolve(old, sources=new.sources) != new:
            return None
        if len(above) != len(old.sources) or len(earlier) != len(above):
            return None
        if found.added and old.sources[0] not in kept:
            return None  # it concludes the step before
        found.dropped.update(
            id(member.element)
            for member, source in zip(above, old.sources, strict=True)
            if source not in sources
        )
        found.added[name] = added
        above = []
        if n + 1 < len(argument.steps) and isinstance(argument.steps[n + 1], Step):
            return None
    return found


def revise(tree: Tree, changes: Changes) -> None:
    """Put in the new premises of arguments, and number their statements."""
    if not changes.revisions:
        return
    there = {line.record for line in tree.lines}
    sections = sections_of(tree.lines)
    lines: list[Line] = []
    statements: dict[int, list[Line]] = {argument: [] for argument in changes.revisions}
    for line in tree.lines:
        revised = changes.revisions.get(line.argument)
        if revised is not None and line.row.sign == INFERENCE:
            for name in revised.added.get(line.record, ()):
                node = changes.new.nodes[name]
                defines = name not in there and (changes.new.regrouped or node.section == sections[id(line)])
                row = Row(0, PREMISE, changes.element(name, defines=defines))
                (text,) = lines_of([row], changes.spelling)
                lines.append(Line(row, "\n", text, name, argument=line.argument))
                statements[line.argument].append(lines[-1])
                there.add(name)
        elif revised is not None and line.row.sign == PREMISE:
            statements[line.argument].append(line)
        lines.append(line)
    tree.lines = lines
    for listed in statements.values():
        for n, statement in enumerate(listed, 1):
            statement.text = _NUMBER.sub(str(n), statement.text, count=1)
            statement.row = evolve(statement.row, first=n == 1, number=n)


def is_dropped(line: Line, changes: Changes) -> bool:
    """Whether a line is a premise that its argument uses no more."""
    revised = changes.revisions.get(line.argument)
    return revised is not None and id(line.row.item) in revised.dropped
