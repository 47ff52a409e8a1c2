"""Stretches of a text: what is taken already, and what lies outside others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class Span(Protocol):
    """Anything that begins and ends somewhere in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


One = TypeVar("One", bound=Span)


class Taken:
    """The places of a text that are taken, asked and added in a time that does not grow with how many there are.

    >>> taken = Taken(20)
    >>> taken.take(3, 8), taken.take(7, 9), taken.take(8, 9)
    (True, False, True)
    """

    __slots__ = ("_places",)

    def __init__(self, size: int) -> None:
        self._places = bytearray(size)

    def take(self, start: int, end: int) -> bool:
        """Take a stretch, if none of it is taken yet; whether it was."""
        if 1 in self._places[start:end]:
            return False
        self._places[start:end] = b"\1" * (end - start)
        return True


def outside(spans: Iterable[One], others: Iterable[Span]) -> tuple[One, ...]:
    """The spans that overlap none of the others; both in order, the others apart from each other."""
    left: list[One] = []
    waiting = iter(others)
    other = next(waiting, None)
    for span in spans:
        while other is not None and other.end <= span.start:
            other = next(waiting, None)
        if other is None or span.end <= other.start:
            left.append(span)
    return tuple(left)
