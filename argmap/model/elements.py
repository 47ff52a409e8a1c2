"""Claims, evidence, arguments and utterances: what relations join."""

from __future__ import annotations

from attrs import field, frozen

from argmap.model import fields
from argmap.model.data import EMPTY, Data, as_data
from argmap.model.fields import TO_PARTY, TO_SECTION
from argmap.model.kinds import ClaimKind, EvidenceKind
from argmap.model.parts import (
    FIGURES,
    QUOTES,
    WORDINGS,
    Quantity,
    Quote,
    Wording,
    as_figures,
    as_quotes,
    as_wordings,
)
from argmap.model.relations import Endpoint


@frozen(weakref_slot=False, repr=False)
class Statement(Endpoint):
    """What claims and evidence have in common: something held by someone, in words of a source.

    Attributes:
        id: The author's name for it in this map.
        text: What is claimed, in the author's neutral words.
        title: A short name for headings and outlines.
        by: Id of the party that holds it; None if nobody in particular does.
        via: Ids of the parties through whom it is reported, nearest first.
        to: Ids of the parties it is addressed to.
        mentions: Ids of the parties it speaks of.
        quotes: The words it is based on.
        tags: Free labels.
        weight: How much it counts before any argument for or against, usually 0 to 1.
        wordings: Other ways in which it is put.
        section: Id of the section it belongs to.
        data: What a foreign format states beyond the fields of the model.
    """

    id: str = field(converter=fields.identifier)
    text: str = field(default="", converter=fields.words)
    title: str = field(default="", converter=fields.words, kw_only=True)
    by: str | None = field(default=None, converter=fields.reference, kw_only=True, metadata=TO_PARTY)
    via: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True, metadata=TO_PARTY)
    to: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True, metadata=TO_PARTY)
    mentions: tuple[str, ...] = field(
        default=(), converter=fields.references, kw_only=True, metadata=TO_PARTY
    )
    quotes: tuple[Quote, ...] = field(default=(), converter=as_quotes, kw_only=True, metadata=QUOTES)
    tags: tuple[str, ...] = field(default=(), converter=fields.strings, kw_only=True)
    weight: float | None = field(default=None, converter=fields.weight, kw_only=True)
    wordings: tuple[Wording, ...] = field(default=(), converter=as_wordings, kw_only=True, metadata=WORDINGS)
    section: str | None = field(default=None, converter=fields.reference, kw_only=True, metadata=TO_SECTION)
    data: Data = field(default=EMPTY, converter=as_data, kw_only=True)


@frozen(weakref_slot=False, repr=False)
class Claim(Statement):
    """A proposition that someone holds: of fact, of value or of policy.

    The fields are those of ``Statement``, and:

    Attributes:
        kind: fact, value or policy.

    >>> cap = Claim("cap", "Rents should rise by at most 3% a year.", by="council", kind="policy")
    >>> Claim("shrink", "A cap shrinks the supply of flats.", by="owners", via=["council"]).attacks(cap).id
    'attack:shrink>cap'
    """

    kind: ClaimKind | None = field(default=None, converter=fields.claim_kind, kw_only=True)


@frozen(weakref_slot=False, repr=False)
class Evidence(Statement):
    """Something offered in support: a statistic, testimony, an example, a document, a law, an event.

    The fields are those of ``Statement``, and:

    Attributes:
        kind: What it is made of.
        figures: The figures and dates it states.

    >>> survey = Evidence("survey", "81% of tenants feared a rise.", by="council",
    ...                   figures=[Quantity(81, "percent", of="tenants")])
    >>> survey.supports("stay").id
    'support:survey>stay'
    """

    kind: EvidenceKind | None = field(default=None, converter=fields.evidence_kind, kw_only=True)
    figures: tuple[Quantity, ...] = field(default=(), converter=as_figures, kw_only=True, metadata=FIGURES)


@frozen(weakref_slot=False, repr=False)
class Argument(Endpoint):
    """A named argument: its gist, reconstructed by the relations that name it in ``argument``.

    Attributes:
        id: The author's name for it in this map.
        text: The gist.
        title: A short name.
        by: Id of the party that argues so.
        via: Ids of the parties through whom it is reported, nearest first.
        to: Ids of the parties it is addressed to.
        quotes: The words it is based on.
        tags: Free labels.
        weight: How much it counts, usually 0 to 1.
        wordings: Other ways in which it is put.
        section: Id of the section it belongs to.
        data: What a foreign format states beyond the fields of the model.
    """

    id: str = field(converter=fields.identifier)
    text: str = field(default="", converter=fields.words)
    title: str = field(default="", converter=fields.words, kw_only=True)
    by: str | None = field(default=None, converter=fields.reference, kw_only=True, metadata=TO_PARTY)
    via: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True, metadata=TO_PARTY)
    to: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True, metadata=TO_PARTY)
    quotes: tuple[Quote, ...] = field(default=(), converter=as_quotes, kw_only=True, metadata=QUOTES)
    tags: tuple[str, ...] = field(default=(), converter=fields.strings, kw_only=True)
    weight: float | None = field(default=None, converter=fields.weight, kw_only=True)
    wordings: tuple[Wording, ...] = field(default=(), converter=as_wordings, kw_only=True, metadata=WORDINGS)
    section: str | None = field(default=None, converter=fields.reference, kw_only=True, metadata=TO_SECTION)
    data: Data = field(default=EMPTY, converter=as_data, kw_only=True)


@frozen(weakref_slot=False, repr=False)
class Utterance(Endpoint):
    """A locution of a dialogue: who said which words when.

    Attributes:
        id: The author's name for it in this map.
        text: The words.
        by: Id of the party that spoke.
        via: Ids of the parties through whom it is reported, nearest first.
        to: Ids of the parties it was addressed to.
        when: When it was spoken, as the source writes it.
        quotes: Where the words are.
        tags: Free labels.
        section: Id of the section it belongs to.
        data: What a foreign format states beyond the fields of the model.
    """

    id: str = field(converter=fields.identifier)
    text: str = field(default="", converter=fields.words)
    by: str | None = field(default=None, converter=fields.reference, kw_only=True, metadata=TO_PARTY)
    via: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True, metadata=TO_PARTY)
    to: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True, metadata=TO_PARTY)
    when: str = field(default="", converter=fields.words, kw_only=True)
    quotes: tuple[Quote, ...] = field(default=(), converter=as_quotes, kw_only=True, metadata=QUOTES)
    tags: tuple[str, ...] = field(default=(), converter=fields.strings, kw_only=True)
    section: str | None = field(default=None, converter=fields.reference, kw_only=True, metadata=TO_SECTION)
    data: Data = field(default=EMPTY, converter=as_data, kw_only=True)
