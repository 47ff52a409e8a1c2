"""Maps from native JSON."""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from typing import Any

import msgspec

from argmap.errors import ArgmapError
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.model import AcceptedFinding, ArgumentMap
from argmap.model.data import as_data
from argmap.model.records import COLLECTIONS
from argmap.serializers.common.wire import from_wire
from argmap.serializers.native.document import document, refuse_newer
from argmap.serializers.native.mistakes import explained, invalid
from argmap.syntax.encoding import decoded, utf8
from argmap.syntax.json import refuse_many


def loads(text: str | bytes) -> ArgumentMap:
    """Read a map from native JSON.

    Args:
        text: The JSON text or its bytes; a byte order mark is skipped.

    Raises:
        FormatError: Not JSON, not a map, or a map of a newer major version.
        InvalidFileError: Values of a wrong type or unknown keys, each with its path.
        InvalidMapError: Records that do not make a map, each with its path.

    >>> loads('{"argmap": "1.0", "claims": [{"id": "cap", "text": "Rents should be capped."}]}')["cap"].text
    'Rents should be capped.'
    """
    text = decoded(text)
    refuse_many(text)
    raw = utf8(text)
    with GarbageCollectionPaused():
        try:
            found = _decoder().decode(raw)
        except (ValueError, RecursionError) as error:  # msgspec's own errors are ValueErrors too
            raise explained(text, raw, error) from None
        refuse_newer(found.argmap)
        groups: dict[str, Any] = {}
        problems: list[ArgmapError] = []
        for kind, name in (*COLLECTIONS.items(), (AcceptedFinding, "accepted_findings")):
            wrong: list[tuple[int, ArgmapError]] = []
            groups[name] = from_wire(kind, getattr(found, name), wrong)
            for n, problem in sorted(wrong, key=itemgetter(0)):
                problem.path = f"$.{name}[{n}].{problem.path}".rstrip(".")
                problems.append(problem)
        for name in ("metadata", "data"):
            try:
                groups[name] = as_data(getattr(found, name))
            except ArgmapError as problem:
                problem.path = f"$.{name}"
                problems.append(problem)
        if problems:
            raise invalid(problems)
        return ArgumentMap(**groups, title=found.title)


@cache
def _decoder() -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(document())
