"""draw.io: pages, compressed or not, boxes, lines, labels, groups, layers, and what joins nothing."""

from __future__ import annotations

import base64
import zlib
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import Claim, Evidence, Limits, Recovered
from argmap.errors import FormatError, InvalidFileError, LimitError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


def box(
    i: str, words: str = "", style: str = "whiteSpace=wrap;html=1;", parent: str = "1", more: str = ""
) -> str:
    return f'<mxCell id="{i}" value="{escape(words)}" style="{style}" vertex="1" parent="{parent}"{more}/>'


def line(
    i: str, source: str, target: str, words: str = "", style: str = "rounded=0;html=1;", parent: str = "1"
) -> str:
    ends = "".join(f' {end}="{cell}"' for end, cell in (("source", source), ("target", target)) if cell)
    return (
        f'<mxCell id="{i}" value="{escape(words)}" style="{style}" edge="1" parent="{parent}"{ends}>'
        '<mxGeometry relative="1" as="geometry"/></mxCell>'
    )


def model(body: str) -> str:
    return (
        f'<mxGraphModel dx="1"><root><mxCell id="0"/><mxCell id="1" parent="0"/>{body}</root></mxGraphModel>'
    )


def file(*pages: str, names: tuple[str, ...] = ("Page-1", "Page-2")) -> str:
    inner = (
        f'<diagram id="d{n}" name="{name}">{page}</diagram>'
        for n, (name, page) in enumerate(zip(names, pages, strict=False))
    )
    return f'<mxfile host="app.diagrams.net">{"".join(inner)}</mxfile>'


def compressed(xml: str) -> str:
    deflating = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    raw = deflating.compress(quote(xml, safe="~()*!.'").encode()) + deflating.flush()
    return base64.b64encode(raw).decode()


def read(text: str, **options: Any) -> Recovered:
    return argmap.loads(text, format="drawio", on_error="recover", **options)


def codes(found: Recovered) -> list[str]:
    return [d.code for d in found.diagnostics if d.code != "drawing-dropped"]


def ends(found: Recovered) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(str(r.kind), r.sources, r.targets) for r in found.map.relations]


AB = box("a", "<b>Tea</b> is&nbsp;good.<br>Rea<i>lly</i> &amp; truly") + box("b", "It is hot.", "rounded=1;")
PAGE = model(AB + line("e", "b", "a", "<i>Supports</i>"))


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        file(PAGE),
        file(compressed(PAGE)),
        file(escape(PAGE)),
        f'<svg xmlns="http://www.w3.org/2000/svg" content="{escape(file(compressed(PAGE)))}"><g/></svg>',
        "\ufeff" + file(PAGE).replace("><", ">\r\n<"),
    ],
    ids=["model", "file", "compressed", "escaped", "svg", "marks"],
)
def test_every_way_to_save(text: str) -> None:
    found = read(text)
    assert found.map.claims == (Claim("a", "Tea is good. Really & truly"), Claim("b", "It is hot."))
    assert ends(found) == [("support", ("b",), ("a",))]
    assert (found.map.title, codes(found)) == ("", [])


def test_it_is_found_by_suffix(tmp_path: Path) -> None:
    for name in ("a.drawio", "a.dio", "a.drawio.xml", "a.drawio.svg", "a.xml"):
        (tmp_path / name).write_text(file(PAGE), encoding="utf-8")
        assert len(argmap.load(tmp_path / name).claims) == 2


def test_plain_words_are_no_html() -> None:
    found = read(model(box("a", "1 < 2 <b>\nx", "rounded=1;")))
    assert found.map["a"].text == "1 < 2 <b> x"  # type: ignore[union-attr]


def test_labels_of_lines_are_cells() -> None:
    label = box("l", "attacks", "edgeLabel;html=1;", "e", ' connectable="0"')
    assert ends(read(model(AB + line("e", "b", "a") + label))) == [("attack", ("b",), ("a",))]


def test_a_line_may_aim_at_a_line() -> None:
    found = read(
        model(AB + box("c", "Doubt") + line("e", "b", "a", "pro") + line("f", "c", "e", "undercuts"))
    )
    assert ends(found) == [("support", ("b",), ("a",)), ("undercut", ("c",), ("e",))]


@pytest.mark.parametrize(
    ("style", "pairs", "code"),
    [
        ("html=1;", [("b", "a")], []),
        ("startArrow=none;endArrow=block;endFill=1", [("b", "a")], []),
        ("endArrow=none;startArrow=classic;", [("a", "b")], ["edge-reversed"]),
        ("startArrow=open;", [("b", "a"), ("a", "b")], ["edge-both-ways"]),
        ("startArrow=oval;endArrow=diamond;", [("b", "a")], []),
        ("endArrow=none;", [], ["not-read"]),
    ],
)
def test_a_line_goes_where_its_arrow_points(style: str, pairs: list[Any], code: list[str]) -> None:
    found = read(model(AB + line("e", "b", "a", "con", style)))
    assert ends(found) == [("attack", (s,), (t,)) for s, t in pairs]
    assert codes(found) == code


def test_lines_without_arrows() -> None:
    text = model(AB + line("e", "b", "a", "con", "endArrow=none;"))
    with pytest.raises(FormatError, match="the graph is undirected"):
        argmap.loads(text, format="drawio")
    found = read(text, directed=True)
    assert (ends(found), codes(found)) == ([("attack", ("b",), ("a",))], ["edge-without-arrow"])


def test_lines_that_say_nothing_need_a_kind() -> None:
    text = model(AB + line("e", "b", "a"))
    with pytest.raises(InvalidFileError):
        argmap.loads(text, format="drawio")
    assert ends(read(text, kind="support")) == [("support", ("b",), ("a",))]


def test_lines_that_are_not_attached_are_named() -> None:
    text = model(AB + line("e", "b", "", "pro") + line("f", "", "a") + line("g", "", ""))
    with pytest.raises(InvalidFileError) as caught:
        argmap.loads(text, format="drawio")
    assert [p.message for p in caught.value.exceptions] == [
        "an edge that says 'pro' has no target",
        "an edge has no source",
    ]
    assert "a line that joins nothing is left out" in [d.message for d in read(text).diagnostics]


def test_boxes_that_are_relations() -> None:
    body = AB + box("c", "It is cheap.") + box("p", "+", "ellipse;html=1;")
    found = read(model(body + line("e", "b", "p") + line("f", "c", "p") + line("g", "p", "a")))
    assert ends(found) == [("support", ("b", "c"), ("a",))]


def test_containers_groups_and_layers_are_sections() -> None:
    layer = '<mxCell id="L" value="Opponents" parent="0"/><mxCell id="M" value="Empty" parent="0"/>'
    body = layer + box("g", "Costs", "swimlane;html=1;") + box("h", "", "group", "g")
    body += box("a", "A", parent="g") + box("b", "B", parent="h") + box("c", "C", parent="L") + box("d", "D")
    found = read(model(body + line("e", "c", "a", "con", parent="g")))
    assert [(s.id, s.title, s.parent) for s in found.map.sections] == [
        ("L", "Opponents", None),
        ("g", "Costs", None),
        ("h", "", "g"),
    ]
    assert [(c.id, c.section) for c in found.map.claims] == [("a", "g"), ("b", "h"), ("c", "L"), ("d", None)]
    assert ends(found) == [("attack", ("c",), ("a",))]


def test_pages_are_sections() -> None:
    found = read(file(PAGE, compressed(model(AB + line("e", "b", "a", "con"))), names=("Pro", "Con")))
    assert [(s.id, s.title) for s in found.map.sections] == [("d0", "Pro"), ("d1", "Con")]
    assert ends(found) == [("support", ("b",), ("a",)), ("attack", ("b#2",), ("a#2",))]


def test_the_name_of_a_page_is_the_title_if_somebody_gave_it() -> None:
    assert read(file(PAGE, names=("Tea",))).map.title == "Tea"
    for name in ("Page-1", "Seite-1"):
        m = read(file(PAGE, names=(name,))).map
        assert (m.title, m.data["drawio"]["page"]) == ("", name)


def test_attributes_of_shapes() -> None:
    body = (
        '<object label="&lt;b&gt;81%&lt;/b&gt; agree" type="evidence" page="3" id="o">'
        '<mxCell style="html=1;" vertex="1" parent="1"/></object>'
        '<UserObject label="Tea" link="https://example.org" id="u"><mxCell vertex="1" parent="1"/></UserObject>'
        '<object label="supports" weight="0.5" id="w"><mxCell edge="1" parent="1" source="o" target="u"/></object>'
    )
    m = read(model(body)).map
    assert m["o"] == Evidence("o", "81% agree", data={"drawio": {"page": "3"}})
    assert m["u"] == Claim("u", "Tea", data={"drawio": {"link": "https://example.org"}})
    assert m.relations[0].weight == 0.5


def test_what_is_left_out_is_reported() -> None:
    found = read(model(AB + box("i", "", "shape=image;") + "<object id='x' label='y'/><other/>"))
    assert [c.id for c in found.map.claims] == ["a", "b"]
    assert codes(found) == ["element-dropped", "element-dropped"]
    assert "a shape without words is left out" in [d.message for d in found.diagnostics]
    assert [c.id for c in read(model(box("i") + box("a", "A") + line("e", "i", "a", "pro"))).map.claims] == [
        "i",
        "a",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html/>", "found the root element 'html', expected 'mxfile' or 'mxGraphModel'"),
        ("<mxfile/>", "there is no element 'diagram'"),
        ("<mxGraphModel/>", "there is no element 'root' in 'mxGraphModel'"),
        (
            file("xyz!"),
            "line 1: the page 'Page-1' cannot be read: it is neither XML nor compressed as draw.io does",
        ),
        (file("AAAA"), "line 1: the page 'Page-1' cannot be read: "),
        (file(compressed("<a>")), "line 1: the page 'Page-1' cannot be read: not XML"),
        (file(compressed("%ff")), "line 1: the page 'Page-1' cannot be read: "),
        (file(""), "line 1: the page 'Page-1' cannot be read: "),
    ],
)
def test_refusals(text: str, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        argmap.loads(text, format="drawio")
    assert message in str(caught.value)


def test_a_page_that_unpacks_to_much_is_refused() -> None:
    text = file(compressed(model(box("a", "x" * 300_000))))
    assert len(text) < 3_000
    with pytest.raises(LimitError, match="a compressed page has more bytes than that"):
        argmap.loads(text, format="drawio", limits=Limits(bytes=100_000))
    assert argmap.loads(text, format="drawio").claims


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(["pro", "attacks", "contradicts"]))
def test_compression_changes_nothing(texts: list[str], kind: str) -> None:
    boxes = "".join(box(f"c{n}", words, "rounded=1;") for n, words in enumerate(texts))
    page = model(boxes + line("e", "c0", f"c{len(texts) - 1}", kind))
    plain, packed = read(file(page)), read(file(compressed(page)))
    assert plain.map == packed.map
    assert argmap.losses(plain.map, "graphml") == ()
