"""A diff makes the later of any two maps of the earlier one, and nothing of a map and itself."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap import ArgumentMap, Diff, diff
from argmap.change.ordering import inserted, moved, predecessors
from argmap.errors import ArgmapError
from argmap.model.records import COLLECTIONS
from argmap.testing import maps

THRESHOLDS = st.sampled_from([None, 0.0, 0.75, 1.0])


def edited(m: ArgumentMap, data: st.DataObject) -> ArgumentMap:
    """The map with some records removed, some of another map in their places, and in another order."""
    other = data.draw(maps())
    m = m.without(
        *data.draw(st.lists(st.sampled_from([r.id for r in m]), max_size=3)) if [*m] else (), cascade=True
    )
    taken = [r for r in other if r.id not in m]
    with suppress(ArgmapError):
        m = m.add(*taken)
    random = data.draw(st.randoms(use_true_random=False))
    orders: dict[str, Any] = {}
    for name in COLLECTIONS.values():
        records = [*getattr(m, name)]
        random.shuffle(records)
        orders[name] = records
    return evolve(m, **orders)


@given(maps(hostile=True))
def test_a_map_does_not_differ_from_itself(m: ArgumentMap) -> None:
    d = diff(m, m)
    assert not d
    assert d.changes == ()
    assert d.apply(m) is m
    assert diff(m, evolve(m)) == d


@given(maps(hostile=True), maps(hostile=True), THRESHOLDS)
def test_what_differs_makes_any_map_of_any_other(
    a: ArgumentMap, b: ArgumentMap, threshold: float | None
) -> None:
    d = diff(a, b, threshold=threshold)
    assert d.apply(a) == b
    assert bool(d) == (a != b)
    assert all(c.sentence for c in d.changes)
    assert Diff.from_json(d.to_json()) == d
    assert Diff.from_json(d.to_json()).apply(a) == b


@given(maps(), st.data(), THRESHOLDS)
def test_what_differs_makes_an_edited_map_of_the_one_before(
    a: ArgumentMap, data: st.DataObject, threshold: float | None
) -> None:
    b = edited(a, data)
    assert diff(a, b, threshold=threshold).apply(a) == b
    assert diff(b, a, threshold=threshold).apply(b) == a


@given(maps(), st.data())
def test_only_the_records_that_moved_are_said_to_have_moved(m: ArgumentMap, data: st.DataObject) -> None:
    random = data.draw(st.randoms(use_true_random=False))
    claims = [*m.claims]
    random.shuffle(claims)
    d = diff(m, evolve(m, claims=claims))
    assert all((c.kind, c.field) == ("moved", "order") for c in d.changes)
    assert len(d) < max(len(claims), 1)


@given(maps(), maps(), THRESHOLDS)
def test_both_states_are_a_map_that_has_all_records(
    a: ArgumentMap, b: ArgumentMap, threshold: float | None
) -> None:
    d = diff(a, b, threshold=threshold)
    both = d.both()
    assert evolve(both) == both
    assert all(r in both for r in b)
    removed = [c for c in d.changes if c.kind == "removed"]
    assert len([*both]) == len([*b]) + len(removed)
    marks = d.overlay().marks
    assert all(i in both for i in marks)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=1), unique=True), st.randoms(use_true_random=False))
def test_few_ids_move(old: list[str], random: Any) -> None:
    new = [*old]
    random.shuffle(new)
    others = moved(old, new)
    after = predecessors(new)
    assert inserted([i for i in old if i not in others], {i: after[i] for i in new if i in others}) == new


@given(maps(), maps(), maps())
def test_changes_that_do_not_fit_are_errors_of_argmap(a: ArgumentMap, b: ArgumentMap, c: ArgumentMap) -> None:
    d = diff(a, b)
    try:
        found = d.apply(c)
    except ArgmapError:
        return
    assert evolve(found) == found
