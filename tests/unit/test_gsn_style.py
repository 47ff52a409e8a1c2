"""Safety cases as they are drawn: the shapes of Goal Structuring Notation, with their text inside."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import argmap
from argmap import Argument, ArgumentMap, Claim, Evidence, Relation, Style, StyleError, View, draw
from argmap.rendering.gsn import scene as gsn
from argmap.rendering.gsn.dot import form_of
from argmap.rendering.gsn.scene import Case, scene
from argmap.rendering.gsn.shapes import Shape
from argmap.rendering.text.metrics import text_width
from argmap.safety import PREFIXES, Implied
from argmap.serializers.gsn import loads as read_gsn
from argmap.serializers.tea import loads as read_tea
from argmap.testing import maps, texts

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
CASE = """\
G1: {text: The kettle is safe to use., supportedBy: S1, inContextOf: [C1, A1]}
C1: {text: "In a kitchen, by adults."}
A1: {text: Mains power is earthed.}
S1: {text: Argue over every hazard that the analysis found., supportedBy: [G2, G3], inContextOf: J1}
J1: {text: The analysis was reviewed by others.}
G2: {text: Nobody is burnt., supportedBy: Sn1}
G3: {text: Nobody gets a shock., undeveloped: true}
Sn1: {text: "Report of the scalding test, 2024."}
CG1: {text: The test used lukewarm water., challenges: G2 -> Sn1}
"""
SIZE = 9.0


def shown(*records: Any, **data: Any) -> Case:
    return scene(ArgumentMap.of(*records, **data), Style(notation="gsn"))


def types(c: Case) -> dict[str, str]:
    return {s.name: ("Counter" if s.counter else "") + s.type for s in c.shapes}


# Which shape


def test_types_of_a_file_are_drawn() -> None:
    c = scene(read_gsn(CASE), Style())
    assert types(c) == {
        "G1": "Goal", "C1": "Context", "A1": "Assumption", "S1": "Strategy", "J1": "Justification", "G2": "Goal",
        "G3": "Goal", "CG1": "CounterGoal", "Sn1": "Solution",
    }  # fmt: skip
    assert [s.name for s in c.shapes if s.undeveloped] == ["G3"]


@given(
    st.sampled_from([*PREFIXES, "x", "Cap", "Gx"]),
    st.sampled_from(("", "1", "-top", "a")),
    st.booleans(),
    st.booleans(),
)
def test_the_picture_and_the_writer_agree_on_types(
    prefix: str, rest: str, offered: bool, argues: bool
) -> None:
    own: Any = (Evidence if offered else Claim)(prefix + rest)
    other = Claim("other")
    relations = [own.supports(other)] if argues else []
    view = Implied(relations).type(own.id, offered=offered)
    assert types(shown(own, other, *relations))[own.id] == view


def test_a_map_made_in_python_has_goals_solutions_strategies_and_counter_goals() -> None:
    cap, stay, shrink = (
        Claim("cap", "Cap rents."),
        Claim("C1", "Tenants stay."),
        Claim("shrink", "Supply shrinks."),
    )
    survey, way = Evidence("survey", "81%"), Argument("way", "By effects.")
    c = shown(cap, stay, shrink, survey, way, stay.supports(cap), survey.supports(stay), shrink.attacks(cap))
    assert types(c) == {
        "cap": "Goal", "C1": "Goal", "shrink": "CounterGoal", "survey": "Solution", "way": "Strategy",
    }  # fmt: skip


def test_cases_of_the_platform_show_their_context() -> None:
    m = read_tea(
        '{"tree": {"id": "f1a2b3c4-d5e6-4f7a-8b9c-0d1e2f3a4b5c", "type": "GOAL", "name": "G1", "description": "Safe.",'
        ' "context": ["At home", "In winter"], "assumption": "Earthed.", "justification": null, "children": ['
        '{"id": "a2b3c4d5-e6f7-4a8b-9c0d-1e2f3a4b5c6d", "type": "STRATEGY", "name": "S1", "description": "Why."}]}}'
    )
    c = scene(m, Style())
    assert types(c) == {
        "G1": "Goal", "S1": "Strategy", "Context 1": "Context", "Context 2": "Context", "Assumption": "Assumption",
    }  # fmt: skip
    assert [(x.look.word, x.side) for x in c.lines] == [
        ("is supported by", 0), ("in context of", -1), ("in context of", 1), ("in context of", -1),
    ]  # fmt: skip


def test_elements_of_other_files_are_drawn_as_such() -> None:
    c = scene(read_gsn("G1: {supportedBy: [S9, G2], inContextOf: C9}\nG2: {}\n"), Style())
    assert {(s.name, s.type, s.note) for s in c.shapes if not s.id} == {
        ("S9", "Strategy", "in another file"),
        ("C9", "Context", "in another file"),
    }


def test_a_challenge_of_a_relation_aims_at_its_line() -> None:
    m = read_gsn(CASE)
    c = scene(m, Style())
    ((hub, _, relation),) = c.junctions
    assert relation == "support:Sn1>G2"
    assert gsn.spoken(View(m), Style(), c)[hub] == "G2 is supported by Sn1"
    (challenge,) = [x for x in c.lines if x.look.word == "challenges"]
    assert (challenge.start, challenge.arrow, challenge.look.line) == (hub, "start", "dashed")


def test_linked_premises_meet_in_a_dot() -> None:
    a, b, top = Claim("G2"), Claim("G3"), Claim("G1")
    c = shown(top, a, b, Relation("both", "support", ["G2", "G3"], ["G1"]))
    assert [(x.start, x.end, x.arrow) for x in c.lines] == [
        ("j0", "n1", "end"), ("j0", "n2", "end"), ("n0", "j0", "none"),
    ]  # fmt: skip


def test_labels_and_defeat_are_shown() -> None:
    c = scene(
        read_gsn("G1: {supportedBy: Sn1, acp: {ACP1: Sn1, ACP2: G1}}\nSn1: {defeated: true}\n"), Style()
    )
    assert [s.note for s in c.shapes] == ["ACP2", "defeated"]
    assert [x.label for x in c.lines] == ["ACP1"]
    c = scene(read_gsn("G1: {}\nCG1: {challenges: G1, defeatedRelation: G1}\n"), Style())
    assert [x.label for x in c.lines] == ["defeated"]


# How large


@given(texts(hostile=True), st.sampled_from(sorted(set(PREFIXES.values()))), st.integers(60, 220))
@example(
    "Demonstrate fairness through bias detection and effective mitigation throughout the lifecycle. " * 4,
    "S",
    120,
)
def test_text_fits_in_every_shape(text: str, type: str, width: int) -> None:
    shape = Shape("n0", "G1", "G1", type.removeprefix("Counter"), text.strip())
    form, wide, high, lines = form_of(shape, SIZE, width, 14)
    block = max([text_width(line, SIZE) for line in lines], default=0.0)
    tall = (1 + len(lines)) * SIZE * 1.2
    if form == "circle":
        assert wide == high
        assert math.hypot(block, tall) <= wide
    elif form == "ellipse":
        assert (block / wide) ** 2 + (tall / high) ** 2 <= 1
    else:
        assert block <= wide - 12
        assert tall <= high


DEFEATED = """\
G1: {text: The kettle is safe., supportedBy: [S1, Sn1]}
S1: {text: Argue over hazards., supportedBy: Sn2, defeated: true, rankIncrement: 1}
Sn1: {text: A test., defeated: true}
Sn2: {text: A review.}
CG1: {text: It was another kettle., challenges: Sn1}
CG2: {text: Hazards are missing., challenges: S1}
"""


def test_what_is_defeated_is_crossed_out() -> None:
    d = draw(read_gsn(DEFEATED), style="gsn", page=None)
    crossed = {
        group.get("id"): (group[1].attrib, cross[0].get("d", ""))
        for group in ET.fromstring(d.svg).iter(f"{SVG}g")  # noqa: S314
        if (cross := [part for part in group if part.get("class") == "defeated"])
    }
    assert crossed.keys() == {"node-S1", "node-Sn1"}
    shape, way = crossed["node-S1"]
    a, b, c, e = shape["points"].split()[:4]
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", way)]
    assert numbers == pytest.approx([float(n) for n in re.findall(r"-?[\d.]+", f"{a} {c} {b} {e}")], rel=1e-4)
    assert "crossed out: defeated" in d.svg.replace("\n", " ")
    assert "CG1, counter goal" in d.svg


def test_pixels_have_the_cross_where_the_extra_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("typst")
    d = draw(read_gsn(DEFEATED), style="gsn", page=None)
    with_cross = d.png(dpi=50)
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    assert d.png(dpi=50) != with_cross


def test_a_hint_moves_an_element_further_down() -> None:
    c = scene(read_gsn(DEFEATED), Style())
    assert {shape.node: shape.levels_down for shape in c.shapes if shape.levels_down} == {c.shapes[1].node: 1}
    for odd in ("true", "-1", "1000000", "two"):
        text = DEFEATED.replace("rankIncrement: 1", f"rankIncrement: {odd}")
        assert not any(shape.levels_down for shape in scene(read_gsn(text), Style()).shapes)


@pytest.mark.engine
def test_text_is_inside_its_shape_in_the_picture() -> None:
    long = "The system recommends without discrimination by any protected characteristic, as audits show. "
    m = ArgumentMap.of(
        *(Claim(i, long * n) for n, i in enumerate(("G1", "S1", "C1", "A1", "J1"), 1)),
        Evidence("Sn1", long * 2),
    )
    drawn = draw(m, style="gsn", page=None)
    root = ET.fromstring(drawn.svg)  # noqa: S314 -- our own
    groups = [g for g in root.iter(f"{SVG}g") if _is_node(g)]
    assert len(groups) == 6
    for group in groups:
        outline = _outline(group)
        for text in group.iter(f"{SVG}text"):
            if len(text.text or "") > 1:
                width, x, y = (
                    float(text.get("textLength", "0")),
                    float(text.get("x", "0")),
                    float(text.get("y", "0")),
                )
                left = x - width / 2 if text.get("text-anchor") == "middle" else x
                for corner in ((left, y), (left + width, y), (left, y - 6), (left + width, y - 6)):
                    assert outline(*corner), (group.get("class"), text.text, corner)


AROUND = {f"node {kind}" for kind in ("title", "party", "key", "notes")}


def _is_node(group: ET.Element) -> bool:
    return group.get("class", "").split()[:1] == ["node"] and group.get("class") not in AROUND


def _outline(group: ET.Element) -> Any:
    """Whether a point is inside the shape of a node, with a point to spare."""
    ellipse = group.find(f".//{SVG}ellipse")
    if ellipse is not None:
        cx, cy, rx, ry = (float(ellipse.get(k, "0")) for k in ("cx", "cy", "rx", "ry"))
        return lambda x, y: ((x - cx) / (rx + 1)) ** 2 + ((y - cy) / (ry + 1)) ** 2 <= 1
    polygon = group.find(f".//{SVG}polygon")
    path = group.find(f".//{SVG}path")
    drawn = (
        polygon.get("points", "") if polygon is not None else path.get("d", "") if path is not None else ""
    )
    points = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", drawn)]
    if polygon is None:
        (x0, x1), (y0, y1) = [(min(side) - 1, max(side) + 1) for side in zip(*points, strict=True)]
        return lambda x, y: x0 <= x <= x1 and y0 <= y <= y1

    def inside(x: float, y: float) -> bool:
        pairs = list(pairwise(points))
        turns = [
            (bx - ax) * (y - ay) - (by - ay) * (x - ax)
            for (ax, ay), (bx, by) in pairs
            if (ax, ay) != (bx, by)
        ]
        return all(t <= 60 for t in turns) or all(t >= -60 for t in turns)

    return inside


# What the engine gets and gives


def test_the_dot_text_names_the_shapes() -> None:
    dot = argmap.to_dot(read_gsn(CASE), "gsn")
    for id, form in (
        ("G1", "box"), ("S1", "parallelogram"), ("Sn1", "circle"), ("C1", "box"), ("A1", "ellipse"), ("J1", "ellipse"),
    ):  # fmt: skip
        (line,) = [x for x in dot.splitlines() if f'id="node-{id}"' in x]
        assert f"shape={form} " in line
        assert ('style="filled,rounded"' in line) == (id == "C1")
        assert (">A<" in line, ">J<" in line, "◊" in line) == (id == "A1", id == "J1", False)
    (undeveloped,) = [x for x in dot.splitlines() if 'id="node-G3"' in x]
    assert "◊" in undeveloped
    (counter,) = [x for x in dot.splitlines() if 'id="node-CG1"' in x]
    assert 'style="filled,dashed"' in counter
    assert "arrowhead=normal" in dot
    assert "arrowhead=empty" in dot


@pytest.mark.engine
def test_context_is_next_to_an_element_and_support_below() -> None:
    root = ET.fromstring(draw(read_gsn(CASE), style="gsn", page=None).svg)  # noqa: S314 -- our own
    middles = {}
    for group in root.iter(f"{SVG}g"):
        if _is_node(group) and group.get("id", "").startswith("node-"):
            numbers = [float(t.get("y", "0")) for t in group.iter(f"{SVG}text")]
            xs = [float(t.get("x", "0")) for t in group.iter(f"{SVG}text")]
            middles[group.get("id", "")[5:]] = (sum(xs) / len(xs), sum(numbers) / len(numbers))
    assert middles["C1"][0] < middles["G1"][0] < middles["A1"][0]  # in the order of the file
    assert abs(middles["C1"][1] - middles["G1"][1]) < 15
    assert middles["G1"][1] < middles["S1"][1] < middles["G2"][1] < middles["Sn1"][1]


@pytest.mark.engine
def test_pictures_have_spoken_forms_and_are_the_same_each_time(tmp_path: Path) -> None:
    m = read_gsn(CASE)
    svg = draw(m, style="gsn").svg
    assert svg == draw(m, style="gsn").svg
    for words in (
        "<title>G1, goal: The kettle is safe to use.</title>",
        "<title>G1 is supported by S1</title>",
        "<title>G1 is in context of C1</title>",
        "<title>CG1, counter goal: The test used lukewarm water.</title>",
    ):
        assert words in svg
    argmap.render(m, tmp_path / "case.svg", style="gsn")
    assert (tmp_path / "case.svg").read_text(encoding="utf-8") == svg
    assert draw(m, style="gsn").png(dpi=40).startswith(b"\x89PNG")


@pytest.mark.engine
@settings(max_examples=8)
@given(maps(hostile=True, max_claims=4, max_relations=4))
@example(ArgumentMap.of())
def test_every_map_can_be_drawn(m: ArgumentMap) -> None:
    drawn = draw(m, style="gsn", page=None)
    root = ET.fromstring(drawn.svg)  # noqa: S314 -- our own
    nodes = [g for g in root.iter(f"{SVG}g") if _is_node(g)]
    expected = len(m.nodes) + len(scene(m, Style()).junctions)
    assert len(nodes) == max(expected, 1)


# Styles by name


def test_styles_have_names() -> None:
    m = ArgumentMap.of(Claim("G1", "Safe."))
    assert draw(m, style="report", page=None) == draw(m, page=None)
    assert draw(m, style="gsn", size=8).style == Style(notation="gsn", size=8)
    assert "rankdir=TB" in argmap.to_dot(m, "gsn")
    assert "rankdir=LR" in argmap.to_dot(m, Style(notation="gsn", direction="right"))
    with pytest.raises(StyleError, match="unknown style 'gns'") as caught:
        draw(m, style="gns")
    assert caught.value.nearest == "gsn"
    with pytest.raises(StyleError, match="unknown notation"):
        Style(notation="cae")


@pytest.mark.engine
def test_lines_of_text_are_apart_and_within_their_shape() -> None:
    m = ArgumentMap.of(Claim("G1", "one two three four five six seven eight nine ten " * 3))
    root = ET.fromstring(draw(m, style="gsn", page=None).svg)  # noqa: S314 -- our own
    (node,) = [g for g in root.iter(f"{SVG}g") if g.get("id") == "node-G1"]
    lines = [float(t.get("y", "0")) for t in node.iter(f"{SVG}text")][1:]
    assert len(lines) > 2
    assert all(b - a == pytest.approx(10 * 1.2, abs=0.1) for a, b in pairwise(lines))
    (shape,) = node.iter(f"{SVG}polygon")
    corners = [float(point.split(",")[1]) for point in shape.get("points", "").split()]
    assert min(corners) + 9 < lines[0]
    assert lines[-1] + 4 < max(corners)


def test_an_element_with_a_uuid_shows_its_title_or_type() -> None:
    m = read_tea(
        '{"tree": {"id": "f1a2b3c4-d5e6-4f7a-8b9c-0d1e2f3a4b5c", "type": "GOAL", "description": "Safe.", "children": ['
        '{"id": "a2b3c4d5-e6f7-4a8b-9c0d-1e2f3a4b5c6d", "type": "MODULE", "description": "Part."}]}}'
    )
    assert [card.name for card in scene(m, Style()).shapes] == ["Goal", "Module"]
