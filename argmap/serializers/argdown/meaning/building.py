"""From the rows of an Argdown document to what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import Factory, define

from argmap.messages import Hint
from argmap.serializers.argdown.meaning.referents import (
    SYMMETRIC,
    Bond,
    End,
    Meaning,
    Member,
    Part,
    Referent,
    Step,
    listed,
)
from argmap.serializers.argdown.meaning.settings import interpret
from argmap.serializers.argdown.text.rows import (
    BULLET,
    HEADING,
    INFERENCE,
    ORDERED,
    PREMISE,
    TOP,
    Element,
    Heading,
    Inference,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.serializers.argdown.text.notes import Notes
    from argmap.serializers.argdown.text.rows import Row

UNTITLED: Final = "Untitled "
_FROM_PARENT: Final = ("+>", "->", "_>", "><")  # relation lines that start from what they are below
_UNDERCUT: Final = (
    "+",
    "-",
    "_",
    "+>",
    "->",
    "_>",
)  # the lines below which an undercut is one of what they state
_TYPES: Final = {
    "+": "support",
    "-": "attack",
    "_": "undercut",
    ">": "contradictory",
}  # by the first character


@define(eq=False)
class _Open:
    """An element whose relations may still come.

    Attributes:
        depth: How deep its row is.
        referent: What it is a member of.
        member: Itself; None for an inference.
        sign: What its row begins with.
        offset: Where it is.
        conclusion_of: The inference that it concludes.
        undercuts: Those of the relation that its row states.
    """

    depth: int
    referent: End
    member: Member | None
    sign: str
    offset: int
    conclusion_of: Step | None = None
    undercuts: list[_Undercut] = Factory(list)


@define(eq=False)
class _Undercut:
    """An undercut of a relation that is still to come, and those of this undercut."""

    source: End
    offset: int
    undercuts: list[_Undercut]


def understand(rows: list[Row], settings: Mapping[str, Any], notes: Notes, *, official: bool) -> Meaning:
    """The meaning of a document's rows.

    Args:
        rows: The rows.
        settings: The front matter; ``model`` states whether to read strictly.
        notes: Where problems go.
        official: Whether to repeat the faults of the reference parser.
    """
    taken = {row.item.title for row in rows if isinstance(row.item, Element)}
    made = _Maker(notes, official, taken).run(rows)
    interpret(made, settings, notes, official=official)
    return made


@define(eq=False)
class _Maker:
    """One walk over the rows."""

    notes: Notes
    official: bool
    taken: set[str | None]
    made: Meaning = Factory(Meaning)
    open: list[_Open] = Factory(list)
    known: dict[tuple[str, int, int], Bond] = Factory(dict)
    part: Part | None = None
    counter: int = 0
    inference: Step | None = None  # the last one, which the reference parser never forgets
    begins: int = 0  # where the part of the document begins that is being read

    def run(self, rows: list[Row]) -> Meaning:
        argument: Referent | None = None  # of the structure that is being read
        before: Element | None = None  # the block before this one
        conclusion: Step | None = None  # the inference that the next statement concludes
        for row in rows:
            self._close(row.depth)
            item, sign = row.item, row.sign
            if row.apart or sign == HEADING:
                self._finish(argument)
                argument, before = None, None
                self.part = None if row.apart else self.part
                self.begins = row.start if row.apart else self.begins
            if sign == HEADING:
                assert isinstance(item, Heading)
                self._head(item)
                continue
            if sign == INFERENCE:
                assert isinstance(item, Inference)
                if argument is None:
                    continue
                conclusion = Step(item, argument)
                self.inference = conclusion
                argument.steps.append(conclusion)
                self.open.append(_Open(0, conclusion, None, sign, item.offset))
                continue
            assert isinstance(item, Element)
            if sign == PREMISE and row.first:
                self._finish(argument)
                argument = self._argument_of(before, item)
                conclusion = None
            elif sign in (TOP, BULLET, ORDERED):
                self._finish(argument)
                argument = None
            before = (item if sign == TOP else None) if row.depth == 0 else before
            self._enter(row, item, argument if sign == PREMISE else None, conclusion)
            conclusion = None if sign == PREMISE else conclusion
        self._close(0)
        self._finish(argument)
        for referent in (*self.made.statements.values(), *self.made.arguments.values()):
            _settle(referent)
        return self.made

    def _title(self) -> str:
        while True:
            self.counter += 1
            title = f"{UNTITLED}{self.counter}"
            if self.official or title not in self.taken:
                return title

    def _referent(self, kind: Literal["statement", "argument"], title: str, *, named: bool) -> Referent:
        referents = self.made.statements if kind == "statement" else self.made.arguments
        referent = referents.get(title)
        if referent is None:
            referent = referents[title] = Referent(kind, title, named)
        return referent

    def _head(self, heading: Heading) -> None:
        parent = self.part
        while parent is not None and parent.heading.level >= heading.level:
            parent = parent.parent
        self.part = Part(f"s{len(self.made.sections) + 1}", heading, parent)
        self.made.sections.append(self.part)

    def _argument_of(self, before: Element | None, item: Element) -> Referent:
        if before is not None and before.kind == "argument" and before.title is not None:
            argument = self._referent("argument", before.title, named=True)
            self._set_apart(argument, item)
        else:
            title = self._title()
            argument = self.made.arguments[title] = Referent("argument", title, named=False)
        if self.part is not None:
            argument.section = self.part.id
        if argument.steps:
            message = f"a second premise-conclusion structure for <{argument.title}>"
            hint = "give it an argument of its own: <Title>, an empty line, then the premises"
            self.notes.error("second-structure", item.offset, message, hint)
            argument = self._referent("argument", self._title(), named=False)
        return argument

    def _set_apart(self, argument: Referent, item: Element) -> None:
        """Give a structure that an earlier part of the document has for an argument one of its own: the last counts."""
        first = next((step.element for step in argument.steps if isinstance(step, Member)), None)
        if first is None or first.offset >= self.begins:
            return
        line, _ = self.notes.lines.position(first.offset)
        message = (
            f"<{argument.title}> has another structure in line {line}, which gets an argument without title"
        )
        hint = Hint("give one of them another title, or read each part by itself with {fence}", fence=...)
        self.notes.warning("second-structure", item.offset, message, hint)
        other = Referent(
            "argument", self._title(), named=False, steps=argument.steps, section=argument.section
        )
        self.made.arguments[other.title] = other
        argument.steps = []
        for step in other.steps:
            if isinstance(step, Member):
                step.argument = other.title
            else:
                step.argument = other

    def _finish(self, argument: Referent | None) -> None:
        """A structure is complete: its last statement is the main conclusion."""
        if argument is None or not argument.steps:
            return
        last = argument.steps[-1]
        if isinstance(last, Member) and last.role == "intermediary-conclusion":
            last.role = "main-conclusion"

    def _enter(self, row: Row, item: Element, argument: Referent | None, conclusion: Step | None) -> None:
        named = item.title is not None
        if item.title is None:
            item.title = self._title()
        referent = self._referent(item.kind, item.title, named=named)
        member = Member(item, section=self.part.id if self.part else None)
        if item.kind == "argument":
            member.role = "argument-description"
        elif argument is not None:
            member.argument = argument.title
            member.role = "premise" if conclusion is None else "intermediary-conclusion"
        elif row.depth > 0:
            member.role = "relation-statement"
        elif row.sign == TOP:
            member.role = "top-level-statement"
        if argument is not None:
            argument.steps.append(member)
        self.open.append(_Open(row.depth, referent, member, row.sign, item.offset, conclusion))

    def _close(self, depth: int) -> None:
        """Leave the elements at ``depth`` and deeper; relations come to be when the child is left."""
        while self.open and self.open[-1].depth >= depth:
            left = self.open.pop()
            if left.member is None:
                continue
            assert isinstance(left.referent, Referent)
            self._leave(left.referent, left.member)
            if left.depth > 0 and self.open:
                parent = self.open[-1]
                if not self.official and self._undercuts_relation(parent, left):
                    parent.undercuts.append(_Undercut(left.referent, left.offset, left.undercuts))
                else:
                    bond = self._relate(parent, left)
                    if left.undercuts:
                        self._undercut(bond, left.undercuts)

    def _leave(self, referent: Referent, member: Member) -> None:
        element = member.element
        referent.tags += element.tags
        data = element.data if isinstance(element.data, dict) else {}
        if data:
            merge(referent.data, data, official=self.official)
        self._compare(referent, member)
        referent.members.append(member)
        placed = data.get("isInGroup")
        if placed is True or (not element.reference and placed is None and referent.section is None):
            referent.section = member.section

    def _compare(self, referent: Referent, member: Member) -> None:
        """Report where a title gets another text."""
        element = member.element
        if self.official or element.reference or not referent.named or not referent.members:
            return
        other = next((m.element for m in reversed(referent.members) if not m.element.reference), None)
        words, others = element.text.split(), other.text.split() if other else []
        if other and words and others and words != others:
            name = f"[{referent.title}]" if referent.kind == "statement" else f"<{referent.title}>"
            line, _ = self.notes.lines.position(other.offset)
            message = f"{name} has another text in line {line}; both become wordings, and this one counts"
            hint = "refer to it without a text if the same is meant"
            if other.offset < self.begins:
                hint = Hint(f"{hint}, or read each part by itself with {{fence}}", fence=...)
                self.notes.warning("redefinition", element.offset, message, hint)
            else:
                self.notes.info("redefinition", element.offset, message, hint)

    def _undercuts_relation(self, parent: _Open, child: _Open) -> bool:
        """Whether a row undercuts the relation that the row above states: that has a statement, and is directed."""
        if child.sign != "_" or parent.sign not in _UNDERCUT or parent.referent.kind != "statement":
            return False
        if self.inference is not None:
            message = "this undercuts the relation above; the reference parser takes it for an undercut of an inference"
            self.notes.info("undercut-kept", child.offset, message)
        return True

    def _undercut(self, bond: Bond, undercuts: list[_Undercut]) -> None:
        """Make the undercuts of a relation, and those of them."""
        pending = [(bond, undercut) for undercut in reversed(undercuts)]
        while pending:
            target, undercut = pending.pop()
            made = self._bond("undercut", undercut.source, target, undercut.offset)
            pending += [(made, each) for each in reversed(undercut.undercuts)]

    def _relate(self, parent: _Open, child: _Open) -> Bond:
        kind = _TYPES[child.sign[0]]
        above: End = parent.referent
        below = child.referent
        if child.sign == "_" and above.kind == "statement":
            if self.official and self.inference is not None:
                above = self.inference
            elif parent.conclusion_of is not None:
                above = parent.conclusion_of
        source, target = (above, below) if child.sign in _FROM_PARENT else (below, above)
        return self._bond(kind, source, target, child.offset)

    def _bond(self, kind: str, source: End, target: End, offset: int) -> Bond:
        """The relation that a line states: a new one, or one that others state, too."""
        bond = Bond(kind, source, target, [offset])
        key = bond.key
        known = listed(bond, source) if self.official else self.known.get(key)
        if known is None and kind in SYMMETRIC:
            known = self.known.get((kind, id(target), id(source)))
        if known is not None:
            known.offsets.append(offset)
            return known
        self.known[key] = bond
        self.made.bonds.append(bond)
        source.relations[id(bond)] = target.relations[id(bond)] = bond
        return bond


def _settle(referent: Referent) -> None:
    """What is known of a referent when all its members are: each tag once, a section, what they are used as."""
    if len(referent.tags) > 1:
        referent.tags[:] = dict.fromkeys(referent.tags)
    if referent.section is None and referent.members:
        referent.section = referent.members[0].section
    referent.roles = {m.role for m in referent.members if m.role not in ("", "argument-description")}


def merge(into: dict[str, Any], data: dict[str, Any], *, official: bool = False) -> None:
    """Merge ``data`` in place, as the reference parser does: mappings by key, arrays by position, later values win."""
    pending: list[tuple[Any, Any]] = [(into, data)]
    while pending:
        old, new = pending.pop()
        for key, value in new.items() if isinstance(new, dict) else enumerate(new):
            if isinstance(old, list) and key >= len(old):
                old.append(_copied(value))
                continue
            known = old.get(key) if isinstance(old, dict) else old[key]
            if any(isinstance(known, kind) and isinstance(value, kind) for kind in (dict, list)):
                pending.append((known, value))
            elif not (official and isinstance(known, list) and isinstance(value, dict)):
                old[key] = _copied(value)


def _copied(value: Any) -> Any:
    """A copy that later merging may change; YAML is at most 90 levels deep."""
    if isinstance(value, dict):
        return {k: _copied(v) for k, v in value.items()}
    return [_copied(v) for v in value] if isinstance(value, list) else value
