"""The time that a picture may take as a whole, and what is left of it."""

from __future__ import annotations

from time import monotonic
from typing import Final

LAST: Final = 0.25
"""The share of the time that is kept for drawing the layout that was found."""


class Clock:
    """Counts down from the moment it is made, with two figures of its seconds, as messages tell them.

    >>> Clock(3600).left(), Clock(3600).left_to_search()
    (3600.0, 2700.0)
    """

    __slots__ = ("_last", "_start", "_whole")

    def __init__(self, seconds: float) -> None:
        self._start, self._whole, self._last = monotonic(), seconds, seconds * LAST

    def left(self) -> float:
        """The seconds that are left for a layout that is known; its share is always."""
        return _rounded(max(self._whole - monotonic() + self._start, self._last))

    def left_to_search(self) -> float:
        """The seconds that are left for looking for a layout; 0 if none are."""
        return _rounded(max(self._whole - self._last - monotonic() + self._start, 0.0))


def _rounded(seconds: float) -> float:
    return float(f"{seconds:.2g}")
