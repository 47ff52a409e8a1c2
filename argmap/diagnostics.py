"""What readers and checks report: how much it matters, and where in the text it is."""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen

from argmap.messages import counted, printable
from argmap.values import Frozen, Vocabulary

LONGEST_SNIPPET = 100  # code points of a line that a snippet shows
SHOWN = 3  # diagnostics in the message of a warning


class Severity(Vocabulary):
    """How much a finding or diagnostic matters, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def severity(value: str) -> Severity:
    """The severity that a word names."""
    return Severity.of(value)


@frozen
class Diagnostic(Frozen):
    """Something a reader reports about a text: a mistake, or a place that it had to interpret.

    Attributes:
        code: Stable name of what was found ("undefined-reference").
        severity: error (the text cannot be read as it is), warning (probably not what its author
            meant) or info (how it was read).
        message: What was found and how it was read, in lower case.
        line: Line in the text, counted from 1, or None.
        column: Column in that line in code points, counted from 1, or None.
        path: Where, in texts that are trees: ``$.nodes[3].text``; or "".
        snippet: The line, and under it a caret at the column; or "".
        ids: The records concerned.
        hint: What to do about it.

    >>> print(Diagnostic("undefined-reference", "warning", "[Capp] is not defined", line=3, column=5))
    line 3, column 5: warning: [Capp] is not defined (undefined-reference)
    """

    code: str
    severity: Severity = field(converter=severity)
    message: str
    line: int | None = None
    column: int | None = None
    path: str = ""
    snippet: str = field(default="", kw_only=True)
    ids: tuple[str, ...] = field(default=(), kw_only=True)
    hint: str = field(default="", kw_only=True)

    @property
    def place(self) -> str:
        """Line and column, or path, in words."""
        if self.line is None:
            return self.path
        return f"line {self.line}" + (f", column {self.column}" if self.column is not None else "")

    def __str__(self) -> str:
        """Position, severity, message, hint and code in one line; the snippet below."""
        place = f"{self.place}: " if self.place else ""
        hint = f"; {self.hint}" if self.hint else ""
        below = f"\n{self.snippet}" if self.snippet else ""
        return printable(f"{place}{self.severity}: {self.message}{hint} ({self.code})") + below


Report = Callable[[Diagnostic], None]


class ReadWarning(UserWarning):
    """What a reader reports about a text that it could read.

    Attributes:
        where: The file, or the format of the text.
        diagnostics: The warnings, in the order of the text.
    """

    def __init__(self, where: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Keep what ``str()`` puts together."""
        super().__init__(where, diagnostics)
        self.where = where
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        """The file or format, how many there are, and the first few."""
        n = len(self.diagnostics)
        lines = [printable(f"{self.where}: {counted(n, 'warning')}"), *map(str, self.diagnostics[:SHOWN])]
        return "\n  ".join([*lines, *([f"and {n - SHOWN} more"] if n > SHOWN else [])])


def ignored(_: Diagnostic) -> None:
    """The report of a caller who does not want to know."""


def snippet(line: str, column: int) -> str:
    """A line and a caret under one of its columns (counted from 1); long lines are cut around it.

    >>> print(snippet("[Cap]: Rents should be capped.", 3))
      [Cap]: Rents should be capped.
        ^
    """
    start = max(0, column - 1 - LONGEST_SNIPPET // 2) if len(line) > LONGEST_SNIPPET else 0
    shown = line[start : start + LONGEST_SNIPPET]
    if not shown.isprintable():
        shown = "".join(c if c.isprintable() else " " for c in shown)
    return f"  {shown}\n  {' ' * (column - 1 - start)}^"
