"""The model: what an argument map is made of."""

from argmap.model.accepted import AcceptedFinding
from argmap.model.data import Data
from argmap.model.elements import Argument, Claim, Evidence, Statement, Utterance
from argmap.model.kinds import ClaimKind, EvidenceKind, Fidelity, Qualifier, RelationKind, Role
from argmap.model.map import ArgumentMap
from argmap.model.parts import Quantity, Quote, Wording
from argmap.model.provenance import Provenance
from argmap.model.records import Node, Record
from argmap.model.relations import Relation
from argmap.model.sources import Party, Section, Source

__all__ = [
    "AcceptedFinding",
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
    "Provenance",
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
