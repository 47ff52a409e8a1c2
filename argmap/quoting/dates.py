"""Calendar dates in a text: ISO 8601, and as English writes them, with or without the year or the day."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from argmap.quoting.spans import Taken

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBER: Final = {name[:n]: k for k, name in enumerate(_MONTHS, 1) for n in (3, 4, 9)}
_NAME: Final = rf"(?P<name>{'|'.join(sorted(_NUMBER, key=len, reverse=True))})\b\.?"
_DAY: Final = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?\b"
_YEAR: Final = r"(?P<year>[12][0-9]{3})(?![0-9])"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![0-9-])(?P<year>[12][0-9]{3})-(?P<month>[01][0-9])(?:-(?P<day>[0-3][0-9]))?(?![0-9-])",
        rf"\b{_DAY}(?: of)? {_NAME}(?:,? {_YEAR})?",
        rf"\b{_NAME} {_DAY}(?:,? {_YEAR})?(?!\s?%)",
        rf"\b{_NAME},? {_YEAR}",
    )
)
_LONE_YEAR: Final = re.compile(r"(?<![\d.,$€£¥-])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d|-\d)")
_RELATIVE: Final = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:last|this|next|past|previous|coming|same) "
    r"(?:week|month|year|spring|summer|autumn|fall|winter|decade|century|morning|afternoon|evening|night|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)|"
    r"(?:weeks?|months?|years?|days?|decades?) (?:ago|earlier|later|before|after)|since then)\b",
    re.IGNORECASE,
)


class Date(NamedTuple):
    """A date in a text; month, day or year are None where the text does not say them.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        text: The words.
        year: The year.
        month: The month, from 1.
        day: The day of the month.
    """

    start: int
    end: int
    text: str
    year: int | None
    month: int | None
    day: int | None

    def agrees(self, other: Date) -> bool:
        """Whether both may be the same day, as far as each says: "November 2024" and "28 November"."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        both = [a == b for a, b in pairs if a is not None and b is not None]
        return bool(both) and all(both)


def dates(text: str) -> tuple[Date, ...]:
    """The dates of a text, in order; a year by itself is one.

    >>> [d[2:] for d in dates("On November 28, 2024; since 2016, and in March.")]
    [('November 28, 2024', 2024, 11, 28), ('2016', 2016, None, None)]
    """
    found: list[Date] = []
    taken = Taken(len(text))
    for form in _FORMS:
        for match in form.finditer(text):
            if taken.take(*match.span()):
                parts = match.groupdict()
                name = parts.get("name")
                month = _NUMBER[name.lower()] if name else int(parts["month"])
                year, day = parts.get("year"), parts.get("day")
                found.append(Date(*match.span(), match[0], _whole(year), month, _whole(day)))
    years = [match for match in _LONE_YEAR.finditer(text) if taken.take(*match.span())]
    found += [Date(*match.span(), match[0], int(match[0]), None, None) for match in years]
    return tuple(sorted(found))


def speaks_of_now(text: str) -> bool:
    """Whether a text has words for a time that depends on when they were said, such as "last month"."""
    return _RELATIVE.search(text) is not None


def _whole(digits: str | None) -> int | None:
    return int(digits) if digits else None
