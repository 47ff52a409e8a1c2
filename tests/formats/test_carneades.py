"""Carneades 4: real argument graphs come back as they were, and nothing becomes what it is not."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, Evidence
from argmap.errors import ArgmapError, InvalidFileError
from argmap.exchange.losses import compared
from argmap.serializers.carneades import dumps, ids, loads
from argmap.syntax import yaml as yaml12
from argmap.syntax import yaml_writer
from argmap.testing import maps

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic

TWEETY = """\
meta: {title: Tweety, note: An old one.}
statements: {fly: Tweety flies., bird: {text: A bird., assumed: true}, ill: Tweety is ill., "¬app(a1)": Not a1.}
issues: {i1: {positions: [fly, ill], standard: PE}}
arguments:
  a1: {conclusion: fly, premises: {minor: bird}, undercutter: "¬app(a1)"}
  a2: {conclusion: "¬app(a1)", premises: [ill], weight: 0.5}
assumptions: [bird, ill, "old(tweety)"]
tests: {in: [bird, ill, "¬app(a1)"], out: [fly]}
"""


def same(a: str, b: str) -> bool:
    """Equal documents, with the same order of keys."""
    return json.dumps(yaml12.loads(a)) == json.dumps(yaml12.loads(b))


# Real files


@pytest.mark.corpora
def test_real_graphs_come_back_as_they_were(corpora: Path) -> None:
    totals: dict[str, int] = dict.fromkeys(
        ("statements", "arguments", "premises", "roles", "undercutters"), 0
    )
    files = sorted((corpora / "caes-yaml").glob("*.yml"))
    assert len(files) == 21
    for file in files:
        text = file.read_bytes().decode()
        m = loads(text)
        assert same(text, dumps(m)), file
        assert loads(dumps(m)) == m
        assert not list(compared(m, loads(dumps(m)), ids(m)))
        raw = yaml.safe_load(text)
        texts = {i: s["text"] if isinstance(s, dict) else s for i, s in (raw.get("statements") or {}).items()}
        assert {c.id: c.text for c in m.claims} == texts
        arguments = raw.get("arguments") or {}
        steps = {r.id: r for r in m.relations if r.kind == "support"}
        cuts = {r.targets[0]: r.sources[0] for r in m.relations if r.kind == "undercut"}
        assert list(steps) == list(arguments)
        assert cuts == {i: a["undercutter"] for i, a in arguments.items() if "undercutter" in a}
        for i, argument in arguments.items():
            premises = argument.get("premises") or []
            row = list(premises.values()) if isinstance(premises, dict) else premises
            assert (list(steps[i].sources), steps[i].targets) == (row, (argument["conclusion"],))
            totals["premises"] += len(row)
            totals["roles"] += len(premises) * isinstance(premises, dict) and 1
        totals["statements"] += len(m.claims)
        totals["arguments"] += len(steps)
        totals["undercutters"] += len(cuts)
    assert totals == {"statements": 121, "arguments": 56, "premises": 88, "roles": 3, "undercutters": 6}


# Laws


@given(maps(hostile=True))
@example(
    ArgumentMap.of(
        Evidence("e", "no"), Claim("c", "012", title="T"), Evidence("e").supports("c"), title="2020"
    )
)
def test_statements_and_arguments_come_back_and_nothing_is_added(m: ArgumentMap) -> None:
    back, new = loads(dumps(m)), ids(m)
    held = {n.id: (type(n), n.text, n.title) for n in m.statements}
    assert {n.id: (type(n), n.text, n.title) for n in (*back.claims, *back.evidence)} == held
    assert len(back.nodes) == len(held)
    assert not any(r.data for r in (*back.nodes, *back.relations))
    assert back.title == m.title
    assert len({new.get(r.id, r.id) for r in m}) == len(list(m))
    old = {new.get(r.id, r.id): r for r in m.relations}
    for r in back.relations:
        assert (old[r.id].kind, old[r.id].sources) == (r.kind, r.sources)
        assert tuple(new.get(i, i) for i in old[r.id].targets) == r.targets
        if r.kind == "support":
            assert (r.id, r.scheme, r.weight) == (old[r.id].id, old[r.id].scheme, old[r.id].weight)
    wanted = {
        r.id
        for r in m.relations
        if r.kind == "support" and len(r.targets) == 1 and {*r.sources, *r.targets} <= held.keys()
    }
    assert {r.id for r in back.relations if r.kind == "support"} == wanted


names = st.sampled_from(("p", "¬p", "q", "a1", "foo(a)", "1", "no", "in", "order"))
words = st.sampled_from(("P.", "", "no", "two\nlines\n")) | st.none() | st.integers() | st.booleans()
rows = st.lists(names | st.integers(0, 2), max_size=3)
metas = st.dictionaries(st.sampled_from(("title", "type", "note")), words | st.just("evidence"), max_size=2)


def shuffled(mapping: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.permutations(list(mapping.items())).map(dict)


statements = words | st.fixed_dictionaries(
    {}, optional={"text": words, "assumed": st.booleans(), "label": words, "meta": metas | words}
).flatmap(shuffled)
arguments = st.fixed_dictionaries(
    {"conclusion": names | st.integers(0, 2)},
    optional={
        "premises": rows | st.none() | st.dictionaries(names, names, max_size=2),
        "scheme": st.sampled_from(("s1", "")) | st.integers() | st.none(),
        "weight": st.floats(0, 1) | st.integers(0, 2) | st.sampled_from(("heavy", None, True)),
        "undercutter": names | st.none(),
        "parameters": rows,
        "meta": metas,
    },
).flatmap(shuffled)
documents = st.fixed_dictionaries(
    {},
    optional={
        "meta": metas | st.none(),
        "statements": st.dictionaries(names, statements, max_size=5) | st.none(),
        "arguments": st.dictionaries(names, arguments, max_size=3) | st.none(),
        "assumptions": rows | st.none(),
        "issues": st.dictionaries(names, st.fixed_dictionaries({"positions": rows}), max_size=2),
        "tests": st.dictionaries(st.sampled_from(("in", "out", "undecided")), rows | st.none(), max_size=3),
        "argument_schemes": st.just([{"id": "s1", "weight": {"constant": 0.1}}]),
        "language": st.just({"foo/1": "foo(%s)"}),
        "order": words,
        "more": words,
    },
).flatmap(shuffled)


@given(documents)
@example({"statements": {"p": {}}, "meta": None, "arguments": {}})
@example({"meta": {"title": ""}})
def test_documents_of_the_right_shape_come_back_as_they_were(document: dict[str, Any]) -> None:
    text = yaml_writer.dumps(document)
    m = loads(text)
    assert same(text, dumps(m))
    assert loads(dumps(m)) == m
    assert not list(compared(m, loads(dumps(m)), ids(m)))


@given(documents, st.integers(0, 20))
def test_removed_elements_are_not_referred_to(document: dict[str, Any], n: int) -> None:
    m = loads(yaml_writer.dumps(document))
    if not m.nodes:
        return
    removed = m.nodes[n % len(m.nodes)].id
    m = m.without(removed, cascade=True)
    back = loads(dumps(m))
    assert removed not in {x.id for x in back.nodes}
    assert [(r.sources, r.targets) for r in back.relations if r.kind == "support"] == [
        (r.sources, r.targets) for r in m.relations if r.kind == "support"
    ]


junk = st.recursive(
    names | words,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            names
            | st.sampled_from(
                ("statements", "arguments", "premises", "conclusion", "undercutter", "text", "meta", "\n")
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(junk | junk.map(lambda j: {"statements": j, "arguments": j}))
def test_junk_raises_argmap_errors_only(value: Any) -> None:
    with suppress(ArgmapError):
        m = loads(yaml_writer.dumps(value))
        assert same(dumps(m), yaml_writer.dumps(value))


odd = st.dictionaries(
    st.sampled_from(
        (
            "statement",
            "order",
            "text",
            "roles",
            "argument",
            "id",
            "implied",
            "meta",
            "outside",
            "more",
            "issues",
        )
    ),
    words | rows | st.dictionaries(names, words | rows),
)


@given(odd | st.integers(), odd, odd)
def test_any_residue_gives_something_readable(one: Any, other: Any, whole: Any) -> None:
    a, b = Claim("a", "A.", data={"carneades": one}), Evidence("b", "B.")
    m = ArgumentMap.of(a, b, b.supports(a, data={"carneades": other}), data={"carneades": whole})
    with suppress(ArgmapError):
        loads(dumps(m))


# Traps


def test_the_sample_of_the_documentation() -> None:
    m = loads(TWEETY)
    assert m.title == "Tweety"
    assert m.metadata == {"note": "An old one."}
    assert [(r.id, r.kind, r.sources, r.targets, r.weight) for r in m.relations] == [
        ("a1", "support", ("bird",), ("fly",), None),
        ("undercut:¬app(a1)>a1", "undercut", ("¬app(a1)",), ("a1",), None),
        ("a2", "support", ("ill",), ("¬app(a1)",), 0.5),
    ]
    assert m["a1"].data["carneades"] == {"roles": {"minor": "bird"}}
    assert m.data["carneades"]["outside"] == ("old(tweety)",)
    assert same(TWEETY, dumps(m))


def test_issues_assumptions_and_tests_lose_removed_statements() -> None:
    m = loads(TWEETY).without("ill", cascade=True)
    left = yaml12.loads(dumps(m))
    assert left["assumptions"] == ["bird", "old(tweety)"]
    assert left["issues"]["i1"] == {"positions": ["fly"], "standard": "PE"}
    assert left["tests"] == {"in": ["bird", "¬app(a1)"], "out": ["fly"]}


def test_positions_that_are_not_statements_stay() -> None:
    text = "statements: {p: P}\nissues: {i: {positions: [p, {a: 1}, [q]]}}\ntests: {in: [p, {b: 2}]}\n"
    assert same(text, dumps(loads(text)))


def test_an_argument_may_have_the_id_of_a_statement() -> None:
    text = "statements: {a: A, b: B}\narguments: {a: {conclusion: b, premises: [a], undercutter: b}}\n"
    m = loads(text)
    assert [(r.id, r.targets) for r in m.relations] == [
        ("argument:a", ("b",)),
        ("undercut:b>argument:a", ("argument:a",)),
    ]
    assert same(text, dumps(m))


def test_undefined_statements_are_reported_and_not_written() -> None:
    reported: list[Diagnostic] = []
    text = "statements: {bird: A bird.}\narguments: {a1: {conclusion: flies, premises: [birds]}}\n"
    m = loads(text, report=reported.append)
    assert [(d.code, d.ids, d.line) for d in reported] == [
        ("undefined-statement", ("flies",), 2),
        ("undefined-statement", ("birds",), 2),
    ]
    assert reported[1].hint == "did you mean 'bird'?"
    assert same(text, dumps(m))


def test_attacks_are_left_out_and_listed() -> None:
    p, q = Claim("p", "P."), Claim("q", "Q.")
    m = ArgumentMap.of(p, q, p.attacks(q))
    assert "arguments" not in yaml12.loads(dumps(m))
    assert [str(x) for x in compared(m, loads(dumps(m)), ids(m))] == ["'attack:p>q': the relation is lost"]


def test_an_argument_without_premises() -> None:
    text = "statements: {u: Not a.}\narguments: {a: {conclusion: u, undercutter: u}}\n"
    m = loads(text)
    assert m.relations[0].sources == ()
    assert same(text, dumps(m))


def test_roles_stay_with_their_premises() -> None:
    m = loads(TWEETY)
    first = m.relations[0]
    grown = m.replace(type(first)(first.id, "support", ["bird", "ill"], ["fly"], data=first.data))
    assert yaml12.loads(dumps(grown))["arguments"]["a1"]["premises"] == ["bird", "ill"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("- a\n", 1, "expected|is expected"),
        ("", 1, "is expected"),
        ("meta: {}\nstatements: [a]\n", 2, "statements is"),
        ("statements: {p: P}\narguments:\n  a1: {premises: [p]}\n", 3, "no conclusion"),
        ("arguments:\n  a1: [p]\n", 2, "expected a mapping"),
        ("arguments:\n  a1:\n    conclusion: p\n    premises: p\n", 4, "the premises"),
        ("statements:\n  p: [1]\n", 2, "expected words"),
        ('arguments:\n  "a\\n": {conclusion: p}\n', 2, "an argument holds a control character"),
        ('arguments:\n  a:\n    conclusion: "p\\t"\n', 3, "which holds a control character"),
        ("arguments:\n  a:\n    conclusion: ''\n", 3, "which is empty"),
        ("statements:\n  p: P\n  p: Q\n", 3, "second time"),
    ],
)
def test_bad_files_give_one_error_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(ArgmapError, match=message) as caught:
        loads(text)
    assert caught.value.line == line


def test_several_problems_come_together() -> None:
    with pytest.raises(InvalidFileError) as caught:
        loads("statements: {p: [1], q: [2]}\n")
    assert len(caught.value.exceptions) == 2


def test_numbers_that_name_statements_stay_numbers() -> None:
    text = "statements: {1: A, 2: B}\narguments: {3: {conclusion: 1, premises: [2], undercutter: 2}}\n"
    m = loads(text)
    assert [(r.id, r.targets) for r in m.relations] == [("3", ("1",)), ("undercut:2>3", ("3",))]
    assert dumps(m) == (
        "statements:\n  1: A\n  2: B\narguments:\n  3:\n    conclusion: 1\n    premises: [2]\n    undercutter: 2\n"
    )
    assert "'1': A" in dumps(loads("statements: {'1': A}"))


def test_dates_and_times_keep_to_be_without_quotes() -> None:
    text = "statements:\n  a:\n    text: Tea\n    date: 1989-06-14\n    said: '1989-06-14'\nmeta:\n  at: 12:30:45\n"
    m = loads(text)
    assert dumps(m) == text
    assert loads(dumps(m)) == m
