"""Provenance: who issued what a source holds, where, when, to whom, and through whom it reached us."""

from __future__ import annotations

from attrs import field, frozen

from argmap.model import fields
from argmap.model.base import RecordBase
from argmap.model.fields import TO_PARTY
from argmap.model.parts import FIGURES, QUOTES, Quantity, Quote, as_figures, as_quotes


@frozen(weakref_slot=False, repr=False)
class Provenance(RecordBase):
    """Who issued the statement that a source holds, where, when, to whom, and through whom it reached us.

    This is no reason to believe what the source says: that a parliament issued a resolution, or that an agency
    received a statement, supports nothing in it. So it is part of the source, and no evidence in the map.

    Attributes:
        by: Ids of the parties that issued it; in PROV what it is attributed to.
        to: Ids of the parties it is addressed to.
        via: Ids of the parties through whom it reached us, nearest to the issuer first; in PROV who is responsible
            for the derivations between it and the text at hand.
        place: Where it was issued, in the author's words ("Phnom Penh"); in PROV the location of its generation.
        figures: When it was issued, received or published, as dates with the words that state them; ``of`` says which
            ("receipt"), "" for the day of issue. In PROV the times of its generation and use.
        quotes: The words, of this source or of another, that say all this.
        note: Anything a reader should know of it.

    ``Source.publisher`` and ``Source.date`` are what a reader would cite; provenance is what the words say, and is
    checked against them. Source: PROV-DM, W3C Recommendation 2013, sections 5.1, 5.2 and 5.3.

    >>> Provenance("council", to="tenants", place="Riverside", figures=Quantity("2024-03-04", "date")).to
    ('tenants',)
    """

    by: tuple[str, ...] = field(default=(), converter=fields.references, metadata=TO_PARTY)
    to: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True, metadata=TO_PARTY)
    via: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True, metadata=TO_PARTY)
    place: str = field(default="", converter=fields.words, kw_only=True)
    figures: tuple[Quantity, ...] = field(default=(), converter=as_figures, kw_only=True, metadata=FIGURES)
    quotes: tuple[Quote, ...] = field(default=(), converter=as_quotes, kw_only=True, metadata=QUOTES)
    note: str = field(default="", converter=fields.words, kw_only=True)


PROVENANCE = fields.holds(Provenance)


def as_provenance(value: Provenance | None) -> Provenance | None:
    """A provenance, or None where nothing is known of it."""
    if value is None or isinstance(value, Provenance):
        return value
    raise fields.misfit(
        value,
        "a Provenance is",
        expected="a Provenance, or None",
        hint="such as Provenance('council', via='paper')",
    )
