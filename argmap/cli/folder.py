"""A folder of maps, converted file by file: what cannot be converted is a line of the result, and the rest goes on."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple

import click
from attrs import define, field, frozen

from argmap.errors import ArgmapError, FileError, NoMapError, UnknownFormatError
from argmap.exchange.registry import by_name, by_suffix
from argmap.exchange.sniffing import SYNTAXES, candidates, syntax
from argmap.filesystem import files_below, identity, is_below, is_there, leads_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from argmap.model import ArgumentMap


@frozen
class Folder:
    """What is converted into what.

    Attributes:
        source: The folder with the files.
        target: The folder for the new ones; it may be the same.
        format: The format of the files; all that are known if it is None.
        suffix: The suffix of the new files.
        overwrite: Whether to write over files that are in the target already.
    """

    source: Path
    target: Path
    format: str | None
    suffix: str
    overwrite: bool


class Skipped(NamedTuple):
    """A file whose format is not known, and why."""

    path: Path
    why: str


@define
class Done:
    """What became of the files of a folder."""

    files: int = 0
    hidden: int = 0
    written: list[Path] = field(factory=list)  # the files that were read
    skipped: list[Skipped] = field(factory=list)
    failures: list[ArgmapError] = field(factory=list)
    unknown: int = 0
    without: int = 0  # files that hold no map

    @property
    def summary(self) -> str:
        """How many files were written, and how many were not."""
        hidden = f", {self.hidden} hidden left out" if self.hidden else ""
        unread = f", {self.unknown} of no known format" if self.unknown else ""
        unread += f", {self.without} without a map" if self.without else ""
        failed = f", {len(self.failures)} failed" if self.failures else ""
        return f"{len(self.written)} of {self.files} files written{unread}{hidden}{failed}"


def convert_folder(
    folder: Folder, read: Callable[[Path], ArgumentMap], write: Callable[[ArgumentMap, Path], None]
) -> Done:
    """Convert what can be converted.

    Args:
        folder: The folder.
        read: Reads a file.
        write: Writes a map to a file.
    """
    found = files_below(folder.source)
    in_place = identity(folder.source) == identity(folder.target)
    outside = [path for path in found.files if in_place or not is_below(path, folder.target)]
    files = [path for path in outside if _could_be(path.name, folder.format)]
    done = Done(len(files), found.hidden, failures=list(found.problems))
    taken = {identity(path): path for path in files}
    taken.pop(None, None)
    watched = sys.stderr.isatty() if sys.stderr is not None else False
    with click.progressbar(files, file=sys.stderr) if watched else nullcontext(files) as bar:
        for path in bar:
            stem = _stem(path.name)
            out = folder.target / path.relative_to(folder.source).with_name(stem + folder.suffix)
            try:
                m = read(path)
                _refuse_taken(out, taken.get(identity(out)), folder)
                write(m, out)
                taken[identity(out)] = path
                done.written.append(path)
            except NoMapError:
                done.without += 1
            except UnknownFormatError as error:
                done.skipped.append(Skipped(path, error.message))
            except ArgmapError as error:
                done.failures.append(error)
    done.unknown = len(done.skipped)
    converted = {(path.parent, _stem(path.name)) for path in done.written}
    # a file next to one that was converted, and of the same name, is a part of it
    done.skipped = [s for s in done.skipped if (s.path.parent, _stem(s.path.name)) not in converted]
    return done


def _refuse_taken(out: Path, first: Path | None, folder: Folder) -> None:
    """Refuse to write over a file that is read, that was just written, or that somebody else made."""
    if first is not None:
        raise FileError(f"not written: {first} takes this name", path=str(out))
    if not folder.overwrite and is_there(out):
        hint = "pass --overwrite, or name another folder"
        raise FileError("not written: the file is there already", path=str(out), hint=hint)
    if is_there(out) and leads_out(out, folder.target):
        raise FileError(f"not written: it is a link that leads out of {str(folder.target)!r}", path=str(out))


def _could_be(name: str, format: str | None) -> bool:
    """Whether a file may be of a format, or of any, as far as its suffix shows."""
    row = by_suffix(name)
    if format is None:
        return row is not None or syntax(name) is not None
    return row.name == by_name(format).name if row else format in candidates(name)


def _stem(name: str) -> str:
    """The name of a file without the suffix that shows its format."""
    row = by_suffix(name)
    known = row.suffixes if row else tuple(s for group in SYNTAXES.values() for s in group)
    longest = max((s for s in known if name.lower().endswith(s)), key=len, default="")
    return name[: len(name) - len(longest)]
