"""The map: what it answers, and in which words it refuses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

import argmap
from argmap.errors import ArgmapError, InUseError, InvalidMapError, RecordError, UnknownIdError
from argmap.model import (
    AcceptedFinding,
    Argument,
    ArgumentMap,
    Claim,
    Data,
    Evidence,
    Party,
    Quantity,
    Quote,
    Relation,
    Section,
    Source,
    Utterance,
    Wording,
)
from argmap.model.references import renamed

if TYPE_CHECKING:
    from collections.abc import Callable

COUNCIL = Party("council", "City council", role="speaker")
OWNERS = Party("owners", "Owners' association", role="counterparty")
RELEASE = Source("release", "Rents may rise by no more than three percent a year.")
CAP = Claim("cap", "Rents should be capped.", by=COUNCIL, quotes=[Quote("release", "Rents", 0, 5)])
SHRINK = Claim("shrink", "A cap shrinks the supply.", by=OWNERS, via=[COUNCIL])
STAY = Claim("stay", "A cap keeps tenants in their homes.", by=COUNCIL)
SURVEY = Evidence("survey", "81% feared a rise.", by=COUNCIL, figures=[Quantity(81, "percent")])
OBJECTION = SHRINK.attacks(CAP)
LINKED = CAP.supported_by(STAY, SURVEY)
EXEMPT = Claim("exempt", "New buildings are exempt.", by=COUNCIL)
UNDERCUT = EXEMPT.undercuts(OBJECTION)
RENT = ArgumentMap.of(
    *(COUNCIL, OWNERS, RELEASE, CAP, SHRINK, STAY, SURVEY, EXEMPT, OBJECTION, LINKED, UNDERCUT),
    title="Rent cap",
)


MADE_OF = "ArgumentMap.of(*records) makes a map of records of all types"


def ids(records: Any) -> list[str]:
    return [r.id for r in records]


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(ArgmapError) as caught:
        call()
    return str(caught.value)


def test_look_ups() -> None:
    assert RENT["cap"] is CAP
    assert RENT.get("nobody") is None
    assert "cap" in RENT
    assert CAP in RENT
    assert Claim("cap", "other words") not in RENT
    assert [] not in RENT
    assert ids(RENT.claims) == ["cap", "shrink", "stay", "exempt"]
    assert ids(RENT.nodes) == ["cap", "shrink", "stay", "exempt", "survey"]
    assert ids(RENT.counterparties) == ["owners"]
    assert ids(RENT.roots) == ["cap"]
    assert ids(RENT.held_by("owners")) == ["shrink"]
    assert ids(RENT.held_by(COUNCIL)) == ["cap", "stay", "exempt", "survey"]


def test_links() -> None:
    assert ids(RENT.attackers("cap")) == ["shrink"]
    assert ids(RENT.attackers(OBJECTION)) == ["exempt"]
    assert ids(RENT.supporters("cap")) == ["stay", "survey"]
    assert RENT.incoming(CAP) == (OBJECTION, LINKED)
    assert RENT.outgoing("stay") == (LINKED,)


def test_contraries_attack_both_ways() -> None:
    a, b = Claim("a"), Claim("b")
    m = ArgumentMap.of(a, b, a.contrary_to(b))
    assert (m.attackers("a"), m.attackers("b")) == ((b,), (a,))


def test_a_claim_that_bears_only_on_itself_is_a_root() -> None:
    a = Claim("a")
    assert ArgumentMap.of(a, a.supports(a)).roots == (a,)


def test_steps_reconstruct_an_argument() -> None:
    steps = [
        Relation("r1", "support", [STAY], [CAP], argument="arg"),
        Relation("r2", "support", [CAP], ["arg"]),
    ]
    m = RENT.add(Argument("arg", "Stability"), *steps)
    assert m.steps("arg") == (steps[0],)


def test_counts_are_shown() -> None:
    assert repr(RENT) == "<ArgumentMap 'Rent cap': 2 parties, 1 source, 4 claims, 1 evidence, 3 relations>"
    assert repr(ArgumentMap.of()) == "<ArgumentMap '': empty>"


def test_records_may_come_in_any_order() -> None:
    assert ArgumentMap.of(*reversed([*RENT]), title="Rent cap").relations == RENT.relations[::-1]


def test_removing_a_party_removes_attribution() -> None:
    rest = RENT.without("owners", cascade=True)
    assert rest["shrink"] == Claim("shrink", "A cap shrinks the supply.", via=[COUNCIL])


def test_removing_a_record_removes_details_that_refer_to_it() -> None:
    quote = Quote("release", "Rents", 0, 5)
    m = ArgumentMap.of(
        RELEASE,
        OWNERS,
        Section("top"),
        Section("inner", parent="top"),
        Argument("arg"),
        Claim("c", wordings=[Wording("x", by=OWNERS, quotes=quote)], section="top", mentions=OWNERS),
        Evidence("e", figures=[Quantity(3, quote=quote)]),
        Utterance("u", to=[OWNERS]),
        Relation("r", "support", ["c"], ["c"], argument="arg", by=OWNERS, quotes=quote),
    )
    bare = ArgumentMap.of(
        Section("inner"),
        Claim("c", wordings=["x"]),
        Evidence("e", figures=[Quantity(3)]),
        Utterance("u"),
        Relation("r", "support", ["c"], ["c"]),
    )
    assert m.without("release", "owners", "top", "arg", cascade=True) == bare


def test_removing_cascades_through_relations_on_relations() -> None:
    assert ids(RENT.without("shrink", cascade=True).relations) == [LINKED.id]


def test_removal_is_refused_in_the_order_of_the_call() -> None:
    assert refusal(lambda: RENT.without("stay", "cap", "exempt")) == (
        "cannot remove 'stay', 'cap', 'exempt': used by 'attack:shrink>cap', 'support:stay+survey>cap', "
        "'undercut:exempt>attack:shrink>cap' (remove those as well, or pass cascade=True)"
    )
    with pytest.raises(InUseError) as caught:
        RENT.without("council")
    assert caught.value.ids == ("cap", "shrink", "stay", "exempt", "survey")


def test_a_subset_brings_what_it_needs() -> None:
    part = RENT.subset([UNDERCUT])
    assert ids(part) == ["council", "owners", "release", "cap", "shrink", "exempt", OBJECTION.id, UNDERCUT.id]
    assert ids(RENT.subset(["cap", "shrink"]).relations) == [OBJECTION.id]


def test_a_subset_with_a_step_brings_the_argument_and_all_it_cites() -> None:
    m = ArgumentMap.of(
        OWNERS,
        Section("top"),
        Section("inner", parent="top"),
        Argument("arg", by=OWNERS, section="inner"),
        Claim("c"),
        Relation("r", "support", ["c"], ["c"], argument="arg"),
    )
    assert m.subset(["c"]) == m


def test_a_union_takes_this_title_and_both_metadata() -> None:
    left = ArgumentMap.of(
        CAP.supports("cap"), Claim("cap"), title="L", metadata={"a": 1, "b": 1}, data={"x": 1}
    )
    right = ArgumentMap.of(Claim("other"), title="R", metadata={"b": 2, "c": 2}, data={"y": 2})
    both = left | right
    assert (both.title, ids(both.claims)) == ("L", ["cap", "other"])
    assert (both.metadata, both.data) == (Data({"a": 1, "b": 1, "c": 2}), Data({"x": 1, "y": 2}))
    with pytest.raises(TypeError):
        left | 3  # type: ignore[operator]


class TestTwoMapsWithOneSource:
    TEXT = "Rents may rise by no more than three percent a year. Fees stay as they are, says the council."
    FIRST = Source("letter", TEXT, title="Letter")

    def of(self, source: Source, name: str, words: str) -> ArgumentMap:
        return ArgumentMap.of(source, Claim(name, words, quotes=[source.quote(words)]))

    def test_are_one_if_the_source_is_the_same(self) -> None:
        left, right = (
            self.of(self.FIRST, "a", "no more than three percent"),
            self.of(self.FIRST, "b", "Fees stay"),
        )
        both = left | right
        assert (both.sources, ids(both.claims)) == ((self.FIRST,), ["a", "b"])

    @pytest.mark.parametrize(
        ("other", "message"),
        [
            (
                Source("letter", TEXT, title="A letter", publisher="council"),
                (
                    "the two maps have different records under the id 'letter', a source: its title is 'Letter' in the "
                    "first and 'A letter' in the second; its publisher is '' in the first and 'council' in the second "
                    "(argmap.union(first, second, on_conflict='first') keeps that of the first, and 'rename' gives the "
                    "other another id)"
                ),
            ),
            (
                Source("letter", TEXT.replace("stay", "will stay"), title="Letter"),
                (
                    "the two maps have different records under the id 'letter', a source: its text is "
                    "'…ree percent a year. Fees stay as they are, says th…' in the first and "
                    "'…ree percent a year. Fees will stay as they are, sa…' in the second "
                    "(argmap.update_source(second, first['letter']) finds the quotes in the other text, or give one of "
                    "them another id)"
                ),
            ),
        ],
    )
    def test_show_what_differs_and_the_advice_helps(self, other: Source, message: str) -> None:
        first = self.of(self.FIRST, "a", "no more than three percent")
        second = self.of(other, "b", "as they are")
        with pytest.raises(InvalidMapError) as caught:
            first | second
        (problem,) = caught.value.exceptions
        assert caught.value.message == "the two maps do not make one: 1 problem"
        assert str(problem) == message
        assert (problem.ids, problem.found) == (("letter",), other)
        advice = re.search(r"argmap\.update_source\(.*\]\)|argmap\.union\(.*?\)", problem.hint)
        assert advice is not None
        found = eval(advice[0], {"argmap": argmap, "first": first, "second": second})  # noqa: S307 - our own
        both = first | found
        assert both.sources == (self.FIRST,)
        assert [both.sources[0].text[q.start : q.end] for c in both.claims for q in c.quotes] == [
            "no more than three percent",
            "as they are",
        ]

    def test_name_the_types_if_an_id_is_that_of_two_things(self) -> None:
        assert refusal(lambda: ArgumentMap.of(self.FIRST) | ArgumentMap.of(Claim("letter"))) == (
            "the two maps do not make one: 1 problem\n  the id 'letter' is that of a source in the first map, and that "
            "of a claim in the second (give one of them another id)"
        )

    @pytest.mark.parametrize(
        ("one", "other", "shown"),
        [
            (Claim("a", by=None), Claim("a", by="p"), "its by is None in the first and 'p' in the second"),
            (Claim("a", by="p"), Claim("a"), "its by is 'p' in the first and None in the second"),
            (Claim("a", "x" * 60), Claim("a", "x" * 60 + "y"), f"is '…{'x' * 25}' in the first"),
            (
                Claim("a", tags="x"),
                Claim("a", tags="y"),
                "its tags is ('x',) in the first and ('y',) in the second",
            ),
        ],
    )
    def test_values_of_any_type_are_shown(self, one: Claim, other: Claim, shown: str) -> None:
        p = Party("p")
        assert shown in refusal(lambda: ArgumentMap.of(p, one) | ArgumentMap.of(p, other))

    def test_every_difference_is_reported(self) -> None:
        left = ArgumentMap.of(Claim("a", "x"), Claim("b", weight=0.5), Claim("same"))
        right = ArgumentMap.of(Claim("a", "y"), Claim("b", weight=1), Claim("same"), Claim("c"))
        with pytest.raises(InvalidMapError) as caught:
            left | right
        assert caught.value.ids == ("a", "b")
        assert "its weight is 0.5 in the first and 1.0 in the second" in str(caught.value)


@pytest.mark.parametrize(("users", "more"), [(1, ""), (5, ""), (6, " and 1 more"), (9, " and 4 more")])
def test_of_many_users_five_are_named_and_the_others_counted(users: int, more: str) -> None:
    m = ArgumentMap.of(COUNCIL, *[Claim(str(n), by=COUNCIL) for n in range(users)])
    named = ", ".join(f"'{n}'" for n in range(min(users, 5)))
    assert refusal(lambda: m.without("council")).startswith(
        f"cannot remove 'council': used by {named}{more} ("
    )


def test_lists_are_accepted_for_the_fields_of_a_map() -> None:
    assert ArgumentMap(claims=[Claim("a")]).claims == (Claim("a"),)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: RENT["cpa"], "unknown id 'cpa'; did you mean 'cap'?"),
        (lambda: ArgumentMap.of()["cap"], "unknown id 'cap': the map is empty"),
        (lambda: RENT["x" * 1000], f"unknown id '{'x' * 79}…"),
        (lambda: RENT.without("nobody at all"), "unknown id 'nobody at all'"),
        (lambda: RENT.subset(["cpa"]), "unknown id 'cpa'; did you mean 'cap'?"),
        (lambda: RENT.held_by("counsil"), "unknown id 'counsil'; did you mean 'council'?"),
        (lambda: RENT.attackers("shrnk"), "unknown id 'shrnk'; did you mean 'shrink'?"),
        (
            lambda: RENT.add(Claim("new", by="counsil")),
            (
                "the records do not make a map: 1 problem\n"
                "  $.claims[4].by: 'new' names the unknown party 'counsil'; did you mean 'council'?"
            ),
        ),
        (
            lambda: RENT.add(Claim("new", section="costs", by="cap")),
            (
                "the records do not make a map: 2 problems\n"
                "  $.claims[4].by: 'new' names 'cap' as party, but that is a claim\n"
                "  $.claims[4].section: 'new' names the unknown section 'costs' (add the section to the map)"
            ),
        ),
        (
            lambda: RENT.add(Claim("cap", "Other words.")),
            (
                "the records do not make a map: 1 problem\n"
                "  argument 1: id 'cap' is given with other text, by, quotes "
                "(give one of them another id, or use replace() to change the record)"
            ),
        ),
        (
            lambda: RENT.add(Party("cap")),
            (
                "the records do not make a map: 1 problem\n"
                "  argument 1: id 'cap' is given as a claim and as a party "
                "(give one of them another id, or use replace() to change the record)"
            ),
        ),
        (
            lambda: RENT.add(EXEMPT.undercuts("cap")),
            (
                "the records do not make a map: 1 problem\n"
                "  $.relations[3].targets[0]: undercut 'undercut:exempt>cap' aims at a claim 'cap', expected a "
                "relation or an argument (undercut the relation that supports it, or use attacks())"
            ),
        ),
        (
            lambda: RENT.add(Claim("new", quotes=[Quote("release", "x", 3, 99)])),
            (
                "the records do not make a map: 1 problem\n"
                "  $.claims[4].quotes[0]: quote ends at 99, but source 'release' has 52 characters "
                "(make quotes with source.quote(...))"
            ),
        ),
        (
            lambda: RENT.add(Evidence("new", figures=[Quantity(1, quote=Quote("relase", "x"))])),
            (
                "the records do not make a map: 1 problem\n"
                "  $.evidence[1].figures[0].quote.source: 'new' names the unknown source 'relase'; "
                "did you mean 'release'?"
            ),
        ),
        (
            lambda: RENT.add(
                Claim("new", wordings=[Wording("x", by="x"), Wording("y", quotes=Quote("cap", "y"))])
            ),
            (
                "the records do not make a map: 2 problems\n"
                "  $.claims[4].wordings[0].by: 'new' names the unknown party 'x' (add the party to the map)\n"
                "  $.claims[4].wordings[1].quotes[0].source: 'new' names 'cap' as source, but that is a claim"
            ),
        ),
        (
            lambda: ArgumentMap.of([CAP]),  # type: ignore[arg-type]
            (
                "the records do not make a map: 1 problem\n"
                "  argument 1: found a list where a record is expected (pass a list as *records)"
            ),
        ),
        (
            lambda: ArgumentMap(evidence=[Claim("c")]),
            f"the records do not make a map: 1 problem\n  $.evidence[0]: found a Claim among the evidence ({MADE_OF})",
        ),
        (
            lambda: ArgumentMap(claims=3),  # type: ignore[arg-type]
            f"found an int where records are expected ({MADE_OF})",
        ),
        (
            lambda: ArgumentMap(COUNCIL, CAP),  # type: ignore[arg-type]
            f"found a Party where records are expected ({MADE_OF})",
        ),
        (
            lambda: ArgumentMap(*[Claim(str(n)) for n in range(20)]),  # type: ignore[arg-type]
            (
                "ArgumentMap takes 11 values by position (parties, sources, sections, claims, evidence, arguments, "
                f"utterances, relations, title, metadata, data), found 20 ({MADE_OF})"
            ),
        ),
        (
            lambda: ArgumentMap(claim=[CAP]),  # type: ignore[call-arg]
            (
                "ArgumentMap has no field 'claim', expected one of: parties, sources, sections, claims, evidence, "
                "arguments, utterances, relations, title, metadata, data, accepted_findings; did you mean 'claims'?"
            ),
        ),
        (
            lambda: ArgumentMap(claims=[Claim("a"), Claim("a")]),
            (
                "the records do not make a map: 1 problem\n"
                "  $.claims[1].id: id 'a' is given again "
                "(give one of them another id, or use replace() to change the record)"
            ),
        ),
        (
            lambda: RENT.replace(Claim("cpa")),
            "the records do not make a map: 1 problem\n  unknown id 'cpa'; did you mean 'cap'?",
        ),
        (
            lambda: RENT.replace(Party("cap")),
            (
                "the records do not make a map: 1 problem\n  id 'cap' is given as a claim and as a party "
                "(give one of them another id, or use replace() to change the record)"
            ),
        ),
        (
            lambda: RENT.replace(Claim("cap"), Claim("cap", "x")),
            (
                "the records do not make a map: 1 problem\n  argument 2: id 'cap' is given with other text "
                "(give one of them another id, or use replace() to change the record)"
            ),
        ),
        (
            lambda: RENT.replace("cap"),  # type: ignore[arg-type]
            "the records do not make a map: 1 problem\n  argument 1: found a str where a record is expected",
        ),
        (
            lambda: RENT.replace(Claim("exempt", by="owner")),
            (
                "the records do not make a map: 1 problem\n"
                "  $.claims[3].by: 'exempt' names the unknown party 'owner'; did you mean 'owners'?"
            ),
        ),
        (
            lambda: ArgumentMap.of(Section("a", parent="b"), Section("b", parent="a")),
            (
                "the records do not make a map: 1 problem\n"
                "  $.sections[0].parent: section 'a' is within itself: 'a' in 'b' in 'a'"
            ),
        ),
    ],
)
def test_refusals(call: Callable[[], object], message: str) -> None:
    assert refusal(call) == message


def test_ten_thousand_broken_references_are_all_reported() -> None:
    relations = [Relation(f"r{n}", "support", ["cap"], [f"missing{n}"]) for n in range(10_000)]
    with pytest.raises(InvalidMapError) as caught:
        RENT.add(*relations)
    problems = caught.value.exceptions
    assert len(problems) == 10_000
    assert {type(p) for p in problems} == {UnknownIdError}
    assert problems[-1].path == "$.relations[10002].targets[0]"


def test_problems_in_sections_do_not_hide_others() -> None:
    sections = [Section("a", parent="a"), Section("b", parent="c")]
    with pytest.raises(InvalidMapError) as caught:
        ArgumentMap.of(*sections, Claim("x", section="d"))
    assert [(type(p), p.path) for p in caught.value.exceptions] == [
        (UnknownIdError, "$.sections[1].parent"),
        (UnknownIdError, "$.claims[0].section"),
        (RecordError, "$.sections[0].parent"),
    ]


class TestAcceptedFindings:
    SAID = AcceptedFinding("unquoted", ["stay"], "Said in the interview.")
    UNDERCUT = AcceptedFinding(
        "unquoted", ["stay", "shrink"], "Both are.", words="rents", by="Ana", date="2024-12"
    )
    BOTH = evolve(RENT, accepted_findings=[SAID, UNDERCUT])

    def test_they_follow_the_records_that_they_are_about(self) -> None:
        assert self.BOTH.without("shrink", cascade=True).accepted_findings == (self.SAID,)
        assert self.BOTH.subset(["stay"]).accepted_findings == (self.SAID,)
        assert self.BOTH.subset(["cap"]).accepted_findings == ()
        assert self.BOTH.add(Claim("new")).accepted_findings == (self.SAID, self.UNDERCUT)
        assert renamed(self.UNDERCUT, {"stay": "remain"}).ids == ("remain", "shrink")
        assert self.BOTH.renamed({"stay": "remain"}).accepted_findings[1].ids == ("remain", "shrink")

    def test_a_union_has_those_of_both_and_this_reason_wins(self) -> None:
        other = evolve(RENT, accepted_findings=[evolve(self.SAID, reason="Another."), self.UNDERCUT])
        mine = evolve(RENT, accepted_findings=[self.SAID])
        assert (mine | other).accepted_findings == (self.SAID, self.UNDERCUT)

    def test_accepting_again_gives_the_reason_anew(self) -> None:
        again = self.BOTH.accept_finding(self.SAID, reason="Heard twice.", by="Ana", date="2024-12-02")
        assert [a.reason for a in again.accepted_findings] == ["Heard twice.", "Both are."]
        assert [a.ids for a in again.accepted_findings] == [("stay",), ("stay", "shrink")]

    @pytest.mark.parametrize(
        ("call", "message"),
        [
            (
                lambda: AcceptedFinding("x", ["a"], " \n"),
                (
                    "an accepted finding has no reason (say it in a few words, such as 'the denial belongs to "
                    "another clause')"
                ),
            ),
            (
                lambda: AcceptedFinding("x", ["a"], "y", date="yesterday"),
                "date 'yesterday' of an accepted finding is none",
            ),
            (
                lambda: evolve(RENT, accepted_findings=[AcceptedFinding("x", ["cap", "stey"], "y")]),
                (
                    "the records do not make a map: 1 problem\n  $.accepted_findings[0].ids[1]: the accepted finding "
                    "'x' names the unknown record 'stey'; did you mean 'stay'? (an accepted finding is removed with "
                    "the record that it is about)"
                ),
            ),
            (
                lambda: RENT.accept_finding("stay", reason="y"),  # type: ignore[arg-type]
                "found a str where a finding of check is expected",
            ),
        ],
    )
    def test_refusals(self, call: Callable[[], object], message: str) -> None:
        assert refusal(call) == message
