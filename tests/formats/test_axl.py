"""AXL: trees of Argumentative, its XML export, helpers, comments, and what is left."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

import argmap
from argmap.errors import FormatError
from argmap.serializers import axl

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic
    from argmap.model import ArgumentMap


def read(text: str) -> tuple[ArgumentMap, list[Diagnostic]]:
    seen: list[Diagnostic] = []
    return axl.loads(text, report=seen.append), seen


def box(tag: str, words: str, inside: str = "") -> str:
    return f"<{tag}><title>{words}</title>{inside}</{tag}>"


def joined(m: ArgumentMap) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(str(r.kind), r.sources, r.targets) for r in m.relations]


@pytest.mark.corpora
def test_both_ways_in_which_the_program_saves_a_map_say_the_same(corpora: Path) -> None:
    saved, exported = (argmap.load(p) for p in sorted((corpora / "axl").glob("*.[ax][xm]l")))
    assert (len(saved.claims), [len(r.sources) for r in saved.relations]) == (8, [1, 3, 1, 2])
    assert saved.relations == exported.relations
    assert [c.text for c in saved.claims] == [c.text for c in exported.claims]
    assert exported.claims[1].data["axl"]["elements"]["ref"] == "1"
    assert Counter(r.kind.value for r in saved.relations) == {"support": 4}


def test_helpers_count_together_with_what_they_help() -> None:
    inner = box("helper", "H", box("reason", "R2") + box("helper", "H2"))
    m, seen = read(
        f"<argument>{box('premise', 'P', box('objection', 'O', inner) + box('reason', 'R'))}</argument>"
    )
    assert [c.text for c in m.claims] == ["P", "O", "H", "R2", "H2", "R"]
    assert joined(m) == [
        ("attack", ("1", "2", "4"), ("top",)),
        ("support", ("3",), ("2",)),
        ("support", ("5",), ("top",)),
    ]
    assert seen == []


def test_what_helps_nothing_is_reported() -> None:
    m, seen = read(f"<argument>{box('premise', 'P', box('helper', 'H'))}{box('reason', 'R')}</argument>")
    assert (len(m.claims), m.relations, [(d.code, d.severity) for d in seen]) == (
        3,
        (),
        [("no-relation", "warning")] * 2,
    )


def test_all_else_is_kept() -> None:
    m, _ = read(
        "<argument><author>Ann</author><created>2007-5-15</created><title>T</title><colour>red</colour>"
        '<premise a="1"><title>P</title><comment>c</comment><x>1</x><ref>7</ref><ref>8</ref><y><z/></y>'
        "<title>again</title></premise></argument>"
    )
    assert (m.title, dict(m.metadata)) == ("T", {"author": "Ann", "created": "2007-5-15"})
    assert m.data == {"axl": {"elements": {"colour": "red"}}}
    assert m["top"].data["drawing"]["note"] == "c"
    assert m["top"].data["axl"] == {
        "attributes": {"a": "1"},
        "elements": {"x": "1", "ref": ("7", "8"), "y": "<y><z/></y>", "title": "again"},
    }


@pytest.mark.parametrize(
    "text", ["<ARG/>", "<argument/>", "<argument><author>A</author></argument>", "no xml"]
)
def test_other_documents_are_refused_with_a_line(text: str) -> None:
    with pytest.raises(FormatError) as caught:
        axl.loads(text)
    assert caught.value.line == 1
