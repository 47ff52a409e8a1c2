"""Maps are values: editing makes new ones, by laws that do not depend on what they hold."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from argmap.errors import ArgmapErrorGroup, DuplicateIdError, InUseError, InvalidMapError, ReadOnlyError
from argmap.model import (
    AcceptedFinding,
    Argument,
    ArgumentMap,
    Claim,
    Data,
    Evidence,
    Party,
    Provenance,
    Quantity,
    Quote,
    Record,
    Relation,
    Section,
    Source,
    Utterance,
    Wording,
)
from argmap.model.differences import content_fields
from argmap.model.references import cited
from argmap.testing import maps

NAMES: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        AcceptedFinding,
        Argument,
        Claim,
        Data,
        Evidence,
        Party,
        Provenance,
        Quantity,
        Quote,
        Relation,
        Section,
        Source,
        Utterance,
        Wording,
    )
}


def described(m: ArgumentMap) -> dict[str, Any]:
    """What a map states of itself."""
    return {name: getattr(m, name) for name in content_fields(ArgumentMap)}


def rebuilt(m: ArgumentMap) -> ArgumentMap:
    """The same map checked again from nothing, to catch edits that leave something dangling."""
    return ArgumentMap.of(*m, **described(m))


def closed(m: ArgumentMap, ids: list[str]) -> ArgumentMap:
    part = m.subset(ids)
    assert rebuilt(part) == part
    return part


@given(maps(hostile=True))
def test_a_map_is_the_map_of_its_records(m: ArgumentMap) -> None:
    assert rebuilt(m) == m
    assert len({r.id for r in m}) == len(list(m))
    assert all(m[r.id] is r and r.id in m and r in m for r in m)


@given(maps(), st.randoms(use_true_random=False))
def test_only_the_order_within_a_type_matters(m: ArgumentMap, random: Any) -> None:
    by_type: dict[type, list[Record]] = {}
    for record in m:
        by_type.setdefault(type(record), []).append(record)
    groups = list(by_type.values())
    random.shuffle(groups)
    assert ArgumentMap.of(*[r for g in groups for r in g], **described(m)) == m


@given(maps())
def test_adding_what_is_there_changes_nothing(m: ArgumentMap) -> None:
    assert m.add(*m) is m
    assert m.add() is m
    assert ArgumentMap.of(*m, *m, **described(m)) == m


@given(maps())
def test_adding_one_by_one_is_adding_all(m: ArgumentMap) -> None:
    bare = {**described(m), "accepted_findings": ()}  # which are about records
    grown = ArgumentMap.of(**bare).add(*[r for r in m if isinstance(r, Party)])
    try:
        for record in m:
            grown = grown.add(record)
    except InvalidMapError:
        assume(condition=False)  # some records refer to later ones
    assert evolve(grown, accepted_findings=m.accepted_findings) == m


@given(maps(), st.sampled_from(["new", "  ", "<b>"]))
def test_without_undoes_add(m: ArgumentMap, name: str) -> None:
    new = Claim(name)
    grown = m.add(new, Relation("step", "support", [new], [new]))
    assert grown.claims == (*m.claims, new)
    assert grown.without("step", new) == m
    assert grown.without(new, cascade=True) == m


@given(maps(min_claims=1), st.data())
def test_the_same_id_with_other_content_is_refused(m: ArgumentMap, data: st.DataObject) -> None:
    record = data.draw(st.sampled_from(list(m)))
    other = Party(record.id, "x") if not isinstance(record, Party) else Claim(record.id)
    with pytest.raises(InvalidMapError) as caught:
        m.add(other)
    assert [type(p) for p in caught.value.exceptions] == [DuplicateIdError]
    assert caught.value.ids == (record.id,)


@given(maps(), st.data())
def test_removal_leaves_a_valid_map_or_names_the_users(m: ArgumentMap, data: st.DataObject) -> None:
    ids = data.draw(st.lists(st.sampled_from([r.id for r in m]), max_size=3)) if list(m) else []
    rest = m.without(*ids, cascade=True)
    assert rebuilt(rest) == rest
    assert not {r.id for r in rest} & set(ids)
    kept = [a for a in m.accepted_findings if all(i in rest for i in a.ids)]
    assert list(rest.accepted_findings) == kept
    lost = {r.id for r in m} - {r.id for r in rest} - set(ids)
    assert all(isinstance(m[i], Relation) for i in lost)
    detached = {r.id for r in rest if r != m[r.id]}
    if not lost | detached:
        assert m.without(*ids) == rest
    else:
        with pytest.raises(InUseError) as caught:
            m.without(*ids)
        direct = {i for i in lost if set(ids) & cited(m[i])}
        assert set(caught.value.ids) == direct | detached


@given(maps(min_claims=1), st.data())
def test_replacing_changes_only_the_record_named(m: ArgumentMap, data: st.DataObject) -> None:
    old = data.draw(st.sampled_from(m.claims))
    new = evolve(old, text=f"{old.text}!", by=None)
    changed = m.replace(new)
    assert changed[old.id] == new
    assert [r.id for r in changed] == [r.id for r in m]
    assert [r for r in changed if r.id != old.id] == [r for r in m if r.id != old.id]
    assert changed.replace(old) == m
    assert m.replace() == m
    assert m.replace(*m) == m


@given(maps(hostile=True))
def test_union_with_itself_and_with_nothing(m: ArgumentMap) -> None:
    nothing = ArgumentMap.of()
    assert m | m == m
    assert m | nothing == m
    assert {*(nothing | m)} == {*m}
    assert (nothing | m).title == m.title


@given(maps(), maps(), maps())
def test_union_is_associative(a: ArgumentMap, b: ArgumentMap, c: ArgumentMap) -> None:
    def or_conflict(left: Any, right: Any) -> Any:
        try:
            return None if left is None or right is None else left | right
        except InvalidMapError:
            return None

    assert or_conflict(or_conflict(a, b), c) == or_conflict(a, or_conflict(b, c))


@given(maps(), st.data())
def test_parts_unite_to_the_whole(m: ArgumentMap, data: st.DataObject) -> None:
    ids = [r.id for r in m]
    chosen = data.draw(st.lists(st.sampled_from(ids))) if ids else []
    part = closed(m, chosen)
    assert set(chosen) <= {r.id for r in part}
    assert {*part} <= {*m}
    assert (part.title, part.metadata, part.data) == (m.title, m.metadata, m.data)
    assert part.subset([r.id for r in part]) == part
    assert closed(m, ids) == m
    assert {*(part | m)} == {*m}


@given(maps(), st.data())
def test_a_larger_choice_makes_a_larger_part(m: ArgumentMap, data: st.DataObject) -> None:
    ids = [r.id for r in m]
    assume(ids)
    few = data.draw(st.lists(st.sampled_from(ids)))
    more = [*few, data.draw(st.sampled_from(ids))]
    assert {*m.subset(few)} <= {*m.subset(more)}


@given(maps())
def test_a_part_of_nodes_is_induced(m: ArgumentMap) -> None:
    part = m.subset([n.id for n in m.nodes])
    assert part.nodes == m.nodes
    joined = {r for r in m.relations if r.sources or r.targets}
    grounded = {r for r in joined if all(not isinstance(m[i], Relation) for i in r.sources + r.targets)}
    assert grounded <= {*part.relations} <= joined


@given(maps(hostile=True))
def test_maps_are_values(m: ArgumentMap) -> None:
    twin = rebuilt(m)
    assert hash(twin) == hash(m)
    assert len({m, twin}) == 1
    assert copy.copy(m) == copy.deepcopy(m) == pickle.loads(pickle.dumps(m)) == m  # noqa: S301 - our own
    assert m != m.add(Claim("new"))
    assert m != evolve(m, title=f"{m.title}!")


@given(maps(min_claims=1, hostile=True))
def test_nothing_in_a_map_can_be_set(m: ArgumentMap) -> None:
    before = hash(m)
    for value in (m, *m, *[q for c in m.claims for q in c.quotes]):
        with pytest.raises(ReadOnlyError):
            value.id = "x"
    with pytest.raises(ReadOnlyError):
        m.data.thing = 1
    m.data.thaw()["thing"] = 1
    m.incoming(m.claims[0])  # fills the cache of links
    assert hash(m) == before


@given(maps(hostile=True))
def test_records_print_as_the_calls_that_make_them(m: ArgumentMap) -> None:
    for record in (*m, *m.accepted_findings):
        assert eval(repr(record), dict(NAMES)) == record  # noqa: S307 - our own


@given(maps())
def test_links_are_those_of_the_relations(m: ArgumentMap) -> None:
    for element in (*m.nodes, *m.relations):
        assert m.incoming(element) == tuple(r for r in m.relations if element.id in r.targets)
        assert m.outgoing(element.id) == tuple(r for r in m.relations if element.id in r.sources)
        supporting = {
            i for r in m.incoming(element) if r.kind in ("support", "entailment") for i in r.sources
        }
        assert {s.id for s in m.supporters(element)} == supporting
    for claim in m.claims:
        assert (claim in m.roots) == all(set(r.targets) <= {claim.id} for r in m.outgoing(claim))
    for party in m.parties:
        assert m.held_by(party) == tuple(n for n in m.nodes if n.by == party.id)


@given(maps())
def test_errors_of_maps_survive_pickling(m: ArgumentMap) -> None:
    with pytest.raises(InvalidMapError) as caught:
        m.add(Claim("new", by="nobody at all"))
    error = caught.value
    error.in_file("x.argmap.json")
    again: ArgmapErrorGroup = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (type(again), str(again), again.ids) == (type(error), str(error), error.ids)
