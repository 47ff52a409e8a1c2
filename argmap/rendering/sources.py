"""The sources of a map, as pictures cite them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from argmap.words import name_of

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Quote

_LINE_END: Final = re.compile("\n")


class Locator:
    """Finds on which line of which source a quote is: ``line 3``, or ``[2] line 3`` if there are several sources.

    In a text of one line the line is left out.
    """

    def __init__(self, m: ArgumentMap) -> None:
        """Find the lines of each source."""
        several = len(m.sources) > 1
        self._numbers = {s.id: f"[{n}]" if several else "" for n, s in enumerate(m.sources, 1)}
        self._ends = {
            s.id: [c.start() for c in _LINE_END.finditer(s.text.rstrip())] for s in m.sources if s.text
        }

    def __call__(self, quotes: tuple[Quote, ...]) -> str:
        """The position of the first of these quotes whose position is known, or ""."""
        for q in quotes:
            if q.start is not None and q.source in self._ends:
                ends = self._ends[q.source]
                line = f"line {bisect_left(ends, q.start) + 1}" if ends else ""
                return " ".join(part for part in (self._numbers[q.source], line) if part)
        return ""


def citations(m: ArgumentMap) -> tuple[str, ...]:
    """The sources of a map as they are cited below a picture; a single one only if more than its id is known."""
    cited = []
    for n, s in enumerate(m.sources, 1):
        publisher = name_of(m, s.publisher) if s.publisher else ""
        words = ", ".join(part for part in (s.title or s.id, publisher, s.date, s.url) if part)
        if len(m.sources) > 1:
            cited.append(f"[{n}] {words}.")
        elif words != s.id or s.title or s.file:
            cited.append(f"Source: {words}.")
    return tuple(cited)
