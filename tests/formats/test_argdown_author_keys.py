"""Keys of an author that are named as keys of argmap stay the author's, whatever is added to the map later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import argmap
from argmap import ArgumentMap, Claim, Party, Source
from argmap.model import Argument, Relation, Section
from argmap.serializers import argdown
from argmap.serializers.argdown.mapping.keys import KEYS
from argmap.serializers.argdown.text.yamldata import KEYED

if TYPE_CHECKING:
    from pathlib import Path

PLACES = {  # by what has the data
    "statement": "[A]: x {%s}",
    "argument": "<A>: x {%s}",
    "heading": "# H {%s}\n\n[A]: x",
    "inference": "<A>\n\n(1) p\n-- r {isInMap: false, %s, note: n} --\n(2) q {%s}",
    "linked premises": "(1) p\n(2) q\n-- {%s} --\n(3) r",
    "reference": "[A]: x {%s, note: 1}\n\n[B]: y\n  + [A] {isInMap: true}",
}
VALUES = ("heavy", "3", "[1]", "{a: 1}", "null", "true", "{argdown: {x: 1}}", '"}"')
NAMES = sorted({*(name for names in KEYS.values() for name in names), "scheme", "parties", "argmap"})
ADDED: dict[str, Any] = {
    "a party": Party("new", "P"),
    "a source": Source("new", "T"),
    "a claim with a weight": Claim("new", "x", weight=0.5),
}


def in_order(m: ArgumentMap) -> list[Any]:
    return [m.title, m.data, m.metadata, *sorted(m, key=lambda record: record.id)]


@pytest.mark.parametrize("added", ADDED)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore::argmap.ReadWarning")  # what some of these are likely to mean
def test_keys_of_an_author_stay_the_author_s(name: str, place: str, added: str) -> None:
    for value in VALUES:
        text = PLACES[place].replace("%s", f"{name}: {value}")
        before = argmap.loads(text, format="argdown")
        m = before.add(ADDED[added])
        written = argmap.dumps(m, format="argdown", lossy="error")
        assert argmap.dumps(argmap.loads(written, format="argdown")) == argmap.dumps(m)  # in the same order
        edited = argdown.edit(text, m)
        assert in_order(argdown.loads(edited)) == in_order(m), edited
        assert argdown.edit(edited, argdown.loads(edited)) == edited


def test_where_keys_do_not_count_the_author_s_are_as_they_were() -> None:
    for text in ("[A]: x {weight: heavy, isInMap: false}\n", "# H {id: 3}\n\n[A]: x\n"):
        assert argdown.dumps(argdown.loads(text)) == text


def test_a_key_counts_next_to_the_author_s_of_the_same_name() -> None:
    m = ArgumentMap.of(
        Claim("A", "x", weight=0.5, data={"argdown": {"weight": "heavy", "note": 3}, "own": 1})
    )
    text = argdown.dumps(m)
    assert text == (
        "===\nargmap:\n  version: 1\n===\n\n"
        "[A]: x {weight: 0.5, data: {own: 1, argdown: {weight: heavy}}, note: 3}\n"
    )
    assert argdown.loads(text) == m


def test_an_edit_changes_the_lines_with_such_keys_and_no_others() -> None:
    text = "// why\n[A]: x {weight: heavy}\n\n[B]: y  {note: 1} // as it was\n\n<C>\n\n(1) p\n-- {by: me} --\n(2) q\n"
    m = argdown.loads(text).add(Party("p", "P"))
    assert argdown.edit(text, m) == (
        "===\nparties:\n  p: P\n===\n\n"
        "// why\n[A]: x {data: {argdown: {weight: heavy}}}\n\n[B]: y  {note: 1} // as it was\n\n"
        "<C>\n\n(1) p\n-- {data: {argdown: {by: me}}} --\n(2) q\n"
    )


def test_uses_of_an_author_counts_for_both_readers() -> None:
    text = "<A>\n\n(1) p\n(2) q\n-- {uses: [2]} --\n(3) r\n"
    m = argdown.loads(text).add(Party("p", "P"))
    written = argdown.dumps(m)
    assert "{uses: [2], data: {argdown: {uses: [2]}}}" in written
    assert argdown.loads(written) == m
    assert m["A/1"].sources == ("Untitled 2",)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "settings",
    [
        {"title": 3, "model": {"mode": "loose"}},
        {"metadata": ["x"], "color": {"colorScheme": "x"}},
        {"title": "odd"},
        *[{key: {"p": "x"}, "model": {}} for key in KEYED],
        {"author": "Ann", "model": 3},
    ],
)
@pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
def test_settings_named_as_entries_come_back(settings: dict[str, Any]) -> None:
    a = Claim("A", "x")
    for described in ({}, {"title": "Rents"}, {"metadata": {"page": 3, "author": "Bob"}}):
        m = ArgumentMap.of(a, Party("p"), data={"argdown": settings}, **described)
        text = argmap.dumps(m, format="argdown", lossy="error")
        assert argdown.loads(text) == m
        assert set(text.split()).issuperset({"color:"} & {f"{key}:" for key in settings})  # what others read


@pytest.mark.parametrize("data", [3, "x", {}, None, ["x"]])
def test_what_stands_instead_of_an_author_s_data_comes_back(data: Any) -> None:
    own = {"argdown": data, "argdown-residue": data}
    records: list[Any] = [
        *(
            Claim("a", "x", data=own),
            Claim("b", "y"),
            Argument("c", "z", data=own),
            Section("s", "S", data=own),
        ),
        Relation("r", "support", ["a"], ["b"], data=own),
        Relation("i", "support", ["a"], ["b"], argument="c", data=own),
    ]
    m = ArgumentMap.of(*records, data=own)
    assert argmap.loads(argmap.dumps(m, format="argdown", lossy="error"), format="argdown") == m


def test_a_file_is_not_replaced_by_what_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "a.argdown"
    file.write_text("[A]: x {weight: heavy}\n")
    m = argmap.load(file).add(Party("p"))
    assert argmap.losses(m, "argdown") == ()
    argmap.dump(m, file)
    assert argmap.load(file) == m


def test_emphasis_that_no_spelling_states_is_in_the_front_matter() -> None:
    m = argdown.loads("[A]: **b****b**#tag")
    text = argmap.dumps(m, format="argdown", lossy="error")
    assert argdown.loads(text) == m
    assert "argdown-residue" in text
    assert "argdown-residue" not in argdown.dumps(argdown.loads("[A]: **b** and _i_"))
