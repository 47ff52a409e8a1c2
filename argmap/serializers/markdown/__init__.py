"""Markdown notes with Argdown in fences, as Obsidian, Quarto, R Markdown and the Argdown tools keep it.

All fences of a note are one map, each a part of one Argdown document; or one fence is the map. Positions are those of
the note, and ``edit`` changes nothing but the lines within the fences.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - the types of options are looked up
from typing import TYPE_CHECKING, Final, Literal

from argmap.diagnostics import ignored
from argmap.errors import ArgmapError, unknown_name
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.model.map import must_be_map
from argmap.serializers.argdown.mapping.reading import Dialect
from argmap.serializers.argdown.mapping.reading import read as read_argdown
from argmap.serializers.argdown.writing.editing import edited, read_with_files_of
from argmap.serializers.argdown.writing.writing import write as write_argdown
from argmap.serializers.common.given import folder_of, path_of, refuse_others
from argmap.serializers.markdown.choosing import chosen, reported
from argmap.serializers.markdown.fences import Fence, note_of
from argmap.serializers.markdown.joined import NoteLines, joined, parted
from argmap.serializers.markdown.writing import put_back, refuse_prose, with_fence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap
    from argmap.serializers.argdown.mapping.reading import Reading
    from argmap.serializers.argdown.meaning.source_files import Shelf
    from argmap.serializers.markdown.fences import Note

__all__ = ["Fence", "dumps", "edit", "fences", "loads", "maps", "places"]

WRITTEN: Final = ("argdown-map", "argdown")  # what fences that are written may be called


def loads(
    text: str,
    *,
    report: Report = ignored,
    path: str | Path | None = None,
    folder: str | Path | None = None,
    fence: int | str | None = None,
    dialect: Dialect = "argmap",
    include: bool = False,
    hidden: bool = False,
    recover: bool = False,
) -> ArgumentMap:
    """Read a map from the fences of a note.

    Args:
        text: The note.
        report: Gets every diagnostic.
        path: Where the text comes from.
        folder: Where the files of its sources are; by default that of ``path``.
        fence: The one to read, by its place among those with Argdown, counted from 1, or by its identifier; all
            of them together by default.
        dialect: As for Argdown.
        include: Whether ``@include(file)`` is replaced by that file, which must lie in the folder.
        hidden: Whether files that the text names are read if they, or folders that they are in, are hidden.
        recover: Whether to give the best map that the text allows when there are errors.

    Raises:
        NoMapError: There is no fence with Argdown in it.
        ArgdownError: The Argdown cannot be read as it is; it lists every problem.
        ArgmapError: There is no such fence.

    >>> note = '''Rents rise.
    ...
    ... ```argdown
    ... [Cap]: Rents should be capped.
    ... ```
    ... '''
    >>> loads(note).claims
    (Claim('Cap', 'Rents should be capped.'),)
    """
    refuse_others(text, report, include=include, hidden=hidden, recover=recover)
    note = note_of(text)
    read = chosen(note, fence)
    reported(note, report)
    with GarbageCollectionPaused():
        found = _reading(note, read, path, path_of(folder), dialect, include=include, hidden=hidden)
    return found.settled(report, recover=recover)


def maps(
    text: str,
    *,
    report: Report = ignored,
    path: str | Path | None = None,
    folder: str | Path | None = None,
    dialect: Dialect = "argmap",
    include: bool = False,
    hidden: bool = False,
    recover: bool = False,
) -> tuple[ArgumentMap, ...]:
    """Read the map of each fence of a note by itself; arguments and errors as those of ``loads``."""
    refuse_others(text, report, include=include, hidden=hidden, recover=recover)
    note = note_of(text)
    each = [(fence,) for fence in chosen(note, None)]
    reported(note, report)
    with GarbageCollectionPaused():
        found = [
            _reading(note, fence, path, path_of(folder), dialect, include=include, hidden=hidden)
            for fence in each
        ]
    return tuple([reading.settled(report, recover=recover) for reading in found])


def fences(text: str) -> tuple[Fence, ...]:
    r"""The fences of a note that have Argdown in them.

    >>> [fence.text for fence in fences("```argdown-map\n[Cap]\n```\n")]
    ['[Cap]\n']
    """
    refuse_others(text)
    return note_of(text).fences


def places(text: str, *, path: str | Path | None = None) -> dict[str, tuple[int, int]]:
    """Where each record of a note is: line and column by id, both counted from 1."""
    refuse_others(text)
    note = note_of(text)
    return _reading(note, note.fences, path, None, "argmap").places if note.fences else {}


def dumps(
    map: ArgumentMap,
    *,
    path: str | Path | None = None,
    folder: str | Path | None = None,
    language: Literal["argdown-map", "argdown"] = "argdown-map",
) -> str:
    """Write a map as a note that is one fence. ``edit`` puts a map into a note that is there.

    Args:
        map: The map.
        path: Where the note will be; a note with other text that is there already is not written over.
        folder: Where the files of its sources are; by default that of ``path``.
        language: What the fence is called: the Argdown tools draw "argdown-map", and show the words of "argdown".

    Raises:
        FileError: There is a note at ``path`` with text that would be lost.

    >>> from argmap import ArgumentMap, Claim
    >>> print(dumps(ArgumentMap.of(Claim("cap", "Rents should be capped."))), end="")
    ```argdown-map
    [cap]: Rents should be capped.
    ```
    """
    must_be_map(map)
    if not isinstance(language, str) or language not in WRITTEN:
        raise unknown_name("language", language, WRITTEN, ArgmapError)
    if (file := path_of(path)) is not None:
        refuse_prose(file)
    return with_fence(write_argdown(map, folder_of(path, folder)), language)


def edit(
    text: str,
    map: ArgumentMap,
    *,
    path: str | Path | None = None,
    folder: str | Path | None = None,
    fence: int | str | None = None,
) -> str:
    """The note from which a map was read, with what has been changed in the map since.

    Nothing changes but lines within the fences, as ``edit`` of Argdown changes them. What is new goes into the fence
    in which is what it is related to, or else into the last one that is not empty.

    Args:
        text: The note.
        map: The map that was read from it, edited.
        path: Where the note is. Without it, the files that the note names are taken to hold what the sources of the
            map do.
        folder: Where the files of its sources are; by default that of ``path``.
        fence: The one that the map was read from; all by default.

    Raises:
        NoMapError: There is no fence with Argdown in it.
        ArgdownError: The Argdown cannot be read.
        ArgmapError: There is no such fence.
    """
    refuse_others(text)
    must_be_map(map)
    note = note_of(text)
    read = chosen(note, fence)
    reading, shelf = read_with_files_of(
        map, folder_of(path, folder), lambda shelf: _reading(note, read, path, shelf, "argmap")
    )
    if reading.settled() == map:
        return text
    found = parted(edited(joined(read), reading, map, path=path_of(path), folder=shelf))
    if len(found) != len(read):  # written again as a whole
        found = [*found, *[""] * (len(read) - len(found))]
    return put_back(note, read, found)


def _reading(
    note: Note,
    read: Sequence[Fence],
    path: str | Path | None,
    shelf: Shelf | None,
    dialect: Dialect,
    *,
    include: bool = False,
    hidden: bool = False,
) -> Reading:
    """What fences of a note mean, with its lines and columns."""
    text = joined(read)
    lines = NoteLines(text, note, read)
    return read_argdown(text, path_of(path), shelf, dialect, include=include, hidden=hidden, lines=lines)
