"""The files next to annotations: the text that they annotate, and who wrote which part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from argmap.diagnostics import Diagnostic
from argmap.errors import FileError
from argmap.filesystem import exists, read_bytes
from argmap.messages import shown
from argmap.model.fields import CONTROL

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Report

_CONTENT = re.compile(r"Content\s+(\S+)\s+(.+?)\s+([0-9]{1,15})\s+([0-9]{1,15})")
_NOBODY = ("[deleted]", "[removed]", "-", "?", "None")  # what forums write for deleted accounts


class Part(NamedTuple):
    """A part of the text, written by one author."""

    start: int
    end: int
    author: str  # the name of the account that wrote it; "" if it is not known


def text_next_to(path: Path | None, suffix: str, report: Report) -> str | None:
    """The text of the file with the same name and another suffix; None if there is none."""
    if path is None:
        return None
    file = path.with_suffix(suffix)
    if not exists(file):
        return None
    try:
        raw = read_bytes(file, below=path.parent, hidden=path.name.startswith("."))
    except FileError as error:
        message, hint = f"{shown(file.name)} is not read: {error.message}", error.hint
        report(Diagnostic("text-not-read", "warning", message, hint=hint))
        return None
    report(Diagnostic("file-read", "info", f"{shown(file.name)} is read as well"))
    try:
        return raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        report(Diagnostic("text-not-utf-8", "warning", f"{file.name} is not UTF-8; read as Windows-1252"))
        return raw.decode("cp1252", errors="replace")


def parts_of(metadata: str, report: Report) -> list[Part]:
    r"""The parts of a text, by the lines that name their authors; other lines are reported.

    >>> from argmap.diagnostics import ignored
    >>> parts_of("Content\tr1\tAnn\t0\t12", ignored)
    [Part(start=0, end=12, author='Ann')]
    """
    parts = []
    for n, line in enumerate(metadata.splitlines(), 1):
        found = _CONTENT.fullmatch(line.strip())
        if found and int(found[3]) <= int(found[4]):
            author = "" if found[2] in _NOBODY or CONTROL.search(found[2]) else found[2]
            parts.append(Part(int(found[3]), int(found[4]), author))
        elif line.strip():
            message = f"line {n} of the metadata, {shown(line.strip())}, is not read"
            report(Diagnostic("metadata-not-read", "info", message))
    return parts
