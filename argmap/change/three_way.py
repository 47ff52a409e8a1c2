"""Values that two edits of one value make together, and where they contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from argmap.change.ordering import interleaved
from argmap.model import Data
from argmap.model.differences import content_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    Report = Callable[[str, Any, Any, Any], None]

_SETS: Final = frozenset(("tags", "to", "mentions", "quotes", "figures", "wordings", "accepted_findings"))
"""Fields whose items are there each for itself: one may come and another go. Elsewhere the whole is one statement, such
as the chain of those who report, or the premises that count together."""

_ABSENT: Final = object()


def merged_fields(kind: Any, base: Any, ours: Any, theirs: Any, report: Report) -> dict[str, Any]:
    """The fields of what three records of one type, or maps, come to; conflicts are reported, and ours counts there.

    Args:
        kind: The type.
        base: The record before both edits; None if both added it.
        ours: The record in the first edit.
        theirs: The record in the second.
        report: Gets the field of each conflict, and its values in the three.
    """
    found = {}
    for name in content_fields(kind):
        before = _ABSENT if base is None else getattr(base, name)
        found[name] = merged(name, before, getattr(ours, name), getattr(theirs, name), report)
    return found


def merged(name: str, base: Any, ours: Any, theirs: Any, report: Report) -> Any:
    """The value of a field; ours, where there is a conflict, unless that is none and theirs is one."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    values = (base, ours, theirs)
    if all(isinstance(value, Data) for value in values):
        return _merged_data(name, base, ours, theirs, report)
    if name in _SETS and (together := _merged_items(*values)) is not None:
        return together
    report(name, *[None if value is _ABSENT else value for value in values])
    return theirs if ours is _ABSENT else ours


def _merged_data(name: str, base: Data, ours: Data, theirs: Data, report: Report) -> Data:
    """Mappings key by key; they nest at most as deep as data may."""
    values = {
        key: merged(
            f"{name}.{key}", base.get(key, _ABSENT), ours.get(key, _ABSENT), theirs.get(key, _ABSENT), report
        )
        for key in dict.fromkeys((*ours, *theirs))
    }
    return Data({key: value for key, value in values.items() if value is not _ABSENT})


def _merged_items(base: Any, ours: Any, theirs: Any) -> tuple[Any, ...] | None:
    """The items of both edits without those that either removed; None if they do not concern different items."""
    if base is _ABSENT or any(len({*side}) < len(side) for side in (base, ours, theirs)):
        return None
    gone = [{*base} - {*side} for side in (ours, theirs)]
    if gone[0] & gone[1]:  # each may have put something else in its place
        return None
    kept = {*ours, *theirs} - gone[0] - gone[1]
    if len({getattr(item, "about", item) for item in kept}) < len(
        kept
    ):  # one finding, accepted for two reasons
        return None
    order = interleaved(base, ours, theirs)
    return None if order is None else tuple([item for item in order if item in kept])
