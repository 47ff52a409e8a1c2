"""Overlays: what they hold, what they refuse, and what a picture shows of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pytest
from attrs import evolve

from argmap import (
    ArgmapError,
    ArgumentMap,
    Claim,
    Evidence,
    Mark,
    Overlay,
    Party,
    StyleError,
    UnknownIdError,
    draw,
    figures,
    render,
    view,
)
from argmap.overlay import LONGEST, Tone, as_overlay

if TYPE_CHECKING:
    from pathlib import Path

IN: Final = Mark("IN", "standing")
RESULT: Final = Overlay("Grounded semantics", {"cap": IN}, [(IN, "accepted")], "Leaves are taken.")


class Result:
    """Something that was found out."""

    def overlay(self) -> Overlay:
        return RESULT


def test_an_overlay_is_a_value() -> None:
    again = Overlay(
        "Grounded semantics", {"cap": Mark("IN", Tone.STANDING)}, ((IN, "accepted"),), RESULT.note
    )
    assert again == RESULT
    assert evolve(again, title="Preferred semantics") != RESULT


def test_an_overlay_does_not_change_with_what_it_was_made_of() -> None:
    marks = {"cap": IN}
    overlay = Overlay("Grounded semantics", marks)
    marks["stay"] = IN
    assert overlay.marks == {"cap": IN}


def test_what_has_an_overlay_is_taken_for_it() -> None:
    assert as_overlay(Result()) is RESULT
    assert as_overlay(RESULT) is RESULT
    assert as_overlay(None) is None


@pytest.mark.parametrize("other", [3, "IN", {"cap": IN}, Result])
def test_what_has_none_is_refused(other: Any) -> None:
    with pytest.raises(
        StyleError, match=r"where an Overlay, or a result with a method overlay\(\), is expected"
    ):
        as_overlay(other)


@pytest.mark.parametrize("text", ["", "  ", "x" * (LONGEST + 1), "IN\nOUT"])
def test_the_text_of_a_mark_is_one_short_line(text: str) -> None:
    with pytest.raises(StyleError, match=rf"text of a mark is .*, expected 1 to {LONGEST} characters"):
        Mark(text, "standing")


def test_a_tone_that_there_is_not_is_refused_with_all_that_there_are() -> None:
    with pytest.raises(StyleError, match="unknown tone 'red', expected one of: standing, fallen, open"):
        Mark("IN", "red")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Overlay("Changes", {"cap": "IN"}),  # type: ignore[dict-item]
        lambda: Overlay("Changes", [IN]),  # type: ignore[arg-type]
        lambda: Overlay("Changes", {}, [IN]),  # type: ignore[list-item]
        lambda: Overlay("Changes", {}, [(IN, 3)]),  # type: ignore[list-item]
        lambda: Overlay(3, {}),  # type: ignore[arg-type]
        lambda: Mark("IN", "standing", note=None),  # type: ignore[arg-type]
    ],
)
def test_fields_of_other_types_are_refused(make: Any) -> None:
    with pytest.raises(ArgmapError, match=r"^found .* expected$"):
        make()


# Drawn

COUNCIL, OWNERS = (
    Party("council", "City council", role="speaker"),
    Party("owners", "Owners", role="counterparty"),
)
CAP = Claim("cap", "Rents should be capped.", by=COUNCIL, tags=["thesis"])
STAY, SHRINK = (
    Claim("stay", "A cap keeps tenants.", by=COUNCIL),
    Claim("shrink", "It shrinks supply.", by=OWNERS),
)
SURVEY = Evidence("survey", "81% of tenants feared a rise.", by=COUNCIL)
ATTACK = SHRINK.attacks(CAP)
M = ArgumentMap.of(
    *(COUNCIL, OWNERS, CAP, STAY, SHRINK, SURVEY, STAY.supports(CAP), SURVEY.supports(STAY), ATTACK)
)
REMOVED = Mark("REMOVED", "removed")
LAYOUTS: Final[tuple[dict[str, Any], ...]] = (
    {"layout": "network"},
    {"layout": "columns"},
    {"layout": "dispute"},
    {"direction": "below"},
    {"layout": "columns", "page": "100x100mm"},
    {"style": "gsn"},
)


def words(svg: str) -> str:
    return re.sub(r"\s+", " ", " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))).replace("\u00a0", " ")


@pytest.mark.parametrize("options", LAYOUTS, ids=str)
def test_marks_and_what_they_mean_are_in_every_layout(options: dict[str, Any]) -> None:
    marks = {"cap": Mark("0.73", "open", "was: 0.5"), "survey": REMOVED, ATTACK.id: Mark("NEW", "added")}
    overlay = Overlay("Changes", marks, [(REMOVED, "there no more")], "From June to July.")
    svg = draw(M, overlay=overlay, **options).svg
    for text in (
        "? 0.73",
        "was: 0.5",
        "− REMOVED",
        "+ NEW",
        "Changes",
        "there no more",
        "From June to July.",
    ):
        assert text in words(svg)
    for text in ("cap is marked ? 0.73. was: 0.5", "survey is marked − REMOVED."):
        assert options.get("style") == "gsn" or text in svg  # what screen readers read


def test_what_is_there_no_more_is_struck_and_dashed_without_colour() -> None:
    usual, marked = (draw(M, overlay=o).svg for o in (None, Overlay("Changes", {"stay": REMOVED})))
    assert "line-through" not in usual
    assert re.search(r'line-through"[^>]*>A cap keeps tenants.<', marked)
    assert "stroke-dasharray" in marked[marked.index('id="node-stay"') :].partition("</g>")[0]
    assert "stroke-dasharray" not in usual[usual.index('id="node-stay"') :].partition("</g>")[0]


def test_a_relation_that_is_marked_like_what_it_comes_from_does_not_say_so_again() -> None:
    step = STAY.supports(CAP)
    same = draw(M, overlay=Overlay("Changes", {"stay": REMOVED, step.id: REMOVED})).svg
    assert words(same).count("REMOVED") == 1
    assert "Relations are marked where that differs from what they come from." in words(same)
    other = draw(M, overlay=Overlay("Changes", {"stay": REMOVED, step.id: Mark("NEW", "added")})).svg
    assert "supports cap + NEW" in words(other)


def test_parts_and_figures_have_the_marks_of_the_whole() -> None:
    overlay = Overlay("Grounded semantics", {n.id: IN for n in M.nodes}, [(IN, "accepted")])
    part = draw(view(M, root="stay"), overlay=overlay)
    assert words(part.svg).count(" IN ") == 3  # two marks and the legend
    assert "Grounded semantics: 2 IN." in part.description
    (figure,) = figures(M, overlay=overlay)
    assert figure.alt.endswith("Grounded semantics: 4 IN.")
    assert words(figure.diagram.svg).count(" IN ") == 5
    assert "Grounded semantics" in words(figure.diagram.svg)


def test_a_result_is_drawn_as_its_overlay(tmp_path: Path) -> None:
    diagram = render(M, tmp_path / "map.svg", overlay=Result())
    assert diagram.overlay == RESULT
    assert "IN" in words((tmp_path / "map.svg").read_text(encoding="utf-8"))


def test_marks_of_what_is_not_in_the_map_are_refused() -> None:
    with pytest.raises(UnknownIdError, match="unknown id 'cp'; did you mean 'cap'"):
        draw(M, overlay=Overlay("Changes", {"cp": IN}))
    with pytest.raises(StyleError, match="the overlay marks 'owners', which is a party"):
        draw(M, overlay=Overlay("Changes", {"owners": IN}))
