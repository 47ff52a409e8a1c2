"""The laws of residues: what a document says beyond its record is kept, written again, and gives way to edits."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, Data
from argmap.serializers.common.residue import (
    CHANGES,
    difference,
    in_order,
    merged,
    patched,
    residue_of,
    same,
    with_residue,
)
from argmap.testing import maps

KEYS = st.sampled_from(
    ["id", "text", "tags", "meta", "a", "b", "type", "order", "instead", "absent", CHANGES]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-1, 2)
    | st.sampled_from([0.0, -0.0, 1.0, 2.5])
    | st.text(max_size=2)
)
NAMES = st.lists(st.sampled_from("abcdef"), unique=True, max_size=4)


def objects(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(st.tuples(KEYS, values), max_size=5).map(dict)


VALUES = st.recursive(
    SCALARS | NAMES, lambda inner: st.lists(inner, max_size=3) | objects(inner), max_leaves=8
)
ROWS = objects(VALUES)
NOTES = st.sets(KEYS, max_size=2)
# A residue that someone wrote by hand: right names with wrong values under them.
HOSTILE = objects(
    VALUES
    | st.fixed_dictionaries(
        {},
        optional={
            "instead": VALUES | objects(VALUES | st.lists(VALUES, min_size=2, max_size=2)),
            "absent": VALUES,
            "order": VALUES,
            "verbatim": VALUES,
        },
    )
)


def text(value: Any) -> str:
    return json.dumps(value)


@given(ROWS, ROWS, NOTES, st.lists(KEYS, unique=True))
def test_the_row_that_was_found_is_written_again(
    made: dict[str, Any], found: dict[str, Any], notes: set[str], keys: list[str]
) -> None:
    assert text(patched(made, difference(made, found, keys=keys), keys=keys)) == text(found)
    residue = difference(made, found, notes=notes)
    assert not residue.keys() & notes - {CHANGES}
    assert text(patched(made, residue, notes=notes)) == text(found)
    kept = Data(residue)  # as a record has it, with notes next to it
    noted = Data({**residue, **{note: ["a note"] for note in notes - {CHANGES}}})
    assert text(patched(made, kept, notes=notes)) == text(patched(made, noted, notes=notes)) == text(found)


@given(ROWS, ROWS)
def test_without_order_the_row_is_the_same_but_for_its_order(
    made: dict[str, Any], found: dict[str, Any]
) -> None:
    residue = difference(made, found, ordered=False)
    assert same(patched(made, residue), found, ordered=False)
    assert "order" not in text(residue) or "order" in text([made, found])


@given(ROWS, ROWS, st.sets(KEYS))
def test_lists_of_names_come_back_as_they_were_found(
    made: dict[str, Any], found: dict[str, Any], lists: set[str]
) -> None:
    assert text(patched(made, difference(made, found), lists=lists)) == text(found)


@given(ROWS)
def test_what_the_writer_makes_by_itself_leaves_no_residue(made: dict[str, Any]) -> None:
    assert difference(made, made) == {}
    assert text(patched(made, {})) == text(made)


@given(ROWS, ROWS, ROWS)
def test_an_edit_counts_more_than_the_residue(
    made: dict[str, Any], found: dict[str, Any], edited: dict[str, Any]
) -> None:
    written = patched(edited, difference(made, found))
    for key, value in edited.items():
        if key not in made or not same(made[key], value):
            then = made.get(key)
            plain = not isinstance(value, dict)  # an object keeps what the document has beyond it
            parts = (
                [(written[key], value)]
                if plain
                else [
                    (written[key][k], v)
                    for k, v in value.items()
                    if not isinstance(v, dict) and k not in (then if isinstance(then, dict) else {})
                ]
            )
            assert all(same(kept, new) for kept, new in parts)


@given(NAMES, NAMES, NAMES)
def test_a_list_of_names_follows_its_record(now: list[str], then: list[str], found: list[str]) -> None:
    names = merged(now, then, found)
    assert {*names} == ({*found} & {*now}) | ({*found} - {*then}) | ({*now} - {*then})
    assert [n for n in names if n in found] == [n for n in found if n in names]
    assert merged(then, then, found) == found
    assert merged(now, then, then) == [n for n in then if n in now] + [n for n in now if n not in then]


@given(NAMES, NAMES, NAMES)
def test_a_list_in_a_row_follows_its_record(now: list[str], then: list[str], found: list[str]) -> None:
    written = patched({"by": now}, difference({"by": then}, {"by": found}), lists=["by"])
    assert written["by"] == (now if then == found else merged(now, then, found))


@given(ROWS, HOSTILE, st.sets(KEYS), NOTES, st.sets(KEYS), st.sets(KEYS))
def test_nothing_that_is_written_into_data_makes_it_fail(
    made: dict[str, Any],
    hostile: dict[str, Any],
    refused: set[str],
    notes: set[str],
    lists: set[str],
    fixed: set[str],
) -> None:
    before = copy.deepcopy((made, hostile))
    for residue in (hostile, Data(hostile)):
        row = patched(
            *(made, residue), notes=notes, fixed=fixed, lists=lists, accepts=lambda key, _: key not in refused
        )
        assert row.keys() & refused <= made.keys()
        assert all(same(row[key], made[key]) for key in row.keys() & refused)
        assert all(same(row[key], made[key]) for key in fixed & made.keys())
        text(row)
    assert (made, hostile) == before


@given(ROWS, KEYS)
def test_a_residue_is_found_where_it_was_put(residue: dict[str, Any], name: str) -> None:
    plain = Claim("fair", "Rents are fair.", data={"other": 1})
    record = with_residue(plain, name, residue)
    assert residue_of(record, name) == Data(residue)
    assert record.data["other"] == 1
    assert with_residue(record, name, {}) == plain
    assert residue_of(Claim("fair", data={name: "a word"}), name) == {}


@given(ROWS, st.lists(KEYS))
def test_keys_that_are_listed_come_first(row: dict[str, Any], order: list[str]) -> None:
    found = in_order(row, order)
    assert found == row
    first = [key for key in dict.fromkeys(order) if key in row]
    assert [*found] == first + [key for key in row if key not in first]


@given(maps())
def test_a_record_with_a_residue_is_the_record_with_other_data(m: ArgumentMap) -> None:
    for record in m:
        if not hasattr(record, "data"):
            continue
        made = with_residue(record, "made-up", {"color": "red"})
        same = evolve(record, data={**record.data, "made-up": {"color": "red"}})
        assert made == same
        assert hash(made) == hash(same)
        assert type(made) is type(record)
        assert pickle.loads(pickle.dumps(made)) == same  # noqa: S301 - its own
