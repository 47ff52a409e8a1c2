"""Folders of maps: nothing is written over unasked, and what cannot be converted is a line of the result."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from argmap.cli import main

posix = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no such files, or needs rights for them"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/m.apx").write_text("arg(a).")


def convert(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["convert", *arguments], catch_exceptions=False)


@pytest.mark.parametrize("target", ["in", "out"])
def test_a_file_that_is_there_is_not_written_over_unasked(target: str) -> None:
    Path(target).mkdir(exist_ok=True)
    Path(target, "m.tgf").write_text("precious")
    done = convert("in", target, "--from", "apx", "--to", "tgf")
    assert done.exit_code == 1
    out = Path(target, "m.tgf")
    assert (
        done.stderr
        == f"argmap: {out}: not written: the file is there already (pass --overwrite, or name another folder)\n"
    )
    assert done.stdout == f"{target}: 0 of 1 files written, 1 failed\n"
    assert out.read_text() == "precious"
    done = convert("in", target, "--from", "apx", "--to", "tgf", "--overwrite")
    assert (done.exit_code, done.stdout) == (0, f"{target}: 1 of 1 files written\n")
    assert out.read_text() == "a\n#\n"


@pytest.mark.parametrize("overwrite", [[], ["--overwrite"]])
def test_two_files_of_one_name_are_not_written_over_each_other(overwrite: list[str]) -> None:
    Path("in/m.af").write_text("p af 2\n")
    done = convert("in", "out", "--to", "tgf", *overwrite)
    assert done.exit_code == 1
    first, second = Path("in/m.af"), Path("out/m.tgf")
    assert f"argmap: {second}: not written: {first} takes this name" in done.stderr
    assert second.read_text() == "1\n2\n#\n"


@pytest.mark.parametrize("overwrite", [[], ["--overwrite"]])
def test_no_file_that_is_read_is_written_over(overwrite: list[str]) -> None:
    Path("in/m.tgf").write_text("b\n#\n")
    done = convert("in", "in", "--to", "tgf", *overwrite)
    assert done.exit_code == 1
    assert Path("in/m.tgf").read_text() == "b\n#\n"
    if sys.platform != "win32":  # nor under another name
        Path("other").mkdir()
        os.link("in/m.apx", "other/m.tgf")
        convert("in", "other", "--from", "apx", "--to", "tgf", *overwrite)
        assert Path("in/m.apx").read_text() == "arg(a)."
        assert Path("other/m.tgf").read_text() == "arg(a)."


@posix
def test_nothing_is_written_through_a_link_unasked() -> None:
    Path("out").mkdir()
    Path("out/m.tgf").symlink_to("../elsewhere")
    assert convert("in", "out", "--to", "tgf").exit_code == 1
    assert not Path("elsewhere").exists()


@posix
@pytest.mark.parametrize("there", [True, False])
def test_what_is_written_over_is_in_the_folder(there: bool) -> None:
    """A folder of somebody else may hold links to files of yours under the names of the new files."""
    if there:
        Path("elsewhere").write_text("precious")
    Path("in/m.tgf").symlink_to("../elsewhere")
    done = convert("in", "in", "--from", "apx", "--to", "tgf", "--overwrite")
    assert done.exit_code == 1
    assert done.stderr == "argmap: in/m.tgf: not written: it is a link that leads out of 'in'\n"
    assert Path("elsewhere").exists() == there
    assert not there or Path("elsewhere").read_text() == "precious"
    Path("in/m.tgf").unlink()
    Path("in/kept.tgf").touch()
    Path("in/m.tgf").symlink_to("kept.tgf")
    assert convert("in", "in", "--from", "apx", "--to", "tgf", "--overwrite").exit_code == 0
    assert Path("in/kept.tgf").read_text() == "a\n#\n"


@posix
def test_a_bad_entry_is_a_line_and_the_rest_goes_on() -> None:
    Path("in/loop.apx").symlink_to("loop.apx")
    Path("in/gone.apx").symlink_to("nowhere.apx")
    os.mkfifo("in/pipe.apx")
    Path("in/null.apx").symlink_to(os.devnull)
    Path("secret.apx").write_text("arg(secret).")
    Path("in/out.apx").symlink_to("../secret.apx")
    Path("in/again").symlink_to("..", target_is_directory=True)
    Path("in/zero.apx").write_text("arg(z).")
    Path("in/wrong.apx").write_text("arg(")
    Path("in/x.apx").mkdir()
    started = time.monotonic()
    done = convert("in", "out", "--to", "tgf")
    assert time.monotonic() - started < 10
    assert done.exit_code == 1
    assert done.stdout == "out: 2 of 8 files written, 6 failed\n"
    lines = dict(line.removeprefix("argmap: ").split(": ", 1) for line in done.stderr.splitlines())
    assert {Path(path).name for path in lines} == {
        f"{name}.apx" for name in ("loop", "gone", "pipe", "null", "out", "wrong")
    }
    assert "a pipe" in lines["in/pipe.apx"]
    assert "outside the folder" in lines["in/out.apx"]
    assert sorted(path.name for path in Path("out").iterdir()) == ["m.tgf", "zero.tgf"]


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_cannot_be_listed_is_a_line() -> None:
    Path("in/closed").mkdir(mode=0o000)
    done = convert("in", "out", "--to", "tgf")
    assert done.exit_code == 1
    assert done.stderr == "argmap: in/closed: cannot list the folder: permission denied\n"
    assert done.stdout == "out: 1 of 1 files written, 1 failed\n"


def test_a_folder_that_fails_to_list_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in/closed").mkdir()
    scan = os.scandir

    def refused(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    done = convert("in", "out", "--to", "tgf")
    assert (done.exit_code, done.stdout) == (1, "out: 1 of 1 files written, 1 failed\n")
    assert "cannot list the folder: permission denied" in done.stderr


def test_hidden_files_and_folders_are_left_out_and_counted() -> None:
    Path("in/.git").mkdir()
    Path("in/.git/x.apx").write_text("arg(x).")
    Path("in/.y.apx").write_text("arg(y).")
    done = convert("in", "out", "--to", "tgf")
    assert (done.exit_code, done.stdout) == (0, "out: 1 of 1 files written, 2 hidden left out\n")


@posix
def test_what_was_written_before_is_not_read_again_however_the_folder_is_called(tmp_path: Path) -> None:
    assert convert("in", str(tmp_path / "in" / "out"), "--to", "tgf").exit_code == 0
    (tmp_path / "way").symlink_to(tmp_path / "in", target_is_directory=True)
    done = convert("in", "way/out", "--to", "apx")
    assert done.stdout == "way/out: 1 of 1 files written\n"


def test_a_name_that_the_file_system_does_not_take_is_a_line() -> None:
    Path("in", "x" * 250 + ".af").write_text("p af 1\n")
    done = convert("in", "out", "--to", "argmap-json")
    assert (done.exit_code, done.stdout) == (1, "out: 1 of 2 files written, 1 failed\n")
    assert "cannot write: " in done.stderr


def test_a_file_in_the_way_of_the_folder_is_a_line() -> None:
    Path("out").write_text("mine")
    done = convert("in", "out", "--to", "tgf")
    assert done.exit_code == 1
    assert "out: cannot make the folder" in done.stderr
    assert Path("out").read_text() == "mine"


def test_notes_without_a_map_are_counted_and_the_rest_converted() -> None:
    Path("in/vault").mkdir()
    Path("in/vault/diary.md").write_text("Dear diary,\n")
    Path("in/vault/broken.qmd").write_text("```argdown\n[A]: a {x: [}\n```\n")
    Path("in/vault/rents.md").write_text("Prose\n\n```argdown\n[A]: a\n```\n")
    done = convert("in/vault", "out", "--to", "tgf", "--lossy", "ignore")
    assert done.exit_code == 1
    assert "broken.qmd" in done.stderr
    assert "diary" not in done.stderr
    assert done.stdout == "out: 1 of 3 files written, 1 without a map, 1 failed\n"
    assert Path("out/rents.tgf").read_text() == "A a\n#\n"
