"""What a check reports about a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from argmap.diagnostics import Severity, severity
from argmap.messages import printable
from argmap.model.accepted import about
from argmap.model.fields import offset, strings
from argmap.values import Frozen

if TYPE_CHECKING:
    from argmap.model import AcceptedFinding
    from argmap.tables import Cell, Columns


@frozen
class Finding(Frozen):
    """One thing to look at.

    Attributes:
        code: Stable name of what was found ("quote-absent").
        severity: error, warning or info.
        message: What was found, in lower case.
        ids: The records concerned.
        hint: What to do about it.
        words: The words concerned, "" if it is about the records as a whole; with code and ids they tell it apart.
        source: Id of the source that the words are of, or of the passage that is meant; "" if none is.
        start: Where that begins in the source, in code points; None if the place is not known.
        end: Where it ends.
        path: The file of the map, if it was read from one by the command line.
        line: The line of the first of the records in it, counted from 1, where the format knows lines.
        column: The column in that line in code points, counted from 1.
        documentation: The address of the page that explains the code.
        accepted: What was accepted, and why; None for most findings.
    """

    code: str
    severity: Severity = field(converter=severity)
    message: str
    ids: tuple[str, ...] = field(default=(), converter=strings)
    hint: str = ""
    words: str = field(default="", kw_only=True)
    source: str = field(default="", kw_only=True)
    start: int | None = field(default=None, converter=offset, kw_only=True)
    end: int | None = field(default=None, converter=offset, kw_only=True)
    path: str = field(default="", kw_only=True)
    line: int | None = field(default=None, kw_only=True)
    column: int | None = field(default=None, kw_only=True)
    documentation: str = field(default="", kw_only=True)
    accepted: AcceptedFinding | None = field(default=None, kw_only=True)

    COLUMNS: ClassVar[Columns] = {
        "severity": str,
        "code": str,
        "ids": str,
        "message": str,
        "hint": str,
        "place": str,
        "reason": str,
    }

    @property
    def about(self) -> tuple[str, frozenset[str], str]:
        """What tells it apart from other findings."""
        return about(self)

    @property
    def place(self) -> str:
        """``map.argdown:3:14``, or the code points of a source, ``release 18-44``; "" if the place is not known."""
        if self.path:
            return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n is not None)])
        return f"{self.source} {self.start}-{self.end}" if self.start is not None else ""

    def row(self) -> dict[str, Cell]:
        """The finding as a row of a table; ``reason`` says why it is accepted."""
        return {
            "severity": self.severity,
            "code": self.code,
            "ids": ", ".join(self.ids),
            "message": self.message,
            "hint": self.hint or None,
            "place": self.place or None,
            "reason": self.accepted.reason if self.accepted else None,
        }

    def __str__(self) -> str:
        """One line: severity, code, message and hint; why it is accepted."""
        hint = f" ({self.hint})" if self.hint else ""
        reason = f" [accepted: {self.accepted.reason}]" if self.accepted else ""
        return printable(f"{self.severity} {self.code}: {self.message}{hint}{reason}")
