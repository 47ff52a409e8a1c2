"""Frozen records of values that were looked at already, made without the converters of their fields."""

from __future__ import annotations

from functools import cache
from itertools import starmap
from typing import TYPE_CHECKING, Any

import attr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@cache
def filling(kind: Any, *names: str) -> Callable[[Iterable[tuple[Any, ...]]], tuple[Any, ...]]:
    """What makes one record for each row of values, in order; fields that are not named have their defaults.

    Readers that look at all values of a file at once make records so, several times faster than by calling the type,
    which looks at every value for itself. Nothing is converted and nothing refused: a value has to be what the field
    would hold.

    Args:
        kind: The type of the records.
        *names: The fields that the rows give.

    >>> from argmap.model import Claim
    >>> filling(Claim, "id", "text")([("cap", "Rents should be capped.")])
    (Claim('cap', 'Rents should be capped.'),)
    """
    unfrozen = _unfrozen(kind, names)

    def filled(rows: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
        records = tuple(starmap(unfrozen, rows))
        for record in records:
            record.__class__ = kind
        return records

    return filled


def _unfrozen(kind: Any, names: tuple[str, ...]) -> Any:
    """A type with the very slots of another that can be set, and without its converters and its last look."""
    defaults = {a.name: a.default for a in kind.__attrs_attrs__}
    fields = {
        **{name: attr.ib() for name in names},
        **{name: attr.ib(default=value) for name, value in defaults.items() if name not in names},
    }
    body = {
        "__slots__": (),
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
        "__attrs_post_init__": None,
    }
    twin = type(kind.__name__, (kind,), body)
    return attr.s(twin, these=fields, slots=True, weakref_slot=False, eq=False, repr=False)
