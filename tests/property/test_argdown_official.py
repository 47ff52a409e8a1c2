"""Argdown against its reference parser, @argdown/core: the official dialect reads as it does.

Needs node and a folder with the parser: ARGMAP_ARGDOWN_ORACLE names it (oracle.cjs and node_modules).
"""

from __future__ import annotations

import runpy
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, Phase, assume, example, given, settings

import argmap
from argmap import Argument, ArgumentMap, Claim, Relation, RelationKind
from argmap.serializers.argdown.meaning.building import understand
from argmap.serializers.argdown.meaning.referents import Bond, Member, Referent, Step
from argmap.serializers.argdown.text import parsing, yamldata
from argmap.serializers.argdown.text.notes import Notes
from argmap.testing import maps

if TYPE_CHECKING:
    from argmap import Diagnostic
    from argmap.serializers.argdown.text.rows import Mark

ROOT: Final = Path(__file__).parents[2]
SEEDS: Final = sorted((ROOT / "seeds").glob("*.argdown"))
# Prose that is kept has a diagnostic of its own: these are the ones whose codes do not say so.
MORE_KEPT: Final = (
    "wrapped-line", "reference-in-text", "unclosed-emphasis", "unclosed-title", "unknown-relation", "three-hyphens",
    "comment-at-end", "definition-in-text",
)  # fmt: skip

Ask = Callable[[str], dict[str, Any]]
SERVER: Final = """
const oracle = require(process.argv[2] + "/oracle.cjs");
const lines = require("readline").createInterface({ input: process.stdin });
(async () => {
  for await (const line of lines) {
    let found;
    try { found = await oracle.run(JSON.parse(line), { implicit: false }); }
    catch (e) { found = { crashed: String(e) }; }
    delete found.map;
    process.stdout.write(JSON.stringify(found) + "\\n");
  }
})();
"""


@pytest.fixture(scope="module")
def official(reference_parser: Callable[[str], Ask]) -> Ask:
    """What the reference parser makes of a text; one process for all texts."""
    return reference_parser(SERVER)


def accepted(found: dict[str, Any]) -> bool:
    """Whether the reference parser had nothing to complain of."""
    return not any(found.get(k) for k in ("crashed", "errors", "exceptions", "lexerErrors"))


# Both sides in one form


def bare(value: dict[str, Any], *drop: str) -> dict[str, Any]:
    """A mapping without what is absent, empty or a matter of place."""
    return {k: v for k, v in value.items() if v not in (None, [], {}, "") and k not in drop}


def theirs(found: dict[str, Any]) -> dict[str, Any]:
    """What the reference parser reads, without places in the text."""

    def member(entry: dict[str, Any]) -> dict[str, Any]:
        marks = [
            bare(m, "tag", "title")
            for m in entry.get("ranges", ())
            if m["type"] in ("bold", "italic", "link")
        ]
        text = None if entry.get("isReference") else entry.get("text")
        return bare({**entry, "text": text, "ranges": marks}, "line", "column", "isTopLevel")

    def group(entry: dict[str, Any]) -> dict[str, Any]:
        steps = [
            bare(
                {
                    **s,
                    "text": None if s.get("isReference") else s.get("text"),
                    # What was a conclusion before it was copied as a premise still has its inference there.
                    "inference": bare(s.get("inference") or {}) if s["role"] != "premise" else {},
                }
            )
            for s in entry.get("pcs", ())
        ]
        members = [member(m) for m in entry["members"]]
        return bare({**entry, "members": members, "pcs": steps, "usedAs": sorted(entry.get("usedAs", ()))})

    def section(entry: dict[str, Any]) -> dict[str, Any]:
        children = [section(c) for c in entry.get("children", ())]
        return bare({**entry, "children": children}, "isGroup", "isClosed")

    return {
        "statements": [group(s) for s in found["statements"]],
        "arguments": [group(a) for a in found["arguments"]],
        "relations": found["relations"],
        "sections": [section(s) for s in found["sections"]],
    }


ROLES: Final = {
    "premise": "Premise",
    "main-conclusion": "MainConclusion",
    "intermediary-conclusion": "IntermediaryConclusion",
    "top-level-statement": "TopLevelStatement",
    "relation-statement": "RelationStatement",
}


def utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def ours(  # noqa: C901 - one function for each kind of row
    text: str, *, official: bool
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """What this reader makes of a text, in the same form; undercuts are where the reference parser moves them."""
    notes = Notes(text)
    document = parsing.parse(text, notes, official=official, front=yamldata.front)
    yamldata.read(document, notes)
    meaning = understand(document.rows, document.front or {}, notes, official=True)

    def marks(words: str, found: list[Mark]) -> list[dict[str, Any]]:
        return [
            bare({"type": t, "start": utf16(words, a), "stop": utf16(words, b) - 1, "url": u})
            for t, a, b, u in found
        ]

    def member(m: Member) -> dict[str, Any]:
        e = m.element
        return bare(
            {
                "text": None if e.reference else e.text,
                "role": m.role,
                "isReference": e.reference or None,
                "tags": list(e.tags),
                "data": e.data,
                "section": m.section,
                "ranges": marks(e.text, e.marks),
            }
        )

    def steps(a: Referent) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        inference: dict[str, Any] = {}
        for s in a.steps:
            if isinstance(s, Step):
                inference = bare({"rules": s.inference.rules, "data": s.inference.data})
                continue
            row = {k: v for k, v in member(s).items() if k not in ("section", "ranges")}
            found.append(bare({"n": len(found) + 1, "title": s.element.title, **row, "inference": inference}))
            inference = {}
        return found

    def group(g: Referent) -> dict[str, Any]:
        return bare(
            {
                "title": g.title,
                "text": g.canonical.element.text if g.canonical else None,
                "tags": g.tags,
                "data": g.data,
                "section": g.section,
                "usedAs": sorted(ROLES[r] for r in g.roles) if g.kind == "statement" else [],
                "members": [member(m) for m in g.members],
                "pcs": steps(g),
            }
        )

    def end(e: Referent | Step | Bond) -> dict[str, Any]:
        assert not isinstance(e, Bond)  # the reference parser knows no such ends
        if isinstance(e, Referent):
            return {"kind": e.kind, "title": e.title}
        before = e.argument.steps[: e.argument.steps.index(e)]
        at = sum(isinstance(s, Member) for s in before)
        return {"kind": "inference", "title": e.argument.title, "conclusionIndex": at}

    sections: dict[str, dict[str, Any]] = {}
    roots: list[dict[str, Any]] = []
    for p in meaning.sections:
        h = p.heading
        row = {
            "id": p.id,
            "level": h.level,
            "title": h.text.strip().strip("\ufeff").strip(),  # a blank to the reference parser
            "tags": h.tags,
            "data": h.data,
            "children": [],
        }
        sections[p.id] = row
        (sections[p.parent.id]["children"] if p.parent else roots).append(row)

    def tidy(row: dict[str, Any]) -> dict[str, Any]:
        return bare({**row, "children": [tidy(c) for c in row["children"]]})

    return {
        "statements": [group(g) for g in meaning.statements.values()],
        "arguments": [group(g) for g in meaning.arguments.values()],
        "relations": [
            {"type": b.type, "from": end(b.source), "to": end(b.target), "occurrences": len(b.offsets)}
            for b in meaning.bonds
        ],
        "sections": [tidy(r) for r in roots],
    }, notes.in_order()


def squashed(value: Any, *drop: str) -> Any:
    """Without marks and empty texts, and with single blanks inside texts and none at their ends."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [squashed(v, *drop) for v in value]
    if isinstance(value, dict):
        plain = {k: squashed(v, *drop) for k, v in value.items() if k not in ("ranges", *drop)}
        return {k: v for k, v in plain.items() if v != ""}
    return value


def meant(found: dict[str, Any], *, plain: bool) -> dict[str, list[Any]]:
    """What a text means to the reference parser, wherever it states that: aside from repetitions, and from order."""
    drop = ("members", "usedAs", "occurrences", "isReference", "level") + (() if plain else ("data", "tags"))
    meaning: dict[str, list[Any]] = squashed(theirs(found), *drop)
    for argument in meaning["arguments"]:  # whose statements may have their texts elsewhere
        kept = ("n", "role", "title", "inference")
        argument["pcs"] = [{k: step[k] for k in kept if k in step} for step in argument.get("pcs", ())]
    return {name: sorted(values, key=repr) for name, values in meaning.items()}


# Laws


documents: Any = runpy.run_path(str(Path(__file__).with_name("test_argdown_laws.py")))["documents"]
REFUSED: Final = ("bad-yaml", "not-a-mapping", "title-lost")  # what js-yaml passes and YAML 1.2 does not
# Failures are not made smaller: each try would ask the other process.
fixture_once = settings(
    max_examples=max(10, settings().max_examples // 2),
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)


def kept(notes: list[Diagnostic]) -> bool:
    """Whether some prose was read otherwise than by the reference parser, which is reported."""
    return any(n.code.endswith("-kept") or n.code in MORE_KEPT for n in notes)


def written(m: ArgumentMap) -> str:
    return argmap.dumps(m, format="argdown")


@given(documents())
@fixture_once
@example("<A>\n\n(1) a\n----\n(2) b\n\n[C]: c\n  <_ [u]: u")
@example("[Untitled 1]: named\n  + no title")
@example("[A]: a {a: [1, 2, 3]}\n\n[A] {a: [9]}")
def test_the_official_dialect_equals_the_reference_parser(official: Ask, text: str) -> None:
    found = official(text)
    mine, notes = ours(text, official=True)
    errors = [n.code for n in notes if n.severity == "error"]
    if not accepted(found):
        assert errors
        return
    if set(errors) & set(REFUSED):
        return
    assert not errors
    assert mine == theirs(found)


EXPLODED: Final = "===\nmodel: {explodeArguments: true}\n===\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "<T>: why\n\n(1) a\n(2) b\n----\n(3) c\n(4) d\n-- r {uses: [1, 3, 4]} --\n(5) e\n\n[q]\n  + <T>",
        "(1) a\n----\n(2) [c]: c\n-- r, s --\n(3) e\n  +> [c]",
        "# S\n\n<T> #t\n\n(1) a\n----\n(2) b\n----\n(3) c {uses: [1]}\n----\n(4) d\n\n<T>: more",
        "<T>\n\n(1) a\n----\n(2) b\n-- r {from: [1]} --\n(3) c\n----\n(4) d {from: [1]}",
    ],
)
def test_exploded_arguments_are_those_of_the_reference_parser(official: Ask, text: str) -> None:
    found = official(EXPLODED + text)
    assert accepted(found)
    for dialect in (True, False):
        assert squashed(ours(EXPLODED + text, official=dialect)[0]) == squashed(theirs(found))


@given(documents())
@fixture_once
def test_the_default_dialect_differs_only_where_it_reports_so(official: Ask, text: str) -> None:
    found = official(text)
    mine, notes = ours(text, official=False)
    if not accepted(found) or kept(notes) or any(n.code in REFUSED for n in notes):
        return
    assert not [n for n in notes if n.severity == "error"]
    assert mine == theirs(found)


@given(documents(odd=False))
@fixture_once
def test_the_default_dialect_reads_plain_documents_alike(official: Ask, text: str) -> None:
    found = official(text)
    assume(accepted(found))
    assert ours(text, official=False)[0] == theirs(found)


@given(documents())
@fixture_once
def test_a_document_written_again_means_the_same_to_the_reference_parser(official: Ask, text: str) -> None:
    found = official(text)
    m, notes = argmap.loads(text, format="argdown", on_error="recover")
    if not accepted(found) or any(n.severity == "error" for n in notes):
        return
    assume(all(n.code != "undercut-of-statement" for n in notes))  # the reference parser moves them
    # It takes [A] - [A] for any other attack on A, if one comes first.
    assume(all(r.sources != r.targets for r in m.relations))
    if kept(list(notes)):
        return
    text = written(m)
    again = official(text)
    assert accepted(again)
    plain = "argmap:" not in text  # else some of it is in data, which the reference parser does not know
    assert meant(again, plain=plain) == meant(found, plain=plain)


@given(maps())
@fixture_once
def test_written_maps_are_read_alike_by_the_reference_parser(official: Ask, m: ArgumentMap) -> None:
    assume(m.claims or m.evidence or m.arguments)  # the reference parser refuses what has no text
    text = written(m)
    found = official(text)
    assert accepted(found)
    mine, notes = ours(text, official=False)
    assert not kept(notes)
    assert squashed(mine, "data") == squashed(theirs(found), "data")


@given(maps(hostile=True))
@fixture_once
def test_hostile_maps_are_read_by_the_reference_parser(official: Ask, m: ArgumentMap) -> None:
    assume(m.claims or m.evidence or m.arguments)  # the reference parser refuses what has no text
    text = written(m)
    found = official(text)
    assert accepted(found)
    mine, others = (squashed(v, "data") for v in (ours(text, official=False)[0], theirs(found)))
    for side in (mine, others):  # the reference parser puts titles that are numbers first
        for group in ("statements", "arguments"):
            side[group].sort(key=itemgetter("title"))
    assert mine == others


PLAIN: Final = (RelationKind.SUPPORT, RelationKind.ATTACK, RelationKind.CONTRADICTION)


@given(maps(kinds=PLAIN, dialogue=False, nested=False, quotes=False))
@fixture_once
def test_the_reference_parser_finds_every_statement_and_relation(official: Ask, m: ArgumentMap) -> None:
    found = official(written(m))
    statements = {s["title"]: " ".join((s.get("text") or "").split()) for s in found["statements"]}
    titles = [c.title or c.id for c in m.statements]
    assume(len(set(titles)) == len(titles) and set(titles) <= set(statements))
    for node, title in zip(m.statements, titles, strict=True):
        assert " ".join(node.text.split()) in statements[title]
    ids = {n.id: t for n, t in zip(m.statements, titles, strict=True)}
    found_relations = {(r["from"]["title"], r["to"]["title"]) for r in found["relations"]}
    for r in m.relations:
        ends = (*r.sources, *r.targets)
        if len(r.sources) == len(r.targets) == 1 and r.argument is None and set(ends) <= set(ids):
            source, target = (ids[i] for i in ends)
            if source == target:
                continue  # which the reference parser takes for another relation of that kind
            assert (source, target) in found_relations or (target, source) in found_relations


A, B, C, D, P = *(Claim(name, f"{name} is so.") for name in "ABCD"), Argument("P", "Why.")
STEP: Final = Relation("P/1", "support", ("D",), ("A",), argument="P")
SUPPORT, LINKED, WHY = B.supports(A), A.supported_by(B, C), P.supports(A)
UNDERCUT: Final = C.undercuts(SUPPORT)


@pytest.mark.parametrize(
    ("m", "drawn"),
    [
        (ArgumentMap.of(A, B, C, SUPPORT, UNDERCUT), {("C", "B")}),
        (ArgumentMap.of(C, A, B, SUPPORT, UNDERCUT), {("C", "B")}),
        (ArgumentMap.of(A, B, C, D, SUPPORT, UNDERCUT, D.undercuts(UNDERCUT)), {("C", "B"), ("D", "C")}),
        (ArgumentMap.of(P, D, A, B, C, STEP, SUPPORT, UNDERCUT), {("C", "B")}),
        (ArgumentMap.of(P, D, A, C, STEP, C.undercuts(STEP)), {("C", "P")}),
        (ArgumentMap.of(A, P, C, WHY, C.undercuts(WHY)), {("C", "P")}),
        (ArgumentMap.of(A, P, C, WHY, C.undercuts(P)), {("C", "P")}),
        (ArgumentMap.of(A, B, C, D, LINKED, D.undercuts(LINKED)), {("D", "Untitled 1")}),
    ],
)
def test_undercuts_are_undercuts_to_the_reference_parser(
    official: Ask, m: ArgumentMap, drawn: set[tuple[str, str]]
) -> None:
    text = written(m)
    again, notes = argmap.loads(text, format="argdown", on_error="recover")
    assert again == m
    assert not notes
    found = official(text)
    assert accepted(found)
    undercuts = [r for r in found["relations"] if r["type"] == "undercut"]
    assert {(r["from"]["title"], r["to"]["title"]) for r in undercuts} == drawn


@pytest.mark.parametrize("seed", [*SEEDS])
def test_the_real_statement_is_read_by_the_reference_parser(official: Ask, seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    found = official(text)
    assert accepted(found)
    mine, _ = ours(text, official=False)
    assert squashed([s["title"] for s in mine["statements"]]) == [s["title"] for s in found["statements"]]
    assert mine["relations"] == theirs(found)["relations"]
