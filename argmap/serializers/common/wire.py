"""Wire types for the records, and moving records in and out of them a column at a time.

msgspec decodes JSON into its own structs about five times faster than into attrs classes, refuses
unknown keys only for structs, and leaves defaults out only when it writes structs.
"""

from __future__ import annotations

from functools import cache, partial
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import msgspec
from attrs import NOTHING

from argmap.errors import ArgmapError
from argmap.model import AcceptedFinding, Data, Quantity, Quote
from argmap.model.data import EMPTY
from argmap.model.parts import impossible_span
from argmap.model.references import part_fields
from argmap.model.unchecked import sealed, unchecked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from argmap.model.references import RecordField

Identifier = Annotated[str, msgspec.Meta(min_length=1)]
Offset = Annotated[int, msgspec.Meta(ge=0)]


@cache
def fields_of(kind: Any) -> dict[str, Any]:
    """The fields of a record type and their types, ``kind`` early and ``data`` last."""
    rank = {"id": -2, "kind": -1, "data": 1}
    names = sorted((a.name for a in kind.__attrs_attrs__), key=lambda name: rank.get(name, 0))
    hints = get_type_hints(kind)
    return {name: hints[name] for name in names}


@cache
def wire(kind: Any) -> type[msgspec.Struct]:
    """The struct that a record of this type is on the wire."""
    defaults = {a.name: a.default for a in kind.__attrs_attrs__}
    fields: list[Any] = []
    for name, hint in fields_of(kind).items():
        if defaults[name] is NOTHING:
            fields.append((name, _on_wire(kind, name, hint)))
        elif hint is Data:
            fields.append((name, dict[str, Any] | None, None))
        else:
            fields.append((name, _on_wire(kind, name, hint), "" if name == "sha256" else defaults[name]))
    return msgspec.defstruct(
        kind.__name__,
        sorted(fields, key=len),
        omit_defaults=True,
        forbid_unknown_fields=True,
        gc=False,
        namespace={"__doc__": (kind.__doc__ or "").partition("\n")[0]},
    )


def _on_wire(kind: Any, name: str, hint: Any) -> Any:
    """The type of a field on the wire, by its type in the record."""
    if name in ("id", "source"):
        return Identifier
    if name in ("start", "end"):
        return Offset | None
    part = _parts(kind).get(name)
    if part is None:
        return hint
    inner = wire(part.of)
    return tuple[inner, ...] if part.several else inner | None  # type: ignore[valid-type]


@cache
def _parts(kind: Any) -> dict[str, RecordField]:
    return {field.name: field for field in part_fields(kind)}


def to_wire(kind: Any, records: Sequence[Any]) -> list[Any]:
    """The structs of many records of one type, in order."""
    struct = wire(kind)
    hints = fields_of(kind)
    columns = []
    for name in struct.__struct_fields__:
        column = list(map(attrgetter(name), records))
        if hints[name] is Data:
            column = [data.thaw() if data else None for data in column]
        elif part := _parts(kind).get(name):
            column = _nested(column, partial(to_wire, part.of))
        columns.append(column)
    return list(map(struct, *columns))


def from_wire(kind: Any, structs: Sequence[Any], problems: list[tuple[int, ArgmapError]]) -> list[Any]:
    """The records of many structs of one type, in order.

    What a record may not hold although its types are right is added to ``problems``, with the
    position of the struct it came from and the path within.
    """
    if not structs:
        return []
    columns = {}
    freeze = {a.name: a.converter for a in kind.__attrs_attrs__}
    for name, hint in fields_of(kind).items():
        column = list(map(attrgetter(name), structs))
        if hint is Data:
            column = [
                EMPTY if data is None else _checked(problems, n, name, freeze[name], data)
                for n, data in enumerate(column)
            ]
        elif part := _parts(kind).get(name):
            found: list[tuple[int, ArgmapError]] = []
            nested = _nested(column, partial(from_wire, part.of, problems=found))
            if found:
                problems += _owned(found, name, column)
            column = nested
        columns[name] = column
    if kind in (Quantity, AcceptedFinding):  # their rules go beyond types, and there are never many
        rows = zip(*columns.values(), strict=True)
        return [
            _checked(problems, n, "", lambda row=row: kind(**dict(zip(columns, row, strict=True))))
            for n, row in enumerate(rows)
        ]
    records = [*sealed(map(unchecked(kind, *columns), *columns.values()), kind)]
    if kind is Quote:
        problems += [
            (n, impossible_span(q))
            for n, q in enumerate(records)
            if (q.start is None) != (q.end is None) or (q.end or 0) < (q.start or 0)
        ]
    return records


def _nested(column: list[Any], convert: Callable[[list[Any]], list[Any]]) -> list[Any]:
    """Convert the records inside a column all at once, and put them back where they were."""
    if not any(column):
        return column
    converted = iter(convert([part for inner in column for part in _several(inner)]))
    return [
        tuple(islice(converted, len(inner))) if isinstance(inner, tuple) else inner and next(converted)
        for inner in column
    ]


def _several(inner: Any) -> tuple[Any, ...]:
    return inner if isinstance(inner, tuple) else () if inner is None else (inner,)


def _owned(
    found: list[tuple[int, ArgmapError]], name: str, column: list[Any]
) -> Iterator[tuple[int, ArgmapError]]:
    """The problems of the records inside a column, for the records that they are in."""
    owners = [
        (n, f"{name}[{k}]" if isinstance(inner, tuple) else name)
        for n, inner in enumerate(column)
        for k in range(len(_several(inner)))
    ]
    for position, error in found:
        n, path = owners[position]
        error.path = f"{path}.{error.path}" if error.path else path
        yield n, error


def _checked(
    problems: list[tuple[int, ArgmapError]], n: int, path: str, make: Callable[..., Any], *args: Any
) -> Any:
    try:
        return make(*args)
    except ArgmapError as error:
        if not (path and error.path.startswith(path)):  # it may know where in the field
            error.path = path
        problems.append((n, error))
        return None
