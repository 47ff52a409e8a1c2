"""Dates and times that a text has without quotes, which the data of a map keep under its residue as ``dates``.

They are kept by value: what a reader makes of ``1989-06-14`` may be "1989-06-14T00:00:00.000Z". In a front matter, days
are words to every reader of ours and never have quotes, so these are not kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.serializers.argdown.mapping.keys import AUTHOR_DATA, RESIDUE
from argmap.serializers.common.residue import mapping
from argmap.syntax.yaml_words import is_date, is_date_or_time, moment
from argmap.syntax.yaml_writer import placed_strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Dates = dict[str, str]  # by value, as the text has it


def dates_of(data: Mapping[str, Any]) -> Dates:
    """The dates and times that the data of a map keep, as far as they can be written without quotes."""
    found = mapping(mapping(data, RESIDUE), "dates").items()
    return {
        value: word
        for value, word in found
        if isinstance(word, str) and is_date_or_time(word) and value in (word, moment(word))
    }


def readable(dates: Mapping[str, str], *, moments: bool) -> Dates:
    """Those that mean the same when they are read again.

    Args:
        dates: Dates and times by value.
        moments: Whether a reader makes moments of what looks like dates.

    >>> dates = {"1989-06-14T00:00:00.000Z": "1989-06-14", "12:30": "12:30"}
    >>> readable(dates, moments=True) == dates, readable(dates, moments=False)
    (True, {'12:30': '12:30'})
    """
    return {value: word for value, word in dates.items() if value == ((moments and moment(word)) or word)}


def with_dates(
    data: Mapping[str, Any], found: Mapping[str, str], values: Iterable[Any] = ()
) -> dict[str, Any]:
    """The data of a map with the dates of its text that are among some values, and those that it states."""
    residue = data.get(RESIDUE, {})
    if not isinstance(residue, dict) or not isinstance(known := residue.get("dates", {}), dict):
        return {**data}
    there = set(_strings(values)) if found else ()
    dates = {value: word for value, word in found.items() if value in there} | known
    if not dates and "dates" not in residue:
        return {**data}
    return {**data, RESIDUE: {**residue, "dates": dict(sorted(dates.items()))}}


def without_dates(data: Mapping[str, Any], found: Mapping[str, str]) -> dict[str, Any]:
    """The data of a map without the dates that its text has without quotes.

    >>> without_dates({"argdown-residue": {"dates": {"12:30": "12:30", "1:2": "1:2"}}}, {"12:30": "12:30"})
    {'argdown-residue': {'dates': {'1:2': '1:2'}}}
    """
    residue = data.get(RESIDUE)
    if not isinstance(residue, dict) or not isinstance(known := residue.get("dates"), dict):
        return {**data}
    if not known or list(known) != sorted(known):
        return {**data}
    left = {value: word for value, word in known.items() if found.get(value) != word}
    less = {key: value for key, value in residue.items() if key != "dates"} | (
        {"dates": left} if left else {}
    )
    return {key: value for key, value in data.items() if key != RESIDUE} | ({RESIDUE: less} if less else {})


def written_in(front: Mapping[str, Any], dates: Mapping[str, str]) -> tuple[list[tuple[Any, ...]], Dates]:
    """The paths of the values of a front matter that are days or such dates and times, and which these are."""
    words = readable(dates, moments=False)
    found = [(path, value) for path, value in placed_strings(front) if value in words or is_date(value)]
    return [path for path, _ in found], {value: value for _, value in found}


def stated(record: Any) -> Iterator[Any]:
    """What the text of a map states of a record in YAML: the author's data, and the date of a source."""
    yield mapping(record.data, AUTHOR_DATA) if hasattr(record, "data") else None
    yield getattr(record, "date", None)


def _strings(values: Iterable[Any]) -> Iterator[str]:
    return (value for _, value in placed_strings([*values]))
