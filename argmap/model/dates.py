"""Calendar dates: as ISO 8601 has them, and as English writes them out."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from argmap.model.fields import DATE

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT: Final = {month[:length].lower(): n for n, month in enumerate(_MONTHS, 1) for length in (3, 4, 9)}
_MONTH: Final = rf"(?P<month>{'|'.join(sorted(_SHORT, key=len, reverse=True))})\.?"
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_WEEKDAY: Final = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_WRITTEN: Final = tuple(
    re.compile(_WEEKDAY + form + r",? (?P<year>[0-9]{4})", re.IGNORECASE)
    for form in (_MONTH, rf"{_DAY}(?: of)? {_MONTH}", rf"{_MONTH} {_DAY}")
)


def written_date(date: str) -> str:
    """An ISO 8601 date as it is written out, and any other text as it is.

    >>> written_date("2024-03-04"), written_date("2024-03"), written_date("spring 2024")
    ('4 March 2024', 'March 2024', 'spring 2024')
    """
    if not DATE.fullmatch(date) or date.startswith("-"):
        return date
    year, month, day = (*date.split("-"), "", "")[:3]
    return " ".join(part for part in (day.lstrip("0"), month and _MONTHS[int(month) - 1], year) if part)


def iso_date(words: str) -> str | None:
    """The ISO 8601 date that English words write out, with or without a day; None if they write no date.

    Dates in numbers alone (12/5/2026) are none, as the order of day and month differs from country to country.

    >>> iso_date("4 March 2024"), iso_date("Monday, March 4th, 2024"), iso_date("Mar. 2024")
    ('2024-03-04', '2024-03-04', '2024-03')
    >>> iso_date("31 February 2024"), iso_date("12/5/2026")
    (None, None)
    """
    for form in _WRITTEN:
        if (match := form.fullmatch(words)) is not None:
            year, month = int(match["year"]), _SHORT[match["month"].lower()]
            day = int(match.groupdict().get("day") or 0)
            try:
                return date(year, month, day or 1).isoformat()[: 10 if day else 7]
            except ValueError:  # no such day
                return None
    return None
