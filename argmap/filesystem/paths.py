"""What is at a path: questions that never fail, whatever the path is."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_SPECIAL: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISLNK, "a link that leads nowhere"),
)


def exists(path: str | Path) -> bool:
    r"""Whether there is something at the path, after links.

    >>> exists("nul\0"), exists(".")
    (False, True)
    """
    return os.path.exists(path)


def is_folder(path: str | Path) -> bool:
    """Whether the path leads to a folder."""
    return os.path.isdir(path)


def real(path: str | Path) -> str:
    """The path without links, as far as they lead somewhere; the path itself if it cannot be one."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)


def changed_at(path: str | Path) -> tuple[int, int] | None:
    """When the file was last written, in nanoseconds, and its size; None if it cannot be said."""
    try:
        state = os.stat(path)
    except (OSError, ValueError):
        return None
    return state.st_mtime_ns, state.st_size


def special(mode: int) -> str:
    """What is there instead of a file, in words; "" for a file.

    >>> special(stat.S_IFIFO), special(stat.S_IFREG)
    ('a pipe', '')
    """
    return next((words for test, words in _SPECIAL if test(mode)), "" if stat.S_ISREG(mode) else "no file")


def reason(error: Exception) -> str:
    """Why the system refused, in lower case."""
    return (getattr(error, "strerror", None) or str(error)).lower()
