"""Assumption-based frameworks in the numbers of ICCMA."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, Claim, Limits
from argmap.errors import FormatError, InvalidFileError, LimitError

TEXT = "# atoms\np aba 8\na 1\na 2\na 3\nc 1 6\nc 2 7\nc 3 8\nr 4 5 1\nr 5\nr 6 2 3\n"


def test_assumptions_contraries_and_rules() -> None:
    m = argmap.loads(TEXT, format="aba")
    assert [c.tags for c in m.claims[:5]] == [("assumption",)] * 3 + [(), ("fact",)]
    assert [(r.id, r.scheme) for r in m.relations] == [
        ("attack:6>1", "contrary"),
        ("attack:7>2", "contrary"),
        ("attack:8>3", "contrary"),
        ("support:5,1>4", ""),
        ("support:2,3>6", ""),
    ]
    assert argmap.losses(m, "aba") == ()
    assert sorted(argmap.dumps(m, format="aba").splitlines()) == sorted(TEXT.splitlines()[1:])


def test_line_ends_and_marks() -> None:
    assert argmap.loads("\ufeff" + TEXT.replace("\n", "\r"), format="aba") == argmap.loads(TEXT, format="aba")


@st.composite
def frameworks(draw: st.DrawFn) -> str:
    n = draw(st.integers(1, 6))
    atoms = st.integers(1, n).map(str)
    assumptions = draw(st.lists(atoms, unique=True))
    lines = [f"a {a}" for a in assumptions] + [f"c {a} {draw(atoms)}" for a in assumptions]
    rules = draw(st.lists(st.tuples(atoms, st.lists(atoms, unique=True)), max_size=6))
    return "\n".join([f"p aba {n}", *lines, *(" ".join(["r", head, *body]) for head, body in rules)])


@given(frameworks())
def test_frameworks_lose_nothing(text: str) -> None:
    m = argmap.loads(text, format="aba")
    assert argmap.loads(argmap.dumps(m, format="aba", lossy="error"), format="aba") == m


def test_what_is_no_framework_is_listed_among_the_losses() -> None:
    a, b = Claim("a"), Claim("b")
    m = ArgumentMap.of(a, b, a.attacks(b), a.supports(b))
    assert argmap.dumps(m, format="aba", lossy="ignore") == "p aba 2\nr 2 1\n"
    assert "attack:a>b" in {loss.id for loss in argmap.losses(m, "aba")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no line 'p aba' gives the number of atoms"),
        ("p af 3", "line 1: found 'p af 3', expected 'p aba' and the number of atoms"),
        ("p aba 3\na 1 2", "line 2: found 'a 1 2', expected one atom"),
        ("p aba 3\nc 1", "line 2: found 'c 1', expected an assumption and its contrary"),
        ("p aba 3\nr 4", "line 2: found 'r 4', expected numbers up to 3, as the first line says"),
        ("p aba 3\nx 1", "line 2: found 'x 1', expected 'a', 'c' or 'r' and the numbers of atoms"),
    ],
)
def test_refusals(text: str, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        argmap.loads(text, format="aba")
    assert message in str(caught.value)


def test_all_mistakes_are_listed() -> None:
    with pytest.raises(InvalidFileError) as caught:
        argmap.loads("p aba 3\nx\na 0\nr 1 9", format="aba")
    assert [e.line for e in caught.value.exceptions] == [2, 3, 4]


def test_many_atoms_need_leave() -> None:
    with pytest.raises(LimitError, match="line 1"):
        argmap.loads("p aba 999999", format="aba")
    assert len(argmap.loads("p aba 9", format="aba", limits=Limits(claims=9)).claims) == 9
