"""The difference between the row that a writer makes and the row that a reader found, and how it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.serializers.argdown_json.checking import expected
from argmap.serializers.common.residue import mapping, sequence, strings, thawed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.serializers.argdown_json.vocabulary import Row


def mended(made: Row, kept: Mapping[str, Any]) -> Row:
    """A row that is patched, without what a reader would refuse there."""
    found = patched(made, kept)
    wrong = {k for k, v in found.items() if expected(k, v)}
    return {k: made[k] if k in wrong else v for k, v in found.items() if k in made or k not in wrong}


def difference(made: Row, found: Row) -> Row:
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


def patched(made: Row, kept: Mapping[str, Any]) -> Row:
    """``made`` with what was kept, except where it is no longer what it was: what was edited counts."""
    gone, instead = set(strings(kept, "unset")), mapping(kept, "instead")
    more = {k: thawed(v) for k, v in mapping(kept, "set").items() if k not in made}
    more |= {
        k: thawed(pair[1]) for k in instead if k in made and _is_of(pair := sequence(instead, k), made[k])
    }
    return {k: more.pop(k, v) for k, v in made.items() if k not in gone} | more


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _is_of(pair: tuple[Any, ...], made: Any) -> bool:
    """Whether the first of two values was made."""
    return len(pair) == 2 and bool(thawed(pair[0]) == made)
