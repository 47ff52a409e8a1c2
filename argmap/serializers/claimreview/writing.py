"""Maps to ClaimReview."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from argmap.model import Party
from argmap.serializers.claimreview.vocabulary import (
    FORM,
    IDENTITY,
    NAME,
    NOTES,
    Json,
    author_object,
    claim_object,
    review_object,
    words_of,
)
from argmap.serializers.common.residue import mapping, patched, residue_of, sequence, thawed
from argmap.syntax import json

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Claim


def dumps(map: ArgumentMap) -> str:
    """Write each claim as a review: its text, its holder, and the first of those who report it.

    >>> from argmap import ArgumentMap, Claim, Party
    >>> print(dumps(ArgumentMap.of(Party("mayor", "The mayor"), Claim("fell", "Rents fell.", by="mayor"))), end="")
    {
      "@context": "https://schema.org",
      "@type": "ClaimReview",
      "claimReviewed": "Rents fell.",
      "itemReviewed": {
        "@type": "Claim",
        "identifier": "fell",
        "author": {
          "identifier": "mayor",
          "name": "The mayor"
        }
      }
    }
    """
    writing = _Writing(map)
    items: list[Any] = [writing.item(claim, n) for n, claim in enumerate(map.claims, 1)]
    around = residue_of(map, NAME)
    for other in sequence(around, "others"):
        if isinstance(other, tuple) and len(other) == 2 and isinstance(other[0], int):
            items.insert(other[0], thawed(other[1]))
    value: Any = items[0] if len(items) == 1 and around.get("list") is not True else items
    if "graph" in around:
        value = {**thawed(mapping(around, "graph")), "@graph": items}
    return json.dumps(value, indent=2)


class _Writing:
    """Reviews of the claims of one map."""

    def __init__(self, map: ArgumentMap) -> None:
        self.map = map
        self._uses = Counter(i for claim in map.claims for i in (claim.by, *claim.via[:1]))
        self._numbers: dict[str, int] = {}  # of parties, in the order in which they come first

    def item(self, claim: Claim, n: int) -> Json:
        """The review of the n-th claim, or the claim alone if it was read so."""
        residue = residue_of(claim, NAME)
        holder = self._author(claim.by)
        if residue.get(FORM) == "Claim":
            words, made = "text", claim_object(claim, holder)
        else:
            reporter = self._author(claim.via[0] if claim.via else None)
            words, made = "claimReviewed", review_object(claim, holder, reporter)

        def accepts(key: str, value: Any) -> bool:
            return key != "@type" or words_of({key: value}) == words

        item = patched(made, residue, notes=NOTES, accepts=accepts)
        if claim.id != f"claim-{n}":  # where it is, the reader would give it another id
            if words == "text":
                item["identifier"] = claim.id
            else:
                about = item.get("itemReviewed")
                item["itemReviewed"] = {**(about if isinstance(about, dict) else {}), "identifier": claim.id}
        return item

    def _author(self, id: str | None) -> Json | None:
        party = self.map.get(id or "")
        if not isinstance(party, Party):
            return None
        number = self._numbers.setdefault(party.id, len(self._numbers) + 1)
        author = patched(author_object(party), residue_of(party, NAME))
        known = self._uses[party.id] == 1 or any(author.get(name) for name in IDENTITY)
        if party.id != f"party-{number}" or not known:
            author["identifier"] = party.id
        return author
