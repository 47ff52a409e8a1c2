"""GraphML and GEXF hold whole maps, and read the graphs of other programs."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from typing import Any, Final

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, Claim, Evidence, Party, Relation
from argmap.diagnostics import ReadWarning
from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.testing import HOSTILE, maps

FORMATS: Final = ("graphml", "gexf")
every_format = pytest.mark.parametrize("format", FORMATS)

CAP, SHRINK = (
    Claim("cap", "Rents should\nbe capped.", by="council", weight=0.5),
    Claim("shrink", 'A cap <& "shrinks">'),
)
RENT = ArgumentMap.of(
    Party("council"),
    CAP,
    SHRINK,
    objection := SHRINK.attacks(CAP),
    CAP.undercuts(objection),
    title="Rent cap",
)


def through_networkx(text: str, format: str) -> nx.MultiDiGraph[str]:
    read = nx.read_graphml if format == "graphml" else nx.read_gexf
    g: Any = read(io.BytesIO(text.encode()))
    return nx.MultiDiGraph(nx.relabel_nodes(g, {n: d["id"] for n, d in g.nodes(data=True) if "id" in d}))


def by_networkx(g: nx.Graph[str], format: str) -> str:
    write = nx.generate_graphml if format == "graphml" else nx.generate_gexf
    return "\n".join(write(g))


@every_format
@given(maps(hostile=True))
def test_nothing_is_lost(format: str, m: ArgumentMap) -> None:
    assert argmap.loads(argmap.dumps(m, format=format, lossy="error"), format=format) == m


@every_format
@given(maps(max_claims=4, nested=False))
def test_networkx_reads_the_same_graph(format: str, m: ArgumentMap) -> None:
    g = through_networkx(argmap.dumps(m, format=format), format)
    ours = argmap.to_networkx(m)
    assert set(g) == set(ours)
    assert sorted(g.edges()) == sorted(ours.edges())
    assert {g.nodes[n]["type"] for n in g} == {ours.nodes[n]["type"] for n in ours}


@every_format
def test_fields_are_attributes_that_other_programs_see(format: str) -> None:
    g = through_networkx(argmap.dumps(RENT, format=format), format)
    assert g.nodes["cap"]["text"] == CAP.text
    assert g.nodes["cap"]["weight"] == 0.5
    assert g.nodes["attack:shrink>cap"]["type"] == "relation"
    kinds = {(a, b): d["kind"] for a, b, d in g.edges(data=True)}
    assert kinds["cap", "attack:shrink>cap"] == "undercut"


@every_format
def test_edits_of_other_programs_are_read(format: str) -> None:
    text = argmap.dumps(RENT, format=format)
    edited = text.replace("Rents should", "Rents must")
    assert argmap.loads(edited, format=format)["cap"].text.startswith("Rents must")  # type: ignore[union-attr]


@every_format
def test_graphs_of_other_programs(format: str) -> None:
    g: nx.DiGraph[str] = nx.DiGraph()
    g.add_node("a", label="Rents should be capped.", votes=3, open=True)
    g.add_node("b c", text="A cap shrinks supply.", type="evidence", share=0.5)
    g.add_edge("b c", "a", kind="attack", since="2024")
    m = argmap.loads(by_networkx(g, format), format=format)
    assert m["a"] == Claim("a", "Rents should be capped.", data={format: {"votes": 3, "open": True}})
    assert m["b c"] == Evidence("b c", "A cap shrinks supply.", data={format: {"share": 0.5}})
    (r,) = m.relations
    assert (r.id, r.kind, r.data[format]["since"]) == ("attack:b c>a", "attack", "2024")
    assert argmap.loads(argmap.dumps(m, format=format), format=format) == m
    assert through_networkx(argmap.dumps(m, format=format), format).nodes["a"]["votes"] == 3


@every_format
def test_edges_without_a_kind_need_one(format: str) -> None:
    g: nx.MultiDiGraph[str] = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "a")])
    text = by_networkx(g, format)
    with pytest.raises(InvalidFileError) as caught:
        argmap.loads(text, format=format)
    assert [e.message for e in caught.value.exceptions] == ["an edge has no attribute 'kind'"] * 3
    assert all(e.line for e in caught.value.exceptions)
    m = argmap.loads(text, format=format, kind="support")
    assert [r.id for r in m.relations] == ["support:a>b", "support:a>b#2", "support:b>a"]
    with pytest.raises(FormatError, match="unknown kind of relation 'suport'"):
        argmap.loads(text, format=format, kind="suport")


@every_format
def test_undirected_graphs_are_refused(format: str) -> None:
    undirected: nx.Graph[str] = nx.Graph([("a", "b")])
    with pytest.raises(FormatError, match="the graph is undirected"):
        argmap.loads(by_networkx(undirected, format), format=format, kind="attack")


@every_format
@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"argmap": "{"}, "the attribute 'argmap' is not JSON"),
        ({"argmap": '{"quotes": 3}'}, "not claim: expected array, got int"),
        ({"argmap": '{"txt": ""}'}, "not claim: object contains unknown field txt"),
    ],
)
def test_unreadable_attributes_are_refused(format: str, attributes: dict[str, Any], message: str) -> None:
    g: nx.DiGraph[str] = nx.DiGraph()
    g.add_node("a", **attributes)
    with pytest.raises(InvalidFileError) as caught:
        argmap.loads(by_networkx(g, format), format=format)
    assert message in str(caught.value)


GRAPHML: Final = (
    '<graphml><key id="k" for="node" attr.name="text" attr.type="string"><default>So.</default></key>'
    '<graph edgedefault="directed">{}</graph></graphml>'
)
GEXF: Final = (
    '<gexf><graph defaultedgetype="directed"><attributes class="node"><attribute id="k" title="text" type="string">'
    "<default>So.</default></attribute></attributes>{}</graph></gexf>"
)


def test_defaults_apply_to_missing_attributes() -> None:
    assert argmap.loads(GRAPHML.format('<node id="a"/>'), format="graphml").claims == (Claim("a", "So."),)
    assert argmap.loads(GEXF.format('<nodes><node id="a"/></nodes>'), format="gexf").claims == (
        Claim("a", "So."),
    )


@pytest.mark.parametrize(
    ("format", "text", "message"),
    [
        ("graphml", "<graph/>", "found 'graph' with 0 graphs, expected 'graphml' with one graph"),
        ("graphml", "<graphml/>", "found 'graphml' with 0 graphs"),
        ("graphml", GRAPHML.format('<node id="a"/><node id="a"/>'), "the node 'a' comes a second time"),
        (
            "graphml",
            GRAPHML.format('<node id="a"/><edge source="a" target="b"/>'),
            "an edge names the node 'b'",
        ),
        ("graphml", GRAPHML.format("<node/>"), "line 1: a node has no id"),
        ("gexf", "<gexf/>", "found 'gexf' with 0 graphs"),
        (
            "gexf",
            GEXF.format('<nodes><node id="a"/><node id="a"/></nodes>'),
            "the node 'a' comes a second time",
        ),
    ],
)
def test_refusals(format: str, text: str, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        argmap.loads(text, format=format)
    assert message in str(caught.value)


@every_format
def test_a_node_that_is_there_twice_may_give_its_type_once(format: str) -> None:
    text = argmap.dumps(ArgumentMap.of(Claim("a", "A"), Claim("b", "B")), format=format)
    twice = re.sub(
        r"<(data|attvalue) [^>]*(>claim</data>|\"claim\"/>)", "", text.replace('id="b"', 'id="a"'), count=1
    )
    with pytest.raises(InvalidFileError):
        argmap.loads(twice, format=format)


def test_drawings_are_left_out_and_reported() -> None:
    yed = GRAPHML.format('<node id="a"><data key="k"><ShapeNode/></data></node>')
    found = argmap.loads(yed, format="graphml", on_error="recover")
    assert [(d.code, d.line) for d in found.diagnostics] == [("drawing-dropped", 1)]
    gephi = GEXF.format('<nodes><node id="a"><viz:color xmlns:viz="x" r="1"/></node></nodes><rest/>')
    with pytest.warns(ReadWarning, match="an element 'rest' is left out"):
        argmap.loads(gephi, format="gexf")


TAGS = st.sampled_from(
    ["graphml", "gexf", "graph", "node", "nodes", "edge", "edges", "key", "data", "attributes", "attvalue"]
)
WORDS = st.sampled_from(["a", "b", "k", "", "directed", "string", *HOSTILE[:6]])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Elements in any order with attributes of any value."""
    opened: list[str] = [draw(st.sampled_from(["graphml", "gexf"]))]
    parts = [f"<{opened[0]}>"]
    for tag in draw(st.lists(TAGS, max_size=12)):
        names = draw(
            st.sets(
                st.sampled_from(
                    [
                        "id",
                        "key",
                        "for",
                        "source",
                        "target",
                        "class",
                        "attr.name",
                        "edgedefault",
                        "defaultedgetype",
                    ]
                )
            )
        )
        values = "".join(f' {n}="{_quoted(draw(WORDS))}"' for n in sorted(names))
        parts.append(f"<{tag}{values}>")
        opened.append(tag)
        while len(opened) > 1 and draw(st.booleans()):
            parts.append(f"</{opened.pop()}>")
    return "".join([*parts, *(f"</{tag}>" for tag in reversed(opened))])


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@every_format
@given(documents())
def test_any_document_is_read_or_refused(format: str, text: str) -> None:
    with suppress(ArgmapError):
        argmap.loads(text, format=format, kind="attack", on_error="recover")


@every_format
def test_a_relation_keeps_its_other_ends_when_one_is_removed(format: str) -> None:
    linked = Relation("r", "support", ["cap", "shrink"], ["cap"])
    text = argmap.dumps(ArgumentMap.of(CAP, SHRINK, Party("council"), linked), format=format)
    lines = [line for line in text.splitlines() if 'source="shrink"' not in line]
    if format == "graphml":
        text = _without_edge(text, "e1")
        assert argmap.loads(text, format=format)["r"] == Relation("r", "support", ["cap"], ["cap"])
    else:
        assert lines


def _without_edge(text: str, name: str) -> str:
    start = text.index(f'<edge id="{name}"')
    return text[:start] + text[text.index("</edge>", start) + len("</edge>") :]


YED: Final = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d10" yfiles.type="edgegraphics"/>
<graph edgedefault="directed"><node id="n0"><data key="d6"><y:ShapeNode><y:Geometry x="1" y="2"/>
<y:NodeLabel>Rents rose.</y:NodeLabel></y:ShapeNode></data></node><node id="n1"><data key="d6"><y:ShapeNode>
<y:NodeLabel> They fell. </y:NodeLabel></y:ShapeNode></data></node><edge source="n1" target="n0"><data key="d10">
<y:PolyLineEdge><y:EdgeLabel>Attack</y:EdgeLabel></y:PolyLineEdge></data></edge></graph></graphml>"""
GEPHI: Final = """<gexf xmlns="http://www.gexf.net/1.3"><graph defaultedgetype="directed"><nodes><node id="n0"
label="Rents rose."/><node id="n1" label="They fell."/></nodes><edges><edge id="0" source="n1" target="n0" {}/></edges>
</graph></gexf>"""


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("graphml", YED),
        ("gexf", GEPHI.format('label="attack"')),
        ("gexf", GEPHI.format('kind="attack" label="x"')),
    ],
)
def test_words_that_other_programs_draw_are_read(format: str, text: str) -> None:
    m = argmap.loads(text, format=format)
    assert [c.text for c in m.claims] == ["Rents rose.", "They fell."]
    assert [(str(r.kind), r.sources, r.targets) for r in m.relations] == [("attack", ("n1",), ("n0",))]
    assert argmap.losses(m, format) == ()


def test_other_labels_of_edges_are_in_data() -> None:
    m = argmap.loads(GEPHI.format('label="because"'), format="gexf", kind="support")
    assert m.relations[0].data == {"gexf": {"label": "because"}}
    assert argmap.losses(m, "gexf") == ()
