"""ClaimReview to maps."""

from __future__ import annotations

from json import dumps as json_of
from typing import TYPE_CHECKING, Any, TypeVar

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.ids import unique_id
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Party, Source
from argmap.model.fields import CONTROL
from argmap.serializers.claimreview.vocabulary import (
    FORM,
    IDENTITY,
    NAME,
    NOTES,
    Json,
    author_object,
    claim_object,
    claim_of,
    review_object,
    words_of,
)
from argmap.serializers.common.residue import difference, with_residue
from argmap.syntax import json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Made = TypeVar("Made", Claim, Party, Source)


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read reviews: one object, a list of them, or an ``@graph``; a ``Claim`` without a review as well.

    The words reviewed are a claim, held by the author of the claim and reported by the author of the review;
    where it appeared are sources. Authors are one party if they are the same object with an identifier or
    address, never for the same name.

    Args:
        text: The JSON-LD text.
        report: Receives a diagnostic for authors that are not one object with a name, claims that are not
            objects, and objects of other types.

    Raises:
        FormatError: Not JSON, or neither reviews nor claims.
        InvalidFileError: Reviews whose words are not text, each with its path.

    >>> m = loads('{"@type": "ClaimReview", "claimReviewed": "Rents fell.", "author": {"name": "Checkers"}}')
    >>> m.claims[0].text, m.parties[0].name
    ('Rents fell.', 'Checkers')
    """
    value = json.loads(text)
    graph = isinstance(value, dict) and isinstance(value.get("@graph"), list)
    items = value["@graph"] if graph else value if isinstance(value, list) else [value]
    reviews = [(n, item) for n, item in enumerate(items) if words_of(item)]
    others = [[n, item] for n, item in enumerate(items) if not words_of(item)]
    if others and not reviews:
        raise FormatError(
            f"found {shown(items[0])}, expected an object of type ClaimReview or Claim",
            path="$",
            found=items[0],
            expected="ClaimReview",
        )
    place = "$['@graph']" if graph else "$"
    reading = _Reading((item for _, item in reviews), report)
    for n, item in reviews:
        reading.item(item, "$" if item is value else f"{place}[{n}]")
    for n, item in others:
        what = f"type {shown(item.get('@type'))}" if isinstance(item, dict) else shown(item)
        message = f"found {what}, which is neither a review nor a claim; ignored"
        report(Diagnostic("not-a-review", "info", message, path=f"{place}[{n}]"))
    if reading.problems:
        raise InvalidFileError.of("not ClaimReview", reading.problems)
    around: Json = {"others": others} if others else {}
    if graph:
        around["graph"] = {key: None if key == "@graph" else part for key, part in value.items()}
    elif isinstance(value, list) != (len(items) != 1):
        around["list"] = isinstance(value, list)
    m = ArgumentMap(parties=reading.parties, sources=reading.sources, claims=reading.claims)
    return with_residue(m, NAME, around)


def _is_author(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and isinstance(value.get("name", ""), str)


class _Reading:
    """The records of the reviews read so far."""

    def __init__(self, items: Iterable[Json], report: Report) -> None:
        self.report = report
        self.parties: list[Party] = []
        self.sources: list[Source] = []
        self.claims: list[Claim] = []
        self.problems: list[ArgmapError] = []
        self._known: dict[str, Party] = {}  # by the JSON of authors that say who they are
        self._taken: set[str] = set()
        self._reserved: set[str] = set()  # ids that are taken, and those that the document names further on
        for item in items:
            authors: list[Any] = [claim_of(item).get("author"), item.get("author")]
            named = [claim_of(item), *filter(_is_author, authors)]
            self._reserved.update(i for each in named if isinstance(i := each.get("identifier"), str))

    def item(self, item: Json, path: str) -> None:
        """Read a review or a claim."""
        words = words_of(item)
        text = item.get(words, "")
        if not isinstance(text, str):
            message = f"found {shown(text)}, expected text"
            self.problems.append(FormatError(message, path=f"{path}.{words}", found=text, expected="text"))
            return
        reviewed, about = words == "claimReviewed", claim_of(item)
        if reviewed:
            self._expect_author(item, path, "the review", "nobody reports the claim")
            found = item.get("itemReviewed")
            if found is not None and not isinstance(found, dict):
                self._warn("item-not-read", f"{path}.itemReviewed", found, "a claim", "ignored")
        whose = f"{path}.itemReviewed" if reviewed else path
        self._expect_author(about, whose, "the claim", "nobody holds the claim")
        i = self._id(about, f"claim-{len(self.claims) + 1}")
        holder = self._party(about)
        reporter = self._party(item) if reviewed else None
        for key in ("appearance", "firstAppearance"):
            self._appeared(about.get(key))
        claim = self._made(path, Claim, i, text, by=holder, via=[reporter] if reporter else ())
        if claim is None:
            return
        by = about["author"] if holder else None
        if reviewed:
            made, note = review_object(claim, by, item["author"] if reporter else None), {}
        else:
            made, note = claim_object(claim, by), {FORM: "Claim"}
        self.claims.append(with_residue(claim, NAME, difference(made, item, notes=NOTES) | note))

    def _expect_author(self, item: Json, path: str, whose: str, so: str) -> None:
        author = item.get("author")
        if author is not None and not _is_author(author):
            self._warn("author-not-read", f"{path}.author", author, f"one author of {whose} with a name", so)

    def _warn(self, code: str, path: str, found: Any, expected: str, so: str) -> None:
        message = f"found {shown(found)} where {expected} is expected; {so}"
        self.report(Diagnostic(code, "warning", message, path=path))

    def _made(self, path: str, record: Callable[..., Made], /, *values: Any, **fields: Any) -> Made | None:
        """The record of an object; None and a problem if the model refuses it."""
        try:
            return record(*values, **fields)
        except ArgmapError as error:
            error.path = path
            self.problems.append(error)
            return None

    def _id(self, item: Json, default: str) -> str:
        found = item.get("identifier")
        usable = isinstance(found, str) and found and not CONTROL.search(found) and found not in self._taken
        i = str(found) if usable else unique_id(default, self._reserved)
        self._taken.add(i)
        self._reserved.add(i)
        return i

    def _party(self, item: Json) -> Party | None:
        """The party that the author of an object is."""
        author: Any = item.get("author")
        if not _is_author(author):
            return None
        key = json_of(author)
        if key in self._known:
            return self._known[key]
        kind = author.get("@type")
        i = self._id(author, f"party-{len(self.parties) + 1}")
        party = self._made("", Party, i, author.get("name", ""), kind=kind if isinstance(kind, str) else "")
        if party is None:
            return None
        party = with_residue(party, NAME, difference(author_object(party), author))
        self.parties.append(party)
        if any(author.get(name) for name in IDENTITY):
            self._known[key] = party
        return party

    def _appeared(self, value: Any) -> None:
        for work in value if isinstance(value, list) else [value]:
            about = {"url": work} if isinstance(work, str) else work if isinstance(work, dict) else {}
            texts = {k: v for k, v in about.items() if isinstance(v, str)}
            url = texts.get("url") or texts.get("@id", "")
            if not url or any(source.url == url for source in self.sources):
                continue
            i = unique_id(f"source-{len(self.sources) + 1}", self._reserved)
            title = texts.get("headline") or texts.get("name", "")
            source = self._made("", Source, i, url=url, title=title, date=texts.get("datePublished", ""))
            self.sources += [source] if source else []
