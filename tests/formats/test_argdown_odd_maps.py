"""Maps that Argdown has no words for are written so that they come back, and edited texts as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

import argmap
from argmap import Argument, ArgumentMap, Claim, Quote, Relation, Source
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


@pytest.mark.parametrize("url", ["http://x.org/a\rb", "a\r\nb", "a\nb"])
@pytest.mark.parametrize("format", ["argdown", "markdown"])
def test_line_ends_in_the_address_of_a_link_come_back(format: str, url: str) -> None:
    m = argmap.loads(f"[A]: see [it]({url}) *now*", format="argdown")
    assert argmap.loads(argmap.dumps(m, format=format), format=format) == m


def test_a_day_in_the_front_matter_does_not_stand_for_one_in_the_data() -> None:
    text = "===\nmetadata: {a: 1989-06-14}\nargmap: x\n===\n\n[A]: a {date: 1989-06-14}\n"
    m = argmap.loads(text, format="argdown", on_error="recover").map
    assert again(m) == m


def test_words_that_many_sources_hold_are_quoted_with_the_name_of_one() -> None:
    sources = [Source(f"s{n}", f"Tea {n} is good") for n in range(200)]
    quotes = [Quote("s7", "Tea", 0, 3), Quote("s150", "150", 4, 7, prefix="Tea ", suffix=" is good")]
    m = ArgumentMap.of(*sources, *(evolve(A, id=q.source + "/c", quotes=[q]) for q in quotes))
    assert again(m) == m
    declared = "".join(f"  s{n}: {{text: Tea {n} is good}}\n" for n in range(200))
    text = "===\nargmap: {}\nsources:\n%s===\n\n[A]: a {quote: %s}"
    assert argmap.loads(text % (declared, "150 is"), format="argdown").claims[0].quotes[0].source == "s150"
    with pytest.raises(argmap.ArgmapError) as refused:
        argmap.loads(text % (declared, "is good"), format="argdown")
    assert "the words 'is good' are in 200 sources: s0, s1" in str(refused.value)
    assert "s9 and 190 more" in str(refused.value)


@pytest.mark.parametrize("key", ["x" * 2000, "é" * 1010, '"' * 600, "=" * 900, "a" * 999, "\n" * 400])
def test_keys_that_are_longer_than_yaml_looks_for_a_colon_come_back(key: str) -> None:
    inner = {key: {key: [1, {key: "==="}]}}
    m = ArgumentMap.of(Claim("A", "x", data={"argdown": inner}))
    m = evolve(m, data={"argdown": {"model": {"other": inner}}})
    assert argdown.loads(argdown.dumps(m)) == m
