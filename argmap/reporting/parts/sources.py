"""The bibliography: every source as it is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.reporting.content import As, Items, Paragraph, Part, Run
from argmap.words import citation_pieces, numbers_of

if TYPE_CHECKING:
    from argmap.cited import Piece
    from argmap.reporting.places import Places

TITLE = "Sources"


def sources(places: Places) -> Part | None:
    """The sources in their order; None if there are none."""
    m = places.m
    numbers = numbers_of(m)
    items = tuple((Paragraph(tuple(map(_run, citation_pieces(m, s, numbers)))),) for s in m.sources)
    return Part("sources", TITLE, (Items(items),)) if items else None


def _run(piece: Piece) -> Run:
    leads = piece.address and piece.text.startswith(("http://", "https://"))
    return Run(piece.text, As.EMPHASIS if piece.italic else As.PLAIN, piece.text if leads else "")
