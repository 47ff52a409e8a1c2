"""Tables as text for a terminal, where letters are as wide as one another, or twice as wide."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from argmap.messages import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.tables.table import Cell

WIDTH: Final = 80
"""Letters in a line where there is no terminal."""

_GAP: Final = "  "
_WORD: Final = 20  # letters of a word that a column should have room for
_LONG: Final = 48  # letters from which on a text is long
_READABLE: Final = 24  # letters that a line of a long text should have
_NAME: Final = 16  # letters of a column's name next to a cell
_SOFT_HYPHEN: Final = "\xad"
_JAMO: Final = ("\u1160", "\u11ff")  # the later parts of a Korean syllable


def table(names: Sequence[str], rows: Sequence[Sequence[Cell]], width: int, right: Sequence[bool]) -> str:
    """A table at most so many letters wide, if words allow it; blocks of lines if it has too many columns for that.

    Args:
        names: The names of the columns.
        rows: The cells of each row.
        width: Letters in a line.
        right: Whether each column is set to the right, as numbers are.
    """
    texts = [[lines_of(cell) for cell in row] for row in rows]
    columns = [[[name], *(row[n] for row in texts)] for n, name in enumerate(names)]
    natural = [max(measured(line) for cell in column for line in cell) for column in columns]
    room = width - len(_GAP) * (len(names) - 1)
    least = [
        min(most, max(_longest_word(column), _READABLE if most > _LONG else 0))
        for column, most in zip(columns, natural, strict=True)
    ]
    if sum(least) > room:
        return _blocks(names, texts, width)
    widths = _shared(natural, least, room)
    wrapped = [
        [[part for line in cell for part in wrap(line, w)] for cell, w in zip(row, widths, strict=True)]
        for row in texts
    ]
    head = [_line(names, widths, right), _GAP.join("-" * w for w in widths)]
    blank = any(len(cell) > 1 for row in wrapped for cell in row)
    lines = [*head]
    for n, row in enumerate(wrapped):
        lines += [""] if n and blank else []
        for k in range(max(map(len, row), default=0)):
            lines.append(_line([cell[k] if k < len(cell) else "" for cell in row], widths, right))
    return "\n".join(lines if rows else [*head, "no rows"])


def lines_of(cell: Cell) -> list[str]:
    """The lines of a cell, with an escape for each character that a terminal would obey."""
    if cell is None:
        return [""]
    if isinstance(cell, bool):
        return ["yes" if cell else "no"]
    if not isinstance(cell, str):
        return [str(cell)]
    return [printable(line.replace("\t", " ")) for line in cell.replace("\r\n", "\n").split("\n")]


def _blocks(names: Sequence[str], rows: Sequence[Sequence[list[str]]], width: int) -> str:
    """Each row as a line for each of its cells, those that are empty left out."""
    if not rows:
        return f"{', '.join(names)}\nno rows"
    room = min(max(map(measured, names)), _NAME)
    blocks = []
    for row in rows:
        lines = []
        for name, cell in zip(names, row, strict=True):
            parts = [part for line in cell for part in wrap(line, max(width - room - len(_GAP), _WORD))]
            if any(parts):
                lines += [
                    f"{_padded(name if not n else '', room)}{_GAP}{part}".rstrip()
                    for n, part in enumerate(parts)
                ]
        blocks.append("\n".join(lines or [names[0]]))
    return "\n\n".join(blocks)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = [_padded(cell, w, right=r) for cell, w, r in zip(cells, widths, right, strict=True)]
    return _GAP.join(parts).rstrip()


def _padded(text: str, width: int, *, right: bool = False) -> str:
    padding = " " * (width - measured(text))
    return padding + text if right else text + padding


def _shared(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The width of each column: none wider than its text, and the wide ones equally wide."""
    low, high = 0, max(natural, default=0)
    while low < high:  # the highest level to which all may rise
        level = (low + high + 1) // 2
        taken = sum(min(n, max(k, level)) for n, k in zip(natural, least, strict=True))
        low, high = (level, high) if taken <= room else (low, level - 1)
    return [min(n, max(k, low)) for n, k in zip(natural, least, strict=True)]


def _longest_word(column: Sequence[Sequence[str]]) -> int:
    name, *cells = column
    words = (measured(word) for cell in cells for line in cell for word in line.split(" "))
    return max(measured(name[0]), min(max(words, default=0), _WORD))


def wrap(text: str, width: int) -> list[str]:
    """A line as lines of at most so many letters, broken between words, or within one that is longer than a line.

    Nothing but spaces where lines end is lost; a letter that is wider than the line stands by itself.

    >>> wrap("Rents rise and rise", 10)
    ['Rents rise', 'and rise']
    """
    if measured(text) <= width:
        return [text.rstrip(" ")]
    lines, line, used = [], "", 0
    for word in text.split(" "):
        size = measured(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line.strip(" "):
            lines.append(line.rstrip(" "))
        *full, line = _pieces(word, width) if size > width else [word]
        lines += full
        used = measured(line)
    return [*lines, line.rstrip(" ")] if line.strip(" ") or not lines else lines


def _pieces(word: str, width: int) -> list[str]:
    """A word in pieces of at most so many letters, each letter with its marks."""
    pieces, start, used = [], 0, 0
    for n, letter in enumerate(word):
        size = measured(letter)
        if size and used + size > width and n > start:
            pieces.append(word[start:n])
            start, used = n, 0
        used += size
    return [*pieces, word[start:]]


def measured(text: str) -> int:
    """How many places a text takes in a line of a terminal: wide letters take two, marks above and below none.

    >>> measured("Rents"), measured("家賃"), measured("e\u0301")
    (5, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_places, text))


def _places(letter: str) -> int:
    if letter.isascii() or letter == _SOFT_HYPHEN:
        return 1
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"} or _JAMO[0] <= letter <= _JAMO[1]:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
