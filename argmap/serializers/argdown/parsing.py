"""From tokens to rows: the grammar of Argdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from argmap.serializers.argdown.lexing import tokens
from argmap.serializers.argdown.rows import (
    BULLET,
    HEADING,
    INFERENCE,
    ORDERED,
    PREMISE,
    TOP,
    Document,
    Element,
    Heading,
    Inference,
    Row,
    Spelling,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from argmap.serializers.argdown.lexing import Notes, Token
    from argmap.serializers.argdown.rows import Mark

_WORDS: Final = frozenset({"text", "sign", "escape", "special"})
_TITLED: Final = frozenset(
    {"statement_definition", "statement_reference", "argument_definition", "argument_reference"}
)
_MENTIONS: Final = frozenset({"statement_mention", "argument_mention"})
_CONTENT: Final = _WORDS | _MENTIONS | {"open", "close", "link", "tag", "newline"}
_STARTS: Final = frozenset({"relation", "number", "bullet", "ordered", "rule"})
_LINE_STARTS: Final = frozenset({"number", "bullet", "ordered", "rule", "heading"})
_END: Final = "end"
# Titles that the original looks up in vain: names that every object of its language has.
_LOST: Final = frozenset(
    {
        "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString",
        "valueOf", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__",
    }
)  # fmt: skip
_NO_RELATION: Final = re.compile(r"[ \t]*[-~=<>^|+*/]{1,3}[ \t]*")
_LINK: Final = re.compile(r"\[(.+)\]\((.+)\)[ \t]?", re.DOTALL)


def parse(
    text: str,
    notes: Notes,
    *,
    official: bool,
    front: Callable[[str, int, Notes], Any] = lambda *_: None,
    spelling: Spelling | None = None,
) -> Document:
    """The rows of a text.

    Args:
        text: The document.
        notes: Where problems go.
        official: Whether to read as the original does, faults included.
        front: Reads the front matter, given its text and offset; what it says of words counts at once.
        spelling: What is said of the words of a text without front matter.
    """
    return _Parser(text, notes, spelling or Spelling(), official=official).run(front)


class _Parser:
    """One pass over the tokens of a text."""

    def __init__(self, text: str, notes: Notes, spelling: Spelling, *, official: bool) -> None:
        self.text = text
        self.notes = notes
        self.spelling = spelling
        self.official = official
        self.tokens: list[Token] = tokens(text, notes, official=official)
        self.at = 0
        self.rows: list[Row] = []
        self.begun = ""  # the kind of token that the block began with
        self.broken: Element | Heading | None = None  # a line end stood behind its data

    # The document

    def run(self, front: Callable[[str, int, Notes], Any]) -> Document:
        document = Document(self.rows)
        self._skip("newline")
        self._skip("empty")
        if self._kind() == "front":
            token = self._next()
            document.front_offset = token.start
            document.front = front(self.text[token.start : token.end], token.start, self.notes)
            if isinstance(document.front, dict):
                self.spelling = Spelling.of(document.front.get("model"))
            self._skip("newline")
            if self._kind() == "empty":
                self._next()
            elif self.official:
                self._wrong("no empty line after the front matter", "front-matter-line")
        elif self.text.lstrip("\ufeff").startswith("===") and not self.official:
            self.notes.error(
                "unclosed-front-matter",
                len(self.text) - len(self.text.lstrip("\ufeff")),
                "the front matter is not closed",
                "end it with a line ===",
            )
        document.spelling = self.spelling
        while self.at < len(self.tokens):
            before = self.at
            self._block()
            if self.at == before and self._kind() not in ("empty", "data"):
                token = self._next()  # nothing begins so
                self.notes.error("syntax", token.start, f"{_image(self.text, token)!r} cannot stand here")
            if self.at < len(self.tokens) and self._kind() != "empty":
                self._unexpected()
            while self._kind() == "empty":
                self._next()
        return document

    def _block(self) -> None:
        kind = self.begun = self._kind()
        if kind == "newline":
            self._next()
        elif kind == "heading":
            self._heading()
        elif kind == "number":
            self._structure()
        elif kind in ("bullet", "ordered"):
            self._list()
        elif kind == "relation":
            self._orphans()
        else:
            item = self._element()
            if item is not None:
                self.rows.append(Row(0, TOP, item))
                self._relations([0])

    def _unexpected(self) -> None:
        """Report what cannot follow here, and go on behind it."""
        token = self.tokens[self.at]
        if self.official:
            self._wrong(f"{_image(self.text, token)!r} cannot stand here", "syntax")
            return
        if token.kind in ("number", "heading", "bullet", "ordered", "rule", "relation"):
            return  # the next block begins without an empty line
        if token.kind == "data":
            self.notes.error(
                "misplaced-data",
                token.start,
                "data that belong to nothing",
                "put them behind the text they describe",
            )
        else:
            self.notes.error("syntax", token.start, f"{_image(self.text, token)!r} cannot stand here")
        self._next()

    def _wrong(self, message: str, code: str) -> None:
        """An error of the original's grammar: the rest of the block is lost to it."""
        token = self.tokens[min(self.at, len(self.tokens) - 1)]
        self.notes.error(code, token.start, message)
        while self.at < len(self.tokens) and self._kind() != "empty":
            self.at += 1

    def _orphans(self) -> None:
        """Relations behind an empty line: they have lost what they bear on."""
        token = self.tokens[self.at]
        if self.official:
            self._wrong("a paragraph that starts with a relation", "relation-without-parent")
            return
        self.notes.error(
            "relation-without-parent",
            token.start,
            "a relation behind an empty line bears on nothing",
            "remove the empty line above it",
        )
        last = next((n for n in range(len(self.rows) - 1, -1, -1) if self.rows[n].depth == 0), None)
        if last is None or not isinstance(self.rows[last].item, (Element, Inference)):
            self._next()
            return
        self._relations([0])

    # Headings, lists, premise-conclusion structures

    def _heading(self) -> None:
        token = self._next()
        heading = Heading(token.end - token.start - 1, offset=token.start)
        first_line = self.notes.lines.position
        start = self.at
        self._content(heading, in_heading=True)
        if self.at == start:
            if self.official:
                self._wrong("a heading without words", "empty-heading")
                return
            self.notes.warning("empty-heading", token.start, "a heading without words")
        if not self.official:
            words = [t for t in self.tokens[start : self.at] if t.kind != "newline"]
            if words and first_line(words[-1].start)[0] > first_line(token.start)[0]:
                self.notes.warning(
                    "heading-runs-on",
                    token.start,
                    "the heading goes on in the next line",
                    "put an empty line below a heading",
                )
        self._data(heading)
        self.rows.append(Row(0, HEADING, heading))

    def _list(self) -> None:
        kind = self._kind()
        first = True
        base: int | None = None
        while self._kind() in ("bullet", "ordered"):
            token = self.tokens[self.at]
            width = _width(self.text, token) + 1
            if base is None:
                base = width
            elif (width != base or token.kind != kind) and self.official:
                self._wrong("a list within a list", "nested-list")
                return
            elif width > base or token.kind != kind:
                self.notes.warning(
                    "nested-list",
                    token.start,
                    "a list within a list is read as one list",
                    "Argdown has no nested lists, and none that is half numbered",
                )
            self._next()
            item = self._element()
            if item is None:
                return
            self.rows.append(Row(0, BULLET if kind == "bullet" else ORDERED, item, first))
            first = False
            self._relations([base])

    def _structure(self) -> None:
        first, concluded, after_rule = True, False, False
        begin = self.tokens[self.at].start
        expected = 1
        while True:
            kind = self._kind()
            if kind == "number":
                token = self._next()
                number = int(self.text[token.start : token.end].strip(" '\t()"))
                if number != expected and not self.official:
                    self.notes.warning(
                        "premise-number",
                        token.start,
                        f"statement ({number}) stands where ({expected}) is expected",
                        "number premises and conclusions 1, 2, 3 …",
                    )
                expected = number + 1
                item = self._element()
                if item is None:
                    return
                if item.kind == "argument":
                    self.notes.error(
                        "argument-as-premise",
                        item.offset,
                        f"an argument, <{item.title}>, stands as premise or conclusion",
                        "premises and conclusions are statements: [title]: text",
                    )
                    item.kind = "statement"
                self.rows.append(Row(0, PREMISE, item, first, number))
                first = False
                concluded, after_rule = after_rule, False
                self._relations([0])
            elif kind == "rule":
                if after_rule:
                    self.notes.error(
                        "inference-without-conclusion", self.tokens[self.at].start, "two inferences in a row"
                    )
                self._inference()
                concluded, after_rule = False, True
            elif (
                kind == "empty"
                and not self.official
                and not concluded
                and self._kind(1) in ("number", "rule")
            ):
                self.notes.warning(
                    "empty-line-in-structure",
                    self.tokens[self.at].end,
                    "an empty line within a premise-conclusion structure",
                    "remove it: the structure ends there for other readers",
                )
                self._next()
            else:
                break
        if not concluded:
            self.notes.error(
                "structure-without-conclusion",
                begin,
                "a premise-conclusion structure without conclusion",
                "put a line ---- below the premises, and the conclusion under it",
            )

    def _line_end(self, at: int) -> int:
        match = re.compile(r"[^\n\r]*").match(self.text, at)
        return match.end() if match else len(self.text)

    def _inference(self) -> None:
        token = self._next()
        inference = Inference(offset=token.start)
        parts: list[str] = []
        raw: Token | None = None
        broken = False  # whether a line has ended behind the rules
        while self.at < len(self.tokens) and self._kind() != "rule_end":
            token = self._next()
            if self.official and (broken or raw is not None) and token.kind not in ("newline", "data"):
                self._wrong("an inference whose rules go on in another line", "unclosed-inference")
                return
            broken = broken or (token.kind == "newline" and bool(parts or inference.rules))
            if token.kind == "comma":
                inference.rules.append("".join(parts).strip())
                parts = []
            elif token.kind == "data":
                raw = token
            elif token.kind == "newline":
                if any(p.strip() for p in parts):
                    parts.append(" ")
            else:
                parts.append(self._word(token))
        if any(parts) or inference.rules:
            inference.rules.append("".join(parts).strip())
        if raw is not None:
            inference.data, inference.data_offset = _Raw(self.text[raw.start : raw.end]), raw.start
        self.rows.append(Row(0, INFERENCE, inference))
        if self._kind() != "rule_end":
            self.notes.error(
                "unclosed-inference",
                inference.offset,
                "an inference that is not closed",
                "end its line with --",
            )
            return
        self._next()
        self._skip("newline")
        self._relations([0], of_inference=True)

    # Elements and their relations

    def _element(self) -> Element | None:  # noqa: C901, PLR0912 - one branch for each way to begin
        """A statement or an argument, from its title to its data."""
        if self.at >= len(self.tokens):
            if self.official:
                self._wrong("nothing stands behind this sign", "empty-relation")
                return None
            self._nothing(len(self.text))
            return Element("statement", offset=max(0, len(self.text) - 1))
        token = self.tokens[self.at]
        kind = token.kind
        image = self.text[token.start : token.end]
        element: Element
        if kind in ("statement_definition", "argument_definition") and self._defines(token, image):
            self.at += 1
            element = Element("statement" if image[0] == "[" else "argument", image[1:-2], offset=token.start)
            start = self.at
            self._content(element)
            if self.at == start:
                if self.official:
                    self._wrong(f"{image} without text", "definition-without-text")
                    return None
                self.notes.warning(
                    "definition-without-text",
                    token.start,
                    f"{image} has no text",
                    "write it behind the colon",
                )
                element.reference = True
        elif kind in ("statement_reference", "argument_reference") and self._refers(token):
            self.at += 1
            element = Element(
                "statement" if image[0] == "[" else "argument",
                image[1:-1],
                reference=True,
                offset=token.start,
            )
            while self._kind() == "tag":
                self._tag(element.tags, self._next())
            self._skip("newline")
        else:
            element = Element("statement", offset=token.start)
            start = self.at
            if not self.official:
                self._look_for_open_title(token, image)
            self._content(element)
            if self.at == start or all(t.kind == "newline" for t in self.tokens[start : self.at]):
                if self.at == start and self.official:
                    self._wrong(f"{_image(self.text, token)!r} cannot stand here", "syntax")
                    return None
                if not self.official:
                    if kind != "data" or self.begun != "data":
                        self._nothing(token.start)
                    if kind in ("data", "front"):
                        return None
        if element.title in _LOST:
            self._lost(element.title, token.start)
        self._data(element)
        return element

    def _lost(self, title: str, offset: int) -> None:
        """Say so where the original loses an element, and all that stands behind it."""
        if self.official:
            self.notes.error("title-lost", offset, f"the original loses all behind the title {title!r}")
        else:
            self.notes.info("title-kept", offset, f"{title!r} is a title as any other; the original loses it")

    def _nothing(self, offset: int) -> None:
        self.notes.warning(
            "empty-relation",
            max(0, min(offset, len(self.text) - 1)),
            "nothing stands behind this sign",
            "write a statement there, or remove the sign",
        )

    def _look_for_open_title(self, token: Token, image: str) -> None:
        """Report ``[Title: text`` without its bracket, which is read as words."""
        close = {"[": "]", "<": ">"}.get(image[:1]) if token.kind == "sign" else None
        line = self.text[token.start : self._line_end(token.start)]
        if close is not None and close not in line and ":" in line:
            self.notes.warning(
                "unclosed-title",
                token.start,
                "a title that is not closed is read as words",
                f"close it: {image[:1]}Title{close}: text",
            )

    def _defines(self, token: Token, image: str) -> bool:
        """Whether a definition is one: in prose, the brackets of its title must pair."""
        inside = image[1:-2]
        begin, end = ("[", "]") if image[0] == "[" else ("<", ">")
        depth = 0
        for sign in inside if end in inside else "":
            depth += (sign == begin) - (sign == end)
            if depth < 0:
                break
        if self.official or depth == 0:
            return True
        self.notes.info(
            "brackets-kept",
            token.start,
            f"{image!r} is not taken as one title, since its brackets do not pair",
        )
        return False

    def _refers(self, token: Token) -> bool:
        """Whether a title alone is a reference: in prose, nothing but tags and data may follow."""
        if self.official:
            return True
        at = self.at + 1
        while self._kind(at - self.at) == "tag":
            at += 1
        kind = self._kind(at - self.at)
        if kind == "newline":
            kind = self._kind(at + 1 - self.at)
            if kind in _CONTENT or kind in _TITLED:
                kind = "text"
        if kind in ("empty", "data", _END) or kind in _STARTS:
            return True
        self.notes.warning(
            "reference-in-text",
            token.start,
            f"{_image(self.text, token)} is followed by text, so it is read as words",
            "put a reference on a line of its own, or mention it as @" + _image(self.text, token),
        )
        return False

    def _relations(self, widths: list[int], *, of_inference: bool = False) -> None:  # noqa: C901, PLR0912 - what the original refuses is told apart
        base = len(widths) - 1
        bottom = widths[0]
        while self._kind() == "relation":
            token = self.tokens[self.at]
            width = _width(self.text, token)
            sign = self.text[token.start : token.end].strip(" '\t")
            popped = False
            deeper = width > widths[-1]
            while len(widths) > base + 1 and width < widths[-1]:
                widths.pop()
                popped = True
            if popped and width > widths[-1]:
                if len(widths) == base + 1:
                    if self.official:
                        self._wrong("an indentation that stands between two levels", "indentation")
                        return
                    widths.append(width)
                if not self.official:
                    self.notes.warning(
                        "indentation",
                        token.start,
                        "this line is indented between two levels; it is read as one of the less indented level",
                        "indent the relations of one element alike",
                    )
            elif width > widths[-1]:
                widths.append(width)
            elif len(widths) == base + 1:
                if self.official:
                    self._wrong("a relation that is not indented", "indentation")
                    return
                self.notes.warning(
                    "indentation",
                    token.start,
                    "this relation is not indented; it is read as bearing on the block above",
                    "indent it by two blanks",
                )
                widths.append(max(width, bottom + 1))
            if sign in ("<+", "<-", "<_"):
                sign = sign[1:]
            if of_inference and len(widths) == base + 2 and sign != "_":
                if self.official:
                    self._wrong("a relation of an inference that is no undercut", "relation-of-inference")
                    return
                self.notes.warning(
                    "relation-of-inference",
                    token.start,
                    f"{sign!r} below an inference: other readers know undercuts there only",
                    "use _ for an undercut, or put the line below the conclusion",
                )
            if deeper and self.broken is self.rows[-1].item and not self.broken.text.endswith(" "):
                self.broken.text += " "  # the original does so; it shows where blanks at the ends are kept
            self.at += 1
            item = self._element()
            if item is None:
                return
            if sign == "><" and item.kind == "argument":
                self.notes.error(
                    "contradicting-argument",
                    token.start,
                    "only statements can contradict",
                    "use - for an attack by an argument",
                )
            self.rows.append(Row(len(widths) - 1 - base, sign, item))

    # Words

    def _content(self, item: Element | Heading, *, in_heading: bool = False) -> None:  # noqa: C901, PLR0912, PLR0915
        """The words of an element or heading, up to its data, relations or end."""
        text, found, official = self.text, self.tokens, self.official
        parts: list[str] = []
        length = 0
        marks: list[Mark] = []
        opened: list[int] = []  # places in marks of what is not closed
        emphasized = 0
        at, size = self.at, len(found)
        last = ""
        while at < size:
            kind, start, end = found[at]
            if kind in ("text", "sign"):
                word = text[start:end]
            elif kind == "newline":
                # A line end is a blank, unless it is the last thing in what holds it.
                following = found[at + 1].kind if at + 1 < size else _END
                at += 1
                if in_heading and not official and following in _TITLED:
                    break
                goes_on = following in _CONTENT or (
                    not official
                    and (following in _TITLED or (following in _LINE_STARTS and self._wrapped(at)))
                )
                if goes_on and following != "close" and last != " ":
                    parts.append(" ")
                    length += 1
                    last = " "
                continue
            elif kind == "tag":
                self._tag(item.tags, found[at])
                at += 1
                if self.spelling.tags_apart:
                    continue
                word = text[start:end]
                parts.append(word)
                length += len(word)
                last = word[-1]
                continue
            elif kind in _WORDS:
                word = self._word(found[at])
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
            elif kind in _TITLED and not official and parts:
                word = text[start:end]
                before = self._line_before(start)
                if _NO_RELATION.fullmatch(before):
                    self.notes.warning(
                        "unknown-relation",
                        start,
                        f"{before.strip()!r} is no relation, so this line is read as words",
                        "relations are + - _ +> -> _> ><",
                    )
                else:
                    self.notes.info("brackets-kept", start, f"{word!r} within a text is read as words")
            elif (kind in _TITLED and not official) or (kind == "front" and not official):
                word = text[start:end]
            elif not official and kind in _LINE_STARTS and parts and self._wrapped(at):
                word = text[start:end].lstrip(" \t")
                self.notes.warning(
                    "wrapped-line",
                    start,
                    f"a line of this text begins with {word!r}, which is read as words",
                    "break the line elsewhere, or put a backslash before it",
                )
            else:
                break
            if (kind in _TITLED or kind in _LINE_STARTS) and text[end : end + 1] in (" ", "\t"):
                word = word.rstrip(" \t") + " "
            parts.append(word)
            length += len(word)
            if word:
                last = word[-1]
            at += 1
        if emphasized and official:
            self.notes.error(
                "unclosed-emphasis", found[min(at, size - 1)].start, "bold or italic that is not closed"
            )
        self.at = at
        item.text = "".join(parts)
        item.marks = marks

    def _line_before(self, at: int) -> str:
        """What stands in the line before an offset, if that is little."""
        before = self.text[max(0, at - 20) : at]
        return before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]

    def _wrapped(self, at: int) -> bool:
        """Whether what looks like a list, number or inference line is a line of running text."""
        kind = self.tokens[at].kind
        if kind == "heading":
            return False
        return not (kind in ("number", "rule") and self.begun == "number") and not (
            kind in ("bullet", "ordered") and self.begun in ("bullet", "ordered")
        )

    def _word(self, token: Token) -> str:
        kind, start, end = token
        image = self.text[start:end]
        if kind == "escape":
            return image[1:]
        sign = self.spelling.codes.get(image.strip()) if kind == "special" else None
        if sign is None:
            return image
        if not self.official and self._within_word(start, start + len(image.rstrip(" \t"))):
            self.notes.info(
                "shortcode-kept", start, f"{image.strip()!r} within a word is not taken as a shortcode"
            )
            return image
        return sign + (" " if image[-1] == " " else "")

    def _within_word(self, start: int, end: int) -> bool:
        return (start > 0 and self.text[start - 1].isalnum()) or self.text[end : end + 1].isalnum()

    def _tag(self, tags: list[str], token: Token) -> None:
        image = self.text[token.start : token.end]
        name = image[2 : image.rindex(")")] if image.startswith("#(") else image[1:].rstrip(" \t")
        if name not in tags:
            tags.append(name)

    def _data(self, item: Element | Heading) -> None:
        if isinstance(item, Heading) and self._kind() == "newline" and self._kind(1) == "data":
            self._next()
        if self._kind() != "data":
            return
        token = self._next()
        if not self.official and "\r" in self.text[token.start : token.end]:
            self.notes.info(
                "data-kept",
                token.start,
                "these data have Windows line ends; the original takes them for words",
            )
        item.data, item.data_offset = _Raw(self.text[token.start : token.end]), token.start
        if not self.official:
            while self._kind() == "tag":
                self._tag(item.tags, self._next())
        if self._kind() == "newline":
            self._next()
            self.broken = item

    # Tokens

    def _kind(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.tokens[at].kind if at < len(self.tokens) else _END

    def _next(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def _skip(self, kind: str) -> None:
        if self._kind() == kind:
            self.at += 1


class _Raw(str):
    """YAML that is still text; it is read when all of a document is known."""

    __slots__ = ()


Raw: Any = _Raw


def _width(text: str, token: Token) -> int:
    image = text[token.start : token.end]
    return len(image) - len(image.lstrip(" '\t"))


def _image(text: str, token: Token) -> str:
    return text[token.start : token.end].strip()
