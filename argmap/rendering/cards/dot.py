"""Cards as DOT text that Graphviz lays out: pure, deterministic, and no text of the user's in a node name or port."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import evolve

from argmap.rendering.cards.lines import in_circles, reached
from argmap.rendering.cards.markup import markup
from argmap.rendering.cards.setting import MAIN, set_card
from argmap.rendering.colors import WHITE
from argmap.rendering.dot import attributes, caption, corner, document, edge, junctions, node_id
from argmap.rendering.scene import EASIEST
from argmap.rendering.style import Direction
from argmap.rendering.text.escape import html_lines
from argmap.rendering.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from argmap.rendering.cards.lines import Line
    from argmap.rendering.cards.scene import Cards
    from argmap.rendering.scene import Layout
    from argmap.rendering.style import Style

_SIDES: Final = {  # rankdir, where lines leave a card
    Direction.RIGHT: ("RL", "w"),
    Direction.LEFT: ("LR", "e"),
    Direction.BELOW: ("BT", "n"),
    Direction.ABOVE: ("TB", "s"),
}
_UPRIGHT: Final = {Direction.BELOW, Direction.ABOVE}
_FACING: Final = {Direction.RIGHT: ":e", Direction.LEFT: ":w"}

_GAP: Final = 8
"""Points between a box and what is in it; Graphviz keeps boxes next to each other as far apart."""


class Abreast(NamedTuple):
    """Where utterances are next to what they express: lines that do not count for the ranks, cards in one rank."""

    lines: Collection[int] = ()
    pairs: Collection[tuple[str, str]] = ()


def dot(scene: Cards, style: Style, layout: Layout) -> str:
    """Cards as DOT text in one layout, in the units that cards are set in."""
    layout = evolve(layout, card_width=layout.card_width * MAIN / style.size)
    style = style.but(size=MAIN)
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
        placed = set_card(card, (), round(layout.card_width), style, compact=False, small=layout.small)
        yield card.node + attributes({"class": "card"}, markup(placed, style.tone(WHITE)), node_id(card.id))
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
    round_ = in_circles(scene.lines)
    for n, line in enumerate(scene.lines):
        look = line.look
        node, port = line.end
        if not port and node in with_rows:
            port = "b"  # the claim is meant, not the evidence below it
        end = f"{node}:{port}{facing}" if port else node
        drawn: dict[str, Any] = {"arrowhead": look.head if line.head else "none"}
        if look.tail != "none" and line.tail:
            drawn |= {"arrowtail": look.tail, "dir": "both"}
        # A line may lead back in a circle, and from where the others leave a card it would go around that.
        if not line.tail or n in apart or round_ >= {line.start.node, line.end.node}:
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
