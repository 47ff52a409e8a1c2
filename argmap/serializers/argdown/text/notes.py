"""What a reading reports of an Argdown text, and at which line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from attrs import Factory, define

from argmap.diagnostics import LONGEST_SNIPPET, Diagnostic, Severity, snippet
from argmap.messages import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.errors import ArgmapError

BREAK: Final = r"(?:\r\n|\n|\r(?!\n))"


@define(eq=False)
class Lines:
    """Lines and columns of offsets in a text, both counted from 1; built when first asked."""

    text: str
    _starts: list[int] = Factory(list)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        if not self._starts:
            self._starts = [0, *(m.end() for m in re.finditer(BREAK, self.text))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def snippet(self, offset: int) -> str:
        """What is around an offset in its line, with a caret under it."""
        line, column = self.position(offset)
        start = max(offset - column + 1, offset - 2 * LONGEST_SNIPPET)  # lines may be as long as the text
        end = min(
            self._starts[line] if line < len(self._starts) else len(self.text), offset + 2 * LONGEST_SNIPPET
        )
        return snippet(self.text[start:end].rstrip("\r\n"), offset - start + 1)

    def file(self, offset: int) -> str:  # noqa: ARG002 - of a text that is all of its file
        """The other file that an offset is in, in words to begin a message with; or ""."""
        return ""


class Notes:
    """What a reading reports of a text, in the order of the text; it finds lines and columns."""

    __slots__ = ("begin", "lines", "reported")

    def __init__(self, text: str, lines: Lines | None = None) -> None:
        self.lines = lines or Lines(text)
        self.reported: list[tuple[int, Diagnostic]] = []
        self.begin = 0  # where the text begins in that of the lines

    def from_(self, begin: int) -> Notes:
        """The same notes for what of the text begins at an offset, and counts its own offsets from there."""
        part = Notes("", self.lines)
        part.reported, part.begin = self.reported, self.begin + begin
        return part

    def in_order(self) -> list[Diagnostic]:
        """All that was reported, by its position in the text."""
        return [note for _, note in sorted(self.reported, key=itemgetter(0))]

    def report(
        self,
        severity: Severity,
        code: str,
        offset: int,
        message: str,
        hint: str = "",
        ids: tuple[str, ...] = (),
    ) -> None:
        """Note something at an offset of the text."""
        offset += self.begin
        line, column = self.lines.position(offset)
        shown = self.lines.snippet(offset)
        message = self.lines.file(offset) + message
        self.reported.append(
            (offset, Diagnostic(code, severity, message, line, column, snippet=shown, ids=ids, hint=hint))
        )

    def refused(self, code: str, offset: int, where: str, error: ArgmapError) -> None:
        """An error in a part of the text, with the nearest known name as the hint if there is one."""
        hint = f"did you mean {error.nearest!r}?" if error.nearest else error.hint
        self.report(Severity.ERROR, code, offset, f"{where}: {error.message}", hint)

    def error(self, code: str, offset: int, message: str, hint: str = "") -> None:
        """Something that cannot be read as it is."""
        self.report(Severity.ERROR, code, offset, message, hint)

    def warning(
        self, code: str, offset: int, message: str, hint: str = "", ids: tuple[str, ...] = ()
    ) -> None:
        """Something that its author probably did not mean."""
        self.report(Severity.WARNING, code, offset, message, hint, ids)

    def info(self, code: str, offset: int, message: str, hint: str = "") -> None:
        """Something that was read otherwise than the reference parser reads it."""
        self.report(Severity.INFO, code, offset, message, hint)


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """The hint that names the known name nearest to an unknown one; empty if none is near."""
    near = nearest(str(name), known)
    return f"did you mean {near!r}?" if near else ""
