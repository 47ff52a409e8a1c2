"""What holds of every web page: its text is that of the sources, its links lead somewhere, its ids differ."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Final

import pytest
from hypothesis import given

from argmap import ArgumentMap, Claim, Quote, Source
from argmap.model.references import quotes_in
from argmap.passages import paragraphs
from argmap.rendering.web.page import webpage
from argmap.rendering.web.picture import Picture
from argmap.testing import maps
from argmap.viewing import View
from argmap.words import visible

MAPS = maps(max_claims=6, max_relations=8, hostile=True)
SVG: Final = '<?xml version="1.0"?><svg><title>Drawn</title></svg>'


class Read(HTMLParser):
    """What a page holds: ids, links, and the text of its articles without what the page adds to it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.within: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values["href"])
        if tag == "article":
            self.texts.append("")
        if tag in ("article", "sup", "h3", "span"):
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if self.within == ["article"]:
            self.texts[-1] += data


def page_of(m: ArgumentMap) -> str:
    return webpage(View(m), [Picture(SVG, {f"node-{n.id}": (n.id,) for n in m.nodes})])


def without_space(text: str) -> str:
    return re.sub(r"\s", "", visible(text))


@given(MAPS)
def test_the_text_of_the_sources_is_there_and_nothing_else(m: ArgumentMap) -> None:
    texts = Read(page_of(m)).texts
    assert [*map(without_space, texts)] == [without_space(s.text) for s in m.sources if s.text]


@given(MAPS)
def test_every_link_leads_to_one_place(m: ArgumentMap) -> None:
    read = Read(page_of(m))
    assert len(set(read.ids)) == len(read.ids)
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)


@given(MAPS)
def test_the_script_knows_every_element_and_where_its_entry_is(m: ArgumentMap) -> None:
    page = page_of(m)
    data = json.loads(page.partition('id="the-map">')[2].partition("</script>")[0])
    ids = Read(page).ids
    assert [box["id"] for box in data["boxes"]] == [n.id for n in m.nodes]
    assert all(box["at"] in ids for box in data["boxes"])
    assert all(0 <= other < len(m.nodes) for box in data["boxes"] for other in box["on"])


@given(MAPS)
def test_the_pieces_of_a_text_are_the_text(m: ArgumentMap) -> None:
    for source in m.sources:
        pieces = [piece for paragraph in paragraphs(m, source) for piece in paragraph.pieces]
        assert "".join(piece.text for piece in pieces) == source.text
        for n in m.nodes:
            quoted = [
                q for q in quotes_in(n) if q.source == source.id and q.start is not None and q.end is not None
            ]
            inside = {k for q in quoted for k in range(q.start or 0, q.end or 0)}
            at, found = 0, set()
            for piece in pieces:
                found |= set(range(at, at + len(piece.text))) if n.id in piece.ids else set()
                at += len(piece.text)
            assert found == inside


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("One line.", [""]),
        ("One.\nTwo.", ["line 1", "line 2"]),
        ("One.\n\nTwo.\nStill.\n\n\nThree.\n", ["para. 1", "para. 2", "para. 3"]),
        ("One.\fTwo.\n\nStill.", ["p. 1", "p. 2"]),
    ],
)
def test_paragraphs_are_named_as_places_in_pictures_are(text: str, names: list[str]) -> None:
    source = Source("s", text)
    assert [paragraph.name for paragraph in paragraphs(ArgumentMap.of(source), source)] == names


def test_a_quote_over_several_paragraphs_is_named_at_its_end_in_each() -> None:
    source = Source("s", "One is.\n\nTwo is.")
    m = ArgumentMap.of(source, Claim("c", quotes=[Quote("s", source.text, start=0, end=len(source.text))]))
    assert page_of(m).count('<sup><a href="#c">c</a></sup>') == 2


def test_a_paragraph_that_runs_from_the_right_says_so() -> None:
    source = Source("s", "Before.\n\nيجب تحديد سقف للإيجارات.\n\nAfter.")
    m = ArgumentMap.of(source, Claim("c", "A cap is due.", quotes=[source.quote("يجب تحديد سقف للإيجارات.")]))
    page = webpage(View(m), [Picture(SVG, {})])
    article = page[page.index("<article") : page.index("</article>")]
    assert article.count("<p>") == 2
    assert article.count('<p dir="rtl">') == 1
