"""What records refer to, derived from what their fields declare: followed, renamed and removed in one place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import NOTHING, evolve

from argmap.model.parts import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from argmap.model.fields import Referent


class ReferenceField(NamedTuple):
    """A field that holds ids.

    Attributes:
        name: The field's name.
        to: What the ids refer to.
        or_name: Whether it may hold a name instead, which refers to nothing.
        several: Whether it holds a tuple of ids.
        required: Whether its record is nothing without it.
    """

    name: str
    to: Referent
    or_name: bool
    several: bool
    required: bool

    def ids(self, record: Any) -> tuple[str, ...]:
        """The ids that a record has in this field."""
        value = getattr(record, self.name)
        return value if self.several else () if value is None else (value,)


class PartField(NamedTuple):
    """A field that holds records inside its record: quotes, wordings, figures.

    Attributes:
        name: The field's name.
        kind: The type of these records.
        several: Whether it holds a tuple of them.
    """

    name: str
    kind: Any
    several: bool

    def parts(self, record: Any) -> tuple[Any, ...]:
        """The records that a record has in this field."""
        value = getattr(record, self.name)
        return value if self.several else () if value is None else (value,)


@cache
def reference_fields(kind: Any) -> tuple[ReferenceField, ...]:
    """The fields of a type of record that hold ids of other records."""
    return tuple(
        [
            ReferenceField(
                a.name, a.metadata["refers_to"], a.metadata["or_name"], a.default == (), a.default is NOTHING
            )
            for a in kind.__attrs_attrs__
            if "refers_to" in a.metadata
        ]
    )


@cache
def part_fields(kind: Any) -> tuple[PartField, ...]:
    """The fields of a type of record that hold records inside it."""
    attributes = [a for a in kind.__attrs_attrs__ if "part" in a.metadata]
    return tuple([PartField(a.name, a.metadata["part"], a.default == ()) for a in attributes])


def with_parts(record: Any) -> Iterator[Any]:
    """A record and all records inside it; they nest as deep as their types do."""
    yield record
    for field in part_fields(record.__class__):
        for part in field.parts(record):
            yield from with_parts(part)


def quotes_in(record: Any) -> Iterator[Quote]:
    """Every quote of a record, also those of its wordings and figures."""
    return (part for part in with_parts(record) if isinstance(part, Quote))


def cited(record: Any) -> set[str]:
    """The ids that a record and the records inside it refer to."""
    found: set[str] = set()
    for name, _, or_name, several, _ in reference_fields(record.__class__):
        if (value := getattr(record, name)) and not or_name:
            found.update(value if several else (value,))
    for field in part_fields(record.__class__):
        for part in field.parts(record):
            found |= cited(part)
    return found


def changed(record: Any, change: Callable[[Any], Any]) -> Any:
    """The record with each record inside it changed, and then itself; one that becomes None is left out."""
    new: dict[str, Any] = {}
    for field in part_fields(record.__class__):
        parts = [changed(part, change) for part in field.parts(record)]
        if parts:
            left = tuple([part for part in parts if part is not None])
            new[field.name] = left if field.several else (left or (None,))[0]
    return change(evolve(record, **new) if new else record)


def detached(record: Any, removed: Collection[str]) -> Any:
    """The record without what refers to removed records."""

    def detach(part: Any) -> Any:
        new: dict[str, Any] = {}
        for field in reference_fields(part.__class__):
            if field.or_name or not any(i in removed for i in field.ids(part)):
                continue
            if field.required:
                return None
            new[field.name] = [i for i in field.ids(part) if i not in removed] if field.several else None
        return evolve(part, **new) if new else part

    return changed(record, detach)


def renamed(record: Any, ids: Mapping[str, str]) -> Any:
    """The record with new ids for those that have one, in all that it refers to and for itself."""

    def rename(part: Any) -> Any:
        new: dict[str, Any] = {"id": ids[part.id]} if getattr(part, "id", None) in ids else {}
        for field in reference_fields(part.__class__):
            old = field.ids(part)
            if any(i in ids for i in old):
                named = [ids.get(i, i) for i in old]
                new[field.name] = named if field.several else named[0]
        return evolve(part, **new) if new else part

    return changed(record, rename) if ids else record
