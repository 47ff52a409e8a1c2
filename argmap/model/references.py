"""What records refer to, derived from what their fields declare: followed, renamed and removed in one place."""

from __future__ import annotations

from functools import cache
from itertools import compress
from operator import attrgetter, not_
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import NOTHING, evolve

from argmap.model.fields import references
from argmap.model.parts import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet


class RecordField(NamedTuple):
    """A field that holds ids of other records, or records inside its record: quotes, wordings, figures.

    Attributes:
        name: The field's name.
        of: What its ids refer to, or the type of the records inside.
        several: Whether it holds a tuple of them.
        required: Whether its record is nothing without it.
    """

    name: str
    of: Any
    several: bool
    required: bool

    def values(self, record: Any) -> tuple[Any, ...]:
        """The ids or records that a record has in this field."""
        value = getattr(record, self.name)
        return value if self.several else () if value is None else (value,)


@cache
def reference_fields(kind: Any, *, or_names: bool = False) -> tuple[RecordField, ...]:
    """The fields of a type of record that hold ids of other records, if need be those too that may hold names."""
    return tuple([f for a, f in _declared(kind, "refers_to") if or_names or not a.metadata["or_name"]])


@cache
def part_fields(kind: Any) -> tuple[RecordField, ...]:
    """The fields of a type of record that hold records inside it."""
    return tuple([f for _, f in _declared(kind, "part")])


def _declared(kind: Any, key: str) -> Iterator[tuple[Any, RecordField]]:
    for a in kind.__attrs_attrs__:
        if key in a.metadata:
            several = a.default == () or a.converter is references
            yield a, RecordField(a.name, a.metadata[key], several, a.default is NOTHING)


def with_parts(record: Any) -> Iterator[Any]:
    """A record and all records inside it; they nest as deep as their types do."""
    yield record
    for field in part_fields(record.__class__):
        for part in field.values(record):
            yield from with_parts(part)


def quotes_in(record: Any) -> Iterator[Quote]:
    """Every quote of a record, also those of its wordings and figures."""
    return (part for part in with_parts(record) if isinstance(part, Quote))


def cited(record: Any) -> set[str]:
    """The ids that a record and the records inside it refer to."""
    return {
        i for part in with_parts(record) for f in reference_fields(part.__class__) for i in f.values(part)
    }


def citing(kind: Any, records: Sequence[Any], ids: AbstractSet[str]) -> set[str]:
    """The ids of those records of a type that refer to one of ``ids``; each field is one column, decided in C."""
    found: list[Any] = []
    for field in reference_fields(kind):
        column = map(attrgetter(field.name), records)
        others = map(ids.isdisjoint, column if field.several else zip(column, strict=True))
        found += compress(records, map(not_, others))
    for inside in part_fields(kind):
        holders = compress(records, map(attrgetter(inside.name), records))
        found += [r for r in holders if not all(ids.isdisjoint(cited(part)) for part in inside.values(r))]
    return {record.id for record in found}


def changed(record: Any, change: Callable[[Any], Any]) -> Any:
    """The record with each record inside it changed, and then itself; one that becomes None is left out."""
    new: dict[str, Any] = {}
    for field in part_fields(record.__class__):
        parts = [changed(part, change) for part in field.values(record)]
        if parts:
            left = tuple([part for part in parts if part is not None])
            new[field.name] = left if field.several else (left or (None,))[0]
    return change(evolve(record, **new) if new else record)


def detached(record: Any, removed: AbstractSet[str]) -> Any:
    """The record without what refers to removed records."""

    def detach(part: Any) -> Any:
        new: dict[str, Any] = {}
        for field in reference_fields(part.__class__):
            if removed.isdisjoint(field.values(part)):
                continue
            if field.required:
                return None
            new[field.name] = [i for i in field.values(part) if i not in removed] if field.several else None
        return evolve(part, **new) if new else part

    return changed(record, detach)


def renamed(record: Any, ids: Mapping[str, str]) -> Any:
    """The record with new ids for those that have one, in all that it refers to and for itself."""

    def rename(part: Any) -> Any:
        new: dict[str, Any] = {"id": ids[part.id]} if getattr(part, "id", None) in ids else {}
        for field in reference_fields(part.__class__, or_names=True):
            old = field.values(part)
            if not ids.keys().isdisjoint(old):
                named = [ids.get(i, i) for i in old]
                new[field.name] = named if field.several else named[0]
        return evolve(part, **new) if new else part

    return changed(record, rename) if ids else record
