"""Laws of measuring."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.rendering.text.helvetica import estimated
from argmap.rendering.text.metrics import text_width

sizes = st.floats(0.5, 200)


@given(st.text(), st.text(), sizes, st.booleans())
def test_a_line_is_as_wide_as_its_parts(left: str, right: str, size: float, bold: bool) -> None:
    parts = estimated(left, size, bold=bold) + estimated(right, size, bold=bold)
    assert estimated(left + right, size, bold=bold) == pytest.approx(parts)


@given(st.text(), sizes, st.booleans())
def test_width_grows_with_the_size(text: str, size: float, bold: bool) -> None:
    assert text_width(text, size, bold=bold) == pytest.approx(size * text_width(text, 1, bold=bold))


@given(st.characters())
def test_visible_characters_have_a_width(character: str) -> None:
    takes_none = unicodedata.category(character) in {"Mn", "Me", "Cf"}
    assert (estimated(character, 10) > 0) is (not takes_none or character == "\ufe0f")


@given(st.text(st.characters(codec="latin-1").filter(str.isalpha)))
def test_composed_and_decomposed_letters_hardly_differ(text: str) -> None:
    """Where they differ it is by the dotless i, as in Helvetica itself."""
    decomposed = unicodedata.normalize("NFD", text)
    assert 0 <= text_width(text, 1) - text_width(decomposed, 1) <= 0.06 * len(text)
