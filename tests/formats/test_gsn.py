"""GSN in the YAML of gsn2x: real files come back as they were, and nothing is written wrongly."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, Evidence, Relation
from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.exchange.losses import compared
from argmap.serializers.gsn import dumps, ids, loads
from argmap.syntax import yaml as yaml12
from argmap.syntax import yaml_writer
from argmap.testing import maps

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic

TEA = """\
G1: {text: Tea is safe, supportedBy: [S1], inContextOf: C1}
S1: {text: Argue per hazard, supportedBy: G2}
G2: {text: No burns, supportedBy: Sn1}
C1: {text: At home}
Sn1: {text: Test report, url: "https://x.example/r"}
CG1: {text: The report is old, challenges: "G2 -> Sn1", undeveloped: true}
"""


def same(a: str, b: str) -> bool:
    """Equal documents, with the same order of keys."""
    return json.dumps(yaml12.loads(a)) == json.dumps(yaml12.loads(b))


def rows(value: Any) -> list[str]:
    return value if isinstance(value, list) else [] if value is None else [value]


# Real files


@pytest.mark.corpora
def test_real_cases_come_back_as_they_were(corpora: Path) -> None:
    files = sorted((corpora / "gsn2x").rglob("*.yaml"))
    assert len(files) == 13
    for file in files:
        text = file.read_text(encoding="utf-8")
        m = loads(text)
        assert same(text, dumps(m)), file
        assert loads(dumps(m)) == m
        assert not list(compared(m, loads(dumps(m)), ids(m)))


@pytest.mark.corpora
def test_counts_of_real_cases(corpora: Path) -> None:
    totals = dict.fromkeys(
        ("elements", "solutions", "support", "attack", "undercut", "without_text", "outside"), 0
    )
    for file in sorted((corpora / "gsn2x").rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        raw = {i: e or {} for i, e in yaml.safe_load(text).items() if i != "module"}
        solutions = {
            i for i, e in raw.items() if "Solution" in e.get("nodeType", "") or i[:2] in ("Sn", "CS")
        }
        supported = [(s, i) for i, e in raw.items() for s in rows(e.get("supportedBy")) if s in raw]
        challenged = [(i, c) for i, e in raw.items() for c in rows(e.get("challenges"))]
        reported: list[Diagnostic] = []
        m = loads(text, report=reported.append)
        assert {e.id for e in m.evidence} == solutions
        assert {c.id for c in m.claims} == set(raw) - solutions
        assert {n.id: n.text for n in m.statements} == {i: e.get("text", "") for i, e in raw.items()}
        of_kind = {k: [(r.sources[0], r.targets[0]) for r in m.relations if r.kind == k] for k in totals}
        assert sorted(of_kind["support"]) == sorted(supported)
        assert sorted(of_kind["attack"]) == sorted(c for c in challenged if "->" not in c[1])
        for key, found in (
            ("elements", len(raw)),
            ("solutions", len(solutions)),
            ("support", len(of_kind["support"])),
            ("attack", len(of_kind["attack"])),
            ("undercut", len(of_kind["undercut"])),
            ("without_text", sum(not n.text for n in m.nodes)),
            ("outside", sum(d.code == "outside-reference" for d in reported)),
        ):
            totals[key] += found
    # 71 supportedBy and 13 inContextOf, of which 5 references lead out of their files: 2 of the one, 3 of the other.
    assert totals == {
        "elements": 105, "solutions": 36, "support": 69, "attack": 10, "undercut": 1, "without_text": 44, "outside": 5,
    }  # fmt: skip


# Laws


@given(maps(hostile=True))
@example(ArgumentMap.of(Claim("module", "A claim."), Claim("G1"), Claim("module").supports("G1")))
@example(
    ArgumentMap.of(Claim("C1", "x"), Claim("A", "y"), Claim("Sn1"), Evidence("G1"), Claim("C1").supports("A"))
)
def test_claims_and_evidence_come_back_and_nothing_is_added(m: ArgumentMap) -> None:
    back, new = loads(dumps(m)), ids(m)
    held = m.statements
    assert {n.id: (type(n), n.text) for n in back.nodes} == {
        new.get(n.id, n.id): (type(n), n.text) for n in held
    }
    if not any("gsn" in record.data for record in m if hasattr(record, "data")):
        assert all(not r.data for r in (*back.nodes, *back.relations))
    assert len({new.get(r.id, r.id) for r in m}) == len(list(m))
    assert dumps(back) == dumps(loads(dumps(back)))
    for r in back.relations:
        (old,) = [o for o in m.relations if new.get(o.id, o.id) == r.id]
        assert (old.kind, len(old.sources), len(old.targets)) == (r.kind, 1, 1)
        assert (new.get(old.sources[0], old.sources[0]), new.get(old.targets[0], old.targets[0])) == (
            r.sources[0], r.targets[0],
        )  # fmt: skip


@given(maps(max_claims=5, hostile=True))
def test_one_to_one_support_is_never_lost(m: ArgumentMap) -> None:
    held = {n.id for n in m.statements}
    wanted = {
        (r.sources[0], r.targets[0])
        for r in m.relations
        if r.kind == "support" and len(r.sources) == 1 == len(r.targets) and {*r.sources, *r.targets} <= held
    }
    assert {(r.sources[0], r.targets[0]) for r in loads(dumps(m)).relations if r.kind == "support"} == wanted


names = st.sampled_from(
    ("G1", "G2", "Goal", "S1", "Sn1", "CSn1", "CG1", "C1", "Cx", "A1", "J1", "x", "1", "a -> b", "module")
)
refs = names | st.sampled_from(("G1 -> Sn1", "G2->G1", "G9", "S1 -> C1", "x -> x"))
row = refs | st.lists(refs, max_size=3) | st.none() | st.lists(st.integers(0, 2), max_size=2)
words = (
    st.sampled_from(("A goal.", "", "two\nlines\n", "no", "012")) | st.none() | st.integers() | st.booleans()
)
element = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "layer1": words,
        "text": words,
        "inContextOf": row,
        "supportedBy": row,
        "challenges": row,
        "nodeType": st.sampled_from(("Goal", "Solution", "CounterGoal", "Context", "Gaol", 7, None)),
        "undeveloped": st.booleans(),
        "defeatedRelation": row,
        "acp": st.dictionaries(names, row, max_size=2),
        "horizontalIndex": st.just({"relative": -1}),
        "note": words,
    },
).flatmap(lambda e: st.permutations(list(e.items())).map(dict))
documents = st.dictionaries(names.filter(lambda n: n != "module"), element, max_size=6).flatmap(
    lambda e: (
        st.sampled_from(
            [None, {}, {"name": "Tea"}, {"name": ""}, {"uses": ["b.yaml"], "name": "Tea"}, {"name": 3}]
        )
        .map(lambda module: e if module is None else {**e, "module": module})
        .flatmap(lambda d: st.permutations(list(d.items())).map(dict))
    )
)


@given(documents)
@example({"G1": None, "G2": {"challenges": ["G1", "G2"]}})
@example({"module": {"name": ""}, "G1": {"supportedBy": [], "challenges": []}, "x": {"nodeType": None}})
def test_documents_of_the_right_shape_come_back_as_they_were(document: dict[str, Any]) -> None:
    text = yaml_writer.dumps(document)
    m = loads(text)
    assert same(text, dumps(m))
    assert loads(dumps(m)) == m
    assert not list(compared(m, loads(dumps(m)), ids(m)))


@given(documents, st.sampled_from(("G1", "G2", "Sn1", "S1", "C1", "CG1", "x")), st.integers(0, 20))
def test_removed_elements_are_not_referred_to(document: dict[str, Any], removed: str, n: int) -> None:
    m = loads(yaml_writer.dumps(document))
    if m.relations:
        m = m.without(m.relations[n % len(m.relations)], cascade=True)
    if removed in m:
        m = m.without(removed, cascade=True)
    back = loads(dumps(m))
    assert {n.id for n in back.nodes} == {n.id for n in m.nodes}
    assert {(r.kind, r.sources, r.targets) for r in back.relations if r.kind != "undercut"} == {
        (r.kind, r.sources, r.targets) for r in m.relations if r.kind != "undercut"
    }


junk = st.recursive(
    names | words | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            names | st.sampled_from(("text", "supportedBy", "challenges", "nodeType", "\n")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(junk)
@example({"G1\n": None})
def test_junk_raises_argmap_errors_only(value: Any) -> None:
    with suppress(ArgmapError):
        m = loads(yaml_writer.dumps(value))
        assert json.dumps(yaml12.loads(dumps(m))) == json.dumps(value)


odd = st.dictionaries(
    st.sampled_from(
        (
            "type",
            "nodeType",
            "text",
            "supportedBy",
            "challenges",
            "outside",
            "layers",
            "order",
            "module",
            "null",
        )
    ),
    st.none()
    | st.booleans()
    | st.integers()
    | names
    | st.lists(names | st.integers())
    | st.dictionaries(names, names),
)


@given(odd | st.integers(), odd, odd)
def test_any_residue_gives_something_readable(one: Any, other: Any, whole: Any) -> None:
    a, b = Claim("G1", "A.", data={"gsn": one}), Evidence("Sn1", "B.", data={"gsn": other})
    m = ArgumentMap.of(a, b, b.supports(a), b.attacks(a), data={"gsn": whole})
    with suppress(ArgmapError):
        loads(dumps(m))


# Traps


def test_the_sample_of_the_documentation() -> None:
    m = loads(TEA)
    assert [(r.id, r.kind) for r in m.relations] == [
        ("support:S1>G1", "support"),
        ("support:G2>S1", "support"),
        ("support:Sn1>G2", "support"),
        ("undercut:CG1>support:Sn1>G2", "undercut"),
    ]
    assert m["Sn1"].data["gsn"] == {"url": "https://x.example/r"}
    assert same(TEA, dumps(m))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("G1: {}\nG1: {}\n", 2, "second time"),
        ("# a list\n- G1\n", 2, "found a list"),
        ("", 1, "found nothing"),
        ("# nothing\n", 1, "found nothing"),
        ("G1:\n  text: a\nG2: Tea is safe\n", 3, "element 'G2'"),
        ("G1:\n  text: [a]\n", 2, "the text of 'G1'"),
        ("G1:\n  supportedBy: {G2: 1}\n", 2, "supportedBy of 'G1'"),
        ("module: Tea\nG1: {}\n", 1, "module is 'Tea'"),
        ("G1:\n  text: a: b\n", 2, "not YAML"),
        ('G1: {}\n"a\\nb": {}\n', 2, "control character"),
    ],
)
def test_bad_files_give_one_error_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(ArgmapError, match=message) as caught:
        loads(text)
    assert caught.value.line == line
    assert not isinstance(caught.value, InvalidFileError)


def test_several_problems_come_together() -> None:
    with pytest.raises(InvalidFileError) as caught:
        loads("G1: a\nG2: b\n")
    assert [e.line for e in caught.value.exceptions] == [1, 2]
    assert isinstance(caught.value, FormatError)


def test_references_to_other_files_survive_and_are_reported() -> None:
    reported: list[Diagnostic] = []
    m = loads("G1: {supportedBy: [G2, G9], inContextOf: C9}\nG2: {}\n", report=reported.append)
    assert [(d.code, d.severity, d.ids, d.line) for d in reported] == [
        ("outside-reference", "warning", ("G1",), 1),
        ("outside-reference", "warning", ("G1",), 1),
    ]
    assert m["G1"].data.thaw() == {
        "drawing": {"context": "C9", "elsewhere": ["G9"]},
        "gsn": {
            "outside": ["C9"],
            "changes": {"instead": {"supportedBy": [["G9", "G2"], ["G2", "G9"]]}},
        },
    }  # fmt: skip
    more = Claim("G3", "More.")
    grown = m.add(more, more.supports("G1"))
    assert yaml12.loads(dumps(grown))["G1"] == {"supportedBy": ["G2", "G9", "G3"], "inContextOf": "C9"}
    in_a_module: list[Diagnostic] = []
    loads("module: {name: A, uses: [b.yaml]}\nG1: {supportedBy: G9}\n", report=in_a_module.append)
    assert [d.severity for d in in_a_module] == ["info"]


def test_types_without_a_known_prefix_are_reported() -> None:
    reported: list[Diagnostic] = []
    text = "x1: {text: a}\nx2: {nodeType: Gaol}\nx3: {nodeType: Solution}\n"
    m = loads(text, report=reported.append)
    assert [(d.code, d.ids, d.hint) for d in reported] == [
        ("unknown-type", ("x1",), ""),
        ("unknown-type", ("x2",), "did you mean Goal?"),
    ]
    assert same(text, dumps(m))
    assert isinstance(m["x3"], Evidence)


def test_a_reference_given_twice_is_one_relation_and_reported() -> None:
    reported: list[Diagnostic] = []
    text = "G1: {supportedBy: [G2, G2]}\nG2: {}\n"
    m = loads(text, report=reported.append)
    assert len(m.relations) == 1
    assert [d.code for d in reported] == ["duplicate-reference"]
    assert same(text, dumps(m))


def test_a_claim_that_argues_is_a_goal_whatever_its_id_looks_like() -> None:
    c1, c2 = Claim("C1", "Rents should be capped."), Claim("C2", "A cap keeps tenants.")
    written = yaml12.loads(dumps(ArgumentMap.of(c1, c2, c2.supports(c1))))
    assert [written[i]["nodeType"] for i in written] == ["Goal", "Goal"]
    assert loads(dumps(ArgumentMap.of(c1, c2, c2.supports(c1)))) == ArgumentMap.of(c1, c2, c2.supports(c1))


def test_attackers_are_counter_elements() -> None:
    cap, shrink, study = (
        Claim("cap", "Cap rents."),
        Claim("shrink", "Supply shrinks."),
        Evidence("study", "A study."),
    )
    m = ArgumentMap.of(cap, shrink, study, shrink.attacks(cap), study.attacks(cap))
    written = yaml12.loads(dumps(m))
    assert [written[i]["nodeType"] for i in written] == ["Goal", "CounterGoal", "CounterSolution"]
    assert written["shrink"]["challenges"] == "cap"
    assert loads(dumps(m)) == m


def test_an_undercut_never_becomes_a_challenge_of_an_element() -> None:
    cap, stay, shrink = (
        Claim("G1", "Cap rents."),
        Claim("G2", "Tenants stay."),
        Claim("CG1", "They leave anyway."),
    )
    linked = Relation("both", "support", ["G2", "CG1"], ["G1"])
    link = stay.supports(cap)
    m = ArgumentMap.of(cap, stay, shrink, link, shrink.undercuts(link))
    assert yaml12.loads(dumps(m))["CG1"]["challenges"] == "G1 -> G2"
    assert loads(dumps(m)) == m
    without_place = ArgumentMap.of(cap, stay, shrink, linked, shrink.undercuts(linked))
    assert loads(dumps(without_place)).relations == ()


def test_an_element_challenges_one_thing() -> None:
    a, b, c = Claim("G1"), Claim("G2"), Claim("CG1")
    m = ArgumentMap.of(a, b, c, c.attacks(a), c.attacks(b))
    back = loads(dumps(m))
    assert [r.id for r in back.relations] == ["attack:CG1>G1"]
    assert [str(x) for x in compared(m, back, ids(m))] == ["'attack:CG1>G2': the relation is lost"]


def test_the_title_is_the_name_of_the_module() -> None:
    m = loads("module: {name: Tea, brief: A case}\nG1: {}\n")
    assert (m.title, m.data["gsn"]["module"]) == ("Tea", {"brief": "A case"})
    assert loads(dumps(ArgumentMap.of(Claim("G1"), title="Tea"))) == ArgumentMap.of(Claim("G1"), title="Tea")


def test_a_text_that_was_edited_is_written() -> None:
    m = loads("G1: {text: 12}\nG2:\n")
    assert m.claims[0].text == "12"
    m = m.replace(Claim("G1", "Twelve.", data=m["G1"].data), Claim("G2", "Said.", data=m["G2"].data))
    assert yaml12.loads(dumps(m)) == {"G1": {"text": "Twelve."}, "G2": {"text": "Said."}}


def test_misspelled_keys_are_reported() -> None:
    reported: list[Diagnostic] = []
    m = loads(
        "G1: {text: A, supportedby: G2, layer1: x, url: y}\nG2: {challenge: G1}\n", report=reported.append
    )
    assert [(d.code, d.line, d.hint) for d in reported] == [
        ("unknown-key", 1, "did you mean supportedBy?"), ("unknown-key", 2, "did you mean challenges?"),
    ]  # fmt: skip
    assert m.relations == ()


@pytest.mark.parametrize("named", ["G1->Sn1", "Sn1 -> G1", "G1  -> Sn1 ", "[G1, Sn1->G1, G1 -> Sn1]"])
def test_names_of_relations_keep_their_spelling(named: str) -> None:
    text = f"G1: {{text: A, supportedBy: Sn1}}\nSn1: {{text: B}}\nCG1: {{text: C, challenges: {named}}}\n"
    m = loads(text)
    assert [r.targets for r in m.relations if r.kind == "undercut"] == [("support:Sn1>G1",)]
    assert same(text, dumps(m))
    assert "challenges" not in dumps(m.without("support:Sn1>G1", cascade=True)).replace(
        "challenges: [G1]", ""
    )


def test_keys_that_are_numbers_stay_numbers() -> None:
    text = "1:\n  text: A\n  supportedBy: [2]\n2:\n  true: x\n  layer1:\n  - 3: z\n'4':\n  text: B\n"
    m = loads(text)
    assert dumps(m) == text
    assert [r.id for r in m.relations] == ["support:2>1"]
    assert "2:" not in dumps(m.without("2", cascade=True))


def test_dates_and_times_keep_to_be_without_quotes() -> None:
    text = "G1:\n  text: Tea\n  date: 1989-06-14\n  at: 12:30:45\n  said: '1989-06-14'\n  undeveloped: true\n"
    m = loads(text)
    assert m.claims[0].data["gsn"]["date"] == "1989-06-14"
    assert dumps(m) == text
    assert "  date: 1989-06-14\n" in dumps(m.add(Claim("G2", "New")))
    assert loads(dumps(m)) == m


def test_a_number_of_thousands_of_digits_is_read_as_a_word() -> None:
    number = "0x" + "f" * 3990
    m = loads(f"G1:\n  text: {number}\n  n: {number}\n")
    assert (m.claims[0].text, m.claims[0].data["gsn"]["n"]) == (number, number)
