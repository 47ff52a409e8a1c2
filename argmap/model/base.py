"""How records print: as the call that makes them."""

from __future__ import annotations

from attrs import NOTHING

from argmap.values import Frozen


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
