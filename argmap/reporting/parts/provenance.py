"""Where the statement comes from: who issued it, when, where, to whom, and through whom it reached us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.reporting.content import Items, Paragraph, Part, Run
from argmap.words import citation, numbers_of

if TYPE_CHECKING:
    from argmap.reporting.content import Flow
    from argmap.reporting.places import Places

TITLE = "Where it comes from"


def provenance(places: Places) -> Part | None:
    """Each source whose provenance is known, with the words that say so; None if none is."""
    m = places.m
    numbers = numbers_of(m)
    items: list[tuple[Flow, ...]] = []
    for source in m.sources:
        known = source.provenance
        if known is None:
            continue
        note = f" {known.note}" if known.note else ""
        said = Paragraph((Run(f"{citation(m, source, numbers)}{note}"),))
        items.append((said, *map(places.quotation, known.quotes)))
    return Part("provenance", TITLE, (Items(tuple(items)),)) if items else None
