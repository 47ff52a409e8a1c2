"""Tables as comma-separated values (RFC 4180)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.tables.table import Cell

_QUOTED: Final = re.compile('[",\r\n]|^ | $|^$')
_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_LINE_END: Final = "\r\n"


def csv(names: Sequence[str], rows: Sequence[Sequence[Cell]], *, formulas: bool = True) -> str:
    """A table in lines of cells; texts that look like formulas get an apostrophe unless they may be ``formulas``.

    The writer of Python's library writes no value as it does an empty text, and reads a row of one empty cell as none.
    """
    lines = [",".join(_written(cell, formulas=formulas) for cell in row) for row in (names, *rows)]
    return "".join((line or '""') + _LINE_END for line in lines)


def _written(cell: Cell, *, formulas: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if not isinstance(cell, str):
        return repr(cell)
    text = cell if formulas or not _FORMULA.match(cell) else f"'{cell}"
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
