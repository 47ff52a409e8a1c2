"""What callers of the strategies may give: counts, and the kinds of relations to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.errors import ArgmapError
from argmap.messages import shown
from argmap.model import RelationKind
from argmap.model.fields import strings
from argmap.values import whole

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 10_000  # records of one type; hypothesis gives up long before


def count(number: int, name: str) -> int:
    """How many of something, from none on.

    Raises:
        ArgmapError: It is no whole number, or too large.
    """
    found = whole(number)
    if found is None or not 0 <= found <= MOST:
        expected = f"a whole number from 0 to {MOST}"
        raise ArgmapError(f"{name} is {shown(number)}, expected {expected}", found=number, expected=expected)
    return found


def known(kinds: Iterable[str]) -> tuple[RelationKind, ...]:
    """Kinds of relations, given as such or by their words.

    Raises:
        ArgmapError: There is no such kind.
    """
    return tuple(map(RelationKind.of, strings(kinds)))
