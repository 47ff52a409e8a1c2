"""What the rows of an export depend on: what records are called there, and where each statement is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import Factory, frozen

from argmap.ids import unique_id
from argmap.serializers.argdown.mapping.keys import RESIDUE
from argmap.serializers.argdown_json.patching import patched_row
from argmap.serializers.argdown_json.structures import steps_in, structure_lines
from argmap.serializers.common.residue import mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown_json.structures import Line
    from argmap.serializers.argdown_json.vocabulary import Node, Row


class Position(NamedTuple):
    """A line of the structure of an argument."""

    argument: str
    line: int


class Conclusion(NamedTuple):
    """A step in the structure of an argument: its line, its number from 1, and whether it is the last."""

    argument: str
    line: int
    number: int
    main: bool


@frozen(eq=False)
class Context:
    """A map on its way into an export.

    Attributes:
        map: The map.
        residues: By id, the residue of each record.
        titles: By id, the titles of statements and arguments.
        sections: By id, what the document calls each section.
        marks: By id, the marks of its texts.
        lines: By argument, the lines of its structure.
        positions: By statement, its lines in structures.
        conclusions: By step, where it is in one.
        relations: By id, the rows of relations that are not steps.
        touching: By id, the rows of relations that start or end there.
        rows: By argument, the rows of its structure.
    """

    map: ArgumentMap
    residues: Mapping[str, Any]
    titles: Mapping[str, str]
    sections: Mapping[str, Any]
    marks: Mapping[str, Any]
    lines: Mapping[str, list[Line]]
    positions: Mapping[str, dict[Position, Position]]
    conclusions: Mapping[str, Conclusion]
    relations: Mapping[str, Row] = Factory(dict)
    touching: Mapping[str, list[Row]] = Factory(dict)
    rows: Mapping[str, list[Row]] = Factory(dict)


def context_of(m: ArgumentMap, residues: Mapping[str, Any]) -> Context:
    """The context of a map, without any row."""
    steps = steps_in(m)
    lines = {a.id: structure_lines(m, steps[a.id], mapping(residues, a.id)) for a in m.arguments}
    positions: dict[str, dict[Position, Position]] = {}
    conclusions: dict[str, Conclusion] = {}
    for argument, structure in lines.items():
        for at, line in enumerate(structure):
            position = Position(argument, at)
            positions.setdefault(line.statement, {})[position] = position
        concluded = [(at, line.step.id) for at, line in enumerate(structure) if line.step is not None]
        for number, (at, step) in enumerate(concluded, 1):
            conclusions[step] = Conclusion(argument, at, number, number == len(concluded))
    sections = {s.id: patched_row({"id": s.id}, mapping(residues, s.id)).get("id", s.id) for s in m.sections}
    marks = mapping(mapping(m.data, RESIDUE), "marks")
    titles = _titles(m.statements) | _titles(m.arguments)
    return Context(m, residues, titles, sections, marks, lines, positions, conclusions)


def _titles(nodes: Iterable[Node]) -> dict[str, str]:
    """A title for each: its own or its id; where another has that already, its id, made unique."""
    nodes = list(nodes)
    used = {n.id for n in nodes if not n.title}
    found = {}
    for node in nodes:
        taken = node.title and node.title in used
        found[node.id] = unique_id(node.id, used, "/") if taken else node.title or node.id
        used.add(found[node.id])
    return found
