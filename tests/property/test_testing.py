"""The strategies make maps of every shape; tests built on them would prove nothing otherwise."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from argmap import testing
from argmap.model import (
    Argument,
    ArgumentMap,
    Claim,
    Data,
    Evidence,
    Party,
    Quantity,
    Relation,
    RelationKind,
    Role,
    Section,
    Source,
)
from argmap.model.references import with_parts
from argmap.testing import HOSTILE, hostile_text, maps, quotes, register, relations

if TYPE_CHECKING:
    from pathlib import Path

TYPES = ("Party", "Source", "Section", "Claim", "Evidence", "Argument", "Utterance", "Relation")
FAST = settings(
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
    derandomize=True,
)


def verified(m: ArgumentMap, *, right: bool) -> bool:
    """Whether some quote with a position has the words of that position, or has others."""
    placed = [q for r in m if not isinstance(r, (Party, Source, Section)) for q in r.quotes if q.end]
    return any((m[q.source].text[q.start : q.end] == q.exact) is right for q in placed)  # type: ignore[union-attr]


def endpoints(m: ArgumentMap) -> list[tuple[Relation, Any]]:
    return [(r, m[i]) for r in m.relations for i in r.targets]


SHAPES: dict[str, Any] = {
    "empty": lambda m: not list(m),
    "several claims": lambda m: len(m.claims) >= 4,
    "parties": lambda m: m.parties and m.parties[0].role is Role.COUNTERPARTY,
    "sections in sections": lambda m: any(s.parent for s in m.sections),
    "a section before its parent": lambda m: any(
        s.parent in {t.id for t in m.sections[n:]} for n, s in enumerate(m.sections)
    ),
    "evidence with figures": lambda m: any(f.quote for e in m.evidence for f in e.figures),
    "dates": lambda m: any(f.unit == "date" for e in m.evidence for f in e.figures),
    "arguments with steps": lambda m: any(r.argument for r in m.relations),
    "utterances": lambda m: any(u.when and u.by for u in m.utterances),
    "wordings": lambda m: any(w.language and w.quotes for c in m.claims for w in c.wordings),
    "reported claims": lambda m: any(c.via and c.by for c in m.claims),
    "addressed and mentioned": lambda m: any(c.to and c.mentions for c in m.claims),
    "weights and tags": lambda m: any(c.weight and c.tags for c in m.claims),
    "nested data": lambda m: any(
        isinstance(v, (tuple, Data)) and v for c in m.claims for v in c.data.values()
    ),
    "an author's keys that are named as fields": lambda m: any(
        isinstance(d := r.data.get("argdown"), Data) and {"by", "kind", "weight", "quotes", "id"} & d.keys()
        for r in (*m.claims, *m.evidence, *m.arguments, *m.relations, *m.sections)
    ),
    "what a format keeps, of another type": lambda m: any(
        r.data.get(name, Data()).__class__ is not Data
        for r in (*m.claims, m)
        for name in ("argdown-residue", "drawing", "aif")
    ),
    "metadata": lambda m: m.metadata and m.title,
    "accepted findings": lambda m: any(a.ids and a.words and a.date for a in m.accepted_findings),
    "quotes that verify": lambda m: verified(m, right=True),
    "quotes that do not": lambda m: verified(m, right=False),
    "quotes without place": lambda m: any(q.start is None for c in m.claims for q in c.quotes),
    "linked premises": lambda m: any(len(set(r.sources)) > 1 for r in m.relations),
    "several targets": lambda m: any(len(set(r.targets)) > 1 for r in m.relations),
    "no sources": lambda m: any(not r.sources for r in m.relations),
    "no targets": lambda m: any(not r.targets for r in m.relations),
    "self-loops": lambda m: any(set(r.sources) & set(r.targets) for r in m.relations),
    "undercut of an argument": lambda m: any(
        r.kind == "undercut" and isinstance(t, Argument) for r, t in endpoints(m)
    ),
    "undercut of an undercut": lambda m: any(
        r.kind == "undercut" and isinstance(t, Relation) and t.kind == "undercut" and t != r
        for r, t in endpoints(m)
    ),
    "relation from a relation": lambda m: any(
        isinstance(m[i], Relation) for r in m.relations for i in r.sources
    ),
    "cycles": lambda m: any(
        len(a.sources) == 1 and a.sources == b.targets != b.sources == a.targets
        for a in m.relations
        for b in m.relations
    ),
    "parallel relations": lambda m: len({(r.sources, r.targets) for r in m.relations}) < len(m.relations),
}


@pytest.fixture(scope="module")
def sample() -> list[ArgumentMap]:
    drawn: list[ArgumentMap] = []

    @settings(FAST, max_examples=400)
    @given(maps(hostile=True))
    def draw(m: ArgumentMap) -> None:
        drawn.append(m)

    # Options make what is rare among all maps frequent.
    @settings(FAST, max_examples=200)
    @given(maps(kinds=[RelationKind.UNDERCUT], max_claims=2, dialogue=False))
    def draw_undercuts(m: ArgumentMap) -> None:
        drawn.append(m)

    @settings(FAST, max_examples=500)
    @given(maps(kinds=[RelationKind.SUPPORT], min_claims=2, max_claims=2, dialogue=False, nested=False))
    def draw_cycles(m: ArgumentMap) -> None:
        drawn.append(m)

    draw()
    draw_undercuts()
    draw_cycles()
    return drawn


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_occurs(shape: str, sample: list[ArgumentMap]) -> None:
    assert any(SHAPES[shape](m) for m in sample)


def test_every_field_of_every_record_is_filled(sample: list[ArgumentMap]) -> None:
    parts = [part for m in sample for r in m for part in with_parts(r)]
    for kind in {type(part) for part in parts}:
        for a in kind.__attrs_attrs__:
            filled = any(getattr(part, a.name) != a.default for part in parts if type(part) is kind)
            assert filled or a.name == "file", (kind, a.name)


def test_sizes_and_kinds_spread(sample: list[ArgumentMap]) -> None:
    counted: Counter[Any] = Counter(
        name for m in sample for r in m for name in (type(r).__name__, getattr(r, "kind", None))
    )
    assert all(counted[kind] > 3 for kind in RelationKind)
    assert all(counted[name] > 30 for name in TYPES)
    assert len({len(m.claims) for m in sample}) >= 5


@given(maps(min_claims=2, max_claims=3, max_relations=2, dialogue=False, nested=False, quotes=False))
def test_the_options_hold(m: ArgumentMap) -> None:
    assert 2 <= len(m.claims) <= 3
    assert len(m.relations) <= 2
    assert not m.utterances + m.sources
    assert not {r.kind for r in m.relations} & {RelationKind.ILLOCUTION, RelationKind.TRANSITION}
    assert not any(isinstance(m[i], Relation) for r in m.relations for i in r.sources + r.targets)


@given(maps(kinds=[RelationKind.UNDERCUT], max_claims=2))
def test_the_kinds_hold(m: ArgumentMap) -> None:
    assert {r.kind for r in m.relations} <= {RelationKind.UNDERCUT}


@given(hostile_text())
def test_hostile_text_can_be_written(text: str) -> None:
    assert text.encode().decode() == text


def test_hostile_text_covers_its_pieces() -> None:
    seen: set[str] = set()

    @settings(FAST, max_examples=300)
    @given(hostile_text())
    def collect(text: str) -> None:
        seen.update(piece for piece in HOSTILE if piece in text)

    collect()
    assert len(seen) > len(HOSTILE) * 0.8


@given(st.data())
def test_records_alone_refer_to_what_they_are_given(data: st.DataObject) -> None:
    source = data.draw(testing.sources(hostile=True))
    quote = data.draw(quotes(source, hostile=True))
    assert quote.source == source.id
    assert (quote.end or 0) <= len(source.text)
    claim = data.draw(testing.claims(parties=["p"], sources=[source], hostile=True))
    assert {claim.by, *claim.via, *claim.to, *claim.mentions} <= {None, "p"}
    relation = data.draw(relations(["a", "b"], inferences=["r"], parties=["p"], sources=[source]))
    assert {*relation.sources, *relation.targets} <= {"a", "b", "r"}
    assert data.draw(testing.evidence()).by is None
    assert isinstance(data.draw(testing.quantities()), Quantity)


@pytest.mark.parametrize("kind", [ArgumentMap, Party, Source, Claim, Evidence, Quantity, Data])
def test_hypothesis_makes_the_types_once_registered(kind: type) -> None:
    register()
    assert isinstance(find(st.from_type(kind), lambda _: True, settings=FAST), kind)


@pytest.mark.parametrize("first", ["import hypothesis", "import argmap.testing", "import argmap, hypothesis"])
def test_the_entry_point_works_whatever_is_imported_first(first: str, tmp_path: Path) -> None:
    installed = tmp_path / "argmap_elsewhere-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: argmap-elsewhere\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text("[hypothesis]\nargmap = argmap.testing:register\n")
    code = (
        f"import sys; sys.path.append({str(tmp_path)!r}); {first}\n"
        "import argmap; from hypothesis import find, strategies as st\n"
        "assert 'argmap.testing' in sys.modules\n"
        "print(repr(find(st.from_type(argmap.ArgumentMap), lambda m: True)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join(p for p in ("", *sys.path) if p)},
    )
    assert (done.returncode, done.stdout.strip()) == (0, "<ArgumentMap '': empty>"), done.stderr
