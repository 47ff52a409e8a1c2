"""Making a valid map of what two edits come to, where their records do not fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.change.conflict import Conflict
from argmap.change.record import MAP
from argmap.errors import InvalidMapError
from argmap.model import ArgumentMap
from argmap.model.records import COLLECTIONS
from argmap.model.references import cited

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Draft = Any
"""A record that may be in the map, or None for one that is not."""


def settled(
    described: Mapping[str, Any],
    drafts: dict[str, Draft],
    orders: Mapping[str, Sequence[str]],
    maps: tuple[ArgumentMap, ArgumentMap, ArgumentMap],
    conflicts: list[Conflict],
) -> ArgumentMap:
    """The map of the records; those that do not fit together are as in ours, each with a conflict.

    The end is sure: each round has fewer records that are not as in ours, and ours is a map.
    """
    base, ours, theirs = maps
    accepted = described["accepted_findings"]
    while True:
        fitting = [each for each in accepted if all(drafts.get(i) is not None for i in each.ids)]
        try:
            made = ArgumentMap(**{**_collected(drafts, orders), **described, "accepted_findings": fitting})
        except InvalidMapError as invalid:
            odd = {i: str(problem) for problem in invalid.exceptions for i in problem.ids}
            other = {i: why for i, why in odd.items() if i in drafts and drafts[i] != ours.get(i)}
            other = other or {i: "it does not fit" for i, r in drafts.items() if r != ours.get(i)}
            if not other:
                raise
        else:
            if len(fitting) < len(accepted):
                sides = (m.accepted_findings for m in maps)
                conflicts.append(
                    Conflict(MAP, "", "accepted_findings", *sides, why="they are about what is not there")
                )
            return made
        gone = [i for i in other if ours.get(i) is None]
        other |= dict.fromkeys(_users(drafts, gone) - other.keys(), "it refers to what does not fit")
        for i, why in other.items():
            kept = drafts[i] if ours.get(i) is None else ours.get(i)
            drafts[i] = ours.get(i)
            conflicts.append(
                Conflict(type(kept).__name__.lower(), i, "", base.get(i), ours.get(i), theirs.get(i), why=why)
            )


def _users(drafts: Mapping[str, Draft], ids: Sequence[str]) -> set[str]:
    """What refers to records, and what refers to that, and so on."""
    if not ids:
        return set()
    users: dict[str, list[str]] = {}
    for i, record in drafts.items():
        for end in () if record is None else cited(record):
            users.setdefault(end, []).append(i)
    found, pending = set[str](), [*ids]
    while pending:
        new = {*users.get(pending.pop(), ())} - found
        found |= new
        pending += new
    return found


def _collected(drafts: Mapping[str, Draft], orders: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The records by collection, in order."""
    return {
        name: [drafts[i] for i in orders[name] if type(drafts[i]) is kind]
        for kind, name in COLLECTIONS.items()
    }
