"""Which records BRAT can hold, and the ids under which they come back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from argmap.ids import numbered_ids
from argmap.model import ArgumentMap, RelationKind, Source
from argmap.serializers.brat.vocabulary import MAJOR, NAME, PLACES, STANCES, TEXT, label_of, span_row
from argmap.serializers.common.annotation import most_quoted
from argmap.serializers.common.ids import distinct_ids
from argmap.serializers.common.residue import residue_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import Relation


class Stance(NamedTuple):
    """An attribute that means relations to all major claims, as its line, with the ids of those relations."""

    line: str
    relations: list[str]


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back, where they are others."""
    names = names_of(map)
    source = annotated(map)
    if source is not None:
        names[source.id] = TEXT
    return distinct_ids(map, names)


def annotated(map: ArgumentMap) -> Source | None:
    """The source whose text is annotated."""
    cited = {q.source for c in map.statements if PLACES.fullmatch(span_row(c)["places"]) for q in c.quotes}
    return most_quoted(map) or next((s for s in map.sources if s.id in cited), None)


def names_of(map: ArgumentMap) -> dict[str, str]:
    """The ids of the spans and relations that can be written."""
    taken = {r.id for r in map}
    names: dict[str, str] = {}
    numbers = {letter: numbered_ids(f"{letter}{{}}", taken) for letter in "TR"}

    def name(i: str, letter: str) -> str:
        return i if re.fullmatch(letter + "[0-9]+", i) else next(numbers[letter])

    source = annotated(map)
    for claim in map.statements:
        cited = {q.source for q in claim.quotes}
        if source is not None and cited == {source.id} and PLACES.fullmatch(span_row(claim)["places"]):
            names[claim.id] = name(claim.id, "T")
    spans = set(names)
    covered = {i for stance in stances_of(map, names).values() for i in stance.relations}
    for r in map.relations:
        joined = len(r.sources) == len(r.targets) == 1 and spans.issuperset((*r.sources, *r.targets))
        if joined and r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK):
            names[r.id] = r.id if r.id in covered else name(r.id, "R")
    return names


def stances_of(map: ArgumentMap, names: Mapping[str, str]) -> dict[str, Stance]:
    """The attributes that mean relations to all major claims, by their ids."""
    majors = [c.id for c in map.statements if c.id in names and label_of(c) == MAJOR]
    groups: dict[str, list[Relation]] = {}
    for r in map.relations:
        a = residue_of(r, NAME).get("stance")
        if isinstance(a, str) and re.fullmatch("A[0-9]+", a):
            groups.setdefault(a, []).append(r)
    found = {}
    for a, group in groups.items():
        sources, kinds = {r.sources for r in group}, {r.kind for r in group}
        bearing = {((i,), f"{a}:{names[i]}") for i in majors}
        complete = len(group) == len(majors) and {(r.targets, r.id) for r in group} == bearing
        value = next((v for v, kind in STANCES.items() if kinds == {kind}), None)
        claim = next(iter(sources))[:1] if len(sources) == 1 else ()
        if complete and value and claim and claim[0] in names and claim[0] not in majors:
            found[a] = Stance(f"{a}\tStance {names[claim[0]]} {value}", [r.id for r in group])
    return found
