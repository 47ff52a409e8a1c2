"""The ranges of a text: bold, italic and linked words, tags and mentions. In UTF-16 units, the last included."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final

from argmap.serializers.argdown.text.urls import urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.serializers.argdown_json.vocabulary import Row

_MARKS: Final = ("bold", "italic", "link")
_BEGINS: Final = re.compile(r"[#@]")
_WORD: Final = re.compile(r"[A-z0-9\-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]+")
_ENDS: Final = {"#(": ")", "@[": "]", "@<": ">"}
_KINDS: Final = {"@[": "statement", "@<": "argument"}


def marks_in(member: Row) -> list[Any]:
    """The marks of a member's text, as the Argdown writer knows them: length of the text, then each mark.

    White space around the text does not count there. Empty if nothing is marked.
    """
    text = member.get("text", "")
    words = text.strip()
    shift = len(text) - len(text.lstrip())
    marks = []
    units = _Units(text)
    for found in member.get("ranges") or ():
        if found.get("type") in _MARKS:
            start, stop = (units.code_point(found.get(k)) for k in ("start", "stop"))
            if 0 <= start <= stop < len(text):
                ends = max(0, start - shift), min(len(words), stop + 1 - shift)
                marks.append([found["type"], *ends, found.get("url", "")])
    return [len(words), *marks] if marks else []


def ranges(text: str, tags: tuple[str, ...], marks: Any, shift: int) -> list[Row]:
    """The ranges of a text with white space before its words: of these tags, and as marked if it is as long as then."""
    found: list[tuple[int, int, Row, Row]] = []  # the keys of a row before and after its ends
    known, units = frozenset(tags), _Units(text)
    for start, stop, kind, name in _mentioned(text):
        if kind:
            found.append((start, stop, {"type": f"{kind}-mention", "title": name}, {}))
        elif name in known:
            found.append((start, stop, {"type": "tag"}, {"tag": name}))
    if isinstance(marks, tuple) and marks and marks[0] == len(text.strip()):
        for mark in marks[1:]:
            if isinstance(mark, tuple) and [type(part) for part in mark] == [str, int, int, str]:
                kind, start, stop, url = mark
                found.append((start + shift, stop + shift, {"type": kind}, {"url": url} if url else {}))
    found.sort(key=lambda entry: entry[:2])
    return [
        before | {"start": units.utf16(start), "stop": units.utf16(stop) - 1} | after
        for start, stop, before, after in found
    ]


def _mentioned(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Tags and mentions: start, end, "statement" or "argument" for a mention, the name."""
    coming: dict[str, int] = {}
    at = 0
    apart = urls(text)  # one word each
    url = next(apart, None)

    def following(sign: str, start: int) -> int:
        """Where a sign is next, or the length of the text; looked for once as long as it lies ahead."""
        if coming.get(sign, -1) < start:
            place = text.find(sign, start)
            coming[sign] = place if place >= 0 else len(text)
        return coming[sign]

    while (begins := _BEGINS.search(text, at)) is not None:
        at = begins.end()
        start, sign = begins.start(), text[begins.start() : begins.end() + 1]
        while url is not None and url[1] <= start:
            url = next(apart, None)
        if url is not None and url[0] <= start:
            at = url[1]
            continue
        kind = _KINDS.get(sign, "")
        if sign in _ENDS:
            first = start + 2
            end = following(_ENDS[sign], first + bool(kind))  # a title may begin with its closing bracket
            if end == len(text) or end == first or (kind and following("\n", first) < end):
                continue
            name, end = text[first:end], end + 1
        elif sign[0] == "#" and (word := _WORD.match(text, start + 1)) is not None:
            name, end = word.group(), word.end()
        else:
            continue
        at = end + 1 if text[end : end + 1] in (" ", "\t") else end
        yield start, at, kind, name


class _Units:
    """Offsets in a text: in code points, and in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self.wide = [] if text.isascii() else [n for n, c in enumerate(text) if c > "\uffff"]
        self.wide_units = [n + before for before, n in enumerate(self.wide)]
        self.length = len(text)

    def utf16(self, at: int) -> int:
        """The offset in UTF-16 units of a code point."""
        return at + bisect_left(self.wide, at)

    def code_point(self, units: Any) -> int:
        """The code point at an offset in UTF-16 units; -1 for none."""
        if type(units) is not int or not 0 <= units <= 2 * self.length:
            return -1
        # A position within a pair counts as that of the pair.
        return min(units - bisect_left(self.wide_units, units), self.length)
