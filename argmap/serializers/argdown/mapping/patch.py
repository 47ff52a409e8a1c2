"""What the rows of an Argdown text cannot state of a map: records, removals and orders, under ``argmap:``.

A map is what its text means, with this patch applied; so every map can be written, whatever it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from argmap.messages import shown
from argmap.model import AcceptedFinding
from argmap.model.records import COLLECTIONS
from argmap.serializers.argdown.text.notes import did_you_mean
from argmap.serializers.common.wire import from_wire, to_wire, wire

if TYPE_CHECKING:
    from argmap.errors import ArgmapError
    from argmap.model import ArgumentMap
    from argmap.serializers.argdown.text.notes import Notes

VERSION: Final = 1
_KINDS: Final = {name: kind for kind, name in COLLECTIONS.items()}
AUTHOR: Final = "author"  # states under "tags" who took the tags out of the texts: not the writer
ACCEPTED: Final = "accepted_findings"
_OTHER: Final = ("version", "without", "order", "data", "metadata", "title", "tags", ACCEPTED)


def between(have: dict[str, list[Any]], want: ArgumentMap) -> dict[str, Any]:
    """The patch that makes the records of ``want`` out of those that a text means."""
    patch: dict[str, Any] = {}
    without: list[str] = []
    order: dict[str, list[str]] = {}
    for name, kind in _KINDS.items():
        wanted = {r.id: r for r in getattr(want, name)}
        here = {r.id: r for r in have.get(name, ())}
        without += [i for i in here if i not in wanted]
        changed = [r for i, r in wanted.items() if here.get(i) != r]
        if changed:
            patch[name] = [msgspec.to_builtins(s) for s in to_wire(kind, changed)]
        after = [i for i in here if i in wanted] + [r.id for r in changed if r.id not in here]
        if after != list(wanted):
            order[name] = list(wanted)
    if without:
        patch["without"] = without
    if order:
        patch["order"] = order
    if want.accepted_findings:
        patch[ACCEPTED] = [msgspec.to_builtins(s) for s in to_wire(AcceptedFinding, want.accepted_findings)]
    return patch


def apply(have: dict[str, list[Any]], patch: dict[str, Any], notes: Notes, offset: int) -> None:
    """Apply a patch to the records of a text, in place."""
    known = (*_KINDS, *_OTHER)
    for key in patch:
        if key not in known:
            notes.error("bad-patch", offset, f"argmap: unknown key {shown(key)}", did_you_mean(key, known))
    version = patch.get("version", VERSION)
    if type(version) is not int or version > VERSION:
        message = f"argmap: version {shown(version)} is newer than this reader"
        notes.error("bad-patch", offset, message, "upgrade argmap")
        return
    without = {*_names(patch.get("without"), notes, offset)}
    added = {name: _records(name, patch.get(name), notes, offset) for name in _KINDS}
    _report_doubled(added, notes, offset)
    replaced = {r.id: name for name, records in added.items() for r in records}
    for name in _KINDS:
        new = {r.id: r for r in added[name]}
        stay = [
            r for r in have.get(name, ()) if r.id in new or (r.id not in without and r.id not in replaced)
        ]
        have[name] = [new.pop(r.id, r) for r in stay] + list(new.values())
    _mapping(patch.get("data"), "data", notes, offset)
    for name, ids in _mapping(patch.get("order"), "order", notes, offset).items():
        if name in have:
            place = {i: n for n, i in enumerate(_names(ids, notes, offset))}
            have[name].sort(key=lambda r: place.get(r.id, len(place)))


def accepted(
    patch: dict[str, Any], records: dict[str, list[Any]], notes: Notes, offset: int
) -> list[AcceptedFinding]:
    """The findings that a patch says are accepted; those of records that the text has no more are reported."""
    stated: list[AcceptedFinding] = _records(ACCEPTED, patch.get(ACCEPTED), notes, offset)
    left = within(stated, records)
    for each in stated:
        if each not in left:
            ids = ", ".join(map(shown, each.ids))
            message = f"argmap: {shown(each.code)} is accepted of {ids}, which the text does not have"
            notes.warning("accepted-finding-gone", offset, message, "remove it from the front matter")
    return left


def within(stated: list[AcceptedFinding], records: dict[str, list[Any]]) -> list[AcceptedFinding]:
    """The accepted findings that are about these records alone."""
    if not stated:
        return stated
    ids = {r.id for listed in records.values() for r in listed}
    return [each for each in stated if ids.issuperset(each.ids)]


def _report_doubled(added: dict[str, list[Any]], notes: Notes, offset: int) -> None:
    """Report records of one id that differ: front matters of several parts may state both."""
    for name, records in added.items():
        known: dict[str, Any] = {}
        for record in records:
            if known.setdefault(record.id, record) != record:
                notes.error(
                    "bad-patch",
                    offset,
                    f"argmap, {name}: {shown(record.id)} is stated twice, with other fields",
                )


def _mapping(value: Any, name: str, notes: Notes, offset: int) -> dict[str, Any]:
    if value is None or isinstance(value, dict):
        return value or {}
    notes.error(
        "bad-patch", offset, f"argmap, {name}: found {shown(value)} where key: value pairs are expected"
    )
    return {}


def _names(value: Any, notes: Notes, offset: int) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return value
    notes.error("bad-patch", offset, f"argmap: found {shown(value)} where a list of ids is expected")
    return []


def _records(name: str, value: Any, notes: Notes, offset: int) -> list[Any]:
    if value is None:
        return []
    kind: Any = AcceptedFinding if name == ACCEPTED else _KINDS[name]
    try:
        structs = msgspec.convert(value, list[wire(kind)])  # type: ignore[misc]
    except msgspec.ValidationError as error:
        notes.error("bad-patch", offset, f"argmap, {name}: {str(error).lower()}")
        return []
    problems: list[tuple[int, ArgmapError]] = []
    records = from_wire(kind, structs, problems)
    for n, problem in problems:
        notes.error(
            "bad-patch", offset, f"argmap, {name}[{n}].{problem.path}: {problem.message}", problem.hint
        )
    return [] if problems else records
