"""Rules about quotes: they are in their sources, where they state, and are not cut against their meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.checks.finding import Finding
from argmap.diagnostics import Severity
from argmap.model import Source
from argmap.model.sources import digest
from argmap.quoting.anchoring import owned_quotes, place, verify
from argmap.quoting.folding import fold
from argmap.quoting.matching import Verdict, cut_negation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap


def sources_unchanged(m: ArgumentMap) -> Iterator[Finding]:
    """The text of each source is at hand, and is the text that its digest was taken of."""
    quoted = {q.source for _, q in owned_quotes(m)}
    for source in m.sources:
        if not source.text and source.id in quoted:
            yield Finding(
                "source-without-text",
                Severity.WARNING,
                f"source {source.id!r} has no text, so its quotes cannot be verified",
                [source.id],
                "give it one with Source.from_file(...)",
            )
        elif source.text and source.sha256 and digest(source.text) != source.sha256:
            yield Finding(
                "source-changed",
                Severity.WARNING,
                f"the text of source {source.id!r} is not the one that its sha256 was taken of",
                [source.id],
                "argmap.update_source(m, source) finds the quotes again",
            )


def quotes_are_in_sources(m: ArgumentMap) -> Iterator[Finding]:
    """The words of each quote are in its source, at the position that it names."""
    for record, quote in owned_quotes(m):
        source = m[quote.source]
        if not isinstance(source, Source) or not source.text:
            continue
        ids = [record.id, source.id]
        shown = _short(quote.exact)
        if not fold(quote.exact).text:
            yield Finding(
                "quote-empty", Severity.ERROR, f"{record.id!r} has a quote without visible words", ids
            )
            continue
        match = verify(quote, source)
        best = match.passages[0] if match.passages else None
        if match.verdict is Verdict.ABSENT or best is None:
            alike = f"; the most alike is {_short(best.text)} ({best.score:.0%})" if best else ""
            yield Finding(
                "quote-absent",
                Severity.ERROR,
                f"{record.id!r} quotes {shown}, which is not in source {source.id!r}{alike}",
                ids,
                "quote the source's own words",
            )
        elif match.verdict is Verdict.NEAR:
            yield Finding(
                "quote-near",
                Severity.ERROR,
                f"{record.id!r} quotes {shown}, but {place(source, best.start)} of source {source.id!r} has "
                f"{_short(best.text)} ({best.score:.0%} alike)",
                ids,
                "quote the words as they are there",
            )
        elif match.verdict is Verdict.AMBIGUOUS:
            places = ", ".join(place(source, p.start) for p in match.passages[:5])
            yield Finding(
                "quote-ambiguous",
                Severity.WARNING,
                f"{record.id!r} quotes {shown}, which appears in {len(match.passages)} places of source "
                f"{source.id!r} ({places})",
                ids,
                "make it with source.quote(..., occurrence=...)",
            )
        elif quote.start is None:
            yield Finding(
                "quote-unplaced",
                Severity.INFO,
                f"{record.id!r} quotes {shown} without its position, {place(source, best.start)}",
                ids,
                "argmap.reanchor(quote, source) adds it",
            )
        elif (best.start, best.end) != (quote.start, quote.end):
            yield Finding(
                "quote-moved",
                Severity.WARNING,
                f"{record.id!r} quotes {shown}, which is at {place(source, best.start)} now",
                ids,
                "argmap.update_source(m, source) finds the quotes again",
            )


def negations_are_quoted(m: ArgumentMap) -> Iterator[Finding]:
    """No quote begins right after a negation in the same clause, or ends before words that take it back."""
    for record, quote in owned_quotes(m):
        source = m[quote.source]
        if quote.start is None or quote.end is None or not isinstance(source, Source) or not source.text:
            continue
        denial = cut_negation(source.text, quote.start, quote.end)
        if denial is not None:
            where = "right after" if denial.start < quote.start else "right before"
            yield Finding(
                "quote-cut-negation",
                Severity.WARNING,
                f"{record.id!r} quotes {_short(quote.exact)} {where} {_short(denial.text)}",
                [record.id, source.id],
                "quote the negation as well",
            )


def claims_are_quoted(m: ArgumentMap) -> Iterator[Finding]:
    """In a map with sources, each claim and piece of evidence is traced to words."""
    if not m.sources:
        return
    for statement in m.statements:
        if not statement.quotes:
            yield Finding(
                "unquoted",
                Severity.WARNING,
                f"{statement.id!r} is not traced to any words of a source",
                [statement.id],
                "give it a quote",
            )


def _short(words: str) -> str:
    words = " ".join(words.split())
    return repr(words if len(words) <= 60 else f"{words[:59]}…")
