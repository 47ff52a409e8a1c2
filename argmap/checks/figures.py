"""Rules about figures: what a record states in numbers is in the words it quotes."""

from __future__ import annotations

import re
from math import isclose
from typing import TYPE_CHECKING, Final

from argmap.checks.finding import Finding
from argmap.diagnostics import Severity
from argmap.model.references import with_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap, Evidence, Quantity, Source

_SCALES: Final = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mn": 1e6, "bn": 1e9}
_SCALES_OF_MONEY: Final = {"k": 1e3, "m": 1e6}  # of other things, m are metres
_NUMBER: Final = re.compile(
    r"(?P<digits>\d+(?:[\u00a0\u202f' ’]\d{3}(?!\d)|[.,]\d+)*)"
    rf"(?:[ \u00a0-]?(?P<scale>{'|'.join((*_SCALES, *_SCALES_OF_MONEY))})s?\b)?"
)
_THOUSANDS: Final = re.compile(r"[.,\u00a0\u202f' ’](?=\d{3}(?!\d))")


def figures_are_in_the_words(m: ArgumentMap) -> Iterator[Finding]:
    """The number of each figure is in its own quote, or in a quote of the evidence or provenance that states it.

    Numbers that the words spell out cannot be read, so words without any digit are ignored. So are signs,
    as "fell by 5 percent" may be a figure of -5.
    """
    records: tuple[Evidence | Source, ...] = (*m.evidence, *m.sources)
    for record, part in ((r, part) for r in records for part in with_parts(r)):
        for figure in getattr(part, "figures", ()):
            quotes = [figure.quote] if figure.quote else list(part.quotes)
            words = " ".join(q.exact for q in quotes)
            numbers = {number[0]: _readings(number) for number in _NUMBER.finditer(words)}
            needed = _needed(figure)
            if numbers and not any(isclose(needed, n) for readings in numbers.values() for n in readings):
                seen = ", ".join(numbers)
                yield Finding(
                    "figure-not-quoted",
                    Severity.WARNING,
                    f"{record.id!r} states {figure.value} {figure.unit}".rstrip()
                    + f", but its words have {seen if len(seen) <= 60 else seen[:59] + '…'}",
                    [record.id],
                    "check the figure against the quote",
                )


def _needed(figure: Quantity) -> float:
    """The number that the words must have; of a date, its year is enough."""
    if isinstance(figure.value, str):
        return float(figure.value.lstrip("-")[:4])
    return abs(figure.value) * _SCALES.get(figure.unit.partition(" ")[0].removesuffix("s"), 1.0)


def _readings(number: re.Match[str]) -> set[float]:
    """What a number may mean: 6,317 has thousands or decimals, "2022 600" may be two, 28.11.2024 is three."""
    digits = number["digits"]
    plain = _THOUSANDS.sub("", digits)
    texts = {plain.replace(",", "."), digits.replace(",", "."), *digits.split()}
    if plain.count(".") + plain.count(",") > 1:
        texts |= set(re.findall(r"\d+", digits))
    word = number["scale"] or ""
    scales = {1.0, _SCALES_OF_MONEY[word]} if word in _SCALES_OF_MONEY else {_SCALES.get(word, 1.0)}
    plain_numbers = [float(text) for text in texts if re.fullmatch(r"\d+(\.\d+)?", text)]
    return {value * scale for value in plain_numbers for scale in scales}
