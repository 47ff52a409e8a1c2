"""A map as numbered figures, each of which can be read on its page."""

from __future__ import annotations

import math
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from argmap.errors import RenderError
from argmap.overlay import as_overlay
from argmap.rendering.badges import in_words
from argmap.rendering.diagram import Diagram
from argmap.rendering.looks import number as number_within
from argmap.rendering.numbered.branching import Branches
from argmap.rendering.numbered.measuring import Rooms
from argmap.rendering.numbered.referring import excerpt_of
from argmap.rendering.numbered.splitting import Splitting
from argmap.rendering.numbered.telling import alt_of, caption_of, notes_of, title_of
from argmap.rendering.style import Direction, EvidenceAs, LayoutAs, Notation, Orientation, Page, Style, named
from argmap.viewing import as_view, view
from argmap.words import theses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap
    from argmap.overlay import HasOverlay, Overlay
    from argmap.rendering.numbered.splitting import Key, Piece
    from argmap.rendering.output import engines
    from argmap.viewing import View

MOST: Final = 200
"""More figures than these nobody prints, and drawing them takes minutes."""

CAPTION: Final = 54.0
"""Points that are kept free below each figure."""

_SMALLEST: Final[Mapping[Notation, float]] = {Notation.CARDS: 0.8, Notation.GSN: 0.7}
"""How large the smallest text of a picture is, in parts of that of claims."""

_RATIO: Final[Mapping[Notation, float]] = {Notation.CARDS: 0.9, Notation.GSN: 0.7}
"""The same on a full page, where smaller text is nearly as large as that of claims."""

_FILLED: Final = 1.1  # pages of cards as they are measured, which may be more compact
_SPREAD: Final = 0.45  # of a page by the shapes of a network
_HOPELESS: Final = 2.5  # pages of one figure, which is not even tried
_FEWEST: Final = 2  # elements of a map that can be split
_LEAST: Final = 0.02
_LINES: Final = 1000  # of a text, which is in full if nothing else is asked for
_NUMBER: Final = re.compile(r"Figures? \d+")


@frozen
class Figure:
    """One of the figures of a map.

    Attributes:
        number: Its number, from 1.
        title: What it is about, in a line.
        caption: What it shows and how to read it.
        alt: What stands in for it where it cannot be seen; it needs nothing else.
        diagram: The picture.
        ids: The elements that it shows in full; all others in it are in full in another figure.
    """

    number: int
    title: str
    caption: str
    alt: str = field(repr=False)
    diagram: Diagram = field(repr=False)
    ids: tuple[str, ...] = field(repr=False)


def figures(
    m: ArgumentMap | View,
    *,
    page: str | Page | None = "a4",
    min_text: float = 7.0,
    style: str | Style | None = None,
    engine: str | engines.Engine = "auto",
    timeout: float = 10.0,
    overlay: Overlay | HasOverlay | None = None,
    **options: Any,
) -> tuple[Figure, ...]:
    """A map as figures that can be read on paper: one if it fits, else an overview and one for each branch.

    The overview has the theses and what bears on them most directly. A branch for which it has no room is named
    there ("+12 more, see Figure 3") and has a figure of its own, which goes on in further ones in the same way; small
    branches share one. Every element is in full in exactly one figure, and what bears on what across figures is said on
    the cards.

    Args:
        m: The map, or a part of one.
        page: The paper that each figure must fit, with room for its caption; a ``Style`` may have another.
        min_text: The smallest text that is printed, in points. Where a single element does not fit its page with that,
            the caption says so.
        style: How the figures are drawn, or the name of a style, as for ``draw``.
        engine: As for ``draw``.
        timeout: As for ``draw``.
        overlay: As for ``draw``.
        **options: Fields of the style that differ.

    Raises:
        RenderError: No engine could draw a figure, or there would be more than 200.
        StyleError: An unknown option, or a value outside what it allows.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, stay = Claim("cap", "Rents should be capped."), Claim("stay", "A cap keeps tenants.")
    >>> [figure.ids for figure in figures(ArgumentMap.of(cap, stay, stay.supports(cap), title="Rent cap"))]
    [('cap', 'stay')]
    """
    base = as_view(m)
    least = number_within("min_text", min_text, 1, 30)
    given = named(style)
    wanted = given.page if isinstance(style, Style) and page == "a4" else page
    asked = given.but(page=wanted, **options)
    asked = asked.but(page=_with_caption(asked.page), size=max(asked.size, least / _SMALLEST[asked.notation]))
    if "max_lines" not in options and not isinstance(style, Style):
        asked = asked.but(max_lines=_LINES)
    if asked.evidence is EvidenceAs.HIDDEN:
        base = view(base, evidence=False)
    return _Printing(base, asked, engine, timeout, as_overlay(overlay), least).figures()


def _with_caption(page: Page | None) -> Page | None:
    """The page with room for a caption; on a small one less of it."""
    if page is None or page.caption:
        return page
    return evolve(page, caption=min(CAPTION, 0.15 * min(page.room(Orientation.LANDSCAPE))))


@frozen
class _Printing:
    """One map on its way to figures."""

    base: View
    style: Style
    engine: str | engines.Engine
    timeout: float
    overlay: Overlay | None
    least: float
    _sizes: dict[str, float] = field(init=False, factory=dict)
    _shrunk: dict[Key, float] = field(init=False, factory=dict)
    _read: set[Piece] = field(init=False, factory=set)

    def figures(self) -> tuple[Figure, ...]:
        """One figure, or as many as are needed."""
        branches = Branches.of(self.base.map, theses(self.base.whole))
        rooms = Rooms.of(self.base.map, branches.above)
        one = Diagram(
            self.base, self.style, self.engine, self.timeout, overlay=self.overlay, least=self.least
        )
        if sum(rooms.full.values()) <= _HOPELESS * self._page:
            one = self._readable(one)
            if self._size(one) >= self.least:
                return (self._figure(one, None, 1, 1, {}),)
        if len(rooms.full) < _FEWEST:
            return (self._figure(one, None, 1, 1, {}),)
        if self.base.map.utterances and self._may_be_columns():
            return evolve(self, style=self.style.but(layout=LayoutAs.COLUMNS)).split(branches, rooms)
        return self.split(branches, rooms)

    def _may_be_columns(self) -> bool:
        """Whether the layout is open; utterances next to what they express need so much room that pages hold little."""
        style = self.style
        free = style.layout is LayoutAs.AUTO and style.notation is Notation.CARDS
        return free and style.direction is Direction.AUTO and not style.labels and style.between is None

    def split(self, branches: Branches, rooms: Rooms) -> tuple[Figure, ...]:
        """As many figures as are needed."""
        while True:
            splitting = Splitting(branches, rooms, self._room)
            pieces = splitting.pieces()
            if len(pieces) > MOST:
                raise RenderError(
                    f"the map needs {len(pieces)} figures",
                    found=len(pieces),
                    expected=f"at most {MOST}",
                    hint="draw parts of the map (argmap.view), a larger page, or smaller text (min_text)",
                )
            numbers = {i: n for n, piece in enumerate(pieces, 1) for i in piece.full}
            drawn: dict[int, Diagram] = {}
            for again in (False, True):  # what could be read before is drawn once no figure is split any more
                for n, piece in enumerate(pieces, 1):
                    if n in drawn or (piece in self._read and not again):
                        continue
                    drawn[n] = self._readable(self._drawn(piece, n, numbers, splitting))
                    if self._split_further(piece, drawn[n], splitting):
                        break
                    self._read.add(piece)
                else:
                    continue
                break
            else:
                if len(pieces) == 1:
                    one = self._readable(self._drawn(pieces[0], 1, numbers, splitting, alone=True))
                    return (self._figure(one, None, 1, 1, {}),)
                pairs = enumerate(pieces, 1)
                return tuple(self._figure(drawn[n], piece, n, len(pieces), numbers) for n, piece in pairs)

    def _readable(self, diagram: Diagram) -> Diagram:
        """The picture, in columns if only these can be read: other layouts may show more at the price of small text."""
        if self._size(diagram) >= self.least or not self._may_be_columns():
            return diagram
        columns = evolve(diagram, style=diagram.style.but(layout=LayoutAs.COLUMNS))
        return max((diagram, columns), key=self._size)

    def _room(self, key: Key) -> float:
        """How much a figure can hold, in squares of the size of a claim's text."""
        return self._page * self._shrunk.get(key, 1.0)

    @cached_property
    def _page(self) -> float:
        if self.style.paper is None:
            return math.inf
        size = self.least / _RATIO[self.style.notation]
        wide, high = self.style.paper.room(Orientation.PORTRAIT)
        spread = self.style.notation is Notation.GSN or self.style.layout is LayoutAs.NETWORK
        return wide * high / size**2 * (_SPREAD if spread else _FILLED)

    def _drawn(
        self, piece: Piece, n: int, numbers: Mapping[str, int], splitting: Splitting, *, alone: bool = False
    ) -> Diagram:
        excerpt = excerpt_of(self.base, piece, n, numbers, splitting.counts, self.style)
        title = self.base.map.title if alone else f"Figure {n}. {title_of(self.base.map, piece, n)}"
        notes = tuple(notes_of(self.base, numbers)) if n == 1 and not alone else ()
        excerpt = evolve(excerpt, title=title, notes=notes)
        shown: dict[str, Any] = {"overlay": self.overlay, "excerpt": excerpt, "least": self.least}
        return Diagram(excerpt.view, self.style, self.engine, self.timeout, **shown)

    def _size(self, diagram: Diagram) -> float:
        """The size of the smallest text of a figure, which does not depend on the digits of the numbers in it."""
        key = _NUMBER.sub(lambda found: re.sub(r"\d", "0", found[0]), diagram.first_dot())
        if key not in self._sizes:
            try:
                most = diagram.hope
                self._sizes[key] = most if most < self.least else diagram.text_size
            except RenderError:  # too large to be laid out
                self._sizes[key] = 0.0
        return self._sizes[key]

    def _split_further(self, piece: Piece, diagram: Diagram, splitting: Splitting) -> bool:
        """Give a figure that cannot be read less room, until less is on it; whether that helps."""
        size, key = self._size(diagram), piece.key
        if size >= self.least:
            return False
        held = splitting.room_taken(piece) * 0.97 * (size / self.least) ** 2  # areas shrink with the square
        shrunk = min(0.9 * self._shrunk.get(key, 1.0), max(held / self._page, _LEAST))
        while shrunk >= _LEAST:
            self._shrunk[key] = shrunk
            if piece not in splitting.pieces():
                return True
            shrunk *= 0.8
        return False

    def _figure(
        self, diagram: Diagram, piece: Piece | None, n: int, many: int, numbers: Mapping[str, int]
    ) -> Figure:
        m = self.base.map
        title = title_of(m, piece, n)
        size = 0.0 if self.style.page is None else self._size(diagram)
        ids = {i.id for i in m.nodes} if piece is None else {*piece.full}
        small = ""
        if self.style.page is not None and size < self.least:
            small = f"Its smallest text has {size:.1f} points, as what it shows cannot be split."
        caption = caption_of(self.base, piece, n, numbers, small)
        told = in_words(self.overlay, diagram.map)
        alt = " ".join(filter(None, (alt_of(diagram.view, title, caption, n, many), told)))
        return Figure(n, title, caption, alt, diagram, tuple([i.id for i in m.nodes if i.id in ids]))
