"""What becomes of the file that is written over: its mode, its owner, its other names; and what is no file."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import warnings
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from argmap.cli import main
from argmap.errors import FileError
from argmap.exchange import dump
from argmap.filesystem import FileWarning, read_bytes, write_bytes, writing
from argmap.model import ArgumentMap, Claim, Source

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files and modes")
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o777, 0o400])
def test_what_is_written_is_never_open_to_more_people_than_the_old_file(
    tmp_path: Path, mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.touch()
    path.chmod(mode)
    modes = []
    opening, syncing = os.open, os.fsync

    def opened(*arguments: Any, **more: Any) -> int:
        descriptor = opening(*arguments, **more)
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return descriptor

    def synced(descriptor: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        syncing(descriptor)

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(os, "fsync", synced)
    write_bytes(path, b"secret")
    monkeypatch.undo()
    before, during, *_ = modes
    assert before == 0o600  # empty
    assert during == stat.S_IMODE(path.stat().st_mode) == mode


@posix
@pytest.mark.skipif(not ROOT, reason="only root may give files away")
def test_the_owner_is_kept_where_the_system_allows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.touch()
    os.chown(path, 12345, 23456)
    path.chmod(0o640)
    write_bytes(path, b"x")
    assert (path.stat().st_uid, path.stat().st_gid, stat.S_IMODE(path.stat().st_mode)) == (
        12345,
        23456,
        0o640,
    )

    def refused(*_: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refused)
    with pytest.warns(FileWarning, match="a: the owner of the old file could not be kept"):
        write_bytes(path, b"y")
    assert path.read_bytes() == b"y"


@posix
def test_other_names_of_a_file_keep_the_old_text_and_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    os.link(path, tmp_path / "b")
    with pytest.warns(FileWarning, match="other names of this file"):
        write_bytes(path, b"new")
    assert ((tmp_path / "a").read_text(), (tmp_path / "b").read_text()) == ("new", "old")
    (tmp_path / "c.tgf").write_text("1\n#\n")
    os.link(path, tmp_path / "d.apx")
    done = CliRunner().invoke(main, ["convert", str(tmp_path / "c.tgf"), str(tmp_path / "d.apx")])
    warning = "other names of this file (hard links) still have the old content"
    assert f"argmap: warning: {tmp_path / 'd.apx'}: {warning}\n" in done.output
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_bytes(path, b"newer")


@posix
def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    path = tmp_path / "a"
    os.mkfifo(path)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(path.read_bytes()))
    reader.start()
    content = b"x" * 200_000
    for _ in range(1000):  # until it is open on the other side
        try:
            write_bytes(path, content)
        except FileError:
            continue
        break
    reader.join(10)
    assert found == [content]
    assert stat.S_ISFIFO(path.stat().st_mode)
    assert left(tmp_path) == ["a"]


@posix
def test_a_pipe_that_nobody_reads_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a"
    os.mkfifo(path)
    with pytest.raises(FileError, match="a: cannot write: nobody reads this pipe"):
        write_bytes(path, b"x")


@posix
def test_a_device_is_written_into_and_never_replaced(tmp_path: Path) -> None:
    write_bytes(os.devnull, b"x")
    link = tmp_path / "null"
    link.symlink_to(os.devnull)
    write_bytes(link, b"x")
    assert Path(os.devnull).is_char_device()
    assert left(tmp_path) == ["null"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_device_is_an_error() -> None:
    with pytest.raises(FileError, match="/dev/full: cannot write: no space left on device"):
        write_bytes("/dev/full", b"x" * 100_000)


@posix
@pytest.mark.parametrize("what", ["a folder", "a socket"])
def test_other_things_are_refused_by_their_names(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket  # noqa: PLC0415 - not on every system

    monkeypatch.chdir(tmp_path)
    if what == "a folder":
        (tmp_path / "a").mkdir()
    else:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("a")
    with pytest.raises(FileError, match=f"cannot write: it is {what}, not a file"):
        write_bytes(tmp_path / "a", b"x")
    assert left(tmp_path) == ["a"]


@posix
@pytest.mark.parametrize("redirection", [">", ">>"])
def test_standard_output_by_its_name_is_written_into(tmp_path: Path, redirection: str) -> None:
    (tmp_path / "out").write_text("before\n")
    code = "from argmap.filesystem import write_bytes; print('first', flush=True); write_bytes('/dev/stdout', b'x\\n')"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with (tmp_path / "out").open("a" if redirection == ">>" else "w") as out:
        subprocess.run([sys.executable, "-c", code], check=True, env=env, stdout=out)
    assert (tmp_path / "out").read_text() == ("before\n" if redirection == ">>" else "") + "first\nx\n"
    assert left(tmp_path) == ["out"]


@pytest.mark.parametrize("name", ["loop", "loop/a"])
@posix
def test_a_link_in_a_circle_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(FileError, match="cannot write: too many levels of symbolic links"):
        write_bytes(tmp_path / name, b"x")
    assert left(tmp_path) == ["loop"]


@posix
def test_what_a_crash_left_behind_is_removed_by_the_next_writing(tmp_path: Path) -> None:
    path = tmp_path / "rent.argmap.json"
    path.write_text("old")
    code = f"""
        import os, signal
        from argmap.filesystem import write_bytes
        os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
        write_bytes({str(path)!r}, b"new")
    """
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False, env=env)
    assert done.returncode == -signal.SIGKILL
    assert path.read_text() == "old"
    assert len(left(tmp_path)) == 2
    write_bytes(path, b"newer")
    assert path.read_text() == "newer"
    assert left(tmp_path) == [path.name]


@posix
@pytest.mark.parametrize("kind", ["link", "folder"])
def test_nothing_is_written_through_what_lies_in_the_way(tmp_path: Path, kind: str) -> None:
    (tmp_path / "other").write_text("mine")
    aside = tmp_path / ".a.part"
    aside.symlink_to("other") if kind == "link" else aside.mkdir()
    write_bytes(tmp_path / "a", b"x")
    assert (tmp_path / "other").read_text() == "mine"
    assert left(tmp_path) == [".a.part", "a", "other"]


@posix
def test_two_who_write_one_file_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a"
    contents = [bytes([65 + n]) * 100_000 for n in range(8)]
    failures: list[BaseException] = []

    def work(content: bytes) -> None:
        try:
            for _ in range(20):
                write_bytes(path, content)
        except BaseException as error:  # noqa: BLE001 - the thread hands it on
            failures.append(error)

    threads = [threading.Thread(target=work, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        if path.exists():
            assert path.read_bytes() in contents
    assert not failures
    assert left(tmp_path) == ["a"]


def test_the_folder_is_synced_after_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(writing, "_sync_folder", seen.append)
    write_bytes(tmp_path / "a", b"x")
    assert seen == ([tmp_path.resolve()] if sys.platform != "win32" else [])
    assert read_bytes(tmp_path / "a") == b"x"


@posix
def test_no_companion_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").symlink_to("../elsewhere.txt")
    m = ArgumentMap.of(source := Source("s", "Rents rose."), Claim("c", quotes=[source.quote("Rents")]))
    with pytest.raises(FileError, match=r"a\.txt: cannot read: it is a link that leads nowhere"):
        dump(m, tmp_path / "sub" / "a.ann", lossy="ignore")
    assert left(tmp_path) == ["sub"]
    assert left(tmp_path / "sub") == ["a.txt"]
    (tmp_path / "elsewhere.txt").write_text("Rents rose.")
    before = (tmp_path / "elsewhere.txt").stat()
    dump(m, tmp_path / "sub" / "a.ann", lossy="ignore")
    assert (tmp_path / "elsewhere.txt").stat() == before
    (tmp_path / "elsewhere.txt").write_text("precious")
    with pytest.raises(FileError, match=r"another text"):
        dump(m, tmp_path / "sub" / "a.ann", lossy="ignore")
    assert (tmp_path / "elsewhere.txt").read_text() == "precious"
