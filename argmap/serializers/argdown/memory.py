"""The layout of a text in its map's memory: where which record stood, and laying it out so again."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, Literal

from argmap.model import Argument, Data, RelationKind
from argmap.model.data import EMPTY
from argmap.serializers.argdown.keys import LAYOUT, OWN
from argmap.serializers.argdown.mapping import untitled
from argmap.serializers.argdown.rows import HEADING, INFERENCE, PREMISE, TOP, Element, Heading, Inference, Row
from argmap.serializers.kept import strings, table, thawed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import Relation, Section
    from argmap.serializers.argdown.mapping import Mapped
    from argmap.serializers.argdown.meaning import Meaning, Part
    from argmap.serializers.argdown.plan import Node, Plan, Records


ABSENT: Final = 1_000_000  # deeper than any row


def skeleton(  # noqa: C901 - a line for each exception
    rows: list[Row], mapped: Mapped, meaning: Meaning, *, apart: bool
) -> list[Any]:
    """What the text of a document leaves to its map's memory: where which record stood.

    Args:
        rows: Its rows.
        mapped: The records that they stand for.
        meaning: What they mean.
        apart: Whether tags stand behind the texts, and not in them.
    """
    found: list[Any] = []
    parts = {id(part.heading): part for part in meaning.sections}
    owners = {id(m.element): g for g in _groups(meaning) for m in g.members}
    textless: set[str] = set()
    places = {id(element): n for g in _groups(meaning) for n, element in enumerate(g.texts)}
    for row in rows:
        item = row.item
        if isinstance(item, Heading):
            found.append(_stood(item, parts.get(id(item)), mapped))
            continue
        if isinstance(item, Inference):
            found.append([0, INFERENCE])
            continue
        group = owners[id(item)]
        name = mapped.ids.get(id(group), group.title)
        which = places.get(id(item), -1)
        if which == -1 and not group.texts and name not in textless:
            textless.add(name)
            which = 0
        entry: list[Any] = [row.depth, row.sign, name, which]
        more: dict[str, Any] = {}
        if row.first:
            more["first"] = True
        own = item.data if isinstance(item.data, dict) else {}
        if (which == -1 and own) or (which == 0 and own != group.data):
            more["data"] = own
        if (
            item.tags
            if which == -1
            else which == 0 and (apart or not group.texts) and item.tags != group.tags
        ):
            more["tags"] = list(item.tags)
        if group.named and which >= 0 and not item.text and not item.reference:
            more["empty"] = True
        if row.number and row.sign == PREMISE:
            more["number"] = row.number
        if not group.named:
            more["untitled"] = True
        if more:
            entry.append(more)
        found.append(entry)
    return found


def _stood(heading: Heading, part: Part | None, mapped: Mapped) -> list[Any]:
    """The entry of a heading; without a section if the front matter groups the elements otherwise."""
    if part is not None:
        return [heading.level, HEADING, mapped.ids[id(part)]]
    words = {"text": heading.text, "tags": list(heading.tags), "data": heading.data}
    return [heading.level, HEADING, "", {k: v for k, v in words.items() if v}]


def _groups(meaning: Meaning) -> list[Any]:
    return [*meaning.statements.values(), *meaning.arguments.values()]


def planned(rows: list[Row]) -> list[Any]:
    """The skeleton of rows that were made from a map."""
    found: list[Any] = []
    for row in rows:
        item = row.item
        if isinstance(item, Heading):
            found.append([item.level, HEADING, item.record])
        elif isinstance(item, Inference):
            found.append([0, INFERENCE])
        else:
            entry: list[Any] = [row.depth, row.sign, item.record, -1 if item.reference else 0]
            more: dict[str, Any] = {"first": True} if row.first else {}
            if row.sign == PREMISE:
                more["number"] = row.number
            if item.title is None:
                more["untitled"] = True
            found.append([*entry, more] if more else entry)
    return found


def remembered(  # noqa: C901, PLR0911, PLR0912, PLR0915 - whatever does not fit ends it
    plan: Plan, *, data_too: bool = True
) -> list[Row] | None:
    """The rows of the text that the map was read from, with what the map says now; None if it has changed too much.

    Args:
        plan: The map.
        data_too: Whether data that stood in several places of a title go back there.
    """
    m = plan.m
    outline = table(m.data, LAYOUT).get("outline")
    if not isinstance(outline, tuple):
        return None
    steps = _remembered_steps(m)
    sections = {s.id: (s, n) for n, s in enumerate(m.sections, 1)}
    rows: list[Row] = []
    anonymous = _anonymous(steps, plan)
    argument: str | None = None
    block: str | None = None
    block_sign = TOP  # what stands at depth 0 above
    gone = ABSENT  # how deep the element stood that is not in the map any more
    left: list[Row] = []  # what stood below it, and stands alone now
    top = ABSENT  # how deep the last of those stood that nothing is above
    listed: list[str] = []  # the statements of a structure
    begin = 0  # where those above the next inference begin
    for entry, following in zip_longest(outline, outline[1:]):
        if not isinstance(entry, tuple) or len(entry) < 2:
            return None
        depth, sign = entry[0], entry[1]
        if sign == HEADING:
            heading = _heading(plan, entry, sections) if type(depth) is int and depth > 0 else None
            if heading is None:
                return None
            rows += [*left, Row(0, HEADING, heading)]
            block, left = None, []
            continue
        if sign == INFERENCE:
            step = next(steps.get(argument, iter(())), None)
            if step is None:
                return None
            linked = argument is None
            number = int(step.id.rpartition("/")[2]) if step.id.rpartition("/")[2].isdigit() else 0
            default = f"{argument}/{number}" if number else ""
            if linked:
                default = f"{step.kind}:{'+'.join(step.sources)}>{step.targets[0]}"
            uses = _uses(step, listed, begin)
            rows.append(Row(0, INFERENCE, plan.inference(step, default, linked=linked, uses=uses)))
            begin = len(listed)
            block_sign = sign
            continue
        if (
            len(entry) < 4
            or not isinstance(entry[2], str)
            or type(depth) is not int
            or type(entry[3]) is not int
        ):
            return None
        more = entry[4] if len(entry) > 4 and isinstance(entry[4], Data) else EMPTY
        node = plan.nodes.get(entry[2])
        if node is None and sign != PREMISE:
            gone = min(gone, depth)
        if depth > gone or node is None:
            if sign == PREMISE or (isinstance(following, tuple) and following[1:2] == (PREMISE,)):
                return None  # a structure has lost a statement or its argument
            if node is None:
                top = ABSENT
                continue
            element = _remembered(plan, node, entry[3], more, data_too=data_too)
            if element is None:
                return None
            if depth > top:
                left.append(Row(depth - top, sign, element))
            elif entry[3] != -1:  # a mention says nothing without what it bears on
                left.append(Row(0, TOP, element))
                top = depth
            else:
                top = ABSENT
            continue
        gone = top = ABSENT
        element = _remembered(plan, node, entry[3], more, data_too=data_too)
        if element is None:
            return None
        if depth == 1 and sign != "_" and block_sign == INFERENCE:
            return None  # the original would not read it
        block_sign = sign if depth == 0 else block_sign
        if depth == 0 and sign != PREMISE:
            rows += left
            left = []
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
    return rows + left


def _uses(step: Relation, listed: list[str], begin: int) -> list[int] | None:
    """The numbers of a step's premises, unless they are the statements right above it or the author numbers them."""
    if step.sources == tuple(listed[begin:]) or not set(step.sources) <= set(listed):
        return None
    uses = [listed.index(source) + 1 for source in step.sources]
    return None if thawed(table(step.data, OWN).get("uses")) == uses else uses


def _heading(plan: Plan, entry: tuple[Any, ...], sections: dict[str, tuple[Section, int]]) -> Heading | None:
    """The heading of a section, or one that stands in the text only."""
    name, *more = entry[2:] or (None,)
    if name == "" and more and isinstance(more[0], Data):
        words = more[0].thaw()
        text, data = words.get("text", ""), words.get("data")
        if isinstance(text, str) and (data is None or isinstance(data, dict)):
            return Heading(entry[0], text, tags=list(strings(words, "tags")), data=data)
    if name not in sections:
        return None
    section, n = sections.pop(name)
    return plan.heading(section, entry[0], f"s{n}")


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
