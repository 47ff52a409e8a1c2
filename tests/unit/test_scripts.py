"""Text of all scripts in pictures: its width, its lines, its direction, its fonts, with and without the extras."""

from __future__ import annotations

import re
import sys
import warnings
import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import argmap
from argmap import ArgumentMap, Claim, Evidence, Party, Source
from argmap.cli import main
from argmap.errors import MissingExtraError
from argmap.rendering.output.convert import svg_to_pdf, svg_to_png
from argmap.rendering.output.engines import draw
from argmap.rendering.output.shaped import taken_out
from argmap.rendering.output.standins import Disguise
from argmap.rendering.output.svg import finish, size
from argmap.rendering.palette import SIGNS
from argmap.rendering.text import breaking, fonts, shaping
from argmap.rendering.text.direction import END, RIGHT_TO_LEFT, bare, directed, runs_left
from argmap.rendering.text.helvetica import estimated, is_known
from argmap.rendering.text.metrics import is_measured, text_width
from argmap.rendering.text.scripts import DRAWN, families, stretches
from argmap.rendering.text.wrapping import clusters, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from argmap.rendering import Diagram

SVG = "{http://www.w3.org/2000/svg}"
KHMER = "ក្រសួងសុខាភិបាលបានប្រកាសថាចំនួនអ្នកជំងឺបានកើនឡើងយ៉ាងខ្លាំងក្នុងរយៈពេលបីខែចុងក្រោយនេះ។"
THAI = "กระทรวงสาธารณสุขประกาศว่าจำนวนผู้ป่วยเพิ่มขึ้นอย่างรวดเร็วในช่วงสามเดือนที่ผ่านมา"
LAO = "ກະຊວງສາທາລະນະສຸກໄດ້ປະກາດວ່າຈຳນວນຄົນເຈັບເພີ່ມຂຶ້ນຢ່າງໄວວາໃນໄລຍະສາມເດືອນທີ່ຜ່ານມາ"
BURMESE = "ကျန်းမာရေးဝန်ကြီးဌာနကလွန်ခဲ့သောသုံးလအတွင်းလူနာအရေအတွက်အလျင်အမြန်တိုးလာကြောင်းကြေညာခဲ့သည်။"
ARABIC = "وفقًا لتقرير WHO (عام 2025) هناك 1,250 حالة جديدة."
HEBREW = "לפי דוח WHO (שנת 2025) יש 1,250 מקרים חדשים."
HINDI = "स्वास्थ्य मंत्रालय ने घोषणा की"
CHINESE = "根据WHO的报告（2025年），共有1,250个新病例。"
SPACELESS = (KHMER, THAI, LAO, BURMESE)
EVERY = (*SPACELESS, ARABIC, HEBREW, HINDI, CHINESE, "보건복지부", "The rents rose 🏠 by 12%")


def forget() -> None:
    for remembered in (
        fonts.packages,
        shaping.shaped,
        shaping.face_of,
        shaping._harfbuzz,
        shaping.knows_widths,
        breaking.words,
        breaking._breaker,
    ):
        remembered.cache_clear()


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the extra ``scripts`` were not installed."""
    forget()
    for module in ("uharfbuzz", "icu4py.breakers"):
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(fonts, "NOTO", ())
    yield
    monkeypatch.undo()
    forget()


@pytest.fixture
def extra() -> Iterator[None]:
    """With the extra ``scripts``."""
    for module in ("uharfbuzz", "icu4py", "manimgx_fonts"):
        pytest.importorskip(module)
    forget()
    yield
    forget()


def case(text: str, *others: str) -> ArgumentMap:
    """A map in which a text is everywhere."""
    party = Party("p", text[:14], role="speaker")
    source = Source("s", title=text, date="2026-01-02")
    claims = [Claim("C1", text, by=party), *(Claim(f"C{n}", other) for n, other in enumerate(others, 2))]
    fact = Evidence("E1", text, by=party)
    return ArgumentMap.of(party, source, *claims, fact, fact.supports("C1"), title=f"{text} ({text[:20]})")


def drawn(*claims: str) -> str:
    return argmap.draw(ArgumentMap.of(*(Claim(f"c{n}", c) for n, c in enumerate(claims))), page=None).svg


def texts(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{SVG}text"))  # noqa: S314 -- our own


def words(svg: str) -> list[str]:
    return [t.text or "" for t in texts(svg)]


# Scripts and their fonts


@pytest.mark.parametrize("text", EVERY)
def test_stretches_make_up_the_text(text: str) -> None:
    parts = list(stretches(text))
    assert "".join(part for _, part in parts) == text
    assert all(one != other for (one, _), (other, _) in pairwise(parts))


def test_letters_of_each_script_are_set_in_its_own_font_and_usual_ones_in_usual_fonts() -> None:
    parts = list(stretches("MoH: ខេត្ត 12, 東京"))
    assert parts == [("", "MoH: "), ("Khmer", "ខេត្ត"), ("", " 12, "), ("Han", "東京")]
    assert families("Myanmar") == ("Noto Sans Myanmar",)
    assert families("Tibetan") == ("Noto Serif Tibetan",)
    assert [families("Han", lang)[0][-2:] for lang in ("", "zh", "zh-TW", "ja", "ko-KR")] == [
        *("SC", "SC", "TC", "JP", "KR")
    ]


def test_fonts_of_packages_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "fontpkg_toy" / "files"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text("")
    (folder / "Toy.ttf").write_bytes(b"")
    about = tmp_path / "fontpkg_toy-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: fontpkg-toy\nVersion: 1\n")
    (about / "entry_points.txt").write_text(
        "[fontpkg.family]\ntoy = fontpkg_toy\ngone = fontpkg_gone.inner\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(fonts, "NOTO", ("fontpkg_toy", "manimgx_fonts_that_are_not_there"))
    fonts.packages.cache_clear()
    try:
        assert fonts.files() == (str(folder / "Toy.ttf"),)
        assert fonts.folders() == [str(folder)]
    finally:
        fonts.packages.cache_clear()


def test_chinese_characters_look_as_in_the_language_of_the_map() -> None:
    for title, family in (("家賃の上限", "JP"), ("家賃 상한", "KR"), ("家賃", "SC")):
        svg = argmap.draw(ArgumentMap.of(Claim("a", "家賃"), title=title), page=None).svg
        (text,) = [t for t in texts(svg) if t.text == "家賃" and t.get("font-weight") != "bold"]
        assert f"'Noto Sans CJK {family}', " in text.get("font-family", "").partition("Noto Sans'")[2][:30]
        _, runs = taken_out(svg, size(svg)[0])
        assert all(f'("Noto Sans CJK {family}", ' in run.markup for run in runs)


def test_the_signs_of_parties_are_in_usual_fonts() -> None:
    assert {c for c in SIGNS if not is_known(c)} <= DRAWN


# Widths


@pytest.mark.parametrize("text", EVERY)
@pytest.mark.usefixtures("no_extra")
def test_without_the_extra_widths_are_estimated(text: str) -> None:
    assert text_width(text, 9) == pytest.approx(estimated(text, 9))
    assert is_measured(text) == is_known(text)


@pytest.mark.parametrize("text", [KHMER, THAI, LAO, BURMESE, HINDI, "وفقًا", "לפי"])
@pytest.mark.usefixtures("extra")
def test_with_the_extra_widths_are_those_of_shaped_text(text: str) -> None:
    assert is_measured(text)
    assert 0.45 * estimated(text, 9) < text_width(text, 9) < 1.02 * estimated(text, 9)
    assert text_width(text, 18) == pytest.approx(2 * text_width(text, 9))
    assert text_width(text, 9, bold=True) > text_width(text, 9)
    assert text_width(f"WHO {text}", 9) == pytest.approx(text_width("WHO ", 9) + text_width(text, 9))


@pytest.mark.usefixtures("extra")
def test_pictures_of_usual_letters_do_not_depend_on_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    m = case("Rents should rise. Привет ● “Ελλάδα” 東京 🏠")
    svg = argmap.draw(m, page=None).svg
    forget()
    monkeypatch.setattr(shaping, "_harfbuzz", lambda: pytest.fail("HarfBuzz is asked"))
    monkeypatch.setattr(breaking, "_breaker", lambda: pytest.fail("ICU is asked"))
    assert argmap.draw(m, page=None).svg == svg


def test_several_emoji_that_make_one_picture_are_as_wide_as_one() -> None:
    one = text_width("🏠", 9)
    for together in ("👨‍👩‍👧‍👦", "👩🏽‍🌾", "🇰🇭"):
        assert text_width(together, 9) == pytest.approx(one, rel=0.2)
    assert text_width("🏠🏠", 9) == pytest.approx(2 * one)
    assert text_width("🇰🇭🇰🇭", 9) == pytest.approx(2 * text_width("🇰🇭", 9))


@pytest.mark.parametrize("layout", ["network", "columns"])
def test_lines_of_letters_that_are_high_and_deep_are_further_apart(layout: str) -> None:
    def leading(text: str) -> float:
        svg = argmap.draw(ArgumentMap.of(Claim("a", text * 3)), layout=layout, page=None).svg
        found = [float(t.get("y", "")) for t in texts(svg) if bare(t.text or "")[:1] in {*text}]
        return min(b - a for a, b in pairwise(sorted(found)))

    assert leading(BURMESE) > 1.2 * leading(KHMER)


# Lines


@pytest.mark.parametrize("text", SPACELESS)
@pytest.mark.parametrize("width", [20.0, 60.0, 150.0])
@pytest.mark.usefixtures("no_extra")
def test_without_the_extra_lines_break_between_syllables(text: str, width: float) -> None:
    syllables = list(breaking.syllables(text))
    assert "".join(syllables) == text
    ends, end = set(), 0
    for syllable in syllables:
        ends.add(end := end + len(syllable))
    lines = wrap(text, width, 9).lines
    assert "".join(lines) == text
    at = 0
    for line in lines:
        assert (at := at + len(line)) in ends


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (KHMER, "ក្រសួងសុខាភិបាល បាន ប្រកាស ថា ចំនួន"),
        (THAI, "กระทรวง สาธารณสุข ประกาศ ว่า จำนวน"),
        (LAO, "ໄດ້ ປະກາດ ວ່າ ຈຳນວນ"),
        (BURMESE, "ကျန်းမာရေး ဝန်ကြီးဌာန"),
    ],
)
@pytest.mark.usefixtures("extra")
def test_with_the_extra_lines_break_between_words(text: str, words: str) -> None:
    wrapped = wrap(text, 1.0, 9).lines  # nothing fits, so that every word is broken
    assert "".join(wrapped) == text
    lines = wrap(text, 95.0, 9).lines
    assert "".join(lines) == text
    found = breaking.words(text)
    assert set(words.split()) <= {*found}
    ends, end = set(), 0
    for word in found:
        ends.add(end := end + len(word))
    at = 0
    for line in lines:
        assert (at := at + len(line)) in ends


@pytest.mark.parametrize(
    ("text", "whole"),
    [("เกาะ", ["เกาะ"]), ("น้ำใจ", ["น้ำ", "ใจ"]), ("မြန်မာ", ["မြ", "န်", "မာ"]), ("ເຂົ້າ", ["ເຂົ້າ"])],
)
def test_a_cluster_is_what_the_eye_takes_for_one(text: str, whole: list[str]) -> None:
    assert list(clusters(text)) == whole


# Direction


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (ARABIC, True),
        (HEBREW, True),
        ("(WHO) أكثر من ثلاثة.", True),
        ("The word שלום.", False),
        (KHMER, False),
    ],
)
def test_text_from_right_to_left_has_its_stops_at_its_end(text: str, left: bool) -> None:
    assert runs_left(text) == left
    lines = [line for line in words(drawn(text)) if bare(line) in text]
    assert lines
    assert all((line[0] == RIGHT_TO_LEFT and line[-1] == END) == left or line.isascii() for line in lines)
    assert "".join(map(bare, wrap(text, 1000, 9).lines)) == text


def test_a_title_from_right_to_left_in_an_english_line_keeps_its_own_order() -> None:
    line = f"Source: {ARABIC}, 2 January 2026."
    assert directed(line, left=False) == f"Source: {RIGHT_TO_LEFT}{ARABIC}{END}, 2 January 2026."
    assert directed("Source: Rents.", left=False) == "Source: Rents."


def places(svg: str, node: str) -> tuple[float, float, dict[str, ET.Element]]:
    """Left and right of a card, and its texts."""
    (group,) = [g for g in ET.fromstring(svg).iter(f"{SVG}g") if g.get("id") == node]  # noqa: S314
    xs = [
        float(x) for p in group.iter(f"{SVG}polygon") for x in re.findall(r"(-?[\d.]+),", p.get("points", ""))
    ]
    return min(xs), max(xs), {bare(t.text or "").strip(" \u00a0"): t for t in group.iter(f"{SVG}text")}


@pytest.mark.parametrize("layout", ["network", "columns"])
@pytest.mark.parametrize("text", [ARABIC, HEBREW])
def test_cards_of_text_from_right_to_left_are_turned_around(layout: str, text: str) -> None:
    m = case(text, "Rents rose.")
    svg = argmap.draw(m, page=None, layout=layout).svg
    left, right, found = places(svg, "node-C1")
    name = next(t for t in found if t.startswith("C1"))
    assert found[name].get("text-anchor") == "end"
    assert right - float(found[name].get("x", "")) < 12
    assert (
        float(found["E1"].get("x", ""))
        > float(next(t for k, t in found.items() if "WHO" in k).get("x", "")) - 12
    )
    assert all(left < float(t.get("x", "")) < right for t in found.values())
    left, right, found = places(svg, "node-C2")
    assert float(next(t for k, t in found.items() if k.startswith("C2")).get("x", "")) - left < 12


def boxes(svg: str) -> dict[str, tuple[float, float]]:
    """Left and right of each card."""
    groups = ET.fromstring(svg).iter(f"{SVG}g")  # noqa: S314 -- our own
    ids = [g.get("id", "") for g in groups if "card" in g.get("class", "").split()]
    return {i: places(svg, i)[:2] for i in ids}


@pytest.mark.parametrize("layout", ["network", "columns"])
def test_a_picture_of_text_from_right_to_left_begins_at_the_right(layout: str) -> None:
    claims = [Claim(f"C{n}", "Rents rose in May." if n == 3 else ARABIC) for n in range(6)]
    m = ArgumentMap.of(*claims, *(c.supports(claims[(n - 1) // 2]) for n, c in enumerate(claims) if n))
    turned = argmap.draw(m, layout=layout, page=None)
    as_it_was = unturned(turned)
    here, there = boxes(turned.svg), boxes(as_it_was)
    width = max(right for _, right in there.values()) + min(left for left, _ in there.values())
    assert all(here[i][0] == pytest.approx(width - there[i][1], abs=0.1) for i in there)
    thesis = here["node-C0"]
    assert all(thesis[1] >= right for _, right in here.values())
    texts_of_english = places(turned.svg, "node-C3")[2]
    assert texts_of_english["Rents rose in May."].get("text-anchor") == "start"
    lines = [g for g in ET.fromstring(turned.svg).iter(f"{SVG}g") if g.get("class") == "edge"]  # noqa: S314
    assert len(lines) == 5
    for line in lines:
        (path, *_) = [p.get("d", "") for p in line.iter(f"{SVG}path")]
        for x in re.findall(r"(-?[\d.]+),", path):
            assert min(left for left, _ in here.values()) - 1 <= float(x) <= thesis[1] + 1


def unturned(diagram: Diagram) -> str:
    """The picture before it is turned around."""
    data = diagram._laid.drawing.data
    return finish(data, title="", desc="", names={})


def test_a_direction_that_is_asked_for_is_kept() -> None:
    m = ArgumentMap.of(a := Claim("a", ARABIC), b := Claim("b", HEBREW), b.supports(a))
    at = {
        d: boxes(argmap.draw(m, layout="network", direction=d, page=None).svg)
        for d in ("right", "auto", "left")
    }
    assert at["right"]["node-a"] < at["right"]["node-b"]
    assert at["left"]["node-a"] > at["left"]["node-b"]


# What the engine is given


@pytest.mark.parametrize("text", [*EVERY, "R&D <b> \\N ខេត្ត \"x\" 'y'"])
def test_engines_get_words_as_wide_and_give_the_text_back(text: str) -> None:
    m = case(text)
    dot = argmap.draw(m, page=None).dot
    given = Disguise.of(dot)
    assert given.off(given.dot.encode(), "dot").decode() == dot
    labels = re.sub(r'"[^"]*"', "", given.dot)
    assert is_known(labels.translate(dict.fromkeys(map(ord, "●■\n\t"))))
    assert Disguise.of(given.dot).dot == given.dot


def test_texts_that_are_as_wide_do_not_change_places() -> None:
    letters = [chr(0x1780 + n) for n in range(30)]
    dot = "digraph {" + "".join(f"n{n} [label=<<b>{c}</b>>] " for n, c in enumerate(letters)) + "}"
    svg = draw(dot).data.decode()
    assert [t.text for t in texts(svg)] == letters


@pytest.mark.parametrize("engine", ["pure", "system"])
@pytest.mark.parametrize("text", [KHMER, CHINESE, BURMESE])
def test_no_text_begins_before_its_picture_or_card(text: str, engine: str) -> None:
    try:
        svg = argmap.draw(case(text, text * 3), engine=engine).svg
    except argmap.ArgmapError:
        pytest.skip("no Graphviz")
    for found in texts(svg):
        assert float(found.get("x", "")) >= -5  # of a network, whose corner is at -3.6
    left, right, inside = places(svg, "node-C1")
    assert all(left <= float(t.get("x", "")) < right for t in inside.values())


# PDF and PNG


def test_text_that_shapes_is_set_by_typst() -> None:
    pytest.importorskip("typst")
    svg = drawn("Rents", "ខេត្ត WHO")
    rest, (run,) = taken_out(svg, size(svg)[0])
    assert {*words(rest)} == {*words(svg)} - {"ខេត្ត WHO"}
    (text,) = [t for t in texts(svg) if t.text == "ខេត្ត WHO"]
    assert (run.text, round(run.size, 6), run.bold, run.fill) == ("ខេត្ត WHO", 9.0, False, "#000000")
    assert run.length == pytest.approx(text_width(run.text, 9) if is_measured(run.text) else 0, abs=0.01)
    assert 'text(font: ("Noto Sans Khmer", "Helvetica", ' in run.markup
    assert 'text(font: ("Helvetica", ' in run.markup
    moved = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", svg)
    assert moved
    unit = 9 / float(text.get("font-size", ""))
    at = [unit * (float(text.get(name, "")) + float(moved[n])) for n, name in ((1, "x"), (2, "y"))]
    assert (run.x, run.y) == pytest.approx(at)
    assert taken_out(drawn("Rents"), 100) == (drawn("Rents"), ())


def test_what_is_struck_stays_struck_and_signs_are_set_with_their_words() -> None:
    text = '<text x="5" y="6" text-decoration="line-through">● “Rents”</text>'
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt" font-family="Arial, sans-serif">'
    _, (run,) = taken_out(f"{head}{text}</svg>", 9)
    assert (run.struck, run.families) == (True, ("Arial",))
    assert "strike({ text(font: (" in run.markup


def test_there_may_be_any_number_of_texts_and_changes_of_script() -> None:
    pytest.importorskip("typst")
    text = '<text x="5" y="6">● “Rents”</text>' * 500 + f'<text x="5" y="6">{"ខ a " * 300}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt">{text}</svg>'
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert svg_to_pdf(svg).startswith(b"%PDF")


def test_what_is_in_the_middle_stays_there() -> None:
    text = """<text x="5" y="6" text-anchor="middle" font-family="'Noto Sans Thai', Arial">a</text>"""
    _, (run,) = taken_out(f'<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt">{text}</svg>', 9)
    assert (run.anchor, run.x, run.length, run.families) == (0.5, 5, 0, ("Noto Sans Thai", "Arial"))
    assert "dx: 5.000pt - wide * 0.5" in run.markup


@pytest.mark.parametrize("text", EVERY)
@pytest.mark.filterwarnings("ignore:no font has letters")
def test_every_script_becomes_pdf_and_png(text: str) -> None:
    pytest.importorskip("typst")
    svg = argmap.draw(case(text), page=None).svg
    assert svg_to_pdf(svg).startswith(b"%PDF")
    assert svg_to_png(svg, dpi=72).startswith(b"\x89PNG")


@pytest.mark.filterwarnings("ignore:no font has letters", "ignore:.*widths of")
def test_figures_of_every_script_become_a_pdf(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    claims = [Claim(f"C{n}", EVERY[n % len(EVERY)]) for n in range(60)]
    m = ArgumentMap.of(*claims, *(c.supports(claims[(n - 1) // 3]) for n, c in enumerate(claims) if n))
    argmap.render(m, tmp_path / "map.pdf", figures=True, min_text=9)
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("format", "extra"), [("png", "png"), ("pdf", "pdf")])
def test_a_missing_extra_is_named_only_where_it_is_needed(
    format: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingExtraError, match=rf'pip install "argmap\[{extra}\]"'):
        argmap.draw(case(KHMER), page=None).content(f".{format}")
    if format == "png":
        assert argmap.draw(case("Rents"), page=None).to_png(dpi=72).startswith(b"\x89PNG")


@pytest.mark.usefixtures("no_extra")
def test_without_the_extra_a_note_says_what_it_would_do_and_how_to_get_it() -> None:
    (note,) = argmap.draw(case(KHMER, THAI), page=None).notes
    assert note.startswith("widths of Khmer and Thai letters are estimated")
    assert "lines of Khmer and Thai break between syllables, not words" in note
    assert note.endswith(': pip install "argmap[scripts]"')
    (note,) = argmap.draw(case(ARABIC), page=None).notes
    assert note.startswith("widths of Arabic letters are estimated")
    assert "syllables" not in note
    for text in (CHINESE, "Rents ● Привет 🏠"):
        assert argmap.draw(case(text), page=None).notes == ()


@pytest.mark.usefixtures("extra")
def test_a_picture_says_which_versions_it_depends_on() -> None:
    d = argmap.draw(case(KHMER), page=None)
    assert d.notes == ()
    assert [re.sub(r"[\d.]+(\.post\d+)?$", "", each) for each in d.set_with] == [
        *("icu4py ", "manimgx-fonts ", "uharfbuzz ")
    ]
    assert [each.split()[0] for each in argmap.draw(case(ARABIC), page=None).set_with] == [
        *("manimgx-fonts", "uharfbuzz")
    ]
    assert argmap.draw(case(CHINESE), page=None).set_with == ()


def test_a_web_page_has_stops_of_text_from_right_to_left_at_its_end() -> None:
    page = argmap.draw(case(ARABIC, "Rents rose.")).to_html()
    assert f'<dd dir="rtl">{ARABIC}' in page
    assert "<dd>Rents rose." in page
    assert f"{RIGHT_TO_LEFT}{ARABIC}{END}, 2 January 2026." in page


@pytest.mark.usefixtures("no_extra")
def test_what_is_said_of_all_figures_is_said_once(tmp_path: Path) -> None:
    claims = [Claim(f"C{n}", KHMER) for n in range(60)]
    m = ArgumentMap.of(*claims, *(c.supports(claims[(n - 1) // 3]) for n, c in enumerate(claims) if n))
    with pytest.warns(UserWarning, match="widths of Khmer letters") as warned:
        found = argmap.render(m, tmp_path / "map.svg", figures=True, min_text=9)
    assert len(found) > 1
    assert len(warned) == 1
    argmap.dump(m, tmp_path / "map.argmap.json")
    command = f"render {tmp_path}/map.argmap.json -o {tmp_path}/map.svg --figures --min-text 9".split()
    done = CliRunner().invoke(main, command)
    assert done.stderr.count("widths of Khmer letters") == 1
