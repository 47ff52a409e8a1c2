"""Changing the words and the data of one line of a text, and nothing else in it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.errors import FormatError
from argmap.serializers.argdown.text.lines import (
    INDENT,
    LONGEST_LINE,
    flow,
    lines_of,
    spelled_element,
    spelled_words,
)
from argmap.serializers.argdown.text.rows import INFERENCE, Element, Heading, Inference, Row
from argmap.serializers.argdown.text.tokens import PROSE_COMMENT
from argmap.serializers.argdown.text.yaml_edits import edited, still_bare
from argmap.serializers.argdown.text.yamldata import BLOCK_START

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.serializers.argdown.text.rows import Spelling
    from argmap.serializers.argdown.text.tokens import Token
    from argmap.serializers.argdown.writing.tree import Line

MOST_COMPARED: Final = 250_000  # pairs of words; in stretches with more, line breaks stay by their number
_BREAK: Final = re.compile(r"[\r\n]")
_SIGN: Final = re.compile(
    r"[-+_<>#=]|\*+$|\(?[0-9]+[.)]"
)  # which could begin another row at the beginning of a line
_GAP: Final = re.compile(rf"(?:\s|{PROSE_COMMENT})+")


class _Spans(NamedTuple):
    """Where the parts of a line are.

    Attributes:
        title: Where the title ends, and the words begin.
        words: Where the words end.
        data: Where the data begin and end; both where the words end if there are none.
        defines: Whether the title is that of a definition.
    """

    title: int
    words: int
    data: tuple[int, int]
    defines: bool


def reword(line: Line, new: Element | Heading, spelling: Spelling) -> None:
    """Give a line other words.

    Args:
        line: The line.
        new: What has the words.
        spelling: How the document spells its words.
    """
    spans = _spans(line)
    begin = line.row.item.offset - line.offset
    if isinstance(new, Heading):
        words = spelled_words(new, spelling)
        _replace(line, spans.title, spans.words, _merged(line.text[spans.title : spans.words], words))
    elif new.reference or not new.text or (new.title is not None and not spans.defines):
        _replace(line, begin, spans.words, spelled_element(new, spelling, begins=not line.row.depth))
    else:
        words = spelled_words(new, spelling, begins=not line.row.depth and not spans.defines)
        raw = line.text[spans.title : spans.words]
        _replace(line, spans.title, spans.words, _merged(raw, words, apart=spans.defines))


def entitle(line: Line, title: str) -> None:
    """Give a line without title one."""
    item = line.row.item
    at = item.offset - line.offset
    if isinstance(item, Element):
        name = f"[{title}]" if item.kind == "statement" else f"<{title}>"
        _replace(line, at, at, f"{name}: ")
    line.titled = True


def restate(line: Line, data: dict[str, Any] | None, spelling: Spelling) -> None:
    """Give a line other data."""
    item = line.row.item
    begin, end = _spans(line).data
    image = line.text[begin:end]
    old = item.data if isinstance(item.data, dict) else {}
    if not data:
        text = line.text[:begin].rstrip()
        _replace(line, len(text), end, "")
    elif not image:
        last = re.split(r"[\r\n]", line.text[:begin])[-1]
        words = flow(data, spelling.dates)
        gap = (
            " "
            if len(last) + len(words) < LONGEST_LINE
            else f"\n{line.indent}{INDENT}{INDENT if line.indent else ''}"
        )
        _replace(line, begin, begin, gap + words)
    else:
        _replace(line, begin, end, _restated(image, old, data, spelling))


def infer(line: Line, new: Inference, spelling: Spelling) -> None:
    """Give the line of an inference other rules and data."""
    (text,) = lines_of([Row(0, INFERENCE, new)], spelling)
    _replace(line, line.tokens[0].start - line.offset, line.tokens[-1].end - line.offset, text)


def _restated(image: str, old: dict[str, Any], new: dict[str, Any], spelling: Spelling) -> str:
    """The text of data that state something else; in block style, in the lines that differ."""
    start = BLOCK_START.match(image)
    if start is not None:
        inner = image[start.end() :].rstrip().removesuffix("}")
        tail = image[start.end() + len(inner) :]
        indent = inner[len(inner.rstrip(" \t")) :]
        try:
            return start.group() + edited(inner.rstrip(" \t"), old, new) + indent + tail
        except FormatError:
            pass
    return flow(new, _moments(image, spelling), still_bare(image, new))


def _moments(image: str, spelling: Spelling) -> dict[str, str]:
    """The dates and times of a document that this text of data has, and of which a reader makes moments."""
    return {value: word for value, word in spelling.dates.items() if value != word and word in image}


def _replace(line: Line, start: int, stop: int, text: str) -> None:
    """Put a text in the place of a stretch of a line; tokens after it move along."""
    line.text = line.text[:start] + text + line.text[stop:]


def _spans(line: Line) -> _Spans:
    item = line.row.item
    own = [
        t
        for t in line.tokens
        if t.start >= item.offset and not (t.kind == "heading" and t.start == item.offset)
    ]
    data = next((t for t in own if t.kind == "data" and t.start == item.data_offset), None)
    body = own[: own.index(data)] if data is not None else own
    first = body[0] if body else None
    titled = isinstance(item, Element) and first is not None and _is_title(line, first, item.title)
    begin = first or data
    start = first.end if titled and first else begin.start if begin else line.tokens[-1].end
    shift = line.offset
    end = body[-1].end if body else start
    words = max(start, shift + len(line.text[: end - shift].rstrip()))  # blanks and line ends after them stay
    return _Spans(
        start - shift,
        words - shift,
        (data.start - shift, data.end - shift) if data is not None else (words - shift, words - shift),
        titled and first is not None and first.kind.endswith("definition"),
    )


def _is_title(line: Line, token: Token, title: str | None) -> bool:
    image = line.text[token.start - line.offset : token.end - line.offset]
    return title is not None and (
        (token.kind.endswith("_definition") and image[1:-2] == title)
        or (token.kind.endswith("_reference") and image[1:-1] == title)
    )


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """The stretches of words that are equal or not, as ``SequenceMatcher`` gives them; long texts take little time."""
    most = min(len(old), len(new))
    first = next((n for n in range(most) if old[n] != new[n]), most)
    last = next((n for n in range(most - first) if old[-1 - n] != new[-1 - n]), most - first)
    old_end, new_end = len(old) - last, len(new) - last
    yield "equal", 0, first, 0, first
    if (old_end - first) * (new_end - first) > MOST_COMPARED:
        yield "replace", first, old_end, first, new_end
    else:
        matcher = SequenceMatcher(None, old[first:old_end], new[first:new_end], autojunk=False)
        for what, a, b, c, d in matcher.get_opcodes():
            yield what, a + first, b + first, c + first, d + first
    yield "equal", old_end, len(old), new_end, len(new)


def _merged(raw: str, words: str, *, apart: bool = False) -> str:
    """Words in the place of others, whose line breaks and comments stay where they do not differ."""
    old, gaps, at = [], [], 0
    gap = ""
    for match in _GAP.finditer(raw):
        if match.start() > at:
            old.append(raw[at : match.start()])
            gaps.append(gap)
        gap, at = match.group(), match.end()
    if at < len(raw):
        old.append(raw[at:])
        gaps.append(gap)
    new = words.split(" ")
    parts: list[str] = []
    for what, a, b, c, d in _differing(old, new):
        if what == "equal":
            parts += [part for n in range(a, b) for part in (gaps[n], old[n])]
        else:
            for n, word in enumerate(new[c:d], a):
                fits = n < b and not (_SIGN.match(word) and _BREAK.search(gaps[n]))
                parts += [gaps[n] if fits else " ", word]
    if parts:
        parts[0] = gaps[0] if gaps else ""
    return "".join(parts) or (f" {words}" if apart else words)
