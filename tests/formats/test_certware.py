"""CertWare: trees of goals and of claims in both generations of its element names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import argmap
from argmap.errors import FormatError
from argmap.model import Argument, Claim, Evidence
from argmap.serializers import certware

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic
    from argmap.model import ArgumentMap

SPACES = 'xmlns:xmi="http://www.omg.org/XMI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmi:version="2.0"'


def read(text: str) -> tuple[ArgumentMap, list[Diagnostic]]:
    seen: list[Diagnostic] = []
    return certware.loads(text, report=seen.append), seen


def joined(m: ArgumentMap) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(r.sources, r.targets) for r in m.relations]


def part(tag: str, i: str, inside: str = "", about: str = "") -> str:
    return f'<{tag} identifier="{i}" description="" content="words of {i}" {about}>{inside}</{tag}>'


NAMES = {
    "plural": ("strategies", "goals", "subGoals", "goalSolutions", "goalContexts", "justifications"),
    "singular": ("strategy", "goal", "subgoal", "solution", "context", "justification"),
}


def case(names: str) -> str:
    strategy, goal, sub, solution, context, justification = NAMES[names]
    goals = part(goal, "A", part(sub, "B", part(solution, "Test"))) + part(
        goal, "D", about='toBeSupported="true"'
    )
    inside = part(strategy, "S", goals + part(justification, "Why")) + part(context, "Home")
    return part("gsn:Goal", "Top", inside, f'xmlns:gsn="http://www.certware.net/gsn" {SPACES}')


@pytest.mark.parametrize("names", NAMES)
def test_what_is_nested_supports_or_gives_context(names: str) -> None:
    m, seen = read(case(names))
    assert joined(m) == [
        (("S",), ("Top",)),
        (("A",), ("S",)),
        (("B",), ("A",)),
        (("Test",), ("B",)),
        (("D",), ("S",)),
    ]
    assert [type(m[i]) for i in ("Top", "S", "Test", "Home")] == [Claim, Claim, Evidence, Claim]
    assert (m["Top"].data["drawing"]["context"], m["S"].data["drawing"]["context"]) == (("Home",), ("Why",))
    assert argmap.safety.types(m) == {
        "Top": "Goal", "S": "Strategy", "A": "Goal", "B": "Goal", "D": "Goal", "Why": "Justification",
        "Home": "Context", "Test": "Solution",
    }  # fmt: skip
    assert ({c.id: c.tags for c in m.claims}["D"], seen) == (("needsSupport",), [])


def test_trees_of_claims_are_read() -> None:
    inside = part(
        "strategy",
        "A",
        part("claims", "B", part("solution", "E")) + part("claims", "C"),
        'xsi:type="cae:Argument"',
    )
    m, seen = read(part("cae:Claim", "T", inside, f'xmlns:cae="http://www.certware.net/cae" {SPACES}'))
    assert joined(m) == [(("A",), ("T",)), (("B",), ("A",)), (("E",), ("B",)), (("C",), ("A",))]
    assert ([type(m[i]) for i in ("T", "A", "E")], seen) == ([Claim, Argument, Evidence], [])


def test_a_diagram_has_several_trees() -> None:
    text = f'<gsn:ArgumentDiagram xmlns:gsn="urn:x">{part("goals", "A")}{part("goals", "B")}</gsn:ArgumentDiagram>'
    assert [c.id for c in read(text)[0].claims] == ["A", "B"]


def test_ids_that_come_twice_or_are_missing_are_reported() -> None:
    inside = (
        part("goalContexts", "C", about="") + part("goalContexts", "C") + "<goalContexts/><goalContexts/>"
    )
    m, seen = read(part("Goal", "G", inside))
    assert [c.id for c in m.claims] == ["G", "C", "C#2", "Context", "Context#2"]
    assert [(d.code, d.severity) for d in seen] == [("duplicate-id", "warning"), ("no-id", "info")]


def test_what_is_not_read_is_kept() -> None:
    m, seen = read(
        '<Goal identifier="G" content="A" description="B" color="red"><isTagged key="k" value="v"/>'
        '<goals description="only this"/></Goal>'
    )
    assert m["G"].data["certware"] == {
        "attributes": {"color": "red", "description": "B"},
        "elements": ('<isTagged key="k" value="v"/>',),
    }
    assert ([c.text for c in m.claims], [d.code for d in seen]) == (
        ["A", "only this"],
        ["no-id", "kept-in-data"],
    )


@pytest.mark.parametrize("name", ["a.gsn", "a.cae", "a.xml"])
def test_files_are_known(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(case("plural"), encoding="utf-8")
    assert len(argmap.load(path).relations) == 5


@pytest.mark.parametrize("text", ["<a/>", "<ArgumentDiagram/>", "goal G1 { }", '<Goal identifier="&#9;"/>'])
def test_other_documents_are_refused_with_a_line(text: str) -> None:
    with pytest.raises(FormatError) as caught:
        certware.loads(text)
    assert caught.value.line == 1
