"""Cards as DOT text: pure, deterministic, and no text of the user's in a node name or port."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.rendering import dot as document
from argmap.rendering.cards.labels import label
from argmap.rendering.cards.ranks import columns, level_pairs
from argmap.rendering.dot import Corner, attributes, caption, node_id
from argmap.rendering.style import Direction
from argmap.rendering.text.escape import html, html_lines
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from argmap.rendering.cards.scene import Cards
    from argmap.rendering.dot import Attributes
    from argmap.rendering.scene import Layout
    from argmap.rendering.style import Style

_SIDES: Final = {  # rankdir, where lines leave a card
    Direction.RIGHT: ("RL", "w"),
    Direction.LEFT: ("LR", "e"),
    Direction.BELOW: ("BT", "n"),
    Direction.ABOVE: ("TB", "s"),
}

_GAP: Final = (
    8  # points between a box and what is in it; Graphviz keeps boxes next to each other as far apart
)


class Abreast(NamedTuple):
    """What is different where utterances are next to what they express.

    Attributes:
        lines: Positions of the lines that do not count for the ranks.
        pairs: Cards that are in one rank.
    """

    lines: Collection[int] = ()
    pairs: Collection[tuple[str, str]] = ()


def dot(scene: Cards, style: Style, layout: Layout) -> str:
    """Cards as DOT text in one layout."""
    rankdir, side = _SIDES[layout.direction]
    step = 2 if scene.junctions else 1  # junctions are between the ranks of the cards
    abreast = _abreast(scene) if layout.abreast else Abreast()
    stacked = columns(scene)
    return document.document(
        scene,
        style,
        layout,
        graph={"rankdir": rankdir, "nodesep": 0.12, "ranksep": 0.4 / step},
        node={"shape": "plain", "margin": 0},
        edge={"arrowsize": 0.75, "tailport": side},
        caption=caption(
            scene,
            style,
            (layout.card_width + 20) * _across(scene, layout),
            rankdir,
            margin=_GAP if scene.boxes else 0,
        ),
        inside=_inside(scene, style, layout, {node for column in stacked for node in column[1:]}),
        outside=[
            *_edges(scene, layout, step, abreast.lines),
            *(f"{{ rank=same; {one}; {other} }}" for one, other in abreast.pairs),
            *(
                f"{under} -> {over}{attributes({'style': 'invis', 'tailport': '_', 'minlen': step})}"
                for column in stacked
                for over, under in pairwise(column)
            ),
        ],
    )


def _across(scene: Cards, layout: Layout) -> int:
    """How many cards wide the legend may be: about as wide as the picture, which is narrow where ranks run upwards."""
    if layout.direction in {Direction.BELOW, Direction.ABOVE}:
        return 3
    return min(max(scene.ranks, 3), 6)


def _inside(scene: Cards, style: Style, layout: Layout, lower: Collection[str]) -> Iterator[str]:
    """Cards, junctions and boxes.

    Args:
        scene: The scene.
        style: How it is drawn.
        layout: How it is laid out.
        lower: Cards that are below others in a column.
    """
    for card in scene.shapes:
        html_label = label(card, style, layout.card_width)
        yield card.node + attributes({"class": "card"}, html_label, node_id(card.id))
    if not scene.shapes:
        yield "n0" + attributes({"label": "(no claims)"})
    dot = {
        "shape": "circle",
        "width": 0.1,
        "height": 0.1,
        "fixedsize": "true",
        "label": "",
        "style": "filled",
    }
    for junction in scene.junctions:
        yield junction.node + attributes({**dot, "color": junction.color, "fillcolor": junction.color})
    yield from _boxes(scene, style, layout)
    yield f"{{ rank=sink; {'; '.join(node for node in scene.firsts if node not in lower)} }}"


def _boxes(scene: Cards, style: Style, layout: Layout) -> Iterator[str]:
    """Boxes around what they hold, each with its heading top left however the ranks run."""
    rankdir, _ = _SIDES[layout.direction]
    side = Corner.of(rankdir)
    inside = 0
    for box in scene.boxes:
        yield "} " * (inside - box.level) + f"subgraph cluster_{box.node} {{"
        inside = box.level + 1
        heading = ""
        if box.title.strip():
            lines = _heading(box.title, rankdir, style, layout)
            heading = f'<font color="{box.ink}">{html_lines(lines, bold=True)}</font>'
        around = {"label": f"<{heading}>", "labelloc": side.top, "labeljust": side.left, "style": "filled"}
        look = {"fillcolor": box.fill, "color": box.rule, "peripheries": 1, "penwidth": 0.8, "margin": _GAP}
        yield f"  graph{attributes({**around, **look})}"
        yield f"  {'; '.join(box.nodes)}"
    if inside:
        yield "} " * inside


def _heading(title: str, rankdir: str, style: Style, layout: Layout) -> tuple[str, ...]:
    """The lines of a heading, as narrow as three lines allow where lines from the middle of a card run upwards."""
    half = wrap(title, layout.card_width * 0.47, style.size, bold=True, max_lines=3)
    if rankdir in {"BT", "TB"} and not half.cut:
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


def _edges(scene: Cards, layout: Layout, step: int, apart: Collection[int]) -> Iterator[str]:
    """The lines; those at the positions ``apart`` do not count for the ranks."""
    with_rows = {card.node for card in scene.shapes if card.rows}
    facing = {"w": ":e", "e": ":w"}.get(_SIDES[layout.direction][1], "")
    for n, line in enumerate(scene.lines):
        look = line.look
        start = ":".join(filter(None, line.start))
        node, port = line.end
        if not port and node in with_rows:
            port = "b"  # the claim is meant, not the evidence below it
        end = f"{node}:{port}{facing}" if port else node
        drawn: Attributes = {"color": look.color, "penwidth": look.width, "style": look.line}
        drawn["arrowhead"] = look.head if line.head else "none"
        if look.tail != "none" and line.tail:
            drawn |= {"arrowtail": look.tail, "dir": "both"}
        if not line.tail or n in apart:
            drawn["tailport"] = "_"
        if n in apart:
            drawn["constraint"] = "false"
        length = layout.lengths.get(n, 1) * step - (step - 1) * (not line.tail or not line.head)
        if length > 1:
            drawn["minlen"] = length
        lettering = f'<font color="{look.color}"><b> {html(line.label)} </b></font>' if line.label else ""
        yield f"{start} -> {end}{attributes(drawn, lettering, f'line{n}')}"
