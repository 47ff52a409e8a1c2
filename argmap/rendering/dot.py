"""What the DOT text of every notation has in common: quoting, lines, the whole document, title and legend.

The legend explains below a picture: parties, kinds of lines, the key, reporters and sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from graphviz.quoting import quote

from argmap.rendering.colors import BLACK, WHITE
from argmap.rendering.looks import GREY
from argmap.rendering.palette import SIGNS
from argmap.rendering.text.escape import attribute_id, html, html_lines
from argmap.rendering.text.helvetica import is_known
from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from argmap.rendering.looks import RelationLook
    from argmap.rendering.scene import Key, Layout, Legend, Scene, Swatch
    from argmap.rendering.style import Style

Attributes = dict[str, Any]

_TABLE: Final = '<table border="0" cellborder="0" cellspacing="0" cellpadding="{}">{}</table>'
_PADDING: Final = 3.0
_SPACING: Final = 4.0


def attributes(values: Mapping[str, Any], html: str = "", id: str = "") -> str:
    """Attributes in brackets, each value quoted where DOT needs it; numbers as short as they can be.

    ``html`` is an HTML-like label without its angle brackets; the id is quoted already.

    >>> attributes({"shape": "plain", "width": 0.5}, "<b>Cap</b>", id=node_id("1"))
    ' [id="node-1" shape=plain width=0.5 label=<<b>Cap</b>>]'
    """
    texts = [f"{name}={_QUOTED[value]}" for name, value in values.items()]
    if id:
        texts.insert(0, f"id={id}")
    if html:
        texts.append(f"label=<{html}>")
    return f" [{' '.join(texts)}]"


def node_id(id: str) -> str:
    """The id of the node of a record, quoted."""
    quoted: str = quote(attribute_id("node-" + id))
    return quoted


class _Quoted(dict[str | float, str]):
    """Values as DOT has them, remembered because most of them come again in every node or edge."""

    def __missing__(self, value: str | float) -> str:
        quoted: str = quote(value if isinstance(value, str) else f"{value:g}")
        if len(self) < _REMEMBERED:
            self[value] = quoted
        return quoted


_REMEMBERED: Final = 1000
_QUOTED: Final = _Quoted()


def document(
    scene: Scene[Any, Any],
    style: Style,
    layout: Layout,
    *,
    graph: Attributes,
    node: Attributes,
    edge: Attributes,
    caption: Attributes,
    inside: Iterable[str],
    outside: Iterable[str],
) -> str:
    """A scene as DOT text: ``inside`` are statements of the cluster that has the caption, ``outside`` all others."""
    face = {"fontname": style.font, "fontsize": style.size}
    if (ink := style.tone(BLACK)) != BLACK:
        face["fontcolor"] = ink
    common = {
        "splines": "line" if layout.easier else "true",
        "outputorder": "edgesfirst",
        "newrank": "true",
        "pad": 0.05,
        "bgcolor": style.tone(WHITE),
    }
    begin = f"subgraph cluster_all {{ graph{attributes(caption)}" if caption else "{"
    return "\n".join(
        [
            "digraph argmap {",
            f"  graph{attributes({**graph, **common, **face, **_title(scene.title, style, layout)})}",
            f"  node{attributes({**face, **node})}",
            f"  edge{attributes({**face, 'fontsize': style.size - 1, **edge})}",
            f"  {begin}",
            *(f"    {statement}" for statement in inside),
            "  }",
            *(f"  {statement}" for statement in outside),
            "}\n",
        ]
    )


def junctions(scene: Scene[Any, Any], width: float, *, bordered: bool = False) -> Iterator[str]:
    """The dots where ends of relations meet, of a width in inches."""
    dot = {
        "shape": "circle",
        "width": width,
        "height": width,
        "fixedsize": "true",
        "label": "",
        "style": "filled",
    }
    for node, color, _ in scene.junctions:
        border = {"color": color} if bordered else {}
        yield node + attributes({**dot, **border, "fillcolor": color})


def edge(
    n: int, start: str, end: str, look: RelationLook, label: str, drawn: Attributes, *, apart: bool
) -> str:
    """The line at position ``n`` of a scene."""
    lettering = f'<font color="{look.color}"><b> {html(label)} </b></font>' if label else ""
    if apart and label:
        drawn, lettering = {**drawn, "xlabel": f"<{lettering}>"}, ""
    line = {"color": look.color, "penwidth": look.width, "style": look.line}
    return f"{start} -> {end}{attributes({**line, **drawn}, lettering, f'line{n}')}"


def corner(rankdir: str, *, top: bool) -> Attributes:
    """The label of a cluster top or bottom left: Graphviz turns what it calls these with the ranks."""
    above = top != (rankdir == "BT")
    return {"labelloc": "t" if above else "b", "labeljust": "r" if rankdir == "RL" else "l"}


def caption(
    scene: Scene[Any, Any], style: Style, width: float, rankdir: str, *, margin: int = 0
) -> Attributes:
    """The attributes of a cluster with the legend bottom left; none where there is nothing to explain."""
    table = _legend(scene.legend, style, width) if style.legend else ""
    if not table:
        return {}
    return {"peripheries": 0, "margin": margin, "label": f"<{table}>", **corner(rankdir, top=False)}


def _title(title: str, style: Style, layout: Layout) -> Attributes:
    if not title.strip():
        return {}
    size = style.size + 4
    text = html_lines(wrap(title, layout.card_width * 3, size, bold=True, max_lines=4).lines, bold=True)
    row = f'<tr><td align="left" balign="left"><font point-size="{size:g}">{text}</font></td></tr>'
    return {"labelloc": "t", "labeljust": "l", "label": f"<{_TABLE.format(4, row)}>"}


class _Cell(NamedTuple):
    """An entry of the legend and its width in points."""

    markup: str
    width: float


def _legend(legend: Legend, style: Style, width: float) -> str:
    """A table that explains a picture, at most ``width`` points wide or as its longest entry; "" for no need of it."""
    size = style.size - 1
    cells = [cell for swatch in legend.swatches for cell in _swatch(swatch, size)]
    packed = _packed([*cells, *(_relation(look, size) for look in legend.lines)], width)
    if legend.marks is not None:
        packed += _packed(_marks(legend.marks, size), width)
    paragraphs = legend.paragraphs
    lines = [line for paragraph in paragraphs for line in wrap(paragraph, width, size, left=False).lines]
    if len(lines) == len(paragraphs):  # a legend that leaves room must not make a narrow picture wide
        taken = [sum(cell.width for cell in row) for row in packed]
        width = max([*taken, *(text_width(line, size) for line in lines)], default=0.0)
    rows = [_row(row, width) for row in packed]
    if lines:
        rows.append(
            '<tr><td align="left" balign="left" cellpadding="4">'
            f'<font point-size="{size:g}" color="{style.tone(GREY)}">{html_lines(lines)}</font></td></tr>'
        )
    return _TABLE.format(0, "".join(rows)) if rows else ""


def _packed(cells: Iterable[_Cell], width: float) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    for cell in cells:
        if rows and sum(other.width for other in rows[-1]) + cell.width <= width:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return rows


def _row(cells: list[_Cell], width: float) -> str:
    # Graphviz stretches the cells of a short row, so an empty one takes up what is left.
    spare = max(width - sum(cell.width for cell in cells), 1)
    return (
        f'<tr><td align="left"><table border="0" cellborder="0" cellspacing="{_SPACING:g}" cellpadding="{_PADDING:g}">'
        f'<tr>{"".join(cell.markup for cell in cells)}<td width="{spare:.0f}"></td></tr></table></td></tr>'
    )


def _swatch(swatch: Swatch, size: float) -> Iterator[_Cell]:
    if swatch.heading:
        yield _words(swatch.heading, size, bold=True)
    text, look = f" {swatch.words} ", swatch.look
    wide = text_width(text, size) + 2 * _PADDING
    # Engines take other scripts for narrower than they are.
    room = "" if is_known(text.strip(" " + SIGNS)) else f' width="{wide:.0f}"'
    markup = (
        f'<td border="1" color="{look.border}" bgcolor="{look.header}"{room}>'
        f'<font color="{look.ink}" point-size="{size:g}">{html(text)}</font></td>'
    )
    yield _Cell(markup, wide + _SPACING + 2)


def _words(text: str, size: float, *, bold: bool = False) -> _Cell:
    words = f"<b>{html(text)}</b>" if bold else html(text)
    wide = text_width(text, size, bold=bold) + 2 * _PADDING + _SPACING
    return _Cell(f'<td><font point-size="{size:g}">{words}</font></td>', wide)


def _marks(key: Key, size: float) -> Iterator[_Cell]:
    """The marks of an overlay, each with what it means."""
    yield _words(key.heading, size, bold=True)
    for badge, meaning in key.badges:
        frame = f'border="1" style="{badge.line}" color="{badge.border}" bgcolor="{badge.fill}"'
        words = f'<font point-size="{size:g}" color="{badge.ink}"><b>{html(badge.words)}</b></font>'
        mark, said = _Cell(f"<td {frame}>{words}</td>", badge.width(size)), _words(meaning, size)
        yield _Cell(mark.markup + said.markup, mark.width + said.width + 2 * _PADDING + _SPACING)


def _relation(look: RelationLook, size: float) -> _Cell:
    markup = (
        f'<td><font point-size="{size:g}" color="{look.color}"><b>{html(look.sample)}</b>&#160; {html(look.word)}'
        "</font></td>"
    )
    wide = text_width(f"{look.sample}   {look.word}", size, bold=True)
    return _Cell(markup, wide + 2 * _PADDING + _SPACING)
