"""The residue of a document: what its rows say beyond those that a writer makes of the records.

Rows are within rows, so the innermost are compared first: relations, inferences, lines of structures, members,
then statements, arguments and sections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.serializers.argdown_json.context import Position, context_of
from argmap.serializers.argdown_json.export import data_of, uses_added
from argmap.serializers.argdown_json.occurrences import inference_row, line_row, member_rows, usual_role
from argmap.serializers.argdown_json.patching import row_difference
from argmap.serializers.argdown_json.rows import (
    node_row,
    relation_row,
    section_row,
    whole_context,
    with_relation_rows,
)
from argmap.serializers.argdown_json.structures import new_lines
from argmap.serializers.argdown_json.vocabulary import DOCUMENT_NOTES, FORMAT
from argmap.serializers.argdown_json.writing import body
from argmap.serializers.common.residue import difference, mapping, with_residue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown_json.context import Context
    from argmap.serializers.argdown_json.export import Element, Export
    from argmap.serializers.argdown_json.naming import Ids
    from argmap.serializers.argdown_json.vocabulary import Node, Row

Residues = dict[str, "Row"]  # by id
MemberPositions = dict[str, dict[int, "Position"]]  # by title and member: the line of a structure that it is


def with_residues(export: Export, m: ArgumentMap, ids: Ids) -> ArgumentMap:
    """The map of a document with its residue."""
    positions = _member_positions(export, ids)
    pcs = _line_notes(export, ids, positions)
    sections = zip(export.headings, ids.sections, strict=True)
    names: Residues = {i: row_difference({"id": i}, {"id": heading.name}) for heading, i in sections}
    relations = _relation_residues(export, ids, context_of(m, names | pcs))
    lines = _structure_residues(export, ids, with_relation_rows(context_of(m, names | pcs | relations)))
    context = whole_context(m, names | relations | lines)
    residues = relations | lines | _node_residues(export, ids, context, positions)
    residues |= _section_residues(export, ids, context)
    m = m.replace(*(with_residue(m[i], FORMAT, residue) for i, residue in residues.items() if residue))
    return with_residue(m, FORMAT, _document_residue(export, body(m), ids))


# Structures, and the members that are lines of them


def _member_positions(export: Export, ids: Ids) -> MemberPositions:
    """Which members of statements are lines of structures."""
    lines: dict[str, list[tuple[Position, Row]]] = {}  # by title of the statement
    for element in export.arguments.values():
        for at, row in enumerate(element.pcs):
            lines.setdefault(row["title"], []).append((Position(ids.arguments[element.title], at), row))
    found: MemberPositions = {}
    for element in export.statements.values():
        free = lines.get(element.title, [])
        for n, member in enumerate(element.members):
            same = next((k for k, (_, row) in enumerate(free) if row == member), None)
            if same is not None:
                found.setdefault(element.title, {})[n] = free.pop(same)[0]
    return found


def _line_notes(export: Export, ids: Ids, positions: MemberPositions) -> Residues:
    """By argument, the statements and conclusions of its structure."""
    found: dict[str, list[Row]] = {}
    for element in export.arguments.values():
        found[ids.arguments[element.title]] = entries = []
        for at, row in enumerate(element.pcs):
            entry: Row = {"statement": ids.statements[row["title"]]}
            if "inference" in row:
                entry["concluded"] = True
                if uses_added(row["inference"], at):
                    entry["uses"] = data_of(row["inference"])["uses"]
            entries.append(entry)
    for element in export.statements.values():
        for n, (argument, at) in positions.get(element.title, {}).items():
            found[argument][at] |= _text_notes(element, n)
    return {argument: {"pcs": entries} for argument, entries in found.items()}


def _text_notes(element: Element, n: int) -> Row:
    """Which text a member has, and the white space around it."""
    if n not in element.texts:
        return {}
    text = element.members[n].get("text", "")
    words = text.strip()
    if words == text:
        return {"wording": element.texts[n]}
    before = text[: len(text) - len(text.lstrip())] if words else ""
    return {"wording": element.texts[n], "pad": [before, text[len(before) + len(words) :]]}


def _structure_residues(export: Export, ids: Ids, context: Context) -> Residues:
    """The residues of inferences, and of the lines of each structure."""
    found: Residues = {}
    elements = {ids.arguments[element.title]: element for element in export.arguments.values()}
    for i, element in elements.items():
        for line, row in zip(context.lines[i], element.pcs, strict=True):
            if line.step is not None:
                found[line.step.id] = row_difference(inference_row(context, line), row["inference"])
    context = evolve(context, residues={**context.residues, **found})
    for i, element in elements.items():
        argument: Any = context.map[i]
        rows = [line_row(context, argument, line) for line in context.lines[i]]
        lines = zip(context.residues[i]["pcs"], rows, element.pcs, strict=True)
        entries = [entry | row_difference(made, found) for entry, made, found in lines]
        steps = [line.step for line in context.lines[i] if line.step is not None]
        if entries != [line.entry() for line in new_lines(steps)]:
            found[i] = {"pcs": entries}
    return found


# Relations, statements and arguments, sections


def _relation_residues(export: Export, ids: Ids, context: Context) -> Residues:
    rows = {i: export.relations[n] for n, i in ids.relations.items()}
    made = {i: relation_row(context, context.map[i]) or {} for i in rows}  # type: ignore[arg-type]
    return {i: row_difference(made[i], row) for i, row in rows.items()}


def _node_residues(export: Export, ids: Ids, context: Context, positions: MemberPositions) -> Residues:
    found: Residues = {}
    elements = [(e, ids.statements[e.title], positions.get(e.title, {})) for e in export.statements.values()]
    elements += [(e, ids.arguments[e.title], {}) for e in export.arguments.values()]
    for element, i, lines in elements:
        node: Any = context.map[i]
        notes, rows = _member_notes(context, node, element, lines)
        residue = row_difference(node_row(context, node, rows), element.row)
        found[i] = {**mapping(context.residues, i), **notes, **residue}
    return found


def _member_notes(
    context: Context, node: Node, element: Element, lines: Mapping[int, Position]
) -> tuple[Row, list[Row]]:
    """Notes on the members of a statement or argument, and the rows that a writer makes with them."""
    here = {n: at for n, at in lines.items() if at in context.positions.get(node.id, ())}
    entries: list[Row] = []
    for n, member in enumerate(element.members):
        if n in here:
            entries.append({"argument": here[n].argument, "row": here[n].line})
            continue
        entries.append(_text_notes(element, n))
        role = member.get("role")
        if isinstance(role, str) and role != usual_role(node):
            entries[-1]["role"] = role
        if node.id in context.rows and "pcs" in member and member["pcs"] == context.rows[node.id]:
            entries[-1]["pcs"] = True
    made = member_rows(context, node, entries)
    for entry, row, member in zip(entries, made, element.members, strict=False):
        entry.update(row_difference(row, member))
    without = member_rows(context, node, None)
    if without == element.members and all(e.keys() <= {"wording", "argument", "row"} for e in entries):
        return {}, without
    rows = member_rows(context, node, entries)
    if rows == element.members:
        return {"members": entries}, rows
    return {}, without  # members that notes cannot express are residue as a whole


def _section_residues(export: Export, ids: Ids, context: Context) -> Residues:
    found = {}
    for heading, i in zip(export.headings, ids.sections, strict=True):
        each: Any = context.map[i]
        made = section_row(context, each, heading.level)
        within = {"children": made["children"]} if "children" in heading.row else {}
        found[i] = row_difference(made, heading.row | within)
    return found


# The document


def _document_residue(export: Export, made: Row, ids: Ids) -> Row:
    """The residue of the whole document, next to notes on relations that are not in the map, drawing and tags."""
    found = export.document
    notes: Row = {"relations": [[n, row] for n, row in enumerate(export.relations) if n not in ids.relations]}
    if isinstance(found.get("map"), dict):
        notes["map"] = made["map"] = found["map"]
    tags: Any = found.get("tags") or None
    known = isinstance(tags, dict) and tags.keys() == made["tags"].keys()
    if known and all(isinstance(row, dict) for row in tags.values()):
        residues = {tag: row_difference(made["tags"][tag], row) for tag, row in tags.items()}
        notes["tags"] = {tag: residue for tag, residue in residues.items() if residue}
        made["tags"] = tags
    made["relations"] = found.get("relations", made["relations"])
    notes = {key: value for key, value in notes.items() if value}
    return notes | difference(made, found, notes=DOCUMENT_NOTES, ordered=False)
