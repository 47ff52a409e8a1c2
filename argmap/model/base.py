"""What records and maps have in common: how records print, and the errors for fields that cannot be given or set."""

from __future__ import annotations

from functools import wraps
from typing import Any, ClassVar

from attrs import NOTHING

from argmap.errors import ReadOnlyError, RecordError
from argmap.messages import nearest, shown


class Frozen:
    """A value whose fields are named by errors of argmap, whether they are given in vain or set."""

    __slots__ = ()
    __attrs_attrs__: ClassVar[tuple[Any, ...]]
    _BY_NAME: ClassVar = "name the others"
    _INSTEAD: ClassVar = "attrs.evolve(…, {}=…) makes another one"

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Put errors that say what to do in the place of those of Python."""
        make: Any = cls.__init__  # the one that attrs wrote

        @wraps(make)
        def made(self: Any, *values: Any, **named: Any) -> None:
            try:
                make(self, *values, **named)
            except TypeError:
                _refuse(cls, values, named)
                raise

        cls.__init__ = made  # type: ignore[method-assign]
        cls.__setattr__ = cls.__delattr__ = _read_only  # type: ignore[assignment, method-assign]


class RecordBase(Frozen):
    """Every record prints as the call that makes it, without the fields left at their defaults."""

    __slots__ = ()

    def __repr__(self) -> str:
        parts, named = [], False
        for a in type(self).__attrs_attrs__:
            value = getattr(self, a.name)
            if value != a.default or a.default is NOTHING:
                text = repr(str(value)) if isinstance(value, str) else repr(value)
                parts.append(f"{a.name}={text}" if named or a.kw_only else text)
            else:
                named = True  # what follows is not at its position
        return f"{type(self).__name__}({', '.join(parts)})"


def _refuse(kind: type[Frozen], values: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Refuse a field that a type does not have, and more values than it takes by position."""
    known = [a.name for a in kind.__attrs_attrs__ if a.init]
    by_position = [a.name for a in kind.__attrs_attrs__ if a.init and not a.kw_only]
    for name in named:
        if name not in known:
            raise RecordError(
                f"{kind.__name__} has no field {shown(name)}, expected one of: {', '.join(known)}",
                found=name,
                expected=", ".join(known),
                nearest=nearest(name, known),
            ) from None
    if len(values) > len(by_position):
        raise RecordError(
            f"{kind.__name__} takes {len(by_position)} values by position ({', '.join(by_position)}), "
            f"found {len(values)}",
            found=values,
            expected=", ".join(by_position),
            hint=kind._BY_NAME,  # noqa: SLF001
        ) from None


def _read_only(self: Frozen, name: str, value: object = NOTHING) -> None:  # noqa: ARG001 - of no use
    kind = type(self).__name__
    known = [a.name for a in self.__attrs_attrs__ if a.init]
    if name in known:
        hint = self._INSTEAD.format(name)
        raise ReadOnlyError(f"the field {name!r} of {kind} cannot be set", found=name, hint=hint)
    raise ReadOnlyError(
        f"{kind} has no field {shown(name)}, and no field can be set",
        found=name,
        expected=", ".join(known),
        nearest=nearest(name, known),
    )
