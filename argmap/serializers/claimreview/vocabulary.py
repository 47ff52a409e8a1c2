"""The objects of ClaimReview that the writer makes of records alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argmap.model import Claim, Party

Json = dict[str, Any]
NAME = "claimreview"
FORM = "form"  # note in the residue of a claim: "Claim" if no review is around it
NOTES = (FORM,)
IDENTITY = ("@id", "identifier", "url", "sameAs")  # what says who an author is


def words_of(item: Any) -> str:
    """The key of the words that an object of JSON-LD claims, or "" if it is neither review nor claim."""
    if not isinstance(item, dict):
        return ""
    types = item.get("@type")
    types = types if isinstance(types, list) else [types]
    return "claimReviewed" if "ClaimReview" in types else "text" if "Claim" in types else ""


def claim_of(item: Json) -> Json:
    """The claim in a review, or the claim itself."""
    about: Any = item.get("itemReviewed") if words_of(item) == "claimReviewed" else item
    return about if isinstance(about, dict) else {}


def claim_object(claim: Claim, holder: Json | None) -> Json:
    """A claim without a review."""
    return {"@type": "Claim", "text": claim.text, "identifier": claim.id, **_author(holder)}


def review_object(claim: Claim, holder: Json | None, reporter: Json | None) -> Json:
    """A review of a claim."""
    about = {"@type": "Claim", "identifier": claim.id, **_author(holder)}
    head = {"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": claim.text}
    return {**head, **_author(reporter), "itemReviewed": about}


def author_object(party: Party) -> Json:
    """The author that a party is."""
    row = {"@type": party.kind, "identifier": party.id, "name": party.name}
    return {key: value for key, value in row.items() if value}


def _author(author: Json | None) -> Json:
    return {} if author is None else {"author": author}
