"""What the document states of a claim beyond what the writer makes of its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.serializers.claimreview.spelling import plain
from argmap.serializers.claimreview.vocabulary import (
    ANSWER,
    CLAIM,
    CLAIM_KEYS,
    FORM,
    ITEM_SPELLING,
    MARKUP,
    NOTES,
    REVIEW_KEYS,
    REVIEWS,
    SPELLING,
)
from argmap.serializers.common.residue import CHANGES, difference

if TYPE_CHECKING:
    from argmap.model import Party
    from argmap.serializers.claimreview.finding import Found
    from argmap.serializers.claimreview.linked_data import Document, Json, Node


def kept(document: Document, item: Found, made: Json, reviews: list[Party | None]) -> Json:
    """The residue of a claim."""
    node = item.node
    if item.form == ANSWER:
        return {**_kept_answer(node, made, reviews), FORM: ANSWER}
    if item.form == MARKUP:
        return {**difference(made, node.raw, notes=NOTES), FORM: MARKUP}
    if item.form == CLAIM:
        row, spelling = plain(node.raw, node.keys, CLAIM_KEYS)
        notes: Json = {SPELLING: spelling, FORM: CLAIM}
    else:
        row, spelling = plain(node.raw, node.keys, REVIEW_KEYS)
        inner = row.get("itemReviewed")
        inner_spelling: Json = {}
        if isinstance(inner, dict):
            row["itemReviewed"], inner_spelling = plain(inner, document.node(inner).keys, CLAIM_KEYS)
        notes = {SPELLING: spelling, ITEM_SPELLING: inner_spelling}
    residue = difference(made, row, notes=NOTES) | {key: note for key, note in notes.items() if note}
    if not node.context.has_maps:
        return residue
    inner, about = row.get("itemReviewed"), residue.get("itemReviewed")
    if isinstance(inner, dict) and isinstance(about, dict) and item.form == "" and item.about is not None:
        residue["itemReviewed"] = _with_maps(about, made["itemReviewed"], inner, item.about)
    return _with_maps(residue, made, row, node)


def _with_maps(residue: Json, made: Json, row: Json, node: Node) -> Json:
    """The residue in which an object whose keys are no properties is another value than the author that is made."""
    key = node.keys.get("author", "")
    if "author" in made and isinstance(row.get("author"), dict) and node.context.term(key).container:
        residue.pop("author", None)
        changes = residue.setdefault(CHANGES, {})
        changes.setdefault("instead", {})["author"] = [made["author"], row["author"]]
    return residue


def has_rows(node: Node) -> bool:
    """Whether the reviews of an answer are a list of objects, so that each is kept by itself."""
    found = node.get("claimReview")
    return isinstance(found, list) and bool(found) and all(isinstance(row, dict) for row in found)


def _kept_answer(node: Node, made: Json, reviews: list[Party | None]) -> Json:
    """The residue of a claim in an answer, review by review where that is possible."""
    if not has_rows(node):
        return difference(made, node.raw, notes=NOTES)
    rows = [
        [party.id if party else None, difference(row, review)]
        for party, row, review in zip(reviews, made["claimReview"], node.get("claimReview"), strict=True)
    ]
    return {**difference(made, {**node.raw, "claimReview": made["claimReview"]}, notes=NOTES), REVIEWS: rows}
