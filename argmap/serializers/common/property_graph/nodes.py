"""The nodes of a graph as records and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.messages import shown
from argmap.model import Argument, Claim, Relation, Section
from argmap.serializers.common.property_graph.fitting import MISFIT, fitted
from argmap.serializers.common.property_graph.graph import AS_JSON, NODE_TYPES
from argmap.serializers.common.property_graph.groups import groups_of
from argmap.serializers.common.property_graph.labels import DRAWN, text_of
from argmap.serializers.common.property_graph.naming import node_ids
from argmap.serializers.common.wire import fields_of
from argmap.syntax.xml import writable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.serializers.common.property_graph.graph import Graph, Node
    from argmap.serializers.common.property_graph.rows import Json, Rows


def take_nodes(graph: Graph, rows: Rows) -> None:
    """Add a record for each node, a section for each group, and their ids."""
    nodes: dict[str, Node] = {}
    for node in graph.nodes:
        if node.name in nodes:
            rows.wrong(f"the node {shown(node.name)} comes a second time", node.line)
        nodes.setdefault(node.name, node)
    taken = rows.taken()
    rows.ids = node_ids([*nodes.values()], _ids_by_json(nodes, rows), rows.noticed)
    ends = {end for edge in graph.edges for end in (edge.source, edge.target)}
    groups = groups_of([*nodes.values()], ends, rows.ids, taken, rows.noticed)
    rows.known["section"] |= set(groups.sections.values())
    rows.known["argument"] = {
        rows.ids[n.name] for n in nodes.values() if _type_of(n) is Argument and n.name not in groups.alone
    }
    for name, node in nodes.items():
        if name in groups.sections:
            i, parent = groups.sections[name], groups.parent(node)
            _take_section(node, i, parent, rows, alone=name in groups.alone)
        if name not in groups.alone:
            _take_node(node, groups.parent(node), rows)


def _type_of(node: Node) -> Any:
    """The type of record that a node says it is; None if it says none."""
    type_ = node.attributes.get("type")
    return (NODE_TYPES.get(type_.strip().lower()) if isinstance(type_, str) else None) or node.drawn_as


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
        text, name = text_of(foreign, node.label, node.name)
        fields["title"] = node.title or text
        foreign.pop(name or "", None)
    if parent is not None:
        fields["parent"] = parent
    rows.add(Section, fields, foreign, node.line)


def _take_node(node: Node, parent: str | None, rows: Rows) -> None:
    kind = _stated_type(node, rows)
    made = kind or Claim
    has = fields_of(made)
    attributes = _unexplained(node, kind, rows)
    is_placed = made is Relation and isinstance(attributes.get("order"), int)
    order = attributes.pop("order") if is_placed else None
    fields, foreign = rows.fields(attributes, made, node)
    fields["id"] = rows.ids[node.name]
    words = {node.name}
    if node.label:
        words |= {writable(str(fields.get(name) or "")) for name in ("text", "title", "kind")}
    label = node.label if node.label not in words or ("text" not in fields and kind is None) else ""
    if "text" in has and "text" not in fields:
        fields["text"], name = text_of(foreign, label, node.name)
        foreign.pop(name or "", None)
        label = "" if name == DRAWN else label
    if label and label not in words:
        foreign["label"] = label
    if "title" in has and node.title and node.title != fields.get("text"):
        fields.setdefault("title", node.title)
    if "section" in has and parent is not None:
        fields.setdefault("section", parent)
    if made is Relation:
        fields["sources"], fields["targets"] = [], []
        rows.relations[node.name] = fields
    rows.add(made, fields, foreign, node.line, order)


def _stated_type(node: Node, rows: Rows) -> Any:
    """The type of record that a node says it is, for a relation with its kind; None if it says none."""
    stated = _type_of(node)
    if stated is Relation:
        kind = rows.from_json(node.attributes, None, quiet=True).get("kind", node.attributes.get("kind", ""))
        return None if fitted(Relation, "kind", kind, {}) is MISFIT else stated
    return stated


def _unexplained(node: Node, kind: Any, rows: Rows) -> Json:
    """The attributes of a node without those that only give its type and its id."""
    attributes: Json = dict(node.attributes)
    if node.drawn_as is not None and kind is node.drawn_as:
        message = f"boxes as Argdown draws {kind.__name__.lower()}s are read as these"
        rows.noticed.add("node-type-by-drawing", "info", message, node.line)
    elif kind is not None:
        attributes.pop("type")
    elif "type" in attributes:
        rows.misfit("node", "type", attributes["type"], node.line)
    if attributes.get("id") == rows.ids[node.name]:
        del attributes["id"]
    return attributes
