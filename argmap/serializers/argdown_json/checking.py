"""What a document must be for its rows to be read: objects, arrays and texts where they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from argmap.errors import ArgmapError, FormatError, nearest, shown

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


def checked(row: Row, path: str) -> Row:
    """The row, or an error where one of its values is of another type than it must be."""
    for key in ("text", "title", "argumentTitle"):
        if not isinstance(row.get(key, ""), str):
            raise FormatError(f"found {shown(row[key])}, expected text", path=f"{path}.{key}", found=row[key])
    for key in ("tags", "inferenceRules"):
        found = row.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise FormatError(
                f"found {shown(found)}, expected an array of texts", path=f"{path}.{key}", found=found
            )
    ranges = row.get("ranges") or []
    if not isinstance(ranges, list):
        raise FormatError(f"found {shown(ranges)}, expected an array", path=f"{path}.ranges", found=ranges)
    for found in ranges:
        if not isinstance(found, dict) or not isinstance(found.get("url", ""), str):
            raise FormatError(f"found {shown(found)}, expected a range", path=f"{path}.ranges", found=found)
    return row


def unknown(found: Any, expected: str, known: Iterable[str], path: str) -> NoReturn:
    """Refuse a value that is none of those known."""
    raise FormatError(
        f"found {shown(found)}, expected {expected}",
        path=path,
        found=found,
        nearest=nearest(str(found), known),
    )


def one_of(row: Row, key: str, known: Iterable[str], path: str) -> str:
    """One of some words under a key, or an error."""
    found, known = row.get(key), [*known]
    if not isinstance(found, str) or found not in known:
        unknown(found, f"one of: {', '.join(known)}", known, f"{path}.{key}")
    return found


def made(kind: Callable[..., T], path: str, /, *values: Any, **fields: Any) -> T:
    """A record; what the model says against it is said with its path."""
    try:
        return kind(*values, **fields)
    except ArgmapError as error:
        raise FormatError(error.message, path=path, ids=error.ids, hint=error.hint) from None
