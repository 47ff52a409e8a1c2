"""Widths of text against the published Helvetica metrics and against the engine's own measuring."""

from __future__ import annotations

import html
import string
import xml.etree.ElementTree as ET

import pytest

from argmap.rendering.output.engines import draw
from argmap.rendering.text import helvetica
from argmap.rendering.text.helvetica import estimated, is_known
from argmap.rendering.text.metrics import text_width

PRINTABLE = string.digits + string.ascii_letters + string.punctuation


@pytest.mark.parametrize(
    ("text", "regular", "bold"),
    [(" ", 278, 278), ("A", 667, 722), ("i", 222, 278), ("W", 944, 944), ("@", 1015, 975), ("é", 556, 556)],
)
def test_the_widths_of_helvetica(text: str, regular: int, bold: int) -> None:
    assert text_width(text, 1000) == regular
    assert text_width(text, 1000, bold=True) == bold


@pytest.mark.parametrize("table", [helvetica._REGULAR, helvetica._BOLD])
def test_no_character_is_in_the_table_twice(table: str) -> None:
    characters = "".join(entry.partition(":")[2] for entry in table.split())
    assert len(set(characters)) == len(characters)
    assert set(PRINTABLE) <= set(characters)


@pytest.mark.engine
@pytest.mark.parametrize("bold", [False, True])
def test_the_engine_measures_the_same(bold: bool) -> None:
    """The second run of a line starts where the first ends."""
    on, off = ("<b>", "</b>") if bold else ("", "")
    mark = "x" if bold else "<b>x</b>"
    rows = "".join(f"<tr><td>{on}{html.escape(c) * 50}{off}{mark}</td></tr>" for c in PRINTABLE if c != "\\")
    dot = f'digraph {{ n [shape=plain fontname="Helvetica" fontsize=10 label=<<table>{rows}</table>>] }}'
    texts = list(ET.fromstring(draw(dot, engine="pure").data).iter("{http://www.w3.org/2000/svg}text"))  # noqa: S314
    assert len(texts) == 2 * (len(PRINTABLE) - 1)
    for run, after in zip(texts[::2], texts[1::2], strict=True):
        measured = float(after.get("x", "")) - float(run.get("x", ""))
        assert measured == pytest.approx(text_width(run.text or "", 10, bold=bold), abs=0.3), run.text


def test_combining_marks_and_invisible_characters_take_no_room() -> None:
    assert text_width("e\u0301\u200b\u200d\u00ad", 10) == text_width("e", 10)


def test_east_asian_characters_are_as_wide_as_high() -> None:
    assert text_width("東京、ＡＢ㍿", 10) == 60


@pytest.mark.parametrize(
    ("text", "ems"),
    [  # as shaped in Noto Sans, one line of a card each
        ("រាជរដ្ឋាភិបាលកម្ពុជា", 11.5),
        ("ห้องสมุดประชาชนกรุงเทพ", 10.5),
        ("😀", 1.3),
        ("⟶", 1.43),
        ("◆", 1.1),
    ],
)
def test_estimated_widths_are_wide_enough(text: str, ems: float) -> None:
    assert estimated(text, 1) >= ems
    assert estimated(text, 1, bold=True) >= estimated(text, 1)


def test_only_widths_from_the_table_are_known() -> None:
    assert is_known("“Naïve” — Привет, Ελλάδα €5…")
    assert is_known("Điều lệ Nghị định")
    for guess in ("東", "ខ", "😀", "◆", "a\u0301", "\u00ad"):
        assert not is_known(guess)
