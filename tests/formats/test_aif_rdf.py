"""AIF in RDF: three syntaxes, round trips, and the texts that are refused."""

# ruff: noqa: E501 - rows are easier to compare when each is in one line

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, Claim, Relation, Utterance
from argmap.errors import ArgmapError, FormatError, MissingExtraError
from argmap.serializers import aif
from argmap.serializers.aif.rdf import dumps, loads, syntaxes
from argmap.serializers.aif.rdf.syntaxes import AIF
from argmap.testing import maps

if TYPE_CHECKING:
    from pathlib import Path

rdflib = pytest.importorskip("rdflib")

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SYNTAXES = ("turtle", "json-ld", "xml")
MAP = ArgumentMap.of(
    Claim("1", "we should\nleave & go"),
    Claim("2", "the last bus <goes>", data={"aif": {"timestamp": "2024-01-01 10:00:00"}}),
    Claim("c d/é", "no \"bus\" 'today'"),
    Utterance("4", "Ann : we should leave"),
    Utterance("5", "Bob : why"),
    Relation("10", "support", ("2", "c d/é"), "1", scheme="Example"),
    Relation("11", "undercut", "c d/é", "10"),
    Relation("12", "illocution", "4", "1", scheme="Asserting"),
    Relation("13", "transition", "4", "5"),
    Relation("14", "illocution", "13", "10", scheme="Arguing"),
    Relation("15", "entailment", "1", "2"),
)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_maps_come_back_in_every_syntax(syntax: Any) -> None:
    text = dumps(MAP, syntax=syntax)
    assert loads(text) == MAP
    assert loads(text, syntax=syntax) == MAP
    assert dumps(loads(text), syntax=syntax) == text


@pytest.mark.corpora
def test_real_files_come_back_except_for_their_order(corpora: Path) -> None:
    for path in sorted((corpora / "aif").glob("*.json"))[::8]:
        m = aif.loads(path.read_text(encoding="utf-8-sig"))
        back = loads(dumps(m))
        assert {(c.id, c.text, c.data) for c in back.claims} == {(c.id, c.text, c.data) for c in m.claims}
        assert {(u.id, u.text) for u in back.utterances} == {(u.id, u.text) for u in m.utterances}
        assert {(r.id, r.kind, frozenset(r.sources), r.targets, r.scheme) for r in back.relations} == {
            (r.id, r.kind, frozenset(r.sources), r.targets, r.scheme) for r in m.relations
        }


@given(maps(hostile=True))
def test_a_round_trip_loses_order_and_repetition_and_adds_nothing(m: ArgumentMap) -> None:
    text = dumps(m)
    back = loads(text)
    assert dumps(back) == text
    assert {(c.id, c.text) for c in back.claims} == {(c.id, c.text) for c in m.statements}
    assert {(u.id, u.text) for u in back.utterances} == {(u.id, u.text) for u in m.utterances}
    assert (back.parties, back.sources) == ((), ())
    nodes = {n.id for n in (*m.claims, *m.evidence, *m.utterances)}
    for r in back.relations:
        old = m[r.id]
        assert isinstance(old, Relation)
        assert (r.kind, set(r.sources), set(r.targets), r.scheme) == (
            old.kind,
            set(old.sources),
            set(old.targets),
            old.scheme,
        )
    assert {r.id for r in back.relations} >= {
        r.id for r in m.relations if nodes.issuperset((*r.sources, *r.targets))
    }


@given(maps())
def test_every_syntax_gives_the_same_map(m: ArgumentMap) -> None:
    assert loads(dumps(m, syntax="json-ld")) == loads(dumps(m)) == loads(dumps(m, syntax="xml"))


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_same_map_gives_the_same_text_in_every_process(syntax: str) -> None:
    code = (
        "from argmap import *; from argmap.serializers.aif.rdf import dumps;"
        "m = ArgumentMap.of(*[Claim(str(n), 'x' * n) for n in range(9)], Relation('r', 'support', '1', '2', scheme='Sign'));"
        f"print(dumps(m, syntax={syntax!r}))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_the_exporter_of_aifdb_is_read() -> None:
    text = """
    @prefix aif: <http://www.arg.tech/aif#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    <http://www.aifdb.org/nodes/7> a owl:NamedIndividual, aif:I-node ; aif:claimText "tea" ; aif:creationDate "2012-04-12 18:20:32" .
    <http://www.aifdb.org/nodes/8> a aif:RA-node ; aif:Premise <http://www.aifdb.org/nodes/9> ; aif:Conclusion <http://www.aifdb.org/nodes/7> .
    <http://example.org/9> a aif:I-node . <http://www.aifdb.org/nodes/9> a aif:I-node ; aif:claimText "cheap" .
    """
    m = loads(text)
    assert [(c.id, c.text) for c in m.claims] == [("7", "tea"), ("9", "cheap"), ("http://example.org/9", "")]
    assert m.relations[0].sources == ("9",)
    assert m.claims[0].data == {"aif": {"timestamp": "2012-04-12 18:20:32"}}


@pytest.mark.parametrize(
    "text",
    [
        "not turtle",
        '{"@context": "https://example.org/context", "@id": "x"}',
        '[{"@context": {"@import": "https://example.org/context"}}]',
        '{"@id": 3, "http://x": {"@list": [[]]}}',
        "<rdf:RDF",
        "<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
        "<http://a> <http://b> <http://c> .",
    ],
)
def test_anything_but_aif_in_rdf_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        loads(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<http://a> <http://b>\n  <http://c>\n<http://d>", "line 3, column 1: not Turtle: found '<http://d>': expected '.' or"),
        ("<http://a> <http://b>\n", "line 2, column 1: not Turtle: the text ends: "),
        ("<http://a> <http://b>", "line 1, column 22: not Turtle: the text ends within a statement or a string"),
        ('<http://a> <http://b> "c', "line 1, column 25: not Turtle: the text ends within a statement or a string"),
        ("[" * 3000, "not Turtle: nested too deeply"),
        ("<http://a> <http://b> '\ud800' .", "line 1, column 24: the text holds a lone surrogate"),
        ('{"@reverse": 1}', "not JSON-LD: expected names as strings, values and contexts as objects"),
        ('{"@id": "x", "http://p": {"@value": "x", "@language": "e\\te"}}', "not JSON-LD: 'e e' is not a valid"),
        (f"<rdf:RDF xmlns:rdf='{RDF}'>\n<x xmlns='u:'><y><z/><z/></y></x></rdf:RDF>", "line 2, column 26: not RDF/XML: repeat"),
        ('{"@context": [["https://example.org/c"]]}', "$.@context: the context 'https://example.org/c' is else"),
        ('{"http://p": [1, {"@context": "c"}]}', "$.http://p[1].@context: the context 'c' is elsewhere"),
        (f"<http://a> a <{AIF}RA-node> ; <{AIF}Premise> '' .", "found '' where a node is named"),
        ('{"@context": [[{"@import": "https://example.org/c"}]]}', "is not fetched"),
        ('{"@context": {"T": {"@id": "x", "@context": "https://example.org/c"}}}', "is not fetched"),
    ],
)  # fmt: skip
def test_errors_are_in_our_words_and_name_the_line(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=re.escape(message)):
        loads(text)


def test_rdflib_warns_and_logs_nothing(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    text = f'<http://a b> a <{AIF}I-node> ; <{AIF}claimText> "x"^^<http://www.w3.org/2001/XMLSchema#date> .'
    assert loads(dumps(loads(text))).claims == (Claim("http://a b", "x"),)
    assert (capfd.readouterr(), caplog.records) == (("", ""), [])


@given(
    st.text(max_size=30)
    | st.sampled_from(("<a> a <b>", "@prefix : <x", "{}", "[]", '{"@graph": 1}', "<?xml version='1.0'?><a/>"))
)
def test_any_text_is_read_or_refused_with_an_argmap_error(text: str) -> None:
    try:
        loads(text)
    except ArgmapError:
        return
    assert loads(text) == ArgumentMap.of()


def test_unknown_syntaxes_and_unwritable_characters_are_refused() -> None:
    with pytest.raises(ArgmapError, match="did you mean 'turtle'"):
        dumps(MAP, syntax="turtl")  # type: ignore[arg-type]
    with pytest.raises(FormatError, match="XML cannot write"):
        dumps(ArgumentMap.of(Claim("a", "\x00")), syntax="xml")


def test_a_missing_extra_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    syntaxes.rdflib.cache_clear()
    monkeypatch.setitem(sys.modules, "rdflib", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'argmap\[rdf\]'"):
        dumps(MAP)
    with pytest.raises(MissingExtraError, match=r"pip install 'argmap\[rdf\]'"):
        loads("")
    syntaxes.rdflib.cache_clear()


def test_json_ld_is_json() -> None:
    assert json.loads(dumps(MAP, syntax="json-ld"))


# Blank nodes

BLANK = """
@prefix aif: <http://www.arg.dundee.ac.uk/aif#> .
<urn:a> a aif:I-node ; aif:claimText "Tea is good" .
<urn:b> a aif:I-node ; aif:claimText "It is cheap" .
[] a aif:RA-node ; aif:Premise <urn:b>, [ a aif:I-node ; aif:claimText "x" ] ; aif:Conclusion <urn:a> .
[] a aif:CA-node ; aif:Premise _:i1 ; aif:Conclusion _:i2 . _:i1 a aif:I-node . _:i2 a aif:I-node .
[] a aif:CA-node ; aif:Premise _:i3 ; aif:Conclusion _:i4 . _:i3 a aif:I-node . _:i4 a aif:I-node .
_:r1 a aif:CA-node ; aif:Premise _:r2 . _:r2 a aif:CA-node ; aif:Premise _:r3 . _:r3 a aif:CA-node ; aif:Premise _:r1 .
_:s1 a aif:CA-node ; aif:Premise _:s2 . _:s2 a aif:CA-node ; aif:Premise _:s3 . _:s3 a aif:CA-node ; aif:Premise _:s1 .
"""


def test_blank_nodes_have_ids_of_what_is_said_of_them() -> None:
    m = loads(BLANK)
    assert loads(BLANK) == m
    assert (len(m.claims), len(m.relations)) == (7, 9)
    assert loads(dumps(m)) == m
    support = m.relations[[str(r.kind) for r in m.relations].index("support")]
    assert support.sources[-1] == "urn:b"
    assert re.fullmatch("blank-[0-9a-f]{12}", support.id)
    assert m[support.sources[0]].text == "x"  # type: ignore[union-attr]
    conflicts = [r for r in m.relations if r.kind == "attack"]
    assert sorted(i for r in conflicts for i in (*r.sources, *r.targets)) == sorted(
        c.id for c in m.claims if not c.text
    )


@given(st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_count(random: Any) -> None:
    triples = [tuple(term.n3() for term in triple) for triple in rdflib.Graph().parse(data=BLANK)]
    blank = sorted({term for triple in triples for term in triple if term.startswith("_:")})
    names = dict(zip(blank, random.sample([f"_:n{n}" for n in range(len(blank))], len(blank)), strict=True))
    lines = [" ".join([*(names.get(term, term) for term in triple), "."]) for triple in triples]
    random.shuffle(lines)
    assert loads("\n".join(lines)) == loads(BLANK)


def test_another_node_may_have_the_name_of_a_blank_one() -> None:
    text = f"@prefix aif: <{AIF}> . [] a aif:I-node ."
    (claim,) = loads(text).claims
    more = loads(f"{text} <{syntaxes.NODES}{claim.id}> a aif:I-node .")
    assert {c.id for c in more.claims} == {claim.id, f"{claim.id}-2"}


# Texts


def test_further_texts_are_wordings_with_their_languages() -> None:
    text = f"""@prefix aif: <{AIF}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <urn:a> a aif:I-node ; aif:claimText "Tee ist gut"@de, "Tea is good"@en .
    <urn:b> a aif:I-node ; aif:claimText "B"@en, "C" .
    <urn:c> a aif:I-node ; aif:claimText "D", "E" ; rdfs:label "E" .
    <urn:d> a aif:I-node ; aif:claimText "F"@en .
    <urn:e> a aif:L-node ; aif:claimText "G", "H" ."""
    seen: list[Any] = []
    m = loads(text, report=seen.append)
    assert [
        (c.text, [(w.text, w.language) for w in c.wordings], c.data.get("aif-rdf", {})) for c in m.claims
    ] == [
        ("Tea is good", [("Tee ist gut", "de")], {"language": "en"}),
        ("C", [("B", "en")], {}),
        ("E", [("D", "")], {}),
        ("F", [], {"language": "en"}),
    ]
    assert [(d.code, d.ids) for d in seen] == [("several-texts", ("urn:e",))]
    assert loads(dumps(m)) == m
    assert '"Tea is good"@en' in dumps(m)


# Syntaxes


def test_lines_of_triples_and_graphs_with_names_are_read_and_written(tmp_path: Path) -> None:
    triples = dumps(MAP, syntax="nt")
    assert loads(triples) == loads(triples, syntax="nt") == MAP
    assert triples.splitlines() == sorted(triples.splitlines())
    for suffix in (".nt", ".nq", ".trig", ".ttl"):
        path = tmp_path / f"a{suffix}"
        argmap.dump(MAP, path, lossy="ignore")
        assert argmap.load(path) == MAP
    assert (tmp_path / "a.nq").read_text() == (tmp_path / "a.nt").read_text() == triples
    quads = "\n".join(line.removesuffix(" .") + " <urn:graph> ." for line in triples.splitlines())
    assert loads(quads, syntax="nquads") == MAP
    assert loads(f"<urn:graph> {{ {triples} }}", syntax="trig") == MAP
    with pytest.raises(FormatError, match=r"^line 1, column \d+: not N-Triples"):
        loads("<urn:a> <urn:b>", syntax="nt")
    with pytest.raises(FormatError, match="not N-Quads"):
        loads("<urn:a> <urn:b>", syntax="nquads")


def test_types_that_are_no_words_are_not_written() -> None:
    several: list[Any] = [{}, [], 3, None, True, {"a": [1]}]
    for wrong in several:
        m = aif.loads(json.dumps({"nodes": [{"nodeID": "1", "type": wrong}], "edges": []}))
        assert loads(dumps(m)) == ArgumentMap()


def test_addresses_that_rdflib_does_not_write_are_compared() -> None:
    text = f'@prefix aif: <{AIF}> . [] a aif:RA-node ; aif:Premise <urn:a b> ; aif:claimText <urn:c d>, "x" .'
    assert loads(text) == loads(text)
    assert loads(text).relations[0].id.startswith("blank-")


EXPORT = """<?xml version="1.0"?>

<!DOCTYPE rdf:RDF [
    <!ENTITY http "http://" >
    <!ENTITY rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#" >
]>

<rdf:RDF xmlns="&http;www.w3.org/2002/07/owl#" xml:base="&http;www.w3.org/2002/07/owl"
     xmlns:rdf="&http;www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:aif="&http;www.arg.tech/aif#">
    <Ontology rdf:about="&http;www.arg.tech/aif"><versionInfo>version 1.0</versionInfo></Ontology>
    <NamedIndividual rdf:about="&http;www.aifdb.org/nodes/1">
        <rdf:type rdf:resource="&http;www.arg.tech/aif#I-node"/>
        <aif:claimText>Tea is good &amp; hot</aif:claimText>
        <aif:IllocutionaryContent rdf:resource="&http;www.aifdb.org/nodes/5"/>
        <aif:Conclusion rdf:resource="&http;www.aifdb.org/nodes/3"/>
    </NamedIndividual>
    <NamedIndividual rdf:about="&http;www.aifdb.org/nodes/2">
        <rdf:type rdf:resource="&http;www.arg.tech/aif#I-node"/>
        <aif:claimText>It is cheap</aif:claimText>
        <aif:Premise rdf:resource="&http;www.aifdb.org/nodes/3"/>
    </NamedIndividual>
    <NamedIndividual rdf:about="&http;www.aifdb.org/nodes/3">
        <rdf:type rdf:resource="&http;www.arg.tech/aif#RA-node"/>
        <aif:Premise rdf:resource="&http;www.aifdb.org/nodes/2"/>
        <aif:IllocutionaryContent rdf:resource="&http;www.aifdb.org/nodes/9"/>
        <aif:Conclusion rdf:resource="&http;www.aifdb.org/nodes/1"/>
    </NamedIndividual>
    <NamedIndividual rdf:about="&http;www.aifdb.org/nodes/4">
        <rdf:type rdf:resource="&http;www.arg.tech/aif#L-node"/>
        <aif:claimText>Ann says tea is good</aif:claimText>
        <aif:source>Ann</aif:source>
        <aif:Locution rdf:resource="&http;www.aifdb.org/nodes/5"/>
        <aif:StartLocution rdf:resource="&http;www.aifdb.org/nodes/7"/>
    </NamedIndividual>
    <NamedIndividual rdf:about="&http;www.aifdb.org/nodes/6">
        <rdf:type rdf:resource="&http;www.arg.tech/aif#L-node"/>
        <aif:claimText>Bob says why</aif:claimText>
        <aif:EndLocution rdf:resource="&http;www.aifdb.org/nodes/7"/>
    </NamedIndividual>
    <NamedIndividual rdf:about="&http;www.aifdb.org/nodes/5">
        <rdf:type rdf:resource="&http;www.arg.tech/aif#YA-node"/>
        <aif:Locution rdf:resource="&http;www.aifdb.org/nodes/4"/>
        <aif:IllocutionaryContent rdf:resource="&http;www.aifdb.org/nodes/1"/>
    </NamedIndividual>
    <NamedIndividual rdf:about="&http;www.aifdb.org/nodes/7">
        <rdf:type rdf:resource="&http;www.arg.tech/aif#TA-node"/>
        <rdf:type rdf:resource="&http;www.arg.tech/aif#Transition"/>
        <aif:StartLocution rdf:resource="&http;www.aifdb.org/nodes/4"/>
        <aif:EndLocution rdf:resource="&http;www.aifdb.org/nodes/6"/>
    </NamedIndividual>
    <NamedIndividual rdf:about="&http;www.aifdb.org/nodes/9">
        <rdf:type rdf:resource="&http;www.arg.tech/aif#YA-node"/>
        <aif:Anchor rdf:resource="&http;www.aifdb.org/nodes/7"/>
        <aif:IllocutionaryContent rdf:resource="&http;www.aifdb.org/nodes/3"/>
    </NamedIndividual>
</rdf:RDF>
"""
"""Made up, with the DOCTYPE, the namespaces and the statements of both ends that AIFdb's exporter writes."""


def ends(m: ArgumentMap) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(r.id, r.kind.value, r.sources, r.targets) for r in m.relations]


def test_exports_of_aifdb_state_what_joins_two_nodes_of_both(tmp_path: Path) -> None:
    seen: list[Any] = []
    m = loads(EXPORT, report=seen.append)
    assert not seen
    assert [c.text for c in m.claims] == ["Tea is good & hot", "It is cheap"]
    assert ends(m) == [
        ("3", "support", ("2",), ("1",)),
        ("5", "illocution", ("4",), ("1",)),
        ("7", "transition", ("4",), ("6",)),
        ("9", "illocution", ("7",), ("3",)),
    ]
    for name in ("a.rdf", "a.owl", "a.xml"):
        (tmp_path / name).write_text(EXPORT)
        assert argmap.load(tmp_path / name) == m
    assert loads(dumps(m)) == m


PREMISE = "<urn:b> a aif:I-node . <urn:a> a aif:I-node . "


@pytest.mark.parametrize(
    "space",
    [
        "http://www.arg.dundee.ac.uk/aif#",
        "https://www.arg.dundee.ac.uk/aif#",
        "http://arg.tech/aif#",
        "http://x.example/AIF.owl#",
        "http://x.example/ontology/aif/",
    ],
)
@pytest.mark.parametrize(
    ("code", "kind", "statements"),
    [
        ("RA-node", "support", "<urn:r> aif:Premise <urn:b> ; aif:Conclusion <urn:a> ."),
        ("RA-node", "support", "<urn:b> aif:Premise <urn:r> . <urn:a> aif:Conclusion <urn:r> ."),
        ("RA", "support", "<urn:r> aif:premise <urn:b> ; aif:conclusion <urn:a> ."),
        ("CA-node", "attack", "<urn:r> aif:ConflictingElement <urn:b> ; aif:ConflictedElement <urn:a> ."),
        ("PANode", "preference", "<urn:r> aif:PreferredElement <urn:b> ; aif:DispreferredElement <urn:a> ."),
        ("RA-node", "support", "<urn:r> aif:Premise ( <urn:b> ) ; aif:Conclusion ( <urn:a> ) ."),
    ],
)
def test_the_vocabulary_is_known_at_every_address(space: str, code: str, kind: str, statements: str) -> None:
    text = f"@prefix aif: <{space}> . {PREMISE} <urn:r> a aif:{code} . {statements}"
    seen: list[Any] = []
    m = loads(text, report=seen.append)
    assert not seen
    assert ends(m) == [("urn:r", kind, ("urn:b",), ("urn:a",))]
    assert loads(text) == m


def test_a_conflict_may_aim_at_an_inference_and_an_inference_name_an_illocution() -> None:
    text = f"@prefix aif: <{AIF}> . {PREMISE} <urn:r> a aif:RA-node ; aif:Premise <urn:b> . <urn:c> a aif:CA-node ; "
    text += "aif:Premise <urn:b> ; aif:Conclusion <urn:r> . <urn:y> a aif:YA-node . <urn:r> aif:IllocutionaryContent <urn:y> ."
    assert ends(loads(text)) == [
        ("urn:c", "undercut", ("urn:b",), ("urn:r",)),
        ("urn:r", "support", ("urn:b",), ()),
        ("urn:y", "illocution", (), ("urn:r",)),
    ]


def test_what_is_said_of_nodes_and_not_read_is_reported() -> None:
    seen: list[Any] = []
    text = f"@prefix aif: <{AIF}> . <urn:a> a aif:I-node, aif:Expert ; aif:Presumption <urn:b> ; <http://x.example/by> 'Ann' ."
    loads(text, report=seen.append)
    assert [(d.code, d.severity.value, d.message) for d in seen] == [
        (
            "statements-not-read",
            "warning",
            f"2 properties and classes of nodes are not read, such as '{AIF}Presumption' ('urn:b' of 'urn:a')",
        ),
        (
            "statements-not-read",
            "info",
            "1 property or class of nodes is not read, such as 'http://x.example/by' ('Ann' of 'urn:a')",
        ),
    ]


def test_rdf_xml_may_start_with_any_element() -> None:
    text = f"""<I-node xmlns="{AIF}" xmlns:r="{RDF}" r:about="urn:a"><claimText>Tea</claimText></I-node>"""
    assert [c.text for c in loads(text).claims] == ["Tea"]
    assert [c.id for c in loads(f"<urn:a> a <{AIF}I-node> .").claims] == ["urn:a"]
