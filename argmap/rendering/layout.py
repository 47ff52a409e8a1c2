"""What may vary to fit a scene on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from argmap.rendering.style import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.rendering.style import Style


@frozen
class Layout:
    """One way to lay a scene out.

    Attributes:
        direction: Where reasons are; not auto.
        card_width: Width of every card in points.
        lengths: Lines that reach over more than one rank, by their position, so that the many reasons
            for one claim are in several columns.
        abreast: Whether utterances are next to what they express, as dialogues are usually drawn, not below it.
    """

    direction: Direction = Direction.RIGHT
    card_width: float = 190.0
    lengths: Mapping[int, int] = {}
    abreast: bool = False

    @classmethod
    def first(cls, style: Style) -> Layout:
        """The layout of a style before any better one is looked for."""
        return cls(style.directions[0], style.card_width or cls().card_width)
