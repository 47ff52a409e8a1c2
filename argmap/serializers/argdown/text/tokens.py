"""The words of an Argdown text: what each stretch of characters is, before any grammar.

The first kind that matches wins, in the order of the reference lexer; the default dialect differs from it
where it damages ordinary prose, and reports each place.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import Factory, define

from argmap.diagnostics import Severity
from argmap.serializers.argdown.text.notes import BREAK
from argmap.serializers.argdown.text.tags import LONGEST
from argmap.serializers.argdown.text.urls import AS_URL, is_url, means_itself, url_end

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from argmap.serializers.argdown.text.notes import Notes

SPACE: Final = r"[\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
NOT_SPACE: Final = SPACE.replace("[", "[^", 1)
_DOT: Final = r"[^\n\r\u2028\u2029]"
_TAG_CHAR: Final = r"[a-zA-z0-9\-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]"

# Comments swallow the line ends after them: all after an empty line, one after a line end, else none.
_COMMENT: Final = rf"<!--[\s\S]*?-->|/\*[\s\S]*?\*/|//{_DOT}*?(?={BREAK})"
_LINE_COMMENT: Final = r"(?<!:)//[^\n\r]*"
PROSE_COMMENT: Final = rf"<!--[\s\S]*?-->|/\*[\s\S]*?\*/|{_LINE_COMMENT}"
_FRONT: Final = r"===+[\s\S]*?===+"
_PROSE_FRONT: Final = rf"===+[ \t]*(?={BREAK})"
_FRONT_MATTER: Final = re.compile(rf"===+[ \t]*{BREAK}(?:[\s\S]*?{BREAK})??===+[ \t]*(?={BREAK}|\Z)")
_DATA: Final = rf"\{{(?:(?!\}}{SPACE}[^,}}])[^\r\u2028\u2029])*\}}(?!{SPACE}*[,}}])"
_ESCAPE: Final = rf"\\{_DOT} *"
_SPECIAL: Final = rf"\.{NOT_SPACE}+?\.[ \t]?|:{NOT_SPACE}+?:[ \t]?"
_EMPTY: Final = r"(?:[ \t]*(?:\r\n|\n)){2,}"
_PROSE_EMPTY: Final = rf"(?:[ \t]*{BREAK}){{2,}}"
_NEWLINE: Final = rf"[ \t]*{BREAK}"
_RULE: Final = r"[' \t]*--"
_RELATION: Final = rf"[' \t]*(?:\+>|->|<?\+|<?-|><|_>|<_|_(?={SPACE}))"
_PROSE_RELATION: Final = rf"[ \t]*(?:\+>|->|<?\+(?![0-9])|<?-(?![0-9])|><|_>|<_|_(?={SPACE}))"
_HEADING: Final = r"#+ "
_NUMBER: Final = r"[' \t]*\([0-9]+\)"
_ORDERED: Final = rf"[' \t]*[0-9]+\.(?={SPACE})"
_BULLET: Final = rf"[' \t]*\*(?={SPACE})"
_MARKER: Final = r"[*_]"
PART: Final = "/*\x1f*/"
"""Begins another part of a document that is kept in several pieces; no token or comment reaches over it."""


def _bracketed(most: str) -> str:
    """The kinds in brackets, whose inside is at most so long: ``+`` for any length."""
    least = most.replace("+", "*").replace("{1,", "{0,")
    return (
        rf"(?P<link>\[[^\]]{most}?\]\([^)]{most}?\)[ \t]?)|(?P<tag>#(?:\([^)]{most}\)|{_TAG_CHAR}+)[ \t]?)"
        rf"|(?P<statement_definition>\[{_DOT}{most}?\]:)|(?P<statement_reference>\[[^\-]{_DOT}{least}?\])"
        rf"|(?P<statement_mention>@\[{_DOT}{most}?\][ \t]?)"
        rf"|(?P<argument_definition><{_DOT}{most}?>:)|(?P<argument_reference><[^\-]{_DOT}{least}?>)"
        rf"|(?P<argument_mention>@<{_DOT}{most}?>[ \t]?)"
    )


_REST: Final = (
    r"(?P<spaces>[ \t]+)|(?P<text>[^\\@#*_\[\],.:</>(){}\r\n;\-]+)|(?P<sign>[@#*_\[\],.:</>(){};\-][ \t]?)"
)
_AT_LINE_START: Final = (
    rf"(?P<heading>{_HEADING})|(?P<number>{_NUMBER})|(?P<ordered>{_ORDERED})|(?P<bullet>{_BULLET})|"
)


class _Patterns(dict[str, re.Pattern[str]]):
    """The pattern of each place, made when it is needed first: it takes as long as reading a small document does."""

    def __init__(self, expressions: Mapping[str, str]) -> None:
        super().__init__()
        self._expressions = expressions

    def __missing__(self, place: str) -> re.Pattern[str]:
        found = self[place] = re.compile(self._expressions[place])
        return found


def _patterns(
    comment: str, front: str, empty: str, relation: str, data: str, bracketed: str, *, prose: bool = True
) -> _Patterns:
    """The patterns of each place: what may appear there depends on the token before."""
    after_empty = r"(?:[ \t]*\r\n|\n|\r)*"
    after_newline = rf"(?:[ \t]*{BREAK}(?![ \t]*{BREAK}))?"

    url = AS_URL if prose else ""

    def pattern(after_comment: str, *, empty_line: bool, line_start: str) -> str:
        return (
            rf"(?P<comment>(?:{comment}){after_comment})|(?P<front>{front})|(?P<data>{data})"
            rf"|(?P<escape>{_ESCAPE})|{url}(?P<special>{_SPECIAL})"
            + (rf"|(?P<empty>{empty})" if empty_line else "")
            + rf"|(?P<newline>{_NEWLINE})|{line_start}(?P<marker>{_MARKER})"
            rf"|{bracketed}|{_REST}"
        )

    rule, related = rf"(?P<rule>{_RULE})|", rf"(?P<relation>{relation})|"
    expressions = {
        "start": pattern("", empty_line=True, line_start=rule + related + _AT_LINE_START),
        "newline": pattern(after_newline, empty_line=True, line_start=rule + related + _AT_LINE_START),
        "empty": pattern(
            after_empty, empty_line=False, line_start=(rule if prose else "") + related + _AT_LINE_START
        ),
        "inline": pattern("", empty_line=True, line_start=""),
        "rule": _in_rule(comment, data, url),
    }
    return _Patterns(expressions)


def _in_rule(comment: str, data: str, url: str) -> str:
    """The pattern of an inference line."""
    return (
        rf"(?P<comment>{comment})|(?P<newline>{_NEWLINE})|(?P<escape>{_ESCAPE})|{url}(?P<special>{_SPECIAL})"
        rf"|(?P<rule_end>-{{2,}})|(?P<data>{data})|(?P<comma>,)|{_REST}"
    )


_OFFICIAL: Final = _patterns(_COMMENT, _FRONT, _EMPTY, _RELATION, _DATA, _bracketed("+"), prose=False)
_SHORT: Final = _bracketed(f"{{1,{LONGEST}}}")
_PROSE: Final = _patterns(PROSE_COMMENT, _PROSE_FRONT, _PROSE_EMPTY, _PROSE_RELATION, r"\{", _SHORT)
# After the last end of a comment, nothing begins one that has to end.
_PROSE_REST: Final = _patterns(_LINE_COMMENT, _PROSE_FRONT, _PROSE_EMPTY, _PROSE_RELATION, r"\{", _SHORT)
_THREE: Final = re.compile(rf"[ \t]*---(?=[ \t]*(?:{BREAK}|\Z))")
_RULE_LINE: Final = re.compile(rf"[ \t]*--(?:[^\n\r]*-)?-[ \t]*(?:{BREAK}|\Z)")
_MARKERS: Final = ("**", "__", "*", "_")
_RUN: Final = re.compile(r"\*+|_+")
_ENDS: Final = re.compile(r"[ \t]|(?=[\n\r)}_.,!?;:\-*]|\Z)")
_NEAR: Final = 2000  # code points within which quotes in data are considered
# What may follow the data of an element in prose, in their line: tags and a comment.
_AFTER_DATA: Final = re.compile(
    rf"(?:[ \t]*#(?:\([^)\n\r]{{1,{LONGEST}}}\)|{_TAG_CHAR}+))*[ \t]*"
    rf"(?://[^\n\r]*|<!--[\s\S]{{0,{_NEAR}}}?-->[ \t]*|/\*[\s\S]{{0,{_NEAR}}}?\*/[ \t]*)?(?:\Z|{BREAK})"
)
_AFTER_RULE_DATA: Final = re.compile(rf"[ \t]*(?:--|\Z|{BREAK}|//|/\*|<!--)")
# Quotation marks do not reach over an empty line: one that is not closed hides no more than its paragraph.
_BRACES: Final = re.compile(
    r"""[{}]|"(?:[^"\\\n]|\\[\s\S]|\n(?![ \t\r]*\n))*"|'(?:[^'\n]|''|\n(?![ \t\r]*\n))*'"""
)
_PAIR: Final = re.compile(r":(?:\s|\Z)|:\s*[\[{\"']|[\"']\s*:")
_LIKE_DATA: Final = re.compile(r"\{[ \t]*[A-Za-z]\w*:[ \t]")
_HYPHENS: Final = re.compile(r"-{2,}[ \t]*")
_AFTER_RULE: Final = re.compile(r"[\r\n<_]|//|/\*|\Z")
_BLANK_LINE: Final = re.compile(rf"{BREAK}[ \t]*{BREAK}")


class Token(NamedTuple):
    """A stretch of the text: what it is and where."""

    kind: str
    start: int
    end: int


def tokens(text: str, notes: Notes, *, official: bool) -> list[Token]:
    """The tokens of a text, without comments and the blanks between them."""
    if PART not in text:
        return _Lexer(text, notes, official).run()
    found: list[Token] = []
    at = 0
    for part in text.split(PART):
        if at:
            found.append(Token("part", at - len(PART), at))
        inside = _Lexer(part, notes.from_(at), official).run()
        found += [Token(kind, at + start, at + end) for kind, start, end in inside]
        at += len(part) + len(PART)
    return found


@define(eq=False)
class _Lexer:
    """One pass over a text.

    Attributes:
        text: The text.
        notes: Where problems go.
        official: Whether to read as the reference parser does.
        found: The tokens so far.
        place: What precedes the next token: the "start" of the text, a "newline", an "empty" line, or it is "inline".
        in_rule: Whether an inference line is open.
        open: Markers of bold and italic that wait for their end, with their places among the tokens.
        waiting: By marker, the places of those among them.
        braces: Where the brace that opens at a place closes.
        paragraph_end: Where the paragraph ends in which an inference line was last.
        rule_known: Up to where it is known whether the end of an inference line follows.
        rule_end: Whether it does.
    """

    text: str
    notes: Notes
    official: bool
    found: list[Token] = Factory(list)
    place: str = "start"
    in_rule: bool = False
    open: list[tuple[str, int]] = Factory(list)
    waiting: dict[str, list[int]] = Factory(lambda: {marker: [] for marker in _MARKERS})
    braces: dict[int, int] | None = None
    paragraph_end: int = 0
    rule_known: int = 0
    rule_end: bool = False

    def run(self) -> list[Token]:
        text, official, append = self.text, self.official, self.found.append
        patterns, takes = (_OFFICIAL, _TAKES) if official else (_PROSE, _PROSE_TAKES)
        comments_end = len(text) if official else max(text.rfind("-->"), text.rfind("*/"))
        at, size = 0, len(text)
        match_here = patterns["start"].match
        while at < size:
            if at > comments_end:
                patterns, comments_end = _PROSE_REST, size
                match_here = patterns[self.place].match
            match = patterns["rule"].match(text, at) if self.in_rule else match_here(text, at)
            if match is None:
                at = self._stray(at)
                continue
            kind, end = match.lastgroup, match.end()
            assert kind is not None  # every alternative is named
            take = None if kind == "text" and self.place == "inline" else takes.get(kind)
            if take is not None:
                token = take(self, at, end)
                if token is None:
                    at = end
                    continue
                append(token)
                kind, _, at = token
            else:
                append(Token(kind, at, end))
                at = end
            place = _NEXT_PLACE.get(kind, "inline")
            if self.open and not official and kind in _ENDS_EMPHASIS:
                self._literal(0)
            if place != self.place:
                self.place = place
                match_here = patterns[place].match
        if not official:
            self._literal(0)
        if self.found and self.found[-1].kind == "empty":
            self.found.pop()
        return self.found

    # One method for each kind of match that needs a look: the token, or None for what is none.

    def take_comment(self, at: int, end: int) -> Token | None:
        text = self.text
        if end == len(text) and not self.official and text.startswith("//", at) and text[-1] not in "\r\n":
            message = "a comment at the end of the file, which the reference parser takes for words"
            self.notes.info("comment-at-end", at, message, "end the file with a line end")
        return None

    def take_blanks(self, at: int, end: int) -> None:
        pass

    def take_data(self, at: int, end: int) -> Token:
        end = self._prose_data(at)
        return Token("data", at, end) if end else Token("sign", at, self._one_sign(at))

    def take_front(self, at: int, end: int) -> Token:
        if all(token.kind in ("newline", "empty") for token in self.found):
            front = _FRONT_MATTER.match(self.text, at)
            if front is not None:
                return Token("front", at, front.end())
        elif self.text.find("===", end) >= 0:
            message = "front matter that does not begin the text is words of it"
            self.notes.info("front-matter-kept", at, message)
        return Token("text", at, end)

    def take_url(self, at: int, end: int) -> Token:
        """A URL is one word: nothing in it means anything else."""
        text, stop = self.text, url_end(self.text, at, end)
        if not is_url(text, at, stop):
            return Token("sign", at, at + 1)
        if not means_itself(text[at:stop]):
            message = "a URL is one word; the reference parser looks for comments, tags and the like in it"
            self.notes.info("url-kept", at, message)
        return Token("text", at, stop + 1 if text[stop : stop + 1] in (" ", "\t") else stop)

    def take_emphasis(self, at: int, end: int) -> Token:
        kind, end = self._marker(at)
        return Token(kind, at, end)

    def take_rule(self, at: int, end: int) -> Token:
        if self.place == "empty" and not self._in_structure() and not _RULE_LINE.match(self.text, at):
            return Token("relation", at, end - 1)
        if self.official or self._rule_ends(end):
            self.in_rule = True
            return Token("rule", at, end)
        if short := _THREE.match(self.text, at):
            message = "an inference line of three hyphens"
            self.notes.warning("three-hyphens", at, message, "write four: ----")
            self.found.append(Token("rule", at, end))
            return Token("rule_end", end, short.end())
        return Token("text", at, self._one_sign(end - 1))

    def take_rule_end(self, at: int, end: int) -> Token:
        self.in_rule = False
        return Token("rule_end", at, end)

    def take_sign(self, at: int, end: int) -> Token:
        """A sign; reported where the reference parser would take it for a comment."""
        if self.text.startswith("//", at) and self.text[at - 1 : at] == ":":
            self.notes.info("comment-kept", at, "'//' after a colon does not begin a comment")
        return self._words("sign", at, end)

    def take_text(self, at: int, end: int) -> Token:
        return self._words("text", at, end)

    def _words(self, kind: str, at: int, end: int) -> Token:
        """Words; reported where the reference parser would take them for a relation."""
        text = self.text
        if self.place != "inline" and text[at] in "+-" and text[at + 1 : at + 2].isdigit():
            self.notes.info("sign-kept", at, "a sign before a number at the start of a line is a word")
        return Token(kind, at, end)

    def _stray(self, at: int) -> int:
        """A character that no kind begins with: a backslash at a line end, or a brace that opens nothing."""
        if self.official:
            message = "a backslash at the end of a line"
            self.notes.error("stray-backslash", at, message, "remove it, or put a second one before it")
        else:
            self.notes.info("backslash-kept", at, "a backslash at the end of a line is a backslash")
        self.found.append(Token("sign", at, at + 1))
        return at + 1

    def _one_sign(self, at: int) -> int:
        return at + 2 if self.text[at + 1 : at + 2] in (" ", "\t") else at + 1

    def _prose_data(self, at: int) -> int:
        """The end of the data that begin here, or 0 if these braces are words."""
        text, end = self.text, self._closing(at)
        if end:
            inside, after = text[at + 1 : end - 1], _AFTER_RULE_DATA if self.in_rule else _AFTER_DATA
            if after.match(text, end) and (not inside.strip() or _PAIR.search(inside)):
                return end
        severity = Severity.WARNING if _LIKE_DATA.match(text, at) else Severity.INFO
        message, hint = (
            "braces within a text are words of it",
            "data come last: {key: value}, then the line ends",
        )
        self.notes.report(severity, "braces-kept", at, message, hint)
        return 0

    def _closing(self, at: int) -> int:
        """Where the brace at ``at`` is closed, or 0."""
        if self.braces is None:
            self.braces, opened = {}, []
            for match in re.finditer(r"[{}]", self.text):
                if match.group() == "{":
                    opened.append(match.start())
                elif opened:
                    self.braces[opened.pop()] = match.end()
        if at not in self.braces:
            return 0
        depth = 0
        for match in _BRACES.finditer(self.text, at, at + _NEAR):
            sign = match.group()
            depth += (sign == "{") - (sign == "}")
            if depth == 0:
                return match.end()
        return self.braces[at]

    def _in_structure(self) -> bool:
        """Whether the block above the empty line is a structure whose conclusion is still to come."""
        marks: list[str] = []
        for token in islice(reversed(self.found), 1, None):
            if token.kind == "empty" or len(marks) == 2:
                break
            if token.kind in ("number", "rule"):
                marks.append(token.kind)
        return marks[:1] == ["number"] and marks != ["number", "rule"]

    def _rule_ends(self, at: int) -> bool:
        """Whether the line of an inference is one: before the next empty line comes its end."""
        if at >= self.paragraph_end:
            blank = _BLANK_LINE.search(self.text, at)
            self.paragraph_end = blank.start() if blank else len(self.text)
        if at >= self.rule_known:
            hyphens = _HYPHENS.finditer(self.text, at, self.paragraph_end)
            ends = (m for m in hyphens if _AFTER_RULE.match(self.text, m.end()))
            end = next(ends, None)
            self.rule_end = end is not None
            self.rule_known = self.paragraph_end if end is None else end.start() + 1  # so do those before it
        return self.rule_end

    def _marker(self, at: int) -> tuple[str, int]:
        """Whether a star or underscore opens or closes bold or italic, or is itself."""
        if not self.official and (end := self._literal_run(at)):
            return "sign", end
        if end := self._closed(at):
            return "close", end
        text, official = self.text, self.official
        for marker in _MARKERS:
            if text.startswith(marker, at):
                after = text[at + len(marker) : at + len(marker) + 1]
                if re.match(SPACE, after):
                    continue
                if not official and (at > 0 and text[at - 1].isalnum()):
                    if _closes_later(text, at + len(marker), marker):
                        self.notes.info("marker-kept", at, f"{marker!r} within a word is read as it is")
                    return "sign", at + len(marker)
                self.waiting[marker].append(len(self.open))
                self.open.append((marker, len(self.found)))
                return "open", at + len(marker)
        return "sign", self._one_sign(at)

    def _closed(self, at: int) -> int:
        """The end of the marker that closes bold or italic here, or 0."""
        text, official = self.text, self.official
        for marker in self._closing_markers(at):
            if not self.waiting[marker] or not text.startswith(marker, at):
                continue
            level = self.waiting[marker][-1]
            if official and level != len(self.open) - 1:
                continue
            end = _ENDS.match(text, at + len(marker))
            empty = not official and self.open[level][1] == len(self.found) - 1
            if end and not empty:
                self._literal(level + 1)
                self.open.pop()
                self.waiting[marker].pop()
                return end.end()
        return 0

    def _literal_run(self, at: int) -> int:
        """The end of stars or underscores in a row that are words: they close nothing, and nothing is between them."""
        text, sign = self.text, self.text[at]
        match = _RUN.match(text, at)
        assert match is not None  # it begins here
        end = match.end()
        if self.waiting[sign] or self.waiting[2 * sign] or end == at + 1:
            return 0
        if end - at < 4 and not re.match(SPACE, text[end : end + 1]):
            return 0
        self.notes.info(
            "marker-kept", at, f"{text[at : min(end, at + 10)]!r} with nothing to emphasize is read as it is"
        )
        return end + 1 if text[end : end + 1] in (" ", "\t") else end

    def _closing_markers(self, at: int) -> tuple[str, ...]:
        """The markers that may close here; of three in a row the one that opened last comes first."""
        if not self.official and self.open and self.text.startswith(3 * self.text[at], at):
            return (self.open[-1][0], *_MARKERS)
        return _MARKERS

    def _literal(self, level: int) -> None:
        """Take the markers from ``level`` on, which found no end, as the characters they are."""
        for marker, place in self.open[level:]:
            self.waiting[marker].pop()
            token = self.found[place]
            self.found[place] = token._replace(kind="sign")
            self.notes.report(
                Severity.WARNING,
                "unclosed-emphasis",
                token.start,
                f"{marker!r} opens emphasis that nothing closes, so it is read as it is",
                f"close it with {marker}, or write \\{marker[0]}",
            )
        del self.open[level:]


def _closes_later(text: str, at: int, marker: str) -> bool:
    return marker in text[at : at + 200].partition("\n\n")[0]


_NEXT_PLACE: Final = {"newline": "newline", "empty": "empty"}
_ENDS_EMPHASIS: Final = frozenset({"empty", "relation", "data", "number", "bullet", "ordered", "heading"})
_TAKES: Final[dict[str, Callable[[_Lexer, int, int], Token | None]]] = {
    "comment": _Lexer.take_comment,
    "spaces": _Lexer.take_blanks,
    "marker": _Lexer.take_emphasis,
    "rule": _Lexer.take_rule,
    "rule_end": _Lexer.take_rule_end,
}
_PROSE_TAKES: Final = _TAKES | {
    "data": _Lexer.take_data,
    "front": _Lexer.take_front,
    "url": _Lexer.take_url,
    "sign": _Lexer.take_sign,
    "text": _Lexer.take_text,
}
