"""Other ids for the records of a map, in all that refers to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.errors import ArgmapError, DuplicateIdError, RecordError
from argmap.messages import shown
from argmap.model.fields import identifier
from argmap.model.problems import raise_invalid, unknown_id
from argmap.model.records import COLLECTIONS
from argmap.model.references import citing, renamed
from argmap.model.relations import Relation, derived_id
from argmap.model.sources import Party, Source
from argmap.values import misfit, must_be

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.model.records import Record

NO_MAP = "the records cannot be renamed so"


def new_ids(index: Mapping[str, Record], ids: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    """The new id of each record of a map that gets another one, those of relations that name what they join included.

    Raises:
        UnknownIdError: An old id is not in the map.
        InvalidMapError: Two records would have the same id, or something would be no id; it lists every problem.
    """
    must_be(prefix, str, "text to put before ids")
    wanted, problems = _wanted(index, ids)
    if prefix:
        wanted = {i: wanted.get(i, prefix + i) for i in index}
        problems += _impossible({i: new for i, new in wanted.items() if i not in ids})
    raise_invalid(problems, NO_MAP)
    relations = [r for r in index.values() if isinstance(r, Relation) and r.id not in ids]
    # An id that names what is joined is longer than the ids in it, so these have their new ones already.
    for relation in sorted(relations, key=lambda r: len(r.id)):
        if relation.id == derived_id(relation.kind, relation.sources, relation.targets):
            sides = [[wanted.get(i, i) for i in side] for side in (relation.sources, relation.targets)]
            wanted[relation.id] = derived_id(relation.kind, *sides)
    new = {old: found for old, found in wanted.items() if old != found}
    raise_invalid([*_collisions(index, new), *_misread_names(index, new)], NO_MAP)
    return new


def renamed_records(
    collections: Mapping[str, Sequence[Record]], index: Mapping[str, Record], ids: Mapping[str, str]
) -> dict[str, tuple[Record, ...]]:
    """All records of a map, by collection, under the new ids."""
    made: dict[str, tuple[Any, ...]] = {}
    for kind, name in COLLECTIONS.items():
        affected = citing(kind, collections[name], ids.keys())
        if kind is Source:  # a publisher may be a party
            affected |= {s.id for s in collections[name] if _names_a_party(s, index)}
        made[name] = tuple(
            [
                _renamed(r, index, ids) if r.id in affected else evolve(r, id=ids[r.id]) if r.id in ids else r
                for r in collections[name]
            ]
        )
    return made


def _renamed(record: Any, index: Mapping[str, Record], ids: Mapping[str, str]) -> Any:
    found = renamed(record, ids)
    if isinstance(record, Source) and not _names_a_party(record, index):
        return evolve(found, publisher=record.publisher)  # a name that is some id by chance
    return found


def _names_a_party(source: Any, index: Mapping[str, Record]) -> bool:
    return isinstance(index.get(source.publisher), Party)


def _wanted(index: Mapping[str, Record], ids: Mapping[str, str]) -> tuple[dict[str, str], list[ArgmapError]]:
    """The new ids that were given, and what is wrong with them."""
    if not isinstance(ids, Mapping):
        raise misfit(ids, "new ids by old ones are", RecordError, expected="a mapping", hint="{'old': 'new'}")
    unknown: list[ArgmapError] = [
        unknown_id(i, index) for i in ids if not isinstance(i, str) or i not in index
    ]
    if len(unknown) == 1:
        raise unknown[0]
    wanted = dict(ids)
    return wanted, [*unknown, *_impossible(wanted)]


def _impossible(ids: Mapping[str, Any]) -> list[ArgmapError]:
    problems: list[ArgmapError] = []
    for old, new in ids.items():
        try:
            identifier(new)
        except ArgmapError as problem:
            problem.ids = (old,)
            problems.append(problem)
    return problems


def _collisions(index: Mapping[str, Record], ids: Mapping[str, str]) -> list[ArgmapError]:
    """The ids that several records would have."""
    if not ids:
        return []
    holders: dict[str, list[str]] = {}
    for old in index:
        holders.setdefault(ids.get(old, old), []).append(old)
    return [
        DuplicateIdError(
            f"{' and '.join(map(shown, olds))} would both have the id {shown(new)}"
            if len(olds) == 2
            else f"{len(olds)} records would have the id {shown(new)}",
            ids=olds,
            found=new,
            hint="give one of them another id",
        )
        for new, olds in holders.items()
        if len(olds) > 1
    ]


def _misread_names(index: Mapping[str, Record], ids: Mapping[str, str]) -> list[ArgmapError]:
    """The publishers that are names now, and would be taken for parties."""
    parties = {new: old for old, new in ids.items() if isinstance(index[old], Party)}
    return [
        DuplicateIdError(
            f"{shown(parties[s.publisher])} would have the id {shown(s.publisher)}, which is the name of the publisher "
            f"of source {shown(s.id)}",
            ids=[parties[s.publisher], s.id],
            found=s.publisher,
            hint="give the party another id, or name the party as the publisher first",
        )
        for s in index.values()
        if isinstance(s, Source) and s.publisher in parties and not _names_a_party(s, index)
    ]
