"""Other ids say the same, and two maps in one have all that either has."""

from __future__ import annotations

from operator import or_
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, Pairing, diff, match, union
from argmap.change import alike
from argmap.change.alike import pairs
from argmap.errors import InvalidMapError
from argmap.model.references import cited
from argmap.testing import identifiers, maps, texts
from argmap.words import text_of


def rebuilt(m: ArgumentMap) -> ArgumentMap:
    return ArgumentMap.of(
        *m, title=m.title, metadata=m.metadata, data=m.data, accepted_findings=m.accepted_findings
    )


@given(maps(hostile=True), identifiers(hostile=True))
def test_a_map_under_other_ids_and_back_is_the_same(m: ArgumentMap, prefix: str) -> None:
    other = m.renamed(prefix=prefix)
    assert rebuilt(other) == other
    assert all(r.id not in m or r.id.startswith(prefix) for r in other)
    back = {new.id: old.id for old, new in zip(m, other, strict=True)}
    assert other.renamed(back) == m
    assert m.renamed() is m


@given(maps(), st.data())
def test_some_records_under_other_ids_and_back_are_the_same(m: ArgumentMap, data: st.DataObject) -> None:
    old = data.draw(st.lists(st.sampled_from([r.id for r in m]), unique=True) if [*m] else st.just([]))
    new = data.draw(st.permutations(old))
    ids = dict(zip(old, new, strict=True))
    other = m.renamed(ids)
    assert rebuilt(other) == other
    assert other.renamed({new: old for old, new in ids.items()}) == m
    for before, after in zip(m, other, strict=True):
        assert after.id == ids.get(before.id, before.id)
        assert cited(after) == {ids.get(i, i) for i in cited(before)}


@given(maps(hostile=True))
def test_a_map_and_itself_are_one(m: ArgumentMap) -> None:
    for choice in ("error", "rename", "first", "second"):
        assert union(m, m, on_conflict=choice) == m
    assert union(m, ArgumentMap()) == m
    assert diff(union(ArgumentMap(), m), m).changes == ()


@given(maps(), maps())
def test_union_is_the_operator_where_nothing_is_in_conflict(a: ArgumentMap, b: ArgumentMap) -> None:
    messages, found = [], []
    for join in (or_, union):
        try:
            found.append(join(a, b))
        except InvalidMapError as error:
            messages.append(str(error))
    assert len({*found}) == bool(found)
    assert len({*messages}) == bool(messages)
    assert not (found and messages)
    apart = b.renamed(prefix="other-")
    assert union(a, apart) == a | apart


@given(maps(), maps())
def test_with_other_ids_both_are_there_whole(a: ArgumentMap, b: ArgumentMap) -> None:
    both = union(a, b, on_conflict="rename")
    assert rebuilt(both) == both
    assert all(r in both for r in a)
    same = [r for r in b if r in a]
    assert len([*both]) <= len([*a]) + len([*b])
    assert len([*both]) >= len([*a]) + len([*b]) - len(same)
    new = [r for r in both if r.id not in a]
    plain = sorted(repr(evolve(r, id="x")) for r in new if not cited(r))
    assert all(repr(evolve(r, id="x")) in plain for r in b if r not in a and not cited(r))


@given(maps(), maps(), st.sampled_from(["first", "second"]))
def test_one_map_may_win(a: ArgumentMap, b: ArgumentMap, choice: Any) -> None:
    try:
        both = union(a, b, on_conflict=choice)
    except InvalidMapError:
        return  # other types, or a quote of a text that is shorter in the other map
    assert all(r in both for r in (a if choice == "first" else b))
    assert {r.id for r in both} == {r.id for r in a} | {r.id for r in b}


@given(maps(), maps(), st.floats(0, 1))
def test_every_claim_is_in_one_pair_at_most(a: ArgumentMap, b: ArgumentMap, threshold: float) -> None:
    found = match(a, b, threshold=threshold)
    assert len({p.first for p in found}) == len({p.second for p in found}) == len(found)
    assert all(p.score >= threshold for p in found)
    assert [p.first for p in found] == [s.id for s in a.statements if s.id in {p.first for p in found}]
    for p in found:
        assert (a[p.first], b[p.second]) == (evolve(a[p.first]), evolve(b[p.second]))
    both = union(
        a, b.renamed(prefix="other-"), pairings=[evolve(p, second=f"other-{p.second}") for p in found]
    )
    assert len([r for r in both.relations if r.tags == ("proposal",)]) >= len(found)


@given(maps(min_claims=1))
def test_a_map_matches_itself(m: ArgumentMap) -> None:
    found = match(m, m, threshold=1)
    texts = map(text_of, m.statements)
    assert all(p.score == 1 for p in found)
    assert len(found) == sum(bool(alike._words(text)) for text in texts)


@given(st.lists(texts(), max_size=8), st.lists(texts(), max_size=8))
def test_far_more_pairs_are_found_as_few_are(first: list[str], second: list[str]) -> None:
    """With few texts, all that share a word are compared in either way."""
    whole = pairs(first, second, 0.8)
    ones, others = ([alike._words(text) for text in side] for side in (first, second))
    candidates = dict(alike._sharing(ones, others))
    for i, j, _ in whole:
        assert j in candidates[i] or not alike._features(ones[i]) & alike._features(others[j])


def test_a_score_is_asked_of_whatever_is_given() -> None:
    a, b = (
        ArgumentMap.of(Claim("a", "Rents"), Claim("b", "Fees")),
        ArgumentMap.of(Claim("c", "x"), Claim("d", "y")),
    )
    asked = []

    def scorer(one: str, other: str) -> float:
        asked.append((one, other))
        return 0.9 if (one, other) == ("Fees", "x") else 0.7

    assert match(a, b, scorer) == (Pairing("a", "d", 0.7, "Rents", "y"), Pairing("b", "c", 0.9, "Fees", "x"))
    assert len(asked) == 4
