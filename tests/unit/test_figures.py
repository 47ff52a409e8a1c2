"""Numbered figures: what they show, how they speak of each other, and the files that hold them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner

import argmap
from argmap import (
    ArgumentMap,
    Claim,
    Diagram,
    Evidence,
    Page,
    Party,
    Relation,
    RenderError,
    Style,
    StyleError,
    Utterance,
    draw,
    figures,
    render,
)
from argmap.cli import main
from argmap.errors import ArgmapError, UnknownFormatError
from argmap.rendering.numbered.telling import unanswered
from argmap.rendering.style import PAGES, Orientation

pytestmark = pytest.mark.engine

council = Party("council", "City council", role="speaker")
owners = Party("owners", "Owners", role="counterparty")
CARD = Page("card", 420, 560, 10)


def debate(branches: int = 3, deep: int = 16) -> ArgumentMap:
    """A thesis with chains of reasons for it, and an attack from one to the next."""
    thesis = Claim("t", "Rents should rise by at most three percent a year.", by=council)
    records: list[Any] = [council, owners, thesis]
    firsts = []
    for b in range(branches):
        chain = [
            Claim(f"b{b}.{n}", f"Reason {n} of branch {b}, in some words.", by=council) for n in range(deep)
        ]
        records += [*chain, chain[0].supports(thesis), *(y.supports(x) for x, y in pairwise(chain))]
        records += [e := Evidence(f"e{b}", "Four of five tenants say so."), e.supports(chain[-1])]
        firsts.append(chain[0])
    records += [a.attacks(b) for a, b in pairwise(firsts)]
    records += [open_ := Claim("open", "A cap shrinks the supply.", by=owners), open_.attacks(thesis)]
    return ArgumentMap.of(*records, title="Rent cap")


DEBATE = debate()


@pytest.fixture(scope="module")
def drawn() -> tuple[argmap.Figure, ...]:
    return figures(DEBATE, page=CARD)


def words(figure: argmap.Figure) -> str:
    return " ".join(re.findall(r"<text[^>]*>([^<]*)", figure.diagram.svg)).replace("\u00a0", " ")


def test_what_fits_is_one_figure_as_draw_has_it() -> None:
    (figure,) = figures(DEBATE.subset(["t", "open"]))
    assert (figure.number, figure.title, figure.ids) == (1, "Rent cap", ("t", "open"))
    assert figure.caption.startswith("2 claims. Nobody answers open. Lines lead")
    assert "see Figure" not in figure.diagram.svg
    assert isinstance(figure.diagram, Diagram)
    assert figures(DEBATE, page=None)[0].ids == tuple(n.id for n in DEBATE.nodes)


def test_the_overview_names_the_branches_and_each_has_its_figure(drawn: tuple[argmap.Figure, ...]) -> None:
    first = drawn[0]
    assert first.title == "Rent cap: overview"
    assert {"t", "open"} <= {*first.ids}
    assert first.caption.startswith("The thesis t, and what bears on it most directly: ")
    tops = [figure for figure in drawn if figure.title.startswith("b")]
    assert [figure.ids[0] for figure in tops[:1]] == ["b0.0"]
    assert f"+16 more, see Figure {tops[0].number}" in words(first)
    assert "t is in Figure 1." in tops[0].caption
    assert "see Figure 1" in words(tops[0])


def test_relations_across_figures_are_said_at_both_ends(drawn: tuple[argmap.Figure, ...]) -> None:
    figure_of = {i: figure for figure in drawn for i in figure.ids}
    one, other = figure_of["b0.0"], figure_of["b1.0"]
    assert one.number != other.number
    assert f"attacks b1.0 (Figure {other.number})" in words(one)
    assert "attacks" in words(one).replace("attacks b1.0", "")  # the legend explains the line in the card
    assert f"attacked by b0.0 (Figure {one.number})" in words(other)


def test_the_alternative_text_stands_by_itself(drawn: tuple[argmap.Figure, ...]) -> None:
    for figure in drawn:
        assert figure.alt.startswith(
            f"Figure {figure.number} of {len(drawn)} of an argument map. {figure.title}. "
        )
        for i in figure.ids:
            assert f"{i}, " in figure.alt


def test_what_does_not_fit_alone_says_so() -> None:
    long = Claim("long", "Rents rise and rise. " * 2000)
    one, two = figures(ArgumentMap.of(long, Claim("so", "So."), Claim("so", "So.").supports(long)), page=CARD)
    assert re.search(r"Its smallest text has \d\.\d points, as what it shows cannot be split\.", one.caption)
    assert two.ids == ("so",)


def test_larger_text_makes_more_figures_and_is_reached() -> None:
    large = figures(DEBATE, page=CARD, min_text=9)
    assert all(figure.diagram.text_size >= 9 or "cannot be split" in figure.caption for figure in large)
    assert len(large) > len(figures(DEBATE, page=CARD, min_text=5))


def test_a_style_keeps_its_page_and_hidden_evidence_is_in_no_figure() -> None:
    found = figures(DEBATE, style=Style(page=CARD, evidence="hidden"))
    assert {figure.diagram.style.page.name for figure in found if figure.diagram.style.page} == {"card"}
    assert not any(i.startswith("e") for figure in found for i in figure.ids)


def test_accusations_that_nobody_answers() -> None:
    x, why, y, z = (Claim(i, by=owners) for i in ("x", "why", "y", "z"))
    a = Claim("a", by=council)
    m = ArgumentMap.of(council, owners, x, why, y, z, a, step := why.supports(x), a.attacks(y))
    assert unanswered(m) == ("x", "z")  # and not why, a reason for x
    assert unanswered(m.add(a.undercuts(step))) == unanswered(m.add(a.contradicts(x))) == ("z",)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"min_text": 0}, StyleError),
        ({"min_text": "large"}, StyleError),
        ({"page": "a9"}, StyleError),
        ({"evidnce": "cards"}, StyleError),
    ],
)
def test_wrong_options_are_refused(options: dict[str, Any], error: type[ArgmapError]) -> None:
    with pytest.raises(error):
        figures(DEBATE, **options)


def test_a_map_for_hundreds_of_figures_is_refused() -> None:
    claims = [
        Claim(f"c{n}", "Rents should rise by at most three percent a year. " * 3) for n in range(12_000)
    ]
    m = ArgumentMap.of(*claims, *(b.supports(a) for a, b in pairwise(claims)))
    with pytest.raises(RenderError, match=r"the map needs \d+ figures \(draw parts"):
        figures(m)


def test_a_safety_case_falls_into_figures_too() -> None:
    goals = [
        Claim(f"G{n}", "The doors are closed, and they stay closed while the train moves.") for n in range(8)
    ]
    m = ArgumentMap.of(*goals, *(b.supports(a) for a, b in pairwise(goals)), title="Doors")
    found = figures(m, page=CARD, style="gsn")
    assert len(found) > 1
    assert sorted(i for figure in found for i in figure.ids) == [g.id for g in goals]
    assert "see Figure 2" in words(found[0])
    assert "see Figure 1" in words(found[1])
    assert all(figure.diagram.text_size >= 7 for figure in found)


def test_a_dialogue_of_several_figures_is_set_in_columns() -> None:
    claims = [
        Claim(f"c{n}", "Rents should be capped, for one reason or another.", by="owners") for n in range(12)
    ]
    said = [Utterance(f"u{n}", "I say that rents should be capped.", by="owners") for n in range(12)]
    expressed = [Relation(f"y{n}", "illocution", [f"u{n}"], [f"c{n}"]) for n in range(12)]
    m = ArgumentMap.of(owners, *claims, *said, *expressed, *(b.supports(a) for a, b in pairwise(claims)))
    found = figures(m, page=CARD)
    assert len(found) > 1
    assert {str(figure.diagram.layout.name) for figure in found} == {"columns"}
    assert {str(figure.diagram.layout.name) for figure in figures(m, page=CARD, layout="network")} == {
        "network"
    }


# Files


def test_a_pdf_has_a_page_for_each_figure(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    found = render(DEBATE, tmp_path / "map.pdf", figures=True, page=CARD)
    content = (tmp_path / "map.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == len(found)


def test_other_formats_have_a_file_for_each_figure(tmp_path: Path) -> None:
    found = render(DEBATE, tmp_path / "map.svg", figures=True, page=CARD)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(f"map-{figure.number}.svg" for figure in found)
    assert (tmp_path / "map-1.svg").read_text(encoding="utf-8") == found[0].diagram.svg
    with pytest.raises(UnknownFormatError, match=r"map\.gif"):
        render(DEBATE, tmp_path / "map.gif", figures=True, page=CARD)


def test_a_web_page_has_all_figures_and_every_id_once(tmp_path: Path) -> None:
    found = render(DEBATE, tmp_path / "map.html", figures=True, page=CARD)
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert page.count("<figure>") == len(found)
    assert all(figure.caption in page for figure in found)
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len({*ids})
    assert {f"node-{n.id}" for n in DEBATE.claims} <= {*ids}
    assert page.count("<dt>") == len(DEBATE.nodes)


def test_the_command_line_makes_figures(tmp_path: Path) -> None:
    source = tmp_path / "map.argmap.json"
    argmap.dump(DEBATE.subset(["t", "open"]), source)
    target = tmp_path / "out.svg"
    done = CliRunner().invoke(
        main, ["render", str(source), "-o", str(target), "--figures", "--min-text", "6"]
    )
    assert done.exit_code == 0
    assert re.search(r"out-1\.svg: Figure 1, \d+ x \d+ pt, the smallest text \d\.\d pt\n", done.output)
    page = CliRunner().invoke(main, ["render", str(source), "-o", "-", "--to", "html", "--figures"])
    assert "<figcaption><strong>Figure 1.</strong>" in page.output
    wrong = CliRunner().invoke(main, ["render", str(source), "-o", "-", "--figures"])
    assert (wrong.exit_code, "--figures makes several files" in wrong.output) == (2, True)
    alone = CliRunner().invoke(main, ["render", str(source), "-o", "x.svg", "--min-text", "6"])
    assert "--min-text goes with --figures" in alone.output


def test_room_for_a_caption_is_kept_free() -> None:
    page = Page("card", 300, 420, 10, caption=50)
    assert page.room(Orientation.PORTRAIT) == (280, 350)
    assert page.room(Orientation.LANDSCAPE) == (400, 230)
    with pytest.raises(StyleError, match="has no room"):
        evolve(page, caption=300)
    assert draw(DEBATE, page=page).size[1] <= 350


# In running text


@pytest.mark.parametrize(
    ("width", "points"),
    [("16cm", 453.5), ("160mm", 453.5), ("6.5in", 468.0), ("300pt", 300.0), (" 8 CM ", 226.8), (300, 300.0)],
)
def test_a_picture_is_as_wide_as_the_text_it_stands_in(width: str | float, points: float) -> None:
    style = Style(width=width)
    assert style.width == pytest.approx(points, abs=0.1)
    assert style.paper is not None
    assert style.paper.room(Orientation.PORTRAIT)[0] == pytest.approx(points, abs=0.1)
    for layout in ("network", "columns"):
        assert draw(DEBATE, width=width, layout=layout).size[0] <= points + 0.1


def test_a_width_is_at_most_that_of_the_page() -> None:
    assert Style(width=1400).paper == Page("a4", 595.28, 841.89, text=1400)
    assert draw(DEBATE, width="50cm").size[0] <= 770
    assert Style().paper == Style().page


@pytest.mark.parametrize("width", ["16", "16 km", "wide", -3, 1e9, "0cm", True])
def test_other_widths_are_refused(width: Any) -> None:
    with pytest.raises(StyleError, match="width"):
        Style(width=width)


def test_a_width_needs_a_page() -> None:
    with pytest.raises(StyleError, match="there is no page"):
        Style(page=None, width="16cm")


def test_figures_fit_the_width_of_the_text() -> None:
    assert all(figure.diagram.size[0] <= 12 / 2.54 * 72 + 0.1 for figure in figures(DEBATE, width="12cm"))


def test_what_fits_one_page_in_the_second_try_is_no_overview() -> None:
    m = argmap.load(Path(__file__).parents[2] / "seeds" / "national-assembly-2024-11-30.argmap.json")
    (one,) = figures(m, page=evolve(PAGES["a4"], margin=48), orientation="portrait")
    assert one.title == m.title
    assert "in 1 figure" not in one.caption
    assert "Figure 1" not in one.diagram.svg
    assert one.alt.startswith(f"Argument map. {m.title}. ")
