"""xAIF as its several writers spell it. No document is real: they are built from descriptions of the tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, Party, Quote, Relation, Source, Utterance
from argmap.errors import ArgmapError, FormatError
from argmap.serializers.aif.xaif import dumps, ids, loads
from argmap.testing import maps

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic

Row = dict[str, Any]

OVA3 = {
    "AIF": {
        "nodes": [
            {"nodeID": "1_9", "text": "Tea is better", "type": "I"},
            {"nodeID": "2_9", "text": "Tea is cheap", "type": "I"},
            {"nodeID": "3_9", "text": "Default Inference", "type": "RA"},
            {"nodeID": "4_9", "text": "Ann Lee : Tea is cheap", "type": "L"},
            {"nodeID": "5_9", "text": "Asserting", "type": "YA"},
        ],
        "edges": [
            {"edgeID": 1, "fromID": "2_9", "toID": "3_9"},
            {"edgeID": 2, "fromID": "3_9", "toID": "1_9"},
            {"edgeID": 3, "fromID": "4_9", "toID": "5_9"},
            {"edgeID": 4, "fromID": "5_9", "toID": "2_9"},
        ],
        "schemefulfillments": [{"nodeID": "3_9", "schemeID": "72"}, {"nodeID": "5_9", "schemeID": "74"}],
        "participants": [{"participantID": 1, "firstname": "Ann", "surname": "Lee"}],
        "locutions": [{"nodeID": "4_9", "personID": 1, "start": "2024-01-01 10:00:00", "end": None}],
        "descriptorfulfillments": [{"nodeID": "3_9", "descriptorID": "4", "selectedID": "2_9"}],
        "cqdescriptorfulfillments": [],
    },
    "text": 'No. <span id="node1_9" class="highlighted">Tea is better</span> &amp;<br>fine.',
    "OVA": {
        "firstname": "Ann",
        "surname": "Lee",
        "url": "",
        "nodes": [{"nodeID": "1_9", "visible": True, "x": 10, "y": 20.5, "timestamp": "Mon Jan 01 2024"}],
        "edges": [{"fromID": "2_9", "toID": "3_9", "visible": True}],
    },
}
MINED = {
    "AIF": {
        "nodes": [
            {"nodeID": 1, "text": "Ann : tea", "type": "L"},
            {"nodeID": 2, "text": "tea", "type": "I"},
            {"nodeID": 3, "text": "Default Illocuting", "type": "YA"},
            {"nodeID": 4, "text": "coffee", "type": "I"},
            {"nodeID": 5, "text": "Default Conflict", "type": "CA"},
        ],
        "edges": [
            {"edgeID": 7, "fromID": 1, "toID": 3},
            {"edgeID": 9, "fromID": "3", "toID": 2},
            {"edgeID": 10, "fromID": 4, "toID": 5},
            {"edgeID": 11, "fromID": 5, "toID": 2},
        ],
        "schemefulfillments": None,
        "participants": [
            {"participantID": 0, "firstname": "Ann", "surname": "None"},
            {"participantID": 0, "firstname": "Bob", "surname": "None"},
        ],
        "locutions": [{"nodeID": 1, "personID": 0}],
        "descriptorfulfillments": None,
    },
    "text": {"txt": "<span id='0'>tea</span> or <span class=x id=node4>coffee</span>"},
    "OVA": [],
    "dialog": True,
}


def unchanged(document: Row) -> ArgumentMap:
    text = json.dumps(document)
    m = loads(text)
    assert json.dumps(json.loads(dumps(m))) == text
    return m


def test_a_file_of_ova3_is_read() -> None:
    m = unchanged(OVA3)
    ann = Party("person 1", "Ann Lee")
    assert m.parties == (ann,)
    locution = m["4_9"]
    assert isinstance(locution, Utterance)
    assert (locution.by, locution.when) == (ann.id, "2024-01-01 10:00:00")
    assert m.sources[0].text == "No. Tea is better &\nfine."
    assert m["1_9"] == Claim("1_9", "Tea is better", quotes=[Quote("text", "Tea is better", 4, 17)])
    assert m["2_9"] == Claim("2_9", "Tea is cheap", by=ann)
    assert m["3_9"] == Relation("3_9", "support", "2_9", "1_9", scheme="Default Inference")
    assert m["5_9"] == Relation("5_9", "illocution", "4_9", "2_9", scheme="Asserting")


def test_a_file_of_a_miner_is_read() -> None:
    reported: list[Diagnostic] = []
    m = unchanged(MINED)
    loads(json.dumps(MINED), report=reported.append)
    assert {d.code for d in reported} == {"unnamed-person", "span-without-node"}
    assert m.parties == (Party("person 0"),)  # two names for one number, which is declared and so a person
    assert m["1"].by == "person 0"  # type: ignore[union-attr]
    assert m["4"].quotes == (Quote("text", "coffee", 7, 13),)  # type: ignore[union-attr]
    assert [(r.kind, r.sources, r.targets) for r in m.relations] == [
        ("illocution", ("1",), ("2",)),
        ("attack", ("4",), ("2",)),
    ]


def test_person_zero_is_nobody_unless_declared() -> None:
    document = json.loads(json.dumps(OVA3))
    document["AIF"]["locutions"] = [{"nodeID": "4_9", "personID": 0, "start": None, "end": None}]
    m = unchanged(document)
    assert m["4_9"].by is None  # type: ignore[union-attr]
    document["AIF"]["participants"].append({"participantID": 0, "firstname": "Bob", "surname": ""})
    assert unchanged(document)["4_9"].by == "person 0"  # type: ignore[union-attr]


def test_rows_about_deleted_nodes_are_deleted() -> None:
    m = loads(json.dumps(OVA3)).without("2_9", cascade=True)
    written = json.loads(dumps(m))
    assert [n["nodeID"] for n in written["AIF"]["nodes"]] == ["1_9", "4_9"]
    assert written["AIF"]["edges"] == written["AIF"]["schemefulfillments"] == []
    assert written["AIF"]["descriptorfulfillments"] == written["OVA"]["edges"] == []
    assert written["OVA"]["nodes"] == OVA3["OVA"]["nodes"]  # type: ignore[index]
    assert written["text"] == OVA3["text"]


def test_edits_are_written() -> None:
    m = loads(json.dumps(OVA3))
    tea = m["1_9"]
    assert isinstance(tea, Claim)
    m = m.replace(
        evolve(tea, quotes=[]),
        Relation("3_9", "support", "2_9", "1_9", scheme="Example"),
        Party("person 1", "Ann"),
    )
    m = m.add(Claim("new", "Hot."), Relation("r", "attack", "new", "3_9"))
    written = dumps(m)
    assert list(loads(written)) == list(m.replace(evolve(m.sources[0], data=None)))
    rows = json.loads(written)
    assert rows["text"] == "No. Tea is better &amp;<br>fine."
    assert rows["AIF"]["schemefulfillments"][0] == {"nodeID": "3_9", "schemeID": "14"}
    assert rows["AIF"]["edges"][:4] == OVA3["AIF"]["edges"]  # type: ignore[index]
    assert rows["AIF"]["edges"][4]["edgeID"] == 5


@pytest.mark.parametrize(
    "analysed",
    [
        None,
        "",
        [],
        3,
        {"url": "https://example.org"},
        {"url": 3},
        {"txt": ""},
        {"txt": "a<b", "url": ""},
        "<p></p>",
        "&lt;<!-- x -->",
    ],
)
def test_texts_of_every_shape(analysed: object) -> None:
    document: Row = {
        "AIF": {"nodes": [{"nodeID": "text", "text": "a", "type": "I"}], "edges": []},
        "text": analysed,
    }
    m = unchanged(document)
    if isinstance(analysed, dict) and analysed.get("url") == "https://example.org":
        assert m.sources == (Source("the text", url="https://example.org"),)
    unchanged({"AIF": document["AIF"]})


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
                residue = dict(new.get("xaif", {})) if new else {}
                if residue and any((k, v) not in dict(was["xaif"]).items() for k, v in residue.items()):
                    found.append(f"{record.id}.data: {residue}")
            elif a.name == "quotes":
                have = {(renamed.get(q.source, q.source), q.exact, q.start, q.end) for q in was}
                found += [f"{record.id}: {q}" for q in new if (q.source, q.exact, q.start, q.end) not in have]
            elif a.name == "sha256":
                pass  # of the text, which is compared
            elif new not in (was, a.default):
                found.append(f"{record.id}.{a.name}: {was!r} became {new!r}")
    return found


@given(maps(hostile=True))
def test_a_round_trip_adds_nothing_and_keeps_what_fits(m: ArgumentMap) -> None:
    text = dumps(m)
    back = loads(text)
    renamed = ids(m)
    assert len({renamed.get(r.id, r.id) for r in m}) == len(list(m))
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


names = st.sampled_from(("1", "2", "3", "4", "5", "6"))
ends = names | names.map(int)
values: st.SearchStrategy[Any] = st.sampled_from((None, True, 1, 1.0, "x", ["a", {"b": 1}]))
html = st.lists(
    st.sampled_from(
        ("a", "&amp;", "<br>", "\n", "<p>", "</span>", "<span>", "</p>", "<", "é", "&nbsp;", '<span id="7">')
    )
    | names.map(lambda i: f'<span id="node{i}" class="x">'),
    max_size=9,
).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> Row:
    present = draw(st.lists(names, unique=True, max_size=6))
    kinds = st.sampled_from(("I", "L", "RA", "CA", "MA", "YA", "TA", "PA", "EN"))
    labels = st.sampled_from(
        ("", "Ann : so", "Default Inference", "Asserting", "Undercut", "Popular Conceding", "RA")
    )
    nodes = [
        {
            "nodeID": draw(st.sampled_from((i, int(i)))),
            "text": draw(labels),
            "type": draw(kinds),
            **draw(st.dictionaries(st.just("x"), values)),
        }
        for i in present
    ]
    edges = draw(
        st.lists(
            st.fixed_dictionaries({"edgeID": st.integers(1, 4), "fromID": ends, "toID": ends}), max_size=6
        )
    )
    people = {
        "participantID": st.integers(0, 2),
        "firstname": st.sampled_from(("Ann", "")),
        "surname": st.sampled_from(("None", "", "Lee")),
    }
    inner: Row = {
        "nodes": nodes,
        "edges": edges,
        "schemefulfillments": draw(
            st.none()
            | st.lists(
                st.fixed_dictionaries(
                    {"nodeID": ends, "schemeID": st.sampled_from(("72", "74", "88", "999", None, 14))}
                ),
                max_size=4,
            )
        ),
        "participants": draw(st.none() | st.lists(st.fixed_dictionaries(people), max_size=3)),
        "locutions": draw(
            st.none()
            | st.lists(
                st.fixed_dictionaries(
                    {"nodeID": ends, "personID": st.integers(0, 2)},
                    optional={"start": st.just("2024-01-01 10:00:00"), "end": st.none()},
                ),
                max_size=4,
            )
        ),
        "descriptorfulfillments": draw(
            st.none()
            | st.lists(
                st.fixed_dictionaries(
                    {"nodeID": ends, "descriptorID": names, "selectedID": ends | st.none()}
                ),
                max_size=2,
            )
        ),
        "cqdescriptorfulfillments": draw(st.none() | st.just([])),
    }
    order = draw(st.permutations(list(inner)))
    outer: Row = {
        "AIF": {k: inner[k] for k in order if k in ("nodes", "edges") or draw(st.booleans())},
        "text": draw(html | html.map(lambda h: {"txt": h}) | st.none()),
        "OVA": draw(
            st.sampled_from(
                (
                    [],
                    None,
                    {
                        "nodes": [{"nodeID": "1", "x": "5"}, {"nodeID": 77}],
                        "edges": [{"fromID": 1, "toID": "99"}],
                    },
                )
            )
        ),
        "dialog": True,
    }
    return {k: outer[k] for k in draw(st.permutations(list(outer))) if k == "AIF" or draw(st.booleans())}


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
                    ("AIF", "nodes", "edges", "text", "OVA", "nodeID", "type", "locutions", "participants")
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
        '{"AIF": []}',
        '{"AIF": {"nodes": {}, "edges": []}}',
        '{"AIF": {"nodes": [3], "edges": []}}',
    ],
)
def test_anything_but_xaif_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match=r"^\$"):
        loads(text)


def spoken(scheme: str, span: str = "0") -> dict[str, Any]:
    """A locution by a participant who is listed twice, a proposition and an illocution of this scheme."""
    person = {"participantID": 0, "firstname": "Bob", "surname": "None"}
    return {
        "AIF": {
            "nodes": [
                {"nodeID": 0, "text": "let us eat", "type": "L"},
                {"nodeID": 1, "text": "let us eat", "type": "I"},
                {"nodeID": 2, "text": scheme, "type": "YA"},
            ],
            "edges": [{"edgeID": 0, "fromID": 0, "toID": 2}, {"edgeID": 1, "fromID": 2, "toID": 1}],
            "schemefulfillments": None,
            "descriptorfulfillments": None,
            "participants": [person, person],
            "locutions": [{"nodeID": 0, "personID": 0}],
        },
        "dialog": True,
        "OVA": [],
        "text": {"txt": f' Bob None: <span class="highlighted" id="{span}">let us eat</span>.<br><br>'},
    }


@pytest.mark.parametrize(("span", "node"), [("0", "0"), ("node0", "0"), ("1", "1")])
def test_spans_may_be_called_as_their_nodes(span: str, node: str) -> None:
    document = spoken("Default Illocuting", span)
    seen: list[Diagnostic] = []
    m = loads(json.dumps(document), report=seen.append)
    assert m.sources[0].text == " Bob None: let us eat.\n\n"
    assert m[node].quotes == (Quote("text", "let us eat", 11, 21),)  # type: ignore[union-attr]
    assert not seen
    assert [p.name for p in m.parties] == ["Bob"]
    assert json.loads(dumps(m)) == document
    assert loads(dumps(m.without(node, cascade=True))).sources == m.sources


@pytest.mark.parametrize(
    ("scheme", "holder"),
    [
        ("Asserting", "person 0"),
        ("Default Illocuting", "person 0"),
        ("Default Illocution", "person 0"),
        ("YA", "person 0"),
        ("Telling", "person 0"),
        ("Pure Questioning", None),
        ("RhetoricalQuestioning", None),
        ("Challenging", None),
        ("Disagreeing", None),
    ],
)
def test_who_puts_a_proposition_forward_holds_it(scheme: str, holder: str | None) -> None:
    document = spoken(scheme)
    m = loads(json.dumps(document))
    assert [c.by for c in m.claims] == [holder]
    assert json.loads(dumps(m)) == document
    nobody = m.replace(evolve(m.claims[0], by=None))
    assert loads(dumps(nobody)).claims == nobody.claims


def test_who_asserts_a_proposition_holds_it_whoever_else_puts_it_forward() -> None:
    document = spoken("Asserting")
    rows = document["AIF"]
    rows["nodes"] += [
        {"nodeID": 3, "text": "yes", "type": "L"},
        {"nodeID": 4, "text": "Default Illocuting", "type": "YA"},
    ]
    rows["edges"] += [{"edgeID": 2, "fromID": 3, "toID": 4}, {"edgeID": 3, "fromID": 4, "toID": 1}]
    rows["participants"] += [{"participantID": 1, "firstname": "Ann", "surname": ""}]
    rows["locutions"] += [{"nodeID": 3, "personID": 1}]
    m = loads(json.dumps(document))
    assert [c.by for c in m.claims] == ["person 0"]
    assert json.loads(dumps(m)) == document


def reported(document: Any) -> tuple[ArgumentMap, list[str]]:
    """The map of a document, which is written as it was, and the codes of what is reported."""
    seen: list[Diagnostic] = []
    m = loads(json.dumps(document), report=seen.append)
    assert loads(json.dumps(document)) == m
    assert json.loads(dumps(m)) == document
    return m, [d.code for d in seen]


def test_a_speaker_who_asserts_a_proposition_twice_holds_it() -> None:
    document = spoken("Asserting")
    rows = document["AIF"]
    rows["nodes"] += [
        {"nodeID": 3, "text": "yes, let us eat", "type": "L"},
        {"nodeID": 4, "text": "Asserting", "type": "YA"},
    ]
    rows["edges"] += [{"edgeID": 2, "fromID": 3, "toID": 4}, {"edgeID": 3, "fromID": 4, "toID": 1}]
    for person, holder in ((0, "person 0"), (1, None)):
        said = [*rows["locutions"], {"nodeID": 3, "personID": person}]
        m, _ = reported({**document, "AIF": {**rows, "locutions": said}})
        assert [c.by for c in m.claims] == [holder]
    m, _ = reported(document)  # who says it the second time is not known
    assert [c.by for c in m.claims] == [None]


@pytest.mark.parametrize("inner", [{}, {"nodes": []}, {"nodes": None, "edges": None}, {"locutions": []}])
def test_lists_may_be_missing_where_the_pipeline_begins(inner: Row) -> None:
    m, codes = reported({"AIF": inner, "text": {"txt": "Let us eat."}, "dialog": False})
    assert ([s.text for s in m.sources], codes) == (["Let us eat."], [])


@pytest.mark.parametrize("node", [0, "0", 0.0])
@pytest.mark.parametrize("end", [0, "0", 0.0])
def test_ids_may_be_words_and_whole_numbers_in_one_file(node: object, end: object) -> None:
    rows: Row = {
        "nodes": [{"nodeID": node, "text": "a", "type": "I"}, {"nodeID": 1, "text": "RA", "type": "RA"}]
    }
    rows["edges"] = [{"edgeID": 1, "fromID": end, "toID": "1"}]
    m, codes = reported({"AIF": rows})
    assert (m.relations[0].sources, codes) == (("0",), [])
    rows["nodes"][0]["nodeID"] = 0.5
    with pytest.raises(FormatError, match=r"found 0\.5 for nodeID, expected a string"):
        loads(json.dumps({"AIF": rows}))


@pytest.mark.parametrize(
    "tag",
    [
        '<span title="1 > 0" id="0">',
        "<SPAN ID=0>",
        "<span class='highlighted'id='0' style=\"a: 'b'\">",
        "<span id=0 title=it's>",
    ],
)
def test_spans_in_every_spelling_of_html(tag: str) -> None:
    document = {
        "AIF": {"nodes": [{"nodeID": 0, "text": "a", "type": "I"}], "edges": []},
        "text": f"1 {tag}a</span>",
    }
    m, codes = reported(document)
    assert (m.sources[0].text, m.claims[0].quotes, codes) == ("1 a", (Quote("text", "a", 2, 3),), [])


def test_paragraphs_are_lines() -> None:
    html = (
        "<div><p>One</p>\n<p>Two <b>words</b></p></div>"
        "<p><span id='node0'>Three</span></p><h2>Four</h2>five<br>six<p>"
    )
    document = {"AIF": {"nodes": [{"nodeID": 0, "text": "a", "type": "I"}], "edges": []}, "text": html}
    m, codes = reported(document)
    assert m.sources[0].text == "One\nTwo words\nThree\nFour\nfive\nsix"
    assert ([q.exact for q in m.claims[0].quotes], codes) == (["Three"], [])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ({"text": "a"}, ["text-not-read"]),
        (["a"], ["text-not-read"]),
        (3, ["text-not-read"]),
        ({"txt": None}, []),
        (None, []),
        ("", []),
        ({"txt": "", "title": ""}, []),
        ("<span id='node0'>a", ["span-without-end"]),
        ("<span>a", []),
    ],
)
def test_what_is_not_read_of_the_text_is_reported(text: Any, codes: list[str]) -> None:
    document = {"AIF": {"nodes": [{"nodeID": 0, "text": "a", "type": "I"}], "edges": []}, "text": text}
    assert reported(document)[1] == codes


def test_a_key_in_other_letters_is_named() -> None:
    with pytest.raises(FormatError, match="write 'AIF' instead of 'aif'"):
        loads('{"aif": {}}')
