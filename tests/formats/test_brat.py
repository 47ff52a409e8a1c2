from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap.errors import ArgmapError, FileError, FormatError, InvalidFileError
from argmap.model import ArgumentMap, Claim, Data, Evidence, Quote, Relation, Source
from argmap.serializers import brat
from argmap.testing import data, maps

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic

TEXT = "Tea is better.\nTea is cheap, and 🍵 is warm. Cheap is bad. Never mind."
ESSAY = (
    "T1\tMajorClaim 0 13\tTea is better\n"
    "T2\tClaim 15 27\tTea is cheap\n"
    "A1\tStance T2 For\n"
    "T4\tPremise 33 42\t🍵 is warm\n"
    "R1\tsupports Arg1:T4 Arg2:T2\t\n"
    "T5\tMajorClaim 0 3;33 42\tTea 🍵 is warm\n"
    "T3\tClaim 44 56\tCheap is bad\n"
    "A2\tStance T3 Against\n"
    "R2\tattacks Arg1:T3 Arg2:T2\t\n"
    "A3\tType T4 logos\n"
    "M1\tNegation T3\n"
    "*\tEquiv T1 T5\n"
    "E1\tPremise:T4 Theme:T2\n"
    "#1\tAnnotatorNotes T2\twhy cheap?\n"
    "#2\tAnnotatorNotes R1\tsure\n"
)


def read(text: str, source: str | None = TEXT) -> tuple[ArgumentMap, list[Diagnostic]]:
    seen: list[Diagnostic] = []
    return brat.loads(text, source_text=source, report=seen.append), seen


def test_annotations_become_claims_and_relations() -> None:
    m, seen = read(ESSAY)
    assert [(d.code, d.line, d.ids) for d in seen] == [
        ("stance-read", 3, ("T2", "T1", "T5")), ("stance-read", 8, ("T3", "T1", "T5")),
    ]  # fmt: skip
    assert [(c.id, c.tags) for c in m.claims] == [
        ("T1", ("MajorClaim",)), ("T2", ()), ("T4", ("Premise",)), ("T5", ("MajorClaim",)), ("T3", ()),
    ]  # fmt: skip
    assert all(TEXT[q.start : q.end] == q.exact for c in m.claims for q in c.quotes)
    assert m["T5"].quotes == (Quote("text", "Tea", 0, 3), Quote("text", "🍵 is warm", 33, 42))  # type: ignore[union-attr]
    assert [(r.id, str(r.kind), *r.sources, *r.targets) for r in m.relations] == [
        ("R1", "support", "T4", "T2"),
        ("R2", "attack", "T3", "T2"),
        ("A1:T1", "support", "T2", "T1"),
        ("A1:T5", "support", "T2", "T5"),
        ("A2:T1", "attack", "T3", "T1"),
        ("A2:T5", "attack", "T3", "T5"),
    ]
    assert brat.dumps(m) == ESSAY
    assert brat.source_text(m) == TEXT
    assert brat.loads(brat.dumps(m), source_text=TEXT) == m


def test_places_are_read_without_the_text() -> None:
    m, seen = read(ESSAY, None)
    assert [d.code for d in seen] == ["text-missing", "stance-read", "stance-read"]
    assert (brat.dumps(m), m.sources) == (ESSAY, (Source("text"),))
    assert m["T5"].quotes[1] == Quote("text", "🍵 is warm", 33, 42)  # type: ignore[union-attr]


def test_a_line_break_in_a_span_is_a_space_in_its_line() -> None:
    line = "T1\tClaim 7 18\tbetter. Tea\n"
    m, seen = read(line)
    assert (seen, m.claims[0].quotes[0].exact) == ([], "better.\nTea")
    assert brat.dumps(m) == line


@pytest.mark.parametrize(
    ("line", "quotes"),
    [
        ("T1\tclaim 1 14\tTea is better", [Quote("text", "Tea is better", 1, 14)]),
        ("T1\tclaim 0 3;6 9\tTea is", [Quote("text", "Tea", 0, 3), Quote("text", "is", 6, 9)]),
        ("T1\tclaim 0 3;6 9\tTea xxx", [Quote("text", "Tea", 0, 3), Quote("text", "xxx", 6, 9)]),
        ("T1\tclaim 0 1300\tTea is better", [Quote("text", "Tea is better")]),
        ("T1\tclaim 9 3\tTea is better", [Quote("text", "Tea is better")]),
    ],
)
def test_spans_without_their_words_are_reported_and_written_again(line: str, quotes: list[Quote]) -> None:
    m, seen = read(line)
    assert [(d.code, d.line, d.ids) for d in seen] == [("span-differs", 1, ("T1",))]
    assert list(m.claims[0].quotes) == quotes
    assert brat.dumps(m) == line + "\n"


def test_the_types_of_debates() -> None:
    types = {
        "support": "support", "agreement": "support", "partial_agreement": "support", "rebuttal": "attack",
        "rebuttal_attack": "attack", "undercutter": "attack", "partial_undercutter_attack": "attack",
        "disagreement": "attack",
    }  # fmt: skip
    spans = "T1\tclaim 0 3\tTea\nT2\tclaim 4 6\tis\n"
    lines = [f"R{n}\t{name} Arg1:T1 Arg2:T2" for n, name in enumerate(types)]
    m, seen = read(spans + "".join(f"{line}\n" for line in lines))
    assert [str(r.kind) for r in m.relations] == list(types.values())
    assert [r.scheme for r in m.relations] == ["", *list(types)[1:]]
    assert (seen, brat.dumps(m).splitlines()[2:]) == ([], lines)


def test_relations_of_unknown_type_are_reported_and_written_again() -> None:
    text = "T1\tclaim 0 3\tTea\nR1\tunderstand Arg1:T1 Arg2:T1\nR2\tsupport Arg1:E1 Arg2:T1\nE1\tclaim:T1\n"
    m, seen = read(text)
    assert m.relations == ()
    assert [(d.code, d.line) for d in seen] == [("relation-unknown", 2), ("relation-unknown", 3)]
    assert brat.dumps(m) == text


def test_edits_survive() -> None:
    m, _ = read(ESSAY)
    lines = brat.dumps(m.without("T2", cascade=True)).splitlines()
    assert not [line for line in lines if re.search(r"\bT2\b", line)]
    assert "A2\tStance T3 Against" in lines
    more = m.add(
        new := Claim("x", "Never mind", tags=["MajorClaim"], quotes=[Quote("text", "Never mind", 58, 68)])
    )
    assert brat.ids(more) == {"x": "T6", "A1:T1": "R3", "A1:T5": "R4", "A2:T1": "R5", "A2:T5": "R6"}
    back = brat.loads(brat.dumps(more), source_text=TEXT)
    assert [(str(r.kind), *r.sources, *r.targets) for r in back.relations] == [
        (str(r.kind), *r.sources, *r.targets) for r in m.relations
    ]
    assert back["T6"] == evolve(new, id="T6")


def test_texts_that_differ_from_their_spans_are_in_notes() -> None:
    m = ArgumentMap.of(
        Source("text", TEXT),
        Claim("T1", "Tea\nis \\n good.", quotes=[Quote("text", "Tea is better", 0, 13)]),
        Evidence("T2", "Tea is cheap", quotes=[Quote("text", "Tea is cheap", 15, 27)]),
    )
    assert brat.dumps(m).splitlines()[2] == "#1\tArgmapText T1\tTea\\nis \\\\n good."
    assert brat.loads(brat.dumps(m), source_text=TEXT) == m


def test_the_text_next_to_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ann"
    seen: list[Diagnostic] = []
    line = "T1\tClaim 0 4\tcafé\n"
    brat.loads(line, path=path, report=seen.append)
    (tmp_path / "a.txt").write_bytes("café.".encode("cp1252"))
    assert brat.loads(line, path=path, report=seen.append).sources[0].text == "café."
    (tmp_path / "a.txt").write_bytes("café.\r\n".encode())
    assert brat.loads(line, path=path, report=seen.append).sources[0].text == "café.\r\n"
    assert [d.code for d in seen] == ["text-missing", "file-read", "text-not-utf-8", "file-read"]


def test_the_metadata_next_to_a_file_name_the_holders(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tea. No! Why? Yes. Gone.")
    (tmp_path / "a.metadata").write_text(
        "Content\tr1\tAnn\t0\t4\nContent r2 Bo Lee 5 13\nContent r3 T1 14 18\nContent r4 [deleted] 19 24\nDelta Yes\n"
    )
    places = ("0 4\tTea.", "5 8\tNo!", "14 18\tYes.", "19 24\tGone.", "0 4;5 8\tTea. No!")
    (tmp_path / "a.ann").write_text("".join(f"T{n}\tclaim {words}\n" for n, words in enumerate(places, 1)))
    m, seen = argmap.load(tmp_path / "a.ann", on_error="recover")
    assert [(p.id, p.name) for p in m.parties] == [("Ann", "Ann"), ("Bo Lee", "Bo Lee"), ("T1#2", "T1")]
    assert [c.by for c in m.claims] == ["Ann", "Bo Lee", "T1#2", None, None]
    assert [(d.code, d.line) for d in seen] == [
        ("file-read", None),
        ("file-read", None),
        ("metadata-not-read", None),
        ("no-author", 4),
        ("no-author", 5),
    ]
    lost = {(loss.id, loss.field) for loss in argmap.losses(m, "brat")}
    assert {("T1", "by"), ("Ann", "")} <= lost


@pytest.mark.parametrize("spans", ["T1\tMajorClaim 0 3\tTea\nT2\tClaim 4 6\tis\nA1\tStance T2 Neutral\n",
                                   "T2\tClaim 4 6\tis\nA1\tStance T2 For\n"])  # fmt: skip
def test_stances_that_are_not_relations_are_reported(spans: str) -> None:
    m, seen = read(spans)
    assert ([d.code for d in seen], m.relations, brat.dumps(m)) == (["stance-not-read"], (), spans)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("T1 Claim 0 3 Tea", 1, "found 'T1 Claim 0 3 Tea', expected T1, a TAB"),
        ("R1\tsupports T1 T1", 1, "expected R1, a TAB, a type, Arg1:T1 Arg2:T2"),
        ("hello", 1, "found 'hello'"),
        (f"T1\tClaim 0 {'9' * 5000}\tTea", 1, "expected T1, a TAB"),
    ],
)
def test_errors_say_what_is_wrong_and_where(text: str, line: int, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        brat.loads(text)
    assert (caught.value.line, message in str(caught.value)) == (line, True)


def test_lines_that_cannot_be_read_are_reported_and_kept_and_the_rest_is_read() -> None:
    text = "T1\tClaim 0 3\tTea\nhello\nR1\tsupports Arg1:T1 Arg2:T9\nR2\tsupports T1 T1\nT1 Claim 0 3 Tea\n"
    m, seen = read(text)
    assert [(d.code, d.line, d.message.partition(",")[0]) for d in seen] == [
        ("line-not-read", 2, "found 'hello'"),
        ("span-missing", 3, "R1 names T9"),
        ("line-not-read", 4, "found 'R2\\tsupports T1 T1'"),
        ("line-not-read", 5, "found 'T1 Claim 0 3 Tea'"),
    ]
    assert ([c.id for c in m.claims], brat.dumps(m)) == (["T1"], text)
    assert argmap.losses(m, "brat") == ()


def test_a_doubled_id_is_reported_and_both_annotations_are_read() -> None:
    spans = "T1\tClaim 0 3\tTea\nT1\tClaim 4 6\tis\nT2\tClaim 0 3\tTea\n"
    relations = "R1\tsupports Arg1:T2 Arg2:T1\nR1\tattacks Arg1:T2 Arg2:T1\n"
    notes = "#1\tAnnotatorNotes T1\tx\n#1\tAnnotatorNotes T2\ty\n"
    m, seen = read(spans + relations + notes)
    assert [(c.id, c.text) for c in m.claims] == [("T1", "Tea"), ("T3", "is"), ("T2", "Tea")]
    assert [(r.id, str(r.kind)) for r in m.relations] == [("R1", "support"), ("R2", "attack")]
    assert [(d.code, d.line, d.ids) for d in seen] == [
        ("doubled-id", 2, ("T3",)),
        ("doubled-id", 5, ("R2",)),
        ("doubled-id", 7, ()),
    ]
    assert brat.dumps(m).endswith(notes)
    assert brat.loads(brat.dumps(m), source_text=TEXT) == m


def test_words_are_compared_without_case_hyphens_and_plural() -> None:
    text = (
        "T1\tmajor_claim 0 3\tTea\nT2\tCLAIM 4 6\tis\nT3\tevidences 7 13\tbetter\nA1\tstance T2 AGAINST\n"
        "R1\tSupport Arg1:T2 Arg2:T1\t \nR2\tPartial-Attack Arg1:T2 Arg2:T1\nR3\tATTACK Arg1:T3 Arg2:T2\n"
        "R4\tPartial_Supports Arg1:T3 Arg2:T2\nR5\tReason Arg1:T3 Arg2:T2\n"
    )
    m, seen = read(text)
    assert [(type(c), c.tags) for c in m.statements] == [
        (Claim, ("major_claim",)),
        (Claim, ()),
        (Evidence, ()),
    ]
    assert [(r.id, str(r.kind), r.scheme) for r in m.relations] == [
        ("R1", "support", ""),
        ("R2", "attack", "Partial-Attack"),
        ("R3", "attack", ""),
        ("R4", "support", "Partial_Supports"),
        ("R5", "support", "Reason"),
        ("A1:T1", "attack", ""),
    ]
    assert [d.code for d in seen] == ["stance-read"]
    assert brat.dumps(m) == text
    assert argmap.losses(m, "brat") == ()


def test_a_modification_is_no_stance() -> None:
    text = "T1\tMajorClaim 0 3\tTea\nT2\tClaim 4 6\tis\nM1\tStance T2 For\n"
    m, seen = read(text)
    assert (m.relations, seen, brat.dumps(m)) == ((), [], text)


def test_what_is_unknown_can_be_given() -> None:
    text = (
        "T1\tClaim 0 3\tTea\nT2\tClaim 4 6\tis\nR1\tBuilds-On Arg1:T1 Arg2:T2\nR2\tdoubts Arg1:T1 Arg2:T2\n"
    )
    found = argmap.loads(text, format="brat", source_text=TEXT, on_error="recover")
    assert [d.code for d in found.diagnostics] == ["relation-unknown"] * 2
    hint = "say what it means with support='Builds-On', attack='Builds-On' or rephrase='Builds-On'"
    assert found.diagnostics[0].hint == hint
    m = argmap.loads(text, format="brat", source_text=TEXT, support=("builds on",), attack=("Doubts",))
    assert [(str(r.kind), r.scheme) for r in m.relations] == [("support", "Builds-On"), ("attack", "doubts")]
    assert brat.loads(text, source_text=TEXT, support="builds on").relations[0].id == "R1"  # type: ignore[arg-type]
    with pytest.raises(ArgmapError, match="expected types of relations"):
        brat.loads(text, support=3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raw", "line", "start"),
    [
        ("\ufeffTea is better.", "T1\tClaim 1 15\tTea is better.", 1),
        ("No.\r\nTea is better.", "T1\tClaim 5 19\tTea is better.", 5),
        ("No.\rTea is better.", "T1\tClaim 4 18\tTea is better.", 4),
        ("Tea\r\nis better.", "T1\tClaim 0 15\tTea\r is better.", 0),
        ("Tea\r\nis better.", "T1\tClaim 0 15\tTea is better.", 0),
        ("🍵 Tea is better.", "T1\tClaim 2 16\tTea is better.", 2),
    ],
)
def test_offsets_count_the_characters_of_the_untouched_text(
    raw: str, line: str, start: int, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(raw.encode())
    (tmp_path / "a.ann").write_bytes(f"{line}\n".encode())
    m, seen = argmap.load(tmp_path / "a.ann", on_error="recover")
    assert [d.code for d in seen] == ["file-read"]
    assert (m.claims[0].quotes[0].start, m.sources[0].text, m.claims[0].text) == (
        start,
        raw,
        "Tea is better.",
    )
    argmap.dump(m, tmp_path / "a.ann", lossy="error")
    assert (tmp_path / "a.txt").read_bytes() == raw.encode()
    assert (tmp_path / "a.ann").read_bytes() == f"{line}\n".encode()


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_other_line_ends_are_line_ends(end: str) -> None:
    assert read(ESSAY.replace("\n", end))[0] == read(ESSAY)[0]


def test_spans_of_long_stretches_are_compared_as_far_as_they_could_agree() -> None:
    text = "Tea. " * 2000
    lines = "T1\tClaim 0 10000\tTea.\nT2\tClaim 0 4;0 9999\tTea. Tea.\nT3\tClaim 0 10000\t" + text + "\n"
    m, seen = read(lines, text)
    assert [d.ids for d in seen] == [("T1",), ("T2",)]
    assert m["T3"].quotes == (Quote("text", text, 0, 10000),)  # type: ignore[union-attr]
    assert brat.dumps(m) == lines


def test_parts_of_the_text_may_overlap() -> None:
    parts = "Content r1 Ann 0 40\nContent r2 Ann 0 9\nContent r3 Bo 20 30\nContent r4 Cy 60 70\n"
    places = [(1, 5), (21, 25), (31, 35), (41, 45), (61, 70), (69, 71)]
    lines = "".join(f"T{n}\tClaim {a} {b}\tx\n" for n, (a, b) in enumerate(places))
    m = brat.loads(lines, metadata=parts)
    assert [c.by for c in m.claims] == ["Ann", None, "Ann", None, "Cy", None]


def test_several_errors_are_raised_together_and_empty_text_is_an_empty_map() -> None:
    with pytest.raises(InvalidFileError) as caught:
        brat.loads("a\nb")
    assert len(caught.value.exceptions) == 2
    assert brat.loads("\n \n") == ArgumentMap()


@given(maps() | maps(hostile=True))
def test_round_trip_keeps_everything_that_the_format_holds(m: ArgumentMap) -> None:
    text = brat.source_text(m) or None
    back = brat.loads(brat.dumps(m), source_text=text)
    ids = brat.ids(m)
    whole = {r.id: ids.get(r.id, r.id) for r in m}
    assert len(set(whole.values())) == len(whole)
    assert {r.id for r in back} <= set(whole.values())
    old = {new: i for i, new in whole.items()}
    for c in (*back.claims, *back.evidence):
        was = m[old[c.id]]
        assert isinstance(was, Claim | Evidence)
        assert c.text == was.text
        assert [(q.start, q.end) for q in c.quotes] == [(q.start, q.end) for q in was.quotes]
        assert set(c.tags) <= set(was.tags)
    for r in back.relations:
        before = m[old[r.id]]
        assert isinstance(before, Relation)
        assert (r.kind, r.sources, r.targets) == (
            before.kind, tuple(whole[i] for i in before.sources), tuple(whole[i] for i in before.targets),
        )  # fmt: skip
    here = {c.id for c in (*back.claims, *back.evidence)}
    for r in m.relations:
        if r.kind in ("support", "attack") and len(r.sources) == len(r.targets) == 1:
            assert (whole[r.id] in back) == here.issuperset(whole[i] for i in (*r.sources, *r.targets))
    assert brat.loads(brat.dumps(back), source_text=text) == back


@given(data(), data(), data())
def test_any_data_is_written_as_lines(about: Data, of_claim: Data, of_relation: Data) -> None:
    m, _ = read(ESSAY)
    m = m.replace(
        evolve(m.claims[0], data={"brat": of_claim}), evolve(m.relations[0], data={"brat": of_relation})
    )
    back = brat.loads(brat.dumps(evolve(m, data={"brat": about})), source_text=TEXT)
    assert [c.text for c in back.claims] == [c.text for c in m.claims]


words = st.sampled_from(
    [
        "T1",
        "T2",
        "R1",
        "A1",
        "#1",
        "*",
        "E1",
        "Claim",
        "0",
        "3",
        "9",
        "Tea",
        ";",
        ":",
        "Arg1:T1",
        "Arg2:T2",
        "Stance",
        "For",
        "supports",
        "\t",
        "\t",
        " ",
        " ",
        "\r",
        "ArgmapText",
    ]
)
junk = st.lists(words, max_size=9).map("".join)
likely = st.sampled_from(ESSAY.splitlines()).flatmap(
    lambda line: st.sampled_from([line, line.replace("T4", "T1"), line[:-3], line + "\t"])
)


@given(st.lists(junk | likely, max_size=8), st.sampled_from([TEXT, None, ""]))
def test_any_text_is_refused_or_written_as_it_was_read(lines: list[str], source: str | None) -> None:
    text = "\n".join(lines)
    try:
        m = brat.loads(text, source_text=source)
    except ArgmapError:
        return
    there = [line for line in re.split("[\r\n]+", text) if line.strip()]
    ids = [i for line in there if (i := line.partition("\t")[0])[:1] in "TRA"]
    if len(ids) == len(set(ids)):
        assert [line for line in re.split("[\r\n]+", brat.dumps(m)) if line.strip()] == there
    assert brat.loads(brat.dumps(m), source_text=source) == m


@given(st.permutations(ESSAY.splitlines()))
def test_lines_are_written_in_the_order_they_were_read(lines: list[str]) -> None:
    m, _ = read("\n".join(lines))
    assert brat.dumps(m).splitlines() == lines


def test_the_text_is_written_next_to_a_file_but_never_over_another(tmp_path: Path) -> None:
    tea = Source("text", TEXT)
    m = ArgumentMap.of(tea, Claim("T1", "Tea is better", quotes=[Quote("text", "Tea is better", 0, 13)]))
    argmap.dump(m, tmp_path / "a.ann", lossy="error")
    assert argmap.load(tmp_path / "a.ann") == m
    argmap.dump(m, tmp_path / "a.ann", lossy="error")
    (tmp_path / "a.txt").write_text("Mine.")
    (tmp_path / "a.ann").write_text("")
    with pytest.raises(FileError, match=r"a\.txt: not written: it has another text than a\.ann is about"):
        argmap.dump(m, tmp_path / "a.ann")
    assert ((tmp_path / "a.txt").read_text(), (tmp_path / "a.ann").read_text()) == ("Mine.", "")
    assert argmap.losses(m, "brat") == ()


SPANS = "T1\tMajorClaim 0 3\tTea\nT2\tClaim 4 6\tis\nT3\tClaim 7 13\tbetter\n"


def relations(m: ArgumentMap) -> list[tuple[str, ...]]:
    return [(r.id, str(r.kind), *r.sources, *r.targets, r.scheme) for r in m.relations]


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        *(("supports", "support"), ("SUPPORTS", "support"), ("confirms", "support"), ("pro", "support")),
        *(("SupportRel", "support"), ("evidences", "support"), ("justification", "support")),
        *(
            ("contradicts", "attack"),
            ("CONTRADICTS", "attack"),
            ("refutes", "attack"),
            ("objects-to", "attack"),
        ),
        *(
            ("con", "attack"),
            ("partialattack", "attack"),
            ("Weak_Attack", "attack"),
            ("undermines", "attack"),
        ),
        *(("semantically_same", "rephrase"), ("Restatement", "rephrase"), ("rephrase", "rephrase")),
        *(("contradiction", "contradiction"), ("contrary", "contrary"), ("entails", "entailment")),
    ],
)
def test_the_vocabularies_of_corpora(type_: str, kind: str) -> None:
    text = SPANS + f"R1\t{type_} Arg1:T2 Arg2:T1\t\n"
    m, seen = read(text)
    assert [(k, s, t) for _, k, s, t, _ in relations(m)] == [(kind, "T2", "T1")]
    assert (seen, brat.dumps(m)) == ([], text)
    assert argmap.losses(m, "brat") == ()


def test_what_joins_parts_of_one_span_is_no_relation() -> None:
    text = SPANS + "R1\tparts_of_same Arg1:T2 Arg2:T1\t\n"
    m, seen = read(text)
    assert ([d.code for d in seen], m.relations, brat.dumps(m)) == (["relation-unknown"], (), text)


def test_by_turns_the_direction() -> None:
    text = SPANS + "R1\tattacked_by Arg1:T1 Arg2:T2\nR2\tis-supported-by Arg1:T1 Arg2:T3\n"
    m, seen = read(text)
    assert relations(m) == [
        ("R1", "attack", "T2", "T1", "attacked_by"),
        ("R2", "support", "T3", "T1", "is-supported-by"),
    ]
    assert (seen, brat.dumps(m)) == ([], text)


def test_a_relation_may_aim_at_a_relation() -> None:
    text = SPANS + (
        "R2\tundercuts Arg1:T3 Arg2:R1\nR1\tsupports Arg1:T2 Arg2:T1\nR3\tattacks Arg1:T1 Arg2:R2\n"
        "R4\tundercutter Arg1:T3 Arg2:T1\nR5\tattacks Arg1:T1 Arg2:R6\nR6\tcites Arg1:T1 Arg2:T2\n"
        "R7\tattacks Arg1:T1 Arg2:R5\n"
    )
    m, seen = read(text)
    assert relations(m) == [
        ("R2", "undercut", "T3", "R1", ""),
        ("R1", "support", "T2", "T1", ""),
        ("R3", "attack", "T1", "R2", ""),
        ("R4", "attack", "T3", "T1", "undercutter"),
    ]
    assert [(d.code, d.line) for d in seen] == [
        ("span-missing", 8),
        ("relation-unknown", 9),
        ("span-missing", 10),
    ]
    assert brat.dumps(m) == text
    assert argmap.losses(m, "brat") == ()


def test_relations_at_relations_of_any_map_are_written() -> None:
    a, b = (Claim(i, i, quotes=[Quote("text", i, n, n + 1)]) for n, i in enumerate("ab"))
    step = a.supports(b)
    kinds = ("attack", "contradiction", "contrary", "entailment", "rephrase", "preference")
    others = [Relation(f"x{n}", kind, ["a"], ["b"]) for n, kind in enumerate(kinds)]
    m = ArgumentMap.of(Source("text", "ab"), a, b, step, a.undercuts(step), *others)
    back = brat.loads(brat.dumps(m), source_text="ab")
    assert [(k, s, t, scheme) for _, k, s, t, scheme in relations(back)] == [
        ("support", "T1", "T2", ""),
        ("undercut", "T1", "R1", ""),
        *((kind, "T1", "T2", "") for kind in kinds),
    ]
    assert {loss.field for loss in argmap.losses(m, "brat")} == {"id"}


@pytest.mark.parametrize(
    ("ends", "pair"),
    [
        ("Premise:T2 Conclusion:T1", ("T2", "T1")),
        ("Source:T2 Target:T1", ("T2", "T1")),
        ("arg1:T2 arg2:T1", ("T2", "T1")),
        ("Arg2:T1 Arg1:T2", ("T2", "T1")),
        ("to:T1 from:T2", ("T2", "T1")),
        ("Cause:T2 Effect:T1", None),
        ("Arg1:T2 Arg1:T1", None),
    ],
)
def test_the_roles_of_ends(ends: str, pair: tuple[str, str] | None) -> None:
    text = SPANS + f"R1\tsupports {ends}\n"
    m, seen = read(text)
    assert [(s, t) for _, _, s, t, _ in relations(m)] == ([] if pair is None else [pair])
    assert [d.code for d in seen] == ([] if pair is not None else ["line-not-read"])
    assert brat.dumps(m) == text
    assert argmap.losses(m, "brat") == ()


@pytest.mark.parametrize(
    ("value", "kind"),
    [("Pro", "support"), ("CON", "attack"), ("in favour", "support"), ("opposes", "attack")],
)
def test_other_words_for_stances(value: str, kind: str) -> None:
    text = SPANS + f"A1\tStance T2 {value}\n"
    m, _ = read(text)
    assert ([str(r.kind) for r in m.relations], brat.dumps(m)) == ([kind], text)


def test_rephrases_and_undercuts_can_be_given() -> None:
    text = SPANS + "R1\tsame Arg1:T1 Arg2:T2\nR2\tdoubts Arg1:T3 Arg2:R1\nR3\tdoubts Arg1:T3 Arg2:T1\n"
    m = argmap.loads(text, format="brat", source_text=TEXT, rephrase="same", undercut=("doubts",))
    assert [k for _, k, *_ in relations(m)] == ["rephrase", "undercut", "attack"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_the_text_next_to_it_in_utf_16(encoding: str, tmp_path: Path) -> None:
    mark = "\ufeff" if encoding.endswith("be") else ""
    (tmp_path / "a.txt").write_bytes((mark + "Café 🍵").encode(encoding))
    (tmp_path / "a.ann").write_text("T1\tClaim 5 6\t🍵\n", encoding="utf-8")
    m, seen = argmap.load(tmp_path / "a.ann", on_error="recover")
    assert [d.code for d in seen] == ["file-read", "text-not-utf-8"]
    assert (m.sources[0].text, m.claims[0].quotes[0].exact) == ("Café 🍵", "🍵")


@pytest.mark.parametrize(
    ("source", "how"),
    [
        ("No.\r\nTea is.", "with LF for CRLF"),
        ("\ufeffNo.\nTea is.", "without its byte order mark"),
        ("\ufeffNo.\r\nTea is.", "with LF for CRLF and without its byte order mark"),
        ("No.\nTee ist.", ""),
    ],
)
def test_why_a_span_does_not_fit_is_said(source: str, how: str) -> None:
    _, (seen,) = read("T1\tClaim 4 11\tTea is.\n", source)
    assert seen.code == "span-differs"
    assert seen.hint == (
        f"it has them in the text {how}; is this the file that was annotated?" if how else ""
    )


TYPES = st.sampled_from(
    [
        "supports",
        "Attack",
        "attacked_by",
        "undercuts",
        "undercut-by",
        "semantically_same",
        "contradicts",
        "cites",
    ]
)
ROLES = st.sampled_from([("Arg1", "Arg2"), ("arg2", "arg1"), ("Premise", "Conclusion"), ("Arg1", "Arg1")])
ENDS = st.sampled_from(["T1", "T2", "T3", "T9", "R1", "R2", "R3", "E1"])
RELATIONS = st.lists(st.tuples(st.sampled_from(["R1", "R2", "R3"]), TYPES, ROLES, ENDS, ENDS), max_size=5)


@given(RELATIONS)
def test_relations_of_any_type_come_back_line_by_line(
    rows: list[tuple[str, str, tuple[str, str], str, str]],
) -> None:
    lines = [f"{i}\t{name} {a}:{start} {b}:{end}\n" for i, name, (a, b), start, end in rows]
    m, _ = read(SPANS + "".join(lines))
    doubled = len({i for i, *_ in rows}) < len(rows)
    assert doubled or brat.dumps(m) == SPANS + "".join(lines)
    assert brat.loads(brat.dumps(m), source_text=TEXT) == m
    assert argmap.losses(m, "brat") == ()
