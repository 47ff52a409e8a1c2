"""What the nodes of SADFace mean, in both of its vocabularies."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from argmap.messages import shown
from argmap.model import RelationKind

Json = dict[str, Any]
NAME = "sadface"
NODES = ("atom", "scheme", "inference", "conflict")
CONFLICTS = (RelationKind.ATTACK, RelationKind.UNDERCUT)
DISPUTES = ("conflict", "attack", "disagree")  # names of nodes "scheme" that are no schemes of support


@frozen
class _Meaning:
    """What a relation node says."""

    kind: RelationKind
    scheme: str
    doubt: str = ""


def meaning_of(row: Json) -> _Meaning:
    """The kind and scheme of a relation node, and what is uncertain about them."""
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
