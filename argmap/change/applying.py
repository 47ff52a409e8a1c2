"""Making the later map of the earlier one and the changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.change.comparing import described, under_new_ids
from argmap.change.ordering import inserted
from argmap.change.record import MAP
from argmap.change.sentences import in_words
from argmap.change.vocabulary import ORDER, ChangeKind
from argmap.errors import ArgmapError, InvalidMapError
from argmap.messages import shown
from argmap.model.records import COLLECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from argmap.change.record import Change
    from argmap.model import ArgumentMap

ANOTHER: str = "the changes are those of another map"


def applied(changes: Sequence[Change], m: ArgumentMap) -> ArgumentMap:
    """The map with all changes made.

    Raises:
        InvalidMapError: Some do not fit the map; it lists every one. Or what they make is not a map.
    """
    ids = {c.before: c.after for c in changes if c.kind is ChangeKind.RENAMED}
    known = {old: new for old, new in ids.items() if old in m and new not in m}
    start = under_new_ids(m, known)
    fields = described(m, known)
    about_all = [c for c in changes if c.record == MAP]
    problems = [_unlike(c, fields[c.field]) for c in about_all if fields[c.field] != c.before]
    fields |= {c.field: c.after for c in about_all}
    for kind, name in COLLECTIONS.items():
        word = kind.__name__.lower()
        own = [c for c in changes if c.record == word]
        fields[name] = _changed(own, start[name], m, problems)
    if problems:
        raise InvalidMapError.of(ANOTHER, problems)
    return evolve(m, **fields)


def _changed(
    changes: Sequence[Change], records: Iterable[Any], m: ArgumentMap, problems: list[ArgmapError]
) -> tuple[Any, ...]:
    """The records of one type with the changes made; what does not fit is added to the problems."""
    by_id = {r.id: r for r in records}
    new: dict[str, dict[str, Any]] = {}
    after: dict[str, str | None] = {}
    added: dict[str, Any] = {}
    for change in changes:
        if (problem := _problem(change, by_id, m)) is not None:
            problems.append(problem)
        elif change.kind is ChangeKind.REMOVED:
            del by_id[change.id]
        elif change.kind is ChangeKind.ADDED:
            added[change.id] = change.after
            after[change.id] = change.follows
        elif change.field == ORDER:
            after[change.id] = change.after
        elif change.kind is not ChangeKind.RENAMED:
            new.setdefault(change.id, {})[change.field] = change.after
    by_id |= added
    problems += [
        _unplaced(c, c.follows) for c in changes if c.kind is ChangeKind.ADDED and _lost(c.follows, by_id)
    ]
    problems += [_unplaced(c, c.after) for c in changes if c.field == ORDER and _lost(c.after, by_id)]
    if problems:
        return ()
    by_id |= {i: evolve(by_id[i], **values) for i, values in new.items()}
    return tuple([by_id[i] for i in inserted([i for i in by_id if i not in after], after)])


def _lost(place: str | None, by_id: dict[str, Any]) -> bool:
    return place is not None and place not in by_id


def _problem(change: Change, by_id: dict[str, Any], m: ArgumentMap) -> ArgmapError | None:
    """Why a change does not fit the records of its type, if it does not."""
    why, found = "", None
    if change.kind is ChangeKind.RENAMED:
        why = (
            "there is none with that id"
            if change.before not in m
            else "the new id is taken" * (change.after in m)
        )
    elif change.kind is ChangeKind.ADDED:
        why = "there is one with that id already" * (change.id in by_id)
    elif change.id not in by_id:
        why = f"there is no {change.record} with that id"
    elif change.kind is ChangeKind.REMOVED:
        found = m.get(change.id)  # as it was, with the ids of the earlier map
        why = "it is another one," * (found != change.before)
    elif change.field != ORDER:
        found = getattr(by_id[change.id], change.field)
        return None if found == change.before else _unlike(change, found)
    return _misfit(change, why, found) if why else None


def _unlike(change: Change, found: Any) -> ArgmapError:
    return _misfit(change, f"its {change.field} {'are' if isinstance(found, tuple) else 'is'}", found)


def _misfit(change: Change, why: str, found: Any = None) -> ArgmapError:
    shows = "" if found is None else f" {shown(in_words(found))}"
    return ArgmapError(
        f"{change.sentence}: {why}{shows}",
        ids=[change.id] * bool(change.id),
        found=found,
        expected=f"{change.record} {change.id}".strip(),
    )


def _unplaced(change: Change, place: str | None) -> ArgmapError:
    return ArgmapError(
        f"{change.sentence}: there is no {change.record} {shown(place)} that it could follow", ids=[change.id]
    )
