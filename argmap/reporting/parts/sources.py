"""The bibliography: every source as it is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.reporting.content import Items, Paragraph, Part, Run
from argmap.words import citation, numbers_of

if TYPE_CHECKING:
    from argmap.reporting.places import Places

TITLE = "Sources"


def sources(places: Places) -> Part | None:
    """The sources in their order; None if there are none."""
    m = places.m
    numbers = numbers_of(m)
    items = []
    for source in m.sources:
        words = citation(m, source, numbers)
        before, address, after = words.partition(source.url) if source.url else (words, "", "")
        link = (
            (Run(address, target=address),)
            if address.startswith(("http://", "https://"))
            else (Run(address),)
        )
        line = (Run(before), *link, Run(after))
        items.append((Paragraph(tuple(run for run in line if run.text)),))
    return Part("sources", TITLE, (Items(tuple(items)),)) if items else None
