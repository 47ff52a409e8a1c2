"""The rows of statements, arguments, relations and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from argmap.model import Argument, Claim, Evidence
from argmap.serializers.argdown.mapping.keys import LAYOUT
from argmap.serializers.argdown_json.differing import mended
from argmap.serializers.argdown_json.occurrences import own_data, structure
from argmap.serializers.argdown_json.vocabulary import CLASS, FLAGS, MAIN, TYPES
from argmap.serializers.common.residue import table

if TYPE_CHECKING:
    from argmap.model import Relation, Section
    from argmap.serializers.argdown_json.frame import Frame
    from argmap.serializers.argdown_json.vocabulary import Node, Row


def with_relations(frame: Frame) -> Frame:
    """The frame with the rows of relations, which stand again in the rows of their ends."""
    rows: dict[str, Row] = {}
    undercuts: dict[str, list[Row]] = {}
    touching: dict[str, list[Row]] = {}
    for each in frame.map.relations:
        made = relation(frame, each)
        if made is None:
            continue
        rows[each.id] = row = mended(made, table(frame.kept, each.id))
        if row.get("toType") == "inference":
            undercuts.setdefault(each.targets[0], []).append(row)
        for end in dict.fromkeys((*each.sources, *each.targets)):
            touching.setdefault(end, []).append(row)
    return evolve(frame, relations=rows, undercuts=undercuts, touching=touching)


def with_structures(frame: Frame) -> Frame:
    """The frame with the rows of structures, which stand again in the rows of their statements."""
    return evolve(frame, rows={a.id: structure(frame, a) for a in frame.map.arguments})


def relation(frame: Frame, relation: Relation) -> Row | None:
    """The row of a relation, without what was kept of it; None for a step, and for what an export cannot say."""
    one = len(relation.sources) == len(relation.targets) == 1
    if relation.argument is not None or relation.kind not in TYPES or not one:
        return None
    kind = TYPES[relation.kind]
    if kind == "attack" and table(relation.data, LAYOUT).get("type") == "undercut":
        kind = "undercut"
    source, target = relation.sources[0], relation.targets[0]
    if source not in frame.titles:
        return None
    made: Row = {"type": "relation", "relationType": kind, "from": frame.titles[source]}
    made["fromType"] = _type(frame, source)
    if target in frame.titles:
        made |= {"to": frame.titles[target], "toType": _type(frame, target)}
    elif target in frame.conclusions:
        drawn = frame.conclusions[target]
        made |= {
            "to": frame.titles[drawn.argument],
            "toType": "inference",
            "conclusionIndex": drawn.at,
        }
    else:
        return None
    if relation.id != f"{relation.kind}:{source}>{target}":
        made["id"] = relation.id
    return made


def _type(frame: Frame, id: str) -> str:
    return "argument" if isinstance(frame.map[id], Argument) else CLASS


def element(frame: Frame, node: Node, members: list[Row]) -> Row:
    """The row of a statement or an argument that stands in these places, without what was kept of it."""
    is_argument = isinstance(node, Argument)
    title = frame.titles[node.id]
    made: Row = {
        "type": "argument" if is_argument else CLASS,
        "title": title,
        **({} if _implied(frame, node, title) else {"id": node.id}),
        "relations": frame.touching.get(node.id, []),
        "members": members,
    }
    if is_argument:
        made["pcs"] = frame.rows[node.id]
    else:
        roles = [row.get("role") for row in members]
        made |= {flag: True for role, flag in FLAGS.items() if role in roles}
        if MAIN in roles:
            made.setdefault("isUsedAsIntermediaryConclusion", False)
    if node.section is not None:
        made["section"] = frame.sections[node.section]
    if node.tags:
        made["tags"] = list(node.tags)
    data = own_data(node)
    return made | ({"data": data} if data else {})


def _implied(frame: Frame, node: Node, title: str) -> bool:
    """Whether a reader gives a node its id by itself."""
    after = isinstance(node, Argument) and isinstance(frame.map.get(title), (Claim, Evidence))
    return node.id == (f"<{title}>" if after else title)


def section(frame: Frame, section: Section, level: int) -> Row:
    """The row of a section, without what was kept of it and without those within it."""
    made: Row = {"type": "section", "id": section.id, "level": level, "title": section.title, "children": []}
    if section.tags:
        made["tags"] = list(section.tags)
    made["ranges"] = []
    data = own_data(section)
    if data:
        made["data"] = data
    if section.parent is not None:
        made["parent"] = frame.sections[section.parent]
    return made
