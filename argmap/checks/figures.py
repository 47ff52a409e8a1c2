"""Rules about figures: what a record states in numbers is in the words that it quotes."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

from argmap.checks.rule import Found
from argmap.model.references import with_parts
from argmap.quoting.numbers import digits, scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap, Evidence, Quantity, Source

LONGEST = 60  # code points of the numbers in a message


def figures_are_in_the_words(m: ArgumentMap) -> Iterator[Found]:
    """The number of each figure is in its own quote, or in a quote of the evidence or provenance that states it.

    Words without any digit are ignored, as they may be in any language. So are signs, as "fell by 5 percent" may be a
    figure of -5.
    """
    records: tuple[Evidence | Source, ...] = (*m.evidence, *m.sources)
    for record, part in ((r, part) for r in records for part in with_parts(r)):
        for figure in getattr(part, "figures", ()):
            quotes = [figure.quote] if figure.quote else list(part.quotes)
            there = digits(" ".join(q.exact for q in quotes))
            needed = _needed(figure)
            if there and not any(isclose(needed, n) for number in there for n in number.readings):
                seen = ", ".join(dict.fromkeys(number.text for number in there))
                stated = f"{figure.value} {figure.unit}".rstrip()
                yield Found(
                    f"{record.id!r} states {stated}, but its words have "
                    f"{seen if len(seen) <= LONGEST else seen[: LONGEST - 1] + '…'}",
                    [record.id],
                    "check the figure against the quote",
                    words=stated,
                )


def _needed(figure: Quantity) -> float:
    """The number that the words must have; of a date, its year is enough."""
    if isinstance(figure.value, str):
        return float(figure.value.lstrip("-")[:4])
    return abs(figure.value) * scale(figure.unit)
