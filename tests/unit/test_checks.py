"""Every rule, on a map that breaks it and on one that does not; and all rules on every kind of map."""

from __future__ import annotations

import re
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

import argmap
from argmap import (
    AcceptedFinding,
    Argument,
    ArgumentMap,
    Claim,
    Evidence,
    Finding,
    Party,
    Provenance,
    Quantity,
    Quote,
    Relation,
    Severity,
    Source,
)
from argmap.checks import RULES, Found, Rule, check, table
from argmap.checks.rule import PAGE
from argmap.errors import ArgmapError
from argmap.quoting.numbers import numbers
from argmap.testing import maps

SEED = Path(__file__).parents[2] / "seeds" / "national-assembly-2024-11-30.argmap.json"
RELEASE = Source("release", "Fees were cut. We do not say that rents rose. Fees were cut by 5 percent.")
A, B, C = (Claim(i, f"Claim {i}.") for i in "abc")


def quoting(exact: str, start: int | None = None, end: int | None = None) -> ArgumentMap:
    return ArgumentMap.of(RELEASE, Claim("c", "x", quotes=[Quote("release", exact, start, end)]))


def stating(value: float | str, words: str, unit: str = "") -> ArgumentMap:
    source = Source("s", words)
    return ArgumentMap.of(
        source, Evidence("e", "x", quotes=[source.quote(words)], figures=[Quantity(value, unit)])
    )


def alike(*texts: str) -> ArgumentMap:
    return ArgumentMap.of(*(Claim(f"c{n}", text) for n, text in enumerate(texts)))


def accepting(m: ArgumentMap) -> ArgumentMap:
    """The map with the first of its findings accepted."""
    return m.accept_finding(check(m)[0], reason="It is so.")


def found(m: ArgumentMap) -> list[str]:
    return [f.code for f in check(m)]


SAFE = """
G1: {text: Safe., supportedBy: [S1, G9], inContextOf: C1}
S1: {text: Per hazard., supportedBy: G2}
G2: {text: No burns., supportedBy: Sn1, defeated: true}
G9: {text: No shocks., undeveloped: true}
C1: {text: At home.}
Sn1: {text: Report.}
CG1: {text: Old., challenges: G2, undeveloped: true}
"""


def case(old: str = "", new: str = "") -> ArgumentMap:
    text = SAFE.replace(old, new) if old else SAFE
    return argmap.loads(text, format="gsn", on_error="recover").map


def assuming(id: str, m: ArgumentMap) -> ArgumentMap:
    """The case with a goal declared as assumed, as SACM has it."""
    goal = m[id]
    assert isinstance(goal, Claim)
    return m.replace(evolve(goal, tags="assumed"))


def saying(text: str, *quoted: str, beside: str = "", figures: Any = ()) -> ArgumentMap:
    """Evidence that says something over the words of a source, which may have others beside them."""
    source = Source("s", " ".join([*quoted, beside]), language="en")
    quotes = [source.quote(words) for words in quoted]
    return ArgumentMap.of(source, Evidence("e", text, quotes=quotes, figures=figures))


COUNCIL, OWNERS = Party("council", role="speaker"), Party("owners", role="counterparty")
CAP = Claim("cap", "Rents should be capped.", by="council")
SHRINK = Claim("shrink", "A cap shrinks the supply.", by="owners", via="council")
GROWS = Claim("grows", "The supply grew where rents were capped.", by="council")
SURVEY = Evidence("survey", "It grew in all cities.", by="council")
DEBATE = ArgumentMap.of(COUNCIL, OWNERS, CAP, SHRINK, GROWS, SURVEY, SHRINK.attacks(CAP))
ISSUED = Source("release", "A cap shrinks the supply, owners say.", provenance=Provenance("council"))
REPORTED = Claim(
    "shrink", "A cap shrinks it.", by="owners", quotes=[ISSUED.quote("A cap shrinks the supply")]
)
EDITED = Source("s", "They did not say it. Rents rose.")

CASES: dict[str, list[tuple[ArgumentMap, ArgumentMap]]] = {
    "source-without-text": [
        (ArgumentMap.of(Source("s"), Claim("c", quotes=[Quote("s", "x")])), ArgumentMap.of(Source("s")))
    ],
    "source-changed": [
        (
            ArgumentMap.of(Source("s", "new", sha256=Source("s", "old").sha256)),
            ArgumentMap.of(Source("s", "new"), Source("t", "new", sha256="")),
        )
    ],
    "quote-empty": [
        (quoting("", 3, 3), quoting("Fees were cut.", 0, 14)),
        (quoting("\u200b"), quoting("Fees were cut.", 0, 14)),
    ],
    "quote-absent": [(quoting("eight gluons"), quoting("rents rose", 34, 44))],
    "quote-near": [(quoting("rents rise", 34, 44), quoting("rents rose", 34, 44))],
    "quote-ambiguous": [(quoting("Fees were"), quoting("Fees were", 46, 55))],
    "quote-moved": [(quoting("rents rose", 0, 10), quoting("rents\u00a0rose", 34, 44))],
    "quote-unplaced": [(quoting("Fees were cut."), quoting("Fees were cut.", 0, 14))],
    "quote-surroundings": [
        (
            ArgumentMap.of(EDITED, Claim("c", quotes=[Quote("s", "Rents rose.", 21, 32, prefix="They did say it. ")])),
            ArgumentMap.of(EDITED, Claim("c", quotes=[Quote("s", "Rents rose.", 21, 32, prefix="say it.\n")])),
        )
    ],
    "quote-cut-negation": [
        (quoting("rents rose", 34, 44), quoting("Fees were cut.", 0, 14)),
        (quoting("rents rose"), quoting("do not say that rents rose")),
    ],
    "unquoted": [(ArgumentMap.of(RELEASE, Claim("c", "x")), ArgumentMap.of(Claim("c", "x")))],
    "figure-not-quoted": [(stating(6, "Fees fell by 5 percent"), stating(5, "by 5 percent"))],
    "number-not-quoted": [
        (saying("Rents rose by 15 percent.", "Rents rose by 12 percent."), saying("A rise of 12%.", "by 12 percent.")),
        (saying("It has 6,317 members.", "It has many members."), saying("It has two aims.", "It has aims.")),
    ],
    "date-not-quoted": [
        (saying("It fell in May 2024.", "It fell in June 2024."), saying("It fell in 2024.", "It fell in June 2024."))
    ],
    "number-outside-quote": [
        (
            saying("It has 40 members.", "It has many members.", beside="They are 40."),
            saying("It has 40 members.", "It has members.", "They are 40."),
        ),
        (
            saying("It fell in May 2024.", "It fell."),
            saying("It fell in May 2024.", "It fell last month."),
        ),
    ],
    "number-not-stated": [
        (
            saying("It rose.", "It rose by 3 percent to 40 percent.", figures=[Quantity(40, "percent")]),
            saying("It rose by 3%.", "It rose by 3 percent to 40 percent.", figures=[Quantity(40, "percent")]),
        )
    ],
    "name-not-quoted": [
        (saying("It was the Mayor of Riverside.", "It was the mayor."), saying("It is Riverside.", "Riverside is it.")),
    ],
    "source-uncovered": [
        (saying("Rents rose.", "Rents rose.", beside="Fees fell."), saying("Rents rose.", "Rents rose.")),
    ],
    "relation-without-ends": [
        (ArgumentMap.of(A, Relation("r", "support", [], ["a"])), ArgumentMap.of(A, B, B.supports(A)))
    ],
    "self-relation": [(ArgumentMap.of(A, A.attacks(A)), ArgumentMap.of(A, B, A.attacks(B)))],
    "support-and-attack": [
        (
            ArgumentMap.of(A, B, A.supports(B), A.attacks(B)),
            ArgumentMap.of(A, B, C, A.supports(B), C.attacks(B), A.attacks(C)),
        ),
        (ArgumentMap.of(A, B, A.supports(B), B.attacks(A)), ArgumentMap.of(A, B, A.attacks(B), B.attacks(A))),
    ],
    "circular-support": [
        (
            ArgumentMap.of(A, B, C, A.supports(B), B.entails(C), C.supports(A)),
            ArgumentMap.of(A, B, C, A.supports(B, C), B.supports(C), C.attacks(A)),
        )
    ],
    "held-and-attacked": [
        (DEBATE.add(GROWS.attacks(CAP)), DEBATE.add(GROWS.attacks(SHRINK))),
    ],
    "undercut-of-nothing": [
        (
            ArgumentMap.of(A, B, C, A.rephrases(B, id="r"), C.undercuts("r")),
            ArgumentMap.of(A, B, C, A.supports(B, id="r"), C.undercuts("r", id="u"), B.undercuts("u")),
        ),
        (
            ArgumentMap.of(A, Argument("g"), A.undercuts("g")),
            ArgumentMap.of(A, B, C, Argument("g"), A.undercuts("g"), B.supports(C, argument="g")),
        ),
        (
            ArgumentMap.of(A, B, Relation("r", "support", ["a"], []), B.undercuts("r")),
            ArgumentMap.of(A, B, Relation("r", "support", [], ["a"]), B.undercuts("r")),
        ),
    ],
    "relation-repeated": [
        (
            ArgumentMap.of(A, B, A.attacks(B), A.attacks(B, id="r")),
            ArgumentMap.of(A, B, A.attacks(B), A.attacks(B, id="r", scheme="from sign")),
        ),
        (
            ArgumentMap.of(A, B, A.contrary_to(B), B.contrary_to(A)),
            ArgumentMap.of(A, B, A.attacks(B), B.attacks(A)),
        ),
    ],
    "no-holder": [
        (
            ArgumentMap.of(Party("p", role="speaker"), A),
            ArgumentMap.of(Party("p", role="speaker"), Claim("a", "x", by="p")),
        )
    ],
    "unconnected": [(ArgumentMap.of(A, B, C, A.supports(B)), ArgumentMap.of(A, B))],
    "no-reasons": [
        (
            ArgumentMap.of(A, B, C, A.attacks(B), C.supports(A)),
            ArgumentMap.of(A, B, C, A.attacks(B), C.supports(B)),
        )
    ],
    "evidence-unused": [
        (
            ArgumentMap.of(A, Evidence("e", "x"), A.attacks("e")),
            ArgumentMap.of(A, Evidence("e", "x"), A.attacks("e"), Relation("r", "support", ["e"], ["a"])),
        )
    ],
    "same-text": [
        (
            ArgumentMap.of(Claim("a", "x"), Claim("b", "x")),
            ArgumentMap.of(Party("p"), Claim("a", "x"), Claim("b", "x", by="p"), Claim("c"), Claim("d")),
        )
    ],
    "similar-text": [
        (alike("Rents should rise by 3% a year.", "The rents should raise by 3% in a year."), alike(text, other))
        for text, other in (
            ("Rents should rise by 3% a year.", "Rents should rise by 4% a year."),
            ("Rents should rise a lot now.", "Rents should not rise a lot now."),
            ("The cap on rents is lawful.", "The cap on rents is unlawful."),
            ("The rents of flats increase.", "The rents of flats decrease."),
            ("Rents rose.", "Rents rise."),
            ("A cap shrinks the supply.", "A cap shrinks the supply of flats, houses and rooms."),
        )
    ],
    "sentence-as-id": [
        (
            ArgumentMap.of(Claim("Rents should rise")),
            ArgumentMap.of(
                *(Claim("rent cap"), Claim("Rents should rise", "x"), Claim("It is so", title="x")),
                *(Claim("G1."), Claim("node:1.2.3"), Evidence("survey-of-all-tenants"), Claim("第一条")),
            ),
        ),
        (ArgumentMap.of(Evidence("Rents rose.")), ArgumentMap.of(Evidence("e"))),
    ],
    "unanswered": [
        (DEBATE, DEBATE.add(GROWS.attacks(SHRINK))),
        (DEBATE.add(SHRINK.attacks(GROWS, by="owners")), DEBATE.add(GROWS.undercuts("attack:shrink>cap"))),
        (
            DEBATE.add(Claim("why", "x", by="owners"), GROWS.attacks("why")),
            DEBATE.add(Claim("why", "x", by="owners"), SHRINK.supported_by("why"), GROWS.attacks("why")),
        ),
    ],
    "answer-without-evidence": [
        (DEBATE.add(GROWS.attacks(SHRINK)), DEBATE.add(GROWS.attacks(SHRINK), SURVEY.supports(GROWS))),
        (DEBATE.add(GROWS.undercuts("attack:shrink>cap")), DEBATE.add(SURVEY.attacks(SHRINK))),
    ],
    "silent-party": [
        (ArgumentMap.of(OWNERS, A), ArgumentMap.of(OWNERS, Claim("a", "x", by="owners"))),
        (ArgumentMap.of(COUNCIL, A), ArgumentMap.of(COUNCIL, ISSUED, A)),
    ],
    "no-reporter": [
        (
            ArgumentMap.of(COUNCIL, OWNERS, ISSUED, REPORTED),
            ArgumentMap.of(COUNCIL, OWNERS, ISSUED, evolve(REPORTED, via="council")),
        ),
        (
            ArgumentMap.of(COUNCIL, OWNERS, evolve(ISSUED, provenance=None, publisher="council"), REPORTED),
            ArgumentMap.of(
                *(Party("council", role="reporter"), OWNERS, REPORTED),
                evolve(ISSUED, provenance=None, publisher="council"),
            ),
        ),
    ],
    "gsn-unsupported": [
        (case(", undeveloped: true}\nC1", "}\nC1"), case()),
        (
            case(", undeveloped: true}\nC1", "}\nC1"),
            assuming("G9", case(", undeveloped: true}\nC1", "}\nC1")),
        ),
    ],  # V02
    "gsn-undeveloped": [(case("Per hazard.", "Per hazard., undeveloped: true"), case())],  # V03
    "gsn-misplaced": [
        (case("inContextOf: C1", "inContextOf: [C1, G9]"), case()),
        (
            ArgumentMap.of(Claim("G1", data={"drawing": {"context": "Sn1"}}), Evidence("Sn1")),
            ArgumentMap.of(Claim("G1", data={"drawing": {"context": "report"}}), Evidence("report")),
        ),
    ],  # V04
    "gsn-unchallenged": [(case("challenges: G2, ", "challenges: Sn1, "), case())],  # V10
    "gsn-challenger": [(case("CG1: {", "CG1: {nodeType: Goal, "), case())],  # V12
    "gsn-top": [(case("\nG1: {", "\nS0: {"), case())],  # C02
    "gsn-tops": [(case("[S1, G9]", "S1"), case())],  # C01
    "accepted-finding-gone": [
        (
            evolve(quoting("Fees were cut."), accepted_findings=[AcceptedFinding("quote-absent", ["c"], "It is so.")]),
            accepting(quoting("eight gluons")),
        ),
        (
            evolve(ArgumentMap.of(A), accepted_findings=[AcceptedFinding("of-nobody", ["a"], "It is so.")]),
            ArgumentMap.of(A),
        ),
    ],
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_finds_its_cases_and_nothing_else(rule: Rule) -> None:
    """A new rule needs a map that breaks it and one that does not."""
    for broken, sound in CASES[rule.code]:
        findings = check(broken, [rule.code])
        assert [(f.code, f.severity) for f in findings] == [(rule.code, rule.severity)]
        assert all(i in broken for i in findings[0].ids)
        assert findings[0].documentation == rule.documentation
        assert findings[0] in check(broken)
        assert check(sound, [rule.code]) == ()


def test_the_codes_are_those_that_users_may_rely_on() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == [*CASES], "a new code goes into the table above; none is renamed or taken away"
    assert {rule.group for rule in RULES} == {"sources", "structure", "debate", "safety", "accepted"}


@pytest.mark.parametrize("page", ["guide/checking.md", "reference/findings.md"])
def test_every_code_is_described(page: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / page).read_text(encoding="utf-8")
    if page.startswith("guide"):
        rows = re.findall(r"^\| \[?`([a-z-]+)`.*? \| ([a-z]+) \| (.*?) \|$", text, re.MULTILINE)
        assert rows == [(rule.code, rule.severity, rule.looks_for) for rule in RULES]
    else:
        anchors = re.findall(r"^### ([a-z-]+)$", text, re.MULTILINE)  # each heading is an anchor of its name
        assert anchors == [rule.code for rule in RULES]
        assert {rule.documentation for rule in RULES} == {f"{PAGE}#{anchor}" for anchor in anchors}


def test_errors_come_first_then_warnings_then_what_is_good_to_know() -> None:
    m = ArgumentMap.of(
        RELEASE,
        Claim("a", "x", quotes=[Quote("release", "Fees were cut.")]),
        Claim("b", "x", quotes=[Quote("release", "eight gluons")]),
        C,
        C.attacks(C),
    )
    severities = [f.severity for f in check(m)]
    assert severities == sorted(severities, key=list(Severity).index)
    assert set(severities) == set(Severity)


def test_a_finding_prints_as_one_line() -> None:
    shown = str(Finding("code", "error", "what was found", ["a"], "what to do"))
    assert shown == "error code: what was found (what to do)"
    assert str(Finding("code", "info", "what")) == "info code: what"


def test_a_finding_shows_only_the_beginning_of_a_long_quote() -> None:
    assert len(str(check(quoting("gluons " * 10_000))[0])) < 300


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (6317, "by March 2024, 6,317 professional organizations"),
        (6317, "6.317 Verbände"),
        (6317, "6’317 Verbände"),
        (6317, "6\u202f317 associations"),
        (84.59, "a turnout of 84.59 percent"),
        (84.59, "84,59 Prozent"),
        (1_234_567.5, "1,234,567.5 riels"),
        (6_000_000, "some 6 million people"),
        (1_100_000, "1.1 million people"),
        (2_000, "2 thousand outlets"),
        (2_300_000, "a fund of €2.3m"),
        (1_500_000_000, "1.5bn euros"),
        (5, "a walk of 5 m"),
        (-5, "fees fell by 5 percent"),
        (6000, "in 2022 6,000 people came"),
        (2022, "in 2022 600 people came"),
        (600, "in 2022 600 people came"),
        (6.317, "6,317 metres"),
        (1.5, "1,5 Prozent"),
        (1234.5, "1.234,5 Euro"),
        (1234.5, "1,234.5 euros"),
        (1234567, "1.234.567 Euro"),
        (1234567, "1 234 567 euros"),
        (5, "grew by 3,5,7 percent"),  # three numbers, without blanks
        (7, "1.5,7"),
        (11, "am 28.11.2024"),
        (3, "+3"),
        (6317, "6'317 Personen"),
        (84, "៨៤ ភាគរយ"),
        (3, "three parties"),
        (3, "in 2023 three parties left"),
        (24, "two dozen"),
        (7, "drei Parteien"),  # cannot be read
        (7, "one of two laws"),  # of other things
        (10**300, "9" * 10_000 + " and 1" + "0" * 300),
    ],
)
def test_a_figure_is_found_however_its_number_is_written(value: float, words: str) -> None:
    assert found(stating(value, words)) == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (317, "6,317 organizations"),
        (6, "6,317 organizations"),
        (59, "84.59 percent"),
        (8459, "84.59 percent"),
        (6, "6 million people"),
        (5.1, "5 percent"),
        (15, "1,5 Prozent"),
        (12345, "1.234,5 Euro"),
        (234.5, "1.234,5 Euro"),
        (2022600.5, "in 2022 600 people came"),
        (28.11, "am 28.11.2024"),
        (10**308, "9" * 10_000),
    ],
)
def test_a_part_of_a_number_is_not_the_number(value: float, words: str) -> None:
    assert found(stating(value, words)) == ["figure-not-quoted"]


def test_number_words_of_the_same_thing_are_compared() -> None:
    assert found(stating(5, "fell by three percent", "percent")) == ["figure-not-quoted"]
    assert found(stating(5, "three parties left", "parties")) == ["figure-not-quoted"]
    assert found(stating(5, "three laws fell", "parties")) == []


def test_a_unit_may_have_the_scale_of_the_words() -> None:
    for unit in ("million", "millions of euros", "million euros a year"):
        assert found(stating(2.3, "some 2.3 million euros", unit)) == []
    assert found(stating(2.3, "some 2.3 euros", "euros")) == []
    assert found(stating(2.3, "some 2.3 million euros", "million euros")) == []
    assert found(stating(2.3, "some 2.3 billion euros", "million euros")) == ["figure-not-quoted"]


@pytest.mark.parametrize(("value", "wrong"), [("2024-11-30", False), ("2024", False), ("2023-11-30", True)])
def test_of_a_date_the_year_is_in_the_words(value: str, *, wrong: bool) -> None:
    codes = found(stating(value, "resolution issued on November 28, 2024", "date"))
    assert codes == ["figure-not-quoted"] * wrong
    assert found(stating(value, "am 28.11.2024", "date")) == codes


def test_the_year_of_a_date_before_our_time_is_in_the_words() -> None:
    assert found(stating("-0044-03-15", "Caesar died in 44 BC.", "date")) == []
    assert found(stating("-0043-03-15", "Caesar died in 44 BC.", "date")) == ["figure-not-quoted"]


@pytest.mark.parametrize(
    ("numbers", "listed"),
    [
        (["5", "2.3 million"], "5, 2.3 million"),
        (
            [*map(str, range(1001, 1010)), "123456"],
            "1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 123456",
        ),
        (
            [*map(str, range(1001, 1010)), "1234567"],
            "1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 12345…",
        ),
    ],
)
def test_the_numbers_of_the_words_are_listed_as_far_as_they_fit(numbers: list[str], listed: str) -> None:
    (finding,) = check(stating(7, "; ".join(numbers), "seats"))
    assert finding.message == f"'e' states 7 seats, but its words have {listed}"
    assert finding.hint == "check the figure against the quote"


@pytest.mark.parametrize(
    ("sources", "targets", "lacks"), [([], ["a"], "sources"), (["a"], [], "targets"), ([], [], "sources")]
)
def test_the_end_that_a_relation_lacks_is_named(sources: list[str], targets: list[str], lacks: str) -> None:
    (finding,) = [
        f for f in check(ArgumentMap.of(A, Relation("r", "support", sources, targets))) if f.ids == ("r",)
    ]
    assert finding.message == f"the support 'r' has no {lacks}"


def test_one_circle_stands_for_all_that_run_through_each_other() -> None:
    """There may be as many as there are subsets of the claims."""
    claims = [Claim(f"c{n}", f"Step {n}.") for n in range(300)]
    m = ArgumentMap.of(*claims, *(a.supports(b) for a in claims for b in claims if a is not b))
    (finding,) = check(m, "circular-support")
    assert finding.message == "support runs in a circle: c0 -> c1 -> c0, one of several among 300 elements"


def test_a_circle_is_found_whatever_else_its_claims_support() -> None:
    m = ArgumentMap.of(A, B, C, A.supports(B), A.supports(C, id="second"), B.supports(A))
    (finding,) = [f for f in check(m) if f.code == "circular-support"]
    assert finding.message == "support runs in a circle: a -> b -> a"


def test_the_holder_is_to_be_named() -> None:
    (finding,) = check(ArgumentMap.of(Party("p", role="speaker"), A), "no-holder")
    assert (finding.message, finding.hint) == ("'a' names nobody who holds it", "name the party as by")


def test_a_figure_is_held_against_its_own_quote() -> None:
    source = Source("s", "5 parties and 6 seats.")
    five, six = source.quote("5 parties"), source.quote("6 seats")
    m = ArgumentMap.of(source, Evidence("e", "x", quotes=[five, six], figures=[Quantity(5, quote=six)]))
    assert found(m) == ["figure-not-quoted"]
    assert "'e' states 5, but its words have 6" in check(m)[0].message


def test_quotes_and_figures_of_provenance_are_checked() -> None:
    words = "Riverside, 4 March 2024. We do not say that rents rose."
    quotes = [Quote("s", "Lakeside"), Quote("s", "rents rose", 44, 54)]
    figures = [
        Quantity("2023-03-04", "date", quote=Quote("s", "4 March 2024", 11, 23)),
        Quantity("2022", "date"),
    ]
    source = Source("s", words, provenance=Provenance(figures=figures, quotes=quotes))
    assert found(ArgumentMap.of(source)) == ["quote-absent", "quote-cut-negation", "figure-not-quoted"]
    stated = Provenance(figures=Quantity(5, "copies"), quotes=[source.quote("4 March 2024")])
    (finding,) = check(ArgumentMap.of(evolve(source, provenance=stated)), ["figure-not-quoted"])
    assert str(finding).startswith(
        "warning figure-not-quoted: 's' states 5 copies, but its words have 4, 2024"
    )
    absent = Source("absent", provenance=Provenance(quotes=source.quote("Riverside")))
    assert found(ArgumentMap.of(Source("s", words), absent)) == ["source-uncovered"]


def test_a_finding_shows_only_the_beginning_of_many_numbers() -> None:
    assert len(check(stating(1, "2, " * 1_000 + "9" * 1_000))[0].message) < 150
    assert len(check(stating(1, "9" * 1_000))[0].message) < 150


def test_one_circle_is_named_in_order() -> None:
    m = ArgumentMap.of(A, B, C, A.supports(B), B.supports(C), C.supports(A))
    (finding,) = check(m)
    assert finding.message == "support runs in a circle: a -> b -> c -> a"
    assert finding.ids == ("a", "b", "c")


def test_the_real_statement_has_nothing_to_correct() -> None:
    """Three of its answers are denials, for which it offers no evidence: that is worth knowing, and no mistake."""
    found = [(str(f.severity), f.code, f.ids[0]) for f in check(argmap.load(SEED))]
    assert found == [("info", "answer-without-evidence", i) for i in ("C2", "C3", "C4")]


@pytest.mark.parametrize("closed", [False, True])
def test_long_chains_take_no_recursion(closed: bool) -> None:
    claims = [Claim(f"c{n}", f"Step {n}.") for n in range(2_000)]
    steps = [after.supports(before) for before, after in pairwise(claims)]
    if closed:
        steps.append(claims[0].supports(claims[-1]))
    assert found(ArgumentMap.of(*claims, *steps)) == ["circular-support"] * closed


def test_long_towers_of_undercuts_take_no_recursion() -> None:
    tower: list[Any] = [A, B, A.supports(B)]
    for n in range(2_000):
        tower.append(Relation(f"u{n}", "undercut", ["a"], [tower[-1].id]))
    assert found(ArgumentMap.of(*tower)) == []


@given(maps(hostile=True))
def test_a_check_never_fails_and_changes_nothing(m: ArgumentMap) -> None:
    before = argmap.dumps(m)
    findings = check(m)
    assert argmap.dumps(m) == before
    assert check(m) == findings
    assert all(i in m for f in findings for i in f.ids)
    order = [list(Severity).index(f.severity) for f in findings]
    assert order == sorted(order)


class TestAcceptedFindings:
    TWICE = ArgumentMap.of(
        RELEASE, Claim("c", "x", quotes=[Quote("release", "eight gluons"), Quote("release", "nine quarks")])
    )

    def test_one_is_accepted_and_another_of_the_same_claim_is_not(self) -> None:
        first, second = check(self.TWICE, "quote-absent")
        m = self.TWICE.accept_finding(first, reason="A joke.", by="Ana", date="2024-12-02")
        assert check(m, "quote-absent") == (second,)
        both = check(m, "quote-absent", accepted=True)
        assert [f.accepted and f.accepted.reason for f in both] == ["A joke.", None]
        assert str(both[0]).endswith("(quote the source's own words) [accepted: A joke.]")
        assert [row["reason"] for row in both.rows()] == ["A joke.", None]

    def test_it_is_found_again_once_its_words_have_changed(self) -> None:
        m = accepting(quoting("eight gluons"))
        assert found(m) == []
        changed = m.replace(Claim("c", "x", quotes=[Quote("release", "nine gluons")]))
        assert found(changed) == ["quote-absent", "accepted-finding-gone"]

    @given(maps(hostile=True))
    def test_what_is_accepted_is_gone_and_comes_back_on_request(self, m: ArgumentMap) -> None:
        m = evolve(m, accepted_findings=())
        for finding in (before := check(m)):
            m = m.accept_finding(finding, reason="It is so.")
        assert check(m) == ()
        assert [f.about for f in check(m, accepted=True)] == [f.about for f in before]
        assert check(argmap.loads(argmap.dumps(m))) == ()


class TestRules:
    TAGS = Rule(
        "untagged", "info", "a claim without a tag", lambda m: (Found(c.id, [c.id]) for c in m.claims)
    )

    def test_they_are_chosen_by_code_group_and_themselves(self) -> None:
        m = ArgumentMap.of(A, A.attacks(A), Claim("Rents should rise"))
        assert [f.code for f in check(m, ["sentence-as-id", "self-relation"])] == [
            "sentence-as-id",
            "self-relation",
        ]
        assert [f.code for f in check(m, "self-relation")] == ["self-relation"]
        assert {f.code for f in check(m, "structure")} == {"sentence-as-id", "self-relation", "unconnected"}
        assert [f.code for f in check(m, ["sources", self.TAGS])] == ["untagged"] * 2
        assert check(m, []) == ()

    @pytest.mark.parametrize(
        ("rules", "message"),
        [
            (
                ["self-relatoin"],
                "unknown rule 'self-relatoin', expected a code, or one of the groups sources, ",
            ),
            ([3], "found an int where a code, a group or a Rule is expected"),
            (
                [Rule("broken", "info", "x", lambda _: 1 / 0)],  # type: ignore[arg-type, return-value]
                "the rule 'broken' of another package failed: ZeroDivisionError: division by zero",
            ),
            (
                [Rule("broken", "info", "x", lambda m: [m])],  # type: ignore[list-item]
                "found an ArgumentMap where a Found of the rule 'broken' is expected",
            ),
            ([TAGS, evolve(TAGS, severity="error")], "two rules have the code 'untagged'"),
        ],
    )
    def test_refusals(self, rules: Any, message: str) -> None:
        with pytest.raises(ArgmapError) as caught:
            check(ArgumentMap.of(A), rules)
        assert str(caught.value).startswith(message)

    def test_other_packages_add_some(self, monkeypatch: pytest.MonkeyPatch) -> None:
        offered = {"one": self.TAGS, "several": lambda: [evolve(self.TAGS, code="b")], "odd": 3}
        offered |= {"taken": evolve(self.TAGS, code="unquoted"), "missing": ImportError("no such thing")}

        class Point:
            def __init__(self, name: str) -> None:
                self.value = name

            def load(self) -> Any:
                if isinstance(found := offered[self.value], Exception):
                    raise found
                return found

        points = [*map(Point, offered)]
        monkeypatch.setattr(metadata, "entry_points", lambda group: points if group == "argmap.rules" else [])
        table.rules.cache_clear()
        try:
            with pytest.warns(RuntimeWarning) as caught:
                assert found(ArgumentMap.of(A)) == ["untagged", "b"]
        finally:
            monkeypatch.undo()
            table.rules.cache_clear()
        assert [str(w.message) for w in caught] == [
            "the rules that 'odd' adds cannot be used: found an int where a Rule is expected",
            "the rules that 'taken' adds cannot be used: the code 'unquoted' is taken",
            "the rules that 'missing' adds cannot be used: ImportError: no such thing",
        ]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Over 6,000 members.", "6,317 members"),
        ("A third of members.", "33.3333333333 percent of members"),
        ("About 30 percent.", "a third of them"),
        ("Half of them left.", "50% of them left"),
        ("Two dozen laws.", "24 laws"),
        ("Three laws were passed.", "a law was passed"),
        ("One of the laws was passed.", "the law was passed"),
        ("€2.3m was paid.", "€2,300,000 was paid"),
        ("Two hundred and five people came.", "205 people came"),
        ("It met in November 2024.", "It met on 28 November 2024"),
        ("It met on 28 November.", "It met on 2024-11-28"),
        ("It met in 2024.", "It met last month"),
        ("Rents rose by 3 percent from 2016.", "since 2016, by 3 percent"),
        ("One in five voters stayed away.", "20 percent of voters stayed away"),
        ("Two out of three left.", "Two thirds of them left."),
        ("COVID-19 rules were dropped.", "the coronavirus rules were dropped"),
        ("The G20 met round the clock, 24/7.", "The group met round the clock"),
        ("Article 15 bans it, in the 21st century.", "the law bans it"),
        ("100 percent were lost.", "all seats were lost"),
        ("30 people came.", "10 women and 20 men came"),
        ("It rose by 30 percent, to 45.", "from 15 to 45 percent"),
        ("Turnout was 84.6 percent.", "a turnout of 84.59 percent"),
        ("Turnout was 85 percent.", "a turnout of 84.59 percent"),
        ("A 30-year plan.", "a thirty-year plan"),
        ("Nearly 2,000 came.", "1,950 came"),
        ("Under 40 percent.", "38 percent"),
    ],
)
def test_what_agrees_is_left_alone(text: str, quoted: str) -> None:
    rules = ["number-not-quoted", "date-not-quoted", "number-outside-quote"]
    assert check(saying(text, quoted), rules) == ()


@pytest.mark.parametrize(
    ("text", "quoted", "message"),
    [
        (
            "Rents rose by 15 percent.",
            "by 12 percent",
            "'e' says '15 percent', but its words have '12 percent'",
        ),
        (
            "Rents rose by 15%.",
            "by twelve percent",
            "'e' says '15 percent', but its words have 'twelve percent'",
        ),
        (
            "Rents rose by three percent.",
            "by 2 %",
            "'e' says 'three percent', but its words have '2 percent'",
        ),
        ("Four parties left.", "three parties left", "'e' says 'Four', but its words have 'three'"),
        ("Over 9,000 members.", "6,317 members", "'e' says '9,000', but its words have '6,317'"),
        (
            "A half of them left.",
            "a third of them left",
            "'e' says 'A half', but its words have 'a third'",
        ),
        ("It cost €5.", "It cost €6.", "'e' says '5', but its words have '6'"),
        (
            "On 28 November 2024.",
            "On 27 November 2024",
            "'e' says '28 November 2024', but its words have '27 November 2024'",
        ),
        (
            "Turnout was 86 percent.",
            "84.59 percent",
            "'e' says '86 percent', but its words have '84.59 percent'",
        ),
        ("Over 7,000 members.", "over 6,000 members", "'e' says '7,000', but its words have '6,000'"),
        ("Nearly 6,000 members.", "6,317 members", "'e' says '6,000', but its words have '6,317'"),
        (
            "11 parties competed.",
            "18\n\npolitical parties competed",
            "'e' says '11', but its words have '18'",
        ),
        ("6,000 members.", "6,317 members", "'e' says '6,000', but its words have '6,317'"),
        ("Two in five left.", "one in five left", "'e' says 'Two in five', but its words have 'one in five'"),
        ("It is 40 now.", "It grew from 20.", "'e' says '40', which its sources do not have"),
        ("In 2024.", "In 2023.", "'e' says '2024', but its words have '2023'"),
    ],
)
def test_what_does_not_agree_is_found(text: str, quoted: str, message: str) -> None:
    assert [f.message for f in check(saying(text, quoted), ["number-not-quoted", "date-not-quoted"])] == [
        message
    ]


def test_many_like_texts_take_no_long_time() -> None:
    """10,000 texts made to one pattern would be fifty million pairs."""
    pattern = [
        Claim(f"p{n}", f"The council of town number{chr(97 + n % 26)}x{n} should cap its rents.")
        for n in range(10_000)
    ]
    assert check(ArgumentMap.of(*pattern), "similar-text") == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They met the Mayor of Lakeside.", ["Mayor of Lakeside"]),
        ("The Coalition Provisional Authority fell.", ["Coalition Provisional Authority"]),
        ("In Riverside and in Riverside’s parks.", []),
        ("Riversiders of Riverside.", []),
        ("The EP met on Monday, I hear.", []),
        ("The NATO met.", ["NATO"]),
        ("Lakeside lies there. Lakeside is far.", []),  # a sentence begins with a capital letter anyway
        ("As Ana Lo says.", []),  # a party
        ("In the National Archive of Élan.", ["National Archive of Élan"]),
    ],
)
def test_a_name_is_known_by_its_parts_or_letters(text: str, names: list[str]) -> None:
    source = Source("s", "The European Parliament and the people of Riverside met.", language="en")
    claim = Claim("c", text, quotes=[source.quote("the people of Riverside")])
    m = ArgumentMap.of(Party("lo", "Ana Lo"), source, claim)
    assert [f.words for f in check(m, "name-not-quoted")] == names


def test_names_and_number_words_of_other_languages_are_left_alone() -> None:
    source = Source("s", "Die Mieten stiegen um drei Prozent in der ganzen Stadt.")
    claim = Claim(
        "c", "Die Mieten in Lakeside stiegen um 3 Prozent.", quotes=[source.quote("Mieten stiegen")]
    )
    assert check(ArgumentMap.of(source, claim), ["name-not-quoted", "number-not-quoted"]) == ()


def test_the_year_of_a_source_is_known() -> None:
    source = Source("s", "The council met and fees were cut.", date="2024-03-04")
    claim = Claim("c", "Fees were cut in 2024.", quotes=[source.quote("fees were cut")])
    assert check(ArgumentMap.of(source, claim), "number-outside-quote") == ()
    assert found(ArgumentMap.of(evolve(source, date=""), claim)) == ["number-outside-quote"]


def test_percentages_of_other_languages_are_compared() -> None:
    source = Source("s", "Die Mieten stiegen um 12 Prozent.", language="de")
    claim = Claim("c", "Rents rose by 15 percent.", quotes=[source.quote("stiegen um 12 Prozent")])
    (finding,) = check(ArgumentMap.of(source, claim), "number-not-quoted")
    assert finding.message == "'c' says '15 percent', but its words have '12 percent'"
    right = evolve(claim, text="Rents rose by 12%.")
    assert check(ArgumentMap.of(source, right), "number-not-quoted") == ()


def test_numbers_of_a_range_have_one_unit() -> None:
    m = saying("Between 14 and 16 percent failed.", "from 13 to 16 percent failed")
    assert [f.message for f in check(m, "number-not-quoted")] == [
        "'e' says '14 percent', but its words have '13 percent'"
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("zero", 0), ("nineteen", 19), ("ninety-nine", 99), ("a hundred", 100), ("one hundred and five", 105),
        ("two hundred and three thousand", 203_000), ("sixty-five thousand four hundred and two", 65_402),
        ("a million", 1e6), ("three billion", 3e9), ("a hundred million", 1e8), ("two dozen", 24), ("a dozen", 12),
        ("three quarters of", 75), ("two-thirds of", 200 / 3), ("half of", 50), ("a tenth of", 10),
    ],
)  # fmt: skip
def test_number_words_are_read(words: str, value: float) -> None:
    (number,) = numbers(f"There were {words} them.")
    assert any(abs(value - reading) < 1e-6 for reading in number.readings)
    assert number.spelled


@pytest.mark.parametrize(
    "words", ["one of them", "the third time", "at second hand", "a score", "tense", "often"]
)
def test_other_words_are_no_numbers(words: str) -> None:
    assert numbers(words) == ()


@pytest.mark.parametrize(
    "words", ["hundred ", "two trillion ", "9", "1,", "one in five ", "2024-11-28 ", "3 May 2024, "]
)
def test_numbers_without_end_are_read(words: str) -> None:
    check(saying(f"It was {words * 2_000}.", f"It is {words * 2_000}now, or {words * 1_000}then."), "sources")
