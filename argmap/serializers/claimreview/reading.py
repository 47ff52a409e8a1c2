"""ClaimReview to maps."""

from __future__ import annotations

import re
from json import dumps as json_of
from typing import TYPE_CHECKING, Any, Final, TypeVar

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.ids import unique_id
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Party, Source, Wording
from argmap.model.fields import CONTROL
from argmap.serializers.claimreview.documents import emptied, parsed, place
from argmap.serializers.claimreview.finding import Found, items_of, people_of, strangers
from argmap.serializers.claimreview.linked_data import Document, Json, Node, Path, each, language, literal
from argmap.serializers.claimreview.spelling import plain
from argmap.serializers.claimreview.vocabulary import (
    ANSWER,
    AUTHOR_KEYS,
    CLAIM,
    CLAIM_KEYS,
    FORM,
    IDENTITY,
    ITEM_SPELLING,
    MARKUP,
    NAME,
    NOTES,
    REVIEW_KEYS,
    REVIEWS,
    SPELLING,
    TEXT,
    answer_object,
    author_form,
    author_object,
    claim_object,
    markup_object,
    review_object,
)
from argmap.serializers.common.garbage_collection import garbage_collection_paused
from argmap.serializers.common.residue import difference, with_residue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Made = TypeVar("Made", Claim, Party, Source)
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:\S|//|www\.", re.ASCII)
_APPEARANCES: Final = ("appearance", "firstAppearance", "claimFirstAppearance", "claimAppearances")


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
    with garbage_collection_paused():
        return _read(text, report)


def _read(text: str, report: Report) -> ArgumentMap:
    value, by_line = parsed(text, report)
    document = Document(value)
    items, within = items_of(document)
    reading = _Reading(document, items, report)
    for item in items:
        reading.item(item)
    _refuse_none(value, reading)
    for node in within:
        message = "found a review or claim within another; it is kept, and not read"
        report(Diagnostic("review-within-review", "info", message, path=place(node.path)))
    for path, other in strangers(document, value, items):
        what = f"type {shown(other.get('@type'))}" if isinstance(other, dict) else shown(other)
        message = f"found {what}, which is neither a review nor a claim; ignored"
        report(Diagnostic("not-a-review", "info", message, path=place(path)))
    m = ArgumentMap(parties=reading.parties, sources=reading.sources, claims=reading.claims)
    return with_residue(m, NAME, _around(value, reading.places, by_line=by_line))


def _refuse_none(value: Any, reading: _Reading) -> None:
    """Refuse a document without anything to read, unless it is an empty list; report what could not be read."""
    if not reading.claims:
        raise_all(reading.problems, "not ClaimReview")
        graph = value.get("@graph", value.get("claims")) if isinstance(value, dict) else value
        if graph != []:
            found = graph[0] if isinstance(graph, list) else value
            expected = "an object of type ClaimReview or Claim"
            message = f"found {shown(found)}, expected {expected}"
            raise FormatError(message, path="$", found=found, expected=expected)
    for problem in reading.problems:
        message = f"{problem.message}; it is kept, and not read"
        reading.report(Diagnostic("not-read", "warning", message, path=problem.path, hint=problem.hint))


def _around(value: Any, places: dict[str, Path], *, by_line: bool) -> Json:
    """The document around the reviews, unless it is one review or a list of them."""
    paths = [*places.values()]
    listed = isinstance(value, list) and len(value) == len(paths) != 1
    usual: list[Path] = [(n,) for n in range(len(paths))] if listed else [()]
    if paths == usual and not by_line:
        return {}
    around: Json = {"document": emptied(value, paths), "places": [[i, [*path]] for i, path in places.items()]}
    return {**around, "lines": True} if by_line else around


class _Reading:
    """The records of the reviews read so far."""

    def __init__(self, document: Document, items: Iterable[Found], report: Report) -> None:
        self.document = document
        self.report = report
        self.parties: list[Party] = []
        self.sources: list[Source] = []
        self.claims: list[Claim] = []
        self.places: dict[str, Path] = {}  # of claims, by id
        self.problems: list[ArgmapError] = []
        self._known: dict[Any, Party] = {}  # by what says who an author is
        self._forms: dict[str, Any] = {}  # what parties are written as, by id
        self._addresses: set[str] = set()  # of sources
        self._taken: set[str] = set()
        self._reserved: set[str] = set()  # ids that are taken, and those that the document names further on
        for item in items:
            named = [item.about, *(document.node(a) for a in people_of(document, item))]
            self._reserved.update(i for node in named if node is not None and (i := self._identifier(node)))

    def item(self, item: Found) -> None:
        """Read a review or a claim."""
        words = self._words(item)
        if not words:
            return
        about = item.about
        self._expect_item(item)
        i = self._id(about, f"claim-{len(self.claims) + 1}")
        holder = self._holder(item)
        reviews = self._reviews(item)
        via = tuple(dict.fromkeys(party.id for party in reviews if party is not None))
        wordings = [Wording(text, language=tag) for text, tag in words[1:]]
        by = holder.id if holder else None
        claim = self._made(item.node.path, Claim, i, words[0][0], by=by, via=via, wordings=wordings)
        if claim is None:
            return
        self._appeared(item)
        found = _kept(self.document, item, self._made_row(item, claim, holder, reviews), reviews)
        self.claims.append(with_residue(claim, NAME, found))
        self.places[claim.id] = item.node.path

    def _made_row(self, item: Found, claim: Claim, holder: Party | None, reviews: list[Party | None]) -> Json:
        """What the writer would make of a claim."""
        by = None if holder is None else self._forms[holder.id]
        authors = [self._forms[party.id] for party in reviews if party is not None]
        if item.form == ANSWER:
            rows = [{} if party is None else {"publisher": self._forms[party.id]} for party in reviews]
            return answer_object(claim, holder, rows)
        if item.form == MARKUP:
            return markup_object(claim, by)
        return claim_object(claim, by) if item.form == CLAIM else review_object(claim, by, authors)

    # Words

    def _words(self, item: Found) -> list[tuple[str, str]]:
        """The texts of a claim with their languages; none and a problem if there is no text."""
        node, about, name = item.node, item.about, item.words
        values = each(self.document.value(node, name))
        if not values and about is not None and about is not node:
            names = ("text", "name") if "Claim" in about.types else ("text",)
            text = self.document.text(about, *names)
            values = [text] if text else []
        if not values and item.form == CLAIM and (text := self.document.text(node, "name", "headline")):
            values = [text]
        texts = [(text, language(v)) for v in values if isinstance(text := literal(v), str)]
        wrong = [v for v in values if not isinstance(literal(v), str)]
        path = place((*node.path, node.keys.get(name, name)))
        if texts and wrong:
            self._warn("words-not-read", path, wrong[0], "text", "ignored")
        elif not texts:
            found = wrong[0] if wrong else node.get(name)
            value = "null" if found is None else shown(found)
            what = f"found {value}" if name in node.keys else f"found no {name}"
            self.problems.append(
                FormatError(f"{what}, expected text", path=path, found=found, expected="text")
            )
        return texts

    # Parties

    def _holder(self, item: Found) -> Party | None:
        """The party that holds a claim."""
        authors = people_of(self.document, item, "holder")
        if item.form == ANSWER:
            name = item.node.get("claimant")
            if name is not None and not isinstance(name, str):
                path = place((*item.node.path, "claimant"))
                self._warn("author-not-read", path, name, "a name", "nobody holds the claim")
            return self._party(name) if isinstance(name, str) and name else None
        if item.about is None or not authors:
            return None
        party = self._party(authors[0]) if len(authors) == 1 else None
        if party is None:
            key = "claimAuthor" if item.form == MARKUP else item.about.keys.get("author", "author")
            found = authors[0] if len(authors) == 1 else item.about.get("author") or authors
            path, expected = place((*item.about.path, key)), "one author of the claim with a name"
            self._warn("author-not-read", path, found, expected, "nobody holds the claim")
        return party

    def _reviews(self, item: Found) -> list[Party | None]:
        """The party of each review of a claim, or of each author of its review."""
        if item.form == ANSWER:
            values = each(item.node.get("claimReview"))
            rows = [v.get("publisher") if isinstance(v, dict) else None for v in values]
            return [self._party(row) if isinstance(row, dict) else None for row in rows]
        parties: dict[str, Party] = {}
        for author in people_of(self.document, item, "reviewer"):
            party = self._party(author)
            if party is None:
                path = place((*item.node.path, item.node.keys.get("author", "author")))
                expected = "an author of the review with a name"
                self._warn("author-not-read", path, author, expected, "not read as a party")
            else:
                parties[party.id] = party
        return [*parties.values()]

    def _party(self, author: Any) -> Party | None:
        """The party that an author is; None if it is neither an object nor a name."""
        if isinstance(literal(author), str):
            node = self.document.named(literal(author))
            return self._described(node.raw) if node is not None else self._mere_name(author)
        return self._described(author) if isinstance(author, dict) and author else None

    def _mere_name(self, author: Any) -> Party | None:
        i = self._id(None, f"party-{len(self.parties) + 1}")
        party = self._made((), Party, i, literal(author))
        if party is None:
            return None
        residue = {FORM: TEXT} if party.name else {}
        return self._added(with_residue(party, NAME, residue))

    def _described(self, author: Json) -> Party | None:
        node = self.document.node(author)
        identified = any(self.document.value(node, name) for name in IDENTITY)
        key: Any = node.id or (json_of(author) if identified else id(author))
        if key in self._known:
            return self._known[key]
        name = self.document.text(node, "name", "legalName", "alternateName")
        name = name or " ".join(
            filter(None, (self.document.text(node, n) for n in ("givenName", "familyName")))
        )
        other = self.document.described(node)
        kinds = node.types or (other.types if other else ())
        i = self._id(node, f"party-{len(self.parties) + 1}")
        party = self._made(node.path, Party, i, name, kind=kinds[0] if kinds else "")
        if party is None:
            return None
        if node.id and not name and other is None and not identified:
            message = f"the author {shown(node.id)} is not described here; a party without a name is read"
            self.report(
                Diagnostic("author-without-name", "warning", message, path=place(node.path), ids=(i,))
            )
        row, spelling = plain(author, node.keys, AUTHOR_KEYS)
        residue = difference(author_object(party), row, notes=NOTES)
        self._known[key] = self._added(
            with_residue(party, NAME, {**residue, **({SPELLING: spelling} if spelling else {})})
        )
        return self._known[key]

    def _added(self, party: Party) -> Party:
        self.parties.append(party)
        self._forms[party.id] = author_form(party)
        return party

    # Sources

    def _expect_item(self, item: Found) -> None:
        """Report what is reviewed if it is neither one object nor the address of a work."""
        found = self.document.value(item.node, "itemReviewed") if item.form == "" else None
        if item.about is None and each(found) and not _address(found):
            path = place((*item.node.path, item.node.keys.get("itemReviewed", "itemReviewed")))
            self._warn("item-not-read", path, found, "one claim or work", "ignored")

    def _appeared(self, item: Found) -> None:
        """Record the works in which a claim appeared."""
        about = item.about
        if about is None:
            if address := _address(self.document.value(item.node, "itemReviewed")):
                self._work(address)
            return
        for name in _APPEARANCES:
            for work in each(self.document.value(about, name)):
                self._work(work)
        if about.types and "Claim" not in about.types and "ClaimReview" not in about.types:
            self._work(about.raw)

    def _work(self, work: Any) -> None:
        text, node = literal(work), None
        if isinstance(text, str):
            node = self.document.named(text)
        elif isinstance(work, dict):
            node = self.document.node(work)
        if node is None:
            about = {"url" if _address(text) else "title": text} if isinstance(text, str) else {}
        else:
            publisher = each(self.document.value(node, "publisher"))
            by = self.document.node(publisher[0]) if publisher and isinstance(publisher[0], dict) else None
            about = {
                "url": self.document.address(node, "url") or node.id or self.document.address(node, "sameAs"),
                "title": self.document.text(node, "headline", "name"),
                "date": self.document.text(node, "datePublished"),
                "publisher": self.document.text(by, "name") if by else "",
            }
        url = about.get("url", "")
        if url in self._addresses or not (url or about.get("title")):
            return
        source = self._made((), Source, unique_id(f"source-{len(self.sources) + 1}", self._reserved), **about)
        if source is not None:
            self.sources.append(source)
            self._addresses.update([url] if url else [])

    # Records

    def _warn(self, code: str, path: str, found: Any, expected: str, so: str) -> None:
        message = f"found {shown(found)} where {expected} is expected; {so}"
        self.report(Diagnostic(code, "warning", message, path=path))

    def _made(self, path: Path, record: Callable[..., Made], /, *values: Any, **fields: Any) -> Made | None:
        """The record of an object; None and a problem if the model refuses it."""
        try:
            return record(*values, **fields)
        except ArgmapError as error:
            error.path = place(path)
            self.problems.append(error)
            return None

    def _identifier(self, node: Node) -> str:
        """What an object states as its identifier, if that can be an id."""
        found = self.document.text(node, "identifier")
        return "" if CONTROL.search(found) else found

    def _id(self, node: Node | None, default: str) -> str:
        found = "" if node is None else self._identifier(node)
        i = found if found and found not in self._taken else unique_id(default, self._reserved)
        self._taken.add(i)
        self._reserved.add(i)
        return i


def _address(value: Any) -> str:
    """A single address, or ""."""
    text = literal(value)
    return text if isinstance(text, str) and _ADDRESS.match(text) else ""


def _kept(document: Document, item: Found, made: Json, reviews: list[Party | None]) -> Json:
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
    return difference(made, row, notes=NOTES) | {key: note for key, note in notes.items() if note}


def _kept_answer(node: Node, made: Json, reviews: list[Party | None]) -> Json:
    """The residue of a claim in an answer, review by review if they are a list of objects."""
    found = node.get("claimReview")
    if not isinstance(found, list) or not found or len(reviews) != len(found):
        return difference(made, node.raw, notes=NOTES)
    if not all(isinstance(row, dict) for row in found):
        return difference(made, node.raw, notes=NOTES)
    rows = [
        [party.id if party else None, difference(row, review)]
        for party, row, review in zip(reviews, made["claimReview"], found, strict=True)
    ]
    return {**difference(made, {**node.raw, "claimReview": made["claimReview"]}, notes=NOTES), REVIEWS: rows}
