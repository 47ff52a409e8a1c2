"""The closed vocabularies of the model: a plain string works wherever one of these does."""

from __future__ import annotations

from typing import Final

from argmap.values import Vocabulary


class Role(Vocabulary):
    """What a party is to the statement that is mapped."""

    SPEAKER = "speaker"
    COUNTERPARTY = "counterparty"
    REPORTER = "reporter"
    AUTHORITY = "authority"
    AUDIENCE = "audience"


class ClaimKind(Vocabulary):
    """Stock-issue type of a claim: what is so, what is good or bad, what should be done."""

    FACT = "fact"
    VALUE = "value"
    POLICY = "policy"


class EvidenceKind(Vocabulary):
    """What a piece of evidence is made of."""

    STATISTIC = "statistic"
    TESTIMONY = "testimony"
    EXAMPLE = "example"
    DOCUMENT = "document"
    LAW = "law"
    EVENT = "event"


class RelationKind(Vocabulary):
    """How one element of the map bears on another.

    ``undercut`` attacks an inference (a relation or an argument), not its conclusion (Pollock 1987).
    ``contrary`` and ``contradiction`` are symmetric. ``illocution`` and ``transition`` belong to
    dialogue (Inference Anchoring Theory): an utterance expresses a claim, an utterance follows another.
    """

    SUPPORT = "support"
    ATTACK = "attack"
    UNDERCUT = "undercut"
    ENTAILMENT = "entailment"
    CONTRARY = "contrary"
    CONTRADICTION = "contradiction"
    REPHRASE = "rephrase"
    PREFERENCE = "preference"
    ILLOCUTION = "illocution"
    TRANSITION = "transition"

    @property
    def symmetric(self) -> bool:
        """Whether the relation holds in both directions."""
        return self in (RelationKind.CONTRARY, RelationKind.CONTRADICTION)


SUPPORTING = frozenset({RelationKind.SUPPORT, RelationKind.ENTAILMENT})
ATTACKING = frozenset({RelationKind.ATTACK, RelationKind.UNDERCUT})


class Qualifier(Vocabulary):
    """How the words qualify a figure: "over 6,000", "nearly 2,000"."""

    EXACTLY = "exactly"
    OVER = "over"
    UNDER = "under"
    ABOUT = "about"
    NEARLY = "nearly"
    AT_LEAST = "at least"
    AT_MOST = "at most"


QUALIFIERS: Final = {str(known): known for known in Qualifier} | {
    "precisely": Qualifier.EXACTLY,
    **dict.fromkeys(("more than", "above", "upwards of"), Qualifier.OVER),
    **dict.fromkeys(("fewer than", "less than", "below"), Qualifier.UNDER),
    **dict.fromkeys(
        ("around", "approximately", "roughly", "some", "circa", "ca.", "c.", "~"), Qualifier.ABOUT
    ),
    **dict.fromkeys(("almost", "close to"), Qualifier.NEARLY),
    **dict.fromkeys(("no fewer than", "no less than", "not less than", "a minimum of"), Qualifier.AT_LEAST),
    **dict.fromkeys(("up to", "no more than", "not more than", "a maximum of"), Qualifier.AT_MOST),
}
"""The words of qualifiers in lower case, both their own and those that mean the same."""


class Fidelity(Vocabulary):
    """How close a claim's own text stays to the words it quotes, closest first."""

    QUOTATION = "quotation"
    PARAPHRASE = "paraphrase"
    COMPRESSION = "compression"
    INTERPRETATION = "interpretation"
    IMPUTATION = "imputation"
