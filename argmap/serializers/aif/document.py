"""The object that a file is: its lists, and its residue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.messages import shown
from argmap.serializers.aif.rows import UNREADABLE
from argmap.serializers.common.residue import difference, patched

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.serializers.aif.rows import Row

_NOTES: Final = (
    *("nodes", "edges", "locutions", "participants", "missing", "shape", "text", "analysis"),
    *("schemefulfillments", "descriptorfulfillments", "cqdescriptorfulfillments"),
)  # what else the residue of a map has


def object_of(value: object, key: str) -> Row:
    """The object that a file is.

    Raises:
        FormatError: It is something else, or lacks the key by which the format is recognized.
    """
    if isinstance(value, dict) and key in value:
        return value
    found = f"an object without the key {key!r}" if isinstance(value, dict) else f"a {type(value).__name__}"
    near = (
        next((other for other in value if other.lower() == key.lower()), None)
        if isinstance(value, dict)
        else None
    )
    hint = f"write {key!r} instead of {near!r}" if near else ""
    message = f"found {found}, expected an object with {key!r}"
    raise FormatError(message, path="$", expected=f"the key {key!r}", hint=hint)


def lists_of(
    document: Row, path: str, *, required: Iterable[str] = ("nodes", "edges"), optional: Iterable[str] = ()
) -> dict[str, list[Row]]:
    """The lists of objects in a document by name; empty where an optional one is missing or null.

    Raises:
        FormatError: A list that is missing, or is something else; several are an InvalidFileError.
    """
    needed = tuple(required)
    lists: dict[str, list[Row]] = {}
    problems: list[ArgmapError] = []
    for name in (*needed, *optional):
        value = document.get(name)
        lists[name] = value if isinstance(value, list) else []
        if isinstance(value, list):
            problems += [
                FormatError(
                    f"found {shown(row)} where an object is expected", path=f"{path}.{name}[{n}]", found=row
                )
                for n, row in enumerate(value)
                if type(row) is not dict
            ]
        elif value is not None or name in needed:
            found = f"found {shown(value)}" if name in document else "the key is missing"
            problems.append(
                FormatError(f"{found}, expected a list of objects", path=f"{path}.{name}", found=value)
            )
    raise_all(problems, UNREADABLE)
    return lists


def document_residue(found: Row, empty: Row) -> Row:
    """The residue of a document around its rows: further keys, keys that are missing or null, another order.

    It is the difference to the document that an empty map makes: rows have residues of their own.
    """
    return difference(empty, _emptied(found, empty), notes=_NOTES)


def _emptied(found: Row, empty: Row) -> Row:
    """The document without its rows, whose residue is recorded apart."""
    return {
        key: value
        if value is None or key not in empty
        else _emptied(value, empty[key])
        if empty[key] and isinstance(value, dict)
        else empty[key]
        for key, value in found.items()
    }


def patched_document(made: Row, residue: Mapping[str, Any]) -> Row:
    """The document with its residue; a list that was null or missing is so as long as it is empty."""
    return patched(made, residue, notes=_NOTES)
