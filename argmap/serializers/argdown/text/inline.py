"""The words of an element or heading: text with its emphasis, links and tags, and the data after them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, define, evolve

from argmap.serializers.argdown.text.cursor import IN_LINES, LINE_STARTS, TITLED
from argmap.serializers.argdown.text.rows import Heading

if TYPE_CHECKING:
    from collections.abc import Callable

    from argmap.serializers.argdown.text.cursor import Cursor
    from argmap.serializers.argdown.text.rows import Element, Mark
    from argmap.serializers.argdown.text.tokens import Token

_WORDS: Final = frozenset({"text", "sign", "escape", "special"})
_MENTIONS: Final = frozenset({"statement_mention", "argument_mention"})
CONTENT: Final = _WORDS | _MENTIONS | {"open", "close", "link", "tag", "newline"}
_LISTS: Final = ("bullet", "ordered")
_NO_RELATION: Final = re.compile(r"[ \t]*[-~=<>^|+*/]{1,3}[ \t]*")
_LINK: Final = re.compile(r"\[(.+)\]\((.+)\)[ \t]?", re.DOTALL)


class _Raw(str):
    """YAML that is still text; it is read when all of a document is known."""

    __slots__ = ()


Raw: Any = _Raw


@define(eq=False)
class _Words:
    """The words that have been read of an element or heading.

    Attributes:
        c: Where the reading is.
        item: What the words belong to.
        in_heading: Whether that is a heading.
        parts: The words.
        length: How many characters they have.
        last: The last of these.
        marks: Emphasis and links.
        opened: Places in ``marks`` of what is not closed.
        emphasized: How much emphasis is not closed.
        within: Definitions that begin a line and are words.
    """

    c: Cursor
    item: Element | Heading
    in_heading: bool
    parts: list[str] = Factory(list)
    length: int = 0
    last: str = ""
    marks: list[Mark] = Factory(list)
    opened: list[int] = Factory(list)
    emphasized: int = 0
    within: list[Token] = Factory(list)

    def add(self, word: str) -> None:
        """Add words."""
        self.parts.append(word)
        self.length += len(word)
        self.last = word[-1] if word else self.last


def read_words(c: Cursor, item: Element | Heading, *, in_heading: bool = False) -> None:
    """The words of an element or heading, up to its data, relations or end."""
    text, found = c.text, c.tokens
    words = _Words(c, item, in_heading)
    size = len(found)
    while c.at < size:
        kind, start, end = token = found[c.at]
        if kind == "text" or kind == "sign":  # noqa: PLR1714 - most tokens are, and this is faster
            at = c.at + 1
            while at < size and found[at][1] == end and (found[at][0] == "text" or found[at][0] == "sign"):
                end = found[at][2]
                at += 1
            words.add(text[start:end])
            c.at = at
        elif (take := _TAKES.get(kind)) is None or not take(words, token):
            break
    if words.emphasized and c.official:
        place = found[min(c.at, size - 1)].start
        c.notes.error("unclosed-emphasis", place, "bold or italic that is not closed")
    if words.within:
        _report_definitions(words)
    item.text = "".join(words.parts)
    item.marks = words.marks
    if len(item.tags) > 1:
        item.tags[:] = dict.fromkeys(item.tags)


# One function for each kind of token: whether it belongs to the words, which then pass it.


def _take_newline(words: _Words, _: Token) -> bool:
    """A line end is a blank, unless it is the last thing in what holds it."""
    c = words.c
    c.at += 1
    following = c.kind()
    if not c.official and _ends_words(words, following):
        return False
    goes_on = following in CONTENT or (
        not c.official and (following in TITLED or (following in LINE_STARTS and _wrapped(c, c.at)))
    )
    if goes_on and following != "close" and words.last != " ":
        words.add(" ")
    return True


def _take_tag(words: _Words, token: Token) -> bool:
    c = words.c
    words.item.tags.append(tag_of(c, token))
    c.at += 1
    if not c.spelling.tags_apart:
        words.add(c.text[token.start : token.end])
    return True


def _take_sign(words: _Words, token: Token) -> bool:
    """An escape or a shortcode."""
    c = words.c
    word = meant(c, token)
    if c.official and token.kind == "special" and word != c.text[token.start : token.end]:
        words.opened.append(-1)  # the reference parser takes it for the emphasis that is closed next
    c.at += 1
    words.add(word)
    return True


def _take_mention(words: _Words, token: Token) -> bool:
    words.c.at += 1
    words.add(words.c.text[token.start : token.end])
    return True


def _take_open(words: _Words, token: Token) -> bool:
    words.opened.append(len(words.marks))
    kind = "bold" if token.end - token.start == 2 else "italic"
    words.marks.append((kind, words.length, words.length + 1, ""))
    words.emphasized += 1
    words.c.at += 1
    return True


def _take_close(words: _Words, token: Token) -> bool:
    if not words.emphasized:
        return False
    words.emphasized -= 1
    place = words.opened.pop()
    if place >= 0:
        words.marks[place] = (*words.marks[place][:2], words.length, "")
    words.c.at += 1
    if words.c.text[token.end - 1] == " ":
        words.add(" ")
    return True


def _take_link(words: _Words, token: Token) -> bool:
    image = words.c.text[token.start : token.end]
    pair = _LINK.fullmatch(image)
    assert pair is not None  # the token is a link
    words.marks.append(("link", words.length, words.length + len(pair[1]), pair[2]))
    words.c.at += 1
    words.add(pair[1] + (" " if image[-1] == " " else ""))
    return True


def _take_title(words: _Words, token: Token) -> bool:
    """Brackets within prose are words of it."""
    c = words.c
    if c.official:
        return False
    if words.parts:
        _report_title(words, token)
    _add_start(words, token)
    return True


def _report_title(words: _Words, token: Token) -> None:
    c = words.c
    word, before = c.text[token.start : token.end], _line_before(c, token.start)
    if _NO_RELATION.fullmatch(before):
        message = f"{before.strip()!r} is not a relation, so this line is read as words"
        c.notes.warning("unknown-relation", token.start, message, "relations are + - _ +> -> _> ><")
    elif token.kind.endswith("definition") and not before.strip():
        words.within.append(token)
    elif not before.strip() and _alone(c) is not None:
        message = f"{word} is a line of its own, but no title that is known, so it is read as words of the text above"
        hint = "if it is a block of its own, put an empty line above it"
        c.notes.warning("reference-in-text", token.start, message, hint)
    else:
        c.notes.info("brackets-kept", token.start, f"{word!r} within a text is read as words")


def _report_definitions(words: _Words) -> None:
    """Report the definitions that begin a line of a text: an error if data follow, as they may be of one of these."""
    c = words.c
    owned = c.kind() == "data" or (c.kind() == "newline" and c.kind(1) == "data")
    for token in words.within:
        word = c.text[token.start : token.end]
        message = f"{word!r} begins a line of a text, so it is read as words"
        hint = "put a sign such as + or - before it, or an empty line above it"
        if owned:
            c.notes.error(
                "definition-in-text",
                token.start,
                f"{message}, and whose the data below are is not known",
                hint,
            )
        else:
            c.notes.warning("definition-in-text", token.start, message, hint)


def _take_front(words: _Words, token: Token) -> bool:
    return not words.c.official and _take_mention(words, token)


def _take_line_start(words: _Words, token: Token) -> bool:
    """What looks like a list or number is words where a line of running text was broken before it."""
    c = words.c
    if c.official or not words.parts or not _wrapped(c, c.at):
        return False
    word = c.text[token.start : token.end].lstrip(" \t")
    message = f"a line of this text begins with {word!r}, which is read as words"
    hint = "break the line elsewhere, or put a backslash before it"
    if token.kind in _LISTS:
        hint = f"if a list begins here, put an empty line above it; if not, {hint}"
    c.notes.warning("wrapped-line", token.start, message, hint)
    _add_start(words, token)
    return True


def _add_start(words: _Words, token: Token) -> None:
    """Add what would begin an element or a line, with one of the blanks that follow it."""
    c = words.c
    word = c.text[token.start : token.end]
    if token.kind in LINE_STARTS:
        word = word.lstrip(" \t")
    if c.text[token.end : token.end + 1] in (" ", "\t"):
        word = word.rstrip(" \t") + " "
    c.at += 1
    words.add(word)


_TAKES: Final[dict[str, Callable[[_Words, Token], bool]]] = {
    "newline": _take_newline,
    "tag": _take_tag,
    "escape": _take_sign,
    "special": _take_sign,
    "open": _take_open,
    "close": _take_close,
    "link": _take_link,
    "front": _take_front,
    **dict.fromkeys(_MENTIONS, _take_mention),
    **dict.fromkeys(TITLED, _take_title),
    **dict.fromkeys(LINE_STARTS, _take_line_start),
}


def _ends_words(words: _Words, following: str) -> bool:
    """Whether a line begins with what is no word of the text above, though no empty line is between them."""
    c = words.c
    if words.in_heading:
        return following in TITLED or following in LINE_STARTS
    if following in CONTENT or (following == "number" and c.begun == "number"):  # as most are
        return following == "number"
    if following in TITLED and c.at_margin():
        return following.endswith("definition") or _stands_alone(c)
    if following in _LISTS and c.begun not in _LISTS:
        return _begins_list(c)
    return following in ("number", "rule") and not _wrapped(c, c.at)


def _stands_alone(c: Cursor) -> bool:
    """Whether a reference that is next is no word of a text: it is all of a line and has relations, or is known."""
    found = _alone(c)
    if found is None:
        return False
    following, owned, after = found
    token = c.tokens[c.at]
    structured = following == "empty" and c.kind(after + 1) == "number"
    if structured or following == "relation" or c.times(token) > 1:
        return True
    if owned:
        c.doubtful = token.start
    return owned


def _alone(c: Cursor) -> tuple[str, bool, int] | None:
    """If the title that is next is all of the last line of a text: what follows, whether after data, and where."""
    ahead, owned = 1, False
    while c.kind(ahead) in ("tag", "data"):
        owned = owned or c.kind(ahead) == "data"
        ahead += 1
    following = c.kind(ahead)
    if following == "newline":
        ahead += 1
        while c.kind(ahead) == "data":
            ahead, owned = ahead + 1, True
        following = c.kind(ahead)
    return None if following in CONTENT else (following, owned, ahead)


def _begins_list(c: Cursor) -> bool:
    """Whether what looks like an item of a list is one: another follows, or its line ends with data."""
    at, kind = c.at, c.kind()
    if kind == "ordered" and c.image(c.tokens[at]) != "1.":
        return False
    ahead, in_line = 1, True
    while (following := c.kind(ahead)) in CONTENT or following in TITLED:
        ahead += 1
        if following == "newline":
            in_line = False
            if c.kind(ahead) in LINE_STARTS:
                return c.kind(ahead) == kind
    return following == "data" and in_line


def _line_before(c: Cursor, at: int) -> str:
    """What precedes an offset in its line, if that is little."""
    before = c.text[max(0, at - 20) : at]
    return before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]


def _wrapped(c: Cursor, at: int) -> bool:
    """Whether what looks like a list, number or inference line is a line of running text."""
    kind = c.tokens[at].kind
    if kind == "rule" or (kind == "number" and (c.begun == "number" or _begins_structure(c, at))):
        return False
    return kind != "heading" and not (c.begun in _LISTS and kind in _LISTS)


def _begins_structure(c: Cursor, at: int) -> bool:
    """Whether premises begin with a number, and not a line of running text."""
    token = c.tokens[at]
    return c.text[token.start : token.end].strip(" \t'") == "(1)" and c.infers(at)


def meant(c: Cursor, token: Token) -> str:
    """The words that a token means: those of an escape without its backslash, the sign of a shortcode."""
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


def tag_of(c: Cursor, token: Token) -> str:
    """The tag that a token is."""
    image = c.text[token.start : token.end]
    return image[2 : image.rindex(")")] if image.startswith("#(") else image[1:].rstrip(" \t")


def read_tags(c: Cursor, item: Element | Heading) -> None:
    """The tags that follow, each once."""
    while c.kind() == "tag":
        item.tags.append(tag_of(c, c.next()))
    if len(item.tags) > 1:
        item.tags[:] = dict.fromkeys(item.tags)


def read_data(c: Cursor, item: Element | Heading) -> None:
    """The data after an element or heading, as text; outside the official dialect tags may follow them."""
    if isinstance(item, Heading) and c.kind() == "newline" and c.kind(1) == "data":
        c.next()
    if c.kind() != "data":
        return
    token = c.next()
    if not c.official and "\r" in c.text[token.start : token.end]:
        message = "these data have Windows line ends; the reference parser takes them for words"
        c.notes.info("data-kept", token.start, message)
    item.data, item.data_offset = Raw(c.text[token.start : token.end]), token.start
    if not c.official:
        read_tags(c, item)
    if c.kind() == "newline":
        c.next()
        c.broken = item
        _read_words_after_data(c, item, token)


def _read_words_after_data(c: Cursor, item: Element | Heading, data: Token) -> None:
    """Report words in the lines after data that can be no block of their own, and read them."""
    if c.official or c.kind() not in CONTENT or (c.begun not in IN_LINES and c.at_margin()):
        return
    line, _ = c.notes.lines.position(c.tokens[c.at].start)
    message = f"data come last in an element, and words follow these in line {line}"
    hint = "put the data after the words, or an empty line between both"
    c.notes.error("misplaced-data", data.start, message, hint)
    rest = evolve(item, text="", marks=[])
    read_words(c, rest)
    c.skip("data")
    item.text = f"{item.text.rstrip()} {rest.text}"
