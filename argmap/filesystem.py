"""Files, whole or not at all: what is read is read to the end, what is written replaces in one step."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from argmap.errors import FileError

CHUNK = 1 << 16
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)  # Windows would change line ends


def read_bytes(path: str | Path) -> bytes:
    """A file's bytes.

    Raises:
        FileError: The file cannot be read; the message says why.
    """
    try:
        descriptor = os.open(path if isinstance(path, Path) else Path(path), _READ)
        try:
            chunks = []
            while chunk := os.read(descriptor, CHUNK):  # most files are one
                chunks.append(chunk)
            return b"".join(chunks)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot read: {_reason(error)}", path=str(path)) from None


def make_folder(path: str | Path) -> None:
    """Make a folder and those around it, as far as they are not there.

    Raises:
        FileError: It cannot be made; the message says why.
    """
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot make the folder: {_reason(error)}", path=str(path)) from None


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
    try:
        target = Path(os.path.realpath(path))  # a link stays a link
        aside = target.with_name(f".{target.name[:50]}.{secrets.token_hex(4)}.part")
        stream = aside.open("xb")  # a new file gets the mode that files get here
        try:
            with stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            with suppress(FileNotFoundError):
                aside.chmod(target.stat().st_mode & 0o777)
            aside.replace(target)
        except BaseException:
            aside.unlink()
            raise
    except (OSError, ValueError) as error:
        raise FileError(f"cannot write: {_reason(error)}", path=str(path)) from None


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
