"""Bringing two edits of one map together, record by record and field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from argmap.change.conflict import Conflict
from argmap.change.ordering import interleaved
from argmap.change.record import MAP
from argmap.change.settling import settled
from argmap.change.three_way import merged_fields
from argmap.change.vocabulary import ORDER
from argmap.messages import counted, shown
from argmap.model import ArgumentMap
from argmap.model.differences import differences
from argmap.model.map import must_be_map
from argmap.model.records import COLLECTIONS
from argmap.model.references import cited, citing
from argmap.tables import Table
from argmap.values import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from argmap.change.settling import Draft
    from argmap.model import AcceptedFinding

_LISTED: Final = 3  # ids in the words for why a record is needed


def _table(conflicts: Any) -> Table[Conflict]:
    return (
        conflicts
        if isinstance(conflicts, Table) and conflicts.kind is Conflict
        else Table(Conflict, conflicts)
    )


@frozen(repr=False)
class Merge(Frozen):
    """What two edits of one map come to together.

    Attributes:
        map: The map with both edits; where they are in conflict, with that of the first, except that what one removed
            and the other changed or needs is still there. It is a valid map, whatever the conflicts.
        conflicts: Each thing that the two edits state differently, with the values of all three maps.

    >>> from argmap import ArgumentMap, Claim
    >>> base = ArgumentMap.of(Claim("cap", "Up by 3%."))
    >>> ours = base.replace(Claim("cap", "Up by 4%."))
    >>> theirs = base.replace(Claim("cap", "Up by 2%.", by=None, tags="law"))
    >>> merged = merge(base, ours, theirs)
    >>> print(merged)
    1 conflict
    the text of claim 'cap': ours “Up by 4%.”, theirs “Up by 2%.”, before “Up by 3%.”
    >>> merged.map["cap"]
    Claim('cap', 'Up by 4%.', tags=('law',))
    """

    map: ArgumentMap
    conflicts: Table[Conflict] = field(converter=_table)

    def __attrs_post_init__(self) -> None:
        must_be_map(self.map)

    def __str__(self) -> str:
        """How many conflicts there are, and a sentence for each."""
        lines = [c.sentence for c in self.conflicts]
        return "\n".join([self._count(), *lines])

    def __repr__(self) -> str:
        return f"<Merge: {self.map!r}, {self._count()}>"

    def _count(self) -> str:
        return counted(len(self.conflicts), "conflict") if self.conflicts else "no conflicts"


def merge(base: ArgumentMap, ours: ArgumentMap, theirs: ArgumentMap) -> Merge:
    """Two edits of one map together.

    Records are the same by id, and merged field by field: what only one edit changed is as in that. Of tags, quotes,
    figures, wordings, addressees, parties mentioned and accepted findings, each edit may add and remove others; of
    ``data`` and ``metadata``, each key is looked at by itself. What both changed, and differently, is a conflict, and
    so is a record that one edit removed and the other changed or refers to.

    Args:
        base: The map before both edits.
        ours: The map after the first edit, which counts where there is a conflict.
        theirs: The map after the second edit.
    """
    for m in (base, ours, theirs):
        must_be_map(m)
    if theirs in (base, ours) or ours == base:
        return Merge(theirs if ours == base else ours, ())
    conflicts: list[Conflict] = []
    described = merged_fields(
        ArgumentMap,
        base,
        ours,
        theirs,
        lambda name, *values: conflicts.append(Conflict(MAP, "", name, *values)),
    )
    drafts: dict[str, Draft] = {}
    for name in COLLECTIONS.values():
        for i in dict.fromkeys(r.id for m in (base, ours, theirs) for r in getattr(m, name)):
            if i not in drafts:
                drafts[i] = _merged(i, base.get(i), ours.get(i), theirs.get(i), conflicts)
    conflicts += _restore_needed(drafts, described["accepted_findings"], base, ours, theirs)
    order = dict(_orders(base, ours, theirs, conflicts))
    made = settled(described, drafts, order, (base, ours, theirs), conflicts)
    return Merge(made, conflicts)


def _merged(i: str, base: Draft, ours: Draft, theirs: Draft, conflicts: list[Conflict]) -> Draft:
    """What becomes of a record; None if it is removed."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    kinds = {type(r) for r in (base, ours, theirs) if r is not None}
    kept = theirs if ours is None else ours
    word = type(kept).__name__.lower()
    if ours is None or theirs is None or len(kinds) > 1:
        why = ""
        if base is not None and kept is not None and type(kept) is type(base):
            why = f"what changed: {', '.join(d.field for d in differences(base, kept))}"
        conflicts.append(Conflict(word, i, "", base, ours, theirs, why=why))
        return kept
    found: list[Conflict] = []
    fields = merged_fields(
        type(ours), base, ours, theirs, lambda name, *values: found.append(Conflict(word, i, name, *values))
    )
    texts = [c for c in found if c.field == "text"]  # from which the digest of a source follows
    conflicts += [c for c in found if c.field != "sha256" or not texts]
    return type(ours)(id=i, **fields)


def _restore_needed(
    drafts: dict[str, Draft],
    accepted: Sequence[AcceptedFinding],
    base: ArgumentMap,
    ours: ArgumentMap,
    theirs: ArgumentMap,
) -> Iterator[Conflict]:
    """Put back what one edit removed and the other refers to."""
    removed = {i for i, draft in drafts.items() if draft is None}
    users = _users({i: r for i, r in drafts.items() if r is not None}, removed)
    pending: dict[str, Any] = {i: drafts[i] for i in users}
    pending |= {f"accepted {each.code}": each for each in accepted if not removed.isdisjoint(each.ids)}
    while pending:
        needed: dict[str, list[str]] = {}
        for user, record in pending.items():
            for i in sorted(cited(record) & removed):
                needed.setdefault(i, []).append(user)
        for i, users in needed.items():
            drafts[i] = ours.get(i) or theirs.get(i) or base.get(i)
            word = type(drafts[i]).__name__.lower()
            more = f" and {len(users) - _LISTED} more" if len(users) > _LISTED else ""
            why = f"referred to by {', '.join(map(shown, users[:_LISTED]))}{more}"
            yield Conflict(word, i, "", base.get(i), ours.get(i), theirs.get(i), why=why)
        removed -= needed.keys()
        pending = {i: drafts[i] for i in needed}


def _users(records: dict[str, Any], removed: set[str]) -> list[str]:
    """Which of the records refer to what was removed."""
    if not removed:
        return []
    by_kind: dict[Any, list[Any]] = {kind: [] for kind in COLLECTIONS}
    for record in records.values():
        by_kind[type(record)].append(record)
    found = {i for kind, those in by_kind.items() if those for i in citing(kind, those, removed)}
    return [i for i in records if i in found]


def _orders(
    base: ArgumentMap, ours: ArgumentMap, theirs: ArgumentMap, conflicts: list[Conflict]
) -> Iterator[tuple[str, list[str]]]:
    """The order of all ids of each type; that of ours, and then of theirs, where both changed it differently."""
    for kind, name in COLLECTIONS.items():
        sides: list[Sequence[str]] = [[r.id for r in getattr(m, name)] for m in (base, ours, theirs)]
        order = interleaved(*sides)
        if order is None:
            conflicts.append(Conflict(kind.__name__.lower(), "", ORDER, *map(tuple, sides)))
            order = interleaved(sides[1], sides[1], [i for i in sides[2] if i not in {*sides[1]}]) or []
        yield name, [*dict.fromkeys((*order, *sides[0]))]
