"""What may happen to a record, and which fields make it so."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from argmap.model import Relation
from argmap.values import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping


class ChangeKind(Vocabulary):
    """What happened to a record or to a map."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    REWORDED = "reworded"
    REATTRIBUTED = "re-attributed"
    REAIMED = "re-aimed"
    CHANGED = "changed"
    MOVED = "moved"


ORDER: Final = "order"
"""The field of a change of position."""

_BY_FIELD: Final[Mapping[str, ChangeKind]] = MappingProxyType(
    {
        **dict.fromkeys(("text", "title", "wordings"), ChangeKind.REWORDED),
        **dict.fromkeys(("by", "via"), ChangeKind.REATTRIBUTED),
        **dict.fromkeys(("sources", "targets"), ChangeKind.REAIMED),
    }
)


def kind_of_change(kind: Any, name: str, before: Any, after: Any) -> ChangeKind:
    """What happened to a record of a type when one field got another value.

    Quotes of the same words at other positions have moved.
    """
    if name == "quotes" and [q.exact for q in before] == [q.exact for q in after]:
        return ChangeKind.MOVED
    if kind is Relation and name == "kind":
        return ChangeKind.REAIMED
    return _BY_FIELD.get(name, ChangeKind.CHANGED)
