"""What a check reports about a map."""

from __future__ import annotations

from attrs import field, frozen

from argmap.diagnostics import Severity, severity
from argmap.messages import printable
from argmap.model.fields import strings


@frozen
class Finding:
    """One thing to look at.

    Attributes:
        code: Stable name of the rule that found it ("quote-absent").
        severity: error, warning or info.
        message: What was found, in lower case.
        ids: The records concerned.
        hint: What to do about it.
    """

    code: str
    severity: Severity = field(converter=severity)
    message: str
    ids: tuple[str, ...] = field(default=(), converter=strings)
    hint: str = ""

    def __str__(self) -> str:
        """One line: severity, code, message and hint."""
        hint = f" ({self.hint})" if self.hint else ""
        return printable(f"{self.severity} {self.code}: {self.message}{hint}")
