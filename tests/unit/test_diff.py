"""What changed between two maps: each kind of change in words, the maps that changes fit, both states in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from click.testing import CliRunner

from argmap import (
    Argument,
    ArgumentMap,
    Claim,
    Diff,
    Evidence,
    Party,
    Quantity,
    Relation,
    Section,
    Source,
    Wording,
    diff,
    dump,
)
from argmap.change import Change
from argmap.cli import main
from argmap.errors import ArgmapError, FormatError, InvalidMapError

if TYPE_CHECKING:
    from pathlib import Path

RELEASE = Source("release", "Rents may rise by 3% a year. Rents rose by 8% in 2024.")
CAP = Claim(
    "cap", "Rents may rise by 3% a year.", by="council", quotes=[RELEASE.quote("Rents may rise by 3%")]
)
ROSE = Evidence("rose", "Rents rose by 8%.", by="council", figures=[Quantity(8, "percent")])
SHRINK = Claim("shrink", "A cap shrinks the supply of flats.", by="owners", via=["council"], tags=["law"])
STEP = ROSE.supports(CAP)
COUNCIL = Party("council", "City council", role="speaker")
OWNERS = Party("owners", "Owners' association", role="counterparty")
A = ArgumentMap.of(COUNCIL, OWNERS, RELEASE, CAP, ROSE, SHRINK, STEP, SHRINK.attacks(CAP), title="Rent cap")


def sentences(b: ArgumentMap, a: ArgumentMap = A, **options: Any) -> list[str]:
    d = diff(a, b, **options)
    assert d.apply(a) == b
    return [c.sentence for c in d.changes]


@pytest.mark.parametrize(
    ("b", "expected"),
    [
        (A.add(Claim("new", "Flats are dear.")), ["""claim 'new' is added: "Flats are dear.\""""]),
        (A.add(SHRINK.supports(ROSE)), ["relation 'support:shrink>rose' is added: 'shrink' supports 'rose'"]),
        (A.without(STEP), ["relation 'support:rose>cap' is removed: 'rose' supports 'cap'"]),
        (A.add(Party("press", "The Press")), ["""party 'press' is added: "The Press\""""]),
        (A.add(Section("s", "Rents")), ["""section 's' is added: "Rents\""""]),
        (
            A.replace(evolve(CAP, text="Rents may rise by 4% a year.")),
            [
                """claim 'cap' is reworded from "Rents may rise by 3% a year." to "Rents may rise by 4% a year.\""""
            ],
        ),
        (
            A.replace(evolve(CAP, title="The cap")),
            ["""the title of claim 'cap' is reworded from nothing to "The cap\""""],
        ),
        (
            A.replace(evolve(SHRINK, by="council", via=())),
            [
                "claim 'shrink' is held by 'council' instead of 'owners'",
                "claim 'shrink' is reported through nobody instead of 'council'",
            ],
        ),
        (
            A.replace(evolve(STEP, by="owners", kind="attack", targets="shrink")),
            [
                "relation 'support:rose>cap' attacks instead of supports",
                "relation 'support:rose>cap' aims at 'shrink' instead of 'cap'",
                "relation 'support:rose>cap' is drawn by 'owners' instead of nobody",
            ],
        ),
        (
            A.replace(evolve(ROSE, figures=[Quantity(9, "percent", qualifier="over")])),
            ["the figures of evidence 'rose' now have over 9 percent and no longer have 8 percent"],
        ),
        (
            A.replace(evolve(SHRINK, tags=["law", "key"], weight=0.5)),
            [
                "the tags of claim 'shrink' now have key",
                "the weight of claim 'shrink' is 0.5 instead of nothing",
            ],
        ),
        (
            A.replace(evolve(SHRINK, wordings=[Wording("Caps shrink it.")])),
            ["""the wordings of claim 'shrink' now have "Caps shrink it.\""""],
        ),
        (
            A.replace(evolve(CAP, quotes=[evolve(CAP.quotes[0], start=1, end=21)])),
            ["""the quotes of claim 'cap' are elsewhere in their sources: "Rents may rise by 3%\""""],
        ),
        (
            A.replace(evolve(COUNCIL, role="authority", data={"aif": {"id": 3}})),
            [
                "the role of party 'council' is authority instead of speaker",
                """the data of party 'council' now say 'aif': {"id": 3}""",
            ],
        ),
        (
            evolve(A, claims=[SHRINK, CAP], title="The cap", metadata={"year": 2024}),
            [
                """the title of the map is reworded from "Rent cap" to "The cap\"""",
                "the metadata of the map now say 'year': 2024",
                "claim 'cap' comes after 'shrink'",
            ],
        ),
    ],
)
def test_each_change_is_a_sentence(b: ArgumentMap, expected: list[str]) -> None:
    assert sentences(b) == expected


def test_a_record_under_another_id_is_a_guess_that_can_be_declined() -> None:
    b = A.renamed({"cap": "limit"}).replace(evolve(CAP, id="limit", text="Rents may rise by 4% a year."))
    assert sentences(b) == [
        "claim 'cap' is called 'limit' now (a guess: 96% alike)",
        f"""claim 'limit' is reworded from "{CAP.text}" to "Rents may rise by 4% a year." (a guess: 96% alike)""",
        "relation 'support:rose>cap' is called 'support:rose>limit' now",
        "relation 'attack:shrink>cap' is called 'attack:shrink>limit' now",
    ]
    assert str(diff(A, b)).startswith("2 changes: 1 renamed, 1 reworded; 2 more follow from these\n")
    kinds = [c.kind for c in diff(A, b, threshold=None).changes]
    assert sorted(set(kinds)) == ["added", "removed"]
    assert [c.kind for c in diff(A, b, threshold=0.97).changes if c.record == "claim"] == ["removed", "added"]


def test_of_a_long_text_only_the_difference_is_shown() -> None:
    text = "Rents rose. " * 200
    a, b = Source("s", text + "Fees fell." + text), Source("s", text + "Fees rose." + text)
    d = diff(ArgumentMap.of(a), ArgumentMap.of(b))
    assert d.apply(ArgumentMap.of(a)) == ArgumentMap.of(b)
    shown = str(d)
    assert "Fees fell" in shown
    assert "Fees rose" in shown
    assert len(shown) < 1000
    assert "sha256" not in shown  # it follows from the text
    assert [c.field for c in d.changes] == ["text", "sha256"]


def test_changes_of_another_map_are_refused_with_every_misfit() -> None:
    d = diff(A, A.without("shrink", cascade=True).replace(evolve(CAP, text="x")).add(Claim("new")))
    with pytest.raises(InvalidMapError) as caught:
        d.apply(ArgumentMap.of(evolve(CAP, text="y", by=None, quotes=()), Claim("new")))
    assert str(caught.value).splitlines() == [
        "the changes are those of another map: 4 problems",
        """  claim 'shrink' is removed: "A cap shrinks the supply of flats.": there is no claim with that id""",
        "  claim 'new' is added: there is one with that id already",
        """  claim 'cap' is reworded from "Rents may rise by 3% a year." to "x": its text is 'y'""",
        "  relation 'attack:shrink>cap' is removed: 'shrink' attacks 'cap': there is no relation with that id",
    ]


def test_what_a_record_should_follow_has_to_be_there() -> None:
    b = evolve(A, claims=[SHRINK, Claim("new"), CAP])
    other = ArgumentMap.of(*[r for r in A if r.id not in ("shrink", "attack:shrink>cap")], title=A.title)
    for later in (b, evolve(A, claims=[SHRINK, CAP])):
        with pytest.raises(InvalidMapError) as caught:
            diff(A, later).apply(other)
        assert "there is no claim 'shrink' that it could follow" in str(caught.value)


def test_relations_of_relations_are_found_under_other_ids() -> None:
    def of(step: str, doubt: str, more: str) -> ArgumentMap:
        relations = [
            Relation(more, "undercut", "shrink", doubt),
            Relation(doubt, "undercut", "shrink", step),
            Relation(step, "support", "rose", "cap"),
        ]
        return ArgumentMap.of(CAP, ROSE, SHRINK, COUNCIL, OWNERS, RELEASE, *relations)

    d = diff(of("a", "b", "c"), of("x", "y", "z"))
    assert [(c.kind, c.before, c.after, c.guess) for c in d.changes] == [
        ("renamed", "c", "z", True),
        ("renamed", "b", "y", True),
        ("renamed", "a", "x", True),
    ]


def test_changes_fit_every_map_that_has_what_they_are_about() -> None:
    d = diff(A, A.replace(evolve(CAP, text="x")))
    more = A.add(Claim("more"))
    assert d.apply(more) == more.replace(evolve(CAP, text="x"))


def test_a_record_of_another_type_is_removed_and_added() -> None:
    a = ArgumentMap.of(Claim("x", "Rents rose."), Argument("so"), Claim("y").undercuts("so"), Claim("y"))
    b = ArgumentMap.of(Evidence("x", "Rents rose."), Claim("so"), Claim("y"))
    d = diff(a, b)
    assert d.apply(a) == b
    both = d.both()
    assert [r.id for r in both] == ["x#2", "so", "y", "x", "so#2", "undercut:y>so"]
    assert both.relations[0].targets == ("so#2",)
    assert d.overlay().marks["x#2"].text == "REMOVED"
    assert d.overlay().marks["x"].text == "ADDED"


def test_both_states_mark_what_changed_and_what_was_before() -> None:
    b = A.without("rose", cascade=True).replace(evolve(CAP, text="Rents may rise by 4% a year.", by="owners"))
    overlay = diff(A, evolve(b, title="New", metadata={"year": 2024})).overlay()
    assert {i: (m.text, str(m.tone), m.note) for i, m in overlay.marks.items()} == {
        "rose": ("REMOVED", "removed", ""),
        "support:rose>cap": ("REMOVED", "removed", ""),
        "cap": ("REWORDED", "changed", "was “Rents may rise by 3% a year.”; was by City council"),
    }
    assert [(m.text, words) for m, words in overlay.meanings] == [
        ("REMOVED", "only in the earlier map"),
        ("REWORDED", "in other words"),
    ]
    assert overlay.title == "Changes from Rent cap to New"
    assert overlay.note == "1 change of parties, sources, sections or the map as a whole is not shown."


def test_quotes_of_a_shorter_source_keep_their_words_in_both_states() -> None:
    b = ArgumentMap.of(evolve(RELEASE, text="Rents."), title="Rent cap")
    both = diff(A, b).both()
    assert both["cap"].quotes[0].exact == "Rents may rise by 3%"  # type: ignore[union-attr]
    assert both["cap"].quotes[0].start is None  # type: ignore[union-attr]


def test_a_diff_that_was_read_has_no_maps_to_show() -> None:
    d = Diff.from_json(diff(A, A.without(STEP)).to_json())
    assert d.apply(A) == A.without(STEP)
    for ask in (d.both, d.overlay):
        with pytest.raises(ArgmapError, match="the diff has no maps"):
            ask()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", r"\$: found \[\]"),
        ('{"changes": [3]}', r"\$.changes\[0\]: found 3"),
        ('{"changes": [{"kind": "added", "record": "cliam"}]}', "did you mean 'claim'"),
        (
            '{"changes": [{"kind": "adde", "record": "claim", "id": "x", "field": "text"}]}',
            "did you mean 'added'",
        ),
        (
            '{"changes": [{"kind": "added", "record": "claim", "id": "x", "after": {"txt": 3}}]}',
            "did you mean 'text'",
        ),
        (
            '{"changes": [{"kind": "added", "record": "claim", "id": "x", "after": 3}]}',
            "the fields of a Claim",
        ),
        (
            '{"changes": [{"kind": "changed", "record": "claim", "id": "x", "field": "txt"}]}',
            "did you mean 'text'",
        ),
        ('{"changes": [{"kind": "moved", "record": "claim", "id": 3}]}', "text must be a string"),
        ('{"changes": [{"record": "claim", "id": "x", "wat": 1}]}', "unknown field of a change 'wat'"),
    ],
)
def test_json_that_is_no_list_of_changes_is_refused(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        Diff.from_json(text)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "added", "id": "x", "after": COUNCIL},
        {"kind": "changed", "id": "cap", "field": "text", "before": CAP.text, "after": 3},
        {"kind": "moved", "id": "cap", "field": "order", "after": 5},
        {"kind": "renamed", "id": "z", "field": "id", "before": "cap", "after": 5},
        {"kind": "changed", "id": "cap", "field": "quotes", "before": 3, "after": ()},
        {"kind": "changed", "id": "cap", "field": "id", "before": "cap", "after": "z"},
        {"kind": "changed", "id": "cap"},
    ],
)
def test_a_change_that_cannot_be_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ArgmapError):
        Change(record="claim", **fields)


def test_a_diff_shows_itself() -> None:
    d = diff(A, A.without(STEP))
    assert repr(d) == "<Diff: 1 change: 1 removed>"
    assert str(d) == "1 change: 1 removed\n- relation 'support:rose>cap' is removed: 'rose' supports 'cap'"
    assert str(diff(A, A)) == "no changes"
    assert "| removed | relation |" in d.to_markdown()
    assert "<td" in d._repr_html_()
    assert d.changes.rows()[0]["before"] == "'rose' supports 'cap'"
    assert len(d) == 1


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan"), "much", True])
def test_a_threshold_is_a_share(threshold: Any) -> None:
    with pytest.raises(ArgmapError, match="a number from 0 to 1 for 'threshold'"):
        diff(A, A, threshold=threshold)


class TestCommandLine:
    def run(self, *arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["diff", *arguments], prog_name="argmap")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, result.output

    @pytest.fixture(autouse=True)
    def _files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        dump(A, "a.argmap.json")
        dump(A.without(STEP), "b.argmap.json")

    def test_the_status_says_whether_there_is_a_difference(self) -> None:
        assert self.run("a.argmap.json", "a.argmap.json") == (0, "no changes\n")
        assert self.run("a.argmap.json", "b.argmap.json") == (1, f"{diff(A, A.without(STEP))}\n")
        assert self.run("a.argmap.json", "no.argmap.json")[0] == 2

    def test_json_and_markdown(self) -> None:
        d = diff(A, A.without(STEP))
        code, text = self.run("a.argmap.json", "b.argmap.json", "--json")
        assert (code, Diff.from_json(text)) == (1, d)
        assert self.run("a.argmap.json", "b.argmap.json", "--markdown") == (1, d.to_markdown())
        assert self.run("a.argmap.json", "b.argmap.json", "--json", "--markdown")[0] == 2

    @pytest.mark.engine
    def test_both_maps_are_drawn(self, tmp_path: Path) -> None:
        assert self.run("a.argmap.json", "b.argmap.json", "-o", "d.svg")[0] == 1
        assert "REMOVED" in (tmp_path / "d.svg").read_text(encoding="utf-8")
        assert self.run("a.argmap.json", "b.argmap.json", "-o", "d.xyz")[0] == 2

    def test_the_threshold_may_be_none(self) -> None:
        dump(A.renamed({"cap": "limit"}), "b.argmap.json")
        assert "a guess" in self.run("a.argmap.json", "b.argmap.json")[1]
        assert "a guess" not in self.run("a.argmap.json", "b.argmap.json", "--threshold", "none")[1]
        for bad in ("much", "2"):
            assert self.run("a.argmap.json", "b.argmap.json", "--threshold", bad)[0] == 2

    def test_the_null_device_is_an_empty_map(self) -> None:
        code, text = self.run("/dev/null", "b.argmap.json")
        assert code == 1
        assert "removed" not in text
