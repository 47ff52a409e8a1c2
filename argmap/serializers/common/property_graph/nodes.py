"""The nodes of a graph as records and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.messages import shown
from argmap.model import Argument, Claim, Relation, Section
from argmap.serializers.common.property_graph.graph import AS_JSON
from argmap.serializers.common.property_graph.groups import groups_of
from argmap.serializers.common.property_graph.labels import DRAWN, text_of
from argmap.serializers.common.property_graph.naming import node_ids
from argmap.serializers.common.property_graph.stating import TYPE, is_meaningless, is_type, stated_types
from argmap.serializers.common.wire import fields_of
from argmap.syntax.xml import writable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.serializers.common.property_graph.graph import Graph, Node
    from argmap.serializers.common.property_graph.rows import Json, Rows
    from argmap.serializers.common.property_graph.stating import Stated


def take_nodes(graph: Graph, rows: Rows) -> None:
    """Add a record for each node, a section for each group, and their ids."""
    nodes: dict[str, Node] = {}
    for node in graph.nodes:
        if not node.name:
            rows.wrong("a node has no id", node.line)
        elif node.name in nodes:
            rows.wrong(f"the node {shown(node.name)} comes a second time", node.line)
        nodes.setdefault(node.name, node)
    nodes.pop("", None)
    taken = rows.taken()
    stated = stated_types(graph, rows.noticed)
    rows.ids = node_ids([*nodes.values()], _ids_by_json(nodes, rows), rows.noticed)
    ends = {end for edge in graph.edges for end in (edge.source, edge.target)}
    records = ends | {name for name, said in stated.items() if said.by}
    groups = groups_of([*nodes.values()], records, rows.ids, taken, rows.noticed)
    rows.known["section"] |= set(groups.sections.values())
    arguments = {name for name, said in stated.items() if said.record is Argument} - groups.alone
    rows.known["argument"] = {i for name, i in rows.ids.items() if name in arguments}
    for name, node in nodes.items():
        if name in groups.sections:
            i, parent = groups.sections[name], groups.parent(node)
            _take_section(node, i, parent, rows, alone=name in groups.alone)
        if name not in groups.alone:
            _take_node(node, groups.parent(node), rows, stated.get(name))


def _ids_by_json(nodes: Mapping[str, Node], rows: Rows) -> dict[str, str]:
    """The ids of nodes that are in the attribute with everything that is more than text."""
    found: dict[str, str] = {}
    for name, node in nodes.items():
        text = node.attributes.get(AS_JSON)
        if isinstance(text, str) and '"id"' in text:
            i = rows.from_json(node.attributes, None, quiet=True).get("id")
            found |= {name: i} if isinstance(i, str) else {}
    return found


def _take_section(node: Node, i: str, parent: str | None, rows: Rows, *, alone: bool) -> None:
    fields: Json = {"id": i, "title": node.title or node.label}
    foreign: Json = {}
    if alone:
        foreign = {**node.further, **node.attributes}
        text, name = text_of(foreign, node.label, (node.name,), node.defaults)
        fields["title"] = node.title or text
        if not node.title:
            foreign.pop(name or "", None)
    if parent is not None:
        fields["parent"] = parent
    rows.add(Section, fields, foreign, node.line)


def _take_node(node: Node, parent: str | None, rows: Rows, stated: Stated | None) -> None:
    if stated is not None and stated.record is Relation:
        _take_relation(node, parent, rows, stated)
        return
    made = Claim if stated is None else stated.record
    has = fields_of(made)
    attributes = _unexplained(node, stated, rows)
    fields, foreign = rows.fields(attributes, made, node)
    fields["id"] = rows.ids[node.name]
    words = {node.name}
    if node.label:
        words |= {writable(str(fields.get(name) or "")) for name in ("text", "title", "kind")}
    is_text = node.label not in words or ("text" not in fields and stated is None)
    label = node.label if is_text else ""
    if "text" in has and ("text" not in fields or "text" in node.defaults):
        said = {name: value for name, value in foreign.items() if stated is None or name != stated.by}
        default = {"text": fields.pop("text")} if "text" in fields else {}
        names = (node.name, fields["id"])
        fields["text"], name = text_of({**said, **default}, label, names, node.defaults)
        foreign.pop(name or "", None)
        foreign |= {name: value for name, value in default.items() if value != fields["text"]}
        label = "" if name == DRAWN else label
    if label and label not in words:
        foreign["label"] = label
    if "title" in has and node.title and node.title != fields.get("text"):
        fields.setdefault("title", node.title)
    if "section" in has and parent is not None:
        fields.setdefault("section", parent)
    rows.add(made, fields, foreign, node.line)


def _take_relation(node: Node, parent: str | None, rows: Rows, stated: Stated) -> None:
    """Add a relation that is a node; its ends are in edges."""
    attributes = _unexplained(node, stated, rows)
    order = attributes.pop("order") if isinstance(attributes.get("order"), int) else None
    fields, foreign = rows.fields(attributes, Relation, node)
    fields |= {"id": rows.ids[node.name], "sources": [], "targets": []}
    label = node.label if node.label not in (node.name, str(fields.get("kind", ""))) else ""
    if stated.kind is not None:
        rows.junctions[node.name] = node.line
        fields.setdefault("kind", stated.kind)
        said = {name: value for name, value in foreign.items() if name != stated.by}
        words, name = text_of(said, node.label, (node.name, fields["id"]))
        if words and not is_meaningless(words) and not fields.get("scheme"):
            fields["scheme"] = words
            foreign.pop(name or "", None)
            label = "" if name == DRAWN else label
    if label:
        foreign["label"] = label
    if parent is not None:  # relations are in no section
        foreign["within"] = parent
    rows.relations[node.name] = fields
    rows.add(Relation, fields, foreign, node.line, order)


def _unexplained(node: Node, stated: Stated | None, rows: Rows) -> Json:
    """The attributes of a node without those that only give its type and its id."""
    attributes: Json = dict(node.attributes)
    if stated is not None and not stated.by and stated.record is node.drawn_as:
        message = f"boxes as Argdown draws {stated.record.__name__.lower()}s are read as these"
        rows.noticed.add("node-type-by-drawing", "info", message, node.line)
    elif stated is not None and stated.by == TYPE and stated.kind is None and is_type(attributes.get(TYPE)):
        attributes.pop(TYPE)  # another node of the same name may have said it
    elif TYPE in attributes and (stated is None or stated.by != TYPE):
        rows.misfit("node", TYPE, attributes[TYPE], node.line)
    if attributes.get("id") == rows.ids[node.name]:
        del attributes["id"]
    return attributes
