"""The expected labels in the examples of Carneades 4, and where those of argmap differ, and why."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import pytest

import argmap
from argmap import ArgumentMap, Relation

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.corpora

SAME: Final = {
    *("dung-attack-cycle", "frisian", "odd-loop", "pollock-red-light", "sherlock", "support-loop", "toulmin"),
    *("tweety", "unsupported", "vacation"),
}
TIED: Final = {
    "bachelor": {"bachelor", "married"},
    "caminada1": {"s", "¬s"},
    "risky-operation": {
        *("badCirculation", "¬badCirculation"),
        *("riskyOperation", "¬riskyOperation", "negligence", "compensation"),
    },
}
"""Positions that have equally good reasons are both out in Carneades, and so decide what depends on them; here they
are undecided, and so is that."""

WEIGHED: Final = {
    "jogging": {"jog", "¬jog"},
    "library": {"accessDenied", "accessNotDenied"},
    "mandatory-sentences": {"increase-social-justice"},
    "rebuttal": {"p", "¬p"},
}
"""Schemes that weigh arguments, by a number or by how many premises hold, which is not in the relations."""


def with_issues(m: ArgumentMap) -> tuple[ArgumentMap, list[str]]:
    """The map with its issues as contraries, and its assumptions."""
    kept = m.data.get("carneades", {})
    positions = [issue["positions"] for issue in (kept.get("issues") or {}).values()]
    pairs = [pair for ids in positions for pair in combinations(ids, 2)]
    contraries = [Relation(f"{a}/{b}", "contrary", [a], [b]) for a, b in pairs]
    assumed = [s.id for s in m.statements if "carneades" in s.data and s.data["carneades"].get("assumed")]
    return m.add(*contraries), [*(kept.get("assumptions") or ()), *assumed]


def differing(path: Path) -> set[str] | None:
    """What has another label than Carneades expects; None if it expects nothing."""
    m = argmap.load(path, format="carneades")
    expected = (m.data.get("carneades", {})).get("tests")
    if not expected:
        return None
    whole, assumed = with_issues(m)
    labels = argmap.evaluate(whole, taken=assumed).labels
    return {i for label, ids in expected.items() for i in ids or () if labels[i] != label}


def test_labels_are_those_of_carneades_but_for_ties_and_weights(corpora: Path) -> None:
    found = {path.stem: differing(path) for path in sorted((corpora / "caes-yaml").glob("*.yml"))}
    with_tests = {name: ids for name, ids in found.items() if ids is not None}
    assert {name for name, ids in with_tests.items() if not ids} == SAME
    assert {name: ids for name, ids in with_tests.items() if ids} == {**TIED, **WEIGHED}


@pytest.mark.parametrize("name", sorted(TIED))
def test_where_carneades_decides_a_tie_argmap_leaves_it_open(corpora: Path, name: str) -> None:
    m, assumed = with_issues(argmap.load(corpora / "caes-yaml" / f"{name}.yml", format="carneades"))
    labels = argmap.evaluate(m, taken=assumed).labels
    assert {labels[i] for i in TIED[name]} == {"undecided"}
