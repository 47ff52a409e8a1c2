"""Two maps in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from argmap.change.matching import Pairing
from argmap.errors import ArgmapError, RecordError, unknown_name
from argmap.ids import FreeIds
from argmap.model import ArgumentMap, Data, Relation, RelationKind
from argmap.model.accepted import united
from argmap.model.fields import several
from argmap.model.map import must_be_map
from argmap.model.problems import TWO_MAPS, clash, raise_invalid
from argmap.model.records import COLLECTIONS
from argmap.model.references import cited
from argmap.model.relations import derived_id, link
from argmap.values import misfit

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from argmap.model import Record

OnConflict = Literal["error", "rename", "first", "second"]
PROPOSAL: Final = "proposal"
"""The tag of relations that somebody has yet to look at."""


def union(
    a: ArgumentMap,
    b: ArgumentMap,
    *,
    on_conflict: OnConflict | Mapping[str, OnConflict] = "error",
    pairings: Iterable[Pairing] = (),
) -> ArgumentMap:
    """Two maps in one: the records of the first, then those that only the second has; ``a | b`` with a choice.

    The title and the metadata of the first map win where both have them. Two claims whose texts are equal stay two.

    Args:
        a: The first map.
        b: The second map.
        on_conflict: What to do where an id names different records in the two: "error" refuses, "rename" gives the
            record of the second another id (``cap#2``), in all of the second that refers to it; "first" and "second"
            keep the record of that map. For each collection by itself: ``{"parties": "first", "claims": "rename"}``;
            those that are not named refuse.
        pairings: What ``match(a, b)`` found, or a part of it. Each becomes a relation from the second to the first: a
            rephrase with the tag "proposal" and the score in ``data["match"]``.

    Raises:
        InvalidMapError: An id names different records, and nothing says which one to keep, or the two are of different
            types; it lists every one. Or the records do not make a map together.
        UnknownIdError: A pairing is of other maps.

    >>> from argmap import ArgumentMap, Claim, match
    >>> council = ArgumentMap.of(Claim("c1", "Rents rose by 8 percent last year."))
    >>> owners = ArgumentMap.of(Claim("c1", "Last year, rents rose by only 8 percent."))
    >>> both = union(council, owners, on_conflict="rename", pairings=match(council, owners))
    >>> [c.id for c in both.claims], both.relations[0].id, both.relations[0].tags
    (['c1', 'c1#2'], 'rephrase:c1#2>c1', ('proposal',))
    """
    must_be_map(a)
    must_be_map(b)
    choices = _choices(on_conflict)
    ids = _new_ids(a, b, choices)
    other = b.renamed(ids)
    shared = [(a[r.id], r) for r in other if r.id in a]
    differing = [(mine, theirs) for mine, theirs in shared if mine != theirs]
    raise_invalid(
        [
            clash(mine, theirs)
            for mine, theirs in differing
            if type(mine) is not type(theirs) or choices[type(mine)] not in ("first", "second")
        ],
        TWO_MAPS,
    )
    instead = {theirs.id: theirs for mine, theirs in differing if choices[type(mine)] == "second"}
    records: list[Record] = [instead.get(r.id, r) for r in a]
    records += [r for r in other if r.id not in a]
    return ArgumentMap.of(
        *records,
        *_proposals(a, b, ids, pairings),
        title=a.title or b.title,
        metadata=Data({**b.metadata, **a.metadata}),
        data=Data({**b.data, **a.data}),
        accepted_findings=united(a.accepted_findings, other.accepted_findings),
    )


def _choices(on_conflict: object) -> dict[type, str]:
    """What to do with the records of each type."""
    if isinstance(on_conflict, Mapping):
        for name in on_conflict:
            if name not in COLLECTIONS.values():
                raise unknown_name("collection", name, COLLECTIONS.values(), ArgmapError)
        return {kind: _choice(on_conflict.get(name, "error")) for kind, name in COLLECTIONS.items()}
    return dict.fromkeys(COLLECTIONS, _choice(on_conflict))


def _choice(value: object) -> str:
    if not isinstance(value, str) or value not in get_args(OnConflict):
        raise unknown_name("value of on_conflict", value, get_args(OnConflict), ArgmapError)
    return value


def _new_ids(a: ArgumentMap, b: ArgumentMap, choices: Mapping[type, str]) -> dict[str, str]:
    """New ids for records of the second map that are to get one, and for those that differ once these have them."""
    free = FreeIds(r.id for m in (a, b) for r in m)
    clashing = {r.id for r in b if r.id in a}
    pending = [i for i in clashing if a[i] != b[i] and choices[type(b[i])] == "rename"]
    if not pending:
        return {}
    users: dict[str, list[Record]] = {}
    for record in b:
        for i in cited(record):
            users.setdefault(i, []).append(record)
    affected = set(pending)
    while pending:
        for user in users.get(pending.pop(), ()):
            if user.id not in affected and choices[type(user)] == "rename" and user.id in clashing:
                affected.add(user.id)
                pending.append(user.id)
    return {r.id: free.give(r.id) for r in b if r.id in affected and not _follows(r, affected)}


def _follows(record: Record, affected: AbstractSet[str]) -> bool:
    """Whether the id of a relation changes with those of what it joins."""
    if not isinstance(record, Relation) or affected.isdisjoint((*record.sources, *record.targets)):
        return False
    return record.id == derived_id(record.kind, record.sources, record.targets)


def _proposals(
    a: ArgumentMap, b: ArgumentMap, ids: Mapping[str, str], pairings: Iterable[Pairing]
) -> list[Relation]:
    """The pairings as relations."""
    found = []
    for pairing in several(pairings, "Pairing records"):
        if not isinstance(pairing, Pairing):
            raise misfit(
                pairing,
                "a Pairing is",
                RecordError,
                expected="Pairing records",
                hint="match(a, b) finds them",
            )
        first, second = a[pairing.first].id, b[pairing.second].id
        new = ids.get(second, second)
        if new != first:
            more: Any = {"tags": PROPOSAL, "data": {"match": {"score": pairing.score}}}
            found.append(link(RelationKind.REPHRASE, [new], [first], **more))
    return found
