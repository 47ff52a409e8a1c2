"""Figures in words: "over 6,000 organizations", "around 35 people", "€2.3 million", "12 May 2026"."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from argmap.errors import FormatError
from argmap.messages import shown
from argmap.model.dates import iso_date, written_date
from argmap.model.fields import DATE
from argmap.model.kinds import QUALIFIERS, Qualifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model.parts import Quantity

_QUALIFIERS: Final = "|".join(re.escape(words) for words in sorted(QUALIFIERS, key=len, reverse=True))
_NUMBER: Final = re.compile(
    rf"(?:(?P<qualifier>(?i:{_QUALIFIERS}))(?:(?<=[~≈<>=≤≥.])| ) *)?"
    r"(?:(?P<currency>[A-Z]{0,2}\$|[€£¥₹]|[A-Z]{3}(?= )) ?)?"
    r"(?P<number>[-+]?(?:[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?![0-9])|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9])"
    r"|[0-9]+)(?:\.[0-9]+)?|[-+]?\.[0-9]+)"
)
_SCALES: Final = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mn": 6, "bn": 9}
_SCALES_OF_MONEY: Final = _SCALES | {"k": 3, "m": 6}  # of other things, m are metres
_WORD: Final = re.compile(r"[ -]?([A-Za-z]+)\b")
_OF: Final = re.compile(r"(?:\A|\s)(?:out )?of\s+")
_SECOND: Final = re.compile(r"(?:\A|\s)[^\w\s]*\d")
"""A number in the words after the first, but for names such as "km2" and "COVID-19"."""

_SEPARATOR: Final = re.compile(r";|,(?![0-9]{3}\b)")
_NO_UNITS: Final = re.compile(r"(?:s|st|nd|rd|th|k|[eE][-+]?[0-9].*)\b")
"""What stands right behind a number and makes another of it: 1990s, 3rd, 5k, 1e6."""

_MOST_DIGITS: Final = 290  # the largest number that computers reckon with has 309
_CURRENCY: Final = re.compile(r"([A-Z]{0,2}\$|[€£¥₹]|[A-Z]{3}(?= |\Z))(?: (.*))?")
_OR: Final = re.compile(r"\s+or (?:(more|over|above)|fewer|less|under|below)(?=\Z| of\b)")
_IN_PYTHON: Final = "Quantity(84.5, 'percent', of='voters')"


def read(words: str, apart: str = _IN_PYTHON) -> dict[str, Any]:
    """The fields of the quantity that words state.

    Args:
        words: The words.
        apart: How the fields are stated one by one, for the error.

    Raises:
        FormatError: They are no figure, or several.

    >>> read("US$1.5 million")["value"], read("12 May 2026")
    (1500000, {'value': '2026-05-12', 'unit': 'date'})
    """
    words = words.strip()
    if (date := words if DATE.fullmatch(words) else iso_date(words)) is not None:
        return {"value": date, "unit": "date"}
    start = _NUMBER.match(words)
    if start is None:
        raise no_figure(words, apart)
    rest = words[start.end() :]
    scale, rest = _scaled(rest, _SCALES_OF_MONEY if start["currency"] else _SCALES)
    _must_be_one(words, rest, apart)
    qualifier = start["qualifier"]
    if qualifier is None and (after := _OR.search(rest)) is not None:  # 35 people or more
        qualifier = Qualifier.AT_LEAST if after[1] else Qualifier.AT_MOST
        rest = rest[: after.start()] + rest[after.end() :]
    unit, *of = _OF.split(rest, maxsplit=1)
    unit = "percent" if unit.strip() in ("%", "per cent") else unit.strip()
    return {
        "value": _value(start["number"], scale, apart),
        "unit": " ".join(part for part in (start["currency"], unit) if part),
        "qualifier": Qualifier.of(qualifier or "exactly"),
        "of": of[0] if of else "",
    }


def written(figure: Quantity) -> str:
    """A figure or date as a report prints it; ``read`` gives value, unit, qualifier and ``of`` back."""
    if isinstance(figure.value, str):
        return written_date(figure.value) + (f" ({figure.of})" if figure.of else "")
    qualifier = "" if figure.qualifier is Qualifier.EXACTLY else str(figure.qualifier)
    money = _CURRENCY.fullmatch(figure.unit)
    currency, unit = (money[1], money[2]) if money else ("", figure.unit)
    number = _in_millions(figure.value) if money else f"{figure.value:,}"
    of = f"of {figure.of}" if figure.of else ""
    when = written_date(figure.when)
    since = f"compared with {written_date(figure.baseline)}" if figure.baseline else ""
    about = ", ".join(part for part in (when, since) if part)
    parts = (qualifier, currency, number, unit, of, about and f"({about})")
    return " ".join(part for part in parts if part)


def _in_millions(value: float) -> str:
    """A sum of money as it is printed: 2.3 million, 1,500."""
    for word, power in (("billion", 9), ("million", 6)):
        scaled = Fraction(value) / 10**power
        if abs(scaled) >= 1 and (1000 * scaled).denominator == 1:
            return f"{float(scaled):,.3f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{value:,}"


def _scaled(rest: str, scales: Mapping[str, int]) -> tuple[int, str]:
    """The power of ten that the words after a number begin with, and what follows it."""
    word = _WORD.match(rest)
    power = scales.get(word[1].lower().removesuffix("s")) if word else None
    return (0, rest) if word is None or power is None else (power, rest[word.end() :])


def _must_be_one(words: str, rest: str, apart: str) -> None:
    """Refuse words in which more than a unit, and what it is a part of, comes after the number."""
    if re.match(r",[0-9]", rest):
        raise no_figure(words, apart, "a comma separates thousands, and a point decimals: write 1.5 or 1,500")
    unit = _OF.split(rest, maxsplit=1)[0]
    if _SECOND.search(unit):
        raise no_figure(
            words,
            apart,
            'state each number as a figure of its own, a date as "12 May 2026" or "2026-05-12", and what a number is '
            f"a share of, when it holds and since when in fields of their own: {apart}",
        )
    glued = unit[:1] not in ("", " ", "%", "‰", "°", "€", "£", "$", "¥")
    if _SEPARATOR.search(rest) or (glued and (not unit[:1].isalpha() or _NO_UNITS.match(unit))):
        raise no_figure(words, apart)


def _value(number: str, scale: int, apart: str) -> float:
    digits = re.sub(r"[,\s]", "", number)
    if re.match(r"[-+]?0[0-9]", digits):
        raise no_figure(
            number, apart, 'a number does not begin with 0; put one with a comma in quotes: "5,000 euros"'
        )
    if len(digits) > _MOST_DIGITS:
        raise FormatError(f"found {shown(digits)}, which is too large for a number")
    if not scale:
        return float(digits) if "." in digits else int(digits)
    value = Fraction(digits) * 10**scale
    return int(value) if value.denominator == 1 else float(value)


def no_figure(found: Any, apart: str = _IN_PYTHON, hint: str = "") -> FormatError:
    """The error for words that state no figure, or several."""
    return FormatError(
        f"found {shown(found)} where a figure is expected",
        found=found,
        expected="a number with its unit, or a date",
        hint=hint
        or f'write "over 84.5 percent of voters" or "12 May 2026", or state the fields one by one: {apart}; '
        f"a figure is qualified by {', '.join(Qualifier)}",
    )
