"""Premise-conclusion structures: what steps their lines say, and what lines say given steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import Factory, frozen

from argmap.model import Claim, Evidence, Relation, RelationKind
from argmap.serializers.argdown.mapping.keys import OWN
from argmap.serializers.common.residue import row, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown_json.vocabulary import Row


@frozen(eq=False)
class Line:
    """A premise or conclusion.

    Attributes:
        statement: Id of the statement that stands there.
        step: The step that it concludes.
        kept: How it stands there: ``wording``, which text of the statement, and ``pad``, the white space around
            it; ``uses``, positions of premises; ``set``, ``instead`` and ``unset``, what else its row says.
    """

    statement: str
    step: Relation | None = None
    kept: Mapping[str, Any] = Factory(dict)

    def entry(self) -> Row:
        """What is kept of a structure for this line."""
        concluded = {} if self.step is None else {"concluded": True}
        return {"statement": self.statement, **concluded, **self.kept}


def steps_of(rows: Sequence[tuple[str, bool]], uses: Mapping[int, Any]) -> list[tuple[tuple[str, ...], str]]:
    """The premises and conclusions of the inferences in a premise-conclusion structure.

    Args:
        rows: What stands there in order, and whether it is a conclusion.
        uses: For conclusions, by their positions, the statements (counted from 1) that they are inferred from.

    >>> steps_of([("a", False), ("b", False), ("c", True), ("d", True)], {2: [1]})
    [(('a',), 'c'), (('c',), 'd')]
    """
    found = []
    begin = 0
    for at, (what, concluded) in enumerate(rows):
        if not concluded:
            continue
        used = uses.get(at)
        if used is not None and fitting(used, at):
            premises = tuple(rows[n - 1][0] for n in used)
        else:
            premises = tuple(name for name, _ in rows[begin:at])
        found.append((premises, what))
        begin = at
    return found


def fitting(used: Any, at: int) -> bool:
    """Whether these are positions of statements before the one at this position."""
    return (
        isinstance(used, (list, tuple)) and bool(used) and all(type(n) is int and 0 < n <= at for n in used)
    )


def steps_in(m: ArgumentMap) -> dict[str, list[Relation]]:
    """By argument, the relations that its structure can say."""
    found: dict[str, list[Relation]] = {a.id: [] for a in m.arguments}
    for relation in m.relations:
        if (
            relation.argument is not None
            and relation.kind is RelationKind.SUPPORT
            and len(relation.targets) == 1
            and (relation.sources or not found[relation.argument])  # later ones follow from what is before
            and all(isinstance(m[e], (Claim, Evidence)) for e in (*relation.sources, *relation.targets))
        ):
            found[relation.argument].append(relation)
    return found


def planned(m: ArgumentMap, steps: list[Relation], kept: Any) -> list[Line]:
    """The lines of a structure: as they were, if they still mean the same, or as they come.

    Args:
        m: The map.
        steps: The steps of an argument.
        kept: What a reader kept of that argument.
    """
    entries = [e for e in row(kept, "pcs") if isinstance(e, Mapping)]
    concluding = iter(steps)
    lines: list[Line] = []
    for entry in entries:
        step = next(concluding, None) if entry.get("concluded") else None
        more = {k: v for k, v in entry.items() if k not in ("statement", "concluded", "step")}
        statement = m.get(entry["statement"]) if isinstance(entry.get("statement"), str) else None
        if not isinstance(statement, (Claim, Evidence)) or not _worded(statement, more):
            return laid_out(steps)
        if not fitting(more.get("uses"), len(lines)):
            more.pop("uses", None)
        lines.append(Line(statement.id, step, more))
    rows = [(line.statement, bool(e.get("concluded"))) for line, e in zip(lines, entries, strict=True)]
    uses = {
        n: line.kept.get("uses") or _said(line.step) for n, line in enumerate(lines) if line.step is not None
    }
    same = steps_of(rows, uses) == [(s.sources, s.targets[0]) for s in steps]
    return lines if lines and same else laid_out(steps)


def laid_out(steps: list[Relation]) -> list[Line]:
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
        said = _said(step)
        told = fitting(said, len(lines))
        same = told and tuple(lines[n - 1].statement for n in said) == step.sources
        needed = not same and (told or natural != step.sources)
        begin = len(lines)
        lines.append(
            Line(step.targets[0], step, {"uses": [first[s] for s in step.sources]} if needed else {})
        )
        first.setdefault(step.targets[0], len(lines))
    return lines


def _worded(node: Claim | Evidence, kept: Mapping[str, Any]) -> bool:
    """Whether there is such a text."""
    which = kept.get("wording", 0)
    return type(which) is int and 0 <= which <= len(node.wordings)


def _said(step: Relation) -> Any:
    """The positions of premises that the author says."""
    return table(step.data, OWN).get("uses")
