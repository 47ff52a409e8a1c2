"""Maps to SADFace JSON."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any

from argmap.model import ArgumentMap, Claim, Evidence, Quote, Relation, RelationKind, Source
from argmap.serializers.common.relations import with_all_ends
from argmap.serializers.common.residue import (
    in_order,
    mapping,
    patched,
    residue_of,
    sequence,
    strings,
    thawed,
)
from argmap.serializers.sadface.vocabulary import CONFLICTS, DISPUTES, NAME, NODES, NOTES, Json, meaning_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_IDS = uuid.UUID("7f0c7d1e-3a5b-4c3e-9d55-0d3a2f6f1a10")  # of the edges that argmap makes


def dumps(map: ArgumentMap) -> str:
    """Write a map as SADFace JSON, in the vocabulary of version 0.2 unless the map was read in the later one.

    Ids are written as they are; SADFace itself makes UUIDs.

    >>> from argmap.model import ArgumentMap, Claim
    >>> json.loads(dumps(ArgumentMap.of(Claim("p", "Tea is cheap."))))["nodes"]
    [{'id': 'p', 'metadata': {}, 'sources': [], 'text': 'Tea is cheap.', 'type': 'atom'}]
    """
    return json.dumps(document_of(map), indent=4, ensure_ascii=False) + "\n"


def document_of(m: ArgumentMap) -> Json:
    """The document of a map."""
    residue = residue_of(m, NAME)
    held = {c.id for c in m.statements}
    possible = with_all_ends((r for r in m.relations if _expressible(r, held)), held)
    later = residue.get("later") is True
    rows = [_patched(atom_of(c), c) for c in m.statements]
    rows += [_patched(node_of(r, later=later, atoms=held), r) for r in possible.values()]
    nodes = in_order({row["id"]: row for row in rows}, strings(residue, "order"))
    made = {
        "edges": _edges(thawed(sequence(residue, "edges")), possible.values(), nodes.keys()),
        "metadata": _metadata(m, residue),
        "nodes": [*nodes.values()],
        "resources": [_patched(resource_of(s), s) for s in m.sources],
    }
    return patched(made, residue, notes=NOTES)


def _expressible(r: Relation, held: set[str]) -> bool:
    if not held.issuperset(r.sources):
        return False
    if r.kind is RelationKind.UNDERCUT:
        return bool(r.targets)
    return r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK)


def metadata_of(m: ArgumentMap) -> Json:
    """The metadata of a map, without those that are added to a new document."""
    return {"core": {"title": m.title} if m.title else {}}


def _metadata(m: ArgumentMap, residue: Mapping[str, Any]) -> Json:
    made = metadata_of(m)
    if "metadata" in residue:
        return patched(made, mapping(residue, "metadata"))
    new = dict.fromkeys(("analyst_email", "analyst_name", "created", "edited"), "")
    return {"core": {**new, "id": str(uuid.uuid5(_IDS, m.title)), "version": "0.2", **made["core"]}}


def atom_of(claim: Claim | Evidence) -> Json:
    """The node of a claim, without its residue."""
    spans = [_span(quote) for quote in claim.quotes]
    return {"id": claim.id, "metadata": {}, "sources": spans, "text": claim.text, "type": "atom"}


def _span(quote: Quote) -> Json:
    words = {"resource_id": quote.source, "text": quote.exact}
    if quote.start is None or quote.end is None:
        return words
    return {"length": quote.end - quote.start, "offset": quote.start, **words}


def resource_of(source: Source) -> Json:
    """The resource of a source, without its residue."""
    about = {"url": source.url} if source.url else {}
    return {"content": source.text, "id": source.id, "metadata": about, "type": "text"}


def node_of(r: Relation, *, later: bool, atoms: set[str]) -> Json:
    """The node of a relation, without its residue."""
    conflict = r.kind in CONFLICTS
    plain = r.kind is RelationKind.ATTACK and r.targets and atoms.isdisjoint(r.targets)
    word = r.scheme.lower()
    if later or (not conflict and word in ("support", *DISPUTES)):
        kind = "conflict" if conflict else "inference"
        name = r.scheme or ("attack" if conflict else "support")
    else:
        scheme = r.scheme if not conflict or word == "disagree" else ""
        kind, name = "scheme", scheme or ("conflict" if conflict else "support")
    about = {"argmap": {"kind": "attack"}} if plain else {}
    return {"id": r.id, "metadata": about, "name": name, "type": kind}


def _patched(made: Json, record: Any) -> Json:
    """A row with its residue, sorted by its keys as SADFace sorts them."""
    fixed = ("id",) if isinstance(record, (Relation, Source)) else ("id", "type")
    row = patched(made, residue_of(record, NAME), fixed=fixed, accepts=_accepts)
    if isinstance(record, Relation) and not _means(row, record):
        row |= {"type": made["type"], "name": made["name"]}
    return dict(sorted(row.items()))


def _accepts(key: str, value: Any) -> bool:
    """Whether a value may be written instead of the one made: the words of texts are those of the map."""
    return key not in ("text", "content") and (key != "sources" or not value or isinstance(value, list))


def _means(row: Json, relation: Relation) -> bool:
    """Whether type and name of a node still mean the kind and scheme of its relation."""
    if row.get("type") not in NODES[1:] or not isinstance(row.get("name"), str):
        return False
    meaning = meaning_of(row)
    conflict = meaning.kind is RelationKind.ATTACK
    return meaning.scheme == relation.scheme and conflict == (relation.kind in CONFLICTS)


def _edges(found: list[Any], relations: Iterable[Relation], nodes: Collection[str]) -> list[Json]:
    """The edges that were found, as far as they are needed still, then new ones."""
    inner: set[str] = set()
    pairs: list[tuple[str, str]] = []
    for r in relations:
        inner.add(r.id)
        pairs += [*((s, r.id) for s in r.sources), *((r.id, t) for t in r.targets)]
    needed = Counter(pairs)
    edges: list[Json] = []
    for row in found:
        if not isinstance(row, dict) or not all(isinstance(row.get(k), str) and row[k] for k in _EDGE):
            continue
        pair = (row["source_id"], row["target_id"])
        if needed[pair] > 0 or all(end in nodes and end not in inner for end in pair):
            needed[pair] -= 1
            edges.append(row)
    new: Counter[tuple[str, str]] = Counter()
    for start, aim in pairs:
        n = new[start, aim]
        if n < needed[start, aim]:
            i = str(uuid.uuid5(_IDS, json.dumps([start, aim, n])))
            edges.append({"id": i, "source_id": start, "target_id": aim})
            new[start, aim] += 1
    return edges


_EDGE = ("id", "source_id", "target_id")
