"""Files, whole or not at all: what is read is read to the end, what is written replaces in one step."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from argmap.errors import FileError, LimitError
from argmap.limits import exceeded, in_force
from argmap.messages import nearest

CHUNK = 1 << 16
LIKE = 70  # percent of a name that must agree for another to be suggested
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)  # Windows would change line ends


def read_bytes(path: str | Path) -> bytes:
    """A file's bytes.

    Raises:
        FileError: The file cannot be read; the message says why.
        LimitError: It is larger than the limits in force allow.
    """
    try:
        descriptor = os.open(path if isinstance(path, Path) else Path(path), _READ)
        try:
            chunks = []
            size, most = 0, in_force().bytes
            while chunk := os.read(descriptor, CHUNK):  # most files are one
                chunks.append(chunk)
                size += len(chunk)
                if size > most:
                    raise _too_large(path, os.fstat(descriptor).st_size, most)
            return b"".join(chunks)
        finally:
            os.close(descriptor)
    except LimitError:
        raise
    except (OSError, ValueError) as error:
        alike = _alike(Path(path)) if isinstance(error, FileNotFoundError) else None
        raise FileError(f"cannot read: {_reason(error)}", path=str(path), nearest=alike) from None


def _too_large(path: str | Path, size: int, most: int) -> LimitError:
    error = exceeded("bytes", most, f"the file has {size:,} bytes", size)
    error.in_file(str(path))
    return error


def make_folder(path: str | Path) -> None:
    """Make a folder and those around it, if they are not there.

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
    """Write bytes next to the file, then replace it; on failure the old file stays as it was.

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
    except FileNotFoundError as error:
        folder = Path(path).parent
        why, hint = _reason(error), ""
        if not folder.is_dir():
            why, hint = f"there is no folder {str(folder)!r}", "make it first"
        raise FileError(f"cannot write: {why}", path=str(path), hint=hint) from None
    except (OSError, ValueError) as error:
        raise FileError(f"cannot write: {_reason(error)}", path=str(path)) from None


def _alike(path: Path) -> str | None:
    """The file of the same folder whose name is most like this one's; suffixes alone do not count."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only errors need it

    def stem(name: str) -> str:
        return name.partition(".")[0]

    try:
        names = sorted(os.listdir(path.parent))  # noqa: PTH208 - names, not paths
    except OSError:
        return None
    found = nearest(path.name, [n for n in names if fuzz.ratio(stem(n), stem(path.name)) >= LIKE])
    return None if found is None else str(path.with_name(found))


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
