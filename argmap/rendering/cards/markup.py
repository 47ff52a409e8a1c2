"""A card that is set, as an HTML-like label of exactly its size: every strip and every line is a cell of fixed size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.rendering.cards.setting import HAIR, LEADING, SIDE, SMALLS, Run
from argmap.rendering.text.escape import html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.rendering.badges import Badge
    from argmap.rendering.cards.setting import Line, SetCard, Strip

_EMPTY: Final = '<td fixedsize="true" width="{}" height="{}"></td>'
_TABLE: Final = '<table border="{}"{} cellborder="0" cellspacing="0" cellpadding="{}"{}>{}</table>'


def markup(card: SetCard, ground: str) -> str:
    """A card on a ground of a colour."""
    look = card.card.look
    inner = card.width - 2 * card.border - card.bar
    rows = "".join(_strip(strip, inner) for strip in card.strips)
    if card.bar:
        high = card.height - 2 * card.border
        cell = _EMPTY.format(card.bar, high).replace("<td ", f'<td bgcolor="{look.header}" ')
        rows = f"<tr>{cell}<td>{_TABLE.format(0, '', 0, '', rows)}</td></tr>"
    if card.dashed:
        frame = f' color="{look.border}"'
        return _TABLE.format(card.border, frame, 0, f' bgcolor="{ground}" style="dashed"', rows)
    # A border of Graphviz leaves a white line between itself and what is in it.
    sheet = _TABLE.format(0, "", 0, f' bgcolor="{ground}"', rows)
    return _TABLE.format(0, "", card.border, f' bgcolor="{look.border}"', f"<tr><td>{sheet}</td></tr>")


def _strip(strip: Strip, width: int) -> str:
    rule = ""
    high = strip.height
    if strip.rule:
        rule = f'<tr><td bgcolor="{strip.rule}" fixedsize="true" width="{width}" height="{HAIR}"></td></tr>'
        high -= HAIR
    fill = f' bgcolor="{strip.fill}"' if strip.fill else ""
    port = f' port="{strip.port}"' if strip.port else ""
    words = words_table(strip.lines, width, strip.leading, strip.pad, badge=strip.badge, small=strip.small)
    return f'{rule}<tr><td{port}{fill} fixedsize="true" width="{width}" height="{high}">{words}</td></tr>'


def words_table(
    lines: Sequence[Line],
    width: int,
    leading: int,
    pad: int = 0,
    side: int = SIDE,
    badge: Badge | None = None,
    small: int = SMALLS[0],
) -> str:
    """Lines of text as a table of exactly that width, with room above, below and at the sides."""
    before = f'<td fixedsize="true" width="{side}" height="{leading}"></td>' if side else ""
    cells = "".join(
        f'<tr>{before}<td fixedsize="true" width="{width - side}" height="{leading}" align="left">'
        f"{_marked(line, badge, width - side, leading, small) if badge and not n else _line(line)}</td></tr>"
        for n, line in enumerate(lines)
    )
    span = ' colspan="2"' if side else ""
    room = '<tr><td fixedsize="true" width="{}" height="{}"{}></td></tr>'
    # Lines of several faces are high in their cells.
    above = room.format(width, pad + 1, span)
    below = room.format(width, pad - 1, span) if pad > 1 else ""
    return _TABLE.format(0, "", 0, "", f"{above}{cells}{below}" if pad else cells)


def framed(badge: Badge, size: int, width: int, height: int) -> str:
    """A badge of a size in all, as a table."""
    look = f' color="{badge.border}" bgcolor="{badge.fill}" style="{badge.line}"'
    words = _line((Run(badge.words, size, bold=True, color=badge.ink),))
    cell = f'<td fixedsize="true" width="{width - 2}" height="{height - 2}">{words}</td>'
    return _TABLE.format(1, look, 0, "", f"<tr>{cell}</tr>")


def _marked(line: Line, badge: Badge, width: int, leading: int, small: int) -> str:
    """A line with a badge at its end."""
    wide = badge.width(small)
    high = LEADING[small] - 1
    # A table grows with the cell that it is in, so the room below it is a cell of its own.
    framed_cell = (
        f'<td fixedsize="true" width="{wide}" height="{high}">{framed(badge, small, wide, high)}</td>'
    )
    rest = _EMPTY.format(wide, leading - high)
    column = _TABLE.format(0, "", 0, "", f"<tr>{framed_cell}</tr><tr>{rest}</tr>")
    cells = (
        f'<td fixedsize="true" width="{width - wide - SIDE}" height="{leading}" align="left">{_line(line)}</td>'
        f'<td fixedsize="true" width="{wide}" height="{leading}">{column}</td>{_EMPTY.format(SIDE, leading)}'
    )
    return _TABLE.format(0, "", 0, "", f"<tr>{cells}</tr>")


def _line(line: Line) -> str:
    """Graphviz sets lines of several faces higher than others, so every line gets a second face, of a tiny space."""
    blank = '<font point-size="1"> </font>' if len(line) < 2 else ""
    return "".join(map(_run, line)) + blank


def _run(run: Run) -> str:
    text = html(run.text.replace("  ", "\u00a0 ")) or "&#160;"
    text = f"<b>{text}</b>" if run.bold else f"<i>{text}</i>" if run.italic else text
    text = f"<s>{text}</s>" if run.struck else text
    color = f' color="{run.color}"' if run.color else ""
    return f'<font{color} point-size="{run.size:g}">{text}</font>'
