"""Ids that nothing else has."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator


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


def unique_ids(wishes: Iterable[str], taken: Iterable[str], separator: str = "#") -> list[str]:
    """An id for each wish, as ``unique_id`` gives one after the other, in linear time.

    >>> unique_ids(["cap", "fee", "cap", "cap"], {"fee"})
    ['cap', 'fee#2', 'cap#2', 'cap#3']
    """
    used = set(taken)
    numbers: dict[str, int] = {}
    ids = []
    for wish in wishes:
        found = wish
        if found in used:
            n = numbers.get(wish, 1)
            while found in used:
                n += 1
                found = f"{wish}{separator}{n}"
            numbers[wish] = n
        used.add(found)
        ids.append(found)
    return ids


def numbered_ids(form: str, taken: set[str]) -> Iterator[str]:
    """Ids with the numbers from 1 on, without those that are taken; each is taken once it is given.

    >>> numbers = numbered_ids("c{}", {"c1"})
    >>> next(numbers), next(numbers)
    ('c2', 'c3')
    """
    for i in map(form.format, count(1)):
        if i not in taken:
            taken.add(i)
            yield i


class FreeIds:
    """Ids that nothing else has, one after the other: as ``unique_id``, in linear time for many equal wishes.

    >>> ids = FreeIds(["cap"])
    >>> ids.give("cap"), ids.give("cap"), ids.give("fee")
    ('cap#2', 'cap#3', 'fee')
    """

    def __init__(self, taken: Iterable[str] = (), separator: str = "#") -> None:
        """Start from the ids that are taken."""
        self._taken = set(taken)
        self._separator = separator
        self._last: dict[str, int] = {}

    def __contains__(self, id: str) -> bool:
        """Whether an id is taken."""
        return id in self._taken

    def take(self, id: str) -> None:
        """Take an id, whether or not something has it."""
        self._taken.add(id)

    def give(self, wish: str) -> str:
        """The id, or if it is taken the first of ``id#2``, ``id#3`` … that is not; it is taken from now on."""
        found, n = wish, self._last.get(wish, 1)
        while found in self._taken:
            n += 1
            found = f"{wish}{self._separator}{n}"
        self._last[wish] = n
        self._taken.add(found)
        return found
