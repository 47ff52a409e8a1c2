"""Figures as analysts write them: "over 6,000 organizations", "84.5 percent of voters", "12 May 2026"."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from argmap.errors import FormatError, RecordError
from argmap.messages import shown
from argmap.model import Quantity, figures
from argmap.serializers.argdown.mapping.quoting import only, read_quote, write_quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.model import Source

_APART: Final = "{value: 84.5, unit: percent, of: voters, when: …, baseline: …}"
_KEYS: Final = ("value", "unit", "qualifier", "of", "when", "baseline", "quote")
_BEFORE_COMMA: Final = re.compile(r"(?<![0-9.,])[0-9]{1,3}\Z")
_AFTER_COMMA: Final = re.compile(r"[0-9]{3}(?![0-9])")


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
        return Quantity(**figures.read(value, _APART))
    if not isinstance(value, dict):
        raise figures.no_figure(value, _APART)
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


def write_figures(several: Sequence[Quantity], sources: Mapping[str, Source]) -> list[Any]:
    """The shortest forms that are read back as these quantities."""
    short = [write_figure(figure, sources) for figure in several]
    with suppress(RecordError, FormatError):
        if read_figures(short, sources) == tuple(several):
            return short
    return [_in_full(figure, sources) for figure in several]


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
