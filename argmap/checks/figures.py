"""Rules about figures: what a record states in numbers is in the words it quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from argmap.checks.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap, Quantity

_NUMBER: Final = re.compile(r"\d+(?:[.,\u00a0\u202f' ]\d+)*")
_SEPARATOR: Final = re.compile(r"[,\u00a0\u202f' ](?=\d{3}(?!\d))")


def figures_are_in_the_words(m: ArgumentMap) -> Iterator[Finding]:
    """The number of each figure stands in its own quote, or in a quote of its record.

    Numbers that the words spell out cannot be read, so words without any digit are passed over.
    """
    for evidence in m.evidence:
        for figure in evidence.figures:
            quotes = [figure.quote] if figure.quote else list(evidence.quotes)
            words = " ".join(q.exact for q in quotes)
            numbers = _numbers(words)
            if numbers and not _needed(figure) & numbers:
                yield Finding(
                    "figure-not-quoted",
                    Severity.WARNING,
                    f"{evidence.id!r} states {figure.value} {figure.unit}".rstrip()
                    + f", but its words have {', '.join(sorted(numbers))}",
                    [evidence.id],
                    "check the figure against the quote",
                )


def _needed(figure: Quantity) -> set[str]:
    """The ways in which the words may write the number; of a date, its year is enough."""
    if isinstance(figure.value, str):
        return {figure.value.lstrip("-")[:4]}
    return {f"{figure.value:g}", f"{figure.value:f}".rstrip("0").rstrip("."), str(figure.value)}


def _numbers(words: str) -> set[str]:
    found = set()
    for number in _NUMBER.findall(words):
        plain = _SEPARATOR.sub("", number)
        found |= {plain, plain.replace(",", "."), *re.findall(r"\d+", number)}
    return found
