"""The ids under which records come back from arggraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.serializers.arggraph.writing import document, implied_ids, side_of, written_ids
from argmap.serializers.common.annotation import most_quoted
from argmap.serializers.common.ids import distinct_ids

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back, where they are others."""
    back = written_ids(map)
    written = document(map)
    rows = (*written.edus, *written.joints, *written.adus, *written.edges)
    source, sides = implied_ids({row["id"] for row in rows})
    cited = most_quoted(map)
    if cited is not None:
        back[cited.id] = source
    holders = {unit.by for unit in map.statements}
    for side, name in sides.items():
        party = next((p for p in map.parties if side_of(map, p.id) == side and p.id in holders), None)
        if party is not None:
            back[party.id] = name
    return distinct_ids(map, back)
