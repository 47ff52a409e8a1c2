"""What a plain word of YAML means: the core schema of version 1.2, and the dates that other readers see."""

from __future__ import annotations

import re
from typing import Any

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_WORDS = _NULLS | _TRUE | _FALSE
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"[-+]?0(?:b[01]+|o[0-7]+|x[0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LONGEST_NUMBER = 4000  # digits; Python reads 4300
_LARGEST = 10**_LONGEST_NUMBER
_DATE_OR_TIME = re.compile(r"[-+]?[0-9][-0-9:._+ tTzZ]*")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})"
    r"(?:\.([0-9]*))?(?:[ \t]*(Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?"
)


def is_word(text: str) -> bool:
    """Whether plain text is a string to every reader, as most is; others may be so as well.

    >>> [is_word(text) for text in ("tea", "null", "12")]
    [True, False, False]
    """
    return text[:1].isalpha() and text not in _WORDS


def meaning(word: str) -> Any:  # noqa: PLR0911 - one for each type
    """What a plain word means in the core schema of YAML 1.2 (section 10.3.2), as js-yaml reads it.

    >>> [meaning(w) for w in ("yes", "true", "0o17", "1_000", ".5", "")]
    ['yes', True, 15, '1_000', 0.5, None]
    """
    first = word[:1]
    if first.isalpha() or not first:  # most words
        if word in _NULLS:
            return None
        return True if word in _TRUE else False if word in _FALSE else word
    if word == "~":
        return None
    if len(word) > _LONGEST_NUMBER or first not in "-+.0123456789":
        return word
    if _INTEGER.fullmatch(word):
        return int(word)
    if _BASED.fullmatch(word):
        number = int(word, 0)
        return number if -_LARGEST < number < _LARGEST else word
    if _FLOAT.fullmatch(word):
        return float(word)
    return float(word.replace(".", "")) if _SPECIAL.fullmatch(word) else word


def is_date_or_time(word: str) -> bool:
    """Whether a plain word is a string here, and may be a date, a time or a number for readers of YAML 1.1.

    >>> [is_date_or_time(word) for word in ("1989-06-14", "12:30:45", "1_000", "12", "noon")]
    [True, True, True, False, False]
    """
    if word[:1].isalpha() or not _DATE_OR_TIME.fullmatch(word) or ": " in word or word.endswith((":", " ")):
        return False
    return isinstance(meaning(word), str)


def is_date(word: str) -> bool:
    """Whether a plain word is a day of the calendar: a string here and a date for others, and nobody doubts which.

    >>> is_date("1989-06-14"), is_date("1989-06-31"), is_date("1989-06")
    (True, False, False)
    """
    return len(word) == 10 and word[4] == "-" and moment(word) is not None


def moment(word: str) -> str | None:
    """A date or time the way JavaScript writes it; None for other words.

    >>> moment("2020-01-01"), moment("noon")
    ('2020-01-01T00:00:00.000Z', None)
    """
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415 - only dates need it

    match = _DATE.fullmatch(word) or _MOMENT.fullmatch(word)
    if match is None:
        return None
    parts = [*match.groups(), *[None] * (11 - match.re.groups)]
    try:
        found = datetime(*(int(p or 0) for p in parts[:6]), tzinfo=UTC)  # type: ignore[misc,arg-type]
        found += timedelta(milliseconds=int((parts[6] or "")[:3].ljust(3, "0")))
        if parts[8]:
            shift = timedelta(hours=int(parts[9] or 0), minutes=int(parts[10] or 0))
            found -= shift if parts[8] == "+" else -shift
    except (ValueError, OverflowError):
        return None
    return found.strftime("%Y-%m-%dT%H:%M:%S.") + f"{found.microsecond // 1000:03d}Z"
