"""From a finished SVG to PNG and PDF, by the programs of two extras."""

from __future__ import annotations

import importlib
import tempfile
from pathlib import Path
from typing import Any, Final

from argmap.errors import MissingExtraError, RenderError
from argmap.messages import Hint
from argmap.rendering.output.svg import size
from argmap.words import visible

_SVG_UNITS: Final = 96.0  # pixels per inch, as CSS defines them
_POINTS: Final = 72.0  # per inch
_LARGEST: Final = 200_000_000  # pixels; 4 bytes each


def svg_to_png(svg: str, *, dpi: float = 200.0) -> bytes:
    """A picture in pixels, set in the fonts of this machine; needs the extra ``png``.

    Args:
        svg: A finished SVG, sizes in points.
        dpi: Dots per inch; 72 gives one pixel a point.

    Raises:
        MissingExtraError: The extra ``png`` is not installed.
        RenderError: The picture would be too large, or the SVG cannot be drawn.
    """
    resvg = _extra("resvg_py", "png")
    width, height = (round(points * dpi / _POINTS) for points in size(svg))
    if width * height > _LARGEST:
        raise RenderError(
            f"a picture of {width} x {height} pixels is too large",
            found=dpi,
            expected=f"at most {_LARGEST:,} pixels",
            hint=Hint("lower {dpi}, or draw SVG or PDF", dpi=...),
        )
    try:
        return bytes(
            resvg.svg_to_bytes(svg_string=svg, dpi=_SVG_UNITS, zoom=dpi / _SVG_UNITS, background="#fff")
        )
    except ValueError as error:
        raise RenderError(f"the SVG could not be turned into PNG: {error}") from None


def svg_to_pdf(svg: str, *, title: str = "") -> bytes:
    """One page of the picture's size with its text as text; needs the extra ``pdf``.

    The same SVG gives the same bytes where the same fonts are installed: the page carries no date. Scripts
    whose letters change shape, such as Khmer, come out with letters that overlap (typst 0.15); the PDF that
    Graphviz itself draws (``engine="system"``) has them right.

    Args:
        svg: A finished SVG, sizes in points.
        title: The title of the document, which readers show in their window.

    Raises:
        MissingExtraError: The extra ``pdf`` is not installed.
        RenderError: The SVG cannot be drawn.
    """
    typst = _extra("typst", "pdf")
    width, height = size(svg)
    page = (
        f"#set document(title: {_typst_string(title)}, date: none)\n"
        f"#set page(width: {width:g}pt, height: {height:g}pt, margin: 0pt)\n"
        f'#image("map.svg", width: 100%, height: 100%, alt: {_typst_string(title)})\n'
    )
    try:
        with tempfile.TemporaryDirectory(prefix="argmap-") as folder:
            path = Path(folder)
            (path / "map.svg").write_text(svg, encoding="utf-8")
            (path / "map.typ").write_text(page, encoding="utf-8")
            return bytes(typst.compile(str(path / "map.typ"), root=folder))
    except (OSError, RuntimeError) as error:
        raise RenderError(f"the SVG could not be turned into PDF: {error}") from None


def _typst_string(text: str) -> str:
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _extra(module: str, extra: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError:
        raise MissingExtraError(
            f"{extra.upper()} needs the extra {extra!r}, which is not installed",
            hint=f'pip install "argmap[{extra}]"',
        ) from None
