"""Assurance cases as tools write them: Eclipse editors, ACEditor, ODE containers, CertWare, GSN and CAE on SACM."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

import argmap
from argmap.errors import LimitError
from argmap.limits import Limits
from argmap.model import ArgumentMap, Claim, Evidence, RelationKind, Section, Wording
from argmap.serializers import sacm

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic

XMI = 'xmi:version="2.0" xmlns:xmi="http://www.omg.org/XMI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def read(text: str) -> tuple[ArgumentMap, list[Diagnostic]]:
    seen: list[Diagnostic] = []
    return sacm.loads(text, report=seen.append), seen


def texts(m: ArgumentMap) -> dict[str, str]:
    return {c.id: c.text for c in m.claims}


def joined(m: ArgumentMap) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(str(r.kind), r.sources, r.targets) for r in m.relations]


def said(words: str) -> str:
    return f'<description><content><value lang="English" content="{words}"/></content></description>'


def element(kind: str, about: str = "", inside: str = "", tag: str = "argumentationElement") -> str:
    return f'<{tag} xsi:type="{kind}" {about}>{inside}</{tag}>'


def aceditor(*elements: str, terms: str = "") -> str:
    return (
        f'<sacm2:AssuranceCasePackage {XMI} xmlns:sacm2="http://SACM_ACEditor/sacm/2.1" gid="P">'
        f'<terminologyPackage gid="TP">{terms}</terminologyPackage>'
        f'<argumentPackage gid="AP">{"".join(elements)}</argumentPackage></sacm2:AssuranceCasePackage>'
    )


AT = "//@argumentPackage.0/@argumentationElement."
KETTLE = aceditor(
    element("sacm2:Claim", 'gid="C1"', said("The kettle is safe")),
    element("sacm2:Claim", 'gid="C2"', said("Nobody is burnt")),
    element("sacm2:Claim", 'gid="C3"', said("Nobody gets a shock")),
    element("sacm2:AssertedInference", f'gid="AI" source="{AT}1 {AT}2" target="{AT}0"'),
)


class TestPaths:
    def test_they_are_resolved_by_position(self) -> None:
        m, seen = read(KETTLE)
        assert [c.text for c in m.claims] == ["The kettle is safe", "Nobody is burnt", "Nobody gets a shock"]
        assert (joined(m), seen) == ([("support", ("C2", "C3"), ("C1",))], [])

    @pytest.mark.parametrize(
        "path",
        ["#//@argumentPackage.0/@argumentationElement.1", "/0/@argumentPackage.0/@argumentationElement.1",
         "//@argumentPackage/@argumentationElement.1", "#C2", "C2"],
    )  # fmt: skip
    def test_every_form_of_a_reference_leads_to_the_same_element(self, path: str) -> None:
        m, _ = read(KETTLE.replace(f'"{AT}1 {AT}2"', f'"{path}"'))
        assert joined(m) == [("support", ("C2",), ("C1",))]

    def test_positions_count_elements_of_one_name(self) -> None:
        m, _ = read(
            KETTLE.replace('<argumentPackage gid="AP">', '<argumentPackage gid="AP"><name content="n"/>')
        )
        assert joined(m) == [("support", ("C2", "C3"), ("C1",))]

    def test_several_roots_are_counted(self) -> None:
        text = (
            f'<xmi:XMI {XMI} xmlns:a="http://omg.sacm/2.2/argumentation"><a:Claim gid="x"/><a:ArgumentPackage>'
            '<argumentationElement xsi:type="a:Claim" gid="y"/><argumentationElement xsi:type="a:AssertedInference" '
            'source="/0" target="/1/@argumentationElement.0"/></a:ArgumentPackage></xmi:XMI>'
        )
        assert joined(read(text)[0]) == [("support", ("x",), ("y",))]

    @pytest.mark.parametrize(
        ("reference", "words"),
        [
            ("other.sacm#//@argumentPackage.0", "refers into another file, 'other.sacm'"),
            (f"{AT}99", "refers to something that is not in the document"),
            ("//@argumentPackage.0/", "refers to something that is not in the document"),
            (
                "//@terminologyPackage.0",
                "joins a <terminologyPackage> 'TP', which is no part of the argument",
            ),
        ],
    )
    def test_what_leads_elsewhere_is_reported_and_stays_in_the_document(
        self, reference: str, words: str
    ) -> None:
        m, seen = read(KETTLE.replace(f"{AT}1 {AT}2", reference))
        assert (m.relations, [d.code for d in seen], words in str(seen[0])) == ((), ["end-missing"], True)
        assert reference in sacm.dumps(m)

    @pytest.mark.parametrize("kind", ["sacm2:AssertedDoubt", "x:Thing", ""])
    def test_what_joins_parts_and_is_of_an_unknown_type_is_reported_and_stays(self, kind: str) -> None:
        type = f'xsi:type="{kind}" ' if kind else ""
        other = f'<argumentationElement {type}gid="X" source="{AT}1" target="{AT}0"/>'
        m, seen = read(KETTLE.replace("</argumentPackage>", f"{other}</argumentPackage>"))
        assert (len(m.relations), [(d.code, d.severity) for d in seen]) == (1, [("unknown-type", "warning")])
        assert 'gid="X"' in sacm.dumps(m)

    def test_they_lead_to_the_same_elements_after_an_edit(self) -> None:
        m, _ = read(KETTLE)
        less = m.replace(evolve(m.relations[0], sources=["C3"])).without("C2")
        more = less.add(new := Claim("C4", "It is earthed"), new.supports("C3"))
        for changed in (less, more):
            text = sacm.dumps(changed)
            back, seen = read(text)
            assert (joined(back), back.claims, seen) == (joined(changed), changed.claims, [])
        assert f'source="{AT}1" target="{AT}0"' in sacm.dumps(less)
        assert '<argumentationElement xsi:type="sacm2:Claim" gid="C4">' in text

    def test_relations_that_are_left_lead_to_the_same_elements_after_an_edit(self) -> None:
        about = element("sacm2:AssertedContext", f'gid="AC" source="{AT}2" target="{AT}3"')
        m, seen = read(KETTLE.replace("</argumentPackage>", f"{about}</argumentPackage>"))
        assert [d.code for d in seen] == ["context-not-read"]
        less = m.replace(evolve(m.relations[0], sources=["C3"])).without("C2")
        assert f'gid="AC" source="{AT}1" target="{AT}2"' in sacm.dumps(less)


class TestTexts:
    def test_an_expression_has_the_text(self) -> None:
        terms = element("sacm2:Expression", 'gid="e" value="The kettle is safe"', tag="terminologyElement")
        for reference in ("//@terminologyPackage.0/@terminologyElement.0", "e"):
            value = f'<value xsi:type="sacm2:ExpressionLangString" expression="{reference}"/>'
            inside = f"<description><content>{value}</content></description>"
            m, _ = read(aceditor(element("sacm2:Claim", 'gid="C"', inside), terms=terms))
            assert texts(m) == {"C": "The kettle is safe"}
            text = sacm.dumps(m.replace(evolve(m.claims[0], text="It is safe")))
            assert (texts(sacm.loads(text)), "expression=" in text) == ({"C": "It is safe"}, False)

    def test_an_expression_is_put_together_of_its_elements(self) -> None:
        terms = "".join(
            element(f"sacm2:{kind}", about, tag="terminologyElement")
            for kind, about in (
                ("Term", 'gid="a" value="Cause"'),
                ("Term", 'gid="b" value="of burns"'),
                ("Expression", 'gid="c" value="$&lt;ExpressionElement.value>$" element="a b"'),
                ("Expression", 'gid="d" element="c #a"'),
                ("Expression", 'gid="e" value="as it is" element="a"'),
                ("Expression", 'gid="f" element="f"'),
            )
        )
        claims = [
            element(
                "sacm2:Claim",
                f'gid="C{i}"',
                f'<description><content><value expression="{i}"/></content></description>',
            )
            for i in "cdef"
        ]
        m, _ = read(aceditor(*claims, terms=terms))
        assert [c.text for c in m.claims] == ["Cause of burns", "Cause of burns Cause", "as it is", ""]

    def test_expressions_within_expressions_do_not_fill_the_memory(self) -> None:
        terms = element("x:Expression", 'gid="e0" value="words"', tag="terminologyElement") + "".join(
            element(
                "x:Expression",
                f'gid="e{n}" element="{" ".join([f"e{n - 1}"] * 10)}"',
                tag="terminologyElement",
            )
            for n in range(1, 30)
        )
        claim = element(
            "x:Claim", 'gid="C"', '<description><content><value expression="e29"/></content></description>'
        )
        with pytest.raises(LimitError, match="expressions within expressions"):
            argmap.loads(aceditor(claim, terms=terms), format="sacm", limits=Limits(characters=1_000_000))

    def test_what_cites_another_claim_has_its_words(self) -> None:
        m, _ = read(
            aceditor(
                element("sacm2:Claim", 'gid="C1"', said("Nobody is burnt")),
                element(
                    "sacm2:Claim",
                    f'gid="C2" isCitation="true" citedElement="{AT}0" assertionDeclaration="asCited"',
                ),
                element("sacm2:Claim", f'gid="C3" citedElement="{AT}2"'),
            )
        )
        assert [(c.text, c.tags) for c in m.claims] == [
            ("Nobody is burnt", ()), ("Nobody is burnt", ("asCited",)), ("", ())
        ]  # fmt: skip

    def test_a_description_has_the_words_where_the_content_is_empty(self) -> None:
        m, _ = read(
            '<a><claim id="x" content="" description="Hazards"/><claim id="y" content="" description=""/>'
            '<claim id="z"><description><content><value lang="en" content="Safe"/><value lang="de" content="Sicher"/>'
            "</content></description></claim></a>"
        )
        assert [c.text for c in m.claims] == ["Hazards", "", "Safe"]
        assert m.claims[2].wordings == (Wording("Sicher", language="de"),)


class TestIds:
    def test_an_identifier_is_an_id(self) -> None:
        m, seen = read(
            f'<arm:Argument {XMI} xmlns:arm="http://www.omg.org/ARM" identifier="K">'
            '<containsArgumentElement xsi:type="arm:Claim" identifier="C1" description="" content="It is safe"/>'
            '<containsArgumentElement xsi:type="arm:Claim" identifier="C2" description="" content="No burns"/>'
            '<containsArgumentLink xsi:type="arm:AssertedInference" source="//@containsArgumentElement.1" '
            'target="//@containsArgumentElement.0"/></arm:Argument>'
        )
        assert texts(m) == {"C1": "It is safe", "C2": "No burns"}
        assert [(r.id, r.sources, r.targets) for r in m.relations] == [("support:C2>C1", ("C2",), ("C1",))]
        assert [d.code for d in seen] == ["no-id"]
        assert sacm.loads(sacm.dumps(m)) == m

    def test_the_second_of_two_equal_ids_is_changed_and_references_go_by_path(self) -> None:
        m, seen = read(
            f'<ARM:Argumentation {XMI} xmlns:ARM="http://schema.omg.org/SACM/1.0/Argumentation" id="K">'
            '<argumentElement xsi:type="ARM:Claim" id="C1" content="The kettle is safe"/>'
            '<argumentElement xsi:type="ARM:Claim" id="A" content="Nobody is burnt"/>'
            '<argumentElement xsi:type="ARM:Claim" id="A" content="Nobody gets a shock"/>'
            '<argumentElement xsi:type="ARM:AssertedInference" id="A" source="//@argumentElement.2" '
            'target="//@argumentElement.0"/></ARM:Argumentation>'
        )
        assert [c.id for c in m.claims] == ["C1", "A", "A#2"]
        assert [(r.id, *r.sources, *r.targets) for r in m.relations] == [("A#3", "A#2", "C1")]
        assert [(d.code, d.ids) for d in seen] == [("duplicate-id", ("A#2",)), ("duplicate-id", ("A#3",))]
        assert sacm.loads(sacm.dumps(m)) == m
        less = m.without("A")
        assert sacm.loads(sacm.dumps(less)).claims == less.claims
        assert joined(sacm.loads(sacm.dumps(less))) == joined(less)

    def test_an_id_is_taken_by_what_becomes_no_record_too(self) -> None:
        m, seen = read(
            f'<ARM:Argumentation {XMI} xmlns:ARM="http://schema.omg.org/SACM/1.0/Argumentation">'
            '<argumentElement xsi:type="ARM:Claim" id="C1"/><argumentElement xsi:type="ARM:Claim" id="C2"/>'
            '<argumentElement xsi:type="ARM:AssertedContext" id="A" source="//@argumentElement.1" '
            'target="//@argumentElement.0"/><argumentElement xsi:type="ARM:AssertedInference" id="A" '
            'source="//@argumentElement.1" target="//@argumentElement.0"/></ARM:Argumentation>'
        )
        assert [(r.id, r.sources, r.targets) for r in m.relations] == [("A#2", ("C2",), ("C1",))]
        assert [(d.code, d.severity, d.ids) for d in seen] == [("duplicate-id", "warning", ("A#2",))]
        assert sacm.loads(sacm.dumps(m)) == m
        more = m.add(Claim("A"))
        assert sacm.loads(sacm.dumps(more)).claims == more.claims

    def test_elements_without_id_are_known_by_name_or_type(self) -> None:
        text = f'<g:Module {XMI} xmlns:g="http://acwg.org/3.0/gsn">' + "".join(
            element("g:Goal", "", name) for name in ('<name content="G1"/>', '<name content="G1"/>', "")
        )
        m, _ = read(f"{text}</g:Module>")
        assert [(c.id, c.title) for c in m.claims] == [("G1", "G1"), ("G1#2", "G1"), ("Goal", "")]
        less = m.without("G1")
        assert sacm.loads(sacm.dumps(less)).claims == less.claims

    def test_an_id_with_blanks_is_one_reference(self) -> None:
        m, _ = read(
            '<a><claim id="the kettle"/><claim id="b"/><assertedInference id="r" source="b" target="the kettle"/></a>'
        )
        assert joined(m) == [("support", ("b",), ("the kettle",))]


def gsn(*elements: str, version: str = "2.2") -> str:
    return (
        f'<ac:AssuranceCasePackage {XMI} xmlns:ac="http://omg.sacm/{version}/assurancecase" '
        'xmlns:gsn_="http://acwg.org/3.0/gsn"><argumentPackage xsi:type="gsn_:Module">'
        f"{''.join(elements)}</argumentPackage></ac:AssuranceCasePackage>"
    )


def named(kind: str, name: str, words: str, about: str = "") -> str:
    return element(f"gsn_:{kind}", about, f'<name lang="lang" content="{name}"/>{said(words)}')


CASE = [
    named("Goal", "G1", "The kettle is safe"),
    named("Strategy", "S1", "Over every hazard"),
    named("Goal", "G2", "Nobody is burnt", 'undeveloped="true"'),
    named("Solution", "Sn1", "Scalding test"),
    named("Context", "C1", "In a kitchen"),
    named("Assumption", "A1", "Mains are earthed"),
]


class TestGsn:
    @pytest.mark.parametrize("version", ["2.2", "2.3", "3.0"])
    def test_relations_are_read_as_their_names_say(self, version: str) -> None:
        ends = [("SupportedBy", 0, 1), ("SupportedBy", 1, 2), ("SupportedBy", 2, 3), ("InContextOf", 0, 4)]
        links = [element(f"gsn_:{kind}", f'source="{AT}{a}" target="{AT}{b}"') for kind, a, b in ends]
        m, seen = read(gsn(*CASE, *links, version=version))
        assert joined(m) == [
            ("support", ("S1",), ("G1",)),
            ("support", ("G2",), ("S1",)),
            ("support", ("Sn1",), ("G2",)),
        ]
        assert [type(m[i]) for i in ("G1", "S1", "Sn1", "C1")] == [Claim, Claim, Evidence, Claim]
        assert m["G1"].data["drawing"]["context"] == ("C1",)
        assert m["G2"].data["drawing"]["undeveloped"] is True
        assert [d.code for d in seen] == ["no-id"]
        assert argmap.safety.types(m) == {
            "G1": "Goal", "S1": "Strategy", "G2": "Goal", "Sn1": "Solution", "C1": "Context", "A1": "Assumption"
        }  # fmt: skip
        assert sacm.loads(sacm.dumps(m)) == m

    def test_ends_tell_which_way_a_tool_writes_relations(self) -> None:
        ends = [("SupportedBy", 3, 2), ("SupportedBy", 2, 0), ("InContextOf", 4, 0)]
        links = [element(f"gsn_:{kind}", f'source="{AT}{a}" target="{AT}{b}"') for kind, a, b in ends]
        m, seen = read(gsn(*CASE, *links))
        assert joined(m) == [("support", ("Sn1",), ("G2",)), ("support", ("G2",), ("G1",))]
        assert m["G1"].data["drawing"]["context"] == ("C1",)
        assert [d.code for d in seen] == ["direction", "no-id"]
        more = m.add(new := Claim("G3", "It is earthed"), new.supports("G1"))
        assert joined(sacm.loads(sacm.dumps(more))) == joined(more)

    def test_relations_of_old_argument_files_lead_as_their_evidence_does(self) -> None:
        m, seen = read(
            f'<arm:Argument {XMI} xmlns:arm="http://www.omg.org/ARM">'
            + "".join(
                f'<containsArgumentElement xsi:type="arm:{kind}" identifier="{i}"/>'
                for kind, i in (("Claim", "C1"), ("EvidenceAssertion", "C2"), ("InformationElement", "S1"))
            )
            + "".join(
                f'<containsArgumentLink xsi:type="arm:{kind}" identifier="{i}" '
                f'target="//@containsArgumentElement.{b}" source="//@containsArgumentElement.{a}"/>'
                for kind, i, a, b in (("AssertedInference", "I", 0, 1), ("AssertedEvidence", "E", 1, 2))
            )
            + "</arm:Argument>"
        )
        assert joined(m) == [("support", ("C2",), ("C1",)), ("support", ("S1",), ("C2",))]
        assert [d.code for d in seen] == ["direction"]

    def test_relations_of_sacm_1_lead_as_their_context_does(self) -> None:
        at = "//@argumentElement."
        m, seen = read(
            f'<ARM:Argumentation {XMI} xmlns:ARM="http://schema.omg.org/SACM/1.0/Argumentation">'
            + "".join(
                element(f"ARM:{kind}", about, tag="argumentElement")
                for kind, about in (
                    ("Claim", 'id="top"'),
                    ("AssertedInference", f'id="r" source="{at}0" target="{at}4"'),
                    ("AssertedContext", f'source="{at}0" target="{at}3"'),
                    ("InformationElement", 'id="context"'),
                    ("Claim", 'id="sub"'),
                )
            )
            + "</ARM:Argumentation>"
        )
        assert joined(m) == [("support", ("sub",), ("top",))]
        assert m["top"].data["drawing"]["context"] == ("context",)
        assert [d.code for d in seen] == ["direction"]

    def test_a_claim_that_supports_evidence_stays_so_in_sacm(self) -> None:
        m = ArgumentMap.of(a := Claim("a", "A"), e := Evidence("e", "E"), a.supports(e))
        assert joined(sacm.loads(sacm.dumps(m))) == [("support", ("a",), ("e",))]

    def test_cae_is_read(self) -> None:
        at = "//@argumentationElement."
        text = (
            f'<c:CAEModule {XMI} xmlns:c="http://org.eclipse.acme/1.0/cae">'
            + element("c:CAEClaim", 'gid="C1"', said("The kettle is safe"))
            + element("c:CAEClaim", 'gid="C2"', said("Nobody is burnt"))
            + element("c:Argument", 'gid="A1"', said("Over every hazard"))
            + element("c:Evidence", 'gid="E1"', said("Scalding test"))
            + "".join(
                element(
                    f"c:{kind}",
                    f'gid="R{n}" source="{at}{a}" target="{at}{b}"',
                )
                for n, (kind, a, b) in enumerate(
                    (("IsSubClaimOf", 1, 2), ("Supports", 2, 0), ("IsEvidenceFor", 3, 1))
                )
            )
        )
        m, seen = read(f"{text}</c:CAEModule>")
        assert joined(m) == [
            ("support", ("C2",), ("A1",)),
            ("support", ("A1",), ("C1",)),
            ("support", ("E1",), ("C2",)),
        ]
        assert (m.arguments[0].text, m.evidence[0].text, seen) == ("Over every hazard", "Scalding test", [])


class TestContainers:
    def test_a_case_within_a_model_is_read(self) -> None:
        ap = "//@assuranceCasePackages.0/@argumentPackage.0/@argumentationElement."
        m, seen = read(
            f'<i:DDIPackage {XMI} xmlns:i="urn:ode" xmlns:s="urn:ode/sacm/argumentation" Id="1" name="Kettle">'
            '<odeProductPackages xsi:type="f:FailureLogicPackage" name="F"><causes Id="7" name="x"/>'
            '</odeProductPackages><assuranceCasePackages gid=""><argumentPackage gid="2"><name content="SafetyCase"/>'
            + element(
                "s:Claim", 'gid="5"', f'<name lang="English" content="G1"/>{said("The kettle is safe")}'
            )
            + element("s:Claim", 'gid="6"', said("Nobody is burnt"))
            + element("s:ArtifactReference", 'gid="8"', said("Report"))
            + element("s:ArgumentReasoning", 'gid="9"', said("Over every hazard"))
            + element("s:AssertedInference", f'gid="10" source="{ap}1" target="{ap}0" reasoning="{ap}3"')
            + element("s:AssertedEvidence", f'gid="11" source="{ap}2" target="{ap}1"')
            + "</argumentPackage></assuranceCasePackages></i:DDIPackage>"
        )
        assert (m.title, m.claims[0].title, m.claims[0].text) == ("Kettle", "G1", "The kettle is safe")
        assert [(r.kind, r.sources, r.targets, r.argument) for r in m.relations] == [
            (RelationKind.SUPPORT, ("6",), ("5",), "9"),
            (RelationKind.SUPPORT, ("8",), ("6",), None),
        ]
        assert (seen, m.sections) == ([], ())

    def test_several_packages_are_sections(self) -> None:
        package = '<argumentPackage gid="{0}"><name content="{0}!"/>{1}</argumentPackage>'
        inner = package.format("Q", element("a:Claim", 'gid="c"'))
        text = (
            f'<A:AssuranceCasePackage {XMI}><name content="Kettle"/>'
            + package.format("P", element("a:Claim", 'gid="b"') + inner)
            + package.format("R", element("a:Claim", 'gid="d"'))
            + package.format("empty", "")
            + "</A:AssuranceCasePackage>"
        )
        m, _ = read(text)
        assert m.sections == (Section("P", "P!"), Section("Q", "Q!", parent="P"), Section("R", "R!"))
        assert [(c.id, c.section) for c in m.claims] == [("b", "P"), ("c", "Q"), ("d", "R")]
        assert m.title == "Kettle"
        more = m.add(Claim("e", "E", section="Q"))
        back = sacm.loads(sacm.dumps(more))
        assert (back.sections, {*back.claims}) == (more.sections, {*more.claims})

    @pytest.mark.parametrize(
        "name",
        [
            "a.sacm",
            "a.sacm2",
            "a.argumentation",
            "a.assurancecase",
            "a.arm",
            "a.ode",
            "a.integration",
            "a.sacm.xmi",
            "a.xmi",
        ],
    )
    def test_files_are_known_by_their_suffix(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / name
        path.write_text(KETTLE, encoding="utf-8")
        assert len(argmap.load(path).relations) == 1


class TestReasoning:
    def test_reasoning_may_name_what_it_describes(self) -> None:
        m, _ = read(
            f'<ARM:Argumentation {XMI} xmlns:ARM="http://schema.omg.org/SACM/1.0/Argumentation">'
            + "".join(element(f"ARM:{kind}", about, tag="argumentElement") for kind, about in (
                ("Claim", 'id="a"'), ("Claim", 'id="b"'),
                ("AssertedInference", 'id="r" source="//@argumentElement.1" target="//@argumentElement.0"'),
                ("ArgumentReasoning", 'id="s" describedInference="//@argumentElement.2"'),
            ))
            + "</ARM:Argumentation>"
        )  # fmt: skip
        assert m.relations[0].argument == "s"

    def test_challenges_are_attacks(self) -> None:
        m, _ = read(
            '<argumentation><claim id="a"/><informationElement id="e"/>'
            '<assertedChallenge id="r" source="a" target="a"/><assertedCounterEvidence id="q" source="e" target="a"/>'
            "</argumentation>"
        )
        assert [r.kind for r in m.relations] == ["attack", "attack"]

    def test_marks_of_old_files_are_tags(self) -> None:
        m, _ = read('<a><claim id="x" assumed="true"/><claim id="y" toBeSupported="true"/></a>')
        assert [c.tags for c in m.claims] == [("assumed",), ("needsSupport",)]
        other = m.replace(evolve(m.claims[0], tags=["defeated"]))
        assert sacm.loads(sacm.dumps(other)).claims == other.claims


class TestContext:
    def test_it_is_a_hint_and_is_written_from_there(self) -> None:
        m = ArgumentMap.of(
            Claim("G1", "Safe", data={"drawing": {"context": ["C1", "C2"]}}),
            Claim("C1", "Here"),
            Claim("C2", "Now"),
        )
        text = sacm.dumps(m)
        assert '<assertedContext id="context:G1">' in text
        back, seen = read(text)
        assert (back.claims, seen) == (m.claims, [])
        less = back.replace(evolve(back.claims[0], data={}))
        assert "assertedContext" not in sacm.dumps(less)
        assert sacm.loads(sacm.dumps(less)).claims == less.claims
