"""A statement or an argument in an Argdown text: defined, referred to, or without a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from argmap.serializers.argdown.text.cursor import END, IN_LINES, TITLED
from argmap.serializers.argdown.text.inline import CONTENT, read_data, read_tags, read_words
from argmap.serializers.argdown.text.rows import Element

if TYPE_CHECKING:
    from argmap.serializers.argdown.text.cursor import Cursor
    from argmap.serializers.argdown.text.tokens import Token

_STARTS: Final = frozenset({"relation", "number", "bullet", "ordered", "rule", "heading", "part"})
# Titles that the reference parser looks up in vain: names that every object of its language has.
_LOST: Final = frozenset(
    {
        "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString",
        "valueOf", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__",
    }
)  # fmt: skip


def read_element(c: Cursor) -> Element | None:  # noqa: C901, PLR0912 - one branch for each way to begin
    """A statement or an argument, from its title to its data."""
    if c.at >= len(c.tokens):
        if c.official:
            c.wrong("nothing follows this sign", "empty-relation")
            return None
        _nothing(c, len(c.text))
        return Element("statement", offset=max(0, len(c.text) - 1))
    token = c.tokens[c.at]
    kind = token.kind
    image = c.text[token.start : token.end]
    element: Element
    if kind in ("statement_definition", "argument_definition") and _defines(c, token, image):
        c.at += 1
        element = Element("statement" if image[0] == "[" else "argument", image[1:-2], offset=token.start)
        start = c.at
        read_words(c, element)
        if c.at == start:
            if c.official:
                c.wrong(f"{image} without text", "definition-without-text")
                return None
            c.notes.warning(
                "definition-without-text", token.start, f"{image} has no text", "write it after the colon"
            )
            element.reference = True
    elif kind in ("statement_reference", "argument_reference") and _refers(c, token):
        c.at += 1
        element = Element(
            "statement" if image[0] == "[" else "argument",
            image[1:-1],
            reference=True,
            offset=token.start,
        )
        read_tags(c, element)
        c.skip("newline")
    else:
        element = Element("statement", offset=token.start)
        start = c.at
        if not c.official:
            _look_for_open_title(c, token, image)
        read_words(c, element)
        if c.at == start or all(t.kind == "newline" for t in c.tokens[start : c.at]):
            if c.at == start and c.official:
                c.wrong(f"{c.image(token)!r} cannot appear here", "syntax")
                return None
            if not c.official:
                if kind != "data" or c.begun != "data":
                    _nothing(c, token.start)
                if kind in ("data", "front"):
                    return None
    if element.title in _LOST:
        _lost(c, element.title, token.start)
    read_data(c, element)
    return element


def _lost(c: Cursor, title: str, offset: int) -> None:
    """Report where the reference parser loses an element, and all that follows it."""
    if c.official:
        c.notes.error("title-lost", offset, f"the reference parser loses all after the title {title!r}")
    else:
        c.notes.info(
            "title-kept", offset, f"{title!r} is a title like any other; the reference parser loses it"
        )


def _nothing(c: Cursor, offset: int) -> None:
    c.notes.warning(
        "empty-relation",
        max(0, min(offset, len(c.text) - 1)),
        "nothing follows this sign",
        "write a statement there, or remove the sign",
    )


def _look_for_open_title(c: Cursor, token: Token, image: str) -> None:
    """Report ``[Title: text`` without its bracket, which is read as words."""
    close = {"[": "]", "<": ">"}.get(image[:1]) if token.kind == "sign" else None
    if close is None:
        return
    line = c.text[token.start : _line_end(c, token.start)]
    if close not in line and ":" in line:
        message = "a title that is not closed is read as words"
        c.notes.warning("unclosed-title", token.start, message, f"close it: {image[:1]}Title{close}: text")


def _line_end(c: Cursor, at: int) -> int:
    match = re.compile(r"[^\n\r]*").match(c.text, at)
    return match.end() if match else len(c.text)


def _defines(c: Cursor, token: Token, image: str) -> bool:
    """Whether a definition is one: in prose, the brackets of its title must pair."""
    inside = image[1:-2]
    begin, end = ("[", "]") if image[0] == "[" else ("<", ">")
    depth = 0
    for sign in inside if end in inside else "":
        depth += (sign == begin) - (sign == end)
        if depth < 0:
            break
    if c.official or depth == 0:
        return True
    c.notes.info(
        "brackets-kept", token.start, f"{image!r} is not taken as one title, since its brackets do not pair"
    )
    return False


def _refers(c: Cursor, token: Token) -> bool:
    """Whether a title alone is a reference: in prose, nothing but tags and data may follow in its line.

    What follows in the next line is a block of its own, but words that are indented, or within a list or structure.
    """
    if c.official:
        return True
    ahead = 1
    while c.kind(ahead) == "tag":
        ahead += 1
    kind = c.kind(ahead)
    if kind == "newline":
        kind = c.kind(ahead + 1)
        if kind in TITLED or (kind in CONTENT and c.begun not in IN_LINES and c.at_margin(ahead + 1)):
            return True
    if kind in ("empty", "data", END) or kind in _STARTS:
        return True
    message = f"{c.image(token)} is followed by text, so it is read as words"
    hint = f"put a colon after it, if that is its text, or mention it as @{c.image(token)}"
    c.notes.warning("reference-in-text", token.start, message, hint)
    return False
