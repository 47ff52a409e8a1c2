"""What a rule is: the row that names it, and the function that looks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from argmap.checks.finding import Finding
from argmap.diagnostics import Severity, severity
from argmap.errors import ArgmapError
from argmap.model.fields import strings
from argmap.values import Frozen, misfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from argmap.model import ArgumentMap, Quote

PAGE = "https://argmap.readthedocs.io/en/latest/reference/findings.html"
"""The page that explains every code of argmap, under an anchor of that name."""


@frozen
class Found(Frozen):
    """What a rule found in one place; its row gives the code and the severity.

    Attributes:
        message: What was found, in lower case.
        ids: The records concerned.
        hint: What to do about it.
        words: The words concerned, "" if it is about the records as a whole. Findings with the same code, ids and words
            are the same, when one is accepted and when a forge follows it.
        source: Id of the source that the words are of.
        start: Where in its text, in code points; None if the place is not known.
        end: Where it ends.
    """

    message: str
    ids: tuple[str, ...] = field(default=(), converter=strings)
    hint: str = ""
    words: str = field(default="", kw_only=True)
    source: str = field(default="", kw_only=True)
    start: int | None = field(default=None, kw_only=True)
    end: int | None = field(default=None, kw_only=True)

    @classmethod
    def in_quote(cls, quote: Quote, message: str, ids: Iterable[str], hint: str = "") -> Found:
        """What was found about the words of a quote."""
        return cls(
            message, ids, hint, words=quote.exact, source=quote.source, start=quote.start, end=quote.end
        )


@frozen
class Rule(Frozen):
    """A row of the table of rules: what is looked for, how much it matters, and how it is found.

    Attributes:
        code: The stable name of what it finds.
        severity: error, warning or info.
        looks_for: What it finds, in a few words, as help of tools shows it.
        find: A function from a map to what was found; it looks at nothing else.
        group: The group by which it can be chosen together with others.
        documentation: The address of a page that explains it.

    >>> def untagged(m):
    ...     for claim in m.claims:
    ...         if not claim.tags:
    ...             yield Found(f"{claim.id!r} has no tag", [claim.id])
    >>> rule = Rule("untagged", "info", "a claim without a tag", untagged)
    >>> from argmap import ArgumentMap, Claim, check
    >>> print(check(ArgumentMap.of(Claim("cap")), rules=[rule])[0])
    info untagged: 'cap' has no tag
    """

    code: str
    severity: Severity = field(converter=severity)
    looks_for: str
    find: Callable[[ArgumentMap], Iterable[Found]] = field(repr=False)
    group: str = field(default="", kw_only=True)
    documentation: str = field(default="", kw_only=True)

    def findings(self, m: ArgumentMap) -> Iterator[Finding]:
        """What the rule finds in a map.

        Raises:
            ArgmapError: The rule is of another package and fails.
        """
        try:
            for found in self.find(m):
                yield self._finding(found)
        except ArgmapError:
            raise
        except Exception as error:
            if self.is_own:
                raise  # a defect of argmap, to be seen as it is
            what = f"{type(error).__name__}: {error}"
            raise ArgmapError(f"the rule {self.code!r} of another package failed: {what}") from error

    @property
    def is_own(self) -> bool:
        """Whether it is one of argmap's."""
        return self.documentation.startswith(f"{PAGE}#")

    def _finding(self, found: Found) -> Finding:
        if not isinstance(found, Found):
            raise misfit(found, f"a Found of the rule {self.code!r} is", ArgmapError, expected="a Found")
        return Finding(
            self.code,
            self.severity,
            found.message,
            found.ids,
            found.hint,
            words=found.words,
            source=found.source,
            start=found.start,
            end=found.end,
            documentation=self.documentation,
        )
