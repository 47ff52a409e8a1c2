"""What callers give to public functions: numbers of any kind as plain ones, and the errors for other types."""

from __future__ import annotations

import math
from enum import StrEnum
from numbers import Complex, Integral, Number, Rational, Real
from typing import TYPE_CHECKING, Any, TypeVar

from argmap.errors import ArgmapError, FileError, RecordError, unknown_name

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
