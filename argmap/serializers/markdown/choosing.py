"""Which fences of a note are read, and what is reported of those that are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from argmap.diagnostics import Diagnostic, Severity, snippet
from argmap.errors import ArgmapError, NoMapError
from argmap.messages import counted, nearest, shown
from argmap.serializers.markdown.info import LANGUAGES, read_info

if TYPE_CHECKING:
    from argmap.diagnostics import Report
    from argmap.serializers.markdown.fences import Fence, Miss, Note

_WHY: Final = {  # what a line is within that looks like a fence, and what to do about it
    "html": ("within HTML, which Markdown does not look into", "put an empty line above it"),
    "text": ("words of the paragraph above, as it is indented by four blanks or more", "indent it less"),
    "argdown": ("within the fence above, which is not closed", "close that with a line of the same signs"),
    "code": ("code, as it is indented by four blanks or more", "indent it less"),
    "fence": ("within another fence", "take it out of that if it is meant"),
}
_SEVERITY: Final = {"code": Severity.INFO, "fence": Severity.INFO}  # which may well be meant as examples
_NUMBER: Final = re.compile(r"\s*[0-9]{1,9}\s*")
_FENCE: Final = re.compile(r"(?m)^[ \t>]*(?:`{3,}|~{3,})([^\r\n]*)")


def chosen(note: Note, fence: int | str | None) -> tuple[Fence, ...]:
    """The fences to read.

    Args:
        note: The note.
        fence: The number or the identifier of one; all by default.

    Raises:
        NoMapError: The note has no fence with Argdown.
        ArgmapError: It has no such fence, or several with this identifier.
    """
    if not note.fences:
        raise _none(note)
    if fence is None:
        return note.fences
    number = int(fence) if isinstance(fence, str) and _NUMBER.fullmatch(fence) else fence
    if isinstance(number, int) and not isinstance(number, bool):
        found = [each for each in note.fences if each.number == number]
    elif isinstance(number, str):
        found = [each for each in note.fences if each.id and each.id == number.strip().removeprefix("#")]
    else:
        message = f"fence is {shown(fence)}, expected its number, counted from 1, or its identifier"
        raise ArgmapError(message, found=fence, expected="a number or an identifier")
    if len(found) == 1:
        return tuple(found)
    names = [each.id for each in note.fences if each.id]
    known = counted(len(note.fences), "fence") + (f" ({', '.join(names)})" if names else "")
    if found:
        lines = " and ".join(str(each.line) for each in found)
        message = f"several fences have the identifier {shown(fence)}, in lines {lines}"
        raise ArgmapError(message, found=fence, hint="give the number of one")
    message = f"there is no fence {shown(fence)} with Argdown: the note has {known}"
    near = nearest(number, names) if isinstance(number, str) else None
    raise ArgmapError(message, found=fence, expected=f"1 to {len(note.fences)}", nearest=near)


def _none(note: Note) -> NoMapError:
    """The error for a note without a fence that could be read."""
    message = "the note has no fence with Argdown, expected a line ```argdown or ```argdown-map"
    expected = ", ".join(LANGUAGES)
    for miss in note.misses:
        if miss.within:
            why, what = _WHY[miss.within]
            return NoMapError(message, line=miss.line, expected=expected, hint=f"this line is {why}: {what}")
    for n, row in enumerate(note.rows, 1):
        opening = _FENCE.match(row.text)
        language = read_info(opening[1]).language if opening else ""
        near = nearest(language, LANGUAGES) if language else None
        if near is not None:
            return NoMapError(message, line=n, expected=expected, found=language, nearest=near)
    return NoMapError(message, line=1, expected=expected)


def reported(note: Note, report: Report) -> None:
    """Report what looks like a fence with Argdown, and is none."""
    for miss in note.misses:
        report(_diagnostic(note, miss))


def _diagnostic(note: Note, miss: Miss) -> Diagnostic:
    if miss.within:
        why, hint = _WHY[miss.within]
        message = f"this is not read as a fence with Argdown: it is {why}"
    else:
        message = f"a fence with {shown(miss.language)} is not read, expected one of: {', '.join(LANGUAGES)}"
        near = nearest(miss.language, LANGUAGES)
        hint = f"did you mean {near!r}?" if near else ""
    severity = _SEVERITY.get(miss.within, Severity.WARNING)
    line = note.rows[miss.line - 1].text
    column = len(line) - len(line.lstrip(" \t>")) + 1
    return Diagnostic(
        "no-fence", severity, message, miss.line, column, snippet=snippet(line, column), hint=hint
    )
