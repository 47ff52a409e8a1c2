"""What records refer to, derived from what their fields declare: followed, renamed and removed in one place."""

from __future__ import annotations

from functools import cache
from itertools import compress
from operator import attrgetter, not_
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import NOTHING, evolve

from argmap.model.parts import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from argmap.model.fields import Referent


class ReferenceField(NamedTuple):
    """A field that holds ids.

    Attributes:
        name: The field's name.
        to: What the ids refer to.
        several: Whether it holds a tuple of ids.
        required: Whether its record is nothing without it.
    """

    name: str
    to: Referent
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
def reference_fields(kind: Any, *, or_names: bool = False) -> tuple[ReferenceField, ...]:
    """The fields of a type of record that hold ids of other records, if need be those too that may hold names."""
    return tuple(
        [
            ReferenceField(a.name, a.metadata["refers_to"], a.default == (), a.default is NOTHING)
            for a in kind.__attrs_attrs__
            if "refers_to" in a.metadata and (or_names or not a.metadata["or_name"])
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
    return {i for part in with_parts(record) for f in reference_fields(part.__class__) for i in f.ids(part)}


def citing(kind: Any, records: Sequence[Any], ids: AbstractSet[str]) -> set[str]:
    """The ids of those records of a type that refer to one of ``ids``; each field is one column, decided in C."""
    found: list[Any] = []
    for field in reference_fields(kind):
        column = map(attrgetter(field.name), records)
        others = map(ids.isdisjoint, column if field.several else zip(column, strict=True))
        found += compress(records, map(not_, others))
    for inside in part_fields(kind):
        holders = compress(records, map(attrgetter(inside.name), records))
        found += [r for r in holders if not all(ids.isdisjoint(cited(part)) for part in inside.parts(r))]
    return {record.id for record in found}


def changed(record: Any, change: Callable[[Any], Any]) -> Any:
    """The record with each record inside it changed, and then itself; one that becomes None is left out."""
    new: dict[str, Any] = {}
    for field in part_fields(record.__class__):
        parts = [changed(part, change) for part in field.parts(record)]
        if parts:
            left = tuple([part for part in parts if part is not None])
            new[field.name] = left if field.several else (left or (None,))[0]
    return change(evolve(record, **new) if new else record)


def detached(record: Any, removed: AbstractSet[str]) -> Any:
    """The record without what refers to removed records."""

    def detach(part: Any) -> Any:
        new: dict[str, Any] = {}
        for field in reference_fields(part.__class__):
            if removed.isdisjoint(field.ids(part)):
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
        for field in reference_fields(part.__class__, or_names=True):
            old = field.ids(part)
            if not ids.keys().isdisjoint(old):
                named = [ids.get(i, i) for i in old]
                new[field.name] = named if field.several else named[0]
        return evolve(part, **new) if new else part

    return changed(record, rename) if ids else record
