"""The YAML in an Argdown text, read at its position: front matter, and the data after elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from argmap.errors import FormatError
from argmap.messages import Hint, shown
from argmap.serializers.argdown.text.rows import Inference
from argmap.syntax import yaml
from argmap.syntax.yaml_words import is_date, meaning
from argmap.syntax.yaml_writer import is_quoted

if TYPE_CHECKING:
    from argmap.serializers.argdown.text.notes import Notes
    from argmap.serializers.argdown.text.rows import Document

KEYED: Final = ("parties", "sources", "argmap")  # in a document that has these, keys count
BLOCK_START: Final = re.compile(r"\{[ \t]*(?:\r\n|\n\r|\n|\r)")
_FRONT: Final = re.compile(r"\ufeff?={3,}")
# The plainest data, which need no parser: {key: word, other: "some words"}.
_PLAIN: Final = re.compile(
    r'([A-Za-z_][\w\-]*):[ ]+(?:"([^"\\\n]*)"|([0-9]{1,15})|([A-Za-z_][\w\-]*))[ ]*(?:,[ ]*|\}\Z)'
)


def front(image: str, offset: int, notes: Notes) -> Any:
    """The value of a front matter, between its lines of equals signs."""
    head = _FRONT.match(image)
    start = head.end() if head else 0
    return _value(image[start:].rstrip().rstrip("="), offset + start, notes, "front matter")


def joined(front: Any, other: Any, notes: Notes) -> Any:
    """What the front matters of two parts of a document state together; where they differ, the first counts.

    Lists under ``argmap:``, such as those of records, hold what both have.
    """
    if not isinstance(front, yaml.Mapping) or not isinstance(other, yaml.Mapping):
        return other if front is None else front
    pending = [(front, other, False)]
    while pending:
        into, more, patch = pending.pop()
        for key, value in more.items():
            known = into.setdefault(key, value)
            into.places.setdefault(key, more.places.get(key, (0, 0)))
            if known is value:
                continue
            if isinstance(known, yaml.Mapping) and isinstance(value, yaml.Mapping):
                pending.append((known, value, patch or (key == "argmap" and into is front)))
            elif patch and isinstance(known, list) and isinstance(value, list):
                known += value
            elif known != value:
                message = f"{key} is {shown(known)} in an earlier front matter, which counts, and {shown(value)} here"
                hint = Hint("read each part by itself with {fence} if it is a map of its own", fence=...)
                notes.warning("front-matter-conflict", more.places.get(key, (0, 0))[0], message, hint)
    return front


def read(document: Document, notes: Notes, *, blocks: bool = True) -> None:
    """Replace the text of all data by their values.

    Args:
        document: The rows as the grammar left them.
        notes: Where problems go, each at its line and column of the file.
        blocks: Whether data whose brace ends the line are written as a YAML block.
    """
    # The reference parser makes moments of what looks like dates; where keys count, they are words.
    dates = not (isinstance(document.front, dict) and any(k in document.front for k in KEYED))
    front: dict[str, str] = getattr(document.front, "words", {})
    words = {value: word for value, word in front.items() if tells_quotes(word)}
    for row in document.rows:
        item = row.item
        if item.data is None:
            continue
        what = "an inference" if isinstance(item, Inference) else "an element"
        item.data = _data(str(item.data), item.data_offset, notes, what, blocks=blocks, dates=dates)
        words |= getattr(item.data, "words", {})
    if words:
        document.spelling = evolve(document.spelling, dates=words)


def tells_quotes(word: str) -> bool:
    """Whether a date or time without quotes in a front matter says something: those that never have them do not.

    >>> tells_quotes("12:30:45"), tells_quotes("1989-06-14")
    (True, False)
    """
    return not is_date(word) and is_quoted(word)


def _data(image: str, offset: int, notes: Notes, what: str, *, blocks: bool, dates: bool) -> Any:
    plain = _plainly(image, offset)
    if plain is not None:
        return plain
    start = 0
    if blocks and (block := BLOCK_START.match(image)):
        start = block.end()
        image = image[start:].rstrip().removesuffix("}")
    return _value(image, offset + start, notes, f"data of {what}", dates=dates)


def _plainly(image: str, offset: int) -> dict[str, Any] | None:
    """Simple data, read by one pattern; None if they are not that simple."""
    at, end = 1, len(image)
    found = yaml.Mapping()
    while at < end:
        match = _PLAIN.match(image, at)
        if match is None:
            return None
        key, quoted, number, word = match.groups()
        if key in found:
            return None
        found.places[key] = (offset + at, 0)
        found[key] = quoted if quoted is not None else int(number) if number else meaning(word)
        at = match.end()
    return found if image[-1] == "}" and found else None


def _value(text: str, offset: int, notes: Notes, what: str, *, dates: bool = False) -> Any:
    try:
        value = yaml.loads(text, dates=dates)
    except FormatError as error:
        starts, line = _starts(text), error.line or 1
        place = offset + (starts[line - 1] if line <= len(starts) else len(text)) + (error.column or 1) - 1
        hint = "one value for each key" if "a second time" in error.message else error.hint
        notes.error(
            "bad-yaml", min(place, offset + max(0, len(text) - 1)), f"the {what}: {error.message}", hint
        )
        return None
    _place(value, offset, text)
    if value is None or isinstance(value, dict):
        return value
    notes.error(
        "not-a-mapping", offset, f"the {what} should be key: value pairs", "write {key: value, other: value}"
    )
    return None


def _place(value: Any, offset: int, text: str) -> None:
    """Give the keys of mappings, and of mappings in them, their offsets in the document."""
    starts: list[int] = []
    pending = [value]
    seen: set[int] = set()  # aliases share their mappings
    while pending:
        mapping = pending.pop()
        if not isinstance(mapping, yaml.Mapping) or id(mapping) in seen:
            continue
        seen.add(id(mapping))
        starts = starts or _starts(text)
        mapping.places = {
            key: (offset + starts[line - 1] + column - 1, 0) for key, (line, column) in mapping.places.items()
        }
        pending += mapping.values()


def _starts(text: str) -> list[int]:
    """Where the lines of a text begin, as YAML counts them."""
    return [0, *(m.end() for m in re.finditer(r"\r\n|[\n\r\x85\u2028\u2029]", text))]
