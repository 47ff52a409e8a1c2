"""Argdown: an empty line that is missing between two blocks changes nothing of what they mean, and is reported."""

from __future__ import annotations

import pytest

import argmap
from argmap import ArgumentMap, Diagnostic
from argmap.errors import ArgdownError

STRUCTURE = "(1) a\n(2) b\n----\n(3) c"
BELOW = (
    "<Price>: It is cheap.", "[Taste]: It is sweet.\n  - <Bitter>: It is not.", "[Taste]\n  - <Bitter>: It is not.",
    "<Price>", "# Section", "* one\n* [Taste]", "1. one\n2. two", STRUCTURE, "[Tea] {a: 1}", "<Price> #tag",
)  # fmt: skip
ABOVE = (
    "[Tea]", "<Price>", "[Tea] #tag #(two words)", "[Tea] {a: 1}", "[Tea]: Tea. {a: 1}", "<Price>: Why. {a: 1}",
    "[Tea]\n{a: 1}", "[Tea]: Tea is better.\n  + <Price>", "[Tea]\n  + [Taste]\n    - <Price> #no", "# Section {a: 1}",
    "[Tea]: Tea is better. {\n  a: 1\n}", "* [Tea]", "(1) a\n----\n(2) [Tea]", "[Tea] // a comment", "words {a: 1} #t",
)  # fmt: skip


def read(text: str) -> tuple[ArgumentMap, tuple[Diagnostic, ...]]:
    m, notes = argmap.loads(text, format="argdown", on_error="recover")
    assert not [n for n in notes if n.severity == "error"], notes
    return m, notes


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("above", ABOVE)
def test_blocks_mean_the_same_without_an_empty_line(above: str, below: str, end: str) -> None:
    both = above.startswith("*") and below[0] in "*1"  # one list
    both = both or (above.startswith("(1)") and below.startswith("(1)"))  # one structure
    if both:
        return
    expected, _ = read(f"{above}\n\n{below}\n".replace("\n", end))
    for between in ("\n", "\n// a comment\n", "\n<!-- one -->\n"):
        text = f"{above}{between}{below}\n".replace("\n", end)
        m, notes = read(text)
        assert m == expected
        (note,) = (n for n in notes if n.code == "missing-empty-line")
        line = f"{above}{between}".count("\n") + 1
        assert (note.severity, note.line, note.column) == ("warning", line, 1)


def test_what_is_between_which_blocks_is_in_the_message() -> None:
    _, notes = read("[Tea]: Tea is better.\n  + <Price>\n<Price>: It is cheap.\n(1) a\n----\n(2) b\n# On")
    assert [n.message.partition(", which")[0] for n in notes if n.code == "missing-empty-line"] == [
        "an empty line is missing between <Price> above and <Price>",
        "an empty line is missing between <Price> above and (1)",
        "an empty line is missing between the structure above and '# On'",
    ]


def test_references_one_after_the_other() -> None:
    m, notes = read("[A]\n<B>\n[C]\n  + <B>\n[A]\n")
    assert [n.id for n in (*m.claims, *m.arguments)] == ["A", "C", "B"]
    assert [r.id for r in m.relations] == ["support:B>C"]
    assert sum(n.code == "missing-empty-line" for n in notes) == 3


def test_words_below_a_reference_at_the_margin_are_a_statement() -> None:
    m, notes = read("[Tea]: Tea.\n\n[Tea]\n  + <Price>\nCoffee is better.\n")
    assert [c.text for c in m.claims] == ["Tea.", "Coffee is better."]
    assert [r.id for r in m.relations] == ["support:Price>Tea"]
    assert "missing-empty-line" in {n.code for n in notes}


def test_a_reference_in_a_line_of_a_text_is_one_if_it_is_known_or_has_relations() -> None:
    for text in ("Words\n[A]\n\n[A]: a", "Words\n[A]\n  + [B]: b", "Words\n<A>\n\n(1) a\n----\n(2) b"):
        m, _ = read(text)
        assert m.claims[0].text == "Words"
    m, _ = read("As shown by\n[Smith 2010]\n\nMore.")
    assert m.claims[0].text == "As shown by [Smith 2010]"
    m, _ = read("As in\n[A]\nand so on.\n\n[A]: a")
    assert m.claims[0].text == "As in [A] and so on."


def test_premises_begin_only_where_an_inference_follows() -> None:
    m, notes = read("<Price>: There are two reasons:\n(1) one,\n(2) two.\n\n(1) a\n----\n(2) b")
    assert m["Price"].text == "There are two reasons: (1) one, (2) two."  # type: ignore[union-attr]
    assert "wrapped-line" in {n.code for n in notes}


KEYED = "===\nparties: {r: Reporter}\n===\n\n"


@pytest.mark.parametrize("below", ["<B>: b", "[B]: b", "[B]", "# H", "words", "(1) a\n----\n(2) b", "* item"])
def test_braces_above_a_missing_empty_line_are_data(below: str) -> None:
    m, _ = read(f"{KEYED}[A]: a {{by: r}}\n{below}\n")
    assert (m["A"].text, m["A"].by) == ("a", "r")  # type: ignore[union-attr]


def test_data_before_the_words_are_complete_are_an_error() -> None:
    for text in (
        "[A]: a {by: r}\n  and more",
        "(1) a {by: r}\nand more\n----\n(2) b",
        "* a {by: r}\nand more",
    ):
        with pytest.raises(ArgdownError) as refused:
            argmap.loads(KEYED + text, format="argdown")
        (problem,) = refused.value.exceptions
        assert "data come last in an element, and words follow these in line 6" in str(problem)
        m, _ = argmap.loads(KEYED + text, format="argdown", on_error="recover")
        assert (m.claims[0].text, m.claims[0].by) == ("a and more", "r")


def test_braces_in_a_line_that_look_like_data_are_a_warning() -> None:
    m, notes = read(f"{KEYED}[A]: a {{by: r}} and more")
    assert m["A"].text == "a {by: r} and more"  # type: ignore[union-attr]
    (note,) = (n for n in notes if n.code == "braces-kept")
    assert note.severity == "warning"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "Tea is cheap.\n----\nTea is good.",
            "inference-without-premises",
            "no numbered statement is above it",
        ),
        ("# Tea\n  + [A]: a", "relation-without-parent", "below a heading bears on nothing"),
        ("+ [A]: a", "relation-without-parent", "below nothing bears on nothing"),
    ],
)
def test_the_first_mistake_is_the_only_one_that_is_reported(text: str, code: str, message: str) -> None:
    m, notes = argmap.loads(text, format="argdown", on_error="recover")
    assert [n.code for n in notes] == [code]
    assert message in notes[0].message
    assert m.claims


def test_another_structure_without_an_empty_line_above_it() -> None:
    _, notes = read(f"{STRUCTURE}\n{STRUCTURE}")
    (note,) = (n for n in notes if n.code == "premise-number" and "(1) appears" in n.message)
    assert "put an empty line above (1)" in note.hint


DOUBTFUL = (
    ("[A]: a\n[R] {by: r}", "missing-empty-line"),
    ("* a\n<R>\n{by: r}", "missing-empty-line"),
    ("[A]: a\n  [R]: b {by: r}", "definition-in-text"),
    ("# H\nwords {by: r}", "heading-runs-on"),
    ("(1) a\n----\n(2) b\n[R] #t {by: r}", "missing-empty-line"),
)


@pytest.mark.parametrize(("text", "code"), DOUBTFUL)
def test_data_of_which_it_is_not_known_whose_they_are_are_an_error(text: str, code: str) -> None:
    with pytest.raises(ArgdownError) as refused:
        argmap.loads(KEYED + text, format="argdown")
    assert [d.code for d in refused.value.diagnostics] == [code]
    (problem,) = refused.value.exceptions
    assert "an empty line" in str(problem)


@pytest.mark.parametrize("above", ["[A]: a", "(1) a\n----\n(2) b", "[A]: a\n  + [B]: b", "words"])
@pytest.mark.parametrize("below", ["* one\n* two", "* one {by: r}", "1. one\n2. two", "  * one\n  * two"])
def test_a_list_begins_right_below_a_text_where_it_can_be_nothing_else(above: str, below: str) -> None:
    m, notes = read(f"{KEYED}{above}\n{below}\n")
    assert m == read(f"{KEYED}{above}\n\n{below}\n")[0]
    assert "missing-empty-line" in {n.code for n in notes}


@pytest.mark.parametrize("line", ["* x", "2019. It", "2. x\n3. y", "1. x"])
def test_a_single_line_that_looks_like_a_list_is_words(line: str) -> None:
    m, notes = read(f"[A]: in\n{line}")
    assert m["A"].text == f"in {line}".replace("\n", " ")  # type: ignore[union-attr]
    assert "put an empty line above it" in next(n for n in notes if n.code == "wrapped-line").hint


def test_an_unknown_title_alone_in_the_last_line_of_a_text_is_reported() -> None:
    m, notes = read("[A]: as in\n[B] #t\n\nMore.")
    assert m["A"].text == "as in [B] #t"  # type: ignore[union-attr]
    (note,) = (n for n in notes if n.code == "reference-in-text")
    assert (note.severity, note.line) == ("warning", 2)
    assert "put an empty line above it" in note.hint


@pytest.mark.parametrize("line", ["----", "---", "-- rule --", "-- a, b {x: 1} --"])
@pytest.mark.parametrize("above", ["", "[A]: a\n\n", "# H\n\n"])
def test_an_inference_line_without_premises_is_named_as_that(above: str, line: str) -> None:
    _, notes = argmap.loads(f"{above}{line}\n(1) a\n", format="argdown", on_error="recover")
    assert next(n.code for n in notes if n.severity == "error") == "inference-without-premises"
