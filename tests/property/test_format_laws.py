"""Laws of all formats: what is written and read back is the map less its losses, and a second time loses nothing.

A law that fails names the likely causes, as most failures of a new format have one of them.
"""

from __future__ import annotations

import json
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

import argmap
from argmap import ArgumentMap
from argmap.exchange import FORMATS
from argmap.exchange.losses import listed
from argmap.exchange.registry import by_name
from argmap.model import AcceptedFinding, Quote, Wording
from argmap.model.differences import content_fields
from argmap.model.records import COLLECTIONS
from argmap.model.references import reference_fields
from argmap.testing import maps

if TYPE_CHECKING:
    from collections.abc import Iterator

# What the format cannot be written without: arggraph puts every segment on one of two sides.
ADDED = {"arggraph": {"pro", "opp"}}
# Random quotes are not in their sources, and readers say so.
pytestmark = pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
READ_AND_WRITTEN = [row.name for row in FORMATS if row.reads and row.writes]
NAMES = tuple(COLLECTIONS.values())
REFERENCES = {
    "id",
    *(f.name for kind in (*COLLECTIONS, AcceptedFinding, Quote, Wording) for f in reference_fields(kind)),
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

    found = {group: [named(row, "") for row in document.get(group, ())] for group in NAMES}
    about = {key: document[key] for key in content_fields(ArgumentMap) if key in document}
    if "accepted_findings" in about:
        about["accepted_findings"] = named(about["accepted_findings"], "")
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
    for group in NAMES:
        if [i for i in order[group] if i in common] != [i for i in again[group] if i in common]:
            yield "", "order"


RENAMED = (
    "The likely cause: ids() of the format does not give the ids under which its reader brings records back. "
    "Leave out what comes back under its own id; common.ids.matched_ids finds the others by reading back."
)
ADDED_RECORDS = (
    "Likely causes: the writer needs nodes for relations that a line cannot join, sides or a root, and the reader "
    "makes records of them (mark them when they are written, or recognise them by their shape, and leave them out); "
    "or it writes a relation with several ends as several relations (leave it out: losses() reports it); or "
    "ids() of the format lacks the new id of a relation that came back (common.ids.matched_ids finds it)."
)
UNSTABLE = (
    "Likely causes: the reader keeps in data what the writer would write by itself (keep only the residue: "
    "common.residue.difference); the writer ignores what the reader kept in data; a text is trimmed or escaped on one "
    "way only; or an order that the file has is lost. These lines of the file changed:"
)


def changed_lines(before: str, after: str) -> str:
    diff = [*unified_diff(before.splitlines(), after.splitlines(), "first", "second", n=1, lineterm="")]
    return (
        "\n".join([*diff[:40], *["…"] * (len(diff) > 40)]) or "(none: the reader reads one text in two ways)"
    )


@pytest.mark.parametrize("format", READ_AND_WRITTEN)
@settings(max_examples=15)
@given(m=maps(hostile=True, max_claims=4, max_relations=4))
def test_round_trip_keeps_all_but_the_reported_losses(format: str, m: ArgumentMap) -> None:
    beside: dict[str, Any] = {option: text for option, (_, text) in by_name(format).companions(m).items()}
    back = argmap.loads(argmap.dumps(m, format=format, lossy="ignore"), format=format, **beside)
    reported = argmap.losses(m, format)
    found = set(differences(m, back, by_name(format).ids(m)))
    assert {(loss.id, loss.field) for loss in reported} == found, RENAMED
    added = {loss.id for loss in reported if "not there before" in loss.message}
    assert added <= ADDED.get(format, set()), ADDED_RECORDS
    assert bool(reported) == (back != m)


@pytest.mark.parametrize("format", READ_AND_WRITTEN)
@settings(max_examples=15)
@given(m=maps(hostile=True, max_claims=4, max_relations=4))
def test_round_trip_is_stable(format: str, m: ArgumentMap) -> None:
    text = argmap.dumps(m, format=format, lossy="ignore")
    once = argmap.loads(text, format=format)
    again = argmap.dumps(once, format=format, lossy="ignore")
    lost = argmap.losses(once, format)
    assert lost == (), f"{listed(lost)}\n{UNSTABLE}\n{changed_lines(text, again)}"
