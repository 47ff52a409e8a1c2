"""Maps from text and from files, with what their readers had to say."""

from __future__ import annotations

import warnings
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, overload

from argmap.diagnostics import Diagnostic, ReadWarning, Severity
from argmap.errors import ArgmapError, FormatError, InvalidFileError, UnknownFormatError
from argmap.exchange import sniffing
from argmap.exchange.registry import NATIVE, by_name, by_suffix, must, table
from argmap.filesystem import read_bytes
from argmap.messages import nearest, shown
from argmap.syntax.encoding import decoded

if TYPE_CHECKING:
    from argmap.exchange.format import Format
    from argmap.model import ArgumentMap

PICTURES = (".svg", ".png", ".pdf", ".html", ".dot")  # suffixes of what argmap draws and does not read
OnError = Literal["raise", "recover"]


class Recovered(NamedTuple):
    """A map and what was met while it was read.

    Attributes:
        map: The map.
        diagnostics: Mistakes that were passed over, places that had to be interpreted, in the order met.
    """

    map: ArgumentMap
    diagnostics: tuple[Diagnostic, ...]


@overload
def loads(
    text: str | bytes, *, format: str = ..., on_error: Literal["raise"] = ..., **options: Any
) -> ArgumentMap: ...
@overload
def loads(
    text: str | bytes, *, format: str = ..., on_error: Literal["recover"], **options: Any
) -> Recovered: ...
def loads(
    text: str | bytes, *, format: str = NATIVE.name, on_error: OnError = "raise", **options: Any
) -> ArgumentMap | Recovered:
    """Read a map from text.

    Args:
        text: The text or its bytes: UTF-8, or UTF-16 and UTF-32 with a byte order mark.
        format: The format's name; native JSON unless said otherwise.
        on_error: "raise" gives the map, and what the reader found odd as one ``ReadWarning``. "recover"
            gives map and diagnostics, and passes over mistakes where the format's reader can.
        **options: What the format's reader takes.

    Raises:
        UnknownFormatError: No format has that name.
        FormatError: The text is not what the format says, with line or path.
        InvalidMapError: Records that do not make a map.
        ArgmapError: An option that the format does not have.

    >>> loads('{"argmap": "1.0", "claims": [{"id": "cap"}]}').claims
    (Claim('cap'),)
    """
    row = by_name(format)
    try:
        found = _read(row, decoded(text), on_error, options)
    except FormatError as error:
        if row is NATIVE and not error.hint and not decoded(text).lstrip().startswith("{"):
            error.hint = "text of another format is read with format="
        raise
    return found if on_error == "recover" else _announced(found, row.name)


@overload
def load(
    path: str | Path, *, format: str | None = ..., on_error: Literal["raise"] = ..., **options: Any
) -> ArgumentMap: ...
@overload
def load(
    path: str | Path, *, format: str | None = ..., on_error: Literal["recover"], **options: Any
) -> Recovered: ...
def load(
    path: str | Path, *, format: str | None = None, on_error: OnError = "raise", **options: Any
) -> ArgumentMap | Recovered:
    """Read a map from a file.

    Args:
        path: The file.
        format: The format's name; by the file's suffix unless said otherwise, and by a look at the text where
            several formats share the suffix (.json, .yaml, .xml, .txt).
        on_error: "raise" gives the map, and what the reader found odd as one ``ReadWarning``. "recover"
            gives map and diagnostics, and passes over mistakes where the format's reader can.
        **options: What the format's reader takes.

    Raises:
        FileError: The file cannot be read.
        UnknownFormatError: Neither the name nor the suffix is known, or the text could be of several formats.
        FormatError: The text is not what the format says; the path starts with the file's name.
        InvalidMapError: Records that do not make a map.
        ArgmapError: An option that the format does not have.
    """
    found = read(path, format, on_error, options)
    if on_error == "recover":
        return found
    return _announced(found, path) if found.diagnostics else found.map


def read(
    path: str | Path, format: str | None, on_error: OnError = "raise", options: dict[str, Any] | None = None
) -> Recovered:
    """``load`` without warnings: the map of a file and the diagnostics."""
    row = by_name(format) if format else _suffixed_file(path)
    file = path if isinstance(path, Path) else Path(path)
    raw = read_bytes(path)
    try:
        text = decoded(raw)
        row = row or _looked_up(text, str(path))
        return _read(row, text, on_error, options or {}, file)
    except ArgmapError as error:
        error.in_file(str(path))
        raise


def places(path: str | Path, format: str | None = None) -> dict[str, tuple[int, int]]:
    """Line and column of each record in a file that ``read`` can read, by id; empty if its format cannot tell."""
    row = by_name(format) if format else _suffixed(str(path))
    text = decoded(read_bytes(path))
    return (row or _looked_up(text, str(path))).places(text, Path(path))


def _read(
    row: Format, text: str, on_error: OnError, options: dict[str, Any], path: Path | None = None
) -> Recovered:
    if on_error not in ("raise", "recover"):
        raise ArgmapError(
            f"on_error is {shown(on_error)}, expected 'raise' or 'recover'",
            found=on_error,
            expected="'raise' or 'recover'",
            nearest=nearest(str(on_error), ["raise", "recover"]),
        )
    must(row, "read")
    said: list[Diagnostic] = []
    read = row.loads(text, options, report=said.append, recover=on_error == "recover", path=path)
    if (
        said
        and on_error == "raise"
        and (errors := [_raised(d) for d in said if d.severity is Severity.ERROR])
    ):
        raise (
            errors[0]
            if len(errors) == 1
            else InvalidFileError(f"not {row.name}: {len(errors)} problems", errors)
        )
    return Recovered(read, tuple(said))


def _raised(said: Diagnostic) -> FormatError:
    return FormatError(
        said.message, path=said.path, ids=said.ids, hint=said.hint, line=said.line, column=said.column
    )


def _announced(found: Recovered, where: str | Path) -> ArgumentMap:
    odd = tuple(d for d in found.diagnostics if d.severity is Severity.WARNING)
    if odd:
        warnings.warn(ReadWarning(str(where), odd), stacklevel=3)
    return found.map


def _suffixed_file(path: str | Path) -> Format | None:
    """The format by suffix of a file that is there: a name that is mistyped is not one of an unknown format."""
    try:
        return _suffixed(str(path))
    except UnknownFormatError:
        if not Path(path).exists():
            read_bytes(path)
        raise


def _suffixed(name: str) -> Format | None:
    """The format by suffix; None where several share it and the text has to tell."""
    row = by_suffix(name)
    if row is None and sniffing.syntax(name) is None:
        raise unknown(name)
    return row


def _looked_up(text: str, name: str) -> Format:
    names = sniffing.guess(text, name)
    if len(names) == 1:
        return by_name(names[0])
    could = ", ".join(names or sniffing.candidates(name))
    raise UnknownFormatError(
        f"the text could be of several formats: {could}" if names else f"the text is none of: {could}",
        found=name,
        expected=could,
        hint="name it with format=",
    )


def unknown(name: str) -> UnknownFormatError:
    """The error for a file whose suffix says nothing."""
    suffixes = [suffix for row in table() for suffix in row.suffixes]
    known = ", ".join(suffixes)
    is_picture = name.lower().endswith(PICTURES)
    return UnknownFormatError(
        f"no format is known by the suffix of this file, expected one of: {known}",
        path=name,
        found=name,
        expected=known,
        nearest=None if is_picture else nearest("".join(PurePath(name).suffixes), [".json", *suffixes]),
        hint="pictures are drawn with render" if is_picture else "or name the format with format=",
    )
