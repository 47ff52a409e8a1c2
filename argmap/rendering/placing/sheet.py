"""The page that a placement is for: how much it must shrink to fit, and what is above and below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from argmap.rendering.cards.setting import MAIN, SMALLS
from argmap.rendering.looks import GREY
from argmap.rendering.placing.framing import MARGIN, Framed, legend_of, title_of
from argmap.rendering.style import Orientation

if TYPE_CHECKING:
    from collections.abc import Callable

    from argmap.rendering.cards.scene import Cards
    from argmap.rendering.placing.placement import Placement
    from argmap.rendering.style import Style

_ON_SCREEN: Final = 1.3  # width to height where there is no page


@frozen
class Arrangement:
    """Cards of a map, placed on their page.

    Attributes:
        scale: By how much the placement must shrink to fit the page.
        small: The size of the smallest text before that.
        silent: The cards of a dispute that say that nobody answers them.
    """

    placement: Placement = field(repr=False)
    orientation: Orientation
    scale: float
    small: int
    silent: tuple[str, ...] = ()

    def smallest(self, size: float) -> float:
        """The size of the smallest text on the page, where a claim's text has a size before it shrinks."""
        return size * self.scale * self.small / MAIN


def legible(arranged: Callable[[int], Arrangement], size: float, least: float) -> Arrangement:
    """The arrangement with the smallest of the smaller sizes of text that can still be read.

    Args:
        arranged: The best arrangement with smaller text of a size.
        size: The size of a claim's text before it shrinks.
        least: The smallest text that can be read.
    """
    found: list[Arrangement] = []
    for small in SMALLS:
        found.append(arranged(small))
        if found[-1].smallest(size) >= least or size * found[0].scale < least:
            return found[-1]
    return max(found, key=lambda arrangement: arrangement.smallest(size))


class Sheet:
    """The page of a style, for one scene."""

    def __init__(self, scene: Cards, style: Style, small: int) -> None:
        self.small = small
        self._scene = scene
        self._style = style
        self._around: dict[int, tuple[Framed, Framed]] = {}
        auto = style.orientation is Orientation.AUTO
        self._orientations = (Orientation.PORTRAIT, Orientation.LANDSCAPE) if auto else (style.orientation,)
        self.lies = self._orientations[0]
        self.unit = style.size / MAIN
        self.grey = style.tone(GREY)

    def around(self, wide: float) -> tuple[Framed, Framed]:
        """The title and the legend of cards of a width in all."""
        key = round(wide)
        if key not in self._around:
            scene, style = self._scene, self._style
            title = title_of(scene.title if style.title else "", key)
            legend = legend_of(scene.legend, key, self.grey, self.small) if style.legend else Framed()
            self._around[key] = (title, legend)
        return self._around[key]

    def fit(self, wide: float, high: float) -> tuple[Orientation, float, float]:
        """For cards of a size in all, which way the page lies, by how much all shrinks, and what that is worth."""
        title, legend = self.around(wide)
        wide = (max(wide, title.width, legend.width) + 2 * MARGIN) * self.unit
        high = (title.height + high + legend.height + 2 * MARGIN) * self.unit
        page = self._style.paper
        if page is None:
            return self._orientations[0], 1.0, 1 / (1 + abs(wide / high / _ON_SCREEN - 1))
        rooms = {orientation: page.room(orientation) for orientation in self._orientations}
        scales = {o: min(1.0, room[0] / wide, room[1] / high) for o, room in rooms.items()}
        best = max(scales, key=lambda o: scales[o])
        return best, scales[best], scales[best]
