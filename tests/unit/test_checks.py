"""Every rule, on a map that breaks it and on one that does not; and all rules on every kind of map."""

from __future__ import annotations

import inspect
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

import argmap
from argmap import (
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
from argmap.checks import RULES, check, figures, quotes, safety, structure
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


def found(m: ArgumentMap) -> list[str]:
    return [f.code for f in check(m)]


@pytest.mark.parametrize(
    ("code", "severity", "broken", "sound"),
    [
        (
            "source-without-text",
            "warning",
            ArgumentMap.of(Source("s"), Claim("c", quotes=[Quote("s", "x")])),
            ArgumentMap.of(Source("s")),
        ),
        (
            "source-changed",
            "warning",
            ArgumentMap.of(Source("s", "new", sha256=Source("s", "old").sha256)),
            ArgumentMap.of(Source("s", "new"), Source("t", "new", sha256="")),
        ),
        ("quote-empty", "error", quoting("", 3, 3), quoting("Fees were cut.", 0, 14)),
        ("quote-empty", "error", quoting("\u200b"), quoting("Fees were cut.", 0, 14)),
        ("quote-absent", "error", quoting("eight gluons"), quoting("rents rose", 34, 44)),
        ("quote-near", "error", quoting("rents rise", 34, 44), quoting("rents rose", 34, 44)),
        ("quote-ambiguous", "warning", quoting("Fees were"), quoting("Fees were", 46, 55)),
        ("quote-unplaced", "info", quoting("Fees were cut."), quoting("Fees were cut.", 0, 14)),
        ("quote-moved", "warning", quoting("rents rose", 0, 10), quoting("rents\u00a0rose", 34, 44)),
        ("quote-cut-negation", "warning", quoting("rents rose", 34, 44), quoting("Fees were cut.", 0, 14)),
        ("unquoted", "warning", ArgumentMap.of(RELEASE, Claim("c", "x")), ArgumentMap.of(Claim("c", "x"))),
        ("figure-not-quoted", "warning", stating(6, "Fees fell by 5 percent"), stating(5, "by 5 percent")),
        (
            "relation-without-ends",
            "warning",
            ArgumentMap.of(A, Relation("r", "support", [], ["a"])),
            ArgumentMap.of(A, B, B.supports(A)),
        ),
        ("self-relation", "warning", ArgumentMap.of(A, A.attacks(A)), ArgumentMap.of(A, B, A.attacks(B))),
        (
            "support-and-attack",
            "warning",
            ArgumentMap.of(A, B, A.supports(B), A.attacks(B)),
            ArgumentMap.of(A, B, C, A.supports(B), C.attacks(B), A.attacks(C)),
        ),
        (
            "circular-support",
            "warning",
            ArgumentMap.of(A, B, C, A.supports(B), B.entails(C), C.supports(A)),
            ArgumentMap.of(A, B, C, A.supports(B, C), B.supports(C), C.attacks(A)),
        ),
        (
            "no-holder",
            "info",
            ArgumentMap.of(Party("p", role="speaker"), A),
            ArgumentMap.of(Party("p", role="speaker"), Claim("a", "x", by="p")),
        ),
        ("unconnected", "info", ArgumentMap.of(A, B, C, A.supports(B)), ArgumentMap.of(A, B)),
        (
            "same-text",
            "info",
            ArgumentMap.of(Claim("a", "x"), Claim("b", "x")),
            ArgumentMap.of(Party("p"), Claim("a", "x"), Claim("b", "x", by="p"), Claim("c"), Claim("d")),
        ),
        (
            "sentence-as-id",
            "warning",
            ArgumentMap.of(Claim("Rents should rise")),
            ArgumentMap.of(
                *(Claim("rent cap"), Claim("Rents should rise", "x"), Claim("It is so", title="x")),
                *(Claim("G1."), Claim("node:1.2.3"), Evidence("survey-of-all-tenants"), Claim("第一条")),
            ),
        ),
        ("sentence-as-id", "warning", ArgumentMap.of(Evidence("Rents rose.")), ArgumentMap.of(Evidence("e"))),
    ],
)
def test_a_rule_finds_its_case_and_nothing_else(
    code: str, severity: str, broken: ArgumentMap, sound: ArgumentMap
) -> None:
    findings = [f for f in check(broken) if f.code == code]
    assert [f.severity for f in findings] == [severity]
    assert findings[0].ids
    assert all(i in broken for i in findings[0].ids)
    assert code not in found(sound)


def test_the_rules_and_codes_are_those_that_users_may_rely_on() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in Path(argmap.__file__).parent.glob("checks/*.py"))
    codes = [
        "circular-support", "figure-not-quoted", "gsn-challenger", "gsn-misplaced", "gsn-top", "gsn-unchallenged",
        "gsn-undeveloped", "gsn-unsupported", "no-holder", "quote-absent", "quote-ambiguous",
        "quote-cut-negation", "quote-empty", "quote-moved", "quote-near", "quote-unplaced",
        "relation-without-ends", "same-text", "self-relation", "sentence-as-id",
        "source-changed", "source-without-text",
        "support-and-attack", "unconnected", "unquoted",
    ]  # fmt: skip
    found = set(re.findall(r'Finding\(\s*"([a-z-]+)"', source))
    assert sorted(found) == codes, f"a new code goes into this list: {sorted(found ^ {*codes})}"
    page = Path(__file__).parents[2] / "docs" / "guide" / "checking.md"
    described = set(re.findall(r"^\| `([a-z-]+)` \|", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert described == found, (
        f"the table in docs/guide/checking.md lacks, or has too many: {described ^ found}"
    )


def test_every_rule_is_run() -> None:
    rules = {
        rule
        for module in (figures, quotes, safety, structure)
        for name, rule in vars(module).items()
        if inspect.isgeneratorfunction(rule)
        and not name.startswith("_")
        and rule.__module__ == module.__name__
    }
    assert rules == {*RULES}, "every rule is in RULES of argmap/checks/__init__.py"


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
        (3, "three parties"),  # spelt out: cannot be read
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


def test_a_circle_is_found_whatever_else_its_claims_support() -> None:
    m = ArgumentMap.of(A, B, C, A.supports(B), A.supports(C, id="second"), B.supports(A))
    (finding,) = [f for f in check(m) if f.code == "circular-support"]
    assert finding.message == "support runs in a circle: a -> b -> a"


def test_the_holder_is_to_be_named() -> None:
    (finding,) = check(ArgumentMap.of(Party("p", role="speaker"), A))
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
    (finding,) = check(ArgumentMap.of(evolve(source, provenance=stated)))
    assert str(finding).startswith(
        "warning figure-not-quoted: 's' states 5 copies, but its words have 4, 2024"
    )
    absent = Source("absent", provenance=Provenance(quotes=source.quote("Riverside")))
    assert found(ArgumentMap.of(Source("s", words), absent)) == []


def test_a_finding_shows_only_the_beginning_of_many_numbers() -> None:
    assert len(check(stating(1, "2, " * 1_000 + "9" * 1_000))[0].message) < 150
    assert len(check(stating(1, "9" * 1_000))[0].message) < 150


def test_one_circle_is_named_in_order() -> None:
    m = ArgumentMap.of(A, B, C, A.supports(B), B.supports(C), C.supports(A))
    (finding,) = check(m)
    assert finding.message == "support runs in a circle: a -> b -> c -> a"
    assert finding.ids == ("a", "b", "c")


def test_the_real_statement_has_no_findings() -> None:
    assert check(argmap.load(SEED)) == ()


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
