"""Maps to Argdown JSON: tables of arguments, statements and tags, lists of relations and sections, the drawn map."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.serializers.argdown_json.occurrences import member_rows
from argmap.serializers.argdown_json.patching import patched_row
from argmap.serializers.argdown_json.rows import node_row, section_row, whole_context
from argmap.serializers.argdown_json.vocabulary import DOCUMENT_NOTES, FORMAT, LEVELS
from argmap.serializers.common.residue import mapping, patched, residue_of, sequence, thawed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from argmap.model import ArgumentMap, Section
    from argmap.serializers.argdown_json.context import Context
    from argmap.serializers.argdown_json.vocabulary import Node, Row


def dumps(map: ArgumentMap) -> str:
    """Write a map as Argdown's JSON export.

    Claims and evidence become equivalence classes under their titles, or ids where they have none; an id that is
    neither the title nor made of the ends of a relation is under the key ``id`` of the row. Left out is what an
    export cannot express: relations of several sources that are not steps of an argument, parties, sources.

    Args:
        map: The map.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink = Claim("cap", "Rents should be capped."), Claim("shrink", "A cap shrinks supply.")
    >>> json.loads(dumps(ArgumentMap.of(cap, shrink, shrink.attacks(cap))))["relations"][0]["from"]
    'shrink'
    """
    return json.dumps(document(map), ensure_ascii=False, indent=2) + "\n"


def document(m: ArgumentMap) -> Row:
    """The export of a map, with the residue of the one that it was read from."""
    made, residue = body(m), residue_of(m, FORMAT)
    for tag, row in mapping(residue, "tags").items():
        if tag in made["tags"] and isinstance(row, Mapping):
            made["tags"][tag] = patched_row(made["tags"][tag], row)
    for entry in sequence(residue, "relations"):
        if isinstance(entry, tuple) and len(entry) == 2 and isinstance(entry[0], int):
            made["relations"].insert(entry[0], thawed(entry[1]))
    drawn = thawed(residue.get("map"))
    if isinstance(drawn, dict):
        titles = {
            "argument-map-node": made["arguments"].keys(),
            "statement-map-node": made["statements"].keys(),
        }
        made["map"] = _drawing(drawn, titles)
    return patched(made, residue, notes=DOCUMENT_NOTES)


def body(m: ArgumentMap) -> Row:
    """The export of a map, without the residue of the map itself."""
    context = whole_context(m, {r.id: residue_of(r, FORMAT) for r in m if FORMAT in r.data})
    return {
        "arguments": _elements(context, m.arguments),
        "statements": _elements(context, m.statements),
        "relations": list(context.relations.values()),
        "sections": _sections(context),
        "tags": _tags(m),
    }


def _elements(context: Context, nodes: Iterable[Node]) -> dict[str, Row]:
    found = {}
    for node in nodes:
        residue = mapping(context.residues, node.id)
        rows = member_rows(context, node, sequence(residue, "members") if "members" in residue else None)
        found[context.titles[node.id]] = patched_row(node_row(context, node, rows), residue)
    return found


def _sections(context: Context) -> list[Row]:
    """The tree of sections; those below its last level follow on that."""
    roots: list[Row] = []
    around: dict[str | None, tuple[list[Row], str | None]] = {
        None: (roots, None)
    }  # where those within a section go
    for each, level in _tree(context.map):
        here, parent = around[each.parent]
        row = section_row(context, evolve(each, parent=parent), min(level, LEVELS))
        row = patched_row(row, mapping(context.residues, each.id))
        here.append(row)
        around[each.id] = (row.setdefault("children", []), each.id) if level < LEVELS else (here, parent)
    return roots


def _tree(m: ArgumentMap) -> Iterator[tuple[Section, int]]:
    """The sections and their levels, each before those within it."""
    children: dict[str | None, list[Section]] = {}
    for each in m.sections:
        children.setdefault(each.parent, []).append(each)
    pending = [(each, 1) for each in reversed(children.get(None, []))]
    while pending:
        each, level = pending.pop()
        yield each, level
        pending += [(child, level + 1) for child in reversed(children.get(each.id, []))]


def _tags(m: ArgumentMap) -> dict[str, Row]:
    """The table of tags, in the order in which records have them."""
    tagged = (*(each for each, _ in _tree(m)), *m.statements, *m.arguments)
    known = dict.fromkeys(tag for record in tagged for tag in record.tags)
    return {
        tag: {"tag": tag, "cssClass": f"tag-{re.sub(r'[^a-z0-9]+', '-', tag.lower())}", "occurrenceIndex": n}
        for n, tag in enumerate(known)
    }


def _drawing(drawn: Row, titles: Mapping[str, Collection[str]]) -> Row:
    """A drawing as it was read, without boxes whose titles (by type of box) are no longer there, and their arrows."""

    def is_kept(box: Any) -> bool:
        known = titles.get(str(box.get("type"))) if isinstance(box, dict) else None
        return known is None or (isinstance(box.get("title"), str) and box["title"] in known)

    there: set[str] = set()  # as they are written: an id may be anything
    pending = [drawn]
    while pending:
        box = pending.pop()
        for name in ("nodes", "children"):
            if isinstance(box.get(name), list):
                box[name] = [b for b in box[name] if is_kept(b)]
                inner = [b for b in box[name] if isinstance(b, dict)]
                there |= {repr(b.get("id")) for b in inner}
                pending += inner
    edges = drawn.get("edges")
    if isinstance(edges, list):
        ends = [{repr(e.get("from")), repr(e.get("to"))} if isinstance(e, dict) else set() for e in edges]
        drawn["edges"] = [e for e, joined in zip(edges, ends, strict=True) if joined <= there]
    return drawn
