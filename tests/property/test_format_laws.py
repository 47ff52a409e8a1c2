"""What holds for every format: maps are written and read back, nothing is added, nothing is lost twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

import argmap
from argmap import ArgumentMap
from argmap.serializers import FORMATS
from argmap.testing import maps

# What the format cannot be written without: arggraph puts every segment on one of two sides.
ADDED = {"arggraph": {"pro", "opp"}}
# Random quotes do not stand in their sources, and readers say so.
pytestmark = pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
READ_AND_WRITTEN = [row.name for row in FORMATS if row.reads and row.writes]


@pytest.mark.parametrize("format", READ_AND_WRITTEN)
@settings(max_examples=15)
@given(m=maps(hostile=True, max_claims=4, max_relations=4))
def test_what_comes_back_was_there_and_comes_back_again(format: str, m: ArgumentMap) -> None:
    lost = argmap.losses(m, format)
    added = {loss.id for loss in lost if "was not there before" in loss.message}
    assert added <= ADDED.get(format, set())
    assert bool(lost) == (argmap.loads(argmap.dumps(m, format=format, lossy="ignore"), format=format) != m)


@pytest.mark.parametrize("format", READ_AND_WRITTEN)
@settings(max_examples=15)
@given(m=maps(hostile=True, max_claims=4, max_relations=4))
def test_what_came_back_once_comes_back_again(format: str, m: ArgumentMap) -> None:
    once = argmap.loads(argmap.dumps(m, format=format, lossy="ignore"), format=format)
    assert argmap.losses(once, format) == ()
