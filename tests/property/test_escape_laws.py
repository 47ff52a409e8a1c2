"""What goes into a drawing comes back out of it, whatever the place and the engine."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from argmap.rendering.dot import attributes
from argmap.rendering.output.engines import draw
from argmap.rendering.text import escape
from argmap.words import visible

if TYPE_CHECKING:
    from collections.abc import Callable

SVG = "{http://www.w3.org/2000/svg}"

TRAPS = [
    *["\\", "\\N", "\\E", "\\G", "\\T", "\\H", "\\L", "\\l", "\\r", "\\n", '\\"', "\\\\", "&#92;N"],
    *[
        "&",
        "&amp;",
        "&lt;",
        ";",
        "<",
        ">",
        "<b>",
        "</b>",
        "<lambda> <map>",
        '"',
        "'",
        '"];x[',
        "#",
        "{",
        "}",
        "|",
    ],
    *["-->", "<!--", "]]>", "<![CDATA[", "//", "/*", "%", "\n", "\t", " ", "  ", "\r\n"],
    *[
        "\0",
        "\x1b",
        "\x85",
        "\ud800",
        "\ufffe",
        "\u200b",
        "\u2028",
        "\u00a0",
        "\u00ad",
        "\ufeff",
        "é",
        "—",
        "家",
        "😀",
    ],
]
texts = (
    st.lists(st.sampled_from(TRAPS) | st.text(max_size=3), min_size=1, max_size=7).map("".join).filter(bool)
)
engines = pytest.mark.parametrize(
    "engine",
    [
        "pure",
        pytest.param(
            "system", marks=pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz here")
        ),
    ],
)
places = pytest.mark.parametrize("place", ["html", "attribute_id"])

ATTRIBUTES: dict[str, Callable[[str], dict[str, str]]] = {
    "html": lambda text: {"label": f"<<table><tr><td>{escape.html(text)}</td></tr></table>>"},
    "attribute_id": lambda text: {"label": "x", "id": escape.attribute_id(text)},
}


def read(node: ET.Element, place: str) -> str:
    if place == "attribute_id":
        return node.get("id", "")
    return "\n".join(t.text or "" for t in node.iter(f"{SVG}text"))


def comparable(text: str, place: str) -> str:
    """The text as far as engines keep it: white space becomes spaces, empty lines are only seen."""
    text = visible(text)
    if place == "attribute_id":
        text = text.replace("\n", "␊").replace("\t", "␉")
    text = text.replace("\t", " ").replace("\u00a0", " ")
    return "\n".join(line for line in text.split("\n") if line)


@pytest.mark.engine
@engines
@places
@settings(max_examples=8, deadline=None)
@example(batch=[*TRAPS, *(a + b for a in TRAPS[:24] for b in TRAPS[:24])])
@given(batch=st.lists(texts, min_size=1, max_size=60))
def test_text_comes_back(engine: str, place: str, batch: list[str]) -> None:
    nodes = "".join(f"n{n}{attributes(ATTRIBUTES[place](text))}\n" for n, text in enumerate(batch))
    graph = f"digraph {{ node [shape=plain]\n{nodes}}}"
    root = ET.fromstring(draw(graph, engine=engine).data)  # noqa: S314
    drawn = {g.findtext(f"{SVG}title", ""): g for g in root.iter(f"{SVG}g") if g.get("class") == "node"}
    assert len(drawn) == len(batch)
    for n, text in enumerate(batch):
        back = read(drawn[f"n{n}"], place)
        assert comparable(back, place) == comparable(text, place), repr(text)


@given(st.text() | texts)
def test_visible_text_is_legal_and_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert len(shown) == len(text.replace("\r\n", "\n"))
    ET.fromstring(f"<x>{escape.html(text)}</x>")  # noqa: S314
