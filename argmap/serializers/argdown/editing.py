"""Putting an edited map back into the text that it was read from, which keeps its comments and line breaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from argmap.errors import ArgmapError
from argmap.model import Data
from argmap.serializers.argdown.mapping.keys import LAYOUT
from argmap.serializers.argdown.reading import read
from argmap.serializers.argdown.text.notes import Notes
from argmap.serializers.argdown.text.rows import HEADING, TOP
from argmap.serializers.argdown.text.tokens import tokens
from argmap.serializers.argdown.writing.layout import fresh
from argmap.serializers.argdown.writing.memory import planned
from argmap.serializers.argdown.writing.plan import Plan
from argmap.serializers.argdown.writing.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown.text.rows import Document
    from argmap.serializers.argdown.text.tokens import Token
    from argmap.serializers.argdown.writing.writing import Written

_MARK: Final = "\ufeff"  # of byte order: no offset counts it
_COUNTED: Final = ("number", "bullet", "ordered")
_REST_OF_LINE: Final = re.compile(
    r"[ \t]*(?://[^\r\n]*|/\*[^\r\n]*?\*/[ \t]*|<!--[^\r\n]*?-->[ \t]*)?(?=[\r\n]|\Z)"
)


@frozen
class _Stretch:
    """A block as it stands in a text.

    Attributes:
        lead: What stands between it and the block before: blank lines and comments.
        body: The block, with a comment behind its last line.
    """

    lead: str
    body: str


def edited(text: str, m: ArgumentMap, *, path: Path | None, folder: Path | None) -> str:
    """The text of an edited map; see ``argmap.serializers.argdown.edit``."""
    if text.startswith(_MARK):
        return _MARK + edited(text.removeprefix(_MARK), m, path=path, folder=folder)
    document, before = _read(text, path, folder)
    if before == m:
        return text
    old, stood = write(before, folder), list(_stretches(text, document))
    anew = write(m, folder)
    if len(old.blocks) != len(stood):
        return anew.text  # the text is laid out in a way that its map does not remember
    laid_out = _laid_out(m, before)
    for new in (anew,) if laid_out is m else (write(laid_out, folder), anew):
        found = _joined(text, old, new, stood)
        try:
            if _content(_read(found, path, folder)[1]) == _content(m):
                return found
        except ArgmapError:
            continue
    return anew.text


def _joined(text: str, old: Written, new: Written, stood: list[_Stretch]) -> str:
    """The text with what is new in it."""
    found = "".join(_put(old.blocks, new.blocks, stood))
    front = next((t for t in tokens(text, Notes(text), official=False) if t.kind == "front"), None)
    if front is not None and old.head == new.head:
        found = text[: front.end] + found
    else:
        found = (text[: front.start] if front else "") + new.head + found.lstrip("\r\n")
    rest = text[_end(text) :]
    found = found.rstrip() + (rest if stood or not rest.strip() else f"\n\n{rest}")
    found = found if found.endswith(("\n", "\r")) else found + "\n"
    return re.sub(r"(?<!\r)\n", "\r\n", found) if "\r\n" in text else found


def _read(text: str, path: Path | None, folder: Path | None) -> tuple[Document, ArgumentMap]:
    reading = read(text, path, folder, "argmap", include=False)
    return reading.document, reading.map


def _laid_out(m: ArgumentMap, before: ArgumentMap) -> ArgumentMap:
    """The map with the memory of a layout that needs none as long as nothing is edited."""
    kept = before.data.get(LAYOUT)
    if not isinstance(kept, Data | None) or "outline" in (kept or {}):
        return m
    plan = Plan(before, bare=True)
    more: dict[str, Any] = {"outline": planned(fresh(plan))}
    if plan.spelling.tags_apart:
        more["tags"] = "apart"
    return evolve(m, data={**m.data, LAYOUT: {**(kept or {}), **more}})


def _content(m: ArgumentMap) -> ArgumentMap:
    """The map without the memory of how its text was laid out."""
    return evolve(m, data={name: value for name, value in m.data.items() if name != LAYOUT})


def _put(old: list[str], new: list[str], stood: list[_Stretch]) -> Iterator[str]:
    """The new blocks: those that are as they were as they stood, the others behind what stood before them."""
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            for stretch in stood[a:b]:
                yield stretch.lead + stretch.body
            continue
        for n, block in enumerate(new[c:d]):
            yield (stood[a + n].lead if a + n < b else "\n\n") + block


def _stretches(text: str, document: Document) -> Iterator[_Stretch]:
    """The blocks of a text."""
    found = _words(text)
    starts = [t.start for t in found]
    first = []
    for row in document.rows:
        if row.depth == 0 and (row.sign in (TOP, HEADING) or row.first):
            at = bisect_left(starts, row.item.offset)
            while at and found[at - 1].kind in _COUNTED:
                at -= 1
            first.append(at)
    end = found[first[0] - 1].end if first and first[0] else 0
    for n, at in enumerate(first):
        start = starts[at]
        last = first[n + 1] - 1 if n + 1 < len(first) else len(found) - 1
        stop = _end_of_line(text, found[last].end)
        yield _Stretch(text[end:start], text[start:stop])
        end = stop


def _words(text: str) -> list[Token]:
    """The tokens of a text that are more than line ends."""
    return [t for t in tokens(text, Notes(text), official=False) if t.kind not in ("newline", "empty")]


def _end_of_line(text: str, at: int) -> int:
    """Where a line ends, with a comment behind its words; the place itself if there is more."""
    rest = _REST_OF_LINE.match(text, at)
    return rest.end() if rest is not None else at


def _end(text: str) -> int:
    """Where the last block ends: below it, there are only comments and blank lines."""
    found = _words(text)
    return _end_of_line(text, found[-1].end) if found else 0
