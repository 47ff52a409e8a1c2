"""What is written takes work in proportion to the map: lines of Python are counted, not seconds."""

from __future__ import annotations

import warnings
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from fuzz.counting import work
from fuzz.repeating import repetitions

import argmap
from argmap import Argument, ArgumentMap, Claim, Quote, Relation, Section, Source
from argmap.serializers import argdown
from argmap.serializers.argdown.text import escaping
from argmap.serializers.argdown.text.tags import LONGEST
from argmap.serializers.carneades.writing import argument_of

if TYPE_CHECKING:
    from collections.abc import Callable

FEW, MANY = 150, 600
MOST = 1.05  # times as much work for each record


def claims(n: int) -> list[Claim]:
    return [Claim(f"c{i}", f"Tea {i}") for i in range(n)]


def ids(n: int) -> list[str]:
    return [f"c{i}" for i in range(n)]


def sources_with_the_same_words(n: int) -> ArgumentMap:
    sources = [Source(f"s{i}", f"Tea {i} is good") for i in range(n)]
    return ArgumentMap.of(
        *sources, *(Claim(f"c{i}", "x", quotes=[Quote(f"s{i}", "Tea", 0, 3)]) for i in range(n))
    )


def frequent_words(n: int) -> ArgumentMap:
    quotes = [Quote("s", "tea", 4 * i, 4 * i + 3) for i in range(n)]
    return ArgumentMap.of(
        Source("s", "tea " * n), *(Claim(f"c{i}", "x", quotes=[quote]) for i, quote in enumerate(quotes))
    )


def linked_premises(n: int) -> ArgumentMap:
    return ArgumentMap.of(*claims(n), Relation("r", "support", ids(n)[1:], ["c0"]))


def premises_of_an_argument(n: int) -> ArgumentMap:
    step = Relation("r", "support", ids(n), ["z"], argument="a")
    return ArgumentMap.of(*claims(n), Claim("y", "y"), Claim("z", "z"), Argument("a", title="A"), step)


def premises_with_the_conclusion_elsewhere(n: int) -> ArgumentMap:
    step = Relation("r", "support", ids(n), ["z"], argument="a")
    return ArgumentMap.of(
        Section("s", "S"), *claims(n), Claim("z", "z", section="s"), Argument("a", title="A"), step
    )


def steps_of_an_argument(n: int) -> ArgumentMap:
    steps = [Relation(f"r{i}", "support", [f"c{i}"], [f"c{i + 1}"], argument="a") for i in range(n - 1)]
    return ArgumentMap.of(*claims(n), Argument("a", title="A"), *steps)


def tags_before_signs(n: int) -> ArgumentMap:
    tags = [f"t{i}" for i in range(n)]
    return ArgumentMap.of(Claim("c", " ".join(f"#{tag}*" for tag in tags), tags=tags))


@pytest.mark.parametrize(
    "made",
    [
        sources_with_the_same_words,
        frequent_words,
        linked_premises,
        premises_of_an_argument,
        premises_with_the_conclusion_elsewhere,
        steps_of_an_argument,
        tags_before_signs,
    ],
)
def test_argdown_is_written_with_work_in_proportion(made: Callable[[int], ArgumentMap]) -> None:
    few, many = (made(n) for n in (FEW, MANY))
    argmap.dumps(few, format="argdown")  # what is loaded and compiled once does not count
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        work_for_few = work(lambda: argmap.dumps(few, format="argdown"))
        assert work(lambda: argmap.dumps(many, format="argdown")) < work_for_few * MANY / FEW * MOST


def test_no_end_of_a_mention_is_looked_for_beyond_the_longest_title() -> None:
    ends = {n: f"@[{'a' * n}]" for n in (LONGEST, LONGEST + 1)}
    assert {n: escaping.spelled(text) == text for n, text in ends.items()} == {
        LONGEST: True,
        LONGEST + 1: False,
    }
    m = ArgumentMap.of(Claim("c", ends[LONGEST + 1]))
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown") == m


@pytest.mark.parametrize("name", ["C", ""])
def test_equal_names_in_aml_take_work_in_proportion(name: str) -> None:
    def text(n: int) -> str:
        inner = f'<AU><PROP identifier="{name}"><PROPTEXT offset="-1">x</PROPTEXT></PROP></AU>'
        return f"<ARG><AU><PROP identifier='A'/>{f'<LA>{inner}</LA>' * n}</AU></ARG>"

    argmap.loads(text(1), format="aml")
    work_for_few = work(lambda: argmap.loads(text(FEW), format="aml"))
    assert work(lambda: argmap.loads(text(MANY), format="aml")) < work_for_few * MANY / FEW * MOST


def test_roles_of_many_premises_are_looked_up_and_not_searched_for() -> None:
    class Premises(tuple[str, ...]):
        __slots__ = ()

        def __contains__(self, _: object) -> bool:
            raise AssertionError("searched")

    roles = {"major": "p", "minor": "q"}
    data = {"carneades": {"roles": roles}}
    step: Any = SimpleNamespace(
        sources=Premises(("p", "q")), targets=("c",), scheme="", weight=None, data=data
    )
    assert argument_of(step, None)["premises"] == roles


def test_lines_of_structures_in_argdown_json_take_work_in_proportion() -> None:
    repeated = dict(repetitions("argdown-json"))["items of 139 pcs"]

    def read(n: int) -> int:
        text = repeated(n)
        return work(lambda: argmap.loads(text, format="argdown-json", on_error="recover"))

    read(1)
    assert read(MANY) < read(FEW) * MANY / FEW * MOST


def test_a_text_of_many_structures_is_edited_with_work_in_proportion() -> None:
    def edited(n: int) -> int:
        steps = [
            Relation(f"r{i}", "support", [f"c{i}", f"c{i + 1}"], [f"c{i + 2}"], argument=f"a{i}")
            for i in range(0, n - 2, 2)
        ]
        m = ArgumentMap.of(
            *claims(n), *(Argument(f"a{i}", title=f"A {i}") for i in range(0, n - 2, 2)), *steps
        )
        text = argmap.dumps(m, format="argdown")
        more = m.add(*(Claim(f"n{i}", "New.") for i in range(n)))
        return work(lambda: argdown.edit(text, more))

    assert edited(MANY) < edited(FEW) * MANY / FEW * MOST


@pytest.mark.parametrize("changed", ["tea tea {}now", "now {}tea", "now {}now"])
def test_long_words_are_changed_with_work_in_proportion(changed: str) -> None:
    def edited(n: int) -> int:
        text = f"[c]: {'tea ' * n}"
        m = argmap.loads(text, format="argdown")
        more = m.replace(Claim("c", changed.format("tea " * n)))
        assert argdown.loads(argdown.edit(text, more)) == more
        return work(lambda: argdown.edit(text, more))

    edited(1)
    assert edited(4 * MANY) < edited(4 * FEW) * MANY / FEW * MOST
