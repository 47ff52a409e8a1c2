"""Maps to JSON of the Turing platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from argmap.appearance import Appearance, InlineContext
from argmap.model import Evidence
from argmap.serializers.common.residue import patched, residue_of
from argmap.serializers.tea.tree import Tree
from argmap.serializers.tea.vocabulary import (
    AROUND,
    DRAWN,
    HEADS,
    KEYS,
    LEVELS,
    NAME,
    NO_DATE,
    NOTES,
    NOTHING,
    UNTITLED,
    VERSION,
    is_verbatim,
    uuid_of,
)

if TYPE_CHECKING:
    from argmap.model import ArgumentMap
    from argmap.serializers.common.residue import Json


def dumps(map: ArgumentMap) -> str:
    """Write a map as the platform's JSON: its largest tree of support and attack, with the claim at its root.

    The format holds one tree. What supports several claims is written below the first of them; linked
    premises, undercuts and what is not below the root have no place. Ids that are not UUIDs get one, made
    from the id, which is the name if there is no title.
    """
    made = document_of(map, _nested(Tree(map)))
    document = patched(made, residue_of(map, NAME), notes=("root",), keys=HEADS, fixed=("tree",))
    text: bytes = msgspec.json.format(msgspec.json.encode(document), indent=2)
    return text.decode() + "\n"


def document_of(map: ArgumentMap, tree: Any) -> Json:
    """The document of a map with a tree, without its residue."""
    about = map.metadata.get("description")
    case = {"name": map.title or UNTITLED, "description": about if isinstance(about, str) else ""}
    return {"version": VERSION, "exportedAt": NO_DATE, "case": case, "tree": tree}


def node_of(tree: Tree, id: str, children: list[Any]) -> Json:
    """A node of the tree, without its residue."""
    record = tree.held[id]
    hints, type = Appearance.of(record), residue_of(record, NAME).get("type")
    offered = isinstance(record, Evidence)
    if not isinstance(type, str) or (type == "EVIDENCE") != offered or hints.shape in DRAWN.values():
        type = tree.usual_type(id)
    node: Json = {"id": _written_id(record), "type": type}
    if record.title or node["id"] != id:
        node["name"] = record.title or id
    node |= {"description": record.text, "inSandbox": False}
    if type == "GOAL":
        node["role"] = "TOP_LEVEL" if id == tree.root else "SUPPORTING"
    for key, shape in AROUND.items():
        if words := [c.text for c in hints.context if isinstance(c, InlineContext) and c.type == shape]:
            node[key] = words if key == "context" else "\n".join(words)
    if id in tree.defeats:
        node |= {"isDefeater": True, "defeatsElementId": _written_id(tree.held[tree.defeats[id]])}
    elif hints.counter:
        node["isDefeater"] = True
    return {**node, "children": children}


def _nested(tree: Tree) -> Json:
    """The nested nodes, from the root down, each once."""
    if tree.root is None:
        return {"id": NOTHING, "type": "GOAL", "description": "", "inSandbox": False, "children": []}
    top: list[Json] = []
    pending = [(tree.root, top, 1)]
    seen = {tree.root}
    while pending:
        id, siblings, level = pending.pop()
        new = [c for c in tree.children.get(id, ()) if c not in seen] if level < LEVELS else []
        made, residue = node_of(tree, id, [*new]), residue_of(tree.held[id], NAME)
        node = patched(made, residue, notes=NOTES, keys=KEYS, fixed=("id",), accepts=_accepts)
        siblings.append(node)
        seen.update(new)
        if new:
            below = node["children"] = []
            pending += [(c, below, level + 1) for c in reversed(new)]
    return top[0]


def _accepts(key: str, value: Any) -> bool:
    """Whether a value may be written instead of the one made: types and texts are those of the map."""
    return not (key == "type" and isinstance(value, str)) and (key != "description" or value is None)


def _written_id(record: Any) -> Any:
    return residue_of(record, NAME).get("id", record.id) if is_verbatim(record) else uuid_of(record.id)
