"""What callers give to public functions, and what they get.

Numbers of any kind become plain ones, other types are refused, and values that cannot change say what to do instead.
"""

from __future__ import annotations

import math
from enum import StrEnum
from functools import wraps
from numbers import Complex, Integral, Number, Rational, Real
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import NOTHING

from argmap.errors import ArgmapError, FileError, ReadOnlyError, RecordError, unknown_name
from argmap.messages import nearest, shown

if TYPE_CHECKING:
    from typing import Self

Problem = TypeVar("Problem", bound=ArgmapError)


def misfit(value: object, wanted: str, kind: type[Problem], **about: Any) -> Problem:
    """The error for a value of another type than what is wanted: "a Quote is", "ids are".

    >>> print(misfit(3, "a Quote is", ArgmapError))
    found an int where a Quote is expected
    """
    name = "None" if value is None else type(value).__name__
    article = "" if value is None else "an " if name[0] in "AEIOUaeiou" else "a "
    return kind(f"found {article}{name} where {wanted} expected", **{"found": value, **about})


def must_be(value: object, kind: type | tuple[type, ...], what: str, **about: Any) -> None:
    """Refuse a value of another type.

    Args:
        value: The value.
        kind: The type that it must have, or several.
        what: What it must be, in words: "a Source".
        **about: Fields of the error, such as its hint.

    Raises:
        ArgmapError: It has another type.
    """
    if not isinstance(value, kind):
        raise misfit(value, f"{what} is", ArgmapError, **{"expected": what, **about})


def must_be_flag(value: object, name: str) -> None:
    """Refuse what is neither True nor False, as "no" would count as true.

    Raises:
        ArgmapError: It is something else.
    """
    if value is not True and value is not False:
        raise misfit(value, f"True or False for {name!r} is", ArgmapError, expected="True or False")


def plain(value: object) -> int | float | None:
    """A finite number as one of Python's own; None if it is none, or 1.8e308 or more.

    Numbers of numpy, decimals and fractions are numbers; true and false are none.

    >>> from decimal import Decimal
    >>> plain(Decimal("0.5")), plain(Decimal(3)), plain(True), plain("3")
    (0.5, 3, None, None)
    """
    try:
        if type(value) is int or type(value) is float:
            return value if math.isfinite(value) else None
        return _converted(value) if _is_number(value) else None
    except (ArithmeticError, ValueError, TypeError):
        return None


def _is_number(value: object) -> bool:
    """Whether it is a number on a line: neither true or false nor complex."""
    return isinstance(value, Number) and (isinstance(value, Real) or not isinstance(value, Complex))


def _converted(number: Any) -> int | float | None:
    near = float(number)
    if isinstance(number, bool) or not math.isfinite(near):
        return None
    inexact = isinstance(number, Real) and not isinstance(number, Rational)
    return near if inexact or int(number) != number else int(number)  # decimals and fractions may be whole


def whole(value: object) -> int | None:
    """A whole number as an integer of Python; None if it is none, such as 3.0 or true."""
    if type(value) is int:
        return value
    return None if isinstance(value, bool) or not isinstance(value, Integral) else int(value)


def file_name(path: object, what: str = "the path of a file") -> str:
    """A path as text.

    Raises:
        FileError: It is no path.

    >>> file_name(3)
    Traceback (most recent call last):
    argmap.errors.FileError: found an int where the path of a file is expected
    """
    spelled = (
        None if isinstance(path, str) else getattr(type(path), "__fspath__", None)
    )  # quicker than ``PathLike``
    name = path if spelled is None else spelled(path)
    if isinstance(name, str):
        if not name:
            raise FileError("the path is empty", found=name, expected=what)
        return str(name)
    hint = "pass its name, or to loads() what it reads" if hasattr(path, "read") else ""
    raise misfit(path, f"{what} is", FileError, expected=what, hint=hint)


class Vocabulary(StrEnum):
    """Words of which a field or an option holds one; anything else is an error that lists them."""

    @classmethod
    def of(cls, word: object) -> Self:
        """The member that a word names.

        Raises:
            ArgmapError: There is none.
        """
        if type(word) is cls:
            return word
        found = (cls._value2member_map_.get(word) or cls.meant(word)) if isinstance(word, str) else None
        if not isinstance(found, cls):
            raise cls.unknown(word)
        return found

    @classmethod
    def meant(cls, word: str) -> Self | None:  # noqa: ARG003 - for vocabularies that have other words
        """The member that a word means without being its name; None if there is none."""
        return None

    @classmethod
    def _missing_(cls, value: object) -> Self:
        found = cls.meant(value) if isinstance(value, str) else None
        if found is None:
            raise cls.unknown(value)
        return found

    @classmethod
    def unknown(cls, word: object) -> ArgmapError:
        """The error for what is none of the words."""
        name = cls.__name__.removesuffix("Kind").lower()
        what = f"kind of {name}" if cls.__name__.endswith("Kind") else name
        return unknown_name(what, word, cls, RecordError)


class Frozen:
    """A value whose fields are named by errors of argmap, whether they are given in vain or set."""

    __slots__ = ()
    __attrs_attrs__: ClassVar[tuple[Any, ...]]
    _BY_NAME: ClassVar = "name the others"
    _INSTEAD: ClassVar = "attrs.evolve(…, {}=…) makes another one"
    _REFUSAL: ClassVar[type[ArgmapError]] = RecordError

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


def _refuse(kind: type[Frozen], values: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Refuse a field that a type does not have, and more values than it takes by position."""
    known = [a.name for a in kind.__attrs_attrs__ if a.init]
    by_position = [a.name for a in kind.__attrs_attrs__ if a.init and not a.kw_only]
    for name in named:
        if name not in known:
            raise kind._REFUSAL(  # noqa: SLF001
                f"{kind.__name__} has no field {shown(name)}, expected one of: {', '.join(known)}",
                found=name,
                expected=", ".join(known),
                nearest=nearest(name, known),
            ) from None
    if len(values) > len(by_position):
        most = f"{len(by_position)} values by position ({', '.join(by_position)})"
        raise kind._REFUSAL(  # noqa: SLF001
            f"{kind.__name__} takes {most if by_position else 'no values by position'}, found {len(values)}",
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
