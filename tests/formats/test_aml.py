"""No real file of this format was at hand: all documents here are made up from descriptions of the format."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap.errors import ArgmapError, FormatError
from argmap.model import ArgumentMap, Claim, Data, Evidence, Party, Quote, Relation, Source
from argmap.serializers import aml
from argmap.syntax import xml
from argmap.testing import data, maps

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic

TEA = (
    '<!DOCTYPE ARG SYSTEM "argument.dtd"><ARG>'
    "<SCHEMESET><SCHEME><NAME>Cost</NAME><FORM><PREMISE>P</PREMISE><CONCLUSION>C</CONCLUSION></FORM></SCHEME></SCHEMESET>"
    "<TEXT>Take tea. It is cheap. Cheap is bad.</TEXT><EDATA><AUTHOR>Me</AUTHOR><DATE>2004</DATE></EDATA>"
    '<AU><PROP identifier="A" missing="no"><PROPTEXT offset="0">Take tea.</PROPTEXT>'
    '<INSCHEME scheme=" Cost " schid="0"/></PROP>'
    '<REFUTATION><AU><PROP identifier="B" missing="no" nodelabel="x"><PROPTEXT offset="23">Cheap is bad.</PROPTEXT>'
    '<OWNER name="Ann"/><OWNER name="Bob"/></PROP></AU></REFUTATION>'
    '<LA><AU><PROP identifier="C" missing="no"><PROPTEXT offset="10">It is cheap.</PROPTEXT><OWNER name="Ann"/>'
    '<INSCHEME scheme=" Cost " schid="0"/></PROP></AU>'
    '<AU><PROP identifier="D" missing="yes"><PROPTEXT offset="-1">Cheap is good.</PROPTEXT>'
    '<INSCHEME scheme=" Cost " schid="0"/></PROP>'
    '<CA><AU><PROP identifier="E" missing="no"><PROPTEXT offset="-1">So it is.</PROPTEXT></PROP></AU></CA></AU></LA>'
    '<CA><AU><PROP identifier="F" missing="no"><PROPTEXT offset="-1">Yes.</PROPTEXT></PROP></AU>'
    '<AU><PROP identifier="F" missing="no"><PROPTEXT offset="-1">Oh yes.</PROPTEXT></PROP></AU></CA></AU></ARG>'
)


def rows(text: str) -> list[tuple[str, dict[str, str], str]]:
    return [(e.tag, e.attrib, (e.text or "").strip()) for e in xml.parse(text)[0].iter()]


def read(text: str) -> tuple[ArgumentMap, list[Diagnostic]]:
    seen: list[Diagnostic] = []
    return aml.loads(text, report=seen.append), seen


def test_propositions_become_claims_and_inferences_relations() -> None:
    m, seen = read(TEA)
    assert [(d.code, d.ids) for d in seen] == [("several-owners", ("B",))]
    assert [(c.id, c.by, c.tags) for c in m.claims] == [
        ("A", None, ()), ("B", "Ann", ()), ("C", "Ann", ()), ("D", None, ("missing",)), ("F", None, ()),
        ("F#2", None, ()), ("E", None, ()),
    ]  # fmt: skip
    assert m.parties == (Party("Ann", "Ann"),)
    assert m["C"].quotes == (Quote("text", "It is cheap.", 10, 22),)  # type: ignore[union-attr]
    assert [(str(r.kind), r.sources, r.targets, r.scheme) for r in m.relations] == [
        ("attack", ("B",), ("A",), ""),
        ("support", ("C", "D"), ("A",), "Cost"),
        ("support", ("F",), ("A",), ""),
        ("support", ("F#2",), ("A",), ""),
        ("support", ("E",), ("D",), ""),
    ]
    assert rows(aml.dumps(m)) == rows(TEA)
    assert aml.loads(aml.dumps(m)) == m


def test_wrong_offsets_are_reported_and_written_again() -> None:
    text = TEA.replace('offset="10"', 'offset="11"').replace('offset="23"', 'offset="230"')
    m, seen = read(text)
    assert [(d.code, d.ids) for d in seen if d.code != "several-owners"] == [
        ("span-differs", ("B",)), ("span-differs", ("C",)),
    ]  # fmt: skip
    assert m["C"].quotes == (Quote("text", "It is cheap.", 11, 23),)  # type: ignore[union-attr]
    assert rows(aml.dumps(m)) == rows(text)


def test_edits_survive() -> None:
    m, _ = read(TEA)
    less = m.without("D", cascade=True)
    back = aml.loads(aml.dumps(less))
    assert [c.id for c in back.claims] == ["A", "B", "F", "F#2"]
    assert 'nodelabel="x"' in aml.dumps(less)
    renamed = m.replace(evolve(m.claims[1], text="Cheap is very bad."))
    assert aml.loads(aml.dumps(renamed))["B"].text == "Cheap is very bad."  # type: ignore[union-attr]


def test_relations_outside_the_tree_are_left_out() -> None:
    a, b, c, d = (Claim(i, i) for i in "abcd")
    one = b.attacks(a)
    m = ArgumentMap.of(
        a,
        b,
        c,
        d,
        one,
        c.attacks(a),
        d.undercuts(one),
        d.supports(b),
        d.supports(a, id="x"),
        a.supports(d),
        title="T",
    )
    back = aml.loads(aml.dumps(m))
    assert sorted(r.id for r in back.relations) == ["attack:b>a", "support:d>a"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<AU/>", 1, "the document is a <AU>, expected an <ARG>"),
        ("<ARG>\n<AU/></ARG>", 2, "<AU> has 0 PROP, expected one"),
        ("<ARG><AU><PROP/></AU>\n<AU><PROP/></AU></ARG>", 2, "found a second <AU> in <ARG>"),
        ("<ARG><AU><PROP/>\n<CA><PROP/></CA></AU></ARG>", 2, "<CA> has other content"),
        ("<ARG><AU><PROP/>\n<X/></AU></ARG>", 2, "found <X> in <AU>"),
        ("<ARG>\n<X/></ARG>", 2, "found <X> in <ARG>"),
    ],
)
def test_errors_say_what_is_wrong_and_where(text: str, line: int, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        aml.loads(text)
    assert (caught.value.line, message in str(caught.value)) == (line, True)


@given(maps() | maps(hostile=True))
def test_round_trip_keeps_everything_that_the_format_holds(m: ArgumentMap) -> None:
    back = aml.loads(aml.dumps(m))
    ids = aml.ids(m)
    whole = {r.id: ids.get(r.id, r.id) for r in m}
    assert len(set(whole.values())) == len(whole)
    assert {r.id for r in back} <= set(whole.values())
    old = {new: i for i, new in whole.items()}
    for c in back.claims:
        was = m[old[c.id]]
        assert isinstance(was, Claim | Evidence)
        assert c.text == xml.writable(was.text)
        assert c.by == (was.by and whole[was.by])
    for r in back.relations:
        before = m[old[r.id]]
        assert isinstance(before, Relation)
        assert (r.kind, r.sources, r.targets) == (
            before.kind, tuple(whole[i] for i in before.sources), tuple(whole[i] for i in before.targets),
        )  # fmt: skip
    assert len(back.relations) <= max(len(back.claims) - 1, 0)
    assert aml.loads(aml.dumps(back)) == back


@st.composite
def units(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(st.sampled_from(["A", "B", "C"]))
    offset = draw(st.sampled_from(["-1", "0", "2", "9999", "x"]))
    inner = draw(st.sampled_from(["", '<OWNER name="Ann"/>', '<INSCHEME scheme="S" schid="1"/>', "<TUTOR/>"]))
    parts = [f'<PROP identifier="{name}"><PROPTEXT offset="{offset}">words</PROPTEXT>{inner}</PROP>']
    if depth and draw(st.booleans()):
        parts.append(f"<REFUTATION>{draw(units(depth - 1))}</REFUTATION>")
    tags = draw(st.lists(st.sampled_from(["CA", "LA"]), max_size=2 if depth else 0))
    inner_units = st.lists(units(depth - 1), min_size=1, max_size=2) if depth else st.just([""])
    parts.extend(f"<{tag}>{''.join(draw(inner_units))}</{tag}>" for tag in tags)
    return f"<AU>{''.join(parts)}</AU>"


@given(units(), st.sampled_from(["", "a text of words"]))
def test_round_trip_is_exact_for_documents_of_every_shape(unit: str, source: str) -> None:
    text = f"<ARG><TEXT>{source}</TEXT>{unit}</ARG>"
    m, _ = read(text)
    assert rows(aml.dumps(m)) == rows(text)
    assert aml.loads(aml.dumps(m)) == m


parts = st.sampled_from(
    ["<AU>", "</AU>", "<PROP/>", "<CA>", "</CA>", "<PROPTEXT/>", "x", "<TEXT/>", '<PROP identifier="text"/>']
)


@given(st.lists(parts, max_size=8).map("".join))
def test_any_document_is_read_or_refused(body: str) -> None:
    try:
        aml.loads(f"<ARG>{body}</ARG>")
    except ArgmapError:
        return


@given(data(), data())
def test_any_data_is_written_as_a_document(about: Data, of_claim: Data) -> None:
    m, _ = read(TEA)
    m = evolve(m.replace(evolve(m.claims[0], data={"aml": of_claim})), data={"aml": about})
    assert [c.text for c in aml.loads(aml.dumps(m)).claims] == [c.text for c in m.claims]


def test_depth_is_unlimited() -> None:
    claims = [Claim(f"c{n}") for n in range(10_000)]
    m = ArgumentMap.of(*claims, *(b.supports(a) for a, b in pairwise(claims)))
    assert len(aml.loads(aml.dumps(m)).relations) == len(claims) - 1


def test_an_empty_map_and_the_source() -> None:
    assert aml.loads(aml.dumps(ArgumentMap())) == ArgumentMap()
    m = ArgumentMap.of(Source("s", "Tea."))
    assert (aml.ids(m), aml.loads(aml.dumps(m)).sources) == ({"s": "text"}, (Source("text", "Tea."),))
