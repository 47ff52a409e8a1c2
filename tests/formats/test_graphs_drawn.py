"""Graph files in which the meaning is drawn: arrows, boxes that are relations, scheme nodes, several graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import Claim, Evidence, Recovered
from argmap.errors import FormatError, InvalidFileError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

HEAD: Final = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">'
)
YED: Final = (
    '<key id="d3" for="node" attr.name="nodeType" attr.type="string"><default xml:space="preserve"/></key>'
    '<key id="d4" for="node" attr.name="id" attr.type="string"/>'
    '<key id="d5" for="node" attr.name="description" attr.type="string"/>'
    '<key id="d6" for="node" yfiles.type="nodegraphics"/><key id="d10" for="edge" yfiles.type="edgegraphics"/>'
)


def box(i: str, words: str, kind: str = "", description: str = "", own: str = "") -> str:
    data = [("d3", kind), ("d4", own), ("d5", description)]
    attributes = "".join(f'<data key="{key}">{value}</data>' for key, value in data if value)
    drawn = f"<y:ShapeNode><y:NodeLabel>{words}<y:LabelModel/></y:NodeLabel></y:ShapeNode>"
    return f'<node id="{i}">{attributes}<data key="d6">{drawn}</data></node>'


def line(
    source: str, target: str, words: str = "", arrows: tuple[str, str] = ("none", "standard"), more: str = ""
) -> str:
    label = f"<y:EdgeLabel>{words}<y:LabelModel/></y:EdgeLabel>" if words else ""
    drawn = f'<y:PolyLineEdge><y:Arrows source="{arrows[0]}" target="{arrows[1]}"/>{label}</y:PolyLineEdge>'
    return f'<edge source="{source}" target="{target}"{more}><data key="d10">{drawn}</data></edge>'


def yed(body: str, directed: str = "directed") -> str:
    return f'{HEAD}{YED}<graph id="G" edgedefault="{directed}">{body}</graph></graphml>'


def plain(keys: Mapping[str, tuple[str, ...]], body: str) -> str:
    declared = "".join(
        f'<key id="{i}" for="{owner}" attr.name="{name}">{"".join(f"<default>{d}</default>" for d in default)}</key>'
        for i, (owner, name, *default) in keys.items()
    )
    return f'<graphml>{declared}<graph edgedefault="directed">{body}</graph></graphml>'


def node(i: str, **data: str) -> str:
    return (
        f'<node id="{i}">{"".join(f"<data key={key!r}>{value}</data>" for key, value in data.items())}</node>'
    )


def edge(source: str, target: str, **data: str) -> str:
    inner = "".join(f"<data key={key!r}>{value}</data>" for key, value in data.items())
    return f'<edge source="{source}" target="{target}">{inner}</edge>'


def read(text: str, format: str = "graphml", **options: Any) -> Recovered:
    return argmap.loads(text, format=format, on_error="recover", **options)


def codes(found: Recovered) -> list[str]:
    return [d.code for d in found.diagnostics if d.code != "drawing-dropped"]


def ends(found: Recovered) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(str(r.kind), r.sources, r.targets) for r in found.map.relations]


AB: Final = box("a", "Tea is good.") + box("b", "Tea is hot.")


class TestArrows:
    @pytest.mark.parametrize(
        ("arrows", "words", "relations", "code"),
        [
            (("none", "standard"), "attacks", [("a", "b")], []),
            (("standard", "none"), "attacks", [("b", "a")], ["edge-reversed"]),
            (("delta", "diamond"), "attacks", [("b", "a")], ["edge-reversed"]),
            (("standard", "none"), "attacked by", [("a", "b")], ["edge-reversed", "edge-reversed"]),
            (("standard", "standard"), "attacks", [("a", "b"), ("b", "a")], ["edge-both-ways"]),
            (("none", "none"), "attacks", [("a", "b")], ["edge-without-arrow"]),
            (("circle", "dash"), "attacks", [("a", "b")], []),
        ],
    )
    def test_an_edge_goes_where_its_arrow_points(
        self, arrows: tuple[str, str], words: str, relations: list[Any], code: list[str]
    ) -> None:
        found = read(yed(AB + line("a", "b", words, arrows)))
        assert ends(found) == [("attack", (s,), (t,)) for s, t in relations]
        assert codes(found) == code
        assert argmap.losses(found.map, "graphml") == ()

    @pytest.mark.parametrize("arrows", [("none", "none"), ("standard", "standard")])
    def test_what_holds_both_ways_needs_no_arrow(self, arrows: tuple[str, str]) -> None:
        found = read(yed(AB + line("a", "b", "contradicts", arrows)))
        assert ends(found) == [("contradiction", ("a",), ("b",))]
        assert codes(found) == []

    def test_an_arrow_gives_an_edge_its_direction(self) -> None:
        found = read(yed(AB + line("a", "b", "supports", ("standard", "none")), "undirected"))
        assert ends(found) == [("support", ("b",), ("a",))]


class TestRelationsThatAreNodes:
    def test_scheme_nodes_of_aif(self) -> None:
        body = (
            box("n0", "H1", "I-node", "It will rain.", "H1")
            + box("n1", "Clouds come.", "I-node")
            + box("n2", "The wind turns.", "I-node")
            + box("n3", "Doubt.", "I-node")
            + box("n4", "infers", "RA-node", own="x1")
            + box("n5", "CA", "CA-node", own="x1")
            + box("n6", "Default Conflict", "CA-node")
            + line("n1", "n4")
            + line("n2", "n4")
            + line("n4", "n0")
            + line("n3", "n5")
            + line("n5", "n4")
            + line("n3", "n6")
            + line("n6", "n1")
        )
        found = read(yed(body))
        assert [(c.id, c.text) for c in found.map.claims] == [
            ("H1", "It will rain."),
            ("n1", "Clouds come."),
            ("n2", "The wind turns."),
            ("n3", "Doubt."),
        ]
        assert [(r.id, *row, r.scheme) for r, row in zip(found.map.relations, ends(found), strict=True)] == [
            ("n4", "support", ("n1", "n2"), ("H1",), "infers"),
            ("n5", "undercut", ("n3",), ("n4",), ""),
            ("n6", "attack", ("n3",), ("n1",), ""),
        ]
        assert codes(found) == ["node-is-relation", "node-is-relation", "attribute-in-data"]
        assert argmap.losses(found.map, "graphml") == ()

    def test_dialogues_of_aif(self) -> None:
        rows = [
            *(
                ("1", "L", "Ann: it rains"),
                ("2", "YA", "Asserting"),
                ("3", "I", "it rains"),
                ("4", "L", "Bo: no"),
            ),
            *(("5", "TA", "Default Transition"), ("6", "YA", "Disagreeing"), ("7", "CA", "CA")),
        ]
        keys = {"t": ("node", "type"), "x": ("node", "text")}
        pairs = ["12", "23", "15", "54", "56", "67", "73"]
        body = "".join(node(i, t=t, x=x) for i, t, x in rows) + "".join(edge(*p) for p in pairs)
        found = read(plain(keys, body))
        assert [u.text for u in found.map.utterances] == ["Ann: it rains", "Bo: no"]
        assert ends(found) == [
            ("illocution", ("1",), ("3",)),
            ("transition", ("1",), ("4",)),
            ("illocution", ("5",), ("7",)),
            ("attack", (), ("3",)),
        ]
        assert codes(found)[-1] == "relation-without-end"
        assert argmap.losses(found.map, "graphml") == ()

    def test_one_letter_is_a_type_only_next_to_schemes(self) -> None:
        found = read(plain({"t": ("node", "type"), "x": ("node", "text")}, node("1", t="L", x="Large")))
        assert found.map["1"] == Claim("1", "Large", data={"graphml": {"type": "L"}})
        assert codes(found) == ["attribute-in-data"]

    @pytest.mark.parametrize(
        ("word", "kind"),
        [
            *(("+", "support"), ("-", "attack"), ("Supports", "support"), ("rebuts", "attack")),
            *(("RA", "support"), ("CA", "attack"), ("undercuts", "attack")),
        ],
    )
    def test_boxes_with_nothing_but_the_word(self, word: str, kind: str) -> None:
        body = (
            AB + box("c", "It is cheap.") + box("j", word) + line("b", "j") + line("c", "j") + line("j", "a")
        )
        found = read(yed(body))
        assert ends(found) == [(kind, ("b", "c"), ("a",))]
        assert codes(found) == ["node-is-relation", *["undercut-of-claim"] * (word == "undercuts")]
        assert argmap.losses(found.map, "graphml") == ()

    def test_an_attack_on_such_a_box_is_an_undercut(self) -> None:
        body = (
            AB
            + box("j", "+")
            + line("b", "j")
            + line("j", "a")
            + box("k", "-")
            + line("a", "k")
            + line("k", "j")
        )
        assert ends(read(yed(body))) == [("support", ("b",), ("a",)), ("undercut", ("a",), ("j",))]

    @pytest.mark.parametrize(
        "body",
        [
            box("j", "supports") + line("b", "j", "pro") + line("j", "a", "pro"),
            box("j", "supports") + line("b", "j", "con"),
            box("j", "Objection") + line("b", "j") + line("j", "a"),
        ],
    )
    def test_other_boxes_are_claims(self, body: str) -> None:
        assert len(read(yed(AB + body), kind="support").map.claims) == 3

    def test_what_their_edges_state_is_in_data(self) -> None:
        keys = {"l": ("node", "label"), "r": ("edge", "role")}
        body = (
            node("a", l="A")
            + node("b", l="B")
            + node("j", l="+")
            + edge("b", "j", r="major")
            + edge("j", "a")
        )
        found = read(plain(keys, body))
        assert found.map["j"].data.thaw() == {
            "graphml": {"label": "+", "edges": [{"source": "b", "role": "major"}]}
        }
        assert argmap.losses(found.map, "graphml") == ()

    def test_edges_of_them_without_direction(self) -> None:
        body = AB + box("j", "+") + line("b", "j", arrows=("none", "none")) + line("j", "a")
        text = yed(body, "undirected")
        with pytest.raises(FormatError, match="1 of 2 edges have no direction"):
            argmap.loads(text, format="graphml")
        assert ends(read(text, directed=True)) == [("support", ("b",), ("a",))]


class TestSeveralGraphs:
    TWO: Final = (
        '<graphml><key id="l" for="all" attr.name="label"/>'
        '<graph id="A" edgedefault="directed"><data key="l">Tea</data>'
        f"{node('a', l='Hot')}{node('b', l='Good')}{edge('a', 'b', l='pro')}</graph>"
        f'<graph id="a" edgedefault="directed">{node("a", l="Cold")}{node("c", l="Bad")}'
        f"{edge('a', 'c', l='con')}{edge('a', 'b', l='con')}</graph></graphml>"
    )

    def test_each_is_a_section(self) -> None:
        found = read(self.TWO)
        assert [(s.id, s.title) for s in found.map.sections] == [("A", "Tea"), ("a#2", "")]
        assert [(c.id, c.text, c.section) for c in found.map.claims] == [
            ("a", "Hot", "A"),
            ("b", "Good", "A"),
            ("a#3", "Cold", "a#2"),
            ("c", "Bad", "a#2"),
        ]
        assert ends(found) == [
            ("support", ("a",), ("b",)),
            ("attack", ("a#3",), ("c",)),
            ("attack", ("a#3",), ("b",)),
        ]
        assert codes(found) == ["graph-is-section", "node-renamed"]
        assert argmap.losses(found.map, "graphml") == ()

    def test_groups_in_them(self) -> None:
        group = f'<node id="g"><graph>{node("x")}</graph></node>'
        found = read(f"<graphml><graph id='A'>{group}</graph><graph id='B'>{group}</graph></graphml>")
        assert [(s.id, s.parent) for s in found.map.sections] == [
            ("A", None),
            ("g", "A"),
            ("B", None),
            ("g#2", "B"),
        ]
        assert [(c.id, c.section) for c in found.map.claims] == [("x", "g"), ("x#2", "g#2")]

    def test_in_gexf(self) -> None:
        graph = '<graph defaultedgetype="directed"><nodes><node id="a" label="Tea"/></nodes></graph>'
        found = read(f"<gexf>{graph}{graph}</gexf>", "gexf")
        assert [(c.id, c.section) for c in found.map.claims] == [("a", "graph 1"), ("a#2", "graph 2")]
        assert argmap.losses(found.map, "gexf") == ()


class TestDeclarations:
    def test_what_an_edge_states_counts_before_what_is_declared_for_all(self) -> None:
        keys = {"k": ("edge", "kind", "attack"), "r": ("edge", "relation")}
        body = node("a") + node("b") + edge("a", "b") + edge("b", "a", r="supports")
        found = read(plain(keys, body))
        assert ends(found) == [("attack", ("a",), ("b",)), ("support", ("b",), ("a",))]
        assert codes(found) == []
        default = "<default>support</default>"
        declared = f'<attributes class="edge"><attribute id="0" title="relation">{default}</attribute>'
        nodes = '<nodes><node id="a"/><node id="b"/></nodes>'
        edges = '<edges><edge source="a" target="b"/><edge source="b" target="a" label="attacks"/></edges>'
        graph = f'<graph defaultedgetype="directed">{declared}</attributes>{nodes}{edges}</graph>'
        assert [kind for kind, *_ in ends(read(f"<gexf>{graph}</gexf>", "gexf"))] == ["support", "attack"]

    def test_so_do_the_words_of_a_node(self) -> None:
        text = yed(box("a", "Tea is good.")).replace(
            YED, f'{YED}<key id="t" for="node" attr.name="text"><default>?</default></key>'
        )
        found = read(text)
        assert found.map["a"] == Claim("a", "Tea is good.", data={"graphml": {"text": "?"}})
        assert argmap.losses(found.map, "graphml") == ()

    def test_a_key_is_one_of_its_owner(self) -> None:
        keys = '<key id="d0" for="node" attr.name="label"/><key id="d0" for="edge" attr.name="relation"/>'
        body = node("a", d0="Tea") + node("b") + edge("a", "b", d0="attacks")
        found = read(f"<graphml>{keys}<graph>{body}</graph></graphml>")
        assert (found.map["a"], ends(found)) == (Claim("a", "Tea"), [("attack", ("a",), ("b",))])
        keys += '<key id="d0" for="node" attr.name="note"/>'
        found = read(f"<graphml>{keys}<graph>{body}</graph></graphml>")
        assert (found.map["a"], codes(found)) == (Claim("a", "Tea"), ["key-doubled"])

    @pytest.mark.parametrize(
        ("name", "value"),
        [("nodeType", "Evidence"), ("labelV", "evidence"), ("labels", ":Evidence:Statistic")],
    )
    def test_types_under_other_names(self, name: str, value: str) -> None:
        found = read(plain({"t": ("node", name), "x": ("node", "text")}, node("a", t=value, x="81%")))
        assert found.map["a"] == Evidence("a", "81%", data={"graphml": {name: value}})
        assert argmap.losses(found.map, "graphml") == ()


class TestWhereKindsAreSaid:
    AB: Final = node("a") + node("b")

    @pytest.mark.parametrize("options", [{}, {"kind": "support"}])
    def test_in_an_attribute_of_any_name(self, options: dict[str, str]) -> None:
        found = read(plain({"m": ("edge", "mechanism")}, self.AB + edge("a", "b", m="attacks")), **options)
        assert ends(found) == [("attack", ("a",), ("b",))]
        assert found.map.relations[0].data == {"graphml": {"mechanism": "attacks"}}
        assert codes(found) == ["edge-kind-by-attribute"]
        assert argmap.losses(found.map, "graphml") == ()

    def test_not_in_two_that_differ(self) -> None:
        keys = {"m": ("edge", "mechanism"), "n": ("edge", "note")}
        text = plain(keys, self.AB + edge("a", "b", m="attacks", n="evidence"))
        with pytest.raises(InvalidFileError) as caught:
            argmap.loads(text, format="graphml")
        assert "no attribute 'kind', only mechanism='attacks', note='evidence'" in str(caught.value)

    def test_a_word_that_is_given_may_be_anywhere(self) -> None:
        text = plain({"m": ("edge", "mechanism")}, self.AB + edge("a", "b", m="cites"))
        assert ends(read(text, support="cites")) == [("support", ("a",), ("b",))]

    @pytest.mark.parametrize(
        ("value", "kind"),
        [("-1", "attack"), ("+1", "support"), ("1", "support"), ("negative", "attack"), ("pos", "support")],
    )
    def test_as_a_sign(self, value: str, kind: str) -> None:
        for type_ in ("string", "int", "double"):
            text = plain({"s": ("edge", "sign")}, self.AB + edge("a", "b", s=value))
            found = read(text.replace('"sign"', f'"sign" attr.type="{type_}"'))
            assert [k for k, *_ in ends(found)] == [kind]

    def test_as_the_direction_or_at_some_time_in_gexf(self) -> None:
        declared = '<attributes class="edge" mode="dynamic"><attribute id="0" title="label"/></attributes>'
        timed = '<attvalues><attvalue for="0" value="attacks" start="2001"/></attvalues>'
        ends_ = 'source="a" target="b"'
        edges = f'<edges><edge {ends_} type="supports"/><edge {ends_}>{timed}</edge></edges>'
        nodes = '<nodes><node id="a"/><node id="b"/></nodes>'
        found = read(f'<gexf><graph edgetype="directed">{declared}{nodes}{edges}</graph></gexf>', "gexf")
        assert [k for k, *_ in ends(found)] == ["support", "attack"]
        assert argmap.losses(found.map, "gexf") == ()


@pytest.mark.parametrize(
    ("data", "text", "rest"),
    [
        ({"o": "C1", "l": "C1", "d": "Tea is good."}, "Tea is good.", {"label": "C1"}),
        ({"l": "C1", "s": "Tea is good."}, "Tea is good.", {"label": "C1"}),
        ({"l": "Tea", "c": "true"}, "Tea", {"claim": "true"}),
        ({"v": "Tea is good."}, "Tea is good.", {}),
    ],
)
def test_what_is_the_text(data: dict[str, str], text: str, rest: dict[str, str]) -> None:
    keys = {"o": ("node", "id"), "l": ("node", "label"), "d": ("node", "description"), "s": ("node", "statement"),
            "c": ("node", "claim"), "v": ("node", "VertexLabel")}  # fmt: skip
    found = read(plain(keys, node("n0", **data)))
    (claim,) = found.map.claims
    assert (claim.id, claim.text, claim.data.get("graphml", {})) == (data.get("o", "n0"), text, rest)


def test_classes_of_yed_are_words() -> None:
    words = "<y:UML><y:AttributeLabel>It is good.</y:AttributeLabel></y:UML>"
    drawn = f"<y:UMLClassNode><y:NodeLabel>Tea</y:NodeLabel>{words}</y:UMLClassNode>"
    found = read(yed(f'<node id="a"><data key="d6">{drawn}</data></node>'))
    assert found.map["a"] == Claim("a", "Tea\nIt is good.")


def test_what_is_missing_is_named() -> None:
    body = (
        node("") + node("apple") + edge("apple", "aple") + '<edge target="apple"/>' + edge("apple", "apple")
    )
    with pytest.raises(InvalidFileError) as caught:
        argmap.loads(plain({}, body), format="graphml")
    assert [problem.message for problem in caught.value.exceptions] == [
        "a node has no id",
        "an edge names the node 'aple', which is missing",
        "an edge has no source",
        "an edge has no attribute 'kind'",
    ]
    assert "did you mean 'apple'" in str(caught.value)
    found = read(plain({}, body))
    assert ([c.id for c in found.map.claims], len(found.diagnostics)) == (["apple"], 4)


PAIRS: Final = st.tuples(st.sampled_from("abj"), st.sampled_from("abj"), st.sampled_from(["", "", "pro"]))


@given(st.lists(PAIRS, max_size=6), st.sampled_from(["+", "-", "RA", "supports", "Tea"]))
def test_every_edge_is_a_relation_or_an_end(pairs: list[tuple[str, str, str]], words: str) -> None:
    found = read(yed(AB + box("j", words) + "".join(line(*pair) for pair in pairs)), kind="support")
    assert not [d for d in found.diagnostics if d.severity == "error"]
    joined = sum(len(r.sources) + len(r.targets) for r in found.map.relations)
    is_claim = "j" in [c.id for c in found.map.claims]
    at_box = [pair for pair in pairs if not is_claim and "j" in pair[:2]]
    assert joined == 2 * (len(pairs) - len(at_box)) + len(at_box)
    assert argmap.losses(found.map, "graphml") == ()
