"""What callers give to formats that read files next to a text: the text, where it is, and flags."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from argmap.diagnostics import ignored
from argmap.errors import ArgmapError
from argmap.values import file_name, misfit, must_be, must_be_flag

if TYPE_CHECKING:
    from argmap.diagnostics import Report


def path_of(path: str | Path | None) -> Path | None:
    """A path, which may be the empty name of the current folder."""
    if path is None or isinstance(path, Path):
        return path
    return Path() if isinstance(path, str) and not path else Path(file_name(path, "a path"))


def folder_of(path: str | Path | None, folder: str | Path | None) -> Path | None:
    """The folder of a text's sources: by default that of its file."""
    file = path_of(path)
    return path_of(folder) if folder is not None or file is None else file.parent


def refuse_others(text: str, report: Report = ignored, **flags: bool) -> None:
    """Refuse what is no text, no function, or neither true nor false.

    Raises:
        ArgmapError: One of these.
    """
    must_be(text, str, "text")
    if not callable(report):
        raise misfit(
            report, "a function that takes a Diagnostic is", ArgmapError, expected="a function that takes one"
        )
    for name, flag in flags.items():
        must_be_flag(flag, name)
