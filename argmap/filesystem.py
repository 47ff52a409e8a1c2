"""Files, whole or not at all: what is read is read to the end, what is written replaces in one step."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from argmap.errors import FileError


def read_bytes(path: str | Path) -> bytes:
    """A file's bytes.

    Raises:
        FileError: The file cannot be read; the message says why.
    """
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise FileError(f"cannot read: {_reason(error)}", path=str(path)) from None


def write_text(path: str | Path, text: str) -> None:
    """Write text in UTF-8 with line ends as they are; on failure the old file stays as it was.

    Raises:
        FileError: The file cannot be written; the message says why.
    """
    write_bytes(path, text.encode())


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write bytes beside the file, then put them in its place; on failure the old file stays as it was.

    Raises:
        FileError: The file cannot be written; the message says why.
    """
    target = Path(path)
    aside = ""
    try:
        if target.is_symlink():
            target = target.resolve()
        handle, aside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.", suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(aside).chmod(_mode(target))
        Path(aside).replace(target)
    except (OSError, ValueError) as error:
        if aside:
            with suppress(OSError):
                Path(aside).unlink()
        raise FileError(f"cannot write: {_reason(error)}", path=str(path)) from None


def _mode(target: Path) -> int:
    """The mode of the file that is replaced, or what a new file gets here."""
    try:
        return target.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
