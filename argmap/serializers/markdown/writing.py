"""Putting Argdown into the fences of a note, of which nothing else changes; or into a note of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from argmap.errors import ArgmapError, FileError, FormatError
from argmap.filesystem import exists, read_bytes
from argmap.serializers.markdown.fences import note_of
from argmap.syntax.encoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from argmap.serializers.markdown.fences import Fence, Note, Row

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_MARKER: Final = re.compile(r"`{3,}|~{3,}")
_CLOSING: Final = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*\Z")


def with_fence(argdown: str, language: str) -> str:
    """A note that is one fence."""
    marker = "`" * max(3, _longest(_LINE_END.split(argdown), "`") + 1)
    end = "" if not argdown or argdown.endswith("\n") else "\n"
    return f"{marker}{language}\n{argdown}{end}{marker}\n"


def _longest(lines: Iterable[str], sign: str) -> int:
    """The length of the longest line that could close a fence of a sign; 0 if there is none."""
    found = (match[1] for match in map(_CLOSING.match, lines) if match)
    return max((len(marker) for marker in found if marker[0] == sign), default=0)


def refuse_prose(path: Path) -> None:
    """Refuse to write a note of one fence over a file that holds more than that.

    Raises:
        FileError: There is such a file.
    """
    if not exists(path):
        return
    try:
        note = note_of(decoded(read_bytes(path)))
    except ArgmapError as error:
        raise FileError(
            f"not written: what is there cannot be read: {error.message}", path=str(path)
        ) from None
    inside = {
        n
        for fence in note.fences
        for n in range(fence.line - 1, fence.first + len(fence.contents) + fence.closed)
    }
    if len(note.fences) > 1 or any(row.text.strip() for n, row in enumerate(note.rows) if n not in inside):
        raise FileError(
            "not written: the note that is there has text outside of its fence, which would be lost",
            path=str(path),
            hint="put the map into its text with edit() of argmap.serializers.markdown, or choose another name",
        )


def put_back(note: Note, fences: Sequence[Fence], texts: Sequence[str]) -> str:
    """The note with other texts in some of its fences.

    Args:
        note: The note.
        fences: The fences.
        texts: The new text of each.

    Raises:
        FormatError: A text cannot be in its fence.
    """
    rows = [row.text + row.end for row in note.rows]
    wanted = [_lines(fence, text) for fence, text in zip(fences, texts, strict=True)]
    for fence, lines in reversed([*zip(fences, wanted, strict=True)]):
        _replace(rows, note.rows, fence, lines)
    made = "".join(rows)
    if not _holds(made, note, dict(zip([fence.number for fence in fences], wanted, strict=True))):
        raise FormatError("the map cannot be written into the fence", line=fences[0].line)
    return made


def _lines(fence: Fence, text: str) -> list[str]:
    """The lines of a text in a fence, with the blank lines at its beginning and end that are there already."""
    old = [content.text for content in fence.contents]
    new = _LINE_END.split(text)
    before, after = _blank(old), _blank(reversed(old))
    core = new[_blank(new) : len(new) - _blank(reversed(new))]
    if before == len(old):
        return [*core] or old
    return [*old[:before], *core, *old[len(old) - after :]]


def _blank(lines: Iterable[str]) -> int:
    """How many lines are blank before the first that is not: to Argdown, other spaces are words."""
    count = 0
    for line in lines:
        if line.strip(" \t"):
            break
        count += 1
    return count


def _replace(rows: list[str], old: Sequence[Row], fence: Fence, lines: list[str]) -> None:
    """Replace the lines of a fence; those that stay keep their prefix and line end."""
    opening, first, last = fence.line - 1, fence.first, fence.first + len(fence.contents)
    end = old[opening].end or "\n"
    prefix = _prefix(old, fence)
    places = _same([content.text for content in fence.contents], lines)
    kept, found = {*places}, []
    for n, (line, at) in enumerate(zip(lines, places, strict=True)):
        if at >= 0:
            found.append(old[first + at].text + (old[first + at].end or end))
        else:
            replaces = n not in kept and first + n < last
            found.append(_row(prefix, line) + ((old[first + n].end if replaces else "") or end))
    if found and last == len(old) and not fence.closed and not old[-1].end:
        found[-1] = _LINE_END.sub("", found[-1])
    sign = _MARKER.search(old[opening].text)
    assert sign is not None  # noqa: S101 - a fence begins with it
    needs = _longest(lines, sign[0][0]) + 1
    rows[opening] = _lengthened(old[opening].text, needs) + (end if found else old[opening].end)
    if fence.closed:
        rows[last] = _lengthened(old[last].text, max(needs, len(sign[0]))) + old[last].end
    rows[first:last] = found


def _row(prefix: str, line: str) -> str:
    """A line within quotes and lists; the sign of a quote takes a blank after it as its own."""
    if not line:
        return prefix.rstrip()
    return f"{prefix} {line}" if prefix.endswith(">") and line[0] in " \t" else prefix + line


def _lengthened(line: str, length: int) -> str:
    """A line that opens or closes a fence, with at least so many signs."""
    return _MARKER.sub(lambda found: found[0] + found[0][0] * (length - len(found[0])), line, count=1)


def _prefix(rows: Sequence[Row], fence: Fence) -> str:
    """What a new line of a fence begins with: the signs of quotes, and blanks for all else before its opening."""
    sign = _MARKER.search(rows[fence.line - 1].text)
    assert sign is not None  # noqa: S101 - a fence begins with it
    before = rows[fence.line - 1].text[: sign.start()].removeprefix("\ufeff")
    return re.sub(r"[^ \t>]", " ", before)


def _same(old: list[str], new: list[str]) -> list[int]:
    """For each new line the place of the old one that it is; -1 for one that was not there.

    >>> _same(["a", "b", "b", "c"], ["a", "x", "b", "c"])
    [0, -1, 2, 3]
    """
    most = min(len(old), len(new))
    before = next((n for n in range(most) if old[n] != new[n]), most)
    after = next((n for n in range(most - before) if old[-1 - n] != new[-1 - n]), most - before)
    places: dict[str, list[int]] = {}
    for n in range(len(old) - after - 1, before - 1, -1):
        places.setdefault(old[n], []).append(n)
    middle: list[int] = []
    at = before - 1
    for line in new[before : len(new) - after]:
        left = places.get(line, [])
        while left and left[-1] <= at:
            left.pop()
        middle.append(left.pop() if left else -1)
        at = max(at, middle[-1])
    return [*range(before), *middle, *range(len(old) - after, len(old))]


def _holds(made: str, note: Note, wanted: dict[int, list[str]]) -> bool:
    """Whether a new note has the lines in its fences that it should have, and all else of the old one."""
    found = note_of(made)
    if len(found.fences) != len(note.fences):
        return False
    for old, new in zip(note.fences, found.fences, strict=True):
        lines = wanted.get(old.number, [content.text for content in old.contents])
        if [content.text for content in new.contents] != lines:
            return False
    return True
