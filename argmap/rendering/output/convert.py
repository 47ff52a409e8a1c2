"""From a finished SVG to PNG and PDF, by the programs of two extras."""

from __future__ import annotations

import importlib
import re
import tempfile
import warnings
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from argmap.errors import MissingExtraError, RenderError
from argmap.filesystem import reason
from argmap.messages import Hint
from argmap.rendering.output import lacking
from argmap.rendering.output.shaped import string, taken_out
from argmap.rendering.output.svg import size
from argmap.rendering.text import fonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.rendering.output.shaped import Run

_POINTS: Final = 72.0  # per inch
_LARGEST: Final = 200_000_000  # pixels; 4 bytes each
_FONTS: Final = '("Helvetica", "Arial", "Liberation Sans", "Arimo", "Noto Sans", "DejaVu Sans")'
_CAPTION: Final = "9pt"
_GAP: Final = "10pt"  # between a picture and the words below it
_LANGUAGE: Final = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-.*)?\Z")


def svg_to_png(svg: str, *, dpi: float = 200.0) -> bytes:
    """A picture in pixels, set in the fonts of this machine and of packages; needs the extra ``png``.

    Args:
        svg: A finished SVG, sizes in points.
        dpi: Dots per inch; 72 gives one pixel a point.

    Warns:
        UserWarning: There are letters that no font has; they are boxes.

    Raises:
        MissingExtraError: The extra ``png`` is not installed.
        RenderError: The picture would be too large, or the SVG cannot be drawn.
    """
    typst = _extra("typst", "png")
    width, height = size(svg)
    refuse_many_pixels(width, height, dpi)
    return _set(typst, [PdfPage(svg, width, height)], "png", ppi=float(dpi))


def refuse_many_pixels(width: float, height: float, dpi: float) -> None:
    """Refuse to make a picture of this size in points.

    Raises:
        RenderError: There are too many for the memory of a usual machine.
    """
    across, down = (round(points * dpi / _POINTS) for points in (width, height))
    if across * down > _LARGEST:
        raise RenderError(
            f"a picture of {across} x {down} pixels is too large",
            found=dpi,
            expected=f"at most {_LARGEST:,} pixels",
            hint=Hint("lower {dpi}, or draw SVG or PDF", dpi=...),
        )


def svg_to_pdf(
    svg: str,
    *,
    title: str = "",
    alt: str = "",
    language: str = "",
    sheet: tuple[float, float] | None = None,
) -> bytes:
    """One page with the picture and its text as text, tagged for screen readers; needs the extra ``pdf``.

    The same SVG gives the same bytes where the same fonts are installed: the page carries no date.

    Args:
        svg: A finished SVG, sizes in points.
        title: The title of the document, which readers show in their window.
        alt: What the picture shows, for those who do not see it.
        language: The language of the text as a BCP 47 tag, "" if it is not known.
        sheet: Width and height of a page in points, in the middle of which the picture is; a page of the picture's
            own size by default.

    Raises:
        MissingExtraError: The extra ``pdf`` is not installed.
        RenderError: The SVG cannot be drawn.
    """
    wide, high = sheet or size(svg)
    page = PdfPage(svg, wide, high, alt=alt or title)
    return pages_to_pdf([page], title=title, description=alt, language=language)


@frozen
class PdfPage:
    """A page with a picture, in the middle or with words below it.

    Attributes:
        svg: A finished SVG, sizes in points.
        width, height, margin: Those of the page in points.
        alt: What stands in for the picture where it cannot be seen.
        heading: What begins the words in bold.
        words: The rest of them.
    """

    svg: str
    width: float
    height: float
    margin: float = 0.0
    alt: str = ""
    heading: str = ""
    words: str = ""


def pages_to_pdf(
    pages: Sequence[PdfPage], *, title: str = "", description: str = "", language: str = ""
) -> bytes:
    """Several pictures, each on a page, as ``svg_to_pdf`` has one; the arguments are its.

    Raises:
        MissingExtraError: The extra ``pdf`` is not installed.
        RenderError: An SVG cannot be drawn.
    """
    typst = _extra("typst", "pdf")
    about = f"#set document(title: {string(title)}, description: {string(description)}, date: none)\n"
    return _set(typst, pages, "pdf", about, language)


def _set(
    typst: Any, pages: Sequence[PdfPage], format: str, about: str = "", language: str = "", **options: Any
) -> bytes:
    """Pages as typst makes them, with a warning where letters are boxes."""
    try:
        parts = [taken_out(page.svg, size(page.svg)[0]) for page in pages]
        text = (
            f"{about}#set text({_typst_language(language)}, font: {_FONTS}, size: {_CAPTION})\n"
            + "\n".join(
                _typst_page(page, n, runs)
                for n, (page, (_, runs)) in enumerate(zip(pages, parts, strict=True))
            )
        )
        with tempfile.TemporaryDirectory(prefix="argmap-") as folder:
            path = Path(folder)
            for n, (svg, _) in enumerate(parts):
                (path / f"map-{n}.svg").write_text(svg, encoding="utf-8")
            (path / "map.typ").write_text(text, encoding="utf-8")
            made = typst.compile(
                str(path / "map.typ"), root=folder, font_paths=fonts.folders(), format=format, **options
            )
    except (OSError, RuntimeError, ET.ParseError) as error:
        raise RenderError(f"the SVG could not be turned into {format.upper()}: {reason(error)}") from None
    words = "".join(
        [page.heading + page.words for page in pages] + [run.text for _, runs in parts for run in runs]
    )
    if note := lacking.note(typst, words, language):
        warnings.warn(note, stacklevel=4)
    return bytes(made)


def _typst_page(page: PdfPage, n: int, runs: Sequence[Run]) -> str:
    """A page; where words are long the picture leaves them more room."""
    width, height = size(page.svg)
    area = f"width: {width:g}pt, height: {height:g}pt"
    picture = f'image("map-{n}.svg", alt: {string(page.alt)}, {area})'
    if runs:
        # One after the other, as sums may not be deep.
        picture = f"box({area}, {{ {'; '.join([picture, *(run.markup for run in runs)])} }})"
    body = f"align(center + horizon, {picture})"
    if page.words:
        words = f'text(weight: "bold", {string(page.heading)}) + {string(" " + page.words)}'
        body = (
            f"layout(room => {{ let words = block(width: room.width, {words}); "
            f"let rest = room.height - measure(words, width: room.width).height - {_GAP}; "
            f"stack(spacing: {_GAP}, if rest < {height:g}pt {{ scale(rest / {height:g}pt * 100%, "
            f"reflow: true, {picture}) }} else {{ {picture} }}, words) }})"
        )
    return f"#page(width: {page.width:g}pt, height: {page.height:g}pt, margin: {page.margin:g}pt, {body})"


def language_and_region(tag: str) -> tuple[str, str | None]:
    """The language of a BCP 47 tag for typst, "und" if it is not known, and its region if it has one.

    >>> language_and_region("pt-BR"), language_and_region("")
    (('pt', 'BR'), ('und', None))
    """
    found = _LANGUAGE.match(tag)
    return ("und", None) if found is None else (found[1].lower(), found[2].upper() if found[2] else None)


def _typst_language(tag: str) -> str:
    """The language of a BCP 47 tag as typst's arguments."""
    language, region = language_and_region(tag)
    return f'lang: "{language}"' + (f', region: "{region}"' if region else "")


def _extra(module: str, extra: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError:
        raise MissingExtraError(
            f"{extra.upper()} needs the extra {extra!r}, which is not installed",
            hint=f'pip install "argmap[{extra}]"',
        ) from None
