"""The command line: what it prints and how it exits, for good input and for bad."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import argmap
from argmap import (
    ArgumentMap,
    Claim,
    Diagnostic,
    Evidence,
    Party,
    Quantity,
    Quote,
    Recovered,
    Source,
    dump,
)
from argmap.cli import OTHER_WORDS, checking, main, reading
from argmap.exchange import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from argmap.exchange import Format

RELEASE = Source("release", "We do not say that fees were cut. Rents rose by 3 percent.")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def rent() -> str:
    """A map in whose quotes nothing is found."""
    council = Party("council", "City council", role="speaker")
    rose = Claim("rose", "Rents rose.", by=council, quotes=[RELEASE.quote("Rents rose by 3 percent.")])
    cut = Claim(
        "cut", "Fees were not cut.", by=council, quotes=[RELEASE.quote("We do not say that fees were cut.")]
    )
    return saved(ArgumentMap.of(council, RELEASE, rose, cut, cut.attacks(rose), title="Rent cap"))


def saved(m: ArgumentMap, name: str = "rent.argmap.json") -> str:
    dump(m, name)
    return name


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments, prog_name="argmap")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.engine
@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.svg", b"<?xml"),
        ("a.PNG", b"\x89PNG"),
        ("a.pdf", b"%PDF"),
        ("a.html", b"<!DOCTYPE html>"),
        ("a.dot", b"digraph"),
    ],
)
def test_render_writes_what_the_suffix_says(rent: str, name: str, start: bytes) -> None:
    result = run("render", rent, "-o", name, "--page", "none")
    assert result.exit_code == 0
    assert result.output.startswith(f"{name}: ")
    assert result.output.endswith("text 9.0 pt, the smallest 7.2 pt\n")
    assert Path(name).read_bytes().startswith(start)


@pytest.mark.engine
def test_render_passes_its_options_on(rent: str) -> None:
    assert run("render", rent, "-o", "plain.dot", "--page", "none").exit_code == 0
    result = run("render", rent, "-o", "other.dot", "--page", "none", "--labels", "--direction", "below")
    assert result.exit_code == 0
    plain, other = Path("plain.dot").read_text(), Path("other.dot").read_text()
    assert other.count("attacks") > plain.count("attacks")  # the label, besides the legend and the tooltip
    assert "rankdir=BT" in other
    assert "rankdir=BT" not in plain


@pytest.mark.engine
def test_render_warns_of_small_text() -> None:
    claims = [Claim(f"c{n}", "Rents should rise by at most three percent a year. " * 4) for n in range(100)]
    chain = [a.supports(b) for a, b in pairwise(claims)]
    result = run("render", saved(ArgumentMap.of(*claims, *chain)), "-o", "long.svg")
    assert result.exit_code == 0
    assert "argmap: warning: the smallest text is " in result.stderr
    assert "below 6 pt" in result.stderr
    assert Path("long.svg").exists()


def test_check_without_findings(rent: str) -> None:
    result = run("check", rent, "--rules", "sources")
    assert result.exit_code == 0
    assert result.output == "2 claims, 0 evidence, 1 relation, 2 quotes: 0 errors, 0 warnings, 0 info\n"


@pytest.mark.parametrize(
    "row", [row for row in FORMATS if row.reads and row.writes], ids=lambda row: row.name
)
def test_check_works_in_every_format(row: Format) -> None:
    absent = Claim("absent", "Wages fell.")
    dump(ArgumentMap.of(RELEASE, absent, absent.attacks(absent)), f"a{row.suffixes[0]}", lossy="ignore")
    result = run("check", f"a{row.suffixes[0]}")
    assert result.exit_code == 0
    assert "0 errors" in result.output


def test_check_exits_with_1_on_errors() -> None:
    absent = Claim("absent", "Wages fell.", quotes=[Quote("release", "Wages and prices fell together.")])
    result = run("check", saved(ArgumentMap.of(RELEASE, absent)))
    assert result.exit_code == 1
    assert "rent.argmap.json:11:5: error quote-absent: 'absent' quotes" in result.output
    assert "1 error, 0 warnings" in result.output


def test_check_exits_with_1_on_warnings_only_if_strict() -> None:
    rents = Evidence(
        "rents",
        "Rents rose by 30 percent.",
        figures=[Quantity(30, "percent")],
        quotes=[RELEASE.quote("Rents rose by 3 percent.")],
    )
    name = saved(ArgumentMap.of(RELEASE, rents))
    assert run("check", name).exit_code == 0
    strict = run("check", name, "--strict")
    assert strict.exit_code == 1
    assert "warning figure-not-quoted" in strict.output


def test_check_leaves_out_and_counts_what_is_accepted() -> None:
    absent = Claim("absent", "Wages fell.", quotes=[Quote("release", "Wages and prices fell together.")])
    m = ArgumentMap.of(RELEASE, absent)
    name = saved(m.accept_finding(argmap.check(m)[0], reason="It is in the annex.", by="Ana"))
    result = run("check", name, "--rules", "quote-absent")
    assert (result.exit_code, result.output) == (
        0,
        "1 claim, 0 evidence, 0 relations, 1 quote: 0 errors, 0 warnings, 0 info, 1 accepted\n",
    )
    listed = run("check", name, "--rules", "quote-absent", "--accepted")
    assert listed.exit_code == 0
    assert listed.output.splitlines()[0].endswith("[accepted: It is in the annex.]")
    assert json.loads(run("check", name, "--json").stdout)["maps"][0]["counts"]["accepted"] == 1
    (found,) = json.loads(run("check", name, "--json", "--accepted", "--rules", "quote-absent").stdout)[
        "maps"
    ][0]["findings"]
    assert found["accepted"] == {"reason": "It is in the annex.", "by": "Ana", "date": ""}
    sarif = json.loads(run("check", name, "--sarif", "--rules", "quote-absent").stdout)
    assert sarif["runs"][0]["results"][0]["suppressions"] == [
        {"kind": "inSource", "justification": "It is in the annex."}
    ]


def test_check_of_several_maps(rent: str) -> None:
    broken = saved(
        ArgumentMap.of(RELEASE, Claim("c", "x", quotes=[Quote("release", "gluons")])), "b.argmap.json"
    )
    result = run("check", rent, broken)
    assert result.exit_code == 1
    assert "rent.argmap.json: 2 claims, 0 evidence, 1 relation, 2 quotes: 0 errors" in result.output
    assert "b.argmap.json: 1 claim, 0 evidence, 0 relations, 1 quote: 1 error" in result.output
    Path("c.argdown").write_text("[Cap]: x\n  + [Capp\n\n(1) x\n")
    unread = run("check", "c.argdown", broken, "--json")
    assert unread.exit_code == 2
    assert [m["path"] for m in json.loads(unread.stdout)["maps"]] == [broken]
    assert "c.argdown:" in unread.stderr


def test_check_chooses_rules(rent: str) -> None:
    Path("map.argdown").write_text("[Cap]: Rents should be capped.\n  + [Cap]\n")
    assert run("check", "map.argdown", "--rules", "sources, debate").output.count("\n") == 1
    assert "self-relation" in run("check", "map.argdown", "--rules", "sources,self-relation").output
    wrong = run("check", rent, "--rules", "self-relatoin")
    assert wrong.exit_code == 2
    assert "unknown rule 'self-relatoin'" in wrong.stderr
    assert "did you mean 'self-relation'?" in wrong.stderr


def test_check_prints_json_with_places_of_the_text_and_of_the_source() -> None:
    Path("words.txt").write_text("Fees fell.\nWe do not say that rents rose.", encoding="utf-8")
    Path("map.argdown").write_text(
        "===\nsources: {s: {file: words.txt}}\n===\n\n[Rents]: Rents rose. {source: s, quote: rents rose}\n"
    )
    (found,) = json.loads(run("check", "map.argdown", "--json", "--rules", "quote-cut-negation").stdout)[
        "maps"
    ][0]["findings"]
    assert (found["code"], found["ids"], found["words"]) == (
        "quote-cut-negation",
        ["Rents", "s"],
        "rents rose",
    )
    assert (found["line"], found["column"], found["source"], found["start"], found["end"]) == (
        5,
        1,
        "s",
        30,
        40,
    )
    assert found["documentation"].endswith("findings.html#quote-cut-negation")
    log = json.loads(run("check", "map.argdown", "--sarif", "--rules", "quote-cut-negation").stdout)
    assert log["version"] == "2.1.0"
    (one_run,) = log["runs"]
    (rule,) = one_run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["defaultConfiguration"], rule["properties"]) == (
        "quote-cut-negation",
        {"level": "warning"},
        {"tags": ["sources"]},
    )
    (result,) = one_run["results"]
    assert result["partialFingerprints"] == {"argmapFinding/v1": found["fingerprint"]}
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "map.argdown"},
        "region": {"startLine": 5, "startColumn": 1},
    }
    assert result["relatedLocations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "words.txt"},
        "region": {"startLine": 2, "startColumn": 20, "endLine": 2, "endColumn": 30},
    }


def test_a_fingerprint_stays_when_lines_move_and_differs_by_what_is_found() -> None:
    def prints(text: str) -> list[str]:
        Path("map.argdown").write_text(text)
        return [
            f["fingerprint"]
            for f in json.loads(run("check", "map.argdown", "--json").stdout)["maps"][0]["findings"]
        ]

    before = prints("[Cap]: x\n  + [Cap]\n\n[Alone]: y\n")
    assert len({*before}) == len(before) == 2
    assert prints("\n\n[Alone]: y\n\n[Cap]: x\n  + [Cap]\n")[::-1] == before


def test_a_watched_map_is_checked_again_when_it_is_saved(tmp_path: Path) -> None:
    source = tmp_path / "map.argdown"
    source.write_text("[Cap]: x\n  + [Cap]\n")
    command = [sys.executable, "-c", "from argmap.cli import main; main()", "check", str(source), "--watch"]
    printed = tmp_path / "printed"
    with printed.open("w") as out, subprocess.Popen(command, stdout=out, text=True) as watching:
        try:
            _until(lambda: "self-relation" in printed.read_text())
            source.write_text("[Cap]: x\n  + [Caps]: y\n")
            _until(lambda: "2 claims" in printed.read_text())
        finally:
            watching.terminate()
    assert run("check", "-", "--watch").exit_code == 2


def test_outline(rent: str) -> None:
    result = run("outline", rent)
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "Rent cap"
    assert "  - cut, claim by City council: Fees were not cut." in result.output


@pytest.mark.parametrize("command", [[], *([name] for name in main.commands)])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_has_an_example(command: list[str], option: str) -> None:
    result = run(*command, option)
    assert result.exit_code == 0
    assert result.output.startswith("Usage: argmap")
    assert " ".join(["argmap", *command]) in result.output.partition("Example")[2]


def test_other_words_lead_to_commands() -> None:
    assert set(OTHER_WORDS.values()) == set(main.commands)
    assert not OTHER_WORDS.keys() & main.commands.keys()


@pytest.mark.parametrize("command", [["check"], ["outline"], ["render", "-o", "map.svg"]])
class TestInputThatCannotBeRead:
    """Status 2, one message that starts with the file's name, and nothing written."""

    def refused(self, command: list[str], name: str) -> str:
        result = run(*command, name)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.startswith(f"argmap: {name}: ")
        assert "Traceback" not in result.stderr
        assert not Path("map.svg").exists()
        return result.stderr.removeprefix(f"argmap: {name}: ")

    def test_missing(self, command: list[str]) -> None:
        assert self.refused(command, "nowhere.argmap.json").startswith("cannot read: ")

    def test_a_directory(self, command: list[str]) -> None:
        Path("d.argmap.json").mkdir()
        result = run(*command, "d.argmap.json")
        assert result.exit_code == 2
        assert "it is a folder, not a file" in result.stderr.lower()

    def test_unknown_suffix(self, command: list[str]) -> None:
        Path("map.doc").write_text("claims: []")
        message = self.refused(command, "map.doc")
        assert ".argmap.json" in message

    def test_broken_json(self, command: list[str]) -> None:
        Path("broken.argmap.json").write_text('{"argmap": "1.0",\n "claims": [')
        assert self.refused(command, "broken.argmap.json").startswith("line 2, column ")

    def test_not_utf8(self, command: list[str]) -> None:
        Path("latin.argmap.json").write_bytes(b'{"argmap": "1.0", "title": "caf\xe9"}')
        assert "not UTF-8" in self.refused(command, "latin.argmap.json")

    def test_every_problem_on_a_line_of_its_own(self, command: list[str]) -> None:
        claims = [{"id": "a", "txt": "?"}, {"id": "b", "by": 7}]
        Path("wrong.argmap.json").write_text(json.dumps({"argmap": "1.0", "claims": claims}))
        _, first, second = self.refused(command, "wrong.argmap.json").splitlines()
        assert first.startswith("  $.claims[0]: unknown key 'txt'")
        assert second.startswith("  $.claims[1].by: ")

    def test_references_that_lead_nowhere(self, command: list[str]) -> None:
        Path("loose.argmap.json").write_text('{"argmap": "1.0", "claims": [{"id": "a", "by": "nobody"}]}')
        assert "$.claims[0].by: " in self.refused(command, "loose.argmap.json")


def test_a_picture_with_an_unknown_suffix(rent: str) -> None:
    result = run("render", rent, "-o", "map.jpeg")
    assert result.exit_code == 2
    assert result.stderr.startswith("argmap: map.jpeg: no picture is written with the suffix '.jpeg'")


@pytest.mark.engine
def test_a_picture_that_cannot_be_written(rent: str) -> None:
    result = run("render", rent, "-o", "nowhere/map.svg", "--page", "none")
    assert result.exit_code == 2
    assert result.stderr.startswith("argmap: nowhere/map.svg: cannot write: ")


@pytest.mark.skipif(sys.platform == "win32", reason="paths are looked up otherwise")
@pytest.mark.engine
def test_an_engine_that_is_not_installed(rent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = run("render", rent, "-o", "map.svg", "--engine", "system", "--page", "none")
    assert result.exit_code == 2
    assert "no Graphviz is installed" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["render", "x.argmap.json"],
            "argmap: missing option '-o' / '--output' (see argmap render --help)",
        ),
        (
            ["render", "x.argmap.json", "-o", "x.svg", "--page", "a55"],
            "unknown page 'a55', expected one of: a4,",
        ),
        (["render", "x.argmap.json", "-o", "x.svg", "--timeout", "soon"], "'soon' is not a valid float"),
        (["check"], "missing argument 'MAP...'"),
        (["rendr"], "; did you mean 'render'? (see argmap --help)"),
        (["check", "x", "--strickt"], "no such option '--strickt'; did you mean '--strict'?"),
        (["--verson"], "argmap: no such option '--verson'"),
        (["check", "."], "argmap: .: cannot read: it is a folder, not a file"),
        (["draw", "x.svg"], "no such command 'draw'; did you mean 'render'? (see argmap --help)"),
        (["Plot"], "no such command 'Plot'; did you mean 'render'?"),
        (["validate"], "no such command 'validate'; did you mean 'check'?"),
        (["tree"], "no such command 'tree'; did you mean 'outline'?"),
        (["export"], "no such command 'export'; did you mean 'convert'?"),
        (["xyz"], "no such command 'xyz' (see argmap --help)"),
    ],
)
def test_wrong_use(arguments: list[str], expected: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert expected in result.stderr


@pytest.mark.parametrize("timeout", ["0", "-1", "nan"])
def test_a_timeout_that_is_not_positive(rent: str, timeout: str) -> None:
    result = run("render", rent, "-o", "map.svg", "--timeout", timeout)
    assert result.exit_code == 2
    assert "timeout is " in result.stderr


class TestConvert:
    def test_a_file(self, rent: str) -> None:
        result = run("convert", rent, "copy.argmap.json")
        assert (result.exit_code, result.output) == (0, "copy.argmap.json: written\n")
        assert Path("copy.argmap.json").read_bytes() == Path(rent).read_bytes()

    def test_formats_can_be_named(self, rent: str) -> None:
        Path(rent).rename("rent.txt")
        result = run("convert", "rent.txt", "copy.txt", "--from", "argmap-json", "--to", "argmap-json")
        assert result.exit_code == 0
        assert Path("copy.txt").read_bytes() == Path("rent.txt").read_bytes()

    def test_losses_are_reported_refused_or_ignored(self) -> None:
        saved(ArgumentMap.of(Party("council"), cap := Claim("cap", weight=0.5), cap.attacks(cap)))
        reported = run("convert", "rent.argmap.json", "a.tgf")
        assert reported.exit_code == 0
        assert reported.stderr.splitlines() == [
            "a.tgf: warning: tgf cannot hold everything: 2 losses",
            "  'council': the party is lost",
            "  'cap': weight: 0.5 is lost",
        ]
        refused = run("convert", "rent.argmap.json", "b.tgf", "--lossy", "error")
        assert refused.exit_code == 2
        assert refused.stderr.startswith("argmap: b.tgf: tgf cannot hold everything: 2 losses")
        ignored = run("convert", "rent.argmap.json", "c.tgf", "--lossy", "ignore")
        assert (ignored.exit_code, ignored.stderr) == (0, "")
        assert [p.name for p in sorted(Path().glob("*.tgf"))] == ["a.tgf", "c.tgf"]

    def test_a_folder_keeps_its_subfolders(self, rent: str) -> None:
        for place in ("maps/a", "maps/b/c"):
            Path(place).mkdir(parents=True)
        for name in ("maps/x.argmap.json", "maps/a/x.json", "maps/b/c/y.ARGMAP.json"):
            shutil.copy(rent, name)
        Path("maps/notes.doc").write_text("no map")
        Path("maps/notes.json").write_text("{}")
        result = run("convert", "maps", "maps/new", "--to", "argmap-json")
        assert result.exit_code == 0
        assert result.stderr.startswith("maps/notes.json: not converted: the text is none of: argmap-json")
        assert result.stdout == "maps/new: 3 of 4 files written, 1 of no known format\n"
        written = {str(p) for p in Path("maps/new").rglob("*") if p.is_file()}
        assert written == {f"maps/new/{n}.argmap.json" for n in ("x", "a/x", "b/c/y")}
        again = run("convert", "maps", "maps/new", "--to", "argmap-json", "--overwrite")
        assert again.stdout == result.stdout

    def test_from_selects_the_files_that_may_be_of_that_format(self, rent: str) -> None:
        Path("maps").mkdir()
        for name in ("a.argmap.json", "b.json", "c.argdown", "d.yaml"):
            shutil.copy(rent, f"maps/{name}")
        result = run("convert", "maps", "new", "--from", "argmap-json", "--to", "argmap-json")
        assert result.stdout == "new: 2 of 2 files written\n"

    def test_a_text_next_to_a_map_does_not_overwrite_it(self, rent: str) -> None:
        Path("maps").mkdir()
        shutil.copy(rent, "maps/rent.argmap.json")
        Path("maps/rent.txt").write_text("Rents rose.")
        result = run("convert", "maps", "new", "--to", "gexf")
        assert (result.exit_code, result.stdout) == (0, "new: 1 of 2 files written, 1 of no known format\n")

    def test_files_that_fail_are_listed_and_the_others_written(self, rent: str) -> None:
        Path("maps").mkdir()
        shutil.copy(rent, "maps/b.argmap.json")
        for name in ("a", "c"):
            Path(f"maps/{name}.argmap.json").write_text('{"argmap": "1.0",\n')
        result = run("convert", "maps", "new", "--to", "argmap-json")
        assert result.exit_code == 1
        assert result.stdout == "new: 1 of 3 files written, 2 failed\n"
        first, second = result.stderr.splitlines()
        assert first.startswith("argmap: maps/a.argmap.json: line 2, column 1: not JSON")
        assert second.startswith("argmap: maps/c.argmap.json: line 2, column 1: not JSON")

    def test_a_text_next_to_its_annotations_is_a_part_of_them(self) -> None:
        Path("maps").mkdir()
        Path("maps/a.ann").write_text("T1\tClaim 0 3\tTea\n")
        for name in ("a", "b"):
            Path(f"maps/{name}.txt").write_text("Tea")
        result = run("convert", "maps", "new", "--to", "argmap-json")
        assert result.stdout == "new: 1 of 3 files written, 2 of no known format\n"
        assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["maps/b.txt"]
        again = run("convert", "new", "brat", "--to", "brat")
        assert (again.exit_code, again.stderr) == (0, "")
        assert [p.name for p in sorted(Path("brat").iterdir())] == ["a.ann", "a.txt"]

    def test_many_losses_are_reported_by_kind(self) -> None:
        claims = [Claim(f"c{n}", f"Rents rose in {n}.", weight=0.5, kind="fact") for n in range(12)]
        name = saved(ArgumentMap.of(*claims))
        few = run("convert", name, "a.tgf").stderr
        assert few.count("\n") == 4
        assert "  'c0', 'c1', 'c2', 'c3' and 8 more: kind is lost\n" in few
        each = run("convert", name, "a.tgf", "--each").stderr
        assert each.count("\n") == 25
        assert "  'c11': kind: 'fact' is lost\n" in each

    def test_refused_losses_name_their_files(self) -> None:
        Path("maps").mkdir()
        for name in ("a", "b"):
            saved(ArgumentMap.of(Claim("cap", weight=0.5)), f"maps/{name}.argmap.json")
        result = run("convert", "maps", "new", "--to", "tgf", "--lossy", "error")
        assert (result.exit_code, result.stdout) == (1, "new: 0 of 2 files written, 2 failed\n")
        assert [line.split(": ")[1] for line in result.stderr.splitlines()] == ["new/a.tgf", "new/b.tgf"]

    def test_no_file_overwrites_another(self, rent: str) -> None:
        Path("maps").mkdir()
        shutil.copy(rent, "maps/a.json")
        shutil.copy(rent, "maps/a.argmap.json")
        result = run("convert", "maps", "new", "--to", "argmap-json")
        assert result.exit_code == 1
        assert "argmap: new/a.argmap.json: not written: maps/a.argmap.json takes this name" in result.stderr
        before = Path("maps/a.argmap.json").read_bytes()
        onto = run("convert", "maps", "maps", "--to", "argmap-json")
        assert onto.exit_code == 1
        assert onto.stdout == "maps: 0 of 2 files written, 2 failed\n"
        assert Path("maps/a.argmap.json").read_bytes() == before

    def test_folders_that_cannot_be_made(self, rent: str) -> None:
        Path("maps").mkdir()
        shutil.copy(rent, "maps/a.json")
        result = run("convert", "maps", f"{rent}/new", "--to", "argmap-json")
        assert result.exit_code == 1
        assert f"argmap: {rent}/new: cannot make the folder: not a directory" in result.stderr

    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            (["here", "there"], "a folder needs --to"),
            (["here", "there", "--to", "argdwn"], "did you mean 'argdown'"),
            (["here", "there", "--to", "argdown", "--from", "mermaid"], "'mermaid' is only written"),
            (["nowhere.argmap.json", "x.argmap.json"], "cannot read"),
            (["nowhere", "x.argmap.json"], "argmap: nowhere: cannot read: no such file"),
            (["x.argmap.json"], "missing argument 'OUT'"),
            (["x", "y", "--lossy", "maybe"], "'maybe' is not one of"),
        ],
    )
    def test_wrong_use(self, arguments: list[str], expected: str) -> None:
        Path("here").mkdir()
        result = run("convert", *arguments)
        assert result.exit_code == 2
        assert expected in result.stderr


def test_formats_are_listed() -> None:
    result = run("formats")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert [line.split()[0] for line in lines] == [row.name for row in FORMATS]
    for line, row in zip(lines, FORMATS, strict=True):
        assert all(suffix in line for suffix in row.suffixes)
        assert ("reads" in line, "writes" in line) == (row.reads, row.writes)
        assert line.endswith(row.description)


class TestDiagnosticsOfReaders:
    """Oddities come with the place as editors follow it; information only where reading is the point."""

    @pytest.fixture(autouse=True)
    def _odd(self, monkeypatch: pytest.MonkeyPatch) -> None:
        diagnostics = (
            Diagnostic("odd", "warning", "this is odd", 3, 5, hint="fix it"),
            Diagnostic("so", "info", "read so", path="$.nodes[3]"),
        )
        Path("odd.argmap.json").write_text("{}")
        for module in (reading, checking):
            monkeypatch.setattr(module, "read_opened", lambda *_: Recovered(ArgumentMap(), diagnostics))

    @pytest.mark.parametrize("command", ["check", "outline"])
    def test_are_printed(self, command: str) -> None:
        result = run(command, "odd.argmap.json", "--format", "argmap-json")
        assert result.exit_code == 0
        odd = "odd.argmap.json:3:5: warning: this is odd; fix it (odd)\n"
        info = "odd.argmap.json:$.nodes[3]: info: read so (so)\n"
        assert result.stderr == odd + (info if command == "check" else "")


def test_check_reports_errors_and_warnings_of_a_text_at_once() -> None:
    Path("map.argdown").write_text(
        "[Cap]: Rents should be capped.\n  + [Capp]\n\n[Shrink]: It shrinks. {by: [}\n"
    )
    result = run("check", "map.argdown")
    assert result.exit_code == 2
    assert "map.argdown:2:5: warning: [Capp] is not defined" in result.stderr
    assert "map.argdown:4:29: error: the data of an element: not YAML" in result.stderr
    assert "[Shrink]: It shrinks. {by: [}\n" in result.stderr
    assert result.stderr.endswith(
        "argmap: map.argdown: 1 error, 1 warning, 0 info; the map is checked when it has no errors\n"
    )


def test_hints_name_options_of_the_command(rent: str) -> None:
    Path("map.txt").write_text("rents")
    assert "(name it with --format)" in run("check", "map.txt").stderr
    assert "(name it with --from)" in run("convert", "map.txt", "map.argdown").stderr
    assert "or name the format with --to)" in run("convert", rent, "map.foo").stderr
    assert "(render draws pictures)" in run("convert", rent, "map.svg").stderr
    lossy = run("convert", rent, "map.tgf", "--lossy", "error")
    assert "(pass --lossy ignore to write" in lossy.stderr


@pytest.mark.engine
def test_a_map_with_nothing_to_draw_gives_a_warning() -> None:
    result = run("render", saved(ArgumentMap.of(title="Rent cap")), "-o", "map.svg", "--page", "none")
    assert result.exit_code == 0
    assert "argmap: warning: rent.argmap.json holds nothing to draw" in result.stderr


def test_a_watched_map_is_drawn_again_when_it_is_saved(tmp_path: Path) -> None:
    source, picture, words = (tmp_path / name for name in ("map.argdown", "map.dot", "words.txt"))
    source.write_text("[Cap]: Rents should be capped.\n")
    program = "from argmap.cli import main; main()"
    command = [sys.executable, "-c", program, "render", str(source), "-o", str(picture), "--watch"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as watching:
        try:
            _until(lambda: picture.exists() and "Rents should be capped." in picture.read_text())
            source.write_text("[Cap]: {by: [\n")
            assert watching.stderr is not None
            words.write_text("Rents rose by 3%.")
            source.write_text(
                "===\nsources: {s: {file: words.txt, title: Old title}}\n===\n\n[Cap]: A cap shrinks the supply.\n"
            )
            _until(lambda: "A cap shrinks the supply." in picture.read_text())
            before = picture.stat().st_mtime_ns
            time.sleep(0.1)
            words.write_text("Rents rose by 4%.")  # a source of the map
            _until(lambda: picture.stat().st_mtime_ns > before)
        finally:
            watching.terminate()


def _until(true: Callable[[], bool]) -> None:
    for _ in range(300):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to be within 30 seconds")


def test_findings_in_a_text_name_their_line(tmp_path: Path) -> None:
    source = tmp_path / "map.argdown"
    source.write_text("[Cap]: Rents should be capped.\n  + [Cap]\n\n[Alone]: x\n")
    result = CliRunner().invoke(main, ["check", str(source)])
    assert f"{source}:1:1: " in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--layout", "disput"], "did you mean 'dispute'?"),
        (["--evidence", "row"], "did you mean 'rows'?"),
        (["--evidnce", "rows"], "did you mean '--evidence'?"),
    ],
)
def test_a_value_that_an_option_does_not_have_names_the_one_that_is_meant(
    arguments: list[str], words: str
) -> None:
    result = run("render", "rent.argmap.json", "-o", "x.svg", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
