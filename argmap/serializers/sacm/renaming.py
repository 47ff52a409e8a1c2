"""The ids under which records come back from SACM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.serializers.common.ids import distinct_ids, legal_ids
from argmap.syntax import xml

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back: those with characters that XML cannot write have others."""
    return distinct_ids(map, written_ids(map))


def written_ids(map: ArgumentMap) -> dict[str, str]:
    """The ids of the records that the format can hold."""
    records = (*map.claims, *map.evidence, *map.arguments, *map.relations)
    return legal_ids((r.id for r in records), xml.writable)
