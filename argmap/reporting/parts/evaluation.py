"""What stands by the grounded semantics, and on which assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.evaluation import evaluate
from argmap.reporting.content import Grid, Items, Paragraph, Part, Run, TableRow
from argmap.reporting.places import small, strong

if TYPE_CHECKING:
    from argmap.reporting.places import Places

TITLE = "What follows from the map"

CAUTION: Final = (
    "What follows is computed from the arrows of the map alone. It judges neither the claims nor who makes them: what "
    "nobody in the map answers stands in it, true or not, and a map of one statement has mostly the reasons of one "
    "side."
)

_SAID: Final = {"in": "stands", "out": "falls", "undecided": "open"}
_MEANINGS: Final = {
    "in": "It is taken as it is or has a reason that stands, and whatever speaks against it in the map falls.",
    "out": "Something that stands in the map speaks against it, or no reason for it stands.",
    "undecided": "Neither can be said.",
}


def evaluation(places: Places) -> Part | None:
    """The elements by their labels; None for an empty map."""
    m = places.m
    if not m.nodes:
        return None
    result = evaluate(m)
    rows = [
        TableRow(
            (
                (Paragraph((strong(_SAID[label]),)), Paragraph((small(f"label {label}"),))),
                (Paragraph((Run(meaning),)),),
                (Paragraph(places.links(ids)),),
            )
        )
        for label, meaning in _MEANINGS.items()
        if (ids := [i for i, found in result.labels.items() if found == label])
    ]
    caption = "What stands, what falls and what stays open in the map, by the grounded semantics."
    grid = Grid(("In the map", "Meaning", "Elements"), tuple(rows), caption, (0.15, 0.4, 0.45))
    stated = Items(tuple((Paragraph((Run(words),)),) for words in result.assumptions))
    return Part(
        "evaluation", TITLE, (Paragraph((Run(CAUTION),)), grid, Paragraph((Run("Assumptions:"),)), stated)
    )
