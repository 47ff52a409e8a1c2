"""Every claim with its evidence, what both bear on, and their words in the source: each element once and in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.bearing import bearings
from argmap.model import Evidence
from argmap.model.kinds import SUPPORTING
from argmap.reporting.content import Grid, Paragraph, Part, Run, TableRow, without_empty_columns
from argmap.reporting.places import joined, small, strong
from argmap.words import common_via, figure_in_words, held_by, kind_of, text_of

if TYPE_CHECKING:
    from argmap.bearing import Bearing
    from argmap.model import ArgumentMap
    from argmap.model.records import Node
    from argmap.reporting.content import Flow, Line
    from argmap.reporting.places import Places

TITLE = "Claims and evidence"

_LETTER: Final = 0.013  # of the width of a page, of an id
_NARROWEST, _WIDEST = 0.1, 0.25


def claims(places: Places) -> Part | None:
    """The table of all elements, evidence after the claim that it supports; None for an empty map."""
    m = places.m
    rows = tuple(_row(places, n) for n in ordered(m))
    words = ", and the words of the source" if any(n.quotes for n in m.nodes) else ""
    caption = f"What is claimed and offered as evidence, by whom, what it bears on{words}."
    head = ("Id", "What it says", "In the words of the source")
    first = min(max(_LETTER * max(map(len, (n.id for n in m.nodes)), default=0), _NARROWEST), _WIDEST)
    grid = Grid(head, rows, caption, (first, 0.56 * (1 - first), 0.44 * (1 - first)))
    return Part("claims", TITLE, (without_empty_columns(grid),)) if rows else None


def ordered(m: ArgumentMap) -> list[Node]:
    """The elements in their order, but evidence after the first element that it supports."""
    after: dict[str, list[Evidence]] = {}
    for e in m.evidence:
        target = next((i for r in m.outgoing(e.id) if r.kind in SUPPORTING for i in r.targets if i in m), "")
        if target and not isinstance(m[target], Evidence):
            after.setdefault(target, []).append(e)
    placed = {e.id for found in after.values() for e in found}
    order: list[Node] = []
    for n in m.nodes:
        if n.id not in placed:
            order += [n, *after.get(n.id, ())]
    seen = {n.id for n in order}
    return [*order, *(n for n in m.nodes if n.id not in seen)]  # evidence for relations


def _row(places: Places, n: Node) -> TableRow:
    m = places.m
    kind = kind_of(n, thesis=n.id in places.theses).lower()
    who = held_by(m, n, common_via(m))
    says: list[Flow] = [Paragraph((Run(text_of(n)),)), Paragraph((small(kind + who),))]
    says += [
        Paragraph((small(f"Figure: {figure_in_words(figure)}"),)) for figure in getattr(n, "figures", ())
    ]
    if bears := [_bearing(places, bearing) for bearing in bearings(m, n.id)]:
        says.append(Paragraph(joined(bears, small("; "))))
    words: list[Flow] = [places.quotation(q) for q in n.quotes]
    return TableRow(((Paragraph((strong(n.id),)),), tuple(says), tuple(words)), places.boxes[n.id])


def _bearing(places: Places, bearing: Bearing) -> Line:
    """What the element does, each other one a link: ``supports T1``."""
    together = (small(", together with "), *places.links(bearing.together)) if bearing.together else ()
    return (small(f"{bearing.verb} "), *(places.links(bearing.ids) or (small("nothing"),)), *together)
