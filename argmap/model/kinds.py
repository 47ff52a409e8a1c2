"""The closed vocabularies of the model: a plain string works wherever one of these does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.values import Vocabulary

if TYPE_CHECKING:
    from typing import Self


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
    """How the words qualify a figure: "over 6,000", "nearly 2,000". Words that mean the same are taken as well."""

    EXACTLY = "exactly"
    OVER = "over"
    UNDER = "under"
    ABOUT = "about"
    NEARLY = "nearly"
    AT_LEAST = "at least"
    AT_MOST = "at most"

    @classmethod
    def meant(cls, word: str) -> Self | None:
        """The qualifier that other words mean: "around" is about."""
        found = QUALIFIERS.get(" ".join(word.lower().split()))
        return found if isinstance(found, cls) else None


QUALIFIERS: Final = {str(known): known for known in Qualifier} | {
    word: known
    for known, words in {
        Qualifier.EXACTLY: ("precisely", "="),
        Qualifier.OVER: ("more than", "above", "upwards of", "in excess of", "just over", "well over", ">"),
        Qualifier.UNDER: ("fewer than", "less than", "below", "well under", "<"),
        Qualifier.ABOUT: (
            *(
                "around",
                "approximately",
                "approx.",
                "approx",
                "roughly",
                "some",
                "circa",
                "ca.",
                "ca",
                "c.",
                "~",
                "≈",
            ),
            *("in the region of", "an estimated", "estimated"),
        ),
        Qualifier.NEARLY: ("almost", "close to", "just under"),
        Qualifier.AT_LEAST: (
            *(
                "no fewer than",
                "not fewer than",
                "no less than",
                "not less than",
                "a minimum of",
                "minimum of",
            ),
            *("≥", ">="),
        ),
        Qualifier.AT_MOST: (
            *(
                "up to",
                "no more than",
                "not more than",
                "a maximum of",
                "maximum of",
                "as many as",
                "≤",
                "<=",
            ),
        ),
    }.items()
    for word in words
}
"""The words of qualifiers in lower case, their own and those that mean the same."""


class Fidelity(Vocabulary):
    """How close a claim's own text stays to the words it quotes, closest first."""

    QUOTATION = "quotation"
    PARAPHRASE = "paraphrase"
    COMPRESSION = "compression"
    INTERPRETATION = "interpretation"
    IMPUTATION = "imputation"
