"""The published SVG, from both engines."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from argmap.errors import RenderError
from argmap.rendering.output.engines import draw
from argmap.rendering.output.svg import FAMILIES, finish, size
from argmap.rendering.text.metrics import is_measured, text_width

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"

DOT = """
digraph "rents" {
  rankdir=RL; label=<<table border="0"><tr><td>Rents</td></tr></table>>;
  node [shape=plain fontname="Helvetica" fontsize=9];
  n1 [id="c1" class="claim" tooltip="of n1" URL="#src-c1" label=<
    <table><tr><td><b>Cap</b> of <i>rents</i> — 3 %</td></tr>
    <tr><td id="c1-e1" href="https://example.org/" title="of a cell">survey</td></tr>
    <tr><td id="c1-e2" href="" title="of another cell">សេចក្តី</td></tr></table>>];
  n2 [label=<<table><tr><td>x</td></tr></table>> URL="javascript:alert(1)"];
  n3 [label="東京" tooltip="only here"];
  n2 -> n1 [id="r1" class="support" label="supports" tooltip="of an edge"];
  n2 -> n1 [id="r2" class="attack" label=<<b>attacks</b>> URL="#src-r2"];
  n3 -> n1;
  subgraph cluster_a { id="k"; label="group"; n3 }
}
"""
NAMES = {
    "n1": "C1, a claim",
    "cluster_a": "a group",
    "rents": "not used",
    "r1": "supports it",
    "r2": "attacks it",
    "n3->n1": "follows it",
}

engines = pytest.mark.parametrize(
    "engine",
    [
        "pure",
        pytest.param(
            "system", marks=pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz here")
        ),
    ],
)
pytestmark = pytest.mark.engine


def finished(engine: str, **options: Any) -> str:
    return finish(
        draw(DOT, engine=engine).data, title="Rent <cap> & more", desc="Two\nlines.", names=NAMES, **options
    )


def tree(engine: str, **options: str) -> ET.Element:
    return ET.fromstring(finished(engine, **options))  # noqa: S314


def by_id(root: ET.Element, name: str) -> ET.Element:
    (found,) = (e for e in root.iter() if e.get("id") == name)
    return found


def texts(root: ET.Element) -> dict[str, ET.Element]:
    return {t.text or "": t for t in root.iter(f"{SVG}text")}


@engines
def test_the_picture_is_described_for_screen_readers(engine: str) -> None:
    root = tree(engine, lang="en-GB")
    title, desc = root[0], root[1]
    assert root.get("role") == "graphics-document document"
    assert (root.get("lang"), root.get(f"{XML}lang")) == ("en-GB", "en-GB")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert (title.tag, title.text) == (f"{SVG}title", "Rent <cap> & more")
    assert (desc.tag, desc.text) == (f"{SVG}desc", "Two\nlines.")
    assert tree(engine).get("lang") is None


def test_two_pictures_on_one_page_do_not_share_the_ids_of_their_descriptions() -> None:
    other = finish(draw("digraph { other }").data, title="", desc="", names={})
    assert not {e.get("id") for e in tree("pure")[:2]} & {e.get("id") for e in ET.fromstring(other)[:2]}  # noqa: S314


@engines
def test_boxes_and_arrows_have_spoken_forms(engine: str) -> None:
    root = tree(engine)
    for key, words in {"c1": "C1, a claim", "k": "a group", "r1": "supports it", "r2": "attacks it"}.items():
        assert by_id(root, key).findtext(f"{SVG}title") == words
    titles = [e.text for e in root.iter(f"{SVG}title")][1:]
    assert sorted(titles, key=str) == sorted(
        [
            *(words for key, words in NAMES.items() if key != "rents"),
            "of a cell",
            "of another cell",
            "only here",
        ]
    )


@engines
def test_ids_and_classes_of_the_dot_text_stay(engine: str) -> None:
    root = tree(engine)
    assert by_id(root, "c1").get("class") == "node claim"
    assert by_id(root, "r2").get("class") == "edge attack"
    assert by_id(root, "c1-e1")[0].get(f"{XLINK}href") == "https://example.org/"
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(set(ids)) == len(ids)


@engines
def test_a_cell_shows_its_own_tooltip(engine: str) -> None:
    root = tree(engine)
    for cell, words in {"c1-e1": "of a cell", "c1-e2": "of another cell"}.items():
        anchor = by_id(root, cell)[0]
        assert anchor[0].tag == f"{SVG}title"  # viewers heed only the first child
        assert anchor[0].text == words


@engines
def test_only_safe_links_stay(engine: str) -> None:
    text = finished(engine)
    assert "javascript" not in text
    links = [a.get(f"{XLINK}href") for a in tree(engine).iter(f"{SVG}a")]
    assert sorted(set(map(str, links))) == ["#src-c1", "#src-r2", "https://example.org/"]


@engines
def test_text_of_known_width_keeps_it_in_any_font(engine: str) -> None:
    root = tree(engine)
    assert root.get("font-family") == FAMILIES
    runs = texts(root)
    assert runs["Cap"].get("textLength") == f"{text_width('Cap', 9, bold=True):.2f}"
    assert runs["rents"].get("textLength") == f"{text_width('rents', 9):.2f}"
    assert runs[" — 3 %"].get("textLength") == f"{text_width(' — 3 %', 9):.2f}"
    assert runs["Cap"].get("lengthAdjust") == "spacingAndGlyphs"
    assert runs[" of "].get(f"{XML}space") == "preserve"
    for other in ("東京", "សេចក្តី"):
        assert (runs[other].get("textLength") is not None) == is_measured(other)


@engines
def test_letters_that_usual_fonts_lack_have_fonts_of_their_own_at_the_end(engine: str) -> None:
    families = {text: run.get("font-family") for text, run in texts(tree(engine)).items()}
    usual = FAMILIES.removesuffix("sans-serif")
    assert families["សេចក្តី"] == f"{usual}'Noto Sans Khmer', sans-serif"
    assert (families["東京"] or "").startswith(f"{usual}'Noto Sans CJK SC', 'Noto Sans SC', ")
    assert {v for text, v in families.items() if text not in ("សេចក្តី", "東京")} == {None}


@engines
def test_the_engine_leaves_no_trace(engine: str) -> None:
    text = finished(engine)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    for trace in ("<!", "raphviz", "xlink:title", 'id="a_', "&lt;TABLE", "transparent", ":ns0"):
        assert trace not in text


@engines
def test_the_same_input_gives_the_same_bytes(engine: str) -> None:
    assert finished(engine) == finished(engine)


@engines
def test_sizes_are_in_points(engine: str) -> None:
    text = finished(engine)
    width, height = size(text)
    box = ET.fromstring(text).get("viewBox", "").split()  # noqa: S314
    assert [float(v) for v in box] == [0, 0, width, height]
    assert f'width="{width:.0f}pt"' in text


def test_an_id_used_twice_goes_to_the_element_and_not_to_a_cell() -> None:
    table = '<table><tr><td id="y" href="" title="t">c</td></tr></table>'
    dot = f"digraph {{ n1 [id=x shape=plain label=<{table}>]; n2 [id=y] }}"
    root = ET.fromstring(finish(draw(dot).data, title="", desc="", names={}))  # noqa: S314
    assert by_id(root, "y").get("class") == "node"


def test_spoken_forms_may_hold_any_characters() -> None:
    words = '<b>&amp;"]]>\0\ud800'
    text = finish(draw("digraph { n1 }").data, title=words, desc=words, names={"n1": words}, lang=words)
    root = ET.fromstring(text.encode())  # noqa: S314
    assert [e.text for e in root.iter() if e.tag in {f"{SVG}title", f"{SVG}desc"}] == [
        '<b>&amp;"]]>␀\ufffd'
    ] * 3


@pytest.mark.parametrize(
    ("svg", "message"), [(b"<svg", "not well-formed"), (b"<html/>", "not SVG"), (b"", "not well")]
)
def test_anything_but_svg_is_refused(svg: bytes, message: str) -> None:
    with pytest.raises(RenderError, match=message):
        finish(svg, title="", desc="", names={})


def test_svg_without_a_size_is_refused() -> None:
    with pytest.raises(RenderError, match="no width and height"):
        size('<svg width="10em" height="2em"/>')
