"""Whatever the words are, the published SVG is well-formed and says them all."""

from __future__ import annotations

import html as markup
import xml.etree.ElementTree as ET

import graphviz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.rendering.output.engines import draw
from argmap.rendering.output.svg import finish, size
from argmap.rendering.text import escape
from argmap.words import visible

SVG = "{http://www.w3.org/2000/svg}"

words = st.text(min_size=1, max_size=12) | st.sampled_from(
    ["<b>", "&amp;", "]]>", "-->", "<![CDATA[", "\\N", '" onload="', "a\nb", "\0", "\ud800", "ខ្មែរ", "  x  "]
)


def tooltip(text: str) -> str:
    """Text as DOT has it in tooltips, which engines expand twice."""
    return markup.escape(visible(text)).replace("\\", "\\" * 4).replace("\n", "&#10;")


@pytest.mark.engine
@settings(max_examples=12, deadline=None)
@given(title=words, desc=words, cards=st.lists(st.tuples(words, words, words), max_size=8))
def test_every_text_is_in_the_svg(title: str, desc: str, cards: list[tuple[str, str, str]]) -> None:
    graph = graphviz.Digraph(node_attr={"shape": "plain"})
    names = {}
    for n, (text, tip, name) in enumerate(cards):
        cell = f'<td href="" title="{tooltip(tip)}">{escape.html(text)}</td>'
        graph.node(f"n{n}", label=f"<<table><tr>{cell}</tr></table>>", tooltip=tooltip(tip))
        names[f"n{n}"] = name
    drawn = draw(graph.source).data
    text = finish(drawn, title=title, desc=desc, names=names)
    assert text == finish(drawn, title=title, desc=desc, names=names)
    assert min(size(text)) > 0
    root = ET.fromstring(text)  # noqa: S314
    before = ET.fromstring(drawn)  # noqa: S314
    assert [t.text for t in root.iter(f"{SVG}text")] == [t.text for t in before.iter(f"{SVG}text")]
    assert [root[0].text, root[1].text] == [visible(title), visible(desc)]
    titles = {e.text for e in root.iter(f"{SVG}title")}
    assert titles >= {visible(name) for name in names.values()}
