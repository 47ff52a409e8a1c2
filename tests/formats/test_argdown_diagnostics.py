"""What the reader of Argdown says: each code at its line and column, all problems at once, nothing lost in silence."""

from __future__ import annotations

from typing import Final

import pytest

import argmap
from argmap import ArgumentMap, Diagnostic
from argmap.diagnostics import ReadWarning
from argmap.errors import ArgdownError, FormatError, InvalidFileError
from argmap.exchange.loading import Recovered


def recovered(text: str) -> tuple[ArgumentMap, tuple[Diagnostic, ...]]:
    return argmap.loads(text, format="argdown", on_error="recover")


NA: Final = "===\nparties: {na: NA}\n===\n"
# Each problem: a text, the code, severity, line, column, and words of the hint.
REPORTED: Final = [
    ("", "empty-document", "info", 1, 1, ""),
    ("[A]: a\n\n[Claim: no bracket", "unclosed-title", "warning", 3, 1, "[Title]: text"),
    ("[A]: a\n  ~> [B]: b", "unknown-relation", "warning", 2, 6, "+ - _"),
    ("[A]: a\n    + [B]: b\n  + [C]: c", "indentation", "warning", 3, 1, "alike"),
    ("[A]: a\n+ [B]: b", "indentation", "warning", 2, 1, "two blanks"),
    ("[A]: a\n\n  + [B]: b", "relation-without-parent", "error", 3, 1, "remove the empty line"),
    ("[Z]: z\n\n(1) [p]: a\n(2) [q]: b", "structure-without-conclusion", "error", 3, 1, "----"),
    ("<A>\n\n(1) a\n\n(2) b\n----\n(3) c", "empty-line-in-structure", "warning", 5, 1, "remove it"),
    ("<A>\n\n(1) a\n(2) b\n\n----\n(3) c", "empty-line-in-structure", "warning", 6, 1, "remove it"),
    ("<A>\n\n(1) <B>\n----\n(2) c", "argument-as-premise", "error", 3, 5, "[title]: text"),
    ("<A>\n\n(1) a\n----\n----\n(2) b", "inference-without-conclusion", "error", 5, 1, ""),
    ("<A>\n\n(5) a\n----\n(6) c", "premise-number", "warning", 3, 1, "1, 2, 3"),
    ("<A>\n\n(1) a\n---\n(2) b", "three-hyphens", "warning", 4, 1, "----"),
    ("<A>\n\n(1) a\n-- {uses: [7]} --\n(2) b", "uses", "warning", 4, 4, "(1) to (1)"),
    ("<A>\n\n(1) a\n----\n(2) b\n\n<A>\n\n(1) c\n----\n(2) d", "second-structure", "error", 9, 5, "<Title>"),
    ("[A]: a {x: [1, 2}", "bad-yaml", "error", 1, 17, "quotes"),
    ("[A]: a\n  {x: 1, x: 2}", "bad-yaml", "error", 2, 10, "one value for each key"),
    ("[A]: a {\n  x: 1\n  y: [\n}", "bad-yaml", "error", 3, 7, "quotes"),
    ("===\ntitle: [x\nfoo: 1\n===\n\n[A]: a", "bad-yaml", "error", 3, 4, "quotes"),
    ("===\r\ntitle: T\r\nx: 1\r\nx: 2\r\n===\r\n", "bad-yaml", "error", 4, 1, "one value for each key"),
    ("===\n- a\n===\n\n[A]: a", "not-a-mapping", "error", 1, 4, "key: value"),
    ("===\ntitle: X\n\n[A]: a", "unclosed-front-matter", "error", 1, 1, "==="),
    ("===\ntitel: X\n===\n", "unknown-setting", "warning", 2, 1, "'title'"),
    ("===\nmodel: {mode: sctrict}\n===\n", "unknown-setting", "warning", 2, 1, "'strict'"),
    ("[B]: b\n\n[A]: a\n  + [Bt]", "undefined-reference", "warning", 4, 5, "[B]"),
    ("[A]: a\n  + <Other>", "undefined-reference", "info", 2, 5, "<Other>: text"),
    ("[B1]: b\n\n[A]: a\n  + [B1c] {x: 1}", "undefined-reference", "info", 4, 5, "[B1c]: text"),
    ("[A]: one\n\n[A]: two", "redefinition", "info", 3, 1, "refer to it"),
    ("[A]:\n\n[B]: b", "definition-without-text", "warning", 1, 1, "after the colon"),
    ("[A] and more", "reference-in-text", "warning", 1, 1, "@[A]"),
    ("[A]: a\n  +", "empty-relation", "warning", 2, 3, "remove the sign"),
    ("[A]: a\n  >< <B>: b", "contradicting-argument", "error", 2, 1, "use -"),
    ("[A]: a\n  _ b", "undercut-of-statement", "warning", 2, 5, "inference"),
    ("# \n\n[A]: a", "empty-heading", "warning", 1, 1, ""),
    ("# H\nmore\n\n[A]: a", "heading-runs-on", "warning", 1, 1, "empty line"),
    ("* a\n  * b\n* c", "nested-list", "warning", 2, 1, "nested"),
    ("[A]: a\n\n{x: 1}\n\n[B]: b", "misplaced-data", "error", 3, 1, "after the text"),
    ("(1) a\n--\n(2) c\n--\n{a: 1}\n--\n\n(4) d", "misplaced-data", "error", 5, 1, "after the text"),
    ("[A]: a **bold word", "unclosed-emphasis", "warning", 1, 8, "**"),
    ("[A]: in\n2019. It", "wrapped-line", "warning", 2, 1, "backslash"),
    ("[A]: it was\n  -5 degrees", "sign-kept", "info", 2, 3, ""),
    ("[A]: http://x.y\n", "url-kept", "info", 1, 10, ""),
    ("[A]: see {x} here", "braces-kept", "info", 1, 10, "{key: value}"),
    ("[A]: quote [sic] here", "brackets-kept", "info", 1, 12, ""),
    ("[A]: et al.v.Jones", "shortcode-kept", "info", 1, 11, ""),
    ("[A]: x_y_z", "marker-kept", "info", 1, 7, ""),
    ("[A]: a\\\nb", "backslash-kept", "info", 1, 7, ""),
    ("===\nparties: [x]\n===\n", "bad-parties", "error", 2, 1, ""),
    ("===\ntitle: T\nparties: {x: {nam: y}}\n===\n", "bad-parties", "error", 3, 11, "'name'"),
    ("===\nsources: {x: {fil: y}}\n===\n", "bad-sources", "error", 2, 11, "'file'"),
    ("===\nsources: {x: report.txt}\n===\n", "source-not-read", "warning", 2, 1, "load(path)"),
    ("===\nargmap: {foo: 1}\n===\n", "bad-patch", "error", 1, 1, ""),
    ("===\nargmap: {version: 9}\n===\n", "bad-patch", "error", 1, 1, "upgrade"),
    ("===\nargmap: [claims]\n===\n", "bad-patch", "error", 2, 1, ""),
    ("===\nargmap: {order: [a]}\n===\n", "bad-patch", "error", 1, 1, ""),
    ("===\nargmap: {data: [a]}\n===\n", "bad-patch", "error", 1, 1, ""),
    ("[A]: a\n  + [B]: b\n[C]: c", "missing-empty-line", "warning", 3, 1, "above it"),
    ("[A]: a\n  + b\n    [C]: c", "definition-in-text", "warning", 3, 5, "a sign"),
    ("* a\n2. b", "nested-list", "warning", 2, 1, "numbered"),
    ("(1) a\n----\n  + b\n(2) c", "relation-of-inference", "warning", 3, 1, "conclusion"),
    ("[constructor]: a", "title-kept", "info", 1, 1, ""),
    ("[A]: a {\r\n x: 1\r\n}", "data-kept", "info", 1, 8, ""),
    ("===\nsources: {s: {text: x}}\n===\n[A]: a {quote: {exact: x, prefix: [y]}}", "bad-quote", "error", 4, 9, ""),
    ("[A]: a // c", "comment-at-end", "info", 1, 8, "line end"),
    (f"{NA}[A]: a {{by: na, kind: val}}", "bad-data", "error", 4, 17, "'value'"),
    (f"{NA}[A]: a {{by: na, qoute: x}}", "unknown-key", "warning", 4, 17, "'quote'"),
    (f'{NA}[A]: a {{by: na, kind: "fact}}\n\n[B]: b {{kind: "value"}}', "bad-yaml", "error", 4, 28, "quotes"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "severity", "line", "column", "hint"),
    REPORTED,
    ids=[f"{n}-{s[1]}" for n, s in enumerate(REPORTED)],
)
def test_each_problem_is_reported_at_its_position(
    text: str, code: str, severity: str, line: int, column: int, hint: str
) -> None:
    _, notes = recovered(text)
    [note, *more] = [n for n in notes if n.code == code]
    assert not more
    assert (note.severity, note.line, note.column) == (severity, line, column)
    assert hint in note.hint
    assert note.message[:1].islower() or not note.message[:1].isalpha()
    if text:
        shown, caret = note.snippet.split("\n")
        assert shown.rstrip() == f"  {text.splitlines()[line - 1]}".rstrip()
        assert caret == " " * (column + 1) + "^"


@pytest.mark.parametrize(
    ("text", "column"),
    [("[A]: a. {\u2028x: [}", 15), ("[A]: a. {\x85x: [}", 15)],
)
def test_line_ends_that_only_yaml_knows_have_a_position(text: str, column: int) -> None:
    assert [(n.code, n.line, n.column) for n in recovered(text)[1]] == [("bad-yaml", 1, column)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_a_last_comment_with_a_line_end_is_one_to_all(end: str) -> None:
    assert recovered(f"[A]: a.{end}{end}// c{end}")[1] == ()


@pytest.mark.parametrize("text", sorted({s[0] for s in REPORTED if s[2] == "error"}))
def test_errors_refuse_the_text(text: str) -> None:
    expected = [n for n in recovered(text)[1] if n.severity == "error"]
    with pytest.raises(ArgdownError) as refused:
        argmap.loads(text, format="argdown")
    assert list(refused.value.diagnostics) == expected
    assert [(e.line, e.column) for e in refused.value.exceptions if isinstance(e, FormatError)] == [
        (d.line, d.column) for d in expected
    ]
    for d in expected:
        assert str(d).split("\n")[0] in str(refused.value)


@pytest.mark.parametrize(
    "text",
    sorted({s[0] for s in REPORTED if s[2] == "warning"} - {s[0] for s in REPORTED if s[2] == "error"}),
)
def test_warnings_come_with_the_map(text: str) -> None:
    expected, notes = recovered(text)
    with pytest.warns(ReadWarning) as warned:
        assert argmap.loads(text, format="argdown") == expected
    [warning] = warned
    assert isinstance(warning.message, ReadWarning)
    assert warning.message.diagnostics == tuple(n for n in notes if n.severity == "warning")


def test_all_problems_come_at_once_in_the_order_of_the_text() -> None:
    text = (
        "===\nparties: {na: NA}\n===\n\n"
        "[A]: a {by: nobody}\n\n"
        "  + [B]: b\n\n"
        "[C]: c {x: [}\n\n"
        "(1) d\n(2) e\n\n"
        "{z: 1}\n"
    )
    with pytest.raises(ArgdownError, match="5 problems") as refused:
        argmap.loads(text, format="argdown")
    assert [(d.code, d.line) for d in refused.value.diagnostics] == [
        ("bad-data", 5),
        ("relation-without-parent", 7),
        ("bad-yaml", 9),
        ("structure-without-conclusion", 11),
        ("misplaced-data", 14),
    ]
    assert isinstance(refused.value, InvalidFileError)
    assert len(refused.value.exceptions) == 5


def test_recovery_gives_the_map_and_all_diagnostics() -> None:
    found = argmap.loads("[A]: a {x: [}\n\n  + [B]: b", format="argdown", on_error="recover")
    assert isinstance(found, Recovered)
    assert [(c.id, c.text) for c in found.map.claims] == [("A", "a"), ("B", "b")]
    assert [r.id for r in found.map.relations] == ["support:B>A"]
    assert [d.code for d in found.diagnostics] == ["bad-yaml", "relation-without-parent"]


def test_positions_do_not_count_a_byte_order_mark() -> None:
    _, notes = recovered("\ufeff===\ntitle: T\n===\n\n[A]: a {x: [}")
    assert [(n.code, n.line, n.column) for n in notes] == [("bad-yaml", 5, 13)]


def test_long_lines_are_shown_around_their_fault() -> None:
    _, notes = recovered(f"[A]: {'word ' * 100}{{x: [}}")
    [note] = notes
    shown, caret = note.snippet.split("\n")
    assert len(shown) <= 110
    assert shown[len(caret) - 1] == "}"


def test_many_problems_of_one_kind_are_reported_up_to_a_limit() -> None:
    _, notes = recovered("\n\n".join(f"[A{n}]: a\n  + [B{n}x]" for n in range(200)))
    assert 0 < len(notes) <= 60


def test_titles_that_differ_in_a_number_are_not_typing_errors() -> None:
    _, notes = recovered("[P1]: a\n  + [P2]")
    assert [(n.code, str(n.severity)) for n in notes] == [("undefined-reference", "info")]


# The inputs that other readers lose in silence: what is left of each, and the code that tells of it.
# Without a code, the text is read in full and there is nothing to say.
HARD: Final = [
    (1, "", (), "empty-document"),
    (2, "[Claim: no bracket", ("[Claim: no bracket",), "unclosed-title"),
    (3, "[A]: a\n    + [B]: b\n  + [C]: c", ("a", "b", "c"), "indentation"),
    (4, "[A]: a\n  ~> [B]: b", ("a ~> [B]: b",), "unknown-relation"),
    (5, "[A]: a\n\n  + [B]: b", ("a", "b"), "relation-without-parent"),
    (6, "(1) [p]: a\n(2) [q]: b", ("a", "b"), "structure-without-conclusion"),
    (7, "<A>\n\n(1) a\n\n(2) b\n----\n(3) c", ("a", "b", "c"), "empty-line-in-structure"),
    (8, "<A>\n\n(1) <Other>: o\n----\n(2) c", ("o", "c"), "argument-as-premise"),
    (9, "[A]: a {x: [1, 2}\n\n[B]: b", ("a", "b"), "bad-yaml"),
    (10, "===\ntitle: X\n\n[A]: a", ("=== title: X", "a"), "unclosed-front-matter"),
    (11, "===\ntitle: X\n===\n[A]: a", ("a",), ""),
    (12, "[B]: b\n\n[A]: a\n  + [Bt]", ("b", "a", ""), "undefined-reference"),
    (13, "[A]: one\n\n[A]: two", ("two",), "redefinition"),
    (14, "<A>\n\n(1) a\n----\n(2) b\n\n<A>\n\n(1) c\n----\n(2) d", ("a", "b", "c", "d"), "second-structure"),
    (15, "<A>\n\n(5) a\n(5) b\n----\n(2) c", ("a", "b", "c"), "premise-number"),
    (16, "[A]: a **bold word", ("a **bold word",), "unclosed-emphasis"),
    (17, "[A]: a\n  - [A]\n  + [B]: b\n  - [B]", ("a", "b"), ""),
    (18, "[A] and more", ("[A] and more",), "reference-in-text"),
    (19, "===\ntitle: X\n===", (), ""),
    (20, "===\nmodel: {mode: sctrict}\n===\n\n[A]: a", ("a",), "unknown-setting"),
    (21, "[A]: a\n  +", ("a", ""), "empty-relation"),
    (22, "use of _x in y", ("use of _x in y",), "unclosed-emphasis"),
    (23, "\ufeff===\ntitle: X\n===\n\n[A]: a", ("a",), ""),
    (24, "[A]: a\\\nb", ("a\\ b",), "backslash-kept"),
    (25, "<A>\n\n(1) a\n---\n(2) b", ("a", "b"), "three-hyphens"),
    (26, "[A]: a\n+ [B]: b", ("a", "b"), "indentation"),
    (27, "* a\n  * b\n* c", ("a", "b", "c"), "nested-list"),
    (28, "[A]: a\n\n===\ntitle: Y\n===\n\n[B]: b", ("a", "=== title: Y ===", "b"), "front-matter-kept"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "text", "kept", "code"), HARD, ids=[str(h[0]) for h in HARD])
def test_nothing_is_lost_silently(number: int, text: str, kept: tuple[str, ...], code: str) -> None:
    m, notes = recovered(text)
    assert sorted(n.text for n in m.claims) == sorted(kept)
    if number in (11, 19, 23):
        assert m.title == "X"
    codes = [n.code for n in notes]
    assert code in codes if code else not codes


def test_contradictions_of_content_are_found_by_the_checks() -> None:
    m, _ = recovered("[A]: a\n  - [A]\n  + [B]: b\n  - [B]\n    + [C]: c\n      + [B]")
    assert len(argmap.check(m)) >= 3
