"""Laying out a map as the text stood that it was read from, by what its memory holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import evolve, frozen

from argmap.model import Argument, Data, RelationKind
from argmap.model.data import EMPTY
from argmap.serializers.argdown.mapping.keys import LAYOUT, OWN
from argmap.serializers.argdown.mapping.records import untitled
from argmap.serializers.argdown.text.rows import HEADING, INFERENCE, PREMISE, TOP, Element, Heading, Row
from argmap.serializers.common.residue import strings, table, thawed

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from argmap.model import Relation, Section
    from argmap.serializers.argdown.writing.plan import Node, Plan, Records

_ABSENT: Final = 1_000_000  # deeper than any row


@frozen
class _Entry:
    """A row as it is remembered.

    Attributes:
        depth: How deep it stood; of a heading its level.
        sign: What it began with.
        name: The id of its record, or "".
        which: Which of the texts stood there; -1 for a reference.
        more: What else is remembered of it.
    """

    depth: int
    sign: str
    name: str = ""
    which: int = 0
    more: Data = EMPTY


def remembered(  # noqa: C901 - whatever does not fit ends it
    plan: Plan, *, data_too: bool = True
) -> list[Row] | None:
    """The rows of the text that the map was read from, with what the map says now; None if it has changed too much.

    Args:
        plan: The map.
        data_too: Whether data that stood in several places of a title go back there.
    """
    m = plan.m
    outline = _entries(table(m.data, LAYOUT).get("outline"))
    entries = None if outline is None else _without_gone(outline, plan.nodes)
    if entries is None:
        return None
    steps = _remembered_steps(m)
    sections = {s.id: (s, n) for n, s in enumerate(m.sections, 1)}
    rows: list[Row] = []
    anonymous = _anonymous(steps, plan)
    argument: str | None = None
    block: str | None = None
    block_sign = TOP  # what stands at depth 0 above
    listed: list[str] = []  # the statements of a structure
    begin = 0  # where those above the next inference begin
    for entry in entries:
        depth, sign, more = entry.depth, entry.sign, entry.more
        if sign == HEADING:
            heading = _heading(plan, entry, sections)
            if heading is None:
                return None
            rows.append(Row(0, HEADING, heading))
            block = None
            continue
        if sign == INFERENCE:
            step = next(steps.get(argument, iter(())), None)
            if step is None:
                return None
            default = _default_id(step, argument)
            uses = _uses(step, listed, begin)
            inference = plan.inference(step, default, linked=argument is None, uses=uses)
            rows.append(Row(0, INFERENCE, inference))
            begin = len(listed)
            block_sign = sign
            continue
        node = plan.nodes[entry.name]
        element = _remembered(plan, node, entry.which, more, data_too=data_too)
        if element is None or (depth == 1 and sign != "_" and block_sign == INFERENCE):
            return None  # the original would not read a relation there
        block_sign = sign if depth == 0 else block_sign
        if depth == 0 and sign != PREMISE:
            block = node.id if sign == TOP and isinstance(node, Argument) else None
        if sign == PREMISE and more.get("first"):
            argument = block if block is not None else next(anonymous, None)
            block = None
            listed, begin = [], 0
        if sign == PREMISE:
            listed.append(node.id)
        given = more.get("number")
        rows.append(
            Row(depth, sign, element, bool(more.get("first")), given if isinstance(given, int) else 0)
        )
    return rows


def _entries(outline: Any) -> list[_Entry] | None:
    """The outline that data hold; None if it is none."""
    if not isinstance(outline, tuple):
        return None
    found = []
    for entry in outline:
        if not isinstance(entry, tuple) or len(entry) < 2 or type(entry[0]) is not int:
            return None
        depth, sign, *rest = entry
        more = rest[-1] if rest and isinstance(rest[-1], Data) else EMPTY
        if sign == INFERENCE:
            found.append(_Entry(depth, sign))
        elif sign == HEADING:
            if depth < 1 or not rest or not isinstance(rest[0], str):
                return None
            found.append(_Entry(depth, sign, rest[0], more=more))
        else:
            if len(rest) < 2 or not isinstance(rest[0], str) or type(rest[1]) is not int:
                return None
            found.append(_Entry(depth, sign, rest[0], rest[1], more))
    return found


def _without_gone(entries: list[_Entry], known: Container[str]) -> list[_Entry] | None:
    """The entries of records that are still there; None if a structure has lost a statement or its argument.

    What stood below a record that is gone stands alone, behind the block that it was in.
    """
    found: list[_Entry] = []
    left: list[_Entry] = []  # what stood below a record that is gone
    gone = _ABSENT  # how deep that record stood
    top = _ABSENT  # how deep the last of those stood that nothing is above
    for n, entry in enumerate(entries):
        if entry.sign in (HEADING, INFERENCE):
            if entry.sign == HEADING:
                found += left
                left = []
            found.append(entry)
            continue
        missing = entry.name not in known
        if missing and entry.sign != PREMISE:
            gone = min(gone, entry.depth)
        if entry.depth <= gone and not missing:
            gone = top = _ABSENT
            if entry.depth == 0 and entry.sign != PREMISE:
                found += left
                left = []
            found.append(entry)
            continue
        if PREMISE in (e.sign for e in entries[n : n + 2]):
            return None
        if not missing and entry.depth > top:
            left.append(evolve(entry, depth=entry.depth - top))
        elif not missing and entry.which != -1:  # a mention says nothing without what it bears on
            left.append(evolve(entry, depth=0, sign=TOP))
            top = entry.depth
        else:
            top = _ABSENT
    return found + left


def _default_id(step: Relation, argument: str | None) -> str:
    """The id that a step has if its data say no other."""
    if argument is None:
        return f"{step.kind}:{'+'.join(step.sources)}>{step.targets[0]}"
    number = step.id.rpartition("/")[2]
    return f"{argument}/{int(number)}" if number.isdecimal() else ""


def _uses(step: Relation, listed: list[str], begin: int) -> list[int] | None:
    """The numbers of a step's premises, unless they are the statements right above it or the author numbers them."""
    if step.sources == tuple(listed[begin:]) or not set(step.sources) <= set(listed):
        return None
    uses = [listed.index(source) + 1 for source in step.sources]
    return None if thawed(table(step.data, OWN).get("uses")) == uses else uses


def _heading(plan: Plan, entry: _Entry, sections: dict[str, tuple[Section, int]]) -> Heading | None:
    """The heading of a section, or one that stands in the text only."""
    if entry.name == "" and entry.more:
        words = entry.more.thaw()
        text, data = words.get("text", ""), words.get("data")
        if isinstance(text, str) and (data is None or isinstance(data, dict)):
            return Heading(entry.depth, text, tags=list(strings(words, "tags")), data=data)
    if entry.name not in sections:
        return None
    section, n = sections.pop(entry.name)
    return plan.heading(section, entry.depth, f"s{n}")


def _remembered_steps(m: Records) -> dict[str | None, Iterator[Relation]]:
    steps: dict[str | None, list[Relation]] = {}
    for relation in m.relations:
        if relation.kind is RelationKind.SUPPORT and (
            relation.argument is not None or len(relation.sources) > 1
        ):
            steps.setdefault(relation.argument, []).append(relation)
    return {name: iter(group) for name, group in steps.items()}


def _anonymous(steps: dict[str | None, Iterator[Relation]], plan: Plan) -> Iterator[str]:
    """The arguments that no block names: those stand in the order in which they were read."""
    for node in plan.nodes.values():
        if isinstance(node, Argument) and untitled(node.id) and node.id in steps:
            yield node.id


def _remembered(plan: Plan, node: Node, which: int, more: Data, *, data_too: bool) -> Element | None:
    kind: Literal["statement", "argument"] = "argument" if isinstance(node, Argument) else "statement"
    data = more.get("data") if data_too else None
    if which == 0:
        element = plan.defined(node)
        if "tags" in more:
            element.tags = list(strings(more, "tags"))
        if isinstance(data, Data):
            element.data = data.thaw() or None
    elif which == -1:
        element = plan.defined(node, reference=True)
        element.tags = list(strings(more, "tags"))
        element.data = data.thaw() if isinstance(data, Data) else None
    else:
        if which > len(node.wordings):
            return None
        wording = node.wordings[which - 1]
        own = thawed(table(wording.data, OWN))
        tags, _ = plan.split_tags(wording.text, wording.tags, wording.tags)
        element = Element(kind, plan.titles[node.id], text=wording.text, tags=tags)
        element.data = own or None
        element.marks = plan.marks_of(node.id, which, wording.text)
    if more.get("untitled"):
        element.title = None
    if more.get("empty") and not element.text:
        element.text = " "  # a definition, but one without words
    return element
