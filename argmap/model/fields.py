"""What a field may hold: converters that accept what is convenient and refuse the rest, and what its ids refer to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final, Literal, Protocol

from argmap.errors import RecordError
from argmap.messages import shown
from argmap.model.data import _refuse_surrogates
from argmap.model.kinds import (
    ClaimKind,
    EvidenceKind,
    Fidelity,
    Qualifier,
    RelationKind,
    Role,
)
from argmap.values import misfit as wrong_type
from argmap.values import plain, whole

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
DATE = re.compile(r"-?[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")

NO_ITEMS: Final = ()  # the default of fields that hold several; Python has one empty tuple
MADE_BY: Final = {
    "Quote": "source.quote(words) makes one",
    "Quantity": "such as Quantity(81, 'percent')",
    "records": "ArgumentMap.of(*records) makes a map of records of all types",
}

Referent = Literal["party", "source", "section", "argument", "element", "record"]


def refers_to(record: Referent, *, or_name: bool = False) -> dict[str, Any]:
    """The metadata of a field that holds ids; all that follows, renames or removes references reads it.

    Args:
        record: The type of record that the ids name; an element is whatever a relation may join, a record anything.
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
TO_RECORD = refers_to("record")


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
    return identifier(value if isinstance(value, str) else id_of(value))


def references(value: str | HasId | Iterable[str | HasId]) -> tuple[str, ...]:
    """The ids of one record or of several, in order."""
    if value is NO_ITEMS:
        return NO_ITEMS
    if isinstance(value, str):
        return (identifier(value),)
    single = getattr(value, "id", None)
    if single is not None:
        return (identifier(single),)
    return tuple([identifier(v if isinstance(v, str) else id_of(v)) for v in several(value, "ids")])


def publisher(value: str | HasId) -> str:
    """A publisher's name, or the id of the party that published."""
    return words(value if isinstance(value, str) else id_of(value))


def strings(value: str | Iterable[str]) -> tuple[str, ...]:
    """One string or several, in order."""
    if value is NO_ITEMS:
        return NO_ITEMS
    items = (value,) if isinstance(value, str) else several(value, "strings")
    return tuple([words(v) for v in items])


def weight(value: float | None) -> float | None:
    """A finite number, or None where no weight was given."""
    return None if value is None else float(number(value, "weight"))


def number(value: object, what: str) -> int | float:
    """A finite number of any kind as an integer or floating point number of Python, less than 1.8e308."""
    found = plain(value)
    if found is None:
        raise RecordError(
            f"{what} must be a finite number, not {shown(value)}", found=value, expected="a finite number"
        )
    return found


def offset(value: int | None) -> int | None:
    """A code point offset, or None if the place is not known."""
    if value is None:
        return None
    found = value if type(value) is int else whole(value)
    if found is not None and found >= 0:
        return found
    raise RecordError(
        f"offset must be 0 or more code points, not {shown(value)}",
        found=value,
        expected="a whole number from 0 on",
    )


def role(value: str | None) -> Role | None:
    """A party's role."""
    return None if value is None else Role.of(value)


def claim_kind(value: str | None) -> ClaimKind | None:
    """A claim's kind."""
    return None if value is None else ClaimKind.of(value)


def evidence_kind(value: str | None) -> EvidenceKind | None:
    """A kind of evidence."""
    return None if value is None else EvidenceKind.of(value)


def fidelity(value: str | None) -> Fidelity | None:
    """A quote's fidelity."""
    return None if value is None else Fidelity.of(value)


def relation_kind(value: str) -> RelationKind:
    """A relation's kind; never guessed."""
    return RelationKind.of(value)


def qualifier(value: str) -> Qualifier:
    """A figure's qualifier, or words that mean the same as one."""
    return Qualifier.of(value)


def records(value: Iterable[Any]) -> tuple[Any, ...]:
    """Several records, in order."""
    return several(value, "records")


def each(kind: type[Any], value: Any) -> tuple[Any, ...]:
    """One ``kind`` or several, in order."""
    if value is NO_ITEMS:
        return ()
    items: tuple[Any, ...] = (
        (value,) if isinstance(value, kind) else several(value, f"{kind.__name__} records")
    )
    for item in items:
        if not isinstance(item, kind):
            name = kind.__name__
            hint = MADE_BY.get(name, "")
            raise misfit(item, f"a {name} is", expected=f"{name} records", hint=hint)
    return items


def id_of(value: HasId) -> str:
    """The id of a record."""
    try:
        return value.id
    except AttributeError:
        raise misfit(value, "a record or its id is", expected="a record or its id") from None


def several(value: Any, what: str) -> tuple[Any, ...]:
    """The items of anything that has them in order; a mapping would lose its values, and bytes are numbers."""
    if type(value) is tuple:
        return value
    if type(value) is list:
        return tuple(value)
    items: Iterable[Any] | None = None
    loses = isinstance(value, Mapping) and any(item is not None for item in value.values())
    if not loses and not isinstance(value, (str, bytes, bytearray, memoryview)):
        with suppress(TypeError):
            items = iter(value)
    if items is None:
        raise misfit(value, f"{what} are", expected=what, hint=MADE_BY.get(what, ""))
    return tuple(items)


def misfit(value: object, wanted: str, **about: Any) -> RecordError:
    """The error for a value of another type than what is wanted: "a Quote is", "ids are"."""
    return wrong_type(value, wanted, RecordError, **about)


def _not_a_string(what: str, value: object) -> RecordError:
    message = f"{what} must be a string, not {type(value).__name__}"
    return RecordError(message, found=value, expected="a string")
