"""What readers kept of a file in ``data``, taken from it with care: anyone can write there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


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


def difference(made: Json, found: Json) -> Json:
    """What must be kept to make ``found`` from ``made``.

    >>> kept = difference({"title": "A", "level": 1, "tags": []}, {"title": "A", "level": 2, "line": 7})
    >>> kept
    {'set': {'line': 7}, 'instead': {'level': [1, 2]}, 'unset': ['tags']}
    >>> patched({"title": "B", "level": 1, "tags": []}, kept), patched({"level": 3, "line": 8}, kept)
    ({'title': 'B', 'level': 2, 'line': 7}, {'level': 3, 'line': 8})
    """
    kept = {
        "set": {k: v for k, v in found.items() if k not in made},
        "instead": {k: [made[k], v] for k, v in found.items() if k in made and not _same(made[k], v)},
        "unset": [k for k in made if k not in found],
    }
    return {k: v for k, v in kept.items() if v}


def patched(made: Json, kept: Mapping[str, Any]) -> Json:
    """``made`` with what was kept, except where it is no longer what it was: what was edited counts."""
    gone, instead = set(strings(kept, "unset")), table(kept, "instead")
    more = {k: thawed(v) for k, v in table(kept, "set").items() if k not in made}
    more |= {k: thawed(pair[1]) for k in instead if k in made and _is_of(pair := row(instead, k), made[k])}
    return {k: more.pop(k, v) for k, v in made.items() if k not in gone} | more


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _is_of(pair: tuple[Any, ...], made: Any) -> bool:
    """Whether the first of two values was made."""
    return len(pair) == 2 and bool(thawed(pair[0]) == made)
