"""The scene of a map as cards of who holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.appearance import Appearance
from argmap.model.kinds import RelationKind
from argmap.rendering.cards.boxes import boxes
from argmap.rendering.cards.lines import End, Line, lines
from argmap.rendering.cards.ranks import first_ranks
from argmap.rendering.cards.shapes import Card, Shown, cards
from argmap.rendering.scene import Legend, Scene, Swatch
from argmap.words import citations, common_via, describe, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap
    from argmap.rendering.cards.lines import Lines
    from argmap.rendering.style import Style

Cards = Scene[Card, Line]


def scene(m: ArgumentMap, style: Style) -> Cards:
    """What a style shows of a map."""
    shown = Shown.of(m, style)
    shapes = cards(m, style, shown)
    relations = {fold.relation for fold in shown.folds.values()}
    joins = lines(m, style, _ends(shapes, shown), relations)
    firsts, ranks = first_ranks(shapes, joins.lines)
    nodes = {card.id: card.node for card in shapes}
    return Scene(
        title=m.title if style.title else "",
        shapes=shapes,
        junctions=joins.junctions,
        lines=joins.lines,
        legend=_legend(m, style, shown, shapes, joins),
        boxes=boxes(m, shown.elements, nodes, joins.lines) if style.groups else (),
        firsts=firsts,
        ranks=ranks,
    )


def spoken(m: ArgumentMap, _style: Style, scene: Cards) -> dict[str, str]:
    """What screen readers read of every card, box and line, by the name that the engine has for it."""
    names = {
        card.node: "\n".join(
            [
                describe(m, m[card.id], thesis=card.main),
                *(describe(m, m[row.id]) for row in card.rows),
            ]
        )
        for card in scene.shapes
    }
    names |= {junction.node: describe(m, m[junction.relation]) for junction in scene.junctions}
    names |= {f"cluster_{box.node}": box.title or "Section" for box in scene.boxes}
    return names | {f"line{n}": describe(m, m[line.relation]) for n, line in enumerate(scene.lines)}


def _ends(shapes: tuple[Card, ...], shown: Shown) -> dict[str, End]:
    """Where lines begin and end: at cards, and at rows for folded evidence and its relation."""
    ends = {card.id: End(card.node) for card in shapes}
    for card in shapes:
        for k, row in enumerate(card.rows):
            ends[row.id] = ends[shown.folds[row.id].relation] = End(card.node, f"r{k}")
    return ends


def _legend(m: ArgumentMap, style: Style, shown: Shown, shapes: tuple[Card, ...], joins: Lines) -> Legend:
    looks = {p.tag: p.look for p in shown.painted.values()}
    swatches = [Swatch(f"{h.mark} {h.name}", h.look) for h in shown.holders.values()]
    swatches += [Swatch(f"tagged {t}", looks[t]) for t in Appearance.of(m).tag_colors if t in looks]
    reporters = ", ".join(name_of(m, i) for i in common_via(m))
    notes = [*_key(shapes, joins, by_hand="" in looks)]
    notes += [f"All as reported by {reporters}."] if reporters else []
    notes += citations(m) if style.sources else ()
    used = tuple(style.relations[kind] for kind in RelationKind if kind in joins.kinds)
    return Legend(tuple(swatches), used, tuple(notes))


def _key(shapes: tuple[Card, ...], joins: Lines, *, by_hand: bool) -> Iterator[str]:
    """What else a reader may ask: shading, borders, joints."""
    if any(card.rows for card in shapes):
        yield "Shaded rows: evidence for the claim above."
    if any(card.reported for card in shapes):
        yield "Dashed border: as reported by another party."
    if joins.junctions:
        yield "Dot: what meets there counts together."
    if by_hand:
        yield "Other header colours: chosen by the author."
