"""An Argdown text as lines that can be changed one by one: joined again they are the text, character for character."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from typing import TYPE_CHECKING, Final

from attrs import Factory, define, evolve

from argmap.serializers.argdown.meaning.referents import Step
from argmap.serializers.argdown.text.notes import BREAK, Notes
from argmap.serializers.argdown.text.rows import HEADING, INFERENCE, PREMISE, TOP, Element, Heading, Row
from argmap.serializers.argdown.text.tokens import tokens

if TYPE_CHECKING:
    from argmap.serializers.argdown.mapping.reading import Reading
    from argmap.serializers.argdown.text.tokens import Token

_BLANKS: Final = " \t'"
_COMMENT: Final = re.compile(r"[ \t]*(?://[^\r\n]*|(?:/\*[^\r\n]*?\*/|<!--[^\r\n]*?-->)[ \t]*)?(?=[\r\n]|\Z)")
_BLANK_LINE: Final = re.compile(rf"{BREAK}(?=[ \t]*{BREAK})")
_SPACE: Final = re.compile(r"\s*")
_RELATION: Final = re.compile(r"\A[ \t']*(?:\+>|->|<?\+|<?-|><|_>|<?_)?[ \t]*")
BLOCK: Final = "\n\n"  # what precedes a block that is new


@define(eq=False)
class Front:
    """The front matter of a part of a text."""

    text: str

    def __str__(self) -> str:
        """Its text."""
        return self.text


Head = list[str | Front]  # what is between two parts of a text, and front matter in it


@define(eq=False)
class Line:
    """What one row of a text is written as; it may go on over several lines.

    Attributes:
        row: The row.
        head: What precedes the part of the text that begins with it, and the front matter of that.
        lead: What precedes it after that: line ends, blank lines, comments.
        text: Its indentation, sign, words and data, and a comment after them.
        record: Id of the record that it defines or refers to; of an inference that of its relation.
        relation: Id of the relation that it states by being below another one.
        argument: Which argument it is a premise, inference or conclusion of, by identity; 0 for none.
        titled: Whether its title is in the text.
        tokens: What it consists of.
        offset: Where in the document ``text`` begins.
    """

    row: Row
    lead: str
    text: str
    record: str = ""
    relation: str = ""
    argument: int = 0
    titled: bool = True
    tokens: tuple[Token, ...] = ()
    offset: int = 0
    head: Head = Factory(list)

    @property
    def begins(self) -> bool:
        """Whether a block begins with it."""
        return self.row.depth == 0 and (self.row.sign in (TOP, HEADING) or self.row.first)

    @property
    def indent(self) -> str:
        """The blanks that it begins with."""
        return self.text[: len(self.text) - len(self.text.lstrip(" \t"))]


@define
class Tree:
    """A text.

    Attributes:
        top: What precedes the front matter.
        head: The front matter, or "".
        lines: Its rows.
        tail: What follows the last of them up to the end of the last front matter in it.
        rest: What follows after that.
        unit: How far a relation is indented below what it bears on.
    """

    top: str
    head: str
    lines: list[Line]
    rest: str
    unit: str = "  "
    tail: Head = Factory(list)

    @property
    def body(self) -> str:
        """All but the front matter."""
        pieces = [piece for line in self.lines for piece in (*line.head, line.lead, line.text)]
        return "".join(map(str, [*pieces, *self.tail, self.rest]))

    @property
    def fronts(self) -> list[Front]:
        """The front matter of the parts after the first."""
        heads = [*[line.head for line in self.lines], self.tail]
        return [piece for head in heads for piece in head if isinstance(piece, Front)]

    def below(self, at: int) -> int:
        """Where what is below the line at a position ends."""
        depth = self.lines[at].row.depth
        end = at + 1
        while end < len(self.lines) and self.lines[end].row.depth > depth:
            end += 1
        return end

    def insert(self, at: int, line: Line) -> None:
        """Put a line at a position; what precedes the first line still precedes the new first one."""
        if at == 0:
            after = self.lines[0] if self.lines else None
            line.lead = after.lead if after is not None else BLOCK if self.head else ""
            if after is not None:
                after.lead = BLOCK
                line.head, after.head = after.head, []
                line.row.apart, after.row.apart = after.row.apart, False
            elif self.rest.strip():
                self.rest = BLOCK + self.rest.lstrip("\r\n")
        self.lines.insert(at, line)

    def remove(self, at: int) -> None:
        """Take a line out, with the comments right above it; those that a blank line parts from it stay."""
        removed = self.lines.pop(at)
        above = removed.lead[
            : max((m.start() for m in _BLANK_LINE.finditer(removed.lead)), default=0)
        ].rstrip()
        after = self.lines[at] if at < len(self.lines) else None
        between = after.head if after is not None else self.tail
        if between:
            between[:0] = [*removed.head, above]
            return
        follows = after.lead if after is not None else self.rest
        if not above and (at == 0 or removed.head):
            keeps = self.head or removed.head
            follows = (_SPACE.match(removed.lead)[0] if keeps else "") + follows.lstrip("\r\n")  # type: ignore[index]
        elif removed.begins and after is not None and not after.begins:
            follows = BLOCK
        if after is not None:
            after.lead, after.head = above + follows, removed.head
            after.row.apart |= removed.row.apart
        else:
            self.tail, self.rest = removed.head, above + follows

    def detach(self, at: int) -> list[Line]:
        """Take a line out with what is below it, as a block of its own, without its sign."""
        end = self.below(at)
        taken = self.lines[at:end]
        top, indent = taken[0], len(taken[0].indent)
        comments = "".join(f"{line.strip()}\n" for line in top.lead.splitlines() if line.strip())
        del self.lines[at + 1 : end]
        self.remove(at)
        for line in taken:
            line.text = _outdented(line.text, indent)
            line.lead = _outdented(line.lead, indent)
            line.row = evolve(line.row, depth=line.row.depth - top.row.depth)
        top.text = _RELATION.sub("", top.text, count=1)
        top.row, top.lead, top.relation = evolve(top.row, sign=TOP), BLOCK + comments, ""
        top.head = []
        return taken


def _outdented(text: str, width: int) -> str:
    return re.sub(rf"(?m)^[ \t]{{1,{width}}}", "", text) if width else text


def tree_of(text: str, reading: Reading) -> Tree | None:
    """The lines of a text that was read; None if two rows are in one line."""
    found = tokens(text, Notes(text), official=False)
    words = [t for t in found if t.kind not in ("newline", "empty", "part")]
    words = [t for n, t in enumerate(words) if n == 0 or t.kind != "front"]
    starts = [t.start for t in words]
    rows = reading.document.rows
    first = [bisect_left(starts, row.start) for row in rows]
    front = next((t for t in words[:1] if t.kind == "front"), None)
    end = front.end if front else 0
    tree = Tree(text[: front.start], text[front.start : end], [], "") if front else Tree("", "", [], "")
    marks = deque([t for t in found if t.kind in ("part", "front") and t.start >= end])
    names = _Names(reading)
    for row, at, stop in zip(rows, first, [*first[1:], len(words)][: len(rows)], strict=True):
        own = tuple(words[at:stop])
        start = max(text.rfind("\n", 0, own[0].start), text.rfind("\r", 0, own[0].start)) + 1
        if text[start : row.start].strip(_BLANKS) or start < end:
            start = own[0].start
        if (
            tree.lines
            and not text[end:start].strip(" \t")
            and "\n" not in text[end:start].replace("\r", "\n")
        ):
            return None
        head, begin = _head(text, end, start, marks)
        lead = text[begin:start]
        end = own[-1].end
        comment = _COMMENT.match(text, end)
        end = comment.end() if comment else end
        line = Line(row, lead, text[start:end], tokens=own, offset=start, head=head)
        names.give(line)
        tree.lines.append(line)
        if row.depth == 1 and row.sign != TOP and tree.unit == "  ":
            tree.unit = tree.lines[-1].indent or tree.unit
    tree.tail, begin = _head(text, end, len(text), marks)
    tree.rest = text[begin:]
    return tree


def _head(text: str, start: int, stop: int, marks: deque[Token]) -> tuple[Head, int]:
    """What parts of a text begin with between two offsets, and where it ends; the marks in it are used up."""
    head: Head = []
    while marks and marks[0].start < stop:
        mark = marks.popleft()
        if mark.start < start:
            continue
        if mark.kind == "front":
            head += [text[start : mark.start], Front(text[mark.start : mark.end])]
        else:
            head.append(text[start : mark.end])
        start = mark.end
    return head, start


class _Names:
    """Which records the rows of a document are of."""

    def __init__(self, reading: Reading) -> None:
        meaning, ids = reading.meaning, reading.mapped.ids
        referents = (*meaning.statements.values(), *meaning.arguments.values())
        self.ids = ids
        self.owners = {id(member.element): referent for referent in referents for member in referent.members}
        self.relations = {offset: ids.get(id(bond), "") for bond in meaning.bonds for offset in bond.offsets}
        self.sections = {id(part.heading): ids[id(part)] for part in meaning.sections}
        self.inferences: dict[int, str] = {}
        self.arguments: dict[int, int] = {}
        for argument in meaning.arguments.values():
            for step in argument.steps:
                item: object = step.inference if isinstance(step, Step) else step.element
                self.arguments[id(item)] = id(argument)
                if isinstance(step, Step):
                    self.inferences[id(item)] = ids.get(id(step), "")

    def give(self, line: Line) -> None:
        """Note which record a line is of, which relation it states, and which argument it is part of."""
        row, item = line.row, line.row.item
        if row.sign in (PREMISE, INFERENCE):
            line.argument = self.arguments.get(id(item), 0)
        if isinstance(item, Heading):
            line.record = self.sections.get(id(item), "")
        elif isinstance(item, Element):
            owner = self.owners[id(item)]
            line.record, line.titled = self.ids.get(id(owner), ""), owner.named
            line.relation = self.relations.get(item.offset, "") if row.depth else ""
        else:
            line.record = self.inferences.get(id(item), "")
