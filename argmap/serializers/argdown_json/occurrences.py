"""The rows of the occurrences of statements and arguments: members, premises and conclusions, inferences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from argmap.model import Argument
from argmap.serializers.argdown.mapping.keys import AUTHOR_DATA, RESIDUE
from argmap.serializers.argdown.mapping.records import split_rules
from argmap.serializers.argdown_json.patching import patched_row
from argmap.serializers.argdown_json.ranges import ranges
from argmap.serializers.argdown_json.vocabulary import DESCRIPTION, INTERMEDIARY, MAIN, PREMISE, TOP
from argmap.serializers.common.residue import mapping, strings, thawed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.model import Relation
    from argmap.serializers.argdown_json.context import Context, Position
    from argmap.serializers.argdown_json.structures import Line
    from argmap.serializers.argdown_json.vocabulary import Node, Row


def structure_rows(context: Context, argument: Argument) -> list[Row]:
    """The rows of an argument's structure."""
    return [patched_row(line_row(context, argument, line), line.notes) for line in context.lines[argument.id]]


def line_row(context: Context, argument: Argument, line: Line) -> Row:
    """The row of a premise or conclusion, without its residue."""
    role = PREMISE
    if line.step is not None:
        role = MAIN if context.conclusions[line.step.id].main else INTERMEDIARY
    statement: Any = context.map[line.statement]
    made = member_row(context, statement, line.notes, role)
    if argument.section is not None:
        made["section"] = context.sections[argument.section]
    made["argumentTitle"] = context.titles[argument.id]
    if line.step is not None:
        made["inference"] = patched_row(inference_row(context, line), mapping(context.residues, line.step.id))
    return made


def inference_row(context: Context, line: Line) -> Row:
    """The inference above a conclusion, without its residue."""
    step: Any = line.step
    drawn = context.conclusions[step.id]
    undercuts = [row for row in context.touching.get(step.id, ()) if row.get("toType") == "inference"]
    made: Row = {"type": "inference", "relations": undercuts, "inferenceRules": _rules(step)}
    made |= data_of_author(step)
    uses = line.notes.get("uses")
    if uses is not None:  # not the author's: the step has none in its data
        made["data"] = {**made.get("data", {}), "uses": list(uses)}
        made["usesAdded"] = True
    if step.id != f"{drawn.argument}/{drawn.number}":
        made["id"] = step.id
    return made | {"conclusionIndex": drawn.line, "argumentTitle": context.titles[drawn.argument]}


def _rules(step: Relation) -> list[str]:
    rules = mapping(step.data, RESIDUE).get("rules")
    return [str(r) for r in rules] if isinstance(rules, tuple) else split_rules(step.scheme)


def member_row(context: Context, node: Node, entry: Mapping[str, Any], role: str) -> Row:
    """The row of an occurrence in a role, with the text and white space of its entry; without its residue."""
    made: Row = {"type": "statement", "title": context.titles[node.id], "role": role}
    if role in (TOP, DESCRIPTION):
        made["isTopLevel"] = True
    which = entry.get("wording")
    if which is None:
        made["isReference"] = True
        if isinstance(node, Argument):
            made["text"] = ""
    else:
        made |= _worded(context, node, which, entry)
    if node.section is not None:
        made["section"] = context.sections[node.section]
    return made


def _worded(context: Context, node: Node, which: int, entry: Mapping[str, Any]) -> Row:
    words = node if which == 0 else node.wordings[which - 1]
    pad = strings(entry, "pad")
    before, after = pad if len(pad) == 2 else ("", "")
    text = before + words.text + after
    made: Row = {"text": text} if text or isinstance(node, Argument) else {}
    marks = mapping(context.marks, node.id).get(str(which))
    found = ranges(text, node.tags, marks, len(before))
    if found:
        made["ranges"] = found
    if words.tags:
        made["tags"] = list(words.tags)
    return made | data_of_author(words)


def data_of_author(record: Any) -> Row:
    """The author's data of a record, under their key; nothing if there are none."""
    data = mapping(record.data, AUTHOR_DATA)
    return {"data": thawed(data)} if data else {}


def usual_role(node: Node) -> str:
    """The role of a node by default."""
    return DESCRIPTION if isinstance(node, Argument) else TOP


def member_rows(context: Context, node: Node, entries: Sequence[Any] | None) -> list[Row]:
    """Every occurrence of a node; notes on them (None for none) count as long as they still mean the same."""
    made = []
    for entry in _entries(context, node, entries):
        at = _line(context, node, entry)
        if at is not None:
            row = context.rows[at.argument][at.line]
        else:
            role = entry.get("role")
            row = member_row(context, node, entry, role if isinstance(role, str) else usual_role(node))
            if entry.get("pcs") is True and isinstance(node, Argument):
                row["pcs"] = context.rows[node.id]
        made.append(patched_row(row, entry))
    return made


def _entries(context: Context, node: Node, entries: Sequence[Any] | None) -> list[Mapping[str, Any]]:
    """The occurrences of a node: as they were read, if every text still has one, or in a new order."""
    read = [e for e in entries or () if isinstance(e, Mapping)]
    here = [] if isinstance(node, Argument) else list(context.positions.get(node.id, ()))
    in_lines = [context.lines[argument][line].notes.get("wording") for argument, line in here]
    in_structures = [which for which in in_lines if which is not None]
    if entries is not None:
        positions = [at for e in read if (at := _line(context, node, e)) is not None]
        worded = [e["wording"] for e in read if "wording" in e and "row" not in e] + in_structures
        whole = sorted(worded, key=repr) == sorted(_texts(node, worded), key=repr)
        placed = len(positions) == sum("row" in e for e in read) and sorted(positions) == sorted(here)
        if whole and (placed or not read):
            return read
    others = sorted(set(_texts(node, ())).difference(in_structures), key=lambda n: (n == 0, n))
    texts: list[Mapping[str, Any]] = [{"wording": n} for n in others]
    lines: list[Mapping[str, Any]] = [{"argument": argument, "row": line} for argument, line in here]
    if not texts and not lines:
        return [{}]
    return [*texts, *lines] if 0 in in_structures else [*lines, *texts]  # the last text is the canonical one


def _texts(node: Node, worded: Sequence[Any]) -> list[int]:
    """The texts of a record that must occur."""
    more = list(range(1, len(node.wordings) + 1))
    return [0, *more] if node.text or more or 0 in worded else []


def _line(context: Context, node: Node, entry: Mapping[str, Any]) -> Position | None:
    """The line of a structure that an entry means."""
    if "row" not in entry:
        return None
    at: Any = (entry.get("argument"), entry["row"])
    hashable = isinstance(at[0], str) and isinstance(at[1], (int, float))
    return context.positions.get(node.id, {}).get(at) if hashable else None
