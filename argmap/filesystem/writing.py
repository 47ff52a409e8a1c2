"""Writing a file: next to the old one, then in its place, so that nobody ever sees half of it."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
import warnings
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from argmap.errors import FileError
from argmap.filesystem.paths import is_folder, reason, special
from argmap.values import file_name

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_OPEN: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_STREAM: Final = (
    os.O_WRONLY | getattr(os, "O_APPEND", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
)
_STREAMS: Final = ("/dev/fd/", "/dev/std", "/proc/")  # names of files that somebody has open already
_LONGEST: Final = 50  # characters of a name that the one aside takes over
_TRIES: Final = 10


class FileWarning(UserWarning):
    """A file was written, and something about the old one could not be kept: its owner, or other names for it."""


def make_folder(path: str | Path) -> None:
    """Make a folder and those around it, if they are not there.

    Raises:
        FileError: It cannot be made; the message says why.
    """
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot make the folder: {reason(error)}", path=str(path)) from None


def write_text(path: str | Path, text: str) -> None:
    """Write text in UTF-8 with line ends as they are; on failure the old file stays as it was.

    Raises:
        FileError: The file cannot be written; the message says why.
    """
    write_bytes(path, text.encode())


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write bytes next to the file, then replace it; on failure the old file stays as it was.

    A link stays a link. The new file has the mode of the old one from the start, and its owner if the system allows
    that. Pipes and character devices are written into; nothing ever takes their place.

    Warns:
        FileWarning: The owner of the old file could not be kept, or the file had other names (hard links), which
            still lead to the old content.

    Raises:
        FileError: The file cannot be written; the message says why.
    """
    path = file_name(path)
    try:
        old = _state(path)
        if old is not None and _is_stream(path, old.st_mode):
            _write_into(path, content)
            return
        _replace(Path(os.path.realpath(path)), content, old)
    except FileNotFoundError as error:
        folder = Path(path).parent
        why, hint = reason(error), ""
        if not is_folder(folder):
            why, hint = f"there is no folder {str(folder)!r}", "make it first"
        raise FileError(f"cannot write: {why}", path=str(path), hint=hint) from None
    except (OSError, ValueError) as error:
        raise FileError(f"cannot write: {reason(error)}", path=str(path)) from None
    if old is not None and old.st_nlink > 1:
        message = f"{path}: other names of this file (hard links) still have the old content"
        warnings.warn(FileWarning(message), stacklevel=2)


def _state(path: str | Path) -> os.stat_result | None:
    """What is at the path, after links; None if nothing is."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _is_stream(path: str | Path, mode: int) -> bool:
    """Whether it takes what is written and is no file by itself."""
    if stat.S_ISREG(mode):
        return os.path.abspath(path).startswith(_STREAMS)
    if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
        return True
    raise OSError(f"it is {special(mode)}, not a file")


def _write_into(path: str | Path, content: bytes) -> None:
    """Write into what cannot be replaced; a pipe that nobody reads is refused and not waited for."""
    try:
        descriptor = os.open(path, _STREAM)
    except OSError as error:
        raise OSError("nobody reads this pipe") if error.errno == errno.ENXIO else error from None
    with open(descriptor, "wb") as stream:
        if sys.platform != "win32":  # where it was never opened so that it does not wait
            os.set_blocking(descriptor, True)
        stream.write(content)


def _replace(target: Path, content: bytes, old: os.stat_result | None) -> None:
    with _aside(target, 0o666 if old is None else 0o600) as (aside, stream):
        if old is not None:
            _take_over(target, stream.fileno(), old)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
        if sys.platform == "win32":  # which renames no open file
            stream.close()
        os.replace(aside, target)
    if sys.platform != "win32":
        with suppress(OSError):
            _sync_folder(target.parent)


@contextmanager
def _aside(target: Path, mode: int) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file next to the target, locked while it is written; it is removed if writing fails.

    It always has the same name, so that one left behind by a crash is found without looking through the folder. If
    somebody else is writing the same file just now, the name is a random one.
    """
    aside = target.with_name(f".{target.name[:_LONGEST]}.part")
    for _ in range(_TRIES):
        try:
            descriptor = os.open(aside, _NEW, mode)
        except FileExistsError:
            if not _removed(aside):
                aside = target.with_name(f".{target.name[:_LONGEST]}.{secrets.token_hex(4)}.part")
            continue
        if _locked(descriptor):
            break
        os.close(descriptor)
    else:
        raise OSError(f"the name {aside.name!r} is taken")
    with open(descriptor, "wb") as stream:
        try:
            yield aside, stream
        except BaseException:
            with suppress(OSError):
                stream.close()  # Windows removes no open file
            with suppress(OSError):
                aside.unlink()
            raise


def _locked(descriptor: int) -> bool:
    """Whether the file is ours: locked, and not removed by somebody who took it for one left behind."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return os.fstat(descriptor).st_nlink > 0


def _removed(aside: Path) -> bool:
    """Whether what a crash left behind was removed; not if somebody is writing it."""
    try:
        descriptor = os.open(aside, _OPEN)
        try:
            if sys.platform != "win32":  # which removes no open file
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(descriptor), os.lstat(aside)):  # and not the next one's
                    aside.unlink()
        finally:
            os.close(descriptor)
        if sys.platform == "win32":
            aside.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _take_over(target: Path, descriptor: int, old: os.stat_result) -> None:
    """Give the new file, empty as yet, the owner and the mode of the old one."""
    if sys.platform == "win32":
        return
    new = os.fstat(descriptor)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.fchown(descriptor, old.st_uid, old.st_gid)
        except OSError:
            with suppress(OSError):
                os.fchown(descriptor, -1, old.st_gid)
            warnings.warn(FileWarning(f"{target}: the owner of the old file could not be kept"), stacklevel=4)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode) & 0o777)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
