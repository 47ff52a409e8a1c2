"""Two statements as one debate, and records under other ids: what is refused, and what stays itself."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from argmap import (
    AcceptedFinding,
    ArgumentMap,
    Claim,
    Evidence,
    Pairing,
    Party,
    Quote,
    Relation,
    Source,
    match,
    union,
)
from argmap.errors import ArgmapError, InvalidMapError, UnknownIdError

COUNCIL = Party("council", "City council", role="speaker")
ROSE = Claim("c1", "Rents rose by 8 percent last year.", by="council")
CAP = Claim("c2", "Rents should be capped.", by="council")
A = ArgumentMap.of(COUNCIL, ROSE, CAP, ROSE.supports(CAP), title="Statement")
THEIRS = Claim("c1", "Last year, rents rose by only 8 percent.", by="owners")
FEW = Claim("c2", "Few flats are built.", by="owners")
OWNERS = Party("owners", "Owners", role="speaker")
B = ArgumentMap.of(
    evolve(COUNCIL, role="counterparty"),
    OWNERS,
    THEIRS,
    FEW,
    THEIRS.supports(FEW),
    Relation("r", "attack", FEW, THEIRS),
)


class TestRenaming:
    def test_all_that_refers_to_a_record_follows(self) -> None:
        source = Source("s", "Rents rose.", publisher="council")
        m = A.add(source, Claim("q", quotes=[source.quote("Rents")], via="council"))
        other = m.renamed({"council": "city", "s": "text", "c2": "cap"})
        assert other["q"].quotes[0].source == "text"  # type: ignore[union-attr]
        assert other["q"].via == ("city",)  # type: ignore[union-attr]
        assert other["text"].publisher == "city"  # type: ignore[union-attr]
        assert other.relations == (ROSE.supports("cap"),)

    def test_a_relation_keeps_an_id_that_names_nothing(self) -> None:
        m = ArgumentMap.of(
            ROSE, CAP, COUNCIL, step := Relation("step", "support", ROSE, CAP), CAP.undercuts(step)
        )
        other = m.renamed({"c1": "x"})
        assert [r.id for r in other.relations] == ["step", "undercut:c2>step"]
        assert other["step"].sources == ("x",)  # type: ignore[union-attr]
        assert m.renamed({"step": "s"})["undercut:c2>s"].targets == ("s",)  # type: ignore[union-attr]

    def test_a_name_is_no_id(self) -> None:
        m = ArgumentMap.of(Source("s", publisher="The Press"), Claim("The Press"))
        assert m.renamed({"The Press": "x"})["s"] == m["s"]
        m = m.without("The Press").add(Party("p"))
        with pytest.raises(InvalidMapError) as caught:
            m.renamed({"p": "The Press"})
        assert "is the name of the publisher of source 's'" in str(caught.value)

    def test_two_records_may_swap_ids(self) -> None:
        other = A.renamed({"c1": "c2", "c2": "c1"})
        assert [c.id for c in other.claims] == ["c2", "c1"]
        assert other.relations[0].id == "support:c2>c1"

    @pytest.mark.parametrize(
        ("ids", "messages"),
        [
            ({"c1": "c2"}, ["'c1' and 'c2' would both have the id 'c2'"]),
            ({"c1": "x", "c2": "x", "council": "x"}, ["3 records would have the id 'x'"]),
            ({"c1": "", "c2": 3}, ["id is empty", "id must be a string, not int"]),
            ({"c3": "x", "c4": "y"}, ["unknown id 'c3'", "unknown id 'c4'"]),
            ({"support:c1>c2": "council", "c1": "c2"}, ["'council' and 'support:c1>c2'", "'c1' and 'c2'"]),
        ],
    )
    def test_every_problem_is_listed(self, ids: Any, messages: list[str]) -> None:
        with pytest.raises(InvalidMapError) as caught:
            A.renamed(ids)
        problems = [str(e) for e in caught.value.exceptions]
        assert len(problems) == len(messages)
        assert all(message in problem for message, problem in zip(messages, problems, strict=True))

    def test_an_unknown_id_names_the_nearest(self) -> None:
        with pytest.raises(UnknownIdError, match="did you mean 'council'"):
            A.renamed({"counsil": "x"})

    def test_ids_and_prefix_together(self) -> None:
        other = A.renamed({"council": "city"}, prefix="a/")
        assert [r.id for r in other] == ["city", "a/c1", "a/c2", "support:a/c1>a/c2"]


class TestMatching:
    def test_statements_of_both_maps_are_paired(self) -> None:
        (found,) = match(A, B)
        assert (found.first, found.second) == ("c1", "c1")
        assert 0.9 < found.score < 1
        assert match(A, B, threshold=0.95) == ()

    def test_evidence_may_say_what_a_claim_says(self) -> None:
        assert match(A, ArgumentMap.of(Evidence("e", ROSE.text))) == (
            Pairing("c1", "e", 1, ROSE.text, ROSE.text),
        )

    def test_letters_do_not_tell_a_denial(self) -> None:
        denial = ArgumentMap.of(Claim("no", "Rents should not be capped."))
        assert [p.second for p in match(A, denial)] == ["no"]
        assert match(A, denial, lambda one, other: float(("not" in one) == ("not" in other)) / 2) == ()

    @pytest.mark.parametrize("score", [-1, 1.1, float("nan"), None, "much", 80])
    def test_a_scorer_gives_shares(self, score: Any) -> None:
        with pytest.raises(ArgmapError, match="the scorer gives"):
            match(A, B, lambda *_: score)

    def test_a_table_shows_the_pairs(self) -> None:
        assert match(A, B).rows()[0]["score"] == round(match(A, B)[0].score, 3)
        assert match(A, A).columns == ("first", "second", "score", "first_text", "second_text")


class TestUnion:
    def test_ids_that_mean_different_things_are_refused_together(self) -> None:
        with pytest.raises(InvalidMapError, match="the two maps do not make one: 3 problems"):
            union(A, B)

    def test_what_gets_another_id_takes_along_what_refers_to_it(self) -> None:
        both = union(A, B, on_conflict={"parties": "first", "claims": "rename"}, pairings=match(A, B))
        assert [r.id for r in both] == [
            *("council", "owners", "c1", "c2", "c1#2", "c2#2"),
            *("support:c1>c2", "support:c1#2>c2#2", "r", "rephrase:c1#2>c1"),
        ]
        assert both["council"] == COUNCIL
        assert both["r"] == Relation("r", "attack", "c2#2", "c1#2")
        proposal = both["rephrase:c1#2>c1"]
        assert proposal.tags == ("proposal",)  # type: ignore[union-attr]
        assert 0.9 < proposal.data["match"]["score"] < 1

    def test_a_relation_that_was_the_same_is_not_any_more(self) -> None:
        a = ArgumentMap.of(Claim("x"), Claim("y", "One."), Relation("r", "support", "x", "y"))
        b = ArgumentMap.of(Claim("x"), Claim("y", "Two."), Relation("r", "support", "x", "y"))
        both = union(a, b, on_conflict="rename")
        assert [(r.id, r.targets) for r in both.relations] == [("r", ("y",)), ("r#2", ("y#2",))]

    def test_one_map_may_win(self) -> None:
        first, second = (union(A, B, on_conflict=choice) for choice in ("first", "second"))
        assert (first["c1"], second["c1"]) == (ROSE, THEIRS)
        assert first["council"] == COUNCIL
        assert {r.id for r in first} == {r.id for r in second} == {r.id for m in (A, B) for r in m}

    def test_no_choice_makes_a_claim_of_a_party(self) -> None:
        for choice in ("first", "second"):
            with pytest.raises(InvalidMapError) as caught:
                union(A, ArgumentMap.of(Claim("council")), on_conflict=choice)
            assert "is that of a party in the first map" in str(caught.value)
        both = union(A, ArgumentMap.of(Claim("council")), on_conflict="rename")
        assert [c.id for c in both.claims] == ["c1", "c2", "council#2"]

    def test_a_quote_past_the_end_of_the_text_that_wins_is_refused(self) -> None:
        source = Source("s", "Rents rose. Fees fell.")
        b = ArgumentMap.of(source, Claim("q", quotes=[source.quote("Fees")]))
        with pytest.raises(InvalidMapError) as caught:
            union(ArgumentMap.of(Source("s", "Rents.")), b, on_conflict="first")
        assert "quote ends at 16" in str(caught.value)
        assert union(ArgumentMap.of(Source("s", "Rents.")), b, on_conflict="rename")["q"] == Claim(
            "q", quotes=[Quote("s#2", "Fees", 12, 16, prefix="Rents rose. ", suffix=" fell.")]
        )

    def test_what_was_accepted_is_accepted_of_both(self) -> None:
        a, b = (evolve(m, accepted_findings=AcceptedFinding("unquoted", "c1", "So it is.")) for m in (A, B))
        both = union(a, b, on_conflict={"parties": "first", "claims": "rename"})
        assert [each.ids for each in both.accepted_findings] == [("c1",), ("c1#2",)]

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"on_conflict": "renam"}, "did you mean 'rename'"),
            ({"on_conflict": {"claim": "first"}}, "did you mean 'claims'"),
            ({"on_conflict": {"claims": 3}}, "unknown value of on_conflict 3"),
            ({"on_conflict": "rename", "pairings": [("c1", "c1")]}, "where a Pairing is expected"),
            ({"on_conflict": "rename", "pairings": [Pairing("c1", "c9", 1)]}, "unknown id 'c9'"),
        ],
    )
    def test_what_is_wrong_is_said(self, options: Any, message: str) -> None:
        with pytest.raises(ArgmapError, match=message):
            union(A, B, **options)
