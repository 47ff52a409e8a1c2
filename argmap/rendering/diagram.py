"""Drawing maps: the finished picture, as a value that shows and saves itself."""

from __future__ import annotations

import hashlib
import re
import warnings
from contextlib import suppress
from functools import cached_property, partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Final

from attrs import evolve, field, frozen

from argmap.errors import (
    ArgmapError,
    FileError,
    MissingExtraError,
    RenderError,
    StyleError,
    UnknownFormatError,
)
from argmap.filesystem import is_folder, write_bytes
from argmap.messages import Hint, counted, shown
from argmap.model import Argument, Claim, Evidence, Relation, Utterance
from argmap.outlining import outline
from argmap.overlay import as_overlay
from argmap.rendering.badges import in_words
from argmap.rendering.chips import left_out
from argmap.rendering.excerpt import Excerpt
from argmap.rendering.fitting import refuse_too_large, scale
from argmap.rendering.laying import Laid, LaidOut, Ready, computed, hope, lay_out, placed_dot
from argmap.rendering.legibility import cut, smallest
from argmap.rendering.looks import RELATIONS, RESOLUTIONS, number, wrong
from argmap.rendering.notations import NOTATIONS, must_have_parties
from argmap.rendering.output import engines
from argmap.rendering.output.convert import (
    refuse_many_pixels,
    svg_to_pdf,
    svg_to_png,
)
from argmap.rendering.output.png import pixels, with_resolution
from argmap.rendering.output.svg import finish
from argmap.rendering.palette import SIGNS
from argmap.rendering.placing.dot import TITLE
from argmap.rendering.placing.facing import UNANSWERED
from argmap.rendering.style import IGNORED, READABLE, Direction, LayoutAs, Style, named
from argmap.rendering.text.direction import runs_left
from argmap.rendering.text.extras import missing, set_with
from argmap.rendering.text.helvetica import is_known
from argmap.rendering.web.page import webpage
from argmap.rendering.web.picture import Picture
from argmap.values import Frozen, file_name, must_be, must_be_flag
from argmap.viewing import View, as_view
from argmap.words import contents, language_of, origins, visible

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.model import ArgumentMap
    from argmap.overlay import HasOverlay, Overlay
    from argmap.rendering.notations import Recipe
    from argmap.rendering.scene import Scene

SUFFIXES: Final = (".svg", ".png", ".pdf", ".html", ".dot")
_IN_ENGINE: Final = frozenset(SIGNS + "".join(look.sample for look in RELATIONS.values()) + "\n\t…")
_NAMED: Final = 5  # elements in a warning
_LOWER: Final = 0.97  # of the dots that are asked for; fewer are more than a matter of rounding
_PREFIX: Final = re.compile("(?:[A-Za-z][A-Za-z0-9_-]*)?")
_SIZE: Final = re.compile(r' width="[^"]*" height="[^"]*"')


class SmallTextWarning(UserWarning):
    """The picture fits its page only with text that is too small to read in print."""


@frozen(weakref_slot=True)
class Diagram(Frozen):
    """A map, or a part of one, drawn in a style. Nothing is computed before it is asked for.

    ``to_svg``, ``to_png``, ``to_pdf``, ``to_html`` and ``to_dot`` make it in a format, ``save`` and ``content`` by the
    suffix of a file. In notebooks it shows itself as SVG, and everywhere as the outline.

    Attributes:
        view: The part of a map that is drawn; a map is all of itself.
        style: How it is drawn.
        engine: "auto", "pure" (graphviz-pure), "system" (``dot`` on the PATH), or your own engine.
        timeout: Seconds that the picture may take as a whole. The larger part is for a careful layout; where
            it does not suffice, one with straight lines is made in the rest.
        overlay: What is marked on the cards and explained in the legend, or None.

    >>> from argmap import ArgumentMap, Claim
    >>> diagram = Diagram(ArgumentMap.of(Claim("cap", "Rents should be capped.")))
    >>> diagram.svg.startswith("<?xml")
    True
    """

    _REFUSAL: ClassVar = StyleError
    _INSTEAD: ClassVar = "draw(map, {}=…) makes another one"

    view: View = field(converter=as_view)
    style: Style = field(factory=Style, converter=named)
    engine: str | engines.Engine = field(default="auto", converter=engines.known)
    timeout: float = field(default=10.0, converter=engines.seconds)
    overlay: Overlay | None = field(default=None, converter=as_overlay, kw_only=True)
    _excerpt: Excerpt | None = field(default=None, kw_only=True, repr=False)
    _least: float = field(default=READABLE, kw_only=True, repr=False)

    def __attrs_post_init__(self) -> None:
        if self._excerpt is not None:
            must_be(self._excerpt, Excerpt, "an Excerpt")
        if self.overlay is not None:
            _must_mark(self.overlay, self.view.whole)
        must_have_parties(self.view.whole, self.style)

    @property
    def map(self) -> ArgumentMap:
        """The map that is drawn, which may be a part of another."""
        return self.view.map

    @property
    def dot(self) -> str:
        """The same as ``to_dot()``."""
        return self.to_dot()

    @property
    def layout(self) -> LaidOut:
        """Which layout was taken, and why; ``str(diagram.layout)`` is a sentence for a log."""
        return self._laid.layout

    @property
    def notes(self) -> tuple[str, ...]:
        """In what the picture is not as it should be, such as texts that are cut and what the engine gave up."""
        if self._refused:
            return ()
        without = missing(self._laid.dot)
        return (
            *self._laid.drawing.notes,
            *([self._cut_note] if self.cut else []),
            *([without] if without else []),
        )

    @property
    def set_with(self) -> tuple[str, ...]:
        """The packages with their versions that the SVG depends on besides argmap and its engine.

        There are none unless letters are shaped, as those of Khmer or Arabic: the widths and words of these come from
        the extra ``scripts``.
        """
        return set_with(self._laid.dot)

    @property
    def text_size(self) -> float:
        """Size of the smallest text in points once the picture is on its page."""
        size = smallest(self._laid.drawing.data, self.style.size / self._laid.unit)
        return round(size * self._laid.unit * self.main_text_size / self.style.size, 2)

    @property
    def hope(self) -> float:
        """At most how large a claim's text can come out, as one layout tells; infinite where none can tell."""
        return hope(self._scene, self.style, self._recipe, engine=self.engine, timeout=self.timeout)

    @property
    def main_text_size(self) -> float:
        """Size of a claim's text in points once the picture is on its page."""
        return self._laid.text_size

    @cached_property
    def cut(self) -> tuple[str, ...]:
        """The ids of the elements whose texts the picture shows without their ends; "" for the title."""
        title = self._scene.title
        found = cut(self._laid.drawing.data, {**self._spoken, "argmap": title, TITLE: title})
        ids = {shape.node: shape.id for shape in self._scene.shapes}
        return tuple(dict.fromkeys(ids.get(node, "") for node in found))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height on the page, in points."""
        laid = self._laid
        shrunk = scale(laid.width, laid.height, self.style.paper, laid.orientation)
        return round(laid.width * shrunk, 2), round(laid.height * shrunk, 2)

    @cached_property
    def svg(self) -> str:
        """The same as ``to_svg()``."""
        return self.to_svg()

    def to_svg(self, *, prefix: str = "") -> str:
        """The picture as SVG, at the size it has on the page.

        Args:
            prefix: What all ids begin with, so that several pictures can be on one page; letters, digits, - and _.

        Raises:
            StyleError: ``prefix`` is not what it may be.
            RenderError: The engine failed, or the map is too large.
        """
        if not isinstance(prefix, str) or not _PREFIX.fullmatch(prefix):
            raise wrong("prefix", prefix, "letters, digits, - and _, a letter first")
        text = finish(
            self._laid.drawing.data,
            title=self._as_excerpt.title or "Argument map",
            desc=self.description,
            names=self._told,
            lang=language_of(self.view.whole),
            crossed=self._scene.crossed,
            mirrored=self._scene.mirrored | ({TITLE} if runs_left(self._scene.title) else set()),
            turned=self._is_turned,
            font=self.style.font,
            prefix=prefix,
        )
        width, height = self.size
        return _SIZE.sub(f' width="{width:g}pt" height="{height:g}pt"', text, count=1)

    def to_png(self, *, dpi: float | None = None) -> bytes:
        """The picture in pixels, with the note how large it is on paper.

        Args:
            dpi: Dots per inch of the printed picture, 1 to 100,000; by default those of the style.

        Warns:
            UserWarning: The engine drew fewer dots, or there are letters that no font has.

        Raises:
            StyleError: ``dpi`` is not what it may be.
            MissingExtraError: The text needs fonts that the engine does not have, and neither the
                extra ``png`` nor a system Graphviz is there.
            RenderError: The engine failed, or the picture would be too large.
        """
        dpi = number("dpi", self.style.dpi if dpi is None else dpi, *RESOLUTIONS)
        refuse_many_pixels(*self.size, dpi)
        png = self._pixels(dpi)
        drawn = max(n * 72 / points for n, points in zip(pixels(png), self.size, strict=True))
        if drawn < dpi * _LOWER:
            message = (
                f"the picture has {drawn:.0f} dots per inch, not {dpi:g}: the engine draws no larger ones"
            )
            warnings.warn(message, stacklevel=2)
            return with_resolution(png, drawn)
        return with_resolution(png, dpi)

    def to_pdf(self, *, sheet: bool = False) -> bytes:
        """The picture as a PDF page, text as text, tagged and with its description for screen readers.

        Args:
            sheet: Whether the page is a whole sheet of the style's paper; it is as large as the picture by default.

        Raises:
            StyleError: A sheet is asked for, and the style has no page or the engine is that of the machine.
            MissingExtraError: The extra ``pdf`` is not installed.
            RenderError: The SVG cannot be turned into PDF.
        """
        must_be_flag(sheet, "sheet")
        if sheet and (self.style.page is None or self.engine == "system"):
            expected = "a style with a page, and another engine than that of the machine"
            raise wrong("sheet", sheet, expected)
        if self.engine == "system":
            sized = self._sized("margin=0 ")
            return engines.draw(sized, "pdf", engine="system", timeout=self.timeout).data
        page = self.style.page
        return svg_to_pdf(
            self.svg,
            title=self.map.title or "Argument map",
            alt=self.description,
            language=language_of(self.view.whole),
            sheet=page.sides(self._laid.orientation) if sheet and page is not None else None,
        )

    def to_html(self) -> str:
        """A page that needs nothing else: the picture beside the text of the sources, and every element with its words.

        A click on a box, or a link to it such as ``map.html#C7``, shows the words it quotes, a click on a passage the
        boxes that quote it. The page searches, filters, folds and zooms, with the keyboard as well.
        """
        titled = bool(self._scene.title.strip())
        return webpage(
            self.view,
            [Picture(self.svg, self.groups)],
            titled=titled,
            font=self.style.font,
            tone=self.style.tone,
        )

    @property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """What each group of the SVG shows, by its id. A card shows its element and its evidence, a line its relation.

        >>> from argmap import ArgumentMap, Claim
        >>> cap, stay = Claim("cap", "Rents should be capped."), Claim("stay", "Tenants stay.")
        >>> Diagram(ArgumentMap.of(cap, stay, stay.supports(cap))).groups
        {'node-cap': ('cap',), 'node-stay': ('stay',), 'line0': ('support:stay>cap',)}
        """
        cards = {visible(f"node-{shape.id}"): shape.ids for shape in self._scene.shapes if shape.id}
        lines = {f"line{n}": (line.relation,) for n, line in enumerate(self._scene.lines) if line.relation}
        return cards | lines

    def to_dot(self) -> str:
        """The DOT text that was laid out, or would be, of a map that is too large for that.

        Where the text is not of the usual size, it asks for the size that the picture has on its page.
        """
        if self._refused:
            return self.first_dot()
        return self._laid.dot if self.style.size == Style().size else self._sized()

    def _sized(self, rest: str = "") -> str:
        """The DOT text that asks for the size of the picture on its page, and what else is to be said of the graph."""
        width, height = (points / 72 for points in self.size)
        return self._laid.dot.replace("graph [", f'graph [size="{width:.4f},{height:.4f}!" {rest}', 1)

    def first_dot(self) -> str:
        """The DOT text without looking for the best layout, for which no engine is needed."""
        return placed_dot(self._scene, self.style, self._recipe, self._ready)

    def png(self, *, dpi: float | None = None) -> bytes:
        """The same as ``to_png``."""
        return self.to_png(dpi=dpi)

    def pdf(self) -> bytes:
        """The same as ``to_pdf``."""
        return self.to_pdf()

    @property
    def description(self) -> str:
        """What the picture shows, in a sentence or two, for those who do not see it."""
        return " ".join(filter(None, (_description(self.view), in_words(self.overlay, self.map))))

    def _pixels(self, dpi: float) -> bytes:
        """The picture as PNG: by the engine if it has the letters, or else from the SVG."""
        drawn = partial(engines.draw, self._laid.dot, "png", timeout=self.timeout)
        inside = dpi * self.size[0] / (self._laid.width / self._laid.unit)
        letters = _engine_has_letters(self._laid.dot)
        if self.engine != "auto" or (letters and not self._scene.crossed):
            return drawn(engine=self.engine, dpi=inside).data
        try:
            return svg_to_png(self.svg, dpi=dpi)
        except MissingExtraError:
            if letters:  # without the crosses, which only the SVG has; the word "defeated" is there
                return drawn(dpi=inside).data
            with suppress(ArgmapError):
                return drawn(engine="system", dpi=inside).data
            raise

    def save(self, path: str | Path) -> None:
        """Write the picture in the format that the file's suffix names; on failure the old file stays.

        Warns:
            SmallTextWarning: On its page the text would be smaller than 6 points.
            UserWarning: The picture is not as it should be, as ``notes`` says.

        Raises:
            UnknownFormatError: No picture is written by that suffix.
            FileError: The file cannot be written.
            RenderError: The engine failed, or the map is too large; its DOT text can still be written.
        """
        name = file_name(path)
        if is_folder(name):
            raise FileError("cannot write: it is a folder, not a file", path=name, hint="name a file in it")
        try:
            content = self.content(PurePath(name).suffix.lower())
        except UnknownFormatError as error:
            error.in_file(str(path))
            raise
        write_bytes(path, content)
        for note in self.notes:
            warnings.warn(f"{path}: {note}", stacklevel=2)
        if advice := self.advice:
            warnings.warn(advice, SmallTextWarning, stacklevel=2)

    def content(self, suffix: str) -> bytes:
        """What a file with this suffix holds: ".svg", ".png", ".pdf", ".html" or ".dot".

        Raises:
            UnknownFormatError: No picture is written by that suffix.
            RenderError: The engine failed.
            MissingExtraError: The format needs an extra; the message has the pip line.
        """
        if not isinstance(suffix, str) or suffix not in SUFFIXES:
            known = ", ".join(SUFFIXES)
            message = f"no picture is written with the suffix {shown(suffix)}, expected one of: {known}"
            raise UnknownFormatError(message, found=suffix, expected=known)
        if suffix in (".png", ".pdf"):
            return self.to_png() if suffix == ".png" else self.to_pdf()
        if suffix == ".html":
            return self.to_html().encode()
        return (self.to_dot() if suffix == ".dot" else self.svg).encode()

    @property
    def advice(self) -> str:
        """What to do about text that is too small for its page, a ``messages.Hint``; "" if none is."""
        style = self.style
        if self._refused or self.text_size >= READABLE or style.page is None:
            return ""
        options: dict[str, Any] = {}
        if self.map.evidence and style.evidence != "hidden" and "evidence" not in IGNORED[style.notation]:
            options["evidence"] = "hidden"
        if style.layout is LayoutAs.NETWORK and style.direction is Direction.AUTO and not style.labels:
            options["layout"] = "columns"
        if self._scene.boxes:
            options["groups"] = False
        smaller = "".join(f"{{{name}}}, " for name in options)
        where = f"{style.page.name} {self._laid.orientation}"
        return Hint(
            f"the smallest text is {self.text_size:.1f} pt on {where}, below {READABLE:g} pt: "
            f"make figures ({{figures}}), or use {smaller}a larger page, or {{page}} for the screen",
            **options,
            figures=True,
            page=None,
        )

    def __str__(self) -> str:
        """The outline."""
        return outline(self.view)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        """SVG for notebooks, always with the outline; if it cannot be drawn, the reason and the outline."""
        text = outline(self.view)
        try:
            # A notebook is one page, on which another picture may have the same cards.
            prefix = f"m{hashlib.sha256(self.svg.encode()).hexdigest()[:8]}-"
            return {"image/svg+xml": self.to_svg(prefix=prefix), "text/plain": text}
        except ArgmapError as error:
            return {"text/plain": f"(not drawn: {error})\n\n{text}"}

    @cached_property
    def _scene(self) -> Scene[Any, Any]:
        return self._recipe.scene(self._as_excerpt, self.style)

    @property
    def _as_excerpt(self) -> Excerpt:
        """The view with what the picture says about the rest."""
        excerpt = self._excerpt or Excerpt.of(self.view, self.style)
        return evolve(excerpt, overlay=self.overlay)

    @property
    def _is_turned(self) -> bool:
        """Whether the picture begins at the right, as most of its texts do; unless it is said where reasons are."""
        read_so = [runs_left(shape.text) for shape in self._scene.shapes]
        return self.style.direction is Direction.AUTO and 2 * sum(read_so) > len(read_so)

    @cached_property
    def _told(self) -> dict[str, str]:
        """What screen readers read, with what the layout says on cards."""
        silent = {node: f"{self._spoken[node]}\n{UNANSWERED.capitalize()}." for node in self._laid.silent}
        return self._spoken | silent

    @cached_property
    def _spoken(self) -> dict[str, str]:
        return self._recipe.spoken(self.view, self.style, self._scene)

    @property
    def _cut_note(self) -> Hint:
        """That texts are cut, and where."""
        names = ", ".join(shown(i) if i else "the title" for i in self.cut[:_NAMED])
        what = names.replace("{", "{{").replace("}", "}}")
        more = f" and {len(self.cut) - _NAMED} more" if len(self.cut) > _NAMED else ""
        return Hint(
            f"texts are cut after {counted(self.style.max_lines, 'line', 'lines')}, those of {what}{more}: "
            "shorten them, or raise {max_lines}",
            max_lines=...,
        )

    @property
    def _recipe(self) -> Recipe:
        return NOTATIONS[self.style.notation]

    @cached_property
    def _refused(self) -> bool:
        """Whether the map is too large to be laid out."""
        try:
            refuse_too_large(self._scene, self.engine, self.timeout)
        except RenderError:
            return True
        return False

    @cached_property
    def _ready(self) -> Ready:
        return computed(self._scene, self.style, self._least)

    @cached_property
    def _laid(self) -> Laid:
        refuse_too_large(self._scene, self.engine, self.timeout)
        limits = {"timeout": self.timeout, "least": self._least}
        return lay_out(self._scene, self.style, self._recipe, self._ready, engine=self.engine, **limits)


def draw(
    m: ArgumentMap | View,
    *,
    style: str | Style | None = None,
    engine: str | engines.Engine = "auto",
    timeout: float = 10.0,
    overlay: Overlay | HasOverlay | None = None,
    **options: Any,
) -> Diagram:
    """A map, or a part of one, as a picture that shows itself in notebooks.

    Args:
        m: The map, or a part of it that ``view`` made.
        style: How it is drawn, or the name of a style: "report", the default, or "gsn", the shapes of Goal
            Structuring Notation.
        engine: "auto", "pure" (graphviz-pure), "system" (``dot`` on the PATH), or your own engine.
        timeout: Seconds that the picture may take as a whole; what it had to do without is in ``notes``.
        overlay: Marks on the cards with what they mean, or a result that has them, such as an evaluation.
        **options: Fields of the style that differ, such as ``page="letter"`` or ``evidence="cards"``.

    Raises:
        StyleError: An unknown option, a value outside what it allows, or an option that the notation ignores.
        UnknownIdError: The overlay marks what the map does not have.

    >>> from argmap import ArgumentMap, Claim
    >>> draw(ArgumentMap.of(Claim("cap", "Rents should be capped.")), page=None).main_text_size
    9.0
    """
    return Diagram(as_view(m), named(style).but(**options), engine, timeout, overlay=overlay)


def _must_mark(overlay: Overlay, m: ArgumentMap) -> None:
    """Refuse marks of what a map does not have, or does not draw.

    Raises:
        UnknownIdError: No record has that id.
        StyleError: It is a party, a source or a section.
    """
    for i in overlay.marks:
        record = m[i]
        if not isinstance(record, (Claim, Evidence, Argument, Utterance, Relation)):
            kind = type(record).__name__.lower()
            raise StyleError(
                f"the overlay marks {shown(i)}, which is a {kind}",
                path=f"marks[{i!r}]",
                found=i,
                expected="ids of claims, evidence, arguments, utterances and relations",
            )


def _engine_has_letters(dot: str) -> bool:
    """Whether graphviz-pure's own fonts have every character; it would draw boxes for others."""
    return dot.isascii() or is_known("".join(set(dot) - _IN_ENGINE))


def _description(view: View) -> str:
    """What the whole picture shows, in a sentence, and where what it is about comes from."""
    m = view.map
    held = {n.by for n in m.nodes}
    parties = ", ".join(p.name or p.id for p in m.parties if p.id in held)
    held_by = f", held by {parties}" if parties else ""
    what = f"{', '.join(contents(m)) or 'nothing'}{held_by}."
    return " ".join([f"Argument map of {what}", *left_out(view), *origins(m, view.whole)])
