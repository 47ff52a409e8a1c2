"""The files next to annotations: the text that they annotate, and who wrote which part of it."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from argmap.diagnostics import Diagnostic
from argmap.errors import FileError, FormatError
from argmap.filesystem import exists, read_bytes, with_suffix
from argmap.messages import shown
from argmap.model.fields import CONTROL
from argmap.syntax.encoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from argmap.diagnostics import Report

_CONTENT = re.compile(r"Content\s+(\S+)\s+(.+?)\s+([0-9]{1,15})\s+([0-9]{1,15})")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)  # the fourth begins as the first
_NOBODY = ("[deleted]", "[removed]", "-", "?", "None")  # what forums write for deleted accounts


class Part(NamedTuple):
    """A part of the text, written by one author."""

    start: int
    end: int
    author: str  # the name of the account that wrote it; "" if it is not known


def text_next_to(path: Path | None, suffix: str, report: Report) -> str | None:
    """The text of the file with the same name and another suffix; None if there is none.

    It is untouched: a byte order mark is a character, and both of CRLF are, as brat counts them.
    """
    if path is None:
        return None
    file = with_suffix(path, suffix)
    if not exists(file):
        return None
    try:
        raw = read_bytes(file, below=path.parent, hidden=path.name.startswith("."))
    except FileError as error:
        message, hint = f"{shown(file.name)} is not read: {error.message}", error.hint
        report(Diagnostic("text-not-read", "warning", message, hint=hint))
        return None
    report(Diagnostic("file-read", "info", f"{shown(file.name)} is read as well"))
    return _text(raw, file.name, report)


def _text(raw: bytes, name: str, report: Report) -> str | None:
    if raw.startswith(_WIDE):
        try:
            text = decoded(raw)
        except FormatError as error:
            message = f"{shown(name)} is not read: {error.message}"
            report(Diagnostic("text-not-read", "warning", message, line=error.line, hint=error.hint))
            return None
        message = f"{shown(name)} is UTF-16 or UTF-32; its byte order mark does not count"
        report(Diagnostic("text-not-utf-8", "warning", message))
        return text
    try:
        return raw.decode()
    except UnicodeDecodeError:
        report(Diagnostic("text-not-utf-8", "warning", f"{name} is not UTF-8; read as Windows-1252"))
        return raw.decode("cp1252", errors="replace")


def parts_of(metadata: str, report: Report) -> list[Part]:
    r"""The parts of a text, by the lines that name their authors; other lines are reported.

    >>> from argmap.diagnostics import ignored
    >>> parts_of("Content\tr1\tAnn\t0\t12", ignored)
    [Part(start=0, end=12, author='Ann')]
    """
    parts = []
    for n, line in enumerate(metadata.removeprefix("\ufeff").splitlines(), 1):
        found = _CONTENT.fullmatch(line.strip())
        if found and int(found[3]) <= int(found[4]):
            author = "" if found[2] in _NOBODY or CONTROL.search(found[2]) else found[2]
            parts.append(Part(int(found[3]), int(found[4]), author))
        elif line.strip():
            message = f"line {n} of the metadata, {shown(line.strip())}, is not read"
            report(Diagnostic("metadata-not-read", "info", message))
    return parts


class Authors:
    """Who wrote what is at a place of a text."""

    def __init__(self, parts: Iterable[Part]) -> None:
        """Note for each start of a part how far the parts before it reach: the farthest, and another author's."""
        self._starts: list[int] = []
        self._reach: list[list[tuple[int, str]]] = []
        reach: list[tuple[int, str]] = []
        for part in sorted(parts):
            farthest = {author: end for end, author in reach}
            farthest[part.author] = max(part.end, farthest.get(part.author, 0))
            reach = sorted(((end, author) for author, end in farthest.items()), reverse=True)[:2]
            self._starts.append(part.start)
            self._reach.append(reach)

    def of(self, start: int, end: int) -> set[str]:
        """The authors of the parts in which a place is; two of them if there are more.

        >>> Authors([Part(0, 9, "Ann"), Part(10, 20, "Bo")]).of(3, 7)
        {'Ann'}
        """
        n = bisect_right(self._starts, start)
        return {author for reach, author in self._reach[n - 1] if end <= reach} if n else set()
