"""Rules about quotes: they are in their sources, where they state, and are not cut against their meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.checks.placed import placed_quotes
from argmap.checks.rule import Found
from argmap.checks.shown import short
from argmap.model.sources import digest
from argmap.quoting.anchoring import owned_quotes, place
from argmap.quoting.folding import fold
from argmap.quoting.matching import Verdict, cut_negation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.checks.placed import Placed
    from argmap.model import ArgumentMap

UPDATE = "argmap.update_source(m, source) finds the quotes again"


def sources_have_texts(m: ArgumentMap) -> Iterator[Found]:
    """The text of each source that is quoted is at hand."""
    quoted = {q.source for _, q in owned_quotes(m)}
    for source in m.sources:
        if not source.text and source.id in quoted:
            yield Found(
                f"source {source.id!r} has no text, so its quotes cannot be verified",
                [source.id],
                "give it one with Source.from_file(...)",
            )


def sources_are_unchanged(m: ArgumentMap) -> Iterator[Found]:
    """The text of each source is the text that its digest was taken of."""
    for source in m.sources:
        if source.text and source.sha256 and digest(source.text) != source.sha256:
            yield Found(
                f"the text of source {source.id!r} is not the one that its sha256 was taken of",
                [source.id],
                UPDATE,
            )


def quotes_have_words(m: ArgumentMap) -> Iterator[Found]:
    """Each quote has words that can be seen."""
    for each in placed_quotes(m):
        if not fold(each.quote.exact).text:
            yield _found(each, f"{each.owner.id!r} has a quote without visible words")


def quotes_are_there(m: ArgumentMap) -> Iterator[Found]:
    """The words of each quote are in its source, or words like them."""
    for each in _of(m, Verdict.ABSENT):
        best = each.match.passages[0] if each.match.passages else None
        if fold(each.quote.exact).text:
            alike = f"; the most alike is {short(best.text)} ({best.score:.0%})" if best else ""
            yield _found(
                each,
                f"{_quotes(each)}, which is not in source {each.source.id!r}{alike}",
                "quote the source's own words",
            )


def quotes_are_exact(m: ArgumentMap) -> Iterator[Found]:
    """The words of each quote are those of its source, not words like them."""
    for each in _of(m, Verdict.NEAR):
        best = each.match.passages[0]
        yield _found(
            each,
            f"{_quotes(each)}, but {place(each.source, best.start)} of source {each.source.id!r} has "
            f"{short(best.text)} ({best.score:.0%} alike)",
            "quote the words as they are there",
        )


def quotes_name_one_place(m: ArgumentMap) -> Iterator[Found]:
    """The words of each quote are in one place only, or it says in which."""
    for each in _of(m, Verdict.AMBIGUOUS):
        passages = each.match.passages
        places = ", ".join(place(each.source, p.start) for p in passages[:5])
        yield _found(
            each,
            f"{_quotes(each)}, which appears in {len(passages)} places of source {each.source.id!r} ({places})",
            "make it with source.quote(..., occurrence=...)",
        )


def quotes_have_positions(m: ArgumentMap) -> Iterator[Found]:
    """Each quote says where its words are."""
    for each in placed_quotes(m):
        if each.quote.start is None and (there := each.passage) is not None:
            yield _found(
                each,
                f"{_quotes(each)} without its position, {place(each.source, there.start)}",
                "argmap.reanchor(quote, source) adds it",
            )


def quotes_are_where_they_say(m: ArgumentMap) -> Iterator[Found]:
    """The words of each quote are at the position that it states."""
    for each in placed_quotes(m):
        quote, there = each.quote, each.passage
        if there and quote.start is not None and (there.start, there.end) != (quote.start, quote.end):
            yield _found(each, f"{_quotes(each)}, which is at {place(each.source, there.start)} now", UPDATE)


def quotes_have_surroundings(m: ArgumentMap) -> Iterator[Found]:
    """What is around the words of each quote is what was around them when it was made."""
    for each in placed_quotes(m):
        quote, there = each.quote, each.passage
        if there is None or (there.start, there.end) != (quote.start, quote.end):
            continue
        text = each.source.text
        before = text[max(0, there.start - len(quote.prefix)) : there.start]
        after = text[there.end : there.end + len(quote.suffix)]
        if _differ(before, quote.prefix) or _differ(after, quote.suffix):
            other = "before" if _differ(before, quote.prefix) else "after"
            yield _found(
                each,
                f"{_quotes(each)}, but the words {other} it in source {each.source.id!r} are others than when "
                "it was made",
                "read the passage again; argmap.reanchor(quote, source) takes what is there now",
            )


def negations_are_quoted(m: ArgumentMap) -> Iterator[Found]:
    """No quote begins right after a negation in the same clause, or ends before words that take it back."""
    for each in placed_quotes(m):
        start, end = each.quote.start, each.quote.end
        if start is None or end is None:
            if (there := each.passage) is None:
                continue
            start, end = there.start, there.end
        denial = cut_negation(each.source.text, start, end)
        if denial is not None:
            where = "right after" if denial.start < start else "right before"
            yield _found(each, f"{_quotes(each)} {where} {short(denial.text)}", "quote the negation as well")


def claims_are_quoted(m: ArgumentMap) -> Iterator[Found]:
    """In a map with sources, each claim and piece of evidence is traced to words."""
    if not m.sources:
        return
    for statement in m.statements:
        if not statement.quotes:
            yield Found(
                f"{statement.id!r} is not traced to any words of a source", [statement.id], "give it a quote"
            )


def _of(m: ArgumentMap, verdict: Verdict) -> Iterator[Placed]:
    return (each for each in placed_quotes(m) if each.match.verdict is verdict)


def _quotes(each: Placed) -> str:
    return f"{each.owner.id!r} quotes {short(each.quote.exact)}"


def _found(each: Placed, message: str, hint: str = "") -> Found:
    return Found.in_quote(each.quote, message, dict.fromkeys((each.owner.id, each.source.id)), hint)


def _differ(there: str, stated: str) -> bool:
    return there != stated and fold(there).text != fold(stated).text
