"""What a field may hold: converters that accept what is convenient and refuse the rest, and what its ids refer to."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Literal, Protocol, TypeVar

from argmap.errors import RecordError, unknown_name
from argmap.messages import shown
from argmap.model.data import _refuse_surrogates
from argmap.model.kinds import (
    QUALIFIERS,
    ClaimKind,
    EvidenceKind,
    Fidelity,
    Qualifier,
    RelationKind,
    Role,
)

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
DATE = re.compile(r"-?[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")

MADE_BY = {"Quote": "source.quote(words) makes one", "Quantity": "such as Quantity(81, 'percent')"}

Member = TypeVar("Member", bound=StrEnum)


Referent = Literal["party", "source", "section", "argument", "element"]


def refers_to(record: Referent, *, or_name: bool = False) -> dict[str, Any]:
    """The metadata of a field that holds ids; all that follows, renames or removes references reads it.

    Args:
        record: The type of record that the ids name; an element is whatever a relation may join.
        or_name: Whether the field may hold a name in place of an id, which nothing has to know.
    """
    return {"refers_to": record, "or_name": or_name}


def holds(part: type[Any]) -> dict[str, Any]:
    """The metadata of a field that holds records inside its record, such as quotes."""
    return {"part": part}


TO_PARTY = refers_to("party")
TO_PARTY_OR_NAME = refers_to("party", or_name=True)
TO_SOURCE = refers_to("source")
TO_SECTION = refers_to("section")
TO_ARGUMENT = refers_to("argument")
TO_ELEMENT = refers_to("element")


class HasId(Protocol):
    """Any record: something with an ``id``."""

    @property
    def id(self) -> str:
        """The record's id."""


def identifier(value: str) -> str:
    """A non-empty string without control characters."""
    if type(value) is str and value and value.isascii() and value.isprintable():
        return value  # the usual case, decided in C
    if not isinstance(value, str):
        raise _not_a_string("id", value)
    if not value:
        raise RecordError("id is empty", found=value, expected="a non-empty string")
    if control := CONTROL.search(value):
        raise RecordError(
            f"id {shown(value)} holds the control character {control.group()!r}",
            found=value,
            expected="a string without control characters",
        )
    return words(value)


def words(value: str) -> str:
    """Any text that UTF-8 can write."""
    if type(value) is str and value.isascii():
        return value
    if not isinstance(value, str):
        raise _not_a_string("text", value)
    if not value.isascii():
        _refuse_surrogates(value)
    return str(value)


def reference(value: str | HasId | None) -> str | None:
    """The id of a record, or an id itself."""
    if value is None:
        return None
    return identifier(value if isinstance(value, str) else _id_of(value))


def references(value: str | HasId | Iterable[str | HasId]) -> tuple[str, ...]:
    """The ids of one record or of several, in order."""
    if value == ():
        return ()
    if isinstance(value, str):
        return (identifier(value),)
    single = getattr(value, "id", None)
    if single is not None:
        return (identifier(single),)
    return tuple([identifier(v if isinstance(v, str) else _id_of(v)) for v in _iterable(value, "ids")])


def publisher(value: str | HasId) -> str:
    """A publisher's name, or the id of the party that published."""
    return words(value if isinstance(value, str) else _id_of(value))


def strings(value: str | Iterable[str]) -> tuple[str, ...]:
    """One string or several, in order."""
    if value == ():
        return ()
    items = (value,) if isinstance(value, str) else _iterable(value, "strings")
    return tuple([words(v) for v in items])


def weight(value: float | None) -> float | None:
    """A finite number, or None where no weight was given."""
    return None if value is None else float(number(value, "weight"))


def number(value: float, what: str) -> int | float:
    """A finite integer or floating point number of less than 1.8e308."""
    try:
        if type(value) is not bool and isinstance(value, (int, float)) and math.isfinite(value):
            return int(value) if isinstance(value, int) else float(value)
    except OverflowError:
        pass
    raise RecordError(
        f"{what} must be a finite number, not {shown(value)}", found=value, expected="a finite number"
    )


def offset(value: int | None) -> int | None:
    """A code point offset, or None if the place is not known."""
    if value is None or (type(value) is int and value >= 0):
        return value
    raise RecordError(f"offset must be 0 or more code points, not {shown(value)}", found=value)


def role(value: str | None) -> Role | None:
    """A party's role."""
    return None if value is None else _known(Role, value, "role")


def claim_kind(value: str | None) -> ClaimKind | None:
    """A claim's kind."""
    return None if value is None else _known(ClaimKind, value, "kind of claim")


def evidence_kind(value: str | None) -> EvidenceKind | None:
    """A kind of evidence."""
    return None if value is None else _known(EvidenceKind, value, "kind of evidence")


def fidelity(value: str | None) -> Fidelity | None:
    """A quote's fidelity."""
    return None if value is None else _known(Fidelity, value, "fidelity")


def relation_kind(value: str) -> RelationKind:
    """A relation's kind; never guessed."""
    return _known(RelationKind, value, "kind of relation")


def qualifier(value: str) -> Qualifier:
    """A figure's qualifier, or words that mean the same as one."""
    known = QUALIFIERS.get(value.lower()) if isinstance(value, str) else None
    return _known(Qualifier, value, "qualifier") if known is None else known


def records(value: Iterable[Any]) -> tuple[Any, ...]:
    """Several records, in order."""
    return value if type(value) is tuple else tuple(_iterable(value, "records"))


def each(kind: type[Any], value: Any) -> tuple[Any, ...]:
    """One ``kind`` or several, in order."""
    if value == ():
        return ()
    items = (value,) if isinstance(value, kind) else tuple(_iterable(value, f"{kind.__name__} records"))
    for item in items:
        if not isinstance(item, kind):
            name = kind.__name__
            hint = MADE_BY.get(name, "")
            raise misfit(item, f"a {name} is", expected=f"{name} records", hint=hint)
    return items


def _id_of(value: HasId) -> str:
    try:
        return value.id
    except AttributeError:
        raise misfit(value, "a record or its id is") from None


def _iterable(value: Any, what: str) -> Iterable[Any]:
    if isinstance(value, Iterable):
        return value
    raise misfit(value, f"{what} are", expected=what)


def misfit(value: object, wanted: str, **about: Any) -> RecordError:
    """The error for a value of another type than what is wanted: "a Quote is", "ids are"."""
    return RecordError(f"found a {type(value).__name__} where {wanted} expected", found=value, **about)


def _not_a_string(what: str, value: object) -> RecordError:
    message = f"{what} must be a string, not {type(value).__name__}"
    return RecordError(message, found=value, expected="a string")


def _known(kind: type[Member], value: str, what: str) -> Member:
    if type(value) is kind:
        return value
    try:
        return kind(value)
    except ValueError:
        raise unknown_name(what, value, kind, RecordError) from None
