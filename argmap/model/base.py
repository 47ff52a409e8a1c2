"""What all records have in common: how they print, and the error for a field that they do not have."""

from __future__ import annotations

from functools import wraps
from typing import Any, ClassVar

from attrs import NOTHING

from argmap.errors import RecordError
from argmap.messages import nearest


class RecordBase:
    """Every record prints as the call that makes it, without the fields left at their defaults."""

    __slots__ = ()
    __attrs_attrs__: ClassVar[tuple[Any, ...]]

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

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Let the error for an unknown keyword name the nearest field."""
        make: Any = cls.__init__  # the one that attrs wrote
        known = [a.name for a in cls.__attrs_attrs__]

        @wraps(make)
        def made(self: Any, *values: Any, **named: Any) -> None:
            try:
                make(self, *values, **named)
            except TypeError:
                for name in named:
                    if name not in known:
                        raise RecordError(
                            f"{cls.__name__} has no field {name!r}, expected one of: {', '.join(known)}",
                            found=name,
                            expected=", ".join(known),
                            nearest=nearest(name, known),
                        ) from None
                raise

        cls.__init__ = made  # type: ignore[method-assign]
