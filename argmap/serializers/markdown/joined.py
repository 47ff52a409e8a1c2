"""The Argdown of several fences as one text, and where each place of that is in the note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.diagnostics import snippet
from argmap.serializers.argdown.text.notes import Lines
from argmap.serializers.argdown.text.tokens import PART

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.serializers.markdown.fences import Fence, Note

BETWEEN: Final = f"\n\n{PART}\n\n"
_MARK: Final = "\ufeff"  # of byte order: readers pass one that begins a text, and count from there
_STAND_IN: Final = PART.replace("\x1f", "\x1e")


def joined(fences: Sequence[Fence]) -> str:
    """The text of fences, each a part of it."""
    return BETWEEN.join([fence.text.replace(PART, _STAND_IN) for fence in fences])


def parted(text: str) -> list[str]:
    """The texts of the fences that are the parts of a text."""
    return [part.replace(_STAND_IN, PART) for part in text.split(PART)]


class NoteLines(Lines):
    """Lines and columns in a note of the offsets in the text of its fences."""

    def __init__(self, text: str, note: Note, fences: Sequence[Fence]) -> None:
        super().__init__(text.removeprefix(_MARK))
        self._note = note
        self._mark = len(text) - len(self.text)
        self._places: list[tuple[int, int, int]] = []  # line of the note, width of the prefix, blanks
        for n, fence in enumerate(fences):
            self._places += [(fence.line, 0, 0)] * (BETWEEN.count("\n") if n else 0)
            contents = enumerate(fence.contents, fence.first + 1)
            self._places += [(line, len(c.prefix), c.blanks) for line, c in contents]
        last = fences[-1]
        self._places.append((last.first + len(last.contents) + last.closed, 0, 0))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column in the note."""
        line, column = super().position(offset)
        row, width, blanks = self._places[min(line, len(self._places)) - 1]
        column += self._mark if line == 1 else 0
        return row, width + max(column - blanks, 0 if blanks else 1)

    def snippet(self, offset: int) -> str:
        """What is around an offset in its line of the note, with a caret under it."""
        line, column = self.position(offset)
        return snippet(self._note.rows[line - 1].text, column)
