"""Maps to SADFace JSON."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from argmap.model import ArgumentMap, Claim, Evidence, Relation, RelationKind, Source
from argmap.serializers.common.relations import with_all_ends
from argmap.serializers.common.residue import plain_of, strings
from argmap.serializers.sadface.spans import quotes_of
from argmap.serializers.sadface.vocabulary import CONFLICTS, DISPUTES, NAME, NODES, Json, meaning_of

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    kept = plain_of(m, NAME)
    atoms = m.statements
    held = {c.id for c in atoms}
    possible = with_all_ends((r for r in m.relations if _expressible(r, held)), held)
    later = kept.get("later") is True
    nodes = [_with_rest(m, atom_of(c), c) for c in atoms]
    nodes += [_with_rest(m, node_of(r, later=later, atoms=held), r) for r in possible.values()]
    if isinstance(kept.get("order"), list):
        place = {i: n for n, i in enumerate(kept["order"]) if isinstance(i, str)}
        nodes.sort(key=lambda row: place.get(row["id"], len(place)))
    whole = {
        "edges": _edges(kept.get("edges"), possible.values(), {row["id"] for row in nodes}),
        "metadata": _about(m, kept.get("metadata")),
        "nodes": nodes,
        "resources": [_with_rest(m, resource_of(s), s) for s in m.sources],
        **(kept["more"] if isinstance(kept.get("more"), dict) else {}),
    }
    absent, null = (strings(kept, how) for how in ("absent", "null"))
    return {k: v or None if k in null else v for k, v in whole.items() if v or k not in absent}


def _expressible(r: Relation, held: set[str]) -> bool:
    if not held.issuperset(r.sources):
        return False
    if r.kind is RelationKind.UNDERCUT:
        return bool(r.targets)
    return r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK)


def _about(m: ArgumentMap, kept: Any) -> Json:
    if not isinstance(kept, dict):
        kept = {
            "core": {
                "analyst_email": "",
                "analyst_name": "",
                "created": "",
                "edited": "",
                "id": str(uuid.uuid5(_IDS, m.title)),
                "version": "0.2",
            }
        }
    core = kept.get("core")
    if (
        isinstance(core, dict)
        and (core.get("title") if isinstance(core.get("title"), str) else "") != m.title
    ):
        core = {k: v for k, v in core.items() if k != "title"}
        return {**kept, "core": {**core, "title": m.title} if m.title else core}
    whole: Json = kept
    return whole


def atom_of(claim: Claim | Evidence) -> Json:
    """The node of a claim, without what a file said beyond it."""
    return {
        "id": claim.id,
        "metadata": {},
        "sources": [
            {
                **(
                    {} if q.start is None or q.end is None else {"length": q.end - q.start, "offset": q.start}
                ),
                "resource_id": q.source,
                "text": q.exact,
            }
            for q in claim.quotes
        ],
        "text": claim.text,
        "type": "atom",
    }


def resource_of(source: Source) -> Json:
    """The resource of a source."""
    return {
        "content": source.text,
        "id": source.id,
        "metadata": {"url": source.url} if source.url else {},
        "type": "text",
    }


def node_of(r: Relation, *, later: bool, atoms: set[str]) -> Json:
    """The node of a relation."""
    conflict = r.kind in CONFLICTS
    plain = r.kind is RelationKind.ATTACK and r.targets and atoms.isdisjoint(r.targets)
    word = r.scheme.lower()
    if later or (not conflict and word in ("support", *DISPUTES)):
        kind = "conflict" if conflict else "inference"
        name = r.scheme or ("attack" if conflict else "support")
    else:
        own = r.scheme if not conflict or word == "disagree" else ""
        kind, name = "scheme", own or ("conflict" if conflict else "support")
    about = {"argmap": {"kind": "attack"}} if plain else {}
    return {"id": r.id, "metadata": about, "name": name, "type": kind}


def _with_rest(m: ArgumentMap, made: Json, record: Any) -> Json:
    """A row with what the document had and the model does not know, as far as it still holds."""
    kept = plain_of(record, NAME)
    absent = kept.pop("absent", ())
    if "sources" in kept and isinstance(record, (Claim, Evidence)):
        known = {source.id: source for source in m.sources}
        if tuple(quotes_of(kept["sources"], known)) != record.quotes:
            del kept["sources"]
    if isinstance(record, Relation):
        rest = {**made, **{k: v for k, v in kept.items() if k in ("type", "name")}}
        meaning = meaning_of(rest) if rest["type"] in NODES[1:] and isinstance(rest["name"], str) else None
        conflict = meaning is not None and meaning.kind is RelationKind.ATTACK
        if meaning is None or meaning.scheme != record.scheme or conflict != (record.kind in CONFLICTS):
            kept.pop("type", None)
            kept.pop("name", None)
    fixed = {Relation: ("id",), Source: ("id", "content")}.get(type(record), ("id", "type", "text"))
    kept = {k: v for k, v in kept.items() if k not in fixed or k not in made}
    whole = {**made, **kept}
    resource = isinstance(record, Source)
    empty = (
        [k for k in absent if k != "id" and (not whole.get(k) or (resource and k == "type"))]
        if isinstance(absent, list)
        else []
    )
    return {k: whole[k] for k in sorted(whole) if k not in empty}


def _edges(kept: Any, relations: Iterable[Relation], nodes: set[str]) -> list[Json]:
    """The edges of the document that are still needed, then those that are new."""
    needed: dict[tuple[str, str], int] = {}
    inner = set()
    for r in relations:
        inner.add(r.id)
        for pair in (*((s, r.id) for s in r.sources), *((r.id, t) for t in r.targets)):
            needed[pair] = needed.get(pair, 0) + 1
    edges: list[Json] = []
    for row in kept if isinstance(kept, list) else ():
        if not isinstance(row, dict) or not all(isinstance(row.get(k), str) and row[k] for k in _EDGE):
            continue
        pair = (row["source_id"], row["target_id"])
        if needed.get(pair):
            needed[pair] -= 1
            edges.append(row)
        elif nodes.issuperset(pair) and inner.isdisjoint(pair):
            edges.append(row)
    for (start, aim), n in needed.items():
        for k in range(n):
            i = str(uuid.uuid5(_IDS, json.dumps([start, aim, k])))
            edges.append({"id": i, "source_id": start, "target_id": aim})
    return edges


_EDGE = ("id", "source_id", "target_id")
