"""A safety case as DOT text.

Shapes have fixed sizes that hold their text, so that every engine draws the same. The diamond and the letters below a
shape are the last row of a label that is higher than the shape. Context and challenges are next to an element because
both are in one rank and one cluster without a border.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.rendering.colors import WHITE
from argmap.rendering.dot import attributes, caption, document, edge, junctions, node_id
from argmap.rendering.gsn.shapes import CHALLENGE, INK
from argmap.rendering.looks import GREY
from argmap.rendering.scene import EASIEST
from argmap.rendering.style import Direction
from argmap.rendering.text.escape import html
from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from argmap.rendering.gsn.scene import Case
    from argmap.rendering.gsn.shapes import Shape
    from argmap.rendering.scene import Layout
    from argmap.rendering.style import Style

NARROWER: Final = 0.75  # than cards: shapes with slanting sides need room around their text
LINE: Final = 1.2  # height of a line of text, in font sizes
ROW: Final = 2.0  # points that Graphviz puts between rows of a label
_TABLE: Final = '<table border="0" cellborder="0" cellspacing="0" cellpadding="0">{}</table>'
_FILLS: Final = {"Goal": "#EAF1F8", "Strategy": "#F1F1F1", "Solution": "#E9F4EC", "Module": "#EAF1F8"}
_RANKDIR: Final = {Direction.BELOW: "TB", Direction.ABOVE: "BT", Direction.RIGHT: "LR", Direction.LEFT: "RL"}


class Form(NamedTuple):
    """A shape as Graphviz has it: what it is called there, its size in points, and the lines of the text in it."""

    name: str
    width: float
    height: float
    lines: tuple[str, ...]


def dot(scene: Case, style: Style, layout: Layout) -> str:
    """A safety case as DOT text in one layout."""
    rankdir = _RANKDIR[layout.direction]
    step = 2 if scene.junctions else 1
    return document(
        scene,
        style,
        layout,
        graph={"rankdir": rankdir, "nodesep": 0.22, "ranksep": (0.42 + layout.apart) / step},
        node={"margin": 0, "fixedsize": "shape", "penwidth": 1.1},
        edge={"arrowsize": 0.8},
        caption=caption(scene, style, layout.card_width * 2.4, rankdir),
        inside=_inside(scene, style, layout),
        outside=_edges(scene, style, layout, step),
    )


def _inside(scene: Case, style: Style, layout: Layout) -> Iterator[str]:
    """Shapes, junctions, and what is next to an element."""
    for shape in scene.shapes:
        form = form_of(shape, style.size, layout.card_width * NARROWER, style.max_lines)
        id = node_id(shape.id) if shape.id else ""
        yield shape.node + attributes(_drawn(shape, form, style), _label(shape, form, style), id)
    if not scene.shapes:
        yield "n0" + attributes({"shape": "plain", "fixedsize": "false", "label": "(no elements)"})
    yield from junctions(scene, 0.06)
    yield from _together(scene)


def _drawn(shape: Shape, form: Form, style: Style) -> dict[str, str]:
    """The attributes of a node of fixed size."""
    styles = ["filled", *["rounded"] * (shape.type == "Context"), *["dashed"] * shape.counter]
    return {
        "class": shape.type.lower(),
        "shape": form.name,
        "style": ",".join(styles),
        "width": f"{form.width / 72:.4f}",
        "height": f"{form.height / 72:.4f}",
        "color": style.tone(CHALLENGE if shape.counter else INK),
        "fillcolor": style.tone("#FBEEE6" if shape.counter else _FILLS.get(shape.type, WHITE)),
    }


def _together(scene: Case) -> Iterator[str]:
    """What is next to an element stays with it: in a cluster without a border, on one level."""
    first: dict[str, str] = {}  # of the cluster that a node belongs to
    clusters: dict[str, list[str]] = {}
    for line in scene.lines:
        if line.side:
            mine, other = (first.setdefault(node, node) for node in (line.start, line.end))
            for node in (mine, other):
                clusters.setdefault(node, [node])
            if mine != other:
                joined = clusters.pop(other)
                clusters[mine] += joined
                first |= dict.fromkeys(joined, mine)
    borderless = attributes({"peripheries": 0, "margin": 0, "label": ""})
    for n, nodes in enumerate(clusters.values()):
        yield f"subgraph cluster_{n} {{ graph{borderless} {{ rank=same; {'; '.join(nodes)} }} }}"


def _edges(scene: Case, style: Style, layout: Layout, step: int) -> Iterator[str]:
    hubs = {junction.node for junction in scene.junctions}
    levels_down = {shape.node: shape.levels_down for shape in scene.shapes}
    for n, line in enumerate(scene.lines):
        look = line.look.toned(style.tone)
        start, end, arrow, head = line.start, line.end, line.arrow, line.look.head
        if line.side < 0:  # Graphviz puts the end of a line between equals to the right of its start
            start, end = end, start
            arrow = "start" if arrow == "end" else "end" if arrow == "start" else arrow
        drawn: dict[str, Any] = {
            "end": {"arrowhead": head},
            "context": {"arrowhead": head, "constraint": "false"},
            "start": {"dir": "back", "arrowtail": head},
            "none": {"arrowhead": "none"},
        }[arrow]
        length = (layout.lengths.get(n, 1) + levels_down.get(line.end, 0)) * step
        length -= (step - 1) * (start in hubs or end in hubs)
        if length > 1 and not line.side:
            drawn["minlen"] = length
        yield edge(n, start, end, look, line.label, drawn, apart=layout.easier == EASIEST)


def _label(shape: Shape, form: Form, style: Style) -> str:
    """What a shape says, as an HTML-like label."""
    size = style.size
    # Graphviz sets lines closely where faces are mixed, so each face has a row of its own.
    body = "<br/>".join(html(line) or "&#160;" for line in form.lines)
    rows = "".join(f"<tr><td>{row}</td></tr>" for row in (f"<b>{html(shape.name)}</b>", body) if row)
    if shape.note:
        note = (
            f'<font point-size="{size - 1.5:g}" color="{style.tone(GREY)}"><i>{html(shape.note)}</i></font>'
        )
        rows += f'<tr><td height="{size * LINE + ROW:.0f}">{note}</td></tr>'
    inner = _TABLE.format(rows)
    mark = {"Assumption": "A", "Justification": "J"}.get(shape.type, "")
    if not shape.undeveloped and not mark:
        return inner
    sign, side, large = (f"<b>{mark}</b>", "right", 1.0) if mark else ("◊", "center", 2.0)
    line = size * large * LINE
    within = line * (0.6 if mark else 0.24)  # the diamond touches the shape, a letter is in its corner
    # The row above is as high as the one below, so that the text stays in the middle of its shape.
    # A table within a cell grows with it, so rows without text take what the text leaves.
    spare = max((form.height - 2 * within - _height(shape, form.lines, size)) / 2, 0)
    return _TABLE.format(
        f'<tr><td height="{line + spare:.0f}"></td></tr>'
        f'<tr><td width="{form.width:.0f}">{inner}</td></tr>'
        f'<tr><td height="{spare:.0f}"></td></tr>'
        f'<tr><td height="{line:.0f}" align="{side}"><font point-size="{size * large:g}">{sign}</font></td></tr>'
    )


def _height(shape: Shape, lines: Sequence[str], size: float) -> float:
    """How high the text of a shape is, in points."""
    lines_high = (1 + len(lines) + bool(shape.note)) * size * LINE
    return lines_high + ROW * (bool(lines) + bool(shape.note))


def form_of(shape: Shape, size: float, width: float, most: int) -> Form:
    """The form of a shape, as large as its text needs, which has ``most`` lines of a ``width`` in points at most."""

    def set_in(room: float) -> tuple[tuple[str, ...], float, float]:
        lines = wrap(shape.text, room, size, max_lines=most).lines if shape.text else ()
        wide = max([text_width(line, size) for line in lines], default=0.0)
        wide = max(wide, text_width(shape.name, size, bold=True), text_width(shape.note, size - 1.5))
        return lines, wide, _height(shape, lines, size)

    if shape.type == "Solution":
        rooms = [width * part for part in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)]
        lines, wide, high = min(map(set_in, rooms), key=lambda found: math.hypot(found[1], found[2]))
        across = max(math.hypot(wide, high) + 4, size * 5)
        return Form("circle", across, across, lines)
    if shape.type in ("Assumption", "Justification"):
        lines, wide, high = set_in(width * 0.85)
        width, height = max(wide * math.sqrt(2) + 4, size * 6), max(high * math.sqrt(2) + 4, size * 4)
        return Form("ellipse", width, height, lines)
    if shape.type == "Strategy":
        lines, wide, high = set_in(width)
        slant = min(high + 12, width) * 0.25
        return Form("parallelogram", max(wide + 16, width * 0.8) * 1.3 + slant, high + 14, lines)
    lines, wide, high = set_in(width - 14)
    name = "folder" if shape.type in ("Module", "Contract") else "box"
    if shape.type == "Context":
        return Form("box", max(wide + 18, size * 6), high + 12, lines)
    return Form(name, max(wide + 14, width * 0.7), high + 14, lines)
