"""The lines below a picture, as HTML for Graphviz: parties, kinds of lines, the key, reporters and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.rendering.looks import GREY, MARKS
from argmap.rendering.text.escape import BREAK, html
from argmap.rendering.text.metrics import is_known, text_width
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.rendering.looks import PartyLook, RelationLook
    from argmap.rendering.scene import Legend
    from argmap.rendering.style import Style

_PADDING: Final = 3.0
_SPACING: Final = 4.0


def legend(of: Legend, style: Style, width: float) -> str:
    """A table that explains a picture, at most ``width`` points wide or as its longest entry; "" for no need of it."""
    size = style.size - 1
    entries = [_swatch(f" {swatch.words} ", swatch.look, size) for swatch in of.swatches]
    entries += [_relation(look, size) for look in of.lines]
    notes = of.notes
    lines = wrap(" ".join(notes), width, size).lines if notes else ()
    packed = list(_packed(entries, width))
    if len(lines) < 2:  # a legend that leaves room must not make a narrow picture wide
        taken = [sum(wide for _, wide in cells) for cells in packed]
        width = max([*taken, *(text_width(line, size) for line in lines)], default=0.0)
    rows = [_row(cells, width) for cells in packed]
    if notes:
        text = "".join(html(line) + BREAK for line in lines)
        rows.append(
            f'<tr><td align="left" balign="left" cellpadding="4"><font point-size="{size:g}" color="{GREY}">{text}'
            "</font></td></tr>"
        )
    return (
        f'<table border="0" cellborder="0" cellspacing="0" cellpadding="0">{"".join(rows)}</table>'
        if rows
        else ""
    )


def _packed(entries: list[tuple[str, float]], width: float) -> Iterator[list[tuple[str, float]]]:
    row: list[tuple[str, float]] = []
    for entry in entries:
        if row and sum(w for _, w in row) + entry[1] > width:
            yield row
            row = []
        row.append(entry)
    if row:
        yield row


def _row(entries: list[tuple[str, float]], width: float) -> str:
    # Graphviz stretches the cells of a short row, so an empty one takes up what is left.
    spare = max(width - sum(w for _, w in entries), 1)
    cells = "".join(markup for markup, _ in entries)
    return (
        f'<tr><td align="left"><table border="0" cellborder="0" cellspacing="{_SPACING:g}" cellpadding="{_PADDING:g}">'
        f'<tr>{cells}<td width="{spare:.0f}"></td></tr></table></td></tr>'
    )


def _swatch(text: str, look: PartyLook, size: float) -> tuple[str, float]:
    wide = text_width(text, size) + 2 * _PADDING
    # Engines take other scripts for narrower than they are.
    room = "" if is_known(text.strip(" " + MARKS)) else f' width="{wide:.0f}"'
    markup = (
        f'<td border="1" color="{look.border}" bgcolor="{look.header}"{room}>'
        f'<font color="{look.ink}" point-size="{size:g}">{html(text)}</font></td>'
    )
    return markup, wide + _SPACING + 2


def _relation(look: RelationLook, size: float) -> tuple[str, float]:
    markup = (
        f'<td><font point-size="{size:g}" color="{look.color}"><b>{html(look.sample)}</b>&#160; {html(look.word)}'
        "</font></td>"
    )
    return markup, text_width(f"{look.sample}   {look.word}", size, bold=True) + 2 * _PADDING + _SPACING
