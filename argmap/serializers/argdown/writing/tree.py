"""An Argdown text as lines that can be changed one by one: joined again they are the text, character for character."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from typing import TYPE_CHECKING, Final

from attrs import Factory, define, evolve

from argmap.model import Relation, RelationKind
from argmap.serializers.argdown.mapping.records import kind_of, same
from argmap.serializers.argdown.meaning.referents import Bond, Step
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

    def put_first(self, line: Line, after: Line | None) -> None:
        """Make a line the first one, before another one if there is any; what precedes that precedes it."""
        line.lead = after.lead if after is not None else BLOCK if self.head else ""
        if after is not None:
            after.lead = BLOCK
            line.head, after.head = after.head, []
            line.row.apart, after.row.apart = after.row.apart, False
        elif self.rest.strip():
            self.rest = BLOCK + self.rest.lstrip("\r\n")

    def leave_out(self, line: Line, after: Line | None, *, first: bool) -> None:
        """Leave a line out, with the comments right above it; those that a blank line parts from it stay.

        Args:
            line: The line.
            after: The one that follows it, if there is any.
            first: Whether none precedes it.
        """
        above = line.lead[: max((m.start() for m in _BLANK_LINE.finditer(line.lead)), default=0)].rstrip()
        between = after.head if after is not None else self.tail
        if between:
            between[:0] = [*line.head, above]
            return
        follows = after.lead if after is not None else self.rest
        if not above and (first or line.head):
            keeps = self.head or line.head
            follows = (_SPACE.match(line.lead)[0] if keeps else "") + follows.lstrip("\r\n")  # type: ignore[index]
        elif line.begins and after is not None and not after.begins:
            follows = BLOCK
        if after is not None:
            after.lead, after.head = above + follows, line.head
            after.row.apart |= line.row.apart
        else:
            self.tail, self.rest = line.head, above + follows


def as_block(lines: list[Line]) -> list[Line]:
    """A line and what is below it as a block of its own, without its sign."""
    top, indent = lines[0], len(lines[0].indent)
    comments = "".join(f"{line.strip()}\n" for line in top.lead.splitlines() if line.strip())
    for line in lines:
        line.text = _outdented(line.text, indent)
        line.lead = _outdented(line.lead, indent)
        line.row = evolve(line.row, depth=line.row.depth - top.row.depth)
    top.text = _RELATION.sub("", top.text, count=1)
    top.row, top.lead, top.relation = evolve(top.row, sign=TOP), BLOCK + comments, ""
    top.head = []
    return lines


def sections_of(lines: list[Line]) -> dict[int, str | None]:
    """The section that each line is in, by identity."""
    found: dict[int, str | None] = {}
    section: str | None = None
    for line in lines:
        if line.row.sign == HEADING:
            section = line.record or None
        elif line.row.apart:
            section = None
        found[id(line)] = section
    return found


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


def _relations(reading: Reading) -> dict[int, str]:
    """The ids of relations by the offsets of the lines that state them.

    Where the front matter replaces the relation of a line by another one between the same records, that one is meant;
    where it replaces an undercut of a reason, one of the relation that has this reason.
    """
    ids, m = reading.mapped.ids, reading.map
    others = _replacing(reading) if reading.front.patch else {}
    replaced: dict[str, str] = {}
    found: dict[int, str] = {}
    for bond in reading.meaning.bonds:
        name = ids.get(id(bond), "")
        names: list[str] = []
        if name and name not in m and others:
            end = same(bond.target) if isinstance(bond.target, Bond) else bond.target
            source, target = ids.get(id(bond.source), ""), ids.get(id(end), "")
            target = replaced.get(target, target)
            names = others.get((kind_of(bond), source, target)) or others.get((bond.type, source, target), [])
            replaced[name] = names[-1] if names else name
        for offset in bond.offsets:
            found[offset] = names.pop() if names else replaced.get(name, name)
    return found


def _replacing(reading: Reading) -> dict[tuple[str, str, str], list[str]]:
    """The relations that no line states by itself, by kind and ends; the last one comes first."""
    found: dict[tuple[str, str, str], list[str]] = {}
    stated, m = {*reading.mapped.ids.values()}, reading.map
    for r in reversed(m.relations):
        if r.argument is None and r.id not in stated and len(r.sources) == len(r.targets) == 1:
            found.setdefault((r.kind, r.sources[0], r.targets[0]), []).append(r.id)
            undercut = m.get(r.targets[0])
            if r.kind is RelationKind.UNDERCUT and isinstance(undercut, Relation) and undercut.sources:
                found.setdefault(("undercut", r.sources[0], undercut.sources[0]), []).append(r.id)
    return found


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
        self.relations = _relations(reading)
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
