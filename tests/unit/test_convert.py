"""PNG and PDF from a finished SVG."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

from argmap.errors import MissingExtraError, RenderError
from argmap.rendering.output.convert import svg_to_pdf, svg_to_png

if TYPE_CHECKING:
    from collections.abc import Callable

PICTURE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="100.5pt" viewBox="0 0 200 100.5" '
    "font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\">"
    '<rect width="100" height="50" fill="#1f4e79"/><text x="5" y="90" textLength="60">Rent cap</text></svg>'
)


@pytest.fixture(params=[(svg_to_png, "typst", "png"), (svg_to_pdf, "typst", "pdf")], ids=["png", "pdf"])
def conversion(request: pytest.FixtureRequest) -> tuple[Callable[[str], bytes], str, str]:
    convert, module, _ = request.param
    pytest.importorskip(module)
    assert callable(convert)
    return request.param  # type: ignore[no-any-return]


@pytest.mark.parametrize("dpi", [72, 96, 200])
def test_pixels_follow_from_points_and_resolution(dpi: int) -> None:
    pytest.importorskip("typst")
    png = svg_to_png(PICTURE, dpi=dpi)
    assert png.startswith(b"\x89PNG")
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    assert abs(width - 200 * dpi / 72) <= 1
    assert abs(height - 100.5 * dpi / 72) <= 1


def test_a_pdf_is_one_page_of_the_size_of_the_picture() -> None:
    pytest.importorskip("typst")
    pdf = svg_to_pdf(PICTURE, title='Rents "2026" \\ #1')
    assert pdf.startswith(b"%PDF")
    assert re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf) == [(b"200", b"100.5")]


def test_the_same_input_gives_the_same_bytes(conversion: tuple[Callable[[str], bytes], str, str]) -> None:
    convert, _, _ = conversion
    assert convert(PICTURE) == convert(PICTURE)


def test_a_pdf_carries_no_date() -> None:
    pytest.importorskip("typst")
    pdf = svg_to_pdf(PICTURE)
    assert b"CreationDate" not in pdf
    assert b"CreateDate" not in pdf


def test_an_svg_that_cannot_be_drawn_is_an_error(conversion: tuple[Callable[[str], bytes], str, str]) -> None:
    convert, _, form = conversion
    with pytest.raises(RenderError, match=f"could not be turned into {form.upper()}"):
        convert('<svg width="10pt" height="10pt"><oops')


def test_the_error_for_a_missing_extra_names_the_command_to_install_it(
    conversion: tuple[Callable[[str], bytes], str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    convert, module, extra = conversion
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf'pip install "argmap\[{extra}\]"'):
        convert(PICTURE)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    pytest.importorskip("typst")
    with pytest.raises(RenderError, match="too large"):
        svg_to_png(PICTURE, dpi=20_000)
