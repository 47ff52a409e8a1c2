from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.model import ArgumentMap, Claim, Evidence, Party, Quote, Relation, Source
from argmap.serializers import aif, arggraph
from argmap.syntax import xml
from argmap.testing import maps

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic

# An independent check of the document type: what follows what, which attributes there are, unique ids.
CONTENT = re.compile("(edu )+(joint )*(adu )+(edge )+")
ATTRIBUTES = {
    "arggraph": {"id", "stance", "topic_id"},
    "edu": {"id"},
    "joint": {"id"},
    "adu": {"id", "type"},
    "edge": {"id", "src", "trg", "type"},
}
XML_NAME = re.compile(r"[^\s\d\-.<>&'\"+/%,;#@()\[\]{}|!?=*~^$][^\s<>&'\"+/%,;#@()\[\]{}|!?=*~^$]*")


def invalid(text: str) -> list[str]:
    root = ET.fromstring(text.encode())  # noqa: S314 - our own text
    every = [root, *root]
    ids = [e.get("id") or "" for e in every]
    found = [] if CONTENT.fullmatch("".join(f"{e.tag} " for e in root)) else ["content"]
    found += ["ids"] if len(set(ids)) < len(ids) else []
    found += [f"name {i}" for i in ids if not XML_NAME.fullmatch(i)]
    for e in every:
        optional = {"stance", "topic_id"} if e is root else set()
        if not ATTRIBUTES[e.tag] - optional <= set(e.attrib) <= ATTRIBUTES[e.tag]:
            found.append(f"attributes of {e.tag} {e.attrib}")
        if e.tag == "edge":
            found += (
                [e.get("type", "")] if e.get("type") not in ("seg", "sup", "exa", "add", "reb", "und") else []
            )
            found += [f"end {end}" for end in (e.get("src"), e.get("trg")) if end not in ids[1:]]
        if e.tag == "adu" and e.get("type") not in ("pro", "opp"):
            found.append("side")
    return found


def rows(text: str) -> list[tuple[str, dict[str, str], str]]:
    return [(e.tag, e.attrib, (e.text or "").strip()) for e in ET.fromstring(text.encode()).iter()]  # noqa: S314


def document(*body: str, about: str = 'id="tea"') -> str:
    return f"<arggraph {about}>{''.join(body)}</arggraph>"


def seg(*pairs: tuple[str, str], first: int) -> str:
    return "".join(
        f'<edge id="c{n}" src="{s}" trg="{t}" type="seg"/>' for n, (s, t) in enumerate(pairs, first)
    )


TEA = document(
    '<edu id="e1"><![CDATA[Drink tea,]]></edu><edu id="e2">it is cheap.</edu><edu id="e3">Cheap is not good.</edu>',
    '<edu id="e4">But who cares</edu><edu id="e5">in winter?</edu>',
    '<adu id="a1" type="pro"/><adu id="a2" type="pro"/><adu id="a3" type="opp"/><adu id="a4" type="pro"/>',
    seg(("e1", "a1"), ("e2", "a2"), ("e3", "a3"), ("e4", "a4"), ("e5", "a4"), first=5),
    '<edge id="c1" src="a2" trg="a1" type="exa"/><edge id="c2" src="a3" trg="c1" type="und"/>',
    '<edge id="c3" src="a4" trg="c2" type="und"/>',
    about='id="tea" stance="pro" topic_id="drinks"',
)


@pytest.mark.corpora
def test_every_real_file_is_written_as_it_was_read_and_counted(corpora: Path) -> None:
    total: dict[str, int] = {}
    read: dict[str, int] = {}

    def count(into: dict[str, int], key: str, n: int = 1) -> None:
        into[key] = into.get(key, 0) + n

    files = sorted((corpora / "arggraph").glob("*.xml"))
    for path in files:
        text = path.read_text(encoding="utf-8")
        m = arggraph.loads(text)
        assert rows(arggraph.dumps(m)) == rows(text), path.name
        assert not invalid(arggraph.dumps(m))
        root = ET.fromstring(text.encode())  # noqa: S314
        for e in root.iter():
            count(total, e.tag if e.tag != "edge" else e.get("type", ""))
            if e.tag == "adu":
                count(total, f"by {e.get('type')}")
        count(read, "arggraph")
        count(read, "adu", len(m.claims))
        for claim in m.claims:
            count(read, f"by {claim.by}")
            count(read, "seg", len(claim.quotes))
        count(read, "edu", len({q for c in m.claims for q in c.quotes}))
        for r in m.relations:
            count(
                read,
                {"support": "sup", "attack": "reb", "undercut": "und"}[r.kind] if not r.scheme else "exa",
            )
            count(read, "add", len(r.sources) - 1)
        running = path.with_suffix(".txt").read_text(encoding="utf-8")
        (source,) = m.sources
        assert source.text.split() == running.split()
        assert all(source.text[q.start : q.end] == q.exact for c in m.claims for q in c.quotes)
        assert [r.kind for r in m.relations if r.kind == "undercut"] == ["undercut"] * sum(
            e.get("type") == "und" for e in root
        )
    assert read == total
    assert {k: total[k] for k in ("arggraph", "edu", "adu", "by pro", "by opp", "seg")} == {
        "arggraph": 62, "edu": 316, "adu": 316, "by pro": 250, "by opp": 66, "seg": 316,
    }  # fmt: skip
    assert {k: total[k] for k in ("sup", "exa", "reb", "und", "add")} == {
        "sup": 151, "exa": 2, "reb": 58, "und": 33, "add": 10,
    }  # fmt: skip


@pytest.mark.corpora
def test_relations_mean_the_same_in_aif(corpora: Path) -> None:
    for path in sorted((corpora / "arggraph").glob("*.xml")):
        m = arggraph.loads(path.read_text(encoding="utf-8"))
        assert shape(aif.loads(aif.dumps(m))) == shape(m), path.name


def shape(m: ArgumentMap) -> list[tuple[str, list[str], list[str]]]:
    """Relations as nested texts, under whatever ids."""
    found: dict[str, str] = {c.id: c.text for c in m.claims}
    pending = list(m.relations)
    shapes = []
    while pending:
        r = pending.pop(0)
        if not found.keys() >= {*r.sources, *r.targets}:
            pending.append(r)
            continue
        shapes.append((str(r.kind), sorted(found[i] for i in r.sources), [found[i] for i in r.targets]))
        found[r.id] = str(shapes[-1])
    return sorted(shapes)


@pytest.mark.corpora
def test_most_real_files_need_no_residue(corpora: Path) -> None:
    residues = [
        m.data["arggraph"].keys() - {"topic_id", "stance", "order"}
        for path in sorted((corpora / "arggraph").glob("*.xml"))
        for m in [arggraph.loads(path.read_text(encoding="utf-8"))]
    ]
    assert sum(bool(k) for k in residues) == 2


def test_units_become_claims_and_edges_relations() -> None:
    m = arggraph.loads(TEA)
    assert m.title == "tea"
    assert m.data.thaw() == {"arggraph": {"stance": "pro", "topic_id": "drinks"}}
    assert m.sources == (
        Source("text", "Drink tea, it is cheap. Cheap is not good. But who cares in winter?"),
    )
    assert [(p.id, p.role) for p in m.parties] == [("pro", "speaker"), ("opp", "counterparty")]
    assert m["a4"] == Claim(
        "a4",
        "But who cares in winter?",
        by="pro",
        quotes=[Quote("text", "But who cares", 43, 56), Quote("text", "in winter?", 57, 67)],
    )
    assert m.relations == (
        Relation("c1", "support", ["a2"], ["a1"], scheme="example"),
        Relation("c2", "undercut", ["a3"], ["c1"]),
        Relation("c3", "undercut", ["a4"], ["c2"]),
    )
    assert rows(arggraph.dumps(m)) == rows(TEA)


@pytest.mark.parametrize("aim", ["c1", "c2", "c3"])
def test_an_added_premise_joins_the_relation_it_names(aim: str) -> None:
    more = f'<edge id="c4" src="a4" trg="{aim}" type="add"/></arggraph>'
    text = TEA.replace("</arggraph>", more)
    m = arggraph.loads(text)
    assert m[aim].sources[1:] == ("a4",)  # type: ignore[union-attr]
    assert len(m.relations) == 3
    assert rows(arggraph.dumps(m)) == rows(text)


def test_added_premises_may_name_units_and_one_another() -> None:
    edges = (
        '<edge id="c9" src="a4" trg="a2" type="add"/><edge id="x" src="a3" trg="c9" type="add" note="?"/>'
        '<edge id="c4" src="a1" trg="x" type="und"/></arggraph>'
    )
    text = TEA.replace('"c9"', '"s9"').replace("</arggraph>", edges)
    m = arggraph.loads(text)
    assert m["c1"].sources == ("a2", "a4", "a3")  # type: ignore[union-attr]
    assert m["c4"].targets == ("c1",)  # type: ignore[union-attr]
    assert rows(arggraph.dumps(m)) == rows(text)


def test_joints_implicit_units_and_unattached_ones() -> None:
    text = document(
        '<edu id="s1">One</edu><edu id="s2">two.</edu><edu id="s3">By the way.</edu>',
        '<edu id="s4" implicit="true">Two is more.</edu><joint id="j"/>',
        '<adu id="a1" type="pro"/><adu id="a2" type="pro"/><adu id="a3" type="opp" sure="no"/>',
        seg(("s1", "j"), ("s2", "j"), ("j", "a1"), ("s4", "a2"), first=1),
        '<note who="me">keep <b>this</b></note>',
    )
    m = arggraph.loads(text)
    assert [(c.text, len(c.quotes)) for c in m.claims] == [("One two.", 2), ("Two is more.", 0), ("", 0)]
    assert m.sources[0].text == "One two. By the way."
    assert rows(arggraph.dumps(m)) == rows(text)


def test_edits_survive_and_removed_claims_leave_nothing() -> None:
    m = arggraph.loads(TEA)
    less = m.without("a4", cascade=True)
    written = rows(arggraph.dumps(less))
    assert not invalid(arggraph.dumps(less))
    assert ("adu", {"id": "a4", "type": "pro"}, "") not in written
    assert ("edu", {"id": "e4"}, "But who cares in winter?") in written  # the text has not changed
    assert arggraph.loads(arggraph.dumps(less)) == less
    more = m.add(new := Claim("new", "Winter is long.", by="pro"), new.supports("a4", id="c99"))
    assert not invalid(arggraph.dumps(more))
    assert arggraph.loads(arggraph.dumps(more)) == more
    changed = m.replace(evolve(m.claims[3], text="But who does care?"))
    assert arggraph.loads(arggraph.dumps(changed))["a4"].text == "But who does care?"  # type: ignore[union-attr]


def test_an_undercut_of_a_claim_is_reported() -> None:
    text = TEA.replace('trg="c1" type="und"', 'trg="a1" type="und"')
    seen: list[Diagnostic] = []
    m = arggraph.loads(text, report=seen.append)
    assert m["c2"].kind == "attack"  # type: ignore[union-attr]
    assert [(d.code, d.ids) for d in seen] == [("undercut-of-a-claim", ("c2",))]
    assert rows(arggraph.dumps(m)) == rows(text)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('type="exa"', 'type="exx"', "is of unknown type 'exx'"),
        ('trg="c1"', 'trg="c77"', "edge 'c2' of type und has 'c77' as trg, which is missing"),
        (
            'src="a2" trg="a1"',
            'src="e2" trg="a1"',
            "edge 'c1' of type exa has 'e2' as src, which is of type edu",
        ),
        ('trg="c1"', 'trg="c5"', "has 'c5' as trg, which is of type seg"),
        ('id="a2"', 'id="a1"', "the id 'a1' comes a second time, first in line 1"),
        ('id="a2" type="pro"', 'id="a2"', "<adu> has no type"),
        (
            '<adu id="a2" type="pro"/>',
            '<adu id="a2" type="pro">x</adu>',
            "<adu id='a2'> has content, expected none",
        ),
        ("<adu", "stray<adu", "text between the elements"),
        ("arggraph", "graph", "the document is a <graph>, expected an <arggraph>"),
        ('trg="c1" type="und"', 'trg="a1" type="add"', "adds a premise to 'a1', which is not one relation"),
        ('trg="c1" type="und"', 'trg="c2" type="add"', "adds a premise to 'c2', which is not one relation"),
    ],
)
def test_errors_say_what_is_wrong(old: str, new: str, message: str) -> None:
    with pytest.raises(FormatError, match=re.escape(message)):
        arggraph.loads(TEA.replace(old, new))


def test_several_errors_are_raised_together() -> None:
    with pytest.raises(InvalidFileError) as caught:
        arggraph.loads(TEA.replace('trg="c1"', 'trg="x"').replace('trg="c2"', '\ntrg="y"'))
    assert len(caught.value.exceptions) == 2


@given(maps() | maps(hostile=True))
def test_written_documents_are_valid_and_read_as_the_same_map(m: ArgumentMap) -> None:
    text = arggraph.dumps(m)
    if m.claims or m.evidence:
        assert not invalid(text)
    back = arggraph.loads(text)
    ids = arggraph.ids(m)
    assert len(set(ids.values())) == len(ids)
    assert arggraph.loads(arggraph.dumps(back)) == back
    for unit in m.statements:
        again = back[ids.get(unit.id, unit.id)]
        assert isinstance(again, Claim)
        assert again.text == xml.writable(unit.text)
        opposed = unit.by is not None and m[unit.by].role == "counterparty"  # type: ignore[union-attr]
        assert back[again.by or ""].name == ("Opponent" if opposed else "Proponent")  # type: ignore[union-attr]
    for r in back.relations:
        (old,) = [o for o in m.relations if ids.get(o.id, o.id) == r.id]
        assert (r.kind, *r.sources, *r.targets) == (
            old.kind,
            *(ids.get(i, i) for i in (*old.sources, *old.targets)),
        )
    names = {ids.get(r.id, r.id) for r in m}
    added = [r for r in back if r.id not in names]
    assert all(isinstance(r, Party) for r in added)  # proponent and opponent


@given(maps(dialogue=False, nested=True))
def test_no_relation_is_lost_that_the_format_can_hold(m: ArgumentMap) -> None:
    back = {r.id for r in arggraph.loads(arggraph.dumps(m)).relations}
    ids = arggraph.ids(m)
    held = {c.id for c in m.statements}
    for r in m.relations:
        plain = r.kind in ("support", "attack") and len(r.targets) == 1 and r.sources
        if plain and held.issuperset((*r.sources, *r.targets)):
            assert ids.get(r.id, r.id) in back


def test_round_trip_of_a_quoted_map_loses_nothing() -> None:
    text = Source("text", "Rents rise. Nobody can pay. That is so.")
    m = ArgumentMap.of(
        Party("pro", "Proponent", role="speaker"),
        text,
        Claim("rise", "Rents rise.", by="pro", quotes=[Quote("text", "Rents rise.", 0, 11)]),
        Claim("cap", "Rents should be capped.", by="pro"),
        Claim("pay", "Nobody can pay.", by="pro", quotes=[Quote("text", "Nobody can pay.", 12, 27)]),
        Claim("rise", "Rents rise.", by="pro", quotes=[Quote("text", "Rents rise.", 0, 11)]).supports("cap"),
    )
    written = arggraph.dumps(m)
    assert not invalid(written)
    ids = arggraph.ids(m)
    assert ids == {"support:rise>cap": "support:rise_cap"}
    back = arggraph.loads(written)
    assert back.data == {}
    assert tuple(back)[:-1] == tuple(m)[:-1]


def test_evidence_and_unknown_parties() -> None:
    ann, bob = Party("ann", "Ann", role="speaker"), Party("bob", "Bob", role="counterparty")
    m = ArgumentMap.of(ann, bob, Claim("a", "A", by=ann), Evidence("b", "B", by=bob))
    assert arggraph.ids(m) == {"ann": "pro", "bob": "opp"}
    assert [c.by for c in arggraph.loads(arggraph.dumps(m)).claims] == ["pro", "opp"]


def test_an_empty_map_and_no_title() -> None:
    assert arggraph.loads(arggraph.dumps(ArgumentMap())) == ArgumentMap()
    assert arggraph.loads(document()).title == "tea"


junk = st.dictionaries(
    st.sampled_from(["topic_id", "edus", "joints", "grounds", "order", "elements", "added", "src", "<b>"]),
    st.text(max_size=3)
    | st.lists(
        st.text(max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "src", "trg", "type", "", "a b"]), st.sampled_from(["a1", "c1", "e1", ""])
        )
    ),
)


@given(junk, junk)
def test_any_data_is_written_as_a_document(about: Any, of_one: Any) -> None:
    m = arggraph.loads(TEA)
    m = evolve(m.replace(evolve(m.relations[0], data={"arggraph": of_one})), data={"arggraph": about})
    back = arggraph.loads(arggraph.dumps(m))
    assert [c.text for c in back.claims] == [c.text for c in m.claims]
    assert [r.sources for r in back.relations] == [r.sources for r in m.relations]


tags = st.sampled_from(["edu", "adu", "edge", "joint", "x"])
values = st.sampled_from(
    ["e1", "e2", "a1", "a2", "c1", "c2", "pro", "opp", "seg", "sup", "und", "reb", "add", ""]
)
element = st.builds(
    lambda tag, attributes, text: ET.tostring(_element(tag, attributes, text), encoding="unicode"),
    tags,
    st.dictionaries(st.sampled_from(["id", "src", "trg", "type", "y"]), values),
    st.sampled_from(["", "words"]),
)


def _element(tag: str, attributes: dict[str, str], text: str) -> ET.Element:
    made = ET.Element(tag, attributes)
    made.text = text
    return made


@given(st.lists(element, max_size=6))
def test_any_document_is_read_or_refused(body: list[str]) -> None:
    try:
        m = arggraph.loads(document(*body))
    except ArgmapError:
        return
    assert arggraph.loads(arggraph.dumps(m)) == m


names = [f"a{n}" for n in range(1, 4)]
edges = st.lists(
    st.tuples(
        st.sampled_from([*names, "c1", "c2"]),
        st.sampled_from([*names, "c1", "c2", "c3"]),
        st.sampled_from(["sup", "exa", "reb", "und", "add"]),
    ),
    max_size=5,
)
grounds = st.lists(
    st.tuples(st.sampled_from(["e1", "e2", "e3", "j1"]), st.sampled_from([*names, "j1"])), max_size=5
)


@given(edges, grounds, st.booleans(), st.integers(1, 9))
def test_round_trip_is_exact_for_documents_of_every_shape(
    edges: Any, grounds: Any, implicit: bool, first: int
) -> None:
    hidden = ' implicit="true"' if implicit else ""
    text = document(
        f'<edu id="e1">One.</edu><edu id="e2"{hidden}>Two &amp; two.</edu><edu id="e3"/><joint id="j1"/>',
        '<adu id="a1" type="opp"/><adu id="a2" type="pro"/><adu id="a3" type="pro"/>',
        "".join(
            f'<edge id="c{n}" src="{s}" trg="{t}" type="{k}"/>' for n, (s, t, k) in enumerate(edges, first)
        ),
        "".join(f'<edge id="s{n}" src="{s}" trg="{t}" type="seg"/>' for n, (s, t) in enumerate(grounds)),
    )
    try:
        m = arggraph.loads(text)
    except ArgmapError:
        return
    assert rows(arggraph.dumps(m)) == rows(text)
