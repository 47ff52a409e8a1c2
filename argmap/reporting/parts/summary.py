"""The statement in brief: what the thesis is, who takes part and holds how much."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from argmap.model import Role
from argmap.reporting.content import Grid, Items, Paragraph, Part, Run, TableRow, without_empty_columns
from argmap.reporting.places import small, strong
from argmap.words import common_via, held_by, name_of, names_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap
    from argmap.model.records import Node
    from argmap.reporting.content import Block, Flow, Line
    from argmap.reporting.places import Places

TITLE = "In brief"


def summary(places: Places) -> Part | None:
    """The theses and the parties; None if there are neither."""
    blocks = tuple(_blocks(places))
    return Part("summary", TITLE, blocks) if blocks else None


def _blocks(places: Places) -> Iterator[Block]:
    m = places.m
    common = common_via(m)
    if main := [n for n in m.nodes if n.id in places.theses]:
        yield Paragraph((Run(f"{'Thesis' if len(main) == 1 else 'Theses'}:"),))
        yield Items(tuple((Paragraph(_thesis(places, n)),) for n in main))
    if common:
        yield Paragraph((Run(f"All of it is as reported by {names_of(m, common)}."),))
    active = _active(m)
    if any(p.id in active for p in m.parties):
        yield _parties(places, active)
    if mentioned := [p for p in m.parties if p.id not in active]:
        named = "; ".join(f"{p.name or p.id}{f' ({p.note})' if p.note else ''}" for p in mentioned)
        yield Paragraph((Run(f"Also mentioned: {named}."),))


def _thesis(places: Places, n: Node) -> Line:
    who = held_by(places.m, n, common_via(places.m)).strip(" ,")
    return (*places.links([n.id]), Run(" "), strong(text_of(n)), *([small(f" {who}")] if who else []))


def _active(m: ArgumentMap) -> set[str]:
    """The parties that hold or report something, or have a role that readers must know."""
    active = {i for n in m.nodes for i in (n.by, *n.via) if i}
    return active | {p.id for p in m.parties if p.role in (Role.SPEAKER, Role.COUNTERPARTY)}


def _parties(places: Places, active: set[str]) -> Grid:
    m = places.m
    holds = Counter(n.by for n in m.nodes if n.by)
    reports = Counter(i for n in m.nodes for i in n.via)
    rows = []
    for party in (p for p in m.parties if p.id in active):
        what = ", ".join(filter(None, (party.role or "", party.kind)))
        does = {"holds": holds[party.id], "reports": reports[party.id]}
        part = ", ".join(f"{verb} {number}" for verb, number in does.items() if number)
        cells: list[tuple[Flow, ...]] = [
            (Paragraph((strong(name_of(m, party.id)),)),),
            (Paragraph((Run(what),)),),
            (Paragraph((Run(part),)),),
            (Paragraph((Run(party.note),)),),
        ]
        rows.append(TableRow(tuple(cells)))
    caption = (
        "Who takes part, in which role, and how many claims and pieces of evidence each holds or reports."
    )
    grid = Grid(("Party", "Role", "Holds, reports", "Note"), tuple(rows), caption, (0.3, 0.25, 0.2, 0.25))
    return without_empty_columns(grid)
