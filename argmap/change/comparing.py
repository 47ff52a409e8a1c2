"""What is different in the later of two maps: first which records are one and the same, then field by field."""

from __future__ import annotations

from itertools import compress
from operator import eq, not_
from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.change.alike import pairs
from argmap.change.ordering import moved, predecessors
from argmap.change.record import MAP, Change
from argmap.change.vocabulary import ORDER, ChangeKind, kind_of_change
from argmap.model import ArgumentMap
from argmap.model.differences import content_fields, differences
from argmap.model.elements import Argument, Claim, Evidence, Utterance
from argmap.model.records import COLLECTIONS
from argmap.model.references import part_fields, renamed
from argmap.model.relations import derived_id
from argmap.model.renaming import renamed_records
from argmap.words import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from argmap.model import Relation


class Renaming(NamedTuple):
    """A record that is probably the same as one with another id in the later map.

    Attributes:
        old: Its id in the earlier map.
        new: Its id in the later map.
        score: How alike they are, from 0 to 1; None if nothing has to be guessed beyond what they join.
    """

    old: str
    new: str
    score: float | None


def compared(a: ArgumentMap, b: ArgumentMap, threshold: float | None) -> Iterator[Change]:
    """Every change between two maps: those of the whole, then by type the renamed, removed, added, moved, changed.

    Args:
        a: The earlier map.
        b: The later map.
        threshold: How alike two texts must be for a record to be taken for one with another id; None for never.
    """
    found = [] if threshold is None else guessed(a, b, threshold)
    scores = {each.new: each for each in found}
    ids = {each.old: each.new for each in found}
    for name, old in described(a, ids).items():
        if old != (new := getattr(b, name)):
            yield Change(kind_of_change(ArgumentMap, name, old, new), MAP, "", name, old, new)
    start = under_new_ids(a, ids)
    for kind, name in COLLECTIONS.items():
        yield from _of_a_type(kind, start[name], getattr(b, name), a, scores)


def under_new_ids(m: ArgumentMap, ids: Mapping[str, str]) -> dict[str, tuple[Any, ...]]:
    """The records of a map by collection, those with new ids under these and no others."""
    collections: dict[str, tuple[Any, ...]] = {name: getattr(m, name) for name in COLLECTIONS.values()}
    return renamed_records(collections, {r.id: r for r in m}, ids) if ids else collections


def described(m: ArgumentMap, ids: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a map that are about all of it, with the new ids of records in them."""
    fields = {name: getattr(m, name) for name in content_fields(ArgumentMap)}
    parts = {
        part.name: tuple([renamed(each, ids) for each in part.values(m)]) for part in part_fields(ArgumentMap)
    }
    return fields | parts


def _of_a_type(
    kind: Any, old: Sequence[Any], new: Sequence[Any], a: ArgumentMap, guesses: Mapping[str, Renaming]
) -> Iterator[Change]:
    word = kind.__name__.lower()
    before, after = {r.id: r for r in old}, {r.id: r for r in new}
    for each in [guesses[i] for i in after if i in guesses]:
        yield Change(ChangeKind.RENAMED, word, each.new, "id", each.old, each.new, score=each.score)
    for i in [i for i in before if i not in after]:
        yield Change(ChangeKind.REMOVED, word, i, before=a[i])
    follows = predecessors(after)
    for i in [i for i in after if i not in before]:
        yield Change(ChangeKind.ADDED, word, i, after=after[i], follows=follows[i])
    shared = [i for i in after if i in before]
    came_after, others = predecessors(before), moved([i for i in before if i in after], shared)
    for i in [i for i in shared if i in others]:
        yield Change(ChangeKind.MOVED, word, i, ORDER, came_after[i], follows[i])
    same = map(eq, map(before.__getitem__, shared), map(after.__getitem__, shared))
    for i in compress(shared, map(not_, same)):
        yield from _of_a_record(word, before[i], after[i], guesses.get(i))


def _of_a_record(word: str, old: Any, new: Any, guess: Renaming | None) -> Iterator[Change]:
    score = None if guess is None else guess.score
    for name, before, after in differences(old, new):
        change = kind_of_change(type(old), name, before, after)
        yield Change(change, word, new.id, name, before, after, score=score)


def guessed(a: ArgumentMap, b: ArgumentMap, threshold: float) -> list[Renaming]:
    """The nodes of the later map that are probably those of the earlier with other ids; relations with the same ends.

    Only records that one map has and the other has not are looked at.
    """
    here, there = ({r.id for r in m} for m in (a, b))
    found: list[Renaming] = []
    for name in map(COLLECTIONS.__getitem__, (Claim, Evidence, Argument, Utterance)):
        old, new = _apart(getattr(a, name), there), _apart(getattr(b, name), here)
        alike = pairs([text_of(n) for n in old], [text_of(n) for n in new], threshold)
        found += [Renaming(old[i].id, new[j].id, score) for i, j, score in alike]
    ids = {each.old: each.new for each in found}
    same = _with_the_same_ends(_apart(a.relations, there), _apart(b.relations, here), ids)
    return found + [Renaming(i, j, None if _names_its_ends(a[i], b[j]) else 1.0) for i, j in same.items()]


def _names_its_ends(*relations: Any) -> bool:
    """Whether the ids of relations are those that name what they join."""
    return all(r.id == derived_id(r.kind, r.sources, r.targets) for r in relations)


def _apart(records: Sequence[Any], ids: AbstractSet[str]) -> list[Any]:
    """Those that the other map does not have."""
    return [r for r in records if r.id not in ids]


def _with_the_same_ends(
    old: Sequence[Relation], new: Sequence[Relation], ids: Mapping[str, str]
) -> dict[str, str]:
    """The new id of each relation that joins what a relation of another id joined before, in order.

    Relations may join relations, so one whose end gets a new id is looked at once more.
    """
    there: dict[Any, list[str]] = {}
    for r in reversed(new):
        there.setdefault((r.kind, r.sources, r.targets), []).append(r.id)
    joining: dict[str, list[Relation]] = {}
    for r in old:
        for i in {*r.sources, *r.targets}:
            joining.setdefault(i, []).append(r)
    names, found = dict(ids), dict[str, str]()
    waiting = [*reversed(old)]
    while waiting:
        r = waiting.pop()
        sides = (tuple([names.get(i, i) for i in side]) for side in (r.sources, r.targets))
        if r.id not in found and (same := there.get((r.kind, *sides))):
            found[r.id] = names[r.id] = same.pop()
            waiting += joining.get(r.id, ())
    return found
