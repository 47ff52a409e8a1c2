"""Ids that nothing else has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container


def unique_id(wish: str, taken: Container[str], separator: str = "#") -> str:
    """The id, or if it is taken the first of ``id#2``, ``id#3`` … that is not.

    >>> unique_id("cap", {"cap", "cap#2"}), unique_id("text", {"text"}, "_")
    ('cap#3', 'text_2')
    """
    n, found = 1, wish
    while found in taken:
        n += 1
        found = f"{wish}{separator}{n}"
    return found
