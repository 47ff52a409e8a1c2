"""Misspelt keywords of records: told with the nearest field, as misspelt keys in files are."""

from __future__ import annotations

from functools import wraps
from typing import Any, TypeVar

from argmap.errors import RecordError
from argmap.messages import nearest

Kind = TypeVar("Kind", bound=type[Any])


def telling(kind: Kind) -> Kind:
    """A type of records that says which keyword it does not know, and which one it may have been."""
    make = kind.__init__  # the one that attrs wrote
    known = [a.name for a in kind.__attrs_attrs__]

    @wraps(make)
    def made(self: Any, *values: Any, **named: Any) -> None:
        try:
            make(self, *values, **named)
        except TypeError:
            for name in named:
                if name not in known:
                    raise RecordError(
                        f"{kind.__name__} has no field {name!r}, expected one of: {', '.join(known)}",
                        found=name,
                        expected=", ".join(known),
                        nearest=nearest(name, known),
                    ) from None
            raise

    kind.__init__ = made
    return kind
