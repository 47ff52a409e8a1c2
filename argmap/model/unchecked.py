"""Records of values that were checked already, made without the converters of their fields.

Readers that check all values of a file at once make records in this way, several times faster than by calling their
type, which checks every value for itself. Nothing is converted and nothing refused: a value has to be what the field
would hold.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import attr

if TYPE_CHECKING:
    from collections.abc import Iterable


@cache
def unchecked(kind: Any, *names: str) -> Any:
    """A type with the very slots of a type of records, which takes the values of these fields by position.

    The other fields have their defaults. What it makes can be changed until it is sealed, before anyone else sees it.

    >>> from argmap.model import Claim
    >>> claim = unchecked(Claim, "id", "text")
    >>> sealed([claim("cap", "Rents should be capped.")], Claim)
    (Claim('cap', 'Rents should be capped.'),)
    """
    fields = {name: attr.ib() for name in names}
    fields |= {a.name: attr.ib(default=a.default) for a in kind.__attrs_attrs__ if a.name not in names}
    body = {
        "__slots__": (),
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
        "__attrs_post_init__": None,
        "__attrs_init_subclass__": None,
    }
    twin = type(kind.__name__, (kind,), body)
    return attr.s(twin, these=fields, slots=True, weakref_slot=False, eq=False, repr=False)


def sealed(records: Iterable[Any], kind: Any) -> tuple[Any, ...]:
    """The records, from now on of the type that cannot be changed."""
    made = tuple(records)
    for record in made:
        record.__class__ = kind
    return made
