"""A safety case as DOT text.

How Graphviz is made to draw the notation: context and challenges are next to an element because both are in one
rank and one cluster without a border.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.rendering import dot as document
from argmap.rendering.dot import attributes, caption, node_id
from argmap.rendering.gsn.labels import form_of, label
from argmap.rendering.gsn.lines import CHALLENGE, INK
from argmap.rendering.style import Direction
from argmap.rendering.text.escape import html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.rendering.dot import Attributes
    from argmap.rendering.gsn.labels import Form
    from argmap.rendering.gsn.scene import Case
    from argmap.rendering.gsn.shapes import Shape
    from argmap.rendering.scene import Layout
    from argmap.rendering.style import Style

NARROWER: Final = 0.75  # than cards: shapes with slanting sides need room around their text
_FILLS: Final = {"Goal": "#EAF1F8", "Strategy": "#F1F1F1", "Solution": "#E9F4EC", "Module": "#EAF1F8"}
_RANKDIR: Final = {
    Direction.BELOW: "TB",
    Direction.ABOVE: "BT",
    Direction.RIGHT: "LR",
    Direction.LEFT: "RL",
}


def dot(scene: Case, style: Style, layout: Layout) -> str:
    """A safety case as DOT text in one layout."""
    rankdir = _RANKDIR[layout.direction]
    step = 2 if scene.junctions else 1
    return document.document(
        scene,
        style,
        layout,
        graph={"rankdir": rankdir, "nodesep": 0.22, "ranksep": 0.42 / step},
        node={"margin": 0, "fixedsize": "shape", "penwidth": 1.1},
        edge={"arrowsize": 0.8},
        caption=caption(scene, style, layout.card_width * 2.4, rankdir),
        inside=_inside(scene, style, layout),
        outside=_edges(scene, layout, step),
    )


def _inside(scene: Case, style: Style, layout: Layout) -> Iterator[str]:
    """Shapes, junctions, and what is next to an element."""
    for shape in scene.shapes:
        form = form_of(shape, style.size, layout.card_width * NARROWER, style.max_lines)
        id = node_id(shape.id) if shape.id else ""
        yield shape.node + attributes(_drawn(shape, form), label(shape, form, style.size), id)
    if not scene.shapes:
        yield "n0" + attributes({"shape": "plain", "fixedsize": "false", "label": "(no elements)"})
    dot = {"shape": "circle", "width": 0.06, "height": 0.06, "fixedsize": "true", "label": ""}
    for junction in scene.junctions:
        yield junction.node + attributes({**dot, "style": "filled", "fillcolor": junction.color})
    yield from _together(scene)


def _drawn(shape: Shape, form: Form) -> Attributes:
    """The attributes of a node of fixed size."""
    styles = ["filled", *["rounded"] * (shape.type == "Context"), *["dashed"] * shape.counter]
    return {
        "class": shape.type.lower(),
        "shape": form.name,
        "style": ",".join(styles),
        "width": f"{form.width / 72:.4f}",
        "height": f"{form.height / 72:.4f}",
        "color": CHALLENGE if shape.counter else INK,
        "fillcolor": "#FBEEE6" if shape.counter else _FILLS.get(shape.type, "#FFFFFF"),
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


def _edges(scene: Case, layout: Layout, step: int) -> Iterator[str]:
    hubs = {junction.node for junction in scene.junctions}
    for n, line in enumerate(scene.lines):
        start, end, arrow, look = line.start, line.end, line.arrow, line.look
        if line.side < 0:  # Graphviz puts the end of a line between equals to the right of its start
            start, end = end, start
            arrow = "start" if arrow == "end" else "end" if arrow == "start" else arrow
        drawn: Attributes = {"color": look.color, "penwidth": look.width, "style": look.line}
        drawn |= {
            "end": {"arrowhead": look.head},
            "context": {"arrowhead": look.head, "constraint": "false"},
            "start": {"dir": "back", "arrowtail": look.head},
            "none": {"arrowhead": "none"},
        }[arrow]
        length = (layout.lengths.get(n, 1) + line.levels_down) * step
        length -= (step - 1) * (start in hubs or end in hubs)
        if length > 1 and not line.side:
            drawn["minlen"] = length
        lettering = f'<font color="{look.color}"><b> {html(line.label)} </b></font>' if line.label else ""
        yield f"{start} -> {end}{attributes(drawn, lettering, f'line{n}')}"
