"""The rules of gsn2x that a map does not keep by itself; numbers are those of its documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import argmap
from argmap import ArgumentMap, Claim
from argmap.checks import check

if TYPE_CHECKING:
    from pathlib import Path

SOUND = """
G1: {text: Safe., supportedBy: [S1, G9], inContextOf: C1}
S1: {text: Per hazard., supportedBy: G2}
G2: {text: No burns., supportedBy: Sn1, defeated: true}
G9: {text: No shocks., undeveloped: true}
C1: {text: At home.}
Sn1: {text: Report.}
CG1: {text: Old., challenges: G2, undeveloped: true}
"""


def found(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    m = argmap.loads(text, format="gsn", on_error="recover").map
    return [(f.code, str(f.severity), f.ids[:1]) for f in check(m) if f.code.startswith("gsn-")]


@pytest.mark.parametrize(
    ("old", "new", "code", "severity", "id"),
    [
        ("", "", "", "", ""),
        (", undeveloped: true}\nC1", "}\nC1", "gsn-unsupported", "warning", "G9"),  # V02
        ("Per hazard.", "Per hazard., undeveloped: true", "gsn-undeveloped", "warning", "S1"),  # V03
        ("inContextOf: C1", "inContextOf: [C1, G9]", "gsn-misplaced", "warning", "G9"),  # V04
        ("C1: {text: At home.", "C1: {text: At home., supportedBy: Sn1", "gsn-misplaced", "warning", "C1"),
        ("challenges: G2, ", "challenges: Sn1, ", "gsn-unchallenged", "warning", "G2"),  # V10
        ("CG1: {", "CG1: {nodeType: Goal, ", "gsn-challenger", "warning", "CG1"),  # V12
        ("[S1, G9]", "S1", "gsn-tops", "info", "G1"),  # C01
        ("\nG1: {", "\nS0: {", "gsn-top", "warning", "S0"),  # C02
    ],
)
def test_each_rule_finds_what_it_is_for_and_nothing_else(
    old: str, new: str, code: str, severity: str, id: str
) -> None:
    assert found(SOUND.replace(old, new) if old else SOUND) == ([(code, severity, (id,))] if code else [])


def test_a_cycle_has_nothing_on_top() -> None:  # C01, C04
    text = "G1: {text: A., supportedBy: G2}\nG2: {text: B., supportedBy: G1}\n"
    assert found(text) == [("gsn-top", "warning", ())]


def test_what_another_file_supports_is_supported() -> None:
    assert found("module: {name: M}\nG1: {text: A., supportedBy: G7}\n") == []


def test_context_is_connected_and_other_maps_are_not_safety_cases() -> None:
    assert not [f for f in check(argmap.loads(SOUND, format="gsn")) if f.code == "unconnected"]
    a, b = Claim("cap", "A."), Claim("stay", "B.")
    assert not [f for f in check(ArgumentMap.of(a, b, b.supports(a))) if f.code.startswith("gsn-")]


@pytest.mark.corpora
def test_the_examples_of_gsn2x_keep_its_rules(corpora: Path) -> None:
    for path in sorted((corpora / "gsn2x").rglob("*.yaml")):
        findings = check(argmap.load(path, on_error="recover").map)
        assert not [str(f) for f in findings if f.severity != "info"], path.name


def test_cases_of_the_platform_are_safety_cases_by_their_hints() -> None:
    tree = (
        '{"id": "g", "type": "GOAL", "description": "Safe.", "children":'
        ' [{"id": "s", "type": "STRATEGY", "description": "By parts."}]}'
    )
    m = argmap.loads(f'{{"version": "1.0", "case": {{"name": "Tea"}}, "tree": {tree}}}', format="tea")
    (finding,) = argmap.check(m)
    assert (finding.code, finding.ids) == ("gsn-unsupported", ("s",))
