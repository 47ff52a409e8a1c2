"""What must hold between the records of a map; every problem is reported, not only the first.

Most maps are valid and some are large. So each field of all records of a type is looked at as one column, in C, and
the records one by one only where a column is not as it should be.
"""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from argmap.errors import ArgmapError, RecordError, UnknownIdError
from argmap.model.accepted import AcceptedFinding
from argmap.model.elements import Claim, Evidence, Utterance
from argmap.model.fields import CONTROL, MADE_BY
from argmap.model.kinds import RelationKind
from argmap.model.parts import Quote
from argmap.model.problems import (
    broken_reference,
    duplicate,
    impossible_id,
    misaimed_undercut,
    quote_past_the_end,
    suggest,
    unknown_in_accepted,
    within_itself,
)
from argmap.model.records import COLLECTIONS, REFERENTS
from argmap.model.references import part_fields, reference_fields
from argmap.model.relations import Relation
from argmap.model.sources import Section, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from argmap.model.records import Record

UNDERCUT = RelationKind.UNDERCUT
SUGGESTIONS = 20  # looking for the nearest id takes as long as the map is large


def misplaced_in(collections: Mapping[str, Sequence[Record]]) -> list[ArgmapError]:
    """The records that are among those of another type."""
    return [
        RecordError(
            f"found a {type(record).__name__} among the {name}",
            path=f"$.{name}[{i}]",
            found=record,
            expected=f"{kind.__name__} records",
            hint=MADE_BY["records"],
        )
        for kind, name in COLLECTIONS.items()
        if not {kind}.issuperset(map(type, collections[name]))
        for i, record in enumerate(collections[name])
        if type(record) is not kind
    ]


def indexed(collections: Mapping[str, Sequence[Record]]) -> tuple[dict[str, Record], list[ArgmapError]]:
    """Every record by id, and the ids that are taken twice or cannot be ids."""
    index = {record.id: record for records in collections.values() for record in records}
    complete = len(index) == sum(map(len, collections.values()))
    if complete and "" not in index and CONTROL.search("".join(index)) is None:
        return index, []
    index.clear()
    problems: list[ArgmapError] = []
    for name, records in collections.items():
        for i, record in enumerate(records):
            path = f"$.{name}[{i}].id"
            if not record.id or CONTROL.search(record.id):
                problems.append(impossible_id(record.id, path))
            elif record.id in index:
                problems.append(duplicate(index[record.id], record, path))
            else:
                index[record.id] = record
    return index, problems


def problems_of(
    collections: Mapping[str, Sequence[Record]],
    index: Mapping[str, Record],
    start: Mapping[str, int] | None = None,
) -> Iterator[ArgmapError]:
    """Every reference of the records in ``collections`` that ``index`` cannot follow.

    ``start`` is the position in the map at which each collection begins, for the paths.
    """
    left = SUGGESTIONS
    for kind, name in COLLECTIONS.items():
        records = collections.get(name)
        if not records or sound(kind, records, index):
            continue
        for i, record in enumerate(records, (start or {}).get(name, 0)):
            for problem in problems_in(record, record, index, f"$.{name}[{i}]"):
                if isinstance(problem, UnknownIdError) and left:
                    left -= 1
                    suggest(problem, index)
                yield problem
    if sections := collections.get("sections"):
        yield from _nested_in_itself(sections, index, (start or {}).get("sections", 0))


def problems_of_accepted(
    accepted: Sequence[AcceptedFinding], index: Mapping[str, Record]
) -> Iterator[ArgmapError]:
    """Every id of an accepted finding that names no record."""
    if accepted and not sound(AcceptedFinding, accepted, index):
        for n, each in enumerate(accepted):
            for k, i in enumerate(each.ids):
                if i not in index:
                    yield unknown_in_accepted(each.code, i, index, f"$.accepted_findings[{n}].ids[{k}]")


def sound(kind: Any, records: Sequence[Any], index: Mapping[str, Record]) -> bool:
    """Whether all records of a type, and all records inside them, refer to what they may refer to."""
    for field in reference_fields(kind):
        column: Iterable[Any] = map(attrgetter(field.name), records)
        ids = chain.from_iterable(column) if field.several else {*column} - {None}
        if not {*REFERENTS[field.of]}.issuperset(map(type, map(index.get, ids))):
            return False
    for part in part_fields(kind):
        column = map(attrgetter(part.name), records)
        parts = [*(chain.from_iterable(column) if part.several else filter(None, column))]
        if parts and not sound(part.of, parts, index):
            return False
    if kind is Quote:
        return _within_sources(records, index)
    undercuts = [r for r in records if r.kind == UNDERCUT] if kind is Relation else ()
    return not any(True for undercut in undercuts for _ in _misaimed(undercut, index))


def problems_in(owner: Record, part: Any, index: Mapping[str, Record], path: str) -> Iterator[ArgmapError]:
    """The broken references of a record or of a record inside it, one by one."""
    for field in reference_fields(part.__class__):
        for n, i in enumerate(field.values(part)):
            if not isinstance(index.get(i), REFERENTS[field.of]):
                place = f"{path}.{field.name}" + (f"[{n}]" if field.several else "")
                yield broken_reference(owner, i, field.of, index, place)
    for inside in part_fields(part.__class__):
        for n, inner in enumerate(inside.values(part)):
            place = f"{path}.{inside.name}" + (f"[{n}]" if inside.several else "")
            yield from problems_in(owner, inner, index, place)
    if isinstance(part, Quote) and (source := _past_the_end(part, index)):
        yield quote_past_the_end(owner, part, source, path)
    elif isinstance(part, Relation):
        for n, target in _misaimed(part, index):
            yield misaimed_undercut(part, target, f"{path}.targets[{n}]")


def _within_sources(quotes: Sequence[Quote], index: Mapping[str, Record]) -> bool:
    """Whether no quote ends after its source does."""
    lengths = [len(cast("Source", index[i]).text) for i in set(map(attrgetter("source"), quotes))]
    longest = max(filter(None, map(attrgetter("end"), quotes)), default=0)
    return longest <= min(filter(None, lengths), default=longest) or not any(
        _past_the_end(quote, index) for quote in quotes
    )


def _past_the_end(quote: Quote, index: Mapping[str, Record]) -> Source | None:
    """The source of a quote, if the quote ends after it does."""
    if quote.end is None:
        return None
    source = index.get(quote.source)
    return source if isinstance(source, Source) and quote.end > len(source.text) > 0 else None


def _misaimed(relation: Relation, index: Mapping[str, Record]) -> Iterator[tuple[int, Record]]:
    """The targets of an undercut other than inferences, with their positions."""
    if relation.kind == UNDERCUT:
        for n, i in enumerate(relation.targets):
            target = index.get(i)
            if isinstance(target, (Claim, Evidence, Utterance)):
                yield n, target


def _nested_in_itself(
    sections: Iterable[Any], index: Mapping[str, Record], start: int
) -> Iterator[ArgmapError]:
    positions = {section.id: n for n, section in enumerate(sections, start)}
    done: set[str] = set()
    for first in positions:
        trail: dict[str, None] = {}
        step = index.get(first)
        while isinstance(step, Section) and step.id not in done and step.id not in trail:
            trail[step.id] = None
            step = index.get(step.parent or "")
        done.update(trail)
        if isinstance(step, Section) and step.id in trail:
            cycle = list(trail)[list(trail).index(step.id) :]
            position = next(positions[i] for i in cycle if i in positions)
            yield within_itself(cycle, step.parent, f"$.sections[{position}].parent")
