"""Figures as analysts write them: "over 6,000 organizations", "84.5 percent of voters", "12 May 2026"."""

from __future__ import annotations

import re
from contextlib import suppress
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from argmap.errors import FormatError, RecordError
from argmap.messages import shown
from argmap.model import Qualifier, Quantity
from argmap.model.dates import iso_date
from argmap.model.fields import DATE
from argmap.model.kinds import QUALIFIERS
from argmap.serializers.argdown.mapping.quoting import only, read_quote, write_quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.model import Source

_KEYS: Final = ("value", "unit", "qualifier", "of", "when", "baseline", "quote")
_QUALIFIERS: Final = "|".join(re.escape(words) for words in sorted(QUALIFIERS, key=len, reverse=True))
_NUMBER: Final = re.compile(
    rf"(?:(?P<qualifier>(?i:{_QUALIFIERS}))(?:(?<=~)| +))?"
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

_BEFORE_COMMA: Final = re.compile(r"(?<![0-9.,])[0-9]{1,3}\Z")
_AFTER_COMMA: Final = re.compile(r"[0-9]{3}(?![0-9])")
_MOST_DIGITS: Final = 290  # the largest number that computers reckon with has 309


def read_figure(value: Any, sources: Mapping[str, Source]) -> Quantity:
    """The quantity that a string or mapping means.

    Raises:
        ArgmapError: Not a figure; several; unknown keys; a quote that is not in the sources.

    >>> read_figure("over 6,000 organizations", {})
    Quantity(6000, 'organizations', qualifier='over')
    >>> read_figure("12 May 2026", {})
    Quantity('2026-05-12', 'date')
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Quantity(value)
    if isinstance(value, str):
        return _in_words(value.strip())
    if not isinstance(value, dict):
        raise _no_figure(value)
    only(value, _KEYS)
    if "value" not in value:
        raise FormatError("a figure without a value", hint="write {value: 84.5, unit: percent}")
    fields: dict[str, Any] = {
        k: str(v) if k in ("when", "baseline", "of") and isinstance(v, (int, float)) else v
        for k, v in value.items()
    }
    if "quote" in fields:
        fields["quote"] = read_quote(fields["quote"], sources)
    return Quantity(**fields)


def read_figures(value: Any, sources: Mapping[str, Source]) -> tuple[Quantity, ...]:
    """The quantities that a list means, or a single one.

    Raises:
        ArgmapError: As `read_figure` does; a number that YAML split at its comma, as it does in [6,317 unions].
    """
    several = value if isinstance(value, list) else [value]
    for first, second in pairwise(several):
        if _BEFORE_COMMA.search(_plain(first)) and isinstance(second, str) and _AFTER_COMMA.match(second):
            raise FormatError(
                f"found {shown(first)} and {shown(second)}, which may be one number that was split at its comma",
                hint=f'put it in quotes, "{first},{second}", or write {{value: …, unit: …}} if they are two',
            )
    return tuple(read_figure(each, sources) for each in several)


def _plain(value: Any) -> str:
    """A number or words as they are written without quotes."""
    return str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""


def write_figures(figures: Sequence[Quantity], sources: Mapping[str, Source]) -> list[Any]:
    """The shortest forms that are read back as these quantities."""
    short = [write_figure(figure, sources) for figure in figures]
    with suppress(RecordError, FormatError):
        if read_figures(short, sources) == tuple(figures):
            return short
    return [_in_full(figure, sources) for figure in figures]


def write_figure(figure: Quantity, sources: Mapping[str, Source]) -> Any:
    """The shortest form that is read back as this quantity."""
    qualifier = "" if figure.qualifier == "exactly" else str(figure.qualifier)
    unit = "" if figure.unit == "date" else figure.unit
    of = f"of {figure.of}" if figure.of else ""
    words = " ".join(part for part in (qualifier, str(figure.value), unit, of) if part)
    with suppress(RecordError, FormatError):
        read = read_figure(words, sources)
        if read == figure and type(read.value) is type(figure.value):
            return words
    return _in_full(figure, sources)


def _in_full(figure: Quantity, sources: Mapping[str, Source]) -> dict[str, Any]:
    full: dict[str, Any] = {"value": figure.value}
    for name in ("unit", "qualifier", "of", "when", "baseline"):
        word = str(getattr(figure, name))
        if word and (name, word) != ("qualifier", "exactly"):
            full[name] = word
    if figure.quote is not None:
        full["quote"] = write_quote(figure.quote, sources)
    return full


def _in_words(words: str) -> Quantity:
    if (date := words if DATE.fullmatch(words) else iso_date(words)) is not None:
        return Quantity(date, "date")
    start = _NUMBER.match(words)
    if start is None:
        raise _no_figure(words)
    rest = words[start.end() :]
    scale, rest = _scaled(rest, _SCALES_OF_MONEY if start["currency"] else _SCALES)
    _must_be_one(words, rest)
    unit, *of = _OF.split(rest, maxsplit=1)
    unit = "percent" if unit.strip() in ("%", "per cent") else unit.strip()
    return Quantity(
        _value(start["number"], scale),
        " ".join(part for part in (start["currency"], unit) if part),
        qualifier=start["qualifier"] or "exactly",
        of=of[0] if of else "",
    )


def _scaled(rest: str, scales: Mapping[str, int]) -> tuple[int, str]:
    """The power of ten that the words after a number begin with, and what follows it."""
    word = _WORD.match(rest)
    power = scales.get(word[1].lower().removesuffix("s")) if word else None
    return (0, rest) if word is None or power is None else (power, rest[word.end() :])


def _must_be_one(words: str, rest: str) -> None:
    """Refuse words in which more than a unit, and what it is a part of, comes after the number."""
    if re.match(r",[0-9]", rest):
        raise _no_figure(words, "a comma separates thousands, and a point decimals: write 1.5 or 1,500")
    unit = _OF.split(rest, maxsplit=1)[0]
    if _SECOND.search(unit):
        raise _no_figure(
            words,
            'state each number as a figure of its own, a date as "12 May 2026" or "2026-05-12", and what a number is '
            "a share of, when it holds and since when as {value: …, of: …, when: …, baseline: …}",
        )
    glued = unit[:1] not in ("", " ", "%", "‰", "°", "€", "£", "$", "¥")
    if _SEPARATOR.search(rest) or (glued and (not unit[:1].isalpha() or _NO_UNITS.match(unit))):
        raise _no_figure(words)


def _value(number: str, scale: int) -> float:
    digits = re.sub(r"[,\s]", "", number)
    if re.match(r"[-+]?0[0-9]", digits):
        raise _no_figure(
            number, 'a number does not begin with 0; put one with a comma in quotes: "5,000 euros"'
        )
    if len(digits) > _MOST_DIGITS:
        raise FormatError(f"found {shown(digits)}, which is too large for a number")
    if not scale:
        return float(digits) if "." in digits else int(digits)
    value = Fraction(digits) * 10**scale
    return int(value) if value.denominator == 1 else float(value)


def _no_figure(found: Any, hint: str = "") -> FormatError:
    return FormatError(
        f"found {shown(found)} where a figure is expected",
        hint=hint
        or 'write "over 84.5 percent of voters", "12 May 2026", or {value: 84.5, unit: percent, …}; '
        f"a figure is qualified by {', '.join(Qualifier)}",
    )
