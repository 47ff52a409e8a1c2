"""A place among the tokens of an Argdown text, and what has been read so far."""

from __future__ import annotations

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
    """

    __slots__ = ("at", "begun", "broken", "notes", "official", "rows", "spelling", "text", "tokens")

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

    def wrong(self, message: str, code: str) -> None:
        """An error of the reference grammar: the rest of the block is lost to it."""
        token = self.tokens[min(self.at, len(self.tokens) - 1)]
        self.notes.error(code, token.start, message)
        while self.at < len(self.tokens) and self.kind() != "empty":
            self.at += 1
