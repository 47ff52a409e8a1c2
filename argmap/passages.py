"""Source texts with their quoted passages marked: each passage knows the elements that quote it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from argmap.model.references import quotes_in
from argmap.words import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from argmap.model import ArgumentMap, Source


class Piece(NamedTuple):
    """A piece of a text, and the ids of the elements that quote it; no boundary of a quote is inside it."""

    text: str
    ids: tuple[str, ...]


class Paragraph(NamedTuple):
    """A page, paragraph or line of a text, as places in it are counted.

    Attributes:
        name: ``p. 3``, ``para. 3`` or ``line 3``; "" where there is nothing to count.
        pieces: Its text.
    """

    name: str
    pieces: tuple[Piece, ...]


def paragraphs(m: ArgumentMap, source: Source) -> Iterator[Paragraph]:
    """The text of a source in the parts that places are counted by, with what quotes each piece of it.

    Quotes whose place is not known are left out.

    >>> from argmap import ArgumentMap, Claim, Source
    >>> release = Source("release", "Rents may rise. Fees may not.")
    >>> cap = Claim("cap", "Fees stay.", quotes=[release.quote("Fees may not.")])
    >>> [paragraph] = paragraphs(ArgumentMap.of(release, cap), release)
    >>> paragraph.pieces
    (Piece(text='Rents may rise. ', ids=()), Piece(text='Fees may not.', ids=('cap',)))
    """
    name, ends = parts_of(source.text)
    pieces = _pieces(_quoted(m, source), ends, len(source.text))
    here: list[Piece] = []
    number, following = 1, iter([*ends, len(source.text)])
    end = next(following)
    for start, stop, ids in pieces:
        here.append(Piece(source.text[start:stop], ids))
        if stop == end:
            yield Paragraph(f"{name} {number}" if name else "", tuple(here))
            here, number, end = [], number + 1, next(following, -1)


def trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a paragraph without the space around it, which may be several of them; none of them is empty."""
    text = "".join(piece.text for piece in pieces)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    found, at = [], 0
    for piece in pieces:
        if words := piece.text[max(0, start - at) : max(0, end - at)]:
            found.append(piece._replace(text=words))
        at += len(piece.text)
    return found


def _quoted(m: ArgumentMap, source: Source) -> list[tuple[int, int, str]]:
    """Where each element and relation quotes the source, and its id."""
    return [
        (quote.start, quote.end, record.id)
        for record in (*m.nodes, *m.relations)
        for quote in quotes_in(record)
        if quote.source == source.id and quote.start is not None and quote.end is not None
    ]


def _pieces(
    quoted: list[tuple[int, int, str]], ends: list[int], length: int
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The text cut wherever a quote or a part begins or ends, and the ids of the quotes around each piece."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for start, end, id in quoted:
        if start < end:
            opening.setdefault(start, []).append(id)
            closing.setdefault(end, []).append(id)
    cuts = sorted({0, length, *ends, *opening, *closing})
    around: dict[
        str, int
    ] = {}  # how many of its quotes are open, by id and in the order in which they opened
    for start, stop in pairwise(cuts):
        for id in closing.get(start, ()):
            around[id] -= 1
            if not around[id]:
                del around[id]
        for id in opening.get(start, ()):
            around[id] = around.get(id, 0) + 1
        yield start, stop, tuple(around)
