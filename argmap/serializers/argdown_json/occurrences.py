"""The rows of the occurrences of statements and arguments: members, premises and conclusions, inferences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from argmap.model import Argument, Claim, Evidence
from argmap.serializers.argdown.mapping.keys import LAYOUT, OWN
from argmap.serializers.argdown.mapping.records import split_rules
from argmap.serializers.argdown_json.differing import mended
from argmap.serializers.argdown_json.ranges import ranges
from argmap.serializers.argdown_json.vocabulary import DESCRIPTION, INTERMEDIARY, MAIN, PREMISE, TOP
from argmap.serializers.common.residue import strings, table, thawed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.model import Relation
    from argmap.serializers.argdown_json.frame import Frame, Place
    from argmap.serializers.argdown_json.structures import Line
    from argmap.serializers.argdown_json.vocabulary import Node, Row


def structure(frame: Frame, argument: Argument) -> list[Row]:
    """The rows of an argument's structure."""
    return [mended(structured(frame, argument, line), line.kept) for line in frame.lines[argument.id]]


def structured(frame: Frame, argument: Argument, line: Line) -> Row:
    """The row of a premise or conclusion, without what was kept of it."""
    role = PREMISE
    if line.step is not None:
        role = MAIN if frame.conclusions[line.step.id].main else INTERMEDIARY
    statement = frame.map[line.statement]
    assert isinstance(statement, (Claim, Evidence))  # noqa: S101 - for the type checker
    made = place(frame, statement, line.kept, role)
    if argument.section is not None:
        made["section"] = frame.sections[argument.section]
    made["argumentTitle"] = frame.titles[argument.id]
    if line.step is not None:
        made["inference"] = mended(inference(frame, line), table(frame.kept, line.step.id))
    return made


def inference(frame: Frame, line: Line) -> Row:
    """The inference above a conclusion, without what was kept of it."""
    step = line.step
    assert step is not None  # noqa: S101 - for the type checker
    drawn = frame.conclusions[step.id]
    made: Row = {
        "type": "inference",
        "relations": frame.undercuts.get(step.id, []),
        "inferenceRules": _rules(step),
    }
    uses = line.kept.get("uses")
    data = own_data(step) | ({} if uses is None else {"uses": list(uses)})
    if data:
        made["data"] = data
    if uses is not None:
        made["usesAdded"] = True  # by us: the step has none in its data
    if step.id != f"{drawn.argument}/{drawn.number}":
        made["id"] = step.id
    return made | {"conclusionIndex": drawn.at, "argumentTitle": frame.titles[drawn.argument]}


def _rules(step: Relation) -> list[str]:
    rules = table(step.data, LAYOUT).get("rules")
    return [str(r) for r in rules] if isinstance(rules, tuple) else split_rules(step.scheme)


def place(frame: Frame, node: Node, entry: Mapping[str, Any], role: str) -> Row:
    """One place where a statement or an argument stands, without what was kept of it.

    Args:
        frame: The map.
        node: The statement or argument.
        entry: ``wording``, which of its texts stands there, if any; ``pad``, the white space around it.
        role: What it is there.
    """
    made: Row = {"type": "statement", "title": frame.titles[node.id], "role": role}
    if role in (TOP, DESCRIPTION):
        made["isTopLevel"] = True
    which = entry.get("wording")
    if which is None:
        made["isReference"] = True
        if isinstance(node, Argument):
            made["text"] = ""
    else:
        made |= _worded(frame, node, which, entry)
    if node.section is not None:
        made["section"] = frame.sections[node.section]
    return made


def _worded(frame: Frame, node: Node, which: int, entry: Mapping[str, Any]) -> Row:
    words = node if which == 0 else node.wordings[which - 1]
    pad = strings(entry, "pad")
    before, after = pad if len(pad) == 2 else ("", "")
    text = before + words.text + after
    made: Row = {"text": text} if text or isinstance(node, Argument) else {}
    marks = table(frame.marks, node.id).get(str(which))
    found = ranges(text, node.tags, marks, len(before))
    if found:
        made["ranges"] = found
    if words.tags:
        made["tags"] = list(words.tags)
    data = own_data(words)
    if data:
        made["data"] = data
    return made


def own_data(record: Any) -> Row:
    """The author's data of a record."""
    own = record.data.get(OWN)
    return thawed(own) if isinstance(own, Mapping) else {}


def place_of(node: Node) -> str:
    """What a node is where nothing else is said."""
    return DESCRIPTION if isinstance(node, Argument) else TOP


def members(frame: Frame, node: Node, entries: Sequence[Any] | None) -> list[Row]:
    """Every place where a statement or an argument stands.

    Args:
        frame: The map.
        node: The statement or argument.
        entries: What is kept of each, which counts as long as it still means the same; None if nothing is.
    """
    made = []
    for entry in _entries(frame, node, entries):
        at = _line(frame, node, entry)
        if at is not None:
            row = frame.rows[at[0]][at[1]]
        else:
            role = entry.get("role")
            row = place(frame, node, entry, role if isinstance(role, str) else place_of(node))
            if entry.get("pcs") is True and isinstance(node, Argument):
                row["pcs"] = frame.rows[node.id]
        made.append(mended(row, entry))
    return made


def _entries(frame: Frame, node: Node, entries: Sequence[Any] | None) -> list[Mapping[str, Any]]:
    """Where a node stands: as it was, if every text has its place so, or as it comes."""
    kept = [e for e in entries or () if isinstance(e, Mapping)]
    here = [] if isinstance(node, Argument) else frame.places.get(node.id, [])
    in_lines = [frame.lines[argument][at].kept.get("wording") for argument, at in here]
    said = [which for which in in_lines if which is not None]
    if entries is not None:
        inside = [at for e in kept if (at := _line(frame, node, e)) is not None]
        worded = [e["wording"] for e in kept if "wording" in e and "row" not in e] + said
        whole = sorted(worded, key=repr) == sorted(_texts(node, worded), key=repr)
        placed = len(inside) == sum("row" in e for e in kept) and sorted(inside) == sorted(here)
        if whole and (placed or not kept):
            return kept
    texts = sorted((n for n in _texts(node, ()) if n not in said), key=lambda n: (n == 0, n))
    fresh: list[Mapping[str, Any]] = [{"wording": n} for n in texts]
    lines: list[Mapping[str, Any]] = [{"argument": argument, "row": at} for argument, at in here]
    if not fresh and not lines:
        return [{}]
    return [*fresh, *lines] if 0 in said else [*lines, *fresh]  # the last text stands for all


def _texts(node: Node, worded: Sequence[Any]) -> list[int]:
    """The texts of a record that must stand somewhere."""
    more = list(range(1, len(node.wordings) + 1))
    return [0, *more] if node.text or more or 0 in worded else []


def _line(frame: Frame, node: Node, entry: Mapping[str, Any]) -> Place | None:
    """The line of a structure that an entry means."""
    if "row" not in entry:
        return None
    at = (entry.get("argument"), entry["row"])
    return at if at in frame.places.get(node.id, ()) else None  # type: ignore[return-value]
