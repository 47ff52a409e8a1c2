"""Every figure and date of the map, whose it is, and the words that state it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.debate import quantities as quantities_of
from argmap.reporting.content import Grid, Paragraph, Part, Run, TableRow, without_empty_columns
from argmap.reporting.places import strong
from argmap.words import figure_in_words, names_of

if TYPE_CHECKING:
    from argmap.debate import StatedQuantity
    from argmap.reporting.content import Flow
    from argmap.reporting.places import Places

TITLE = "Figures and dates"


def quantities(places: Places) -> Part | None:
    """The table of quantities; None if there are none."""
    rows = tuple(_row(places, stated) for stated in quantities_of(places.m))
    caption = "Every figure and date, who states it, in which element or source, and in which words."
    head = ("Figure or date", "Stated by", "In", "In the words of the source")
    grid = Grid(head, rows, caption, (0.34, 0.18, 0.2, 0.28))
    return Part("quantities", TITLE, (without_empty_columns(grid),)) if rows else None


def _row(places: Places, stated: StatedQuantity) -> TableRow:
    m = places.m
    words: list[Flow] = [places.quotation(stated.quote)] if stated.quote else []
    record = m[stated.record]
    where = (
        places.links([record.id])
        if record.id in places.boxes
        else (Run(getattr(record, "title", "") or record.id),)
    )
    return TableRow(
        (
            (Paragraph((strong(figure_in_words(stated.quantity)),)),),
            (Paragraph((Run(names_of(m, stated.held_by)),)),),
            (Paragraph(where),),
            tuple(words),
        )
    )
