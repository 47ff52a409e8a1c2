"""Premise-conclusion structures: the steps in their lines, and the lines of given steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import Factory, frozen

from argmap.model import Claim, Evidence, Relation, RelationKind
from argmap.serializers.argdown.mapping.keys import AUTHOR_DATA
from argmap.serializers.common.residue import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown_json.vocabulary import Row


@frozen(eq=False)
class Line:
    """A premise or conclusion.

    Attributes:
        statement: Id of the statement in it.
        step: The step that it concludes.
        notes: ``wording``, which text of the statement, and ``pad``, the white space around it; ``uses``,
            positions of premises; and next to them the residue of its row.
    """

    statement: str
    step: Relation | None = None
    notes: Mapping[str, Any] = Factory(dict)

    def entry(self) -> Row:
        """The notes on this line in the data of its argument."""
        concluded = {} if self.step is None else {"concluded": True}
        return {"statement": self.statement, **concluded, **self.notes}


def steps_of(rows: Sequence[tuple[str, bool]], uses: Mapping[int, Any]) -> list[tuple[tuple[str, ...], str]]:
    """The premises and conclusions of the inferences in a premise-conclusion structure.

    Args:
        rows: The statements in order, and whether each is a conclusion.
        uses: For conclusions, by their positions, the statements (counted from 1) that they are inferred from.

    >>> steps_of([("a", False), ("b", False), ("c", True), ("d", True)], {2: [1]})
    [(('a',), 'c'), (('c',), 'd')]
    """
    found = []
    begin = 0
    for at, (what, concluded) in enumerate(rows):
        if concluded:
            premises = [rows[n - 1] for n in uses[at]] if fitting(uses.get(at), at) else rows[begin:at]
            found.append((tuple(name for name, _ in premises), what))
            begin = at
    return found


def fitting(used: Any, at: int) -> bool:
    """Whether these are positions of statements before the one at this position."""
    listed = isinstance(used, (list, tuple)) and bool(used)
    return listed and all(type(n) is int and 0 < n <= at for n in used)


def steps_in(m: ArgumentMap) -> dict[str, list[Relation]]:
    """By argument, the relations that its structure can express."""
    found: dict[str, list[Relation]] = {a.id: [] for a in m.arguments}
    for relation in m.relations:
        if (
            relation.argument is not None
            and relation.kind is RelationKind.SUPPORT
            and len(relation.targets) == 1
            and (relation.sources or not found[relation.argument])  # later ones follow from those before
            and all(isinstance(m[e], (Claim, Evidence)) for e in (*relation.sources, *relation.targets))
        ):
            found[relation.argument].append(relation)
    return found


def structure_lines(m: ArgumentMap, steps: list[Relation], residue: Mapping[str, Any]) -> list[Line]:
    """The lines of a structure with these steps: as its argument's residue has them, if they still mean the same."""
    entries = [e for e in sequence(residue, "pcs") if isinstance(e, Mapping)]
    concluding = iter(steps)
    lines: list[Line] = []
    for entry in entries:
        step = next(concluding, None) if entry.get("concluded") else None
        notes = {k: v for k, v in entry.items() if k not in ("statement", "concluded", "step")}
        statement = m.get(entry["statement"]) if isinstance(entry.get("statement"), str) else None
        if not isinstance(statement, (Claim, Evidence)) or not _worded(statement, notes):
            return new_lines(steps)
        if not fitting(notes.get("uses"), len(lines)):
            notes.pop("uses", None)
        lines.append(Line(statement.id, step, notes))
    rows = [(line.statement, bool(e.get("concluded"))) for line, e in zip(lines, entries, strict=True)]
    uses = {n: line.notes.get("uses") or _uses(line.step) for n, line in enumerate(lines) if line.step}
    same = steps_of(rows, uses) == [(s.sources, s.targets[0]) for s in steps]
    return lines if lines and same else new_lines(steps)


def new_lines(steps: list[Relation]) -> list[Line]:
    """The lines of a structure that says these steps, as they come."""
    lines: list[Line] = []
    first: dict[str, int] = {}  # position of each statement, from 1
    begin = 0
    for step in steps:
        for source in step.sources:
            if source not in first:
                lines.append(Line(source))
                first[source] = len(lines)
        natural = tuple(line.statement for line in lines[begin:])
        uses = _uses(step)
        stated = fitting(uses, len(lines))
        same = stated and tuple(lines[n - 1].statement for n in uses) == step.sources
        needed = not same and (stated or natural != step.sources)
        begin = len(lines)
        notes = {"uses": [first[s] for s in step.sources]} if needed else {}
        lines.append(Line(step.targets[0], step, notes))
        first.setdefault(step.targets[0], len(lines))
    return lines


def _worded(node: Claim | Evidence, notes: Mapping[str, Any]) -> bool:
    """Whether there is such a text."""
    which = notes.get("wording", 0)
    return type(which) is int and 0 <= which <= len(node.wordings)


def _uses(step: Relation) -> Any:
    """The positions of premises that the author says."""
    return mapping(step.data, AUTHOR_DATA).get("uses")
