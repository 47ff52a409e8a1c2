"""Maps from text and from files, with what their readers report."""

from __future__ import annotations

import warnings
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, overload

from attrs import evolve

from argmap.diagnostics import Diagnostic, ReadWarning, Severity
from argmap.errors import (
    ArgmapError,
    ArgmapErrorGroup,
    FormatError,
    UnknownFormatError,
    raise_all,
    unknown_name,
)
from argmap.exchange import sniffing
from argmap.exchange.format import NO_OPTIONS
from argmap.exchange.options import options_from
from argmap.exchange.registry import NATIVE, by_name, by_suffix, must, table
from argmap.filesystem import exists, is_folder, read_bytes
from argmap.limits import Limits, as_error, imposed, in_force
from argmap.messages import Hint, OneText, nearest
from argmap.syntax.encoding import decoded
from argmap.values import file_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.exchange.format import Format
    from argmap.model import ArgumentMap

PACKED = (".gz", ".zip", ".bz2", ".xz", ".zst", ".7z", ".tar", ".tgz")
PICTURES = (".svg", ".png", ".pdf", ".html", ".dot")  # suffixes of what argmap draws and does not read
NAME_IT = Hint("or name the format with {format}", format=...)
OnError = Literal["raise", "recover"]


class Recovered(NamedTuple):
    """A map and what was reported while it was read.

    Attributes:
        map: The map.
        diagnostics: Mistakes that were ignored, and places that had to be interpreted, in the order of the text.
    """

    map: ArgumentMap
    diagnostics: tuple[Diagnostic, ...]


@overload
def loads(
    text: str | bytes,
    *,
    format: str = ...,
    on_error: Literal["raise"] = ...,
    limits: Limits | None = ...,
    **options: Any,
) -> ArgumentMap: ...
@overload
def loads(
    text: str | bytes,
    *,
    format: str = ...,
    on_error: Literal["recover"],
    limits: Limits | None = ...,
    **options: Any,
) -> Recovered: ...
def loads(
    text: str | bytes,
    *,
    format: str = NATIVE.name,
    on_error: OnError = "raise",
    limits: Limits | None = None,
    **options: Any,
) -> ArgumentMap | Recovered:
    """Read a map from text.

    Args:
        text: The text or its bytes: UTF-8; UTF-16 and UTF-32 with a byte order mark; or what bytes that are not
            UTF-8 declare as XML or as a web page.
        format: The format's name; native JSON by default.
        on_error: "raise" gives the map, and the warnings of the reader as one ``ReadWarning``. "recover"
            gives map and diagnostics, and goes on after mistakes where the format's reader can.
        limits: The most that reading may ask for, such as ``Limits(claims=5_000_000)``; the usual ones by default.
        **options: What the format's reader takes.

    Raises:
        UnknownFormatError: No format has that name.
        LimitError: The text asks for more than the limits allow.
        FormatError: The text is not of the format, with line or path.
        InvalidMapError: Records that do not make a map.
        ArgmapError: An option that the format does not have.

    >>> loads('{"argmap": "1.0", "claims": [{"id": "cap"}]}').claims
    (Claim('cap'),)
    """
    row = by_name(format)
    try:
        with imposed(limits):
            found = read_text(row, decoded(text), options, on_error)
    except FormatError as error:
        if row is NATIVE and not error.hint and not decoded(text).lstrip().startswith("{"):
            error.hint = Hint("text of another format is read with {format}", format=...)
        raise
    return found if on_error == "recover" else _announced(found, row.name)


@overload
def load(
    path: str | Path,
    *,
    format: str | None = ...,
    on_error: Literal["raise"] = ...,
    limits: Limits | None = ...,
    **options: Any,
) -> ArgumentMap: ...
@overload
def load(
    path: str | Path,
    *,
    format: str | None = ...,
    on_error: Literal["recover"],
    limits: Limits | None = ...,
    **options: Any,
) -> Recovered: ...
def load(
    path: str | Path,
    *,
    format: str | None = None,
    on_error: OnError = "raise",
    limits: Limits | None = None,
    **options: Any,
) -> ArgumentMap | Recovered:
    """Read a map from a file.

    Args:
        path: The file.
        format: The format's name; by the file's suffix by default, and by a look at the text where
            several formats share the suffix (.json, .yaml, .xml, .txt).
        on_error: "raise" gives the map, and the warnings of the reader as one ``ReadWarning``. "recover"
            gives map and diagnostics, and goes on after mistakes where the format's reader can.
        limits: The most that reading may ask for, such as ``Limits(claims=5_000_000)``; the usual ones by default.
        **options: What the format's reader takes.

    Raises:
        FileError: The file cannot be read.
        UnknownFormatError: Neither the name nor the suffix is known, or the text could be of several formats.
        LimitError: The file asks for more than the limits allow.
        FormatError: The text is not of the format; the path starts with the file's name.
        InvalidMapError: Records that do not make a map.
        ArgmapError: An option that the format does not have.
    """
    if limits is None:  # a context takes as long as opening a file does
        found = read(path, format, on_error, options)
    else:
        with imposed(limits):
            found = read(path, format, on_error, options)
    if on_error == "recover":
        return found
    return _announced(found, file_name(path)) if found.diagnostics else found.map


class Opened(NamedTuple):
    """A text, and how it is to be read.

    Attributes:
        name: What messages call it: the path of a file as it was given.
        format: Its format.
        text: The text.
        path: The file, if it is one.
    """

    name: str
    format: Format
    text: str
    path: Path | None


def read(
    path: str | Path,
    format: str | None,
    on_error: OnError = "raise",
    options: Mapping[str, Any] = NO_OPTIONS,
    words: Sequence[str] = (),
) -> Recovered:
    """``load`` without warnings: the map of a file and the diagnostics.

    Options may also be ``words``, each NAME=VALUE, whose meaning depends on the format that is found.
    """
    return read_opened(opened(path, format), on_error, options, words)


def read_opened(
    found: Opened,
    on_error: OnError = "raise",
    options: Mapping[str, Any] = NO_OPTIONS,
    words: Sequence[str] = (),
) -> Recovered:
    """The map of a text that was opened, and the diagnostics."""
    row = found.format
    try:
        if words:
            must(row, "read")
            options = {**options, **options_from(row, "loads", words)}
        return read_text(row, found.text, options, on_error, found.path)
    except ArgmapError as error:
        error.in_file(found.name)
        raise


def opened(path: str | Path, format: str | None, *, below: str | Path | None = None) -> Opened:
    """The format and the text of a file: by name, by suffix, or by the text where several share the suffix.

    Args:
        path: The file.
        format: The name of its format.
        below: The folder that it must not lead out of.
    """
    name = file_name(path)
    row = by_suffix(name) if format is None else by_name(format)
    if row is None and sniffing.syntax(name) is None and exists(path) and not is_folder(path):
        raise unknown_suffix(name)  # a name that is mistyped is not one of an unknown format
    file = path if isinstance(path, Path) else Path(path)
    return _decoded(read_bytes(file, below=below, hidden=True), name, row, file)


def opened_bytes(content: bytes, name: str, format: str | None) -> Opened:
    """The text of bytes that are in no file, in the format that is named, or else that a look at the text tells.

    Raises:
        UnknownFormatError: There is no format of that name, or a look cannot tell.
    """
    return _decoded(content, name, None if format is None else by_name(format), None, named=False)


def _decoded(
    content: bytes, name: str, row: Format | None, path: Path | None, *, named: bool = True
) -> Opened:
    try:
        text = decoded(content)
        return Opened(name, row or (_recognised(text, name) if named else _by_its_look(text)), text, path)
    except ArgmapError as error:
        error.in_file(name)
        raise


def read_text(
    row: Format,
    text: str,
    options: Mapping[str, Any],
    on_error: OnError = "raise",
    path: Path | None = None,
) -> Recovered:
    """``loads`` without warnings: the map of a text of this format and the diagnostics."""
    if not isinstance(on_error, str) or on_error not in ("raise", "recover"):
        raise unknown_name("value of on_error", on_error, get_args(OnError), ArgmapError)
    if not row.reads:
        must(row, "read")
    reported: list[Diagnostic] = []
    try:
        with OneText():
            read = row.loads(text, options, report=reported.append, recover=on_error == "recover", path=path)
        if reported and on_error == "raise":
            raise_all([as_error(d) for d in reported if d.severity is Severity.ERROR], f"not {row.name}")
    except ArgmapError as error:
        for problem in (error, *getattr(error, "exceptions", ())):
            problem.hint = _of_reader(problem.hint, row)
        if isinstance(error, ArgmapErrorGroup):
            error.listed = in_force().problems
        raise
    return Recovered(read, tuple([_owned(d, row) for d in reported]) if reported else ())


def _owned(d: Diagnostic, row: Format) -> Diagnostic:
    return evolve(d, hint=_of_reader(d.hint, row)) if isinstance(d.hint, Hint) else d


def _of_reader(hint: str, row: Format) -> str:
    """A hint of a reader, which knows which of the options that it names are the reader's."""
    return hint.owned(row.options("loads")) if isinstance(hint, Hint) else hint


def _announced(found: Recovered, where: str | Path) -> ArgumentMap:
    reported = tuple([d for d in found.diagnostics if d.severity is Severity.WARNING])
    if reported:
        warnings.warn(ReadWarning(str(where), reported), stacklevel=3)
    return found.map


def _recognised(text: str, name: str) -> Format:
    names = sniffing.guess(text, name)
    if len(names) == 1:
        return by_name(names[0])
    candidates = sniffing.candidates(name)
    if not names and len(candidates) == 1:  # most web pages are none
        error = unknown_suffix(name)
        error.path = ""  # the caller knows the file
        raise error
    could = ", ".join(names or candidates)
    raise UnknownFormatError(
        f"the text could be of several formats: {could}" if names else f"the text is none of: {could}",
        found=name,
        expected=could,
        hint=Hint("name it with {format}", format=...),
    )


def _by_its_look(text: str) -> Format:
    """The format of a text without a name."""
    names = sniffing.recognized(text)
    if len(names) == 1:
        return by_name(names[0])
    could = ", ".join(names or (row.name for row in table() if row.reads))
    what = (
        f"the text could be of several formats: {could}"
        if names
        else "a look at the text does not tell its format"
    )
    hint = Hint("name it with {format}" if names else f"name it with {{format}}, one of: {could}", format=...)
    raise UnknownFormatError(what, expected=could, hint=hint)


def unknown_suffix(name: str) -> UnknownFormatError:
    """The error for a file whose suffix is of no format."""
    suffixes = [suffix for row in table() for suffix in row.suffixes]
    known = ", ".join(suffixes)
    is_picture, is_packed = (name.lower().endswith(suffixes) for suffixes in (PICTURES, PACKED))
    return UnknownFormatError(
        f"no format is known by the suffix of this file, expected one of: {known}",
        path=name,
        found=name,
        expected=known,
        nearest=None
        if is_picture or is_packed
        else nearest("".join(PurePath(name).suffixes), [".json", *suffixes]),
        hint="render draws pictures" if is_picture else "unpack it first" if is_packed else NAME_IT,
    )
