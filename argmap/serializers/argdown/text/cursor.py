"""A place among the tokens of an Argdown text, and what has been read so far."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final

from argmap.serializers.argdown.text.tokens import tokens

if TYPE_CHECKING:
    from argmap.serializers.argdown.text.notes import Notes
    from argmap.serializers.argdown.text.rows import Element, Heading, Row, Spelling
    from argmap.serializers.argdown.text.tokens import Token

END: Final = "end"  # the kind of what follows the last token
TITLED: Final = frozenset(
    {"statement_definition", "statement_reference", "argument_definition", "argument_reference"}
)
IN_LINES: Final = frozenset({"number", "bullet", "ordered"})  # what lists and structures begin with
LINE_STARTS: Final = frozenset({"number", "bullet", "ordered", "rule", "heading"})


class Cursor:
    """Where the reading of a text is.

    Attributes:
        text: The document.
        notes: Where problems go.
        spelling: How the document spells its words.
        official: Whether to read as the reference parser does, faults included.
        tokens: All of the text.
        at: The place of the next token.
        rows: What has been read.
        begun: The kind of token that the block began with.
        broken: The element or heading after whose data a line ended last.
        doubtful: Where a title with data begins that may as well be a word of the text above; -1 if nowhere.
    """

    __slots__ = (
        "_block",
        "_inferences",
        "_looked_at",
        "_titles",
        "at",
        "begun",
        "broken",
        "doubtful",
        "notes",
        "official",
        "rows",
        "spelling",
        "text",
        "tokens",
    )

    def __init__(self, text: str, notes: Notes, spelling: Spelling, *, official: bool) -> None:
        self.text = text
        self.notes = notes
        self.spelling = spelling
        self.official = official
        self.tokens: list[Token] = tokens(text, notes, official=official)
        self.at = 0
        self.rows: list[Row] = []
        self.begun = ""
        self.broken: Element | Heading | None = None
        self.doubtful = -1
        self._block: Row | None = None
        self._looked_at = 0
        self._titles: Counter[str] | None = None
        self._inferences: tuple[list[int], list[int]] | None = None

    def kind(self, ahead: int = 0) -> str:
        """The kind of the next token, or of one after it."""
        at = self.at + ahead
        return self.tokens[at].kind if at < len(self.tokens) else END

    def next(self) -> Token:
        """The next token, which is passed."""
        token = self.tokens[self.at]
        self.at += 1
        return token

    def skip(self, kind: str) -> None:
        """Pass the next token if it is of a kind."""
        if self.kind() == kind:
            self.at += 1

    def image(self, token: Token) -> str:
        """What a token is in the text, for messages."""
        return self.text[token.start : token.end].strip()

    def at_margin(self, ahead: int = 0) -> bool:
        """Whether the next token, or one after it, is at the beginning of a line."""
        start = self.tokens[self.at + ahead].start
        return start == 0 or self.text[start - 1] in "\n\r"

    def title(self, token: Token) -> str:
        """The title of a definition or reference, in its brackets."""
        image = self.text[token.start : token.end]
        return image.removesuffix(":") if token.kind.endswith("definition") else image

    def last_block(self) -> Row | None:
        """The last row that is below no other one."""
        for n in range(self._looked_at, len(self.rows)):
            if self.rows[n].depth == 0:
                self._block = self.rows[n]
        self._looked_at = len(self.rows)
        return self._block

    def times(self, token: Token) -> int:
        """How often elements with the title of a token are defined and referred to."""
        if self._titles is None:
            self._titles = Counter(self.title(t) for t in self.tokens if t.kind in TITLED)
        return self._titles[self.title(token)]

    def infers(self, at: int) -> bool:
        """Whether an inference line follows a place before the block ends there."""
        if self._inferences is None:
            ends: list[int] = []
            rules: list[int] = []
            for n, token in enumerate(self.tokens):
                if token.kind == "rule":
                    rules.append(n)
                elif token.kind in ("empty", "part"):
                    after = self.tokens[n + 1] if n + 1 < len(self.tokens) else token
                    goes_on = after.kind == "number" and self.image(after) != "(1)"
                    if after.kind != "rule" and not goes_on:
                        ends.append(n)
            self._inferences = rules, ends
        rules, ends = self._inferences
        rule, end = bisect_left(rules, at), bisect_left(ends, at)
        return rule < len(rules) and (end == len(ends) or rules[rule] < ends[end])

    def wrong(self, message: str, code: str) -> None:
        """An error of the reference grammar: the rest of the block is lost to it."""
        token = self.tokens[min(self.at, len(self.tokens) - 1)]
        self.notes.error(code, token.start, message)
        while self.at < len(self.tokens) and self.kind() != "empty":
            self.at += 1
