"""What holds of every picture in columns, computed from its SVG: lines keep clear of all else, and nothing is lost."""

from __future__ import annotations

import random
import re
import shutil
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, Claim, Evidence, Party, Relation, Style, draw
from argmap.model import RelationKind
from argmap.overlay import Tone
from argmap.rendering.placing import spreading
from argmap.rendering.placing.choosing import columns_of
from argmap.rendering.placing.dot import dot_of
from argmap.rendering.placing.hanging import hanging_of
from argmap.rendering.placing.tree import Tree, steps_of, tree_of
from argmap.rendering.text.escape import attribute_id
from argmap.testing import maps

if TYPE_CHECKING:
    from argmap.rendering.cards.scene import Cards

pytestmark = pytest.mark.engine

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parents[2]
EXAMPLES = [*sorted((ROOT / "seeds").glob("*.json")), *sorted((ROOT / "examples").glob("*.argmap.json"))]
FAILED = sorted((ROOT.parent / "shared" / "failures" / "drawing").glob("*.json"))
DRAWN = settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])  # shrinking would draw for minutes
WORDS = {"title", "party", "key", "mark", "notes", "continued", "section", "side"}
NEAR = 0.6  # of a unit: what rounding moves


class Box(NamedTuple):
    """A rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def smaller(self, by: float) -> Box:
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right
            and self.top < other.bottom and other.top < self.bottom
        )  # fmt: skip


class Picture:
    """The cards, words, lines and heads of an SVG."""

    def __init__(self, svg: str) -> None:
        self.cards: dict[str, Box] = {}
        self.words: list[Box] = []
        self.lines: list[list[Box]] = []
        self.heads: list[tuple[float, float]] = []
        self.texts: dict[str, str] = {}
        for group in ET.fromstring(svg).iter(f"{SVG}g"):  # noqa: S314 -- our own
            classes = (group.get("class") or "").split()
            if "card" in classes:
                self.cards[group.get("id", "")] = box(points(group.findall(f".//{SVG}polygon")[0]))
                self.texts[group.get("id", "")] = said(group)
            elif WORDS & {*classes} and group.find(f"{SVG}text") is not None:
                self.words.append(written(group))
            elif "edge" in classes:
                self.add(group, sample="sample" in classes)

    def add(self, group: ET.Element, *, sample: bool) -> None:
        segments = []
        for path in group.iter(f"{SVG}path"):
            ends = points(path)[::3]
            segments += [box([a, b]) for a, b in pairwise(ends)]
        if not sample:
            self.lines.append(segments)
        for tag in ("polygon", "ellipse"):
            for head in group.iter(f"{SVG}{tag}"):
                x, y = middle(head)
                self.heads.append((x, y))


def points(element: ET.Element) -> list[tuple[float, float]]:
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", element.get("points") or element.get("d") or "")]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def box(corners: list[tuple[float, float]]) -> Box:
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def middle(head: ET.Element) -> tuple[float, float]:
    if head.tag.endswith("ellipse"):
        return float(head.get("cx", 0)), float(head.get("cy", 0))
    around = box(points(head))
    return (around.left + around.right) / 2, (around.top + around.bottom) / 2


def said(group: ET.Element) -> str:
    return " ".join("".join(t.text or "" for t in group.iter(f"{SVG}text")).split())


def written(group: ET.Element) -> Box:
    """Where the words of a group are; the width of text that is not known for certain is left out."""
    corners = []
    for text in group.iter(f"{SVG}text"):
        x, y, size = (float(text.get(name, 0)) for name in ("x", "y", "font-size"))
        corners += [(x, y - 0.7 * size), (x + float(text.get("textLength", 0)), y)]
    return box(corners)


def picture(m: ArgumentMap, **options: Any) -> Picture:
    return Picture(draw(m, layout="columns", engine="pure", **options).svg)


def keeps_the_laws(found: Picture) -> None:
    boxes = [card.smaller(NEAR) for card in found.cards.values()]
    for one, other in combinations(boxes, 2):
        assert not one.meets(other), "two cards are in one place"
    for words in found.words:
        assert not any(words.smaller(NEAR).meets(card) for card in boxes), "words are on a card"
    for line in found.lines:
        for segment in line:
            thick = Box(segment.left - 0.1, segment.top - 0.1, segment.right + 0.1, segment.bottom + 0.1)
            assert not any(thick.meets(card) for card in boxes), "a line runs through a card"
            assert not any(thick.meets(words) for words in found.words), "a line runs through words"
    for line, others in combinations(found.lines, 2):
        assert not any(along(a, b) for a in line for b in others), "two lines run along each other"
    for (x, y), (other_x, other_y) in combinations(found.heads, 2):
        assert abs(x - other_x) + abs(y - other_y) > 2, "two heads are in one place"


def along(a: Box, b: Box) -> bool:
    """Whether two straight pieces share more than a point."""
    across = min(a.right, b.right) - max(a.left, b.left)
    down = min(a.bottom, b.bottom) - max(a.top, b.top)
    flat = a.bottom - a.top < NEAR and b.bottom - b.top < NEAR and abs(a.top - b.top) < NEAR
    upright = a.right - a.left < NEAR and b.right - b.left < NEAR and abs(a.left - b.left) < NEAR
    return (flat and across > NEAR) or (upright and down > NEAR)


MAPS = maps(min_claims=1, max_claims=12, max_relations=16)


@given(MAPS, st.sampled_from(["a4", None]), st.sampled_from(["rows", "cards"]))
@settings(DRAWN, max_examples=60)
def test_lines_and_words_keep_out_of_each_others_way(m: ArgumentMap, page: str | None, evidence: str) -> None:
    keeps_the_laws(picture(m, page=page, evidence=evidence))


@pytest.mark.parametrize("path", EXAMPLES + FAILED, ids=lambda path: path.stem)
def test_the_examples_keep_the_laws(path: Path) -> None:
    keeps_the_laws(picture(argmap.load(path)))


@pytest.mark.parametrize(("claims", "relations"), [(40, 39), (60, 240), (150, 600)])
def test_large_and_tangled_maps_keep_the_laws(claims: int, relations: int) -> None:
    keeps_the_laws(picture(tangle(claims, relations)))


def tangle(claims: int, relations: int) -> ArgumentMap:
    rng = random.Random(claims)  # noqa: S311
    made = [
        Claim(f"c{n}", "Rents rise and fall with the number of homes that a town builds.")
        for n in range(claims)
    ]
    kinds = ("support", "attack", "rephrase")
    pairs = [rng.sample(range(claims), 2) for _ in range(relations)]
    steps = [Relation(f"r{n}", kinds[n % 3], [f"c{a}"], [f"c{b}"]) for n, (a, b) in enumerate(pairs)]
    undercuts = [Relation(f"u{n}", "undercut", [f"c{n}"], [f"r{n + 1}"]) for n in range(0, claims, 9)]
    return ArgumentMap.of(*made, *steps, *undercuts)


@given(MAPS, st.sampled_from(["a4", None]))
@settings(DRAWN, max_examples=25)
def test_cards_have_the_sizes_that_were_computed(m: ArgumentMap, page: str | None) -> None:
    diagram = draw(m, layout="columns", page=page, engine="pure")
    placement = columns_of(diagram._scene, diagram.style, 6.0).placement
    found = Picture(diagram.svg).cards
    for placed, card in zip(placement.cards, found.values(), strict=True):
        assert card.right - card.left == pytest.approx(placed.card.width, abs=0.1)
        assert card.bottom - card.top == pytest.approx(placed.card.height, abs=0.1)
    assert dot_of(placement, diagram.style) == diagram.dot == argmap.to_dot(m, diagram.style)


@pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz here")
@given(MAPS)
@settings(DRAWN, max_examples=5)
def test_the_graphviz_of_the_machine_draws_the_same_sizes(m: ArgumentMap) -> None:
    pure, system = (Picture(draw(m, layout="columns", engine=e).svg).cards for e in ("pure", "system"))
    assert pure.keys() == system.keys()
    for one, other in zip(pure.values(), system.values(), strict=True):
        assert all(abs(a - b) < 1.1 for a, b in zip(one, other, strict=True))


MARKS = st.builds(
    argmap.Mark,
    st.sampled_from(["IN", "OUT", "0.73", "NOT YET DECIDED BY MANY"]),
    st.sampled_from([*Tone]),
    st.sampled_from(["", "was: Rents rise where few homes are built, and where few are let."]),
)


@given(MAPS, st.sampled_from(["columns", "network"]), st.data())
@settings(DRAWN, max_examples=60)
def test_marks_are_on_what_they_are_of_and_in_nobodys_way(
    m: ArgumentMap, layout: str, data: st.DataObject
) -> None:
    ids = [r.id for r in (*m.nodes, *m.relations)]
    marks = data.draw(st.dictionaries(st.sampled_from(ids), MARKS, max_size=8))
    legend = [(mark, "what it means") for mark in {*marks.values()}]
    overlay = argmap.Overlay("Marks", marks, legend, "By hand.")
    diagram = draw(m, layout=layout, evidence="cards", engine="pure", overlay=overlay)
    shown = Picture(diagram.svg)
    for i, mark in marks.items():
        if i in {n.id for n in m.nodes}:
            assert mark.text in shown.texts[attribute_id(f"node-{i}")]
    assert argmap.Diagram(diagram.view, diagram.style, "pure", overlay=overlay).svg == diagram.svg
    if "layout=nop2" in diagram.dot and (layout == "columns" or "bb=" not in diagram.dot):
        keeps_the_laws(shown)


@st.composite
def disputes(drawn: st.DrawFn) -> ArgumentMap:
    """Maps of two sides and a third party, with every kind of relation between them."""
    parties = [
        Party("p", "Speaker", role="speaker"),
        Party("q", "Opponent", role="counterparty"),
        Party("r", "Third"),
    ]
    count = drawn(st.integers(2, 12))
    claims = [
        Claim(f"c{n}", "Rents rise where few homes are built.", by=parties[drawn(st.sampled_from([0, 0, 1, 1, 2]))],
              tags=["thesis"] * (n == 0))
        for n in range(count)
    ]  # fmt: skip
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), st.sampled_from(KINDS))
    steps = []
    for n, (a, b, kind) in enumerate(drawn(st.lists(ends, min_size=1, max_size=18))):
        target = f"c{b}" if kind != "undercut" or n == 0 else f"r{b % n}"
        steps.append(
            Relation(f"r{n}", "attack" if kind == "undercut" and n == 0 else kind, [f"c{a}"], [target])
        )
    return ArgumentMap.of(*parties, *claims, *steps)


KINDS = ("attack", "attack", "support", "contrary", "undercut", "rephrase")


@given(disputes(), st.sampled_from(["a4", None]), st.sampled_from([None, ("q", "p"), ("p", "q"), ("r", "q")]))
@settings(DRAWN, max_examples=40)
def test_disputes_keep_the_laws(m: ArgumentMap, page: str | None, between: tuple[str, str] | None) -> None:
    diagram = draw(m, layout="dispute", page=page, between=between, engine="pure")
    keeps_the_laws(Picture(diagram.svg))
    assert diagram.dot == argmap.to_dot(m, diagram.style)
    assert len(Picture(diagram.svg).cards) == len(m.claims)


@given(disputes())
@settings(DRAWN, max_examples=40)
def test_networks_of_our_own_keep_the_laws(m: ArgumentMap) -> None:
    with mock.patch.multiple(spreading, STRAY=1, LOOSE=1):  # of all maps, not only of near-trees
        diagram = draw(m, layout="network", engine="pure")
        shown = Picture(diagram.svg)
        assert diagram.dot == argmap.to_dot(m, diagram.style)
    assert "layout=nop2" in diagram.dot
    keeps_the_laws(shown)
    assert len(shown.cards) == len(m.claims)


@pytest.mark.parametrize("path", [p for p in FAILED if "gsn" not in p.stem], ids=lambda path: path.stem)
def test_pictures_that_once_failed_keep_the_laws_as_they_are_drawn_now(path: Path) -> None:
    diagram = draw(argmap.load(path))
    if len(diagram._scene.shapes) > 1:
        assert "layout=nop2" in diagram.dot
        keeps_the_laws(Picture(diagram.svg))


def test_reasons_are_right_of_what_they_bear_on_in_the_order_of_the_document() -> None:
    thesis, *reasons = [Claim("T", "Rents should be capped."), *(Claim(f"R{n}", "x") for n in range(4))]
    m = ArgumentMap.of(thesis, *reasons, *(r.supports("T") for r in reversed(reasons)))
    card = positions(draw(m, layout="network").svg)
    assert [*card] == ["T", "R0", "R1", "R2", "R3"]
    tops = [card[f"R{n}"].top for n in range(4)]
    assert tops == sorted(tops)
    assert all(card["T"].right < card[f"R{n}"].left for n in range(4))
    assert card["T"].top == card["R0"].top


# What hangs where


def scene_of(m: ArgumentMap, **options: Any) -> Cards:
    return draw(m, **options)._scene


def grown(m: ArgumentMap) -> tuple[Cards, Tree]:
    scene = scene_of(m)
    return scene, tree_of(scene, steps_of(scene))


@given(maps(max_claims=14, max_relations=20))
def test_every_card_hangs_once_and_the_thesis_is_first(m: ArgumentMap) -> None:
    scene, tree = grown(m)
    for stacked in (False, True):
        hanging = hanging_of(tree, stacked=stacked)
        assert sorted(hanging.nodes) == sorted(card.node for card in scene.shapes)
        assert all(above < n for n, above in enumerate(hanging.above))
    theses = [card.node for card in scene.shapes if card.main]
    if theses:
        assert hanging.nodes[0] == theses[0]


@given(maps(max_claims=14, max_relations=20))
def test_what_hangs_from_one_card_is_in_the_order_of_the_document(m: ArgumentMap) -> None:
    scene, tree = grown(m)
    order = {card.node: n for n, card in enumerate(scene.shapes)}
    for branches in (*tree.inner.values(), *tree.onto.values()):
        firsts = [order[branch.members[0]] for branch in branches]
        assert firsts == sorted(firsts)
        assert all(sorted(b.members, key=order.__getitem__) == [*b.members] for b in branches)


@given(maps(min_claims=2, max_claims=8, max_relations=12, nested=False, dialogue=False))
@settings(DRAWN, max_examples=40)
def test_every_relation_is_a_line_or_a_row_in_both_of_its_cards(m: ArgumentMap) -> None:
    diagram = draw(m, layout="columns", page=None, evidence="cards", engine="pure")
    shown = Picture(diagram.svg)
    drawn = {int(n) for n in re.findall(r'<g id="line(\d+)"', diagram.svg)}
    cards = {card.node: card for card in diagram._scene.shapes}
    for n, line in enumerate(diagram._scene.lines):
        if n in drawn or not (line.head and line.tail):
            continue
        start, end = cards[line.start.node], cards[line.end.node]
        assert line.look.word in shown.texts[f"node-{start.id}"]
        assert end.id in shown.texts[f"node-{start.id}"]
        assert start.id in shown.texts[f"node-{end.id}"]


# Single cases

CITY, OWNERS = Party("city", "City council", role="speaker"), Party("owners", "Owners", role="counterparty")


def positions(svg: str) -> dict[str, Box]:
    return {name.removeprefix("node-"): card for name, card in Picture(svg).cards.items()}


def test_an_accusation_stands_below_its_answer_and_other_answers_have_rows() -> None:
    thesis = Claim("T", "Rents should be capped.", by=CITY, tags=["thesis"])
    reason = Claim("C", "A cap keeps tenants.", by=CITY)
    charge = Claim("X", "A cap shrinks supply.", by=OWNERS)
    steps = reason.supports(thesis), reason.attacks(charge), thesis.attacks(charge)
    m = ArgumentMap.of(CITY, OWNERS, thesis, charge, reason, *steps)
    diagram = draw(m, layout="columns", page=None)
    shown = Picture(diagram.svg)
    assert [*shown.cards] == ["node-T", "node-X", "node-C"]
    assert "attacks X" in shown.texts["node-C"]
    assert "attacked by C" in shown.texts["node-X"]
    keeps_the_laws(shown)


def test_linked_premises_share_a_dot_which_an_undercut_aims_at() -> None:
    a, b, c, u = (Claim(i, f"Claim {i}.") for i in "abcu")
    linked = a.supported_by(b, c)
    diagram = draw(ArgumentMap.of(a, b, c, u, linked, u.undercuts(linked)), layout="columns", page=None)
    (dot,) = re.findall(r'<ellipse fill="#00855d" stroke="#00855d" cx="([\d.]+)" cy="-([\d.]+)"', diagram.svg)
    (aim,) = re.findall(
        r'<g id="line\d+".*?#4a2c7d.*? d="M[^"]* (-?[\d.]+),-([\d.]+)"', diagram.svg, re.DOTALL
    )
    assert float(aim[0]) == pytest.approx(float(dot[0]), abs=0.1)
    assert 0 < float(dot[1]) - float(aim[1]) < 12
    keeps_the_laws(Picture(diagram.svg))


def test_a_row_and_the_step_from_it_are_attacked_in_two_places() -> None:
    claim, evidence = Claim("T", "Rents should be capped."), Evidence("E", "Four of five feared a rise.")
    u, v = Claim("U", "Too few were asked."), Claim("V", "The figure is old.")
    step = evidence.supports(claim)
    m = ArgumentMap.of(claim, evidence, u, v, step, u.attacks(evidence), v.undercuts(step))
    diagram = draw(m, layout="columns", page=None)
    shown = Picture(diagram.svg)
    keeps_the_laws(shown)
    card = positions(diagram.svg)["T"]
    heads = [y for x, y in shown.heads if abs(x - card.left) < 8 and card.top < y < card.bottom]
    assert len(heads) == 2


def test_a_column_that_goes_on_says_so_and_no_card_leaves_its_only_card() -> None:
    claims = [Claim(f"c{n}", "Rents rise where few homes are built.") for n in range(40)]
    steps = [claims[n].supports(f"c{(n - 1) // 2}") for n in range(1, 40)]
    svg = draw(ArgumentMap.of(*claims, *steps), layout="columns").svg
    assert re.search(r">c0( › c\d+)*, continued<", svg)


def test_a_column_that_begins_among_linked_premises_names_what_they_support() -> None:
    text = "Rents rise where few homes are built, and fall where many are. " * 3
    thesis, *parts = [Claim("T", text), *(Claim(f"c{n}", text) for n in range(20))]
    svg = draw(ArgumentMap.of(thesis, *parts, thesis.supported_by(*parts)), layout="columns").svg
    assert ">T, continued<" in svg
    assert ">, continued<" not in svg


def test_single_cards_stand_next_to_each_other_below_a_network() -> None:
    a, b, *alone = [Claim(f"c{n}", "Rents rise.") for n in range(4)]
    m = ArgumentMap.of(a, b, *alone, *(Claim(f"d{n}", "x") for n in range(3)), b.supports(a),
                       *(Claim(f"d{n}").supports(a) for n in range(3)))  # fmt: skip
    diagram = draw(m)
    card = positions(diagram.svg)
    keeps_the_laws(Picture(diagram.svg))
    assert diagram.layout.name == "network"
    assert card["c2"].top == card["c3"].top > card["d2"].bottom
    assert card["c2"].right < card["c3"].left


def test_sections_have_headings_and_bars() -> None:
    one, two = argmap.Section("one", "On rents"), argmap.Section("two", "On homes")
    a, b, c = Claim("a", "x", section="one"), Claim("b", "y", section="two"), Claim("c", "z", section="two")
    m = ArgumentMap.of(one, two, a, b, c, b.supports(a), c.supports(a))
    svg = draw(m, layout="columns", page=None).svg
    assert svg.count(">On rents<") == svg.count(">On homes<") == 1
    assert svg.count('class="node section"') == 4  # two headings, two bars
    keeps_the_laws(Picture(svg))
    assert "On rents" not in draw(m, layout="columns", groups=False, page=None).svg


@pytest.mark.parametrize("kind", list(RelationKind))
def test_every_kind_of_relation_is_drawn_with_its_heads(kind: RelationKind) -> None:
    target = argmap.Argument("t", "x") if kind == "undercut" else Claim("t", "x", tags=["thesis"])
    m = ArgumentMap.of(target, Claim("a", "y"), Relation("r", kind, ["a"], ["t"]))
    diagram = draw(m, layout="columns", page=None, legend=False)
    assert diagram.notes == ()
    assert diagram.svg.count('class="edge"') == 1
    keeps_the_laws(Picture(diagram.svg))


def test_answers_are_on_a_level_with_what_they_answer_and_silence_is_marked() -> None:
    thesis = Claim("T", "Rents should be capped.", by=CITY, tags=["thesis"])
    reason = Claim("C", "A cap keeps tenants.", by=CITY)
    charge, other = (
        Claim("X", "A cap shrinks supply.", by=OWNERS),
        Claim("Y", "It is against the law.", by=OWNERS),
    )
    study = Claim("S", "A study of five cities says so.", by=OWNERS)
    answer = Claim("A", "Homes are built by the town.", by=CITY)
    steps = [reason.supports(thesis), charge.attacks(thesis), other.attacks(thesis), answer.attacks(charge)]
    m = ArgumentMap.of(
        CITY, OWNERS, thesis, reason, charge, other, study, answer, *steps, study.supports(charge)
    )
    diagram = draw(m, layout="dispute", page=None)
    card = positions(diagram.svg)
    keeps_the_laws(Picture(diagram.svg))
    assert [*card] == ["T", "C", "X", "S", "A", "Y"]
    assert card["X"].top == card["A"].top
    assert card["X"].right < card["A"].left
    assert card["S"].right < card["A"].left
    assert card["S"].top > card["X"].bottom
    assert Picture(diagram.svg).texts["node-Y"].count("! not answered") == 1
    assert "not answered" not in Picture(diagram.svg).texts["node-X"]
    assert "It is against the law.\nNot answered.</title>" in diagram.svg  # what screen readers read
    assert "“! not answered”: nothing in the map answers that claim." in diagram.svg
    assert diagram.svg.index(">A cap keeps tenants.<") < diagram.svg.index(">Answers of ")
    assert "attacks T" in Picture(diagram.svg).texts["node-X"]


def answered(*more: Any, **options: Any) -> str:
    """What the card of a charge says to which there are such answers."""
    thesis = Claim("T", "Rents should be capped.", by=CITY, tags=["thesis"])
    reply, aside = Claim("A", "The town builds.", by=CITY), Claim("B", "So it does.", by=CITY)
    charge, other = Claim("X", "A cap shrinks supply.", by=OWNERS), Claim("Y", "It is illegal.", by=OWNERS)
    proof = Evidence("E", "A study says so.", by=OWNERS)
    said = charge.attacks(thesis), other.attacks(thesis), aside.attacks(other), proof.supports(charge)
    m = ArgumentMap.of(CITY, OWNERS, thesis, reply, aside, charge, other, proof, *said, *more)
    diagram = draw(m, layout="dispute", **options)
    assert diagram.layout.name == "dispute"
    keeps_the_laws(Picture(diagram.svg))
    return Picture(diagram.svg).texts["node-X"]


@pytest.mark.parametrize(
    "answer",
    [
        Relation("r", "attack", ["A"], ["X"]),
        Relation("r", "attack", ["A", "B"], ["X"]),
        Relation("r", "attack", ["B"], ["X"]),  # which is next to another charge
        Relation("r", "attack", ["A"], ["E"]),
        Relation("r", "undercut", ["A"], ["attack:X>T"]),
        Relation("r", "contrary", ["X"], ["A"]),
    ],
    ids=lambda r: f"{'+'.join(r.sources)} {r.kind} {r.targets[0]}",
)
def test_whatever_answers_a_charge_it_is_not_called_unanswered(answer: Relation) -> None:
    assert "not answered" not in answered(answer)


def test_what_only_its_own_side_attacks_is_not_answered() -> None:
    assert "! not answered" in answered()
    assert "! not answered" in answered(Relation("r", "attack", ["Y"], ["X"]))
    assert "! not answered" in answered(between=("owners", "city"))


def test_the_parties_that_face_each_other_can_be_chosen() -> None:
    union, club = Party("union", "Union", side="left"), Party("club", "Club", side="left")
    a, b, c = (Claim(i, f"Claim {i}.", by=p) for i, p in (("a", union), ("b", club), ("c", CITY)))
    m = ArgumentMap.of(union, club, CITY, a, b, c, b.attacks(a), c.attacks(b))
    diagram = draw(m, between=(union, "club"))
    assert (diagram.layout.name, diagram.notes) == ("dispute", ())
    card = positions(diagram.svg)
    assert card["a"].top == card["b"].top
    assert card["a"].right < card["b"].left
    other = positions(draw(m, between=("club", "city")).svg)
    assert other["b"].top == other["c"].top
    assert other["b"].right < other["c"].left
    assert draw(m, between=("city", "union")).layout.name == "columns"


def test_parties_that_are_not_there_cannot_face_each_other() -> None:
    m = ArgumentMap.of(CITY, OWNERS)
    with pytest.raises(
        argmap.StyleError, match=r"between: unknown party 'cty', expected one of: city, owners; did"
    ):
        draw(m, between=("cty", "owners"))
    for wrong in ("city", ("city", "city"), 3, ()):
        with pytest.raises(argmap.StyleError, match="expected the ids of two different parties"):
            Style(between=wrong)  # type: ignore[arg-type]
    with pytest.raises(argmap.StyleError, match="which the layout columns ignores"):
        Style(layout="columns", between=("city", "owners"))
    with pytest.raises(
        argmap.StyleError, match="between is for disputes, direction and labels are for networks"
    ):
        Style(labels=True, between=("city", "owners"))


def test_without_a_dispute_there_are_columns_and_a_note() -> None:
    m = ArgumentMap.of(Claim("a", "x"), Claim("b", "y"), Claim("b").attacks("a"))
    diagram = draw(m, layout="dispute")
    assert diagram.layout.name == "columns"
    assert diagram.notes == (
        "drawn in columns: no side answers another, so that there is no dispute to draw",
    )


def test_which_layout_is_taken_and_why() -> None:
    few = ArgumentMap.of(Claim("a", "x"), Claim("b", "y"), Claim("b").supports("a"))
    assert draw(few).layout.name == "network"
    assert str(draw(few, layout="columns").layout) == "columns: as asked for"
    many = tangle(40, 39)
    assert draw(many).layout.name == "columns"
    assert "pt" in draw(many).layout.why
    assert draw(many).text_size > draw(many, layout="network").text_size * 1.15
    assert draw(many, direction="below").layout.name == "network"
    assert draw(many, style="gsn").layout.name == "network"


def test_a_header_is_as_high_as_its_lines() -> None:
    m = ArgumentMap.of(Claim("a claim with a long name", "x"))
    svg = draw(m, layout="columns", page=None, card_width=140).svg
    card = svg[svg.index("node card") :].partition("</g>")[0]
    lines = sorted({float(y) for y in re.findall(r'<text[^>]* y="(-?[\d.]+)"', card)})
    assert len(lines) == 2
    assert lines[1] - lines[0] < 22


def test_an_empty_map_has_a_picture() -> None:
    assert "(no claims)" in draw(ArgumentMap.of(), layout="columns").svg


@pytest.mark.parametrize("layout", ["columns", "dispute"])
@pytest.mark.parametrize("options", [{"direction": "below"}, {"labels": True}])
def test_options_that_a_layout_ignores_are_refused(layout: str, options: dict[str, Any]) -> None:
    with pytest.raises(argmap.StyleError, match=f"which the layout {layout} ignores"):
        Style(layout=layout, **options)


def test_a_deep_chain_needs_no_recursion() -> None:
    claims = [Claim(f"c{n}", "x") for n in range(3000)]
    m = ArgumentMap.of(*claims, *(claims[n].supports(f"c{n - 1}") for n in range(1, 3000)))
    assert argmap.to_dot(m, Style(layout="columns")).count("class=card") == 3000


def test_undercuts_of_undercuts_need_no_recursion() -> None:
    claims = [Claim(f"c{n}", "x") for n in range(1500)]
    steps = [Relation("r1", "support", ["c1"], ["c0"])]
    steps += [Relation(f"r{n}", "undercut", [f"c{n}"], [f"r{n - 1}"]) for n in range(2, 1500)]
    assert argmap.to_dot(ArgumentMap.of(*claims, *steps), Style(layout="columns")).count("class=card") == 1500
