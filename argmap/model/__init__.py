"""The model: what an argument map is made of."""

from argmap.model.data import Data
from argmap.model.kinds import ClaimKind, EvidenceKind, Fidelity, Qualifier, RelationKind, Role
from argmap.model.map import ArgumentMap
from argmap.model.records import (
    Argument,
    Claim,
    Evidence,
    Node,
    Party,
    Quantity,
    Quote,
    Record,
    Relation,
    Section,
    Source,
    Statement,
    Utterance,
    Wording,
)

__all__ = [
    "Argument",
    "ArgumentMap",
    "Claim",
    "ClaimKind",
    "Data",
    "Evidence",
    "EvidenceKind",
    "Fidelity",
    "Node",
    "Party",
    "Qualifier",
    "Quantity",
    "Quote",
    "Record",
    "Relation",
    "RelationKind",
    "Role",
    "Section",
    "Source",
    "Statement",
    "Utterance",
    "Wording",
]
