"""The objects that the writer makes of records alone, and how those of parties are spelled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from argmap.serializers.claimreview.contexts import Context, each, literal, type_name
from argmap.serializers.claimreview.spelling import spelled
from argmap.serializers.common.residue import CHANGES, mapping, patched, residue_of, sequence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.model import Claim, Party
    from argmap.serializers.claimreview.linked_data import Json

NAME: Final = "claimreview"
FORM: Final = "form"  # note: what a claim is written as if not as a review, or that an author is a mere name
CLAIM: Final = "Claim"  # form of a claim without a review
ANSWER: Final = "answer"  # form of a claim with its reviews, in answers of the Fact Check API
MARKUP: Final = "markup"  # form of a review on a page, in answers of the Fact Check API
TEXT: Final = "text"  # form of an author
SPELLING: Final = "spelling"  # note: see `spelling`
ITEM_SPELLING: Final = "itemSpelling"  # note: the same of the claim within a review
REVIEWS: Final = "reviews"  # note: the reviews of an answer, with their parties
NOTES: Final = (FORM, SPELLING, ITEM_SPELLING, REVIEWS)
IDENTITY: Final = ("identifier", "url", "sameAs", "site")  # what says who an author without ``@id`` is

REVIEW_KEYS: Final = ("@context", "@type", "claimReviewed", "author", "itemReviewed")
CLAIM_KEYS: Final = ("@type", "text", "identifier", "author")
AUTHOR_KEYS: Final = ("@type", "identifier", "name")
_NUMBERED: Final = re.compile(r"(?:claim|party)-[0-9]+(?:-[0-9]+)?")  # ids of what states none
_LAST: Final = re.compile(r"[^:/#]*\Z")


def claim_object(claim: Claim, holder: Any) -> Json:
    """A claim without a review."""
    return {"@type": "Claim", "text": _words(claim), "identifier": claim.id, **_author(holder)}


def review_object(claim: Claim, holder: Any, reporters: Sequence[Any]) -> Json:
    """A review of a claim."""
    about = {"@type": "Claim", "identifier": claim.id, **_author(holder)}
    head = {"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": _words(claim)}
    authors = reporters[0] if len(reporters) == 1 else [*reporters] or None
    return {**head, **_author(authors), "itemReviewed": about}


def answer_object(claim: Claim, holder: Party | None, reviews: Sequence[Any]) -> Json:
    """A claim with its reviews, as the Fact Check API answers."""
    row: Json = {"text": claim.text}
    if holder is not None:
        row["claimant"] = holder.name
    return {**row, "claimReview": [*reviews]} if reviews else row


def markup_object(claim: Claim, holder: Any) -> Json:
    """A review on a page, as the Fact Check API lists it."""
    return {"claimReviewed": claim.text, **({} if holder is None else {"claimAuthor": holder})}


def author_object(party: Party) -> Json:
    """The author that a party is."""
    row = {"@type": party.kind, "identifier": party.id, "name": party.name}
    return {key: value for key, value in row.items() if value}


def author_form(party: Party, *, at_home: bool = True, identified: bool = False) -> Any:
    """The author that a party is, with its residue.

    Args:
        party: The party.
        at_home: Whether it is written in the document that it was read from.
        identified: Whether its id has to be there.
    """
    residue = residue_of(party, NAME)
    if residue.get(FORM) == TEXT and not party.kind and party.name:
        return {"identifier": party.id, "name": party.name} if identified else party.name

    def accepts(key: str, value: Any) -> bool:
        return at_home or key != "@type" or _kind(value) == party.kind

    row = patched(author_object(party), residue, notes=NOTES, accepts=accepts)
    if identified:
        row = identified_by(row, party.id)
    return spelled(row, mapping(residue, SPELLING), at_home=at_home)


def _kind(value: Any) -> str:
    """The name of the first type of an object, without a context."""
    return next(iter(Context().types(value)), "")


def identified_by(row: Json, id: str) -> Json:
    """An object that states an id, in whatever form."""
    found = (literal(value) for value in each(row.get("identifier")))
    stated = next((text for text in found if isinstance(text, str) and text), "")
    return row if stated == id else {**row, "identifier": id}


def reviewed_by(about: Any, id: str) -> Any:
    """What is reviewed, in whatever form, so that it states the id of the claim."""
    if isinstance(about, str) and about:
        return {"@type": "CreativeWork", "url": about, "identifier": id}
    if not isinstance(about, list):
        return identified_by(about if isinstance(about, dict) else {}, id)
    objects = [n for n, value in enumerate(about) if isinstance(value, dict) and "@value" not in value]
    claims = [n for n in objects if is_type(about[n].get("@type"), "Claim", at_home=True)]
    chosen = claims[0] if len(claims) == 1 else objects[0] if len(objects) == 1 else None
    if chosen is None:
        return [*about, {"@type": "Claim", "identifier": id}]
    return [identified_by(value, id) if n == chosen else value for n, value in enumerate(about)]


def is_named_elsewhere(residue: Mapping[str, Any], id: str) -> bool:
    """Whether the id of a record was read from another object, since its own does not state it."""
    absent = mapping(mapping(residue, CHANGES), "absent")
    within = mapping(mapping(mapping(residue, "itemReviewed"), CHANGES), "absent")
    instead = sequence(mapping(mapping(residue, CHANGES), "instead"), "itemReviewed")
    made = mapping({"": instead[0]}, "") if instead else {}
    stated = [row.get("identifier") for row in (absent, within, mapping(absent, "itemReviewed"), made)]
    return not _NUMBERED.fullmatch(id) and id in stated


def is_type(value: Any, name: str, *, at_home: bool) -> bool:
    """Whether some type of an object is the one of this name, with prefixes that its document defines."""
    types = Context().types(value)
    return name in types or (at_home and any(type_name(local_name(t)) == name for t in types))


def local_name(word: str) -> str:
    """A name without what is before it.

    >>> local_name("http://schema.org/Claim"), local_name("s:url"), local_name("@id")
    ('Claim', 'url', '@id')
    """
    found = _LAST.search(word)
    return found[0] if found else word


def _words(claim: Claim) -> Any:
    """The text of a claim; with its other wordings, if it has some."""
    if not claim.wordings:
        return claim.text
    others = [{"@value": w.text, "@language": w.language} if w.language else w.text for w in claim.wordings]
    return [claim.text, *others]


def _author(author: Any) -> Json:
    return {} if author is None else {"author": author}
