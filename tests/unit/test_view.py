"""Parts of a map: what each wish keeps, what is said of the rest, and how a part is drawn, spoken and printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from click.testing import CliRunner

import argmap
from argmap import (
    Argument,
    ArgumentMap,
    Claim,
    Evidence,
    Party,
    Relation,
    Section,
    Source,
    Style,
    Utterance,
    View,
    draw,
    outline,
    to_dot,
    view,
)
from argmap.cli import main
from argmap.errors import ArgmapError, RecordError, UnknownIdError
from argmap.rendering.cards.scene import Card, scene
from argmap.rendering.gsn.scene import scene as gsn_scene

if TYPE_CHECKING:
    from pathlib import Path

council = Party("council", "City council", role="speaker")
owners = Party("owners", "Owners", role="counterparty")
press = Party("press", "The press")
homes, costs, rents = (
    Section("homes", "Homes"),
    Section("costs", "Costs"),
    Section("rents", "Rents", parent="homes"),
)
cap = Claim("cap", "Rents should be capped.", by=council, section="homes")
stay = Claim("stay", "A cap keeps tenants.", by=council, section="rents")
shrink = Claim("shrink", "A cap shrinks supply.", by=owners, section="costs", tags=["supply"])
build = Claim("build", "Builders stay away.", by=owners, section="costs", tags=["supply"])
doubt = Claim("doubt", "Nobody has counted.", by=press)
survey = Evidence("survey", "81% feared a rise.", by=council)
count = Evidence("count", "Nine builders left.", by=press)
reply = Claim("reply", "New flats are exempt.", by=council)
objection = shrink.attacks(cap)
M = ArgumentMap.of(
    *(council, owners, press, homes, costs, rents, cap, stay, shrink, build, doubt, survey, count, reply),
    *(stay.supports(cap), survey.supports(stay), objection, build.supports(shrink), count.supports(build)),
    *(doubt.attacks(build), reply.undercuts(objection)),
    title="Rent cap",
)


def kept(**wishes: Any) -> list[str]:
    return [n.id for n in view(M, **wishes).map.nodes]


# What is kept


def test_a_branch_goes_down_to_its_depth_and_says_what_is_left_out() -> None:
    assert kept(root="shrink") == ["shrink", "build", "doubt", "count"]
    part = view(M, root="cap", depth=1)
    assert [n.id for n in part.map.nodes] == ["cap", "stay", "shrink", "survey"]
    assert part.behind == {"cap": ("reply",), "shrink": ("build", "doubt", "count")}
    assert view(M, root="shrink").elsewhere == 4


def test_evidence_stays_with_its_claim_and_can_be_left_out() -> None:
    assert kept(tag="supply") == ["shrink", "build", "count"]
    part = view(M, tag="supply", evidence=False)
    assert [n.id for n in part.map.nodes] == ["shrink", "build"]
    assert part.cut == {"build": 2}


def test_an_undercut_is_one_step_further_away_than_the_step_it_undercuts() -> None:
    assert "reply" in kept(root="cap", depth=2)
    assert "reply" not in kept(root="cap", depth=1)
    assert kept(root=objection.id) == ["cap", "shrink", "build", "doubt", "reply", "count"]


def test_a_party_is_seen_with_whom_it_answers_and_who_answers_it() -> None:
    assert kept(party="press") == ["build", "doubt", "count"]
    assert kept(party=owners) == ["cap", "shrink", "build", "doubt", "count"]


def test_an_exchange_is_what_two_say_to_each_other_and_the_reasons_for_it() -> None:
    exchange = ["cap", "stay", "shrink", "build", "reply", "survey", "count"]
    assert kept(between=("owners", "council")) == exchange
    assert kept(between=[press, owners]) == ["build", "doubt", "count"]
    assert kept(between=(press, council)) == []


def test_sections_hold_those_within_them_and_neighbours_are_near_in_any_direction() -> None:
    assert kept(section="homes") == ["cap", "stay", "survey"]
    assert kept(section=rents) == ["stay", "survey"]
    assert kept(around="shrink") == ["cap", "shrink", "build", "count"]
    assert kept(around="shrink", hops=0) == ["shrink"]


def test_wishes_are_met_together_and_depth_counts_from_what_is_left() -> None:
    assert kept(root="cap", party="council", tag="supply") == ["shrink"]
    assert kept(section="costs", depth=0) == ["shrink"]
    assert kept(depth=1) == ["cap", "stay", "shrink", "survey"]


def test_linked_premises_are_there_together_or_not_at_all() -> None:
    a, b, c = Claim("a", by="p"), Claim("b", by="q"), Claim("c", by="p")
    m = ArgumentMap.of(Party("p"), Party("q"), a, b, c, linked := c.supported_by(a, b))
    assert linked in view(m, party="p").map
    apart = View(m.subset(["a", "c"]), m)
    assert apart.map.relations == ()
    assert apart.behind == {"c": ("b",)}


def test_an_utterance_comes_with_what_it_expresses_and_not_with_what_follows() -> None:
    c, d, u, v = Claim("c"), Claim("d"), Utterance("u"), Utterance("v")
    step = d.supports(c)
    says = [Relation(f"{i}{j}", "illocution", [i], [j]) for i, j in (("u", "c"), ("v", "d"))]
    m = ArgumentMap.of(c, d, u, v, step, *says, Relation("t", "transition", ["v"], ["u"]))
    assert [n.id for n in view(m, root="c", depth=0).map.nodes] == ["c", "u"]
    assert view(m, root="c").map is m


def test_an_argument_comes_with_its_steps_and_brings_what_undercuts_it() -> None:
    a, b, d, arg = Claim("a"), Claim("b"), Claim("d"), Argument("arg")
    m = ArgumentMap.of(a, b, d, arg, b.supports(a, argument="arg"), d.undercuts(arg))
    assert view(m, root="a").map is m
    assert view(m, root="a", depth=1).cut == {"arg": 1}


def test_context_of_a_safety_case_goes_with_its_goal() -> None:
    goal = Claim("G1", "Safe.", data={"drawing": {"context": ["C1"]}})
    sub, context = Claim("G2", "Doors close.", data={"drawing": {"context": "C2"}}), Claim("C1", "A train.")
    m = ArgumentMap.of(goal, sub, context, Claim("C2", "At night."), sub.supports(goal))
    part = view(m, root="G1", depth=0)
    assert [n.id for n in part.map.nodes] == ["G1", "C1"]
    assert part.cut == {"G1": 2}
    shapes = gsn_scene(part, Style(notation="gsn")).shapes
    assert [(s.id, s.note) for s in shapes] == [("G1", "+2 more"), ("C1", "")]
    without = View(m.subset(["G2"]), m)
    assert [s.id for s in gsn_scene(without, Style(notation="gsn")).shapes] == ["G2"]


# What is refused


@pytest.mark.parametrize(
    ("wishes", "message", "nearest"),
    [
        ({"root": "shrunk"}, "unknown id 'shrunk'", "shrink"),
        ({"around": "bild"}, "unknown id 'bild'", "build"),
        ({"party": "counsil"}, "unknown party 'counsil', expected one of: council, owners, press", "council"),
        ({"party": "cap"}, "unknown party 'cap', expected one of: council, owners, press", None),
        ({"section": "home"}, "unknown section 'home', expected one of: homes, costs, rents", "homes"),
        ({"tag": "suply"}, "unknown tag 'suply', expected one of: supply", "supply"),
        ({"between": ("owner", "press")}, "unknown party 'owner'", "owners"),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(wishes: Any, message: str, nearest: str | None) -> None:
    with pytest.raises(UnknownIdError, match=re.escape(message)) as caught:
        view(M, **wishes)
    assert caught.value.nearest == nearest


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"root": "council"}, "root is the party 'council'.*name it with party='council'"),
        ({"around": "homes"}, "around is the section 'homes'.*name it with section='homes'"),
        ({"depth": -1}, "depth is -1, expected a whole number, 0 or more"),
        ({"depth": True}, "depth is True"),
        ({"around": "cap", "hops": 1.5}, "hops is 1.5"),
        ({"hops": 2}, "hops are counted from an element .*name it: around="),
        ({"between": "press"}, "between is .*, expected two different parties"),
        ({"between": ("press", "press")}, "between is .*, expected two different parties"),
        ({"between": 3}, "found an int"),
        ({"tag": 3}, "found an int where a tag is expected"),
        ({"evidence": "no"}, "True or False for 'evidence'"),
    ],
)
def test_what_makes_no_sense_is_refused(wishes: Any, message: str) -> None:
    with pytest.raises(ArgmapError, match=message):
        view(M, **wishes)


def test_a_map_without_tags_says_so() -> None:
    with pytest.raises(UnknownIdError, match="unknown tag 'x': the map has none"):
        view(ArgumentMap.of(Claim("c")), tag="x")


def test_a_view_is_of_a_map_and_a_part_of_it() -> None:
    with pytest.raises(RecordError, match="where an ArgumentMap is expected"):
        View("map.json")  # type: ignore[arg-type]
    with pytest.raises(RecordError, match="where an ArgumentMap is expected"):
        view(cap)  # type: ignore[arg-type]
    other = M.replace(evolve(cap, text="Rents must be capped."))
    with pytest.raises(
        ArgmapError, match="record 'cap' of the part is not in the whole, or is another one there"
    ):
        View(other.subset(["cap"]), M)


# How a part is drawn


def said(card: Card) -> tuple[str, ...]:
    return card.chips


def test_cut_branches_carry_a_chip() -> None:
    part = view(M, root="cap", depth=1)
    chips = {card.id: said(card) for card in scene(part, Style()).shapes}
    assert chips == {"cap": ("+1 more",), "stay": (), "shrink": ("+3 more",)}
    svg = draw(part, page=None).svg
    assert ">+3 more<" in svg
    assert "A part of the map: 4 of 8 elements. “+” counts what is left out behind a card." in svg
    assert ">+3 more<" in draw(part, page=None, style="gsn").svg
    assert "+3 more" in to_dot(part)
    assert not any(card.chips for card in scene(M, Style()).shapes)


def test_hidden_evidence_leaves_a_mark() -> None:
    hidden = {card.id: said(card) for card in scene(M, Style(evidence="hidden")).shapes}
    assert hidden["stay"] == hidden["build"] == ("+1 piece of evidence",)
    left_out = {card.id: said(card) for card in scene(view(M, evidence=False), Style()).shapes}
    assert left_out == hidden


def test_looks_thesis_and_numbers_are_those_of_the_whole() -> None:
    one, two = Source("one", "Rents rise.\nToo much."), Source("two", "Builders\nleave.")
    a = Claim("a", "Rents rise.", by="council", quotes=[one.quote("Rents rise.")])
    b = Claim("b", "They leave.", by="press", quotes=[two.quote("leave.")])
    c = Claim("c", "So what?", by="owners")
    m = ArgumentMap.of(council, press, owners, one, two, a, b, c, b.attacks(a), c.attacks(b))
    part = scene(View(m.subset(["b"]), m), Style())
    whole = scene(m, Style())
    assert part.shapes[0].holder == whole.shapes[1].holder
    assert part.shapes[0].kind == "CLAIM"  # by itself it would be the thesis
    assert part.shapes[0].locator == "[2] line 2"
    assert part.legend.sources == ("[2] two.",)
    assert "[2] two." in draw(View(m.subset(["b"]), m), page=None).content(".html").decode()


def test_a_part_shows_itself_as_text_and_picture() -> None:
    part = view(M, root="shrink", depth=1)
    assert repr(part) == "<View of 'Rent cap': 3 of 8 elements>"
    assert str(part) == outline(part)
    assert "shrink, claim by Owners: A cap shrinks supply." in outline(part)
    assert "build, claim by Owners: Builders stay away. (+1 more)" in outline(part)
    shown = part._repr_mimebundle_()
    assert shown["text/plain"] == outline(part)
    (prefix,) = set(re.findall(r' id="(m[0-9a-f]{8}-)', shown["image/svg+xml"]))
    assert shown["image/svg+xml"] == draw(part).to_svg(prefix=prefix)


def test_screen_readers_hear_what_is_left_out() -> None:
    svg = draw(view(M, root="shrink", depth=1), page=None).svg
    titles = re.findall(r"<title>([^<]*)</title>", svg)
    assert any(title.startswith("build, claim by Owners") and title.endswith("+1 more") for title in titles)
    assert "A part of the map: 3 of 8 elements." in svg.partition("</desc>")[0]


# The command line


@pytest.fixture
def saved(tmp_path: Path) -> str:
    path = tmp_path / "map.argmap.json"
    argmap.dump(M, path)
    return str(path)


def run(*args: str) -> Any:
    return CliRunner().invoke(main, [*args])


def test_render_and_outline_take_parts(saved: str, tmp_path: Path) -> None:
    target = tmp_path / "part.svg"
    done = run("render", saved, "-o", str(target), "--root", "cap", "--depth", "1", "--page", "none")
    assert done.exit_code == 0
    assert ">+3 more<" in target.read_text(encoding="utf-8")
    assert (
        run("outline", saved, "--between", "press", "owners").output
        == f"{outline(view(M, between=('press', 'owners')))}\n"
    )
    assert run("outline", saved, "--around", "shrink", "--hops", "0").output.endswith("(+3 more)\n")


def test_the_command_line_spells_hints_as_its_options(saved: str) -> None:
    wrong = run("outline", saved, "--root", "council")
    assert (wrong.exit_code, "--party council" in wrong.output) == (2, True)
    assert "did you mean 'shrink'" in run("outline", saved, "--root", "shrunk").output
    empty = run("render", saved, "-o", "-", "--to", "dot", "--between", "press", "council")
    assert "the part holds nothing to draw" in empty.output
