"""From tokens to rows: the grammar of Argdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from argmap.messages import Hint, shown
from argmap.serializers.argdown.text import yamldata
from argmap.serializers.argdown.text.cursor import END, TITLED, Cursor
from argmap.serializers.argdown.text.elements import read_element
from argmap.serializers.argdown.text.inline import CONTENT, Raw, meant, read_data, read_words
from argmap.serializers.argdown.text.rows import (
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
    from collections.abc import Callable, Iterator

    from argmap.serializers.argdown.text.notes import Notes
    from argmap.serializers.argdown.text.tokens import Token


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
        official: Whether to read as the reference parser does, faults included.
        front: Reads the front matter, given its text and offset; what it states of words counts at once.
        spelling: What holds for the words of a text without front matter.
    """
    c = Cursor(text, notes, spelling or Spelling(), official=official)
    document = Document(c.rows)
    _read_front(c, document, front)
    document.spelling = c.spelling
    apart = False
    while c.at < len(c.tokens):
        if c.kind() == "part":
            apart = True
            _begin_part(c)
            continue
        rows = len(c.rows)
        _block_and_rest(c)
        if apart and len(c.rows) > rows:
            c.rows[rows].apart, apart = True, False
    return document


_DECISIVE: Final = (("model", "mode"), ("model", "explodeArguments"), ("group", "regroup"))


def _read_front(c: Cursor, document: Document, front: Callable[[str, int, Notes], Any]) -> None:
    """Read the front matter of a text, and of each of its parts; in front of the first block it is passed."""
    c.skip("newline")
    c.skip("empty")
    settings: list[tuple[Any, int]] = []
    for token in _fronts(c):
        stated = front(c.text[token.start : token.end], token.start, c.notes)
        settings.append((stated, token.start))
        document.front_offset = document.front_offset or token.start
        document.front = yamldata.joined(document.front, stated, c.notes)
        if isinstance(document.front, dict):
            c.spelling = Spelling.of(document.front.get("model"))
    _report_settings(c, settings)
    if c.kind() == "front":
        c.next()
        c.skip("newline")
        if c.kind() == "empty":
            c.next()
        elif c.official:
            c.wrong("no empty line after the front matter", "front-matter-line")
    else:
        _refuse_unclosed(c, len(c.text) - len(c.text.lstrip("\ufeff")))


def _report_settings(c: Cursor, fronts: list[tuple[Any, int]]) -> None:
    """Report where only some parts of a document state a setting on which its map depends: it holds for all."""
    if all(token.kind != "part" for token in c.tokens):
        return
    parts = sum(token.kind == "part" for token in c.tokens) + 1
    for group, name in _DECISIVE:
        groups = [(front.get(group), at) for front, at in fronts if isinstance(front, dict)]
        stated = [(values[name], at) for values, at in groups if isinstance(values, dict) and name in values]
        if 0 < len(stated) < parts:
            message = f"{group}.{name} is {shown(stated[0][0])} in this front matter, and holds for all parts"
            hint = Hint("read each part by itself with {fence} if it should not", fence=...)
            c.notes.warning("front-matter-conflict", stated[0][1], message, hint)


def _fronts(c: Cursor) -> Iterator[Token]:
    """What may be front matter: of the text, and of each of its parts."""
    begins = True
    for token in c.tokens:
        if begins and token.kind == "front":
            yield token
        begins = token.kind == "part" or (begins and token.kind in ("newline", "empty"))


def _refuse_unclosed(c: Cursor, at: int) -> None:
    """Report front matter that begins at a place and is not closed."""
    if c.text.startswith("===", at) and not c.official:
        c.notes.error("unclosed-front-matter", at, "the front matter is not closed", "end it with a line ===")


def _begin_part(c: Cursor) -> None:
    """Pass the sign of another part, and the front matter of that."""
    for kind in ("part", "newline", "empty"):
        c.skip(kind)
    if c.kind() not in ("front", END):
        _refuse_unclosed(c, c.tokens[c.at].start)
    for kind in ("front", "newline", "empty"):
        c.skip(kind)


def _block_and_rest(c: Cursor) -> None:
    """Read a block and the empty lines after it; report what cannot follow it."""
    before = c.at
    _block(c)
    if c.at == before and c.kind() not in ("empty", "part", "data"):
        token = c.next()  # nothing begins so
        c.notes.error("syntax", token.start, f"{c.image(token)!r} cannot appear here")
    if c.kind() not in ("empty", "part", END):
        _unexpected(c)
    while c.kind() == "empty":
        c.next()


def _block(c: Cursor) -> None:
    kind = c.begun = c.kind()
    if kind == "newline":
        c.next()
    elif kind == "heading":
        _heading(c)
    elif kind == "number":
        _structure(c)
    elif kind in ("bullet", "ordered"):
        _list(c)
    elif kind == "relation":
        _orphans(c)
    elif kind == "rule" and not c.official:
        _stray_inference(c)
    else:
        item = read_element(c)
        if item is not None:
            c.rows.append(Row(0, TOP, item, start=item.offset))
            _relations(c, [0])


def _unexpected(c: Cursor) -> None:
    """Report what cannot follow here, and go on after it."""
    token = c.tokens[c.at]
    if c.official:
        c.wrong(f"{c.image(token)!r} cannot appear here", "syntax")
        return
    after_rule = [t.kind for t in c.tokens[max(c.at - 2, 0) : c.at]] == ["rule_end", "newline"]
    if token.kind in ("rule", "relation") or (after_rule and token.kind != "data"):
        return  # reported as the next block, or with the one above
    if token.kind in _BEGINNINGS or (token.kind in CONTENT and c.at_margin()):
        _report_missing_line(c, token)
        return
    if token.kind == "data":
        message = "data that belong to nothing"
        c.notes.error("misplaced-data", token.start, message, "put them after the text they describe")
    else:
        c.notes.error("syntax", token.start, f"{c.image(token)!r} cannot appear here")
    c.next()


_DIGITS: Final = 18
_BEGINNINGS: Final = TITLED | {"number", "heading", "bullet", "ordered"}


def _report_missing_line(c: Cursor, token: Token) -> None:
    """Report a block that begins without an empty line above it."""
    last = c.rows[-1] if c.rows else None
    if last is None:
        return
    above = "the structure" if last.sign in (PREMISE, INFERENCE) else "the text"
    if isinstance(last.item, Heading):
        above = "the heading"
    elif isinstance(last.item, Element) and last.item.title is not None and last.sign != PREMISE:
        above = f"[{last.item.title}]" if last.item.kind == "statement" else f"<{last.item.title}>"
    below = shown(re.split(r"[\n\r]", c.text[token.start : token.start + 200], maxsplit=1)[0].strip())
    if token.kind in TITLED:
        below = c.title(token)
    elif token.kind == "number":
        below = c.image(token)
    message = f"an empty line is missing between {above} above and {below}"
    if token.start == c.doubtful:
        message += ", or that is a word of the text: it is not known whose the data after it are"
        hint = f"put an empty line above {below}, or break the line elsewhere"
        c.notes.error("missing-empty-line", token.start, message, hint)
        return
    message += ", which begins a new block here"
    c.notes.warning(
        "missing-empty-line", token.start, message, "put an empty line above it: other readers need it"
    )


def _stray_inference(c: Cursor) -> None:
    """An inference line without premises above it."""
    token = c.tokens[c.at]
    message = "an inference line without premises: no numbered statement is above it"
    hint = "number the statements above it: (1) …, (2) …"
    c.notes.error("inference-without-premises", token.start, message, hint)
    while c.kind() not in ("rule_end", "empty", "part", END):
        c.next()
    c.skip("rule_end")
    c.skip("newline")


def _orphans(c: Cursor) -> None:
    """Relations after an empty line: they have lost what they bear on."""
    token = c.tokens[c.at]
    if c.official:
        c.wrong("a paragraph that starts with a relation", "relation-without-parent")
        return
    message, hint = "a relation after an empty line bears on nothing", "remove the empty line above it"
    if not c.rows or isinstance(c.rows[-1].item, Heading):
        above = "a heading" if c.rows else "nothing"
        message, hint = f"a relation below {above} bears on nothing", "put what it bears on above it"
    c.notes.error("relation-without-parent", token.start, message, hint)
    last = c.last_block()
    if last is not None and isinstance(last.item, (Element, Inference)):
        _relations(c, [0])
        return
    c.next()
    item = read_element(c)
    if item is not None:
        c.rows.append(Row(0, TOP, item, start=item.offset))
        _relations(c, [0])


def _heading(c: Cursor) -> None:
    token = c.next()
    heading = Heading(token.end - token.start - 1, offset=token.start)
    position = c.notes.lines.position
    start = c.at
    read_words(c, heading, in_heading=True)
    if c.at == start:
        if c.official:
            c.wrong("a heading without words", "empty-heading")
            return
        c.notes.warning("empty-heading", token.start, "a heading without words")
    if not c.official:
        words = [t for t in c.tokens[start : c.at] if t.kind != "newline"]
        if words and position(words[-1].start)[0] > position(token.start)[0]:
            message, hint = "the heading goes on in the next line", "put an empty line below a heading"
            if c.kind() == "data":
                message += ", and whose the data after that are is not known"
                c.notes.error("heading-runs-on", token.start, message, hint)
            else:
                c.notes.warning("heading-runs-on", token.start, message, hint)
    read_data(c, heading)
    c.rows.append(Row(0, HEADING, heading, start=token.start))


def _list(c: Cursor) -> None:
    kind = c.kind()
    first = True
    base: int | None = None
    while c.kind() in ("bullet", "ordered"):
        token = c.tokens[c.at]
        width = _width(c.text, token) + 1
        if base is None:
            base = width
        elif (width != base or token.kind != kind) and c.official:
            c.wrong("a list within a list", "nested-list")
            return
        elif width > base or token.kind != kind:
            message = "a list within a list is read as one list"
            hint = "Argdown has no nested lists, and none that is half numbered"
            c.notes.warning("nested-list", token.start, message, hint)
        c.next()
        item = read_element(c)
        if item is None:
            return
        c.rows.append(Row(0, BULLET if kind == "bullet" else ORDERED, item, first, start=token.start))
        first = False
        _relations(c, [base])


def _structure(c: Cursor) -> None:
    first, concluded, after_rule = True, False, False
    begin = c.tokens[c.at].start
    expected = 1
    while True:
        kind = c.kind()
        if kind == "number":
            token = c.next()
            digits = c.text[token.start : token.end].strip(" '\t()")
            number = int(digits.lstrip("0")[:_DIGITS] or 0)  # a longer one is as wrong as its beginning
            if number != expected and not c.official:
                _report_number(c, token, number, expected)
            expected = number + 1
            item = read_element(c)
            if item is None:
                return
            if item.kind == "argument":
                message = f"an argument, <{item.title}>, is used as premise or conclusion"
                hint = "premises and conclusions are statements: [title]: text"
                c.notes.error("argument-as-premise", item.offset, message, hint)
                item.kind = "statement"
            c.rows.append(Row(0, PREMISE, item, first, number, token.start))
            first = False
            concluded, after_rule = after_rule, False
            _relations(c, [0])
        elif kind == "rule":
            if after_rule:
                c.notes.error("inference-without-conclusion", c.tokens[c.at].start, "two inferences in a row")
            _inference(c)
            concluded, after_rule = False, True
        elif kind == "empty" and not c.official and not concluded and c.kind(1) in ("number", "rule"):
            message = "an empty line within a premise-conclusion structure"
            hint = "remove it: the structure ends there for other readers"
            c.notes.warning("empty-line-in-structure", c.tokens[c.at].end, message, hint)
            c.next()
        else:
            break
    if not concluded:
        message = "a premise-conclusion structure without conclusion"
        hint = "put a line ---- below the premises, and the conclusion under it"
        c.notes.error("structure-without-conclusion", begin, message, hint)


def _report_number(c: Cursor, token: Token, number: int, expected: int) -> None:
    """Report a premise or conclusion that is not numbered as its place is."""
    hint = "number premises and conclusions 1, 2, 3 …"
    if number == 1:
        hint += ", or put an empty line above (1) if another structure begins here"
    message = f"statement ({number}) appears where ({expected}) is expected"
    c.notes.warning("premise-number", token.start, message, hint)


def _inference(c: Cursor) -> None:
    token = c.next()
    inference = Inference(offset=token.start)
    parts: list[str] = []
    raw: Token | None = None
    broken = False  # whether a line has ended after the rules
    while c.at < len(c.tokens) and c.kind() != "rule_end":
        token = c.next()
        if c.official and (broken or raw is not None) and token.kind not in ("newline", "data"):
            c.wrong("an inference whose rules go on in another line", "unclosed-inference")
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
            parts.append(meant(c, token))
    if any(parts) or inference.rules:
        inference.rules.append("".join(parts).strip())
    if raw is not None:
        inference.data, inference.data_offset = Raw(c.text[raw.start : raw.end]), raw.start
    c.rows.append(Row(0, INFERENCE, inference, start=inference.offset))
    if c.kind() != "rule_end":
        c.notes.error(
            "unclosed-inference", inference.offset, "an inference that is not closed", "end its line with --"
        )
        return
    c.next()
    c.skip("newline")
    _relations(c, [0], of_inference=True)


def _relations(c: Cursor, widths: list[int], *, of_inference: bool = False) -> None:
    """The relations that follow, each indented below what it bears on.

    Args:
        c: Where the reading is.
        widths: How far what they bear on is indented.
        of_inference: Whether that is an inference.
    """
    base = len(widths) - 1
    while c.kind() == "relation":
        token = c.tokens[c.at]
        sign = c.text[token.start : token.end].strip(" '\t")
        sign = sign[1:] if sign in ("<+", "<-", "<_") else sign
        deeper = _width(c.text, token) > widths[-1]
        if not _indented(c, token, widths, base):
            return
        depth = len(widths) - 1 - base
        if of_inference and depth == 1 and sign != "_" and not _below_inference(c, token, sign):
            return
        if deeper and c.broken is c.rows[-1].item and not c.broken.text.endswith(" "):
            c.broken.text += " "  # the reference parser does so; it shows where blanks at the ends count
        c.at += 1
        item = read_element(c)
        if item is None:
            return
        if sign == "><" and item.kind == "argument":
            message = "only statements can contradict"
            hint = "use - for an attack by an argument"
            c.notes.error("contradicting-argument", token.start, message, hint)
        c.rows.append(Row(depth, sign, item, start=token.start))


def _indented(c: Cursor, token: Token, widths: list[int], base: int) -> bool:
    """Leave in ``widths`` the indentation of this line and of those that it is below; False if it is refused."""
    width = _width(c.text, token)
    popped = False
    while len(widths) > base + 1 and width < widths[-1]:
        widths.pop()
        popped = True
    if width > widths[-1]:
        if not popped:
            widths.append(width)
            return True
        if len(widths) == base + 1:
            if c.official:
                c.wrong("an indentation between two levels", "indentation")
                return False
            widths.append(width)
        if not c.official:
            message = "this line is indented between two levels; it is read as one of the less indented level"
            c.notes.warning("indentation", token.start, message, "indent the relations of one element alike")
    elif len(widths) == base + 1:
        if c.official:
            c.wrong("a relation that is not indented", "indentation")
            return False
        message = "this relation is not indented; it is read as bearing on the block above"
        c.notes.warning("indentation", token.start, message, "indent it by two blanks")
        widths.append(max(width, widths[0] + 1))
    return True


def _below_inference(c: Cursor, token: Token, sign: str) -> bool:
    """Report a relation that inferences do not have; False if it is refused."""
    if c.official:
        c.wrong("a relation of an inference that is not an undercut", "relation-of-inference")
        return False
    message = f"{sign!r} below an inference: other readers know undercuts there only"
    hint = "use _ for an undercut, or put the line below the conclusion"
    c.notes.warning("relation-of-inference", token.start, message, hint)
    return True


def _width(text: str, token: Token) -> int:
    image = text[token.start : token.end]
    return len(image) - len(image.lstrip(" '\t"))
