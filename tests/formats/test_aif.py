"""AIF JSON: what comes in goes out, records say what the nodes say, and nothing is made up."""

# ruff: noqa: E501 - rows are easier to compare when each is on one line

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, Evidence, Party, Relation, Utterance
from argmap.diagnostics import ignored
from argmap.errors import ArgmapError, FormatError
from argmap.serializers import aif, native
from argmap.serializers.aif import dumps, ids, loads
from argmap.serializers.aif.plain import read_plain
from argmap.testing import maps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from argmap.diagnostics import Diagnostic

Row = dict[str, Any]
SCHEMES = ("RA", "CA", "MA", "PA", "YA", "TA")


def node(id: object, type: str, text: object = None, **others: object) -> Row:
    return {
        "nodeID": id,
        "text": type if text is None else text,
        "type": type,
        "timestamp": "2024-01-01 10:00:00",
        **others,
    }


def file(
    nodes: list[Row], *edges: tuple[object, object], locutions: list[Row] | None = None, **others: object
) -> str:
    rows = [
        {"edgeID": str(90 + n), "fromID": a, "toID": b, "formEdgeID": None} for n, (a, b) in enumerate(edges)
    ]
    lists = {"nodes": nodes, "edges": rows, **({} if locutions is None else {"locutions": locutions})}
    return json.dumps({**lists, **others})


def row(node: object, person: object, **others: object) -> Row:
    return {
        "nodeID": node,
        "personID": person,
        "timestamp": "2024-01-01 10:00:00",
        "start": None,
        "end": None,
        "source": None,
        **others,
    }


def read(text: str) -> tuple[ArgumentMap, list[Diagnostic]]:
    reported: list[Diagnostic] = []
    return loads(text, report=reported.append), reported


def unchanged(text: str) -> ArgumentMap:
    """The map of a text that has to be written as it was, keys in order and 1 apart from 1.0 and true."""
    m = loads(text)
    assert json.dumps(json.loads(dumps(m))) == json.dumps(json.loads(text))
    return m


# Real files


@pytest.mark.corpora
def test_real_files_round_trip_and_have_the_expected_counts(corpora: Path) -> None:
    counts: Counter[str] = Counter()
    raw_counts: Counter[str] = Counter()
    for path in sorted((corpora / "aif").glob("*.json")):
        text = path.read_text(encoding="utf-8-sig")
        m = unchanged(text)
        raw = json.loads(text)
        kinds = {n["nodeID"]: n["type"] for n in raw["nodes"]}
        raw_counts.update(kinds.values())
        counts.update({"I": len(m.claims), "L": len(m.utterances), "files": 1})
        codes = {
            "support": "RA",
            "attack": "CA",
            "undercut": "CA",
            "rephrase": "MA",
            "illocution": "YA",
            "transition": "TA",
        }
        counts.update(codes[r.kind] for r in m.relations)
        claims = {c.id for c in m.claims}
        for r in m.relations:
            premises = [i for i in r.sources if i in claims]
            counts[f"paths {r.kind}"] += len(premises) * len([i for i in r.targets if i in claims])
            counts["linked"] += r.kind == "support" and len(premises) > 1
        counts["edges"] += sum(len(r.sources) + len(r.targets) for r in m.relations)
        raw_counts["edges"] += len(raw["edges"])
        assert {(u.id, u.text) for u in m.utterances} == {
            (n["nodeID"], n["text"]) for n in raw["nodes"] if n["type"] == "L"
        }
        assert {(c.id, c.text) for c in m.claims} == {
            (n["nodeID"], n["text"]) for n in raw["nodes"] if n["type"] == "I"
        }
        joined = {(i, r.id) for r in m.relations for i in r.sources} | {
            (r.id, i) for r in m.relations for i in r.targets
        }
        assert joined == {(e["fromID"], e["toID"]) for e in raw["edges"]}
    assert {key: counts[key] for key in raw_counts} == raw_counts
    expected = {
        "files": 96, "I": 538, "L": 25, "RA": 232, "CA": 4, "MA": 3, "YA": 23, "TA": 8, "edges": 744,
        "paths support": 436, "paths attack": 4, "paths rephrase": 3, "linked": 153,
    }  # fmt: skip
    assert {key: counts[key] for key in expected} == expected


@pytest.mark.corpora
def test_real_dialogue_names_its_speakers(corpora: Path) -> None:
    m = loads((corpora / "aif" / "6064-original.json").read_text(encoding="utf-8-sig"))
    assert [(p.id, p.name) for p in m.parties] == [("person 409", "CL"), ("person 437", "NL")]
    assert Counter(u.by for u in m.utterances) == {"person 409": 7, "person 437": 2, None: 7}
    reported = [u for u in m.utterances if u.text.startswith("M: ")]
    assert reported
    assert all(u.by is None for u in reported)  # no row says who speaks, and the text alone is no identity


# Laws


def additions(m: ArgumentMap, back: ArgumentMap, renamed: dict[str, str]) -> list[str]:
    """What is in a map that was written and read, but neither in the map before nor a field's default."""
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
                new = set(dict(new.get("aif", {})).items()) if new else set()
                was = set(dict(was["aif"]).items()) if new else set()
                if new - was:
                    found.append(f"{record.id}.data: {new - was}")
            elif new not in (was, a.default):
                found.append(f"{record.id}.{a.name}: {was!r} became {new!r}")
    return found


@given(maps(hostile=True))
def test_round_trip_adds_nothing_and_loses_only_what_aif_lacks(m: ArgumentMap) -> None:
    text = dumps(m)
    back = loads(text)
    renamed = ids(m)
    assert additions(m, back, renamed) == []
    assert dumps(back) == text
    assert [(c.id, c.text) for c in back.claims] == [(c.id, c.text) for c in m.statements]
    assert [(u.id, u.text) for u in back.utterances] == [(u.id, u.text) for u in m.utterances]
    for u in m.utterances:
        assert back[u.id].by == renamed.get(u.by or "", u.by)  # type: ignore[union-attr]
    nodes = {n.id for n in (*m.claims, *m.evidence, *m.utterances)}
    for r in m.relations:
        if nodes.issuperset((*r.sources, *r.targets)):
            found = back[r.id]
            assert isinstance(found, Relation)
            assert (found.kind, found.sources, found.targets, found.scheme) == (
                r.kind,
                r.sources,
                r.targets,
                r.scheme,
            )


names = st.sampled_from(("1", "2", "3", "4", "5", "6"))
texts = (
    st.sampled_from(
        (
            "",
            "Ann : so",
            "Bob : no",
            "RA",
            "Entailment",
            "Undercut",
            "Attack",
            "Example",
            "Asserting",
            "YA_9f",
        )
    )
    | st.none()
)
values: st.SearchStrategy[Any] = st.sampled_from((None, True, 1, 1.0, "x", ["a", {"b": 1}], {}))
extra = st.dictionaries(
    st.sampled_from(("timestamp", "scheme", "schemeID", "by", "x", "keys", "")),
    values | st.sampled_from(("Example", "14", "74", "Asserting")),
    max_size=3,
)


@st.composite
def documents(draw: st.DrawFn) -> Row:
    """Nodesets with every oddity: integer ids, lost nodes, extra keys in any order, people named twice."""
    present = draw(st.lists(names, unique=True, max_size=6))
    number = st.booleans().map(lambda yes: int if yes else str)
    nodes = [
        {
            "nodeID": draw(number)(i),
            "type": draw(st.sampled_from(("I", "L", *SCHEMES, "QQ"))),
            "text": draw(texts),
            **draw(extra),
        }
        for i in present
    ]
    nodes = [dict(draw(st.permutations(list(n.items())))) for n in nodes]
    nodes = [
        {k: v for k, v in n.items() if k != "text" or v is not None or draw(st.booleans())} for n in nodes
    ]
    end = st.sampled_from(present) if present else names
    edges = draw(st.lists(st.fixed_dictionaries(
        {"edgeID": st.integers(1, 9) | names, "fromID": end | end | names.map(int), "toID": end | end | names},
        optional={"formEdgeID": st.none() | st.just(3), "x": values},
    ), max_size=8))  # fmt: skip
    locutions = draw(st.lists(st.fixed_dictionaries(
        {"nodeID": end | end | names, "personID": st.sampled_from(("0", "7", 7, "8", "1", None, "ann"))},
        optional={"start": st.sampled_from((None, "2024-01-01 10:00:00", "")), "x": values},
    ), max_size=5))  # fmt: skip
    people = draw(st.lists(st.fixed_dictionaries(
        {"participantID": st.sampled_from((0, 7, "8", "ann", None)), "firstname": st.sampled_from(("Ann", "", "Bob"))},
        optional={"surname": st.sampled_from(("None", "", "Lee", None))},
    ), max_size=4))  # fmt: skip
    document: Row = {
        "nodes": nodes,
        "edges": edges,
        "locutions": locutions,
        "participants": people,
        "more": [1, {"a": None}],
    }
    for key in ("locutions", "participants"):
        document[key] = draw(st.sampled_from((document[key], document[key], None, [])))
    order = draw(st.permutations(list(document)))
    return {k: document[k] for k in order if k in ("nodes", "edges") or draw(st.booleans())}


@given(documents())
def test_any_nodeset_round_trips(document: Row) -> None:
    m = unchanged(json.dumps(document))
    recorded = {
        n["nodeID"] if isinstance(n["nodeID"], str) else str(n["nodeID"])
        for n in document["nodes"]
        if n["type"] != "QQ"
    }
    assert {r.id for r in (*m.claims, *m.utterances, *m.relations)} == recorded


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("nodeID", "type", "fromID", "toID", "text", "x")), inner, max_size=4
        )
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(("nodes", "edges", "locutions", "participants", "x")),
        st.lists(json_values, max_size=3) | json_values,
    )
)
def test_any_other_json_raises_an_argmap_error(document: Row) -> None:
    text = json.dumps(document)
    try:
        m = loads(text)
    except ArgmapError:
        return
    assert json.dumps(json.loads(dumps(m))) == text


# The short cut


@st.composite
def plain_documents(draw: st.DrawFn) -> Row:
    """What AIFdb writes: every value a string or null, persons by number, some edges without a scheme node."""
    present = draw(st.lists(names, unique=True, max_size=6))
    scheme = st.sampled_from(
        (
            {},
            {},
            {"scheme": "Example"},
            {"scheme": "Asserting", "schemeID": "74"},
            {"scheme": "X", "schemeID": "9"},
            {"scheme": ""},
            {"schemeID": "14"},
        )
    )
    words = st.sampled_from(
        ("Ann : so/so", "Bob : no", "RA", "Undercut", "Example", "so \u2019 \u00e9 \U0001f600\n\t\x7f\\/", "")
    )
    time = st.sampled_from(("2012-04-12 18:20:32", "2012-04-12 18:20:33"))
    nodes = [
        {
            "nodeID": i,
            "text": draw(words),
            "type": draw(st.sampled_from(("I", "I", "L", "L", "YA", *SCHEMES))),
            "timestamp": draw(time),
            **draw(scheme),
        }
        for i in present
    ]
    inner = [n["nodeID"] for n in nodes if n["type"] in SCHEMES]
    end = st.sampled_from((*present, *present, "1"))
    scheme_end = st.sampled_from(inner) if inner else end
    edge = st.tuples(scheme_end, end) | st.tuples(end, scheme_end) | st.tuples(end, names)
    ends = draw(st.lists(edge, max_size=7))
    first = draw(st.integers(1, 3))
    edges = [
        {"edgeID": str(n), "fromID": a, "toID": b, "formEdgeID": None} for n, (a, b) in enumerate(ends, first)
    ]
    locution = st.builds(
        row,
        names,
        st.sampled_from(("7", "7", "8", "0", "07")),
        timestamp=time,
        start=st.none() | time | st.just(""),
        source=st.none() | st.just("radio"),
    )
    locutions = draw(st.none() | st.lists(locution, max_size=5))
    return {"nodes": nodes, "edges": edges, **({} if locutions is None else {"locutions": locutions})}


WAYS = (
    lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
    lambda value: json.dumps(value, separators=(",", ":")).replace("/", "\\/"),  # PHP, as AIFdb is
    lambda value: json.dumps(value, indent=2),
)


def by_rows(text: str) -> tuple[ArgumentMap, list[Diagnostic]]:
    """What the reader makes of a text that the short cut would take."""
    reports: list[Diagnostic] = []
    return aif._read(text, reports.append), reports


def same_map(one: ArgumentMap, other: ArgumentMap) -> bool:
    """Whether two maps cannot be distinguished, not even by the order of what they hold."""
    return (
        one == other
        and hash(one) == hash(other)
        and list(one) == [one[r.id] for r in other]
        and native.dumps(one) == native.dumps(other)
        and ArgumentMap(**one.__getstate__()) == one  # what the short cut did not look at holds
    )


@given(plain_documents(), st.sampled_from(WAYS))
def test_the_short_cut_makes_the_same_map(document: Row, written: Callable[[Row], str]) -> None:
    text = written(document)
    reports: list[Diagnostic] = []
    short = read_plain(text.encode(), reports.append)
    slash = any(n["text"].endswith("\\/") for n in document["nodes"])  # looks like an escaped one
    assert short is not None or slash or document["edges"][0]["edgeID"] == "1"
    m, reported = by_rows(text)
    assert short is None or (same_map(short, m) and reports == reported)
    unchanged(text)


@given(plain_documents(), st.data())
def test_the_short_cut_leaves_unusual_files_to_the_general_reader(document: Row, data: st.DataObject) -> None:
    rows = [row for rows in document.values() for row in rows]
    if rows:
        odd = data.draw(st.sampled_from(rows))
        key = data.draw(st.sampled_from([*odd, "by", "x"]))
        match data.draw(st.sampled_from(("another value", "missing", "in front"))):
            case "another value":
                odd[key] = data.draw(values | st.sampled_from(("", "9", "I", "QQ", "1\x01", "ann")))
            case "missing":
                odd.pop(key, None)
            case "in front" if key in odd:
                first = {key: odd.pop(key), **odd}
                odd.clear()
                odd.update(first)
    else:
        document = {"edges": [], "nodes": []}
    text = data.draw(st.sampled_from(WAYS))(document)
    reports: list[Diagnostic] = []
    short = read_plain(text.encode(), reports.append)
    if short is not None:
        m, reported = by_rows(text)
        assert same_map(short, m)
        assert reports == reported


@pytest.mark.corpora
def test_all_real_files_take_the_short_cut(corpora: Path) -> None:
    for path in (corpora / "aif").glob("*.json"):
        text = path.read_text(encoding="utf-8-sig")
        short = read_plain(text.encode(), ignored)
        assert short is not None, path
        assert same_map(short, by_rows(text)[0])


def test_a_repeated_key_is_refused() -> None:
    text = file([node("1", "I", "a")]).replace('"type": "I"', '"type": "I", "type": "L"')
    with pytest.raises(FormatError, match="second time"):
        loads(text)


# Traps


def test_integer_ids_round_trip_as_integers() -> None:
    text = file([node(1, "I"), node("2", "RA"), node(3, "I")], ("3", 2), (2, 1), locutions=[row(1, 7)])
    m = unchanged(text)
    assert m["2"].sources == ("3",)  # type: ignore[union-attr]
    grown = json.loads(dumps(m.add(Claim("4"), Relation("5", "attack", "4", "1"))))
    assert [(e["fromID"], e["toID"]) for e in grown["edges"][2:]] == [("4", "5"), ("5", 1)]


def test_an_empty_key_of_a_locution_is_preserved() -> None:
    unchanged(file([node("1", "L", **{"": None})], locutions=[row("1", "7")]))


def test_edges_without_scheme_nodes_are_preserved_and_reported() -> None:
    nodes = [node("1", "I"), node("2", "I"), node("3", "L"), node("4", "L")]
    pairs = [("1", "2"), ("3", "4"), ("1", "3"), ("3", "1"), ("4", "4")]
    text = file(nodes, *pairs)
    m, reported = read(text)
    unchanged(text)
    assert m.relations == ()
    assert [d.code for d in reported] == ["edge-without-scheme"]
    left = json.loads(dumps(m.without("4")))
    assert [(e["fromID"], e["toID"]) for e in left["edges"]] == [("1", "2"), ("1", "3"), ("3", "1")]


def test_scheme_nodes_may_lack_premises_or_have_several_conclusions() -> None:
    m = unchanged(
        file([node("1", "I"), node("2", "RA"), node("3", "RA"), node("4", "I")], ("2", "1"), ("2", "4"))
    )
    assert (m["2"], m["3"]) == (
        Relation("2", "support", (), ("1", "4"), data=m["2"].data),
        Relation("3", "support", data=m["2"].data),
    )


def test_targets_and_label_give_the_kind_of_a_conflict() -> None:
    m = unchanged(file(
        [node("1", "I"), node("2", "RA"), node("3", "CA"), node("4", "CA"), node("5", "CA", "Attack"), node("6", "YA"),
         node("7", "CA"), node("8", "CA", "Undercut"), node("9", "CA", "Contradiction"), node("10", "RA", "Entailment")],
        ("1", "2"), ("3", "2"), ("4", "3"), ("5", "2"), ("7", "6"), ("8", "1"), ("9", "1"), ("10", "1"),
    ))  # fmt: skip
    kinds = {r.id: str(r.kind) for r in m.relations}
    assert kinds == {
        "2": "support", "3": "undercut", "4": "undercut", "5": "attack", "6": "illocution", "7": "attack", "8": "attack",
        "9": "contradiction", "10": "entailment",
    }  # fmt: skip


def test_transitions_anchor_illocutions() -> None:
    m = unchanged(file([node("1", "L"), node("2", "L"), node("3", "TA"), node("4", "YA"), node("5", "RA")],
                       ("1", "3"), ("3", "2"), ("3", "4"), ("4", "5")))  # fmt: skip
    assert (m["3"].sources, m["3"].targets) == (("1",), ("2",))  # type: ignore[union-attr]
    assert (m["4"].sources, m["4"].targets) == (("3",), ("5",))  # type: ignore[union-attr]


def test_a_person_is_a_number_and_not_a_name() -> None:
    nodes = [
        node("7", "I"),
        node("1", "L", "Ann : a"),
        node("2", "L", "Bob : b"),
        node("3", "L", "Cy : c : d"),
        node("4", "L", "Cy : e"),
    ]
    rows = [
        row("1", "7"),
        row("2", "7"),
        row("3", "8"),
        row("4", "8"),
        row("4", "8"),
        row("7", "9"),
        row("1", "0"),
    ]
    m, reported = read(file(nodes, locutions=rows))
    unchanged(file(nodes, locutions=rows))
    assert m.parties == (
        Party("person 7"),
        Party("person 8", "Cy"),
    )  # 9 marks the analyst of a proposition, 0 is nobody
    assert [u.by for u in m.utterances] == ["person 7", "person 7", "person 8", "person 8"]
    assert m.claims[0].by is None
    assert [(d.code, d.ids) for d in reported] == [("unnamed-person", ("person 7",))]


@pytest.mark.parametrize(
    "persons", [("7", "person 7"), ("person 7", "7"), ("person person 7", "7", "person 7")]
)
def test_a_number_and_a_name_made_of_it_are_two_persons(persons: tuple[str, ...]) -> None:
    nodes = [node(str(n), "L", f"{'ABC'[n]} : a") for n in range(len(persons))]
    rows = [row(str(n), person) for n, person in enumerate(persons)]
    m = unchanged(file(nodes, locutions=rows))
    assert [p.name for p in m.parties] == ["A", "B", "C"][: len(persons)]
    assert [u.by for u in m.utterances] == [p.id for p in m.parties]
    assert ids(m) == {}
    declared = [{"participantID": p, "firstname": p, "surname": ""} for p in reversed(persons)]
    assert len(unchanged(file(nodes, locutions=rows, participants=declared)).parties) == len(persons)


def test_a_node_that_is_twice_in_data_is_written_once() -> None:
    odd = node("1", "X")
    assert json.loads(dumps(ArgumentMap.of(data={"aif": {"nodes": [odd, odd, {"nodeID": ""}]}})))[
        "nodes"
    ] == [odd]


def test_a_locution_with_several_persons_has_no_speaker() -> None:
    m = unchanged(file([node("1", "L", "a")], locutions=[row("1", "7"), row("1", "8", start="2024")]))
    assert (m.utterances[0].by, m.utterances[0].when) == (None, "")
    m = unchanged(file([node("1", "L", "a")], locutions=[row("1", "7"), row("1", "7", start="2024")]))
    assert (m.utterances[0].by, m.utterances[0].when) == ("person 7", "2024")


def test_who_asserts_a_claim_holds_it_unless_the_map_states_otherwise() -> None:
    ann, bob = Party("ann"), Party("bob")
    said_it = Utterance("u", "a", by=ann)
    asserts = Relation("y", "illocution", "u", "c", scheme="Asserting")
    for by in (ann, bob, None):
        m = ArgumentMap.of(ann, bob, Claim("c", "a", by=by), said_it, asserts)
        back = loads(dumps(m))
        assert back["c"].by == (by.id if by is ann else None)  # type: ignore[union-attr]
        assert back.data == back["c"].data == {}
    twice = m.add(Utterance("v", "a", by=bob), Relation("z", "illocution", "v", "c", scheme="Asserting"))
    assert '"by"' not in dumps(twice)


def test_schemes_are_read_from_keys_or_labels() -> None:
    nodes = [node("1", "RA", scheme="Example"), node("2", "RA", "Default Inference", scheme="Default Inference", schemeID="72"),
             node("3", "CA", "Ad hominem", scheme="Ad hominem", schemeID="172"), node("4", "YA", "Popular Conceding", scheme="PopularConceding", schemeID="88"),
             node("5", "I", scheme="Sign", schemeID="30"), node("6", "RA", "Sign"), node("7", "RA", "YA_9f", scheme="Sign", schemeID="999")]  # fmt: skip
    m = unchanged(file(nodes))
    assert [r.scheme for r in m.relations] == [
        "Example",
        "Default Inference",
        "Ad hominem",
        "PopularConceding",
        "Sign",
        "Sign",
    ]
    edited = m.replace(*(Relation(r.id, r.kind, scheme="Analogy", data=r.data) for r in m.relations))
    rows = [r for r in json.loads(dumps(edited))["nodes"] if r["type"] != "I"]
    assert {(r.get("scheme", r["text"]), r.get("schemeID", "1")) for r in rows} == {("Analogy", "1")}


def test_edits_change_only_the_rows_they_concern() -> None:
    text = file([node("1", "I"), node("2", "I"), node("3", "I"), node("4", "RA"), node("5", "L", "Ann : a")],
                ("2", "4"), ("4", "1"), locutions=[row("5", "7"), row("3", "9"), row("99", "9")])  # fmt: skip
    m = loads(text).without("3")
    written = json.loads(dumps(m.add(Claim("new")).replace(Relation("4", "support", ("2", "new"), "1"))))
    assert [(e["edgeID"], e["fromID"], e["toID"]) for e in written["edges"]] == [
        ("90", "2", "4"),
        ("91", "4", "1"),
        ("1", "new", "4"),
    ]
    assert [r["nodeID"] for r in written["locutions"]] == ["5", "99"]  # 99 was never there


def test_relations_that_would_be_read_otherwise_are_not_written() -> None:
    m = ArgumentMap.of(
        Claim("1"),
        Evidence("2"),
        Relation("3", "support", "2", "1"),
        Relation("4", "attack", "3", "1"),
        Relation("5", "undercut", "1", "4"),
    )
    back = loads(dumps(m))
    assert [r.id for r in back.relations] == [
        "3"
    ]  # what starts from a relation would be an aim of that relation


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "expected an object"),
        ('{"AIF": {}}', "'nodes'"),
        ('{"nodes": null, "edges": []}', r"\$\.nodes"),
        ('{"nodes": []}', r"\$\.edges: the key is missing"),
        (file([node("1", "I"), node(1, "L")]), "second node"),
        (file([node("", "I")]), "nodeID"),
        (file([node("\n", "I"), node(None, "I")]), "2 problems"),
        (file([node("1", "I")], ("1", None)), "toID"),
        (file([node("1", "I", **{"key order": 1})]), "key order"),
        ("{", "line 1"),
    ],
)
def test_text_that_is_not_aif_is_refused_with_its_position(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        loads(text)


def test_an_empty_map_is_empty_lists() -> None:
    assert loads(dumps(ArgumentMap.of())) == ArgumentMap.of()
    assert dumps(ArgumentMap.of()) == '{"nodes":[],"edges":[],"locutions":[]}\n'
    unchanged('{"edges": [], "nodes": [], "locutions": null, "x": 1.0}')
