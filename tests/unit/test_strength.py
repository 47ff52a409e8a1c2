"""Strengths: published values, what linked premises and undercuts do, rounds, and what is refused."""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import Final

import pytest

import argmap
from argmap import Argument, ArgumentMap, Claim, Evidence, Relation
from argmap.errors import ArgmapError, ArgmapErrorGroup
from argmap.evaluation.arrays import Arrays
from argmap.evaluation.formulae import FORMULAE, Gradual, Linked
from argmap.evaluation.rounds import MANY, _component, network

SEMANTICS: Final = ("df-quad", "quadratic-energy", "euler", "mlp")


def framework(bases: dict[str, float], attacks: str, supports: str) -> ArgumentMap:
    """A bipolar framework, its edges written ``a>b``."""
    claims = {i: Claim(i, weight=w) for i, w in bases.items()}
    relations = [
        *(claims[a].attacks(b) for a, b in (edge.split(">", 1) for edge in attacks.split())),
        *(claims[a].supports(b) for a, b in (edge.split(">", 1) for edge in supports.split())),
    ]
    return ArgumentMap.of(*claims.values(), *relations)


DEBATE: Final = framework(  # Rago, Toni, Aurisicchio, Baroni 2016
    {"A1": 0.5, "A2": 0.5, "P1": 0.7, "P2": 0.5, "P3": 0.9, "C1": 0.2, "C2": 0.2, "C3": 0.6, "C4": 0.5},
    "C1>A2 C2>P2 C3>P2 C4>P2",
    "P1>A1 P2>A1 P3>A2",
)
STOCK: Final = framework(  # an example of Uncertainpy, with a cycle
    {"Buy": 0.5, "Sell": 0.5, "1": 0.8, "2": 0.7, "3": 0.3, "4": 0.9, "5": 0.9},
    "Buy>Sell Sell>Buy 2>1 3>2 4>3 5>1",
    "1>Sell 2>Buy 4>2 5>Buy",
)
CONTRARIES: Final = {
    weights: ArgumentMap.of(
        a := Claim("a", weight=weights[0]), b := Claim("b", weight=weights[1]), a.contrary_to(b)
    )
    for weights in ((0.9, 0.6), (1, 1))
}
PUBLISHED: Final = [
    (DEBATE, "df-quad", {"A1": 0.862, "A2": 0.85, "P2": 0.08}),
    (DEBATE, "quadratic-energy", {"A1": 0.7198521788, "A2": 0.6644295302, "P2": 0.1858736059}),
    (DEBATE, "euler", {"A1": 0.6893803103, "A2": 0.6262848986, "P2": 0.3399432278}),
    (DEBATE, "mlp", {"A1": 0.7138516974, "A2": 0.6681877722, "P2": 0.2141650170}),
    (STOCK, "df-quad", {"Buy": 0.99636, "Sell": 0.00338}),
    (STOCK, "quadratic-energy", {"Buy": 0.8216464429, "Sell": 0.3621696942}),
    (STOCK, "euler", {"Buy": 0.7171409027, "Sell": 0.4948894202}),
    (STOCK, "mlp", {"Buy": 0.7899547612, "Sell": 0.4072131713}),
    (CONTRARIES[0.9, 0.6], "df-quad", {"a": 0.782609, "b": 0.130435}),
    (CONTRARIES[0.9, 0.6], "quadratic-energy", {"a": 0.792352, "b": 0.368591}),
    (CONTRARIES[0.9, 0.6], "euler", {"a": 0.877624, "b": 0.487779}),
    (CONTRARIES[1, 1], "df-quad", {"a": 0.5, "b": 0.5}),
    (CONTRARIES[1, 1], "quadratic-energy", {"a": 0.682328, "b": 0.682328}),
    (CONTRARIES[1, 1], "euler", {"a": 1, "b": 1}),
]
DIGITS: Final = {3: 1e-9, 5: 1e-5, 6: 1e-6, 10: 1e-9}


@pytest.mark.parametrize(("m", "semantics", "expected"), PUBLISHED)
def test_values_are_those_published(m: ArgumentMap, semantics: str, expected: dict[str, float]) -> None:
    found = argmap.strength(m, semantics)
    assert found.converged
    assert found.residual <= found.tolerance
    for i, value in expected.items():
        digits = max(len(str(v).partition(".")[2]) for v in expected.values())
        assert found.values[i] == pytest.approx(value, abs=DIGITS.get(digits, 1e-9))


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_one_pass_is_enough_where_nothing_bears_on_itself(semantics: str) -> None:
    found = argmap.strength(DEBATE, semantics)
    assert (found.rounds, found.residual) == (1, 0)
    assert argmap.strength(STOCK, semantics).rounds > 1


@pytest.mark.parametrize(
    ("size", "df_quad", "energy", "euler"),
    [(5, 0.264037, 0.329197, 0.816313), (12, 0.150207, 0.181116, 0.810023)],
)
def test_attackers_of_each_other_settle(size: int, df_quad: float, energy: float, euler: float) -> None:
    """Rounds without damping swing for ever here, except under the Euler-based semantics."""
    claims = [Claim(f"c{n}", weight=0.9) for n in range(size)]
    m = ArgumentMap.of(*claims, *(a.attacks(b) for a in claims for b in claims if a != b))
    for semantics, value in (("df-quad", df_quad), ("quadratic-energy", energy), ("euler", euler)):
        found = argmap.strength(m, semantics)
        assert found.converged
        assert {round(v, 6) for v in found.values.values()} == {value}


def test_giving_up_is_said() -> None:
    found = argmap.strength(CONTRARIES[0.9, 0.6], rounds=3)
    assert not found.converged
    assert found.rounds == 3
    assert found.residual > found.tolerance
    assert "Not converged after 3 rounds" in str(found)
    assert "not converged" in repr(found)


def test_linked_premises_are_as_strong_as_the_weakest() -> None:
    a, b, c = Claim("a", weight=0.8), Claim("b", weight=0.5), Claim("c", weight=0)
    m = ArgumentMap.of(a, b, c, c.supported_by(a, b))
    assert argmap.strength(m).values["c"] == 0.5
    assert argmap.strength(m, linked="product").values["c"] == pytest.approx(0.4)
    assert argmap.strength(m).inferences == {"support:a+b>c": 0.5}


def test_an_undercut_weakens_the_inference_and_not_the_premise() -> None:
    a, b, u = Claim("a", weight=0.8), Claim("b"), Claim("u", weight=0.5)
    m = ArgumentMap.of(a, b, u, step := a.supports(b), u.undercuts(step))
    found = argmap.strength(m)
    assert found.values["a"] == 0.8
    assert found.inferences[step.id] == 0.4
    assert found.values["b"] == pytest.approx(0.7)


def test_an_inference_counts_as_much_as_its_weight() -> None:
    a, b = Claim("a", weight=0.8), Claim("b", weight=0)
    m = ArgumentMap.of(a, b, step := a.supports(b, weight=0.5))
    assert argmap.strength(m).values["b"] == 0.4
    assert argmap.strength(m, weights={step.id: 1}).values["b"] == 0.8
    assert argmap.strength(m, weights={"a": 0.2}).values["b"] == pytest.approx(0.1)
    assert argmap.strength(m.replace(a.supports(b)), weights={step.id: 0.25}).values["b"] == pytest.approx(
        0.2
    )


def test_a_preference_takes_the_attack_of_the_weaker_away() -> None:
    a, b = Claim("a", weight=0.8), Claim("b", weight=0.8)
    m = ArgumentMap.of(a, b, a.contrary_to(b), a.preferred_to(b))
    assert argmap.strength(m).values == {"a": pytest.approx(0.8), "b": pytest.approx(0.16)}
    even = argmap.strength(m, preferences=[]).values
    assert even["a"] == pytest.approx(even["b"])
    assert argmap.strength(m, preferences=[("b", "a")]).values == {
        "a": pytest.approx(0.16),
        "b": pytest.approx(0.8),
    }


def test_an_argument_is_as_strong_as_its_weakest_step() -> None:
    a, b, c, d = Claim("a", weight=0.9), Claim("b"), Claim("c"), Claim("d", weight=0.5)
    argument = Argument("arg")
    m = ArgumentMap.of(
        *(a, b, c, d, argument),
        Relation("arg/1", "support", "a", "b", argument=argument),
        Relation("arg/2", "support", "b", "c", argument=argument),
    )
    plain = argmap.strength(m)
    assert plain.values["arg"] == pytest.approx(min(plain.inferences.values()))
    attacked = argmap.strength(m.add(d.attacks(argument)))
    assert attacked.inferences["arg/1"] == pytest.approx(0.5)
    assert attacked.values["c"] < plain.values["c"]


def test_weights_that_are_none_are_refused_all_at_once() -> None:
    m = ArgumentMap.of(Claim("a", weight=3), Claim("b", weight=-1), Claim("c"))
    with pytest.raises(ArgmapErrorGroup) as caught:
        argmap.strength(m)
    assert caught.value.ids == ("a", "b")
    with pytest.raises(ArgmapError, match=r"the weight of 'b' is -1\.0, expected 0 to 1"):
        argmap.strength(m, weights={"a": 0.5})
    assert argmap.strength(m, weights={"a": 0.5, "b": 0}).values == {"a": 0.5, "b": 0, "c": 0.5}
    with pytest.raises(ArgmapError, match="unknown id 'd'"):
        argmap.strength(m, weights={"d": 0.5})


def test_certain_evidence_is_warned_of() -> None:
    a, e = Claim("a"), Evidence("e", weight=1)
    m = ArgumentMap.of(a, e, e.attacks(a))
    (warning,) = argmap.strength(m).warnings
    assert warning.startswith("Of weight 1: e.")
    assert argmap.strength(m, "quadratic-energy").warnings == ()
    assert "outside the domain" in argmap.strength(m, "mlp").warnings[0]
    assert argmap.strength(m, "mlp").values["e"] == 1


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_a_base_score_stays_where_nothing_bears_on_it(semantics: str) -> None:
    for weight in (0, 0.1, 0.5, 1):
        assert argmap.strength(ArgumentMap.of(Claim("a", weight=weight)), semantics).values == {"a": weight}


def ring(size: int) -> ArgumentMap:
    """A ring of attacks with supporters across it, linked premises and an undercut."""
    claims = [Claim(f"c{n}", weight=(n * 37 % 101) / 100) for n in range(size)]
    around = [claims[n].attacks(claims[(n + 1) % size]) for n in range(size)]
    across = [claims[n].supports(claims[(n * 7 + 3) % size]) for n in range(size)]
    linked = [claims[n].supported_by(claims[n - 1], claims[n - 2]) for n in range(0, size, 5)]
    return ArgumentMap.of(*claims, *around, *across, *linked, claims[0].undercuts(around[3]))


@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize("linked", ["min", "product"])
def test_arrays_give_the_same_numbers(semantics: str, linked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numpy")
    m = ring(2 * MANY)
    fast = argmap.strength(m, semantics, linked=linked)
    monkeypatch.setitem(sys.modules, "argmap.evaluation.arrays", None)
    slow = argmap.strength(m, semantics, linked=linked)
    assert fast.rounds == slow.rounds > 1
    for i, value in slow.values.items():
        assert fast.values[i] == pytest.approx(value, abs=1e-9)


def test_many_points_are_computed_with_arrays() -> None:
    pytest.importorskip("numpy")
    found = argmap.strength(ring(2 * MANY))
    points = list(range(2 * MANY))
    net = network(found._reading, found._base, FORMULAE[Gradual.DF_QUAD], Linked.MIN)
    assert isinstance(_component(net, points, list(found._all)), Arrays)
    assert not isinstance(_component(net, points[: MANY - 1], list(found._all)), Arrays)


def test_depth_is_no_limit() -> None:
    claims = [Claim(f"c{n}") for n in range(30_000)]
    chain = [a.attacks(b) for a, b in pairwise(claims)]
    assert argmap.strength(ArgumentMap.of(*claims, *chain)).values["c29999"] == pytest.approx(1 / 3)
    looped = ArgumentMap.of(*claims, *chain, claims[-1].attacks(claims[0]))
    assert argmap.strength(looped).converged
