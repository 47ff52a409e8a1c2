"""What an export calls things."""

from __future__ import annotations

from typing import Any, Final

from argmap.model import Argument, Claim, Evidence
from argmap.serializers.argdown.mapping.records import KINDS

FORMAT: Final = "argdown-json"  # the key of residues in ``data``
DOCUMENT_NOTES: Final = ("map", "relations", "tags")  # next to the residue of the whole document
TYPES: Final = {kind: name for name, kind in KINDS.items()}
CLASS: Final = "equivalence-class"
ENDS: Final = {"argument": "argument", CLASS: "statement", "inference": "argument"}
LEVELS: Final = 300  # of sections; JSON parsers go little deeper
TOP: Final = "top-level-statement"
DESCRIPTION: Final = "argument-description"
PREMISE: Final = "premise"
INTERMEDIARY: Final = "intermediary-conclusion"
MAIN: Final = "main-conclusion"
FLAGS: Final = {
    PREMISE: "isUsedAsPremise",
    INTERMEDIARY: "isUsedAsIntermediaryConclusion",
    MAIN: "isUsedAsMainConclusion",
    TOP: "isUsedAsTopLevelStatement",
    "relation-statement": "isUsedAsRelationStatement",
}

Node = Claim | Evidence | Argument
Row = dict[str, Any]
