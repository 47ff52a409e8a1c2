"""Checks of a document before its rows are read: objects, arrays and texts where they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from argmap.errors import ArgmapError, FormatError, unknown_name
from argmap.messages import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from argmap.serializers.argdown_json.vocabulary import Row

T = TypeVar("T")


def table(value: Any, path: str) -> Row:
    """An object, or an error."""
    if not isinstance(value, dict):
        raise FormatError(f"found {shown(value)}, expected an object", path=path, found=value)
    return value


def rows(row: Row, key: str, path: str) -> list[Row]:
    """An array of objects, empty where there is none; or an error."""
    found = row.get(key, [])
    if not isinstance(found, list):
        raise FormatError(f"found {shown(found)}, expected an array", path=f"{path}.{key}", found=found)
    return [table(item, f"{path}.{key}[{n}]") for n, item in enumerate(found)]


def expected(key: str, value: Any) -> str:
    """What is expected under a key instead of this value; "" if nothing else is.

    >>> expected("text", 3), expected("text", "Tea."), expected("color", 3)
    ('text', '', '')
    """
    if key in ("text", "title", "argumentTitle"):
        return "" if isinstance(value, str) else "text"
    if key in ("tags", "inferenceRules"):
        return "" if _all(value, str) else "an array of texts"
    if key == "ranges" and value:
        sound = _all(value, dict) and all(isinstance(found.get("url", ""), str) for found in value)
        return "" if sound else "an array of ranges"
    return ""


def checked(row: Row, path: str) -> Row:
    """The row, or an error where one of its values is of another type than it must be."""
    for key, value in row.items():
        what = expected(key, value)
        if what:
            raise FormatError(f"found {shown(value)}, expected {what}", path=f"{path}.{key}", found=value)
    return row


def _all(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def one_of(row: Row, key: str, known: Iterable[str], path: str) -> str:
    """One of some words under a key, or an error."""
    found, known = row.get(key), [*known]
    if not isinstance(found, str) or found not in known:
        raise unknown_name(key, found, known, FormatError, path=f"{path}.{key}")
    return found


def record_at(kind: Callable[..., T], path: str, /, *values: Any, **fields: Any) -> T:
    """A record; an error of the model gets its path."""
    try:
        return kind(*values, **fields)
    except ArgmapError as error:
        raise FormatError(error.message, path=path, ids=error.ids, hint=error.hint) from None
