"""Hints for drawing: what anyone can set, what is ignored, and how safety cases keep them from format to format."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, to_dot
from argmap.appearance import _READERS, Appearance, InlineContext, TagColor, is_hint
from argmap.serializers import argdown, gsn, native, tea
from argmap.testing import data, maps

GOOD: dict[str, Any] = {
    "color": "#8A3B12",
    "note": "see there",
    "shape": "Strategy",
    "counter": True,
    "undeveloped": True,
    "defeated": True,
    "defeated_lines": ["G2"],
    "context": ["C1", {"type": "Assumption", "text": "At home."}],
    "labels": {"ACP1": ["G1"], "ACP2": "S1"},
    "elsewhere": ["G9"],
    "levels_down": 3,
    "box": False,
    "box_depth": 3,
    "tag_colors": {"t": "#8A3B12", "u": {"color": "#8A3B12", "priority": 2}},
}


def test_every_hint_is_read_from_what_it_should_be() -> None:
    assert GOOD.keys() == _READERS.keys()
    assert all(is_hint(name, value) for name, value in GOOD.items())
    hints = Appearance.of(native.loads(native.dumps(ArgumentMap.of(Claim("a", data={"drawing": GOOD}))))["a"])
    assert hints == Appearance(
        **GOOD
        | {
            "defeated_lines": ("G2",),
            "context": ("C1", InlineContext("Assumption", "At home.")),
            "labels": {"ACP1": ("G1",), "ACP2": ("S1",)},
            "elsewhere": ("G9",),
            "tag_colors": {"t": TagColor("#8A3B12"), "u": TagColor("#8A3B12", 2.0)},
        }
    )


BAD: dict[str, list[Any]] = {
    "color": ["red", "#123", "#12345G", 3],
    "shape": ["goal", 'Goal" evil="', ["Goal"], None],
    "counter": [False, "yes", 1],
    "undeveloped": [False, None],
    "defeated": [False, {}],
    "levels_down": [0, 21, -1, True, "2"],
    "defeated_lines": [[], None, [[]], [True], {}],
    "context": [[], [{"type": "Goal", "text": "x"}], [{"text": " "}], 1j],
    "labels": [{}, [], {"a": []}, {"a": "G1", "b": None}],
    "box": [0, None, "no"],
    "box_depth": [1.0, True, "2"],
    "tag_colors": [{}, [], {"t": "red"}, {"t": {"color": "#8A3B12", "priority": "high"}}],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in BAD.items() for value in values]
)
def test_anything_else_is_ignored(name: str, value: Any) -> None:
    assert not is_hint(name, value)


@given(data())
def test_any_data_can_be_drawn(hints: Any) -> None:
    m = ArgumentMap.of(Claim("G1", "A.", data={"drawing": hints}), data={"drawing": hints})
    for style in ("report", "gsn"):
        assert to_dot(m, style)


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.sampled_from([*GOOD.values(), None, 7])))
def test_hints_of_any_kind_can_be_drawn(hints: Any) -> None:
    m = ArgumentMap.of(Claim("G1", "A.", data={"drawing": hints}), data={"drawing": hints})
    for style in ("report", "gsn"):
        assert to_dot(m, style)


CASE = """G1: {text: Safe., supportedBy: [S1, plan], inContextOf: [C1], undeveloped: true}
S1: {text: By parts., supportedBy: [G2]}
G2: {text: Part., defeated: true}
plan: {text: By plan., nodeType: Strategy, undeveloped: true}
C1: {text: At home.}
"""


def test_a_safety_case_keeps_its_shapes_from_one_format_to_the_other() -> None:
    m = gsn.loads(CASE)
    assert [c.data["drawing"].thaw() for c in m.claims[:4] if c.data] == [
        {"undeveloped": True, "context": ["C1"]}, {"defeated": True}, {"undeveloped": True, "shape": "Strategy"}
    ]  # fmt: skip
    again = tea.loads(tea.dumps(m))
    assert to_dot(again, "gsn").count("parallelogram") == to_dot(m, "gsn").count("parallelogram")
    assert "nodeType: Strategy" in gsn.dumps(again)


def test_hints_that_were_set_by_hand_are_written_where_the_format_can() -> None:
    words = [{"type": "Assumption", "text": "At home."}, {"text": "In 2020."}, "C1"]
    m = ArgumentMap.of(
        Claim("G1", "Safe.", data={"drawing": {"undeveloped": True, "elsewhere": ["G9"], "context": words}}),
        Claim("C1", "A house."),
    )
    assert gsn.dumps(m) == (
        "G1:\n  text: Safe.\n  supportedBy: [G9]\n  inContextOf: [C1]\n  undeveloped: true\nC1:\n  text: A house.\n"
    )
    (again, *_) = tea.loads(tea.dumps(m)).claims
    assert Appearance.of(again).context == (
        InlineContext("Context", "In 2020."),
        InlineContext("Assumption", "At home."),
    )


def test_a_hint_that_was_removed_is_not_written() -> None:
    m = gsn.loads(CASE)
    plain = ArgumentMap.of(*(Claim(c.id, c.text) for c in m.claims), *m.relations)
    assert "undeveloped" not in gsn.dumps(plain)
    assert "inContextOf" not in gsn.dumps(plain)


HINTS = st.dictionaries(st.sampled_from(sorted(GOOD)), st.sampled_from([*GOOD.values(), None, 7]), max_size=4)
SETTINGS: list[dict[str, Any]] = [
    {"color": {"tagColors": {"t": 1}}}, {"group": {"groupDepth": 3}}, {"color": {"statementColors": {"c1": 3}}},
    {"color": 0}, {"color": "#abc", "isGroup": True}, {"x": 1},
]  # fmt: skip
DATA = st.fixed_dictionaries({}, optional={"drawing": HINTS, "argdown": st.sampled_from(SETTINGS)})


@given(maps(max_claims=4, max_relations=4), st.lists(DATA, min_size=30, max_size=30))
def test_hints_and_settings_of_argdown_come_back_whatever_they_are(
    m: ArgumentMap, found: list[dict[str, Any]]
) -> None:
    records = [evolve(r, data=data) for r, data in zip(m, cycle(found), strict=False)]
    hinted = ArgumentMap.of(*records, title=m.title, data=found[-1])
    assert argdown.loads(argdown.dumps(hinted)) == hinted
    for format in (gsn, tea):
        again = format.loads(format.dumps(hinted))
        assert format.dumps(again) == format.dumps(format.loads(format.dumps(again)))
