"""The ids under which records come back from a format: legal ones, different ones, and those of relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.ids import unique_id, unique_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from argmap.model import ArgumentMap, Relation


def legal_ids(ids: Iterable[str], legal: Callable[[str], str]) -> dict[str, str]:
    r"""A legal id for each id: its own if ``legal`` leaves it as it is, else what it makes of it, made different.

    >>> import re
    >>> legal_ids(["b", "a b", "a-b"], lambda i: re.sub(r"\W", "_", i))
    {'b': 'b', 'a b': 'a_b', 'a-b': 'a_b_2'}
    """
    wishes = {i: legal(i) for i in ids}
    taken = {i for i, wish in wishes.items() if wish == i}
    others = [i for i in wishes if i not in taken]
    made = unique_ids((wishes[i] for i in others), taken, "_")
    return {**wishes, **dict(zip(others, made, strict=True))}


def distinct_ids(map: ArgumentMap, new: Mapping[str, str]) -> dict[str, str]:
    """The ids that change, with others for records that do not come back where the new ids take theirs.

    >>> from argmap.model import ArgumentMap, Claim, Party
    >>> distinct_ids(ArgumentMap.of(Party("T1"), Claim("cap"), Claim("fee")), {"cap": "T1", "fee": "fee"})
    {'cap': 'T1', 'T1': 'T1#2'}
    """
    given = {old: i for old, i in new.items() if old != i}
    records = {r.id for r in map}
    taken = records | set(new.values())
    for i in set(new.values()) & records - new.keys():
        given[i] = unique_id(i, taken)
        taken.add(given[i])
    return given


def matched_ids(map: ArgumentMap, back: ArgumentMap, nodes: Mapping[str, str]) -> dict[str, str]:
    """The ids that changed of elements and relations, by the ids of elements: different ids stay different.

    A relation is in what came back the one of its kind that joins the same ends; where none does but its id is
    there, it gets an id that ``back`` does not have.
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
            sides = relation.sources, relation.targets
            ends = [tuple([placed.get(i, nodes.get(i, i)) for i in side]) for side in sides]
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
