"""Immutable JSON values: what a foreign format states beyond the fields of the model."""

from __future__ import annotations

import math
from collections.abc import ItemsView, Iterator, Mapping
from typing import Any

from argmap.errors import ReadOnlyError, RecordError
from argmap.messages import shown
from argmap.values import plain

MAX_DEPTH = 100  # far above any real file, far below the interpreter's recursion limit
MAX_BITS = 14_000  # Python neither reads nor writes integers of more than 4300 digits
_new, _set = object.__new__, object.__setattr__


class Data(Mapping[str, Any]):
    """A read-only mapping of JSON values that can be hashed, compared, copied and pickled.

    Nested objects become ``Data`` and arrays become tuples, so nothing inside can change either.
    Keys stay in order. ``thaw()`` returns plain dicts and lists.

    Raises:
        RecordError: A value is not JSON (null, true, false, finite number, string, array, object),
            or nesting is deeper than 100 levels.

    >>> from argmap import Data
    >>> note = Data({"aif": {"nodeID": "12", "scheme": ["Example"]}})
    >>> note["aif"]["scheme"]
    ('Example',)
    >>> note.thaw()
    {'aif': {'nodeID': '12', 'scheme': ['Example']}}
    """

    __slots__ = ("_items",)
    _items: dict[str, Any]

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        """Freeze a copy of ``values``."""
        given = () if values is None else _mapping(values).items()
        items = {_key(k): _freeze(v, 1) for k, v in given}
        _set(self, "_items", items)

    def thaw(self) -> dict[str, Any]:
        """The same values as plain dicts and lists, free to change."""
        return {k: _thaw(v) for k, v in self._items.items()}

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def get(self, key: str, default: Any = None) -> Any:
        """The value under a key, or the default."""
        return self._items.get(key, default)

    def items(self) -> ItemsView[str, Any]:
        """The keys with their values."""
        return self._items.items()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Data):  # most are, and Mapping would copy both
            return self._items == other._items
        return super().__eq__(other)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"Data({self.thaw()!r})"

    def __setattr__(self, name: str, value: object) -> None:
        hint = "Data({**data, key: value}) makes other data"
        raise ReadOnlyError(f"data cannot be changed: {name!r}", found=name, hint=hint)

    def __reduce__(self) -> tuple[type[Data], tuple[dict[str, Any]]]:
        return (Data, (self.thaw(),))


EMPTY = Data()


def as_data(values: Mapping[str, Any] | None) -> Data:
    """``values`` as ``Data``; None is empty."""
    if isinstance(values, Data):
        return values
    if values is None:
        return EMPTY
    return Data(values) if _mapping(values) else EMPTY


def _mapping(values: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(values, (dict, Mapping)):
        raise RecordError(
            f"data must be a mapping of JSON values, not {type(values).__name__}",
            found=values,
            expected="a mapping",
        )
    return values


def _key(key: object) -> str:
    if type(key) is str and key.isascii():
        return key
    if not isinstance(key, str):
        raise RecordError(f"data key {shown(key)} is not a string", found=key, expected="a string")
    return str(_freeze(key, 0))


def _freeze(value: Any, depth: int) -> Any:  # noqa: C901, PLR0911 - one branch for each JSON type
    if type(value) is str and value.isascii():  # most values
        return value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if value.bit_length() > MAX_BITS:
            raise RecordError("data holds an integer of thousands of digits", hint="write it as a string")
        return int(value)
    if isinstance(value, str):
        if not value.isascii():
            _refuse_surrogates(value)
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise RecordError(f"data holds {value}, which JSON cannot write", found=value, hint="use null")
        return float(value)
    if depth >= MAX_DEPTH:
        raise RecordError(f"data is nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, (dict, Mapping)):  # ten times as fast as to ask for a Mapping alone
        inner = _new(Data)
        _set(inner, "_items", {_key(k): _freeze(v, depth + 1) for k, v in value.items()})
        return inner
    if isinstance(value, (list, tuple)):
        return tuple([_freeze(v, depth + 1) for v in value])
    if (number := plain(value)) is not None:
        return number
    raise RecordError(
        f"data holds a {type(value).__name__}, which JSON cannot write",
        found=value,
        expected="null, true, false, a finite number, a string, an array or an object",
    )


def _thaw(value: Any) -> Any:
    if isinstance(value, Data):
        return value.thaw()
    if isinstance(value, tuple):
        return [_thaw(v) for v in value]
    return value


def _refuse_surrogates(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise RecordError(
            f"text holds a lone surrogate at offset {error.start}, which UTF-8 cannot write",
            found=value[error.start],
            hint="decode the text again with the right encoding",
        ) from None
