"""Web annotations: every quote as an annotation of its source, for programs that show notes in margins; written only.

Source: Web Annotation Data Model and Vocabulary, W3C Recommendations 2017. What these have no word for is said in those
of Dublin Core and schema.org, whose prefixes the context of annotations defines.
"""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote as percent_encoded
from uuid import NAMESPACE_URL, uuid5

from argmap.errors import ArgmapError
from argmap.messages import shown
from argmap.model import Provenance, Quantity, Quote, Relation, Source, Utterance, Wording
from argmap.model.references import part_fields, quotes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from argmap.model import ArgumentMap

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class _Said(NamedTuple):
    """A quote, and what in its record it is of: the record, a wording, a figure or the provenance."""

    quote: Quote
    part: Any


class _Names:
    """The IRIs of a map and of all that is in it."""

    def __init__(self, map: ArgumentMap, base: str) -> None:
        self._base = base
        known = [map.title, *(f"{s.id} {s.url} {s.sha256}" for s in map.sources)]
        self._map = uuid5(NAMESPACE_URL, "\n".join(known))
        self._sources = {s.id: s for s in map.sources}

    def of(self, what: str, id: str = "") -> str:
        """The IRI of a page, element or note: below the base, or else as a UUID that follows from the map."""
        name = f"{what}/{percent_encoded(id, safe='')}" if id else what
        return f"{self._base}{name}" if self._base else f"urn:uuid:{uuid5(self._map, name)}"

    def source(self, id: str) -> str:
        """The address of a source, or else the name of its text by its digest, or else that of the record."""
        source = self._sources[id]
        if _IRI.fullmatch(source.url):
            return source.url
        if _DIGEST.fullmatch(source.sha256):
            digest = base64.urlsafe_b64encode(bytes.fromhex(source.sha256)).decode().rstrip("=")
            return f"ni:///sha-256;{digest}"  # RFC 6920
        return self.of("source", id)


def dumps(map: ArgumentMap, *, base: str = "") -> str:
    """Write a page of annotations in JSON-LD, one for each quote.

    Claims, evidence, arguments and utterances describe the words that they quote; relations link what they join.
    Elements without quotes are left out.

    Args:
        map: The map.
        base: What the names of annotations begin with, such as "https://example.org/notes/"; by default names
            are UUIDs that follow from the map.

    Raises:
        ArgmapError: The base is no absolute IRI.

    >>> from argmap import ArgumentMap, Claim, Source
    >>> release = Source("release", "Rents may rise.", url="https://example.org/release")
    >>> cap = Claim("cap", "Rents may rise.", quotes=release.quote("may rise"))
    >>> (note,) = json.loads(dumps(ArgumentMap.of(release, cap)))["items"]
    >>> note["target"]["source"], note["target"]["selector"][1]
    ('https://example.org/release', {'type': 'TextPositionSelector', 'start': 6, 'end': 14})
    """
    if base and not _IRI.fullmatch(base):
        raise ArgmapError(
            f"base is {shown(base)}, expected an absolute IRI",
            found=base,
            expected="an absolute IRI",
            hint="such as 'https://example.org/notes/'",
        )
    names = _Names(map, base)
    items = [
        _annotation(map, names, record, said, n)
        for record in (*map.sources, *map.nodes, *map.relations)
        for n, said in enumerate(_quotes(record), 1)
    ]
    collection: dict[str, Any] = {"id": names.of("collection"), "type": "AnnotationCollection"}
    if map.title:
        collection["label"] = map.title
    page = {
        "@context": CONTEXT,
        "id": names.of("page"),
        "type": "AnnotationPage",
        "partOf": collection | {"total": len(items)},
        "startIndex": 0,
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=2) + "\n"


def omits(map: ArgumentMap) -> set[str]:
    """The ids of elements without quotes: nothing would be annotated."""
    return {record.id for record in (*map.nodes, *map.relations) if next(quotes_in(record), None) is None}


def _quotes(record: Any) -> Iterator[_Said]:
    """The quotes of a record, then those of its parts; they nest as deep as their types do."""
    for field in part_fields(record.__class__):
        for part in field.values(record):
            if isinstance(part, Quote):
                yield _Said(part, record)
            else:
                yield from _quotes(part)


def _annotation(map: ArgumentMap, names: _Names, record: Any, said: _Said, number: int) -> dict[str, Any]:
    linking = isinstance(said.part, Relation)
    body = [_linked(names, record, said.part)] if linking else [_described(map, names, record, said.part)]
    if linking:
        body += [
            {"type": "SpecificResource", "source": names.of("element", i), "purpose": "linking"}
            for i in dict.fromkeys((*record.sources, *record.targets))
        ]
    body += [_text(tag, "tagging") for tag in getattr(record, "tags", ())]
    if said.quote.fidelity:
        body.append(_text(said.quote.fidelity, "classifying"))
    return {
        "id": names.of(f"note/{number}", record.id),
        "type": "Annotation",
        "motivation": "linking" if linking else "describing",
        "body": body[0] if len(body) == 1 else body,
        "target": {
            "type": "SpecificResource",
            "source": names.source(said.quote.source),
            "selector": _selector(said.quote),
        },
    }


def _described(map: ArgumentMap, names: _Names, record: Any, part: Any) -> dict[str, Any]:
    """What a record says in the words of its author: text, kind, holder and id."""
    body: dict[str, Any] = {"id": names.of("element", record.id)} if part is record else {}
    body |= _text(_words(record, part), "describing")
    if language := getattr(part, "language", ""):
        body["language"] = language
    body["dcterms:identifier"] = record.id
    kinds = [type(record).__name__.lower(), str(getattr(record, "kind", None) or "")]
    body["dcterms:type"] = [kind for kind in kinds if kind] if kinds[1] else kinds[0]
    if title := getattr(record, "title", ""):
        body["dcterms:title"] = title
    if by := getattr(part, "by", "") if isinstance(part, Wording) else getattr(record, "by", ""):
        body["schema:author"] = _party(map, by)
    return body


def _linked(names: _Names, record: Relation, part: Any) -> dict[str, Any]:
    ends = " and ".join(record.sources), " and ".join(record.targets)
    words = f"{ends[0]} → {ends[1]}: {record.kind}"
    known = {"dcterms:identifier": record.id, "dcterms:type": ["relation", str(record.kind)]}
    return {"id": names.of("element", part.id)} | _text(words, "describing") | known


def _party(map: ArgumentMap, id: str) -> dict[str, str]:
    name = getattr(map.get(id), "name", "") or id
    return {"schema:name": name, "dcterms:identifier": id}


def _words(record: Any, part: Any) -> str:
    """What is said of the words that are quoted."""
    if isinstance(part, Quantity):
        return str(part)
    if isinstance(part, Provenance):
        return ": ".join(filter(None, (f"Where {_called(record)} comes from", part.note)))
    if isinstance(part, Utterance):
        return part.text
    return str(part.text or getattr(part, "title", ""))


def _called(record: Any) -> str:
    return record.title or record.id if isinstance(record, Source) else record.id


def _text(words: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": purpose}


def _selector(quote: Quote) -> Mapping[str, Any] | list[Mapping[str, Any]]:
    """The words with what is around them, and where they are in the text that the map holds."""
    around = {name: words for name in ("prefix", "suffix") if (words := getattr(quote, name))}
    words = {"type": "TextQuoteSelector", "exact": quote.exact, **around}
    if quote.start is None:
        return words
    return [words, {"type": "TextPositionSelector", "start": quote.start, "end": quote.end}]
