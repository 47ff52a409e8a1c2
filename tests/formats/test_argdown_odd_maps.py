"""Maps that Argdown has no words for are written so that they come back, and edited texts as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

import argmap
from argmap import Argument, ArgumentMap, Claim, Relation, Source
from argmap.serializers import argdown

if TYPE_CHECKING:
    from pathlib import Path

A, B = Claim("a", "A"), Claim("b", "B")


def again(m: ArgumentMap) -> ArgumentMap:
    return argmap.loads(argmap.dumps(m, format="argdown", lossy="error"), format="argdown")


@pytest.mark.parametrize(
    "scheme",
    [" ", "\n", "\n\n", "\r\n\r\n", " \n \n", "a\n\nb", "a, \n\n, b", "a\n(2) x\n-- ", ", ", "\t", "-- a --"],
)
@pytest.mark.parametrize("rules", [False, True])
def test_schemes_with_line_breaks_come_back(scheme: str, rules: bool) -> None:
    step = Relation("s", "support", ("a",), ("b",), argument="X", scheme=scheme)
    if rules:
        step = evolve(step, data={"argdown-residue": {"rules": [scheme]}})
    m = ArgumentMap.of(A, B, Argument("X", "x"), step)
    assert again(m) == m
    before = m.replace(evolve(step, scheme="old", data={}))
    assert argdown.loads(argdown.edit(argdown.dumps(before), m)) == m


@pytest.mark.parametrize("sources", [(), ("a", "b"), ("X",)])
def test_an_undercut_of_a_relation_that_no_line_states_can_be_added_to_a_text(
    sources: tuple[str, ...],
) -> None:
    m = ArgumentMap.of(A, B, Argument("X", "x"), Relation("r", "support", sources, ("b",)))
    more = m.add(Relation("u", "undercut", ("a",), ("r",)))
    assert argdown.loads(argdown.edit(argdown.dumps(m), more)) == more


@pytest.mark.parametrize("residue", [True, 3, "marks", ["marks"], [{}], {}, None])
def test_a_residue_of_another_type_can_be_added_to_a_text(residue: Any) -> None:
    m = ArgumentMap.of(A, B)
    more = evolve(m, data={"argdown-residue": residue})
    assert argdown.loads(argdown.edit(argdown.dumps(m), more)) == more


@pytest.mark.parametrize("digest", ["", "abc"])
def test_the_digest_of_a_source_is_what_it_was(digest: str, tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("the text")
    source = evolve(Source.from_file("s", tmp_path / "s.txt"), file="s.txt", sha256=digest)
    m = ArgumentMap.of(A, source, Source("t", "more", sha256=digest))
    assert again(m) == m
    argmap.dump(m, tmp_path / "m.argdown", lossy="error")
    assert argmap.load(tmp_path / "m.argdown") == m
