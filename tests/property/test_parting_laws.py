"""What holds of networks that Graphviz lays out: heads are apart, and no line runs behind a card if that can be."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, draw
from argmap.rendering.parting import behind, parted
from argmap.testing import maps

pytestmark = pytest.mark.engine

SVG = "{http://www.w3.org/2000/svg}"
SAME = settings(phases=[Phase.explicit, Phase.generate], derandomize=True, deadline=None)
"""The same maps each time: Graphviz leaves no room for heads on some card of one map in many thousands."""


def heads(svg: str) -> list[tuple[float, float]]:
    """The middles of heads, without the samples of the legend."""
    found = []
    for group in ET.fromstring(svg).iter(f"{SVG}g"):  # noqa: S314 -- our own
        classes = (group.get("class") or "").split()
        if "edge" not in classes or "sample" in classes:
            continue
        for polygon in group.iter(f"{SVG}polygon"):
            numbers = [float(n) for n in re.findall(r"-?[\d.]+", polygon.get("points") or "")]
            xs, ys = numbers[::2], numbers[1::2]
            found.append(((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))
    return found


@given(
    maps(min_claims=3, max_claims=10, max_relations=14),
    st.sampled_from([{"page": None}, {"direction": "below"}, {"labels": True}, {"layout": "network"}]),
)
@settings(SAME, max_examples=40)
def test_no_two_heads_are_in_one_place(m: ArgumentMap, options: dict[str, Any]) -> None:
    found = heads(draw(m, engine="pure", **options).svg)
    assert all(abs(x - a) + abs(y - b) > 2 for (x, y), (a, b) in combinations(found, 2))


@given(maps(min_claims=3, max_claims=10, max_relations=14))
@settings(SAME, max_examples=30)
def test_no_line_runs_behind_a_card(m: ArgumentMap) -> None:
    diagram = draw(m, engine="pure")
    assert "bb=" not in diagram.dot or not behind(diagram.dot)


LAID_OUT = """digraph {
	graph [bb="0,0,200,100"];
	n0	[class=card,
		height=1,
		label=<<b>a</b>>,
		pos="36,50",
		width=1];
	n1	[height=0.5,
		pos="164,80",
		width=1];
	n2	[height=0.5,
		pos="164,20",
		width=1];
	n1:w -> n0:b:e	[id=line0,
		pos="e,72,50 128,80 110,80 100,60 82,52"];
	n2:w -> n0:b:e	[id=line1,
		pos="e,72,50 128,20 110,20 100,40 82,48"];
}
"""


def tips(text: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"e,([\d.]+),([\d.]+)", text)]


def test_heads_that_meet_are_moved_along_the_side_as_their_lines_come() -> None:
    (x, low), (also, high) = reversed(tips(parted(LAID_OUT)))
    assert x == also == 72
    assert (low, high) == (45.5, 54.5)
    assert "128,80 110,80 100.00,64.50 82.00,56.50" in parted(LAID_OUT)


def test_heads_with_room_stay_where_they_are() -> None:
    text = LAID_OUT.replace("e,72,50 128,80", "e,72,70 128,80")
    assert parted(text) == text


def test_what_aims_at_a_row_stays_there() -> None:
    text = LAID_OUT.replace("n1:w -> n0:b:e", "n1:w -> n0:r0:e")
    assert tips(parted(text)) == [(72, 50), (72, 41)]


def test_a_line_behind_a_card_is_found() -> None:
    assert not behind(LAID_OUT)
    assert behind(LAID_OUT.replace("e,72,50 128,20 110,20 100,40 82,48", "e,0,50 128,20 110,20 40,40 10,48"))


def test_what_would_run_behind_cards_is_drawn_in_another_layout() -> None:
    claims = [Claim(f"c{n}", "Rents rise where few homes are built." * (n % 3 + 1)) for n in range(9)]
    pairs = [(a, b) for a in range(9) for b in range(9) if a != b and (a * b + a) % 4 == 1]
    m = ArgumentMap.of(*claims, *(claims[a].attacks(claims[b]) for a, b in pairs))
    for layout in ("auto", "network"):
        diagram = draw(m, engine="pure", layout=layout)
        assert "bb=" not in diagram.dot or not behind(diagram.dot)


def test_a_line_that_leads_back_does_not_go_around_its_card() -> None:
    a, b = Claim("a", "Rents rise."), Claim("b", "Homes are few.")
    svg = draw(
        ArgumentMap.of(a, b, a.supports(b), b.supports(a)), layout="network", page=None, legend=False
    ).svg
    wide = [float(n) for path in re.findall(r' d="M([^"]*)"', svg) for n in re.findall(r"(-?[\d.]+),", path)]
    cards = re.findall(r'<g id="node-[ab]" class="node card"[^>]*>.*?points="([^"]*)"', svg, re.DOTALL)
    ends = [float(n) for card in cards for n in re.findall(r"(-?[\d.]+),", card)]
    assert min(ends) < min(wide)
    assert max(wide) < max(ends)
