"""What of a map goes into rows: nodes, relations and persons, under the ids that rows have for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from argmap.serializers.aif.persons import party_id, person_from, taken_by
from argmap.serializers.aif.resolved import side
from argmap.serializers.aif.rows import identifier, residue_rows, string
from argmap.serializers.aif.terms import CODES, KNOWN
from argmap.serializers.common.residue import residue_of, strings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap, Relation
    from argmap.serializers.aif.rows import Variant


class Extent(NamedTuple):
    """What of a map goes into rows.

    Attributes:
        variant: How the format spells rows.
        codes: The type of each node by id; "" for nodes of the file that have no record.
        relations: The relations that nodes and edges can express.
        persons: What rows call each party that comes back.
        ids: The parties that come back under another id, and that id.
        missing: The ids that rows of the file named although it had no such node.
    """

    variant: Variant
    codes: Mapping[str, str]
    relations: tuple[Relation, ...]
    persons: Mapping[str, str]
    ids: Mapping[str, str]
    missing: frozenset[str]

    @property
    def recorded(self) -> set[str]:
        """The ids of the nodes that come from records."""
        return {i for i, code in self.codes.items() if code}

    @property
    def nameable(self) -> frozenset[str]:
        """The ids that rows may name."""
        return self.missing.union(self.codes)


def extent(m: ArgumentMap, variant: Variant) -> Extent:
    """What of a map goes into rows: not arguments, nor relations that end in one or that would be read otherwise."""
    residue = residue_of(m, variant.name)
    relations = _expressible(m)
    codes = {c.id: "I" for c in m.statements} | {u.id: "L" for u in m.utterances}
    codes |= {r.id: CODES[r.kind] for r in relations}
    for row in residue_rows(residue, "nodes"):
        if string(row.get("type")) not in KNOWN and (id := identifier(row.get("nodeID"))):
            codes.setdefault(id, "")
    persons: dict[str, str] = {}
    ids: dict[str, str] = {}
    used, named = {*taken_by(codes, variant)}, set()
    for party in m.parties:
        person = person_from(party, variant)
        id = party_id(person, used)
        if person in named or (id != party.id and id in m):
            continue
        used.add(id)
        named.add(person)
        persons[party.id] = person
        if id != party.id:
            ids[party.id] = id
    missing = frozenset(strings(residue, "missing")) - codes.keys()
    return Extent(variant, codes, relations, persons, ids, missing)


def _expressible(m: ArgumentMap) -> tuple[Relation, ...]:
    """The relations whose edges, read again, would be theirs."""
    codes = {c.id: "I" for c in m.statements} | {u.id: "L" for u in m.utterances}
    codes |= {r.id: CODES[r.kind] for r in m.relations}
    users: dict[str, list[str]] = {}
    for r in m.relations:
        for i in {*r.sources, *r.targets}:
            users.setdefault(i, []).append(r.id)
    lost = [
        r.id
        for r in m.relations
        if not all(side(codes, i, r.id) == (r.id, False) for i in r.sources)
        or not all(side(codes, r.id, i) == (r.id, True) for i in r.targets)
    ]
    removed: set[str] = set()
    while lost:
        i = lost.pop()
        if i not in removed:
            removed.add(i)
            lost += users.get(i, ())
    return tuple(r for r in m.relations if r.id not in removed)
