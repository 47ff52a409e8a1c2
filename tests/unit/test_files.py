"""Files are read whole or not at all and written whole or not at all."""

from __future__ import annotations

import os
import stat
from functools import partial
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from argmap import filesystem
from argmap.cli import main
from argmap.errors import (
    ArgmapError,
    FileError,
    FormatError,
    InvalidMapError,
    RecordError,
    UnknownFormatError,
)
from argmap.exchange import dump, load
from argmap.exchange.registry import table
from argmap.messages import printable
from argmap.model import ArgumentMap, Claim, Relation, Source
from argmap.rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CAP = Claim("cap", "Rents should be capped.")
RENT = ArgumentMap.of(CAP, CAP.supports("cap"), title="Rent cap")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "rent.argmap.json"
    path.write_text("old", encoding="utf-8")
    return path


def only(path: Path) -> bool:
    """Whether the file is alone in its directory, so that nothing was left next to it."""
    return list(path.parent.iterdir()) == [path]


def test_round_trip_through_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rent.ARGMAP.json"
    dump(RENT, path)
    assert load(path) == load(str(path)) == RENT
    assert only(path)
    assert b"\r" not in path.read_bytes()


def test_a_named_format_has_priority_over_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "rent.doc"
    dump(RENT, path, format="argmap-json")
    assert load(path, format="argmap-json") == RENT


def test_a_dump_that_cannot_be_written_leaves_the_old_file(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError) as caught:
        dump(RENT, old)
    assert str(caught.value) == f"{old}: cannot write: no space left on device"
    assert old.read_text(encoding="utf-8") == "old"
    assert only(old)


def test_an_interrupted_dump_leaves_the_old_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        dump(RENT, old)
    assert old.read_text(encoding="utf-8") == "old"
    assert only(old)


def test_a_map_that_cannot_be_dumped_leaves_the_old_file(old: Path) -> None:
    with pytest.raises(RecordError, match="where an ArgumentMap is expected"):
        dump("no map", old)  # type: ignore[arg-type]
    assert old.read_text(encoding="utf-8") == "old"
    assert only(old)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_modes_are_those_of_the_old_file_or_of_new_ones(old: Path, tmp_path: Path) -> None:
    old.chmod(0o640)
    dump(RENT, old)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    (tmp_path / "plain").touch()
    new = tmp_path / "new.argmap.json"
    dump(RENT, new)
    assert new.stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.argmap.json"
    link.symlink_to(old)
    dump(RENT, link)
    assert link.is_symlink()
    assert load(old) == RENT


def test_longest_names_of_a_file_system_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 110 + ".argmap.json")
    dump(RENT, path)
    assert load(path) == RENT


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.argmap.json", "no such file or directory"),
        ("folder.argmap.json", "it is a folder, not a file"),
        ("nul\0.argmap.json", "embedded null byte"),
        ("x" * 300 + ".argmap.json", "file name too long"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows words it otherwise")
def test_files_that_cannot_be_read(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "folder.argmap.json").mkdir()
    with pytest.raises(FileError) as caught:
        load(tmp_path / name)
    assert str(caught.value) == printable(f"{tmp_path / name}: cannot read: {reason}")


@pytest.mark.parametrize("name", ["folder", "folder/", "folder.svg", "folder.argdown"])
def test_a_folder_is_called_a_folder_whatever_its_suffix(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    path = f"{tmp_path}/{name}"
    for call in (partial(load, path), partial(dump, RENT, path), partial(render, RENT, path)):
        with pytest.raises(FileError, match="it is a folder, not a file"):
            call()


@pytest.mark.parametrize("call", [load, partial(dump, RENT), partial(render, RENT)])
def test_an_empty_path_is_called_empty(call: Callable[[str], object]) -> None:
    with pytest.raises(FileError, match="the path is empty"):
        call("")


def test_a_missing_source_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text("Rents rise.", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        Source.from_file("release", tmp_path / "relase.txt")
    assert str(caught.value) == (
        f"{tmp_path}/relase.txt: cannot read: no such file or directory; did you mean '{tmp_path}/release.txt'?"
    )


@pytest.mark.parametrize("name", ["no/such/folder.argmap.json", "folder.argmap.json", "nul\0.argmap.json"])
def test_files_that_cannot_be_written(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.argmap.json").mkdir()
    with pytest.raises(FileError, match="cannot write"):
        dump(RENT, tmp_path / name)
    assert [p.name for p in tmp_path.iterdir()] == ["folder.argmap.json"]


@pytest.mark.parametrize("name", ["rent.doc", "rent", "rent.argmap"])
def test_unknown_suffixes_list_the_known_ones(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("x")
    for call in (lambda: load(path), lambda: dump(RENT, path)):
        with pytest.raises(UnknownFormatError) as caught:
            call()
        assert ".argmap.json" in caught.value.expected
        assert "format=" in caught.value.hint
    assert [p.read_text() for p in tmp_path.iterdir()] == ["x"]


def test_problems_in_a_file_name_the_file(old: Path) -> None:
    with pytest.raises(FormatError) as caught:
        load(old)
    assert str(caught.value).startswith(f"{old}: line 1, column 1: not JSON")
    old.write_text('{"argmap": "1.0", "claims": [{"id": "a", "by": "b"}, {"id": 3}]}', encoding="utf-8")
    with pytest.raises(ArgmapError) as several:
        load(old)
    assert str(several.value) == (
        f"{old}: not a valid argmap document: 1 problem\n  $.claims[1].id: expected str, got int"
    )
    old.write_text('{"argmap": "1.0", "claims": [{"id": "a", "by": "b"}]}', encoding="utf-8")
    with pytest.raises(InvalidMapError) as dangling:
        load(old)
    assert str(dangling.value).startswith(f"{old}: the records do not make a map")


def test_line_ends_are_written_as_they_are(tmp_path: Path) -> None:
    filesystem.write_text(tmp_path / "x", "a\nb\r\nc\r\ud7ff")
    assert (tmp_path / "x").read_bytes() == "a\nb\r\nc\r\ud7ff".encode()


@pytest.mark.parametrize("size", [0, 1, filesystem.CHUNK, filesystem.CHUNK + 1, 3 * filesystem.CHUNK])
def test_files_are_read_to_their_end_and_as_they_are(tmp_path: Path, size: int) -> None:
    content = (b"a\r\n\x1a" * size)[:size]
    (tmp_path / "x").write_bytes(content)
    assert filesystem.read_bytes(tmp_path / "x") == content
    assert filesystem.read_bytes(str(tmp_path / "x")) == content


def test_an_equal_map_is_the_same_file(tmp_path: Path) -> None:
    dump(RENT, tmp_path / "a.argmap.json")
    dump(
        ArgumentMap.of(Relation("support:cap>cap", "support", ["cap"], ["cap"]), CAP, title="Rent cap"),
        tmp_path / "b.argmap.json",
    )
    assert (tmp_path / "a.argmap.json").read_bytes() == (tmp_path / "b.argmap.json").read_bytes()


@pytest.mark.parametrize("name", ["", ".", "..", "/"])
def test_what_is_no_name_of_a_file_is_refused_also_where_there_are_files_next_to_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    quoted = ArgumentMap.of(Source("s", "Rents rose."), CAP)
    for row in table():
        for call in (lambda f: load(name, format=f), lambda f: dump(quoted, name, format=f, lossy="ignore")):
            with pytest.raises(ArgmapError):
                call(row.name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named_so_on_the_command_line(old: Path) -> None:
    old.chmod(0o000)
    done = CliRunner().invoke(main, ["check", str(old)])
    assert done.output == f"argmap: {old}: cannot read: permission denied\n"
    assert done.exit_code == 2
