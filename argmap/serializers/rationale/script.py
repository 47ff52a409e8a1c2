r"""The calls of a script by which Rationale saves a map.

There are two ways of writing. Files of version 1.09 name boxes by their places: ``app.CreateChild(node0[1],
"Reason")``, ``app.SetText(node0[1][0], "Tea is cheap.")``. Later ones give each box a name, and texts go to the box
that was made last: ``map0_2 = CreateChild(map0_1, "Claim")``, ``SetText("Tea is cheap.")``. These begin with
definitions, up to a line ``#-- End of Prelude --``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.errors import FormatError
from argmap.messages import shown
from argmap.serializers.common.frameworks import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAKING: Final = ("Create", "CreateChild", "CreateAnnotation")
SET_TEXT: Final = "SetText"
_PRELUDE: Final = "End of Prelude"
_BOX: Final = r"[A-Za-z_]\w*(?:\[\d{1,6}\])*"
_CALL: Final = re.compile(
    rf"[ \t]*(?:(?P<name>[A-Za-z_]\w*)[ \t]*=(?!=)[ \t]*)?(?:(?P<of>{_BOX})\.)?(?P<function>[A-Za-z_]\w*)[ \t]*\("
)
_MADE: Final = re.compile(
    rf"[ \t]*(?:(?P<box>{_BOX})[ \t]*,[ \t]*)?[uU]?(?P<quote>[\"'])(?P<type>[^\"']*)(?P=quote)[ \t]*\)"
)
_TEXT: Final = re.compile(rf"[ \t]*(?:(?P<box>{_BOX})[ \t]*,[ \t]*)?[uU]?(?P<quote>[\"'])")
_END: Final = {quote: re.compile(rf"{quote}[ \t]*\)[ \t]*(?:#[^\"']*)?$") for quote in "\"'"}
_ESCAPE: Final = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_LETTERS: Final = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"', "'": "'", "\n": ""}
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Call(NamedTuple):
    """A call of a script.

    Attributes:
        line: The line that it begins in.
        function: What is called.
        name: The variable that is set, or "".
        box: The box that it is about, as it is named; "" for none, or the last one.
        words: The type of the box that is made, or its text.
    """

    line: int
    function: str
    name: str = ""
    box: str = ""
    words: str = ""


def calls(text: str, problems: list[FormatError]) -> Iterator[Call]:
    """The calls of a script in their order; what is wrong with them is added to the problems."""
    lines = lines_of(text)
    n = next((n + 1 for n, line in enumerate(lines) if _PRELUDE in line), 0)
    while n < len(lines):
        line, first = lines[n], n
        n += 1
        call = _CALL.match(line)
        if call is None:
            continue
        name, of, function = call["name"] or "", call["of"] or "", call["function"]
        if function == SET_TEXT:
            found, n = _text(lines, first, call.end(), problems)
            if found is not None:
                yield found if found.box or of == "app" else found._replace(box=of)
        elif function in MAKING:
            made = _MADE.match(line, call.end())
            if made is None:
                expected = f'{function}("Claim")' if function == "Create" else f'{function}(box, "Claim")'
                problems.append(_wrong(first, line, expected))
            else:
                yield Call(first + 1, function, name, made["box"] or "", made["type"])
        else:
            yield Call(first + 1, function, name)


def _text(
    lines: Sequence[str], first: int, start: int, problems: list[FormatError]
) -> tuple[Call | None, int]:
    """The text that is set, and the number of the line after it: texts may be of several lines, and hold quotes."""
    opened = _TEXT.match(lines[first], start)
    if opened is None:
        problems.append(_wrong(first, lines[first], 'SetText("…")'))
        return None, first + 1
    end, begins, parts = _END[opened["quote"]], opened.end(), []
    for n in range(first, len(lines)):
        if n > first and _CALL.match(lines[n]):
            break
        if closed := end.search(lines[n], begins):
            parts.append(lines[n][begins : closed.start()])
            words = unescaped("\n".join(parts))
            return Call(first + 1, SET_TEXT, "", opened["box"] or "", words), n + 1
        parts.append(lines[n][begins:])
        begins = 0
    message = f"the text {shown(parts[0])} does not end"
    problems.append(FormatError(message, line=first + 1, expected=f"{opened['quote']}) at the end of a line"))
    return None, first + 1


def _wrong(n: int, line: str, expected: str) -> FormatError:
    return FormatError(f"found {shown(line.strip())}, expected {expected}", line=n + 1, expected=expected)


def unescaped(text: str) -> str:
    r"""A text without the backslashes that Python strings have; a backslash that means nothing stays.

    >>> unescaped(r"Tea \"helps\".\nIt is cheap: 5\\6, 3\%.")
    'Tea "helps".\nIt is cheap: 5\\6, 3\\%.'
    """
    if "\\" not in text:
        return text
    found = _ESCAPE.sub(_letter, text)
    if _SURROGATE.search(found):  # two of them are one character, one is none
        return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return found


def _letter(found: re.Match[str]) -> str:
    escape = found[1]
    if len(escape) == 1:
        return _LETTERS.get(escape, found[0])
    number = int(escape[1:], 16)
    return chr(number) if number <= 0x10FFFF else found[0]
