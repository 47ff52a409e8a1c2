"""From rows to the text of an Argdown document that this reader and the original read alike."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from argmap.serializers.argdown.rows import (
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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.serializers.argdown.rows import Row

LONGEST_LINE: Final = 110  # code points; data that would make a longer line stand in the next one
INDENT: Final = "  "
_ALWAYS: Final = frozenset("\\[<{*_#")
_AT_START: Final = frozenset("-+>(',}=")
_LEADING_NUMBER: Final = re.compile(r"[0-9]+(?=\.)")
_RUN: Final = {".": re.compile(r"\.\S+?\."), ":": re.compile(r":\S+?:")}
_TAG: Final = re.compile(r"#(?:\(([^)]+)\)|([a-zA-z0-9\-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]+))[ \t]?")
_MENTION: Final = re.compile(r"@\[[^\n\r\u2028\u2029]+?\]|@<[^\n\r\u2028\u2029]+?>")
_SPECIAL: Final = re.compile(r"[\\\[<{*_#/=.:@]")
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_\-]*")
_PLAIN_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_\-]*")
_RESERVED: Final = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
# ``]:`` and ``>:`` behind a reference would make a definition of it.
_UNPRINTABLE: Final = re.compile(r"[{}\x7f-\xa0\xad\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]|(?<=[\]>]):")


def lines_of(rows: list[Row], *, tags_apart: bool) -> Iterator[str]:
    """The lines of a document.

    Args:
        rows: Its rows.
        tags_apart: Whether tags stand behind the texts, as the front matter says, and not in them.
    """
    begun = False
    number = 0
    for row in rows:
        item, depth = row.item, row.depth
        if begun and depth == 0 and (row.sign in (TOP, HEADING) or row.first):
            yield ""
        begun = True
        indent = INDENT * depth
        if isinstance(item, Heading):
            yield _long(f"{'#' * item.level} ", _words(item, tags_apart=tags_apart) or "\\ ", item, "")
        elif isinstance(item, Inference):
            assert row.sign == INFERENCE
            rules = ", ".join(_rule(r) for r in item.rules)
            inside = " ".join(part for part in (rules, flow(item.data) if item.data else "") if part)
            yield f"-- {inside} --" if inside else "----"
        elif row.sign == PREMISE:
            number = row.number or (1 if row.first else number + 1)
            yield _long(f"({number}) ", _element(item, tags_apart=tags_apart), item, "    ")
        elif row.sign in (BULLET, ORDERED):
            number = 1 if row.first else number + 1
            sign = "* " if row.sign == BULLET else f"{number}. "
            yield _long(sign, _element(item, tags_apart=tags_apart), item, "  ")
        else:
            lead = f"{indent}{row.sign} " if depth else ""
            yield _long(lead, _element(item, tags_apart=tags_apart), item, indent + INDENT)


def _long(lead: str, words: str, item: Element | Heading, indent: str) -> str:
    """A line with its data, which stand in the next line if they make it too long."""
    if not item.data:
        return lead + words
    data = flow(item.data)
    if len(lead) + len(words) + len(data) < LONGEST_LINE:
        return f"{lead}{words} {data}"
    return f"{lead}{words}\n{indent or INDENT}{data}"


def _element(item: Element, *, tags_apart: bool) -> str:
    name = "" if item.title is None else f"[{item.title}]" if item.kind == "statement" else f"<{item.title}>"
    if item.reference or not item.text:
        return " ".join([name, *(_tag(t) for t in item.tags)]) if name else "\\ "
    words = _words(item, tags_apart=tags_apart) or "\\ "
    return f"{name}: {words}" if name else words


def _words(item: Element | Heading, *, tags_apart: bool) -> str:
    words = escaped(item.text, [] if tags_apart else item.tags, item.marks)
    apart = item.tags if tags_apart else []
    return " ".join([words, *(_tag(t) for t in apart)]) if apart else words


def _tag(tag: str) -> str:
    match = _TAG.fullmatch(f"#{tag}")
    return f"#{tag}" if match and match[2] == tag else f"#({tag})"


def _rule(rule: str) -> str:
    words = re.sub(r"([\\,{#*_\[<]|-(?=-)|/(?=[/*])|\.(?=\S+?\.)|:(?=\S+?:))", r"\\\1", rule)
    return words or "\\ "


def escaped(text: str, tags: list[str], marks: list[Any] | None = None) -> str:
    r"""The text with a backslash before whatever would mean something.

    Args:
        text: The words.
        tags: Those that stand in the text as tags.
        marks: Bold, italic and links.

    >>> escaped("x < 3 and [sic], see #legal", ["legal"])
    'x \\< 3 and \\[sic], see #legal'
    """
    text = text.replace("\n", " ").replace("\r", " ")  # there is no way to say a line break
    if not marks:
        return _escaped(text, tags, start=True)
    parts: list[str] = []
    at = 0
    for offset, _, mark, skip in sorted(_edges(text, marks), key=lambda e: e[:2]):
        parts += (_escaped(text[at:offset], tags, start=at == 0), mark)
        at = max(offset, skip)
    parts.append(_escaped(text[at:], tags, start=at == 0))
    return "".join(parts)


def _edges(text: str, marks: list[Any]) -> Iterator[tuple[int, tuple[int, int], str, int]]:
    """Where markers go: offset, rank among those of one place, marker, and how far the text is skipped."""
    inside: list[tuple[str, int]] = []
    for kind, start, end, url in sorted(marks, key=lambda m: (m[1], -m[2])):
        if not 0 <= start <= end <= len(text):
            continue
        inside = [(k, e) for k, e in inside if e >= end]
        depth = len(inside)
        if kind == "link":
            if "]" not in text[start:end] and ")" not in url and start < end:
                yield start, (1, depth), f"[{text[start:end]}]({url})", end
            continue
        nested = sum(k == kind for k, _ in inside)
        marker = (("**", "__") if kind == "bold" else ("_", "*"))[nested % 2]
        inside.append((kind, end))
        yield start, (1, depth), marker, start
        yield end, (0, -depth), marker, end


def _escaped(text: str, tags: list[str], *, start: bool) -> str:
    parts: list[str] = []
    at = 0
    if start and text:
        if text[0] in _AT_START:
            parts.append("\\")
        elif number := _LEADING_NUMBER.match(text):
            parts.append(number.group() + "\\")
            at = number.end()
            parts.append(text[at])
            at += 1
    while match := _SPECIAL.search(text, at):
        place = match.start()
        sign = match.group()
        parts.append(text[at:place])
        at = place + 1
        if (
            sign == "#"
            and tags
            and (tag := _TAG.match(text, place))
            and (tag[1] or tag[2]) in tags
            # A backslash right behind a tag would belong to it.
            and (tag.group()[-1] in " \t" or text[tag.end() : tag.end() + 1] not in _ALWAYS)
        ):
            parts.append(tag.group())
            at = tag.end()
        elif sign == "@":
            mention = _MENTION.match(text, place)
            parts.append(mention.group() if mention else sign)
            at = mention.end() if mention else at
        elif (
            sign in _ALWAYS
            or (sign == "/" and text[place + 1 : place + 2] in ("/", "*"))
            or (sign == "=" and text.startswith("===", place))
            or (sign in _RUN and _RUN[sign].match(text, place))
        ):
            parts.append("\\" + sign)
        else:
            parts.append(sign)
    parts.append(text[at:])
    return "".join(parts)


def flow(value: Any) -> str:
    """A value as YAML in one line, which JSON readers nearly read, too.

    >>> flow({"by": "na", "via": ["akp"], "quote": "free, fair", "page": 1})
    '{by: na, via: [akp], quote: "free, fair", page: 1}'
    """
    if isinstance(value, dict):
        pairs = (f"{_key(str(k))}: {flow(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    if isinstance(value, str):
        if _PLAIN_WORD.fullmatch(value) and value.lower() not in _RESERVED:
            return value
        return _string(value)
    return json.dumps(value)


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) and key.lower() not in _RESERVED else _string(key)


def _string(value: str) -> str:
    """A JSON string that no lexer of Argdown can mistake for the end of the data."""
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m.group()):04x}", json.dumps(value, ensure_ascii=False))
