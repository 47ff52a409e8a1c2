"""How much of a source the quotes of a map cover, and what they leave uncovered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from argmap.errors import QuoteError
from argmap.model import ArgumentMap, Quote, Source
from argmap.model.fields import each, id_of
from argmap.model.map import must_be_map
from argmap.quoting.anchoring import locate, owned_quotes
from argmap.quoting.matching import Passage, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@frozen
class Coverage:
    """How much of a source its quotes cover.

    Attributes:
        share: Covered part of the source's characters, 0 to 1; white space does not count.
        covered: The passages that some quote covers, merged, in order.
        uncovered: The passages between them that hold more than white space.
    """

    share: float
    covered: tuple[Passage, ...]
    uncovered: tuple[Passage, ...]


def coverage(m: ArgumentMap, source: Source | str, *, aside: Iterable[Quote] = ()) -> Coverage:
    """The share of a source's characters that some quote of the map covers, and what is left uncovered.

    A quote covers the place where its words are; one whose words are not in the source covers nothing.

    Args:
        m: The map.
        source: The source, or its id.
        aside: Passages that neither count as text nor as covered, such as formulas of reporting.

    Raises:
        UnknownIdError: The map has no such source.
        QuoteError: The source has no text.

    >>> from argmap import Claim
    >>> release = Source("release", "Rents rise. They should not.")
    >>> m = ArgumentMap.of(release, Claim("rise", "Rents rise.", quotes=[release.quote("Rents rise.")]))
    >>> coverage(m, release).uncovered[0].text
    'They should not.'
    """
    must_be_map(m)
    named = m[source if isinstance(source, str) else id_of(source)]
    aside = each(Quote, aside)
    if not isinstance(named, Source) or not named.text:
        raise QuoteError(f"{named.id!r} is not a source with a text", ids=[named.id])
    return covering(named, _spans((q for _, q in owned_quotes(m)), named), _spans(aside, named))


def covering(
    source: Source, spans: Iterable[tuple[int, int]], aside: Iterable[tuple[int, int]] = ()
) -> Coverage:
    """``coverage`` of a source by passages, each from one offset to another."""
    text = source.text
    left_out, quoted = _merged(aside), _merged(spans)
    covered = [Passage(a, b, text[a:b]) for a, b in _without(quoted, left_out) if text[a:b].strip()]
    gaps = _without([(0, len(text))], _merged([*quoted, *left_out]))
    uncovered = [_trimmed(text, a, b) for a, b in gaps if text[a:b].strip()]
    hit, missed = (sum(_visible(p.text) for p in passages) for passages in (covered, uncovered))
    return Coverage(hit / (hit + missed) if hit + missed else 1.0, tuple(covered), tuple(uncovered))


def _spans(quotes: Iterable[Quote], source: Source) -> Iterator[tuple[int, int]]:
    """Where the quotes of a source are."""
    for q in quotes:
        if q.source == source.id:
            match = locate(q, source, near=False)
            if match.verdict in (Verdict.EXACT, Verdict.NORMALISED):
                yield match.passages[0].start, match.passages[0].end


def _without(spans: list[tuple[int, int]], holes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of spans that no hole covers; both in order and apart."""
    for start, end in spans:
        at = start
        for first, last in holes:
            if at < last and first < end:
                if at < first:
                    yield at, first
                at = last
        if at < end:
            yield at, end


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _trimmed(text: str, start: int, end: int) -> Passage:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Passage(start, start + len(piece.strip()), piece.strip(), 1.0)


def _visible(text: str) -> int:
    return sum(not c.isspace() for c in text)
