"""Reports say all that a map says, whatever its texts are: each element once, in full, in every form."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from argmap.rendering import Style
from argmap.reporting.assembling import document
from argmap.reporting.content import Grid, Heading, Items, Paragraph, Quotation, plain
from argmap.reporting.writing import pdf
from argmap.testing import maps
from argmap.words import text_of, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap import ArgumentMap
    from argmap.reporting.content import Block, Document, Flow

PARTS = ("summary", "claims", "text")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

some = settings(max_examples=15, deadline=None)


def said(made: Document) -> Iterator[str]:
    """Every heading, paragraph and quotation, in order."""
    for part in made.parts:
        yield part.title
        for block in part.blocks:
            if isinstance(block, Heading):
                yield block.text
            yield from (
                flow.words if isinstance(flow, Quotation) else plain(flow.line) for flow in flows(block)
            )


def flows(block: Block) -> Iterator[Flow]:
    if isinstance(block, (Paragraph, Quotation)):
        yield block
    elif isinstance(block, Items):
        yield from (flow for item in block.items for flow in item)
    elif isinstance(block, Grid):
        yield from (flow for row in block.rows for cell in row.cells for flow in cell)


def packed(text: str) -> str:
    """Text as it can be compared, without white space."""
    return "".join(visible(text).split())


class Texts(HTMLParser):
    """The text of a page, without that of its styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.tags: list[str] = []
        self.hidden = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.append(tag)
        self.hidden = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.hidden = self.hidden and tag != "style"

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def in_order(texts: Iterator[str], whole: str) -> None:
    at = 0
    for text in map(packed, texts):
        found = whole.find(text, at)
        assert found >= 0, text
        at = found + len(text)


@some
@given(maps(hostile=True))
def test_every_element_is_in_full_once(m: ArgumentMap) -> None:
    made = document(m, parts=["claims"])
    rows = [row for part in made.parts for b in part.blocks if isinstance(b, Grid) for row in b.rows]
    assert sorted(plain(row.cells[0][0].line) for row in rows) == sorted(n.id for n in m.nodes)  # type: ignore[union-attr]
    for row in rows:
        (name,), says, *rest = row.cells
        node = m[plain(name.line)]  # type: ignore[union-attr]
        assert plain(says[0].line) == text_of(node)  # type: ignore[union-attr, arg-type]
        assert [flow.words for cell in rest for flow in cell if isinstance(flow, Quotation)] == [
            " ".join(q.exact.split())
            for q in node.quotes  # type: ignore[union-attr]
        ]


@some
@given(maps(hostile=True))
def test_a_web_page_says_it_and_has_no_markup_of_the_map(m: ArgumentMap) -> None:
    html = pytest.importorskip("argmap.reporting.writing.html", reason="the extra report is not installed")
    made = document(m, parts=PARTS)
    page = Texts(html.write(made))
    in_order(said(made), packed("".join(page.found)))
    assert not {"script", "img", "iframe", "object", "form"} & {*page.tags}


@some
@given(maps(hostile=True))
def test_markdown_says_it_and_has_no_markup_of_the_map(m: ArgumentMap) -> None:
    markdown = pytest.importorskip("argmap.reporting.writing.markdown", reason="the extra is not installed")
    made = document(m, parts=PARTS)
    text, _ = markdown.write(made, "report")
    page = Texts(MarkdownIt("commonmark").enable("table").render(text))
    in_order(said(made), packed("".join(page.found)))
    assert not {"script", "img", "iframe", "object", "form", "pre"} & {*page.tags}


@some
@given(maps(hostile=True))
def test_a_word_document_says_it(m: ArgumentMap) -> None:
    word = pytest.importorskip("argmap.reporting.writing.word", reason="the extra report is not installed")
    made = document(m, parts=PARTS)
    with zipfile.ZipFile(io.BytesIO(word.write(made, Style(page="a4").page, None))) as whole:
        names = [name for name in whole.namelist() if re.search("/(document|footnotes).xml", name)]
        roots = [ET.fromstring(whole.read(name)) for name in names]  # noqa: S314 - what was just written
    text = "\n".join(packed("".join(t.text or "" for t in root.iter(f"{WORD}t"))) for root in roots)
    assert all(packed(each) in text for each in said(made))
    anchors = {link.get(f"{WORD}anchor") for root in roots for link in root.iter(f"{WORD}hyperlink")} - {None}
    assert anchors <= {
        mark.get(f"{WORD}name") for root in roots for mark in root.iter(f"{WORD}bookmarkStart")
    }


@pytest.mark.filterwarnings("ignore:no font has letters")
@settings(max_examples=8, deadline=None)
@given(maps(hostile=True, max_claims=3))
def test_a_pdf_is_made_of_any_text(m: ArgumentMap) -> None:
    pytest.importorskip("typst", reason="the extra report is not installed")
    page = Style(page="a4").page
    assert page is not None
    assert pdf.write(document(m, parts=PARTS), page).startswith(b"%PDF")
