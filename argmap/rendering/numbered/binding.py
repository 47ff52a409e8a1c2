"""Figures as files: pages of one PDF, one web page, or a numbered file each."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from argmap.rendering.output.convert import PdfPage, pages_to_pdf
from argmap.rendering.style import Orientation
from argmap.rendering.text.escape import attribute_id
from argmap.rendering.web.page import webpage
from argmap.rendering.web.picture import Picture
from argmap.viewing import View
from argmap.words import language_of, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from argmap.rendering.numbered.figure import Figure
    from argmap.rendering.style import Page

TOGETHER: Final = (".pdf", ".html")
"""The formats that hold all figures in one file."""

_BORDER: Final = 36.0  # of a page that has the size of its picture
_BELOW: Final = 60.0  # for its caption


def files(figures: Sequence[Figure], path: str, suffix: str) -> list[tuple[str, bytes]]:
    """The names and contents of the files that hold figures: of ``map.svg``, ``map-1.svg`` and so on.

    Raises:
        UnknownFormatError: No picture is written by that suffix.
        RenderError: The engine failed.
        MissingExtraError: The format needs an extra; the message has the pip line.
    """
    if suffix == ".pdf":
        return [(path, _pdf(figures))]
    if suffix == ".html":
        return [(path, _webpage(figures))]
    ending = PurePath(path).suffix
    stem = path.removesuffix(ending)
    return [(f"{stem}-{figure.number}{ending}", figure.diagram.content(suffix)) for figure in figures]


def _pdf(figures: Sequence[Figure]) -> bytes:
    pages = [_page(figure, figure.diagram.style.paper) for figure in figures]
    whole = figures[0].diagram.view.whole
    return pages_to_pdf(
        pages,
        title=whole.title or "Argument map",
        description=figures[0].caption,
        language=language_of(whole),
    )


def _page(figure: Figure, page: Page | None) -> PdfPage:
    """The sheet of a figure, upright if the picture fits it so."""
    svg, (wide, high) = figure.diagram.svg, figure.diagram.size
    heading = f"Figure {figure.number}."
    if page is None:
        size = wide + 2 * _BORDER, high + 2 * _BORDER + _BELOW
        return PdfPage(svg, *size, _BORDER, figure.alt, heading, figure.caption)
    across, down = page.room(Orientation.PORTRAIT)
    upright = wide <= across + 1 and high <= down + 1
    sides = page.sides(Orientation.PORTRAIT if upright else Orientation.LANDSCAPE)
    return PdfPage(svg, *sides, page.margin, figure.alt, heading, figure.caption)


def _webpage(figures: Sequence[Figure]) -> bytes:
    first = figures[0].diagram
    whole = first.view.whole
    part = whole.subset([i for figure in figures for i in figure.ids])
    view = View(whole if len(part.nodes) == len(whole.nodes) else part, whole)
    style = first.style
    page = webpage(view, [*_pictures(figures)], font=style.font, tone=style.tone)
    return page.encode()


def _pictures(figures: Sequence[Figure]) -> Iterator[Picture]:
    """The pictures with ids of their own: an element has the usual one where it is in full."""
    for figure in figures:
        prefix = f"figure-{figure.number}-"
        svg, groups = figure.diagram.to_svg(prefix=prefix), {}
        full = {visible(f"node-{i}") for i in figure.ids}
        for group, ids in figure.diagram.groups.items():
            groups[group if group in full else prefix + group] = ids
        for i in figure.ids:
            id = attribute_id(f"node-{i}")
            svg = svg.replace(f' id="{prefix}{id}"', f' id="{id}"')
        yield Picture(svg, groups, f"Figure {figure.number}.", figure.caption)
