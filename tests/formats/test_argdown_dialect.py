"""Ordinary prose that the reference parser damages: kept and reported by default, damaged alike on request."""

from __future__ import annotations

from typing import Any, Final, Literal

import pytest

import argmap
from argmap import Argument, ArgumentMap, Claim, Diagnostic, Evidence
from argmap.errors import ArgmapError

Dialect = Literal["argmap", "official"]


def recovered(text: str, dialect: Dialect = "argmap") -> tuple[Any, tuple[Diagnostic, ...]]:
    return argmap.loads(text, format="argdown", on_error="recover", dialect=dialect)


def texts(m: ArgumentMap) -> dict[str, str]:
    nodes: tuple[Claim | Evidence | Argument, ...] = (*m.claims, *m.evidence, *m.arguments)
    return {n.id: n.text for n in nodes}


# A text, what it means by default, the code that reports it, what the reference parser makes of it, if it complains.
DAMAGED: Final[dict[str, tuple[str, dict[str, str], str, dict[str, str], bool]]] = {
    "url": (
        "[A]: see https://x.org/a?d=1#frag for more\n",
        {"A": "see https://x.org/a?d=1#frag for more"},
        "url-kept",
        {"A": "see https:"},
        False,
    ),
    "stars between blanks": ("[A]: a ** b", {"A": "a ** b"}, "marker-kept", {"A": "a  b"}, False),
    "underscores between blanks": ("[A]: a __ b", {"A": "a __ b"}, "marker-kept", {"A": "a  b"}, False),
    "four stars": ("[A]: a **** b", {"A": "a **** b"}, "marker-kept", {"A": "a  b"}, False),
    "a line of underscores": (
        "______ is",
        {"Untitled 1": "______ is"},
        "marker-kept",
        {"Untitled 1": " is"},
        False,
    ),
    "shortcode": (
        "[A]: Smith et al.v.Jones",
        {"A": "Smith et al.v.Jones"},
        "shortcode-kept",
        {"A": "Smith et al∨Jones"},
        False,
    ),
    "braces": ("[A]: see {x} here", {"A": "see {x} here"}, "braces-kept", {"A": "see "}, True),
    "braces over paragraphs": (
        "[A]: set {1,2}. Then\n\n[B]: and {3,4}. End",
        {"A": "set {1,2}. Then", "B": "and {3,4}. End"},
        "braces-kept",
        {"A": "set "},
        True,
    ),
    "brackets": (
        "[A]: quote [sic] here",
        {"A": "quote [sic] here"},
        "brackets-kept",
        {"A": "quote "},
        True,
    ),
    "less and more": (
        "[A]: x < 3 and y > 4",
        {"A": "x < 3 and y > 4"},
        "brackets-kept",
        {"A": "x "},
        True,
    ),
    "tags of HTML": ("[A]: <b>y</b>", {"A": "<b>y</b>"}, "brackets-kept", {}, True),
    "stars and underscores": (
        "[A]: a*b and x_y_z",
        {"A": "a*b and x_y_z"},
        "marker-kept",
        {"A": "ab and xyz"},
        True,
    ),
    "open emphasis": (
        "[A]: use of _x in y",
        {"A": "use of _x in y"},
        "unclosed-emphasis",
        {"A": "use of x in y"},
        True,
    ),
    "a minus at a line's start": (
        "[A]: it was\n  -5 degrees",
        {"A": "it was -5 degrees"},
        "sign-kept",
        {"A": "it was", "Untitled 1": "5 degrees"},
        False,
    ),
    "a plus at a line's start": (
        "[A]: it was\n  +1 more",
        {"A": "it was +1 more"},
        "sign-kept",
        {"A": "it was", "Untitled 1": "1 more"},
        False,
    ),
    "a minus in column 1": (
        "[A]: it was\n-5 degrees",
        {"A": "it was -5 degrees"},
        "sign-kept",
        {"A": "it was"},
        True,
    ),
    "a number in brackets": (
        "[A]: it was\n(2) no\n\n[B]: b",
        {"A": "it was (2) no", "B": "b"},
        "wrapped-line",
        {"A": "it was", "B": "b"},
        True,
    ),
    "a year at a line's start": (
        "[A]: in\n2019. It",
        {"A": "in 2019. It"},
        "wrapped-line",
        {"A": "in"},
        True,
    ),
    "a star at a line's start": ("[A]: in\n* x", {"A": "in * x"}, "wrapped-line", {"A": "in"}, True),
    "two titles": (
        "[A] supports [B]: text",
        {"Untitled 1": "[A] supports [B]: text"},
        "brackets-kept",
        {"A] supports [B": "text"},
        False,
    ),
    "text after a reference": (
        "[A] and more",
        {"Untitled 1": "[A] and more"},
        "reference-in-text",
        {"A": ""},
        True,
    ),
    "a backslash at a line's end": (
        "[A]: a\\\nb",
        {"A": "a\\ b"},
        "backslash-kept",
        {"A": "a\\ b"},
        True,
    ),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_prose_is_kept_and_reported(name: str) -> None:
    text, kept, code, _, _ = DAMAGED[name]
    m, notes = recovered(text)
    assert texts(m) == kept
    assert m.relations == ()
    assert code in {n.code for n in notes}
    assert not [n for n in notes if n.severity == "error"]
    assert all(n.line and n.column and n.snippet for n in notes)


@pytest.mark.parametrize("name", DAMAGED)
def test_the_official_dialect_reads_like_the_reference_parser(name: str) -> None:
    text, _, _, damaged, refused = DAMAGED[name]
    m, notes = recovered(text, "official")
    assert texts(m) == damaged
    assert bool([n for n in notes if n.severity == "error"]) == refused


@pytest.mark.parametrize("name", DAMAGED)
def test_prose_that_is_kept_is_written_so_that_every_reader_keeps_it(name: str) -> None:
    m, _ = recovered(DAMAGED[name][0])
    written = argmap.dumps(m, format="argdown")
    assert recovered(written)[0] == m
    by_others, notes = recovered(written, "official")
    assert not [n for n in notes if n.severity == "error"]
    assert {i: " ".join(t.split()) for i, t in texts(by_others).items()} == texts(m)


def test_headings_keep_their_dots() -> None:
    assert recovered("# III.A. Foo")[0].sections[0].title == "III.A. Foo"
    assert recovered("# III.A. Foo", "official")[0].sections[0].title == "III∀ Foo"


def test_an_underscore_at_a_line_s_start_bears_on_the_block() -> None:
    m, notes = recovered("[A]: in\n_ x")
    assert texts(m) == {"A": "in", "Untitled 1": "x"}
    assert "indentation" in {n.code for n in notes}
    assert texts(recovered("[A]: in\n_ x", "official")[0]) == {"A": "in"}


def test_block_data_in_files_from_windows() -> None:
    text = "[A]: a {\r\n  x: 1\r\n  y: 2\r\n}\r\n\r\n[B]: b"
    m, _ = recovered(text)
    assert (m["A"].text, m["A"].data.thaw()) == ("a", {"argdown": {"x": 1, "y": 2}})
    assert recovered(text, "official")[0]["A"].text == "a { x: 1 y: 2 }"


@pytest.mark.parametrize("dialect", ["argmap", "official"])
def test_names_of_built_ins_are_titles(dialect: Dialect) -> None:
    m, _ = recovered("[constructor]: c\n  + [__proto__]: p\n  + <toString>: t", dialect)
    assert texts(m) == {"constructor": "c", "__proto__": "p", "toString": "t"}
    assert len(m.relations) == 2


def test_the_order_of_numbers_is_that_of_the_text() -> None:
    assert [c.id for c in recovered("[10]: a\n\n[2]: b\n\n[1]: c")[0].claims] == ["10", "2", "1"]


def test_generated_names_collide_in_the_reference_parser_only() -> None:
    text = "[Untitled 1]: named\n  + no title"
    assert len(recovered(text)[0].claims) == 2
    m, _ = recovered(text, "official")
    assert len(m.claims) == 1
    assert m.relations[0].sources == m.relations[0].targets


def test_blanks_at_the_ends_stay_in_the_official_dialect() -> None:
    text = "[A]: text #tag1 #(tag two) {x: 1}"
    assert recovered(text)[0]["A"].text == "text #tag1 #(tag two)"
    assert recovered(text, "official")[0]["A"].text == "text #tag1 #(tag two) "
    assert recovered(text)[0]["A"].tags == ("tag1", "tag two")


def test_the_undercut_that_the_reference_parser_moves() -> None:
    """It never forgets the last inference, and takes later undercuts of statements for undercuts of it."""
    text = "<A>\n\n(1) a\n----\n(2) b\n\n[C]: c\n  <_ [u]: u"
    assert recovered(text, "official")[0].relations[-1].targets == ("A/1",)
    m, notes = recovered(text)
    assert m.relations[-1].targets == ("C",)
    assert "undercut-of-statement" in {n.code for n in notes}


def test_a_self_attack_is_a_relation_of_its_own() -> None:
    text = "[A]: a\n  - [B]: b\n\n[A]\n  - [A]"
    assert {(r.sources, r.targets) for r in recovered(text)[0].relations} == {
        (("B",), ("A",)),
        (("A",), ("A",)),
    }


def test_an_unknown_dialect_is_refused() -> None:
    with pytest.raises(ArgmapError, match="unknown dialect 'oficial'") as refused:
        argmap.loads("", format="argdown", dialect="oficial")
    assert refused.value.nearest == "official"
