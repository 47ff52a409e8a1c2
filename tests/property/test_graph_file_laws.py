"""Laws of graph files of other programs: what is read is written so that it is read again."""

from __future__ import annotations

from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, Claim, Relation
from argmap.errors import ArgmapError

NAMES: Final = (
    *(
        "id",
        "kind",
        "text",
        "type",
        "label",
        "name",
        "shared name",
        "weight",
        "order",
        "end",
        "by",
        "section",
    ),
    *("argmap", "title", "note", "note#2", "tags", "interaction", "description", "meta", "data", "argument"),
)
WORDS: Final = st.sampled_from(
    [
        *(
            "",
            " ",
            "a",
            "b",
            "c",
            "e0",
            "claim",
            "Argument",
            "relation",
            "source",
            "target",
            "support",
            "Attacks",
            "con",
        ),
        *(
            "attacked by",
            "undercuts",
            "contradicts",
            "cites",
            "fact",
            "3",
            "0.5",
            "true",
            '{"text": "x"}',
            "{",
            "n\nl",
        ),
    ]
)
IDS: Final = st.sampled_from(["a", "b", "c", "d", "e0"])
TYPES: Final = ("string", "int", "double", "boolean")


@st.composite
def values(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    """Attributes by name, type and value; a name may come again."""
    return draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(TYPES), WORDS), max_size=4))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Any], list[Any]]:
    """Nodes with label, group and attributes; edges with two ends and attributes."""
    names = draw(st.lists(IDS, unique=True, max_size=4))
    parents = st.sampled_from([None, *names, "zz"])
    nodes = [(name, draw(WORDS), draw(parents), draw(values())) for name in names]
    ends = st.sampled_from([*names, "e0"]) if names else IDS
    edges = [(draw(ends), draw(ends), draw(WORDS), draw(values())) for _ in range(draw(st.integers(0, 3)))]
    return nodes, edges if names else []


KEYS: Final = {(name, type_): f"k{n}_{t}" for n, name in enumerate(NAMES) for t, type_ in enumerate(TYPES)}


def element(tag: str, inner: str = "", **attributes: str | None) -> str:
    given_ones = "".join(
        f" {name}={quoteattr(value)}" for name, value in attributes.items() if value is not None
    )
    return f"<{tag}{given_ones}>{inner}</{tag}>"


def gexf(nodes: list[Any], edges: list[Any]) -> str:
    declared = "".join(
        element("attribute", id=i, title=name, type=type_) for (name, type_), i in KEYS.items()
    )

    def attvalues(found: list[tuple[str, str, str]]) -> str:
        each = (
            element("attvalue", **{"for": KEYS[name, type_], "value": value}) for name, type_, value in found
        )
        return element("attvalues", "".join(each))

    inner = [element("node", attvalues(v), id=i, label=label, pid=parent) for i, label, parent, v in nodes]
    joined = [
        element("edge", attvalues(v), id=f"e{n}", source=a, target=b, label=label)
        for n, (a, b, label, v) in enumerate(edges)
    ]
    both = "".join(element("attributes", declared, **{"class": owner}) for owner in ("node", "edge"))
    rows = element("nodes", "".join(inner)) + element("edges", "".join(joined))
    return element("gexf", element("graph", both + rows, defaultedgetype="directed"))


def graphml(nodes: list[Any], edges: list[Any]) -> str:
    declared = "".join(
        element("key", **{"id": i, "for": "all", "attr.name": name, "attr.type": type_})
        for (name, type_), i in KEYS.items()
    )

    def data(label: str, found: list[tuple[str, str, str]]) -> str:
        each = (element("data", escape(value), key=KEYS[name, type_]) for name, type_, value in found)
        return "".join(each) + element("data", element("x", element("NodeLabel", escape(label))), key="drawn")

    inner = [
        element("node", data(label, v), **{"id": i, "yfiles.foldertype": "group" if parent == "zz" else None})
        for i, label, parent, v in nodes
    ]
    joined = [
        element("edge", data(label, v), id=f"e{n}", source=a, target=b)
        for n, (a, b, label, v) in enumerate(edges)
    ]
    return element("graphml", declared + element("graph", "".join(inner + joined), edgedefault="directed"))


def check(text: str, format: str) -> None:
    try:
        found = argmap.loads(text, format=format, kind="support", on_error="recover")
    except ArgmapError:
        return
    assert argmap.losses(found.map, format) == ()


@given(graphs())
def test_gexf_of_others_comes_back(graph: tuple[list[Any], list[Any]]) -> None:
    check(gexf(*graph), "gexf")


@given(graphs())
def test_graphml_of_others_comes_back(graph: tuple[list[Any], list[Any]]) -> None:
    check(graphml(*graph), "graphml")


@given(graphs())
def test_every_word_is_kept_or_reported(graph: tuple[list[Any], list[Any]]) -> None:
    """A note that no field can hold is somewhere in the map."""
    nodes, edges = graph
    marked = [
        (n, label, parent, [*found, ("note", "string", f"mark {n}")]) for n, label, parent, found in nodes
    ]
    try:
        found = argmap.loads(gexf(marked, edges), format="gexf", kind="support", on_error="recover")
    except ArgmapError:
        return
    kept = argmap.dumps(found.map)
    assert all(f"mark {n}" in kept for n, *_ in nodes)


JSON: Final = st.recursive(
    st.one_of(WORDS, st.integers(-3, 3), st.booleans(), st.floats(0, 1), st.none()),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=2),
    max_leaves=3,
)
DATA: Final = st.one_of(st.none(), JSON, st.dictionaries(st.sampled_from(NAMES), JSON, max_size=4))


@st.composite
def maps_with_data(draw: st.DrawFn, format: str) -> ArgumentMap:
    """Maps whose data under the name of a format have keys that mean something in it."""
    ids = draw(st.lists(st.sampled_from(["a", "b", "e0", "attack:a>b"]), unique=True, min_size=1, max_size=4))
    claims = [Claim(i, draw(WORDS), title=draw(WORDS), data={format: draw(DATA)}) for i in ids]
    kinds = st.sampled_from(["support", "attack", "contradiction", "rephrase"])
    ends = st.sampled_from(ids)
    relations = [
        Relation(f"r{n}", draw(kinds), [draw(ends)], [draw(ends)], data={format: draw(DATA)})
        for n in range(draw(st.integers(0, 3)))
    ]
    return ArgumentMap(claims=claims, relations=relations, title=draw(WORDS), data={format: draw(DATA)})


@pytest.mark.parametrize("format", ["graphml", "gexf"])
@given(data=st.data())
def test_data_with_names_of_fields_stay_data(format: str, data: st.DataObject) -> None:
    m = data.draw(maps_with_data(format))
    assert argmap.loads(argmap.dumps(m, format=format, lossy="error"), format=format) == m
