"""The difference between the row that a writer makes and the row that a reader found, and how it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.serializers.argdown_json.checking import expected
from argmap.serializers.common.residue import patched

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.serializers.argdown_json.vocabulary import Row


def mended(made: Row, kept: Mapping[str, Any]) -> Row:
    """A row that is patched, without what a reader would refuse there."""
    found = patched(made, kept)
    wrong = {k for k, v in found.items() if expected(k, v)}
    return {k: made[k] if k in wrong else v for k, v in found.items() if k in made or k not in wrong}
