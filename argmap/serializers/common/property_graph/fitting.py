"""Which attributes of a node or edge are fields of its record: those whose value the field of that name takes."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args

from argmap.errors import ArgmapError
from argmap.model.fields import identifier
from argmap.model.references import reference_fields
from argmap.serializers.common.property_graph.graph import written
from argmap.serializers.common.wire import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from argmap.serializers.common.property_graph.graph import Value

MISFIT: Final = object()


def fitted(kind: Any, name: str, value: Value, ids: Mapping[str, Container[str]]) -> Any:
    """The value of a field for an attribute of its name, or ``MISFIT``.

    Args:
        kind: The type of record.
        name: The name of a field of it.
        value: The value of the attribute.
        ids: The ids that there are, by what fields call them: "party", "section", "argument".

    >>> from argmap.model import Claim
    >>> fitted(Claim, "kind", "Policy", {}), fitted(Claim, "kind", "cites", {}) is MISFIT, fitted(Claim, "text", 3, {})
    ('policy', True, '3')
    """
    referent = _referents(kind).get(name)
    if referent is not None:
        return value if isinstance(value, str) and value in ids.get(referent, ()) else MISFIT
    fit = _fits(kind).get(name)
    return MISFIT if fit is None else fit(value)


@cache
def _referents(kind: Any) -> dict[str, str]:
    """What the fields of a type that hold one id refer to."""
    return {f.name: f.of for f in reference_fields(kind) if not f.several}


@cache
def _fits(kind: Any) -> dict[str, Callable[[Value], Any]]:
    """For each field that holds one word or number: its value for that of an attribute."""
    found: dict[str, Callable[[Value], Any]] = {}
    for name, hint in fields_of(kind).items():
        types = get_args(hint) or (hint,)
        if name == "id":
            found[name] = _identifier
        elif name == "weight":
            found[name] = _number
        elif hint is str:
            found[name] = written
        elif enums := [t for t in types if isinstance(t, type) and issubclass(t, StrEnum)]:
            found[name] = _member(enums[0])
    return found


def _identifier(value: Value) -> Any:
    try:
        return identifier(written(value))
    except ArgmapError:
        return MISFIT


def _number(value: Value) -> Any:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else MISFIT


def _member(enum: type[StrEnum]) -> Callable[[Value], Any]:
    members = {member.value: member.value for member in enum}

    def member(value: Value) -> Any:
        return members.get(value.strip().lower(), MISFIT) if isinstance(value, str) else MISFIT

    return member
