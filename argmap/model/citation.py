"""The citation of a source: an item of CSL-JSON, or an entry of BibTeX that becomes one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from argmap.errors import FormatError
from argmap.messages import shown
from argmap.model.data import EMPTY, Data, as_data


def as_citation(value: Mapping[str, Any] | str | None) -> Data:
    """An item of CSL-JSON as data; an entry of BibTeX as such an item; None is empty."""
    if value is None or value is EMPTY:
        return EMPTY
    from argmap.citing.items import check_item, no_item  # noqa: PLC0415 - few sources have a citation

    if isinstance(value, str):
        value = _entry(value)
    if not isinstance(value, (dict, Mapping)):
        raise no_item(value)
    item = as_data(value)
    check_item(item)
    return item


def _entry(text: str) -> Mapping[str, Any]:
    """The only entry of a BibTeX text."""
    if not text.strip():
        return EMPTY
    from argmap.citing.bibtex import items  # noqa: PLC0415 - needs an extra
    from argmap.citing.items import no_item  # noqa: PLC0415 - see above

    if not text.lstrip("\ufeff \t\r\n").startswith(("@", "%")):
        raise no_item(text)
    found = items(text)
    if len(found) > 1:
        raise FormatError(
            f"found {len(found)} entries of BibTeX where one is expected: {', '.join(map(shown, found))}",
            expected="one entry",
            hint="argmap.bibliography('library.bib')['key'] takes one of many",
        )
    return next(iter(found.values()))
