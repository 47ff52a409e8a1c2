"""The semantics of abstract frameworks, against clingo and against a published case."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import pytest
from frameworks import as_map, by_clingo, random_attacks

import argmap
from argmap import Claim, MissingExtraError
from argmap.errors import ArgmapError

if TYPE_CHECKING:
    from frameworks import Attacks

SEMANTICS: Final = ("grounded", "complete", "preferred", "stable", "semi-stable", "ideal")
EACH: Final = 1_000  # frameworks for each semantics


def frameworks() -> list[tuple[int, Attacks]]:
    kinds = [(size, often) for size in range(1, 11) for often in (0.5, 1, 1.5, 2, 3)]
    return [(s, random_attacks(s, o, seed)) for seed in range(EACH // len(kinds)) for s, o in kinds]


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_extensions_are_those_of_clingo(semantics: str) -> None:
    pytest.importorskip("clingo")
    for size, attacks in frameworks():
        found = list(argmap.extensions(as_map(size, attacks), semantics, "all"))
        assert len(found) == len(set(found))
        assert set(found) == by_clingo(semantics, size, attacks), (size, attacks)


@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize("acceptance", ["skeptical", "credulous"])
def test_labels_are_decided_as_the_extensions_of_clingo_decide_them(semantics: str, acceptance: str) -> None:
    pytest.importorskip("clingo")
    agreed = all if acceptance == "skeptical" else any
    for size, attacks in frameworks()[::5]:
        found = argmap.evaluate(as_map(size, attacks), semantics, "all", acceptance=acceptance)
        sets = by_clingo(semantics, size, attacks)
        beaten = [{str(b) for a, b in attacks if str(a) in ins} for ins in sets]
        for n in map(str, range(size)):
            expected = "undecided"
            if sets and agreed(n in ins for ins in sets):
                expected = "in"
            elif sets and agreed(n in outs for outs in beaten):
                expected = "out"
            assert found.labels[n] == expected, (n, size, attacks)


def test_no_semi_stable_extension_is_missed() -> None:
    """A framework of which another program finds only one of the two."""
    pairs = "02 09 10 12 13 20 23 31 34 46 54 56 66 68 75 78 87 88 96 97".split()  # noqa: SIM905
    m = as_map(10, [(int(pair[0]), int(pair[1])) for pair in pairs])
    assert set(argmap.extensions(m, "semi-stable", "all")) == {frozenset("159"), frozenset("037")}


def test_enumeration_is_lazy_and_ends_with_its_limit() -> None:
    """Twenty pairs have a million preferred extensions."""
    m = as_map(40, [pair for n in range(0, 40, 2) for pair in ((n, n + 1), (n + 1, n))])
    assert len(next(argmap.extensions(m, "preferred", "all"))) == 20
    assert len(set(argmap.extensions(m, "preferred", "all", limit=7))) == 7
    assert list(argmap.extensions(m, "preferred", "all", limit=0)) == []
    assert set(argmap.evaluate(m, "preferred", "all").labels.values()) == {"undecided"}
    assert set(argmap.evaluate(m, "preferred", "all", acceptance="credulous").labels.values()) == {"in"}


def test_nothing_is_decided_where_there_is_no_extension() -> None:
    found = argmap.evaluate(as_map(2, [(0, 0)]), "stable", "all")
    assert found.labels == {"0": "undecided", "1": "undecided"}
    assert found.assumptions[0] == "There is no stable extension, so nothing is decided."


def test_an_answer_that_takes_too_long_is_an_error() -> None:
    hard = as_map(400, random_attacks(400, 6, 1))
    with pytest.raises(ArgmapError, match=r"no answer within 0\.001 s") as caught:
        list(argmap.extensions(hard, "preferred", "all", timeout=0.001))
    assert "timeout=" in caught.value.hint


@pytest.mark.parametrize("semantics", SEMANTICS[1:])
def test_other_semantics_than_grounded_need_an_extra(semantics: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysat.solvers", None)
    m = argmap.ArgumentMap.of(Claim("a"))
    with pytest.raises(MissingExtraError, match=r"pip install 'argmap\[sat\]'"):
        argmap.evaluate(m, semantics)
    with pytest.raises(MissingExtraError):
        argmap.extensions(m, semantics)
    assert argmap.evaluate(m).labels == {"a": "in"}
