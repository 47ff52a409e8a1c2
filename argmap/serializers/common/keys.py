"""Keys that a format does not have: they are kept as they are, and reported, as one may be a misspelt one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from argmap.diagnostics import Diagnostic, Severity
from argmap.messages import counted, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from argmap.diagnostics import Report

SHORTEST = 5  # characters of a key that may be misspelt; shorter ones are like too many others


def plain_key(key: str) -> str:
    """A key in a plain spelling: without case, hyphens and plural.

    >>> plain_key("supported_By"), plain_key("challenge") == plain_key("challenges")
    ('supportedby', True)
    """
    return re.sub(r"[-_ ]", "", key).lower().rstrip("s")


def report_unknown(
    rows: Iterable[tuple[Mapping[str, Any], frozenset[str], str]], report: Report, format: str
) -> None:
    """Report keys that are none of those known, each once: a warning if a known one is spelled much like it.

    Args:
        rows: Objects of the document, each with the keys that it may have and its path.
        report: Gets the diagnostics.
        format: The name of the format, under which ``data`` has them.
    """
    found: dict[str, list[tuple[Mapping[str, Any], frozenset[str], str]]] = {}
    for row in rows:
        if not row[0].keys() <= row[1]:
            for key in [key for key in row[0] if key not in row[1]]:
                found.setdefault(key, []).append(row)
    for key, several in found.items():
        first, known, path = several[0]
        close = alike(key, known)
        line, column = getattr(first, "places", {}).get(key, (None, None))
        message = (
            f"{format} has no key {shown(key)}, found in {counted(len(several), 'object')}; kept as it is"
        )
        severity, hint = (Severity.WARNING, f"did you mean {close}?") if close else (Severity.INFO, "")
        where = "" if line else f"{path}.{key}"
        report(Diagnostic("unknown-key", severity, message, line, column, where, hint=hint))


def alike(key: str, known: Collection[str]) -> str | None:
    """The known key that may be meant, as one letter more, less or otherwise, or two, make another key of it.

    >>> alike("suportedBy", ["text", "supportedBy"]), alike("layer", ["text", "supportedBy"])
    ('supportedBy', None)
    """
    plain = {plain_key(name): name for name in known}
    if found := plain.get(plain_key(key)):
        return found
    close = nearest(key, known) if len(key) >= SHORTEST else None
    if close is None:
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only keys that are not known need it

    return close if OSA.distance(key, close) <= 2 else None
