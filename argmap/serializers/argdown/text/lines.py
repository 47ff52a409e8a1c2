"""From rows to the text of an Argdown document that this reader and the reference parser read alike."""

from __future__ import annotations

import json
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from argmap.serializers.argdown.text.escaping import NOTHING, spelled, spelled_rule
from argmap.serializers.argdown.text.rows import (
    BULLET,
    HEADING,
    INFERENCE,
    ORDERED,
    PREMISE,
    TOP,
    Element,
    Heading,
    Inference,
)
from argmap.serializers.argdown.text.tags import spelled_tag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from argmap.serializers.argdown.text.rows import Row, Spelling

LONGEST_LINE: Final = 110  # code points; data that would make a longer line are in the next one
INDENT: Final = "  "
NO_DATES: Final[Mapping[str, str]] = MappingProxyType({})
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_\-]*")
_PLAIN_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_\-]*")
_LONGEST_KEY: Final = 1000  # code points; readers of YAML look for the colon of a key no further than 1024
_ESCAPE: Final = len("\\u003d") - 1  # what "=" takes more where it could end a front matter
_RESERVED: Final = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
# ``]:`` and ``>:`` after a reference would make a definition of it.
_UNPRINTABLE: Final = re.compile(r"[{}\x7f-\xa0\xad\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]|(?<=[\]>]):")


def lines_of(rows: list[Row], spelling: Spelling) -> Iterator[str]:
    """The lines of a document."""
    begun = False
    number = 0
    for row in rows:
        item, depth = row.item, row.depth
        if begun and depth == 0 and (row.sign in (TOP, HEADING) or row.first):
            yield ""
        begun = True
        indent = INDENT * depth
        if isinstance(item, Heading):
            yield with_data(f"{'#' * item.level} ", spelled_words(item, spelling), item, "", spelling)
        elif isinstance(item, Inference):
            assert row.sign == INFERENCE
            rules = ", ".join(map(spelled_rule, item.rules))
            inside = " ".join(
                part for part in (rules, flow(item.data, spelling.dates) if item.data else "") if part
            )
            yield f"-- {inside} --" if inside else "----"
        elif row.sign == PREMISE:
            number = row.number or (1 if row.first else number + 1)
            yield with_data(f"({number}) ", spelled_element(item, spelling), item, "    ", spelling)
        elif row.sign in (BULLET, ORDERED):
            number = 1 if row.first else number + 1
            sign = "* " if row.sign == BULLET else f"{number}. "
            yield with_data(sign, spelled_element(item, spelling), item, "  ", spelling)
        else:
            lead = f"{indent}{row.sign} " if depth else ""
            words = spelled_element(item, spelling, begins=not depth)
            yield with_data(lead, words, item, indent + INDENT, spelling)


def with_data(lead: str, words: str, item: Element | Heading, indent: str, spelling: Spelling) -> str:
    """A line with its data, which are in the next line if they make it too long."""
    if not item.data:
        return lead + words
    data = flow(item.data, spelling.dates)
    if len(lead) + len(words) + len(data) < LONGEST_LINE:
        return f"{lead}{words} {data}"
    return f"{lead}{words}\n{indent or INDENT}{data}"


def spelled_element(item: Element, spelling: Spelling, *, begins: bool = False) -> str:
    """An element without its data; ``begins`` if a line begins with it."""
    name = "" if item.title is None else f"[{item.title}]" if item.kind == "statement" else f"<{item.title}>"
    if item.reference or not item.text:
        tags = list(map(spelled_tag, item.tags if name or spelling.tags_apart else ()))
        return " ".join([name or (NOTHING.rstrip() if tags else NOTHING), *tags])
    words = spelled_words(item, spelling, begins=begins and not name)
    return f"{name}: {words}" if name else words


def spelled_words(item: Element | Heading, spelling: Spelling, *, begins: bool = False) -> str:
    """The words of an element or heading, with its tags."""
    apart = item.tags if spelling.tags_apart else []
    within = [] if spelling.tags_apart else item.tags
    words = spelled(item.text, within, item.marks, begins=begins, spelling=spelling)
    return " ".join([words, *map(spelled_tag, apart)])


def flow(
    value: Any,
    dates: Mapping[str, str] = NO_DATES,
    bare: Collection[tuple[str | int, ...]] = (),
    path: tuple[str | int, ...] = (),
) -> str:
    """A value as YAML in one line, which JSON readers nearly read, too.

    Args:
        value: The value.
        dates: Dates and times that are without quotes wherever they are, by value.
        bare: The paths of others that stay so.
        path: Where the value is in a larger one.

    >>> flow({"by": "na", "via": ["akp"], "quote": "free, fair", "page": 1})
    '{by: na, via: [akp], quote: "free, fair", page: 1}'
    """
    if isinstance(value, dict):
        pairs = (f"{_key(str(k))} {flow(v, dates, bare, (*path, k))}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(v, dates, bare, (*path, n)) for n, v in enumerate(value)) + "]"
    if isinstance(value, str):
        if value in dates:
            return dates[value]
        if path in bare or (_PLAIN_WORD.fullmatch(value) and value.lower() not in _RESERVED):
            return value
        return _string(value)
    return json.dumps(value)


def _key(key: str) -> str:
    """A key with its colon; one that is longer than YAML looks for a colon is marked as a key."""
    text = key if _PLAIN_KEY.fullmatch(key) and key.lower() not in _RESERVED else _string(key)
    room = len(text) + _ESCAPE * text.count("=")
    return f"{text}:" if room < _LONGEST_KEY else f"? {text} :"


def _string(value: str) -> str:
    """A JSON string that no lexer of Argdown can mistake for the end of the data."""
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m.group()):04x}", json.dumps(value, ensure_ascii=False))
