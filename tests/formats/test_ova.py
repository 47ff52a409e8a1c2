"""Both shapes of OVA. No document is real: they are built from descriptions of the tools."""

# ruff: noqa: E501 - rows are easier to compare when each is in one line

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, Claim, Party, Quote, Relation, Source, Utterance
from argmap.errors import ArgmapError, FormatError
from argmap.serializers.aif.ova import dumps, ids, loads
from argmap.testing import maps

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic

Row = dict[str, Any]


def box(id: object, type: str, text: str, **further: object) -> Row:
    return {
        "id": id, "x": 5, "y": 7.5, "color": "b", "text": text, "type": type, "scheme": "0", "descriptors": {},
        "cqdesc": {}, "visible": True, "participantID": 0, "w": 200, "h": 50, **further,
    }  # fmt: skip


def ova2(nodes: list[Row], *edges: tuple[int, int], **further: object) -> Row:
    rows = [{"from": nodes[a], "to": nodes[b], "visible": True} for a, b in edges]
    return {"nodes": nodes, "edges": rows, "participants": [], "analysis": {"txt": ""}, **further}


SAVED = ova2(
    [
        box(1, "I", "Tea is better", text_begin=[0, 10], text_end=[3, 16], text_length=[3, 6], majorClaim=True),
        box(2, "I", "Tea is cheap"),
        box(3, "RA", "Example", scheme="14", descriptors={"a premise": 2, "s_conclusion": 1}),
        box(4, "L", "Ann : tea", participantID=1, date="01/02/2024 - 10:00:00"),
        box(5, "YA", "Asserting", scheme="74"),
    ],
    (1, 2), (2, 0), (3, 4), (4, 1),
    participants=[{"id": 1, "firstname": "Ann", "surname": "Lee"}],
    analysis={
        "txt": 'Tea, <span class="highlighted" id="node2">and </span>better', "plain_txt": "Tea, and better",
        "annotatorName": "x", "documentTitle": "Drinks", "documentDate": "01/02/2024",
    },
)  # fmt: skip
BETWEEN = {
    "nodes": [
        {"nodeID": 1, "type": "I", "scheme": None, "descriptors": {}, "participantID": 0, "text": "tea", "x": "5", "y": 1.5, "visible": True},
        {"nodeID": 2, "type": "L", "scheme": None, "descriptors": {}, "participantID": 3, "text": "Ann : tea", "x": 0, "y": 0, "visible": True},
        {"nodeID": 3, "type": "YA", "scheme": "74", "descriptors": {}, "participantID": 0, "text": "Asserting", "x": 0, "y": 0, "visible": False},
    ],
    "edges": [{"fromID": 2, "toID": 3, "visible": True}, {"fromID": 3, "toID": 1, "visible": False}],
    "schemefulfillments": [{"nodeID": i, "schemeID": None} for i in (1, 2, 3)],
    "participants": [{"participantID": 3, "firstname": "Ann", "surname": "None"}],
    "locutions": [],
    "analysis": {"txt": "I said <span id='node1'>tea</span>"},
}  # fmt: skip


def unchanged(document: Row) -> ArgumentMap:
    text = json.dumps(document)
    m = loads(text)
    assert json.dumps(json.loads(dumps(m))) == text
    return m


def test_a_file_of_ova2_is_read() -> None:
    reported: list[Diagnostic] = []
    SAVED["nodes"][0]["text_end"] = [3, 15]
    m = unchanged(SAVED)
    loads(json.dumps(SAVED), report=reported.append)
    assert reported == []
    assert m.sources[0].text == "Tea, and better"
    assert m.sources[0].title == "Drinks"
    assert m["1"].quotes == (Quote("text", "Tea", 0, 3), Quote("text", "etter", 10, 15))  # type: ignore[union-attr]
    assert m["2"] == Claim(
        "2", "Tea is cheap", by="person 1", quotes=[Quote("text", "and ", 5, 9)], data=m["2"].data
    )
    assert m["2"].data == {"ova": {"x": 5, "y": 7.5}}
    step = m["3"]
    assert isinstance(step, Relation)
    assert (step.kind, step.sources, step.targets, step.scheme) == ("support", ("2",), ("1",), "Example")
    spoken = m["4"]
    assert isinstance(spoken, Utterance)
    assert spoken.by == "person 1"
    assert m.parties == (Party("person 1", "Ann Lee"),)


def test_a_file_of_the_shape_between_ova2_and_ova3_is_read() -> None:
    m = unchanged(BETWEEN)
    assert m.claims == (
        Claim(
            "1",
            "tea",
            by="person 3",
            quotes=[Quote("text", "tea", 7, 10)],
            data={"ova": {"x": "5", "y": 1.5}},
        ),
    )
    assert m.parties == (Party("person 3", "Ann"),)
    assert m.relations[0].scheme == "Asserting"


def test_offsets_into_a_different_text_are_kept_and_reported() -> None:
    document = json.loads(json.dumps(SAVED))
    document["analysis"]["plain_txt"] = "Something else"
    reported: list[Diagnostic] = []
    assert loads(json.dumps(document), report=reported.append)["1"].quotes == ()  # type: ignore[union-attr]
    assert [d.code for d in reported] == ["place-outside-text"]


def test_edits_are_written() -> None:
    m = loads(json.dumps(SAVED)).without("2", cascade=True)
    tea = m["1"]
    assert isinstance(tea, Claim)
    m = m.replace(evolve(tea, quotes=[Quote("text", "Tea", 0, 3)]), Utterance("4", "Ann : tea"))
    written = json.loads(dumps(m))
    assert [n["id"] for n in written["nodes"]] == [1, 4]
    assert "text_begin" not in written["nodes"][0]
    assert written["nodes"][1]["participantID"] == 0
    assert written["analysis"]["txt"] == '<span class="highlighted" id="node1">Tea</span>, and better'
    assert written["edges"] == []


def test_a_copy_of_a_node_that_differs_stays_a_copy() -> None:
    document = json.loads(json.dumps(SAVED))
    document["edges"][0]["from"]["x"] = 99
    document["edges"][1]["to"] = {"id": "1"}
    unchanged(document)


def test_a_map_from_elsewhere_is_written_as_ova2() -> None:
    m = ArgumentMap.of(Claim("cap", "Cap."), Claim("2", "No."), Relation("3", "attack", "2", "cap"))
    written = json.loads(dumps(m))
    assert [n["id"] for n in written["nodes"]] == ["cap", 2, 3]
    assert written["edges"][1] == {"from": written["nodes"][2], "to": written["nodes"][0], "visible": True}
    assert loads(dumps(m)) == m


def additions(m: ArgumentMap, back: ArgumentMap, renamed: dict[str, str]) -> list[str]:
    before = {renamed.get(r.id, r.id): r for r in m}
    found = []
    for record in back:
        old: Any = before.get(record.id)
        if old is None:
            found.append(f"{record!r} is new")
            continue
        for a in type(record).__attrs_attrs__:
            new: Any = getattr(record, a.name)
            was: Any = getattr(old, a.name, None)
            if a.name in ("by", "id") and was is not None:
                was = renamed.get(was, was)
            if a.name == "data":
                residue = dict(new.get("ova", {})) if new else {}
                if residue and any((k, v) not in dict(was["ova"]).items() for k, v in residue.items()):
                    found.append(f"{record.id}.data: {residue}")
            elif a.name == "quotes":
                have = {(renamed.get(q.source, q.source), q.exact, q.start, q.end) for q in was}
                found += [f"{record.id}: {q}" for q in new if (q.source, q.exact, q.start, q.end) not in have]
            elif a.name != "sha256" and new not in (was, a.default):
                found.append(f"{record.id}.{a.name}: {was!r} became {new!r}")
    return found


@given(maps(hostile=True))
def test_a_round_trip_adds_nothing_and_keeps_what_fits(m: ArgumentMap) -> None:
    text = dumps(m)
    back = loads(text)
    renamed = ids(m)
    assert additions(m, back, renamed) == []
    assert dumps(back) == text
    assert [(c.id, c.text) for c in back.claims] == [(c.id, c.text) for c in m.statements]
    assert [(u.id, u.text) for u in back.utterances] == [(u.id, u.text) for u in m.utterances]
    nodes = {n.id for n in (*m.claims, *m.evidence, *m.utterances)}
    for r in m.relations:
        if nodes.issuperset((*r.sources, *r.targets)):
            found = back[r.id]
            assert isinstance(found, Relation)
            assert (found.kind, found.sources, found.targets) == (r.kind, r.sources, r.targets)


numbers = st.integers(1, 6)
values: st.SearchStrategy[Any] = st.sampled_from((None, True, 1, 1.0, "x", ["a", {"b": 1}]))
html = st.lists(
    st.sampled_from(("a", "&amp;", "<br>", "</span>", "<p>", "é"))
    | numbers.map(lambda i: f'<span id="node{i}">'),
    max_size=7,
).map("".join)
kinds = st.sampled_from(("I", "L", "RA", "CA", "MA", "YA", "TA", "EN"))
labels = st.sampled_from(("", "Ann : so", "Default Inference", "Asserting", "Undercut", "RA"))
schemes = st.sampled_from((None, "0", "14", "74", 74, "999", ""))
offsets = st.lists(st.integers(0, 5), max_size=2)
shared = {
    "x": values, "descriptors": st.dictionaries(st.just("a premise"), numbers | st.just("77")),
    "participantID": st.integers(0, 2) | st.just("1"), "scheme": schemes, "visible": st.booleans(),
    "text_begin": offsets, "text_end": offsets, "comment": values,
}  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Row:
    between = draw(st.booleans())
    key = "nodeID" if between else "id"
    present = draw(st.lists(numbers, unique=True, min_size=1, max_size=5))
    nodes = [
        draw(
            st.fixed_dictionaries(
                {key: st.sampled_from((i, str(i))), "type": kinds, "text": labels}, optional=shared
            )
        )
        for i in present
    ]
    person = st.integers(0, 2)
    people = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "participantID" if between else "id": person,
                    "firstname": st.sampled_from(("Ann", "")),
                    "surname": st.just("Lee"),
                }
            ),
            max_size=2,
        )
    )
    ends = st.sampled_from(nodes)
    edges = draw(st.lists(st.tuples(ends, ends, st.booleans() | values), max_size=5))
    text = draw(html)
    analysis = draw(
        st.sampled_from(
            (
                {"txt": text},
                {"plain_txt": "aé", "txt": text, "documentTitle": "T"},
                {"plain_txt": "aaaaa", "txt": "aaaaa"},
                None,
                {},
                {"txt": None, "documentTitle": 3},
            )
        )
    )
    if between:
        locutions = st.lists(
            st.fixed_dictionaries({"nodeID": numbers, "personID": person, "start": st.none()}), max_size=3
        )
        outer: Row = {
            "nodes": nodes, "edges": [{"fromID": a[key], "toID": b[key], "visible": v} for a, b, v in edges],
            "schemefulfillments": draw(st.sampled_from((None, [], [{"nodeID": 1, "schemeID": "14"}]))), "participants": people,
            "locutions": draw(locutions | st.none()), "analysis": analysis,
        }  # fmt: skip
    else:
        outer = {
            "nodes": nodes,
            "edges": [
                {"from": a, "to": draw(st.sampled_from((b, {"id": b["id"]}))), "visible": v}
                for a, b, v in edges
            ],
            "participants": people,
            "analysis": analysis,
            "locutions": draw(values),
        }
        del outer["locutions"]
    return {
        k: outer[k]
        for k in draw(st.permutations(list(outer)))
        if k in ("nodes", "edges") or draw(st.booleans())
    }


@given(documents())
def test_any_document_is_written_as_it_was(document: Row) -> None:
    m = unchanged(document)
    for record in (*m.nodes, *m.relations):
        for quote in record.quotes:
            assert m.sources[0].text[quote.start : quote.end] == quote.exact


@given(
    st.recursive(
        values,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ("nodes", "edges", "id", "from", "to", "type", "analysis", "participants", "nodeID")
                ),
                inner,
                max_size=4,
            )
        ),
    )
)
def test_any_json_is_read_or_refused_with_an_argmap_error(value: object) -> None:
    text = json.dumps(value)
    try:
        m = loads(text)
    except ArgmapError:
        return
    assert json.dumps(json.loads(dumps(m))) == text


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"nodes": [{"id": 1}]}',
        '{"nodes": [], "edges": [{"from": {}, "to": 3}]}',
        '{"nodes": [{"id": 1}], "edges": [{"from": {"id": 1}}]}',
    ],
)
def test_anything_but_ova_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match=r"^\$"):
        loads(text)


def test_one_source_is_written() -> None:
    m = ArgumentMap.of(
        Source("a", "Rents rise."), Source("b", "More."), Claim("c", "x", quotes=[Quote("a", "Rents", 0, 5)])
    )
    back = loads(dumps(m))
    assert ids(m) == {"a": "text"}
    assert back.sources == (Source("text", "Rents rise."),)
    assert back.claims[0].quotes == (Quote("text", "Rents", 0, 5),)


@pytest.mark.parametrize("kind", ["EN", 7, None])
def test_marks_of_nodes_of_unknown_types_stay_in_the_text(kind: Any) -> None:
    html = '<span class="highlighted" id="node1">Tea</span> <span class="highlighted" id="node2">helps</span>'
    nodes = [{"nodeID": 1, "text": "Tea", "type": "I"}, {"nodeID": 2, "text": "x", "type": kind}]
    nodes[1] |= {"text_begin": [4], "text_end": [9], "text_length": [5]}
    between = {"nodes": nodes, "edges": [], "analysis": {"txt": html, "plain_txt": "Tea helps"}}
    xaif = {"AIF": {"nodes": nodes, "edges": []}, "text": html}
    for format, raw in (("ova", between), ("xaif", xaif)):
        m, _ = argmap.loads(json.dumps(raw), format=format, on_error="recover")
        assert [q.exact for q in m.claims[0].quotes] == ["Tea"]
        assert argmap.losses(m, format) == ()
        assert json.loads(argmap.dumps(m, format=format)) == raw
