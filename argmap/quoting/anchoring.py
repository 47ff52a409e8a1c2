"""Quotes and their sources: finding words, verifying quotes, finding them again after an edit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.errors import ArgmapError, InvalidMapError, QuoteError, UnknownIdError
from argmap.messages import Hint, counted, position, shown
from argmap.model import ArgumentMap, Quote, Source
from argmap.model.differences import content_fields
from argmap.model.map import must_be_map
from argmap.model.references import changed, quotes_in
from argmap.quoting.folding import fold
from argmap.quoting.matching import Match, Passage, Verdict, find
from argmap.values import must_be, must_be_flag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import Record

CONTEXT = 32  # code points of prefix and suffix; enough to tell two places apart in real texts


def quote(
    source: Source,
    words: str,
    *,
    prefix: str = "",
    suffix: str = "",
    occurrence: int | None = None,
    fidelity: str | None = None,
) -> Quote:
    """A verified quote of ``words``; ``Source.quote`` describes the arguments and the errors."""
    if not source.text:
        raise QuoteError(
            f"source {source.id!r} has no text to find the words in",
            ids=[source.id],
            found=words,
            hint="give it one: Source.from_file(id, path)",
        )
    match = find(source.text, words, prefix=prefix, suffix=suffix, occurrence=occurrence)
    if match.verdict not in (Verdict.EXACT, Verdict.NORMALISED):
        raise _refused(source, words, match)
    return _at(source, match.passages[0].start, match.passages[0].end, fidelity)


def verify(quote: Quote, source: Source) -> Match:
    """How well a quote matches its source.

    The position that the quote names is tried first, then the whole text. ``exact`` and ``normalised``
    come with the one passage that was found, which may be elsewhere than the quote states; ``near`` with
    the nearest passage and its score; ``ambiguous`` with every place; ``absent`` with the best there is,
    which is nothing for a quote without visible words.

    Raises:
        QuoteError: The source is another one, or has no text.

    >>> release = Source("release", "Rents may rise by no more than three percent a year.")
    >>> verify(Quote("release", "no more than three percent"), release).verdict
    <Verdict.EXACT: 'exact'>
    """
    must_be(quote, Quote, "a Quote")
    must_be(source, Source, "a Source")
    if quote.source != source.id:
        raise QuoteError(
            f"the quote is from {quote.source!r}, not from {source.id!r}", ids=[source.id], found=quote.source
        )
    if not source.text:
        raise QuoteError(f"source {source.id!r} has no text to verify the quote in", ids=[source.id])
    return locate(quote, source)


def locate(quote: Quote, source: Source, *, near: bool = True) -> Match:
    """Where the words of a quote are in its source: at the position that it names, or elsewhere."""
    folded = fold(quote.exact).text
    if not folded:
        return Match(Verdict.ABSENT)
    if quote.start is not None and quote.end is not None and quote.end <= len(source.text):
        there = source.text[quote.start : quote.end]
        here = (Passage(quote.start, quote.end, there, 1.0),)
        if there == quote.exact:
            return Match(Verdict.EXACT, here)
        if fold(there).text == folded:
            return Match(Verdict.NORMALISED, here)
    return find(source.text, quote.exact, prefix=quote.prefix, suffix=quote.suffix, near=near)


def reanchor(quote: Quote, source: Source) -> Quote:
    """The quote at the position of its words now, after the source was edited.

    Words that were edited themselves are found by likeness, and the quote then has the new words;
    compare ``exact`` to see it.

    Raises:
        QuoteError: The words were removed, or appear in several places that prefix and suffix do not tell apart.
    """
    match = verify(quote, source)
    if match.verdict in (Verdict.ABSENT, Verdict.AMBIGUOUS):
        raise _refused(source, quote.exact, match)
    passage = match.passages[0]
    if passage.start == quote.start and not _in_context(quote, source):
        # Other words surround them now: they may have moved, and the same words appear at their old position.
        again = find(source.text, quote.exact, prefix=quote.prefix, suffix=quote.suffix, near=False)
        if again.verdict in (Verdict.EXACT, Verdict.NORMALISED):
            passage = again.passages[0]
    return _at(source, passage.start, passage.end, quote.fidelity)


def _in_context(quote: Quote, source: Source) -> bool:
    start, end = quote.start or 0, quote.end or 0
    return source.text[:start].endswith(quote.prefix) and source.text.startswith(quote.suffix, end)


def update_source(m: ArgumentMap, source: Source, *, near: bool = False) -> ArgumentMap:
    """The map with an edited source in the place of the old one and every quote of it re-anchored.

    Args:
        m: The map.
        source: The source with its new text, under the same id; the quotes of its provenance are re-anchored too.
        near: Accept words that were edited themselves, although the edit may have changed their meaning.

    Raises:
        InvalidMapError: Quotes whose words the new text does not hold; every one is listed, with the
            most alike passage.
        UnknownIdError: The map has no source of that id.
    """
    must_be_map(m)
    must_be(source, Source, "a Source")
    must_be_flag(near, "near")
    if not isinstance(m[source.id], Source):
        raise UnknownIdError(f"{source.id!r} is not a source of the map", ids=[source.id], found=source.id)
    problems: list[ArgmapError] = []

    def moved(part: Any, owner: str) -> Any:
        if not isinstance(part, Quote) or part.source != source.id:
            return part
        try:
            new = reanchor(part, source)
            if not near and fold(new.exact).text != fold(part.exact).text:
                raise _refused(source, part.exact, verify(part, source))
        except QuoteError as error:
            error.ids = (owner, *error.ids)
            problems.append(error)
            return part
        return new

    given = (source if r.id == source.id else r for r in m)
    records = [changed(r, partial(moved, owner=r.id)) for r in given]
    if problems:
        many = counted(len(problems), "quote is", "quotes are")
        raise InvalidMapError(f"{many} not in the edited source {source.id!r}", problems)
    return evolve(
        ArgumentMap.of(*records), **{name: getattr(m, name) for name in content_fields(ArgumentMap)}
    )


def owned_quotes(m: ArgumentMap) -> Iterator[tuple[Record, Quote]]:
    """Every quote of the map with the record it belongs to."""
    return ((record, found) for record in m for found in quotes_in(record))


def place(source: Source, offset: int) -> str:
    """Where an offset is, for people: ``line 3, column 14``."""
    line, column = position(source.text, offset)
    return f"line {line}, column {column}"


def _at(source: Source, start: int, end: int, fidelity: str | None) -> Quote:
    text = source.text
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Quote(source.id, text[start:end], start, end, prefix=prefix, suffix=suffix, fidelity=fidelity)


def _refused(source: Source, words: str, match: Match) -> QuoteError:
    best = match.passages[0] if match.passages else None
    if match.verdict is Verdict.AMBIGUOUS:
        places = ", ".join(f"{n}: {place(source, p.start)}" for n, p in enumerate(match.passages[:5], 1))
        more = len(match.passages) - 5
        message = f"{shown(words)} appears in {len(match.passages)} places of source {source.id!r} ({places}"
        message += f" and {more} more)" if more > 0 else ")"
        hint: str = Hint(
            "name one with {occurrence}, {prefix} or {suffix}", occurrence=..., prefix=..., suffix=...
        )
    elif match.verdict is Verdict.NEAR and best is not None:
        message = (
            f"{shown(words)} is not in source {source.id!r}; {place(source, best.start)} has "
            f"{best.text!r} ({best.score:.0%} alike)"
        )
        hint = "quote the words as they are there"
    else:
        message = f"{shown(words)} is not in source {source.id!r}"
        if best is not None:
            message += f"; the most alike passage is {best.text!r} ({best.score:.0%})"
        hint = "quote the source's own words"
    error = QuoteError(message, ids=[source.id], found=words, hint=hint)
    error.verdict = str(match.verdict)
    error.passages = match.passages
    return error
