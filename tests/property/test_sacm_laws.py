"""Assurance cases of any types, joined in any way: nothing that joins elements vanishes without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from argmap.appearance import Appearance
from argmap.serializers import sacm

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
PARTS = (
    "Claim",
    "ArtifactReference",
    "ArgumentReasoning",
    "Goal",
    "Strategy",
    "Solution",
    "Context",
    "Away",
    "Artifact",
)
JOINING = (
    *(
        "AssertedInference",
        "AssertedEvidence",
        "AssertedContext",
        "AssertedChallenge",
        "AssertedArtifactContext",
    ),
    *("SupportedBy", "InContextOf", "AssertedDoubt", ""),
)
SPACES = ("http://omg.sacm/2.2/gsn", "http://schema.omg.org/SACM/1.0/Argumentation", "http://www.omg.org/ARM")


class Joining(NamedTuple):
    """What joins elements, by their numbers; the last number is one that no element has."""

    kind: str
    sources: list[int]
    targets: list[int]
    counter: bool


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Joining], int]:
    """A document, what joins elements in it, and how many parts come before."""
    kinds = draw(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5))
    count = draw(st.integers(1, 5))
    ends = st.lists(st.integers(0, len(kinds) + count), min_size=0, max_size=3, unique=True)
    joining = [
        Joining(draw(st.sampled_from(JOINING)), draw(ends), draw(ends), draw(st.booleans()))
        for _ in range(count)
    ]
    form = draw(st.sampled_from(["path", "ids", "#ids", "href"]))
    parts = [f'<e xsi:type="x:{kind}" gid="p{n}"/>' for n, kind in enumerate(kinds)]
    rest = [_written(j, f"r{n}", form, len(kinds)) for n, j in enumerate(joining)]
    text = (
        f'<x:ArgumentPackage {XSI} xmlns:x="{draw(st.sampled_from(SPACES))}" gid="P">'
        f"{''.join(parts + rest)}</x:ArgumentPackage>"
    )
    return text, joining, len(kinds)


def _written(joining: Joining, i: str, form: str, parts: int) -> str:
    def end(n: int) -> str:
        name = f"p{n}" if n < parts else f"r{n - parts}"
        return f"//@e.{n}" if form == "path" else f"#{name}" if form in ("#ids", "href") else name

    about = f'xsi:type="x:{joining.kind}"' if joining.kind else ""
    about += ' isCounter="true"' if joining.counter else ""
    sides = {"source": joining.sources, "target": joining.targets}
    if form == "href":
        inside = "".join(f'<{side} href="{end(n)}"/>' for side, numbers in sides.items() for n in numbers)
        return f'<e gid="{i}" {about}>{inside}</e>'
    stated = " ".join(f'{side}="{" ".join(map(end, numbers))}"' for side, numbers in sides.items())
    return f'<e gid="{i}" {about} {stated}/>'


@given(cases())
def test_what_joins_elements_is_a_relation_or_context_or_reported(
    case: tuple[str, list[Joining], int],
) -> None:
    text, joining, parts = case
    seen: list[Diagnostic] = []
    m = sacm.loads(text, report=seen.append)
    ids = {r.id for r in m.relations}
    hints = {(i, r.id) for r in (*m.claims, *m.evidence, *m.arguments) for i in Appearance.of(r).context}
    for n, j in enumerate(joining):
        reported = any(f"'r{n}'" in d.message for d in seen)
        pairs = [(f"p{a}", f"p{b}") for a in j.sources for b in j.targets]
        context = "Context" in j.kind and all(pair in hints or pair[::-1] in hints for pair in pairs)
        joins_parts = any(m.get(f"p{i}") is not None for i in (*j.sources, *j.targets))
        assert f"r{n}" in ids or context or reported or not joins_parts, (j, seen)
    for r in m.relations:
        j = joining[int(r.id[1:])]
        named = [[f"p{i}" if i < parts else f"r{i - parts}" for i in side] for side in (j.sources, j.targets)]
        assert [[*r.sources], [*r.targets]] in (named, named[::-1])


@given(cases())
def test_a_case_comes_back(case: tuple[str, list[Joining], int]) -> None:
    m = sacm.loads(case[0])
    text = sacm.dumps(m)
    assert sacm.loads(text) == m
    assert sacm.dumps(sacm.loads(text)) == text
