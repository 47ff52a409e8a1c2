"""Finding the layout that leaves the text largest on the page."""

from __future__ import annotations

import math
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import evolve, field, frozen

from argmap.errors import RenderError
from argmap.messages import Hint
from argmap.rendering.cards.setting import MAIN, SMALLS
from argmap.rendering.frames import Frame, bare, box_of, framed, is_behind, mean_length
from argmap.rendering.output.engines import ADVICE, LostLinesError, TooSlowError, draw, draws
from argmap.rendering.output.watchdog import running_watchdog
from argmap.rendering.scene import EASIEST, Layout
from argmap.rendering.style import Direction, Notation, Orientation, Page, Style

if TYPE_CHECKING:
    from collections.abc import Callable

    from argmap.rendering.output.engines import Drawing, Engine
    from argmap.rendering.scene import Scene
    from argmap.rendering.timing import Clock

S = TypeVar("S", bound="Scene[Any, Any]")

SEARCHED: Final = 60
"""Scenes of more shapes than this are too large for a page anyway, and are laid out once."""

STARTS: Final = 2
TRIALS: Final = 30
LENGTHS: Final = (1, 2, 3)
WIDTHS: Final = (150.0, 170.0, 190.0, 210.0)
USUAL: Final = Style().size / MAIN
"""The unit of these widths of cards, whatever the size of the text."""
STRUCK: Final = 0.92
NEARLY: Final = 0.85
"""How large text must be, beside that of the best layout, in one without lines behind cards."""

FEW: Final = 5_000
RATE: Final = 400
"""More shapes than these, and than so many a second, are not laid out in time on any machine."""

_OUT_OF_TIME: Final = "the time was up before all layouts were tried, so that there may be a better one"
_STRAIGHT: Final = "Graphviz found no way for a curved line around the cards, so that lines are straight"
_LINE: Final = re.compile(rb'<path fill="none" stroke="[^"]*"[^>]*? d="([^"]*)"')
_POINT: Final = re.compile(rb"(-?[\d.]+),(-?[\d.]+)")
_SIZE: Final = re.compile(rb'<svg width="([\d.]+)pt" height="([\d.]+)pt"')


@frozen
class Fitted:
    """A layout with its DOT text and drawing, and how that fits the page.

    Attributes:
        width, height: Those of the drawing in points.
        orientation: Which way the page lies.
        text_size: Size of a claim's text in points once the picture is shrunk to the page.
        unit: How many points what the engine takes for one is.
        line_length: Mean length of the lines.
        struck: Whether lines may run through headings of boxes, as those do that run up and down, or through cards.
        behind: Whether a line runs behind a card, or through a heading.
    """

    layout: Layout
    dot: str = field(repr=False)
    drawing: Drawing = field(repr=False)
    width: float
    height: float
    orientation: Orientation
    text_size: float
    unit: float
    line_length: float
    struck: bool = False
    behind: bool = False

    @property
    def smallest(self) -> float:
        """The size of the smallest text on the page."""
        return self.text_size * self.layout.small / MAIN


def fit(
    scene: S,
    style: Style,
    dot: Callable[[S, Style, Layout], str],
    *,
    engine: str | Engine = "auto",
    clock: Clock,
    least: float,
) -> Fitted:
    """The drawing of a scene in the layout that fits the style's page best.

    Directions, card widths and the spreading of many reasons over columns are tried in a fixed order and number, so the
    same scene gives the same layout; unless the time is up before all were tried, which is noted. ``dot`` makes DOT
    text of it in a layout. Smaller text has the size ``least`` on the page if a larger one can.

    Raises:
        RenderError: No engine could draw it, or it is too large.
    """
    frame = _frame(scene, style, engine)
    with running_watchdog():
        tried = _drawing_of(scene, style, dot, frame, engine, clock)
        best = _fittest(scene, style, tried, clock)
        best = _legible(_clear(best, style, tried), style, tried, least)
        return best if frame is None else _in_frame(best, frame, style, engine, clock)


def first(
    scene: S, style: Style, dot: Callable[[S, Style, Layout], str], *, engine: str | Engine, clock: Clock
) -> Fitted:
    """The drawing before any better one is looked for; the arguments are those of ``fit``."""
    frame = _frame(scene, style, engine)
    return _drawing_of(scene, style, dot, frame, engine, clock)(Layout.first(style))


def _frame(scene: Scene[Any, Any], style: Style, engine: str | Engine) -> Frame | None:
    """What is put around the drawing; None if the engine does not tell where things are, so that it is within."""
    return Frame.of(scene, style) if draws(engine, "dot") else None


def _drawing_of(
    scene: S,
    style: Style,
    dot: Callable[[S, Style, Layout], str],
    frame: Frame | None,
    engine: str | Engine,
    clock: Clock,
) -> Callable[[Layout], Fitted]:
    """What draws a scene in a layout, in an easier one where Graphviz finds no way for a line.

    What will be framed is only laid out; lengths are in the units that cards are set in.
    """
    drawn, inner, format = (
        (scene, _inner(style), "svg") if frame is None else (bare(scene), _inner(style), "dot")
    )
    unit = style.size / MAIN

    def tried(layout: Layout) -> Fitted:
        width = round(layout.card_width / (USUAL if style.card_width is None else unit))
        text = dot(drawn, inner, evolve(layout, card_width=width))
        try:
            drawing = draw(text, format, engine=engine, timeout=clock.left_to_search() or clock.left())
        except TooSlowError as error:
            error.args = (f"{error.message}; it has {counts(scene)}",)
            raise
        except LostLinesError:
            if layout.easier == EASIEST:
                raise
            return tried(evolve(layout, easier=layout.easier + 1))
        upright = layout.direction in {Direction.BELOW, Direction.ABOVE} and bool(scene.boxes)
        if layout.easier:
            drawing = evolve(drawing, notes=(_STRAIGHT, *drawing.notes))
        if frame is None:
            size, length = size_of(drawing), _mean_length(drawing.data)
            hidden = False
        else:
            hidden = is_behind(drawing.data)
            size, length = frame.size(box_of(drawing.data), layout.small), mean_length(drawing.data)
        struck = upright or layout.easier > 0
        fitted = _measured(layout, text, drawing, style, size, unit, length, struck=struck)
        return evolve(fitted, behind=hidden)

    return tried


def _inner(style: Style) -> Style:
    """The style in the units that cards are set in, as engines take whole sizes of text only."""
    return style.but(size=MAIN)


def _in_frame(best: Fitted, frame: Frame, style: Style, engine: str | Engine, clock: Clock) -> Fitted:
    """The drawing of what was laid out, with title and legend around it."""
    text = framed(best.drawing.data, best.dot, frame, _inner(style), best.layout.small)
    drawing = draw(text, engine=engine, timeout=clock.left())
    drawing = evolve(drawing, notes=tuple(dict.fromkeys((*best.drawing.notes, *drawing.notes))))
    size, length = size_of(drawing), best.line_length
    fitted = _measured(best.layout, text, drawing, style, size, best.unit, length, struck=best.struck)
    return evolve(fitted, behind=best.behind)


def _fittest(scene: Scene[Any, Any], style: Style, tried: Callable[[Layout], Fitted], clock: Clock) -> Fitted:
    """The best of the layouts that are tried; where the time was up before, that is noted."""
    first = tried(Layout.first(style))
    skipped: list[Layout] = []
    best = _better(scene, style, first, _or_none(tried, clock, skipped))
    if not skipped:
        return best
    return evolve(best, drawing=evolve(best.drawing, notes=(*best.drawing.notes, _OUT_OF_TIME)))


def _better(
    scene: Scene[Any, Any], style: Style, first: Fitted, tried: Callable[[Layout], Fitted | None]
) -> Fitted:
    """The best of the first layout and those that are tried after it."""
    if style.page is None or len(scene.shapes) > SEARCHED:
        return first
    widths = WIDTHS if style.card_width is None else (style.card_width,)
    crowds = _crowds(scene)
    spreads = [_spread(crowds, columns) for columns in ((1, 2, 3) if crowds else (1,))]
    with ThreadPoolExecutor(2) as pool:
        sides = [False, True] if not scene.boxes and any(line.expresses for line in scene.lines) else [False]
        grid = [Layout(*how, side) for side in sides for how in product(style.directions, widths, spreads)]
        found = [first, *filter(None, pool.map(tried, grid))]
        best = max(found, key=_merit)
        if best.text_size >= style.size:
            return best
        lines = [n for crowd in crowds for n in crowd]
        return max((_refined(start, lines, tried, pool) for start in _starts(found)), key=_merit)


def refuse_too_large(scene: Scene[Any, Any], engine: str | Engine, timeout: float) -> None:
    """Refuse what would only be known after the timeout to take longer; engines of others may be faster.

    Raises:
        RenderError: There are more shapes than can be laid out in that time.
    """
    shapes = len(scene.shapes) + len(scene.junctions)
    room = max(FEW, RATE * timeout)
    if shapes > room and isinstance(engine, str):
        raise RenderError(
            f"a picture of {counts(scene)} takes too long: in {timeout:g} s at most {room:,.0f} cards can be laid out",
            found=shapes,
            expected=f"at most {room:,.0f} cards",
            hint=Hint(f"set {{timeout}}, {ADVICE}", timeout=math.ceil(2 * shapes / RATE)),
        )


def counts(scene: Scene[Any, Any]) -> str:
    """How many cards and lines a scene has, in words."""
    return f"{len(scene.shapes) + len(scene.junctions):,} cards and {len(scene.lines):,} lines"


def _clear(best: Fitted, style: Style, tried: Callable[[Layout], Fitted]) -> Fitted:
    """The best layout, or one with cards of another width if only that has no line behind a card."""
    if not best.behind or style.card_width is not None:
        return best
    for width in WIDTHS:
        try:
            other = tried(evolve(best.layout, card_width=width))
        except (LostLinesError, TooSlowError):
            return best
        if not other.behind and other.text_size >= NEARLY * best.text_size:
            return other
    return best


def _legible(best: Fitted, style: Style, tried: Callable[[Layout], Fitted], least: float) -> Fitted:
    """The best layout with the smallest of the smaller sizes of text that can still be read."""
    found = [best]
    for small in SMALLS[1:]:
        hopeless = best.text_size < least or style.notation is not Notation.CARDS
        if found[-1].smallest >= least or hopeless:
            return found[-1]
        try:
            found.append(tried(evolve(best.layout, small=small)))
        except (LostLinesError, TooSlowError):
            break
    return max(found, key=lambda fitted: min(fitted.smallest, least))


def _or_none(
    tried: Callable[[Layout], Fitted], clock: Clock, skipped: list[Layout]
) -> Callable[[Layout], Fitted | None]:
    """Layouts that cannot be drawn, or not in time, count as none: there is one already."""

    def attempt(layout: Layout) -> Fitted | None:
        if not clock.left_to_search():
            skipped.append(layout)
            return None
        try:
            return tried(layout)
        except (LostLinesError, TooSlowError):
            return None

    return attempt


def _starts(found: list[Fitted]) -> list[Fitted]:
    """The best drawings of the most promising widths and directions."""
    by_shape: dict[tuple[Direction, float], Fitted] = {}
    for fitted in sorted(found, key=_merit, reverse=True):
        by_shape.setdefault((fitted.layout.direction, fitted.layout.card_width), fitted)
    return list(by_shape.values())[:STARTS]


def _refined(
    best: Fitted, lines: list[int], tried: Callable[[Layout], Fitted | None], pool: ThreadPoolExecutor
) -> Fitted:
    """The best that changing the length of one line after the other leads to."""
    trials = TRIALS
    improved = bool(lines)
    while improved:
        improved = False
        for line in lines:
            now = best.layout.lengths.get(line, 1)
            lengths = [{**best.layout.lengths, line: length} for length in LENGTHS if length != now]
            others = [evolve(best.layout, lengths=tried_lengths) for tried_lengths in lengths]
            trials -= len(others)
            if trials < 0:
                return best
            better = max([best, *filter(None, pool.map(tried, others))], key=_merit)
            improved = improved or better is not best
            best = better
    return best


def _merit(fitted: Fitted) -> tuple[float, int]:
    """Large text, short lines and headings that nothing runs through.

    Lines a quarter shorter outweigh text about two percent smaller; headings in the clear, about eight percent.
    """
    lengths = sum(length - 1 for length in fitted.layout.lengths.values())
    clear = STRUCK if fitted.struck or fitted.behind else 1
    return round(clear * fitted.text_size / (100 + fitted.line_length) ** 0.15, 4), -lengths


def _mean_length(svg: bytes) -> float:
    """How long the lines of a drawing are on average, in points."""
    lengths = []
    for path in _LINE.findall(svg):
        points = [complex(float(x), float(y)) for x, y in _POINT.findall(path)]
        lengths.append(sum(abs(b - a) for a, b in pairwise(points)))
    return sum(lengths) / len(lengths) if lengths else 0.0


def _measured(
    layout: Layout,
    text: str,
    drawing: Drawing,
    style: Style,
    size: tuple[float, float],
    unit: float,
    line_length: float,
    *,
    struck: bool,
) -> Fitted:
    width, height = (length * unit for length in size)
    auto = style.orientation is Orientation.AUTO
    orientations = (Orientation.PORTRAIT, Orientation.LANDSCAPE) if auto else (style.orientation,)
    sizes = {o: round(style.size * scale(width, height, style.paper, o), 2) for o in orientations}
    best = max(orientations, key=lambda o: sizes[o])
    return Fitted(layout, text, drawing, width, height, best, sizes[best], unit, line_length, struck)


def size_of(drawing: Drawing) -> tuple[float, float]:
    """Width and height of a drawing, in what the engine takes for points."""
    size = _SIZE.search(drawing.data)
    if size is None:
        raise RenderError("the engine drew an SVG without a size", found=drawing.engine)
    return float(size[1]), float(size[2])


def scale(width: float, height: float, page: Page | None, orientation: Orientation) -> float:
    """By how much a drawing must shrink to fit the page; 1 if it fits as it is."""
    if page is None:
        return 1.0
    wide, high = page.room(orientation)
    return min(1.0, wide / width, high / height)


def _crowds(scene: Scene[Any, Any]) -> list[list[int]]:
    """The lines that lead to shapes with three reasons or more."""
    into: dict[str, list[int]] = {}
    for n, line in enumerate(scene.lines):
        if line.crowded:
            into.setdefault(line.crowded, []).append(n)
    return [crowd for crowd in into.values() if len(crowd) > 2]


def _spread(crowds: list[list[int]], columns: int) -> dict[int, int]:
    return {n: 1 + k * columns // len(crowd) for crowd in crowds for k, n in enumerate(crowd)}
