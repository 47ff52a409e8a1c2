"""What the rows of an export depend on: what records are called there, and where each statement stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import Factory, frozen

from argmap.serializers.argdown.mapping.keys import LAYOUT
from argmap.serializers.argdown_json.differing import mended
from argmap.serializers.argdown_json.structures import planned, steps_in
from argmap.serializers.argdown_json.vocabulary import FORMAT
from argmap.serializers.common.residue import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown_json.structures import Line
    from argmap.serializers.argdown_json.vocabulary import Node, Row

Place = tuple[str, int]  # an argument, and the position of a line in its structure


@frozen(eq=False)
class Conclusion:
    """Where a step is drawn.

    Attributes:
        argument: The argument.
        at: The position of the conclusion in its structure.
        number: Which of the steps it is, from 1.
        main: Whether it is the last.
    """

    argument: str
    at: int
    number: int
    main: bool


@frozen(eq=False)
class Frame:
    """A map on its way into an export.

    Attributes:
        map: The map.
        kept: By id, what a reader kept of the row of each record.
        titles: By id, the titles of statements and arguments.
        sections: By id, what the document calls each section.
        marks: By id, the marks of its texts.
        lines: By argument, the lines of its structure.
        places: By statement, where it stands in structures.
        conclusions: By step, where it is drawn.
        relations: By id, the rows of relations that are no steps.
        undercuts: By step, the rows of relations that aim at it.
        touching: By id, the rows of relations that start or end there.
        rows: By argument, the rows of its structure.
    """

    map: ArgumentMap
    kept: Mapping[str, Any]
    titles: Mapping[str, str]
    sections: Mapping[str, Any]
    marks: Mapping[str, Any]
    lines: Mapping[str, list[Line]]
    places: Mapping[str, list[Place]]
    conclusions: Mapping[str, Conclusion]
    relations: Mapping[str, Row] = Factory(dict)
    undercuts: Mapping[str, list[Row]] = Factory(dict)
    touching: Mapping[str, list[Row]] = Factory(dict)
    rows: Mapping[str, list[Row]] = Factory(dict)


def kept_in(m: ArgumentMap) -> dict[str, Any]:
    """By id, what a reader kept of the row of each record."""
    return {r.id: table(r.data, FORMAT) for r in m if FORMAT in r.data}


def framed(m: ArgumentMap, kept: Mapping[str, Any]) -> Frame:
    """The frame of a map, without any row."""
    steps = steps_in(m)
    lines = {a.id: planned(m, steps[a.id], table(kept, a.id)) for a in m.arguments}
    places: dict[str, list[Place]] = {}
    conclusions: dict[str, Conclusion] = {}
    for argument, structure in lines.items():
        for at, line in enumerate(structure):
            places.setdefault(line.statement, []).append((argument, at))
        concluded = [(at, line.step.id) for at, line in enumerate(structure) if line.step is not None]
        for number, (at, step) in enumerate(concluded, 1):
            conclusions[step] = Conclusion(argument, at, number, number == len(concluded))
    return Frame(
        m,
        kept,
        titles=_titles(m.statements) | _titles(m.arguments),
        sections={s.id: mended({"id": s.id}, table(kept, s.id)).get("id", s.id) for s in m.sections},
        marks=table(table(m.data, LAYOUT), "marks"),
        lines=lines,
        places=places,
        conclusions=conclusions,
    )


def _titles(nodes: Iterable[Node]) -> dict[str, str]:
    """A title for each: its own or its id; where another has that already, its id, made free."""
    nodes = list(nodes)
    used = {n.id for n in nodes if not n.title}
    found = {}
    for node in nodes:
        title = node.title or node.id
        n = 2
        if node.title and title in used:
            title = node.id
        while node.title and title in used:
            title, n = f"{node.id}/{n}", n + 1
        used.add(title)
        found[node.id] = title
    return found
