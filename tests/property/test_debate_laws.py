"""What holds of who answers what in every map, whoever the parties are, however records are named and ordered."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from argmap import (
    Argument,
    ArgumentMap,
    Claim,
    Party,
    Quantity,
    Relation,
    RelationKind,
    about,
    dispute,
    implied,
    quantities,
    responses,
    unsupported,
    view,
)
from argmap.debate import Answer, Status
from argmap.model.kinds import ATTACKING, SUPPORTING
from argmap.model.records import COLLECTIONS
from argmap.model.references import renamed, with_parts
from argmap.testing import maps

if TYPE_CHECKING:
    from collections.abc import Iterable

WORSE: Final = {Status.ANSWERED: 0, Status.PARTLY: 1, Status.UNANSWERED: 2}
BEARING: Final = (
    *SUPPORTING, *ATTACKING, RelationKind.CONTRARY, RelationKind.REPHRASE, RelationKind.ATTACK, RelationKind.SUPPORT
)  # fmt: skip


@st.composite
def debates(draw: st.DrawFn, *, nested: bool = True) -> ArgumentMap:
    """A map of two or three parties that hold most of it, some of them of one side."""
    m = draw(
        maps(
            min_claims=3,
            max_claims=7,
            max_relations=9,
            kinds=BEARING,
            dialogue=False,
            quotes=False,
            nested=nested,
        )
    )
    sides = draw(st.lists(st.sampled_from(["", "", "x", "y"]), min_size=3, max_size=3))
    parties = [
        Party(f"party {n}", f"Party {n}", role="counterparty", side=side) for n, side in enumerate(sides)
    ]
    holders = st.sampled_from([*(p.id for p in parties), *(p.id for p in parties), None])
    held = [evolve(n, by=draw(holders)) for n in m.nodes]
    return m.add(*parties).replace(*held)


def statuses(m: ArgumentMap, party: str | None = None) -> dict[str, Status]:
    return {r.claim: r.status for r in responses(m, party)}


def content(m: ArgumentMap) -> dict[str, tuple[Any, ...]]:
    return {
        r.claim: (r.status, *(frozenset(map(as_told, found)) for found in (r.answers, r.own)))
        for r in responses(m)
    }


def as_told(a: Answer) -> tuple[Any, ...]:
    return (a.relation, a.kind, *map(frozenset, (a.given, a.held_by, a.evidence, a.attacked_by)), a.to)


@given(debates(), st.randoms(use_true_random=False))
def test_the_order_of_records_makes_no_difference(m: ArgumentMap, random: Any) -> None:
    shuffled = list(m)
    random.shuffle(shuffled)
    assert content(ArgumentMap.of(*shuffled)) == content(m)


@given(debates())
def test_names_make_no_difference(m: ArgumentMap) -> None:
    ids = {r.id: f"new {n}" for n, r in enumerate(reversed(list(m)))}
    other = ArgumentMap.of(*(renamed(r, ids) for r in m))

    def new(told: Any) -> Any:
        if isinstance(told, frozenset):
            return frozenset(map(new, told))
        return tuple(map(new, told)) if isinstance(told, tuple) else ids.get(told, told)

    assert content(other) == {ids[i]: new(told) for i, told in content(m).items()}


@given(debates())
def test_parties_are_treated_alike(m: ArgumentMap) -> None:
    """Two of them trade places, and each is told what the other was; roles are no matter."""
    one, two = "party 0", "party 1"
    ids = {one: two, two: one}
    roles = {one: "speaker", two: "audience"}
    swapped = ArgumentMap.of(
        *(
            evolve(renamed(r, ids), role=roles.get(r.id)) if isinstance(r, Party) else renamed(r, ids)
            for r in m
        )
    )
    assert statuses(swapped, two) == statuses(m, one)
    assert statuses(swapped, one) == statuses(m, two)


@given(debates())
def test_each_claim_of_each_counterparty_is_a_row(m: ArgumentMap) -> None:
    held = [n.id for p in m.counterparties for n in m.held_by(p) if isinstance(n, (Claim, Argument))]
    assert [r.claim for r in responses(m)] == held
    for p in m.parties:
        assert [r for r in responses(m) if r.held_by == p.id] == list(responses(m, p))


@given(debates())
def test_unanswered_is_what_has_no_answers(m: ArgumentMap) -> None:
    for r in responses(m):
        assert (r.status is Status.UNANSWERED) == (not r.answers)
        assert r.why
        side = {p.id for p in m.parties if p.id == r.held_by or p.side == m[r.held_by].side != ""}  # type: ignore[union-attr]
        assert not any(a.held_by and side.issuperset(a.held_by) for a in r.answers)
        assert all(a.held_by and side.issuperset(a.held_by) for a in r.own)


@given(debates(), st.data())
def test_another_relation_never_makes_a_claim_less_answered(m: ArgumentMap, data: st.DataObject) -> None:
    elements = st.sampled_from([e.id for e in (*m.nodes, *m.relations)])
    kind = data.draw(st.sampled_from([k for k in BEARING if k is not RelationKind.UNDERCUT]))
    more = Relation("more", kind, [data.draw(elements)], [data.draw(elements)])
    before, after = statuses(m), statuses(m.add(more))
    assert all(WORSE[after[i]] <= WORSE[status] for i, status in before.items())


@given(debates(), st.data())
def test_what_another_side_attacks_is_answered(m: ArgumentMap, data: st.DataObject) -> None:
    rows = [*responses(m)]
    assume(rows)
    row = data.draw(st.sampled_from(rows))
    other = Party("other", "Another party")
    denial = Claim("denial", "No.", by=other)
    after = {r.claim: r for r in responses(m.add(other, denial, denial.attacks(row.claim)))}
    assert after[row.claim].status is Status.ANSWERED
    assert "denial" in {i for a in after[row.claim].answers for i in a.given}
    own = Claim("own", "No.", by=row.held_by)
    assert statuses(m.add(own, own.attacks(row.claim)))[row.claim] == row.status


@given(debates(nested=False))
def test_what_is_implied_is_known(m: ArgumentMap) -> None:
    """Relations that follow from what arguments are made of tell nothing new of claims."""
    whole = m.add(*implied(m))
    claims = {c.id for c in m.claims}
    for one, two in zip(responses(m), responses(whole), strict=True):
        if one.claim in claims:
            assert (one.claim, one.status) == (two.claim, two.status)


@given(debates())
def test_statuses_are_those_of_the_definition(m: ArgumentMap) -> None:
    """Found by looking at everything for each claim anew."""
    for r in responses(m):
        side = {p.id for p in m.parties if p.id == r.held_by or p.side == m[r.held_by].side != ""}  # type: ignore[union-attr]
        same = {i for i in closure(m, [r.claim], []) if getattr(m[i], "by", None) in side}
        reasons = closure(m, [r.claim], [*SUPPORTING])
        steps = {
            x.id
            for x in m.relations
            if reasons.intersection(x.targets) and (x.kind in SUPPORTING or is_shared_rephrase(x))
        }
        inner = {x.id for x in m.relations if x.argument == r.claim}
        if against(m, same | inner, side):
            assert r.status is Status.ANSWERED
        elif against(m, reasons | steps, side):
            assert r.status is not Status.UNANSWERED
        if r.status is Status.ANSWERED:
            assert against(m, same | inner, side)


def is_shared_rephrase(r: Relation) -> bool:
    return r.kind is RelationKind.REPHRASE and (len({*r.sources}) > 1 or len({*r.targets}) > 1)


def closure(m: ArgumentMap, starts: Iterable[str], kinds: list[RelationKind]) -> set[str]:
    """What says the same as something, and what supports that by relations of these kinds."""
    found = {*starts}
    while True:
        new: set[str] = set()
        for r in m.relations:
            if r.kind is RelationKind.REPHRASE and not is_shared_rephrase(r):
                if found & {*r.sources, *r.targets}:
                    new |= {*r.sources, *r.targets}
            elif r.kind in kinds and found.intersection(r.targets):
                new |= {*r.sources}
        if new <= found:
            return found
        found |= new


def against(m: ArgumentMap, aims: set[str], side: set[str]) -> bool:
    """Whether something that is not of that side bears against any of these."""
    for r in m.relations:
        if r.kind not in ATTACKING and not r.kind.symmetric:
            continue
        for what, ends in ((r.sources, r.targets), *([(r.targets, r.sources)] if r.kind.symmetric else [])):
            if what and any(i in aims and i not in what for i in ends):
                by = {r.by} if r.by and not r.kind.symmetric else set().union(*(holders(m, i) for i in what))
                if not by or not by <= side:
                    return True
    return False


def holders(m: ArgumentMap, i: str) -> set[str]:
    record: Any = m[i]
    named: dict[str, Any] = {e.id: e.by for e in (*m.nodes, *m.relations)}
    if record.by is not None:
        return {record.by}
    steps = [record] if isinstance(record, Relation) else [r for r in m.relations if r.argument == i]
    return {by for r in steps for by in ([r.by] if r.by else map(named.get, r.sources)) if by}


MAPS: Final = maps(max_claims=6, max_relations=8, hostile=True)


@given(MAPS)
def test_every_quantity_is_told_once(m: ArgumentMap) -> None:
    stated = [(r.id, part) for r in m for part in with_parts(r) if isinstance(part, Quantity)]
    found = quantities(m)
    assert Counter((q.record, q.quantity) for q in found) == Counter(stated)


@given(MAPS)
def test_nothing_supports_what_is_unsupported(m: ArgumentMap) -> None:
    found = {c.claim for c in unsupported(m)}
    for c in m.claims:
        supported = any({*r.sources} - {c.id} for r in m.incoming(c) if r.kind in SUPPORTING)
        if c.id in found:
            assert not supported
        elif not any(r.kind is RelationKind.REPHRASE for r in (*m.incoming(c), *m.outgoing(c))):
            assert supported or any(r.kind in SUPPORTING for r in m.incoming(c))


@given(MAPS)
def test_every_table_has_a_cell_for_each_column(m: ArgumentMap) -> None:
    tables: list[Any] = [quantities(m), unsupported(m), *(responses(m, p) for p in m.parties)]
    tables += [r.answers for p in m.parties for r in responses(m, p)]
    for table in tables:
        assert all(tuple(record.row()) == table.columns for record in table)
        assert str(table)


@given(MAPS)
def test_what_concerns_a_party_has_what_it_holds_and_what_answers_it(m: ArgumentMap) -> None:
    for p in m.parties:
        part = about(m, p)
        ids = {r.id for r in part}
        assert {n.id for n in m.held_by(p)} <= ids
        assert {i for r in responses(m, p) for a in r.answers for i in a.given} <= ids
        assert all(m[i] == part[i] for i in ids)
        kept = {name: [r for r in getattr(m, name) if r.id in ids] for name in COLLECTIONS.values()}
        assert all(list(getattr(part, name)) == records for name, records in kept.items())


@given(MAPS)
def test_a_dispute_is_the_view_of_it(m: ArgumentMap) -> None:
    for a, b in zip(m.parties, m.parties[1:], strict=False):
        assert dispute(m, a, b) == view(m, between=(a, b)).map
        assert dispute(m, b, a) == dispute(m, a, b)
