"""What readers kept of a file in ``data``, taken from it with care: anyone can write there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def kept_of(record: Any, format: str) -> Mapping[str, Any]:
    """What a format's reader kept of a record or map."""
    return table(record.data, format)


def table(values: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A mapping under a key; an empty one for anything else."""
    found = values.get(key)
    return found if isinstance(found, Mapping) else {}


def row(values: Mapping[str, Any], key: str) -> tuple[Any, ...]:
    """A list under a key; an empty one for anything else.

    >>> row({"order": ("text", "url")}, "order"), row({"order": 3}, "order")
    (('text', 'url'), ())
    """
    found = values.get(key)
    return tuple(found) if isinstance(found, (list, tuple)) else ()


def strings(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The strings of a list under a key."""
    return tuple(item for item in row(values, key) if isinstance(item, str))


def thawed(value: Any) -> Any:
    """Plain dicts and lists of what stands in ``data``."""
    if hasattr(value, "thaw"):
        return value.thaw()
    return [thawed(v) for v in value] if isinstance(value, tuple) else value


def plain_of(record: Any, format: str) -> dict[str, Any]:
    """What a format's reader kept of a record or map, in dicts and lists to work on."""
    found = record.data.get(format)
    plain: dict[str, Any] = thawed(found) if isinstance(found, Mapping) else {}
    return plain
