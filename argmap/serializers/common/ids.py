"""The ids under which relations come back from a format that does not keep theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.ids import unique_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.model import ArgumentMap, Relation


def matched_ids(map: ArgumentMap, back: ArgumentMap, nodes: Mapping[str, str]) -> dict[str, str]:
    """Where each relation of a map is in what came back: the one of its kind that joins the same ends.

    Args:
        map: The map that was written.
        back: What was read again.
        nodes: The ids of elements that come back under another one.

    Returns:
        The ids that changed, of elements and relations; different ids stay different. A relation that did not
        come back, but whose id did, stands under an id that ``back`` does not have.
    """
    found: dict[Any, list[str]] = {}
    for relation in reversed(back.relations):
        found.setdefault((relation.kind, relation.sources, relation.targets), []).append(relation.id)
    inner = {r.id for r in map.relations}
    placed: dict[str, str] = {}
    waiting: Sequence[Relation] = map.relations
    while True:  # once for each level of relations that join relations
        ready = [r for r in waiting if all(i in placed or i not in inner for i in (*r.sources, *r.targets))]
        for relation in ready:
            ends = [
                tuple([placed.get(i, nodes.get(i, i)) for i in side])
                for side in (relation.sources, relation.targets)
            ]
            if same := found.get((relation.kind, *ends)):
                placed[relation.id] = same.pop()
        done = {r.id for r in ready}
        if not done & placed.keys():
            break
        waiting = [r for r in waiting if r.id not in done]
    new = {**nodes, **placed}
    taken = {r.id for r in back}
    for relation in map.relations:
        if relation.id not in placed and relation.id in taken:
            new[relation.id] = unique_id(relation.id, taken)
            taken.add(new[relation.id])
    return {old: i for old, i in new.items() if old != i}
