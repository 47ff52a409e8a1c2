"""Pictures that are hard to lay out: lines for which Graphviz finds no way, and maps that are too large."""

from __future__ import annotations

import re
import shutil
import warnings
import xml.etree.ElementTree as ET
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest
from attrs import define, evolve, field
from click.testing import CliRunner

import argmap
from argmap import ArgumentMap, Claim, Relation, Style
from argmap.cli import main
from argmap.errors import RenderError
from argmap.messages import Hint
from argmap.rendering import fitting
from argmap.rendering.cards.scene import scene as cards
from argmap.rendering.gsn.scene import scene as case
from argmap.rendering.output.engines import (
    ENGINES,
    Drawing,
    LostLinesError,
    PureEngine,
    TooSlowError,
)
from argmap.rendering.output.engines import draw as laid_out

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"

# For one of three lines between two nodes of a rank, Graphviz finds no way (versions 2.43 and 16.1).
FLAT = """digraph {
  graph [rankdir=RL]
  subgraph cluster_all { subgraph cluster_0 { { rank=same; j1; n3 } } }
  j1 -> n3
  n3 -> j1 [label=<<b> is preferred to </b>>]
  j1 -> n3
}"""

CHALLENGED = ArgumentMap.of(
    Claim("goal", "The kettle is safe."),
    Claim("test", "The test passed."),
    Claim("doubt", "The test used cold water."),
    Relation("basis", "support", ["test"], ["goal"]),
    Relation("denial", "contradiction", ["doubt", "test"], ["goal"]),
    Relation("undercut", "undercut", ["doubt"], ["denial"]),
    Relation("again", "attack", ["doubt"], ["denial"]),
)
"""The doubt challenges a relation of which it is an end itself, twice."""

both = pytest.mark.parametrize(
    "engine",
    ["pure", pytest.param("system", marks=pytest.mark.skipif(not shutil.which("dot"), reason="no Graphviz"))],
)


def chain(length: int) -> ArgumentMap:
    claims = [Claim(f"c{n}") for n in range(length)]
    return ArgumentMap.of(*claims, *(claims[n].supports(f"c{n - 1}") for n in range(1, length)))


# Lines without a way


@pytest.mark.engine
@both
def test_a_picture_that_lacks_lines_is_a_failure(engine: str) -> None:
    with pytest.raises(LostLinesError, match="found no way for a line"):
        laid_out(FLAT, engine=engine)
    assert laid_out(FLAT.replace("label", "xlabel"), engine=engine).notes == ()


@define
class Clumsy:
    """Graphviz, except that it finds no way for lines in the texts that hold one of the ``hard`` words."""

    hard: tuple[str, ...]
    name: str = "clumsy"
    formats: tuple[str, ...] = ("svg", "png")
    texts: list[str] = field(factory=list)

    def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> Drawing:
        self.texts.append(dot)
        if any(word in dot for word in self.hard):
            raise LostLinesError("lost n1 n2 edge")
        return ENGINES["pure"].draw(dot, format, timeout=timeout, dpi=dpi)


def said(svg: str) -> list[str]:
    """The words at lines."""
    groups = [g for g in ET.fromstring(svg).iter(f"{SVG}g") if g.get("class") == "edge"]  # noqa: S314 -- our own
    return [text.text.strip() for g in groups for text in g.iter(f"{SVG}text") if text.text]


@pytest.mark.engine
@pytest.mark.parametrize("notation", ["report", "gsn"])
@pytest.mark.parametrize(
    ("hard", "words"),
    [((), "label"), (("splines=true",), "label"), (("splines=true", " label=<<font"), "xlabel")],
)
def test_where_there_is_no_way_lines_are_straight_and_none_is_lost(
    notation: str, hard: tuple[str, ...], words: str
) -> None:
    engine = Clumsy(hard)
    options: dict[str, Any] = {"legend": False} | ({"labels": True} if notation == "report" else {})
    m = ArgumentMap.of(
        Claim("goal"), Claim("test"), Claim("doubt"), Relation("other", "rephrase", ["doubt"], ["goal"]),
        Claim("test").attacks("goal") if notation == "report" else Claim("test").supports("goal"),
    )  # fmt: skip
    diagram = argmap.draw(m, style=notation, page=None, engine=engine, **options)
    svg = diagram.svg
    assert len(re.findall('class="edge"', svg)) == 2
    assert sorted(said(svg)) == sorted(["rephrases", *["attacks"] * (notation == "report")])
    assert ("splines=line" in diagram.dot) == bool(hard)
    assert f" {words}=<<font" in diagram.dot
    assert [("straight" in note) for note in diagram.notes] == [True] * bool(hard)
    assert len(engine.texts) == 1 + len(hard)
    assert diagram.png().startswith(b"\x89PNG")
    assert argmap.draw(m, style=notation, page=None, engine=Clumsy(hard), **options).svg == svg


def test_what_no_engine_can_draw_is_an_error() -> None:
    with pytest.raises(RenderError, match="lost n1 n2 edge"):
        _ = argmap.draw(chain(2), engine=Clumsy(("digraph",))).svg


@pytest.mark.engine
def test_one_layout_that_fails_is_not_the_end_of_the_search() -> None:
    diagram = argmap.draw(chain(4), labels=True, engine=Clumsy(("rankdir=BT",)))
    assert "splines=true" in diagram.dot
    assert diagram.notes == ()


@pytest.mark.engine
@both
def test_a_challenge_to_a_relation_of_ones_own_is_drawn(engine: str) -> None:
    for direction in ("below", "right", "left", "above"):
        diagram = argmap.draw(CHALLENGED, style="gsn", page=None, direction=direction, engine=engine)
        assert len(re.findall('class="edge"', diagram.svg)) == len(diagram._scene.lines)
        assert diagram.notes == ()


def test_elements_are_side_by_side_only_where_a_single_line_joins_them() -> None:
    gsn = Style(notation="gsn")
    goal, doubt = Claim("goal"), Claim("doubt")
    (line,) = case(ArgumentMap.of(goal, doubt, doubt.attacks(goal)), gsn).lines
    assert line.side
    lines = case(
        ArgumentMap.of(goal, doubt, doubt.attacks(goal), Relation("r", "rephrase", ["doubt"], ["goal"])), gsn
    ).lines
    assert [line.side for line in lines] == [0, 0]
    assert all(line.side == 0 for line in case(CHALLENGED, gsn).lines)


# Large maps


def test_a_map_that_is_too_large_is_refused_before_it_is_laid_out() -> None:
    m = argmap.loads("p af 39999", format="iccma")
    diagram = argmap.draw(m)
    with pytest.raises(RenderError) as caught:
        _ = diagram.svg
    assert str(caught.value) == (
        "a picture of 39,999 cards and 0 lines takes too long: in 10 s at most 5,000 cards can be laid out "
        "(set timeout=200, fold evidence into the cards of its claims, draw a part of the map with subset(), "
        "or write the .dot file and lay it out elsewhere)"
    )
    assert caught.value.found == 39_999
    assert isinstance(caught.value.hint, Hint)
    assert (diagram.advice, diagram.notes) == ("", ())


def test_a_longer_timeout_and_engines_of_others_have_room_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fast:
        name, formats = "fast", ("svg",)

        def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> Drawing:  # noqa: ARG002
            return Drawing(b'<svg width="1pt" height="1pt">', self.name)

    large = cards(argmap.loads("p af 39999", format="iccma"), Style())
    fitting.refuse_too_large(large, "auto", timeout=100)
    fitting.refuse_too_large(large, Fast(), timeout=1)
    with pytest.raises(RenderError):
        fitting.refuse_too_large(large, "auto", timeout=99)
    monkeypatch.setattr(fitting, "FEW", 2)
    with pytest.raises(RenderError, match="at most 2 cards"):
        fitting.refuse_too_large(cards(chain(3), Style()), "pure", timeout=0.001)
    fitting.refuse_too_large(cards(chain(2), Style()), "pure", timeout=0.001)


def test_the_dot_text_of_a_map_that_is_too_large_can_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "FEW", 2)
    monkeypatch.setattr(fitting, "RATE", 0.1)
    m = chain(9)
    argmap.render(m, tmp_path / "chain.dot")
    assert (tmp_path / "chain.dot").read_text(encoding="utf-8") == argmap.to_dot(m)
    with pytest.raises(RenderError, match="9 cards and 8 lines takes too long"):
        argmap.render(m, tmp_path / "chain.svg")
    assert not (tmp_path / "chain.svg").exists()
    argmap.dump(m, tmp_path / "m.argmap.json")
    done = CliRunner().invoke(
        main, ["render", str(tmp_path / "m.argmap.json"), "-o", str(tmp_path / "c.dot")]
    )
    assert done.exit_code == 0, done.output
    assert "c.dot: not laid out: a picture of 9 cards and 8 lines takes too long" in done.output
    done = CliRunner().invoke(
        main, ["render", str(tmp_path / "m.argmap.json"), "-o", str(tmp_path / "c.svg")]
    )
    assert done.exit_code == 2
    assert "(set --timeout 180, fold" in done.output


@define
class Slow:
    """An engine that never ends."""

    name: str = "slow"
    formats: tuple[str, ...] = ("svg",)
    only: str = ""

    def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> Drawing:
        if self.only in dot:
            raise TooSlowError("no end")
        return ENGINES["pure"].draw(dot, format, timeout=timeout, dpi=dpi)


@pytest.mark.engine
def test_the_error_of_a_layout_without_end_counts_what_is_drawn() -> None:
    with pytest.raises(RenderError, match="no end; it has 4 cards and 3 lines"):
        _ = argmap.draw(chain(4), engine=Slow()).svg
    assert argmap.draw(chain(4), engine=Slow(only="rankdir=BT")).svg


@define
class Patient:
    """Graphviz, which takes its time for each layout."""

    name: str = "patient"
    formats: tuple[str, ...] = ("svg",)
    timeouts: list[float] = field(factory=list)

    def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> Drawing:
        self.timeouts.append(timeout)
        sleep(0.3)
        return ENGINES["pure"].draw(dot, format, timeout=30, dpi=dpi)


@pytest.mark.engine
def test_a_picture_takes_its_time_as_a_whole(tmp_path: Path) -> None:
    m, style = chain(12), Style(direction="below", page=argmap.Page("note", 200, 280))
    unhurried, hurried = Patient(), Patient()
    assert argmap.draw(m, style=style, engine=unhurried, timeout=600).notes == ()
    assert {timeout for timeout in unhurried.timeouts if timeout < 300} == set()
    diagram = argmap.draw(m, style=style, engine=hurried, timeout=0.4)
    assert "the time was up before all layouts were tried" in diagram.notes[-1]
    assert len(hurried.timeouts) < len(unhurried.timeouts)
    assert all(0 < timeout <= 0.4 for timeout in hurried.timeouts)
    warnings.simplefilter("ignore", argmap.SmallTextWarning)
    with pytest.warns(UserWarning, match="the time was up"):
        diagram.save(tmp_path / "m.svg")


@define
class Rough:
    """An engine that leaves something to be desired."""

    name: str = "rough"
    formats: tuple[str, ...] = ("svg",)

    def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> Drawing:
        drawing = PureEngine().draw(dot, format, timeout=timeout, dpi=dpi)
        return evolve(drawing, notes=("it has \x1b[2Jgaps",))


@pytest.mark.engine
def test_users_hear_what_a_picture_leaves_to_be_desired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.warns(UserWarning, match="gaps"):
        argmap.render(chain(2), tmp_path / "a.svg", engine=Rough())
    monkeypatch.setitem(ENGINES, "pure", Rough())
    argmap.dump(chain(2), tmp_path / "m.argmap.json")
    done = CliRunner().invoke(
        main, ["render", str(tmp_path / "m.argmap.json"), "-o", str(tmp_path / "c.svg")]
    )
    assert done.exit_code == 0, done.output
    assert "argmap: warning: it has \\x1b[2Jgaps" in done.output


@pytest.mark.engine
def test_a_picture_as_it_should_be_warns_of_nothing(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        argmap.render(chain(3), tmp_path / "a.svg")


@pytest.mark.parametrize(
    ("shape", "claims", "main", "smallest"),
    [("tree", 60, 6.0, 6.0), ("chain", 60, 6.0, 6.0), ("tree", 40, 7.0, 6.0)],
)
def test_small_text_is_as_large_as_print_needs_where_claims_are(
    shape: str, claims: int, main: float, smallest: float
) -> None:
    text = "supply wages owners fall market public cost homes rents build policy council towns flats"
    made = [Claim(f"c{n}", text, by=argmap.Party("p", "City council")) for n in range(claims)]
    above = [n - 1 if shape == "chain" else (n - 1) // 3 for n in range(claims)]
    steps = [made[n].supports(made[above[n]]) for n in range(1, claims)]
    diagram = argmap.draw(ArgumentMap.of(argmap.Party("p", "City council"), *made, *steps))
    assert diagram.main_text_size >= main
    assert diagram.text_size >= smallest


def test_text_that_is_large_enough_keeps_its_sizes() -> None:
    diagram = argmap.draw(ArgumentMap.of(Claim("a", "x"), Claim("b", "y"), Claim("b").supports("a")))
    assert diagram.text_size == pytest.approx(0.8 * diagram.main_text_size)
