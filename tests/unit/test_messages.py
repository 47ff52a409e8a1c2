"""Values in messages: as Python writes them, cut where they are long, and never written further than that."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.messages import LONGEST_SHOWN, shown

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80) | st.binary(max_size=80)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(max_size=80), inner),
)


@given(VALUES)
def test_a_value_is_shown_as_its_repr_up_to_the_longest(value: Any) -> None:
    whole = repr(value)
    assert shown(value) == (whole if len(whole) <= LONGEST_SHOWN else f"{whole[:LONGEST_SHOWN]}…")


class Counted:
    """Counts how often it was written."""

    written = 0

    def __repr__(self) -> str:
        Counted.written += 1
        return "x"


@pytest.mark.parametrize(
    "value",
    [
        [Counted()] * 1000,
        (Counted(),) * 1000,
        {n: Counted() for n in range(1000)},
        [[[Counted()] * 1000] * 1000] * 1000,
        {"a": [{"b": (Counted(),) * 1000}] * 1000},
    ],
)
def test_nothing_is_written_that_is_not_shown(value: object) -> None:
    Counted.written = 0
    assert len(shown(value)) == LONGEST_SHOWN + 1
    assert 0 < Counted.written <= LONGEST_SHOWN


def test_a_value_of_any_depth_is_shown() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    assert shown(deep) == "[" * LONGEST_SHOWN + "…"
    deep.append(deep)
    assert shown(deep) == "[" * LONGEST_SHOWN + "…"


class Wild:
    """Its repr fails."""

    def __repr__(self) -> str:
        raise OSError("no")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(10**5000, "<int without end>", id="number"),
        pytest.param(Wild(), "<Wild>", id="object"),
        pytest.param([Wild()], "<list>", id="list"),
    ],
)
def test_what_has_no_repr_is_called_by_its_type(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize("value", ["\x1b[31m", "\u202eevil", "\x9b", "a\nb"])
def test_control_characters_are_escaped(value: str) -> None:
    assert shown(value).isprintable()
