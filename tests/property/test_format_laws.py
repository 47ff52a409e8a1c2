"""What holds for every format: maps are written and read back, nothing is added, nothing is lost twice or untold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

import argmap
from argmap import ArgumentMap
from argmap.exchange import FORMATS
from argmap.exchange.registry import by_name
from argmap.testing import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

# What the format cannot be written without: arggraph puts every segment on one of two sides.
ADDED = {"arggraph": {"pro", "opp"}}
# Random quotes do not stand in their sources, and readers say so.
pytestmark = pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
READ_AND_WRITTEN = [row.name for row in FORMATS if row.reads and row.writes]
GROUPS = ("parties", "sources", "sections", "claims", "evidence", "arguments", "utterances", "relations")
REFERENCES = {
    *("id", "by", "via", "to", "mentions", "section", "parent", "sources", "targets", "argument", "source"),
    "publisher",
}


def rows(m: ArgumentMap, ids: dict[str, str]) -> tuple[dict[str, dict[str, Any]], dict[str, list[str]]]:
    """The fields of each record as plain JSON, under the ids that a format gives; and the order in each group."""
    document = json.loads(argmap.dumps(m))
    own = {r.id for r in m}

    def named(value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {k: v if k == "data" else named(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [named(v, key) for v in value]
        return ids.get(value, value) if key in REFERENCES and value in own else value

    found = {group: [named(row, "") for row in document.get(group, ())] for group in GROUPS}
    about = {key: document[key] for key in ("title", "metadata", "data") if key in document}
    records = {row["id"]: {"group": group, **row} for group, rows in found.items() for row in rows}
    return {"": about, **records}, {group: [row["id"] for row in rows] for group, rows in found.items()}


def differences(m: ArgumentMap, back: ArgumentMap, ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What differs, by id and field: found here without the code that finds losses."""
    old, order = rows(m, ids)
    new, again = rows(back, {})
    former = {ids.get(r.id, r.id): r.id for r in m}
    for i in old.keys() - {""}:
        if i not in new or new[i]["group"] != old[i]["group"]:
            yield former[i], ""
    yield from ((i, "") for i in new.keys() - old.keys())
    common = {i for i in old.keys() & new.keys() if old[i].get("group") == new[i].get("group")}
    for i in common:
        if former.get(i, i) != i:
            yield former[i], "id"
        names = old[i].keys() | new[i].keys()
        yield from ((former.get(i, i), name) for name in names if old[i].get(name) != new[i].get(name))
    for group in GROUPS:
        if [i for i in order[group] if i in common] != [i for i in again[group] if i in common]:
            yield "", "order"


@pytest.mark.parametrize("format", READ_AND_WRITTEN)
@settings(max_examples=15)
@given(m=maps(hostile=True, max_claims=4, max_relations=4))
def test_what_comes_back_is_the_map_less_exactly_the_losses(format: str, m: ArgumentMap) -> None:
    back = argmap.loads(argmap.dumps(m, format=format, lossy="ignore"), format=format)
    told = argmap.losses(m, format)
    assert {(loss.id, loss.field) for loss in told} == set(differences(m, back, by_name(format).ids(m)))
    assert {loss.id for loss in told if "not there before" in loss.message} <= ADDED.get(format, set())
    assert bool(told) == (back != m)


@pytest.mark.parametrize("format", READ_AND_WRITTEN)
@settings(max_examples=15)
@given(m=maps(hostile=True, max_claims=4, max_relations=4))
def test_what_came_back_once_comes_back_again(format: str, m: ArgumentMap) -> None:
    once = argmap.loads(argmap.dumps(m, format=format, lossy="ignore"), format=format)
    assert argmap.losses(once, format) == ()
