"""The texts of the sources, their passages numbered, each naming the elements that quote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.passages import paragraphs, trimmed
from argmap.reporting.content import As, Heading, Paragraph, Part, Run
from argmap.reporting.places import small
from argmap.words import numbers_of, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import Source
    from argmap.passages import Piece
    from argmap.reporting.content import Block
    from argmap.reporting.places import Places

TITLE = "The text of the sources"


def text(places: Places) -> Part | None:
    """Each source that has a text; None if none has."""
    blocks = [block for source in places.m.sources if source.text for block in _source(places, source)]
    return Part("text", TITLE, tuple(blocks)) if blocks else None


def _source(places: Places, source: Source) -> Iterator[Block]:
    number = numbers_of(places.m).get(source.id, "")
    yield Heading(f"{number} {title_of(source)}".strip())
    for n, paragraph in enumerate(paragraphs(places.m, source), 1):
        name = (small(f"{paragraph.name} "),) if paragraph.name else ()
        runs = tuple(_runs(places, trimmed(paragraph.pieces)))
        if runs:
            yield Paragraph((*name, *runs), places.anchor(source, n))


def _runs(places: Places, pieces: list[Piece]) -> Iterator[Run]:
    """The words of a paragraph; after those that elements quote, the ids of these."""
    for n, piece in enumerate(pieces):
        ids = [i for i in piece.ids if i in places.boxes]
        yield Run(piece.text, As.MARKED if ids and piece.text.strip() else As.PLAIN)
        following = pieces[n + 1].ids if n + 1 < len(pieces) else ()
        ending = [i for i in ids if i not in following]
        if ending:
            yield small("\u00a0[")
            yield from places.links(ending)
            yield small("]")
