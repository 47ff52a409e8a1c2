"""Where the Argdown of a note is: its fences, line by line, as CommonMark finds them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import field, frozen

from argmap.serializers.markdown.info import LANGUAGES, read_info

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST: Final = 100  # quotes and lists within each other; what is deeper is not looked at
_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_BLOCKS: Final = (
    "code", "fence", "blockquote", "hr", "list", "reference", "html_block", "heading", "lheading", "paragraph",
)  # fmt: skip
_FRONT: Final = re.compile(r"---[ \t]*\n(?!\s*\n)(?:(?!```|~~~).*\n)*?(?:---|\.\.\.)[ \t]*(?=\n)")
_OPENING: Final = re.compile(r"[ \t>]*(?:`{3,}|~{3,})(.*)")
_CELL_OPTION: Final = re.compile(r"[ \t]*(?:#|//|%%)\|(?:[ \t]*label:[ \t]*[\"']?([^\s\"']+))?")


class Row(NamedTuple):
    """A line of a note: its text, and its line end."""

    text: str
    end: str


@frozen
class Content:
    """A line within a fence.

    Attributes:
        prefix: What the quotes and lists around the fence, and its own indentation, put before it.
        text: What the fence holds of it.
        blanks: How many blanks at its beginning are a part of a tab that ``prefix`` ends with.
    """

    prefix: str
    text: str
    blanks: int


@frozen
class Fence:
    """A fence with Argdown in it.

    Attributes:
        number: Its place among those of the note, counted from 1.
        language: What it is called: "argdown", "argdown-map" …
        id: The identifier that its info string gives it, or "".
        line: The line of the note that opens it, counted from 1.
        contents: The lines of its text; not those before them with options of a cell that Quarto runs.
        first: The place of the first of them among the lines of the note, from 0.
        closed: Whether a line closes it, or else the end of what it is in.
    """

    number: int
    language: str
    id: str
    line: int
    contents: tuple[Content, ...] = field(repr=False)
    first: int = field(repr=False)
    closed: bool = field(repr=False)

    @property
    def text(self) -> str:
        """The Argdown in it."""
        return "".join([f"{content.text}\n" for content in self.contents])


class Miss(NamedTuple):
    """A line that looks like the beginning of a fence with Argdown and is none.

    Attributes:
        line: The line, counted from 1.
        language: What the fence would be called.
        within: What it is part of: "html", "code", "fence", "argdown", "text"; or "" if nobody knows its language.
    """

    line: int
    language: str
    within: str


@frozen
class Note:
    """A note.

    Attributes:
        rows: Its lines.
        fences: Those with Argdown in them.
        misses: What looks like one.
    """

    rows: tuple[Row, ...]
    fences: tuple[Fence, ...]
    misses: tuple[Miss, ...]


def note_of(text: str) -> Note:
    """The lines of a note, and where Argdown is in it."""
    rows = tuple([Row(*match.groups()) for match in _LINE.finditer(text)])
    rows = rows[:-1] if len(rows) > 1 else rows  # the end of the text is no line
    if "argdown" not in text.lower():
        return Note(rows, (), ())
    fences: list[Fence] = []
    within: dict[int, str] = {}
    for token in _parser().parse(_without_front_matter(rows)):
        if token.map is None or token.type not in ("fence", "html_block", "code_block"):
            continue
        kind = token.type.removesuffix("_block")
        if kind == "fence" and read_info(token.info).language in LANGUAGES:
            fences.append(_fence(len(fences) + 1, token, rows))
            kind = "argdown"
        elif kind == "html" and token.content.lstrip().startswith("<!--"):
            kind = "comment"
        within |= dict.fromkeys(range(*token.map), kind)
    return Note(rows, tuple(fences), tuple(_misses(rows, within, {fence.line for fence in fences})))


@cache
def _parser() -> MarkdownIt:
    """A parser of the blocks of CommonMark, which leaves the words alone."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - takes longer to load than most notes to read

    parser = MarkdownIt("zero", {"html": True, "maxNesting": DEEPEST})
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.enableOnly([*_BLOCKS])
    return parser


def _without_front_matter(rows: Sequence[Row]) -> str:
    """The text of a note, with the lines of its front matter blank."""
    text = "".join([f"{row.text}\n" for row in rows]).removeprefix("\ufeff")
    front = _FRONT.match(text)
    return text if front is None else "\n" * front[0].count("\n") + text[front.end() :]


def _fence(number: int, token: Token, rows: Sequence[Row]) -> Fence:
    """The fence of a token of the parser."""
    assert token.map is not None  # noqa: S101 - blocks have their lines
    start, end = token.map
    lines = token.content.split("\n")[:-1]
    first = start + 1
    contents = [
        _content(row.text, line) for row, line in zip(rows[first : first + len(lines)], lines, strict=True)
    ]
    info = read_info(token.info)
    name = info.id
    while info.runs and contents and (option := _CELL_OPTION.match(contents[0].text)):
        name = name or option[1] or ""
        del contents[0]
        first += 1
    return Fence(
        number, info.language, name, start + 1, tuple(contents), first, end == start + len(lines) + 2
    )


def _content(row: str, line: str) -> Content:
    """A line within a fence, given what the parser made of it: a part of a tab it makes blanks."""
    plain = row.replace("\0", "\ufffd")
    blanks = next(n for n in range(len(line) + 1) if plain.endswith(line[n:]))
    at = len(plain) - len(line) + blanks
    return Content(row[:at], " " * blanks + row[at:], blanks)


def _misses(rows: Sequence[Row], within: dict[int, str], found: set[int]) -> Iterator[Miss]:
    """What looks like the beginning of a fence with Argdown, and is none."""
    for n, row in enumerate(rows):
        opening = _OPENING.match(row.text) if n + 1 not in found else None
        language = read_info(opening[1]).language if opening else ""
        kind = within.get(n, "text")
        if language in LANGUAGES and kind != "comment":
            yield Miss(n + 1, language, kind)
        elif language.startswith("argdown") and kind == "fence" and within.get(n - 1) != "fence":
            yield Miss(n + 1, language, "")
