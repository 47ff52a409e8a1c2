"""Two edits of one map come together: what one leaves as it was, what both do alike, and what they contradict."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, Merge, diff, merge
from argmap.change.ordering import interleaved
from argmap.errors import ArgmapError
from argmap.model.records import COLLECTIONS
from argmap.testing import maps


def rebuilt(m: ArgumentMap) -> ArgumentMap:
    return ArgumentMap.of(
        *m, title=m.title, metadata=m.metadata, data=m.data, accepted_findings=m.accepted_findings
    )


def edited(m: ArgumentMap, data: st.DataObject) -> ArgumentMap:
    """The map with some records removed, changed and added."""
    if [*m]:
        m = m.without(*data.draw(st.lists(st.sampled_from([r.id for r in m]), max_size=2)), cascade=True)
    other = data.draw(maps())
    new = [other[r.id] for r in m if type(other.get(r.id)) is type(r) and data.draw(st.booleans())]
    with suppress(ArgmapError):
        m = m.replace(*new)
    with suppress(ArgmapError):
        m = m.add(*[r for r in other if r.id not in m])
    return m


def unordered(m: ArgumentMap) -> tuple[Any, ...]:
    return (
        m.title,
        m.metadata,
        m.data,
        {*m.accepted_findings},
        {name: {r.id: r for r in getattr(m, name)} for name in COLLECTIONS.values()},
    )


@given(maps(hostile=True), maps(hostile=True))
def test_an_edit_that_changes_nothing_leaves_the_other(base: ArgumentMap, a: ArgumentMap) -> None:
    for merged in (merge(base, a, base), merge(base, base, a), merge(base, a, a)):
        assert merged == Merge(a, ())


@given(maps(), maps(), maps())
def test_any_three_maps_come_to_a_map(base: ArgumentMap, a: ArgumentMap, b: ArgumentMap) -> None:
    merged = merge(base, a, b)
    assert rebuilt(merged.map) == merged.map
    assert all(c.sentence for c in merged.conflicts)
    assert len(merged.conflicts.rows()) == len(merged.conflicts)


@given(maps(), st.data())
def test_two_edits_come_to_a_map_that_has_all_that_no_conflict_is_about(
    base: ArgumentMap, data: st.DataObject
) -> None:
    a, b = edited(base, data), edited(base, data)
    merged = merge(base, a, b)
    assert rebuilt(merged.map) == merged.map
    disputed = {c.id for c in merged.conflicts}
    for mine, other in ((a, b), (b, a)):
        for record in mine:
            if record != base.get(record.id) and other.get(record.id) == base.get(record.id):
                assert merged.map.get(record.id) == record or record.id in disputed
        for record in base:
            if record.id not in mine and other.get(record.id) == record:
                assert record.id not in merged.map or record.id in disputed


@given(maps(), st.data())
def test_it_does_not_matter_which_edit_is_ours_but_for_order_and_conflicts(
    base: ArgumentMap, data: st.DataObject
) -> None:
    a, b = edited(base, data), edited(base, data)
    one, other = merge(base, a, b), merge(base, b, a)
    assert bool(one.conflicts) == bool(other.conflicts)
    if not one.conflicts:
        assert unordered(one.map) == unordered(other.map)


@given(maps(min_claims=2), st.data())
def test_edits_of_different_things_are_never_in_conflict(base: ArgumentMap, data: st.DataObject) -> None:
    first, *others = base.claims
    a = base.replace(evolve(first, text="Rents may rise by 4%.")).add(
        Claim("ours"), Claim("ours").supports(first)
    )
    changed = data.draw(st.sampled_from(others))
    b = base.replace(evolve(changed, weight=0.25), evolve(first, tags=[*first.tags, "theirs"]))
    b = b.add(Claim("theirs"), Claim("theirs").attacks(first))
    merged = merge(base, a, b)
    assert merged.conflicts == ()
    assert {"ours", "theirs", "support:ours>" + first.id, "attack:theirs>" + first.id} <= {
        r.id for r in merged.map
    }
    assert merged.map[changed.id] == evolve(changed, weight=0.25)
    assert merged.map[first.id] == evolve(first, text="Rents may rise by 4%.", tags=[*first.tags, "theirs"])
    assert diff(merged.map, merge(base, b, a).map).apply(merged.map) == merge(base, b, a).map


@given(st.lists(st.integers(0, 9), unique=True), st.data())
def test_what_is_new_in_either_order_is_in_both(base: list[int], data: st.DataObject) -> None:
    sides = []
    for new in ([10, 11], [12, 13]):
        side = [i for i in base if data.draw(st.booleans())]
        for i in new:
            side.insert(data.draw(st.integers(0, len(side))), i)
        sides.append(side)
    order = interleaved(base, *sides)
    assert order is not None
    assert {*order} == {*sides[0], *sides[1]}
    assert len(order) == len({*order})
    assert [i for i in order if i in sides[0]] == sides[0]
    assert [i for i in order if i in {*base, 12, 13} and i in sides[1]] == sides[1]
