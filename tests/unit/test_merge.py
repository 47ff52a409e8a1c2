"""Two edits of a map together: what is in conflict, what stays then, and git that uses it."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

import pytest
from attrs import evolve
from click.testing import CliRunner

from argmap import (
    AcceptedFinding,
    Argument,
    ArgumentMap,
    Claim,
    Evidence,
    Party,
    Relation,
    Section,
    Source,
    dump,
    load,
    merge,
)
from argmap.cli import main

if TYPE_CHECKING:
    from pathlib import Path

COUNCIL, OWNERS = Party("council", "City council"), Party("owners", "Owners")
RELEASE = Source("release", "Rents may rise by 3% a year. Rents rose by 8% in 2024.")
CAP = Claim("cap", "Rents may rise by 3%.", by="council", tags=["law"], via=["owners"])
FEE = Claim("fee", "Fees fell.", data={"aif": {"id": 1, "seen": True}})
TAX = Claim("tax", "Taxes fell.")
STEP = FEE.supports(CAP)
BASE = ArgumentMap.of(
    COUNCIL, OWNERS, RELEASE, CAP, FEE, TAX, STEP, TAX.attacks(STEP), title="Rents", metadata={"year": 2024}
)


def merged(ours: ArgumentMap, theirs: ArgumentMap, base: ArgumentMap = BASE) -> tuple[ArgumentMap, list[str]]:
    found = merge(base, ours, theirs)
    assert ArgumentMap.of(*found.map, title=found.map.title, metadata=found.map.metadata) == evolve(
        found.map, data={}
    )
    return found.map, [c.sentence for c in found.conflicts]


def both(**fields: Any) -> tuple[ArgumentMap, ArgumentMap]:
    """Two edits of one claim that change fields to one value and to another."""
    sides = ({name: value[n] for name, value in fields.items()} for n in (0, 1))
    ours, theirs = (BASE.replace(evolve(CAP, **values)) for values in sides)
    return ours, theirs


@pytest.mark.parametrize(
    ("fields", "together"),
    [
        ({"tags": (["law", "a"], ["law", "b"])}, {"tags": ("law", "a", "b")}),
        ({"tags": ([], ["law", "b"])}, {"tags": ("b",)}),
        ({"tags": (["a"], ["law", "a"])}, {"tags": ("a",)}),
        ({"text": ("Up.", CAP.text), "weight": (None, 0.5)}, {"text": "Up.", "weight": 0.5}),
        ({"data": ({"x": {"a": 1}}, {"y": 2})}, {"data": {"x": {"a": 1}, "y": 2}}),
    ],
)
def test_edits_of_different_things_come_together(fields: dict[str, Any], together: dict[str, Any]) -> None:
    m, conflicts = merged(*both(**fields))
    assert conflicts == []
    assert m["cap"] == evolve(CAP, **together)


@pytest.mark.parametrize(
    ("fields", "conflict"),
    [
        (
            {"text": ("Up.", "Down.")},
            "the text of claim 'cap': ours “Up.”, theirs “Down.”, before “Rents may rise by 3%.”",
        ),
        ({"by": (None, "owners")}, "the by of claim 'cap': ours nothing, theirs “owners”, before “council”"),
        ({"tags": (["a"], ["b"])}, "the tags of claim 'cap': ours “a”, theirs “b”, before “law”"),
        (
            {"via": (["council"], ["owners", "council"])},
            "the via of claim 'cap': ours “council”, theirs “owners, council”, before “owners”",
        ),
        ({"weight": (0.25, 0.5)}, "the weight of claim 'cap': ours “0.25”, theirs “0.5”"),
        ({"data": ({"x": 1}, {"x": 2})}, "the data.x of claim 'cap': ours “1”, theirs “2”"),
    ],
)
def test_in_a_conflict_ours_stays(fields: dict[str, Any], conflict: str) -> None:
    ours, theirs = both(**fields)
    m, conflicts = merged(ours, theirs)
    assert conflicts == [conflict]
    assert m == ours


def test_what_one_removed_and_the_other_changed_stays() -> None:
    gone = BASE.without("cap", cascade=True)
    changed = BASE.replace(evolve(CAP, text="Up."))
    for sides, words in (((gone, changed), ("ours", "theirs")), ((changed, gone), ("theirs", "ours"))):
        m, conflicts = merged(*sides)
        assert conflicts == [
            f"claim 'cap' is removed in {words[0]}, and changed in {words[1]} (what changed: text)"
        ]
        assert m["cap"] == evolve(CAP, text="Up.")
        assert STEP not in m


def test_what_one_removed_and_the_other_refers_to_stays() -> None:
    gone = BASE.without("cap", cascade=True)
    used = BASE.add(TAX.supports(CAP), TAX.supports(STEP))
    m, conflicts = merged(gone, used)
    assert {"cap", "support:tax>cap", "support:fee>cap", "support:tax>support:fee>cap"} <= {r.id for r in m}
    assert len(conflicts) == 2
    assert all("is removed in ours, and needed in theirs" in c for c in conflicts)


def test_a_party_that_one_removed_and_the_other_lets_speak_stays() -> None:
    m, conflicts = merged(BASE.without("owners", cascade=True), BASE.add(Claim("new", by="owners")))
    assert conflicts == ["party 'owners' is removed in ours, and needed in theirs (referred to by 'new')"]
    assert OWNERS in m
    assert m["cap"] == evolve(CAP, via=())


def test_one_id_for_two_new_things_is_a_conflict() -> None:
    ours, theirs = BASE.add(Claim("new", "Ours.", tags="x")), BASE.add(Claim("new", "Theirs.", tags="x"))
    m, conflicts = merged(ours, theirs)
    assert conflicts == ["the text of claim 'new': ours “Ours.”, theirs “Theirs.”"]
    assert m == ours
    m, conflicts = merged(ours, BASE.add(Evidence("new")))
    assert conflicts == ["claim 'new' is of the type claim in ours, and evidence in theirs"]
    assert m == ours


def test_the_map_as_a_whole_is_merged_key_by_key() -> None:
    ours = evolve(BASE, title="Ours", metadata={"year": 2024, "by": "A"})
    theirs = evolve(BASE, title="Theirs", metadata={"place": "Riverside"})
    m, conflicts = merged(ours, theirs)
    assert conflicts == ["the title of the map: ours “Ours”, theirs “Theirs”, before “Rents”"]
    assert m.metadata == {"by": "A", "place": "Riverside"}


def test_a_new_text_of_a_source_on_both_sides_is_one_conflict() -> None:
    sides = [BASE.replace(Source("release", text)) for text in ("Rents.", "Fees.")]
    m, conflicts = merged(sides[0], sides[1])
    assert len(conflicts) == 1
    assert m == sides[0]


def test_two_orders_are_a_conflict_only_if_both_changed_it() -> None:
    ours = evolve(BASE, claims=[TAX, CAP, FEE])
    m, conflicts = merged(ours, BASE.add(Claim("new")))
    assert conflicts == []
    assert [c.id for c in m.claims] == ["tax", "new", "cap", "fee"]
    m, conflicts = merged(ours, evolve(BASE, claims=[FEE, CAP, TAX, Claim("new")]))
    assert conflicts == ["both put the records of the type claim in another order"]
    assert [c.id for c in m.claims if c.id != "new"] == ["tax", "cap", "fee"]
    assert "new" in m


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        (  # each is in the other
            [Section("a"), Section("b")],
            [Section("a", parent="b"), Section("b")],
            [Section("a"), Section("b", parent="a")],
        ),
        (  # a quote of a text that is shorter now
            [RELEASE, Claim("c")],
            [Source("release", "Rents."), Claim("c")],
            [RELEASE, Claim("c", quotes=[RELEASE.quote("Rents rose")])],
        ),
        (  # an undercut of what is no inference any more
            [Argument("a"), Claim("c")],
            [Claim("a"), Claim("c")],
            [Argument("a"), Claim("c"), Claim("c").undercuts("a")],
        ),
        (  # one says how, the other at what
            [Claim("c"), Claim("d"), Argument("a"), Relation("r", "attack", "c", "a")],
            [Claim("c"), Claim("d"), Argument("a"), Relation("r", "undercut", "c", "a")],
            [Claim("c"), Claim("d"), Argument("a"), Relation("r", "attack", "c", "d")],
        ),
    ],
)
def test_records_that_do_not_fit_together_are_conflicts(
    base: list[Any], ours: list[Any], theirs: list[Any]
) -> None:
    maps = [ArgumentMap.of(*records) for records in (base, ours, theirs)]
    m, conflicts = merged(maps[1], maps[2], maps[0])
    assert conflicts
    assert m == maps[1]


def test_both_may_put_records_in_one_new_order() -> None:
    ours, theirs = (evolve(BASE, claims=[FEE, CAP, TAX, Claim(new)]) for new in ("ours", "theirs"))
    m, conflicts = merged(ours, theirs)
    assert conflicts == []
    assert [c.id for c in m.claims[:3]] == ["fee", "cap", "tax"]


def accepting(m: ArgumentMap, id: str, reason: str) -> ArgumentMap:
    return evolve(m, accepted_findings=[*m.accepted_findings, AcceptedFinding("unquoted", id, reason)])


def test_findings_are_accepted_for_one_reason() -> None:
    ours = accepting(BASE, "cap", "It is so.")
    found = merge(BASE, ours, accepting(accepting(BASE, "cap", "It is so."), "fee", "It is so."))
    assert found.conflicts == ()
    assert [each.ids for each in found.map.accepted_findings] == [("cap",), ("fee",)]
    found = merge(BASE, ours, accepting(BASE, "cap", "Said in the interview."))
    assert [c.field for c in found.conflicts] == ["accepted_findings"]
    assert found.map == ours


def test_what_a_finding_is_accepted_about_stays() -> None:
    found = merge(BASE, BASE.without("tax", cascade=True), accepting(BASE, "tax", "It is so."))
    assert [c.sentence for c in found.conflicts] == [
        "claim 'tax' is removed in ours, and needed in theirs (referred to by 'accepted unquoted')"
    ]
    assert TAX in found.map


def test_what_was_accepted_goes_with_what_does_not_fit() -> None:
    base = ArgumentMap.of(RELEASE)
    new = base.add(Claim("c", quotes=[RELEASE.quote("Rents rose")]))
    found = merge(base, ArgumentMap.of(Source("release", "Rents.")), accepting(new, "c", "It is so."))
    assert found.map == ArgumentMap.of(Source("release", "Rents."))
    assert [(c.id, c.field) for c in found.conflicts] == [("c", ""), ("", "accepted_findings")]


def test_a_merge_shows_itself() -> None:
    found = merge(BASE, *both(weight=(0.25, 0.5)))
    assert str(found) == "1 conflict\nthe weight of claim 'cap': ours “0.25”, theirs “0.5”"
    assert repr(found).endswith("1 conflict>")
    assert found.conflicts.rows() == [
        {
            "record": "claim",
            "id": "cap",
            "field": "weight",
            "base": None,
            "ours": "0.25",
            "theirs": "0.5",
            "why": None,
        }
    ]


class TestCommandLine:
    TEXT = "// a note\n[cap]: Rents should\n  be capped.\n  - [shrink]: A cap shrinks supply.\n"

    def run(self, *arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(main, ["merge", *arguments], prog_name="argmap")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, result.stdout, result.stderr

    @pytest.fixture(autouse=True)
    def _here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        texts = {
            "base": self.TEXT,
            "ours": self.TEXT.replace("A cap shrinks", "Caps shrink"),
            "theirs": self.TEXT + "\n[fee]: Fees fell.\n",
            "other": self.TEXT.replace("A cap shrinks", "Ceilings shrink"),
        }
        for name, text in texts.items():
            for path in (tmp_path / f"{name}.argdown", tmp_path / name):
                path.write_text(text, encoding="utf-8")
        tmp_path.joinpath("empty").write_text("", encoding="utf-8")

    def test_the_layout_of_ours_stays(self) -> None:
        code, out, err = self.run("base.argdown", "ours.argdown", "theirs.argdown")
        assert (code, err) == (0, "")
        assert out == self.TEXT.replace("A cap shrinks", "Caps shrink") + "\n[fee]: Fees fell.\n"

    def test_conflicts_are_listed_and_the_status_says_so(self, tmp_path: Path) -> None:
        code, out, err = self.run("base.argdown", "ours.argdown", "other.argdown", "-o", "ours.argdown")
        assert (code, out) == (1, "")
        assert err == (
            "argmap: conflict: the text of claim 'shrink': ours “Caps shrink supply.”, theirs “Ceilings shrink "
            "supply.”, before “A cap shrinks supply.”\n"
        )
        assert "Caps shrink" in (tmp_path / "ours.argdown").read_text(encoding="utf-8")

    def test_files_without_a_suffix_are_read_as_the_one_that_is_named(self) -> None:
        assert self.run("base", "ours", "theirs", "--as", "sub/rent.argdown")[0] == 0
        assert self.run("base", "ours", "theirs", "--format", "argdown")[0] == 0
        assert self.run("base", "ours", "theirs")[0] == 2

    def test_an_empty_file_is_an_empty_map(self) -> None:
        code, out, _ = self.run("empty", "empty", "theirs.argdown", "--as", "rent.argdown")
        assert code == 0
        assert "[fee]: Fees fell." in out

    def test_other_formats_are_written_anew(self, tmp_path: Path) -> None:
        assert self.run("base.argdown", "ours.argdown", "theirs.argdown", "-o", "new.argmap.json")[0] == 0
        assert [c.id for c in load(tmp_path / "new.argmap.json").claims] == ["cap", "shrink", "fee"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
class TestGit:
    """The recipes of the guide."""

    ARGMAP = f"{shlex.quote(sys.executable)} -c 'from argmap.cli import main; main(prog_name=\"argmap\")'"
    RECIPES: Final = {
        "merge.argmap.driver": "argmap merge %O %A %B -o %A --as %P",
        "diff.argmap.command": 'f() { argmap diff "$2" "$5" --as "$1" || test $? -eq 1; }; f',
        "diff.outline.textconv": "argmap outline",
    }

    @pytest.fixture
    def repository(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        bin_ = tmp_path / "bin"
        bin_.mkdir()
        script = bin_ / "argmap"
        script.write_text(f'#!/bin/sh\nexec {self.ARGMAP} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(bin_), prepend=":")
        self.git("init", "-q", "-b", "main", ".")
        for name, value in {"user.name": "A", "user.email": "a@example.org", **self.RECIPES}.items():
            self.git("config", name, value)
        (tmp_path / "maps").mkdir()
        (tmp_path / "maps" / "release.txt").write_text("Rents rose.", encoding="utf-8")
        return tmp_path

    def git(self, *words: str, status: int = 0) -> str:
        done = subprocess.run(["git", *words], capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stderr
        return done.stdout + done.stderr

    def commit(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    HEAD = "===\nsources:\n  release:\n    file: release.txt\n===\n"
    QUOTE = '{quotes: [{source: release, exact: "Rents rose."}]}'

    def branches(self, repository: Path, kind: str, other: str) -> Path:
        (repository / ".gitattributes").write_text(f"*.argdown {kind}\n", encoding="utf-8")
        path = repository / "maps" / "rent.argdown"
        text = (
            f"{self.HEAD}// a note\n[cap]: Rents should\n  be capped.\n\n[rose]: Rents rose. {self.QUOTE}\n"
        )
        self.commit(path, text)
        self.git("checkout", "-q", "-b", "theirs")
        self.commit(path, text.replace("capped", other))
        self.git("checkout", "-q", "main")
        self.commit(
            path, text.replace("be capped", "be frozen").replace("[rose]: Rents", "[rose]: All rents")
        )
        return path

    def test_edits_of_different_claims_are_merged_where_lines_would_clash(self, repository: Path) -> None:
        path = self.branches(repository, "merge=argmap", "capped.\n  - [shrink]: Caps shrink supply")
        before = path.read_text(encoding="utf-8")
        self.git("merge", "theirs", "-m", "x")
        text = path.read_text(encoding="utf-8")
        assert text == before.replace("be frozen.\n", "be frozen.\n  - [shrink]: Caps shrink supply.\n")

    def test_a_conflict_is_one_for_git(self, repository: Path) -> None:
        path = self.branches(repository, "merge=argmap", "lower")
        before = path.read_text(encoding="utf-8")
        said = self.git("merge", "theirs", "-m", "x", status=1)
        assert "argmap: conflict: the text of claim 'cap'" in said
        assert "CONFLICT (content)" in said
        assert path.read_text(encoding="utf-8") == before
        assert self.git("status", "--short").startswith("UU")

    def test_git_diff_tells_the_changes(self, repository: Path) -> None:
        path = self.branches(repository, "diff=argmap", "lower")
        assert "~ claim 'cap' is reworded" in self.git("diff", "HEAD~1")
        path.write_text(f"{self.HEAD}[cap]: Rents should be low.\n", encoding="utf-8")
        said = self.git("diff")
        assert "- claim 'rose' is removed" in said
        path.unlink()
        assert "3 removed" in self.git("diff")

    def test_git_diff_shows_lines_of_the_outline(self, repository: Path) -> None:
        (repository / ".gitattributes").write_text("*.argmap.json diff=outline\n", encoding="utf-8")
        path = repository / "rent.argmap.json"
        dump(BASE, path)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        dump(BASE.replace(evolve(CAP, text="Up.")), path)
        said = self.git("diff")
        assert "-cap, thesis by City council, reported by Owners: Rents may rise by 3%." in said
        assert "+cap, thesis by City council, reported by Owners: Up." in said
