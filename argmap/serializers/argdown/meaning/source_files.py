"""The texts of sources that are in files of their own, which a front matter names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.errors import ArgmapError, FileError
from argmap.messages import shown
from argmap.model import Source

if TYPE_CHECKING:
    from argmap.serializers.argdown.text.notes import Notes

Shelf = Path | Mapping[str, Source]
"""Where the texts are: the folder of the files, or sources by id that have been read from them."""


def taken(
    id: str, fields: dict[str, Any], shelf: Shelf | None, notes: Notes, offset: int, *, hidden: bool
) -> Source:
    """The source of an entry that names a file.

    Args:
        id: Its id.
        fields: The fields that the entry states.
        shelf: Where its text is; without it the source has none.
        notes: Where problems go.
        offset: Where the entry is.
        hidden: Whether to read hidden files.

    Raises:
        ArgmapError: The file lies outside the folder, or cannot be read.
    """
    name = fields["file"]
    others = {k: v for k, v in fields.items() if k not in ("file", "sha256")}
    if isinstance(shelf, Mapping) and id in shelf and shelf[id].file == name:
        return evolve(Source(id, shelf[id].text, **others), file=name, sha256=shelf[id].sha256)
    if not isinstance(shelf, Path):
        notes.warning(
            "source-not-read",
            offset,
            f"the file {shown(name)} of source {shown(id)} is not read, since it is not known where it lies",
            "use load(path), or loads(…, folder=…)",
        )
        return Source(id, **fields)
    if _outside(name):
        raise ArgmapError(
            f"the file {shown(name)} lies outside the folder of this text", hint="put it next to it"
        )
    made = _read(id, name, shelf, others, hidden=hidden)
    notes.info("file-read", offset, f"source {shown(id)} is read from {shown(name)}")
    if fields.get("sha256") and fields["sha256"] != made.sha256:
        message = f"the file {shown(name)} of source {shown(id)} does not match its sha256"
        hint = "check its quotes, then remove or renew sha256"
        notes.warning("source-changed", offset, message, hint)
    return made


def _read(id: str, name: str, folder: Path, others: dict[str, Any], *, hidden: bool) -> Source:
    try:
        source = Source.from_file(id, folder / name, below=folder, hidden=hidden, **others)
    except FileError as error:
        near = None if error.nearest is None else Path(error.nearest).name
        raise FileError(f"the file {shown(name)}: {error.message}", nearest=near, hint=error.hint) from None
    return evolve(source, file=name)


def is_there(source: Source, shelf: Shelf | None) -> bool:
    """Whether a reader who finds only the name of a source's file has the source, as it is, from there."""
    if not source.file or not source.text or shelf is None:
        return False
    if isinstance(shelf, Mapping):
        known = shelf.get(source.id)
        stated = (source.file, source.text, source.sha256)
        return known is not None and (known.file, known.text, known.sha256) == stated
    if _outside(source.file):
        return False
    try:
        found = Source.from_file(source.id, shelf / source.file, below=shelf)
    except ArgmapError:
        return False
    return (found.text, found.sha256) == (source.text, source.sha256)


def _outside(name: str) -> bool:
    path = Path(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or (len(name) > 1 and name[1] == ":")
