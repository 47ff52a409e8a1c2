"""A small document of each format, from which broken ones are made, with what argmap does not write by itself."""

from __future__ import annotations

import json
from typing import Any

import argmap

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
DCASE = """<dcase:Argument xmlns:dcase="http://www.dependable-os.net/2013/11/dcase_model/" xmlns:xsi="x" id="A">
<rootBasicNode xsi:type="dcase:Goal" id="G" name="G_1" desc="Safe"/><rootBasicNode xsi:type="dcase:Context" id="C"/>
<rootBasicNode xsi:type="dcase:Undeveloped" id="U"/><rootBasicNode xsi:type="dcase:Evidence" id="E" desc="Test"/>
<rootBasicLink xsi:type="dcase:SupportedBy" id="l1" source="#G" target="#E"/>
<rootBasicLink xsi:type="dcase:InContextOf" id="l2" source="#G" target="#C"/>
<rootBasicLink xsi:type="dcase:link" id="l3" source="#E" target="#U"/></dcase:Argument>"""
CERTWARE = """<gsn:Goal xmlns:gsn="http://www.certware.net/gsn" xmlns:xsi="x" identifier="G1" content="Safe">
<isTagged key="k" value="v"/><strategies identifier="S1" description="d"><goals identifier="G2" toBeSupported="true">
<goalSolutions identifier="Sn1" content="Test"/><goalContexts identifier="C1"/></goals></strategies></gsn:Goal>"""
CAE = """<cae:Claim xmlns:cae="http://www.certware.net/cae" identifier="C1"><strategy identifier="A"><claims/>
</strategy><solution identifier="E"/></cae:Claim>"""
AXL = """<argument><author>Ann</author><premise><title>Tea</title><comment>c</comment><x>1</x><reason>
<title>Cheap</title><helper><title>Good</title></helper><objection><title>Dear</title></objection></reason></premise></argument>"""
LKIF = """<lkif version="2.1"><argument-graphs><argument-graph id="g" title="T"><statements>
<statement id="s1" value="true"><s>Tea</s></statement><statement id="s2"><s>Cheap</s></statement></statements>
<arguments><argument id="a1" direction="con" scheme="x" weight="0.5"><conclusion statement="s1"/><premises>
<premise polarity="negative" type="ordinary" role="r" statement="s2"/><premise type="exception" statement="s1"/>
</premises></argument></arguments></argument-graph></argument-graphs></lkif>"""
RATIONALE = """#Rationale Version 130.54
#-- End of Prelude --
map0_0 = Create("Claim")
SetText("Tea \\"helps\\".\\nIt does")
map0_1 = CreateChild(map0_0, "CompoundReason")
map0_2 = CreateChild(map0_1, "Claim")
SetText("Cheap")
map0_3 = CreateChild(map0_1, "Inference")
map0_4 = CreateChild(map0_3, "Objection")
SetText("Dear")
map0_5 = CreateAnnotation(map0_4, "Note")
SetText("n")
SetLocation(map0_0, 1, 2)
"""
OLD_RATIONALE = """#Rationale Version 1.09
node0 = app.Create("Claim")
app.SetText(node0, "Tea")
app.CreateChild(node0, "CompoundReason")
app.CreateChild(node0[0], "Claim")
app.SetText(node0[0][0], "Cheap")
view0 = app.Gui.CreateView("FernView")
"""
TURTLE = """@prefix aif: <http://www.arg.dundee.ac.uk/aif#> .
<u:1> a aif:I-node ; aif:claimText "Tea"@en , "Tee"@de . <u:2> a aif:I-node ; aif:claimText "Cheap" .
<u:3> a aif:RA-node ; aif:Premise <u:2> ; aif:Conclusion <u:1> .
[] a aif:CA-node ; aif:ConflictingElement [ a aif:I-node ; aif:claimText "Dear" ] ; aif:ConflictedElement <u:1> .
"""
GRAPHML = """<graphml>
<key id="k" for="node" attr.name="text" attr.type="string"/><key id="e" for="edge" attr.name="kind"
attr.type="string"/><graph edgedefault="directed"><node id="a"><data key="k">x</data></node><node id="b"/>
<edge source="a" target="b"><data key="e">support</data></edge></graph></graphml>"""
DRAWIO = """<mxfile host="app.diagrams.net"><diagram id="d" name="Tea"><mxGraphModel><root><mxCell id="0"/>
<mxCell id="1" parent="0"/><mxCell id="g" value="Taste" style="swimlane;html=1;" vertex="1" parent="1"/>
<mxCell id="a" value="&lt;b&gt;Tea&lt;/b&gt; is good." style="html=1;" vertex="1" parent="g"/>
<object label="It is hot." type="evidence" id="b"><mxCell vertex="1" parent="1"/></object>
<mxCell id="e" style="endArrow=none;startArrow=classic;" edge="1" parent="1" source="a" target="b"/>
<mxCell id="l" value="supports" style="edgeLabel;" vertex="1" connectable="0" parent="e"/>
</root></mxGraphModel></diagram></mxfile>"""
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

MARKDOWN = """---
title: Note
---

# Tea

```argdown-map {#tea}
===
title: Tea
===

[Drink]: We should drink *tea*. #policy
  + <Cheap>: Tea is cheap.
```

> [!note] Against
> ~~~~{.argdown caption="Con"}
> [Dear]: Some tea is dear. {note: "x"}
>   -> <Cheap>
>
> ~~~~

1. As a cell:

   ```{argdown}
   #| label: fig-brew
   <Cheap>

   (1) Tea costs little.
   ----
   (2) Tea is cheap.
   ```
<div>
```argdown
[No]
```
</div>

````markdown
```argdown
[Example]
```
````
"""

JSON = {
    "argmap-json": json.loads(argmap.dumps(argmap.loads(json.dumps(AIF), format="aif"))),
    "aif": AIF, "xaif": XAIF, "ova": OVA, "sadface": SADFACE, "tea": TEA, "claimreview": REVIEW,
    "argdown-json": EXPORT,
}  # fmt: skip
YAML = {"gsn": GSN, "carneades": CAES}
XML = {
    "arggraph": ARGGRAPH, "aml": AML, "sacm": SACM, "graphml": GRAPHML, "gexf": GEXF, "certware": CERTWARE, "axl": AXL,
    "lkif": LKIF, "drawio": DRAWIO,
}  # fmt: skip
TEXT = {
    "brat": BRAT, "kialo": KIALO, "tgf": "1 a\n2\n#\n1 2 x\n",
    "argdown": ARGDOWN, "markdown": MARKDOWN, "apx": "arg(a). arg(b).\natt(a,b). % c\n", "iccma": "p af 3\n# c\n1 2\n",
    "aba": "p aba 4\na 1\nc 1 2\nr 2 3 4\nr 3\n", "rationale": RATIONALE,
}  # fmt: skip
RDF = {"aif-rdf": TURTLE}
MORE = {"kialo": [NEW_KIALO], "sacm": [DCASE], "certware": [CAE], "rationale": [OLD_RATIONALE]}
"""Further documents of formats that are written in several ways."""
