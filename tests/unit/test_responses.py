"""Who answers what: one small debate for each rule, and the words of the reasons given."""

from __future__ import annotations

from typing import Any, Final

import pytest

from argmap import (
    Argument,
    ArgumentMap,
    Claim,
    Evidence,
    Party,
    Relation,
    Response,
    UnknownIdError,
    about,
    load,
    quantities,
    responses,
    unsupported,
)
from argmap.debate import Status

COUNCIL: Final = Party("council", "City council", role="speaker")
OWNERS: Final = Party("owners", "Owners' association", role="counterparty")
SHRINK: Final = Claim("shrink", "A cap shrinks the supply of flats.", by=OWNERS, via=COUNCIL)
BUILDERS: Final = Claim("builders", "Builders stay away.", by=OWNERS)
COSTS: Final = Claim("costs", "Costs rise.", by=OWNERS)
EXEMPT: Final = Claim("exempt", "New buildings are exempt.", by=COUNCIL)
CRANES: Final = Claim("cranes", "Cranes stand everywhere.", by=COUNCIL)
COUNT: Final = Evidence("count", "The city has 40 cranes.", by=COUNCIL)
CAP: Final = Claim("cap", "Rents should be capped.", by=COUNCIL)
DENIAL: Final = EXEMPT.attacks(SHRINK)


def of(*records: Any) -> dict[str, Response]:
    parties = (COUNCIL, OWNERS)
    claims = (SHRINK, BUILDERS, COSTS, EXEMPT, CRANES, CAP)
    return {r.claim: r for r in responses(ArgumentMap.of(*parties, *claims, COUNT, *records))}


def told(response: Response) -> tuple[str, str]:
    return str(response.status), response.why


def test_an_attack_answers_with_or_without_evidence() -> None:
    assert told(of(DENIAL)["shrink"]) == ("answered", "City council answers it with exempt, without evidence")
    found = of(DENIAL, CRANES.supports(EXEMPT), COUNT.supports(CRANES))["shrink"]
    assert told(found) == ("answered", "City council answers it with exempt, on evidence count")
    assert found.answers[0].evidence == ("count",)


def test_what_nobody_answers_is_said_so() -> None:
    assert told(of()["shrink"]) == ("unanswered", "nobody answers it")
    assert of()["shrink"].answers == ()


@pytest.mark.parametrize("kind", ["contrary", "contradiction"])
@pytest.mark.parametrize("way", [("exempt", "shrink"), ("shrink", "exempt")])
def test_what_is_contrary_answers_from_either_end(kind: str, way: tuple[str, str]) -> None:
    found = of(Relation("r", kind, [way[0]], [way[1]], by=OWNERS))["shrink"]
    assert told(found) == ("answered", "City council answers it with exempt, without evidence")
    assert found.answers[0].attacked_by == ()


def test_an_answer_to_a_reason_answers_in_part() -> None:
    found = of(BUILDERS.supports(SHRINK), CRANES.attacks(BUILDERS))
    assert told(found["builders"])[0] == "answered"
    assert told(found["shrink"]) == (
        "partly",
        "not answered itself, but City council answers builders, a reason for it, with cranes, without evidence",
    )


def test_an_answer_to_one_of_several_linked_reasons_says_so() -> None:
    found = of(SHRINK.supported_by(BUILDERS, COSTS), CRANES.attacks(BUILDERS))
    assert told(found["shrink"]) == (
        "partly",
        (
            "not answered itself, but City council answers builders, one of 2 linked reasons for it, with cranes, "
            "without evidence"
        ),
    )
    assert found["costs"].status == "unanswered"


def test_an_answer_far_behind_the_reasons_is_found() -> None:
    found = of(COSTS.supports(BUILDERS), BUILDERS.supports(SHRINK), CRANES.attacks(COSTS))["shrink"]
    assert told(found) == (
        "partly",
        (
            "not answered itself, but City council answers costs, on which a reason for it rests, with cranes, "
            "without evidence"
        ),
    )


def test_an_undercut_answers_the_step_and_what_it_leads_to_in_part() -> None:
    step = BUILDERS.supports(SHRINK)
    found = of(step, EXEMPT.undercuts(step))
    assert told(found["shrink"]) == (
        "partly",
        "not answered itself, but City council answers the step from builders to it with exempt, without evidence",
    )
    assert told(found["builders"]) == (
        "partly",
        "not answered itself, but City council answers the step from it to shrink with exempt, without evidence",
    )


def test_an_undercut_of_an_attack_answers_the_attacker_in_part() -> None:
    attack = SHRINK.attacks(CAP)
    assert told(of(attack, EXEMPT.undercuts(attack))["shrink"])[0] == "partly"


def test_a_step_to_a_step_is_named_by_what_it_joins() -> None:
    step = CRANES.supports(CAP)
    doubt = COSTS.undercuts(step)
    assert of(step, doubt, EXEMPT.undercuts(doubt))["costs"].why == (
        "not answered itself, but City council answers the step from it to the step from cranes to cap with exempt, "
        "without evidence"
    )


def test_steps_from_and_to_nothing_are_named() -> None:
    start, end = Relation("start", "support", [], ["shrink"]), Relation("end", "support", ["shrink"], [])
    found = of(start, EXEMPT.undercuts(start))["shrink"]
    assert found.why.startswith(
        "not answered itself, but City council answers the step from nothing to it with exempt"
    )
    found = of(end, EXEMPT.undercuts(end))["shrink"]
    assert found.why.startswith(
        "not answered itself, but City council answers the step from it to nothing with exempt"
    )


def test_what_others_make_of_a_claim_is_theirs_to_defend() -> None:
    use = Relation("use", "support", ["shrink"], ["cap"], by=COUNCIL)
    other = Party("tenants")
    against = Claim("against", by=other)
    assert of(other, against, use, against.undercuts(use))["shrink"].status == "unanswered"


def test_its_own_side_is_no_answer_but_is_shown() -> None:
    found = of(COSTS.attacks(SHRINK))["shrink"]
    assert told(found) == (
        "unanswered",
        "only its own side bears against it, with costs",
    )
    assert [a.given for a in found.own] == [("costs",)]
    assert found.answers == ()
    both = of(COSTS.attacks(SHRINK), DENIAL)["shrink"]
    assert both.why == (
        "City council answers it with exempt, without evidence; "
        "its own side bears against it with costs, which is no answer"
    )


def test_parties_of_one_side_are_no_other_side() -> None:
    one, two = Party("one", role="counterparty", side="owners"), Party("two", side="owners")
    a, b = Claim("a", by=one), Claim("b", by=two)
    assert responses(ArgumentMap.of(one, two, a, b, b.attacks(a)))[0].status == "unanswered"


def test_what_nobody_in_particular_holds_is_an_answer() -> None:
    somebody = Claim("somebody")
    assert told(of(somebody, somebody.attacks(SHRINK))["shrink"]) == (
        "answered",
        "somebody unnamed answers it with somebody, without evidence",
    )


def test_whoever_draws_an_attack_answers() -> None:
    """The council turns the owners' own words against them."""
    found = of(Relation("r", "attack", ["costs"], ["shrink"], by=COUNCIL))["shrink"]
    assert told(found) == ("answered", "City council answers it with costs, without evidence")


def test_what_is_said_in_other_words_is_answered_there() -> None:
    found = of(BUILDERS.rephrases(SHRINK), CRANES.attacks(BUILDERS))["shrink"]
    assert told(found) == (
        "answered",
        "City council answers builders, which says the same, with cranes, without evidence",
    )


def test_what_others_make_of_a_claim_is_not_the_claim() -> None:
    """Whether a hostile paraphrase says the same is part of the dispute."""
    worse = Claim("worse", "A cap kills all building.", by=COUNCIL)
    found = of(worse, worse.rephrases(SHRINK), CRANES.attacks(worse))["shrink"]
    assert told(found) == (
        "partly",
        (
            "not answered itself, but City council answers worse, in which others rephrase it, with cranes, "
            "without evidence"
        ),
    )


def test_an_accusation_in_several_parts_is_answered_part_by_part() -> None:
    parts = Relation("parts", "rephrase", ["builders", "costs"], ["shrink"])
    found = of(parts, CRANES.attacks(BUILDERS))
    assert [str(found[i].status) for i in ("builders", "costs", "shrink")] == [
        "answered",
        "unanswered",
        "partly",
    ]


def test_an_answer_that_is_attacked_in_turn_is_an_answer() -> None:
    found = of(DENIAL, COSTS.attacks(EXEMPT))["shrink"]
    assert told(found) == (
        "answered",
        "City council answers it with exempt, without evidence; exempt is attacked in turn by costs",
    )
    undercut = of(DENIAL, COSTS.undercuts(DENIAL))["shrink"]
    assert undercut.status == "answered"
    assert undercut.answers[0].attacked_by == ("costs",)


def test_linked_answers_are_one() -> None:
    found = of(Relation("r", "attack", ["exempt", "cranes"], ["shrink"]))["shrink"]
    assert told(found)[1] == "City council answers it with exempt+cranes, without evidence"
    assert len(found.answers) == 1


def test_arguments_are_rows_and_their_steps_are_themselves() -> None:
    argument = Argument("flight", "Builders flee.", by=OWNERS)
    step = Relation("step", "support", ["builders"], ["shrink"], argument=argument)
    found = of(argument, step, EXEMPT.undercuts(step))
    assert told(found["flight"]) == (
        "answered",
        "City council answers its step from builders with exempt, without evidence",
    )
    assert found["shrink"].status == "partly"
    of_argument = of(argument, step, EXEMPT.undercuts(argument))
    assert of_argument["flight"].status == "answered"
    assert told(of_argument["shrink"]) == (
        "partly",
        "not answered itself, but City council answers flight, which leads to it, with exempt, without evidence",
    )
    of_premise = of(argument, step, CRANES.attacks(BUILDERS))
    assert of_premise["flight"].status == "partly"


def test_an_argument_without_a_holder_answers_for_those_who_hold_its_premises() -> None:
    argument = Argument("building", "They do build.")
    step = Relation("step", "attack", ["cranes"], ["shrink"], argument=argument)
    found = of(argument, step, argument.attacks(COSTS))
    assert found["costs"].answers[0].held_by == ("council",)


def test_long_reasons_are_cut_and_counted() -> None:
    more = [Claim(f"c{n}", by=COUNCIL) for n in range(9)]
    found = of(*more, *(c.attacks(SHRINK) for c in more))["shrink"]
    assert told(found)[1] == "City council answers it with c0, c1, c2 and 6 more, without evidence"
    assert len(found.answers) == 9


def test_any_party_may_be_asked_for() -> None:
    m = ArgumentMap.of(COUNCIL, OWNERS, SHRINK, EXEMPT, CAP, DENIAL, SHRINK.attacks(CAP))
    assert {r.claim: str(r.status) for r in responses(m, COUNCIL)} == {
        "exempt": "unanswered",
        "cap": "answered",
    }
    assert responses(m) == responses(m, "owners")
    with pytest.raises(
        UnknownIdError, match="unknown party 'ownrs', expected one of: council, owners; did you mean"
    ):
        responses(m, "ownrs")


def test_rows_have_plain_cells() -> None:
    row = responses(ArgumentMap.of(COUNCIL, OWNERS, SHRINK, EXEMPT, DENIAL)).rows()[0]
    assert row == {
        "claim": "shrink",
        "text": "A cap shrinks the supply of flats.",
        "held_by": "owners",
        "via": "council",
        "status": "answered",
        "answers": "exempt",
        "kinds": "attack",
        "answered_by": "council",
        "evidence": None,
        "why": "City council answers it with exempt, without evidence",
    }


def test_the_seed_is_answered_as_the_article_has_it(seed: ArgumentMap) -> None:
    """X1: the thesis, the spokesperson; X2: misinformation, no such prisoners; X3: baseless, open spaces."""
    found = {r.claim: r for r in responses(seed)}
    assert {i: {k for a in r.answers for k in a.given} for i, r in found.items()} == {
        "X1": {"T1", "C7"},
        "X2": {"C2", "C3"},
        "X3": {"C4", "C8"},
    }
    assert {r.status for r in found.values()} == {Status.ANSWERED}
    assert found["X2"].why == "National Assembly answers it with C2 and C3, without evidence"
    assert {a.given[0]: a.evidence for a in found["X3"].answers} == {"C4": (), "C8": ("E3", "E4")}


def test_the_figures_of_the_seed(seed: ArgumentMap) -> None:
    found = quantities(seed)
    turnout = next(q for q in found if q.quantity.value == 84.59)
    assert (turnout.record, turnout.held_by, turnout.via, turnout.place) == (
        "E9",
        ("na",),
        ("akp",),
        "para. 6",
    )
    issued = next(q for q in found if q.record == "resolution")
    assert (str(issued.quantity), issued.held_by) == ("28 November 2024", ("ep",))
    assert issued.row()["value"] is None
    assert issued.row()["date"] == "2024-11-28"


def test_what_the_seed_leaves_without_reasons(seed: ArgumentMap) -> None:
    assert {c.claim for c in unsupported(seed) if c.held_by == "na"} == {"C13", "C14", "C3", "C5", "C6"}


def test_what_concerns_the_parliament(seed: ArgumentMap) -> None:
    part = about(seed, "ep")
    assert {"X1", "X2", "X3", "T1", "R1", "R2", "C7", "C8", "attack:C8>X3"} <= {r.id for r in part}
    assert "C12" not in part


@pytest.fixture(scope="module")
def seed(request: pytest.FixtureRequest) -> ArgumentMap:
    return load(request.config.rootpath / "seeds/national-assembly-2024-11-30.argmap.json")
