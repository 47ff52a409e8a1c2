"""D-Case, read as assurance cases: models of the D-Case Editor, its XML and exports, and files of AssureNote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import argmap
from argmap.model import ArgumentMap, Claim, Evidence
from argmap.serializers import sacm

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
OLD = "http://www.dependable-os.net/2010/03/dcase/"
NEW = "http://www.dependable-os.net/2013/11/dcase_model/"


def read(text: str) -> tuple[ArgumentMap, list[Diagnostic]]:
    seen: list[Diagnostic] = []
    return sacm.loads(text, report=seen.append), seen


def joined(m: ArgumentMap) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(str(r.kind), r.sources, r.targets) for r in m.relations]


def model(nodes: dict[str, str], links: list[tuple[str, str, str]], space: str = NEW, sign: str = "#") -> str:
    """A model whose nodes have a type by their id, and whose links a type and two ends."""
    return (
        f'<dcase:Argument {XSI} xmlns:dcase="{space}" id="_A">'
        + "".join(
            f'<rootBasicNode xsi:type="dcase:{kind}" id="{i}" name="{i.upper()}" desc="words of {i}"/>'
            for i, kind in nodes.items()
        )
        + "".join(
            f'<rootBasicLink xsi:type="dcase:{kind}" id="l{n}" name="L" source="{sign}{a}" target="#{b}"/>'
            for n, (kind, a, b) in enumerate(links)
        )
        + "</dcase:Argument>"
    )


NODES = {
    "g1": "Goal",
    "s": "Strategy",
    "g2": "Goal",
    "e": "Evidence",
    "m": "Monitor",
    "c": "Context",
    "u": "Undeveloped",
}
ENDS = [("g1", "s"), ("s", "g2"), ("g2", "e"), ("g2", "m"), ("s", "u")]
SUPPORT = [
    ("support", ("s",), ("g1",)),
    ("support", ("g2",), ("s",)),
    ("support", ("e",), ("g2",)),
    ("support", ("m",), ("g2",)),
]


class TestModels:
    @pytest.mark.parametrize(
        ("space", "support", "context"),
        [(NEW, "SupportedBy", "InContextOf"), (OLD, "DcaseLink001", "DcaseLink002"), (OLD, "link", "link")],
    )
    def test_what_supports_and_gives_context_is_read(self, space: str, support: str, context: str) -> None:
        links = [*((support, a, b) for a, b in ENDS), (context, "g1", "c")]
        m, seen = read(model(NODES, links, space))
        assert (joined(m), seen) == (SUPPORT, [])
        assert m["g1"].data["drawing"]["context"] == ("c",)
        assert m["s"].data["drawing"]["undeveloped"] is True
        assert {c.id: (c.title, c.text) for c in m.claims}["g2"] == ("G2", "words of g2")
        assert [e.id for e in m.evidence] == ["e", "m"]
        assert argmap.safety.types(m)["s"] == "Strategy"
        assert sacm.loads(sacm.dumps(m)) == m

    def test_a_name_without_number_sign_leads_to_the_same_node(self) -> None:
        m, _ = read(model(NODES, [("link", a, b) for a, b in ENDS], OLD, sign=""))
        assert joined(m) == SUPPORT

    def test_old_types_are_those_that_they_became(self) -> None:
        nodes = dict.fromkeys("ab", "Goal") | {
            "n4": "Userdef004",
            "n5": "Userdef005",
            "n6": "Userdef006",
            "n1": "Userdef001",
        }
        m, seen = read(model(nodes, [], OLD))
        assert [m[i].data.get("drawing", {}).get("shape") for i in ("n4", "n5", "n6", "n1")] == [
            "Assumption",
            "Module",
            "Contract",
            None,
        ]
        assert seen == []

    @pytest.mark.parametrize("kind", ["Responsibility", "DcaseLink003", "DcaseLink004", "Other"])
    def test_other_links_are_reported_and_stay(self, kind: str) -> None:
        m, seen = read(model(NODES, [(kind, "g2", "g1")]))
        assert (m.relations, [d.severity for d in seen]) == ((), ["warning"])
        assert seen[0].code == ("unknown-type" if kind == "Other" else "no-relation")
        assert f"dcase:{kind}" in sacm.dumps(m)

    def test_nodes_of_unknown_types_are_reported_with_what_they_join(self) -> None:
        m, seen = read(model({"g": "Goal", "x": "Userdef002"}, [("SupportedBy", "g", "x")]))
        assert ([c.id for c in m.claims], m.relations) == (["g"], ())
        assert sorted(d.code for d in seen) == ["end-missing", "unknown-type"]

    @pytest.mark.parametrize(("space", "kind"), [(NEW, "SupportedBy"), (OLD, "DcaseLink001")])
    def test_new_elements_are_those_of_the_editor(self, space: str, kind: str) -> None:
        m, _ = read(model(NODES, [(kind, "g1", "s")], space))
        more = m.add(c := Claim("new", "Words"), c.supports("g1"), e := Evidence("ev"), e.supports(c))
        text = sacm.dumps(more)
        assert '<rootBasicNode xsi:type="dcase:Goal" id="new" desc="Words"/>' in text
        assert (
            f'<rootBasicLink xsi:type="dcase:{kind}" id="support:new&gt;g1" target="#new" source="#g1"/>'
            in text
        )
        assert (joined(back := sacm.loads(text)), back.claims) == (joined(more), more.claims)


class TestXml:
    TEXT = (
        '<dcase:dcase xmlns:dcase="http://www.dependable-os.net/2013/11/dcase" id="_A" name="Kettle"><dcase:nodes>'
        + "".join(
            f'<dcase:node type="{kind}" id="{i}" name="{i.upper()}"><dcase:description>words of {i}'
            "</dcase:description></dcase:node>"
            for i, kind in NODES.items()
        )
        + "</dcase:nodes><dcase:links>"
        + "".join(
            f'<dcase:link type="{kind}" id="{a}-{b}" source="{a}" target="{b}"/>'
            for kind, a, b in [*(("SupportedBy", *ends) for ends in ENDS), ("InContextOf", "g1", "c")]
        )
        + "</dcase:links></dcase:dcase>"
    )

    def test_it_is_read(self) -> None:
        m, seen = read(self.TEXT)
        assert (m.title, joined(m), seen) == ("Kettle", SUPPORT, [])
        assert (m.evidence[0].text, m["g1"].data["drawing"]["context"]) == ("words of e", ("c",))

    def test_new_elements_go_where_those_of_their_kind_are(self) -> None:
        m, _ = read(self.TEXT)
        more = m.add(c := Claim("new", "Words"), c.supports("g1"))
        text = sacm.dumps(more)
        nodes, _, links = text.partition("</dcase:nodes>")
        assert '<dcase:node type="Goal" id="new">' in nodes
        assert '<dcase:link type="SupportedBy" id="support:new&gt;g1" target="new" source="g1"/>' in links
        assert (joined(back := sacm.loads(text)), back.claims) == (joined(more), more.claims)

    @pytest.mark.parametrize("name", ["a.dcase", "a.dcase_model", "a.xml"])
    def test_files_are_known(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / name
        path.write_text(self.TEXT, encoding="utf-8")
        assert len(argmap.load(path).relations) == len(SUPPORT)


class TestExports:
    @pytest.mark.parametrize("space", ["www.omg.org/spec/SACM/20120501/Argumentation", "ARM"])
    def test_an_export_leads_from_the_goal_to_what_supports_it(self, space: str) -> None:
        tag = "containsArgumentElement" if space == "ARM" else "argumentElement"
        root = "Argument" if space == "ARM" else "Argumentation"
        parts = (("Claim", "g1"), ("ArgumentReasoning", "s"), ("Claim", "g2"), ("InformationElement", "e"))
        links = (("Inference", "g1", "s"), ("Inference", "s", "g2"), ("Evidence", "g2", "e"))
        m, seen = read(
            f'<ARM:{root} {XSI} xmlns:ARM="{space}" xmlns:xmi="http://www.omg.org/XMI" xmi:id="_A" id="">'
            + "".join(
                f'<{tag} xsi:type="ARM:{kind}" xmi:id="_{i}" id="{i}" content="words" description=""/>'
                for kind, i in parts
            )
            + "".join(
                f'<{tag} xsi:type="ARM:Asserted{kind}" xmi:id="_{a}{b}" id="{a}{b}" source="_{a}" target="_{b}"/>'
                for kind, a, b in links
            )
            + f"</ARM:{root}>"
        )
        assert joined(m) == SUPPORT[:3]
        assert [d.code for d in seen] == ["direction"]
        more = m.add(e := Evidence("ev"), e.supports("g2"))
        text = sacm.dumps(more)
        assert f'<{tag} xsi:type="ARM:InformationElement" xmi:id="ev" id="ev"/>' in text
        assert 'target="ev" source="_g2"' in text
        assert joined(sacm.loads(text)) == joined(more)
