"""The rows of statements, arguments, relations and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.model import Argument, Claim, Evidence
from argmap.serializers.argdown.mapping.keys import RESIDUE
from argmap.serializers.argdown_json.context import context_of
from argmap.serializers.argdown_json.occurrences import data_of_author, structure_rows
from argmap.serializers.argdown_json.patching import patched_row
from argmap.serializers.argdown_json.vocabulary import CLASS, FLAGS, MAIN, TYPES
from argmap.serializers.common.residue import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap, Relation, Section
    from argmap.serializers.argdown_json.context import Context
    from argmap.serializers.argdown_json.vocabulary import Node, Row


def whole_context(m: ArgumentMap, residues: Mapping[str, Any]) -> Context:
    """The context of a map, with the rows of relations and structures."""
    context = with_relation_rows(context_of(m, residues))
    # The rows of structures are repeated in the rows of their statements.
    return evolve(context, rows={a.id: structure_rows(context, a) for a in m.arguments})


def with_relation_rows(context: Context) -> Context:
    """The context with the rows of relations, which are repeated in the rows of their ends."""
    rows: dict[str, Row] = {}
    touching: dict[str, list[Row]] = {}
    for each in context.map.relations:
        made = relation_row(context, each)
        if made is None:
            continue
        rows[each.id] = row = patched_row(made, mapping(context.residues, each.id))
        for end in dict.fromkeys((*each.sources, *each.targets)):
            touching.setdefault(end, []).append(row)
    return evolve(context, relations=rows, touching=touching)


def relation_row(context: Context, relation: Relation) -> Row | None:
    """The row of a relation, without its residue; None for a step, and for a relation that an export cannot express."""
    one = len(relation.sources) == len(relation.targets) == 1
    if relation.argument is not None or relation.kind not in TYPES or not one:
        return None
    kind = TYPES[relation.kind]
    if kind == "attack" and mapping(relation.data, RESIDUE).get("type") == "undercut":
        kind = "undercut"
    source, target = relation.sources[0], relation.targets[0]
    if source not in context.titles:
        return None
    made: Row = {"type": "relation", "relationType": kind}
    made |= {"from": context.titles[source], "fromType": _type(context, source)}
    if target in context.titles:
        made |= {"to": context.titles[target], "toType": _type(context, target)}
    elif target in context.conclusions:
        drawn = context.conclusions[target]
        made |= {"to": context.titles[drawn.argument], "toType": "inference", "conclusionIndex": drawn.line}
    else:
        return None
    if relation.id != f"{relation.kind}:{source}>{target}":
        made["id"] = relation.id
    return made


def _type(context: Context, id: str) -> str:
    return "argument" if isinstance(context.map[id], Argument) else CLASS


def node_row(context: Context, node: Node, members: list[Row]) -> Row:
    """The row of a statement or an argument with these occurrences, without its residue."""
    is_argument = isinstance(node, Argument)
    title = context.titles[node.id]
    made: Row = {
        "type": "argument" if is_argument else CLASS,
        "title": title,
        **({} if _implied(context, node, title) else {"id": node.id}),
        "relations": context.touching.get(node.id, []),
        "members": members,
    }
    if is_argument:
        made["pcs"] = context.rows[node.id]
    else:
        roles = [row.get("role") for row in members]
        made |= {flag: True for role, flag in FLAGS.items() if role in roles}
        if MAIN in roles:
            made.setdefault("isUsedAsIntermediaryConclusion", False)
    if node.section is not None:
        made["section"] = context.sections[node.section]
    if node.tags:
        made["tags"] = list(node.tags)
    return made | data_of_author(node)


def _implied(context: Context, node: Node, title: str) -> bool:
    """Whether a reader gives a node its id by default."""
    after = isinstance(node, Argument) and isinstance(context.map.get(title), (Claim, Evidence))
    return node.id == (f"<{title}>" if after else title)


def section_row(context: Context, section: Section, level: int) -> Row:
    """The row of a section, without its residue and without those within it."""
    made: Row = {"type": "section", "id": section.id, "level": level, "title": section.title, "children": []}
    if section.tags:
        made["tags"] = list(section.tags)
    made |= {"ranges": [], **data_of_author(section)}
    if section.parent is not None:
        made["parent"] = context.sections[section.parent]
    return made
