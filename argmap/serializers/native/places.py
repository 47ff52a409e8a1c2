"""Where the records of a native document are in its text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from argmap.model.records import COLLECTIONS
from argmap.serializers.native.reading import loads
from argmap.syntax.encoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SPACE: Final = re.compile(r"[\s,:]*")
_NAMES: Final = frozenset(COLLECTIONS.values())


def places(text: str, *, path: str | Path | None = None) -> dict[str, tuple[int, int]]:
    r"""Line and column at which each record of a document begins, by id, both counted from 1.

    Args:
        text: The JSON text.
        path: The file, which makes no difference.

    Raises:
        ArgmapError: It is not a map.

    >>> places('{"argmap": "1.0",\n "claims": [{"id": "cap"},\n {"id": "stay"}]}')
    {'cap': (2, 13), 'stay': (3, 2)}
    """
    del path
    loads(text)  # whatever is wrong with it has a message
    text = decoded(text)
    found: dict[str, tuple[int, int]] = {}
    line, begins, seen = 1, 0, 0
    for id, offset in _records(text):
        line += text.count("\n", seen, offset)
        if (end := text.rfind("\n", seen, offset)) >= 0:
            begins = end + 1
        seen = offset
        found[id] = (line, offset - begins + 1)
    return found


def _records(text: str) -> Iterator[tuple[str, int]]:
    """The id of each record and where it begins, in the order of the text."""
    value = json.JSONDecoder().raw_decode
    at = _after(text, 0) + 1
    while text[at := _after(text, at)] != "}":
        name, at = value(text, at)
        at = _after(text, at)
        if name not in _NAMES or text[at] != "[":
            at = value(text, at)[1]
            continue
        at += 1
        while text[at := _after(text, at)] != "]":
            record, end = value(text, at)
            yield record["id"], at
            at = end
        at += 1


def _after(text: str, at: int) -> int:
    """Where something begins after white space, commas and colons."""
    match = _SPACE.match(text, at)
    return match.end() if match else at
