"""The ids under which records come back from JSON of the Turing platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.serializers.common.ids import matched_ids
from argmap.serializers.tea.reading import loads
from argmap.serializers.tea.vocabulary import is_verbatim, uuid_of
from argmap.serializers.tea.writing import dumps

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which records come back: UUIDs for titled elements, derived ones for relations."""
    held = map.statements
    return matched_ids(
        map,
        loads(dumps(map)),
        {r.id: uuid_of(r.id) for r in held if r.title not in ("", r.id) and not is_verbatim(r)},
    )
