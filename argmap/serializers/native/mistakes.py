"""What is wrong with a text that is not native JSON, all of it at once, each with its path.

Explaining may take its time: it happens once, and reads the text again.
"""

from __future__ import annotations

import re
from contextlib import suppress
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any, get_args, get_origin

import msgspec

from argmap.errors import ArgmapError, FormatError, InvalidFileError, unknown_name
from argmap.limits import in_force
from argmap.messages import OTHER_FORMAT, counted, nearest, shown
from argmap.serializers.native.document import VERSION, document, refuse_newer
from argmap.syntax.json import malformed

if TYPE_CHECKING:
    from collections.abc import Iterator


_INVALID = "not a valid argmap document"


def invalid(problems: list[ArgmapError]) -> InvalidFileError:
    """All problems of a document in one error."""
    return InvalidFileError.of(_INVALID, problems)


def explained(text: str, raw: bytes, error: Exception) -> ArgmapError:
    """The error for a text that the decoder refused."""
    if isinstance(error, RecursionError):
        return FormatError("the JSON is nested too deeply", path="$", hint="data nests at most 100 levels")
    try:
        found = msgspec.json.decode(raw)
    except (ValueError, RecursionError) as bad:
        return malformed(text, bad)
    if not isinstance(found, dict) or "argmap" not in found:
        return FormatError(
            "not an argmap document: the key 'argmap' with the format version is missing",
            path="$",
            found=type(found).__name__,
            expected=f'an object that starts {{"argmap": "{VERSION}"',
            hint=OTHER_FORMAT,
        )
    if isinstance(found["argmap"], str):
        try:
            refuse_newer(found["argmap"])
        except FormatError as newer:
            return newer
    most = in_force().problems
    problems = list(islice(_mistyped(found, document(), "$"), most + 1))
    if len(problems) > most:  # a file of millions would take minutes
        return InvalidFileError(f"{_INVALID}: more than {counted(most, 'problem')}", problems[:most])
    return invalid(problems or [_from_msgspec(str(error), "$")])


def _mistyped(value: Any, struct: type[msgspec.Struct], path: str) -> Iterator[ArgmapError]:
    """Everything in a document that does not fit the types; as deep as the types nest, however deep the value does."""
    if not isinstance(value, dict):
        yield _from_msgspec(f"Expected `object`, got `{_JSON_NAMES.get(type(value), 'number')}`", path)
        return
    with suppress(msgspec.ValidationError):
        msgspec.convert(value, struct)
        return
    known = struct.__struct_fields__
    for key in value:
        if key not in known:
            yield FormatError(
                f"unknown key {shown(key)}",
                path=path,
                found=key,
                expected=f"one of: {', '.join(known)}",
                nearest=nearest(key, known),
                hint="what the format has no key for belongs under 'data'",
            )
    for field in msgspec.structs.fields(struct):
        where = f"{path}.{field.name}"
        if field.name not in value:
            if field.required:
                yield FormatError(f"the key {field.name!r} is missing", path=path, expected=f"a {field.name}")
            continue
        yield from _mistyped_field(value[field.name], field.type, where)


def _mistyped_field(value: Any, hint: Any, path: str) -> Iterator[ArgmapError]:
    inner = [kind for kind in get_args(hint) or [hint] if isinstance(kind, type)]
    struct = next((kind for kind in inner if issubclass(kind, msgspec.Struct)), None)
    names = next((kind for kind in inner if issubclass(kind, StrEnum)), None)
    several = get_origin(hint) is tuple
    if struct is not None and several and isinstance(value, list):
        for n, item in enumerate(value):
            yield from _mistyped(item, struct, f"{path}[{n}]")
    elif struct is not None and not several and isinstance(value, dict):
        yield from _mistyped(value, struct, path)
    elif names is not None and isinstance(value, str):
        try:
            names(value)
        except ValueError:
            yield unknown_name("value", value, names, FormatError, path=path)
    else:
        try:
            msgspec.convert(value, hint)
        except msgspec.ValidationError as error:
            yield _from_msgspec(str(error), path)


_JSON_NAMES = {list: "array", str: "str", bool: "bool", type(None): "null"}


def _from_msgspec(message: str, path: str) -> FormatError:
    """One of msgspec's messages, such as ``Expected `str`, got `int` - at `$.id` ``, in words of this package."""
    what, _, where = message.partition(" - at ")
    what = what.replace("`", "")
    types = re.fullmatch(r"Expected (.*), got (.*)", what)
    return FormatError(
        what[:1].lower() + what[1:],
        path=path + where.strip("`").removeprefix("$"),
        found=types[2] if types else None,
        expected=types[1] if types else "",
    )
