"""The words of an element or heading: text with its emphasis, links and tags, and the data behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from argmap.serializers.argdown.text.cursor import END, LINE_STARTS, TITLED
from argmap.serializers.argdown.text.rows import Heading

if TYPE_CHECKING:
    from argmap.serializers.argdown.text.cursor import Cursor
    from argmap.serializers.argdown.text.rows import Element, Mark
    from argmap.serializers.argdown.text.tokens import Token

_WORDS: Final = frozenset({"text", "sign", "escape", "special"})
_MENTIONS: Final = frozenset({"statement_mention", "argument_mention"})
CONTENT: Final = _WORDS | _MENTIONS | {"open", "close", "link", "tag", "newline"}
_NO_RELATION: Final = re.compile(r"[ \t]*[-~=<>^|+*/]{1,3}[ \t]*")
_LINK: Final = re.compile(r"\[(.+)\]\((.+)\)[ \t]?", re.DOTALL)


class _Raw(str):
    """YAML that is still text; it is read when all of a document is known."""

    __slots__ = ()


Raw: Any = _Raw


def read_words(c: Cursor, item: Element | Heading, *, in_heading: bool = False) -> None:  # noqa: C901, PLR0912, PLR0915
    """The words of an element or heading, up to its data, relations or end."""
    text, found, official = c.text, c.tokens, c.official
    parts: list[str] = []
    length = 0
    marks: list[Mark] = []
    opened: list[int] = []  # places in marks of what is not closed
    emphasized = 0
    at, size = c.at, len(found)
    last = ""
    while at < size:
        kind, start, end = found[at]
        if kind in ("text", "sign"):
            word = text[start:end]
        elif kind == "newline":
            # A line end is a blank, unless it is the last thing in what holds it.
            following = found[at + 1].kind if at + 1 < size else END
            at += 1
            if not official and following in TITLED and (in_heading or _at_margin(text, found[at])):
                break
            goes_on = following in CONTENT or (
                not official and (following in TITLED or (following in LINE_STARTS and _wrapped(c, at)))
            )
            if goes_on and following != "close" and last != " ":
                parts.append(" ")
                length += 1
                last = " "
            continue
        elif kind == "tag":
            add_tag(c, item.tags, found[at])
            at += 1
            if c.spelling.tags_apart:
                continue
            word = text[start:end]
            parts.append(word)
            length += len(word)
            last = word[-1]
            continue
        elif kind in _WORDS:
            word = meant(c, found[at])
            if official and kind == "special" and word != text[start:end]:
                opened.append(-1)  # the original takes it for the emphasis that is closed next
        elif kind == "open":
            opened.append(len(marks))
            marks.append(("bold" if end - start == 2 else "italic", length, length + 1, ""))
            emphasized += 1
            at += 1
            continue
        elif kind == "close":
            if not emphasized:
                break
            emphasized -= 1
            place = opened.pop()
            if place >= 0:
                marks[place] = (*marks[place][:2], length, "")
            at += 1
            if text[end - 1] == " ":
                parts.append(" ")
                length += 1
                last = " "
            continue
        elif kind == "link":
            word = text[start:end]
            pair = _LINK.fullmatch(word)
            assert pair is not None  # the token is a link
            marks.append(("link", length, length + len(pair[1]), pair[2]))
            word = pair[1] + (" " if word[-1] == " " else "")
        elif kind in _MENTIONS:
            word = text[start:end]
        elif kind in TITLED and not official and parts:
            word = text[start:end]
            before = _line_before(c, start)
            if _NO_RELATION.fullmatch(before):
                c.notes.warning(
                    "unknown-relation",
                    start,
                    f"{before.strip()!r} is no relation, so this line is read as words",
                    "relations are + - _ +> -> _> ><",
                )
            elif kind.endswith("definition") and not before.strip():
                c.notes.warning(
                    "definition-in-text",
                    start,
                    f"{word!r} begins a line of a text, so it is read as words",
                    "put a sign such as + or - before it, or an empty line above it",
                )
            else:
                c.notes.info("brackets-kept", start, f"{word!r} within a text is read as words")
        elif (kind in TITLED and not official) or (kind == "front" and not official):
            word = text[start:end]
        elif not official and kind in LINE_STARTS and parts and _wrapped(c, at):
            word = text[start:end].lstrip(" \t")
            c.notes.warning(
                "wrapped-line",
                start,
                f"a line of this text begins with {word!r}, which is read as words",
                "break the line elsewhere, or put a backslash before it",
            )
        else:
            break
        if (kind in TITLED or kind in LINE_STARTS) and text[end : end + 1] in (" ", "\t"):
            word = word.rstrip(" \t") + " "
        parts.append(word)
        length += len(word)
        if word:
            last = word[-1]
        at += 1
    if emphasized and official:
        c.notes.error(
            "unclosed-emphasis", found[min(at, size - 1)].start, "bold or italic that is not closed"
        )
    c.at = at
    item.text = "".join(parts)
    item.marks = marks


def _at_margin(text: str, token: Token) -> bool:
    """Whether a definition stands at the beginning of a line, as those of new blocks do."""
    return token.kind.endswith("definition") and text[token.start - 1] in "\n\r"


def _line_before(c: Cursor, at: int) -> str:
    """What stands in the line before an offset, if that is little."""
    before = c.text[max(0, at - 20) : at]
    return before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]


def _wrapped(c: Cursor, at: int) -> bool:
    """Whether what looks like a list, number or inference line is a line of running text."""
    kind = c.tokens[at].kind
    if kind == "heading":
        return False
    return not (kind in ("number", "rule") and c.begun == "number") and not (
        kind in ("bullet", "ordered") and c.begun in ("bullet", "ordered")
    )


def meant(c: Cursor, token: Token) -> str:
    """The words that a token stands for: those of an escape without its backslash, the sign of a shortcode."""
    kind, start, end = token
    image = c.text[start:end]
    if kind == "escape":
        return image[1:]
    sign = c.spelling.codes.get(image.strip()) if kind == "special" else None
    if sign is None:
        return image
    if not c.official and _within_word(c, start, start + len(image.rstrip(" \t"))):
        c.notes.info("shortcode-kept", start, f"{image.strip()!r} within a word is not taken as a shortcode")
        return image
    return sign + (" " if image[-1] == " " else "")


def _within_word(c: Cursor, start: int, end: int) -> bool:
    return (start > 0 and c.text[start - 1].isalnum()) or c.text[end : end + 1].isalnum()


def add_tag(c: Cursor, tags: list[str], token: Token) -> None:
    """Add the tag that a token is, once."""
    image = c.text[token.start : token.end]
    name = image[2 : image.rindex(")")] if image.startswith("#(") else image[1:].rstrip(" \t")
    if name not in tags:
        tags.append(name)


def read_data(c: Cursor, item: Element | Heading) -> None:
    """The data behind an element or heading, as text; outside the official dialect tags may follow them."""
    if isinstance(item, Heading) and c.kind() == "newline" and c.kind(1) == "data":
        c.next()
    if c.kind() != "data":
        return
    token = c.next()
    if not c.official and "\r" in c.text[token.start : token.end]:
        c.notes.info(
            "data-kept",
            token.start,
            "these data have Windows line ends; the original takes them for words",
        )
    item.data, item.data_offset = Raw(c.text[token.start : token.end]), token.start
    if not c.official:
        while c.kind() == "tag":
            add_tag(c, item.tags, c.next())
    if c.kind() == "newline":
        c.next()
        c.broken = item
