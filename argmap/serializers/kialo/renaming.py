"""The ids under which records come back from Kialo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.serializers.common.ids import matched_ids
from argmap.serializers.kialo.reading import loads
from argmap.serializers.kialo.tree import entries_of
from argmap.serializers.kialo.writing import dumps, marks_of

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back, where they are others."""
    nodes = {entry.record.id: entry.path for entry in entries_of(map) if not entry.see}
    names = marks_of(map)
    return matched_ids(map, loads(dumps(map)), {**nodes, **names})
