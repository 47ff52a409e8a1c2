"""Argdown: every element of the language by example, and real documents as the reference parser reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import AcceptedFinding, Argument, ArgumentMap, Claim, Diagnostic, Evidence, Party, Relation
from argmap.errors import ArgdownError
from argmap.serializers import argdown
from argmap.serializers.argdown.mapping.keys import AUTHOR_DATA, RESIDUE

if TYPE_CHECKING:
    from pathlib import Path


def read(text: str, **options: Any) -> Any:
    return argmap.loads(text, format="argdown", **options)


def recovered(text: str, **options: Any) -> tuple[Any, tuple[Diagnostic, ...]]:
    return argmap.loads(text, format="argdown", on_error="recover", **options)


def again(text: str) -> str:
    """The text that a map is written as, which says the same map."""
    m = recovered(text)[0]
    written = argmap.dumps(m, format="argdown")
    assert recovered(written)[0] == m
    return written


def texts(m: ArgumentMap) -> dict[str, str]:
    nodes: tuple[Claim | Evidence | Argument, ...] = (*m.claims, *m.evidence, *m.arguments)
    return {n.id: n.text for n in nodes}


def relations(m: ArgumentMap) -> list[tuple[str, str, str]]:
    return [(str(r.kind), "+".join(r.sources), "+".join(r.targets)) for r in m.relations]


# Elements


def test_a_paragraph_is_an_untitled_statement_over_its_lines() -> None:
    assert texts(read("Rents rise\nand rise\n  again.\n\nTaxes fall.")) == {
        "Untitled 1": "Rents rise and rise again.",
        "Untitled 2": "Taxes fall.",
    }


def test_definitions_and_references_are_one_statement() -> None:
    m = read("[Cap]: Cap rents.\n\n[Cap]\n  + [Fair]: Rents are unfair.")
    assert m.claims == (Claim("Cap", "Cap rents."), Claim("Fair", "Rents are unfair."))
    assert relations(m) == [("support", "Fair", "Cap")]


def test_arguments_are_apart_from_statements_of_the_same_title() -> None:
    m = read("[A]: claim\n  - <A>: argument\n  - <B>: other")
    assert m.claims == (Claim("A", "claim"),)
    assert m.arguments == (Argument("<A>", "argument", title="A"), Argument("B", "other"))
    assert relations(m) == [("attack", "<A>", "A"), ("attack", "B", "A")]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("+", ("support", "B", "A")),
        ("<+", ("support", "B", "A")),
        ("+>", ("support", "A", "B")),
        ("-", ("attack", "B", "A")),
        ("<-", ("attack", "B", "A")),
        ("->", ("attack", "A", "B")),
        ("><", ("contradiction", "A", "B")),
    ],
)
def test_signs_between_statements(sign: str, expected: tuple[str, str, str]) -> None:
    assert relations(read(f"[A]: a\n  {sign} [B]: b")) == [expected]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("+", ("support", "B", "A")),
        ("<-", ("attack", "B", "A")),
        ("->", ("attack", "A", "B")),
        ("_", ("undercut", "B", "A")),
        ("<_", ("undercut", "B", "A")),
        ("_>", ("undercut", "A", "B")),
    ],
)
def test_signs_between_arguments(sign: str, expected: tuple[str, str, str]) -> None:
    assert relations(read(f"<A>: a\n  {sign} <B>: b")) == [expected]


def test_no_blank_is_needed_after_a_sign() -> None:
    assert relations(read("[A]: a\n  +[B]: b\n  -<C>: c")) == [("support", "B", "A"), ("attack", "C", "A")]


def test_relations_nest_by_indentation() -> None:
    m = read("[A]: a\n  + [B]: b\n      - [C]: c\n          + [D]: d\n  - [E]: e\n   + [F]: f")
    assert relations(m) == [
        ("support", "B", "A"),
        ("attack", "C", "B"),
        ("support", "D", "C"),
        ("attack", "E", "A"),
        ("support", "F", "E"),
    ]


def test_a_structure_of_several_steps() -> None:
    m = read(
        "<Cap>: Rents should be capped.\n\n"
        "(1) [p]: Rents rise. #rents\n(2) Wages do not.\n-- Modus ponens, By law {uses: [1, 2]} --\n"
        "(3) [i]: People move out.\n(4) That is bad.\n----\n(5) [c]: Cap rents.\n  - [x]: No."
    )
    assert texts(m)["Cap"] == "Rents should be capped."
    first, second, attack = m.relations
    assert (first.id, first.sources, first.targets) == ("Cap/1", ("p", "Untitled 1"), ("i",))
    assert (first.argument, first.scheme) == ("Cap", "Modus ponens, By law")
    assert first.data.thaw() == {AUTHOR_DATA: {"uses": [1, 2]}}
    assert (second.id, second.sources, second.targets) == ("Cap/2", ("i", "Untitled 2"), ("c",))
    assert (attack.sources, attack.targets) == (("x",), ("c",))
    assert m["p"].tags == ("rents",)


def test_uses_chooses_the_premises_of_a_step() -> None:
    m = read(
        "<A>\n\n(1) [p]: p\n(2) [q]: q\n-- {uses: [1]} --\n(3) [c]: c\n-- r {uses: [2, 3]} --\n(4) [d]: d"
    )
    assert [(r.sources, r.targets) for r in m.relations] == [(("p",), ("c",)), (("q", "c"), ("d",))]


def test_rules_on_three_lines() -> None:
    m = read("<A>\n\n(1) a\n--\nModus ponens, other\n--\n(2) b")
    assert m.relations[0].scheme == "Modus ponens, other"


def test_a_structure_without_an_argument_gets_one() -> None:
    m = read("(1) a\n----\n(2) b")
    assert [a.id for a in m.arguments] == ["Untitled 1"]
    assert m.relations[0].argument == "Untitled 1"


@pytest.mark.parametrize("sign", ["_", "<_"])
def test_an_inference_is_undercut_below_its_line(sign: str) -> None:
    m = read(f"<A>\n\n(1) a\n----\n  {sign} [u]: It does not follow.\n(2) b")
    assert ("undercut", "u", "A/1") in relations(m)


def test_an_undercut_of_a_conclusion_is_one_of_its_inference() -> None:
    assert ("undercut", "u", "A/1") in relations(read("<A>\n\n(1) a\n----\n(2) b\n  <_ [u]: no"))


@pytest.mark.parametrize("sign", ["+", "-", "<+", "_"])
def test_an_undercut_below_a_reason_is_one_of_its_relation(sign: str) -> None:
    m, notes = recovered(f"<Z>\n  {sign} [A]: a\n    <_ [U]: u\n      _ [V]: v\n    _ <W>: w")
    (above,) = (r for r in m.relations if r.sources == ("A",))
    assert above.targets == ("Z",)
    assert ("undercut", "U", above.id) in relations(m)
    assert ("undercut", "V", f"undercut:U>{above.id}") in relations(m)
    assert ("undercut", "W", above.id) in relations(m)
    assert {n.code for n in notes} == {"undefined-reference"}  # <Z>
    assert again(argmap.dumps(m, format="argdown"))


def test_an_undercut_of_a_relation_follows_it_where_several_lines_state_it() -> None:
    m = read("[A]: a\n  + [B]: b\n    _ [U]: u\n\n[B]\n  +> [A]\n\n[A]\n  + [B]\n    _ [U]\n    _ [V]: v")
    assert relations(m) == [
        ("support", "B", "A"),
        ("undercut", "U", "support:B>A"),
        ("undercut", "V", "support:B>A"),
    ]


@pytest.mark.parametrize("settings", ["mode: strict", "transformArgumentRelations: true"])
def test_an_undercut_stays_with_a_relation_that_settings_merge_with_another(settings: str) -> None:
    m = read(
        f"===\nmodel: {{{settings}}}\n===\n\n<A>\n\n(1) [p]: p\n----\n(2) [c]: c\n\n"
        "[x]: x\n  - [c]\n\n<A>\n  -> [x]\n\n[c]\n  - [x]\n    _ [u]: u\n\n[p]\n  - [y]: y\n\n"
        "<A>\n  - [y]\n    _ [v]: v"
    )
    undercuts = {r.sources[0]: r.targets[0] for r in m.relations if r.kind == "undercut"}
    assert undercuts.keys() == {"u", "v"}
    strict = "strict" in settings
    assert undercuts["u"] == ("contrary:c>x" if strict else "attack:x>c")
    assert undercuts["v"] == ("contrary:y>p" if strict else "attack:y>p")


@pytest.mark.parametrize("sign", ["+>", "->"])
def test_an_undercut_below_what_is_supported_is_one_of_the_support(sign: str) -> None:
    m, notes = recovered(f"[A]: a\n  {sign} [B]: b\n    _ [U]: u\n      <_ [V]: v")
    (above,) = (r for r in m.relations if r.sources == ("A",))
    assert ("undercut", "U", above.id) in relations(m)
    assert ("undercut", "V", f"undercut:U>{above.id}") in relations(m)
    assert not notes
    again(argmap.dumps(m, format="argdown"))


@pytest.mark.parametrize("sign", ["><", "_>"])
def test_an_undercut_of_what_is_no_reason_is_one_of_a_statement(sign: str) -> None:
    m, _notes = recovered(f"[A]: a\n  - [B]: b\n\n[C]: c\n  {sign} [B]")
    assert "undercut" not in {r.kind for r in m.relations}


def test_a_map_of_exploded_arguments_with_another_step_can_be_written() -> None:
    steps = [
        Relation("one", "support", ("a",), ("b",), argument="X"),
        Relation("two", "support", ("b",), ("c",), argument="X"),
    ]
    nodes: list[Any] = [*map(Claim, "abc"), Argument("X", "x"), Argument("X - 1", "taken")]
    m = ArgumentMap.of(
        *nodes, *steps, data={"argdown": {"model": {"explodeArguments": True, "mode": "strict"}}}
    )
    text = argmap.dumps(m, format="argdown")
    assert read(text) == m
    assert read(argdown.edit(text, m.replace(Argument("X", "y")))) == m.replace(Argument("X", "y"))


def test_what_an_argument_does_its_conclusion_does() -> None:
    m = read("<A>\n\n(1) [p]: p\n----\n(2) [c]: c\n\n<A>\n  +> [x]: x\n  - [y]: y\n  <_ [u]: u")
    assert ("support", "c", "x") in relations(m)
    assert ("attack", "y", "A") in relations(m)
    assert ("undercut", "u", "A/1") in relations(m)
    loose = read(
        "===\nmodel: {transformArgumentRelations: false}\n===\n\n"
        "<A>\n\n(1) [p]: p\n----\n(2) [c]: c\n\n<A>\n  +> [x]: x"
    )
    assert ("support", "A", "x") in relations(loose)


def test_tags_are_words_and_tags() -> None:
    m = read("[A]: text #tag1 more #(two words) #tag1\n\n[A] #third")
    assert m["A"].text == "text #tag1 more #(two words) #tag1"
    assert m["A"].tags == ("tag1", "two words", "third")


def test_tags_can_be_taken_out_of_texts() -> None:
    m = read("===\nmodel:\n  removeTagsFromText: true\n===\n\n[A]: text #tag more")
    assert (m["A"].text, m["A"].tags) == ("text more", ("tag",))


def test_mentions_stay_in_the_words() -> None:
    m = read("[A]: As @[B] says, and @<C> denies.")
    assert texts(m) == {"A": "As @[B] says, and @<C> denies."}


def test_headings_are_sections() -> None:
    m = read("# One #t {isGroup: true}\n\n[A]: a\n\n## Two\n\n<B>: b\n\n# Three\n\n[C]: c\n\n[A]\n")
    assert [(s.id, s.title, s.parent, s.tags) for s in m.sections] == [
        ("s1", "One #t", None, ("t",)),
        ("s2", "Two", "s1", ()),
        ("s3", "Three", None, ()),
    ]
    assert m.sections[0].data.thaw() == {AUTHOR_DATA: {"isGroup": True}, "drawing": {"box": True}}
    assert [(i, m[i].section) for i in "ABC"] == [("A", "s1"), ("B", "s2"), ("C", "s3")]


def test_front_matter_describes_the_map() -> None:
    m = read(
        "===\ntitle: Rents\nsubTitle: A case\nauthor: [Ada, Ben]\ndate: 2020-01-01\nabstract: short\n"
        "color: {colorScheme: x}\n===\n\n[A]: a"
    )
    assert m.title == "Rents"
    assert m.metadata.thaw() == {
        "subTitle": "A case",
        "author": ["Ada", "Ben"],
        "date": "2020-01-01",
        "abstract": "short",
    }
    assert m.data.thaw() == {AUTHOR_DATA: {"color": {"colorScheme": "x"}}}


@pytest.mark.parametrize(
    "data",
    [
        "a {x: 1, y: [p, q], z: {w: no}}",
        "a\n  {x: 1, y: [p, q], z: {w: no}}",
        "a {\n  x: 1\n  y:\n    - p\n    - q\n  z:\n    w: no\n}",
        'a {"x": 1, "y": ["p", "q"], "z": {"w": "no"}} // end',
    ],
)
def test_data_follow_the_words(data: str) -> None:
    m = read(f"[A]: {data}\n\n[B]: b")
    assert texts(m) == {"A": "a", "B": "b"}
    assert m["A"].data.thaw() == {AUTHOR_DATA: {"x": 1, "y": ["p", "q"], "z": {"w": "no"}}}


def test_data_of_several_places_are_merged() -> None:
    m = read("[A]: a {x: 1, y: {p: 1}}\n\n[A] {x: 2, y: {q: 2}}")
    assert m["A"].data.thaw() == {AUTHOR_DATA: {"x": 2, "y": {"p": 1, "q": 2}}}


def test_comments_are_not_words() -> None:
    m = read("// first\n[A]: a /* b */ c // d\ne <!-- f\n\ng --> h\n\n/* all\n\nof it */\n\n[B]: b // last")
    assert texts(m) == {"A": "a c e h", "B": "b"}


def test_lists_hold_statements_and_arguments() -> None:
    m = read("* [A]: a\n* b\n  + c\n* <D>: d\n\n1. e\n2. f")
    assert texts(m) == {
        "A": "a",
        "Untitled 1": "b",
        "Untitled 2": "c",
        "D": "d",
        "Untitled 3": "e",
        "Untitled 4": "f",
    }
    assert relations(m) == [("support", "Untitled 2", "Untitled 1")]


@pytest.mark.parametrize(
    "marked",
    [
        "**bold** word",
        "a _word_ of it",
        "a [link](https://x.org/a_b) here",
        "**all _of_ it**",
        "_**both**_, and *stars*",
        "__bold__ [l](u)",
    ],
)
def test_marks_survive_being_written(marked: str) -> None:
    text = f"[A]: {marked}\n"
    m = read(text)
    assert not {"*", "("} & set(m["A"].text)
    written = again(text)
    assert written.count("*") + written.count("_") == text.count("*") + text.count("_")
    assert ("](" in written) == ("](" in text)


def test_escapes_are_words() -> None:
    signs = r"\[A] \<B> \{x: 1} \*a* \_b_ \#c \\ a\/\/b \@d"
    assert read(f"[A]: x {signs}")["A"].text == "x [A] <B> {x: 1} *a* _b_ #c \\ a//b @d"
    assert again(f"[A]: x {signs}").startswith("[A]: x \\[A]")


@pytest.mark.parametrize(
    "start", ["- a", "+ a", "_ a", "> a", "(1) a", "1. a", "* a", "# a", "-- a", "=== a"]
)
def test_what_begins_like_structure_can_be_words(start: str) -> None:
    m = ArgumentMap.of(Claim("A", start), Claim("Untitled 1", start))
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown") == m


@pytest.mark.parametrize(
    ("code", "sign"),
    [(".->.", "→"), (":A:", "∀"), (".v_.", "⊻"), (":heart:", "❤"), (".unknown.", ".unknown.")],
)
def test_shortcodes(code: str, sign: str) -> None:
    assert read(f"[A]: a {code} b")["A"].text == f"a {sign} b"


# Line ends and what is at the edges


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("begin", ["", "\ufeff", "\n\n"])
def test_line_ends_and_byte_order_marks(end: str, begin: str) -> None:
    text = (
        "===\ntitle: T\n===\n\n# H\n\n[A]: a\nb {\n  x: 1\n}\n"
        "  + [B]: b // c\n    - <C>: c\n\n<D>\n\n(1) p\n----\n(2) c\n"
    )
    assert read(begin + text.replace("\n", end)) == read(text)


def test_bytes_are_utf_8() -> None:
    assert argmap.loads("\ufeff[Ä]: größer".encode(), format="argdown").claims == (Claim("Ä", "größer"),)


def test_tabs_indent() -> None:
    assert relations(read("[A]: a\n\t+ [B]: b\n\t\t- [C]: c")) == [
        ("support", "B", "A"),
        ("attack", "C", "B"),
    ]


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "// only a comment\n", "===\n===\n", "\ufeff"])
def test_texts_without_content(text: str) -> None:
    assert read(text) == ArgumentMap()


def test_front_matter_needs_nothing_after_it() -> None:
    assert read("===\ntitle: T\n===") == ArgumentMap(title="T")
    assert read("===\ntitle: T\n===\n[A]: a") == read("===\ntitle: T\n===\n\n[A]: a")


# Meaning


def test_strict_reading() -> None:
    text = "[A]: a\n  + [B]: b\n  - [C]: c\n  >< [D]: d\n  - <E>: e"
    strict = read(f"===\nmodel:\n  mode: strict\n===\n\n{text}")
    assert relations(strict) == [
        ("entailment", "B", "A"),
        ("contrary", "C", "A"),
        ("contradiction", "A", "D"),
        ("attack", "E", "A"),
    ]
    assert [r[0] for r in relations(read(text))] == ["support", "attack", "contradiction", "attack"]


def test_symmetric_relations_are_one_in_both_directions() -> None:
    assert len(relations(read("[A]: a\n  >< [B]: b\n\n[B]\n  >< [A]"))) == 1
    head = "===\nmodel: {mode: strict}\n===\n\n"
    assert len(relations(read(f"{head}[A]: a\n  - [B]: b\n\n[B]\n  - [A]"))) == 1
    assert len(relations(read("[A]: a\n  - [B]: b\n\n[B]\n  - [A]"))) == 2


def test_a_repeated_relation_is_one() -> None:
    text = "[A]: a\n  + [B]: b\n\n[B]\n  +> [A]\n"
    m = read(text)
    assert relations(m) == [("support", "B", "A")]
    assert m.relations[0].data.thaw() == {}
    assert again(text) == "[A]: a\n  + [B]: b\n"
    assert argdown.edit(text, m.without(m.relations[0])) == "[A]: a\n\n[B]: b\n\n[B]\n"


def test_several_texts_of_a_title_are_its_wordings() -> None:
    m, notes = recovered("[A]: one\n\n[A]: two {isCanonical: true}\n\n[A]: three")
    assert m["A"].text == "two"
    assert [w.text for w in m["A"].wordings] == ["one", "three"]
    assert [n.code for n in notes] == ["redefinition"] * 2
    assert recovered("[A]: one\n\n[A]: two")[0]["A"].text == "two"


def test_generated_names_make_way_for_given_ones() -> None:
    m = read("[Untitled 1]: named\n  + no title")
    assert texts(m) == {"Untitled 1": "named", "Untitled 2": "no title"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[A]: a\n\n[B]: b\n  + [A]\n", "[A]: a\n  +> [B]: b\n"),
        ("(1) a\n(2) [b]: b\n-- r --\n(3) c\n", "(1) a\n(2) [b]: b\n-- r --\n(3) c\n"),
        ("* a\n* [b]: b\n\nplain text\n  - <A>\n", "a\n\n[b]: b\n\nplain text\n  - <A>\n"),
        ("[A]: a {x: 1}\n\n[A] {z: 2}\n  + b\n", "[A]: a {x: 1, z: 2}\n  + b\n"),
    ],
)
def test_a_map_has_no_memory_of_the_layout_of_its_text(text: str, written: str) -> None:
    m = read(text)
    assert m.data.thaw() == {}
    assert again(text) == written
    assert argdown.edit(text, m) == text
    assert read(written) == m


# Files


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("e.g. the U.S. at 3:1, i.e. 1,000 (x) 'q' ... and http:\\//x", None),
        ("(x) stands", None),
        ("a.v.b, .->. c", "a\\.v.b, → c"),
        ("see **http://x.org:80/a_b/c**!", "see **http\\:\\//x.org:80/a\\_b/c**!"),
        ("one,  two", "one, two"),
        ("[A]: #(two words)**bold**, *it*", "[A]: #(two words)**bold**, _it_"),
    ],
)
def test_words_get_no_more_backslashes_than_they_need(text: str, written: str | None) -> None:
    assert again(text).strip() == (written or text)


def test_a_document_has_its_own_shortcodes() -> None:
    text = "===\nmodel:\n  shortcodes:\n    ':law:':\n      unicode: §\n===\n\n[A]: under :law: 3 and b\\:law:x\n"
    m = read(text)
    assert m["A"].text == "under § 3 and b:law:x"
    assert again(text)


def test_a_removed_claim_is_not_written() -> None:
    m = read("# S\n\n[A]: a\n\n# T\n\n[A]\n  - [A]\n    + [C]: c\n  >< [D]: d\n\n[E]: e\n  + <F>: f\n")
    less = m.without("A", *[r.id for r in m.relations if "A" in (*r.sources, *r.targets)])
    text = argmap.dumps(less, format="argdown")
    assert text.endswith("# S\n\n# T\n\n[C]: c\n\n[D]: d\n\n[E]: e\n  + <F>: f\n")
    assert recovered(text)[0].claims == less.claims


def test_a_structure_need_not_use_all_its_premises() -> None:
    step = "(1) p\n(2) q\n(3) r\n-- {uses: [1, 2]} --\n(4) s\n-- {uses: [3, 4]} --\n(5) t\n"
    for text in (f"<A>\n\n{step}", f"===\nargmap:\n  version: 1\n===\n\n<A>\n\n{step}"):
        m = read(text)
        assert read(argmap.dumps(m, format="argdown")) == m
        words = m.replace(evolve(m.claims[2], text="R"))
        assert argdown.edit(text, words) == text.replace("(3) r", "(3) R")


def test_tags_of_groups_that_are_not_strings_are_ignored() -> None:
    m = read("===\ngroup:\n  regroup: [{title: G, tags: [{a: 1}, b]}]\n===\n\n[A]: a")
    assert [s.tags for s in m.sections] == [("b",)]


def test_paths_may_be_words(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("Rents rose.", encoding="utf-8")
    text = '===\nsources:\n  s: s.txt\n===\n\n[A]: a {quote: "Rents rose."}\n'
    name, folder = str(tmp_path / "map.argdown"), str(tmp_path)
    m = argdown.loads(text, path=name)
    assert argmap.loads(text, format="argdown", folder=folder) == m
    assert argdown.edit(text, m, path=name) == text
    assert argdown.dumps(m, folder=folder) == text
    assert argdown.places(text, path=name) == {"A": (6, 1)}


def test_arguments_of_several_steps_can_be_exploded() -> None:
    text = (
        "===\nmodel:\n  explodeArguments: true\n===\n\n<T>: why\n\n(1) a\n----\n(2) [B]: b\n-- r --\n(3) c\n"
    )
    m = read(text)
    assert [a.id for a in m.arguments] == ["T - 1", "T - 2"]
    assert relations(m) == [("support", "Untitled 1", "B"), ("support", "B", "Untitled 2")]
    assert [r.argument for r in m.relations] == ["T - 1", "T - 2"]
    again(text)
    taken = text + "\n<T - 2>: taken\n"
    with pytest.raises(ArgdownError, match="1 problem"):
        read(taken)
    assert [a.id for a in recovered(taken)[0].arguments] == ["T", "T - 2"]


def test_arguments_are_written_where_their_premises_come_first() -> None:
    a, b, c, gist = Claim("a", "A."), Claim("b", "B."), Claim("c", "C."), Argument("g", "Gist.")
    m = ArgumentMap.of(a, b, c, gist, Relation("g/1", "support", ["a", "b"], ["c"], argument="g"))
    text = "<g>: Gist.\n\n(1) [a]: A.\n(2) [b]: B.\n----\n(3) [c]: C.\n"
    assert argmap.dumps(m, format="argdown") == text
    assert read(text) == m


def test_a_line_between_two_levels_is_of_the_less_indented_one() -> None:
    m, notes = recovered("[A]: a\n  - [B]: b\n      + [C]: c\n    + [D]: d")
    assert [r.id for r in m.relations] == ["attack:B>A", "support:C>B", "support:D>A"]
    assert [n.code for n in notes] == ["indentation"]


def test_an_unnamed_argument_is_where_its_premises_begin() -> None:
    m = read("===\ntitle: T\n===\n\n<A>: a\n\n[x]: y\n\n(1) p\n----\n(2) q")
    assert [a.id for a in m.arguments] == ["A", "Untitled 1"]


def test_other_files_are_included_on_request(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "b.argdown").write_text("[B]: b\n\n@include(c.argdown)\n")
    (tmp_path / "parts" / "c.argdown").write_text("[C]: c\n")
    (tmp_path / "a.argdown").write_text("[A]: a\n\n@include(parts/b.argdown)\n\n@include(parts/c.argdown)\n")
    m, notes = argmap.load(tmp_path / "a.argdown", on_error="recover", include=True)
    assert texts(m) == {"A": "a", "B": "b", "C": "c"}
    assert [(n.line, n.code, str(n.severity)) for n in notes] == [
        (3, "file-read", "info"),
        (3, "file-read", "info"),
        (5, "include", "info"),
    ]
    assert "@include(parts/b.argdown)" in texts(argmap.load(tmp_path / "a.argdown")).values()


@pytest.mark.parametrize(
    "name", ["../secret.argdown", "/etc/hostname", "none.argdown", "sub/../../secret.argdown"]
)
def test_files_outside_the_folder_are_not_included(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.argdown").write_text("[S]: secret")
    (folder / "a.argdown").write_text(f"[A]: a\n\n@include({name})\n")
    with pytest.raises(ArgdownError) as refused:
        argmap.load(folder / "a.argdown", include=True)
    assert [(d.code, d.line, d.column) for d in refused.value.diagnostics] == [("include", 3, 1)]
    m, _ = argmap.load(folder / "a.argdown", on_error="recover", include=True)
    assert texts(m) == {"A": "a"}


def test_mistakes_in_and_after_an_included_file_have_their_own_places(tmp_path: Path) -> None:
    (tmp_path / "b.argdown").write_text("[B]: b\n\n[X]: x {a: [}\n")
    (tmp_path / "a.argdown").write_text(
        "[A]: a\n\n@include(b.argdown)\n\n@include(b.argdown) {\n\n[C]: c {b: [}\n"
    )
    _, notes = argmap.load(tmp_path / "a.argdown", on_error="recover", include=True)
    errors = [note for note in notes if note.severity == "error"]
    assert [(note.line, note.column) for note in errors] == [(3, 1), (7, 13)]
    assert errors[0].message.startswith("in 'b.argdown', line 3, column 13: the data of an element: ")
    assert errors[0].snippet.startswith("  [X]: x {a: [}\n")
    assert errors[1].message.startswith("the data of an element: ")


def test_a_comment_may_follow_an_inference_line() -> None:
    for comment in ("// why", "/* why */", "<!-- why -->"):
        m = read(
            f"<A>\n\n(1) a\n-- Modus ponens {{uses: [1]}} --    {comment}\n(2) b\n\n(1) c\n----{comment}\n(2) d\n"
        )
        assert [r.scheme for r in m.relations] == ["Modus ponens", ""]


def test_includes_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a.argdown").write_text("[A]: a\n\n@include(b.argdown)\n")
    (tmp_path / "b.argdown").write_text("[B]: b\n\n@include(a.argdown)\n\n@include(b.argdown)\n")
    m, _ = argmap.load(tmp_path / "a.argdown", on_error="recover", include=True)
    assert {"A", "B"} <= set(texts(m))


def test_text_of_unknown_origin_includes_nothing() -> None:
    with pytest.raises(ArgdownError) as refused:
        read("[A]: a\n\n@include(b.argdown)", include=True)
    assert "not known where it lies" in str(refused.value)


# Real documents

KINDS = {
    "support": "support",
    "attack": "attack",
    "undercut": "undercut",
    "entailment": "entails",
    "contrary": "contrary",
    "contradiction": "contradictory",
}


def squashed(text: str | None) -> str:
    return " ".join((text or "").split())


def canonical(entry: dict[str, Any]) -> str:
    """The text that stands for all members: the last that is no reference, unless one claims to be it."""
    defined = [m for m in entry["members"] if not m.get("isReference")]
    claimed = [m for m in defined if (m.get("data") or {}).get("isCanonical")]
    return squashed((claimed or defined or [{}])[-1].get("text"))


def sections(entries: list[dict[str, Any]], parent: str | None = None) -> list[tuple[str, str, str | None]]:
    found = []
    for s in entries:
        found.append((s["id"], squashed(s["title"]), parent))
        found += sections(s.get("children") or [], s["id"])
    return found


@pytest.mark.corpora
@pytest.mark.parametrize("name", ["argdown-primer", "greenspan-schefczyk_hardwrap", "legalisation-softdrugs"])
def test_a_real_document_is_what_the_reference_parser_reads(name: str, corpora: Path) -> None:
    path = corpora / "argdown" / f"{name}.argdown"
    official = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    m, notes = argmap.load(path, on_error="recover")
    assert not [n for n in notes if n.severity == "error"]

    for entries, nodes in (
        (official["statements"], m.statements),
        (official["arguments"], m.arguments),
    ):
        theirs = {t: (canonical(e), set(e.get("tags") or ()), e.get("section")) for t, e in entries.items()}
        ours = {n.title or n.id: (squashed(n.text), set(n.tags), n.section) for n in nodes}
        assert ours == theirs
    assert [(s.id, squashed(s.title), s.parent) for s in m.sections] == sections(
        official.get("sections") or []
    )

    def end(title: str, kind: str) -> str:
        return next(
            (n.id for n in (m.arguments if kind == "argument" else m.claims) if (n.title or n.id) == title),
            title,
        )

    theirs_said = sorted(
        (r["relationType"], end(r["from"], r["fromType"]), end(r["to"], r["toType"]))
        for r in official["relations"]
        if r.get("toType") != "inference"
    )
    plain = [r for r in m.relations if r.argument is None]
    ours_said = sorted(
        (KINDS[str(r.kind)], r.sources[0], r.targets[0]) for r in plain if "/" not in r.targets[0]
    )
    assert ours_said == theirs_said
    assert len(plain) == len(official["relations"])

    steps: list[tuple[str, str, tuple[str, ...]]] = []
    for title, argument in official["arguments"].items():
        for s in argument.get("pcs") or []:
            if s.get("inference"):
                rules = tuple(s["inference"].get("inferenceRules") or ())
                steps.append((end(title, "argument"), end(s["title"], "statement"), rules))
    ours_steps = [
        (r.argument, r.targets[0], tuple(r.scheme.split(", ")) if r.scheme else ())
        for r in m.relations
        if r.argument is not None
    ]
    assert sorted(ours_steps) == sorted(steps)
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown", on_error="recover").map == m


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_data_in_the_line_after_a_heading_are_its_data(line_end: str) -> None:
    m = argdown.loads(f"# Town{line_end}{{a: 1}}{line_end}{line_end}[A]: a{line_end}")
    assert [section.data["argdown"]["a"] for section in m.sections] == [1]


def test_data_after_the_line_of_a_statement_and_an_empty_line_are_not_its_data() -> None:
    m, diagnostics = argmap.loads("[A]: a\n\n{a: 1}\n", format="argdown", on_error="recover")
    assert "argdown" not in m["A"].data
    assert diagnostics


WORDS_OF_DATES = (
    *("1989-06-14", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43", "2024-06-14T10:00:00Z", "12:30"),
    *("12:30:45", "1989-06", "1989-13-45", "14.06.1989"),
)


@pytest.mark.parametrize("word", WORDS_OF_DATES)
@pytest.mark.parametrize(
    "document",
    [
        "===\nwhen: @\n===\n\n[A]: Tea.\n",
        "===\nwhen:\n  from: [@, x]\n===\n\n[A]: Tea.\n",
        "[A]: Tea. {when: @, x: 1}\n",
        "# H {when: @}\n\n<B>: x {d: [@, a], e: tea}\n",
        "===\nparties:\n  ann: Ann\n===\n\n[A]: Tea. {by: ann, when: @}\n",
        "<B>\n\n(1) [P]: a {when: @}\n-- modus ponens {when: @} --\n(2) [C]: b\n",
    ],
)
def test_dates_and_times_without_quotes_come_back_so(document: str, word: str) -> None:
    text = document.replace("@", word)
    m = argmap.loads(text, format="argdown", on_error="recover").map
    assert argmap.dumps(m, format="argdown") == text
    quoted = document.replace("@", f'"{word}"')
    m = argmap.loads(quoted, format="argdown", on_error="recover").map
    back = argmap.dumps(m, format="argdown")
    assert argmap.loads(back, format="argdown", on_error="recover").map == m
    assert back in (quoted, quoted.replace('"', "'"), text)
    if not document.startswith("===\nwhen"):  # where words are the same with and without quotes
        assert back != text


def test_dates_that_are_edited_or_moved_keep_no_traces_in_lines() -> None:
    text = "[A]: Tea. {when: 1989-06-14, at: 12:30}\n"
    m = argmap.loads(text, format="argdown")
    (claim,) = m.claims
    edited = m.replace(evolve(claim, data={"argdown": {"when": "soon", "at": "12:30"}}))
    assert argdown.edit(text, edited) == "[A]: Tea. {when: soon, at: 12:30}\n"
    more = evolve(claim, data={"argdown": {**claim.data["argdown"], "x": 2}})
    assert argdown.edit(text, m.replace(more)) == "[A]: Tea. {when: 1989-06-14, at: 12:30, x: 2}\n"
    back = argmap.dumps(edited, format="argdown")
    assert back.endswith("[A]: Tea. {when: soon, at: 12:30}\n")
    assert argmap.loads(back, format="argdown") == edited
    keyed = m.add(Party("ann", "Ann")).replace(evolve(claim, by="ann"))
    back = argmap.dumps(keyed, format="argdown")
    assert argmap.loads(back, format="argdown") == keyed
    assert "12:30}" in back


@given(
    st.dictionaries(
        st.sampled_from([*WORDS_OF_DATES, "1989-06-14T00:00:00.000Z", "x", "12"]),
        st.text(max_size=3) | st.sampled_from(WORDS_OF_DATES),
    ),
    st.lists(st.sampled_from([*WORDS_OF_DATES, "1989-06-14T00:00:00.000Z", "tea"]), max_size=3),
    st.booleans(),
)
def test_whatever_the_data_say_of_dates_comes_back(
    dates: dict[str, str], values: list[str], keyed: bool
) -> None:
    parties = [Party("ann")] if keyed else []
    data = {"argdown": {"alpha": values, "beta": values[:1]}}
    m = ArgumentMap(parties=parties, claims=[Claim("a", "Tea.", data=data)], data={RESIDUE: {"dates": dates}})
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown") == m


def test_accepted_findings_are_in_the_front_matter() -> None:
    said = AcceptedFinding("unquoted", ["Cap"], "Said in the interview.", by="Ana", date="2024-12-02")
    m = ArgumentMap.of(Claim("Cap", "Rents should be capped."), accepted_findings=[said])
    text = argmap.dumps(m, format="argdown")
    assert argmap.loads(text, format="argdown") == m
    assert argmap.losses(m, "argdown") == ()
    assert [str(loss) for loss in argmap.losses(m, "kialo")][:1] == [
        "the map: accepted_findings: 'unquoted' of 'Cap' is lost"
    ]
    front, line, body = text.rpartition("===")
    renamed = f"{front}{line}{body.replace('Cap', 'Limit')}"
    back, reported = argmap.loads(renamed, format="argdown", on_error="recover")
    assert back.accepted_findings == ()
    assert [(d.code, str(d.severity)) for d in reported] == [("accepted-finding-gone", "warning")]
    edited = argdown.edit("[Cap]: Rents should be capped. // a comment\n", m)
    assert argmap.loads(edited, format="argdown") == m
    assert "// a comment" in edited
