"""Rationale: scripts of version 1.09 and later ones, notes, texts as they are written, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import argmap
from argmap.errors import ArgmapError, FormatError
from argmap.serializers import rationale

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic
    from argmap.model import ArgumentMap

PRELUDE = (
    "#Rationale Version 130.54\nfrom x import *\ndef Create(type):\n\treturn None\n#-- End of Prelude --\n"
)
TREE = PRELUDE + (
    'map0_0 = Create("Claim")\nSetText("Tea is good.")\n'
    'map0_1 = CreateChild(map0_0, "CompoundReason")\n'
    'map0_2 = CreateChild(map0_1, "Claim")\nSetText("It is cheap.")\n'
    'map0_3 = CreateChild(map0_1, "Claim")\nSetText("Cheap is good.")\n'
    'map0_4 = CreateChild(map0_1, "Inference")\n'
    'map0_5 = CreateChild(map0_4, "CompoundObjection")\n'
    'map0_6 = CreateChild(map0_5, "Claim")\nSetText("Cheap is not always good.")\n'
    'map0_7 = CreateChild(map0_5, "Inference")\n'
    'map0_8 = CreateChild(map0_3, "CompoundObjection")\n'
    'map0_9 = CreateChild(map0_8, "Claim")\nSetText("No.")\n'
    "views = GetFernViews()\nSetLocation(map0_0, 1, 2)\n"
)


def read(text: str) -> tuple[ArgumentMap, list[Diagnostic]]:
    seen: list[Diagnostic] = []
    return rationale.loads(text, report=seen.append), seen


def joined(m: ArgumentMap) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(str(r.kind), r.sources, r.targets) for r in m.relations]


class TestMaps:
    def test_claims_of_a_compound_count_together_and_an_objection_to_an_inference_undercuts(self) -> None:
        m, seen = read(TREE)
        assert {c.id: c.text for c in m.claims}["map0_3"] == "Cheap is good."
        assert joined(m) == [
            ("support", ("map0_2", "map0_3"), ("map0_0",)),
            ("undercut", ("map0_6",), ("map0_1",)),
            ("attack", ("map0_9",), ("map0_3",)),
        ]
        assert (seen, m.data["rationale"]) == ([], {"version": "130.54"})

    def test_simple_boxes_support_and_attack_what_they_are_below(self) -> None:
        m, seen = read(
            'a = Create("Claim")\nSetText("A")\nb = CreateChild(a, "Reason")\nSetText("B")\n'
            'c = CreateChild(b, "Objection")\nSetText("C")\nd = CreateChild(c, "Reason")\nSetText("D")\n'
        )
        assert joined(m) == [
            ("support", ("b",), ("a",)),
            ("attack", ("c",), ("b",)),
            ("support", ("d",), ("c",)),
        ]
        assert seen == []

    def test_version_1_09_names_boxes_by_their_places(self) -> None:
        m, seen = read(
            '#Rationale Version 1.09\nnode0 = app.Create("Claim")\napp.SetText(node0, "A")\n'
            'app.CreateChild(node0, "CompoundReason")\napp.CreateChild(node0, "Objection")\n'
            'app.CreateChild(node0[0], "Claim")\napp.CreateChild(node0[0], "Inference")\n'
            'app.SetText(node0[0][0], "B")\napp.SetText(node0[0][1], "supports")\napp.SetText(node0[1], "C")\n'
            'view0 = app.Gui.CreateView("FernView")\nif view0 != None:\n\tview0.SetLocation(node0, -111, -29)\n'
        )
        assert {c.id: c.text for c in m.claims} == {"node0": "A", "node0[1]": "C", "node0[0][0]": "B"}
        assert joined(m) == [("support", ("node0[0][0]",), ("node0",)), ("attack", ("node0[1]",), ("node0",))]
        assert (seen, m.data["rationale"]["version"]) == ([], "1.09")

    def test_notes_are_remarks_and_no_reasons(self) -> None:
        m, seen = read(
            'a = Create("Claim")\nn = CreateAnnotation(a, "Note")\nSetText("N")\n'
            'o = CreateChild(a, "Note")\nSetText("O")\n'
            'p = Create("Note")\nSetText("free")\nb = CreateChild(a, "CompoundReason")\nc = CreateChild(b, "Claim")\n'
            'i = CreateChild(b, "Inference")\nSetText("by authority")\nq = CreateAnnotation(i, "Note")\nSetText("Q")\n'
        )
        assert (m["a"].data["drawing"]["note"], len(m.claims), seen) == ("N\nO", 2, [])
        assert m["b"].data["rationale"] == {"inference": "by authority", "notes": "Q"}
        assert m.data["rationale"] == {"notes": ("free",)}

    def test_several_trees_are_one_map(self) -> None:
        m, _ = read('a = Create("Claim")\nb = Create("Claim")\nc = CreateChild(b, "Reason")\n')
        assert ([c.id for c in m.claims], joined(m)) == (["a", "b", "c"], [("support", ("c",), ("b",))])

    def test_a_variable_may_name_one_box_after_the_other(self) -> None:
        m, _ = read('a = Create("Claim")\nb = CreateChild(a, "Reason")\nb = CreateChild(b, "Reason")\n')
        assert joined(m) == [("support", ("b",), ("a",)), ("support", ("b#2",), ("b",))]

    @pytest.mark.parametrize(
        ("script", "codes"),
        [
            ('b = CreateChild(a, "Basis")', ["unknown-type"]),
            ('b = CreateChild(a, "Claim")', ["no-relation"]),
            ('b = CreateChild(a, "CompoundReason")\nb = Create("Claim")', ["no-relation"]),
            ('b = Create("Objection")', ["no-relation"]),
        ],
    )
    def test_what_joins_nothing_is_reported_and_its_words_stay(self, script: str, codes: list[str]) -> None:
        m, seen = read(f'a = Create("Claim")\n{script}\nSetText("B")\n')
        assert (joined(m), [c.text for c in m.claims]) == ([], ["", "B"])
        assert [(d.code, d.severity, d.line) for d in seen] == [(code, "warning", 2) for code in codes]

    def test_calls_that_are_not_read_are_reported_once(self) -> None:
        _, seen = read('a = Create("Claim")\nSetEvaluation(a, 1)\nSetEvaluation(a, 2)\nSetSize(a, 1, 2)\n')
        assert [(d.code, d.severity, d.line, "2 calls" in d.message) for d in seen] == [
            ("call-not-read", "info", 2, True)
        ]


class TestTexts:
    @pytest.mark.parametrize(
        ("written", "words"),
        [
            (
                r'"Tea \"helps\".\nYes\t\\ \'a\' \x41\u00e9\ud83d\ude00"',
                "Tea \"helps\".\nYes\t\\ 'a' A\u00e9\U0001f600",
            ),
            ('"two\nlines"', "two\nlines"),
            ('"quotes "inside" it"', 'quotes "inside" it'),
            ("'single'", "single"),
            ('u"old"', "old"),
            (r'"\q 5\% \ud83d"', "\\q 5\\% \ufffd"),
            ('"a) b", c")', 'a) b", c'),
            ('""', ""),
        ],
    )
    def test_they_are_read_as_they_are_meant(self, written: str, words: str) -> None:
        m, _ = read(
            f'a = Create("Claim")\nSetText({written.removesuffix(")")})\nb = CreateChild(a, "Reason")\n'
        )
        assert [c.text for c in m.claims] == [words, ""]

    @pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
    def test_every_line_end_is_one(self, end: str) -> None:
        assert read(TREE.replace("\n", end))[0] == read(TREE)[0]

    def test_nothing_is_run(self, tmp_path: Path) -> None:
        path = tmp_path / "made"
        m, _ = read(f'import os\nos.mkdir("{path}")\na = Create("Claim")\nSetText("{path}")\n')
        assert (len(m.claims), path.exists()) == (1, False)


class TestMistakes:
    @pytest.mark.parametrize(
        ("script", "line", "words"),
        [
            ('b = CreateChild(x, "Reason")', 2, "there is no box 'x', expected a box that is made before"),
            ('app.SetText(a[3], "x")', 2, "there is no box 'a[3]'"),
            ('SetText("never ends', 2, "the text 'never ends' does not end"),
            ("SetText(a)", 2, "found 'SetText(a)', expected SetText(\"…\")"),
            ("b = CreateChild(a)", 2, 'expected CreateChild(box, "Claim")'),
        ],
    )
    def test_they_are_named_with_their_line(self, script: str, line: int, words: str) -> None:
        with pytest.raises(FormatError) as caught:
            rationale.loads(f'a = Create("Claim")\n{script}\n')
        assert (caught.value.line, words in str(caught.value)) == (line, True)

    def test_all_of_them_at_once(self) -> None:
        with pytest.raises(ArgmapError, match="not a map of Rationale: 2 problems"):
            rationale.loads('b = CreateChild(x, "Reason")\nc = CreateChild(y, "Reason")\n')

    @pytest.mark.parametrize("text", ["", "Rents rose.", "<argument/>", '{"a": 1}'])
    def test_other_texts_are_refused(self, text: str) -> None:
        with pytest.raises(FormatError, match=r"makes no boxes, expected box = Create"):
            rationale.loads(text)

    def test_files_are_known_by_their_suffix_and_only_read(self, tmp_path: Path) -> None:
        path = tmp_path / "tea.rtnl"
        path.write_text(TREE, encoding="utf-8")
        m = argmap.load(path)
        with pytest.raises(ArgmapError, match="the format 'rationale' is only read"):
            argmap.dump(m, path)
