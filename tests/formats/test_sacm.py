from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.model import Argument, ArgumentMap, Claim, Evidence, Relation, Wording
from argmap.serializers import sacm
from argmap.syntax import xml
from argmap.testing import data, maps

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic
    from argmap.model import Data

TEA = (
    '<sacm:AssuranceCasePackage xmlns:sacm="urn:own" xmlns:xsi="urn:xsi" id="P" name="Tea">'
    '<description><content lang="en">About tea</content></description>'
    '<terminologyPackage id="T"><expression id="x" value="hot"/></terminologyPackage>'
    '<argumentPackage id="AP" xsi:type="sacm:Package">'
    '<claim id="G1" name="Top" content="Tea is safe"/>'
    '<claim id="G2" name="Sub" assertionDeclaration="assumed"><description>'
    '<content lang="en">No burns</content><content lang="km">គ្មាន</content></description></claim>'
    '<Claim xmi:id="G3"><content>Cups are thick</content><taggedValue key="k"/></Claim>'
    '<claim name="nobody"/>'
    '<argumentReasoning id="S1" content="Argue per hazard"/>'
    '<artifactReference id="E1" name="Report" referencedArtifact="a1"/>'
    '<assertedInference id="R1" reasoning="S1">'
    '<source href="#G2"/><source ref="G3"/><target href="#G1"/></assertedInference>'
    '<assertedEvidence id="R2" isCounter="true" source="E1" target="G2"><reasoning ref="S1"/></assertedEvidence>'
    '<assertedInference id="R3" isCounter="true"><source href="#G3"/><target href="#R2"/></assertedInference>'
    '<assertedContext id="R4"><source href="#E1"/><target href="#G1"/></assertedContext>'
    '<assertedInference id="R5"><source href="other.xml#G9"/><target href="#G1"/></assertedInference>'
    "</argumentPackage></sacm:AssuranceCasePackage>"
)


def rows(text: str) -> list[tuple[str, dict[str, str], str]]:
    root = xml.parse(text, names="written")[0]
    return [(e.tag, e.attrib, (e.text or "").strip()) for e in root.iter()]


def read(text: str) -> tuple[ArgumentMap, list[Diagnostic]]:
    seen: list[Diagnostic] = []
    return sacm.loads(text, report=seen.append), seen


@pytest.mark.corpora
def test_every_real_file_comes_back_and_is_counted(corpora: Path) -> None:
    counts = {}
    for path in sorted((corpora / "sacm").glob("*.xml")):
        text = path.read_text(encoding="utf-8")
        m = sacm.loads(text)
        written = sacm.dumps(m)
        assert rows(written) == rows(text)
        assert sacm.loads(written) == m
        words = [e.tag.lower() for e in ET.fromstring(text.encode()).iter()]  # noqa: S314
        assert len(m.claims) == words.count("claim")
        assert len(m.evidence) == words.count("artifactreference")
        assert len(m.arguments) == words.count("argumentreasoning")
        assert len(m.relations) == words.count("assertedinference") + words.count("assertedevidence")
        ends = sum(len(r.sources) for r in m.relations), sum(len(r.targets) for r in m.relations)
        contexts = words.count("assertedcontext")
        assert ends == (words.count("source") - contexts, words.count("target") - contexts)
        counts[path.name] = (
            len(m.claims),
            len(m.relations),
            len(m.arguments),
            len(m.evidence),
            contexts,
            *ends,
        )
    assert counts == {
        "sacm_example_core_argument.xml": (4, 4, 1, 3, 1, 5, 4),
        "sample.sacm.xml": (4, 1, 2, 2, 0, 1, 1),
    }


def test_elements_become_records() -> None:
    m, seen = read(TEA)
    assert m.title == "Tea"
    assert m.claims == (
        Claim("G1", "Tea is safe", title="Top", data={"drawing": {"context": ["E1"]}}),
        Claim("G2", "No burns", title="Sub", tags=["assumed"], wordings=[Wording("គ្មាន", language="km")]),
        Claim("G3", "Cups are thick"),
        Claim("nobody", title="nobody"),
    )
    assert (m.evidence, m.arguments) == (
        (Evidence("E1", title="Report"),),
        (Argument("S1", "Argue per hazard"),),
    )
    assert m.relations == (
        Relation("R1", "support", ["G2", "G3"], ["G1"], argument="S1"),
        Relation("R2", "attack", ["E1"], ["G2"], argument="S1"),
        Relation("R3", "undercut", ["G3"], ["R2"]),
    )
    assert [d.code for d in seen] == ["end-missing", "no-id"]
    assert rows(sacm.dumps(m)) == rows(TEA)


def test_an_edit_changes_its_elements_and_no_others() -> None:
    m, _ = read(TEA)
    changed = m.replace(
        evolve(m.claims[0], text="Tea is quite safe"),
        evolve(m.claims[1], wordings=[], tags=["defeated"]),
        evolve(m.claims[2], text="Cups are thin"),
        evolve(m.relations[1], kind="support", targets=["G1"]),
    )
    text = sacm.dumps(evolve(changed, title="Coffee"))
    back = sacm.loads(text)
    assert (back.claims, back.relations[1], back.title) == (changed.claims, changed.relations[1], "Coffee")
    for untouched in (
        '<taggedValue key="k"/>',
        'referencedArtifact="a1"',
        "other.xml#G9",
        'lang="en"',
        "expression",
    ):
        assert untouched in text
    less = m.without("G3", cascade=True)
    assert "Cups" not in sacm.dumps(less)
    assert sacm.loads(sacm.dumps(less)).relations == less.relations
    more = m.add(
        new := Claim("new", "Milk <cools> it.", wordings=[Wording("x", language="fr")]), new.supports("G1")
    )
    assert sacm.loads(sacm.dumps(more)).claims == more.claims
    assert sacm.loads(sacm.dumps(more)).relations == more.relations


def test_new_elements_are_spelled_like_the_others() -> None:
    m, _ = read(
        '<X:AssuranceCasePackage><ArgumentPackage><Claim id="a"/>'
        '<AssertedInference id="r"><source ref="a"/><target ref="a"/></AssertedInference>'
        "</ArgumentPackage></X:AssuranceCasePackage>"
    )
    text = sacm.dumps(m.add(b := Evidence("b", "B"), b.supports("a", id="s")))
    assert '<ArtifactReference id="b" content="B"/>' in text
    assert '<AssertedEvidence id="s">\n      <source ref="b"/>\n      <target ref="a"/>' in text


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<html>\n</html>", 1, "the document is a <html> without claims"),
        ('<a><claim id="x&#10;"/></a>', 1, "holds a control character"),
        ("<a", 1, "not XML"),
    ],
)
def test_errors_say_what_is_wrong_and_where(text: str, line: int, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        sacm.loads(text)
    assert (caught.value.line, message in str(caught.value)) == (line, True)


def test_several_errors_are_raised_together() -> None:
    with pytest.raises(InvalidFileError):
        sacm.loads('<a><claim id="x&#10;"/><claim id="y&#10;"/></a>')


def test_reasoning_that_is_not_one_element_is_reported_and_written_again() -> None:
    text = '<a><claim id="x"/><assertedInference id="r" reasoning="x x" target="x"/></a>'
    m, seen = read(text)
    assert ([d.code for d in seen], m.relations[0].argument) == (["reasoning-not-read"], None)
    assert rows(sacm.dumps(m)) == rows(text)


@given(maps() | maps(hostile=True))
def test_round_trip_keeps_everything_that_the_format_holds(m: ArgumentMap) -> None:
    back = sacm.loads(sacm.dumps(m))
    assert back.data.thaw() == {}
    ids = sacm.ids(m)
    assert len(set(ids.values())) == len(ids)
    parts: list[Claim | Evidence | Argument] = [*m.claims, *m.evidence, *m.arguments]
    for old in parts:
        new = back[ids.get(old.id, old.id)]
        assert isinstance(new, type(old))
        assert isinstance(new, Claim | Evidence | Argument)
        assert new.text == xml.writable(old.text)
        assert new.title == xml.writable(old.title)
        assert [w.language for w in new.wordings] == [w.language for w in old.wordings]
    for r in back.relations:
        (was,) = [o for o in m.relations if ids.get(o.id, o.id) == r.id]
        assert (r.kind, r.argument) == (was.kind, was.argument and ids.get(was.argument, was.argument))
        assert r.sources == tuple(ids.get(i, i) for i in was.sources)
    held = {p.id for p in m.statements}
    for r in m.relations:
        if r.kind in ("support", "attack") and held.issuperset((*r.sources, *r.targets)):
            assert ids.get(r.id, r.id) in back
    assert sacm.loads(sacm.dumps(back)) == back


@given(data(), st.sampled_from(["", "<a", "<a/>", '<claim id="c1"/>', TEA]))
def test_any_data_is_written_as_a_document(about: Data, document: str) -> None:
    m = ArgumentMap.of(a := Claim("G1", "A"), b := Evidence("G2", "B"), b.supports(a, id="R1"))
    for residue in (about, {"document": document}):
        back = sacm.loads(sacm.dumps(evolve(m, data={"sacm": residue})))
        assert (back.claims, back.evidence, back.relations) == (m.claims, m.evidence, m.relations)


tags = st.sampled_from(
    ["claim", "Claim", "artifactReference", "argumentReasoning", "assertedInference", "assertedContext", "x"]
)
names = st.sampled_from(["a", "b", "c", "d", "#a", "f.xml#a"])
keys = st.sampled_from(["id", "name", "content", "source", "target", "reasoning", "isCounter", "y:z"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    root = ET.Element("argumentPackage")
    for _ in range(draw(st.integers(0, 6))):
        e = ET.SubElement(root, draw(tags), draw(st.dictionaries(keys, names | st.just("true"))))
        for side in draw(st.lists(st.sampled_from(["source", "target", "reasoning"]), max_size=3)):
            ET.SubElement(e, side, {draw(st.sampled_from(["href", "ref", "q"])): draw(names)})
        if draw(st.booleans()):
            inner = ET.SubElement(e, draw(st.sampled_from(["description", "content"])))
            inner.text = draw(st.sampled_from(["", "words"]))
            ET.SubElement(inner, "content", lang="en").text = "more"
    return ET.tostring(root, encoding="unicode")


@given(documents())
def test_any_document_is_refused_or_written_as_it_was_read(text: str) -> None:
    try:
        m = sacm.loads(text)
    except ArgmapError:
        return
    assert rows(sacm.dumps(m)) == rows(text)
    assert sacm.loads(sacm.dumps(m)) == m


XMI = (
    '<argumentation:ArgumentPackage xmlns:xmi="urn:xmi" xmlns:xsi="urn:xsi" xmlns:argumentation="urn:a" xmi:id="p">'
    '<argumentationElement xsi:type="argumentation:Claim" xmi:id="c1"><name content="Top"/><description><content>'
    '<value lang="en" content="Safe."/><value lang="de" content="Sicher."/></content></description>'
    '</argumentationElement><argumentationElement xsi:type="argumentation:ArtifactReference" xmi:id="e">'
    '<name content="Report"/>'
    "</argumentationElement>"
    '<argumentationElement xsi:type="argumentation:AssertedEvidence" xmi:id="r" source="e" target="c1"/>'
    "</argumentation:ArgumentPackage>"
)


def test_elements_with_their_type_in_an_attribute_are_read() -> None:
    m, seen = read(XMI)
    assert seen == []
    assert m.claims == (Claim("c1", "Safe.", title="Top", wordings=[Wording("Sicher.", language="de")]),)
    assert (m.evidence[0].title, m.relations) == ("Report", (Relation("r", "support", ["e"], ["c1"]),))
    assert rows(sacm.dumps(m)) == rows(XMI)
    renamed = sacm.dumps(m.replace(evolve(m.evidence[0], title="Test")))
    assert rows(renamed) == rows(XMI.replace("Report", "Test"))
