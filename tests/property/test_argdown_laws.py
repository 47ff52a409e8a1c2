"""Laws of the Argdown reader and writer: every map comes back, and no text, however odd, is lost in silence."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from contextlib import suppress
from difflib import SequenceMatcher
from operator import itemgetter
from typing import Any, Final, Literal

import pytest
from attrs import evolve
from hypothesis import assume, example, given
from hypothesis import strategies as st

import argmap
from argmap import Argument, ArgumentMap, Claim, Diagnostic, Quantity, Relation, RelationKind
from argmap.errors import ArgmapError
from argmap.serializers import argdown
from argmap.serializers.argdown.mapping.figures import read_figure, write_figure
from argmap.serializers.argdown.mapping.keys import RESIDUE
from argmap.testing import HOSTILE, maps

Dialect = Literal["argmap", "official"]
DIALECTS: Final[tuple[Dialect, ...]] = ("argmap", "official")

# Documents


WORDS: Final = ("rents", "rise", "a cap", "supply", "fair", "Über", "x", "the poor", "and so on")
ODD: Final = (
    "**b**", "*it*", "__bb__", "_i_", "#tag", "#(two words)", "@[A]", "@<Z>", "[l](http://u.v/x)", "\\*", "\\#x",
    "\\[q\\]", ".->.", ":A:", "x.v.y", ".foo.", "a:b", "e.g. this", "1,000", "(x)", "http:\\//x", "/* c */",
    "<!-- c -->", "; ", "don't", "2019.", "{", "}", "a_b", "a*b", "! ?", "=", "**bold *it* x**", "-", "--", "+",
    "// c", "  ", "\u00a0", "😀", "é", "x < 3", "> 4", "[sic]", "\\", ". .", " ..", ": :", "#1", "§", "'q'", "\t",
    "a**b**", "_a b_.", "*x*,", "`#x`", "{x}", "&amp;", "~", "()", "(2)", "[[a]]", "[a]:", "http://u.v/x", "===",
)  # fmt: skip
DATA: Final = (
    "{a: 1}", "{isInGroup: true}", "{isCanonical: true}", "{a: [1,2], b: {c: x}}", "{\n  a: 1\n  b: [x]\n}",
    "{a: {b: 2}}", "{isInGroup: false}", "{d: 2020-01-01}",
)  # fmt: skip
TITLES: Final = ("A", "B", "C", "D E", "f(x)", "G")
SIGNS: Final = ("+", "-", "->", "+>", "<+", "<-", "_", "_>", "><", "<_")
HEADS: Final = (
    "",
    "===\ntitle: T\n===\n\n",
    "===\nmodel:\n  mode: strict\n===\n\n",
    "===\nmodel: {removeTagsFromText: true}\n===\n\n",
    "===\nmodel: {mode: strict, transformArgumentRelations: false}\n===\n\n",
    "===\nmodel:\n  shortcodes: {':foo:': {unicode: Ω}, '.foo.': {unicode: ω}}\n===\n\n",
    "===\ngroup: {regroup: [{title: R, statements: [A, B], children: [{title: S, arguments: [X]}]}]}\n===\n\n",
)
LINE_ENDS: Final = (("\n", "\r\n"), ("\n    ", "\n\t"), ("\n\n", "\n \n"), ("\n\n", "\n\n\n"))


@st.composite
def words(draw: st.DrawFn, odd: bool) -> str:
    pool = st.sampled_from((*WORDS, *WORDS, *ODD) if odd else WORDS)
    return draw(st.sampled_from([" ", " ", " ", ""])).join(draw(st.lists(pool, min_size=1, max_size=5)))


@st.composite
def paragraphs(draw: st.DrawFn, odd: bool, indent: str = "") -> str:
    lines = draw(st.lists(words(odd), min_size=1, max_size=3))
    return f"\n{indent}{draw(st.sampled_from(['', ' ', '    ']))}".join(lines)


@st.composite
def elements(draw: st.DrawFn, odd: bool, kinds: str = "sdrae", indent: str = "") -> str:
    kind, title = draw(st.sampled_from(kinds)), draw(st.sampled_from(TITLES))
    if kind in "sda":
        text = draw(paragraphs(odd, indent))
        element = {"s": text, "d": f"[{title}]: {text}", "a": f"<{title}>: {text}"}[kind]
    else:
        element = f"[{title}]" if kind == "r" else f"<{title}>"
    if draw(st.integers(0, 6)) == 0:
        element += " #tag"
    if draw(st.integers(0, 6)) == 0:
        element += draw(st.sampled_from([" ", "\n"])) + draw(st.sampled_from(DATA))
    return element


@st.composite
def relations(draw: st.DrawFn, odd: bool) -> str:
    """Lines of relations, each at most one level deeper than the one before."""
    lines, depth = "", 0
    for _ in range(draw(st.integers(0, 4))):
        depth = draw(st.integers(1, depth + 1))
        sign = draw(st.sampled_from(SIGNS))
        indent = "  " * (depth + 1)
        lines += f"\n{indent}{sign} {draw(elements(odd, 'sdr' if sign == '><' else 'sdrae', indent))}"
    return lines


@st.composite
def structures(draw: st.DrawFn, odd: bool) -> str:
    rows, n = [], 1
    for step in range(draw(st.integers(1, 2))):
        for _ in range(draw(st.integers(0 if step else 1, 2))):
            rows.append(f"({n}) {draw(elements(odd, 'sdr'))}{draw(relations(odd))}")
            n += 1
        rule = draw(
            st.sampled_from(
                [
                    "----",
                    "-----",
                    "--\nModus P {uses: [1]}\n--",
                    "-- Rule 1, rule 2 --",
                    "-- a {uses: [1,2]} --",
                ]
            )
        )
        under = f"\n  <_ {draw(elements(odd))}" if draw(st.integers(0, 4)) == 0 else ""
        rows += (rule + under, f"({n}) {draw(elements(odd, 'sdr'))}{draw(relations(odd))}")
        n += 1
    title = draw(st.sampled_from(["", "<X>\n\n", "<Y>: why\n\n", "<Z>\n\n"]))
    return title + "\n".join(rows)


@st.composite
def blocks(draw: st.DrawFn, odd: bool) -> str:
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return "#" * draw(st.integers(1, 3)) + f" {draw(words(odd))}"
    if kind <= 2:
        return draw(structures(odd))
    if kind == 3:
        return "\n".join(f"* {e}" for e in draw(st.lists(elements(odd), min_size=1, max_size=3)))
    return draw(elements(odd)) + draw(relations(odd))


@st.composite
def documents(draw: st.DrawFn, odd: bool | None = None) -> str:
    """Documents as people write them, plain or full of what means something elsewhere."""
    odd = draw(st.booleans()) if odd is None else odd
    body = "\n\n".join(draw(st.lists(blocks(odd), min_size=1, max_size=4)))
    text = draw(st.sampled_from(HEADS)) + body + draw(st.sampled_from(["", "\n", "\n\n"]))
    return text.replace(*draw(st.sampled_from((*LINE_ENDS, *[("\n", "\n")] * len(LINE_ENDS)))))


# Texts


FRAGMENTS: Final = (
    *ODD, *DATA, *SIGNS, *HOSTILE, "[A]: ", "<B>: ", "[A]", "<B>", "(1) ", "(2) ", "----", "-- ", " --", "\n", "\n\n",
    "\n  ", "\r\n", "\r", "\t", "# ", "## ", "* ", "1. ", "===\n", "\n===\n", "title: x\n", "@include(x)", "//", "/*",
    "*/", "<!--", "-->", "{", "}", "{a: ", "[", "]", "<", ">", "(", ")", "**", "__", "\\", ":", ".", "@", "#(", "]:",
    "parties: {a: A}\n", "sources: {s: {text: x}}\n", "argmap: {version: 1}\n", "\ufeff", "\u2028", "\x00",
)  # fmt: skip
texts = st.lists(
    st.sampled_from(FRAGMENTS) | st.text("[]<>(){}#*_+-=/\\.:,;@!'\"\n\r\t ab1é\u00a0", max_size=6),
    max_size=14,
).map("".join)


def recovered(text: str, dialect: Dialect = "argmap") -> tuple[ArgumentMap, tuple[Diagnostic, ...]]:
    return argmap.loads(text, format="argdown", on_error="recover", dialect=dialect)


def content(m: ArgumentMap) -> Any:
    """A map without the emphasis of its texts, which a broken text may lose."""
    value = json.loads(argmap.dumps(m))
    for record in (value, *value.get("relations", ())):
        if isinstance(data := record.get("data"), dict):
            data.pop(RESIDUE, None)
            if not data:
                del record["data"]
    return value


def written(m: ArgumentMap) -> str:
    return argmap.dumps(m, format="argdown")


# Laws


@given(maps())
def test_every_map_round_trips(m: ArgumentMap) -> None:
    assert recovered(written(m))[0] == m


@given(maps(hostile=True))
def test_hostile_maps_round_trip(m: ArgumentMap) -> None:
    text = written(m)
    assert argmap.loads(text, format="argdown", on_error="recover").map == m
    assert written(recovered(text)[0]) == text


@given(texts, st.sampled_from(DIALECTS))
@example("(1) a\n----\n" * 3, "official")
@example("{" * 40 + "}" * 40, "argmap")
@example("\ufeff===\n\x00: [\n===", "argmap")
def test_any_text_is_read_or_refused(text: str, dialect: Dialect) -> None:
    m, notes = recovered(text, dialect)
    lines = re.split(r"\r\n|\n|\r", text)
    for note in notes:
        assert note.line is not None
        assert note.column is not None
        assert 1 <= note.line <= len(lines)
        assert 1 <= note.column <= len(lines[note.line - 1]) + 2
    errors = [n for n in notes if n.severity == "error"]
    assert content(recovered(written(m))[0]) == content(m)
    if errors:
        with pytest.raises(ArgmapError) as refused:
            argdown.loads(text, dialect=dialect)
        assert list(getattr(refused.value, "diagnostics", ())) == errors
    else:
        assert argdown.loads(text, dialect=dialect) == m


@given(documents())
@example("(2) **b** \\ #tag")
@example("\\**b** #tag")
@example("===\nmodel: {removeTagsFromText: true}\n===\n\n* <A> #tag\n* <A>: words")
@example("===\nmode: strict\n===\n<Y>: why\n  + <A> #tag {isInGroup: true}\n\n<A>: words")
@example("===\ntitle: T\n===\n\n<B>: words\n\n(1) a\n----\n(2) b\n\nc\n\n(1) d\n----\n(2) e")
@example("[A]: a\n\n[A]:\n  + b")
@example("* [D E]: **b** #tag {a: 1}\r\n* [D E]: rents #tag {a: 1}")
@example("cap `#x`x.v.y #1\\#x{1,000.foo.")
@example("(1) a\n----\n  + x\n(2) b")
def test_a_document_written_again_means_the_same(text: str) -> None:
    m, notes = recovered(text)
    again = recovered(written(m))[0]
    assert content(again) == content(m)
    if any(n.severity == "error" for n in notes):
        return  # the rest holds where nothing was broken
    assert written(again) == written(m)
    if not any(n.severity == "warning" or n.code.endswith("-kept") for n in notes):
        # Emphasis that begins where a tag was taken out may stand within a word then, where it is none.
        assert again == m or "removeTagsFromText" in text


# Editing a text


NARROW: Final = 2  # lines that a new claim with its relation may change


def unordered(m: ArgumentMap) -> Any:
    """What a map holds, aside from the order of its records, which is that of the text."""
    value = content(m)
    return {k: sorted(v, key=itemgetter("id")) if isinstance(v, list) else v for k, v in value.items()}


def lines_changed(old: str, new: str) -> int:
    pairs = SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for what, a, b, c, d in pairs if what != "equal")


@st.composite
def edits(draw: st.DrawFn, m: ArgumentMap) -> ArgumentMap:
    """A map with some of its records removed, changed or added."""
    for _ in range(draw(st.integers(1, 3))):
        nodes: tuple[Claim | Argument, ...] = (*m.claims, *m.arguments)
        match draw(st.sampled_from(["remove", "text", "data", "unrelate", "new", "relate", "title"])):
            case "remove" if nodes:
                m = m.without(draw(st.sampled_from(nodes)), cascade=True)
            case "text" if nodes:
                m = m.replace(
                    evolve(draw(st.sampled_from(nodes)), text=draw(st.sampled_from(["other words", "x", ""])))
                )
            case "data" if nodes:
                data: dict[str, Any] = draw(st.sampled_from([{}, {"argdown": {"a": 2}}, {"other": 1}]))
                m = m.replace(evolve(draw(st.sampled_from(nodes)), data=data))
            case "unrelate" if m.relations:
                m = m.without(draw(st.sampled_from(m.relations)), cascade=True)
            case "new" if "New" not in m:
                new = Claim(
                    "New", "A new claim.", section=draw(st.sampled_from([None, *(s.id for s in m.sections)]))
                )
                m = m.add(new, *[new.attacks(c) for c in m.claims[:1]])
            case "relate" if len(m.claims) > 1:
                support = m.claims[-1].supports(m.claims[0])
                m = m if support.id in m else m.add(support)
            case "title":
                m = evolve(m, title=draw(st.sampled_from(["", "Other"])))
    return m


@given(documents(), st.data())
def test_an_edited_text_means_the_edited_map(text: str, data: st.DataObject) -> None:
    m, notes = recovered(text)
    if any(n.severity == "error" for n in notes):
        return
    assert argdown.edit(text, m) == text
    m = data.draw(edits(m))
    once = argdown.edit(text, m)
    assert unordered(recovered(once)[0]) == unordered(m)
    assert argdown.edit(once, recovered(once)[0]) == once


@given(documents(), st.data())
def test_a_new_claim_changes_two_lines(text: str, data: st.DataObject) -> None:
    m, notes = recovered(text)
    if any(n.severity == "error" for n in notes) or not m.claims:
        return
    claim = data.draw(st.sampled_from(m.claims))
    strict = "mode: strict" in text
    new = Claim("New", "A new claim.", section=None if "regroup" in text else claim.section)
    relation = Relation("x", RelationKind.ENTAILMENT if strict else RelationKind.SUPPORT, ["New"], [claim.id])
    relation = evolve(relation, id=f"{relation.kind}:New>{claim.id}")
    found = argdown.edit(text, m.add(new, relation))
    assert unordered(recovered(found)[0]) == unordered(m.add(new, relation))
    assert lines_changed(text, found) <= NARROW


def strings_of(value: Any) -> list[str]:
    """Every string in a value."""
    found, pending = [], [value]
    while pending:
        v = pending.pop()
        if isinstance(v, str):
            found.append(v)
        elif isinstance(v, dict):
            pending += [*v, *v.values()]
        elif isinstance(v, list | tuple):
            pending += v
        elif v is not None:
            found.append(str(v))
    return found


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text if unicodedata.category(c)[0] in "LS" and c not in "<>+=|~^`¬→∀$")


@given(texts)
@example("[A]: see http://x.org/y now\n  + {z: q} b\n\n{r: s}")
@example("# heading\n[A]: b\n\n(1) c\n-- d\n(2) e")
def test_no_letter_vanishes_silently(text: str) -> None:
    """Letters and symbols stand in the map or in a comment, unless an error says what was left out.

    They are what cannot be markup. Exceptions: the names of shortcodes, and the words true, false and null in data.
    """
    text = re.sub(r"\A\ufeff", "", text)
    m, notes = recovered(text)
    if any(n.severity == "error" for n in notes):
        return  # what it is about may be left out
    bare = re.sub(r"<!--[\s\S]*?-->|/\*[\s\S]*?\*/|(?<!:)//[^\n\r]*", "", text)
    have = letters("".join(strings_of(json.loads(argmap.dumps(m)))))
    assert set(letters(bare) - have) <= set("AEOPv") | set("truefalsn"), notes


REAL: Final = """===
title: Rents
author: Ada
parties: {na: National Assembly}
sources:
  r: {text: "Rents rise. Wages do not."}
===

# Rents #main {isGroup: true}

[Cap]: Rents should be *capped*, see [law](https://x.org/a_b). #thesis
  {by: na, quote: "Rents rise."}
  + [Rise]: Rents rise **fast**. {kind: fact}
    - <Doubt>: Not everywhere, @[Rise] notwithstanding.
  - <Supply>
  >< [Free]: Rents should be free.

## Reasons // a comment

<Supply>: A cap shrinks supply. {
  by: na
  weight: 0.5
}

(1) [P1]: Landlords leave.
(2) Fewer flats are built. /* not yet */
-- Modus ponens, By law {uses: [1, 2]} --
  <_ [U]: It does not follow.
(3) Supply shrinks.
(4) Demand stays.
----
(5) [C]: Rents rise.
  -> [Cap]

* one
* <two>
"""


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A document with some of its lines or characters gone, doubled, exchanged or put in."""
    lines = REAL.split("\n")
    for _ in range(draw(st.integers(1, 3))):
        n, k = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(
            st.sampled_from(["delete", "double", "swap", "character", "character", "insert", "insert"])
        ):
            case "delete":
                del lines[n]
            case "double":
                lines.insert(k, lines[n])
            case "swap":
                lines[n], lines[k] = lines[k], lines[n]
            case "character" if lines[n]:
                at = draw(st.integers(0, len(lines[n]) - 1))
                lines[n] = lines[n][:at] + lines[n][at + 1 :]
            case _:
                at = draw(st.integers(0, len(lines[n])))
                lines[n] = lines[n][:at] + draw(st.sampled_from(FRAGMENTS)) + lines[n][at:]
    return "\n".join(lines)


SIGNS_IN_WORDS: Final = (
    "*", "**", "***", "_", "__", "___", "a", "b c", " ", " ", "}", "{", ".", ",", "-", ":", "\n", "(", ")", "\\",
)  # fmt: skip
URLS: Final = (
    "https://x.org/a#b", "http://x.org:80/*a*//b?q=:smile:&z=@[A]", "www.x.org/a_b#c", "https://x.org/t_(u)#v.v.v",
    "ftp://x.org/<", "http", "://", "www.", "a.v.b", "#t", "[l](https://x.org/#a)", "@[A]", ":A:", "//", "/",
)  # fmt: skip


def soup(*parts: str) -> st.SearchStrategy[str]:
    """Parts in any order, in which every sign may meet every other."""
    return st.lists(st.sampled_from(parts), min_size=1, max_size=10).map("".join)


@given(soup(*SIGNS_IN_WORDS))
@example("__ ")
@example("____")
@example("*}**")
@example("*" * 25)
@example("***b c. ***_")
def test_stars_and_underscores_are_emphasis_or_words(text: str) -> None:
    m, notes = recovered(f"[A]: x {text}\n")
    assume(len(m.claims) == 1 and len(m.relations) == 0 and not {n.code for n in notes} & {"empty-relation"})
    found = m.claims[0].text
    marks = list(m.data.get(RESIDUE, {}).get("marks", {}).get("A", {}).get("0", (0,))[1:])
    assert all(0 <= start <= end <= len(found) for _, start, end, _ in marks)
    for sign in "*_":
        of_marks = text.count(sign) - found.count(sign)
        assert of_marks >= 0
    signs = sum(text.count(sign) - found.count(sign) for sign in "*_")
    assert signs == sum(4 if kind == "bold" else 2 for kind, *_ in marks)


@given(soup(*SIGNS_IN_WORDS, *URLS))
@example("a://b:*c*:d")
@example("http#t://b c")
@example("www.x#t a.v.b")
@example("www.*")
@example("www..")
def test_any_words_are_written_and_read_again(text: str) -> None:
    m, _ = recovered(f"[A]: a\n\n{text}\n")
    assert recovered(written(m))[0] == m


@given(st.sampled_from(URLS[:4]), st.sampled_from(("", ".", ",", ")", '"', "**", "_", "!", "'", "”", ">")))
@example("https://x.org/a#b", "")
def test_a_url_is_one_word_and_punctuation_after_it_is_none_of_it(url: str, after: str) -> None:
    for head in ("", "===\nmodel: {removeTagsFromText: true}\n===\n\n"):
        m, notes = recovered(
            f"{head}[A]: see {url}{after} // more #no\n\n(1) [P]: {url}\n-- {url}, r --\n(2) [C]: c\n\n"
            f"* [I]: {url}{after} #yes {{by: x}}\n\n# {url}\n"
        )
        item = f"{url}{after}" + ("" if head else " #yes")
        assert [node.text for node in m.claims] == [f"see {url}{after}", url, "c", item]
        assert m.sections[0].title == url
        assert m.relations[0].scheme == f"{url}, r"
        assert [node.tags for node in m.claims] == [(), (), (), ("yes",)]
        assert {n.code for n in notes} <= {"url-kept", "marker-kept", "unclosed-emphasis"}
        assert recovered(written(m))[0] == m


@given(documents())
@example("(1) a\n-- r { { ()\n x --\n(2) b\n\n[A]: a {x: 1}\n")
@example("[A]: a {\n  x: 1\n  y: [2]\n}\n\n[B]: b\n")
def test_every_line_end_is_one(text: str) -> None:
    text = text.replace("\r\n", "\n")
    for end in ("\r", "\r\n"):
        assert recovered(text.replace("\n", end))[0] == recovered(text)[0]


def test_the_document_that_is_mutated_is_sound() -> None:
    m, notes = recovered(REAL)
    assert [str(n) for n in notes if n.severity != "info"] == []
    assert recovered(written(m))[0] == m


@given(mutated(), st.sampled_from(DIALECTS))
def test_mutated_documents_are_read_or_refused(text: str, dialect: Dialect) -> None:
    m, _ = recovered(text, dialect)
    with suppress(ArgmapError):
        assert argdown.loads(text, dialect=dialect) == m
    assert content(recovered(written(m))[0]) == content(m)


# Large inputs


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "text",
    [
        "[a]: x\n" + "\n".join(f"{' ' * (n + 1)}+ [a{n}]: y" for n in range(2000)),
        "word, " * 100_000,
        "\n\n".join(f"[S{n}]: Statement {n} says something.\n  + [T{n}]: Because." for n in range(10_000)),
        "".join(f"(1) a{n}\n----\n(2) b\n\n" for n in range(3000)),
        "# h\n\n" * 5000,
        "* a\n" * 10_000,
        "[a]: b\n" + "  + [c]\n" * 10_000,
    ],
    ids=["deep", "long", "many", "structures", "headings", "lists", "one relation"],
)
def test_large_texts_are_read(text: str, dialect: Dialect) -> None:
    m, notes = recovered(text, dialect)
    assert not [n for n in notes if n.severity == "error"]
    assert len(m.claims) + len(m.sections) > 0
    if dialect == "argmap" and len(text) < 200_000:
        assert len(written(m)) > 0


HOSTS: Final = {
    "(": 20_000, "[": 20_000, "{ ": 3000, "[a](": 5000, "<a ": 5000, "#(": 5000, "=== ": 5000,
    "*a ": 5000, "_a b* ": 3000, ".a": 5000, ":a": 5000, "/* a ": 5000, "<!-- a ": 5000, "[a b ": 3000,
    "{a: ": 3000, "(1) ": 5000, "a { b\n\n": 3000, "a {b: [}\n\n": 1000, "[a] b\n\n": 2000,
    "(1) a\n\n----\n(2) b\n\n": 500, "\n": 50_000,
}  # fmt: skip


@pytest.mark.parametrize("part", HOSTS)
def test_hostile_repetition_is_read_or_refused(part: str) -> None:
    recovered(part * HOSTS[part])


def test_a_deep_map_is_written() -> None:
    deep = "[a]: x\n" + "\n".join(f"{' ' * (n + 1)}+ [a{n}]: y" for n in range(500))
    m, _ = recovered(deep)
    assert recovered(written(m))[0] == m


# Figures


FIGURE_WORDS: Final = (
    "5", "1,500", "2.3", "6 000", "2026", "-3", ".5", "1,5", "million", "thousand", "over", "about", "~", "at most",
    "percent", "%", "per cent", "€", "$", "EUR", "flats", "km2", "CO2", "of", "out of", "voters", "May", "12 May 2026",
    "in", "to", "-", ",", ";", ".", "a month", "bn", "th", "s", "e6", "/", ":", "(2019)", "½", "٣",
)  # fmt: skip
figure_words = st.lists(st.sampled_from(FIGURE_WORDS), max_size=5).flatmap(
    lambda some: st.sampled_from(["", " "]).map(lambda joint: joint.join(some))
)


@given(words=figure_words)
def test_words_are_one_figure_or_refused(words: str) -> None:
    try:
        figure = read_figure(words, {})
    except ArgmapError:
        return
    assert read_figure(write_figure(figure, {}), {}) == figure
    assert not re.search(r"(?:\A|\s)[^\w\s]*\d", figure.unit)


@given(value=st.integers(0, 9999) | st.sampled_from([2.3, 0.5]), unit=figure_words, of=figure_words)
def test_every_figure_comes_back_from_its_words(value: float, unit: str, of: str) -> None:
    figure = Quantity(value, unit if unit != "date" else "", of=of)
    assert read_figure(write_figure(figure, {}), {}) == figure
