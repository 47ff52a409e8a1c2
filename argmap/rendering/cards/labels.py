"""Cards as HTML-like labels of Graphviz: header, text and rows, broken to the width of the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.rendering.looks import GREY
from argmap.rendering.text.escape import BREAK, html, html_lines
from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.rendering.cards.shapes import Card, Row
    from argmap.rendering.style import Style


def label(card: Card, style: Style, width: float) -> str:
    """A card of a width in points as an HTML-like label."""
    look = card.look
    dashed = ' style="dashed"' if card.reported else ""
    small = style.size - 1
    head = BREAK.join(_header(card, small, width - 8)) + BREAK
    body = _body(card, style, width - 10)
    rows = "".join(_row(row, n, card, style, width - 8) for n, row in enumerate(card.rows))
    return (
        f'<table border="{2 if card.main else 1}" color="{look.border}" cellborder="0" cellspacing="0" cellpadding="0"'
        f' bgcolor="white"{dashed}>'
        f'<tr><td bgcolor="{look.header}" align="left" balign="left" cellpadding="4" width="{width:g}">'
        f'<font color="{look.ink}" point-size="{small:g}">{head}</font></td></tr>'
        + ("<hr/>" if look.header.upper() == "#FFFFFF" else "")
        + f'<tr><td port="b" align="left" balign="left" cellpadding="5">{body}</td></tr>{rows}</table>'
    )


def _header(card: Card, size: float, width: float) -> Iterator[str]:
    """The lines of the header strip: id and type in bold, then who holds it, on one line if it fits."""
    label = f"{card.id}  {card.kind}"
    strong = wrap(label, width, size, bold=True, max_lines=2).lines
    yield from (f"<b>{html(line)}</b>" for line in strong[:-1])
    last = f"<b>{html(strong[-1])}</b>"
    who = f"{card.holder.mark} {card.holder.name}" if card.holder.name else ""
    if who and text_width(strong[-1], size, bold=True) + text_width(f"   {who}", size) <= width:
        yield f"{last}&#160;&#160; {html(who)}"
    else:
        yield last
        if who:
            mark_stays = who.replace(" ", "\u00a0", 1)  # with the first word of the name
            yield from map(html, wrap(mark_stays, width, size, max_lines=2).lines)
    if card.reported:
        yield from (
            f"<i>{html(x)}</i>"
            for x in wrap(f"as reported by {card.reported}", width, size, max_lines=2).lines
        )


def _body(card: Card, style: Style, width: float) -> str:
    lines = wrap(card.text, width, style.size, bold=card.main, max_lines=style.max_lines).lines or (
        "(no text)",
    )
    tail = " · ".join(part for part in (card.locator, card.note) if part)
    return _with_tail(lines, tail, style.size, width, bold=card.main)


def _row(row: Row, n: int, card: Card, style: Style, width: float) -> str:
    size = style.size - 1
    other = row.holder is not None and row.holder.name != card.holder.name
    lead = f"+ {row.id}" if row.joined else row.id
    who = f"{row.holder.mark} {row.holder.name}: " if other and row.holder else ""
    lines = list(wrap(f"{lead}  {who}{row.text}", width - 4, size, max_lines=style.max_lines).lines)
    body = _with_tail(lines, row.locator, size, width, lead=lead)
    tint = (row.holder or card).look.tint
    rule = "" if row.joined else "<hr/>"
    return (
        f'{rule}<tr><td port="r{n}" bgcolor="{tint}" align="left" balign="left" cellpadding="4">'
        f'<font point-size="{size:g}">{body}</font></td></tr>'
    )


def _with_tail(
    lines: Iterable[str], tail: str, size: float, width: float, *, bold: bool = False, lead: str = ""
) -> str:
    """Lines of text, with a small grey remark after the last one, or below it if there is no room."""
    lines = list(lines)
    if not tail and not lead:
        return html_lines(lines, bold=bold)
    marked = [html_lines([line], bold=bold) for line in lines]
    if lead and lines[0].startswith(lead):
        marked[0] = f"<b>{html(lead)}</b>{html(lines[0][len(lead) :])}" + BREAK
    if not tail:
        return "".join(marked)
    small = max(size - 2, 4)
    remark = f'<font point-size="{small:g}" color="{GREY}">{{}}</font>{BREAK}'
    if text_width(lines[-1], size, bold=bold) + text_width(f"   {tail}", small) <= width - 4:
        marked[-1] = marked[-1].removesuffix(BREAK) + remark.format("&#160;&#160; " + html(tail))
    else:
        marked += [remark.format(html(line)) for line in wrap(tail, width, small).lines]
    return "".join(marked)
