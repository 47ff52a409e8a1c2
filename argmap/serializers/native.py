"""The native format, ``.argmap.json``: everything a map holds, readable and stable, in JSON."""

from __future__ import annotations

import gc
import json
import re
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from argmap.errors import ArgmapError, FormatError, InvalidFileError, nearest
from argmap.model import ArgumentMap
from argmap.model.data import frozen
from argmap.model.validation import GROUPS
from argmap.serializers.wire import from_wire, to_wire, wire

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = "1.0"
SCHEMA_ID = "https://argmap.readthedocs.io/schema/argmap-1.json"


def loads(text: str | bytes) -> ArgumentMap:
    """Read a map from native JSON.

    Args:
        text: The JSON text, or its bytes in UTF-8; a byte order mark is skipped.

    Raises:
        FormatError: Not JSON, not a map, or a map of a newer major version.
        InvalidFileError: Values of a wrong type or unknown keys, each with its path.
        InvalidMapError: Records that do not make a map, each with its path.

    >>> loads('{"argmap": "1.0", "claims": [{"id": "cap", "text": "Rents should be capped."}]}')["cap"].text
    'Rents should be capped.'
    """
    raw = _utf8(text)
    with _collector_paused():
        try:
            document = _decoder().decode(raw)
            _refuse_newer(document.argmap)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise _explained(raw, error) from None
        groups: dict[str, Any] = {}
        problems: list[ArgmapError] = []
        for kind, name in GROUPS.items():
            found: list[tuple[int, ArgmapError]] = []
            groups[name] = from_wire(kind, getattr(document, name), found)
            for n, problem in found:
                problem.path = f"$.{name}[{n}]"
                problems.append(problem)
        if problems:
            raise _invalid(problems)
        return ArgumentMap(
            **groups, title=document.title, metadata=frozen(document.metadata), data=frozen(document.data)
        )


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
    with _collector_paused():
        document = _document()(
            argmap=VERSION,
            title=map.title,
            metadata=map.metadata.thaw() or None,
            data=map.data.thaw() or None,
            **{name: tuple(to_wire(kind, getattr(map, name))) for kind, name in GROUPS.items()},
        )
        return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the format, made from the types that read and write it."""
    (root,), components = msgspec.json.schema_components([_document()], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **root,
        "$defs": components,
    }


@cache
def _document() -> type[msgspec.Struct]:
    lists: list[Any] = [
        (name, tuple[wire(kind), ...], ())  # type: ignore[misc]
        for kind, name in GROUPS.items()
    ]
    free = dict[str, Any] | None
    return msgspec.defstruct(
        "ArgumentMap",
        [("argmap", str), ("title", str, ""), ("metadata", free, None), *lists, ("data", free, None)],
        omit_defaults=True,
        forbid_unknown_fields=True,
        kw_only=True,
    )


@cache
def _decoder() -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(_document())


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Hundreds of thousands of new records, none of them garbage: the cyclic collector only costs time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _utf8(text: str | bytes) -> bytes:
    if isinstance(text, str):
        try:
            return text.removeprefix("\ufeff").encode()
        except UnicodeEncodeError as error:
            raise FormatError(
                f"the text holds a lone surrogate at offset {error.start}, which JSON in UTF-8 cannot",
                found=text[error.start],
                hint="decode the file again with the right encoding",
            ) from None
    return bytes(text).removeprefix(b"\xef\xbb\xbf")


def _refuse_newer(version: str) -> None:
    number = re.fullmatch(r"(\d+)\.(\d+)", version)
    if number is None:
        raise FormatError(
            f"unknown version {version!r}", path="$.argmap", found=version, expected=f"{VERSION!r}"
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


def _explained(raw: bytes, error: Exception) -> ArgmapError:
    if isinstance(error, RecursionError):
        return FormatError("the JSON is nested too deeply", hint="argmap documents nest at most 100 levels")
    try:
        raw.decode()
    except UnicodeDecodeError as bad:
        line, column = _position(raw[: bad.start].decode())
        return FormatError(
            f"byte 0x{raw[bad.start]:02x} is not UTF-8",
            line=line,
            column=column,
            found=raw[bad.start : bad.start + 1],
            expected="UTF-8",
            hint="save the file as UTF-8",
        )
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError) as bad:
        return _malformed(raw, bad)
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
    return _invalid(list(_mistyped(found)) or [_from_msgspec(str(error), "$")])


def _malformed(raw: bytes, error: Exception) -> FormatError:
    text = raw.decode()
    try:
        json.loads(text)
    except json.JSONDecodeError as bad:
        return FormatError(
            f"not JSON: {bad.msg[:1].lower()}{bad.msg[1:]}",
            line=bad.lineno,
            column=bad.colno,
            found=text[bad.pos : bad.pos + 20],
            hint="the text ends too early: is the file complete?" if bad.pos >= len(text.rstrip()) else "",
        )
    except RecursionError:
        return FormatError("the JSON is nested too deeply", hint="argmap documents nest at most 100 levels")
    return FormatError(f"not JSON: {str(error)[:1].lower()}{str(error)[1:]}")


def _mistyped(document: dict[str, Any]) -> Iterator[ArgmapError]:
    kinds = {name: kind for kind, name in GROUPS.items()}
    yield from _unknown_keys(document, _document(), "$")
    for name, kind in kinds.items():
        records = document.get(name, [])
        if not isinstance(records, list):
            yield _from_msgspec(f"Expected `array`, got `{type(records).__name__}`", f"$.{name}")
            continue
        for n, record in enumerate(records):
            path = f"$.{name}[{n}]"
            unknown = list(_unknown_keys(record, wire(kind), path)) if isinstance(record, dict) else []
            yield from unknown
            known = (
                {k: v for k, v in record.items() if k in wire(kind).__struct_fields__} if unknown else record
            )
            try:
                msgspec.convert(known, wire(kind))
            except (msgspec.ValidationError, RecursionError) as error:
                yield _from_msgspec(str(error), path)
    rest = {k: v for k, v in document.items() if k in _document().__struct_fields__ and k not in kinds}
    try:
        msgspec.convert(rest, _document())
    except msgspec.ValidationError as error:
        yield _from_msgspec(str(error), "$")


def _unknown_keys(record: dict[str, Any], struct: type[msgspec.Struct], path: str) -> Iterator[ArgmapError]:
    known = struct.__struct_fields__
    for key in record:
        if key not in known:
            yield FormatError(
                f"unknown key {key!r}",
                path=path,
                found=key,
                expected=f"one of: {', '.join(known)}",
                nearest=nearest(key, known),
                hint="what the format has no key for belongs under 'data'",
            )


def _from_msgspec(message: str, path: str) -> FormatError:
    """One of msgspec's messages, such as ``Expected `str`, got `int` - at `$.id` ``, in our words."""
    what, _, where = message.partition(" - at ")
    what = what.replace("`", "")
    types = re.fullmatch(r"Expected (.*), got (.*)", what)
    return FormatError(
        what[:1].lower() + what[1:],
        path=path + where.strip("`").removeprefix("$"),
        found=types[2] if types else None,
        expected=types[1] if types else "",
    )


def _position(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
