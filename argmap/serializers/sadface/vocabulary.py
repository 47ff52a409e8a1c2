"""The kinds of nodes in SADFace and their meaning, in both of its vocabularies."""

from __future__ import annotations

from typing import Any, NamedTuple

from argmap.messages import shown
from argmap.model import RelationKind

Json = dict[str, Any]
NAME = "sadface"
NOTES = ("edges", "later", "metadata", "order")  # next to the residue of the whole document
LISTS = ("resources", "nodes", "edges")
KEYS = {
    "document": frozenset({"metadata", *LISTS}),
    "resources": frozenset({"id", "type", "content", "metadata"}),
    "nodes": frozenset({"id", "type", "text", "name", "sources", "metadata"}),
    "edges": frozenset({"id", "source_id", "target_id"}),
}
NODES = ("atom", "scheme", "inference", "conflict")
CONFLICTS = (RelationKind.ATTACK, RelationKind.UNDERCUT)
DISPUTES = ("conflict", "attack", "disagree")  # names of nodes "scheme" that are not schemes of support


class _Meaning(NamedTuple):
    """The meaning of a relation node."""

    kind: RelationKind
    scheme: str
    doubt: str = ""


def meaning_of(row: Json) -> _Meaning:
    """The kind and scheme of a relation node, and any doubt about them."""
    kind, name = row["type"], row["name"]
    if kind == "conflict":
        return _Meaning(
            RelationKind.ATTACK,
            "" if name == "attack" else name,
            "libraries write conflicts in both directions; read as written, from what leads to it",
        )
    word = name.lower()
    if kind == "inference" or word == "support":
        return _Meaning(RelationKind.SUPPORT, "" if word == "support" else name)
    if word in DISPUTES:
        return _Meaning(RelationKind.ATTACK, "" if word in ("conflict", "attack") else name)
    return _Meaning(RelationKind.SUPPORT, name, f"the scheme {shown(name)} is read as one of support")


def is_later(document: Json) -> bool:
    """Whether the document has the vocabulary of later versions."""
    return any(row["type"] in ("inference", "conflict") for row in document["nodes"])
