"""ClaimReview, the JSON-LD by which fact-checkers publish what was claimed, by whom, and their verdict.

What a review says beyond the model stays in ``data["claimreview"]`` of the claim or party, with ``READ`` in the
places of what became fields; so a review is written as it was read, with what was changed since.

Source: https://schema.org/ClaimReview
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.ids import unique_id
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Data, Party, Source
from argmap.model.fields import CONTROL
from argmap.syntax import json as jsontext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAME = "claimreview"
READ = {"=": "field"}
_REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "claimReviewed": READ,
    "author": READ,
    "itemReviewed": {"@type": "Claim", "identifier": READ, "author": READ},
}
_AUTHOR: dict[str, Any] = {"@type": READ, "identifier": READ, "name": READ}
_IDENTITY = ("@id", "identifier", "url", "sameAs")


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read reviews: one object, a list of them, or an ``@graph``; a ``Claim`` without a review as well.

    The words reviewed are a claim, held by the author of the claim and reported by the author of the review;
    where it appeared are sources. Authors are one party if they are the same object with an identifier or
    address, never for the same name.

    Args:
        text: The JSON-LD text.
        report: Told about authors that are not one object with a name, claims that are none, and objects of
            other types.

    Raises:
        FormatError: Not JSON, or neither reviews nor claims.
        InvalidFileError: Reviews whose words are not text, each with its path.

    >>> m = loads('{"@type": "ClaimReview", "claimReviewed": "Rents fell.", "author": {"name": "Checkers"}}')
    >>> m.claims[0].text, m.parties[0].name
    ('Rents fell.', 'Checkers')
    """
    value = jsontext.loads(text)
    graph = isinstance(value, dict) and isinstance(value.get("@graph"), list)
    items = value["@graph"] if graph else value if isinstance(value, list) else [value]
    reviews = [(n, item) for n, item in enumerate(items) if _words_of(item)]
    others = [[n, item] for n, item in enumerate(items) if not _words_of(item)]
    if others and not reviews:
        raise FormatError(
            f"found {shown(items[0])}, expected an object of type ClaimReview or Claim",
            path="$",
            found=items[0],
            expected="ClaimReview",
        )
    place = "$['@graph']" if graph else "$"
    reader = _Reader((item for _, item in reviews), report)
    for n, item in reviews:
        reader.take(item, "$" if item is value else f"{place}[{n}]")
    for n, item in others:
        what = f"type {shown(item.get('@type'))}" if isinstance(item, dict) else shown(item)
        message = f"found {what}, which is neither review nor claim; kept as it is"
        report(Diagnostic("not-a-review", "info", message, path=f"{place}[{n}]"))
    if reader.problems:
        raise InvalidFileError.of("not ClaimReview", reader.problems)
    around: dict[str, Any] = {"others": others} if others else {}
    if graph:
        around["graph"] = {key: None if key == "@graph" else part for key, part in value.items()}
    elif isinstance(value, list) != (len(items) != 1):
        around["list"] = isinstance(value, list)
    return ArgumentMap(
        parties=reader.parties,
        sources=reader.sources,
        claims=reader.claims,
        data={NAME: around} if around else {},
    )


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
    writer = _Writer(map)
    items: list[Any] = [writer.review(claim, n) for n, claim in enumerate(map.claims, 1)]
    around = _ours(map.data)
    others = around.get("others")
    for other in others if isinstance(others, list) else ():
        if isinstance(other, list) and len(other) == 2 and isinstance(other[0], int):
            items.insert(other[0], other[1])
    value: Any = items[0] if len(items) == 1 else items
    if around.get("list") is True:
        value = items
    if isinstance(around.get("graph"), dict):
        value = {**around["graph"], "@graph": items}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _words_of(item: Any) -> str:
    """The key of the words that an object of JSON-LD claims, or "" if it is neither review nor claim."""
    if not isinstance(item, dict):
        return ""
    types = item.get("@type")
    types = types if isinstance(types, list) else [types]
    return "claimReviewed" if "ClaimReview" in types else "text" if "Claim" in types else ""


def _about(item: dict[str, Any]) -> dict[str, Any]:
    """The claim in a review, or the claim itself."""
    about: Any = item.get("itemReviewed") if _words_of(item) == "claimReviewed" else item
    return about if isinstance(about, dict) else {}


def _is_author(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and isinstance(value.get("name", ""), str)


def _ours(data: Mapping[str, Any]) -> dict[str, Any]:
    value = data.get(NAME)
    return value.thaw() if isinstance(value, Data) else {}


class _Reader:
    """The records of the reviews read so far."""

    def __init__(self, items: Iterable[dict[str, Any]], report: Report) -> None:
        self.report = report
        self.parties: list[Party] = []
        self.sources: list[Source] = []
        self.claims: list[Claim] = []
        self.problems: list[ArgmapError] = []
        self._known: dict[str, str] = {}  # authors that say who they are, as JSON, and their party
        self._taken: set[str] = set()
        self._explicit: set[str] = set()
        for item in items:
            about = _about(item)
            named = [about.get("identifier")]
            authors: list[Any] = [about.get("author"), item.get("author")]
            named += [a.get("identifier") for a in authors if _is_author(a)]
            self._explicit.update(i for i in named if isinstance(i, str))

    def take(self, item: dict[str, Any], path: str) -> None:
        words = _words_of(item)
        text = item.get(words, "")
        if not isinstance(text, str):
            self.problems.append(
                FormatError(
                    f"found {shown(text)}, expected text", path=f"{path}.{words}", found=text, expected="text"
                )
            )
            return
        kept = {key: READ if key == words else value for key, value in item.items()}
        about = dict(_about(item))
        reviewed = words == "claimReviewed"
        if reviewed:
            self._doubt(item, "author", path, "the review", "nobody is said to report the claim")
        if reviewed and item.get("itemReviewed") is not None and not isinstance(item["itemReviewed"], dict):
            self._say(
                "item-not-read", f"{path}.itemReviewed", item["itemReviewed"], "a claim", "kept as it is"
            )
        self._doubt(
            about,
            "author",
            f"{path}.itemReviewed" if reviewed else path,
            "the claim",
            "nobody is said to hold it",
        )
        name, about = self._identifier(about, f"claim-{len(self.claims) + 1}")
        holder, about = self._author(about)
        via: tuple[str, ...] = ()
        if reviewed:
            reporter, kept = self._author(kept)
            via = (reporter,) if reporter else ()
            if isinstance(item.get("itemReviewed"), dict):
                kept["itemReviewed"] = about
        else:
            kept = {key: kept[key] if key == words else value for key, value in about.items()}
        for key in ("appearance", "firstAppearance"):
            self._appeared(about.get(key))
        fields: dict[str, Any] = {"by": holder, "via": via}
        canonical = _canonical(_REVIEW, {"author": via, "itemReviewed": {"author": holder}})
        self._made(Claim, name, text, path, data={} if _same(kept, canonical) else {NAME: kept}, **fields)

    def _doubt(self, item: dict[str, Any], key: str, path: str, whose: str, so: str) -> None:
        author = item.get(key)
        if author is not None and not _is_author(author):
            self._say("author-not-read", f"{path}.{key}", author, f"one author of {whose} with a name", so)

    def _say(self, code: str, path: str, found: Any, expected: str, so: str) -> None:
        message = f"found {shown(found)} where {expected} is expected; {so}"
        self.report(Diagnostic(code, "warning", message, path=path))

    def _identifier(self, item: dict[str, Any], otherwise: str) -> tuple[str, dict[str, Any]]:
        own = item.get("identifier")
        if isinstance(own, str) and own and not CONTROL.search(own) and own not in self._taken:
            self._taken.add(own)
            return own, {key: READ if key == "identifier" else value for key, value in item.items()}
        return unique_id(otherwise, _Both(self._taken, self._explicit), "#"), item

    def _author(self, item: dict[str, Any]) -> tuple[str | None, dict[str, Any]]:
        author: Any = item.get("author")
        if not _is_author(author):
            return None, item
        key = json.dumps(author)
        says = any(author.get(name) for name in _IDENTITY)
        party = self._known.get(key) if says else None
        if party is None:
            party, kept = self._identifier(author, f"party-{len(self.parties) + 1}")
            kind = author.get("@type", "")
            typed = isinstance(kind, str) and kind != ""
            read = [name for name in ("name", *(["@type"] if typed else [])) if name in author]
            kept = {name: READ if name in read else value for name, value in kept.items()}
            kind = kind if isinstance(kind, str) else ""
            plain = _canonical(_AUTHOR, {"@type": kind, "name": author.get("name")})
            data = {} if _same(kept, plain) else {NAME: kept}
            self._made(Party, party, author.get("name", ""), "", kind=kind, data=data)
            self._known[key] = party
        return party, {name: READ if name == "author" else value for name, value in item.items()}

    def _appeared(self, value: Any) -> None:
        for work in value if isinstance(value, list) else [value]:
            about = {"url": work} if isinstance(work, str) else work if isinstance(work, dict) else {}
            texts = {k: v for k, v in about.items() if isinstance(v, str)}
            url = texts.get("url") or texts.get("@id", "")
            if not url or any(source.url == url for source in self.sources):
                continue
            name = unique_id(f"source-{len(self.sources) + 1}", _Both(self._taken, self._explicit), "#")
            title = texts.get("headline") or texts.get("name", "")
            self._made(Source, name, "", "", url=url, title=title, date=texts.get("datePublished", ""))

    def _made(self, made: Any, name: str, text: str, path: str, **fields: Any) -> None:
        rows: dict[Any, list[Any]] = {Claim: self.claims, Party: self.parties, Source: self.sources}
        try:
            rows[made].append(made(name, text, **fields))
        except ArgmapError as error:
            error.path = path
            self.problems.append(error)


class _Both(set[str]):
    """Ids that are taken; those given explicitly further on are taken as well."""

    def __init__(self, taken: set[str], explicit: set[str]) -> None:
        super().__init__()
        self._taken = taken
        self._explicit = explicit

    def __contains__(self, name: object) -> bool:
        return name in self._taken or name in self._explicit

    def add(self, name: str) -> None:
        self._taken.add(name)


def _canonical(template: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What the writer makes by itself: the template without the places that nothing fills."""
    filled: dict[str, Any] = {}
    for key, value in template.items():
        inner = values.get(key, True)
        if value is READ and not inner:
            continue
        filled[key] = _canonical(value, inner) if isinstance(value, dict) and value is not READ else value
    return filled


def _same(one: Any, other: Any) -> bool:
    return json.dumps(one) == json.dumps(other)  # with the order of keys


class _Writer:
    """Reviews of the claims of one map."""

    def __init__(self, map: ArgumentMap) -> None:
        self.map = map
        self._uses: dict[str, int] = {}
        self._written: list[str] = []  # parties in the order in which they come first
        for claim in map.claims:
            for party in (claim.by, *claim.via[:1]):
                if party:
                    self._uses[party] = self._uses.get(party, 0) + 1

    def review(self, claim: Claim, n: int) -> dict[str, Any]:
        own = _ours(claim.data)
        kept = own if _words_of(own) else _REVIEW
        words = _words_of(kept)
        reviewed = words == "claimReviewed"
        about = (
            dict(kept.get("itemReviewed", {}))
            if reviewed and isinstance(kept.get("itemReviewed", {}), dict)
            else {}
        )
        if not reviewed:
            about = {key: claim.text if key == words else value for key, value in kept.items()}
        holder = self._author(claim.by)
        about = _filled(about, "identifier", claim.id, always=claim.id != f"claim-{n}")
        about = _filled(about, "author", holder, always=holder is not None)
        if not reviewed:
            return about
        item = _filled(kept, words, claim.text, always=bool(claim.text), empty="")
        reporter = self._author(claim.via[0] if claim.via else None)
        item = _filled(item, "author", reporter, always=reporter is not None)
        if about or "itemReviewed" in kept:
            about = about if about or isinstance(kept.get("itemReviewed"), dict) else kept["itemReviewed"]
            item["itemReviewed"] = about
        return item

    def _author(self, id: str | None) -> dict[str, Any] | None:
        party = self.map.get(id or "")
        if not isinstance(party, Party):
            return None
        first = party.id not in self._written
        if first:
            self._written.append(party.id)
        own = _ours(party.data)
        kept = own or _AUTHOR
        says = any(kept.get(name) and kept[name] != READ for name in _IDENTITY)
        default = party.id == f"party-{self._written.index(party.id) + 1}" and (
            says or self._uses[party.id] == 1
        )
        author = _filled(kept, "@type", party.kind or None, always=bool(party.kind))
        author = _filled(author, "identifier", party.id, always=not default)
        return _filled(author, "name", party.name or None, always=bool(party.name), empty="" if own else None)


def _filled(
    template: Mapping[str, Any], key: str, value: Any, *, always: bool, empty: Any = None
) -> dict[str, Any]:
    """The template with a value in its place; at the end if it has none and must be there all the same."""
    value = empty if value is None else value
    filled: dict[str, Any] = {}
    for name, old in template.items():
        if name != key or (old != READ and not always):
            filled[name] = old
        elif value is not None:
            filled[name] = value
    if always and key not in template:
        filled[key] = value
    return filled
