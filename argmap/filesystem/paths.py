"""What is at a path: questions that never fail, whatever the path is."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from argmap.errors import FileError

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


def _state(path: str | Path) -> os.stat_result | None:
    try:
        return os.stat(path)
    except (OSError, ValueError):
        return None


def changed_at(path: str | Path) -> tuple[int, int] | None:
    """When the file was last written, in nanoseconds, and its size; None if it cannot be said."""
    state = _state(path)
    return None if state is None else (state.st_mtime_ns, state.st_size)


def special(mode: int) -> str:
    """What is there instead of a file, in words; "" for a file.

    >>> special(stat.S_IFIFO), special(stat.S_IFREG)
    ('a pipe', '')
    """
    return next((words for test, words in _SPECIAL if test(mode)), "" if stat.S_ISREG(mode) else "no file")


def reason(error: Exception) -> str:
    """Why the system refused, in lower case."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def is_there(path: str | Path) -> bool:
    """Whether the name is taken, if only by a link that leads nowhere."""
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def identity(path: str | Path) -> tuple[int, int] | None:
    """What tells a file from all others, whatever it is called; None if there is none."""
    state = _state(path)
    return None if state is None else (state.st_dev, state.st_ino)


def is_below(path: str | Path, folder: str | Path) -> bool:
    """Whether a path is in a folder or below it, as far as its own folder is after links."""
    return PurePath(real(os.path.dirname(path) or ".")).is_relative_to(real(folder))


def leads_out(path: str | Path, folder: str | Path) -> bool:
    """Whether what is at a path is elsewhere than in a folder or below it, after links."""
    return not PurePath(real(path)).is_relative_to(real(folder))


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is one that is not listed by default."""
    return name.startswith(".")


def with_suffix(path: str | Path, suffix: str) -> Path:
    """The file of the same name with another suffix, in the same folder.

    Raises:
        FileError: The path ends in no name of a file.
    """
    file = Path(path)
    if file.name in ("", ".."):
        raise FileError("it is not the name of a file", path=str(path))
    return file.with_suffix(suffix)


class Below(NamedTuple):
    """What is in a folder and its folders.

    Attributes:
        files: All that is no folder, in the order of their names.
        hidden: How many entries were left out because they are hidden.
        problems: The folders that could not be listed.
    """

    files: list[Path]
    hidden: int
    problems: list[FileError]


def files_below(folder: Path) -> Below:
    """The files in a folder and its folders; links to folders are not followed, hidden entries are left out."""
    found = Below([], 0, [])
    hidden = 0

    def problem(error: OSError) -> None:
        found.problems.append(FileError(f"cannot list the folder: {reason(error)}", path=str(error.filename)))

    for place, folders, names in os.walk(folder, onerror=problem):
        hidden += sum(map(is_hidden, (*folders, *names)))
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        found.files.extend(Path(place, name) for name in sorted(names) if not is_hidden(name))
    return found._replace(hidden=hidden)
