"""Which records BRAT can hold, and the ids under which they come back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from argmap.ids import numbered_ids
from argmap.serializers.brat.vocabulary import (
    BREAK,
    KINDS,
    LABEL,
    NAME,
    PLACES,
    STANCE_VALUES,
    TEXT,
    is_major,
    label_of,
    span_row,
    stance_of,
)
from argmap.serializers.common.annotation import most_quoted
from argmap.serializers.common.ids import distinct_ids
from argmap.serializers.common.relations import with_all_ends
from argmap.serializers.common.residue import residue_of, strings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap, Relation, Source


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
    covered = {i for stance in stances_of(map, names).values() for i in stance.relations}
    single = (r for r in map.relations if len(r.sources) == len(r.targets) == 1 and r.kind in KINDS)
    for i in with_all_ends(single, {*names}):
        names[i] = i if i in covered else name(i, "R")
    return names


def stances_of(map: ArgumentMap, names: Mapping[str, str]) -> dict[str, Stance]:
    """The attributes that mean relations to all major claims, by their ids."""
    majors = [c.id for c in map.statements if c.id in names and is_major(label_of(c))]
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
        value = next((v for kind, v in STANCE_VALUES.items() if kinds == {kind}), None)
        claim = next(iter(sources))[:1] if len(sources) == 1 else ()
        if complete and value and claim and claim[0] in names and claim[0] not in majors:
            name, said = _as_found(group[0])
            if stance_of(name, said) not in kinds:
                name, said = "Stance", value
            found[a] = Stance(f"{a}\t{name} {names[claim[0]]} {said}", [r.id for r in group])
    return found


def _as_found(relation: Relation) -> tuple[str, str]:
    """The name and the value of the attribute that means a relation, if they are spelled in another way."""
    words = strings(residue_of(relation, NAME), "words")
    spelled = len(words) == 2 and LABEL.fullmatch(words[0]) and not BREAK.search(words[1])
    return (words[0], words[1]) if spelled else ("", "")
