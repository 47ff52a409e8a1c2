"""JSON as RFC 8259 defines it: finite numbers, whole characters, one value for each key; errors with their position."""

from __future__ import annotations

import json
import math
import re
import sys
from typing import Any

import msgspec

from argmap.errors import FormatError
from argmap.limits import exceeded, in_force
from argmap.messages import position, shown
from argmap.syntax.encoding import utf8


def loads(text: str) -> Any:
    """The value of a JSON text, in plain dicts and lists.

    Raises:
        LimitError: It has more values than the limits in force allow.
        FormatError: Not JSON, a key twice in one object, a number that is not finite, half of a surrogate
            pair, nesting deeper than the parser goes (some hundred levels); with line and column.

    >>> loads('{"nodes": [], "edges": [1, 2.5, null]}')
    {'nodes': [], 'edges': [1, 2.5, None]}
    """
    refuse_many(text)
    raw = utf8(text)
    try:
        # msgspec refuses what the standard library accepts, and takes a fifth of its time.
        value = msgspec.json.decode(raw)
        if msgspec.json.encode(value) == msgspec.json.format(raw, indent=-1):
            return value  # all of the text, so no key came twice
        return json.loads(text, object_pairs_hook=_once_each)
    except _TwiceError:
        raise _twice(text) from None
    except (ValueError, RecursionError) as error:
        raise malformed(text, error) from None


def refuse_many(text: str) -> None:
    """Refuse a text of more values than the limits in force allow, before they are made.

    Raises:
        LimitError: There are more.
    """
    most = in_force().nodes
    if len(text) <= 2 * most:  # a value and what divides it from the next take two characters at least
        return
    if 1 + sum(map(text.count, "[{,")) <= most:  # what stands in strings counts as well
        return
    count = 1 + sum(token[0][0] != '"' for token in _VALUES.finditer(text))
    if count > most:
        raise exceeded("nodes", most, f"found {count:,} values", count)


def dumps(value: Any, *, indent: int | None = None) -> str:
    """JSON text in which letters are as they are, with a line end.

    Args:
        value: Plain dicts, lists and scalars.
        indent: Spaces for each level; None for a single line without spaces.

    >>> print(dumps({"name": "Zoë", "page": 7}), end="")
    {"name":"Zoë","page":7}
    """
    separators = (",", ":") if indent is None else None
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators) + "\n"


class _TwiceError(ValueError):
    """Some object has a key twice."""


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    built = dict(pairs)
    if len(built) < len(pairs):
        raise _TwiceError
    return built


# Explaining what went wrong may take its time: it happens once, and reads the text again.

_VALUES = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[{,]')
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]')
_COLON = re.compile(r"\s*:")


def _twice(text: str) -> FormatError:
    """The first key that its object has already."""
    around: list[dict[str, int]] = []  # the offsets of the keys of each object; arrays have none
    for token in _TOKENS.finditer(text):
        first = token[0][0]
        if first in "{[":
            around.append({})
        elif first in "}]":
            around.pop()
        elif _COLON.match(text, token.end()):
            key = json.loads(token[0])
            if key in around[-1]:
                message = f"the key {shown(key)} comes a second time in one object"
                expected = "one value for each key"
                hint = f"the first is in line {position(text, around[-1][key])[0]}"
                return FormatError.at(text, token.start(), message, found=key, expected=expected, hint=hint)
            around[-1][key] = token.start()
    raise AssertionError(text)  # the parser has seen one


def malformed(text: str, error: Exception) -> FormatError:
    """The error for text that is not JSON, from that of msgspec: the standard library knows most places."""
    refused: list[str] = []
    what, place, hint = _lower(str(error)), None, ""
    try:
        if isinstance(error, RecursionError):
            raise error
        json.loads(text, parse_int=refused.append, parse_float=refused.append, parse_constant=refused.append)
    except json.JSONDecodeError as bad:
        what, place = _lower(bad.msg), bad.pos
        hint = "the text ends too early: is the file complete?" if place >= len(text.rstrip()) else ""
    except RecursionError:
        what, place, hint = "nested too deeply", 0, "data nests at most 100 levels"
    else:
        lone = next((found for found in _SURROGATES.finditer(text) if found["lone"]), None)
        number = next((n for n in refused if not _readable(n)), None)
        if lone is not None:
            what, place = f"{lone['lone']} is half of a surrogate pair", lone.start()
        elif number is not None:
            what, place = f"the number {number[:20]} is out of range", text.find(number)
            hint = "JSON knows finite numbers only; write others as strings or null"
        elif byte := re.search(r"\(byte (\d+)\)", what):
            what = what.partition(" (byte")[0]
            place = len(text.encode()[: int(byte[1])].decode(errors="ignore"))
    message = f"not JSON: {what}"
    if place is None:
        return FormatError(message, hint=hint)
    return FormatError.at(text, place, message, found=text[place : place + 20], hint=hint)


_SURROGATES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\."
)


def _readable(number: str) -> bool:
    """Whether a number is neither infinite nor longer than Python reads."""
    try:
        return math.isfinite(float(number)) and len(number) <= sys.get_int_max_str_digits()
    except ValueError:
        return False


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
