"""Tables as HTML for notebooks and as Markdown for reports."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from argmap.tables.terminal import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.tables.table import Cell

_MARKS: Final = re.compile(r"[\\`*\[\]<>&|~$#]|(?<![^\W_])_|_(?![^\W_])")
"""What Markdown or HTML could take for a mark; an underscore within a word is none."""

_CELL: Final = ' style="text-align: {}; vertical-align: top; padding: 0.2em 0.6em"'
_START, _END = _CELL.format("start"), _CELL.format("right")


def html(names: Sequence[str], rows: Sequence[Sequence[Cell]], right: Sequence[bool], note: str = "") -> str:
    """A table in HTML, with a note below it; a class keeps notebooks from looking for formulas in it."""
    styles = [_END if to_the_right else _START for to_the_right in right]
    head = "".join(
        f'<th scope="col"{style}>{escape(name)}</th>' for name, style in zip(names, styles, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td dir="auto"{style}>{_html_of(cell)}</td>' for cell, style in zip(row, styles, strict=True)
        )
        + "</tr>\n"
        for row in rows
    )
    note = note or ("" if rows else "no rows")
    below = f"<p>{escape(note)}</p>\n" if note else ""
    return (
        '<table class="argmap-table tex2jax_ignore mathjax_ignore">\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n{below}"
    )


def _html_of(cell: Cell) -> str:
    return "<br>".join(escape(line) for line in lines_of(cell))


def markdown(names: Sequence[str], rows: Sequence[Sequence[Cell]], right: Sequence[bool]) -> str:
    """A table of GitHub Flavored Markdown."""
    return "\n".join(
        [
            _row([_marked(name) for name in names]),
            _row(["---:" if to_the_right else "---" for to_the_right in right]),
            *(_row(["<br>".join(map(_marked, lines_of(cell))) for cell in row]) for row in rows),
        ]
    )


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _marked(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)
