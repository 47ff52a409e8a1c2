"""What records keep of a document beyond what the model says, as far as it can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.model import Data
from argmap.serializers.arggraph.document import NAME, Row
from argmap.syntax import xml

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Record

_INTERPRETED = frozenset({"id", "src", "trg", "type", ""})


def said(record: Record | ArgumentMap) -> Data:
    """What the format's part of a record's data says."""
    kept: Any = record.data.get(NAME)
    return kept if isinstance(kept, Data) else Data()


def more(record: Record | ArgumentMap) -> dict[str, str]:
    """The attributes that its element had, other than those that the model interprets."""
    return {
        key: value
        for key, value in said(record).items()
        if isinstance(value, str) and key not in _INTERPRETED and xml.name(key) == key
    }


def rows(record: Record | ArgumentMap, part: str, *needed: str) -> list[Row]:
    """The rows kept under a key that are whole."""
    kept = said(record).get(part)
    return [
        dict(row)
        for row in (kept if isinstance(kept, tuple) else ())
        if isinstance(row, Data)
        and all(isinstance(v, str) and (not k or xml.name(k) == k) for k, v in row.items())
        and all(row.get(key) for key in needed)
    ]


def strings(record: Record | ArgumentMap, part: str) -> list[str]:
    """The strings kept under a key."""
    kept = said(record).get(part)
    return [s for s in (kept if isinstance(kept, tuple) else ()) if isinstance(s, str)]
