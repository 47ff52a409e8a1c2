"""Rules about figures: what a record states in numbers is in the words that it quotes."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

from argmap.checks.rule import Found
from argmap.model.references import with_parts
from argmap.quoting.numbers import numbers, scale, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap, Evidence, Quantity, Source

LONGEST = 60  # code points of the numbers in a message


def figures_are_in_the_words(m: ArgumentMap) -> Iterator[Found]:
    """The number of each figure is in its own quote, or in a quote of the evidence or provenance that states it.

    English number words count as well; words without any number are ignored, as they may be in any language, and number
    words of other things. So are signs, as "fell by 5 percent" may be a figure of -5.
    """
    records: tuple[Evidence | Source, ...] = (*m.evidence, *m.sources)
    for record, part in ((r, part) for r in records for part in with_parts(r)):
        for figure in getattr(part, "figures", ()):
            quotes = [figure.quote] if figure.quote else list(part.quotes)
            there = numbers("\n".join(q.exact for q in quotes))
            needed = _needed(figure)
            others = [n for n in there if not n.spelled or _unit(figure) in n.of]
            if others and not any(isclose(needed, n) for number in there for n in number.readings):
                seen = ", ".join(dict.fromkeys(number.text for number in others))
                stated = f"{figure.value} {figure.unit}".rstrip()
                yield Found(
                    f"{record.id!r} states {stated}, but its words have "
                    f"{seen if len(seen) <= LONGEST else seen[: LONGEST - 1] + '…'}",
                    [record.id],
                    "check the figure against the quote",
                    words=stated,
                )


def _unit(figure: Quantity) -> str:
    """What a figure is of, as numbers in a text have it."""
    return "%" if figure.unit in ("percent", "%", "per cent") else stem(figure.unit)


def _needed(figure: Quantity) -> float:
    """The number that the words must have; of a date, its year is enough."""
    if isinstance(figure.value, str):
        return float(figure.value.lstrip("-")[:4])
    return abs(figure.value) * scale(figure.unit)
