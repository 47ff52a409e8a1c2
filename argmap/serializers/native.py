"""The native format, ``.argmap.json``: everything a map holds, readable and stable, in JSON."""

from __future__ import annotations

import json
import re
import sys
from contextlib import suppress
from enum import StrEnum
from functools import cache
from inspect import cleandoc
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

import msgspec

from argmap.errors import ArgmapError, FormatError, InvalidFileError, nearest, shown
from argmap.model import ArgumentMap
from argmap.model.data import frozen
from argmap.model.validation import GROUPS
from argmap.serializers.collector import paused
from argmap.serializers.decoding import decoded, utf8
from argmap.serializers.jsontext import malformed
from argmap.serializers.wire import from_wire, to_wire, wire

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = "1.0"
SCHEMA_ID = "https://argmap.readthedocs.io/schema/argmap-1.json"


def loads(text: str | bytes) -> ArgumentMap:
    """Read a map from native JSON.

    Args:
        text: The JSON text or its bytes; a byte order mark is skipped.

    Raises:
        FormatError: Not JSON, not a map, or a map of a newer major version.
        InvalidFileError: Values of a wrong type or unknown keys, each with its path.
        InvalidMapError: Records that do not make a map, each with its path.

    >>> loads('{"argmap": "1.0", "claims": [{"id": "cap", "text": "Rents should be capped."}]}')["cap"].text
    'Rents should be capped.'
    """
    text = decoded(text)
    raw = utf8(text)
    with paused():
        try:
            document = _decoder().decode(raw)
        except (ValueError, RecursionError) as error:  # msgspec's own errors are ValueErrors too
            raise _explained(text, raw, error) from None
        _refuse_newer(document.argmap)
        groups: dict[str, Any] = {}
        problems: list[ArgmapError] = []
        for kind, name in GROUPS.items():
            found: list[tuple[int, ArgmapError]] = []
            groups[name] = from_wire(kind, getattr(document, name), found)
            for n, problem in sorted(found, key=itemgetter(0)):
                problem.path = f"$.{name}[{n}].{problem.path}".rstrip(".")
                problems.append(problem)
        for name in ("metadata", "data"):
            try:
                groups[name] = frozen(getattr(document, name))
            except ArgmapError as problem:
                problem.path = f"$.{name}"
                problems.append(problem)
        if problems:
            raise _invalid(problems)
        return ArgumentMap(**groups, title=document.title)


def dumps(map: ArgumentMap) -> str:
    """Write a map as native JSON: one list for each type of record, fields at their defaults left out.

    The same map gives the same text, and the order of the records is kept.

    >>> from argmap import ArgumentMap, Claim
    >>> print(dumps(ArgumentMap.of(Claim("cap", "Rents should be capped."))), end="")
    {
      "argmap": "1.0",
      "claims": [
        {
          "id": "cap",
          "text": "Rents should be capped."
        }
      ]
    }
    """
    with paused():
        document = _document()(
            argmap=VERSION,
            title=map.title,
            metadata=map.metadata.thaw() or None,
            data=map.data.thaw() or None,
            **{name: tuple(to_wire(kind, getattr(map, name))) for kind, name in GROUPS.items()},
        )
        return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the format, made from the types that read and write it.

    ``argmap-1.schema.json`` beside this module is its text; ``python -m argmap.serializers.native`` prints it.
    """
    (root,), components = msgspec.json.schema_components([_document()], ref_template="#/$defs/{name}")
    for component in components.values():  # docstrings are indented in some versions of Python
        component["description"] = cleandoc(component["description"])
    root = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **root}
    plain: dict[str, Any] = json.loads(json.dumps({**root, "$defs": components}))  # defaults are tuples
    return plain


@cache
def _document() -> type[msgspec.Struct]:
    lists: list[Any] = [
        (name, tuple[wire(kind), ...], ())  # type: ignore[misc]
        for kind, name in GROUPS.items()
    ]
    free = dict[str, Any] | None
    return msgspec.defstruct(
        "ArgumentMap",
        [
            (
                "argmap",
                Annotated[str, msgspec.Meta(description="Version of the format.", examples=[VERSION])],
            ),
            ("title", str, ""),
            ("metadata", free, None),
            *lists,
            ("data", free, None),
        ],
        omit_defaults=True,
        forbid_unknown_fields=True,
        kw_only=True,
        namespace={"__doc__": (ArgumentMap.__doc__ or "").partition("\n")[0]},
    )


@cache
def _decoder() -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(_document())


def _refuse_newer(version: str) -> None:
    number = re.fullmatch(r"([0-9]{1,9})\.[0-9]{1,9}", version)
    if number is None:
        raise FormatError(
            f"unknown version {shown(version)}", path="$.argmap", found=version, expected=f"{VERSION!r}"
        )
    if int(number[1]) > int(VERSION.partition(".")[0]):
        raise FormatError(
            f"written by a newer argmap as version {version}, this one reads up to {VERSION}",
            path="$.argmap",
            found=version,
            expected=VERSION,
            hint="pip install --upgrade argmap",
        )


def _invalid(problems: list[ArgmapError]) -> InvalidFileError:
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return InvalidFileError(f"not a valid argmap document: {count}", problems)


# Explaining what went wrong may take its time: it happens once, and reads the text again.


def _explained(text: str, raw: bytes, error: Exception) -> ArgmapError:
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
            hint="name the format with format= if this is another one",
        )
    if isinstance(found["argmap"], str):
        try:
            _refuse_newer(found["argmap"])
        except FormatError as newer:
            return newer
    return _invalid(list(_mistyped(found, _document(), "$")) or [_from_msgspec(str(error), "$")])


def _mistyped(value: Any, struct: type[msgspec.Struct], path: str) -> Iterator[ArgmapError]:
    """Everything in a document that is not as the types say; as deep as the types nest, however the value does."""
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
        if value not in list(names):
            expected = ", ".join(names)
            yield FormatError(
                f"found {shown(value)}, expected one of: {expected}",
                path=path,
                found=value,
                expected=expected,
                nearest=nearest(value, [str(name) for name in names]),
            )
    else:
        try:
            msgspec.convert(value, hint)
        except msgspec.ValidationError as error:
            yield _from_msgspec(str(error), path)


_JSON_NAMES = {list: "array", str: "str", bool: "bool", type(None): "null"}


def _from_msgspec(message: str, path: str) -> FormatError:
    """One of msgspec's messages, such as ``Expected `str`, got `int` - at `$.id` ``, in our words."""
    what, _, where = message.partition(" - at ")
    what = what.replace("`", "")
    types = re.fullmatch(r"Expected (.*), got (.*)", what)
    return FormatError(
        _lower(what),
        path=path + where.strip("`").removeprefix("$"),
        found=types[2] if types else None,
        expected=types[1] if types else "",
    )


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema(), indent=2) + "\n")
