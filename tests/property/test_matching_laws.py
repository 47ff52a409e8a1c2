"""What must hold for any text: the way back from a folded text, and what finding words may answer."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from argmap.errors import QuoteError
from argmap.messages import position
from argmap.quoting.folding import fold, parted
from argmap.quoting.matching import NEAR_ENOUGH, Verdict, cut_negation, find, nearest_passage

STATEMENT = (Path(__file__).parents[2] / "seeds" / "national-assembly-2024-11-30.txt").read_text("utf-8")

PIECES = [
    *(
        "fees",
        "the",
        "men",
        "women",
        "not",
        "a",
        "i",
        "10",
        "84.59",
        ".",
        ",",
        "(",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\n\n",
    ),
    *("é", "e\u0301", "\u0301", "\u0323\u0307", "\u0307\u0323", "\u093c\u0301", "\u0344", "Å", "\u1e69"),
    *("\ufb01", "o\ufb03ce", "…", "...", "½", "10⁶", "①", "\u00a8", "\u00b4", "\u1fee", "\u1fef", "\u1fcd"),
    *("\u201c", "\u201d", "\u2019", "'", '"', "«", "″", "\u2014", "--", "-", "- -", "\u2011"),
    *("\u00ad", "\u200b", "\u200d", "\u200c", "\u034f", "\ufeff", "\u00a0", "\u3000", "\x00", "\x1c", "\x85"),
    *("\u1780", "\u17b6", "ខ្មែរ", "ไทย", "中文", "\u333f", "가", "각", "\u1100\u1161\u11a8", "ｶﾞ"),
    *("السلام", "\u0640", "\ufdfa", "👩\u200d👧", "🇰🇭", "❤\ufe0f", "\U000e0067", "\U0001d400", "\ud800"),
]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=25).map("".join)


def sliced(text: str) -> st.SearchStrategy[tuple[str, int, int]]:
    ends = st.tuples(*[st.integers(0, len(text))] * 2).map(sorted)
    return ends.map(lambda at: (text, *at))


cuts = texts.flatmap(sliced)


@given(texts)
def test_source_offsets_never_decrease_and_stay_in_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))


@given(texts, st.data())
def test_source_offsets_lead_to_the_folded_text(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    assume(folded.text)
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.span(start, end)
    assert folded.text[start:end] in fold(text[first:last]).text
    assert fold(text[first:last]).text == folded.text[folded.index(first) : folded.index(last)]


@given(texts)
def test_composed_and_decomposed_forms_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)).text == fold(unicodedata.normalize("NFD", text)).text


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(texts)
def test_white_space_does_not_matter(text: str) -> None:
    assert fold("".join(text.split())).text == fold(text).text


@given(texts, texts, texts, texts, st.none() | st.integers(-1, 4))
def test_find_answers_or_explains_why_not(
    text: str, words: str, prefix: str, suffix: str, nth: int | None
) -> None:
    try:
        match = find(text, words, prefix=prefix, suffix=suffix, occurrence=nth)
    except QuoteError:
        assume(fold(words).text and nth is None)  # the documented reasons
        raise
    assert all(p.text == text[p.start : p.end] for p in match.passages)
    assert all(0 <= p.score <= 1 for p in match.passages)
    many = len(match.passages) > 1
    assert many == (match.verdict is Verdict.AMBIGUOUS)
    if match.verdict in (Verdict.NEAR, Verdict.ABSENT):
        assert all((p.score >= NEAR_ENOUGH) == (match.verdict is Verdict.NEAR) for p in match.passages)
    else:
        assert all(p.score == 1 for p in match.passages)
    assert match.passages or match.verdict is Verdict.ABSENT


@given(st.text(" \n\t\u00a0\u3000\u00ad\u200b\u200d\ufeff\u2060\x1f"))
def test_invisible_words_are_refused(words: str) -> None:
    with pytest.raises(QuoteError):
        find("fees" + words, words)


@given(cuts)
@example(("women and men", 10, 13))
@example(("aaa", 0, 2))
def test_any_part_of_a_text_is_found_where_it_is(cut: tuple[str, int, int]) -> None:
    text, start, end = cut
    words = text[start:end]
    assume(fold(words).text)
    match = find(text, words)
    assert match.verdict in (Verdict.EXACT, Verdict.AMBIGUOUS)
    assert all(p.text == words for p in match.passages)
    if parted(text, start) and parted(text, end):
        places = [(p.start, p.end) for p in match.passages]
        assert (start, end) in places
        picked = find(text, words, occurrence=places.index((start, end)) + 1)
        assert picked.verdict is Verdict.EXACT
        assert [(p.start, p.end) for p in picked.passages] == [(start, end)]


@given(
    st.lists(st.sampled_from(["fees", "the", "men", "cut", "2%", "中"]), min_size=1, max_size=12), st.data()
)
def test_the_whole_context_distinguishes_every_place(tokens: list[str], data: st.DataObject) -> None:
    text = " ".join(tokens)
    at = data.draw(st.integers(0, len(tokens) - 1))
    start = len(" ".join([*tokens[:at], ""]))
    match = find(text, tokens[at], prefix=text[:start], suffix=text[start + len(tokens[at]) :])
    assert match.verdict is Verdict.EXACT
    assert match.passages[0].start == start


VARIANTS = {"'": "'\u2018\u2019`", '"': '"\u201c\u201d«»\u201e', "-": "-\u2011\u2013\u2014\u2212"}
gaps = st.sampled_from(["", "", "", " ", "\n\n", "\r\n", "\u00a0", "\u00ad", "\u200b"])


@st.composite
def retypeset(draw: st.DrawFn) -> tuple[str, str, int, int]:
    """Words in capitals, a source that holds them in other typography, and where."""
    inner = draw(st.text("AEO'\" .-", max_size=20))
    words = f"N{inner}S"
    typeset = "".join(draw(st.sampled_from(VARIANTS.get(c, c))) + draw(gaps) for c in words[:-1]) + words[-1]
    before = draw(st.lists(st.sampled_from(["fees", "\u2019s", "ﬁt", "é", "—"]), max_size=4).map(" ".join))
    after = draw(st.lists(st.sampled_from(["fees", "”", "ﬂat", "e\u0301"]), max_size=4).map(" ".join))
    source = f"{before} {typeset} {after}"
    return source, words, len(before) + 1, len(before) + 1 + len(typeset)


@given(retypeset())
def test_typography_and_line_breaks_do_not_hide_words(case: tuple[str, str, int, int]) -> None:
    source, words, start, end = case
    match = find(source, words)
    assert match.verdict is (Verdict.EXACT if words == source[start:end] else Verdict.NORMALISED)
    assert [(p.start, p.end) for p in match.passages] == [(start, end)]


@given(retypeset())
def test_another_case_is_another_text(case: tuple[str, str, int, int]) -> None:
    source, words, _, _ = case
    assert find(source, words.swapcase()).verdict in (Verdict.NEAR, Verdict.ABSENT)


TOKENS = STATEMENT.split()


@given(st.integers(12, 60), st.data())
def test_one_edited_word_in_a_long_passage_is_near(size: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(TOKENS) - size))
    passage = TOKENS[first : first + size]
    edited = data.draw(st.integers(0, size - 1))
    words = " ".join([*passage[:edited], "xylophone", *passage[edited + 1 :]])
    match = find(STATEMENT, words)
    assert match.verdict is Verdict.NEAR
    found = match.passages[0]
    whole = find(STATEMENT, " ".join(passage)).passages[0]
    # an edited first or last word may be left out, with the short words beyond it
    assert abs(found.start - whole.start) <= 40
    assert abs(found.end - whole.end) <= 40


@given(st.integers(0, len(STATEMENT) - 200), st.integers(60, 200), st.integers(0, 2**32))
def test_the_same_letters_in_another_order_are_absent(start: int, size: int, seed: int) -> None:
    letters = "".join(STATEMENT[start : start + size].split())
    words = "".join(Random(seed).sample(letters, len(letters)))  # noqa: S311
    assert find(STATEMENT, words).verdict is Verdict.ABSENT


@given(texts, texts)
def test_the_nearest_passage_is_its_own_text(text: str, words: str) -> None:
    assume(fold(words).text)
    passage = nearest_passage(text, words)
    if passage is not None:
        assert set(fold(text).text) & set(fold(words).text)
        assert passage.text == text[passage.start : passage.end]
        assert 0 < passage.score <= 1


@given(cuts)
def test_a_denial_is_outside_the_words_that_it_reverses(cut: tuple[str, int, int]) -> None:
    text, start, end = cut
    denial = cut_negation(text, start, end)
    if denial is not None:
        assert denial.text == text[denial.start : denial.end]
        assert denial.end <= start or denial.start >= end


@given(cuts)
def test_a_position_counts_line_breaks_and_code_points(cut: tuple[str, int, int]) -> None:
    text, offset, _ = cut
    inside_a_break = text[offset - 1 : offset + 1] == "\r\n" and offset > 0
    lines = text[: offset - inside_a_break].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert position(text, offset) == (len(lines), len(lines[-1]) + 1 + inside_a_break)
