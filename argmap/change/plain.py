"""Records, parts of records and values of their fields as plain values of JSON, and back."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attrs import NOTHING

from argmap.errors import FormatError
from argmap.messages import shown
from argmap.model import Data
from argmap.model.references import part_fields
from argmap.values import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping


def plain(value: Any) -> Any:
    """A value as JSON has it; of a record, the fields that are not at their defaults."""
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, Data):
        return value.thaw()
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    if isinstance(value, Frozen):
        fields = ((a, getattr(value, a.name)) for a in type(value).__attrs_attrs__)
        return {a.name: plain(v) for a, v in fields if a.default is NOTHING or v != a.default}
    return value


def record_of(kind: Any, value: Any) -> Any:
    """The record of a type that ``plain`` made a value of.

    Raises:
        ArgmapError: It is no such record.
    """
    fields = _object(value, f"the fields of a {kind.__name__}")
    parts = {part.name for part in part_fields(kind)}
    return kind(**{n: field_of(kind, n, v) if n in parts else v for n, v in fields.items()})


def field_of(kind: Any, name: str, value: Any) -> Any:
    """The value of a field of a type of record, or of a map, that ``plain`` made a value of.

    Raises:
        ArgmapError: The field cannot have it.
    """
    for part in part_fields(kind):
        if part.name == name and value is not None:
            if not part.several:
                return record_of(part.of, value)
            return tuple([record_of(part.of, v) for v in _list(value, name)])
    attribute = next(a for a in kind.__attrs_attrs__ if a.name == name)
    return value if attribute.converter is None else attribute.converter(value)


def _object(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise FormatError(
            f"found {shown(value)} where {what} are expected", found=value, expected="an object"
        )
    return value


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise FormatError(f"found {shown(value)} as {name}", found=value, expected="an array")
    return value
