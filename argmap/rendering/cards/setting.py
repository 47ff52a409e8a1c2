"""A card set at a width: strips of lines of text, and with them the height of the card.

Lengths are in tenths of the main text's size, so that a style with larger text is the same picture, enlarged. Every
line has a cell of fixed size of its own, so that the sizes of cards are known without running an engine. Engines take
whole units and whole sizes of text only, hence the few sizes here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import frozen

from argmap.rendering.colors import WHITE
from argmap.rendering.looks import GREY
from argmap.rendering.text.direction import directed, runs_left
from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.scripts import is_tall
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from argmap.rendering.badges import Badge
    from argmap.rendering.cards.scene import Card, Row
    from argmap.rendering.relating import Mention
    from argmap.rendering.style import Style

MAIN: Final = 10
SMALLS: Final = (8, 9, 10)
"""Sizes of headers, evidence and remarks; the larger ones where these could not be read in print otherwise."""

LEADING: Final = {10: 12, 9: 11, 8: 10}
"""The distance of baselines, by the size of the text."""

_MORE: Final = 4  # the part of a leading that letters which are high and deep take more
SIDE: Final = 5
"""Between the border of a card and its text."""

HAIR: Final = 1
"""Width of a rule."""

_PAD: Final = 3  # above and below a text
_SLIM: Final = 2  # above and below smaller text
_BAR: Final = 4  # width of the coloured edge of a compact card
_LEAD: Final = 0.8  # of a line, which words before a text may take
_BROAD: Final = 0.5  # of a line, more than which a badge has a line of its own
_APART: Final = 9.0  # between a badge and the text before it, which engines take for wider than it is
_LETTER: Final = "j"
_CHIP: Final = "#F0F0F0"
_NAMES: Final = 40  # lines of a name at most; ids are not cut, since nothing else says them


class Run(NamedTuple):
    """Text in one face."""

    text: str
    size: int = MAIN
    bold: bool = False
    italic: bool = False
    color: str = ""
    struck: bool = False

    @property
    def width(self) -> float:
        """How wide it is."""
        return text_width(self.text, self.size, bold=self.bold)


Line = tuple[Run, ...]


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
        badge: The mark at the end of the first line.
        small: The size of its words.
    """

    lines: tuple[Line, ...]
    leading: int
    pad: int
    fill: str = ""
    rule: str = ""
    port: str = ""
    badge: Badge | None = None
    small: int = SMALLS[0]

    @property
    def height(self) -> int:
        """How high it is with its rule."""
        return self.leading * len(self.lines) + 2 * self.pad + HAIR * bool(self.rule)


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

    @property
    def dashed(self) -> bool:
        """Whether its border is: it is reported by another party, or there no more."""
        return bool(self.card.reported) or _gone(self.card.badge)

    def middle(self, port: str) -> tuple[float, float]:
        """How far below the top of the card the strip of that port begins and ends."""
        y = float(self.border)
        for strip in self.strips:
            if strip.port == port:
                return y, y + strip.height
            y += strip.height
        return 0.0, float(self.height)


def set_card(
    card: Card, mentions: Sequence[Mention], width: int, style: Style, *, compact: bool, small: int
) -> SetCard:
    """A card of a width.

    Args:
        card: What it says.
        mentions: Its rows about relations.
        width: Its width in all.
        style: How it is drawn.
        compact: Whether id, sign and holder are on the first line of the text, not in a header.
        small: The size of headers, evidence and remarks.
    """
    border = 2 if card.main else 1
    bar = _BAR if compact else 0
    setting = _Setting(card, width - 2 * border - bar - 2 * SIDE, style, small)
    strips = tuple(setting.strips(mentions, compact=compact))
    height = sum(strip.height for strip in strips) + 2 * border
    first = border + strips[0].pad + strips[0].leading / 2
    return SetCard(card, strips, width, height, border, bar, first)


def _gone(badge: Badge | None) -> bool:
    return badge is not None and badge.gone


@frozen
class _Setting:
    """A card that is being set, with the room for a line."""

    card: Card
    room: float
    style: Style
    small: int

    def strips(self, mentions: Sequence[Mention], *, compact: bool) -> Iterator[Strip]:
        """All of it, from top to bottom."""
        card = self.card
        if not compact:
            yield self._header()
        yield self._body(compact=compact)
        if card.badge is not None and card.badge.note:
            yield self._strip(self._note(card.badge))
        for n, row in enumerate(card.rows):
            yield self._row(row, n)
            yield from (self._mention(mention, row) for mention in row.mentions)
        said = {mention.words for mention in card.mentions}
        yield from map(self._mention, card.mentions)
        yield from (
            self._mention(mention) for mention in mentions if mention.port or mention.words not in said
        )
        yield from map(self._chip, card.chips)

    def _header(self) -> Strip:
        """Id and type in bold, then who holds it, on one line if it fits; then by whom it is reported."""
        card, ink, badge = self.card, self.card.look.ink, self.card.badge
        lines, spare = self._begin(badge)
        room = self.room - spare
        words = Run(f"{card.label}  {card.kind}".strip(), self.small, bold=True, color=ink)
        lines += _flowed([words], "", self.small, room, _NAMES)
        who = Run(self._who(), self.small, color=ink)
        if who.text:
            gap = Run("   ", self.small, color=ink)
            if sum(run.width for run in (*lines[-1], gap, who)) <= room:
                lines[-1] = (*lines[-1], gap, who)
            else:
                broken = wrap(who.text, self.room, self.small, max_lines=2).lines
                lines += ((who._replace(text=line),) for line in broken)
        if card.reported:
            broken = wrap(f"as reported by {card.reported}", self.room, self.small, max_lines=2).lines
            lines += ((Run(line, self.small, italic=True, color=ink),) for line in broken)
        return self._strip(lines, card.look.header, badge=badge)

    def _strip(
        self,
        lines: Sequence[Line],
        fill: str = "",
        rule: str = "",
        port: str = "",
        badge: Badge | None = None,
    ) -> Strip:
        """Smaller text on one ground."""
        leading = led(lines, LEADING[self.small])
        return Strip(tuple(lines), leading, _SLIM, fill, rule, port, badge, self.small)

    def _begin(self, badge: Badge | None) -> tuple[list[Line], float]:
        """The lines before the text that a badge is at the end of, and how much of the first line of that it takes."""
        if badge is None:
            return [], 0.0
        wide = badge.width(self.small) + _APART
        return ([(Run("", self.small),)], 0.0) if wide > _BROAD * self.room else ([], wide)

    def _who(self) -> str:
        """The holder with its sign, which stays with the first word of the name."""
        holder = self.card.holder
        return f"{holder.sign}\u00a0{holder.name}" if holder.name else ""

    def _body(self, *, compact: bool) -> Strip:
        card, style, look = self.card, self.style, self.card.look
        badge = card.badge if compact else None
        lines, spare = self._begin(badge)
        lead = self._lead() if compact else []
        faded, struck = (style.tone(GREY), True) if _gone(card.badge) else ("", False)
        if card.heading:
            lines += _flowed(lead, card.heading, MAIN, self.room, style.max_lines, bold=True, spare=spare)
            lead, spare = [], 0.0
        text = card.text or "(no text)"
        lines += _flowed(
            lead, text, MAIN, self.room, style.max_lines,
            bold=card.main, color=faded, struck=struck, spare=spare,
        )  # fmt: skip
        tail = " · ".join(filter(None, (card.locator, card.note)))
        rule = "" if compact or look.header.upper() != style.tone(WHITE) else look.border
        lines = self._with_tail(lines, tail, spare)
        leading = led(lines, LEADING[MAIN])
        return Strip(tuple(lines), leading, _PAD, rule=rule, port="b", badge=badge, small=self.small)

    def _lead(self) -> list[Run]:
        """What is before the text of a compact card."""
        card = self.card
        kind = "" if card.kind == "CLAIM" else f" {card.kind}"
        name = Run(f"{card.label}{kind}".strip(), MAIN, bold=True, color=card.look.border)
        who = self._who()
        if card.reported:
            who = f"{who}, as reported by {card.reported}".removeprefix(", ")
        return [run for run in (name, Run(who, self.small, color=card.look.border)) if run.text]

    def _row(self, row: Row, n: int) -> Strip:
        """A piece of evidence; what is linked with the row above has no rule between."""
        name = Run(f"+ {row.label}".strip() if row.joined else row.label, self.small, bold=True)
        lead = [name] if name.text else []
        if row.holder is not None and row.holder.name != self.card.holder.name:
            lead.append(Run(f"{row.holder.sign}\u00a0{row.holder.name}:", self.small))
        struck = _gone(row.badge)
        color = self.style.tone(GREY) if struck else ""
        lines, spare = self._begin(row.badge)
        lines += _flowed(
            lead,
            row.text,
            self.small,
            self.room,
            self.style.max_lines,
            color=color,
            struck=struck,
            spare=spare,
        )
        lines = self._with_tail(lines, row.locator, spare)
        if row.badge is not None and row.badge.note:
            lines += self._note(row.badge)
        rule = "" if row.joined else self.card.look.border
        return self._strip(lines, self._tint(row), rule, f"r{n}", row.badge)

    def _tint(self, row: Row) -> str:
        return self.style.tone(WHITE) if _gone(row.badge) else (row.holder or self.card).look.tint

    def _note(self, badge: Badge) -> list[Line]:
        """What a mark says under a text."""
        lines = wrap(badge.note, self.room, self.small, max_lines=self.style.max_lines).lines
        return [(Run(line, self.small, italic=True, color=self.style.tone(GREY)),) for line in lines]

    def _mention(self, mention: Mention, row: Row | None = None) -> Strip:
        """What is said of a relation of the card, or of one of its rows."""
        color = mention.look.color
        lead = [Run(f"{mention.look.sample}\u00a0", self.small, bold=True, color=color)]
        lines, spare = self._begin(mention.badge)
        lines += _flowed(lead, mention.words, self.small, self.room, _NAMES, color=color, spare=spare)
        if mention.badge is not None and mention.badge.note:
            lines += self._note(mention.badge)
        fill, rule = ("", self.card.look.border) if row is None else (self._tint(row), "")
        return self._strip(lines, fill, rule, mention.port, mention.badge)

    def _chip(self, chip: str) -> Strip:
        """What is said about what is behind the card and not shown."""
        lines = _flowed((), chip, self.small, self.room, 3, bold=True)
        return self._strip(lines, self.style.tone(_CHIP), self.card.look.border)

    def _with_tail(self, lines: list[Line], tail: str, spare: float) -> list[Line]:
        """Lines with a small grey remark after the last one, or below it if there is no room."""
        if not tail:
            return lines
        remark = Run(f"   {tail}", self.small, color=self.style.tone(GREY))
        room = self.room - (spare if len(lines) == 1 else 0)
        if sum(run.width for run in (*lines[-1], remark)) <= room:
            return [*lines[:-1], (*lines[-1], remark)]
        return [*lines, *((remark._replace(text=line),) for line in wrap(tail, self.room, self.small).lines)]


def led(lines: Iterable[Line], leading: int) -> int:
    """How far apart lines are that are so far apart in most scripts."""
    return leading + leading // _MORE * any(is_tall(run.text) for line in lines for run in line)


def _flowed(
    lead: Sequence[Run],
    text: str,
    size: int,
    room: float,
    most: int,
    *,
    bold: bool = False,
    color: str = "",
    struck: bool = False,
    spare: float = 0.0,
) -> list[Line]:
    """A text with words in other faces before it, broken to lines; the end of the first may be kept free."""
    base = Run("", size, bold, color=color, struck=struck)
    if not lead and not spare:
        found = wrap(text, room, size, bold=bold, max_lines=most).lines
        return [(base._replace(text=line),) for line in found or ("",)]
    spaced = [*(run._replace(text=f"{run.text} ") for run in lead[:-1]), *lead[-1:]]
    gap = "" if not lead else "\u00a0" if lead[-1].size == size else "\u00a0 "
    wide = sum(run.width for run in spaced) + text_width(gap, size, bold=bold) + spare
    if wide > room * _LEAD:
        ahead: list[Line] = [
            (run._replace(text=line),)
            for run in lead
            for line in wrap(run.text, room - spare, run.size, bold=run.bold, max_lines=_NAMES).lines
        ]
        if not text:
            return ahead
        rest = _flowed((), text, size, room, most, bold=bold, color=color, struck=struck)
        return [*ahead, *rest]
    # A word as wide as those in other faces keeps their place while the text is broken.
    letter = text_width(_LETTER, size, bold=bold)
    stand_in = _LETTER * math.ceil(max(wide - text_width(" ", size, bold=bold), 0) / letter)
    left = runs_left(text)
    broken = wrap(f"{stand_in} {text}", room, size, bold=bold, max_lines=most, left=left).lines or ("",)
    begun = (broken[0][1:-1] if left else broken[0]).removeprefix(stand_in).lstrip()
    start = base._replace(text=f"{gap}{directed(begun, left=left)}")
    first = (*spaced, start) if begun or not lead else tuple(spaced)
    return [first, *((base._replace(text=line),) for line in broken[1:])]
