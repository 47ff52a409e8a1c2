"""The ranges of a text: bold, italic and linked words, tags and mentions. In UTF-16 units, the last included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from argmap.serializers.argdown_json.vocabulary import Row

_MARKS: Final = ("bold", "italic", "link")
_MENTIONED: Final = re.compile(
    r"(?P<tag>#(?:\((?P<words>[^)]+)\)|(?P<word>[A-z0-9\-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]+))[ \t]?)"
    r"|@\[(?P<statement>.+?)\][ \t]?|@<(?P<argument>.+?)>[ \t]?"
)


def marks_in(member: Row) -> list[Any]:
    """The marks of a member's text, as the Argdown writer knows them: length of the text, then each mark.

    White space around the text does not count there. Empty if nothing is marked.
    """
    text = member.get("text", "")
    words = text.strip()
    shift = len(text) - len(text.lstrip())
    marks = []
    for found in member.get("ranges") or ():
        if found.get("type") in _MARKS:
            start, stop = (_code_points(text, found.get(k)) for k in ("start", "stop"))
            if 0 <= start <= stop < len(text):
                ends = max(0, start - shift), min(len(words), stop + 1 - shift)
                marks.append([found["type"], *ends, found.get("url", "")])
    return [len(words), *marks] if marks else []


def ranges(text: str, tags: tuple[str, ...], marks: Any, shift: int) -> list[Row]:
    """The ranges of a text with white space before its words: of these tags, and as marked if it is as long as then."""
    found: list[tuple[int, int, Row, Row]] = []  # the keys of a row before and after its ends
    for match in _MENTIONED.finditer(text):
        kind, tag = match.lastgroup, match["words"] or match["word"]
        if kind in ("statement", "argument"):
            found.append((*match.span(), {"type": f"{kind}-mention", "title": match[kind]}, {}))
        elif tag in tags:
            found.append((*match.span(), {"type": "tag"}, {"tag": tag}))
    if isinstance(marks, tuple) and marks and marks[0] == len(text.strip()):
        for mark in marks[1:]:
            if isinstance(mark, tuple) and [type(part) for part in mark] == [str, int, int, str]:
                kind, start, stop, url = mark
                found.append((start + shift, stop + shift, {"type": kind}, {"url": url} if url else {}))
    found.sort(key=lambda entry: entry[:2])
    return [
        before | {"start": _utf16(text, start), "stop": _utf16(text, stop) - 1} | after
        for start, stop, before, after in found
    ]


def _code_points(text: str, units: Any) -> int:
    """The code point at an offset in UTF-16 units; -1 for none."""
    if type(units) is not int or not 0 <= units <= 2 * len(text):
        return -1
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def _utf16(text: str, at: int) -> int:
    """The offset in UTF-16 units of a code point."""
    return at + sum(c > "\uffff" for c in text[:at])
