"""Graph files as yEd, Gephi, Cytoscape, igraph, Neo4j and Argdown write them: nothing vanishes, nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

import argmap
from argmap import Argument, ArgumentMap, Claim, Recovered
from argmap.errors import FormatError, InvalidFileError

if TYPE_CHECKING:
    from typing import Any

KEYS: Final = "".join(
    f'<key id="{i}" for="{owner}" attr.name="{name}" attr.type="{type_}"/>'
    for i, owner, name, type_ in [
        ("i", "node", "id", "string"),
        ("t", "node", "type", "string"),
        ("l", "node", "label", "string"),
        ("n", "node", "name", "string"),
        ("s", "node", "shared name", "string"),
        ("d", "node", "description", "string"),
        ("k", "edge", "kind", "string"),
        ("e", "edge", "label", "string"),
        ("r", "edge", "interaction", "string"),
    ]
)
HEAD: Final = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">'
)


def graphml(body: str, directed: str = "directed") -> str:
    return f'{HEAD}{KEYS}<graph edgedefault="{directed}">{body}</graph></graphml>'


def edge(words: str = "", key: str = "e", more: str = "") -> str:
    data = f'<data key="{key}">{words}</data>' if words else ""
    return f'<edge source="b" target="a"{more}>{data}</edge>'


AB: Final = '<node id="a"/><node id="b"/>'


def read(text: str, format: str = "graphml", **options: Any) -> Recovered:
    return argmap.loads(text, format=format, on_error="recover", **options)


def codes(found: Recovered) -> list[str]:
    return [d.code for d in found.diagnostics]


def ends(m: ArgumentMap) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(str(r.kind), r.sources, r.targets) for r in m.relations]


class TestAttributesOfOthers:
    def test_an_attribute_called_id_is_an_id_only_if_it_is_one_of_its_node_alone(self) -> None:
        body = "".join(
            f'<node id="n{n}"><data key="i">{i}</data></node>' for n, i in enumerate(["x", "x", "y", ""])
        )
        found = read(graphml(body))
        assert [c.id for c in found.map.claims] == ["n0", "n1", "y", "n3"]
        assert found.map["n0"].data == {"graphml": {"id": "x"}}
        assert codes(found) == ["attribute-in-data"]

    def test_an_id_that_is_the_name_of_another_node_is_none(self) -> None:
        found = read(graphml('<node id="a"><data key="i">b</data></node><node id="b"/>'))
        assert [c.id for c in found.map.claims] == ["a", "b"]

    @pytest.mark.parametrize("type_", ["Conclusion", "clam", "premise"])
    def test_other_types_of_nodes_are_in_data(self, type_: str) -> None:
        found = read(
            graphml(f'<node id="a"><data key="t">{type_}</data><data key="l">Tea is good</data></node>')
        )
        assert found.map.claims == (Claim("a", "Tea is good", data={"graphml": {"type": type_}}),)
        (report,) = found.diagnostics
        assert (report.code, report.severity) == ("attribute-in-data", "warning")
        assert repr(type_) in report.message

    def test_types_are_known_without_case(self) -> None:
        assert read(graphml('<node id="a"><data key="t">Argument</data></node>')).map.arguments

    @pytest.mark.parametrize(
        ("name", "value"),
        [("kind", "fct"), ("weight", "heavy"), ("by", "Ann"), ("section", "x"), ("quotes", "3")],
    )
    def test_values_that_a_field_does_not_take_are_in_data(self, name: str, value: str) -> None:
        key = f'<key id="x" for="node" attr.name="{name}" attr.type="string"/>'
        found = read(
            f'<graphml>{key}<graph><node id="a"><data key="x">{value}</data></node></graph></graphml>'
        )
        assert found.map["a"].data == {"graphml": {name: value}}
        assert codes(found) == ["attribute-in-data"]
        assert argmap.losses(found.map, "graphml") == ()

    def test_one_title_twice_and_values_of_times_and_what_is_declared_late(self) -> None:
        text = """<gexf version="1.2"><meta lastmodifieddate="2024-01-01"><creator>G</creator>
          <title>Tea map</title></meta>
          <graph defaultedgetype="directed" mode="dynamic"><nodes><node id="a" label="Tea" start="2024" pid="b">
          <attvalues>
          <attvalue for="0" value="1" start="2024" end="2025"/><attvalue for="0" value="2" start="2025"/>
          <attvalue for="1" value="first"/><attvalue for="2" value="second"/></attvalues>
          <spells><spell start="1" end="2"/></spells></node><node id="b" label="Drinks"/></nodes>
          <attributes class="node"><attribute id="0" title="score" type="float"/><attribute id="1" title="note"/>
          <attribute id="2" title="note"/></attributes></graph></gexf>"""
        m = read(text, "gexf").map
        assert m.title == "Tea map"
        assert m.data["gexf"].thaw() == {
            "meta": {"lastmodifieddate": "2024-01-01", "creator": "G"},
            "graph": {"mode": "dynamic"},
        }
        assert m["a"].data["gexf"].thaw() == {
            "start": "2024",
            "pid": "b",
            "spells": [{"start": "1", "end": "2"}],
            "score": [{"value": 1.0, "start": "2024", "end": "2025"}, {"value": 2.0, "start": "2025"}],
            "note": "first",
            "note#2": "second",
        }
        assert [(s.id, s.title) for s in m.sections] == [("b", "Drinks")]
        assert argmap.losses(m, "gexf") == ()

    def test_keys_that_are_not_declared_are_texts(self) -> None:
        found = read('<graphml><graph><node id="a"><data key="name">Tea</data></node></graph></graphml>')
        assert found.map["a"] == Claim("a", "Tea")
        assert codes(found) == ["key-undeclared"]

    def test_parts_that_are_no_fields_are_kept_or_listed(self) -> None:
        body = '<node id="a"><port name="north"/></node><hyperedge id="h"><endpoint node="a"/></hyperedge>'
        found = read(graphml(body))
        assert found.map["a"].data == {"graphml": {"port": {"name": "north"}}}
        assert "endpoint" in found.map.data["graphml"]["hyperedge"]
        assert codes(found) == ["element-in-data", "element-in-data"]


class TestTexts:
    @pytest.mark.parametrize(
        ("data", "text", "rest"),
        [
            ('<data key="n">Tea</data>', "Tea", {}),
            ('<data key="d">Tea</data>', "Tea", {}),
            ('<data key="n">Tea</data><data key="s">Tea</data>', "Tea", {"shared name": "Tea"}),
            ('<data key="d">Long</data><data key="l">Tea</data>', "Tea", {"description": "Long"}),
            ('<data key="l">a</data><data key="d">Tea</data>', "Tea", {"label": "a"}),
            ('<data key="l"> </data><data key="n">Tea</data>', "Tea", {"label": " "}),
        ],
    )
    def test_what_is_the_text(self, data: str, text: str, rest: dict[str, str]) -> None:
        m = read(graphml(f'<node id="a">{data}</node>')).map
        assert m["a"] == Claim("a", text, data={"graphml": rest} if rest else None)
        assert argmap.losses(m, "graphml") == ()

    def test_the_words_in_the_open_box_of_a_group_are_its_title(self) -> None:
        box = "<y:GroupNode><y:NodeLabel>{}</y:NodeLabel></y:GroupNode>"
        drawn = f'<x><y:Realizers active="0">{box.format("Taste")}{box.format("Folder 1")}</y:Realizers></x>'
        inner = '<graph><node id="a"/><node id="b"/><edge source="a" target="b"><data key="e">pro</data></edge></graph>'
        m = read(graphml(f'<node id="g"><data key="l">{drawn}</data>{inner}</node>')).map
        assert [(s.id, s.title) for s in m.sections] == [("g", "Taste")]
        assert [(c.id, c.section) for c in m.claims] == [("a", "g"), ("b", "g")]
        assert ends(m) == [("support", ("a",), ("b",))]
        assert argmap.losses(m, "graphml") == ()

    def test_jgraph(self) -> None:
        drawn = '<j:ShapeNode xmlns:j="x"><j:Geometry x="1"/><j:Label text="Rents rose."/></j:ShapeNode>'
        assert read(graphml(f'<node id="a"><data key="l">{drawn}</data></node>')).map["a"] == Claim(
            "a", "Rents rose."
        )

    def test_yed_live(self) -> None:
        drawn = "<x><y:Label><y:Label.Text>Rents rose.</y:Label.Text></y:Label></x>"
        assert read(graphml(f'<node id="a"><data key="l">{drawn}</data></node>')).map["a"] == Claim(
            "a", "Rents rose."
        )


class TestKindsOfEdges:
    @pytest.mark.parametrize("key", ["k", "e", "r"])
    def test_what_an_edge_says_counts_before_the_option(self, key: str) -> None:
        m = read(graphml(AB + edge("Attacks", key) + edge()), kind="support").map
        assert ends(m) == [("attack", ("b",), ("a",)), ("support", ("b",), ("a",))]
        assert m.relations[0].data == {}

    def test_words_that_say_more_are_kept(self) -> None:
        m = read(graphml(AB + edge("rebuttal"))).map
        assert ends(m) == [("attack", ("b",), ("a",))]
        assert m.relations[0].data == {"graphml": {"label": "rebuttal"}}
        assert argmap.losses(m, "graphml") == ()

    def test_attacked_by_goes_the_other_way(self) -> None:
        found = read(graphml(AB + edge("is attacked by")))
        assert ends(found.map) == [("attack", ("a",), ("b",))]
        assert codes(found) == ["edge-reversed"]
        assert argmap.losses(found.map, "graphml") == ()

    @pytest.mark.parametrize("format", ["graphml", "gexf"])
    def test_unknown_words_are_errors_until_they_are_given(self, format: str) -> None:
        text = graphml(AB + edge("cites", "k"))
        if format == "gexf":
            edges = '<edges><edge source="b" target="a" kind="cites"/></edges>'
            text = f'<gexf><graph defaultedgetype="directed"><nodes>{AB}</nodes>{edges}</graph></gexf>'
        with pytest.raises(InvalidFileError, match="not an argument map") as caught:
            argmap.loads(text, format=format)
        assert "line 1: an edge says 'cites', which is no known kind of relation" in str(caught.value)
        assert "support='cites'" in str(caught.value)
        for options in ({"support": "cites"}, {"support": ("builds-on", "Cites")}, {"kind": "support"}):
            m = read(text, format, **options).map
            assert ends(m) == [("support", ("b",), ("a",))]
            assert m.relations[0].data == {format: {"kind": "cites"}}
            assert argmap.losses(m, format) == ()
        assert "attribute-in-data" in codes(read(text, format, kind="support"))

    def test_the_first_attribute_that_says_a_kind_counts_and_others_are_reported(self) -> None:
        found = read(
            graphml(
                AB
                + '<edge source="b" target="a"><data key="k">support</data><data key="e">attack</data></edge>'
            )
        )
        assert ends(found.map) == [("support", ("b",), ("a",))]
        assert found.map.relations[0].data == {"graphml": {"label": "attack"}}
        assert codes(found) == ["edge-kinds-differ"]

    def test_the_label_of_the_element(self) -> None:
        assert ends(read(graphml(AB + edge(more=' label="SUPPORTS"'))).map) == [("support", ("b",), ("a",))]

    def test_an_edge_may_aim_at_an_edge(self) -> None:
        body = (
            AB
            + edge("attacks", more=' id="e1"')
            + '<edge id="e2" source="a" target="e1"><data key="e">undercuts</data></edge>'
        )
        m = read(graphml(body)).map
        assert m["e1"].kind == "attack"  # type: ignore[union-attr]
        assert ends(m) == [("attack", ("b",), ("a",)), ("undercut", ("a",), ("e1",))]

    def test_ids_of_edges_are_ids_if_they_are_of_one_alone(self) -> None:
        keys = KEYS + '<key id="z" for="edge" attr.name="id"/>'
        rows = [("e1", "x"), ("e2", "y"), ("e3", "y"), ("e4", "a")]
        edges = [
            edge("con", more=f' id="{i}"').replace("</edge>", f'<data key="z">{own}</data></edge>')
            for i, own in rows
        ]
        edges.append('<edge source="a" target="e1" label="undercuts"/>')
        m = read(f"{HEAD}{keys}<graph>{AB}{''.join(edges)}</graph></graphml>").map
        assert [r.id for r in m.relations] == [
            "e1",
            "attack:b>a",
            "attack:b>a#2",
            "attack:b>a#3",
            "undercut:a>e1",
        ]
        assert [r.data["graphml"]["id"] for r in m.relations[:4]] == ["x", "y", "y", "a"]

    def test_an_undercut_of_a_claim_is_an_attack(self) -> None:
        found = read(graphml(AB + edge("undercuts")))
        assert ends(found.map) == [("attack", ("b",), ("a",))]
        assert found.map.relations[0].data == {"graphml": {"label": "undercuts"}}
        assert codes(found) == ["undercut-of-claim"]

    def test_edges_without_direction(self) -> None:
        text = graphml(AB + edge("attacks"), "undirected")
        with pytest.raises(FormatError, match="the graph is undirected"):
            argmap.loads(text, format="graphml")
        assert ends(read(text, directed=True).map) == [("attack", ("b",), ("a",))]
        assert ends(read(graphml(AB + edge("contradicts"), "undirected")).map) == [
            ("contradiction", ("b",), ("a",))
        ]

    def test_edges_that_go_both_ways(self) -> None:
        edges = '<edges><edge source="a" target="b" type="mutual" label="attacks"/></edges>'
        m = read(f'<gexf version="1.1"><graph><nodes>{AB}</nodes>{edges}</graph></gexf>', "gexf").map
        assert ends(m) == [("attack", ("a",), ("b",)), ("attack", ("b",), ("a",))]

    def test_loops_and_parallel_edges(self) -> None:
        m = read(
            graphml(AB + edge("con") * 3 + '<edge source="a" target="a"><data key="e">+</data></edge>')
        ).map
        assert [r.id for r in m.relations] == ["attack:b>a", "attack:b>a#2", "attack:b>a#3", "support:a>a"]

    def test_recovery_goes_on_after_edges_that_say_nothing(self) -> None:
        found = read(graphml(AB + edge() + edge("pro") + '<edge source="a" target="zz"/><node id="a"/>'))
        assert ends(found.map) == [("support", ("b",), ("a",))]
        assert [d.severity for d in found.diagnostics] == ["error"] * 3


class TestGroups:
    def test_nodes_within_nodes_are_in_sections(self) -> None:
        inner = '<node id="b" label="Taste"><nodes><node id="c"/></nodes></node>'
        nodes = f'<node id="a" label="Tea"><nodes>{inner}</nodes></node>'
        m = read(f"<gexf><graph><nodes>{nodes}</nodes></graph></gexf>", "gexf").map
        assert [(s.id, s.title, s.parent) for s in m.sections] == [("a", "Tea", None), ("b", "Taste", "a")]
        assert [(c.id, c.section) for c in m.claims] == [("c", "b")]

    def test_a_group_that_an_edge_names_is_a_claim_too(self) -> None:
        nodes = '<node id="b" label="Tea"/><node id="a" label="Cheap" pid="b"/>'
        edges = '<edges><edge source="a" target="b" label="pro"/></edges>'
        found = read(
            f'<gexf><graph defaultedgetype="directed"><nodes>{nodes}</nodes>{edges}</graph></gexf>', "gexf"
        )
        assert [(s.id, s.title) for s in found.map.sections] == [("section:b", "Tea")]
        assert found.map["b"] == Claim("b", "Tea")
        assert found.map["a"].section == "section:b"  # type: ignore[union-attr]
        assert codes(found) == ["group-is-claim"]

    def test_groups_within_themselves_and_missing_ones(self) -> None:
        nodes = '<node id="a" pid="b"/><node id="b" pid="a"/><node id="c" pid="c"/><node id="d" pid="x"/>'
        found = read(f"<gexf><graph><nodes>{nodes}</nodes></graph></gexf>", "gexf")
        assert codes(found) == ["group-missing", "group-in-itself"]
        assert len(found.map.sections) + len(found.map.claims) == 4

    def test_deep_groups(self) -> None:
        depth = 3000
        body = "".join(f'<node id="n{n}"><graph>' for n in range(depth)) + "</graph></node>" * depth
        assert len(read(graphml(body)).map.sections) == depth


ARGDOWN: Final = """<node id="n0"><data key="l"><y:ShapeNode><y:BorderStyle type="line" width="3"/>
<y:NodeLabel fontStyle="bold">&lt;html&gt;Tea &lt;/html&gt;</y:NodeLabel>
<y:NodeLabel fontStyle="plain">&lt;html&gt;Tea is &lt;br&gt;good. &lt;/html&gt;</y:NodeLabel></y:ShapeNode>
</data></node>
<node id="n1"><data key="l"><y:ShapeNode><y:BorderStyle type="line" width="0.3"/>
<y:NodeLabel fontStyle="bold">&lt;html&gt;Price &lt;/html&gt;</y:NodeLabel></y:ShapeNode></data></node>
<edge source="n1" target="n0"><data key="e"><y:PolyLineEdge><y:LineStyle color="{}" type="line" width="0.3"/>
<y:Arrows source="{}" target="{}"/></y:PolyLineEdge></data></edge>"""


@pytest.mark.parametrize(
    ("look", "kind"),
    [
        (("#00ff00", "none", "standard"), "support"),
        (("#ff0000", "none", "standard"), "attack"),
        (("#ff0000", "standard", "standard"), "contrary"),
        (("#ff0000", "diamond", "diamond"), "contradiction"),
    ],
)
def test_argdown_says_the_kind_by_its_colours(look: tuple[str, ...], kind: str) -> None:
    found = read(graphml(ARGDOWN.format(*look)))
    assert found.map.claims == (Claim("n0", "Tea is good.", title="Tea"),)
    assert found.map.arguments == (Argument("n1", "Price"),)
    assert ends(found.map) == [(kind, ("n1",), ("n0",))]
    assert "edge-kind-by-colour" in codes(found)
    assert argmap.losses(found.map, "graphml") == ()


def test_other_colours_say_nothing() -> None:
    text = graphml(ARGDOWN.format("#00ff00", "none", "standard").replace('"0.3"', '"1.0"'))
    with pytest.raises(InvalidFileError):
        argmap.loads(text, format="graphml")


@pytest.mark.parametrize("blank", ["\u202f", "\u3000"])
@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_blanks_in_namespaces_are_refused(format: str, blank: str) -> None:
    with pytest.raises(FormatError, match="line 2: the namespace 'd"):
        argmap.loads(f'\n<f x="" xmlns:a="d{blank}t" n=""><a:t r=""/></f>', format=format)


@pytest.mark.parametrize(
    "start", ["\ufeff", "\ufeff<?xml version='1.0' encoding='utf-8'?>\r\n", "<!-- a -->\r"]
)
@pytest.mark.parametrize("prefix", ["", "g:"])
def test_marks_line_ends_and_prefixes(start: str, prefix: str) -> None:
    space = f' xmlns{":g" if prefix else ""}="http://graphml.graphdrawing.org/xmlns/graphml"'
    inner = f'<{prefix}graph edgedefault="directed">\r<{prefix}node id="a"/></{prefix}graph>'
    text = f"{start}<{prefix}graphml{space}>{inner}</{prefix}graphml>"
    assert [c.id for c in argmap.loads(text, format="graphml").claims] == ["a"]


def test_what_is_left_out_of_declarations_is_listed() -> None:
    key = '<key id="d" for="node" attr.name="x"><desc>Colour</desc><default>red</default></key>'
    found = read(f'<graphml>{key}<graph><node id="a"/></graph></graphml>')
    assert found.map["a"].data == {"graphml": {"x": "red"}}
    assert codes(found) == ["element-dropped"]
    scales = (
        '<attributes class="node"><attribute id="0" title="x"><colors/></attribute><scales/></attributes>'
    )
    found = read(f"<gexf><graph>{scales}</graph></gexf>", "gexf")
    assert codes(found) == ["drawing-dropped", "drawing-dropped"]


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        ("int", " 3 ", 3),
        ("long", "9" * 4000, "9" * 4000),
        ("int", "1_000", "1_000"),
        ("int", "0x10", "0x10"),
        ("double", "1e3", 1000.0),
        ("double", "NaN", "NaN"),
        ("double", "1_0", "1_0"),
        ("double", "9" * 4000, "9" * 4000),
        ("Boolean", "TRUE", True),
        ("boolean", "yes", "yes"),
        ("liststring", "[a, b]", "[a, b]"),
    ],
)
def test_values_of_a_type_that_are_none_stay_text(type_: str, text: str, value: object) -> None:
    key = f'<key id="k" for="node" attr.name="x" attr.type="{type_}"/>'
    m = read(f'<graphml>{key}<graph><node id="a"><data key="k">{text}</data></node></graph></graphml>').map
    assert m["a"].data["graphml"]["x"] == value
    assert type(m["a"].data["graphml"]["x"]) is type(value)
    assert argmap.losses(m, "graphml") == ()
