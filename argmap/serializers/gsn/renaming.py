"""The ids under which records come back from YAML of gsn2x."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.serializers.common.ids import matched_ids
from argmap.serializers.gsn.reading import loads
from argmap.serializers.gsn.writing import dumps, names_of

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which records come back: relations have none of their own in the format."""
    return matched_ids(map, loads(dumps(map)), names_of(map))
