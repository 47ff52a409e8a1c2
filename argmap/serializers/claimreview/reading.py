"""ClaimReview to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.messages import nearest, shown
from argmap.model import ArgumentMap, Claim, Wording
from argmap.serializers.claimreview.contexts import each, language, literal
from argmap.serializers.claimreview.documents import emptied, is_empty, place
from argmap.serializers.claimreview.finding import Found, ancestors, items_of, people_of, strangers
from argmap.serializers.claimreview.keeping import has_rows, kept
from argmap.serializers.claimreview.linked_data import Document, Json, Path
from argmap.serializers.claimreview.parties import Parties
from argmap.serializers.claimreview.records import Records
from argmap.serializers.claimreview.sources import Sources, address_in
from argmap.serializers.claimreview.texts import hint, parsed
from argmap.serializers.claimreview.vocabulary import (
    ANSWER,
    CLAIM,
    MARKUP,
    NAME,
    REVIEW_KEYS,
    answer_object,
    claim_object,
    markup_object,
    review_object,
)
from argmap.serializers.common.residue import with_residue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.model import Party


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read reviews, and claims without a review, wherever they are in JSON-LD.

    The words reviewed are a claim, held by the author of the claim and reported by the authors of the review;
    where it appeared are sources. Authors are one party if they are the same object with an identifier or
    address, never for the same name.

    Args:
        text: JSON-LD: a document, one on each line, or a web page with scripts of JSON-LD; or an answer of
            Google's Fact Check API.
        report: Receives a diagnostic for reviews without words, authors that have no name or are several where one
            is expected, claims that are not objects, objects of other types, and lines or scripts that are not JSON.

    Raises:
        FormatError: Not JSON, or neither reviews nor claims that can be read.
        InvalidFileError: Several reviews, none of which can be read, each with its path.

    >>> m = loads('{"@type": "ClaimReview", "claimReviewed": "Rents fell.", "author": {"name": "Checkers"}}')
    >>> m.claims[0].text, m.parties[0].name
    ('Rents fell.', 'Checkers')
    """
    with GarbageCollectionPaused():
        return _read(text, report)


def _read(text: str, report: Report) -> ArgumentMap:
    value, by_line, markup = parsed(text, report)
    document = Document(value)
    items, within = items_of(document)
    reading = _Reading(document, items, report)
    for item in items:
        reading.item(item)
    _refuse_none(value, reading.claims, reading.problems, report, hint(markup))
    for node in within:
        message = "found a review or claim within another; it is kept, and not read"
        report(Diagnostic("review-within-review", "warning", message, path=place(node.path)))
    for path, other in strangers(document, value, items):
        what = f"type {shown(other.get('@type'))}" if isinstance(other, dict) else shown(other)
        message = f"found {what}, which is neither a review nor a claim; ignored"
        report(Diagnostic("not-a-review", "info", message, path=place(path)))
    m = reading.map()
    try:
        return with_residue(m, NAME, _around(value, reading.places, by_line=by_line))
    except ArgmapError as error:
        message = f"what is around the reviews is not kept: {error.message}"
        report(Diagnostic("not-kept", "warning", message))
        return m


def _refuse_none(
    value: Any, claims: Sequence[Claim], problems: Sequence[ArgmapError], report: Report, hint: str
) -> None:
    """Refuse a document without anything to read, unless it is an empty list; report what could not be read."""
    if not claims:
        raise_all(problems, "not ClaimReview")
        if not is_empty(value):
            found = value[0] if isinstance(value, list) and value else value
            found = graph[0] if isinstance(found, dict) and (graph := each(found.get("@graph"))) else found
            refusal = found.get("error") if isinstance(found, dict) else None
            said = refusal.get("message") if isinstance(refusal, dict) else None
            expected = "an object of type ClaimReview or Claim"
            what = f"an answer that something went wrong ({shown(said)})" if said else shown(found)
            message = f"found {what}, expected {expected}"
            raise FormatError(message, path="$", found=found, expected=expected, hint=hint)
    for problem in problems:
        message = f"{problem.message}; it is kept, and not read"
        report(Diagnostic("not-read", "warning", message, path=problem.path, hint=problem.hint))


def _around(value: Any, places: dict[str, Path], *, by_line: bool) -> Json:
    """The document around the reviews, unless it is one review or a list of them."""
    paths = [*places.values()]
    listed = isinstance(value, list) and len(value) == len(paths) != 1
    usual: list[Path] = [(n,) for n in range(len(paths))] if listed else [()]
    if paths == usual and not by_line:
        return {}
    around: Json = {"document": emptied(value, paths), "places": [[i, [*path]] for i, path in places.items()]}
    return {**around, "lines": True} if by_line else around


def _without_words(item: Found, path: str, wrong: Sequence[Any]) -> FormatError:
    """The error for a claim that nothing puts in words."""
    name = item.words
    found = wrong[0] if wrong else item.node.get(name)
    value = "null" if found is None else shown(found)
    what = f"found {value}" if name in item.node.keys else f"found no {name}"
    near = (
        None if name in item.node.keys else nearest(name, [k for k in item.node.raw if k not in REVIEW_KEYS])
    )
    return FormatError(f"{what}, expected text", path=path, found=found, expected="text", nearest=near)


class _Reading:
    """The claims read so far, where they are, and whom and what they refer to."""

    def __init__(self, document: Document, items: Sequence[Found], report: Report) -> None:
        self._people = {id(item.node.raw): people_of(document, item) for item in items}
        written = (author for people in self._people.values() for authors in people for author in authors)
        authors = [document.node(a) for a in written if isinstance(a, dict) and isinstance(literal(a), dict)]
        claims = [item.about for item in items if item.about is not None]
        self.claims: list[Claim] = []
        self.places: dict[str, Path] = {}  # of claims, by id
        self._document = document
        self._records = Records(document, report, [*claims, *authors])
        self._parties = Parties(self._records, ancestors(items))
        self._sources = Sources(self._records)

    @property
    def problems(self) -> Sequence[ArgmapError]:
        """What cannot be read."""
        return self._records.problems

    def map(self) -> ArgumentMap:
        """The records as a map."""
        return ArgumentMap(parties=self._parties.read, sources=self._sources.read, claims=self.claims)

    def item(self, item: Found) -> None:
        """Read a review or a claim."""
        words = self._words(item)
        if not words:
            return
        self._expect_item(item)
        given, parties = len(self._records.given), len(self._parties.read)
        claim = self._claim(item, words)
        if claim is None:  # nor are its parties read
            self._parties.take_back(parties)
            self._records.take_back(given)
            return
        self._parties.announce(parties)
        self._sources.appeared_in(item)
        self.claims.append(claim)
        self.places[claim.id] = item.node.path

    def _claim(self, item: Found, words: list[tuple[str, str]]) -> Claim | None:
        """The claim that words of a review or claim are, with its residue."""
        own = item.form not in (ANSWER, MARKUP) or "identifier" in item.node.keys
        i = self._records.id(item.about if own else None, f"claim-{len(self.claims) + 1}")
        holder = self._holder(item)
        reviews = self._reviews(item)
        via = tuple(dict.fromkeys(party.id for party in reviews if party is not None))
        wordings = [Wording(text, language=tag) for text, tag in words[1:]]
        by, path = holder.id if holder else None, item.node.path
        claim = self._records.made(path, Claim, i, words[0][0], by=by, via=via, wordings=wordings)
        if claim is None:
            return None
        found = kept(self._document, item, self._made_row(item, claim, holder, reviews), reviews)
        return self._records.made(path, with_residue, claim, NAME, found)

    def _made_row(self, item: Found, claim: Claim, holder: Party | None, reviews: list[Party | None]) -> Json:
        """What the writer would make of a claim."""
        by = None if holder is None else self._parties.forms[holder.id]
        authors = [self._parties.forms[party.id] for party in reviews if party is not None]
        if item.form == ANSWER:
            by_row = has_rows(item.node)
            rows = [{"publisher": self._parties.forms[p.id]} if p else {} for p in reviews if p or by_row]
            return answer_object(claim, holder, rows)
        if item.form == MARKUP:
            return markup_object(claim, by)
        return claim_object(claim, by) if item.form == CLAIM else review_object(claim, by, authors)

    def _words(self, item: Found) -> list[tuple[str, str]]:
        """The texts of a claim with their languages; none and a problem if there is no text."""
        said = self._said(item)
        values = [v for v in said if isinstance(literal(v), str)]
        wrong = [v for v in said if not isinstance(literal(v), str)]
        texts = [(literal(v), language(v, item.node.context.language)) for v in values]
        name = item.words
        path = place((*item.node.path, item.node.keys.get(name, name)))
        if texts and wrong:
            self._records.warn("words-not-read", path, wrong[0], "text", "ignored")
        elif not texts:
            self._records.problems.append(_without_words(item, path, wrong))
        elif not texts[0][0].strip():
            so = "a claim without words is read"
            self._records.warn("no-words", path, texts[0][0], "text", so, "info")
        return texts

    def _said(self, item: Found) -> list[Any]:
        """What a claim is put in words by: what the review says, else the claim that is reviewed."""
        node, about = item.node, item.about
        values = each(self._document.value(node, item.words))
        if any(not isinstance(literal(v), str) or literal(v).strip() for v in values):
            return values
        names: tuple[str, ...] = ()
        if item.form == CLAIM:
            names = ("name", "headline")
        elif about is not None and about is not node:
            names = ("text", "name") if "Claim" in self._document.types(about) else ("text",)
            node = about
        text = self._document.text(node, *names)
        return [text] if text.strip() else values

    def _expect_item(self, item: Found) -> None:
        """Report what is reviewed if it is neither an object nor the address of a work."""
        if item.form != "" or item.works:
            return
        found = self._document.value(item.node, "itemReviewed")
        if each(found) and not address_in(found):
            path = place((*item.node.path, item.node.keys.get("itemReviewed", "itemReviewed")))
            self._records.warn("item-not-read", path, found, "a claim or work", "ignored")

    def _holder(self, item: Found) -> Party | None:
        """The party that holds a claim."""
        if item.form == ANSWER:
            name = item.node.get("claimant")
            if name is not None and not isinstance(name, str):
                path = place((*item.node.path, "claimant"))
                self._records.warn("author-not-read", path, name, "a name", "nobody holds the claim")
            return self._parties.of(name, item.node) if isinstance(name, str) and name else None
        authors = self._people[id(item.node.raw)].holders
        given, count = len(self._records.given), len(self._parties.read)
        parties = {party.id: party for a in authors if (party := self._parties.of(a, item.node)) is not None}
        if len(parties) == 1:
            return next(iter(parties.values()))
        self._parties.take_back(count)
        self._records.take_back(given)
        if authors:
            work = item.about or next(iter(item.works), item.node)
            key = "claimAuthor" if item.form == MARKUP else work.keys.get("author", "author")
            found = authors[0] if len(authors) == 1 else authors
            path, expected = place((*work.path, key)), "one author of the claim with a name"
            self._records.warn("author-not-read", path, found, expected, "nobody holds the claim")
        return None

    def _reviews(self, item: Found) -> list[Party | None]:
        """The party of each review of a claim, or of each author of its review."""
        if item.form == ANSWER:
            values = each(item.node.get("claimReview"))
            rows = [v.get("publisher") if isinstance(v, dict) else None for v in values]
            return [self._parties.of(row, item.node) if isinstance(row, dict) else None for row in rows]
        parties: dict[str, Party] = {}
        for author in self._people[id(item.node.raw)].reviewers:
            party = self._parties.of(author, item.node)
            if party is None:
                path = place((*item.node.path, item.node.keys.get("author", "author")))
                expected = "an author of the review with a name"
                self._records.warn("author-not-read", path, author, expected, "not read as a party")
            else:
                parties[party.id] = party
        return [*parties.values()]
