"""From a finished SVG to PNG and PDF, by the programs of two extras, and to a web page with all that is in the map."""

from __future__ import annotations

import importlib
import re
import tempfile
import warnings
import xml.etree.ElementTree as ET
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import frozen

from argmap.errors import MissingExtraError, RenderError
from argmap.filesystem import reason
from argmap.messages import Hint
from argmap.rendering.output import lacking
from argmap.rendering.output.shaped import string, taken_out
from argmap.rendering.output.svg import families, size
from argmap.rendering.text import fonts
from argmap.words import (
    Locator,
    citation,
    held_by,
    kind_of,
    language_of,
    numbers_of,
    text_of,
    theses,
    visible,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from argmap.model import ArgumentMap, Quote
    from argmap.model.records import Node
    from argmap.rendering.output.shaped import Run
    from argmap.viewing import View

_POINTS: Final = 72.0  # per inch
_LARGEST: Final = 200_000_000  # pixels; 4 bytes each
_FONTS: Final = '("Helvetica", "Arial", "Liberation Sans", "Arimo", "Noto Sans", "DejaVu Sans")'
_CAPTION: Final = "9pt"
_GAP: Final = "10pt"  # between a picture and the words below it
_LANGUAGE: Final = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-.*)?\Z")
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_COLOR: Final = re.compile("#[0-9A-F]{6}")
_STYLE: Final = """
body { font: 16px/1.45 $families; margin: 2rem auto; max-width: 75rem;
  padding: 0 1rem; color: #222222; background: #FFFFFF; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
figure { margin: 0 0 2rem; overflow-x: auto; }
figcaption { margin: .5rem 0 0; max-width: 50rem; }
svg { width: 100%; height: auto; min-width: 40rem; }
dt { margin-top: 1rem; } dt span { color: #595959; }
dd { margin: .2rem 0 0 1.5rem; } blockquote { margin: .3rem 0 0 1rem; color: #444444; }
:target { outline: 2px solid #1F4E79; outline-offset: 4px; }
"""


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
        picture = f"box({area}, {' + '.join([picture, *(run.markup for run in runs)])})"
    body = f"align(center + horizon, {picture})"
    if page.words:
        words = f'text(weight: "bold", {string(page.heading)}) + {string(" " + page.words)}'
        body = (
            f"layout(room => {{ let words = block(width: room.width, {words}); "
            f"let left = room.height - measure(words, width: room.width).height - {_GAP}; "
            f"stack(spacing: {_GAP}, if left < {height:g}pt {{ scale(left / {height:g}pt * 100%, "
            f"reflow: true, {picture}) }} else {{ {picture} }}, words) }})"
        )
    return f"#page(width: {page.width:g}pt, height: {page.height:g}pt, margin: {page.margin:g}pt, {body})"


def _typst_language(tag: str) -> str:
    """The language of a BCP 47 tag for typst, or that it is not known, as ISO 639 says it."""
    found = _LANGUAGE.match(tag)
    if found is None:
        return 'lang: "und"'
    region = f', region: "{found[2].upper()}"' if found[2] else ""
    return f'lang: "{found[1].lower()}"{region}'


def _extra(module: str, extra: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError:
        raise MissingExtraError(
            f"{extra.upper()} needs the extra {extra!r}, which is not installed",
            hint=f'pip install "argmap[{extra}]"',
        ) from None


class Picture(NamedTuple):
    """A finished SVG for a web page, and the words below it."""

    svg: str
    heading: str = ""
    words: str = ""


def webpage(
    view: View,
    pictures: Sequence[Picture],
    *,
    titled: bool = False,
    font: str = "Helvetica",
    tone: Callable[[str], str] = str,
) -> str:
    """The page, in UTF-8, without scripts and without anything from elsewhere.

    Args:
        view: The part of a map that it is of.
        pictures: Its finished pictures, whose ids are different.
        titled: Whether the picture shows the title, so that the page need not show it above as well.
        font: The family that the page is set in where it is there.
        tone: What stands for a colour in the look of the picture.
    """
    m, whole = view.map, view.whole
    title = _text(m.title or "Argument map")
    shown = "\n".join(map(_picture, pictures))
    main = theses(whole)
    locate = Locator(whole)
    style = _COLOR.sub(lambda color: tone(color[0]), _STYLE).replace("$families", families(font))
    entries = "\n".join(_entry(m, n, locate, thesis=n.id in main) for n in m.nodes)
    return f"""<!DOCTYPE html>
<html lang="{escape(language_of(whole))}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1{' class="heard"' if titled else ""}>{title}</h1>
{shown}
<h2>What each box says, and its words in the source</h2>
<dl>
{entries}
</dl>{_sources(view, locate)}
</body>
</html>
"""


def _picture(picture: Picture) -> str:
    words = ""
    if picture.words:
        words = f"<figcaption><strong>{_text(picture.heading)}</strong> {_text(picture.words)}</figcaption>\n"
    return f"<figure>\n{picture.svg.partition('?>')[2].strip()}\n{words}</figure>"


def _entry(m: ArgumentMap, n: Node, locate: Locator, *, thesis: bool) -> str:
    kind = kind_of(n, thesis=thesis).lower()
    quotes = "".join(_quotation(m, q, locate) for q in n.quotes)
    return (
        f"<dt><strong>{_text(n.id)}</strong> <span>{_text(kind + held_by(m, n))}</span></dt>\n"
        f"<dd>{_text(text_of(n))}{quotes}</dd>"
    )


def _sources(view: View, locate: Locator) -> str:
    """The list of sources, each with what is known of its provenance and the words that say so."""
    m, whole = view.map, view.whole
    if not m.sources:
        return ""
    entries = []
    numbers = numbers_of(whole)
    for source in m.sources:
        known = source.provenance
        note = f" {_text(known.note)}" if known is not None and known.note else ""
        quotes = "".join(_quotation(m, q, locate) for q in known.quotes) if known is not None else ""
        entries.append(f"<li>{_text(citation(whole, source, numbers))}{note}{quotes}</li>")
    return "\n<h2>Sources</h2>\n<ul>\n" + "\n".join(entries) + "\n</ul>"


def _quotation(m: ArgumentMap, quote: Quote, locate: Locator) -> str:
    source = m[quote.source]
    title = getattr(source, "title", "") or source.id
    position = f", {position}" if (position := locate((quote,))) else ""
    fidelity = f" ({quote.fidelity})" if quote.fidelity else ""
    return f"<blockquote>“{_text(quote.exact)}” <cite>{_text(title)}</cite>{position}{fidelity}</blockquote>"


def _text(text: str) -> str:
    return escape(visible(text))
