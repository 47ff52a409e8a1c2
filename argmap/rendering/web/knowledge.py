"""What the script of a page knows of the map: where each element is drawn, what it bears on, what each line joins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from argmap.model import Relation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.model import ArgumentMap
    from argmap.rendering.web.picture import Picture


def knowledge(m: ArgumentMap, pictures: Sequence[Picture], places: Mapping[str, str]) -> str:
    """Elements with their groups in the pictures and what they bear on, lines with their ends, as JSON."""
    number = {i: k for k, i in enumerate(places)}
    groups: dict[str, list[str]] = {i: [] for i in places}
    for picture in pictures:
        for group, ids in picture.groups.items():
            for i in ids:
                if i in groups:
                    groups[i].append(group)
    boxes = [
        {
            "id": n.id,
            "at": places[n.id],
            "groups": groups[n.id],
            "party": n.by or "",
            "on": [number[i] for i in _on(m, n.id)],
        }
        for n in m.nodes
    ]
    relations = {r.id: r for r in m.relations}
    lines = {
        group: {"kind": relations[i].kind, "ends": [number[end] for end in _ends(m, i)]}
        for picture in pictures
        for group, (i, *_) in picture.groups.items()
        if i in relations
    }
    return _json({"boxes": boxes, "lines": lines})


def _on(m: ArgumentMap, i: str) -> list[str]:
    """The elements that one bears on, those of a relation that it aims at included."""
    return [
        e for e in dict.fromkeys(e for r in m.outgoing(i) for t in r.targets for e in _ends(m, t)) if e != i
    ]


def _ends(m: ArgumentMap, i: str) -> list[str]:
    """An element itself, or the elements that a relation joins, however many relations are between."""
    found: dict[str, None] = {}
    waiting, seen = [i], {i}
    while waiting:
        at = m[waiting.pop()]
        if not isinstance(at, Relation):
            found[at.id] = None
            continue
        more = [e for e in (*at.sources, *at.targets) if e not in seen]
        seen.update(more)
        waiting += reversed(more)
    return list(found)


def _json(value: Any) -> str:
    """JSON that no text in it can end or turn into markup."""
    plain = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
