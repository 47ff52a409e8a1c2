"""A card set at a width: strips of lines of text, and with them the height of the card.

Lengths are in tenths of the main text's size, so that a style with larger text is the same picture, enlarged. Every
line has a cell of fixed size of its own, so that the sizes of cards are known without running an engine. Engines take
whole units and whole sizes of text only, hence the two sizes here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import frozen

from argmap.rendering.colors import WHITE
from argmap.rendering.looks import GREY
from argmap.rendering.text.direction import directed, runs_left
from argmap.rendering.text.escape import html
from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from argmap.rendering.cards.scene import Card, Row
    from argmap.rendering.looks import RelationLook
    from argmap.rendering.scene import Chip
    from argmap.rendering.style import Style

MAIN: Final = 10.0
SMALL: Final = 8.0  # of headers, evidence and remarks
LEADING: Final = {MAIN: 12, SMALL: 10}
"""The distance of baselines, by the size of the text."""

_SIDE: Final = 5  # between the border of a card and its text
_PAD: Final = 3  # above and below a text
_SLIM: Final = 2  # above and below smaller text
_BAR: Final = 4  # width of the coloured edge of a compact card
_HAIR: Final = 1
_LEAD: Final = 0.8  # of a line, which words before a text may take
_LETTER: Final = "j"
_CHIP: Final = "#F0F0F0"
_NAMES: Final = 40  # lines of a name at most; ids are not cut, since nothing else says them
_FIRST: Final = 4  # words of a text that stand for its name
_EMPTY: Final = '<td fixedsize="true" width="{}" height="{}"></td>'
_TABLE: Final = '<table border="{}"{} cellborder="0" cellspacing="0" cellpadding="{}"{}>{}</table>'


class Run(NamedTuple):
    """Text in one face."""

    text: str
    size: float = MAIN
    bold: bool = False
    italic: bool = False
    color: str = ""

    @property
    def width(self) -> float:
        """How wide it is."""
        return text_width(self.text, self.size, bold=self.bold)


Line = tuple[Run, ...]


@frozen
class Mention:
    """What a row of a card says of a relation that no line shows: the look of it and the words."""

    look: RelationLook
    words: str
    port: str


@frozen
class Strip:
    """Lines on one ground.

    Attributes:
        lines: The lines of text.
        leading: Distance of their baselines.
        pad: Room above and below.
        fill: Colour of the ground, or "" for that of the card.
        rule: Colour of the line above it, or "".
        port: What lines aim at by this name, or "".
    """

    lines: tuple[Line, ...]
    leading: int
    pad: int
    fill: str = ""
    rule: str = ""
    port: str = ""

    @property
    def height(self) -> int:
        """How high it is with its rule."""
        return self.leading * len(self.lines) + 2 * self.pad + _HAIR * bool(self.rule)


@frozen
class SetCard:
    """A card of a width, with its lines broken.

    Attributes:
        width, height: Those of the whole card.
        border: Width of its border.
        bar: Width of the coloured edge at its left; 0 if it has a header.
        first: How far below its top the middle of its first line is.
    """

    card: Card
    strips: tuple[Strip, ...]
    width: int
    height: int
    border: int
    bar: int
    first: float

    def middle(self, port: str) -> tuple[float, float]:
        """How far below the top of the card the strip of that port begins and ends."""
        y = float(self.border)
        for strip in self.strips:
            if strip.port == port:
                return y, y + strip.height
            y += strip.height
        return 0.0, float(self.height)


def called(name: str, text: str) -> str:
    """What an element is called where it is only named: its name, or else the first words of its text."""
    words = text.split()
    return name or f"“{' '.join(words[:_FIRST])}{'…' if len(words) > _FIRST else ''}”"


def set_card(card: Card, mentions: Sequence[Mention], width: int, style: Style, *, compact: bool) -> SetCard:
    """A card of a width.

    Args:
        card: What it says.
        mentions: Its rows about relations.
        width: Its width in all.
        style: How it is drawn.
        compact: Whether id, sign and holder are on the first line of the text, not in a header.
    """
    border = 2 if card.main else 1
    bar = _BAR if compact else 0
    room = width - 2 * border - bar - 2 * _SIDE
    strips = [] if compact else [_header(card, room)]
    strips.append(_body(card, room, style, compact=compact))
    strips += (_row(card, row, n, room, style) for n, row in enumerate(card.rows))
    strips += (_mention(card, mention, room) for mention in mentions)
    strips += (_chip(card, chip, room, style) for chip in card.chips)
    height = sum(strip.height for strip in strips) + 2 * border
    first = border + strips[0].pad + strips[0].leading / 2
    return SetCard(card, tuple(strips), width, height, border, bar, first)


def _header(card: Card, room: float) -> Strip:
    """Id and type in bold, then who holds it, on one line if it fits; then by whom it is reported."""
    look = card.look
    words = [Run(f"{card.label}  {card.kind}".strip(), SMALL, bold=True, color=look.ink)]
    lines = list(_flowed(words, "", SMALL, room, _NAMES))
    who = Run(_who(card), SMALL, color=look.ink)
    if who.text:
        gap = Run("   ", SMALL, color=look.ink)
        if sum(run.width for run in (*lines[-1], gap, who)) <= room:
            lines[-1] = (*lines[-1], gap, who)
        else:
            lines += ((who._replace(text=line),) for line in wrap(who.text, room, SMALL, max_lines=2).lines)
    lines += _reported(card, look.ink, room)
    return Strip(tuple(lines), LEADING[SMALL], _SLIM, look.header)


def _who(card: Card) -> str:
    """The holder with its sign, which stays with the first word of the name."""
    return f"{card.holder.sign}\u00a0{card.holder.name}" if card.holder.name else ""


def _reported(card: Card, color: str, room: float) -> Iterator[Line]:
    if card.reported:
        text = wrap(f"as reported by {card.reported}", room, SMALL, max_lines=2)
        yield from ((Run(line, SMALL, italic=True, color=color),) for line in text.lines)


def _body(card: Card, room: float, style: Style, *, compact: bool) -> Strip:
    look = card.look
    lead: list[Run] = []
    tail = " · ".join(filter(None, (card.locator, card.note)))
    if compact:
        kind = "" if card.kind == "CLAIM" else f" {card.kind}"
        name = Run(f"{card.label}{kind}".strip(), MAIN, bold=True, color=look.border)
        lead = [name] if name.text else []
        who = _who(card)
        if card.reported:
            who = f"{who}, as reported by {card.reported}".removeprefix(", ")
        if who:
            lead.append(Run(who, SMALL, color=look.border))
    lines = []
    if card.heading:
        lines += _flowed(lead, card.heading, MAIN, room, style.max_lines, bold=True)
        lead = []
    lines += _flowed(lead, card.text or "(no text)", MAIN, room, style.max_lines, bold=card.main)
    rule = "" if compact or look.header.upper() != style.tone(WHITE) else look.border
    return Strip(_with_tail(lines, tail, room, style), LEADING[MAIN], _PAD, rule=rule, port="b")


def _row(card: Card, row: Row, n: int, room: float, style: Style) -> Strip:
    """A piece of evidence; what is linked with the row above has no rule between."""
    name = Run(f"+ {row.label}".strip() if row.joined else row.label, SMALL, bold=True)
    lead = [name] if name.text else []
    if row.holder is not None and row.holder.name != card.holder.name:
        lead.append(Run(f"{row.holder.sign}\u00a0{row.holder.name}:", SMALL))
    lines = _flowed(lead, row.text, SMALL, room, style.max_lines)
    tint = (row.holder or card).look.tint
    rule = "" if row.joined else card.look.border
    return Strip(_with_tail(lines, row.locator, room, style), LEADING[SMALL], _SLIM, tint, rule, f"r{n}")


def _mention(card: Card, mention: Mention, room: float) -> Strip:
    color = mention.look.color
    lead = [Run(f"{mention.look.sample}\u00a0", SMALL, bold=True, color=color)]
    lines = _flowed(lead, mention.words, SMALL, room, 40, color=color)
    return Strip(tuple(lines), LEADING[SMALL], _SLIM, rule=card.look.border, port=mention.port)


def _chip(card: Card, chip: Chip, room: float, style: Style) -> Strip:
    """What is said about something that the picture does not show: a relation, or what is behind the card."""
    if chip.look is not None:
        return _mention(card, Mention(chip.look, chip.words, ""), room)
    lines = _flowed((), chip.words, SMALL, room, 3, bold=True)
    return Strip(tuple(lines), LEADING[SMALL], _SLIM, style.tone(_CHIP), rule=card.look.border)


def _flowed(
    lead: Sequence[Run],
    text: str,
    size: float,
    room: float,
    most: int,
    *,
    bold: bool = False,
    color: str = "",
) -> list[Line]:
    """A text with words in other faces before it, broken to lines."""
    base = Run("", size, bold, color=color)
    if not lead:
        found = wrap(text, room, size, bold=bold, max_lines=most).lines
        return [(base._replace(text=line),) for line in found or ("",)]
    spaced = [*(run._replace(text=f"{run.text} ") for run in lead[:-1]), lead[-1]]
    gap = "\u00a0" if lead[-1].size == size else "\u00a0 "
    wide = sum(run.width for run in spaced) + text_width(gap, size, bold=bold)
    if wide > room * _LEAD:
        ahead: list[Line] = [
            (run._replace(text=line),)
            for run in lead
            for line in wrap(run.text, room, run.size, bold=run.bold, max_lines=_NAMES).lines
        ]
        return ahead if not text else [*ahead, *_flowed((), text, size, room, most, bold=bold, color=color)]
    # A word as wide as those in other faces keeps their place while the text is broken.
    letter = text_width(_LETTER, size, bold=bold)
    stand_in = _LETTER * math.ceil(max(wide - text_width(" ", size, bold=bold), 0) / letter)
    left = runs_left(text)
    broken = wrap(f"{stand_in} {text}", room, size, bold=bold, max_lines=most, left=left).lines or ("",)
    rest = (broken[0][1:-1] if left else broken[0]).removeprefix(stand_in).lstrip()
    first = (*spaced, base._replace(text=f"{gap}{directed(rest, left=left)}")) if rest else tuple(spaced)
    return [first, *((base._replace(text=line),) for line in broken[1:])]


def _with_tail(lines: Sequence[Line], tail: str, room: float, style: Style) -> tuple[Line, ...]:
    """Lines with a small grey remark after the last one, or below it if there is no room."""
    if not tail:
        return tuple(lines)
    remark = Run(f"   {tail}", SMALL, color=style.tone(GREY))
    if sum(run.width for run in (*lines[-1], remark)) <= room:
        return (*lines[:-1], (*lines[-1], remark))
    return (*lines, *((remark._replace(text=line),) for line in wrap(tail, room, SMALL).lines))


def markup(card: SetCard, ground: str) -> str:
    """A card on a ground of a colour, as an HTML-like label of exactly its size."""
    look = card.card.look
    inner = card.width - 2 * card.border - card.bar
    rows = "".join(_strip(strip, inner) for strip in card.strips)
    if card.bar:
        high = card.height - 2 * card.border
        cell = _EMPTY.format(card.bar, high).replace("<td ", f'<td bgcolor="{look.header}" ')
        rows = f"<tr>{cell}<td>{_TABLE.format(0, '', 0, '', rows)}</td></tr>"
    if card.card.reported:
        frame = f' color="{look.border}"'
        return _TABLE.format(card.border, frame, 0, f' bgcolor="{ground}" style="dashed"', rows)
    # A border of Graphviz leaves a white line between itself and what is in it.
    sheet = _TABLE.format(0, "", 0, f' bgcolor="{ground}"', rows)
    return _TABLE.format(0, "", card.border, f' bgcolor="{look.border}"', f"<tr><td>{sheet}</td></tr>")


def _strip(strip: Strip, width: int) -> str:
    rule = ""
    high = strip.height
    if strip.rule:
        rule = f'<tr><td bgcolor="{strip.rule}" fixedsize="true" width="{width}" height="{_HAIR}"></td></tr>'
        high -= _HAIR
    fill = f' bgcolor="{strip.fill}"' if strip.fill else ""
    port = f' port="{strip.port}"' if strip.port else ""
    words = words_table(strip.lines, width, strip.leading, strip.pad)
    return f'{rule}<tr><td{port}{fill} fixedsize="true" width="{width}" height="{high}">{words}</td></tr>'


def words_table(lines: Sequence[Line], width: int, leading: int, pad: int = 0, side: int = _SIDE) -> str:
    """Lines of text as a table of exactly that width, with room above, below and at the sides."""
    before = f'<td fixedsize="true" width="{side}" height="{leading}"></td>' if side else ""
    cells = "".join(
        f'<tr>{before}<td fixedsize="true" width="{width - side}" height="{leading}" align="left">'
        f"{_line(line)}</td></tr>"
        for line in lines
    )
    span = ' colspan="2"' if side else ""
    room = '<tr><td fixedsize="true" width="{}" height="{}"{}></td></tr>'
    # Lines of several faces are high in their cells.
    above = room.format(width, pad + 1, span)
    below = room.format(width, pad - 1, span) if pad > 1 else ""
    return _TABLE.format(0, "", 0, "", f"{above}{cells}{below}" if pad else cells)


def _line(line: Line) -> str:
    """Graphviz sets lines of several faces higher than others, so every line gets a second face, of a tiny space."""
    blank = '<font point-size="1"> </font>' if len(line) < 2 else ""
    return "".join(map(_run, line)) + blank


def _run(run: Run) -> str:
    text = html(run.text.replace("  ", "\u00a0 ")) or "&#160;"
    text = f"<b>{text}</b>" if run.bold else f"<i>{text}</i>" if run.italic else text
    color = f' color="{run.color}"' if run.color else ""
    return f'<font{color} point-size="{run.size:g}">{text}</font>'
