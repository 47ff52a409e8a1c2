"""Argdown: a URL is one word wherever it is, read and written, in the text and in the JSON export."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest

import argmap
from argmap import ArgumentMap, Claim
from argmap.serializers.argdown.text.tags import tags_in

URL: Final = "https://example.org/a_b_c/*x*/@[B]/:smile:/.A./Tea#History"
PLACES: Final = (
    "[A]: see {}.", "<A>: see {}, and more", "plain ({}) words", "* {}\n* or <{}>", "# Heading {}\n\n[A]: a",
    "(1) {}\n-- rule {} --\n(2) and {}!", "[A]: a\n  + {}\n  - [B]: '{}'", "[A]: **{}** and *{}* and __{}__",
    "[A]: {}; {}",
    '[A]: “{}” and "{}" and {}…', "[A]: in\n{}\nand out", "[A]: {} {{x: 1}}", "[A]: {} // a comment\n",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_url_is_one_word_in_every_place(place: str) -> None:
    text = place.replace("{}", URL).replace("{{", "{").replace("}}", "}")
    m, notes = argmap.loads(text, format="argdown", on_error="recover")
    nodes: list[Any] = [*m.claims, *m.arguments]
    words = [n.text for n in nodes] + [s.title for s in m.sections] + [r.scheme for r in m.relations]
    assert sum(text.count(URL) for text in words) == place.count("{}")
    assert not [n for n in nodes if n.tags]
    assert {n.code for n in notes} <= {"url-kept", "brackets-kept"}
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown") == m


def test_tags_of_words_are_not_in_their_urls() -> None:
    assert tags_in("https://x.org/#a www.x.org/#b #c #(d e), #f") == {"c", "d e", "f"}
    assert tags_in("http:// #a www. #b") == {"a", "b"}


def tagged(text: str) -> ArgumentMap:
    return ArgumentMap.of(Claim("A", text, tags=("Tea", "two words")))


@pytest.mark.parametrize(
    "text", ["see {}/#Tea", "see {}/#Tea #Tea, {}/#(two words)", "#Tea {}/@[A] @[A] #(two words)"]
)
def test_a_tag_in_a_url_is_none(text: str) -> None:
    m = tagged(text.replace("{}", "https://x.org"))
    written = argmap.dumps(m, format="argdown")
    assert argmap.loads(written, format="argdown") == m
    export = argmap.dumps(m, format="argdown-json")
    assert argmap.loads(export, format="argdown-json") == m
    (member,) = json.loads(export)["statements"]["A"]["members"]
    for found in member.get("ranges", ()):
        assert text.replace("{}", "https://x.org")[found["start"] - 1 : found["start"]] in ("", " ")


def test_spans_within_a_url_that_an_export_states_come_back() -> None:
    span = {"type": "tag", "start": 14, "stop": 17, "tag": "Tea"}
    member = {
        "type": "statement",
        "title": "A",
        "text": "https://x.org/#Tea",
        "ranges": [span],
        "tags": ["Tea"],
    }
    found: dict[str, Any] = {
        "arguments": {},
        "statements": {"A": {"type": "equivalence-class", "title": "A", "members": [member]}},
    }
    m = argmap.loads(json.dumps(found), format="argdown-json")
    again = json.loads(argmap.dumps(m, format="argdown-json"))
    assert again["statements"]["A"]["members"][0]["ranges"] == [span]
