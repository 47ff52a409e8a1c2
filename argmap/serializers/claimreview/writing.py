"""Maps to ClaimReview."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.model import Party
from argmap.serializers.claimreview.documents import filled, has_room
from argmap.serializers.claimreview.spelling import spelled
from argmap.serializers.claimreview.vocabulary import (
    ANSWER,
    CLAIM,
    FORM,
    IDENTITY,
    ITEM_SPELLING,
    MARKUP,
    NAME,
    NOTES,
    REVIEWS,
    SPELLING,
    answer_object,
    author_form,
    claim_object,
    identified_by,
    is_named_elsewhere,
    is_type,
    local_name,
    markup_object,
    review_object,
    reviewed_by,
)
from argmap.serializers.common.residue import (
    CHANGES,
    mapping,
    patched,
    residue_of,
    same,
    sequence,
    thawed,
)
from argmap.syntax import json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from argmap.model import ArgumentMap, Claim
    from argmap.serializers.claimreview.linked_data import Json


def dumps(map: ArgumentMap) -> str:
    """Write each claim as a review: its text, its holder, and those who report it.

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
    around = residue_of(map, NAME)
    document = thawed(around["document"]) if "document" in around else []
    places = _places(around, document)
    there = {claim.id: claim for claim in map.claims}
    placed = [there[i] for i in places if i in there]
    new = [claim for claim in map.claims if claim.id not in places]
    writing = _Writing(map, [*placed, *new])
    items = [writing.item(claim, n, placed=n <= len(placed)) for n, claim in enumerate([*placed, *new], 1)]
    if "document" not in around:
        return json.dumps(items[0] if len(items) == 1 else items, indent=2)
    known = [(places[claim.id], item) for claim, item in zip(placed, items, strict=False)]
    value = filled(document, known, [path for i, path in places.items() if i not in there])
    value = _with_new(value, items[len(placed) :], [*places.values()])
    if around.get("lines") is True and isinstance(value, list):
        return "".join(json.dumps(part) for part in value)
    return json.dumps(value, indent=2)


def _places(around: Mapping[str, Any], document: Any) -> dict[str, tuple[Any, ...]]:
    """Where the document has room for a claim, by its id."""
    found: dict[tuple[Any, ...], str] = {}
    for row in sequence(around, "places"):
        if (
            isinstance(row, tuple)
            and [type(part) for part in row] == [str, tuple]
            and has_room(document, row[1])
        ):
            found[row[1]] = row[0]
    return {i: path for path, i in found.items()}


def _with_new(value: Any, items: list[Json], paths: Iterable[tuple[Any, ...]]) -> Any:
    """A document with further reviews at its end."""
    if not items:
        return value
    if isinstance(value, list):
        return [*value, *items]
    graph = value.get("@graph") if isinstance(value, dict) else None
    if isinstance(graph, list) and all(path[:1] == ("@graph",) for path in paths):
        return {**value, "@graph": [*graph, *items]}
    return [value, *items]


def _has_context(residue: Mapping[str, Any]) -> bool:
    """Whether an object that was read has a context of its own."""
    if residue.get(FORM) == CLAIM:
        return "@context" in residue
    return "@context" not in mapping(mapping(residue, CHANGES), "absent")


def _needs_id(row: Json, residue: Mapping[str, Any]) -> bool:
    """Whether an object has authors that are written otherwise than they were read, if they were."""
    found = sequence(mapping(mapping(residue, CHANGES), "instead"), "author")[1:]
    return row.get("author") is not None and not (found and same(found[0], row["author"]))


class _Author(NamedTuple):
    """What a party is written as: short, and so that a reader knows it as the one that others mean."""

    short: Any
    known: Any


class _Writing:
    """Reviews of the claims of one map."""

    def __init__(self, map: ArgumentMap, claims: Iterable[Claim]) -> None:
        self.map = map
        self._uses = Counter(i for claim in claims for i in (claim.by, *dict.fromkeys(claim.via)))
        self._numbers: dict[str, int] = {}  # of parties, in the order in which they come first

    def item(self, claim: Claim, n: int, *, placed: bool) -> Json:
        """The review of the n-th claim, or what it was read from.

        Args:
            claim: The claim.
            n: Its number in the order of the document.
            placed: Whether the document that it was read from is written, and has a place for it.
        """
        residue = residue_of(claim, NAME)
        form = residue.get(FORM)
        at_home = placed or _has_context(residue)
        # Where it is, the reader would give it another id.
        named = claim.id != f"claim-{n}" and not (placed and is_named_elsewhere(residue, claim.id))
        if form == ANSWER:
            item = self._answer(claim, residue, at_home=at_home)
            return identified_by(item, claim.id) if named else item
        holder = self._author(claim.by, at_home=at_home)
        reporters = [
            a for i in dict.fromkeys(claim.via) if (a := self._author(i, at_home=at_home)) is not None
        ]
        if form == MARKUP and placed:
            item = patched(markup_object(claim, holder and holder.known), residue, notes=NOTES)
            return identified_by(item, claim.id) if named else item
        item = self._row(claim, residue, holder, reporters, at_home=at_home)
        if form == CLAIM:
            item = identified_by(item, claim.id) if named else item
            return spelled(item, mapping(residue, SPELLING), at_home=at_home)
        about = item.get("itemReviewed")
        if named:
            about = item["itemReviewed"] = reviewed_by(about, claim.id)
        if isinstance(about, dict):
            item["itemReviewed"] = spelled(about, mapping(residue, ITEM_SPELLING), at_home=at_home)
        return spelled(item, mapping(residue, SPELLING), at_home=at_home)

    def _row(
        self,
        claim: Claim,
        residue: Mapping[str, Any],
        holder: _Author | None,
        reporters: Sequence[_Author],
        *,
        at_home: bool,
    ) -> Json:
        """A claim or its review under plain names; its authors have their ids if they have to, and are written here."""
        is_claim = residue.get(FORM) == CLAIM
        word = "Claim" if is_claim else "ClaimReview"
        absent = mapping(mapping(residue, CHANGES), "absent")
        recognised = not is_claim and "claimReviewed" not in absent  # whatever its type

        def accepts(key: str, value: Any) -> bool:
            return key != "@type" or recognised or is_type(value, word, at_home=at_home)

        def row(holder: Any, reporters: Sequence[Any]) -> Json:
            made = claim_object(claim, holder) if is_claim else review_object(claim, holder, reporters)
            found = patched(made, residue, notes=NOTES, accepts=accepts)
            if "itemReviewed" in found and {"itemReviewed", "claimReviewed"} <= absent.keys():
                found["claimReviewed"] = made[
                    "claimReviewed"
                ]  # its words are no longer those of a claim elsewhere
            return found

        short = holder and holder.short, [author.short for author in reporters]
        known = holder and holder.known, [author.known for author in reporters]
        found = row(*short)
        if same(short, known):
            return found
        about = found if is_claim else found.get("itemReviewed")
        holds = isinstance(about, dict) and _needs_id(
            about, residue if is_claim else mapping(residue, "itemReviewed")
        )
        reports = not is_claim and _needs_id(found, residue)
        return row((known if holds else short)[0], (known if reports else short)[1])

    def _answer(self, claim: Claim, residue: Mapping[str, Any], *, at_home: bool) -> Json:
        """A claim of an answer with its reviews, each as it was found."""
        holder = self.map.get(claim.by or "")
        self._author(claim.by, at_home=at_home)
        found = {i: self._author(i, at_home=at_home) for i in claim.via}
        forms = {i: author and author.known for i, author in found.items()}
        rows: list[Json] = []
        for row in sequence(residue, REVIEWS):
            if isinstance(row, tuple) and len(row) == 2 and (row[0] is None or row[0] in forms):
                publisher = {} if row[0] is None else {"publisher": forms[row[0]]}
                rows.append(patched(publisher, mapping({"": row[1]}, "")))
        had = {row[0] for row in sequence(residue, REVIEWS) if isinstance(row, tuple) and row}
        rows += [{"publisher": form} for i, form in forms.items() if i not in had]
        made = answer_object(claim, holder if isinstance(holder, Party) else None, rows)
        return patched(made, residue, notes=NOTES)

    def _author(self, id: str | None, *, at_home: bool) -> _Author | None:
        party = self.map.get(id or "")
        if not isinstance(party, Party):
            return None
        number = self._numbers.setdefault(party.id, len(self._numbers) + 1)
        author = author_form(party, at_home=at_home)
        names = ("@id", "id", *IDENTITY)
        stated = isinstance(author, dict) and any(author[k] for k in author if local_name(k) in names)
        known = stated or (self._uses[party.id] == 1 and party.name.strip() != "")
        named = at_home and is_named_elsewhere(residue_of(party, NAME), party.id)
        if known and (party.id == f"party-{number}" or named):
            return _Author(author, author)
        return _Author(author, author_form(party, at_home=at_home, identified=True))
