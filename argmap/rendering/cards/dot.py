"""Cards as DOT text: pure, deterministic, and no text of the user's in a node name or port.

A card is an HTML-like label of Graphviz: header, text and rows, broken to the width of the card.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.rendering.cards.lines import reached
from argmap.rendering.colors import WHITE
from argmap.rendering.dot import attributes, caption, corner, document, edge, junctions, node_id
from argmap.rendering.looks import GREY
from argmap.rendering.scene import EASIEST
from argmap.rendering.style import Direction
from argmap.rendering.text.direction import directed, runs_left
from argmap.rendering.text.escape import BREAK, html, html_lines
from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from argmap.rendering.cards.lines import Line
    from argmap.rendering.cards.scene import Card, Cards, Row
    from argmap.rendering.scene import Chip, Layout
    from argmap.rendering.style import Style

_SIDES: Final = {  # rankdir, where lines leave a card
    Direction.RIGHT: ("RL", "w"),
    Direction.LEFT: ("LR", "e"),
    Direction.BELOW: ("BT", "n"),
    Direction.ABOVE: ("TB", "s"),
}
_UPRIGHT: Final = {Direction.BELOW, Direction.ABOVE}
_FACING: Final = {Direction.RIGHT: ":e", Direction.LEFT: ":w"}

LEADING: Final = 1.2
"""The distance of baselines, in sizes of the text."""

_CHIP: Final = "#F0F0F0"

_GAP: Final = 8
"""Points between a box and what is in it; Graphviz keeps boxes next to each other as far apart."""


class Abreast(NamedTuple):
    """Where utterances are next to what they express: lines that do not count for the ranks, cards in one rank."""

    lines: Collection[int] = ()
    pairs: Collection[tuple[str, str]] = ()


def dot(scene: Cards, style: Style, layout: Layout) -> str:
    """Cards as DOT text in one layout."""
    rankdir, side = _SIDES[layout.direction]
    step = 2 if scene.junctions else 1  # junctions are between the ranks of the cards
    abreast = _abreast(scene) if layout.abreast else Abreast()
    stacked = columns(scene)
    below = attributes({"style": "invis", "tailport": "_", "minlen": step})
    # The legend is about as wide as the picture, which is narrow where ranks run upwards.
    across = 3 if layout.direction in _UPRIGHT else min(max(scene.ranks, 3), 6)
    margin = _GAP if scene.boxes else 0
    return document(
        scene,
        style,
        layout,
        graph={"rankdir": rankdir, "nodesep": 0.12, "ranksep": (0.4 + layout.apart) / step},
        node={"shape": "plain", "margin": 0},
        edge={"arrowsize": 0.75, "tailport": side},
        caption=caption(scene, style, (layout.card_width + 20) * across, rankdir, margin=margin),
        inside=_inside(scene, style, layout, {node for column in stacked for node in column[1:]}),
        outside=[
            *_edges(scene, layout, step, abreast.lines),
            *(f"{{ rank=same; {one}; {other} }}" for one, other in abreast.pairs),
            *(f"{under} -> {over}{below}" for column in stacked for over, under in pairwise(column)),
        ],
    )


def _inside(scene: Cards, style: Style, layout: Layout, lower: Collection[str]) -> Iterator[str]:
    """Cards, junctions and boxes; the ``lower`` cards are below others in a column."""
    for card in scene.shapes:
        yield card.node + attributes(
            {"class": "card"}, label(card, style, layout.card_width), node_id(card.id)
        )
    if not scene.shapes:
        yield "n0" + attributes({"label": "(no claims)"})
    yield from junctions(scene, 0.1, bordered=True)
    yield from _boxes(scene, style, layout)
    yield f"{{ rank=sink; {'; '.join(node for node in scene.firsts if node not in lower)} }}"


def _boxes(scene: Cards, style: Style, layout: Layout) -> Iterator[str]:
    """Boxes around what they hold, each with its heading top left however the ranks run."""
    top_left = corner(_SIDES[layout.direction][0], top=True)
    inside = 0
    for box in scene.boxes:
        yield "} " * (inside - box.level) + f"subgraph cluster_{box.node} {{"
        inside = box.level + 1
        heading = ""
        if box.title.strip():
            lines = html_lines(_heading(box.title, style, layout), bold=True)
            heading = f'<font color="{box.ink}">{lines}</font>'
        look = {"fillcolor": box.fill, "color": box.rule, "peripheries": 1, "penwidth": 0.8, "margin": _GAP}
        yield f"  graph{attributes({'label': f'<{heading}>', **top_left, 'style': 'filled', **look})}"
        yield f"  {'; '.join(box.nodes)}"
    if inside:
        yield "} " * inside


def _heading(title: str, style: Style, layout: Layout) -> tuple[str, ...]:
    """The lines of a heading, as narrow as three lines allow where lines from the middle of a card run upwards."""
    half = wrap(title, layout.card_width * 0.47, style.size, bold=True, max_lines=3)
    if layout.direction in _UPRIGHT and not half.cut:
        return half.lines
    return wrap(title, layout.card_width, style.size, bold=True, max_lines=3).lines


def _abreast(scene: Cards) -> Abreast:
    """Which lines do not count for the ranks, and which cards are in one rank, so that utterances are abreast."""
    spoken = [(n, line) for n, line in enumerate(scene.lines) if line.expresses]
    others = [line for line in scene.lines if not line.expresses]
    pairs = [(line.start.node, line.end.node) for _, line in spoken if line.head and line.tail]
    level = level_pairs(pairs, others)
    apart = {line.relation for _, line in spoken if (line.start.node, line.end.node) in {*pairs} - {*level}}
    return Abreast(frozenset(n for n, line in spoken if line.relation not in apart), level)


def level_pairs(pairs: Iterable[tuple[str, str]], lines: Iterable[Line]) -> list[tuple[str, str]]:
    """The pairs of nodes that can be in one rank: no line would have to run backwards, or within it, for that."""
    lines = list(lines)
    merged: dict[str, str] = {}  # with which node each one is, by way of others
    found = []

    def rank(node: str) -> str:
        while node in merged:
            node = merged[node]
        return node

    for one, other in pairs:
        a, b = rank(one), rank(other)
        if a != b:
            after: dict[str, list[str]] = {}
            for line in lines:
                after.setdefault(rank(line.start.node), []).append(rank(line.end.node))
            if b in reached(a, after) or a in reached(b, after):
                continue
            merged[a] = b
        found.append((one, other))
    return found


def columns(scene: Cards) -> list[list[str]]:
    """The nodes of the cards without lines, in columns as deep as the deepest part: in one row they would be too wide.

    Cards in boxes are left where they are.
    """
    joined = {end.node for line in scene.lines for end in (line.start, line.end)}
    boxed = {node for box in scene.boxes for node in box.nodes}
    alone = [card.node for card in scene.shapes if card.node not in joined and card.node not in boxed]
    deep = max(scene.ranks, math.isqrt(max(len(alone) - 1, 0)) + 1)
    return [alone[n : n + deep] for n in range(0, len(alone), deep)]


def _edges(scene: Cards, layout: Layout, step: int, apart: Collection[int]) -> Iterator[str]:
    """The lines; those at the positions ``apart`` do not count for the ranks."""
    with_rows = {card.node for card in scene.shapes if card.rows}
    facing = _FACING.get(layout.direction, "")
    for n, line in enumerate(scene.lines):
        look = line.look
        node, port = line.end
        if not port and node in with_rows:
            port = "b"  # the claim is meant, not the evidence below it
        end = f"{node}:{port}{facing}" if port else node
        drawn: dict[str, Any] = {"arrowhead": look.head if line.head else "none"}
        if look.tail != "none" and line.tail:
            drawn |= {"arrowtail": look.tail, "dir": "both"}
        if not line.tail or n in apart:
            drawn["tailport"] = "_"
        if n in apart:
            drawn["constraint"] = "false"
        length = layout.lengths.get(n, 1) * step - (step - 1) * (not line.tail or not line.head)
        if length > 1:
            drawn["minlen"] = length
        yield edge(
            n,
            ":".join(filter(None, line.start)),
            end,
            look,
            line.label,
            drawn,
            apart=layout.easier == EASIEST,
        )


def label(card: Card, style: Style, width: float) -> str:
    """A card of a width in points as an HTML-like label."""
    look = card.look
    dashed = ' style="dashed"' if card.reported else ""
    small = style.size - 1
    room = width - text_width(" ", small * LEADING)  # what holds the lines apart stands at their ends
    head = _led(BREAK.join(_header(card, small, room - 8)) + BREAK, small)
    body = _led(_body(card, style, room - 10), style.size)
    rows = "".join(_row(row, n, card, style, room - 8) for n, row in enumerate(card.rows))
    rows += "".join(_chip(chip, style, width) for chip in card.chips)
    return (
        f'<table border="{2 if card.main else 1}" color="{look.border}" cellborder="0" cellspacing="0" cellpadding="0"'
        f' bgcolor="{style.tone(WHITE)}"{dashed}>'
        f'<tr><td bgcolor="{look.header}" align="left" balign="left" cellpadding="3" width="{width:g}">'
        f'<font color="{look.ink}" point-size="{small:g}">{head}</font></td></tr>'
        + ("<hr/>" if look.header.upper() == style.tone(WHITE) else "")
        + f'<tr><td port="b" align="left" balign="left" cellpadding="5">{body}</td></tr>{rows}</table>'
    )


def _led(lines: str, size: float) -> str:
    """Lines with the leading that text of a size has.

    Engines set lines closer where there is more than one face in a cell. A blank as large as the leading (a whole
    number of points, as they take no others) at the end of each line keeps them apart in any face.
    """
    return lines.replace(BREAK, f'<font point-size="{round(size * LEADING)}"> </font>{BREAK}')


def _header(card: Card, size: float, width: float) -> Iterator[str]:
    """The lines of the header strip: id and type in bold, then who holds it, on one line if it fits."""
    strong = wrap(f"{card.label}  {card.kind}".strip(), width, size, bold=True, max_lines=2).lines
    yield from (f"<b>{html(line)}</b>" for line in strong[:-1])
    last = f"<b>{html(strong[-1])}</b>"
    who = f"{card.holder.sign} {card.holder.name}" if card.holder.name else ""
    if who and text_width(strong[-1], size, bold=True) + text_width(f"   {who}", size) <= width:
        yield f"{last}&#160;&#160; {html(who)}"
    else:
        yield last
        if who:
            mark_stays = who.replace(" ", "\u00a0", 1)  # with the first word of the name
            yield from map(html, wrap(mark_stays, width, size, max_lines=2).lines)
    if card.reported:
        reported = wrap(f"as reported by {card.reported}", width, size, max_lines=2)
        yield from (f"<i>{html(line)}</i>" for line in reported.lines)


def _body(card: Card, style: Style, width: float) -> str:
    lines = wrap(card.text, width, style.size, bold=card.main, max_lines=style.max_lines).lines
    tail = " · ".join(filter(None, (card.locator, card.note)))
    body = _with_tail(lines or ("(no text)",), tail, style.size, width, style, bold=card.main)
    if not card.heading:
        return body
    heading = wrap(card.heading, width, style.size, bold=True, max_lines=style.max_lines).lines
    return html_lines(heading, bold=True) + body


def _row(row: Row, n: int, card: Card, style: Style, width: float) -> str:
    size = style.size - 1
    lead = f"+ {row.label}".strip() if row.joined else row.label
    other = row.holder is not None and row.holder.name != card.holder.name
    who = f"{row.holder.sign} {row.holder.name}: " if other and row.holder else ""
    left = runs_left(row.text)
    words = f"{lead}  {who}{row.text}".lstrip()
    lines = wrap(words, width - 4, size, max_lines=style.max_lines, left=left).lines
    body = _with_tail(lines, row.locator, size, width, style, lead=lead, left=left)
    tint = (row.holder or card).look.tint
    rule = "" if row.joined else "<hr/>"
    return (
        f'{rule}<tr><td port="r{n}" bgcolor="{tint}" align="left" balign="left" cellpadding="4">'
        f'<font point-size="{size:g}">{_led(body, size)}</font></td></tr>'
    )


def _chip(chip: Chip, style: Style, width: float) -> str:
    """What is not shown: a relation as a row with a sample of its line, all else in a frame as wide as its words."""
    size = style.size - 1
    if chip.look is not None:
        lines = html_lines(wrap(f"{chip.look.sample}  {chip.words}", width - 14, size).lines)
        return (
            '<tr><td align="left" balign="left" cellpadding="4">'
            f'<font point-size="{size:g}" color="{chip.look.color}">{_led(lines, size)}</font></td></tr>'
        )
    words = wrap(chip.words, width - 24, size, bold=True, max_lines=3).lines
    wide = max(text_width(line, size, bold=True) for line in words) + 10 + text_width(" ", size * LEADING)
    return (
        '<tr><td align="left" cellpadding="0"><table border="0" cellborder="0" cellspacing="4" cellpadding="2"><tr>'
        f'<td width="{max(width - wide - 12, 0):.0f}"></td><td border="1" style="rounded" color="{style.tone(GREY)}"'
        f' bgcolor="{style.tone(_CHIP)}" width="{wide:.0f}"><font point-size="{size:g}">'
        f"{_led(html_lines(words, bold=True), size)}</font></td></tr></table></td></tr>"
    )


def _with_tail(
    lines: Sequence[str],
    tail: str,
    size: float,
    width: float,
    style: Style,
    *,
    bold: bool = False,
    lead: str = "",
    left: bool = False,
) -> str:
    """Lines of text, with a small grey remark after the last one, or below it if there is no room."""
    marked = [html_lines([line], bold=bold) for line in lines]
    begun = lines[0][1:-1] if left else lines[0]  # without the marks of its direction
    if lead and begun.startswith(lead):
        rest = begun[len(lead) :].lstrip()
        gap = begun[len(lead) : -len(rest) or None]
        marked[0] = f"<b>{html(lead)}</b>{html(gap + directed(rest, left=left))}" + BREAK
    if tail:
        small = style.size - 1
        remark = f'<font point-size="{small:g}" color="{style.tone(GREY)}">{{}}</font>{BREAK}'
        if text_width(lines[-1], size, bold=bold) + text_width(f"   {tail}", small) <= width - 4:
            marked[-1] = marked[-1].removesuffix(BREAK) + remark.format("&#160;&#160; " + html(tail))
        else:
            marked += [remark.format(html(line)) for line in wrap(tail, width, small).lines]
    return "".join(marked)
