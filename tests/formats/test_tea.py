"""Assurance cases in the JSON of the Turing platform: real cases byte for byte, anything else valid by its schema."""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, Evidence
from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.exchange.losses import compared
from argmap.safety import types
from argmap.serializers.tea import dumps, ids, loads
from argmap.serializers.tea.vocabulary import LEVELS
from argmap.testing import maps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from argmap.diagnostics import Diagnostic


def uuid(n: int) -> str:
    return str(UUID(int=n + 0xF1A2_0000_0000_4000_8000_0000_0000_0000))


def node(n: int, *children: Any, **more: Any) -> dict[str, Any]:
    fields = {
        "type": "PROPERTY_CLAIM",
        "name": f"P{n}",
        "description": f"Claim {n}.",
        "inSandbox": False,
        **more,
    }
    return {"id": uuid(n), **fields, "children": list(children)}


def case(tree: Any, **more: Any) -> str:
    head = {
        "version": "1.0",
        "exportedAt": "2025-01-01T00:00:00.000Z",
        "case": {"name": "Tea", "description": "x"},
    }
    return json.dumps({**head, "tree": tree, **more})


def walk(tree: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    pending: list[tuple[dict[str, Any], dict[str, Any] | None]] = [(tree, None)]
    while pending:
        found = pending.pop()
        yield found
        pending += [(child, found[0]) for child in reversed(found[0].get("children") or [])]


def same(a: str, b: str) -> bool:
    return json.dumps(json.loads(a)) == json.dumps(json.loads(b))


# Real files


@pytest.mark.corpora
def test_real_cases_come_back_byte_for_byte(corpora: Path) -> None:
    counts = []
    for file in sorted((corpora / "tea").glob("*.json")):
        if file.name == "json-schema-v1.0.json":
            continue
        text = file.read_text(encoding="utf-8")
        m = loads(text)
        assert dumps(m) == text
        assert not list(compared(m, loads(dumps(m)), ids(m)))
        raw = list(walk(json.loads(text)["tree"]))
        assert [n["id"] for n, _ in raw if n["type"] == "EVIDENCE"] == [e.id for e in m.evidence]
        assert [n["description"] for n, _ in raw if n["type"] != "EVIDENCE"] == [c.text for c in m.claims]
        assert [(n["id"], p["id"]) for n, p in raw if p] == [
            (r.sources[0], r.targets[0]) for r in m.relations
        ]
        counts.append(len(m.nodes))
    assert counts == [14, 1, 1, 4, 6]


@pytest.mark.corpora
@given(maps(hostile=True))
@example(ArgumentMap.of())
@example(ArgumentMap.of(Evidence("e", "Only evidence.")))
def test_what_is_written_is_valid(corpora: Path, m: ArgumentMap) -> None:
    schema = json.loads((corpora / "tea" / "json-schema-v1.0.json").read_text(encoding="utf-8"))
    document = json.loads(dumps(m))
    jsonschema.Draft7Validator(schema).validate(document)
    assert all(str(UUID(n["id"])) == n["id"] for n, _ in walk(document["tree"]))


# Laws


@given(maps(hostile=True))
@example(ArgumentMap.of(Claim("a", title="Untitled"), title="Untitled"))
@example(ArgumentMap.of(Evidence("e"), Evidence("e").attacks("e")))
@example(ArgumentMap.of(Claim("a"), Claim("b", title="b"), Claim("b").attacks("a")))
@example(ArgumentMap.of(Claim("G1"), Claim("S1", title="t"), Claim("S1").supports("G1")))
@example(ArgumentMap.of(Claim("S1"), Claim("G1"), Claim("S2"), Claim("S2").supports("S1")))
def test_elements_below_the_root_come_back_and_nothing_is_added(m: ArgumentMap) -> None:
    back, new = loads(dumps(m)), ids(m)
    held = {new.get(n.id, n.id): n for n in m.statements}
    assert bool(back.nodes) == bool(held)
    for n in (*back.claims, *back.evidence):
        title = held[n.id].title if held[n.id].title != n.id else ""  # the name is taken for the id
        assert (type(n), n.text, n.title) == (type(held[n.id]), held[n.id].text, title)
    shapes = {i: shape for i, shape in types(m).items() if shape in ("Strategy", "Module", "Contract")}
    for n in back.statements:  # nothing except the type that the id showed, where the id does not come back
        assert n.data.thaw() in ({}, {"drawing": {"shape": shapes.get(held[n.id].id)}})
    assert len({new.get(r.id, r.id) for r in m}) == len(list(m))
    old = {new.get(r.id, r.id): r for r in m.relations}
    for r in back.relations:
        ends = [tuple(new.get(i, i) for i in side) for side in (old[r.id].sources, old[r.id].targets)]
        assert (old[r.id].kind, *ends) == (r.kind, r.sources, r.targets)
    assert dumps(back) == dumps(loads(dumps(back)))


words = st.sampled_from(("A claim.", "", "E1", "Über")) | st.none()
flat = st.fixed_dictionaries(
    {
        "type": st.sampled_from(
            ("GOAL", "STRATEGY", "PROPERTY_CLAIM", "EVIDENCE", "MODULE", "CONTRACT", "PLAN", None)
        ),
    },
    optional={
        "name": words,
        "description": words,
        "inSandbox": st.booleans(),
        "role": st.sampled_from(("TOP_LEVEL", "SUPPORTING")),
        "context": st.lists(st.just("At home"), max_size=2),
        "assumption": words,
        "level": st.integers(1, 3) | st.none(),
        "url": words,
        "comments": st.just([{"author": "Ann", "content": "Really?", "createdAt": "2025-01-01T00:00:00Z"}]),
        "isDefeater": st.booleans(),
        "defeatsElementId": st.integers(0, 9).map(uuid) | st.none(),
        "odd": st.integers() | st.lists(st.booleans(), max_size=2),
    },
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    drafts = draw(st.lists(flat, min_size=1, max_size=7))
    nodes: list[dict[str, Any]] = []
    for n, draft in enumerate(drafts):
        child = {"id": draw(st.sampled_from((uuid(n), uuid(n), f"x{n}", n))), **draft}
        if draw(st.sampled_from((True, True, False))) or n == 0:
            child["children"] = []
        if draw(st.booleans()):
            child = dict(draw(st.permutations(list(child.items()))))
        if n:
            above = nodes[draw(st.integers(0, n - 1))]
            above.setdefault("children", []).append(child)
        nodes.append(child)
    head: dict[str, Any] = {"tree": nodes[0]}
    if draw(st.booleans()):
        head |= {"version": draw(st.sampled_from(("1.0", "2.0", 1)))}
    if draw(st.booleans()):
        head |= {
            "case": draw(
                st.sampled_from(({}, None, {"name": "Tea"}, {"name": "", "x": 1}, {"name": "Untitled"}))
            )
        }
    return dict(draw(st.permutations(list(head.items()))))


@given(documents())
@example({"tree": node(0, node(1), {"id": uuid(2), "type": "GOAL"}, defeatsElementId=uuid(2))})
def test_documents_of_the_right_shape_come_back_as_they_were(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    m = loads(text)
    assert same(text, dumps(m))
    assert loads(dumps(m)) == m
    assert not list(compared(m, loads(dumps(m)), ids(m)))


@given(documents(), st.integers(0, 20))
def test_removed_elements_are_not_written(document: dict[str, Any], n: int) -> None:
    m = loads(json.dumps(document))
    removed = m.nodes[n % len(m.nodes)]
    m = m.without(removed, cascade=True)
    back = loads(dumps(m))
    assert {x.id for x in back.nodes} <= {x.id for x in m.nodes}
    expected = {(r.kind, r.sources, r.targets) for r in m.relations}
    assert {(r.kind, r.sources, r.targets) for r in back.relations} <= expected


keys = st.sampled_from(
    ("version", "case", "tree", "id", "type", "children", "description", "name", "defeatsElementId")
)
junk = st.recursive(
    words | st.integers() | st.booleans() | st.sampled_from(("GOAL", "a\nb")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=15,
)


@given(junk | junk.map(lambda j: {"tree": {"id": "a", "children": j}}))
@example({"tree": {"id": "a\nb"}})
@example({"tree": {"id": True}})
def test_junk_raises_argmap_errors_only(value: Any) -> None:
    with suppress(ArgmapError):
        loads(json.dumps(value))


odd = st.dictionaries(
    st.sampled_from(
        (
            "type",
            "id",
            "name",
            "children",
            "absent",
            "order",
            "more",
            "root",
            "case",
            "isDefeater",
            "childless",
        )
    ),
    words | st.integers() | st.booleans() | st.lists(words | st.integers()) | st.dictionaries(keys, words),
)


@given(odd | st.integers(), odd, odd)
def test_any_residue_gives_something_readable(one: Any, other: Any, whole: Any) -> None:
    a, b = Claim("a", "A.", data={"tea": one}), Evidence("b", "B.", data={"tea": other})
    m = ArgumentMap.of(a, b, b.supports(a), b.attacks(a), data={"tea": whole})
    with suppress(ArgmapError):
        loads(dumps(m))


# Traps


def test_a_defeater_attacks_the_element_it_names_and_supports_nothing() -> None:
    text = case(node(1, node(2), node(3, isDefeater=True, defeatsElementId=uuid(2))))
    m = loads(text)
    assert [(r.kind, r.sources[0], r.targets[0]) for r in m.relations] == [
        ("support", uuid(2), uuid(1)),
        ("attack", uuid(3), uuid(2)),
    ]
    assert same(text, dumps(m))


def test_a_defeater_of_nothing_is_reported_and_comes_back() -> None:
    reported: list[Diagnostic] = []
    text = case(node(1, node(2, isDefeater=True), node(3, isDefeater=True, defeatsElementId=uuid(9))))
    m = loads(text, report=reported.append)
    assert m.relations == ()
    assert [(d.code, d.path) for d in reported] == [
        ("defeater-of-nothing", "$.tree.children[0]"),
        ("outside-reference", "$.tree.children[1].defeatsElementId"),
    ]
    assert same(text, dumps(m))


def test_ids_of_a_map_made_in_python_come_back_by_their_name() -> None:
    cap, stay, shrink = (
        Claim("cap", "Cap rents."),
        Claim("stay", "Tenants stay."),
        Claim("shrink", "Supply shrinks."),
    )
    survey = Evidence("survey", "81% feared a rise.")
    m = ArgumentMap.of(
        cap, stay, shrink, survey, stay.supports(cap), survey.supports(stay), shrink.attacks(cap),
        title="Rent cap", metadata={"description": "Whether to cap rents."},
    )  # fmt: skip
    back = loads(dumps(m))
    assert not [x for x in compared(m, back, ids(m)) if x.field != "order"]
    top = json.loads(dumps(m))["tree"]
    assert (top["name"], top["type"], top["role"]) == ("cap", "GOAL", "TOP_LEVEL")
    assert [c["name"] for c in top["children"]] == ["stay", "shrink"]


def test_a_support_of_two_claims_is_written_once() -> None:
    a, b, c = Claim("a"), Claim("b"), Claim("c")
    m = ArgumentMap.of(a, b, c, b.supports(a), c.supports(a), c.supports(b))
    assert [str(x) for x in compared(m, loads(dumps(m)), ids(m))] == ["'support:c>b': the relation is lost"]


def test_the_largest_tree_is_written() -> None:
    alone, a, b = Claim("alone"), Claim("a"), Claim("b")
    m = ArgumentMap.of(alone, a, b, b.supports(a))
    assert [c.id for c in loads(dumps(m)).claims] == ["a", "b"]


def test_a_circle_is_cut_where_it_closes() -> None:
    a, b = Claim("a"), Claim("b")
    back = loads(dumps(ArgumentMap.of(a, b, a.supports(b), b.supports(a))))
    assert [r.id for r in back.relations] == ["support:b>a"]


def test_long_chains_are_cut_at_the_depth_of_readers() -> None:
    chain = [Claim(f"c{n}") for n in range(LEVELS + 100)]
    m = ArgumentMap.of(*chain, *(b.supports(a) for a, b in pairwise(chain)))
    assert len(loads(dumps(m)).claims) == LEVELS


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"version": "1.0"}', "$.tree"),
        (case(node(1, "x")), "$.tree.children[0]"),
        (case({**node(1), "children": {}}), "$.tree.children"),
        (case(node(1, node(1))), "$.tree.children[0].id"),
        (case({"type": "GOAL"}), "$.tree.id"),
        (case(node(1, description=3)), "$.tree.description"),
        (case({**node(1), "id": ""}), "$.tree.id"),
        (case(node(1, {**node(2), "id": "a\n"})), "$.tree.children[0].id"),
    ],
)
def test_bad_files_give_an_error_with_its_path(text: str, path: str) -> None:
    with pytest.raises(FormatError) as caught:
        loads(text)
    assert caught.value.path == path


def test_all_problems_come_together() -> None:
    with pytest.raises(InvalidFileError) as caught:
        loads(case(node(1, "x", node(1), node(2, description=[]))))
    assert [e.path for e in caught.value.exceptions] == [
        "$.tree.children[0]", "$.tree.children[1].id", "$.tree.children[2].description",
    ]  # fmt: skip


def test_the_order_of_keys_in_a_case_stays() -> None:
    text = case(node(1), case={"description": "x", "name": "Tea"})
    assert same(text, dumps(loads(text)))


def test_unknown_types_and_versions_are_reported() -> None:
    reported: list[Diagnostic] = []
    text = case(node(1, type="GAOL"), version="2.0")
    assert same(text, dumps(loads(text, report=reported.append)))
    assert [(d.code, d.hint) for d in reported] == [
        ("unknown-type", "did you mean GOAL?"),
        ("unknown-version", ""),
    ]
