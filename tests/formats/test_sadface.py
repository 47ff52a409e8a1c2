from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

import argmap
from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.model import ArgumentMap, Claim, Evidence, Quote, Relation, Source
from argmap.serializers import sadface
from argmap.testing import data, maps

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic


def atom(i: str, text: str = "", *spans: Any) -> Any:
    return {"id": i, "type": "atom", "text": text, "sources": list(spans), "metadata": {}}


def node(i: str, kind: str, name: str) -> Any:
    return {"id": i, "type": kind, "name": name, "metadata": {}}


def edge(i: int, start: str, aim: str) -> Any:
    return {"id": str(i), "source_id": start, "target_id": aim}


CONTENT = "Tea is cheap. Cheap is not good."
SPAN = {"resource_id": "r", "text": "Tea is cheap.", "offset": 0, "length": 13}


def document(nodes: list[Any], edges: list[Any]) -> Any:
    return {
        "metadata": {"core": {"id": "x", "version": "0.2", "title": "Tea"}, "mine": {"note": [1, None]}},
        "resources": [
            {
                "id": "r",
                "type": "text",
                "content": CONTENT,
                "metadata": {"url": "https://x.example", "doi": "1"},
            }
        ],
        "nodes": nodes,
        "edges": edges,
    }


TEA = document(
    [
        atom("c", "Tea is cheap.", SPAN),
        node("s", "scheme", "support"),
        atom("top", "Drink tea."),
        node("k", "scheme", "conflict"),
        atom("o", "Cheap is not good."),
        node("u", "scheme", "conflict"),
        atom("d", "Who cares?"),
        node("x", "scheme", "Expert Opinion"),
    ],
    [
        edge(1, "c", "s"), edge(2, "d", "s"), edge(3, "s", "top"), edge(4, "o", "k"), edge(5, "k", "top"),
        edge(6, "d", "u"), edge(7, "u", "s"), edge(8, "d", "x"), edge(9, "x", "o"),
    ],
)  # fmt: skip


def read(document: Any) -> tuple[ArgumentMap, list[Diagnostic]]:
    seen: list[Diagnostic] = []
    return sadface.loads(json.dumps(document), report=seen.append), seen


def written(m: ArgumentMap) -> Any:
    return json.loads(sadface.dumps(m))


@pytest.mark.corpora
def test_every_real_file_comes_back_and_is_counted(corpora: Path) -> None:
    counts = {}
    for path in sorted((corpora / "sadface").glob("*.json")):
        text = path.read_text(encoding="utf-8")
        raw = json.loads(text)
        m = sadface.loads(text)
        assert written(m) == raw
        kinds = [n.get("name", n["type"]) for n in raw["nodes"]]
        assert len(m.claims) == kinds.count("atom")
        assert [str(r.kind) for r in m.relations].count("support") == kinds.count("support")
        assert [str(r.kind) for r in m.relations].count("attack") == kinds.count("conflict")
        assert sum(len(r.sources) + len(r.targets) for r in m.relations) == len(raw["edges"])
        counts[path.stem] = (
            len(m.claims),
            kinds.count("support"),
            kinds.count("conflict"),
            len(raw["edges"]),
        )
    assert counts == {"data": (4, 1, 1, 5), "minimal": (0, 0, 0, 0)}


def test_the_words_of_the_format_in_those_of_the_model() -> None:
    m, seen = read(TEA)
    assert m.title == "Tea"
    assert m["c"] == Claim("c", "Tea is cheap.", quotes=[Quote("r", "Tea is cheap.", 0, 13)])
    assert m.relations == (
        Relation("s", "support", ["c", "d"], ["top"]),
        Relation("k", "attack", ["o"], ["top"]),
        Relation("u", "undercut", ["d"], ["s"]),
        Relation("x", "support", ["d"], ["o"], scheme="Expert Opinion"),
    )
    assert m.sources[0].url == "https://x.example"
    assert m.sources[0].data["sadface"]["metadata"]["doi"] == "1"
    assert [d.code for d in seen] == ["scheme-read-as-support"]
    assert written(m) == TEA


def test_the_later_vocabulary_and_its_uncertain_direction() -> None:
    later = json.loads(json.dumps(TEA))
    for row, kind, name in zip(
        [later["nodes"][n] for n in (1, 3, 5, 7)],
        ("inference", "conflict", "conflict", "inference"),
        ("support", "attack", "disagree", "Expert Opinion"),
        strict=True,
    ):
        row["type"], row["name"] = kind, name
    m, seen = read(later)
    assert [(r.kind, r.scheme) for r in m.relations] == [
        ("support", ""), ("attack", ""), ("undercut", "disagree"), ("support", "Expert Opinion"),
    ]  # fmt: skip
    assert [(d.code, d.severity, d.ids) for d in seen] == [
        ("direction-uncertain", "warning", ("k",)),
        ("direction-uncertain", "warning", ("u",)),
    ]
    assert written(m) == later
    more = m.add(m.claims[0].attacks("o", id="new"))
    assert {"id": "new", "type": "conflict", "name": "attack", "metadata": {}} in written(more)["nodes"]
    assert sadface.loads(sadface.dumps(more)) == evolve(more, data=sadface.loads(sadface.dumps(more)).data)


@pytest.mark.parametrize(
    ("span", "quotes"),
    [
        ({**SPAN, "offset": 1}, [Quote("r", "Tea is cheap.", 1, 14)]),
        ({**SPAN, "length": 3}, [Quote("r", "Tea is cheap.", 0, 3)]),
        ({**SPAN, "length": 300}, [Quote("r", "Tea is cheap.")]),
        ({**SPAN, "offset": -1}, [Quote("r", "Tea is cheap.")]),
        ({**SPAN, "resource_id": "missing"}, []),
        ({"resource_id": "r"}, []),
        ("words", []),
    ],
)
def test_spans_that_do_not_hold_are_reported_and_come_back(span: Any, quotes: list[Quote]) -> None:
    raw = document([atom("c", "Tea is cheap.", span, SPAN)], [])
    m, seen = read(raw)
    assert list(m.claims[0].quotes) == [*quotes, Quote("r", "Tea is cheap.", 0, 13)]
    assert [(d.code, d.path) for d in seen] == [("span-differs", "$.nodes[0].sources[0]")]
    assert written(m) == raw
    without = evolve(m, claims=[evolve(m.claims[0], quotes=[])])
    assert written(without)["nodes"][0]["sources"] == []


def test_atoms_side_by_side_are_reported_and_come_back() -> None:
    raw = document([atom("a", "A"), atom("b", "B")], [edge(1, "a", "b")])
    m, seen = read(raw)
    assert (m.relations, [d.code for d in seen]) == ((), ["edge-between-atoms"])
    assert written(m) == raw
    assert written(m.without("a"))["edges"] == []


def test_missing_parts_and_unknown_ones() -> None:
    raw = {"nodes": [{"id": "a", "type": "atom", "x": 1}], "edges": None, "extra": [2]}
    m, _ = read(raw)
    assert m.claims[0].text == ""
    assert written(m)["nodes"] == raw["nodes"]
    assert written(m)["extra"] == [2]


def test_edits_survive() -> None:
    m, _ = read(TEA)
    less = m.without("d", cascade=True)
    assert {e["id"] for e in written(less)["edges"]} == {"4", "5"}
    assert [c.id for c in sadface.loads(sadface.dumps(less)).claims] == ["c", "top", "o"]
    turned = m.replace(evolve(m.relations[1], kind="support"))
    assert sadface.loads(sadface.dumps(turned)).relations[1].kind == "support"
    renamed = evolve(m, title="Coffee")
    assert written(renamed)["metadata"] == {
        **TEA["metadata"],
        "core": {**TEA["metadata"]["core"], "title": "Coffee"},
    }


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        ({"nodes": {}}, "$.nodes", "found {}, expected an array"),
        ({"nodes": [1]}, "$.nodes[0]", "found 1, expected an object"),
        ({"nodes": [{"id": "a"}]}, "$.nodes[0].type", "found None, expected a string"),
        (
            {"nodes": [atom("a"), atom("a")]},
            "$.nodes[1].id",
            "expected another id than that of $.nodes[0].id",
        ),
        ({"nodes": [atom("r")]}, "$.nodes[0].id", "expected another id"),
        ({"nodes": [atom("a\n")]}, "$.nodes[0].id", "without control characters"),
        ({"nodes": [node("a", "schema", "x")]}, "$.nodes[0].type", "did you mean 'scheme'?"),
        ({"nodes": [{"id": "a", "type": "scheme"}]}, "$.nodes[0].name", "the name of a scheme"),
        ({"nodes": [{"id": "a", "type": "atom", "text": 1}]}, "$.nodes[0].text", "expected a string"),
        ({"edges": [edge(1, "c", "sx")]}, "$.edges[0].target_id", "expected the id of a node"),
        ({"resources": [{"id": "r", "content": 2}]}, "$.resources[0].content", "expected a string"),
        ({"metadata": []}, "$.metadata", "expected an object"),
    ],
)
def test_problems_are_reported_with_their_path(change: Any, path: str, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        sadface.loads(json.dumps({**TEA, "edges": [], **change}))
    assert caught.value.path == path
    assert message in str(caught.value)


def test_other_json_is_refused_and_several_problems_come_together() -> None:
    for text in ("[]", "{}", "1", "{", '{"nodes": [], "nodes": []}'):
        with pytest.raises(FormatError):
            sadface.loads(text)
    with pytest.raises(InvalidFileError) as caught:
        sadface.loads(json.dumps({**TEA, "edges": [edge(1, "?", "!")]}))
    assert [e.path for e in caught.value.exceptions] == ["$.edges[0].source_id", "$.edges[0].target_id"]


@given(maps() | maps(hostile=True))
@example(ArgumentMap.of(Claim("a"), Claim("b"), Relation("r", "support", [], ["b", "a", "b"])))
def test_what_the_format_holds_comes_back(m: ArgumentMap) -> None:
    back = sadface.loads(sadface.dumps(m))
    assert back.data == {} or "sadface" in m.data
    assert back.title == m.title
    assert [(s.id, s.text, s.url) for s in back.sources] == [(s.id, s.text, s.url) for s in m.sources]
    atoms = m.statements
    plain = [[Quote(q.source, q.exact, q.start, q.end) for q in a.quotes] for a in atoms]
    for claim, atom, quotes in zip(back.claims, atoms, plain, strict=True):
        own = (
            claim.data if "sadface" in atom.data else {}
        )  # keys that an author gave as if they were of the format
        assert claim == Claim(atom.id, atom.text, quotes=quotes, data=own)
    held = {a.id for a in atoms}
    for r in back.relations:
        old = m[r.id]
        assert isinstance(old, Relation)
        assert (r.kind, r.sources, r.targets) == (old.kind, old.sources, old.targets)
        assert r.scheme in (old.scheme, "")
    ids = {r.id for r in back.relations}
    for r in m.relations:
        if r.kind in ("support", "attack") and held.issuperset((*r.sources, *r.targets)):
            assert r.id in ids
    assert sadface.loads(sadface.dumps(back)) == back


@given(data(), data(), data())
def test_any_residue_gives_a_document(about: Any, of_claim: Any, of_relation: Any) -> None:
    m, _ = read(TEA)
    m = m.replace(
        evolve(m.claims[0], data={"sadface": of_claim}), evolve(m.relations[0], data={"sadface": of_relation})
    )
    back = sadface.loads(sadface.dumps(evolve(m, data={"sadface": about})))
    assert [c.text for c in back.claims] == [c.text for c in m.claims]
    assert {r.id: (r.kind, r.sources, r.targets) for r in back.relations} == {
        r.id: (r.kind, r.sources, r.targets) for r in m.relations
    }


leaves = (
    st.none() | st.integers(-1, 3) | st.sampled_from(["a", "b", "n", "r", "atom", "scheme", "support", ""])
)
rows = st.dictionaries(
    st.sampled_from(
        ["id", "type", "text", "name", "sources", "source_id", "target_id", "content", "metadata", "z"]
    ),
    leaves | st.lists(st.dictionaries(st.sampled_from(["resource_id", "text", "offset", "length"]), leaves)),
)


@given(
    st.fixed_dictionaries(
        {k: st.lists(rows | leaves, max_size=3) | leaves for k in ("nodes", "edges", "resources")}
    )
)
def test_only_argmap_errors_come_out(document: Any) -> None:
    try:
        sadface.loads(json.dumps(document))
    except ArgmapError:
        return


kinds = st.sampled_from(
    [("scheme", "support"), ("scheme", "conflict"), ("inference", "x"), ("conflict", "attack")]
)
ends = st.sampled_from(["a", "b", "n1", "n2"])


@given(
    kinds,
    kinds,
    st.lists(st.tuples(ends, ends), max_size=6),
    st.dictionaries(st.just("z"), data().map(lambda d: d.thaw())),
)
def test_documents_of_every_shape_come_back(one: Any, two: Any, edges: Any, more: Any) -> None:
    raw = document(
        [node("n1", *one), atom("a", "A", SPAN), {**node("n2", *two), **more}, atom("b")],
        [{**edge(n, *pair), **more} for n, pair in enumerate(edges)],
    )
    m, _ = read(raw)
    assert written(m) == raw
    assert sadface.loads(sadface.dumps(m)) == m


def test_evidence_becomes_an_atom() -> None:
    assert sadface.loads(sadface.dumps(ArgumentMap.of(Evidence("e", "E")))).claims == (Claim("e", "E"),)


def test_sources_of_quotes_without_text_come_back() -> None:
    m = ArgumentMap.of(Source("s"), Claim("c", "C", quotes=[Quote("s", "C"), Quote("s", "C", 4, 5)]))
    assert sadface.loads(sadface.dumps(m)).claims[0].quotes[0] == Quote("s", "C")


@pytest.mark.parametrize(("name", "scheme"), [("attack", ""), ("Conflict", ""), ("disagree", "disagree")])
def test_a_dispute_is_not_a_scheme_of_support(name: str, scheme: str) -> None:
    raw = document([atom("a"), node("k", "scheme", name), atom("b")], [edge(1, "a", "k"), edge(2, "k", "b")])
    m, seen = read(raw)
    assert (seen, m.relations[0].kind, m.relations[0].scheme) == ([], "attack", scheme)
    assert written(m) == raw
    support = evolve(m.relations[0], kind="support", scheme=name, data=None)
    assert sadface.loads(sadface.dumps(m.replace(support))).relations == (support,)


def test_resources_of_any_type_come_back() -> None:
    raw = document([], [])
    raw["resources"][0]["type"] = "audio"
    assert written(read(raw)[0]) == raw
    del raw["resources"][0]["type"]
    assert written(read(raw)[0]) == raw


@pytest.mark.parametrize("part", ["metadata", "resources", "nodes", "edges"])
def test_parts_that_are_null_or_missing_stay_so_while_they_are_empty(part: str) -> None:
    raw: Any = {"metadata": {}, "resources": [], "nodes": [], "edges": []}
    null = {**raw, part: None}
    without = {key: value for key, value in raw.items() if key != part}
    for odd in (null, without) if part != "nodes" else (null,):
        m = read(odd)[0]
        assert written(m) == odd
        assert argmap.losses(m, "sadface") == ()
        assert written(m.add(Claim("c", "Tea.")))["nodes"][0]["text"] == "Tea."
