"""Laws of evaluation, on random maps of all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, Claim, Relation
from argmap.evaluation.formulae import FORMULAE, Gradual, strength_of
from argmap.evaluation.names import Semantics
from argmap.testing import maps

if TYPE_CHECKING:
    from collections.abc import Callable

OFTEN = ("support", "attack", "attack", "contrary", "undercut", "preference", "entailment", "rephrase")


@st.composite
def debates(draw: st.DrawFn) -> ArgumentMap:
    """Small maps in which much bears on much: linked premises, undercuts of undercuts, circles, preferences."""
    size = draw(st.integers(1, 5))
    claims = [
        Claim(
            f"c{n}",
            by=draw(st.sampled_from([None, "left", "right"])),
            weight=draw(st.none() | st.floats(0, 1)),
        )
        for n in range(size)
    ]
    relations: list[Relation] = []
    for n in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(OFTEN))
        ends = [c.id for c in claims] + [r.id for r in relations]
        aims = [r.id for r in relations] if kind == "undercut" else ends
        if aims:
            sources = draw(st.lists(st.sampled_from(ends), min_size=1, max_size=3, unique=True))
            targets = draw(st.lists(st.sampled_from(aims), min_size=1, max_size=2, unique=True))
            relations.append(
                Relation(f"r{n}", kind, sources, targets, weight=draw(st.none() | st.floats(0, 1)))
            )
    return ArgumentMap.of(argmap.Party("left"), argmap.Party("right"), *claims, *relations)


TAKEN = st.sampled_from(["leaves", "all", []])


def in_of(found: argmap.Acceptance) -> frozenset[str]:
    return frozenset(i for i, label in found.labels.items() if label == "in")


@given(debates(), TAKEN)
def test_the_grounded_extension_is_within_every_complete_one(m: ArgumentMap, taken: Any) -> None:
    pytest.importorskip("pysat")
    (grounded,) = argmap.extensions(m, "grounded", taken)
    assert grounded == in_of(argmap.evaluate(m, taken=taken))
    assert all(grounded <= found for found in argmap.extensions(m, "complete", taken))


@given(debates(), TAKEN)
def test_stable_semi_stable_preferred_and_complete_extensions_are_each_of_the_next_kind(
    m: ArgumentMap, taken: Any
) -> None:
    pytest.importorskip("pysat")
    kinds = ["stable", "semi-stable", "preferred", "complete"]
    stable, semi_stable, preferred, complete = (set(argmap.extensions(m, s, taken)) for s in kinds)
    assert stable <= semi_stable <= preferred <= complete
    assert preferred
    assert not stable or stable == semi_stable


@given(debates(), TAKEN)
def test_the_ideal_extension_is_within_all_preferred_ones(m: ArgumentMap, taken: Any) -> None:
    pytest.importorskip("pysat")
    (grounded,), (ideal,) = argmap.extensions(m, "grounded", taken), argmap.extensions(m, "ideal", taken)
    assert grounded <= ideal
    assert all(ideal <= found for found in argmap.extensions(m, "preferred", taken))


@given(debates(), st.sampled_from([s for s in Semantics if not s.single]))
def test_acceptance_is_what_the_extensions_agree_on(m: ArgumentMap, semantics: Semantics) -> None:
    pytest.importorskip("pysat")
    sets = list(argmap.extensions(m, semantics))
    skeptical = argmap.evaluate(m, semantics)
    credulous = argmap.evaluate(m, semantics, acceptance="credulous")
    assert in_of(skeptical) == (frozenset.intersection(*sets) if sets else frozenset())
    assert in_of(credulous) == frozenset().union(*sets)


@given(debates())
def test_the_grounded_labels_decide_the_same_in_every_semantics(m: ArgumentMap) -> None:
    pytest.importorskip("pysat")
    grounded = argmap.evaluate(m).labels
    for semantics in ("complete", "preferred", "semi-stable", "ideal"):
        labels = argmap.evaluate(m, semantics).labels
        assert all(labels[i] == label for i, label in grounded.items() if label != "undecided")


# Both labels and strengths


def renamed(m: ArgumentMap, name: Callable[[str], str]) -> ArgumentMap:
    claims = [evolve(c, id=name(c.id)) for c in m.claims]
    ends = [
        evolve(r, id=name(r.id), sources=[*map(name, r.sources)], targets=[*map(name, r.targets)])
        for r in m.relations
    ]
    return ArgumentMap.of(*m.parties, *claims, *ends)


def judged(m: ArgumentMap) -> dict[str, tuple[str, float]]:
    labels, values = argmap.evaluate(m).labels, argmap.strength(m, rounds=200).values
    return {i: (label, round(values[i], 6)) for i, label in labels.items()}


@given(debates())
def test_names_make_no_difference(m: ArgumentMap) -> None:
    found = judged(renamed(m, lambda i: f"z{ord('z') - ord(i[0])}{i}"))
    assert [*found.values()] == [*judged(m).values()]


@given(debates(), st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(m: ArgumentMap, random: Any) -> None:
    records = [*m]
    random.shuffle(records)
    assert judged(ArgumentMap.of(*records)) == judged(m)


@given(debates())
def test_parties_make_no_difference(m: ArgumentMap) -> None:
    other = {"left": "right", "right": None, None: "left"}
    assert judged(m.replace(*(evolve(c, by=other[c.by]) for c in m.claims))) == judged(m)


@given(maps())
def test_every_map_can_be_evaluated(m: ArgumentMap) -> None:
    found = argmap.evaluate(m)
    assert set(found.labels) <= {n.id for n in m.nodes}
    assert {s.id for s in m.statements} <= set(found.labels)
    assert set(found.inferences) <= {r.id for r in m.relations}
    for i in (*found.labels, *found.inferences):
        explained = argmap.why(found, i)
        assert explained.label == {**found.inferences, **found.labels}[i]
        assert all(step.because for step in explained.steps)
    weights = dict.fromkeys([i for i in (*found.labels, *found.inferences) if hasattr(m[i], "weight")], 0.5)
    strengths = argmap.strength(m, weights=weights, rounds=50)
    assert set(strengths.values) == set(found.labels)
    assert str(found)
    assert str(strengths)
    assert {**found.labels, **found.inferences}.keys() >= found.overlay().marks.keys() >= found.labels.keys()
    assert (
        {**found.labels, **found.inferences}.keys() >= strengths.overlay().marks.keys() >= found.labels.keys()
    )


# Probing


@given(debates(), st.data())
def test_what_is_supposed_holds_and_nothing_supposed_changes_nothing(
    m: ArgumentMap, data: st.DataObject
) -> None:
    assert argmap.whatif(m) == argmap.evaluate(m)
    out, in_ = (data.draw(st.sets(st.sampled_from([c.id for c in m.claims]))) for _ in "ab")
    assume(not out & in_)
    found = argmap.whatif(m, out, in_)
    assert {found.labels[i] for i in out} <= {"out"}
    assert {found.labels[i] for i in in_} <= {"in"}
    before = argmap.evaluate(m).labels
    assert {c.id for c in found.changed} == {i for i, label in found.labels.items() if before[i] != label}


@given(debates(), st.data())
def test_supposing_what_is_so_changes_nothing(m: ArgumentMap, data: st.DataObject) -> None:
    labels = argmap.evaluate(m).labels
    i = data.draw(st.sampled_from([c.id for c in m.claims]))
    supposed = {"in": {"in_": [i]}, "out": {"out": [i]}, "undecided": {}}[labels[i]]
    assert argmap.whatif(m, **supposed).labels == labels  # type: ignore[arg-type]


@given(debates(), st.data())
def test_hinges_are_the_smallest_sets_that_change_a_label(m: ArgumentMap, data: st.DataObject) -> None:
    claims = [c.id for c in m.claims]
    target = data.draw(st.sampled_from(claims))
    label = argmap.evaluate(m).labels[target]
    others = [i for i in claims if i != target]
    subsets = [frozenset(i for n, i in enumerate(others) if k >> n & 1) for k in range(2 ** len(others))]
    changing = [s for s in subsets if argmap.whatif(m, out=s).labels[target] != label]
    smallest = {s for s in changing if not any(other < s for other in changing)}
    found = list(argmap.hinges(m, target, size=len(claims)))
    assert set(found) == smallest
    assert [len(s) for s in found] == sorted(len(s) for s in found)


# Strengths


@given(debates(), st.sampled_from(Gradual), st.sampled_from(["min", "product"]))
def test_strengths_are_from_0_to_1(m: ArgumentMap, semantics: Gradual, linked: str) -> None:
    found = argmap.strength(m, semantics, linked=linked, rounds=200)
    assert all(0 <= value <= 1 for value in (*found.values.values(), *found.inferences.values()))
    assert found.converged == (found.residual <= found.tolerance)


@given(debates(), st.sampled_from(Gradual), st.floats(0, 1), st.booleans(), st.data())
def test_one_more_supporter_never_weakens_and_one_more_attacker_never_strengthens(
    m: ArgumentMap, semantics: Gradual, weight: float, supports: bool, data: st.DataObject
) -> None:
    """Where the claim does not bear on itself: what it does to others may come back to it in any way."""
    target = data.draw(st.sampled_from(m.claims))
    assume(target.id not in argmap.ancestors(m, target.id))
    bearing = {i for r in m.relations for i in (*r.sources, *r.targets)}
    symmetric = any(r.kind.symmetric or r.kind == "preference" for r in m.relations)
    assume(not symmetric or target.id not in bearing)
    new = Claim("new", weight=weight)
    more = m.add(new, new.supports(target) if supports else new.attacks(target))
    before, after = (argmap.strength(x, semantics, rounds=2000).values[target.id] for x in (m, more))
    assert after >= before - 1e-9 if supports else after <= before + 1e-9


@st.composite
def bipolar_frameworks(draw: st.DrawFn) -> tuple[list[float], dict[tuple[int, int], bool]]:
    """Base scores, and edges from earlier to later arguments, true for support."""
    bases = draw(st.lists(st.floats(0, 1), min_size=1, max_size=6))
    pairs = [(a, b) for b in range(len(bases)) for a in range(b)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return bases, {pair: draw(st.booleans()) for pair in chosen}


@given(bipolar_frameworks(), st.sampled_from(Gradual), st.none() | st.just(1))
def test_a_plain_bipolar_framework_has_the_values_of_its_formula(
    framework: tuple[list[float], dict[tuple[int, int], bool]], semantics: Gradual, weight: float | None
) -> None:
    """Whether inferences have no weight, and so no point of their own, or a weight of 1."""
    bases, edges = framework
    claims = [Claim(str(n), weight=w) for n, w in enumerate(bases)]
    relations = [
        claims[a].supports(claims[b], weight=weight) if pro else claims[a].attacks(claims[b], weight=weight)
        for (a, b), pro in edges.items()
    ]
    found = argmap.strength(ArgumentMap.of(*claims, *relations), semantics).values
    expected: list[float] = []
    for b, w in enumerate(bases):
        pro, con = (
            [expected[x] for (x, y), p in edges.items() if y == b and p is side] for side in (True, False)
        )
        expected.append(strength_of(FORMULAE[semantics], w, pro, con))
    assert [*found.values()] == pytest.approx(expected, abs=1e-12)
