"""What holds of every picture: engines accept it, all of the text is in it, and it is the same every time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from attrs import fields
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, RelationKind, Style
from argmap.outlining import outline
from argmap.rendering.cards.scene import Card, scene
from argmap.rendering.diagram import Diagram
from argmap.rendering.excerpt import Excerpt
from argmap.rendering.looks import NOBODY, RELATIONS
from argmap.rendering.notations import NOTATIONS, to_dot
from argmap.rendering.output import engines
from argmap.rendering.style import (
    IGNORED,
    UNUSED,
    Direction,
    EvidenceAs,
    Ids,
    LayoutAs,
    Look,
    Notation,
    Orientation,
)
from argmap.testing import maps
from argmap.words import visible

if TYPE_CHECKING:
    from argmap.rendering.gsn.shapes import Shape

SVG = "{http://www.w3.org/2000/svg}"
SMALL = maps(max_claims=4, max_relations=4, hostile=True)
PLAIN = Style(page=None)  # laid out once, without a search for the best fit
OPTIONS: dict[str, st.SearchStrategy[Any]] = {
    "page": st.just(None),
    "width": st.just(None),
    "orientation": st.sampled_from(Orientation),
    "layout": st.sampled_from(LayoutAs),
    "between": st.none(),
    "direction": st.sampled_from(Direction),
    "card_width": st.sampled_from([None, 80, 190, 600]),
    "font": st.sampled_from(["Helvetica", "Noto Sans"]),
    "size": st.sampled_from([4, 9, 12.5, 40]),
    "evidence": st.sampled_from(EvidenceAs),
    "max_lines": st.integers(1, 20),
    **dict.fromkeys(("labels", "locators", "title", "legend", "sources", "groups"), st.booleans()),
    "dpi": st.just(72),
    "ids": st.sampled_from(Ids),
    **dict.fromkeys(("headings", "quantities"), st.booleans()),
    "parties": st.sampled_from([{}, {"p0": NOBODY}, (NOBODY,)]),
    "look": st.sampled_from(Look),
    "relations": st.sampled_from([{}, {"support": RELATIONS[RelationKind.ATTACK]}]),
    "notation": st.sampled_from(Notation),
}


def styled(options: dict[str, Any]) -> Style:
    """The style of options, without those that its notation or its layout ignores."""
    ignored = {*IGNORED[options["notation"]]}
    ignored |= set() if "layout" in ignored else {*UNUSED[options["layout"]]}
    return Style(**{name: value for name, value in options.items() if name not in ignored})


styles = st.fixed_dictionaries(OPTIONS).map(styled)


def test_every_option_of_a_style_is_tried() -> None:
    assert OPTIONS.keys() == {a.name for a in fields(Style)}


DRAWN = settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])  # shrinking would draw for minutes

pytestmark = pytest.mark.engine


def seen(text: str) -> str:
    """What is left of a text when lines are broken: no white space, nor what stands in for it, nor hyphens."""
    return re.sub("[\\s␉-␍␜-␟\ufffd\u200b\u2010\u2067\u2069]", "", visible(text))


def groups(svg: str) -> dict[str, ET.Element]:
    root = ET.fromstring(svg)  # noqa: S314 -- our own
    return {g.get("id", "").replace("\u00a0", " "): g for g in root.iter(f"{SVG}g")}


def runs(group: ET.Element) -> list[str]:
    return [t.text or "" for t in group.iter(f"{SVG}text")]


def title(group: ET.Element) -> str:
    found = group.find(f"{SVG}title")
    assert found is not None
    return found.text or ""


@given(SMALL, styles)
@settings(DRAWN, max_examples=15)
def test_every_map_is_drawn_in_every_style(m: ArgumentMap, style: Style) -> None:
    diagram = Diagram(m, style, engine="pure")
    shown = groups(diagram.svg)
    for shape in diagram._scene.shapes:
        if shape.id:
            _holds_its_text(shape, shown[visible_id(shape)])


def visible_id(card: Card | Shape) -> str:
    return "node-" + visible(card.id).replace("\u00a0", " ")  # engines write "  " as " \u00a0"


def _holds_its_text(shape: Card | Shape, group: ET.Element) -> None:
    drawn = seen("".join(runs(group)))
    name, rows = (shape.id, shape.rows) if isinstance(shape, Card) else (shape.name, ())
    label = shape.label if isinstance(shape, Card) else ""
    for text in (label, shape.text, *(row.text for row in rows)):
        whole = seen(text)
        if whole not in drawn:
            cut = [whole[:n] + "…" for n in range(len(whole)) if whole[:n] + "…" in drawn]
            assert cut, (text, drawn)
    for text in (name, shape.text, *(row.text for row in rows)):
        assert visible(text) in title(group)


@given(SMALL)
@settings(DRAWN, max_examples=15)
def test_whatever_has_room_is_drawn_whole(m: ArgumentMap) -> None:
    diagram = Diagram(m, PLAIN.but(max_lines=1000), engine="pure")
    shown = groups(diagram.svg)
    for card in scene(m, PLAIN.but(max_lines=1000)).shapes:
        drawn = seen("".join(runs(shown[visible_id(card)])))
        assert seen(card.text) in drawn
        assert all(seen(row.text) in drawn for row in card.rows)


@pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz here")
@given(SMALL, styles)
@settings(DRAWN, max_examples=4)
def test_the_graphviz_of_the_machine_draws_it_too(m: ArgumentMap, style: Style) -> None:
    diagram = Diagram(m, style, engine="system")
    assert len([g for g in groups(diagram.svg).values() if (g.get("class") or "").startswith("node")]) >= len(
        diagram._scene.shapes
    )


@given(maps(hostile=True), styles)
def test_the_same_map_is_the_same_dot_without_words_of_users_in_names(m: ArgumentMap, style: Style) -> None:
    text = to_dot(m, style)
    assert to_dot(m, style) == text
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', re.sub(r"label=<<.*>>", 'label=""', text))
    names = re.findall(r"^ +(?!graph|node|edge|subgraph|\{|\})(\S+) (?:\[|->)", bare, re.MULTILINE)
    ends = re.findall(r"-> (\S+) \[", bare)
    assert all(re.fullmatch(r"[njwbct]\d+(:(b|[rm]\d+|[nsew]))?(:[nsew])?", name) for name in (*names, *ends))
    assert len(names) >= len(NOTATIONS[style.notation].scene(Excerpt.of(m, style), style).shapes)
    ports = re.findall(r' port="([^"]*)"', text)
    assert all(re.fullmatch(r"b|[rm]\d+", port) for port in ports)


@given(SMALL)
@settings(DRAWN, max_examples=4)
def test_the_same_map_is_the_same_svg(m: ArgumentMap) -> None:
    assert Diagram(m, PLAIN).svg == Diagram(m, PLAIN).svg


def test_another_process_with_other_hashes_writes_the_same_bytes() -> None:
    program = """
import hashlib, sys
from argmap import draw, dumps, outline
from argmap.testing import maps
from hypothesis import HealthCheck, given, seed, settings
@seed(3)
@settings(max_examples=3, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(maps(min_claims=3, max_claims=4, hostile=True))
def written(m):
    d = draw(m, page=None)
    digests.update((d.dot + d.svg + outline(m)).encode())
digests = hashlib.sha256()
written()
print(digests.hexdigest())
"""
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
    assert len(answers.pop().strip()) == 64


@given(maps(hostile=True))
def test_the_outline_names_every_element_and_relation_that_leads_nowhere(m: ArgumentMap) -> None:
    text = outline(m)
    assert outline(m) == text
    for node in m.nodes:
        assert visible(node.id) in text
    for relation in m.relations:
        if not relation.targets:
            assert visible(relation.id) in text


@pytest.mark.parametrize(
    ("evidence", "direction", "labels", "page"),
    list(product(EvidenceAs, Direction, (False, True), ("a4", "letter", None))),
)
def test_every_combination_of_options_gives_dot(
    evidence: EvidenceAs, direction: Direction, *, labels: bool, page: str | None
) -> None:
    style = Style(page=page, evidence=evidence, direction=direction, labels=labels)
    assert engines.draw(to_dot(EXAMPLE, style), engine="pure").data.startswith(b"<?xml")


def _example() -> ArgumentMap:
    a, b = argmap.Claim("a", "Rents should be capped."), argmap.Claim("b", "A cap shrinks supply.")
    e, f = argmap.Evidence("e", "81% feared a rise."), argmap.Evidence("f", "Rents rose.")
    linked = a.supported_by(e, f)
    return ArgumentMap.of(a, b, e, f, linked, b.attacks(a), b.undercuts(linked), a.contradicts(b))


EXAMPLE = _example()
