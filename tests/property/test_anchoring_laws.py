"""What holds of quotes and coverage whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, QuoteError, Source
from argmap.quoting.anchoring import CONTEXT, reanchor, update_source, verify
from argmap.quoting.coverage import coverage
from argmap.quoting.matching import Verdict
from argmap.testing import hostile_text, maps, quotes, sources

REPEATED = "fees were cut"
NEW = st.lists(st.integers(1000, 1999).map("new{}".format) | st.just(REPEATED), max_size=6).map(" ".join)


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, int]:
    """Words that are all different with the same phrase between them, and the position of one of the phrases."""
    words = [f"word{n}" for n in range(draw(st.integers(12, 30)))]
    for n in draw(st.lists(st.integers(6, len(words) - 6), min_size=1, max_size=3, unique=True)):
        words[n] = REPEATED
    text = " ".join(words)
    places = [n for n in range(len(text)) if text.startswith(REPEATED, n)]
    return text, draw(st.sampled_from(places))


@given(st.lists(hostile_text(), min_size=1).map(" ".join), st.data())
def test_a_quote_that_was_made_verifies_as_exact(text: str, data: st.DataObject) -> None:
    assume(text)
    source = Source("s", text)
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    try:
        quote = source.quote(words, prefix=text[:start], occurrence=1)
    except QuoteError as error:
        assert error.verdict in ("absent", "near", "ambiguous")  # noqa: PT017 -- invisible, or part of a letter
        return
    match = verify(quote, source)
    assert match.verdict is Verdict.EXACT
    assert (match.passages[0].start, match.passages[0].end) == (quote.start, quote.end)
    assert quote.exact == text[quote.start : quote.end]
    assert text[: quote.start].endswith(quote.prefix)
    assert text[quote.end :].startswith(quote.suffix)


@given(articles(), NEW, NEW, st.data())
def test_words_are_found_at_their_new_position_after_edits_elsewhere(
    article: tuple[str, int], before: str, after: str, data: st.DataObject
) -> None:
    text, start = article
    end = start + len(REPEATED)
    occurrence = text[:end].count(REPEATED)
    quote = Source("s", text).quote(REPEATED, occurrence=occurrence)
    assert quote.start == start
    # What the quote remembers stays: an edit before it, and one after it, each of anything from nothing to all.
    left = data.draw(st.integers(0, start - CONTEXT))
    right = data.draw(st.integers(end + CONTEXT, len(text))) if end + CONTEXT < len(text) else len(text)
    new = f"{before} {text[left:right]} {after}"
    moved = reanchor(quote, Source("s", new))
    assert moved.exact == REPEATED
    assert moved.start == len(before) + 1 + start - left
    assert verify(moved, Source("s", new)).verdict is Verdict.EXACT


@given(sources(), st.data())
def test_reanchoring_in_the_same_text_keeps_the_words(source: Source, data: st.DataObject) -> None:
    assume(source.text)
    quote = data.draw(quotes(source))
    match = verify(quote, source)
    if match.verdict in (Verdict.ABSENT, Verdict.AMBIGUOUS):
        with pytest.raises(QuoteError):
            reanchor(quote, source)
        return
    again = reanchor(quote, source)
    assert reanchor(again, source) == again
    assert verify(again, source).verdict is Verdict.EXACT
    if match.verdict is Verdict.EXACT:
        assert again.exact == quote.exact


@given(maps(hostile=True))
def test_covered_and_uncovered_are_all_visible_text(m: ArgumentMap) -> None:
    for source in m.sources:
        if not source.text:
            continue
        found = coverage(m, source)
        passages = sorted((*found.covered, *found.uncovered), key=lambda p: p.start)
        assert list(found.covered) == [p for p in passages if p in found.covered]
        assert list(found.uncovered) == [p for p in passages if p not in found.covered]
        ends = [0, *(n for p in passages for n in (p.start, p.end))]
        assert ends == sorted(ends)  # disjoint
        assert all(p.text == source.text[p.start : p.end] and p.text.strip() for p in passages)
        assert seen("".join(p.text for p in passages)) == seen(source.text)
        covered = len(seen("".join(p.text for p in found.covered)))
        assert found.share * len(seen(source.text)) == pytest.approx(covered) or not seen(source.text)
        assert 0 <= found.share <= 1


@given(st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, unique=True), st.data())
def test_passages_set_aside_do_not_count(letters: list[str], data: st.DataObject) -> None:
    source = Source("s", " ".join(letters))
    some = st.lists(st.sampled_from(letters), unique=True)
    quoted, aside = data.draw(some), data.draw(some)
    m = ArgumentMap.of(source, Claim("c", quotes=[source.quote(w) for w in quoted]))
    found = coverage(m, source, aside=[source.quote(w) for w in aside])
    text = set(letters) - set(aside)
    assert {p.text for p in found.covered} == text & set(quoted)
    assert set(seen("".join(p.text for p in found.uncovered))) == text - set(quoted)
    assert found.share == pytest.approx(len(text & set(quoted)) / len(text) if text else 1)


@given(st.text("ab ", min_size=1), st.text("ab ", min_size=1))
def test_different_texts_have_different_digests(one: str, other: str) -> None:
    assert (Source("s", one).sha256 == Source("s", other).sha256) == (one == other)


@given(st.lists(st.integers(0, 99), min_size=1, max_size=5, unique=True), NEW)
def test_updating_a_source_and_reverting_gives_the_same_map(numbers: list[int], before: str) -> None:
    source = Source("s", ". ".join(f"word{n} stands here" for n in numbers))
    claims = [Claim(f"c{n}", quotes=[source.quote(f"word{n} stands here")]) for n in numbers]
    m = ArgumentMap.of(source, *claims)
    assert update_source(update_source(m, Source("s", f"{before} {source.text}")), source) == m


def seen(text: str) -> str:
    return "".join(text.split())
