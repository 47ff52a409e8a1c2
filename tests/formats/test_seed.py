"""The real statement that the project began with: its text, its map, and what the map promises about the text."""

from __future__ import annotations

import hashlib
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import argmap
from argmap import (
    ArgumentMap,
    Claim,
    Evidence,
    Fidelity,
    Provenance,
    Quote,
    Relation,
    RelationKind,
    Source,
)
from argmap.quoting.anchoring import owned_quotes, verify
from argmap.quoting.coverage import coverage
from argmap.quoting.matching import Verdict

ROOT = Path(__file__).parents[2]
TEXT = ROOT / "seeds" / "national-assembly-2024-11-30.txt"
TWIN = ROOT / "seeds" / "national-assembly-2024-11-30.argmap.json"
SHA256 = "4ec88a25c97e3ac5abe99c13a46003f78314f44ae73e30525b64619bb7b2ebea"
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip

example: dict[str, Any] = runpy.run_path(str(ROOT / "examples" / "national_assembly.py"))
m: ArgumentMap = example["statement"]
report: Source = m.sources[0]
statements: tuple[Claim | Evidence, ...] = m.statements
everyone = pytest.mark.parametrize("statement", statements, ids=lambda s: s.id)


def ends(r: Relation) -> list[tuple[str, str]]:
    return [(source, target) for source in r.sources for target in r.targets]


def holder(i: str) -> str | None:
    record = m[i]
    return record.by if isinstance(record, Claim | Evidence) else None


def test_the_text_is_the_original_byte_for_byte() -> None:
    assert hashlib.sha256(TEXT.read_bytes()).hexdigest() == SHA256 == report.sha256
    assert report.text.encode() == TEXT.read_bytes()


def test_the_map_comes_back_from_its_json_as_it_was() -> None:
    assert argmap.load(TWIN) == m
    assert argmap.loads(argmap.dumps(m)) == m


def test_the_json_is_what_the_example_writes(tmp_path: Path) -> None:
    argmap.dump(m, tmp_path / "map.argmap.json")
    assert (tmp_path / "map.argmap.json").read_bytes() == TWIN.read_bytes()


@everyone
def test_every_statement_is_quoted_held_and_short(statement: Claim | Evidence) -> None:
    assert statement.quotes
    assert statement.by
    assert 1 <= len(statement.text.split()) <= 25
    assert statement.text.endswith(".")


def test_every_quote_stands_exactly_where_it_says() -> None:
    quotes = [q for _, q in owned_quotes(m)]
    assert len(quotes) > len(statements)
    for quote in quotes:
        match = verify(quote, report)
        assert (match.verdict, match.passages[0].start, match.passages[0].end) == (
            Verdict.EXACT,
            quote.start,
            quote.end,
        )


def test_nearly_every_word_is_quoted_and_but_for_reporting_every_one() -> None:
    formulas: list[Quote] = example["formulas_of_reporting"]
    assert coverage(m, report).share >= 0.95
    rest = coverage(m, report, aside=formulas)
    assert rest.share >= 0.999
    assert [p.text for p in rest.uncovered if re.search(r"\w", p.text)] == []
    assert sum(len(q.exact) for q in formulas) < 0.05 * len(report.text)


# Figures


def provenance(i: str) -> Provenance:
    source = m[i]
    assert isinstance(source, Source)
    assert source.provenance is not None
    return source.provenance


def figures() -> list[tuple[str, Any]]:
    of_sources = [(s.id, f) for s in m.sources for f in provenance(s.id).figures]
    return [*of_sources, *((e.id, f) for e in m.evidence for f in e.figures)]


def test_every_number_and_date_of_the_text_is_in_a_figure() -> None:
    stated = [(f.quote.start, f.quote.end) for _, f in figures() if f.quote]
    numbers = list(re.finditer(r"\d+(?:[.,-]\d+)*", report.text))
    assert len(numbers) == 16
    missed = [n[0] for n in numbers if not any(a <= n.start() and n.end() <= b for a, b in stated)]
    assert missed == []


@pytest.mark.parametrize(("id", "figure"), figures(), ids=lambda x: str(getattr(x, "value", x)))
def test_the_quote_of_a_figure_has_its_number(id: str, figure: Any) -> None:
    words = figure.quote.exact
    if figure.quote.fidelity is Fidelity.INTERPRETATION:
        assert (figure.value, words) == (report.date, "this afternoon")
        return
    if figure.unit != "date":
        assert f"{figure.value:,}" in words, id
        return
    year, month, day = (*figure.value.split("-"), "", "")[:3]
    assert year in words
    written = MONTHS[int(month) - 1] in words if month else True
    assert written or figure.value in words
    assert not day or str(int(day)) in re.findall(r"\d+", words)


def test_qualifiers_are_those_of_the_text() -> None:
    qualified = {f.value: f.qualifier for _, f in figures() if f.qualifier != "exactly"}
    assert qualified == {6000: "over", 2000: "nearly"}
    assert all(f.qualifier in f.quote.exact for _, f in figures() if f.qualifier != "exactly" and f.quote)


def test_the_figures_are_those_of_the_text() -> None:
    values = [f.value for _, f in figures() if f.unit != "date"]
    assert sorted(values) == [18, 65, 74.21, 84.59, 333, 2000, 6000, 6317]
    dates = {f.value for _, f in figures() if f.unit == "date"}
    assert dates == {"2024-11-28", "2024-11-30", "2022", "2023", "2024-03", "2016"}
    increase = next(f for _, f in figures() if f.value == 74.21)
    assert (increase.baseline, increase.when) == ("2016", "2024-03")


# How it reached us


def test_who_issued_what_is_the_provenance_of_sources_and_supports_nothing() -> None:
    stated = {s.id: (p.by, p.to, p.via, p.place) for s in m.sources for p in [provenance(s.id)]}
    assert stated == {
        "report": ((), (), (), "Phnom Penh"),
        "statement": (("na",), ("ep",), ("akp",), ""),
        "resolution": (("ep",), (), ("na", "akp"), ""),
    }
    dates = {s.id: [(f.value, f.of) for f in provenance(s.id).figures] for s in m.sources}
    assert dates == {
        "report": [("2024-11-30", "")],
        "statement": [("2024-11-30", "receipt by the agency")],
        "resolution": [("2024-11-28", "")],
    }
    assert [n.id for n in m.nodes if n.by == "akp"] == []
    assert [s.id for s in m.sources if s.text] == ["report"]


def test_the_words_of_the_date_line_are_covered_by_provenance_alone() -> None:
    bare = ArgumentMap.of(*m.parties, *(evolve(s, provenance=None) for s in m.sources), *statements)
    lost = [p.text for p in coverage(bare, report).uncovered]
    assert lost[0] == "date 2024-11-30 \n\nphnom penh:"
    assert lost[1].startswith("according to a statement received by")
    assert [p.text for p in coverage(m, report).uncovered if p.start < report.text.index("notion")] == [
        "the statement asserted. It emphasized that"
    ]


def test_what_is_read_into_the_words_is_marked_and_tagged() -> None:
    marked = {s.id: (q.fidelity, s.tags) for s in statements for q in s.quotes if q.fidelity}
    assert marked == {
        "X1": ("interpretation", ("content not reported",)),
        "X3": ("imputation", ("holder implied",)),
        "C10": ("interpretation", ("conclusion implied",)),
    }


# Who holds what


def test_what_the_parliament_holds_is_reported_by_the_assembly_and_the_agency_and_answered() -> None:
    held = [c for c in statements if c.by == "ep"]
    assert len(held) == 3
    for claim in held:
        assert claim.via == ("na", "akp")
        answers = m.attackers(claim.id)
        assert answers
        assert {holder(a.id) for a in answers} <= {"na", "spokesperson"}


def test_what_the_assembly_holds_is_reported_by_the_agency() -> None:
    own = [c for c in statements if c.by in ("na", "spokesperson")]
    assert len(own) > 20
    assert {c.via for c in own} == {("akp",)}


def test_the_assembly_does_not_attack_itself() -> None:
    attacks = [r for r in m.relations if r.kind is RelationKind.ATTACK]
    assert len(attacks) >= 5
    own = {"na", "spokesperson"}
    assert [(s, t) for r in attacks for s, t in ends(r) if {holder(s), holder(t)} <= own] == []
    assert {holder(t) for r in attacks for _, t in ends(r)} == {"ep"}


def test_nobody_supports_the_other_side() -> None:
    pairs = [
        (holder(s), holder(t)) for r in m.relations if r.kind is RelationKind.SUPPORT for s, t in ends(r)
    ]
    assert [p for p in pairs if p[1] == "ep" and p[0] != "ep"] == []
    assert [p for p in pairs if p[0] == "ep" and p[1] != "ep"] == []


# Shape


def test_relations_run_in_no_circle() -> None:
    after: dict[str, set[str]] = {}
    for r in m.relations:
        for source, target in ends(r):
            after.setdefault(source, set()).add(target)
    left = set(after)
    while free := {i for i in left if not after[i] & left}:
        left -= free
    assert left == set()


def test_every_statement_is_joined_and_the_map_has_two_parts() -> None:
    joined: dict[str, set[str]] = {s.id: set() for s in statements}
    for r in m.relations:
        for i in (*r.sources, *r.targets):
            joined[i] |= {*r.sources, *r.targets} - {i}
    assert all(joined.values())
    parts = []
    left = set(joined)
    while left:
        part, queue = set(), [min(left)]
        while queue:
            i = queue.pop()
            if i not in part:
                part.add(i)
                queue += joined[i]
        parts.append(sorted(part))
        left -= part
    assert sorted(map(len, parts)) == [2, len(statements) - 2]
    assert ["C14", "R2"] in parts


def test_nothing_is_found_that_would_have_to_be_corrected() -> None:
    assert [f for f in argmap.check(m) if f.severity != "info"] == []
