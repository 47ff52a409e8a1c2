"""The notations that a map can be drawn in: for each how its scene, its DOT text and its spoken form are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from argmap.errors import StyleError, unknown_name
from argmap.rendering.cards import dot as cards_dot
from argmap.rendering.cards import scene as cards
from argmap.rendering.excerpt import Excerpt
from argmap.rendering.gsn import dot as gsn_dot
from argmap.rendering.gsn import scene as gsn
from argmap.rendering.laying import computed, placed_dot
from argmap.rendering.style import Notation, Style, named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import graphviz

    from argmap.model import ArgumentMap
    from argmap.rendering.scene import Layout, Scene
    from argmap.viewing import View


@frozen
class Recipe:
    """How one notation draws.

    Attributes:
        scene: The scene of an excerpt in a style.
        dot: A scene as DOT text in a layout.
        spoken: What screen readers read of every shape and line of a scene, by the name that the engine has for it.
    """

    scene: Callable[[Excerpt, Style], Scene[Any, Any]]
    dot: Callable[[Any, Style, Layout], str]
    spoken: Callable[[View, Style, Any], dict[str, str]]


NOTATIONS: Final[Mapping[Notation, Recipe]] = {
    Notation.CARDS: Recipe(cards.scene, cards_dot.dot, cards.spoken),
    Notation.GSN: Recipe(gsn.scene, gsn_dot.dot, gsn.spoken),
}


def must_have_parties(m: ArgumentMap, style: Style) -> None:
    """Refuse a style for parties that a map does not have.

    Raises:
        StyleError: One of two parties that are to face each other is not in the map.
    """
    for i in style.between or ():
        known = [party.id for party in m.parties]
        if i not in known:
            raise unknown_name("party", i, known, StyleError, path="between")


def to_dot(m: ArgumentMap | View, style: str | Style | None = None) -> str:
    """The map as DOT text: complete input for any Graphviz, without looking for the best network.

    Args:
        m: The map, or a part of one.
        style: How it is drawn, or the name of a style: "report", "gsn".

    Raises:
        StyleError: A style that cannot be drawn.

    >>> from argmap import ArgumentMap, Claim
    >>> to_dot(ArgumentMap.of(Claim("cap", "Rents should be capped."))).splitlines()[0]
    'digraph argmap {'
    """
    style = named(style)
    notation = NOTATIONS[style.notation]
    excerpt = Excerpt.of(m, style)
    must_have_parties(excerpt.view.whole, style)
    scene = notation.scene(excerpt, style)
    return placed_dot(scene, style, notation, computed(scene, style))


def to_graphviz(m: ArgumentMap | View, style: str | Style | None = None) -> graphviz.Source:
    """The DOT text of a map as an object of the package ``graphviz``, which notebooks show and which draws into files.

    That package draws with the Graphviz of the machine; only the text itself can be had without.

    Args:
        m: The map, or a part of one.
        style: How it is drawn, or the name of a style: "report", "gsn".

    Raises:
        StyleError: A style that cannot be drawn.

    >>> from argmap import ArgumentMap, Claim
    >>> m = ArgumentMap.of(Claim("cap", "Rents should be capped."))
    >>> to_graphviz(m).source == to_dot(m)
    True
    """
    import graphviz  # noqa: PLC0415 - drawing itself needs only its quoting

    return graphviz.Source(to_dot(m, style))
