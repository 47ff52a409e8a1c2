"""Slips of the pen: names that are none, but nearly one. Names that programs or authors add look otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.messages import nearest

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

_LETTERS: Final = 2
"""Letters that are wrong, missing, too many or in another order; one in a short name."""

_SHORT: Final = 5


def meant(name: str, known: Iterable[str], there: Container[str] = ()) -> str | None:
    """The known name that an unknown one is probably meant to be; None if it is more likely one of the author's own.

    >>> meant("titel", ["title", "date"]), meant("titel", ["title"], ["title"])
    ('title', None)
    >>> meant("isbn13", ["isbn"]), meant("nonote", ["note"]), meant("lccn", ["issn"])
    (None, None, None)
    """
    names = list(known)
    near = nearest(name, names)
    if near is None or near in there or name.rstrip("0123456789").endswith(tuple(names)):
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only for names that are not known

    return near if OSA.distance(name, near) <= (_LETTERS if len(near) > _SHORT else 1) else None
