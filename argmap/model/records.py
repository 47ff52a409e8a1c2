"""The types of record: those that a map collects, and those that a field can refer to."""

from __future__ import annotations

from typing import Any, Final

from argmap.model.elements import Argument, Claim, Evidence, Utterance
from argmap.model.fields import Referent
from argmap.model.relations import Relation
from argmap.model.sources import Party, Section, Source

Record = Party | Source | Section | Claim | Evidence | Argument | Utterance | Relation
Node = Claim | Evidence | Argument | Utterance

COLLECTIONS: Final[dict[Any, str]] = {
    Party: "parties",
    Source: "sources",
    Section: "sections",
    Claim: "claims",
    Evidence: "evidence",
    Argument: "arguments",
    Utterance: "utterances",
    Relation: "relations",
}
"""The field of the map that holds the records of a type."""

REFERENTS: Final[dict[Referent, tuple[type, ...]]] = {
    "party": (Party,),
    "source": (Source,),
    "section": (Section,),
    "argument": (Argument,),
    "element": (Claim, Evidence, Argument, Utterance, Relation),
    "record": (*COLLECTIONS,),
}
"""The types of record that an id may name, by what its field is declared to refer to."""
