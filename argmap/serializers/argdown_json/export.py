"""The whole export: its tables of arguments, statements and tags, its lists of relations and sections, its map."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from argmap.model import Argument
from argmap.serializers.argdown_json.differing import mended, patched
from argmap.serializers.argdown_json.frame import framed, kept_in
from argmap.serializers.argdown_json.occurrences import members
from argmap.serializers.argdown_json.rows import element, section, with_relations, with_structures
from argmap.serializers.argdown_json.vocabulary import FORMAT
from argmap.serializers.common.residue import row as kept_row
from argmap.serializers.common.residue import table, thawed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.model import ArgumentMap, Section
    from argmap.serializers.argdown_json.frame import Frame
    from argmap.serializers.argdown_json.vocabulary import Node, Row


def document(m: ArgumentMap) -> Row:
    """The export of a map, with what a reader kept of the one that it came from."""
    frame = _whole(m)
    kept = table(m.data, FORMAT)
    made = _body(frame)
    for tag, row in table(kept, "tags").items():
        if tag in made["tags"] and isinstance(row, Mapping):
            made["tags"][tag] = mended(made["tags"][tag], row)
    for entry in kept_row(kept, "relations"):
        if isinstance(entry, tuple) and len(entry) == 2 and isinstance(entry[0], int):
            made["relations"].insert(entry[0], thawed(entry[1]))
    drawn = thawed(kept.get("map"))
    if isinstance(drawn, dict):
        made["map"] = _drawn(drawn, {(_kind(frame, i), title) for i, title in frame.titles.items()})
    return patched(made, kept)


def body(m: ArgumentMap) -> Row:
    """The export of a map, without what was kept of the map itself."""
    return _body(_whole(m))


def _whole(m: ArgumentMap) -> Frame:
    return with_structures(with_relations(framed(m, kept_in(m))))


def _body(frame: Frame) -> Row:
    m = frame.map
    return {
        "arguments": _elements(frame, m.arguments),
        "statements": _elements(frame, m.statements),
        "relations": list(frame.relations.values()),
        "sections": _sections(frame),
        "tags": _tags(m),
    }


def _elements(frame: Frame, nodes: Iterable[Node]) -> dict[str, Row]:
    found = {}
    for node in nodes:
        kept = table(frame.kept, node.id)
        rows = members(frame, node, kept_row(kept, "members") if "members" in kept else None)
        found[frame.titles[node.id]] = row = mended(element(frame, node, rows), kept)
        if rows:
            row.setdefault("members", rows)  # there were none before
    return found


def _sections(frame: Frame) -> list[Row]:
    """The tree of sections."""
    roots: list[Row] = []
    made: dict[str, Row] = {}
    for each, level in _tree(frame.map):
        made[each.id] = row = mended(section(frame, each, level), table(frame.kept, each.id))
        around = roots if each.parent is None else made[each.parent].setdefault("children", [])
        around.append(row)
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
    tagged: list[Section | Node] = [each for each, _ in _tree(m)]
    tagged += [*m.claims, *m.evidence, *m.arguments]
    known = dict.fromkeys(tag for record in tagged for tag in record.tags)
    return {
        tag: {
            "tag": tag,
            "cssClass": f"tag-{re.sub(r'[^a-z0-9]+', '-', tag.lower())}",
            "occurrenceIndex": n,
        }
        for n, tag in enumerate(known)
    }


def _kind(frame: Frame, id: str) -> str:
    return "argument-map-node" if isinstance(frame.map[id], Argument) else "statement-map-node"


def _drawn(drawn: Row, known: set[tuple[str, str]]) -> Row:
    """A kept drawing, without the boxes of what is gone and their arrows.

    Args:
        drawn: The drawing.
        known: Type and title of the boxes of what is there.
    """

    def stays(box: Any) -> bool:
        kind, title = (box.get("type"), box.get("title")) if isinstance(box, dict) else (None, None)
        if kind not in ("statement-map-node", "argument-map-node"):
            return True
        return isinstance(title, str) and (kind, title) in known

    there: set[str] = set()  # as they are written: anything may stand for an id
    pending = [drawn]
    while pending:
        box = pending.pop()
        for name in ("nodes", "children"):
            if isinstance(box.get(name), list):
                box[name] = [b for b in box[name] if stays(b)]
                inner = [b for b in box[name] if isinstance(b, dict)]
                there |= {repr(b.get("id")) for b in inner}
                pending += inner
    if isinstance(drawn.get("edges"), list):
        drawn["edges"] = [
            e
            for e in drawn["edges"]
            if not isinstance(e, dict) or {repr(e.get("from")), repr(e.get("to"))} <= there
        ]
    return drawn
