"""Dialogues as they are drawn: utterances next to what they express."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, Final

import pytest
from hypothesis import given, settings

from argmap import ArgumentMap, Claim, Relation, Style, Utterance, draw
from argmap.rendering.cards.dot import dot, level_pairs
from argmap.rendering.cards.lines import End
from argmap.rendering.cards.scene import scene
from argmap.rendering.output.engines import draw as lay_out
from argmap.rendering.scene import Layout
from argmap.rendering.style import Direction
from argmap.testing import maps

TURNS: Final = 7


def dialogue() -> ArgumentMap:
    """Turns that answer each other, each with what it expresses."""
    turns = [Utterance(f"u{n}", f"I say that rents {'rise and rise ' * 4}in year {n}.") for n in range(TURNS)]
    claims = [Claim(f"c{n}", f"Rents {'rise and rise ' * 4}in year {n}.") for n in range(TURNS)]
    steps = [b.supports(a) for a, b in pairwise(claims)]
    follows = [Relation(f"t{n}", "transition", b, a) for n, (a, b) in enumerate(pairwise(turns))]
    expresses = [
        Relation(f"y{n}", "illocution", u, c) for n, (u, c) in enumerate(zip(turns, claims, strict=True))
    ]
    inferred = [
        Relation(f"i{n}", "illocution", t, s) for n, (t, s) in enumerate(zip(follows, steps, strict=True))
    ]
    return ArgumentMap.of(*turns, *claims, *steps, *follows, *expresses, *inferred)


@pytest.mark.engine
def test_utterances_are_next_to_what_they_express() -> None:
    d = draw(dialogue())
    assert d.advice == ""
    heights = {
        match[1]: float(match[2])
        for match in re.finditer(r'<g id="node-([uc]\d)".*?<text[^>]* y="(-?[\d.]+)"', d.svg, re.DOTALL)
    }
    level = [abs(heights[f"u{n}"] - heights[f"c{n}"]) < 40 for n in range(TURNS)]
    assert all(level), heights


def lines(*ends: tuple[str, str]) -> list[Any]:
    return [SimpleNamespace(start=End(a), end=End(b)) for a, b in ends]


def test_pairs_that_would_reverse_a_line_are_left_out() -> None:
    pairs = [("u1", "c1"), ("u2", "c2")]
    assert level_pairs(pairs, lines(("u2", "u1"), ("c2", "c1"))) == pairs
    assert level_pairs(pairs, lines(("u2", "u1"), ("c1", "c2"))) == pairs[:1]
    assert level_pairs([("u", "c"), ("u", "c")], []) == [("u", "c"), ("u", "c")]


@pytest.mark.engine
@settings(max_examples=15, deadline=None)
@given(maps(max_claims=5, dialogue=True))
def test_every_dialogue_can_be_drawn_with_utterances_abreast(m: ArgumentMap) -> None:
    p = scene(m, Style(groups=False))
    for direction in (Direction.RIGHT, Direction.BELOW):
        ET.fromstring(lay_out(dot(p, Style(), Layout(direction, abreast=True)), "svg", engine="pure").data)  # noqa: S314


@pytest.mark.engine
def test_a_short_legend_does_not_widen_a_high_picture() -> None:
    claims = [Claim(f"c{n}", "Rents rise.") for n in range(8)]
    chain = ArgumentMap.of(*claims, *(b.supports(a) for a, b in pairwise(claims)))
    width, height = draw(chain, direction="below", card_width=100, page=None).size
    assert width < 200 < height
