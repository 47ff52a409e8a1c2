from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap.errors import ArgmapError, FormatError
from argmap.model import Argument, ArgumentMap, Claim, Relation, Section, Wording
from argmap.serializers import argdown, argdown_json
from argmap.testing import maps

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic

KEY = "argdown-json"


def place(line: int, column: int = 1) -> Any:
    return {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + 9}


def bond(kind: str, start: str, aim: str, ends: str = "ss", **more: Any) -> Any:
    types = {"s": "equivalence-class", "a": "argument", "i": "inference"}
    made = {"type": "relation", "relationType": kind, "from": start, "fromType": types[ends[0]]}
    return {**made, "to": aim, "toType": types[ends[1]], **more}


def tea() -> Any:
    """An export as the tools make one, with everything that the format knows."""
    undercut = bond("undercut", "Taste", "Brew", "ai", conclusionIndex=2)
    attack = bond("attack", "Untitled 1", "Tea is cheap")
    inference = {
        "type": "inference", "relations": [undercut], "inferenceRules": ["Modus ponens", "a, b"], **place(9),
        "data": {"uses": [2, 1], "mine": [1, None]}, "conclusionIndex": 2, "argumentTitle": "Brew",
    }  # fmt: skip
    common = {"type": "statement", "section": "s2", "argumentTitle": "Brew"}
    pcs = [
        {**common, "title": "Tea is cheap", "isReference": True, "role": "premise", **place(7, 5)},
        {**common, "title": "Untitled 2", "text": "Cheap things are **good** ", "role": "premise", **place(8, 5)},
        {**common, "title": "Drink", "text": "Drink 𝗣 tea. #hot ", "role": "main-conclusion", **place(10, 5),
         "tags": ["hot"], "inference": inference,
         "ranges": [{"type": "bold", "start": 6, "stop": 7}, {"type": "tag", "tag": "hot", "start": 14, "stop": 18}]},
    ]  # fmt: skip
    colour = {"color": "#1b9e77", "fontColor": "#000000"}
    return {
        "arguments": {
            "Brew": {
                "type": "argument", "title": "Brew", "relations": [undercut], "pcs": pcs,
                "section": "s2", **place(7), **colour,
                "members": [{"type": "statement", "role": "argument-description", "title": "Brew",
                             "text": "All in all ",
                             "isTopLevel": True, "section": "s2", "pcs": pcs, **place(5)}],
            },
            "Taste": {
                "type": "argument", "title": "Taste", "relations": [undercut], "pcs": [], "section": "s2", **colour,
                "members": [{"type": "statement", "role": "argument-description", "title": "Taste", "text": "",
                             "isTopLevel": False, "isReference": True, "section": "s2", **place(9, 6)}],
            },
        },
        "statements": {
            "Drink": {"type": "equivalence-class", "title": "Drink", "relations": [], "members": [pcs[2]],
                      "section": "s2",
                      "tags": ["hot"], "isUsedAsMainConclusion": True,
                      "isUsedAsIntermediaryConclusion": False, **colour},
            "Untitled 2": {"type": "equivalence-class", "title": "Untitled 2", "relations": [], "members": [pcs[1]],
                           "section": "s2", "isUsedAsPremise": True, **colour},
            "Tea is cheap": {
                "type": "equivalence-class", "title": "Tea is cheap", "relations": [attack], "section": "s1", **colour,
                "isUsedAsTopLevelStatement": True, "isUsedAsPremise": True, "data": {"isCanonical": True, "n": 1},
                "members": [
                    {"type": "statement", "role": "top-level-statement", "isTopLevel": True, "title": "Tea is cheap",
                     "text": "Tea costs little.", "section": "s1", "data": {"isCanonical": True}, **place(3)},
                    {"type": "statement", "role": "top-level-statement", "isTopLevel": True, "title": "Tea is cheap",
                     "text": "It is not dear.", "section": "s1", "data": {"n": 1}, **place(4)},
                    pcs[0],
                ],
            },
            "Untitled 1": {
                "type": "equivalence-class", "title": "Untitled 1", "relations": [attack], "section": "s1", **colour,
                "isUsedAsRelationStatement": True,
                "members": [{"type": "statement", "role": "relation-statement", "title": "Untitled 1",
                             "text": "See @[Drink] or @<Brew>.", "section": "s1", **place(3, 4),
                             "ranges": [{"type": "statement-mention", "title": "Drink", "start": 4, "stop": 11},
                                        {"type": "argument-mention", "title": "Brew", "start": 16, "stop": 22}]}],
            },
        },
        "relations": [attack, undercut],
        "map": {"nodes": [{"id": "n0", "title": "Drink", "type": "statement-map-node"},
                          {"id": "n1", "title": "Brew", "type": "argument-map-node"}],
                "edges": [{"id": "e1", "type": "map-edge", "relationType": "support", "from": "n1", "to": "n0"}]},
        "sections": [{"type": "section", "id": "s1", "level": 1, "title": "Tea", "ranges": [], **place(1), **colour,
                      "children": [{"type": "section", "id": "s2", "level": 3, "title": "Why #hot", "tags": ["hot"],
                                    "parent": "s1",
                                    "children": [], "ranges": [{"type": "tag", "tag": "hot", "start": 4, "stop": 7}],
                                    **place(2), **colour}]}],
        "tags": {"hot": {"tag": "hot", "cssClass": "tag-hot", "occurrenceIndex": 0, "color": "#d95f02"}},
        "unknown": {"key": [1, {"x": None}]},
    }  # fmt: skip


def read(document: Any) -> tuple[ArgumentMap, list[Diagnostic]]:
    seen: list[Diagnostic] = []
    return argdown_json.loads(json.dumps(document), report=seen.append), seen


def written(m: ArgumentMap) -> Any:
    return json.loads(argdown_json.dumps(m))


def test_everything_has_its_place() -> None:
    m, seen = read(tea())
    assert not seen
    assert [c.id for c in m.claims] == ["Tea is cheap", "Untitled 1", "Untitled 2", "Drink"]  # as in the text
    cheap, drink = m["Tea is cheap"], m["Drink"]
    assert isinstance(cheap, Claim)
    assert isinstance(drink, Claim)
    assert (cheap.text, [w.text for w in cheap.wordings], cheap.section) == (
        "Tea costs little.",
        ["It is not dear."],
        "s1",
    )
    assert cheap.data["argdown"] == {"isCanonical": True, "n": 1}
    assert (drink.text, drink.tags) == ("Drink 𝗣 tea. #hot", ("hot",))
    step = m.steps("Brew")[0]
    assert (step.id, step.sources, step.targets) == ("Brew/1", ("Untitled 2", "Tea is cheap"), ("Drink",))
    assert step.scheme == "Modus ponens, a, b"
    assert [r.id for r in m.relations] == [
        "Brew/1",
        "attack:Untitled 1>Tea is cheap",
        "undercut:Taste>Brew/1",
    ]
    assert [(s.id, s.title, s.parent) for s in m.sections] == [("s1", "Tea", None), ("s2", "Why #hot", "s1")]
    assert m.data["argdown-residue"] == {"marks": {"Drink": {"0": (17, ("bold", 6, 7, ""))}}}


def test_an_export_comes_back_as_it_was() -> None:
    assert written(read(tea())[0]) == tea()


def test_steps_follow_their_arguments() -> None:
    document = tea()
    later = {**document["arguments"]["Brew"]["pcs"][2], "argumentTitle": "Taste", **place(20)}
    document["arguments"] = {
        "Taste": {"pcs": [later], "members": [{"text": "So.", **place(19)}]},
        "Brew": document["arguments"]["Brew"],
    }
    m, _ = read(document)
    assert [a.id for a in m.arguments] == ["Brew", "Taste"]
    assert [r.id for r in m.relations if r.argument] == ["Brew/1", "Taste/1"]
    assert argmap.losses(m, KEY) == ()


def test_the_residue_is_only_what_a_writer_would_not_write() -> None:
    m = argdown.loads("[a]: One.\n\n<b>\n\n(1) [a]\n(2) Two. #t\n-- r --\n(3) [c]: Three.\n  -> [a]\n")
    m = evolve(m, data={})
    back = argdown_json.loads(argdown_json.dumps(m))
    assert back == evolve(m, relations=back.relations)
    assert {*back.relations} == {*m.relations}


def test_an_edited_map_has_no_rows_of_removed_records() -> None:
    m, _ = read(tea())
    less = written(m.without("Drink", cascade=True))
    assert "Drink" not in less["statements"]
    assert less["arguments"]["Brew"]["pcs"] == []
    assert less["relations"] == [bond("attack", "Untitled 1", "Tea is cheap")]
    assert [node["title"] for node in less["map"]["nodes"]] == ["Brew"]
    assert less["map"]["edges"] == []
    assert less["statements"]["Tea is cheap"]["color"] == "#1b9e77"
    assert less["unknown"] == tea()["unknown"]


def test_edited_texts_are_written_everywhere() -> None:
    m, _ = read(tea())
    drink = m["Drink"]
    assert isinstance(drink, Claim)
    more = written(m.replace(evolve(drink, text="Have tea.", wordings=[Wording("Drink up.")])))
    members = more["statements"]["Drink"]["members"]
    assert [row["text"].strip() for row in members if "isReference" not in row] == ["Drink up.", "Have tea."]
    assert argdown_json.loads(json.dumps(more))["Drink"].text == "Have tea."  # type: ignore[union-attr]


def test_an_edit_counts_more_than_the_residue() -> None:
    document = tea()
    document["statements"]["Drink"]["members"][0]["ranges"] = [{"type": "bold", "start": 0, "stop": 1}]
    document["statements"]["Untitled 1"]["section"] = None
    document["sections"][0]["children"][0]["title"] = " Why #hot "
    m, _ = read(document)
    assert written(m) == document
    drink, bare, section = m["Drink"], m["Untitled 1"], m["s2"]
    assert isinstance(drink, Claim)
    assert isinstance(bare, Claim)
    assert isinstance(section, Section)
    edited = m.replace(
        evolve(drink, text="Milk is #hot"), evolve(bare, section="s2"), evolve(section, title="Because")
    )
    more = written(edited)
    assert more["statements"]["Drink"]["members"][0]["ranges"] == [
        {"type": "tag", "start": 8, "stop": 12, "tag": "hot"}
    ]
    assert more["statements"]["Untitled 1"]["section"] == "s2"
    assert more["sections"][0]["children"][0]["title"] == "Because"
    assert {loss.field for loss in argmap.losses(edited, KEY)} <= {"data"}


def test_text_in_a_line_that_names_another_argument_can_be_edited() -> None:
    document = tea()
    document["arguments"]["Brew"]["pcs"][1]["argumentTitle"] = "Steep"
    m, _ = read(document)
    assert written(m) == document
    good = m["Untitled 2"]
    assert isinstance(good, Claim)
    assert "members" not in good.data[KEY]
    more = written(m.replace(evolve(good, text="Cheap things are bad")))
    (line,) = more["statements"]["Untitled 2"]["members"]
    assert line == more["arguments"]["Brew"]["pcs"][1]
    assert (line["text"], line["argumentTitle"]) == ("Cheap things are bad ", "Steep")


def test_an_argument_keeps_its_id_when_its_namesake_is_removed() -> None:
    document = {"statements": {"A": {}, "B": {}}, "arguments": {"A": {}}, "relations": []}
    m, _ = read(document)
    assert argmap.losses(m, KEY) == ()
    less = m.without("A")
    assert read(written(less))[0]["<A>"] == less["<A>"]


def test_text_is_written_where_there_was_none() -> None:
    document = tea()
    document["statements"]["Untitled 1"]["members"] = []
    del document["arguments"]["Taste"]["members"]
    m, _ = read(document)
    assert written(m) == document
    bare, taste = m["Untitled 1"], m["Taste"]
    assert isinstance(bare, Claim)
    assert isinstance(taste, Argument)
    more = written(m.replace(evolve(bare, text="It is dear."), evolve(taste, text="It tastes.")))
    assert [row["text"] for row in more["statements"]["Untitled 1"]["members"]] == ["It is dear."]
    assert [row["text"] for row in more["arguments"]["Taste"]["members"]] == ["It tastes."]


def test_inference_from_nothing_can_be_undercut() -> None:
    document = tea()
    del document["map"]
    (undercut,) = document["arguments"]["Taste"]["relations"]
    undercut["conclusionIndex"] = 0
    pcs = document["arguments"]["Brew"]["pcs"]
    del pcs[:2]
    pcs[0]["inference"] = {"relations": [undercut]}
    m, seen = read(document)
    assert not seen
    assert m.steps("Brew")[0].sources == ()
    assert written(m) == document
    assert argmap.losses(m, KEY) == ()


@pytest.mark.parametrize("key", ["type", "title"])
def test_a_box_with_odd_keys_is_not_a_box_of_a_record(key: str) -> None:
    document = tea()
    document["map"]["nodes"][0][key] = [{}]
    document["map"]["nodes"][1]["id"] = document["map"]["edges"][0]["from"] = {"n": 1}
    drawn = written(read(document)[0])["map"]
    assert drawn["nodes"][-1] == document["map"]["nodes"][1]
    assert drawn["edges"] == (document["map"]["edges"] if key == "type" else [])


def test_made_in_python() -> None:
    a, b = Claim("a", "One.", title="First", tags=["t"], section="here"), Claim("b")
    c, arg = Claim("c", "Three.", wordings=[Wording("Third.")]), Argument("arg", "So.", title="First")
    steps = [
        Relation("arg/1", "support", [a, b], [c], argument=arg, scheme="Modus ponens, Sign"),
        Relation("last", "support", [a], [b], argument=arg),
    ]
    m = ArgumentMap.of(
        Section("top", "Top"), Section("here", "Here", parent="top"), a, b, c, arg, *steps,
        b.attacks(a), c.contradicts(b, id="odd"),
        arg.undercuts("arg/1"), b.supports(arg), a.entails(b), c.contrary_to(a),
    )  # fmt: skip
    assert argmap.losses(m, KEY) == ()
    assert argdown_json.loads(argdown_json.dumps(m)) == m
    row = written(m)
    inference = row["arguments"]["First"]["pcs"][3]["inference"]
    assert (inference["data"], inference["usesAdded"]) == ({"uses": [1]}, True)
    assert row["statements"]["First"]["id"] == "a"
    assert "id" not in row["statements"]["b"]


def test_premises_that_the_author_names_stay_data() -> None:
    m = argdown.loads("<A>\n\n(1) a\n----\n(2) b\n-- r {uses: [1]} --\n(3) c\n")
    last = m.steps("A")[-1]
    assert last.sources == ("Untitled 1",)
    assert last.data["argdown"] == {"uses": (1,)}
    assert argmap.losses(m, KEY) == ()
    row = written(m)["arguments"]["A"]["pcs"][2]["inference"]
    assert "usesAdded" not in row
    assert read(written(m))[0].steps("A")[-1] == last


def test_linked_premises_are_left_out() -> None:
    a, b, c = (Claim(name, name) for name in "abc")
    m = ArgumentMap.of(a, b, c, c.supported_by(a, b))
    assert written(m)["relations"] == []
    assert [loss.id for loss in argmap.losses(m, KEY)] == ["support:a+b>c"]


def test_statement_and_argument_of_one_title() -> None:
    document = {
        "statements": {"A": {}, "s1": {}},
        "arguments": {"A": {}},
        "relations": [bond("support", "A", "A", "as")],
    }
    document["sections"] = [{"id": "s1", "title": "S"}]
    m, _ = read(document)
    assert {r.id for r in m} == {"A", "<A>", "s1", "#s1#", "support:<A>>A"}
    assert written(m) == document


def test_undercut_of_a_statement_is_an_attack() -> None:
    document = {"statements": {"A": {}, "B": {}}, "arguments": {}, "relations": [bond("undercut", "A", "B")]}
    m, seen = read(document)
    assert m.relations[0].kind == "attack"
    assert [d.code for d in seen] == ["undercut-of-statement"]
    assert written(m) == document


@pytest.mark.parametrize(
    "row", [bond("support", "A", "gone"), bond("undercut", "A", "B", "si", conclusionIndex=0)]
)
def test_relations_without_an_end_are_reported_and_come_back(row: Any) -> None:
    lost = {k: v for k, v in bond("support", "A", "B").items() if k != "to"}
    document = {
        "statements": {"A": {}, "B": {}},
        "arguments": {},
        "relations": [row, bond("attack", "A", "B"), lost],
    }
    m, seen = read(document)
    assert [r.id for r in m.relations] == ["attack:A>B"]
    assert [(d.code, d.path) for d in seen] == [
        ("missing-end", "$.relations[0]"),
        ("missing-end", "$.relations[2]"),
    ]
    assert written(m) == document


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"statements": []}, "$.statements"),
        ({"statements": {"A": 1}}, "$.statements['A']"),
        ({"statements": {"A": {"members": [{"text": 3}]}}}, "$.statements['A'].members[0].text"),
        ({"statements": {"A": {"members": [{"ranges": {"a": 1}}]}}}, "$.statements['A'].members[0].ranges"),
        ({"statements": {"A": {"tags": "t"}}}, "$.statements['A'].tags"),
        ({"arguments": {"X": {"pcs": [{"title": "B"}]}}}, "$.arguments['X'].pcs[0].title"),
        ({"arguments": {"X": {"pcs": {}}}}, "$.arguments['X'].pcs"),
        ({"relations": [{"relationType": "suport"}]}, "$.relations[0].relationType"),
        ({"relations": [{**bond("support", "A", "A"), "toType": "x"}]}, "$.relations[0].toType"),
        ({"sections": [{"id": "s"}, {"id": "s"}]}, "$.sections[1].id"),
        ({"sections": [{"children": [3]}]}, "$.sections[0].children[0]"),
    ],
)
def test_bad_input_is_refused_with_its_path(change: Any, path: str) -> None:
    with pytest.raises(FormatError) as caught:
        read({"statements": {"A": {}}, "arguments": {}, "relations": [], **change})
    assert caught.value.path == path


def test_other_json_is_refused() -> None:
    with pytest.raises(FormatError, match="no 'statements'"):
        read({"nodes": []})


# Laws


@given(maps(hostile=True, max_claims=5, max_relations=6))
def test_what_it_can_hold_comes_back(m: ArgumentMap) -> None:
    back = argdown_json.loads(argdown_json.dumps(m))
    lost = {(loss.id, loss.field) for loss in argmap.losses(m, KEY)}
    for record in back:
        assert record.id in m
    for claim in m.claims:
        assert not {(claim.id, f) for f in ("", "id", "tags", "section")} & lost
        assert ((claim.id, "text") in lost) == (claim.text != claim.text.strip())  # as in the text
    for relation in m.relations:
        if (
            relation.argument is None
            and relation.kind in ("support", "attack")
            and len(relation.sources) == 1
        ):
            ends = (*relation.sources, *relation.targets)
            if len(ends) == 2 and all(isinstance(m[e], (Claim, Argument)) for e in ends):
                assert (relation.id, "") not in lost
    assert argdown_json.loads(argdown_json.dumps(back)) == back


def test_wrong_values_in_a_residue_are_not_written() -> None:
    a = Claim("a", "One.", data={KEY: {"members": [{"wording": 0, "tags": 3, "line": 7}]}})
    b = Claim(
        "b", "Two.", data={KEY: {"members": [{"wording": 0, "changes": {"instead": {"text": ["Two.", 2]}}}]}}
    )
    marks = {"a": {"0": [4, [{}, 0, 1, ""]]}, "b": {"0": [4, ["link", 0, 1, {}], ["bold", 0, 1, ""]]}}
    m = evolve(ArgumentMap.of(a, b), data={"argdown-residue": {"marks": marks}})
    rows = written(m)["statements"]
    (one,), (two,) = rows["a"]["members"], rows["b"]["members"]
    assert (one["text"], one["line"], two["text"]) == ("One.", 7, "Two.")
    assert not {"tags", "ranges"} & one.keys()
    assert two["ranges"] == [{"type": "bold", "start": 0, "stop": 0}]


@given(st.data())
def test_any_residue_can_be_written_and_read(data: st.DataObject) -> None:
    """Anyone can write into data."""
    native = json.loads(argmap.dumps(read(tea())[0]))
    residues = [
        row["data"]
        for row in (native, *(r for group in native.values() if isinstance(group, list) for r in group))
        if isinstance(row, dict) and "data" in row
    ]
    for _ in range(data.draw(st.integers(1, 3))):
        where = data.draw(st.sampled_from(residues))
        while True:
            keys = list(where) if isinstance(where, dict) else list(range(len(where)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            if isinstance(where[key], (dict, list)) and where[key] and data.draw(st.integers(0, 4)):
                where = where[key]
                continue
            where[key] = data.draw(st.sampled_from([*JUNK[:-1], {"text": 3, "tags": "t", "ranges": [1]}]))
            break
    argdown_json.loads(argdown_json.dumps(argmap.loads(json.dumps(native))))


MARK = object()
JUNK = [None, 0, True, "", "A", "s1", [], [1], {}, {"a": 1}, -1, MARK]


@given(st.data())
def test_mutations_raise_argmap_errors_only_and_lose_nothing(data: st.DataObject) -> None:
    document = tea()
    del document["map"]  # boxes of missing records are left out
    for _ in range(data.draw(st.integers(1, 3))):
        where = document
        while True:
            keys = list(where) if isinstance(where, dict) else list(range(len(where)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            deeper = isinstance(where[key], (dict, list)) and where[key] and data.draw(st.integers(0, 4))
            if deeper:
                where[key] = copy.copy(where[key])
                where = where[key]
                continue
            new = data.draw(st.sampled_from(JUNK))
            if new is MARK:
                del where[key]
            else:
                where[key] = new
            break
    try:
        m, _ = read(document)
    except ArgmapError:
        return
    assert written(m) == document


# The real files


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("argdown-primer", (17, 4, 10, 3)),
        ("greenspan-schefczyk_hardwrap", (36, 6, 5, 2)),
        ("legalisation-softdrugs", (1, 17, 19, 0)),
    ],
)
def test_real_file(corpora: Path, name: str, counts: tuple[int, ...]) -> None:
    text = (corpora / "argdown" / f"{name}.json").read_text(encoding="utf-8")
    document = json.loads(text)
    m = argdown_json.loads(text)
    assert written(m) == document
    bonds = [r for r in m.relations if r.argument is None]
    assert (len(m.claims), len(m.arguments), len(bonds), len(m.sections)) == counts
    assert (len(document["statements"]), len(document["arguments"]), len(document["relations"])) == counts[:3]
    other = argdown.loads((corpora / "argdown" / f"{name}.argdown").read_text(encoding="utf-8"))
    for group in ("sections", "claims", "arguments", "relations"):
        found, expected = ({r.id: evolve(r, data={}) for r in getattr(x, group)} for x in (m, other))
        assert found == expected
    assert [c.id for c in m.claims] == [c.id for c in other.claims]
    size = sum(len(json.dumps(r.data[KEY].thaw())) for r in m if KEY in r.data)
    assert size < len(json.dumps(document)) / 3


def test_sections_deeper_than_json_goes_follow_on_the_last_level() -> None:
    deep = [Section(f"s{n}", f"About {n}", parent=f"s{n - 1}" if n else None) for n in range(400)]
    m = ArgumentMap.of(*deep, Claim("c", "Tea.", section="s399"))
    lost = argmap.losses(m, "argdown-json")
    assert {(loss.id, loss.field) for loss in lost} == {(f"s{n}", "parent") for n in range(300, 400)}
