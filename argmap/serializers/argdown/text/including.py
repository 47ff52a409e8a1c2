"""``@include(file)``: other files in the place of their names."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.errors import ArgmapError
from argmap.filesystem import read_bytes, real
from argmap.limits import growth
from argmap.messages import shown
from argmap.serializers.argdown.text.notes import Lines
from argmap.syntax.encoding import decoded

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.serializers.argdown.text.notes import Notes

_INCLUDE: Final = re.compile(r"@include\(([^)\n\r]+)\)")


class _Piece(NamedTuple):
    """What is left of a text from an offset on."""

    text: str
    start: int
    here: Path | None  # the folder of the text
    at: int | None  # the offset in the document of what included it; None for the document itself
    name: str
    lines: Lines


class _Splice(NamedTuple):
    """A stretch of the text with all files in it: where it begins, and of which text from where on it is."""

    begin: int
    piece: _Piece


class _Spliced(Lines):
    """Lines and columns in a document of the offsets in its text with other files in it."""

    def __init__(self, text: str, lines: Lines, splices: list[_Splice]) -> None:
        super().__init__(text)
        self._lines = lines
        self._splices = splices
        self._begins = [splice.begin for splice in splices]

    def _origin(self, offset: int) -> tuple[_Piece, int]:
        """Which text an offset is in, and where in it."""
        splice = self._splices[bisect_right(self._begins, offset) - 1]
        return splice.piece, splice.piece.start + offset - splice.begin

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column in the document, of what includes another file for what is in that."""
        piece, own = self._origin(offset)
        return self._lines.position(own if piece.at is None else piece.at)

    def snippet(self, offset: int) -> str:
        """What is around an offset in its line, with a caret under it."""
        piece, own = self._origin(offset)
        return (self._lines if piece.at is None else piece.lines).snippet(own)

    def file(self, offset: int) -> str:
        """The other file that an offset is in, with line and column, in words; or ""."""
        piece, own = self._origin(offset)
        if piece.at is None:
            return ""
        line, column = piece.lines.position(own)
        return f"in {shown(piece.name)}, line {line}, column {column}: "


def included(text: str, folder: Path | None, notes: Notes, *, hidden: bool = False) -> str:
    """The text with every included file in its place; the notes then have its lines and columns.

    Each file counts once; a repetition becomes a comment. Files must lie in the folder or below it.

    Args:
        text: The document.
        folder: Its folder.
        notes: Where problems go.
        hidden: Whether hidden files are included.
    """
    files = _Files(folder, notes, hidden)
    pending = [_Piece(text, 0, folder, None, "", notes.lines)]
    parts: list[str] = []
    splices: list[_Splice] = []
    size = 0
    while pending:
        piece = pending.pop()
        match = _INCLUDE.search(piece.text, piece.start)
        splices.append(_Splice(size, piece))
        parts.append(piece.text[piece.start : match.start() if match else len(piece.text)])
        size += len(parts[-1])
        if match is None:
            continue
        pending.append(piece._replace(start=match.end()))
        name = match[1].strip()
        inner = files.text_of(name, piece.here, match.start() if piece.at is None else piece.at)
        if inner is not None:
            pending.append(inner)
        else:
            splices.append(_Splice(size, piece._replace(start=match.start())))
            parts.append(f"<!-- {name} -->" if "-->" not in name else "")
            size += len(parts[-1])
    made = "".join(parts)
    notes.lines = _Spliced(made, notes.lines, splices)
    return made


class _Files:
    """The files that a document includes, each once, and together no more than the limits allow."""

    def __init__(self, folder: Path | None, notes: Notes, hidden: bool) -> None:
        self._folder = folder
        self._notes = notes
        self._hidden = hidden
        self._seen: set[str] = set()
        self._growth = growth()

    def text_of(self, name: str, here: Path | None, offset: int) -> _Piece | None:
        """The text of a file that is named in a folder; None, and a note, if it is not to be put in."""
        if here is None or self._folder is None:
            message = f"{shown(name)} is not included, since it is not known where it lies"
            self._notes.error("include", offset, message, "use load(path)")
            return None
        path = here / name
        place = real(path)
        if place in self._seen:
            self._notes.info("include", offset, f"{shown(name)} is included already; here it is left out")
            return None
        self._seen.add(place)
        try:
            text = decoded(read_bytes(path, below=self._folder, hidden=self._hidden))
            self._growth.by("included files", len(text))
        except ArgmapError as error:
            self._notes.error(
                "include", offset, f"{shown(name)} cannot be included: {error.message}", error.hint
            )
            return None
        self._notes.info("file-read", offset, f"{shown(name)} is included here")
        return _Piece(text, 0, path.parent, offset, name, Lines(text))
