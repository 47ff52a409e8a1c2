"""Options of readers and writers as words, ``NAME=VALUE``, and what they mean by the types of the options."""

from __future__ import annotations

import math
from collections.abc import Collection
from enum import EnumMeta
from os import PathLike
from pathlib import Path
from types import NoneType, SimpleNamespace, UnionType
from typing import TYPE_CHECKING, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from argmap.errors import ArgmapError, unknown_name
from argmap.messages import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from argmap.exchange.format import Format

_TRUE: Final = ("true", "yes", "on", "1")
_FALSE: Final = ("false", "no", "off", "0")
_NUMBERS: Final[dict[Any, str]] = {int: "a whole number", float: "a number"}


def options_from(row: Format, function: Literal["loads", "dumps"], words: Iterable[str]) -> dict[str, Any]:
    """The options of a format's "loads" or "dumps" from ``NAME=VALUE``; an option with several values is named again.

    Args:
        row: The format.
        function: What the options are for.
        words: Each option with its value.

    Raises:
        ArgmapError: No "=", an option that the format does not have, one that is given twice, or a value that it
            cannot have; the error names the options or values that there are.

    >>> from argmap.exchange.registry import by_name
    >>> options_from(by_name("argdown"), "loads", ["include=yes", "dialect=official"])
    {'include': True, 'dialect': 'official'}
    """
    given: dict[str, list[str]] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            names = ", ".join(sorted(row.options(function))) or "none"
            message = (
                f"found {shown(word)}, expected an option as NAME=VALUE; {row.name!r} has these: {names}"
            )
            raise ArgmapError(message, found=word, expected="NAME=VALUE")
        given.setdefault(name.strip().replace("-", "_"), []).append(value)
    if not given:
        return {}
    row.refuse_unknown(function, given)
    types = row.options(function)
    return {name: _value(name, values, types[name]) for name, values in given.items()}


def type_of(function: Callable[..., Any], name: str) -> Any:
    """The type of a keyword, without None; text where the annotation says nothing that is known when it runs."""
    types = types_of(function, name)
    collections = [type_ for type_ in types if _is_collection(type_)]
    usual = [type_ for type_ in (Path, str) if type_ in types]
    return (collections or usual or types or [str])[0]


def types_of(function: Callable[..., Any], name: str) -> list[Any]:
    """The types of a keyword, without None; none where the annotation says nothing that is known when it runs."""
    annotation = getattr(function, "__annotations__", {}).get(name, str)
    owner = SimpleNamespace(__annotations__={name: annotation})
    try:
        found = get_type_hints(owner, getattr(function, "__globals__", {}))[name]
    except NameError:  # a name for type checkers only
        return []
    several = get_args(found) if get_origin(found) in (Union, UnionType) else (found,)
    return [type_ for type_ in several if type_ is not NoneType]


def refuse_other(name: str, value: Any, types: Collection[Any]) -> None:
    """Refuse a value of none of the types that an option has, so that no reader meets one that it does not expect.

    None is what options without a value have. Of several words, one may be given alone.

    Raises:
        ArgmapError: It has another type; the error names the values that there are, or their type.
    """
    expected = ""
    if value is None or not types or int in types:  # the reader looks at numbers
        return
    if bool in types:
        expected = "" if isinstance(value, bool) else "True or False"
    elif tuple[str, ...] in types:
        items = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
        expected = "" if all(isinstance(item, str) for item in items) else "a word or several"
    elif Path in types:
        expected = "" if isinstance(value, (str, PathLike)) else "a path"
    elif not isinstance(value, str):
        words = [str(word) for type_ in types if get_origin(type_) is Literal for word in get_args(type_)]
        expected = f"one of: {', '.join(words)}" if words else "text"
    if expected:
        raise _wrong(name, value, expected)


def _is_collection(type_: Any) -> bool:
    made = get_origin(type_) or type_
    return isinstance(made, type) and issubclass(made, Collection) and not issubclass(made, str)


def _value(name: str, values: list[str], type_: Any) -> Any:
    """The value of an option from all that was given for it."""
    if _is_collection(type_):
        made = get_origin(type_) or type_
        inner = [inner for inner in get_args(type_) if inner is not ...] or [str]
        items = [_single(name, value, inner[0]) for value in values]
        return items if made is list else tuple(items)
    if len(values) > 1:
        message = f"the option {name!r} has one value, found {len(values)}: {', '.join(map(shown, values))}"
        raise ArgmapError(message, found=values, expected="one value")
    return _single(name, values[0], type_)


def _single(name: str, value: str, type_: Any) -> Any:
    word = value.strip()
    if get_origin(type_) is Literal:
        return _one_of(name, word, {str(choice): choice for choice in get_args(type_)})
    if isinstance(type_, EnumMeta):
        members: Any = type_
        return _one_of(name, word, {str(member.value): member for member in members})
    if type_ is bool:
        if word.lower() not in _TRUE + _FALSE:
            raise _wrong(name, value, "true or false")
        return word.lower() in _TRUE
    if type_ in _NUMBERS:
        try:
            number = type_(word)
        except ValueError:
            raise _wrong(name, value, _NUMBERS[type_]) from None
        if not math.isfinite(number):
            raise _wrong(name, value, _NUMBERS[type_])
        return number
    return value


def _one_of(name: str, word: str, choices: dict[str, Any]) -> Any:
    if word not in choices:
        raise unknown_name(f"value of the option {name!r}:", word, choices, ArgmapError)
    return choices[word]


def _wrong(name: str, value: object, expected: str) -> ArgmapError:
    message = f"the option {name!r} is {shown(value)}, expected {expected}"
    return ArgmapError(message, found=value, expected=expected)
