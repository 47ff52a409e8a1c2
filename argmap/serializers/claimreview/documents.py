"""Where reviews are in a document, and the document without and with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from argmap.serializers.claimreview.linked_data import Path

_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FULL: Final = ("@graph", "claims", "results", "claimReviewMarkupPages", "dataFeedElement", "itemListElement")


def is_empty(value: Any) -> bool:
    """Whether a document has room for reviews, and none are there.

    >>> is_empty([]), is_empty({}), is_empty({"claims": [], "nextPageToken": "x"}), is_empty({"name": "x"})
    (True, True, True, False)
    """
    if isinstance(value, list):
        return all(isinstance(part, dict) and is_empty(part) for part in value)
    return isinstance(value, dict) and (
        value.keys() <= {"nextPageToken"} or any(value.get(key) == [] for key in _FULL)
    )


def place(path: Iterable[str | int]) -> str:
    """A path in words.

    >>> place(["@graph", 3, "author"])
    "$['@graph'][3].author"
    """
    parts = (f".{p}" if isinstance(p, str) and _PLAIN_KEY.fullmatch(p) else f"[{p!r}]" for p in path)
    return "$" + "".join(parts)


def emptied(value: Any, paths: Iterable[Path]) -> Any:
    """The document with null where the reviews were; it is changed in place."""
    for path in paths:
        if not path:
            return None
        around = value
        for step in path[:-1]:
            around = around[step]
        around[path[-1]] = None
    return value


class _Removed:
    """Stands where a review was that the map does not have any more."""


def filled(value: Any, items: Iterable[tuple[Sequence[Any], Any]], removed: Iterable[Sequence[Any]]) -> Any:
    """The document with reviews where they were, and without those that were removed; it is changed in place.

    >>> filled([{"x": None}, None, None], [((0, "x"), "a"), ((2,), "c")], [(1,)])
    [{'x': 'a'}, 'c']
    """
    root = [value]
    shortened: dict[int, list[Any]] = {}
    for path, item in [*items, *((path, _Removed) for path in removed)]:
        around, last = _around(root, path)
        if item is not _Removed:
            around[last] = item
        elif isinstance(around, dict):
            del around[last]
        else:
            around[last] = _Removed
            shortened[id(around)] = around
    for around in shortened.values():
        around[:] = [v for v in around if v is not _Removed]
    return root[0] if root else []


def has_room(value: Any, path: Sequence[Any]) -> bool:
    """Whether a path leads to a place that was emptied."""
    try:
        around, last = _around([value], path)
    except (LookupError, TypeError):
        return False
    return around[last] is None


def _around(root: list[Any], path: Sequence[Any]) -> tuple[Any, Any]:
    """The list or object in which the last step of a path leads on, and that step."""
    around: Any = root
    steps: list[Any] = [0, *path]
    for step in steps[:-1]:
        around = around[_step(around, step)]
    last = _step(around, steps[-1])
    around[last]
    return around, last


def _step(around: Any, step: Any) -> Any:
    if isinstance(around, list) and type(step) is int and step >= 0:
        return step
    if isinstance(around, dict) and isinstance(step, str):
        return step
    raise LookupError(step)
