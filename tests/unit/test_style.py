"""Styles: every option is known wherever options are, and one that a notation ignores is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve, fields
from click.testing import CliRunner

import argmap
from argmap import ArgumentMap, Claim, Diagram, Source, Style, StyleError, draw, render, to_dot
from argmap.cli import main
from argmap.cli.drawing import render as command
from argmap.rendering.looks import NOBODY, RelationLook
from argmap.rendering.style import IGNORED, Notation

GUIDE: Final = Path(__file__).parents[2] / "docs" / "guide" / "drawing.md"
NAMES: Final = {a.name for a in fields(Style)}
NOT_IN_THE_CLI: Final = {
    "parties": "its values are PartyLooks",
    "relations": "its values are RelationLooks",
    "notation": "--style gsn sets it",
}
OTHER: Final[dict[str, Any]] = {
    "ids": "numbers", "headings": True, "quantities": True,
    "layout": "columns", "between": ("a", "b"),
    "evidence": "cards", "labels": True, "locators": False, "groups": False, "parties": (NOBODY,),
}  # fmt: skip
CASE: Final = ArgumentMap.of(Claim("G1", "Safe."))


def test_the_command_line_has_every_option_of_a_style() -> None:
    assert {p.name for p in command.params} & NAMES == NAMES - NOT_IN_THE_CLI.keys()


def test_the_options_of_the_command_line_have_the_defaults_of_a_style(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, seen = tmp_path / "case.argmap.json", []

    def drawn(m: ArgumentMap, **options: Any) -> Diagram:
        seen.append(draw(m, **options))
        return seen[0]

    monkeypatch.setattr("argmap.cli.drawing.draw", drawn)
    source.write_text(argmap.dumps(CASE))
    assert CliRunner().invoke(main, ["render", str(source), "-o", str(tmp_path / "x.svg")]).exit_code == 0
    assert seen[0].style == Style()


def test_the_guide_explains_every_option_of_a_style() -> None:
    (table,) = re.findall(r"\| option \|.*?\n\n", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    rows = [row.split("|")[1] for row in table.strip().splitlines()[2:]]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == NAMES


def test_every_ignored_option_is_tried_below() -> None:
    assert OTHER.keys() == set(IGNORED[Notation.GSN])
    assert not IGNORED[Notation.CARDS]


CHANGED: Final[dict[str, Any]] = {
    "card_width": 150.0,
    "direction": "right",
    "font": "Arial",
    "legend": False,
    "look": "grey",
    "max_lines": 1,
    "relations": {"rephrase": RelationLook("repeats", "——>", "#4A4A4A", "solid", "empty")},
    "size": 12.0,
    "sources": False,
    "title": False,
}
ON_PAPER: Final = {"page", "width", "orientation", "dpi", "notation"}  # these are not of the DOT text


def test_an_option_changes_a_safety_case_or_is_refused() -> None:
    """An option that GSN has no use for belongs into IGNORED of the styles, and into OTHER above."""
    words = "The doors are closed, and they stay closed as long as the train moves at all."
    release = Source("release", words, title="Press release")
    goal, other = Claim("G1", words, quotes=[release.quote("doors")]), Claim("G2", "The doors are shut.")
    m = ArgumentMap.of(release, goal, other, other.rephrases(goal), title="Doors")
    assert CHANGED.keys() == NAMES - OTHER.keys() - ON_PAPER
    for name, value in CHANGED.items():
        assert to_dot(m, Style(notation="gsn", **{name: value})) != to_dot(m, "gsn"), f"GSN ignores {name}"


@pytest.mark.parametrize("name", OTHER)
def test_an_option_that_the_notation_ignores_is_refused(name: str, tmp_path: Path) -> None:
    gsn, changed = Style(notation="gsn"), {name: OTHER[name]}
    for refused in (
        lambda: Style(notation="gsn", **changed),
        lambda: gsn.but(**changed),
        lambda: Style(**changed).but(notation="gsn"),
        lambda: draw(CASE, style="gsn", **changed),
        lambda: render(CASE, tmp_path / "map.svg", style="gsn", **changed),
        lambda: to_dot(CASE, evolve(gsn, **changed)),
    ):
        with pytest.raises(
            StyleError, match=rf"^{name}: {name} is .*, which the notation gsn ignores"
        ) as caught:
            refused()
        assert (caught.value.path, caught.value.found) == (name, getattr(Style(**changed), name))


def test_defaults_of_ignored_options_are_no_mistake() -> None:
    usual = {name: getattr(Style(), name) for name in OTHER}
    assert Style(notation="gsn", **usual) == Style(notation="gsn")


def test_the_command_line_refuses_ignored_options_in_its_own_words(tmp_path: Path) -> None:
    source = tmp_path / "case.argmap.json"
    source.write_text(argmap.dumps(CASE))
    arguments = [
        "render",
        str(source),
        "-o",
        str(tmp_path / "case.svg"),
        "--style",
        "gsn",
        "--evidence",
        "cards",
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "which the notation gsn ignores (leave out --evidence)" in result.stderr
    arguments[-2:] = ["--no-groups"]
    assert "(leave out --no-groups)" in CliRunner().invoke(main, arguments).stderr


def test_the_command_line_passes_options_on(tmp_path: Path) -> None:
    source, picture = tmp_path / "case.argmap.json", tmp_path / "case.dot"
    source.write_text(argmap.dumps(ArgumentMap.of(Claim("G1", "Safe."), title="A title")))
    options = [
        "--card-width",
        "210",
        "--no-title",
        "--no-legend",
        "--size",
        "12",
        "--font",
        "Arial",
        "--page",
        "none",
    ]
    assert CliRunner().invoke(main, ["render", str(source), "-o", str(picture), *options]).exit_code == 0
    text = picture.read_text()
    assert 'width="173"' in text  # at the size 10, from which the picture is enlarged
    assert "fontname=Arial" in text
    assert 'graph [size="3' in text
    assert "A title" not in text
