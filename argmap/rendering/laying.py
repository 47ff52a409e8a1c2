"""The layout of a picture: a network that the engine lays out, or cards that argmap places; as asked for, or best."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from argmap.messages import counted
from argmap.rendering import fitting
from argmap.rendering.cards.setting import MAIN
from argmap.rendering.output.engines import LostLinesError, TooSlowError, draw
from argmap.rendering.placing.choosing import columns_of
from argmap.rendering.placing.disputing import dispute_of
from argmap.rendering.placing.dot import dot_of
from argmap.rendering.placing.facing import facing_of
from argmap.rendering.placing.spreading import spread_of
from argmap.rendering.placing.tree import steps_of
from argmap.rendering.scene import Layout
from argmap.rendering.style import READABLE, Direction, LayoutAs, Notation
from argmap.rendering.timing import Clock

if TYPE_CHECKING:
    from argmap.rendering.fitting import Fitted
    from argmap.rendering.notations import Recipe
    from argmap.rendering.output.engines import Drawing, Engine
    from argmap.rendering.placing.sheet import Arrangement
    from argmap.rendering.scene import Scene
    from argmap.rendering.style import Orientation, Style

CLEARLY: Final = 1.15
"""By how much larger text must be in columns, which show less of the whole, to be worth it."""

NEARLY: Final = 0.95
"""How large text must be in a dispute, beside that in columns, to be worth the better overview."""

NO_DISPUTE: Final = "no side answers another, so that there is no dispute to draw"

_BEHIND: Final = "in a network, lines would run behind cards"
_ANSWERED: Final = 0.5  # of the charges of a clear dispute
_SHARED: Final = 0.9  # of its cards, by the two sides
_HOPE: Final = 1.45  # by how much a search for a better network may enlarge its text
_DENSE: Final = 2  # lines a card, of which a network is a tangle
_FEW: Final = 30  # cards that are laid out quickly however many lines join them


@frozen
class LaidOut:
    """Which layout a picture has, and why.

    Attributes:
        name: "network", "columns" or "dispute".
        why: The reason, as a sentence without its full stop.
    """

    name: LayoutAs
    why: str

    def __str__(self) -> str:
        """Both."""
        return f"{self.name}: {self.why}"


Ready = tuple["Arrangement", LaidOut] | None
"""A layout of our own and why it is taken; None where Graphviz lays out, or has to be asked first."""


@frozen
class Laid:
    """A picture as it was laid out and drawn.

    Attributes:
        width, height: Those of the drawing in points, before it is shrunk to its page.
        unit: How many points what the engine takes for one is.
        orientation: Which way the page lies.
        text_size: Size of a claim's text in points once the picture is shrunk to the page.
        silent: The cards that say that nobody answers them.
    """

    layout: LaidOut
    dot: str = field(repr=False)
    drawing: Drawing = field(repr=False)
    width: float
    height: float
    unit: float
    orientation: Orientation
    text_size: float
    silent: tuple[str, ...] = ()


def lay_out(
    scene: Scene[Any, Any],
    style: Style,
    recipe: Recipe,
    ready: Ready,
    *,
    engine: str | Engine = "auto",
    timeout: float = 10.0,
    least: float = READABLE,
) -> Laid:
    """A scene laid out and drawn, within so many seconds as a whole; the other arguments are those of ``fit``.

    ``ready`` is the layout if it is one of our own, as ``computed`` gives it.

    Raises:
        RenderError: No engine could draw it.
    """
    laying = _Laying(scene, style, recipe, engine, Clock(timeout), least)
    if ready is not None:
        return laying.placed(*ready)
    asked = _asked(scene, style)
    return laying.best() if asked is None else laying.network(asked)


def hope(
    scene: Scene[Any, Any], style: Style, recipe: Recipe, *, engine: str | Engine, timeout: float
) -> float:
    """At most how large a claim's text can come out, where one layout tells; infinite where nothing can be told.

    Raises:
        RenderError: No engine could draw it, or it is too large.
    """
    fitting.refuse_too_large(scene, engine, timeout)
    asked = _asked(scene, style)
    if asked is None or asked.name is not LayoutAs.NETWORK:
        return math.inf
    return fitting.first(scene, style, recipe.dot, engine=engine, clock=Clock(timeout)).text_size * _HOPE


def placed_dot(scene: Scene[Any, Any], style: Style, recipe: Recipe, ready: Ready) -> str:
    """The DOT text of a scene in the layout of a style; of a network of Graphviz without looking for the best one."""
    if ready is not None:
        return dot_of(ready[0].placement, style)
    return recipe.dot(scene, style, Layout.first(style))


def computed(scene: Scene[Any, Any], style: Style, least: float = READABLE) -> Ready:
    """The layout if it is one of our own; None where it is that of Graphviz, or has to be compared with that."""
    asked = _asked(scene, style)
    name = LayoutAs.AUTO if asked is None else asked.name
    if name is LayoutAs.DISPUTE and asked is not None:
        if dispute := _dispute(scene, style, least):
            return dispute, asked
        return columns_of(scene, style, least), LaidOut(LayoutAs.COLUMNS, NO_DISPUTE)
    if name is LayoutAs.COLUMNS and asked is not None:
        return columns_of(scene, style, least), asked
    spread = _spread(scene, style, least)
    if spread is None or asked is not None:
        return None if spread is None or asked is None else (spread, asked)
    columns = columns_of(scene, style, least)
    sizes = [f"{style.size * found.scale:.1f} pt" for found in (spread, columns)]
    if _worth(columns, style, least) > CLEARLY * _worth(spread, style, least):
        return _larger(scene, style, columns, f"text of {sizes[1]}, in a network {sizes[0]}", least)
    return spread, LaidOut(LayoutAs.NETWORK, f"text of {sizes[0]}, in columns {sizes[1]}, no clear gain")


def _worth(arrangement: Arrangement, style: Style, least: float) -> float:
    """How large its text is: that of claims, or else the smallest if that cannot be read."""
    return _valued(style.size * arrangement.scale, arrangement.smallest(style.size), least)


def _valued(main: float, smallest: float, least: float) -> float:
    return main if smallest >= least else smallest


def _larger(
    scene: Scene[Any, Any], style: Style, columns: Arrangement, why: str, least: float
) -> tuple[Arrangement, LaidOut]:
    """Columns, or a dispute whose text is nearly as large: it shows at a glance who answers what."""
    dispute = _dispute(scene, style, least, clear=True)
    if dispute is not None and _worth(dispute, style, least) >= NEARLY * _worth(columns, style, least):
        size = style.size * dispute.scale
        return dispute, LaidOut(LayoutAs.DISPUTE, f"text of {size:.1f} pt, and one side answers another")
    return columns, LaidOut(LayoutAs.COLUMNS, why)


def _spread(scene: Scene[Any, Any], style: Style, least: float) -> Arrangement | None:
    """A network of our own: of a near-tree on a page, with nothing that only Graphviz draws."""
    plain = (
        style.notation is Notation.CARDS and not scene.boxes and not style.labels and style.page is not None
    )
    if not plain or style.direction not in {Direction.AUTO, Direction.RIGHT}:
        return None
    return None if any(line.expresses for line in scene.lines) else spread_of(scene, style, least)


def _dispute(
    scene: Scene[Any, Any], style: Style, least: float, *, clear: bool = False
) -> Arrangement | None:
    """The dispute of a scene; a ``clear`` one is of two sides, with several charges, most of them answered."""
    steps = steps_of(scene)
    dispute = dispute_of(scene, steps, style.between)
    if dispute is None:
        return None
    several = sum(bool(band.charge) for band in dispute.bands) > 1
    if clear and not (several and dispute.answered > _ANSWERED and dispute.shared > _SHARED):
        return None
    return facing_of(scene, style, steps, dispute, least)


def _asked(scene: Scene[Any, Any], style: Style) -> LaidOut | None:
    """The layout that needs no comparison: the only one there is, or the only one that has what is asked for."""
    if style.notation is Notation.CARDS and style.layout is not LayoutAs.AUTO:
        return LaidOut(style.layout, "as asked for")
    if style.between is not None:
        return LaidOut(
            LayoutAs.DISPUTE, "the only one in which two parties face each other, and they are named"
        )
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


@frozen
class _Laying:
    """A scene, and how it is to be laid out."""

    scene: Scene[Any, Any]
    style: Style
    recipe: Recipe
    engine: str | Engine
    clock: Clock
    least: float

    def best(self) -> Laid:
        """What an editor would take: a network, unless it is a tangle or text in another layout is clearly larger."""
        scene, least = self.scene, self.least
        columns = columns_of(scene, self.style, least)
        size = _worth(columns, self.style, least)
        said = f"{self.style.size * columns.scale:.1f} pt"
        cards = counted(len(scene.shapes), "card", "cards")
        if len(scene.lines) > _DENSE * len(scene.shapes) and len(scene.shapes) > _FEW:
            lines = counted(len(scene.lines), "line", "lines")
            return self.large(columns, f"a network of {cards} and {lines} would be a tangle")
        try:
            first = self._first()
        except (TooSlowError, LostLinesError):
            return self.large(columns, f"no network of {cards} was found in time")
        hope = min(first.text_size * _HOPE, self.style.size)
        if len(scene.shapes) > fitting.SEARCHED:
            hope = first.text_size
        if size > CLEARLY * _valued(hope, hope, least):
            return self.large(columns, f"text of {said}, in a network of {cards} at most {hope:.1f} pt")
        found = self._fit()
        if found.behind:
            return self.large(columns, _BEHIND)
        if size > CLEARLY * _valued(found.text_size, found.smallest, least):
            return self.large(columns, f"text of {said}, in a network {found.text_size:.1f} pt")
        why = f"text of {found.text_size:.1f} pt, in columns {said}, no clear gain"
        return self.fitted(found, LaidOut(LayoutAs.NETWORK, why))

    def large(self, columns: Arrangement, why: str) -> Laid:
        """Columns, or a dispute."""
        return self.placed(*_larger(self.scene, self.style, columns, why, self.least))

    def network(self, layout: LaidOut) -> Laid:
        """The best network; another layout if lines would run behind cards, and one has all that is asked for."""
        found = self._fit()
        other = self._instead(layout) if found.behind else None
        return self.fitted(found, layout) if other is None else self.placed(*other)

    def _instead(self, layout: LaidOut) -> tuple[Arrangement, LaidOut] | None:
        """What is drawn instead of a network of Graphviz."""
        scene, style = self.scene, self.style
        directed = style.direction not in {Direction.AUTO, Direction.RIGHT}
        if style.notation is not Notation.CARDS or style.labels or directed:
            return None
        if style.layout is LayoutAs.AUTO:
            return columns_of(scene, style, self.least), LaidOut(LayoutAs.COLUMNS, _BEHIND)
        if scene.boxes or any(line.expresses for line in scene.lines):
            return None
        spread = spread_of(scene, style, self.least, strays=True)
        return None if spread is None else (spread, layout)

    def _first(self) -> Fitted:
        return fitting.first(self.scene, self.style, self.recipe.dot, engine=self.engine, clock=self.clock)

    def _fit(self) -> Fitted:
        return fitting.fit(
            self.scene, self.style, self.recipe.dot, engine=self.engine, clock=self.clock, least=self.least
        )

    def fitted(self, found: Fitted, layout: LaidOut) -> Laid:
        """A network as it was laid out."""
        size, page = (found.width, found.height), (found.orientation, found.text_size)
        return Laid(layout, found.dot, found.drawing, *size, found.unit, *page)

    def placed(self, arrangement: Arrangement, layout: LaidOut) -> Laid:
        """An arrangement, drawn."""
        style = self.style
        dot = dot_of(arrangement.placement, style)
        try:
            drawing = draw(dot, engine=self.engine, timeout=self.clock.left())
        except TooSlowError as error:
            error.args = (f"{error.message}; it has {fitting.counts(self.scene)}",)
            raise
        if layout.why == NO_DISPUTE:
            drawing = evolve(drawing, notes=(f"drawn in columns: {NO_DISPUTE}", *drawing.notes))
        unit = style.size / MAIN
        width, height = (points * unit for points in fitting.size_of(drawing))
        text_size = round(style.size * fitting.scale(width, height, style.paper, arrangement.orientation), 2)
        page = (arrangement.orientation, text_size, arrangement.silent)
        return Laid(layout, dot, drawing, width, height, unit, *page)
