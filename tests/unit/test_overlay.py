"""Overlays: what they hold, and what they refuse."""

from __future__ import annotations

from typing import Any, Final

import pytest
from attrs import evolve

from argmap import ArgmapError, Mark, Overlay, StyleError
from argmap.overlay import LONGEST, Tone, as_overlay

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
