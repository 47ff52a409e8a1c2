"""A picture as DOT text: pure, deterministic, and no text of the user's in a node name or port."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attrs import frozen

from argmap.model.kinds import RelationKind
from argmap.rendering.cards.ranks import side_by_side
from argmap.rendering.cards.scene import picture
from argmap.rendering.cards.stacking import stacks
from argmap.rendering.gsn import dot as gsn_dot
from argmap.rendering.gsn import scene as gsn
from argmap.rendering.legend import BREAK, GREY, legend
from argmap.rendering.style import Direction, Notation, Style, named
from argmap.rendering.text.escape import attribute_id, html
from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from argmap.model import ArgumentMap
    from argmap.rendering.cards.scene import Card, Line, Picture, Row

_SIDES: Final = {  # rankdir, where lines leave a card
    Direction.RIGHT: ("RL", "w"),
    Direction.LEFT: ("LR", "e"),
    Direction.BELOW: ("BT", "n"),
    Direction.ABOVE: ("TB", "s"),
}

_GAP: Final = (
    8  # points between a box and what is in it; Graphviz keeps boxes next to each other as far apart
)


@frozen
class Layout:
    """What may vary to fit a picture on a page.

    Attributes:
        direction: Where reasons stand; not auto.
        card_width: Width of every card in points.
        lengths: Lines that reach over more than one rank, by their position, so that the many reasons
            for one claim stand in several columns.
        beside: Whether utterances stand beside what they express, as dialogues are usually drawn, not below it.
    """

    direction: Direction = Direction.RIGHT
    card_width: float = 190.0
    lengths: Mapping[int, int] = {}
    beside: bool = False


def to_dot(m: ArgumentMap, style: str | Style | None = None) -> str:
    """The map as DOT text: complete input for any Graphviz, without looking for the best fit.

    Args:
        m: The map.
        style: How it is drawn, or the name of a style: "report", "gsn".

    Raises:
        StyleError: A style that cannot be drawn.

    >>> from argmap import ArgumentMap, Claim
    >>> to_dot(ArgumentMap.of(Claim("cap", "Rents should be capped."))).splitlines()[0]
    'digraph argmap {'
    """
    style = named(style)
    layout = Layout(
        style.directions[0],
        style.card_width or Layout().card_width,
    )
    if style.notation is Notation.GSN:
        return gsn_dot.dot(gsn.case(m, style), style, layout)
    return dot(picture(m, style), style, layout)


def dot(p: Picture, style: Style, layout: Layout) -> str:
    """A picture as DOT text in one layout."""
    rankdir, side = _SIDES[layout.direction]
    below = "t" if rankdir == "BT" else "b"  # Graphviz turns a cluster's label with the ranks
    left = "r" if rankdir == "RL" else "l"
    table = legend(p, style, (layout.card_width + 20) * _across(p, layout)) if style.legend else ""
    below_map = (
        f"graph [peripheries=0 margin={_GAP if p.groups else 0} label=<{table}> labelloc={below} labeljust={left}]"
        if table
        else ""
    )
    aside, level = _aside(p, style) if layout.beside else (frozenset(), ())
    step = 2 if p.junctions else 1  # junctions stand between the ranks of the cards
    columns = stacks(p)
    lower = {node for column in columns for node in column[1:]}
    ranksep = 0.4 / step
    lines = [
        "digraph argmap {",
        (
            f"  graph [rankdir={rankdir} nodesep=0.12 ranksep={ranksep:g} splines=true outputorder=edgesfirst"
            f' newrank=true pad=0.05 bgcolor=white fontname="{style.font}" fontsize={style.size:g}'
            f"{_title(p, style, layout)}]"
        ),
        f'  node [fontname="{style.font}" fontsize={style.size:g} shape=plain margin=0]',
        f'  edge [fontname="{style.font}" fontsize={style.size - 1:g} arrowsize=0.75 tailport={side}]',
        f"  subgraph cluster_all {{ {below_map}" if below_map else "  {",
        *(_card(card, style, layout) for card in p.cards),
        *([] if p.cards else ['    n0 [label="(no claims)"]']),
        *(
            f'    {node} [shape=circle width=0.1 height=0.1 fixedsize=true label="" style=filled '
            f'color="{color}" fillcolor="{color}"]'
            for node, color, _ in p.junctions
        ),
        *_groups(p, style, layout),
        f"    {{ rank=sink; {'; '.join(node for node in p.firsts if node not in lower)} }}",
        "  }",
        *_edges(p, layout, step, aside),
        *(f"  {{ rank=same; {one}; {other} }}" for one, other in level),
        *(
            f"  {under} -> {over} [style=invis tailport=_ minlen={step}]"
            for column in columns
            for over, under in pairwise(column)
        ),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _across(p: Picture, layout: Layout) -> int:
    """How many cards wide the legend may be: about as wide as the picture, which is narrow where ranks run upwards."""
    if layout.direction in {Direction.BELOW, Direction.ABOVE}:
        return 3
    return min(max(p.ranks, 3), 6)


def _title(p: Picture, style: Style, layout: Layout) -> str:
    if not p.title.strip():
        return ""
    size = style.size + 4
    wide = layout.card_width * 3
    text = _lines(wrap(p.title, wide, size, bold=True, max_lines=4).lines, bold=True)
    return (
        f' labelloc=t labeljust=l label=<<table border="0" cellborder="0" cellspacing="0" cellpadding="4"><tr>'
        f'<td align="left" balign="left"><font point-size="{size:g}">{text}</font></td></tr></table>>'
    )


def _card(card: Card, style: Style, layout: Layout) -> str:
    look = card.look
    width = layout.card_width
    dashed = ' style="dashed"' if card.reported else ""
    small = style.size - 1
    head = BREAK.join(_header(card, small, width - 8)) + BREAK
    body = _body(card, style, width - 10)
    rows = "".join(_row(row, n, card, style, width - 8) for n, row in enumerate(card.rows))
    return (
        f'    {card.node} [id="{attribute_id("node-" + card.id)}" class="card" label=<'
        f'<table border="{2 if card.main else 1}" color="{look.border}" cellborder="0" cellspacing="0" cellpadding="0"'
        f' bgcolor="white"{dashed}>'
        f'<tr><td bgcolor="{look.header}" align="left" balign="left" cellpadding="4" width="{width:g}">'
        f'<font color="{look.ink}" point-size="{small:g}">{head}</font></td></tr>'
        + ("<hr/>" if look.header.upper() == "#FFFFFF" else "")
        + f'<tr><td port="b" align="left" balign="left" cellpadding="5">{body}</td></tr>{rows}</table>>]'
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
    """Lines of text, with a small grey remark behind the last one, or below it if there is no room."""
    lines = list(lines)
    marked = [_lines([line], bold=bold) for line in lines]
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


def _lines(lines: Iterable[str], *, bold: bool = False) -> str:
    strong = "<b>{}</b>" if bold else "{}"
    # Graphviz refuses an element with nothing in it.
    return "".join((strong.format(html(line)) if line else "") + BREAK for line in lines)


def _groups(p: Picture, style: Style, layout: Layout) -> Iterator[str]:
    """Boxes around what they hold, each with its heading top left however the ranks run."""
    rankdir, _ = _SIDES[layout.direction]
    top = "b" if rankdir == "BT" else "t"
    left = "r" if rankdir == "RL" else "l"
    inside = 0
    for group in p.groups:
        yield "    " + "} " * (inside - group.level) + f"subgraph cluster_{group.node} {{"
        inside = group.level + 1
        heading = ""
        if group.title.strip():
            lines = _heading(group.title, rankdir, style, layout)
            heading = f'<font color="{group.ink}">{_lines(lines, bold=True)}</font>'
        yield (
            f'      graph [label=<{heading}> labelloc={top} labeljust={left} style=filled fillcolor="{group.fill}"'
            f' color="{group.rule}" peripheries=1 penwidth=0.8 margin={_GAP}]'
        )
        yield f"      {'; '.join(group.nodes)}"
    if inside:
        yield "    " + "} " * inside


def _heading(title: str, rankdir: str, style: Style, layout: Layout) -> tuple[str, ...]:
    """The lines of a heading, as narrow as three lines allow where lines from the middle of a card run upwards."""
    half = wrap(title, layout.card_width * 0.47, style.size, bold=True, max_lines=3)
    if rankdir in {"BT", "TB"} and not half.cut:
        return half.lines
    return wrap(title, layout.card_width, style.size, bold=True, max_lines=3).lines


def expressing(p: Picture, style: Style) -> list[Line]:
    """The lines from what was said to what it says."""
    return [line for line in p.lines if line.look == style.relations[RelationKind.ILLOCUTION]]


def _aside(p: Picture, style: Style) -> tuple[frozenset[str], Sequence[tuple[str, str]]]:
    """What does not count for the ranks, where utterances stand beside what they express; and what stands level."""
    spoken = expressing(p, style)
    others = [line for line in p.lines if line not in spoken]
    pairs = [(line.start[0], line.end[0]) for line in spoken if line.head and line.tail]
    level = side_by_side(pairs, others)
    apart = {line.relation for line in spoken if (line.start[0], line.end[0]) in {*pairs} - {*level}}
    return frozenset(line.relation for line in spoken) - apart, level


def _edges(p: Picture, layout: Layout, step: int, aside: Collection[str] = ()) -> Iterator[str]:
    with_rows = {card.node for card in p.cards if card.rows}
    facing = {"w": ":e", "e": ":w"}.get(_SIDES[layout.direction][1], "")
    for n, line in enumerate(p.lines):
        look = line.look
        start = ":".join(filter(None, line.start))
        node, port = line.end
        if not port and node in with_rows:
            port = "b"  # the claim is meant, not the evidence below it
        end = f"{node}:{port}{facing}" if port else node
        attributes = [
            f'color="{look.color}" penwidth={look.width:g} style={look.line}',
            f'id="line{n}" arrowhead={look.head if line.head else "none"}',
        ]
        if look.tail != "none" and line.tail:
            attributes.append(f"arrowtail={look.tail} dir=both")
        if not line.tail or line.relation in aside:
            attributes.append("tailport=_")
        if line.relation in aside:
            attributes.append("constraint=false")
        if line.label:
            attributes.append(f'label=<<font color="{look.color}"><b> {html(line.label)} </b></font>>')
        length = layout.lengths.get(n, 1) * step - (step - 1) * (not line.tail or not line.head)
        if length > 1:
            attributes.append(f"minlen={length}")
        yield f"  {start} -> {end} [{' '.join(attributes)}]"
