"""Files that documents name, and files that are none: pipes, devices, links, hidden ones."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

import argmap
from argmap import ArgmapError, Diagnostic, FileError, Limits
from argmap.filesystem import changed_at, exists, is_folder, read_bytes, real
from argmap.model import Source

posix = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no such files, or needs rights for them"
)
SECRET = "PRIVATE KEY"  # noqa: S105 - none of anybody


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of foreign documents, and a secret next to it."""
    (tmp_path / "secret.txt").write_text(SECRET)
    inside = tmp_path / "documents"
    inside.mkdir()
    (inside / "notes.txt").write_text("Rents rose.")
    return inside


def special(path: Path, what: str) -> None:
    if what == "a pipe":
        os.mkfifo(path)
    elif what == "a folder":
        path.mkdir()
    elif what == "a socket":
        before = Path.cwd()
        os.chdir(path.parent)  # the path of a socket must be short
        try:
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(path.name)
        finally:
            os.chdir(before)
    else:
        path.symlink_to(os.devnull)


_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
SPECIAL = ["a pipe", "a folder", "a socket", "a device"]


@posix
@pytest.mark.parametrize("what", SPECIAL)
def test_what_is_no_file_is_called_by_its_name_and_not_waited_for(folder: Path, what: str) -> None:
    path = folder / "a.apx"
    special(path, what)
    for below in (None, path.resolve().parent):
        with pytest.raises(FileError, match=f"a.apx: cannot read: it is {what}, not a file|null"):
            read_bytes(path, below=below)
    with pytest.raises(FileError, match=f"cannot read: it is {what}, not a file"):
        argmap.load(path)


def loops(folder: Path) -> str:
    (folder / "loop").symlink_to("loop")
    return "loop"


def closed(folder: Path) -> str:
    """A folder that nobody may enter."""
    (folder / "closed").mkdir(mode=0o000)
    return "closed/notes.txt"


ODD = ["nul\0", "x" * 300, "/".join(["x" * 200] * 30), "no/notes.txt", "notes.txt/x", "\ud800"]


@posix
@pytest.mark.parametrize(
    "name",
    [
        *ODD,
        loops,
        pytest.param(closed, marks=pytest.mark.skipif(_ROOT, reason="root may enter every folder")),
    ],
)
def test_no_error_of_the_system_leaves_a_question_about_a_path(folder: Path, name: object) -> None:
    path = folder / (name(folder) if callable(name) else str(name))
    for below in (None, folder):
        with pytest.raises(FileError, match="cannot read: "):
            read_bytes(path, below=below)
    assert not is_folder(path)
    assert not exists(path)
    assert real(path)
    assert changed_at(path) is None
    name = path.relative_to(folder).as_posix()
    if not {"\0", "\ud800"} & set(name):
        (folder / "a.argdown").write_text(
            f"===\nsources: {{s: '{name}'}}\n===\n\n[A]: x\n\n@include({name})\n"
        )
        with pytest.raises(ArgmapError) as caught:
            argmap.load(folder / "a.argdown", include=True)
        assert [d.code for d in getattr(caught.value, "diagnostics", ())] == ["bad-sources", "include"]
    text = f'===\nsources: {{s: "{name.encode("unicode_escape").decode()[:1000]}"}}\n===\n\n[A]: x\n'
    with pytest.raises(ArgmapError):
        argmap.loads(text, format="argdown", folder=folder)
    with pytest.raises(ArgmapError):
        argmap.loads(f"@include({name})", format="argdown", folder=folder, include=True)


def files_named(folder: Path, name: str) -> list[Diagnostic]:
    """Load documents that name a file in every way there is; what they report. None of them may give the secret."""
    (folder / "a.argdown").write_text(f"===\nsources: {{s: '{name}'}}\n===\n\n[A]: x\n")
    (folder / "i.argdown").write_text(f"[A]: x\n\n@include({name})\n")
    reported: list[Diagnostic] = []
    read: list[tuple[str, dict[str, Any]]] = [("a.argdown", {}), ("i.argdown", {"include": True})]
    for file, options in read:
        m, diagnostics = argmap.load(folder / file, on_error="recover", **options)
        assert SECRET not in argmap.dumps(m)
        reported += diagnostics
        with pytest.raises(ArgmapError):
            argmap.load(folder / file, **options)
    return reported


@posix
@pytest.mark.parametrize("target", ["../secret.txt", "ABSOLUTE", "sub/again"])
def test_a_link_does_not_lead_out_of_the_folder_of_a_document(folder: Path, target: str) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "again").symlink_to("../../secret.txt")
    (folder / "link.txt").symlink_to(target.replace("ABSOLUTE", str(folder.parent / "secret.txt")))
    assert ["outside" in d.message for d in files_named(folder, "link.txt")] == [True, True]
    (folder / "link.ann").write_text("T1\tClaim 0 7\tPRIVATE\n")
    m, reported = argmap.load(folder / "link.ann", on_error="recover")
    assert SECRET not in argmap.dumps(m)
    assert any("outside" in d.message for d in reported)


@posix
def test_a_folder_that_is_a_link_does_not_lead_out_either(folder: Path) -> None:
    (folder / "up").symlink_to("..", target_is_directory=True)
    assert ["outside" in d.message for d in files_named(folder, "up/secret.txt")] == [True, True]


@posix
def test_links_within_the_folder_are_followed(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "more.txt").write_text("More.")
    (folder / "to").symlink_to("sub", target_is_directory=True)
    (folder / "link.txt").symlink_to("to/more.txt")
    (folder / "a.argdown").write_text("===\nsources: {s: link.txt, t: to/more.txt}\n===\n\n[A]: x\n")
    assert [s.text for s in argmap.load(folder / "a.argdown").sources] == ["More.", "More."]
    (folder.parent / "way").symlink_to(folder, target_is_directory=True)
    assert [s.text for s in argmap.load(folder.parent / "way" / "a.argdown").sources] == ["More.", "More."]


@pytest.mark.parametrize("name", [".env", ".ssh/id_rsa", "sub/.git/config"])
def test_hidden_files_and_folders_are_not_read_unless_asked_for(folder: Path, name: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(SECRET)
    assert ["is hidden" in d.message for d in files_named(folder, name)] == [True, True]
    m = argmap.load(folder / "a.argdown", hidden=True)
    assert m.sources[0].text == SECRET
    with pytest.raises(FileError, match="is hidden"):
        Source.from_file("s", file, below=folder)
    assert Source.from_file("s", file, below=folder, hidden=True).text == SECRET
    assert Source.from_file("s", file).text == SECRET


def test_a_document_in_a_hidden_folder_may_name_its_neighbours(folder: Path) -> None:
    inner = folder / ".notes"
    inner.mkdir()
    (inner / "r.txt").write_text("Rents rose.")
    (inner / "a.argdown").write_text("===\nsources: {s: r.txt}\n===\n\n[A]: x\n")
    (inner / ".b.ann").write_text("T1\tClaim 0 5\tRents\n")
    (inner / ".b.txt").write_text("Rents rose.")
    assert argmap.load(inner / "a.argdown").sources[0].text == "Rents rose."
    assert argmap.load(inner / ".b.ann").sources[0].text == "Rents rose."


def test_what_was_read_is_reported(folder: Path) -> None:
    (folder / "a.argdown").write_text("===\nsources: {s: notes.txt}\n===\n\n[A]: x\n\n@include(b.argdown)\n")
    (folder / "b.argdown").write_text("[B]: y\n")
    _, reported = argmap.load(folder / "a.argdown", on_error="recover", include=True)
    assert [(d.line, d.code, d.severity, d.message) for d in reported] == [
        (2, "file-read", "info", "source 's' is read from 'notes.txt'"),
        (7, "file-read", "info", "'b.argdown' is included here"),
    ]
    (folder / "notes.ann").write_text("T1\tClaim 0 5\tRents\n")
    _, reported = argmap.load(folder / "notes.ann", on_error="recover")
    assert [d.message for d in reported if d.code == "file-read"] == ["'notes.txt' is read as well"]


def refusal(folder: Path, **options: Any) -> str:
    with pytest.raises(ArgmapError) as caught:
        argmap.load(folder / "a.argdown", **options)
    return str(caught.value)


def test_a_missing_source_is_named_with_its_nearest_neighbour(folder: Path) -> None:
    (folder / "a.argdown").write_text("===\nsources: {s: notse.txt}\n===\n\n[A]: x\n")
    (folder / ".notse.txt").write_text(SECRET)
    message = refusal(folder)
    assert "sources, s: the file 'notse.txt': cannot read: no such file" in message
    assert "did you mean 'notes.txt'?" in message


def test_included_files_have_a_limit_together(folder: Path) -> None:
    for n in range(3):
        (folder / f"{n}.argdown").write_text(f"[A{n}]: {'x' * 100}\n\n")
    (folder / "a.argdown").write_text("".join(f"@include({n}.argdown)\n\n" for n in range(3)))
    message = refusal(folder, include=True, limits=Limits(characters=300))
    assert (
        "'2.argdown' cannot be included: included files add 324 characters or more, the limit is 300"
        in message
    )
    assert "limits=Limits(characters=3000)" in message
    m = argmap.load(folder / "a.argdown", include=True, limits=Limits(characters=400))
    assert len(m.claims) == 3


@posix
@pytest.mark.skipif(os.open not in os.supports_dir_fd, reason="folders are opened one by one")
def test_a_link_that_comes_in_between_is_not_followed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is exchanged for a link after it was looked at and before it is opened."""
    (folder / "sub").mkdir()
    (folder / "sub" / "secret.txt").write_text("harmless")
    find = os.path.realpath

    def exchanged(path: str) -> str:
        found = str(find(path))
        if found.endswith("secret.txt"):
            (folder / "sub").rename(folder / "was")
            (folder / "sub").symlink_to("..", target_is_directory=True)
        return found

    monkeypatch.setattr(os.path, "realpath", exchanged)
    with pytest.raises(FileError, match="cannot read"):
        read_bytes(folder / "sub" / "secret.txt", below=folder)
