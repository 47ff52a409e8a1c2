"""What an item of CSL-JSON may hold; what programs add to it is kept, and what looks like a mistake is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from argmap.citing.slips import meant
from argmap.citing.vocabulary import (
    ADDED,
    ADDED_TO_DATES,
    ADDED_TO_NAMES,
    DATE_PARTS,
    DATES,
    NAME_PARTS,
    NAMES,
    TEXTS,
    TYPES,
    VARIABLES,
)
from argmap.errors import RecordError, unknown_name
from argmap.messages import shown
from argmap.values import plain, whole

_PATH: Final = "citation"
_EXAMPLE: Final = "such as {'type': 'book', 'title': …, 'author': [{'family': …, 'given': …}]}"
_MOST: Final = 3
"""Numbers in a date: year, month, day."""

_LONGEST: Final = 9
"""Digits of a number in a date, with its sign."""


def check_item(item: Mapping[str, Any]) -> None:
    """Refuse what cannot be an item of CSL-JSON.

    Raises:
        RecordError: A type that there is not, a name that is nearly that of a variable, or a value of another sort.

    >>> check_item({"type": "book", "titel": "Rents"})
    Traceback (most recent call last):
    argmap.errors.RecordError: citation.titel: unknown variable 'titel' of CSL-JSON; did you mean 'title'?
    """
    kind = item.get("type")
    if kind is not None and kind not in TYPES:
        raise unknown_name("type of item", kind, TYPES, RecordError, path=f"{_PATH}.type")
    _refuse_slips(item, VARIABLES, ADDED, _PATH, "variable")
    for name, value in item.items():
        check = _CHECKS.get(name)
        if check is not None:
            check(value, f"{_PATH}.{name}")


def _refuse_slips(
    found: Mapping[str, Any], known: tuple[str, ...], added: frozenset[str], path: str, what: str
) -> None:
    """Refuse a name that is none, but nearly one that is not there: probably a slip of the pen."""
    for name in found:
        if name in known or name in added:
            continue
        near = meant(name, known, found)
        if near is not None:
            message = f"unknown {what} {shown(name)} of CSL-JSON"
            raise RecordError(message, path=f"{path}.{name}", found=name, nearest=near)


def _check_names(value: Any, path: str) -> None:
    if not isinstance(value, (list, tuple)):
        raise _misfit(value, path, "a list of names", "such as [{'family': 'Smith', 'given': 'Jane'}]")
    for n, name in enumerate(value):
        where = f"{path}[{n}]"
        if not isinstance(name, Mapping):
            raise _misfit(name, where, "a name", "such as {'family': …, 'given': …} or {'literal': …}")
        _refuse_slips(name, NAME_PARTS, ADDED_TO_NAMES, where, "part of a name")
        for part in ("family", "given", "literal", "name", "suffix", *NAME_PARTS[2:4]):
            if part in name:
                _check_text(name[part], f"{where}.{part}")


def _check_date(value: Any, path: str) -> None:
    if isinstance(value, str):  # as extended dates of ISO 8601-2
        return
    if not isinstance(value, Mapping):
        raise _misfit(value, path, "a date", "such as {'date-parts': [[2024, 3, 4]]}")
    _refuse_slips(value, DATE_PARTS, ADDED_TO_DATES, path, "part of a date")
    if "date-parts" not in value:
        return
    parts, where = value["date-parts"], f"{path}.date-parts"
    if not isinstance(parts, (list, tuple)) or not all(isinstance(part, (list, tuple)) for part in parts):
        raise _misfit(parts, where, "a list of dates", "such as [[2024, 3, 4]]")
    for n, part in enumerate(parts):
        if len(part) > _MOST or not all(map(_is_number, part)):
            raise _misfit(part, f"{where}[{n}]", "year, month and day", "such as [2024, 3, 4]")


def _is_number(value: Any) -> bool:
    """Whether it may be a year, month or day: Zotero writes them as text, Crossref null where there is none."""
    return value is None or whole(value) is not None or (isinstance(value, str) and _is_whole(value))


def _is_whole(text: str) -> bool:
    return len(text) <= _LONGEST and text.isascii() and (not text or text.removeprefix("-").isdigit())


def _check_text(value: Any, path: str) -> None:
    if value is not None and not isinstance(value, str) and plain(value) is None:
        raise _misfit(value, path, "text")


def _misfit(value: Any, path: str, wanted: str, hint: str = "") -> RecordError:
    return RecordError(
        f"found {shown(value)} where {wanted} is expected", path=path, found=value, expected=wanted, hint=hint
    )


def no_item(value: Any) -> RecordError:
    """The error for what is neither an item nor an entry."""
    what = "an item of CSL-JSON or an entry of BibTeX"
    return _misfit(value, _PATH, what, _EXAMPLE)


_LISTED: Final = ("ISBN", "ISSN", "keyword", "PMID", "PMCID", "note", "call-number", "references", "source")
"""Of these some programs list several; none is set in a citation."""

_CHECKS: Final[Mapping[str, Callable[[Any, str], None]]] = {
    **dict.fromkeys(NAMES, _check_names),
    **dict.fromkeys(DATES, _check_date),
    **{name: _check_text for name in TEXTS if name not in _LISTED},
}
