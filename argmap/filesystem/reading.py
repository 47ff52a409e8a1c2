"""Reading a file: a regular one, within the limits, and on request only below a folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePath
from typing import Final

from argmap.errors import FileError
from argmap.filesystem.paths import is_hidden, is_there, reason, special
from argmap.limits import exceeded, in_force
from argmap.messages import nearest
from argmap.values import file_name

CHUNK = 1 << 16
LIKE = 70  # percent of a name that must agree for another to be suggested
_BINARY: Final = getattr(os, "O_BINARY", 0)  # Windows would change line ends
_NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_READ: Final = os.O_RDONLY | _BINARY | _NO_WAIT
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
_FOLDER: Final = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_STEP_BY_STEP: Final = os.open in os.supports_dir_fd and bool(_NO_LINK)


class _RefusedError(Exception):
    """Why a file is not read."""

    def __init__(self, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.hint = hint


def read_bytes(path: str | Path, *, below: str | Path | None = None, hidden: bool = False) -> bytes:
    """A file's bytes.

    Folders, pipes, sockets and devices are refused without being opened, so nothing is waited for.

    Args:
        path: The file.
        below: The folder that the file must lie in, or below it, after links have been followed: for names that a
            foreign document states. By default the file may be anywhere.
        hidden: Whether to read files that are hidden, or in hidden folders, below that folder.

    Raises:
        FileError: The file cannot be read, or may not be; the message says why.
        LimitError: It is larger than the limits in force allow.
    """
    path = path if isinstance(path, Path) else Path(file_name(path))
    below = None if below is None else file_name(below, "the path of a folder")
    try:
        descriptor, size = _opened(path) if below is None else _opened_below(path, below, hidden=hidden)
        try:
            return _whole(descriptor, path, size)
        finally:
            os.close(descriptor)
    except _RefusedError as refused:
        raise FileError(f"cannot read: {refused}", path=str(path), hint=refused.hint) from None
    except (OSError, ValueError) as error:
        if isinstance(error, FileError) or hasattr(error, "limit"):
            raise
        missing = isinstance(error, FileNotFoundError)
        if missing and is_there(path):
            raise FileError("cannot read: it is a link that leads nowhere", path=str(path)) from None
        alike = _alike(path, hidden) if missing else None
        raise FileError(f"cannot read: {reason(error)}", path=str(path), nearest=alike) from None


def _whole(descriptor: int, path: str | Path, size: int) -> bytes:
    most = in_force().bytes
    chunks: list[bytes] = []
    found = 0
    while found <= most and size <= most:
        chunk = os.read(descriptor, CHUNK)
        if len(chunk) == size < CHUNK:  # as most files are
            return chunk
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
        found += len(chunk)
    size = max(size, found)
    error = exceeded("bytes", most, f"the file has {size:,} bytes", size)
    error.in_file(str(path))
    raise error


def _opened(path: str | Path) -> tuple[int, int]:
    """The descriptor of a file and its size."""
    name = str(path)
    state = os.stat(name)
    if not stat.S_ISREG(state.st_mode):  # before it is opened: a device may do something then
        raise _special(state.st_mode)
    return os.open(name, _READ), state.st_size


def _opened_below(path: str | Path, below: str | Path, *, hidden: bool) -> tuple[int, int]:
    root, file = os.path.realpath(below), os.path.realpath(path)
    if not PurePath(file).is_relative_to(root):
        raise _RefusedError(
            f"it lies outside the folder {str(below)!r}", "put it into that folder, not a link to it"
        )
    parts = PurePath(file).relative_to(root).parts
    if not hidden and (name := next((part for part in parts if is_hidden(part)), None)):
        raise _RefusedError(
            f"{name!r} is hidden, so no document may name it", "give it a name without a dot in front"
        )
    if not _STEP_BY_STEP or not parts:
        return _opened(file)
    folder = os.open(root, _FOLDER)
    try:
        for part in parts[:-1]:  # links cannot come in between, since none is followed
            inner = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        state = os.stat(parts[-1], dir_fd=folder, follow_symlinks=False)
        if not stat.S_ISREG(state.st_mode):
            raise _special(state.st_mode)
        return os.open(parts[-1], _READ | _NO_LINK, dir_fd=folder), state.st_size
    finally:
        os.close(folder)


def _special(mode: int) -> _RefusedError:
    what = special(mode)
    hint = "on the command line, pipe it to - instead" if what in ("a pipe", "a device") else ""
    return _RefusedError(f"it is {what}, not a file", hint)


def _alike(path: Path, hidden: bool) -> str | None:
    """The file of the same folder whose name is most like this one's; suffixes alone do not count."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only errors need it

    def stem(name: str) -> str:
        return name.partition(".")[0]

    try:
        names = sorted(os.listdir(path.parent))
    except (OSError, ValueError):
        return None
    shown = [n for n in names if hidden or not is_hidden(n)]
    found = nearest(path.name, [n for n in shown if fuzz.ratio(stem(n), stem(path.name)) >= LIKE])
    return None if found is None else str(path.with_name(found))
