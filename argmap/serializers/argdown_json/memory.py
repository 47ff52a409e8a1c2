"""What is kept of a document beside its records: all that a writer would not say by itself.

A row is compared with the row that a writer makes of its record, and the difference is kept. Rows stand within
rows, so the innermost are compared first: relations, inferences, lines of structures, members, elements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.model import Data
from argmap.serializers.argdown_json.differing import difference
from argmap.serializers.argdown_json.export import body
from argmap.serializers.argdown_json.frame import framed
from argmap.serializers.argdown_json.occurrences import inference, members, place_of, structured
from argmap.serializers.argdown_json.outline import data_of, uses_added
from argmap.serializers.argdown_json.rows import element, relation, section, with_relations, with_structures
from argmap.serializers.argdown_json.structures import laid_out
from argmap.serializers.argdown_json.vocabulary import FORMAT
from argmap.serializers.common.residue import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown_json.frame import Frame, Place
    from argmap.serializers.argdown_json.naming import Ids
    from argmap.serializers.argdown_json.outline import Group, Outline
    from argmap.serializers.argdown_json.records import Records
    from argmap.serializers.argdown_json.vocabulary import Node, Row

Kept = dict[str, "Row"]  # by id
Inside = dict[str, dict[int, "Place"]]  # by title and member: the line of a structure that it is


def remembering(outline: Outline, records: Records) -> ArgumentMap:
    """The map of a document with what is kept of it."""
    m, ids, inside = records.map, records.ids, _inside(outline, records.ids)
    pcs = _skeletons(outline, ids, inside)
    sections = zip(outline.headings, ids.sections, strict=True)
    renamed: Kept = {i: difference({"id": i}, {"id": heading.own}) for heading, i in sections}
    bonds = _of_relations(outline, ids, framed(m, renamed | pcs))
    lines = _of_structures(outline, ids, with_relations(framed(m, renamed | pcs | bonds)))
    frame = with_structures(with_relations(framed(m, renamed | bonds | lines)))
    kept = bonds | lines | _of_elements(outline, ids, frame, inside) | _of_sections(outline, ids, frame)
    return _with_the_rest(_with(m, kept), outline, records.unplaced)


# Structures, and the members that stand in them


def _inside(outline: Outline, ids: Ids) -> Inside:
    """Which members of statements are lines of structures."""
    lines: dict[str, list[tuple[Place, Row]]] = {}  # by title of the statement
    for group in outline.arguments.values():
        for at, row in enumerate(group.pcs):
            lines.setdefault(row["title"], []).append(((ids.arguments[group.title], at), row))
    found: Inside = {}
    for group in outline.statements.values():
        free = lines.get(group.title, [])
        for n, member in enumerate(group.members):
            same = next((k for k, (_, row) in enumerate(free) if row == member), None)
            if same is not None:
                found.setdefault(group.title, {})[n] = free.pop(same)[0]
    return found


def _skeletons(outline: Outline, ids: Ids, inside: Inside) -> Kept:
    """By argument, what stands in the lines of its structure."""
    found: dict[str, list[Row]] = {}
    for group in outline.arguments.values():
        found[ids.arguments[group.title]] = entries = []
        for at, row in enumerate(group.pcs):
            entry: Row = {"statement": ids.statements[row["title"]]}
            if "inference" in row:
                entry["concluded"] = True
                if uses_added(row["inference"], at):
                    entry["uses"] = data_of(row["inference"])["uses"]
            entries.append(entry)
    for group in outline.statements.values():
        for n, (argument, at) in inside.get(group.title, {}).items():
            found[argument][at] |= _text(group, n)
    return {argument: {"pcs": entries} for argument, entries in found.items()}


def _text(group: Group, n: int) -> Row:
    """Which text a member has, and the white space around it."""
    if n not in group.texts:
        return {}
    text = group.members[n].get("text", "")
    words = text.strip()
    if words == text:
        return {"wording": group.texts[n]}
    before = text[: len(text) - len(text.lstrip())] if words else ""
    return {"wording": group.texts[n], "pad": [before, text[len(before) + len(words) :]]}


def _of_structures(outline: Outline, ids: Ids, frame: Frame) -> Kept:
    """What is kept of inferences, and of the lines of each structure."""
    found: Kept = {}
    groups = {ids.arguments[group.title]: group for group in outline.arguments.values()}
    for i, group in groups.items():
        for line, row in zip(frame.lines[i], group.pcs, strict=True):
            if line.step is not None:
                found[line.step.id] = difference(inference(frame, line), row["inference"])
    frame = evolve(frame, kept={**frame.kept, **found})
    for i, group in groups.items():
        argument: Any = frame.map[i]
        lines = zip(frame.kept[i]["pcs"], frame.lines[i], group.pcs, strict=True)
        entries = [entry | difference(structured(frame, argument, line), row) for entry, line, row in lines]
        steps = [line.step for line in frame.lines[i] if line.step is not None]
        if entries != [line.entry() for line in laid_out(steps)]:
            found[i] = {"pcs": entries}
    return found


# Relations, elements, sections


def _of_relations(outline: Outline, ids: Ids, frame: Frame) -> Kept:
    return {
        i: difference(relation(frame, frame.map[i]) or {}, outline.relations[n])  # type: ignore[arg-type]
        for n, i in ids.relations.items()
    }


def _of_elements(outline: Outline, ids: Ids, frame: Frame, inside: Inside) -> Kept:
    found: Kept = {}
    groups = [(g, ids.statements[g.title], inside.get(g.title, {})) for g in outline.statements.values()]
    groups += [(g, ids.arguments[g.title], {}) for g in outline.arguments.values()]
    for group, i, lines in groups:
        node: Any = frame.map[i]
        kept, rows = _of_members(frame, node, group, lines)
        found[i] = dict(table(frame.kept, i)) | kept | difference(element(frame, node, rows), group.row)
    return found


def _of_members(frame: Frame, node: Node, group: Group, lines: Mapping[int, Place]) -> tuple[Row, list[Row]]:
    """What is kept of the members of a group, and the rows that a writer makes of them then."""
    here = {n: at for n, at in lines.items() if at in frame.places.get(node.id, ())}
    entries: list[Row] = []
    for n, member in enumerate(group.members):
        if n in here:
            entries.append({"argument": here[n][0], "row": here[n][1]})
            continue
        whole = node.id in frame.rows and "pcs" in member and member["pcs"] == frame.rows[node.id]
        role = member.get("role")
        other = isinstance(role, str) and role != place_of(node)
        entries.append(_text(group, n) | ({"role": role} if other else {}) | ({"pcs": True} if whole else {}))
    for entry, made, member in zip(entries, members(frame, node, entries), group.members, strict=False):
        entry.update(difference(made, member))
    fresh = members(frame, node, None)
    if fresh == group.members and all(entry.keys() <= {"wording", "argument", "row"} for entry in entries):
        return {}, fresh
    rows = members(frame, node, entries)
    if rows == group.members:
        return {"members": entries}, rows
    return {}, fresh  # it cannot be told in our words


def _of_sections(outline: Outline, ids: Ids, frame: Frame) -> Kept:
    found = {}
    for heading, i in zip(outline.headings, ids.sections, strict=True):
        each: Any = frame.map[i]
        made = section(frame, each, heading.level)
        within = {"children": made["children"]} if "children" in heading.row else {}
        found[i] = difference(made, heading.row | within)
    return found


# The map


def _with(m: ArgumentMap, kept: Kept) -> ArgumentMap:
    """The map whose records have what is kept of them."""

    def remembered(record: Any) -> Any:
        more = kept.get(record.id)
        return evolve(record, data=Data({**record.data, FORMAT: more})) if more else record

    return evolve(
        m,
        sections=[remembered(r) for r in m.sections],
        claims=[remembered(r) for r in m.claims],
        arguments=[remembered(r) for r in m.arguments],
        relations=[remembered(r) for r in m.relations],
    )


def _with_the_rest(m: ArgumentMap, outline: Outline, unplaced: Sequence[int]) -> ArgumentMap:
    """The map with what is kept of the document as a whole."""
    found, made = outline.document, body(m)
    rest: Row = {"relations": [[n, outline.relations[n]] for n in unplaced]}
    if isinstance(found.get("map"), dict):
        rest["map"] = made["map"] = found["map"]
    tags: Any = found.get("tags") or None
    known = isinstance(tags, dict) and tags.keys() == made["tags"].keys()
    if known and all(isinstance(row, dict) for row in tags.values()):
        more = {tag: difference(made["tags"][tag], row) for tag, row in tags.items()}
        rest["tags"] = {tag: row for tag, row in more.items() if row}
        made["tags"] = tags
    made["relations"] = found.get("relations", made["relations"])
    rest = {k: v for k, v in (rest | difference(made, found)).items() if v}
    return evolve(m, data=Data({**m.data, FORMAT: rest})) if rest else m
