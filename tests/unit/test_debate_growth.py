"""Who answers whom is found with work in proportion to the map: lines of Python are counted, not seconds."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pytest
from fuzz.counting import work

from argmap import (
    ArgumentMap,
    Claim,
    Evidence,
    Party,
    Quantity,
    Relation,
    about,
    quantities,
    responses,
    unsupported,
)

if TYPE_CHECKING:
    from collections.abc import Callable

FEW, MANY = 150, 600
MOST: Final = 1.1  # times as much work for each record
OWNERS: Final = Party("owners", role="counterparty")
COUNCIL: Final = Party("council")


def held(n: int, by: Party) -> list[Claim]:
    return [Claim(f"{by.id} {i}", f"Tea {i}", by=by) for i in range(n)]


def reasons_that_are_answered_at_the_end(n: int) -> ArgumentMap:
    theirs, ours = held(n, OWNERS), Claim("no", by=COUNCIL)
    steps = [b.supports(a) for a, b in pairwise(theirs)]
    return ArgumentMap.of(OWNERS, COUNCIL, *theirs, ours, *steps, ours.attacks(theirs[-1]))


def answers_that_rest_on_one_another(n: int) -> ArgumentMap:
    theirs, ours, proof = held(n, OWNERS), held(n, COUNCIL), Evidence("proof", by=COUNCIL)
    steps = [b.supports(a) for side in (theirs, ours) for a, b in pairwise(side)]
    attacks = [b.attacks(a) for a, b in zip(theirs, ours, strict=True)]
    return ArgumentMap.of(OWNERS, COUNCIL, *theirs, *ours, proof, *steps, *attacks, proof.supports(ours[-1]))


def answers_to_one_claim(n: int) -> ArgumentMap:
    theirs, ours = held(1, OWNERS), held(n, COUNCIL)
    return ArgumentMap.of(OWNERS, COUNCIL, *theirs, *ours, *(c.attacks(theirs[0]) for c in ours))


def claims_that_say_the_same(n: int) -> ArgumentMap:
    theirs, ours = held(n, OWNERS), Claim("no", by=COUNCIL)
    same = [b.rephrases(a) for a, b in pairwise(theirs)]
    return ArgumentMap.of(OWNERS, COUNCIL, *theirs, ours, *same, ours.attacks(theirs[0]))


def linked_reasons(n: int) -> ArgumentMap:
    theirs, ours = held(n, OWNERS), held(n, COUNCIL)
    attacks = [b.attacks(a) for a, b in zip(theirs[1:], ours, strict=False)]
    return ArgumentMap.of(
        OWNERS, COUNCIL, *theirs, *ours, theirs[0].supported_by(*theirs[1:]), *attacks[: n // 3]
    )


def a_step_from_many_to_many(n: int) -> ArgumentMap:
    theirs, more, ours = (
        held(n, OWNERS),
        [Claim(f"more {i}", by=OWNERS) for i in range(n)],
        Claim("no", by=COUNCIL),
    )
    step = Relation("step", "support", [c.id for c in theirs], [c.id for c in more])
    return ArgumentMap.of(OWNERS, COUNCIL, *theirs, *more, ours, step, ours.attacks(theirs[0]))


def undercuts_of_undercuts(n: int) -> ArgumentMap:
    theirs, ours = held(n, OWNERS), held(n, COUNCIL)
    relations = [theirs[0].attacks(ours[0])]
    for a, b in zip(ours[1:], theirs[1:], strict=True):
        relations.append(a.undercuts(relations[-1]))
        relations.append(b.undercuts(relations[-1]))
    return ArgumentMap.of(OWNERS, COUNCIL, *theirs, *ours, *relations)


def many_figures(n: int) -> ArgumentMap:
    return ArgumentMap.of(
        OWNERS, COUNCIL, Evidence("proof", by=OWNERS, figures=[Quantity(i, "flats") for i in range(n)])
    )


@pytest.mark.parametrize(
    "found", [responses, quantities, unsupported, lambda m: about(m, "owners")], ids=lambda f: f.__name__
)
@pytest.mark.parametrize(
    "made",
    [
        reasons_that_are_answered_at_the_end,
        answers_that_rest_on_one_another,
        answers_to_one_claim,
        claims_that_say_the_same,
        linked_reasons,
        undercuts_of_undercuts,
        many_figures,
    ],
)
def test_work_is_in_proportion(
    made: Callable[[int], ArgumentMap], found: Callable[[ArgumentMap], Any]
) -> None:
    few, many, once = (made(n) for n in (FEW, MANY, 3))
    found(once)  # what is loaded once does not count
    assert work(lambda: found(many)) < work(lambda: found(few)) * MANY / FEW * MOST


def test_the_reasons_of_a_step_are_looked_at_once_for_all_that_it_leads_to() -> None:
    few, many = (a_step_from_many_to_many(n) for n in (FEW, MANY))
    responses(few)
    assert work(lambda: responses(many)) < work(lambda: responses(few)) * MANY / FEW * MOST
