"""Editing a map in its Argdown text: an edit changes the lines it must and no others."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve

import argmap
from argmap import Argument, ArgumentMap, Claim, Evidence, Party, Relation, Source
from argmap.errors import ArgdownError, RecordError
from argmap.serializers import argdown
from argmap.testing import HOSTILE

ROOT: Final = Path(__file__).parents[2]
SEED: Final = "national-assembly-2024-11-30.argdown"


def changed(old: str, new: str) -> int:
    """How many lines differ."""
    pairs = SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for what, a, b, c, d in pairs if what != "equal")


def read(text: str) -> ArgumentMap:
    return argmap.loads(text, format="argdown", on_error="recover").map


# Real files


def real(corpora: Path, name: str) -> Path:
    return ROOT / "seeds" / name if name == SEED else corpora / "argdown" / name


REAL: Final = (
    "argdown-primer.argdown", "greenspan-schefczyk_hardwrap.argdown", "legalisation-softdrugs.argdown", SEED,
)  # fmt: skip


@pytest.mark.corpora
@pytest.mark.parametrize("name", REAL)
def test_a_new_claim_with_its_relation_is_one_line_of_a_real_file(corpora: Path, name: str) -> None:
    path = real(corpora, name)
    text = path.read_text(encoding="utf-8")
    m = argdown.loads(text, path=path)
    for target in (*m.statements[::4], m.statements[-1]):
        new = Claim("New", "A new claim.")
        found = argdown.edit(text, m.add(new, new.supports(target)), path=path)
        placed = Claim("New", "A new claim.", section=None if "regroup" in text else target.section)
        assert changed(text, found) == 1
        assert set(argdown.loads(found, path=path)) == set(m.add(placed, placed.supports(target)))


@pytest.mark.corpora
@pytest.mark.parametrize("name", REAL)
def test_other_words_change_the_lines_that_have_them(corpora: Path, name: str) -> None:
    path = real(corpora, name)
    text = path.read_text(encoding="utf-8")
    m = argdown.loads(text, path=path)
    for claim in (*m.claims[::4], m.claims[-1]):
        words = m.replace(evolve(claim, text=claim.text.replace("e", "é", 1)))
        assert changed(text, argdown.edit(text, words, path=path)) <= 2
        assert changed(text, argdown.edit(text, evolve(words, title="Other"), path=path)) <= 6


def test_another_speaker_changes_the_data_alone() -> None:
    path = ROOT / "seeds" / SEED
    text = path.read_text(encoding="utf-8")
    m = argdown.loads(text, path=path)
    other = m.parties[-1].id
    for claim in m.claims:
        if claim.by != other:
            found = argdown.edit(text, m.replace(evolve(claim, by=other)), path=path)
            assert changed(text, found) == 1


# Front matter

COMMENTED: Final = """===
title: Tea
# for print: use the palette below
#color:
#    colorScheme: colorbrewer-set3
model:
    removeTagsFromText: true   # as the journal wants it
===

# One

[A]: Tea is good.
  + <B>: It is cheap.
"""


def test_comments_of_the_front_matter_stay() -> None:
    m = read(COMMENTED)
    new = Claim("C", "It is warm.", section="s1")
    line = "  + <B>: It is cheap.\n"
    assert argdown.edit(COMMENTED, m.add(new, new.supports("A"))) == COMMENTED.replace(
        line, line + "  + [C]: It is warm.\n"
    )
    assert argdown.edit(COMMENTED, evolve(m, title="Coffee")) == COMMENTED.replace("Tea\n", "Coffee\n", 1)
    author = argdown.edit(COMMENTED, evolve(m, metadata={"author": "Ada"}))
    assert author == COMMENTED.replace("title: Tea\n", "title: Tea\nauthor: Ada\n")


def test_entries_of_the_front_matter_change_one_by_one() -> None:
    parties = "parties:\n  # who\n  a: {name: Ada, role: speaker}  # she\n  b: Bo\n"
    text = f"===\n{parties}sources:\n  s: {{text: x y}}\n===\n\n"
    text += "[C]: c {by: a}  // hers\n"
    m = read(text)
    more = m.add(Party("d", "Dee"))
    assert argdown.edit(text, more) == text.replace("  b: Bo\n", "  b: Bo\n  d: Dee\n")
    other = m.replace(evolve(m.parties[0], name="Eve"))
    assert argdown.edit(text, other) == text.replace("name: Ada", "name: Eve")
    assert argdown.edit(text, m.replace(Claim("C", "c", by="b"))) == text.replace("by: a", "by: b")
    assert argdown.edit(text, m.replace(Claim("C", "c"))) == text.replace(" {by: a}", "")
    assert argdown.edit(text, m.replace(Claim("C", "c"))).endswith("[C]: c  // hers\n")


def test_data_over_several_lines_change_in_one() -> None:
    text = "===\nparties: {a: Ada, b: Bo}\n===\n\n[C]: c {\n  by: a  # she\n  weight: 0.5\n}\n  + [D]: d\n"
    m = read(text)
    found = argdown.edit(text, m.replace(evolve(m.claims[0], by="b")))
    assert found == text.replace("by: a ", "by: b ")
    found = argdown.edit(text, m.replace(evolve(m.claims[0], weight=None)))
    assert found == text.replace("  weight: 0.5\n", "")


# Lines


NESTED: Final = """[A]: a
  + [B]: b
    // about c
    - [C]: c
      + [D]: d // last
  + [E]: e
"""


def test_a_removed_relation_is_a_line_less() -> None:
    text = "[A]: a\n  + [B]\n  - [C] // no\n\n[B]: b\n\n[C]: c\n"
    m = read(text)
    assert argdown.edit(text, m.without("attack:C>A")) == text.replace("  - [C] // no\n", "")
    assert argdown.edit(text, m.without("B", cascade=True)) == "[A]: a\n  - [C] // no\n\n[C]: c\n"


def test_what_was_below_a_removed_claim_becomes_a_block() -> None:
    m = read(NESTED)
    assert argdown.edit(NESTED, m.without("B", cascade=True)) == (
        "[A]: a\n  + [E]: e\n\n// about c\n[C]: c\n  + [D]: d // last\n"
    )
    assert argdown.edit(NESTED, m.without("A", "B", "E", cascade=True)) == (
        "// about c\n[C]: c\n  + [D]: d // last\n"
    )


def test_claims_without_title_keep_their_ids() -> None:
    text = "[A]: a\n  + one\n  + two\n\nthree\n"
    m = read(text)
    less = m.without("Untitled 1", cascade=True)
    assert argdown.edit(text, less) == "[A]: a\n  + [Untitled 2]: two\n\n[Untitled 3]: three\n"
    apart = m.without("support:Untitled 1>A")
    assert argdown.edit(text, apart) == "[A]: a\n  + two\n\n[Untitled 1]: one\n\nthree\n"


def test_claims_without_title_get_theirs_where_new_lines_refer_to_them() -> None:
    text = "one\n\ntwo\n\n[A]: a\n\nthree\n"
    m = read(text)
    found = argdown.edit(text, m.add(m.claims[0].supports("Untitled 2")))
    assert found == text.replace("one\n\ntwo\n", "[Untitled 1]: one\n\ntwo\n  + [Untitled 1]\n")
    found = argdown.edit(text, m.add(m.claims[0].supports("A")))
    assert found == text.replace("one\n", "one\n  +> [A]\n")


PREMISES: Final = """// the argument
<A>: why

(1) [P]: p
  over lines // one
(2) [Q]: q
-- r --
(3) [C]: c
(4) [D]: d
----
(5) [E]: e
  +> [X]

// the rest
[X]: x
"""


def test_a_new_premise_is_a_line_and_numbers() -> None:
    m = read(PREMISES)
    first, second = m.steps("A")
    found = argdown.edit(PREMISES, m.add(Claim("N", "n")).replace(evolve(first, sources=("P", "Q", "N"))))
    numbers = PREMISES.replace("(5)", "(6)").replace("(4)", "(5)").replace("(3)", "(4)")
    assert found == numbers.replace("(2) [Q]: q\n", "(2) [Q]: q\n(3) [N]: n\n")
    found = argdown.edit(PREMISES, m.replace(evolve(second, sources=("C", "D", "X"))))
    assert found == PREMISES.replace("(5)", "(6)").replace("(4) [D]: d\n", "(4) [D]: d\n(5) [X]\n")


def test_a_premise_less_is_a_line_less() -> None:
    m = read(PREMISES)
    first, second = m.steps("A")
    fewer = m.replace(evolve(first, sources=("P",))).without("Q")
    numbers = PREMISES.replace("(3)", "(2)").replace("(4)", "(3)").replace("(5)", "(4)")
    assert argdown.edit(PREMISES, fewer) == numbers.replace("(2) [Q]: q\n", "")
    found = argdown.edit(PREMISES, m.replace(evolve(second, sources=("D",))))
    assert set(read(found)) == set(m.replace(evolve(second, sources=("D",))))


def test_an_argument_with_another_conclusion_has_its_structure_written_again() -> None:
    m = read(PREMISES)
    other = m.without("support:E>X").replace(evolve(m.steps("A")[1], targets=("X",)))
    found = argdown.edit(PREMISES, other)
    assert found.startswith(
        "// the argument\n<A>: why\n\n(1) [P]: p over lines\n(2) [Q]: q\n-- r --\n(3) [C]: c\n"
    )
    assert set(read(found)) == set(other)


def test_an_inference_has_other_rules_in_its_line() -> None:
    text = "(1) a // one\n-- r {x: 1} --\n(2) b\n  <_ [U]: u\n"
    m = read(text)
    step = m.relations[0] if m.relations[0].argument else m.relations[1]
    found = argdown.edit(text, m.replace(evolve(step, scheme="Modus ponens")))
    assert found == text.replace("-- r {x: 1} --", "-- Modus ponens {x: 1} --")


def test_new_records_without_relation_are_blocks_of_their_section() -> None:
    text = "# One\n\n[A]: a\n\n# Two\n\n[B]: b\n"
    m = read(text)
    more = m.add(Claim("C", "c", section="s1"), Evidence("E", "e"), Argument("F", "f", section="s2"))
    found = argdown.edit(text, more)
    assert "[A]: a\n\n[C]: c\n\n# Two\n\n[B]: b\n\n<F>: f\n" in found
    assert set(read(found)) == set(more)


def test_the_order_of_records_is_that_of_the_text_unless_the_map_has_another() -> None:
    text = "[A]: a\n\n[B]: b\n"
    m = read(text)
    new = Claim("C", "c")
    found = read(argdown.edit(text, m.add(new, new.supports("A"))))
    assert [c.id for c in found.claims] == ["A", "C", "B"]
    reordered = evolve(m, claims=m.claims[::-1])
    assert read(argdown.edit(text, reordered)) == reordered


@pytest.mark.parametrize(
    "text", ["__ ", "__ \n", "[A]\n", "", "\n\n", "// only a comment", "===\ntitle: T\n===\n"]
)
def test_little_texts_are_edited(text: str) -> None:
    m = read(text)
    assert read(argmap.dumps(m, format="argdown")) == m
    assert argdown.edit(text, m) == text
    more = m.add(Claim("New", "new"))
    found = argdown.edit(text, more)
    assert set(read(found)) == set(more)
    assert changed(text, found) <= 2


@pytest.mark.parametrize("words", [*HOSTILE, "- 2 #x", "+", "2019. It", "a\nb"])
def test_words_that_mean_something_are_words(words: str) -> None:
    text = "[A]: one two\n    three // c\n  + four\n"
    m = read(text)
    for changed_map in (m.replace(Claim("A", words)), m.replace(Claim("Untitled 1", f"five {words}"))):
        found = read(argdown.edit(text, changed_map))
        assert {c.id: c for c in found.claims} == {c.id: c for c in changed_map.claims}


# Whole texts


EDITED: Final = """// first of all
===
title: Rents
===

# Reasons // why

/* Cap is to be checked. */
[Cap]: Rents should
  be *capped*. // so they say
    + [Rise]: Rents   rise.

// Old comes last
[Old]: Wages do not.

<A>

(1) [Rise]
----
(2) [Cap]
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_not_edited_stays_as_it_is(end: str) -> None:
    text = EDITED.replace("\n", end)
    m = read(text)
    assert argdown.edit(text, m) == text
    other = m.replace(evolve(next(c for c in m.claims if c.id == "Old"), text="Wages fall."))
    assert argdown.edit(text, other) == text.replace("Wages do not.", "Wages fall.")
    new = Claim("New", "Taxes fall.", section="s1")
    more = text.replace("[Old]: Wages do not.", f"[Old]: Wages do not.{end}    - [New]: Taxes fall.")
    assert argdown.edit(text, m.add(new, new.attacks(m["Old"]))) == more
    less = text.replace(f"// Old comes last{end}[Old]: Wages do not.{end}{end}", "")
    assert argdown.edit(text, m.without("Old")) == less
    assert argdown.edit(text, evolve(m, title="Wages")) == text.replace("title: Rents", "title: Wages")


def test_what_was_below_a_removed_claim_follows_its_block() -> None:
    text = "[A]: a\n  + [B]: b\n    - [C]: c\n      + [D]: d\n    - [E]: e\n\n[F]: f\n  + [G]: g\n"
    m = read(text)
    assert argmap.dumps(m.without("B", cascade=True), format="argdown") == (
        "[A]: a\n\n[C]: c\n  + [D]: d\n\n[E]: e\n\n[F]: f\n  + [G]: g\n"
    )
    assert argdown.edit(text, m.without("B", cascade=True)) == (
        "[A]: a\n\n[C]: c\n  + [D]: d\n\n[E]: e\n\n[F]: f\n  + [G]: g\n"
    )


def test_data_and_linked_premises_stay() -> None:
    linked = "[X]: x\n\n(1) [C]\n(2) [D]\n-- {linked: true} --\n(3) [X]\n"
    below = "[C]: c\n  - [D]: d\n  + [E]: e {evidence: true}\n"
    text = f"===\nargmap:\n  version: 1\n===\n\n[A]: a\n  + [B]: b {{evidence: true}}\n\n{below}\n{linked}"
    less = text.replace("[A]: a\n  + [B]: b", "[B]: b")
    assert argdown.edit(text, read(text).without("A", cascade=True)) == less
    tagged = argmap.dumps(ArgumentMap.of(Claim("A", "a", tags=["t"])), format="argdown")
    assert argdown.edit(tagged, ArgumentMap.of()) == "\n"


def test_comments_below_the_last_paragraph_stay() -> None:
    text = "[A]: a.\n\n[B]: b.\n\n// last\n/* of all */\n"
    m = read(text)
    assert argdown.edit(text, m.without("B")) == text.replace("[B]: b.\n\n", "")
    assert argdown.edit(text, evolve(m, title="T")) == f"===\ntitle: T\n===\n\n{text}"
    assert argdown.edit("// to do\n", ArgumentMap.of(Claim("A", "a."))) == "[A]: a.\n\n// to do\n"


def test_a_byte_order_mark_keeps_its_place() -> None:
    text = "\ufeff[A]: a.\n\n// b\n[B]: b.\n"
    assert argdown.edit(text, evolve(read(text), title="T")) == f"\ufeff===\ntitle: T\n===\n\n{text[1:]}"


def test_only_what_can_be_read_is_edited() -> None:
    with pytest.raises(ArgdownError):
        argdown.edit("[Cap]: Rents. {a: [}", ArgumentMap.of())
    with pytest.raises(RecordError, match="ArgumentMap"):
        argdown.edit("[Cap]: Rents.", "[Cap]: Rents.")  # type: ignore[arg-type]


def test_new_words_that_could_begin_a_row_do_not_begin_a_line() -> None:
    text = "[A]: Tea is\ngood and cheap.\n\n[B]: b\n  - [A]\n"
    m = argdown.loads(text)
    edited = argdown.edit(text, m.replace(evolve(m.claims[0], text="Tea is -- and cheap.")))
    assert edited == text.replace("is\ngood", "is --")


def test_a_new_undercut_of_a_relation_is_a_line_below_its_reason() -> None:
    text = "[A]: a\n  + [B]: b // so far\n  - [C]: c\n"
    old = read(text)
    new, other = Claim("U", "No."), Claim("V", "Yes.")
    first = new.undercuts("support:B>A")
    m = old.add(new, first)
    edited = argdown.edit(text, m)
    assert edited == "[A]: a\n  + [B]: b // so far\n    _ [U]: No.\n  - [C]: c\n"
    twice = argdown.edit(edited, m.add(other, other.undercuts(first)))
    assert twice.endswith("    _ [U]: No.\n      _ [V]: Yes.\n  - [C]: c\n")
    assert argdown.edit(edited, old) == text


def test_undercuts_of_a_removed_relation_become_blocks() -> None:
    text = "[A]: a\n  + [B]: b\n    _ [U]: u\n      _ [V]: v\n"
    m = read(text).without("support:B>A", cascade=True)
    edited = argdown.edit(text, m)
    assert edited == "[A]: a\n\n[B]: b\n\n[U]: u\n\n[V]: v\n"
    assert read(edited) == m


def test_dates_and_times_stay_without_quotes_next_to_what_changes() -> None:
    text = (
        "===\ndate: 1989-06-14\nsources:\n  s: {date: 1989-06-14, text: foo}\n===\n\n"
        "[A]: x {when: 1989-06-14, at: [12:30:45, a], said: '1989-06-14', weight: 0.5}\n"
    )
    m = argmap.loads(text, format="argdown", on_error="recover").map
    source, claim = m["s"], m["A"]
    assert isinstance(source, Source)
    assert isinstance(claim, Claim)
    edited = m.replace(evolve(source, title="New")).replace(evolve(claim, weight=0.7))
    lines = argdown.edit(text, edited).splitlines()
    assert lines[1] == "date: 1989-06-14"
    assert lines[3] == "  s: {text: foo, title: New, date: 1989-06-14}"
    assert lines[6] == '[A]: x {when: 1989-06-14, at: [12:30:45, a], said: "1989-06-14", weight: 0.7}'


FRONTED = """===
title: Tea
# for print: use the palette below
#color:
#    colorScheme: colorbrewer-set3
model:
    removeTagsFromText: true   # as the journal wants it
# the end
===

# One

[A]: Tea is good.
  + <B>: It is cheap."""
CLAIM = Claim("C", "Coffee is better.")
SOURCE = Source("s", "the words of it")


@pytest.mark.parametrize("end", ["", "\n", "\n// the end\n"])
@pytest.mark.parametrize(
    "added",
    [
        [CLAIM],
        [CLAIM, CLAIM.attacks("A")],
        [Party("p", "P")],
        [Party("p", "P"), evolve(CLAIM, by="p")],
        [SOURCE],
        [SOURCE, evolve(CLAIM, quotes=[SOURCE.quote("words")])],
        [evolve(CLAIM, weight=0.5)],
        [CLAIM, CLAIM.rephrases("A")],
    ],
)
def test_whatever_is_added_the_lines_that_are_there_stay(added: list[Any], end: str) -> None:
    text = FRONTED + end
    m = argdown.loads(text).add(*added)
    edited = argdown.edit(text, m)
    kept = iter(edited.splitlines())
    assert all(line in kept for line in text.splitlines())  # in their order
    assert {r.id for r in argdown.loads(edited)} == {r.id for r in m}
    if added == [CLAIM]:
        assert len(edited.splitlines()) == len(text.splitlines()) + 2


def test_a_text_that_ends_without_a_line_end_keeps_its_last_line() -> None:
    text = "===\ntitle: Rents\n===\n\n[A]: a\n  - [B]: b // last"
    m = argdown.loads(text)
    assert argdown.edit(text, evolve(m, title="Wages")) == text.replace("Rents", "Wages")
    assert argdown.edit(text, m.add(Claim("C", "c"))) == f"{text}\n\n[C]: c\n"


def test_without_a_path_files_that_the_text_names_are_taken_to_hold_what_the_map_does(tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text("Rents may rise. Wages may not.")
    text = "===\nsources:\n  r: release.txt # here\n===\n\n[A]: a {quote: Rents}\n\n[B]: b {quote: Wages may not}\n"
    file = tmp_path / "m.argdown"
    file.write_text(text)
    m = argmap.load(file)
    assert argdown.edit(text, m) == text
    new = m.replace(evolve(m.claims[0], text="new"))
    assert argdown.edit(text, new) == text.replace("[A]: a", "[A]: new")
    more = m.add(Claim("C", "c", quotes=[m.sources[0].quote("rise")]))
    assert argdown.edit(text, more) == f"{text}\n[C]: c {{quote: rise}}\n"
    titled = m.replace(evolve(m.sources[0], title="Release"))
    edited = argdown.edit(text, titled)
    assert "Rents may" not in edited
    assert argdown.loads(edited, folder=tmp_path) == titled


@pytest.mark.parametrize(
    "text",
    [
        "[A]: a {x: 1}\n", "[A]: a\n  {x: 1}\n", "[A]: a // c\n", "[A]: a /* c */ {x: 1} // d\n", "[A]: a \n",
        "a  {x: 1}\n",
        "* a\n    {x: 1}\n", "(1) a {x: 1}\n----\n(2) b\n", "[B]: b\n  + [A]: a {x: 1} // d\n",
        "[A]: a\n{\n  x: 1\n}\n",
    ],
)  # fmt: skip
def test_other_words_leave_what_is_between_them_and_data_or_a_comment(text: str) -> None:
    m = argdown.loads(text)
    claim = next(c for c in m.claims if c.text == "a")
    for words in ("new", "new words", "a more"):
        assert argdown.edit(text, m.replace(evolve(claim, text=words))) == re.sub(r"\ba\b", words, text)


def test_relations_with_ids_of_their_own_stay_in_their_lines() -> None:
    a, b, c, d = (Claim(name, name.upper()) for name in "abcd")
    support, attack = Relation("r1", "support", ("b",), ("a",)), Relation("r2", "attack", ("c",), ("a",))
    twice, undercut = evolve(support, id="r3"), Relation("u", "undercut", ("d",), ("r1",))
    m = ArgumentMap.of(a, b, c, d, support, attack, twice, undercut)
    text = argdown.dumps(m)
    body = text[text.index("[a]: A") :]
    added = argdown.edit(text, m.add(Claim("e", "E")))
    assert added == f"{text}\n[e]: E\n"
    for edited, gone in (
        (m.replace(evolve(attack, weight=0.5)), ""),
        (m.without("r3"), "  + [b]\n"),
        (m.without("c", cascade=True), "  - [c]: C\n"),
    ):
        found = argdown.edit(text, edited)
        assert argdown.loads(found) == edited
        assert found.endswith(body.replace(gone, "", 1) if gone else body)


def test_an_undercut_that_is_drawn_at_a_reason_stays_there() -> None:
    m = argdown.loads("<X>\n\n(1) x\n----\n(2) y\n\n[a]: A\n  + [b]: B\n\n[c]: C\n")
    m = m.add(Relation("u", "undercut", ("c",), ("support:b>a",)))
    text = argdown.dumps(m)
    assert text.endswith("[c]\n  _> [b]\n")
    assert argdown.edit(text, m.add(Claim("d", "D"))) == f"{text}\n[d]: D\n"
    assert "_>" not in argdown.edit(text, m.without("u"))
    (support,) = (r for r in m.relations if r.id == "support:b>a")
    moved = m.replace(evolve(support, sources=("Untitled 1",)))
    assert argdown.edit(text, moved).endswith("[c]\n  _> [Untitled 1]\n")


@pytest.mark.parametrize("source", ["Untitled 1", "c"])
def test_an_undercut_of_a_new_relation_is_below_its_line(source: str) -> None:
    text = "[a]: A\n  + [b]: B\n\nUndercuts.\n\n[c]: C\n"
    m = argdown.loads(text).add(Relation("u", "undercut", (source,), ("support:b>a",)))
    edited = argdown.edit(text, m)
    assert edited.startswith("===\nargmap:\n  relations:\n  - id: u\n") or "    _ [" in edited
    assert argdown.loads(edited) == m


def test_a_source_whose_text_is_stated_next_to_its_file_keeps_its_text() -> None:
    text = '===\nsources:\n  s: {file: s.txt, text: "Rents rise."}\n===\n\n[A]: Rents rise. {quote: Rents rise}\n'
    m = argmap.loads(text, format="argdown", on_error="recover").map
    edited = argdown.edit(text, m.add(Claim("B", "So do wages.")))
    assert argmap.loads(edited, format="argdown", on_error="recover").map["s"] == m["s"]
    assert 'text: "Rents rise."' in edited


def test_a_source_that_is_new_is_written_with_its_text_though_it_is_from_a_file() -> None:
    m = argmap.loads("[A]: Rents rise.", format="argdown")
    edited = argdown.edit("[A]: Rents rise.", m.add(Source("s", "Wages rise.", file="s.txt")))
    assert argmap.loads(edited, format="argdown", on_error="recover").map["s"] == Source(
        "s", "Wages rise.", file="s.txt"
    )
