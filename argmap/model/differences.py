"""What differs between two records or maps, field by field, and values as their author would write them."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import NOTHING

from argmap.messages import LONGEST_SHOWN, shown
from argmap.model.accepted import AcceptedFinding
from argmap.model.data import Data
from argmap.model.map import ArgumentMap
from argmap.model.parts import Quote
from argmap.model.records import COLLECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator


class Difference(NamedTuple):
    """A field in which two records of one type differ, or two maps.

    Attributes:
        field: The name of the field.
        old: Its value in the first.
        new: Its value in the second.
    """

    field: str
    old: Any
    new: Any


@cache
def content_fields(kind: Any) -> tuple[str, ...]:
    """The fields of a type of record but for its id, or those of a map that are about all of it."""
    if kind is ArgumentMap:
        records = COLLECTIONS.values()
        return tuple([a.name for a in kind.__attrs_attrs__ if a.init and a.name not in records])
    return tuple([a.name for a in kind.__attrs_attrs__ if a.name != "id"])


def differences(old: Any, new: Any) -> Iterator[Difference]:
    """The fields in which two records of one type differ aside from their ids, or two maps aside from their records.

    >>> from argmap import Claim
    >>> [*differences(Claim("cap", "Rents should fall."), Claim("cap", "Rents should fall.", by="council"))]
    [Difference(field='by', old=None, new='council')]
    """
    for name in content_fields(old.__class__):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Difference(name, before, after)


def default_of(kind: Any, name: str) -> Any:
    """The value of a field that was not given; None where one has to be."""
    default = next(a.default for a in kind.__attrs_attrs__ if a.name == name)
    return default if default is not NOTHING else None


def in_words(value: Any) -> str:
    """A value of a field as its author would write it, without the names of types."""
    if isinstance(value, StrEnum):
        return shown(str(value))
    if isinstance(value, Quote):
        return shown(value.exact)
    if isinstance(value, AcceptedFinding):
        return f"{shown(value.code)} of {in_words(value.ids)}"
    if isinstance(value, Data):
        return shown(value.thaw())
    if isinstance(value, tuple) and value:
        text = ", ".join(map(in_words, value))
        return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return shown(value)
