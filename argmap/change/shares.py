"""Numbers from 0 to 1."""

from __future__ import annotations

from typing import Final

from argmap.errors import ArgmapError
from argmap.values import misfit, plain

DIGITS: Final = 3
"""Of a score in a table."""


def share(value: object, name: str) -> float:
    """A number from 0 to 1.

    Raises:
        ArgmapError: It is something else.
    """
    number = plain(value)
    if number is None or not 0 <= number <= 1:
        wanted = "a number from 0 to 1"
        raise misfit(value, f"{wanted} for {name!r} is", ArgmapError, expected=wanted)
    return float(number)


def as_share(value: float) -> float:
    """The score of a pairing."""
    return share(value, "score")
