"""Lines as a reader wants them."""

from __future__ import annotations

import pytest

from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.wrapping import Wrapped, clusters, wrap

CLAIM = (
    "Boreth forces entered the demilitarised strip on at least eleven occasions between January and March, "
    "in breach of Article 4 of the 2011 Protocol."
)
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def test_a_claim_in_a_card() -> None:
    assert wrap(CLAIM, 186, 9).lines == (
        "Boreth forces entered the demilitarised strip",
        "on at least eleven occasions between January",
        "and March, in breach of Article 4 of the",
        "2011 Protocol.",
    )


def test_bold_text_needs_more_room() -> None:
    assert max(text_width(line, 9, bold=True) for line in wrap(CLAIM, 186, 9, bold=True).lines) <= 186
    assert max(text_width(line, 9, bold=True) for line in wrap(CLAIM, 186, 9).lines) > 186


def test_a_short_last_word_stays_alone_where_moving_a_word_would_leave_a_worse_line() -> None:
    assert wrap("a incomprehensibilities b", 90, 9).lines == ("a", "incomprehensibilities", "b")


def test_line_breaks_stay_and_other_white_space_is_one_space() -> None:
    assert wrap("\n one \t two \r\n\r\nthree\rfour\n\n", 500, 9).lines == ("one two", "", "three", "four")


def test_broken_words_have_hyphens_before_a_consonant_and_its_vowel() -> None:
    law = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz gilt."
    assert wrap(law, 60, 9).lines == (
        "Rindfleischeti‐", "kettierungsü‐", "berwachung‐", "saufgabenü‐", "bertragungs‐", "gesetz gilt."
    )  # fmt: skip
    assert wrap("Mietpreisbremse", 60, 9).lines == ("Mietpreisb‐", "remse")
    assert wrap("неподчиняемость", 50, 9).lines[0] == "неподчи‐"


def test_no_text_is_no_lines() -> None:
    assert wrap(" \n\t ", 100, 9) == wrap("", 100, 9, max_lines=2) == Wrapped((), cut=False)


def test_no_break_spaces_hold_words_together() -> None:
    assert wrap("at most 3\u00a0%\u202fp.a. of it", 44, 9).lines == ("at most", "3\u00a0%\u202fp.a.", "of it")


def test_addresses_break_at_their_joints() -> None:
    text = "see https://example.org/a/very/long/path_with-dashes?query=1&other=2 for more"
    assert wrap(text, 100, 9).lines == (
        "see https://example.org/",
        "a/very/long/path_with-",
        "dashes?query=1&other=",
        "2 for more",
    )


def test_a_word_without_joints_breaks_where_it_must() -> None:
    assert wrap("x" * 50, 45, 9).lines == (*["x" * 9 + "‐"] * 5, "x" * 5)
    assert wrap("1" * 20, 45, 9).lines == ("1" * 8, "1" * 8, "1" * 4)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("家賃は三パーセント。終", 81, ("家賃は三パーセン", "ト。終")),  # no full stop begins a line
        ("家賃は三「例外」", 45, ("家賃は三", "「例外」")),  # no opening quotation mark ends one
        ("rent—which rose", 60, ("rent—", "which rose")),
        ("보레스 군대는 비무장", 60, ("보레스 군대는", "비무장")),
    ],
)
def test_breaks_without_spaces(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, width, 9).lines == lines


@pytest.mark.parametrize(
    "cluster",
    [
        "e\u0301",
        FAMILY,
        "\U0001f1e9\U0001f1ea",  # a flag
        "\U0001f44d\U0001f3fd",  # a thumb with a skin tone
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # the flag of England
        "❤\ufe0f",
        "ក្រុំ",  # coeng binds the consonant after it
        "น้ำ",  # sara am
        "क्षि",
        "\u1112\u1161\u11ab",  # the letters of a Hangul syllable
    ],
)
def test_what_a_reader_takes_for_one_character(cluster: str) -> None:
    assert list(clusters(cluster)) == [cluster]
    assert list(clusters(cluster * 3)) == [cluster] * 3
    assert wrap(cluster * 40, 60, 9).lines[0] == cluster * len(
        list(clusters(wrap(cluster * 40, 60, 9).lines[0]))
    )


def test_the_end_is_marked_where_text_is_cut() -> None:
    assert wrap(CLAIM, 186, 9, max_lines=2) == Wrapped(
        ("Boreth forces entered the demilitarised strip", "on at least eleven occasions between…"), cut=True
    )
    assert wrap("one\n\ntwo", 100, 9, max_lines=2) == Wrapped(("one", "…"), cut=True)
    assert wrap("one,\ntwo", 100, 9, max_lines=1) == Wrapped(("one…",), cut=True)
    assert wrap("x" * 50, 45, 9, max_lines=1) == Wrapped(("x" * 8 + "…",), cut=True)


def test_exactly_enough_lines_cut_nothing() -> None:
    assert not wrap(CLAIM, 186, 9, max_lines=4).cut


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "x" * 10**6,
        "\u200b" * 10**6 + "x",
        "a" + "\u0301" * 10**6 + " b",
        "\n" * 10**6 + "a",
    ],
)
def test_only_the_shown_part_of_a_megabyte_is_measured(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = 0

    def counting(text: str, size: float, *, bold: bool = False) -> float:
        nonlocal measured
        measured += len(text)
        return text_width(text, size, bold=bold)

    monkeypatch.setattr("argmap.rendering.text.wrapping.text_width", counting)
    assert len(wrap(text, 186, 9, max_lines=3).lines) <= 3
    assert measured < 30_000
