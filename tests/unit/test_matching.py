"""Finding words: on the real statement first, then one case for each rule."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from argmap.errors import QuoteError
from argmap.messages import position
from argmap.quoting.folding import fold, parted
from argmap.quoting.matching import LONGEST_NEAR, Match, Passage, Verdict, cut_negation, find, nearest_passage

STATEMENT = (Path(__file__).parents[2] / "seeds" / "national-assembly-2024-11-30.txt").read_text("utf-8")


def spans(match: Match) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in match.passages]


# the real statement


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("to maintain public order and accountability", "to maintain public o\n\nrder and accountability"),
        ("founded on shared values and mutual respect", "founded on shared values an\n\nd mutual respect"),
        ("with 18 political parties competing", "with 18\n\npolitical parties competing"),
        ("the European Parliament's resolution issued", "the European Parliament\u2019s resolution issued"),
        ("CSOs' request", "CSOs\u2019 request"),
    ],
)
def test_the_breaks_and_typography_of_the_statement_are_ignored(words: str, found: str) -> None:
    match = find(STATEMENT, words)
    assert match.verdict is Verdict.NORMALISED
    assert [p.text for p in match.passages] == [found]
    assert match.passages[0].score == 1


def test_every_sentence_of_the_statement_is_found_on_one_line_and_in_ascii() -> None:
    ascii_text = STATEMENT.replace("\u2019", "'").replace("o\n\nrder", "order").replace("an\n\nd ", "and ")
    sentences = [s for s in " ".join(ascii_text.split()).split(". ") if s]
    assert len(sentences) == 18
    ends = [0]
    for sentence in sentences:
        match = find(STATEMENT, sentence)
        assert match.verdict in (Verdict.EXACT, Verdict.NORMALISED)
        ends.append(match.passages[0].end)
    assert ends == sorted(ends)


def test_another_figure_is_near_and_shows_the_words_of_the_text() -> None:
    match = find(STATEMENT, "a high voter turnout of 48.59 percent")
    assert match.verdict is Verdict.NEAR
    assert match.passages[0].text == "a high voter turnout of 84.59 percent"
    assert 0.95 < match.passages[0].score < 1


def test_words_that_are_not_in_the_statement_are_absent() -> None:
    match = find(STATEMENT, "The government will release the jailed opposition leaders before Christmas.")
    assert match.verdict is Verdict.ABSENT
    assert match.passages[0].score < 0.75


def test_a_short_name_is_in_many_places() -> None:
    match = find(STATEMENT, "European Parliament")
    assert match.verdict is Verdict.AMBIGUOUS
    assert [position(STATEMENT, p.start) for p in match.passages] == [(3, 102), (5, 251), (21, 31), (21, 265)]
    assert find(STATEMENT, "European Parliament", suffix=" members").verdict is Verdict.EXACT
    assert find(STATEMENT, "European Parliament", prefix="The ").passages[0].start == match.passages[1].start


# exact


def test_nothing_is_changed_if_the_words_are_there() -> None:
    assert find("a  b\u00a0c", "  b\u00a0") == Match(Verdict.EXACT, (Passage(1, 5, "  b\u00a0"),))


def test_places_may_overlap() -> None:
    assert spans(find("!!!", "!!")) == [(0, 2), (1, 3)]


def test_whole_words_are_preferred() -> None:
    assert spans(find("women and men", "men")) == [(10, 13)]
    assert find("women, womenfolk", "men").verdict is Verdict.AMBIGUOUS
    assert find("women", "men").verdict is Verdict.EXACT
    assert spans(find("cafe\u0301 or cafe", "cafe")) == [(9, 13)]
    assert spans(find("gov\u00adment, ment", "ment")) == [(10, 14)]


# normalised


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("see the report.", "thereport", "the report"),
        ("in another town", "an other", "another"),
        ("the e\ufb03cient o\ufb03ce", "efficient office", "e\ufb03cient o\ufb03ce"),
        ("He said: wait\u2026 and left", "wait... and", "wait\u2026 and"),
        ("a cafe\u0301 here", "caf\u00e9 here", "cafe\u0301 here"),
        ("a caf\u00e9 here", "cafe\u0301 here", "caf\u00e9 here"),
        ("\ufeffFees fell", " Fees\u200b fell", "Fees fell"),
        ("3\u20134 April \u2014 perhaps", "3-4 April -- perhaps", "3\u20134 April \u2014 perhaps"),
        ("dis\u00adcre\u00adtion", "discretion", "dis\u00adcre\u00adtion"),
        ("\u00abnon\u00bb, dit-il", '"non", dit-il', "\u00abnon\u00bb, dit-il"),
        ("it\u00b4s cut", "it's cut", "it\u00b4s cut"),
        ("\uff26\uff25\uff25\uff33 \uff12\uff05", "FEES 2%", "\uff26\uff25\uff25\uff33 \uff12\uff05"),
        ("الســـلام عليكم", "السلام", "الســـلام"),
        ("ច្បា\u200bប់នេះ", "ច្បាប់", "ច្បា\u200bប់"),
        ("在金\n边举行", "金边", "金\n边"),
        (unicodedata.normalize("NFD", "정부 기관"), "정부", unicodedata.normalize("NFD", "정부")),
    ],
)  # fmt: skip
def test_typesetting_is_ignored(text: str, words: str, found: str) -> None:
    match = find(text, words)
    assert match.verdict is Verdict.NORMALISED
    assert [p.text for p in match.passages] == [found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Fees", "the fees"),
        ("wo men\nhere", "omen here"),
        ("the artist", "he  art"),
        ("in the o\ufb03ce", "the of"),
        ("a caf\u00e9 here", "a\ncafe"),
        ("10\u2076 people", "106 people"),
        ("2\u00bd percent", "21/2 percent"),
        (unicodedata.normalize("NFD", "\uac01 x"), "\uac00"),
    ],
)
def test_other_words_are_not_normalised(text: str, words: str) -> None:
    assert find(text, words).verdict in (Verdict.NEAR, Verdict.ABSENT)


def test_a_match_that_ends_inside_a_character_takes_all_of_it() -> None:
    assert find("Wait\u2026 Stop.", "W ait.").passages == (Passage(0, 5, "Wait\u2026"),)


# context and occurrence


def test_context_that_agrees_decides() -> None:
    text = "The fees fell. Our fees rose. Their fees\u2019 end."
    assert spans(find(text, "fees", prefix="Our ")) == [(19, 23)]
    assert spans(find(text, "fees", suffix="' end")) == [(36, 40)]
    assert spans(find(text, "fees", prefix="\n\nfell.  Our\n", suffix="rose")) == [(19, 23)]


def test_context_that_agrees_nowhere_ranks_by_what_it_shares() -> None:
    text = "The fees fell. Our fees rose."
    assert spans(find(text, "fees", prefix="And our ", suffix=" rise")) == [(19, 23)]
    assert find(text, "fees", prefix="xyz", suffix="xyz").verdict is Verdict.AMBIGUOUS


def test_context_does_not_hide_the_only_place() -> None:
    assert find("The fees fell.", "fees", prefix="Our ").verdict is Verdict.EXACT


def test_occurrence_counts_from_one_among_what_the_context_leaves() -> None:
    text = "a fee, the fee, a fee"
    assert spans(find(text, "fee", occurrence=3)) == [(18, 21)]
    assert spans(find(text, "fee", prefix="a ", occurrence=2)) == [(18, 21)]


def test_an_occurrence_out_of_range_reports_how_many_there_are() -> None:
    with pytest.raises(QuoteError, match="no occurrence 3 of 'fee': found 2 times") as caught:
        find("a fee, the fee", "fee", occurrence=3)
    assert [p.start for p in caught.value.passages] == [2, 11]
    assert caught.value.verdict == "ambiguous"
    with pytest.raises(QuoteError, match="found once"):
        find("a fee", "fee", occurrence=2)
    with pytest.raises(QuoteError, match="count from 1"):
        find("a fee", "fee", occurrence=0)


@pytest.mark.parametrize("words", ["", " \n", "\u200b\u00ad", "\ufeff"])
def test_words_without_visible_characters_are_refused(words: str) -> None:
    with pytest.raises(QuoteError, match="nothing to find"):
        find("text \u200b\u00ad", words)
    with pytest.raises(QuoteError, match="nothing to find"):
        nearest_passage("text", words)


# near


def test_a_near_passage_has_whole_words_and_the_changed_one() -> None:
    text = "Last year the docking fees were cut by half, the council said."
    assert [p.text for p in find(text, "docking fees were raised by half").passages] == [
        "docking fees were cut by half"
    ]
    assert [p.text for p in find(text, "the harbour fees were cut by half").passages] == [
        "the docking fees were cut by half"
    ]


def test_a_near_passage_spans_words_left_out_in_the_middle() -> None:
    text = "He said that the fees, which had risen for years, were cut by half."
    passage = nearest_passage(text, "the fees, which had risen, were cut by half")
    assert passage is not None
    assert passage.text == "the fees, which had risen for years, were cut by half"
    assert 0.8 < passage.score < 1


def test_near_can_be_left_out() -> None:
    assert find("The fees were cut.", "The fees are cut.", near=False) == Match(Verdict.ABSENT)


@pytest.mark.parametrize(("text", "words"), [("", "fees"), ("\n", "fees"), ("123", "fees")])
def test_there_may_be_no_nearest_passage(text: str, words: str) -> None:
    assert nearest_passage(text, words) is None
    assert find(text, words) == Match(Verdict.ABSENT)


def test_a_quotation_of_pages_is_found_by_its_beginning_middle_and_end() -> None:
    start, end = STATEMENT.index("It emphasized"), STATEMENT.index(" This growth")
    words = STATEMENT[start:end].replace("baseless", "wrong").replace("The elections", "These elections")
    passage = nearest_passage(STATEMENT, words)
    assert passage is not None
    assert (passage.start, passage.end) == (start, end)


def test_words_above_the_limit_are_only_found_exactly() -> None:
    words = "fee 1 " * (LONGEST_NEAR // 4 + 1)
    assert find(words, words.replace(" ", "  ").strip()).verdict is Verdict.NORMALISED
    assert find(words, words + "x") == Match(Verdict.ABSENT)


def test_an_elision_is_not_matched_across_the_gap() -> None:
    assert find("The fees of last year were cut.", "The fees ... were cut").verdict is not Verdict.NORMALISED


# folding


def test_a_run_of_marks_out_of_order_keeps_its_letter_whole() -> None:
    folded = fold("x\u00c5\u0323y")
    assert folded.text == "xA\u0323\u030ay"
    assert folded.span(1, 2) == (1, 3)


@pytest.mark.parametrize("text", ["ខ្មែរ", "ไทย", "中文", "ひらがな"])
def test_scripts_without_spaces_ask_for_no_word_border(text: str) -> None:
    whole = [i for i in range(len(text)) if unicodedata.category(text[i])[0] != "M"]
    assert all(parted(text, i) for i in whole)
    assert not any(parted(text, i) for i in range(len(text)) if i not in whole)


def test_invisible_characters_do_not_part_a_word() -> None:
    text = "gov\u00ad\u200bern"
    assert [i for i in range(len(text) + 1) if parted(text, i)] == [0, len(text)]


# denials


def cut(marked: str) -> Passage | None:
    """The denial that the words between the bars leave out; one bar means up to the end."""
    before, words, *after = marked.split("|")
    return cut_negation("".join([before, words, *after]), len(before), len(before) + len(words))


@pytest.mark.parametrize(
    ("marked", "denial"),
    [
        ("We do not say that |fees were cut", "not say that"),
        ("We don\u2019t believe |fees were cut", "don\u2019t believe"),
        ("It isn't |true", "isn't"),
        ("He never said |fees were cut", "never said"),
        ("They cannot show |fees were cut", "cannot show"),
        ("The mayor denied that |fees were cut", "denied that"),
        ("The council rejects the claim that |fees were cut", "rejects the claim that"),
        ("It is false that |fees were cut", "false that"),
        ("The false claim that |fees were cut", "false claim that"),
        ("No one said |fees were cut", "No one said"),
        ("Nobody knows |fees were cut", "Nobody knows"),
        ("Neither the mayor nor |the council lied", "Neither the mayor nor"),
        ("It works without |censorship", "without"),
        ("There are no |political prisoners", "no"),
        ("none of |the fees", "none of"),
        ("Hardly |a success", "Hardly"),
        ("far from |cutting fees", "far from"),
        ("He refused to |pay", "refused to"),
        ("no more than |three percent", "no more than"),
        (
            "We do not say that fees were cut, and that |staff were dismissed",
            "not say that fees were cut, and that",
        ),
        ("It did not, in any way, say that |fees were cut", "not, in any way, say that"),
        ("It is not an\n\nd was never |so", "not an\n\nd was never"),
        ("|The fees were cut|, which is not true.", "which is not true"),
        ("The notion that |fees were cut| is simply baseless.", "is simply baseless"),
        ("The council did not cut fees, |raise wages or build flats", "not cut fees,"),
        ("We do not say, |the cap is a success", "not say,"),
        ("It is not, as was claimed, |the cap that is a success", "not, as was claimed,"),
        ("It is not true, |the cap is bad", "not true,"),
        ("He did not resign |because he was ill", "not resign"),
        ("The mayor denied, |the fees were cut", "denied,"),
        ("They do not say that fees rose and |the rents are high", "not say that fees rose and"),
        ("They did not cut fees and |raise wages", "not cut fees and"),
        ("It was not \u2013 as they say \u2013 |a success", "not \u2013 as they say \u2013"),
    ],
)
def test_a_denial_outside_the_quote_is_found(marked: str, denial: str) -> None:
    passage = cut(marked)
    assert passage is not None
    assert passage.text == denial


@pytest.mark.parametrize(
    "marked",
    [
        "We do |not say that fees were cut",
        "not cheap, but |it is safe",
        "not cheap, |but it is safe",
        "No choice but to |cut fees",
        "This growth reflects |a conducive environment",
        "There is no snow. |Fees were cut",
        "Is it so? No! |Fees were cut",
        "It is not so; |fees were cut",
        "It is not so\n\n|Fees were cut",
        "There are no prisoners in it, and |the courts are free",
        "Not only |cheap but safe",
        "There is no doubt |fees were cut",
        "We do not cut fees, since |fees are low",
        "Without delay, |the council cut fees",
        "The council, not the state, |cut fees",
        "The council (not the state) |cut fees",
        "He noted that a note says |fees rose",
        "Nevertheless, |fees rose",
        "The deny-list names |it",
        "not one two three four five six seven eight nine ten eleven twelve |fees rose",
        "|The fees were cut|, which is right.",
        "As chess is not accepted as a sport, |computer games should not be either.",
        "Insurers should not cover it |unless its effect has been proven.",
        "This must not be left to the old foes alone, |for that course leads to war.",
        "Although fees were not cut, |rents rose",
        "Because no fee was cut, |rents rose",
        "The council did not cut fees \u2013 |its budget is sound",
        "The council did not cut fees and |the rents are high",
    ],
)
def test_other_cuts_pass(marked: str) -> None:
    assert cut(marked) is None


def test_the_statement_can_be_cut_anywhere_but_after_its_two_denials() -> None:
    starts = [i for i in range(len(STATEMENT)) if STATEMENT[i].isalnum() and not STATEMENT[i - 1].isalnum()]
    flagged = {d.text for i in starts if (d := cut_negation(STATEMENT, i, i + 1))}
    assert flagged == {"no", "no political", "no political prisoners", "no political prisoners in", "without"}
    notion = find(STATEMENT, "authorities are using criminalization to silence civil society").passages[0]
    denial = cut_negation(STATEMENT, notion.start, notion.end)
    assert denial is not None
    assert denial.text == "is baseless"


def test_a_cut_outside_the_text_is_refused() -> None:
    for start, end in ((-1, 2), (3, 2), (0, 9)):
        with pytest.raises(QuoteError, match="in a text of 4 code points"):
            cut_negation("fees", start, end)


# positions and cost


def test_positions_count_every_kind_of_line_break_once() -> None:
    text = "a\nb\r\nc\rd"
    assert [position(text, i) for i in range(len(text) + 1)] == [
        (1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (4, 1), (4, 2),
    ]  # fmt: skip


def test_finding_the_very_words_does_not_load_the_fuzzy_matcher() -> None:
    code = (
        "import sys; from argmap.quoting.matching import find; find('a fee', 'fee', near=False); "
        "sys.exit('rapidfuzz' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
