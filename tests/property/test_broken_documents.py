"""Documents of the right outline with something wrong in them: read or refused with a place, never a crash.

What is read is written again without loss, and where a format promises the same document, it is the same.
"""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap
from argmap.errors import ArgmapError
from argmap.exchange import FORMATS

if TYPE_CHECKING:
    from random import Random

TIME = "2024-01-01 10:00:00"
AIF: Any = {
    "nodes": [
        {"nodeID": "1", "text": "Ann : tea helps", "type": "L", "timestamp": TIME},
        {"nodeID": "2", "text": "tea helps", "type": "I", "timestamp": TIME},
        {"nodeID": "3", "text": "Asserting", "type": "YA", "timestamp": TIME, "scheme": "Asserting", "schemeID": "74"},
        {"nodeID": "4", "text": "it is hot", "type": "I", "timestamp": TIME},
        {"nodeID": "5", "text": "RA", "type": "RA", "timestamp": TIME},
        {"nodeID": "6", "text": "CA", "type": "CA", "timestamp": TIME},
    ],
    "edges": [
        {"edgeID": str(n), "fromID": a, "toID": b, "formEdgeID": None}
        for n, (a, b) in enumerate((("1", "3"), ("3", "2"), ("4", "5"), ("5", "2"), ("4", "6"), ("6", "5")))
    ],
    "locutions": [{"nodeID": "1", "personID": "7", "timestamp": TIME, "start": TIME, "end": None, "source": None}],
}  # fmt: skip
XAIF: Any = {
    "AIF": {
        "nodes": [{"nodeID": i, "text": "Tea", "type": t} for i, t in (("1_9", "I"), (2, "RA"), ("3", "I"), (4, "L"))],
        "edges": [{"edgeID": 1, "fromID": "1_9", "toID": 2}, {"edgeID": 2, "fromID": 2, "toID": "3"}],
        "schemefulfillments": [{"nodeID": 2, "schemeID": "72"}],
        "participants": [{"participantID": 1, "firstname": "Ann", "surname": "None"}],
        "locutions": [{"nodeID": 4, "personID": 1, "start": None, "end": None}],
        "descriptorfulfillments": None,
    },
    "text": {"txt": '<span class="highlighted" id="node1_9">Tea</span> &amp; milk'},
    "OVA": {"nodes": [{"nodeID": "1_9", "x": 1, "y": 2, "visible": True}], "edges": []},
}  # fmt: skip
BOX: Any = {
    "x": 1,
    "y": "2",
    "color": "b",
    "scheme": "0",
    "descriptors": {},
    "cqdesc": {},
    "visible": True,
    "w": 9,
    "h": 9,
}
BOXES: Any = [
    {"id": 1, "text": "Tea", "type": "I", "participantID": 0, **BOX, "text_begin": [0], "text_end": [3]},
    {"id": 2, "text": "RA", "type": "RA", "participantID": 0, **BOX},
    {"id": 3, "text": "Ann: Tea", "type": "L", "participantID": 1, **BOX},
]
OVA: Any = {
    "nodes": BOXES,
    "edges": [{"from": BOXES[0], "to": BOXES[1], "visible": True}],
    "participants": [{"id": 1, "firstname": "Ann", "surname": ""}],
    "analysis": {"txt": "Tea is hot", "plain_txt": "Tea is hot", "documentTitle": "T"},
}
CONTEXT: Any = {
    "@base": "http://x.org/",
    "@vocab": "http://x.org#",
    "p": {"@id": "http://x.org/p", "@type": "@id"},
}
SPAN: Any = {"resource_id": "r", "text": "Tea", "offset": 0, "length": 3}
SADFACE: Any = {
    "metadata": {"core": {"title": "T"}},
    "resources": [{"id": "r", "type": "text", "content": "Tea helps", "metadata": {"url": "u"}}],
    "nodes": [
        {"id": "a", "type": "atom", "text": "Tea", "metadata": {}, "sources": [SPAN]},
        {"id": "s", "type": "scheme", "name": "support", "metadata": {}},
        {"id": "b", "type": "atom", "text": "helps", "metadata": {}, "sources": []},
        {"id": "k", "type": "conflict", "name": "attack", "metadata": {}},
    ],
    "edges": [
        {"id": str(n), "source_id": a, "target_id": b}
        for n, (a, b) in enumerate((("a", "s"), ("s", "b"), ("b", "k"), ("k", "s")))
    ],
}  # fmt: skip
TEA: Any = {
    "version": "1.0", "exportedAt": "x", "case": {"name": "Tea", "description": ""},
    "tree": {
        "id": "g", "type": "GOAL", "description": "Safe.", "inSandbox": False, "context": ["home"], "children": [
            {"id": "e", "type": "EVIDENCE", "name": "E1", "description": "Test", "inSandbox": False, "children": []},
            {"id": "d", "type": "PROPERTY_CLAIM", "description": "No", "isDefeater": True, "defeatsElementId": "e"},
        ],
    },
}  # fmt: skip
REVIEW: Any = {
    "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "Rents fell.",
    "author": {"@type": "Organization", "name": "Checkers", "url": "u"}, "reviewRating": {"ratingValue": 1},
    "itemReviewed": {"@type": "Claim", "author": {"name": "Ann"}, "appearance": [{"url": "x"}, "y"]},
}  # fmt: skip
UNDERCUT: Any = {
    "type": "relation", "relationType": "undercut", "from": "Doubt", "fromType": "argument", "to": "Brew",
    "toType": "inference", "conclusionIndex": 1,
}  # fmt: skip
PLACE: Any = {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 9}
LINES: Any = [
    {"type": "statement", "title": "Hot", "isReference": True, "role": "premise", "argumentTitle": "Brew", **PLACE},
    {"type": "statement", "title": "Tea", "text": "Have *tea* #t ", "role": "main-conclusion", "argumentTitle": "Brew",
     "tags": ["t"], "section": "s1", "ranges": [{"type": "italic", "start": 5, "stop": 9}, {"type": "tag", "tag": "t"}],
     "inference": {"type": "inference", "inferenceRules": ["a", "b, c"], "data": {"uses": [1]}, "relations": [UNDERCUT],
                   "conclusionIndex": 1, "argumentTitle": "Brew"}},
]  # fmt: skip
EXPORT: Any = {
    "arguments": {
        "Brew": {"type": "argument", "title": "Brew", "pcs": LINES, "section": "s1", "relations": [],
                 "members": [{"type": "statement", "role": "argument-description", "text": "So. ", "pcs": LINES}]},
        "Doubt": {"type": "argument", "title": "Doubt", "pcs": [], "members": [], "relations": [UNDERCUT]},
    },
    "statements": {
        "Tea": {"type": "equivalence-class", "title": "Tea", "members": [LINES[1]], "tags": ["t"], "section": "s1"},
        "Hot": {"type": "equivalence-class", "title": "Hot", "data": {"isCanonical": True},
                "members": [{"type": "statement", "title": "Hot", "text": "Hot.", "data": {"isCanonical": True}},
                            LINES[0], {"title": "Hot", "text": " Warm. ", "role": "relation-statement"}]},
    },
    "relations": [UNDERCUT, {"relationType": "attack", "from": "Hot", "fromType": "equivalence-class", "to": "Tea",
                             "toType": "equivalence-class"}],
    "map": {"nodes": [{"id": "n0", "title": "Tea", "type": "statement-map-node"}, {"id": "g", "children": []}],
            "edges": [{"id": "e", "from": "n0", "to": "g"}]},
    "sections": [{"type": "section", "id": "s1", "level": 1, "title": "T", "children": [
        {"type": "section", "id": "s2", "level": 2, "title": "U", "children": [], "parent": "s1", "data": {"a": 1}}]}],
    "tags": {"t": {"tag": "t", "cssClass": "tag-t", "occurrenceIndex": 0, "color": "#d95f02"}},
}  # fmt: skip
GSN = """
module: {name: M, uses: [x.yaml]}
G1: {text: Safe, supportedBy: [S1], inContextOf: C1, acp: {A: [G1]}}
S1: {text: Per hazard, supportedBy: G2, layer1: x}
G2: {text: No burns, supportedBy: Sn1, undeveloped: false}
C1:
Sn1: {text: Report, url: u}
CG1: {text: Old, challenges: G2 -> Sn1, defeatedRelation: [G2]}
"""
CAES = """
meta: {title: T}
statements: {fly: Flies., bird: {text: A bird., assumed: true}, ill: 3}
issues: {i: {positions: [fly, ill], standard: PE}}
arguments: {a1: {conclusion: fly, premises: {minor: bird}, undercutter: ill, weight: 0.5},
  a2: {conclusion: ill, premises: [bird]}}
assumptions: [bird]
tests: {in: [bird], out: [fly]}
"""
ARGGRAPH = """<arggraph id="m" stance="pro"><edu id="e1">Tea,</edu><edu id="e2" implicit="true">x</edu><joint id="j"/>
<adu id="a1" type="pro"/><adu id="a2" type="opp"/><edge id="c1" src="e1" trg="j" type="seg"/>
<edge id="c2" src="j" trg="a1" type="seg"/><edge id="c3" src="e2" trg="a2" type="seg"/>
<edge id="c4" src="a2" trg="a1" type="reb"/><edge id="c5" src="a1" trg="c4" type="und"/></arggraph>"""
AML = """<ARG><TEXT>Tea helps.</TEXT><AU><PROP identifier="A" missing="no"><PROPTEXT offset="0">Tea</PROPTEXT></PROP>
<REFUTATION><AU><PROP identifier="B"><PROPTEXT offset="4">helps</PROPTEXT><OWNER name="Ann"/></PROP></AU></REFUTATION>
<LA><AU><PROP identifier="C" missing="yes"><PROPTEXT offset="-1">x</PROPTEXT></PROP></AU></LA></AU></ARG>"""
SACM = """<AssuranceCasePackage id="P" name="Tea"><argumentPackage id="AP"><claim id="G1" name="Top" content="Safe"/>
<claim id="G2"><description><content lang="en">No</content></description></claim><artifactReference id="E"/>
<argumentReasoning id="S"/><assertedInference id="R" reasoning="S">
<source href="#G2"/><target href="#G1"/></assertedInference>
<assertedEvidence id="Q" isCounter="true">
<source ref="E"/><target ref="R"/></assertedEvidence></argumentPackage></AssuranceCasePackage>"""
GRAPHML = """<graphml>
<key id="k" for="node" attr.name="text" attr.type="string"/><key id="e" for="edge" attr.name="kind"
attr.type="string"/><graph edgedefault="directed"><node id="a"><data key="k">x</data></node><node id="b"/>
<edge source="a" target="b"><data key="e">support</data></edge></graph></graphml>"""
GEXF = """<gexf>
<graph defaultedgetype="directed"><attributes class="edge"><attribute id="0" title="kind" type="string"/>
</attributes><nodes><node id="a" label="A"/><node id="b"/></nodes><edges><edge id="0" source="a" target="b"><attvalues>
<attvalue for="0" value="attack"/></attvalues></edge></edges></graph></gexf>"""
BRAT = (
    "T1\tMajorClaim 0 3\tTea\nT2\tClaim 4 9;10 12\thelps me\nR1\tsupports Arg1:T2 Arg2:T1\t\n"
    "A1\tStance T2 For\n#1\tAnnotatorNotes T1\tnote\n*\tEquiv T1 T2\nE1\tX:T1\n"
)
KIALO = "Discussion Title: Tea?\n\n1. Tea.\n1.1. Pro: It helps.\n1.1.1. Con: No.\n1.2. Con: -> See 1.1.1.\n"
NEW_KIALO = "Discussion Name:\nTea?\n\n1. Thesis:\nTea. [1]\n\n  1.1. Pro:\n  It helps.\n\nSources:\n[1] http://x\nquoted\n"
ARGDOWN = """===
title: Tea
===

# About tea

[Drink]: We should drink *tea*. #policy {note: "x"}
  + <Cheap>: Tea is cheap.
    - [Dear]: Some tea is dear.
  - [Sleep]: It keeps you awake.

<Cheap>

(1) Tea costs little.
(2) What costs little is cheap.
-- Modus ponens {uses: [1, 2]} --
(3) Tea is cheap.
  +> [Drink]
"""

JSON = {
    "argmap-json": json.loads(argmap.dumps(argmap.loads(json.dumps(AIF), format="aif"))),
    "aif": AIF, "xaif": XAIF, "ova": OVA, "sadface": SADFACE, "tea": TEA, "claimreview": REVIEW,
    "argdown-json": EXPORT,
}  # fmt: skip
YAML = {"gsn": GSN, "carneades": CAES}
XML = {"arggraph": ARGGRAPH, "aml": AML, "sacm": SACM, "graphml": GRAPHML, "gexf": GEXF}
TEXT = {
    "brat": BRAT, "kialo": KIALO, "tgf": "1 a\n2\n#\n1 2 x\n",
    "argdown": ARGDOWN, "apx": "arg(a). arg(b).\natt(a,b). % c\n", "iccma": "p af 3\n# c\n1 2\n",
}  # fmt: skip
RDF = {"aif-rdf"}  # in three syntaxes
SCALARS: list[Any] = [
    None,
    True,
    0,
    -1,
    2**70,
    1.5,
    "",
    "x",
    "1",
    "\n",
    "\x00",
    "<b>&amp;",
    "1_9",
    "G1",
    "a",
    "-> ",
    "é",
]
JUNK: list[Any] = [*SCALARS, [], {}, [None], [[]], ["a", "a"], {"a": 1}, {"id": 1}]
KEYS = ("x", "id", "data", "type", "name", "by", "scheme", "participants")
ODD_KEYS = (*KEYS, 1, -2, 1.5, True, None, "1", "null", "")


def test_every_format_has_a_document_here() -> None:
    assert {*JSON, *YAML, *XML, *TEXT, *RDF} == {row.name for row in FORMATS if row.reads}


def paths(value: Any) -> list[tuple[Any, Any]]:
    """Each place in a document: the object or array around it, and the key there."""
    found: list[tuple[Any, Any]] = []
    pending = [value]
    while pending:
        around = pending.pop()
        keys = list(around) if isinstance(around, dict) else range(len(around))
        found += [(around, key) for key in keys]
        pending += [around[key] for key in keys if isinstance(around[key], (dict, list))]
    return found


def spoilt(document: Any, random: Random, junk: list[Any], names: tuple[Any, ...] = KEYS) -> Any:
    document = copy.deepcopy(document)
    for _ in range(random.choice((1, 1, 2, 3))):
        places = paths(document)
        if not places:
            break
        around, key = random.choice(places)
        act = random.randrange(5)
        if act == 0:
            del around[key]
        elif act == 1 and isinstance(around, list):
            around.append(copy.deepcopy(around[key]))
        elif act == 2 and isinstance(around, dict):
            around[random.choice(names)] = copy.deepcopy(random.choice(junk))
        elif act == 3 and isinstance(around[key], str):
            around[key] += random.choice(("x", "\n", "\t", " : ", "]]>"))
        else:
            around[key] = copy.deepcopy(random.choice(junk))
    return document


def spoilt_xml(text: str, random: Random) -> str:
    root = ET.fromstring(text)  # noqa: S314
    for _ in range(random.choice((1, 1, 2, 3))):
        every = list(root.iter())
        element, other = random.choice(every), random.choice(every)
        inside = {child: parent for parent in every for child in parent}
        act = random.randrange(6)
        if act == 0 and element in inside:
            inside[element].remove(element)
        elif act == 1 and element in inside:
            inside[element].append(copy.deepcopy(element))
        elif act == 2 and element.attrib:
            del element.attrib[random.choice(list(element.attrib))]
        elif act == 3 and element.attrib:
            values = [*other.attrib.values(), "", "x", "-1", "9" * 12, "true", " A", "#G1"]
            element.set(random.choice(list(element.attrib)), random.choice(values))
        elif act == 4:
            element.text = random.choice(("", "x", "\n\n", "é &"))
        else:
            element.tag = other.tag
    return ET.tostring(root, encoding="unicode")


def spoilt_text(text: str, random: Random) -> str:
    lines = text.split("\n")
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(lines))
        act, place = random.randrange(4), random.randrange(len(lines[at]) + 1)
        if act == 0:
            bit = random.choice(
                ("\t", " ", "T1", "1.1. Con: x", "9" * 9, "\x00", "\u2028", "\r", "[1]", ";", "#")
            )
            lines[at] = lines[at][:place] + bit + lines[at][place:]
        elif act == 1:
            lines[at] = lines[at][:place]
        elif act == 2:
            lines.insert(at, random.choice(lines))
        else:
            lines[at] = random.choice(lines)
    return "\n".join(lines)


def broken(format: str, random: Random) -> str:
    if format in JSON:
        return json.dumps(spoilt(JSON[format], random, JUNK))
    if format in YAML:
        document = spoilt(yaml.safe_load(YAML[format]), random, JUNK, ODD_KEYS)
        return yaml.safe_dump(document, sort_keys=False)
    if format in XML:
        return spoilt_xml(XML[format], random)
    text = random.choice((KIALO, NEW_KIALO)) if format == "kialo" else TEXT[format]
    return spoilt_text(text, random)


def same(format: str, one: str, other: str) -> bool:
    """Whether a document came back, where that is promised: keys in order where the format keeps it."""
    if format in ("aif", "xaif", "ova", "tea"):
        return json.dumps(json.loads(one)) == json.dumps(json.loads(other))
    if format == "argdown-json":  # boxes of what is not there are not drawn
        return bool({**json.loads(one), "map": None} == {**json.loads(other), "map": None})
    if format in ("sadface", "claimreview"):
        return bool(json.loads(one) == json.loads(other))
    if format in YAML:
        return repr(yaml.safe_load(one)) == repr(
            yaml.safe_load(other)
        )  # 1 is neither '1' nor 1.0, as a key either
    return True


def read_or_refused(text: str, format: str) -> ArgumentMap | None:
    """The map, or None if the text is refused and each problem has a place."""
    try:
        return argmap.loads(text, format=format)
    except ArgmapError as error:
        each: list[Any] = getattr(error, "exceptions", [error])
        if any(e.line is None and not e.path for e in each):
            raise
        return None


@pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
@pytest.mark.parametrize("format", [*JSON, *YAML, *XML, *TEXT])
@settings(max_examples=60)
@given(random=st.randoms(use_true_random=False))
def test_a_broken_document_is_read_whole_or_refused_with_a_position(format: str, random: Random) -> None:
    comes_back_or_is_refused(broken(format, random), format)


def comes_back_or_is_refused(text: str, format: str) -> None:
    m = read_or_refused(text, format)
    if m is None:
        return
    written = argmap.dumps(m, format=format, lossy="ignore")
    assert same(format, written, text)
    again = argmap.loads(written, format=format)
    assert argmap.losses(again, format) == ()


def cut_and_glued(text: str, random: Random) -> str:
    for _ in range(random.choice((1, 1, 2, 4))):
        at, other = random.randrange(len(text) + 1), random.randrange(len(text) + 1)
        act = random.randrange(4)
        if act == 0:
            text = text[:at] + random.choice("<>\"'\\:;.,[](){}@^#\n\t \x00é") + text[at:]
        elif act == 1:
            text = text[:at] + text[at + random.randrange(1, 20) :]
        elif act == 2:
            text = text[:at]
        else:
            text = text[:at] + text[other : other + random.randrange(1, 40)] + text[at:]
    return text


@pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
@pytest.mark.parametrize("syntax", ["turtle", "json-ld", "xml"])
@settings(max_examples=60)
@given(random=st.randoms(use_true_random=False))
def test_broken_rdf_is_read_or_refused_with_an_error_of_argmap(syntax: Any, random: Random) -> None:
    pytest.importorskip("rdflib")
    text = argmap.dumps(
        argmap.loads(json.dumps(AIF), format="aif"), format="aif-rdf", lossy="ignore", syntax=syntax
    )
    if syntax == "json-ld" and random.random() < 0.7:
        text = json.dumps(spoilt([{"@context": CONTEXT}, *json.loads(text)], random, JUNK))
    else:
        text = cut_and_glued(text, random)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("socket.getaddrinfo", lambda *_: pytest.fail("asked for an address"))
        try:
            m = argmap.loads(text, format="aif-rdf")
        except ArgmapError as error:
            assert "Error" not in str(error)  # noqa: PT017 - its message, whatever it is
            assert "object has no" not in str(error)  # noqa: PT017
            return
    written = argmap.dumps(m, format="aif-rdf", lossy="ignore")
    assert argmap.losses(argmap.loads(written, format="aif-rdf"), "aif-rdf") == ()


@pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
@pytest.mark.parametrize("format", ["aif", "xaif", "ova"])
@pytest.mark.parametrize("value", [None, True, 7, "x", ["a"], {"a": 1}], ids=repr)
def test_any_value_can_be_anywhere_in_a_nodeset(format: str, value: object) -> None:
    document = copy.deepcopy(JSON[format])
    objects = [document, *(around[key] for around, key in paths(document) if isinstance(around[key], dict))]
    places = [*paths(document), *((around, key) for around in objects for key in ("by", "x"))]
    for around, key in places:
        before = dict(around) if isinstance(around, dict) else list(around)
        around[key] = value
        comes_back_or_is_refused(json.dumps(document), format)
        around.clear()
        around.update(before) if isinstance(around, dict) else around.extend(before)
    assert document == JSON[format]
