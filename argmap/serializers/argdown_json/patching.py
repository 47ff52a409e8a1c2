"""The residue of a row of an export, next to the notes that the format keeps in the same mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from argmap.serializers.argdown_json.checking import expected
from argmap.serializers.common.residue import difference, patched

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.serializers.argdown_json.vocabulary import Row

# Of a line of a structure, of a member, of an element.
_NOTES: Final = frozenset(
    {"statement", "concluded", "uses", "wording", "pad", "argument", "row", "role", "members", "pcs"}
)


def row_difference(made: Row, found: Row) -> Row:
    """The residue of a row."""
    return difference(made, found, notes=_NOTES, ordered=False)


def patched_row(made: Row, residue: Mapping[str, Any]) -> Row:
    """A row with its residue, as far as a reader takes it."""
    return patched(made, residue, notes=_NOTES, accepts=_accepts)


def _accepts(key: str, value: Any) -> bool:
    if key == "inference":
        return isinstance(value, dict) and not any(expected(k, v) for k, v in value.items())
    return not expected(key, value)
