"""The layout of a picture: a network that the engine lays out, or cards in columns: what is asked for, or fits best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from argmap.messages import counted
from argmap.rendering import fitting
from argmap.rendering.output.engines import LostLinesError, TooSlowError, draw
from argmap.rendering.placing.choosing import columns_of
from argmap.rendering.placing.dot import dot_of
from argmap.rendering.placing.setting import MAIN
from argmap.rendering.scene import Layout
from argmap.rendering.style import Direction, LayoutAs, Notation

if TYPE_CHECKING:
    from argmap.rendering.notations import Recipe
    from argmap.rendering.output.engines import Drawing, Engine
    from argmap.rendering.placing.choosing import Columns
    from argmap.rendering.scene import Scene
    from argmap.rendering.style import Orientation, Style

CLEARLY: Final = 1.15
"""By how much larger text must be in columns, which show less of the whole, to be worth it."""

_HOPE: Final = 1.45  # by how much a search for a better network may enlarge its text
_DENSE: Final = 2  # lines a card, of which a network is a tangle
_FEW: Final = 30  # cards that are laid out quickly however many lines join them


@frozen
class LaidOut:
    """Which layout a picture has, and why.

    Attributes:
        name: "network" or "columns".
        why: The reason, as a sentence without its full stop.
    """

    name: LayoutAs
    why: str

    def __str__(self) -> str:
        """Both."""
        return f"{self.name}: {self.why}"


@frozen
class Laid:
    """A picture as it was laid out and drawn.

    Attributes:
        width, height: Those of the drawing in points, before it is shrunk to its page.
        unit: How many points what the engine takes for one is.
        orientation: Which way the page lies.
        text_size: Size of a claim's text in points once the picture is shrunk to the page.
    """

    layout: LaidOut
    dot: str = field(repr=False)
    drawing: Drawing = field(repr=False)
    width: float
    height: float
    unit: float
    orientation: Orientation
    text_size: float


def lay_out(
    scene: Scene[Any, Any],
    style: Style,
    recipe: Recipe,
    *,
    engine: str | Engine = "auto",
    timeout: float = 30.0,
) -> Laid:
    """A scene laid out and drawn; the arguments are those of ``fit``.

    Raises:
        RenderError: No engine could draw it, or it is too large.
    """
    fitting.refuse_too_large(scene, engine, timeout)
    asked = _asked(scene, style)
    columns = None
    if asked is None:
        columns = columns_of(scene, style)
        asked = _compared(scene, style, recipe, columns, engine, timeout)
    if asked.name is LayoutAs.COLUMNS:
        return _in_columns(scene, columns or columns_of(scene, style), asked, style, engine, timeout)
    fitted = fitting.fit(scene, style, recipe.dot, engine=engine, timeout=timeout)
    return Laid(
        asked,
        fitted.dot,
        fitted.drawing,
        fitted.width,
        fitted.height,
        fitted.unit,
        fitted.orientation,
        fitted.text_size,
    )


def placed_dot(scene: Scene[Any, Any], style: Style, recipe: Recipe) -> str:
    """The DOT text of a scene in the layout of a style, without looking for the best network."""
    if style.layout is LayoutAs.COLUMNS:
        return dot_of(columns_of(scene, style).placement, style)
    return recipe.dot(scene, style, Layout.first(style))


def _asked(scene: Scene[Any, Any], style: Style) -> LaidOut | None:
    """The layout that needs no comparison: the only one there is, or the only one that has what is asked for."""
    if style.notation is Notation.CARDS and style.layout is not LayoutAs.AUTO:
        return LaidOut(style.layout, "as asked for")
    reasons = {
        f"the only one of the notation {style.notation}": style.notation is not Notation.CARDS,
        "the only one with directions, and one is asked for": style.direction is not Direction.AUTO,
        "the only one with words on lines, which are asked for": style.labels,
        "there is no page to fit": style.page is None,
        "there is nothing to set in columns": len(scene.shapes) <= 1,
        "the only one with utterances next to what they express": _speaks(scene),
    }
    why = next((why for why, holds in reasons.items() if holds), "")
    return LaidOut(LayoutAs.NETWORK, why) if why else None


def _speaks(scene: Scene[Any, Any]) -> bool:
    """Whether it is of a dialogue that a page may have room for as a network."""
    return len(scene.shapes) <= fitting.SEARCHED and any(line.expresses for line in scene.lines)


def _compared(
    scene: Scene[Any, Any],
    style: Style,
    recipe: Recipe,
    columns: Columns,
    engine: str | Engine,
    timeout: float,
) -> LaidOut:
    """Columns if they leave the text clearly larger than a network does, or if a network would be a tangle."""
    size = style.size * columns.scale
    cards = counted(len(scene.shapes), "card", "cards")
    if len(scene.lines) > _DENSE * len(scene.shapes) and len(scene.shapes) > _FEW:
        lines = counted(len(scene.lines), "line", "lines")
        return LaidOut(LayoutAs.COLUMNS, f"a network of {cards} and {lines} would be a tangle")
    try:
        first = fitting.first(scene, style, recipe.dot, engine=engine, timeout=timeout).text_size
    except (TooSlowError, LostLinesError):
        return LaidOut(LayoutAs.COLUMNS, f"no network of {cards} was found in time")
    hope = min(first * _HOPE, style.size) if len(scene.shapes) <= fitting.SEARCHED else first
    if size <= CLEARLY * first:
        why = f"text in columns would be {size:.1f} pt, no clear gain"
        return LaidOut(LayoutAs.NETWORK, why)
    if size > CLEARLY * hope:
        return LaidOut(
            LayoutAs.COLUMNS, f"text of {size:.1f} pt, in a network of {cards} at most {hope:.1f} pt"
        )
    found = fitting.fit(scene, style, recipe.dot, engine=engine, timeout=timeout).text_size
    if size > CLEARLY * found:
        return LaidOut(LayoutAs.COLUMNS, f"text of {size:.1f} pt, in a network {found:.1f} pt")
    return LaidOut(LayoutAs.NETWORK, f"text of {found:.1f} pt, in columns {size:.1f} pt, no clear gain")


def _in_columns(
    scene: Scene[Any, Any],
    columns: Columns,
    layout: LaidOut,
    style: Style,
    engine: str | Engine,
    timeout: float,
) -> Laid:
    dot = dot_of(columns.placement, style)
    try:
        drawing = draw(dot, engine=engine, timeout=timeout)
    except TooSlowError as error:
        error.args = (f"{error.message}; it has {fitting.counts(scene)}",)
        raise
    unit = style.size / MAIN
    width, height = (points * unit for points in fitting.size_of(drawing))
    text_size = round(style.size * fitting.scale(width, height, style.page, columns.orientation), 2)
    return Laid(layout, dot, drawing, width, height, unit, columns.orientation, text_size)
