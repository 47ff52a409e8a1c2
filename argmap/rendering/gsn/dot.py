"""A safety case as DOT text: shapes of fixed sizes that hold their text, so that every engine draws the same.

How Graphviz is made to draw the notation: context and challenges stand beside an element because both are in one
rank and one cluster without a border; the diamond and the letters below a shape are the last row of a label that
is higher than the shape.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from argmap.rendering.cards.scene import Picture
from argmap.rendering.gsn.scene import CHALLENGE, INK
from argmap.rendering.legend import GREY, legend
from argmap.rendering.style import Direction
from argmap.rendering.text.escape import attribute_id, html
from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from argmap.rendering.cards.dot import Layout
    from argmap.rendering.gsn.scene import Case, Shape
    from argmap.rendering.style import Style

NARROWER: Final = 0.75  # than cards: shapes with slanting sides need room around their text
LINE: Final = 1.2  # height of a line of text, in font sizes
ROW: Final = 2.0  # points that Graphviz puts between rows of a label
BREAK: Final = "<br/>"
_FILLS: Final = {"Goal": "#EAF1F8", "Strategy": "#F1F1F1", "Solution": "#E9F4EC", "Module": "#EAF1F8"}
_RANKDIR: Final = {
    Direction.BELOW: "TB",
    Direction.ABOVE: "BT",
    Direction.RIGHT: "LR",
    Direction.LEFT: "RL",
}


def dot(c: Case, style: Style, layout: Layout) -> str:
    """A safety case as DOT text in one layout."""
    rankdir = _RANKDIR[layout.direction]
    width = layout.card_width * NARROWER
    table = legend(_explained(c), style, layout.card_width * 2.4) if style.legend else ""
    below = "t" if rankdir == "BT" else "b"
    left = "r" if rankdir == "RL" else "l"
    caption = (
        f"graph [peripheries=0 margin=0 label=<{table}> labelloc={below} labeljust={left}]" if table else ""
    )
    step = 2 if c.junctions else 1
    lines = [
        "digraph argmap {",
        (
            f"  graph [rankdir={rankdir} nodesep=0.22 ranksep={0.42 / step:g} splines=true outputorder=edgesfirst"
            f' newrank=true pad=0.05 bgcolor=white fontname="{style.font}" fontsize={style.size:g}'
            f"{_title(c, style, layout)}]"
        ),
        f'  node [fontname="{style.font}" fontsize={style.size:g} margin=0 fixedsize=shape penwidth=1.1]',
        f'  edge [fontname="{style.font}" fontsize={style.size - 1:g} arrowsize=0.8]',
        f"  subgraph cluster_all {{ {caption}" if caption else "  {",
        *(_drawn(s, style, width) for s in c.cards),
        *([] if c.cards else ['    n0 [shape=plain fixedsize=false label="(no elements)"]']),
        *(
            f'    {node} [shape=circle width=0.06 height=0.06 fixedsize=true label="" style=filled fillcolor="{INK}"]'
            for node, _ in c.junctions
        ),
        *_together(c),
        "  }",
        *_edges(c, layout, step),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _together(c: Case) -> Iterator[str]:
    """What stands beside an element stays with it: in a cluster without a border, on one level."""
    first: dict[str, str] = {}  # of the group that a node belongs to
    groups: dict[str, list[str]] = {}
    for x in c.lines:
        if x.beside:
            mine, other = (first.setdefault(node, node) for node in (x.start, x.end_node))
            for node in (mine, other):
                groups.setdefault(node, [node])
            if mine != other:
                joined = groups.pop(other)
                groups[mine] += joined
                first |= dict.fromkeys(joined, mine)
    for n, nodes in enumerate(groups.values()):
        within = f"{{ rank=same; {'; '.join(nodes)} }}"
        yield f'    subgraph cluster_{n} {{ graph [peripheries=0 margin=0 label=""] {within} }}'


def _explained(c: Case) -> Picture:
    """What the legend explains."""
    return Picture("", (), (), (), (), c.looks, "", c.sources, c.key, (), 1)


def _title(c: Case, style: Style, layout: Layout) -> str:
    if not c.title.strip():
        return ""
    size = style.size + 4
    lines = wrap(c.title, layout.card_width * 3, size, bold=True, max_lines=4).lines
    # Graphviz refuses an element with nothing in it.
    text = "".join((f"<b>{html(line)}</b>" if line else "") + '<br align="left"/>' for line in lines)
    return (
        ' labelloc=t labeljust=l label=<<table border="0" cellborder="0" cellspacing="0" cellpadding="4"><tr>'
        f'<td align="left" balign="left"><font point-size="{size:g}">{text}</font></td></tr></table>>'
    )


def _drawn(shape: Shape, style: Style, width: float) -> str:
    """A node of fixed size with its text broken to fit."""
    size = style.size
    form, wide, high, lines = _form(shape, size, width, style.max_lines)
    head = f"<b>{html(shape.name)}</b>"
    note = (
        f'<font point-size="{size - 1.5:g}" color="{GREY}"><i>{html(shape.note)}</i></font>'
        if shape.note
        else ""
    )
    # Graphviz sets lines closely where faces are mixed, so each face has a row of its own.
    body = BREAK.join(html(line) or "&#160;" for line in lines)
    rows = "".join(f"<tr><td>{row}</td></tr>" for row in (head, body) if row)
    rows += f'<tr><td height="{size * LINE + ROW:.0f}">{note}</td></tr>' * bool(note)
    inner = f'<table border="0" cellborder="0" cellspacing="0" cellpadding="0">{rows}</table>'
    mark = {"Assumption": "A", "Justification": "J"}.get(shape.type, "")
    label = f"<{inner}>"
    if shape.undeveloped or mark:
        sign, side, large = (f"<b>{mark}</b>", "right", 1.0) if mark else ("◊", "center", 2.0)
        line = size * large * LINE
        within = line * (
            0.6 if mark else 0.24
        )  # the diamond touches the shape, a letter stands in its corner
        # The row above is as high as the one below, so that the text stays in the middle of its shape.
        # A table within a cell grows with it, so rows without words take what the words leave.
        spare = max((high - 2 * within - _height(shape, lines, size)) / 2, 0)
        label = (
            '<<table border="0" cellborder="0" cellspacing="0" cellpadding="0">'
            f'<tr><td height="{line + spare:.0f}"></td></tr>'
            f'<tr><td width="{wide:.0f}">{inner}</td></tr>'
            f'<tr><td height="{spare:.0f}"></td></tr>'
            f'<tr><td height="{line:.0f}" align="{side}"><font point-size="{size * large:g}">{sign}</font></td></tr>'
            "</table>>"
        )
    styles = [
        "filled",
        *(["rounded"] if shape.type == "Context" else []),
        *(["dashed"] if shape.counter else []),
    ]
    border = CHALLENGE if shape.counter else INK
    fill = "#FBEEE6" if shape.counter else _FILLS.get(shape.type, "#FFFFFF")
    named = f'id="{attribute_id("node-" + shape.id)}" ' if shape.id else ""
    return (
        f'    {shape.node} [{named}class="{shape.type.lower()}" shape={form} style="{",".join(styles)}" '
        f'width={wide / 72:.4f} height={high / 72:.4f} color="{border}" fillcolor="{fill}" label={label}]'
    )


def _height(shape: Shape, lines: Sequence[str], size: float) -> float:
    """How high the words of a shape are, in points."""
    words = (1 + len(lines) + bool(shape.note)) * size * LINE
    return words + ROW * (bool(lines) + bool(shape.note))


def _form(shape: Shape, size: float, width: float, most: int) -> tuple[str, float, float, tuple[str, ...]]:
    """Graphviz's name of the shape, its width and height in points, and the lines of its text."""

    def set_in(room: float) -> tuple[tuple[str, ...], float, float]:
        lines = wrap(shape.text, room, size, max_lines=most).lines if shape.text else ()
        wide = max([text_width(line, size) for line in lines], default=0.0)
        wide = max(wide, text_width(shape.name, size, bold=True), text_width(shape.note, size - 1.5))
        return lines, wide, _height(shape, lines, size)

    if shape.type == "Solution":
        rooms = [width * part for part in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)]
        lines, wide, high = min(map(set_in, rooms), key=lambda found: math.hypot(found[1], found[2]))
        across = max(math.hypot(wide, high) + 4, size * 5)
        return "circle", across, across, lines
    if shape.type in ("Assumption", "Justification"):
        lines, wide, high = set_in(width * 0.85)
        return (
            "ellipse",
            max(wide * math.sqrt(2) + 4, size * 6),
            max(high * math.sqrt(2) + 4, size * 4),
            lines,
        )
    if shape.type == "Strategy":
        lines, wide, high = set_in(width)
        slant = min(high + 12, width) * 0.25
        return "parallelogram", max(wide + 16, width * 0.8) * 1.3 + slant, high + 14, lines
    lines, wide, high = set_in(width - 14)
    form = "folder" if shape.type in ("Module", "Contract") else "box"
    if shape.type == "Context":
        return form, max(wide + 18, size * 6), high + 12, lines
    return form, max(wide + 14, width * 0.7), high + 14, lines


def _edges(c: Case, layout: Layout, step: int) -> Iterator[str]:
    hubs = {node for node, _ in c.junctions}
    for n, x in enumerate(c.lines):
        start, end, arrow = x.start, x.end_node, x.arrow
        if x.beside < 0:  # Graphviz puts the end of a line between equals to the right of its start
            start, end = end, start
            arrow = {"end": "start", "start": "end"}.get(arrow, arrow)
        heads = {
            "end": f"arrowhead={x.look.head}",
            "context": f"arrowhead={x.look.head} constraint=false",
            "start": f"dir=back arrowtail={x.look.head}",
            "none": "arrowhead=none",
        }[arrow]
        attributes = (
            f'id="line{n}" color="{x.look.color}" penwidth={x.look.width:g} style={x.look.line} {heads}'
        )
        if x.label:
            attributes += f' label=<<font color="{x.look.color}"><b> {html(x.label)} </b></font>>'
        length = (layout.lengths.get(n, 1) + x.deeper) * step - (step - 1) * (start in hubs or end in hubs)
        if length > 1 and not x.beside:
            attributes += f" minlen={length}"
        yield f"  {start} -> {end} [{attributes}]"
