"""Changes as a JSON document, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from argmap.change.plain import field_of, plain, record_of
from argmap.change.record import TYPES, Change
from argmap.change.vocabulary import ChangeKind
from argmap.errors import ArgmapError, FormatError, raise_all, unknown_name
from argmap.messages import shown
from argmap.model.differences import content_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIELDS: Final = tuple(a.name for a in Change.__attrs_attrs__)
_KEY: Final = "changes"


def document(changes: Iterable[Change]) -> dict[str, Any]:
    """The changes as plain values."""
    return {_KEY: [plain(change) for change in changes]}


def read(value: Any) -> list[Change]:
    """The changes that ``document`` made plain values of.

    Raises:
        FormatError: They are no changes; several problems come together.
    """
    if not isinstance(value, dict) or not isinstance(value.get(_KEY), list):
        raise FormatError(f"found {shown(value)}", path="$", expected=f"an object with an array {_KEY!r}")
    changes: list[Change] = []
    problems: list[ArgmapError] = []
    for n, row in enumerate(value[_KEY]):
        try:
            changes.append(_change(row))
        except ArgmapError as problem:
            problems.append(_located(problem, f"$.{_KEY}[{n}]"))
    raise_all(problems, "not a list of changes")
    return changes


def _located(problem: ArgmapError, path: str) -> FormatError:
    """The problem as one of the document, with the path."""
    fields = {name: getattr(problem, name) for name in ("ids", "found", "expected", "nearest", "hint")}
    return FormatError(problem.message, path=f"{path}.{problem.path}".rstrip("."), **fields)


def _change(row: Any) -> Change:
    if not isinstance(row, dict):
        raise FormatError(f"found {shown(row)}", found=row, expected="an object")
    for name in row:
        if name not in _FIELDS:
            raise unknown_name("field of a change", name, _FIELDS, FormatError)
    ChangeKind.of(row.get("kind"))
    word = row.get("record")
    kind = TYPES.get(word) if isinstance(word, str) else None
    values = {side: row.get(side) for side in ("before", "after")}
    if kind is not None:
        values = {side: _value(row, kind, row.get("field", ""), side) for side in values}
    return Change(**{"record": None, "id": "", **row, **values})


def _value(row: dict[str, Any], kind: Any, name: object, side: str) -> Any:
    """What was before or is after a change."""
    value = row.get(side)
    if row.get("kind") == (ChangeKind.ADDED if side == "after" else ChangeKind.REMOVED):
        return record_of(kind, value)
    if isinstance(name, str) and name in content_fields(kind):
        return field_of(kind, name, value)
    if value is not None and not isinstance(value, str):
        raise FormatError(f"found {shown(value)} as {side}", found=value, expected="a string or null")
    return value
