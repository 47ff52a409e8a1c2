"""The difference between the row that a writer makes and the row that a reader found, and how it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.serializers.kept import strings, table, thawed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.serializers.argdown_json.vocabulary import Row


def difference(made: Row, found: Row) -> Row:
    """What must be kept to make ``found`` from ``made``."""
    changed = {
        k: v for k, v in found.items() if k not in made or made[k] != v or type(made[k]) is not type(v)
    }
    missing = [k for k in made if k not in found]
    return ({"set": changed} if changed else {}) | ({"unset": missing} if missing else {})


def mended(made: Row, kept: Mapping[str, Any]) -> Row:
    """``made`` with what was kept."""
    gone = set(strings(kept, "unset"))
    return {k: v for k, v in made.items() if k not in gone} | {
        k: thawed(v) for k, v in table(kept, "set").items()
    }
