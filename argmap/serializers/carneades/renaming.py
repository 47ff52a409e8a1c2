"""The ids under which records come back from YAML of Carneades 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.serializers.carneades.reading import loads
from argmap.serializers.carneades.writing import dumps
from argmap.serializers.common.ids import matched_ids

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which records come back: undercuts have none of their own in the format."""
    return matched_ids(map, loads(dumps(map)), {})
