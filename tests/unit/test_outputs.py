"""Every format where it is used: PNG with its size on paper, tagged PDF, SVG that readers walk, pages of any size."""

from __future__ import annotations

import re
import shutil
import struct
import warnings
import xml.etree.ElementTree as ET
import zlib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import argmap
from argmap import ArgumentMap, Claim, Page, Party, Source, Style, StyleError
from argmap.cli import main
from argmap.errors import RenderError
from argmap.rendering.diagram import SUFFIXES
from argmap.rendering.output import lacking
from argmap.rendering.output.convert import svg_to_pdf
from argmap.rendering.output.engines import ENGINES, Drawing
from argmap.rendering.output.png import pixels, with_resolution
from argmap.rendering.style import PAGES

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
council = Party("council", "City council", role="speaker")
cap, stay = (
    Claim("cap", "Rents should be capped.", by=council),
    Claim("stay", "A cap keeps tenants.", by=council),
)
M = ArgumentMap.of(council, cap, stay, stay.supports(cap), title="Rent cap")


def chunks(png: bytes) -> dict[bytes, bytes]:
    found, at = {}, 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        name, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert png[at + 8 + length : at + 12 + length] == struct.pack(">I", zlib.crc32(name + body))
        assert name not in found or name == b"IDAT"
        found[name] = body
        at += 12 + length
    return found


no_dot = pytest.mark.skipif(not shutil.which("dot"), reason="no Graphviz")
both = pytest.mark.parametrize("engine", ["auto", pytest.param("system", marks=no_dot)])


# One rule


def test_there_is_a_method_for_every_format_and_the_older_names_give_the_same() -> None:
    d = argmap.draw(M, page=None)
    texts = {".svg": d.to_svg(), ".html": d.to_html(), ".dot": d.to_dot()}
    made = {suffix: text.encode() for suffix, text in texts.items()} | {
        ".png": d.to_png(),
        ".pdf": d.to_pdf(),
    }
    assert made == {suffix: d.content(suffix) for suffix in SUFFIXES}
    assert (d.svg, d.dot, d.png(), d.pdf()) == (d.to_svg(), d.to_dot(), d.to_png(), d.to_pdf())


# PNG


@both
@pytest.mark.parametrize("dpi", [72, 150, 300])
def test_a_png_says_how_large_it_is_on_paper(engine: str, dpi: int) -> None:
    d = argmap.draw(M, engine=engine)
    found = chunks(d.to_png(dpi=dpi))
    across, down, unit = struct.unpack(">IIB", found[b"pHYs"])
    assert (across, down, unit) == (round(dpi / 0.0254), round(dpi / 0.0254), 1)
    width, _ = struct.unpack(">II", found[b"IHDR"][:8])
    assert width / across / 0.0254 * 72 == pytest.approx(d.size[0], rel=0.02)


def test_another_resolution_takes_the_place_of_the_first() -> None:
    png = argmap.draw(M, page=None).to_png(dpi=72)
    assert with_resolution(with_resolution(png, 200), 72) == png


def test_the_resolution_is_an_option_of_the_style(tmp_path: Path) -> None:
    argmap.render(M, tmp_path / "map.png", page=None, dpi=72)
    size = argmap.draw(M, page=None).size
    assert tuple(pixels((tmp_path / "map.png").read_bytes())) == pytest.approx(size, abs=1.5)
    for dpi in (0.5, "high", 1e6):
        with pytest.raises(StyleError):
            Style(dpi=dpi)  # type: ignore[arg-type]


def test_what_is_no_png_is_an_error() -> None:
    with pytest.raises(RenderError, match="not PNG"):
        pixels(b"GIF89a")


class Coarse:
    """An engine that draws no more than 200 pixels across, as the system's draws no more than 32,767."""

    name, formats = "coarse", ("svg", "png")

    def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> Drawing:
        drawn = ENGINES["pure"].draw(dot, format, timeout=timeout, dpi=dpi)
        if format == "png" and pixels(drawn.data).width > 200:
            dpi *= 200 / pixels(drawn.data).width
            drawn = ENGINES["pure"].draw(dot, format, timeout=timeout, dpi=dpi)
        return drawn


def test_an_engine_that_draws_fewer_dots_gives_a_warning_and_the_png_says_how_many() -> None:
    d = argmap.draw(M, engine=Coarse())
    with pytest.warns(UserWarning, match=r"the picture has \d+ dots per inch, not 300"):
        png = d.to_png()
    across, _, _ = struct.unpack(">IIB", chunks(png)[b"pHYs"])
    assert pixels(png).width / across / 0.0254 * 72 == pytest.approx(d.size[0], rel=0.02)


CROSSED = ArgumentMap.of(Claim("G1", "Safe.", data={"drawing": {"defeated": True}}))  # drawn from the SVG
FOREIGN = ArgumentMap.of(Claim("a", "\U00012000"))


SAMPLE = '<svg xmlns="http://www.w3.org/2000/svg" width="20pt" height="20pt"><text>a</text></svg>'


def test_letters_that_no_font_has_give_a_warning() -> None:
    typst = pytest.importorskip("typst")
    found = lacking.note(typst, "Rents \U00012000\U00012001")
    assert found.startswith("no font has letters such as '\U00012000': they are boxes")
    assert lacking.note(typst, "Rents ● Привет") == ""
    for made in (argmap.draw(FOREIGN, page=None).to_png, argmap.draw(FOREIGN, page=None).to_pdf):
        with pytest.warns(UserWarning, match="no font has letters such as '\U00012000'"):
            made()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        argmap.draw(CROSSED, style="gsn").to_png(dpi=72)


# PDF


def test_a_pdf_has_a_title_a_language_and_a_description() -> None:
    pytest.importorskip("typst")
    source = Source("s", "Rents.", language="de-CH")
    pdf = argmap.draw(ArgumentMap.of(source, Claim("a"), title="Mieten"), page=None).to_pdf()
    assert b"/Marked true" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"/Title(Mieten)" in pdf
    assert b"/Lang(de-CH)" in pdf
    assert b"/Alt(Argument map of 1 claim.)" in pdf


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "und"),
        ("en", "en"),
        ("zh-Hant-TW", "zh-TW"),
        ("de-1996", "de"),
        ("english", "und"),
        ("x-klingon", "und"),
    ],
)
def test_a_language_that_is_not_known_is_not_said_to_be_english(language: str, said: str) -> None:
    pytest.importorskip("typst")
    pdf = svg_to_pdf(SAMPLE, language=language)
    assert re.findall(rb"/Lang ?\(([^)]*)\)", pdf) == [said.encode()]


def box(pdf: bytes) -> list[float]:
    (found,) = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+ [\d.]+)\s*\]", pdf)
    return [float(side) for side in found.split()]


def test_a_pdf_is_as_large_as_the_picture_or_a_sheet() -> None:
    pytest.importorskip("typst")
    d = argmap.draw(M, orientation="landscape")
    assert box(d.to_pdf()) == pytest.approx(d.size, abs=0.01)
    assert box(d.to_pdf(sheet=True)) == pytest.approx((841.89, 595.28), abs=0.01)
    for other in (argmap.draw(M, page=None), argmap.draw(M, engine="system")):
        with pytest.raises(StyleError, match="sheet"):
            other.to_pdf(sheet=True)


@no_dot
def test_the_pdf_of_the_graphviz_of_the_machine_is_as_large_as_the_picture() -> None:
    d = argmap.draw(M, engine="system")
    assert box(d.to_pdf()) == pytest.approx(d.size, abs=1)


# SVG


def test_readers_step_from_card_to_card_and_line_to_line() -> None:
    root = ET.fromstring(argmap.draw(M, page=None).svg)  # noqa: S314
    assert root.get("role") == "graphics-document document"
    parts = {g.get("id"): g for g in root.iter(f"{SVG}g") if g.get("role") == "graphics-symbol img"}
    assert [*parts] == ["line0", "node-cap", "node-stay"]
    assert parts["line0"].findtext(f"{SVG}title") == "stay supports cap"


def ids(svg: str) -> list[str]:
    return re.findall(r' id="([^"]*)"', svg)


def test_several_pictures_can_be_on_one_page() -> None:
    one, two = (argmap.draw(M, page=None).to_svg(prefix=prefix) for prefix in ("a-", "b-"))
    assert not {*ids(one)} & {*ids(two)}
    assert len({*ids(one)}) == len(ids(one))
    assert "a-node-cap" in ids(one)
    (named,) = re.findall('aria-labelledby="([^"]*)"', one)
    assert {*named.split()} <= {*ids(one)}
    for prefix in ('"', "1", "a b", None):
        with pytest.raises(StyleError, match="prefix"):
            argmap.draw(M).to_svg(prefix=prefix)  # type: ignore[arg-type]


def test_cards_in_a_notebook_have_ids_of_their_own() -> None:
    one, two = (argmap.draw(M, page=None, size=size)._repr_mimebundle_()["image/svg+xml"] for size in (9, 10))
    assert not {*ids(one)} & {*ids(two)}


# Pages


@pytest.mark.parametrize(
    ("page", "sides"),
    [
        ("160x90mm", (453.54, 255.12)),
        ("16 × 9 cm", (453.54, 255.12)),
        ("8.5x11in", (612, 792)),
        ("300x200pt", (300, 200)),
    ],
)
def test_a_page_can_be_of_any_size(page: str, sides: tuple[float, float]) -> None:
    found = Style(page=page).page
    assert found is not None
    assert (found.width, found.height) == pytest.approx(sides, abs=0.01)


@pytest.mark.parametrize("page", ["160x90", "160mm", "axbmm", "1..2x3mm", "1x1mm", "a44"])
def test_what_is_no_page_is_refused(page: str) -> None:
    with pytest.raises(StyleError):
        Style(page=page)


def test_pages_have_their_long_side_last() -> None:
    assert all(isinstance(page, Page) and page.width < page.height for page in PAGES.values())


def test_the_command_line_takes_pages_and_resolutions_and_standard_input(tmp_path: Path) -> None:
    command = [
        "render",
        "-",
        "--format",
        "argmap-json",
        "-o",
        str(tmp_path / "map.png"),
        "--page",
        "160x90mm",
        "--dpi",
        "72",
    ]
    result = CliRunner().invoke(main, command, input=argmap.dumps(M))
    assert result.exit_code == 0, result.output
    png = (tmp_path / "map.png").read_bytes()
    assert pixels(png).width <= 454
    assert chunks(png)[b"pHYs"][:4] == round(72 / 0.0254).to_bytes(4, "big")
