"""What must hold between the records of a map; every problem is reported, not only the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.errors import ArgmapError, DuplicateIdError, RecordError, UnknownIdError
from argmap.messages import nearest, shown
from argmap.model.fields import CONTROL
from argmap.model.kinds import RelationKind
from argmap.model.records import (
    Argument,
    Claim,
    Evidence,
    Party,
    Quote,
    Record,
    Relation,
    Section,
    Source,
    Utterance,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

GROUPS: dict[Any, str] = {
    Party: "parties",
    Source: "sources",
    Section: "sections",
    Claim: "claims",
    Evidence: "evidence",
    Argument: "arguments",
    Utterance: "utterances",
    Relation: "relations",
}
NODES = (Claim, Evidence, Argument, Utterance, Relation)
SUGGESTIONS = 20  # looking for the nearest id takes as long as the map is large


def indexed(groups: Mapping[str, Sequence[Record]]) -> tuple[dict[str, Record], list[ArgmapError]]:
    """Every record by id, and the ids that are taken twice or cannot be ids."""
    index = {record.id: record for records in groups.values() for record in records}
    complete = len(index) == sum(map(len, groups.values()))
    if complete and "" not in index and CONTROL.search("".join(index)) is None:
        return index, []
    return _indexed_slowly(groups)


def _indexed_slowly(groups: Mapping[str, Sequence[Record]]) -> tuple[dict[str, Record], list[ArgmapError]]:
    index: dict[str, Record] = {}
    problems: list[ArgmapError] = []
    for name, records in groups.items():
        for i, record in enumerate(records):
            path = f"$.{name}[{i}].id"
            if not record.id or CONTROL.search(record.id):
                problems.append(
                    RecordError(
                        f"id {shown(record.id)} is empty or holds a control character",
                        path=path,
                        ids=[record.id],
                        found=record.id,
                        expected="a non-empty string without control characters",
                    )
                )
            elif record.id in index:
                problems.append(duplicate(index[record.id], record, path))
            else:
                index[record.id] = record
    return index, problems


def duplicate(first: Record, second: Record, path: str = "") -> DuplicateIdError:
    """The error for two records under one id."""
    if type(first) is type(second):
        differing = [
            name
            for name in (a.name for a in type(first).__attrs_attrs__)
            if getattr(first, name) != getattr(second, name)
        ]
        how = f"with other {', '.join(differing)}" if differing else "again"
    else:
        how = f"as {_a(first)} and as {_a(second)}"
    return DuplicateIdError(
        f"id {shown(first.id)} is given {how}",
        path=path,
        ids=[first.id],
        found=second,
        hint="give one of them another id, or use replace() to change the record",
    )


def problems_of(
    groups: Mapping[str, Sequence[Record]],
    index: Mapping[str, Record],
    start: Mapping[str, int] | None = None,
) -> Iterator[ArgmapError]:
    """Every reference of the records in ``groups`` that ``index`` cannot follow.

    ``start`` says at which position of the map each group begins, for the paths.
    """
    left = SUGGESTIONS
    for name, records in groups.items():
        problems = CHECKS.get(name)
        if problems is None or not records:
            continue
        for i, record in enumerate(records, (start or {}).get(name, 0)):
            for problem in problems(index, record):
                problem.path = f"$.{name}[{i}].{problem.path}"
                if isinstance(problem, UnknownIdError) and left:
                    left -= 1
                    _suggest(problem, index)
                yield problem
    if sections := groups.get("sections"):
        yield from _nested_in_itself(sections, index, (start or {}).get("sections", 0))


def _suggest(problem: UnknownIdError, index: Mapping[str, Record]) -> None:
    known = [i for i, record in index.items() if isinstance(record, problem.wanted)]
    problem.nearest = nearest(str(problem.found), known)
    if problem.nearest is not None:
        problem.hint = ""


def _nested_in_itself(
    sections: Iterable[Any], index: Mapping[str, Record], start: int
) -> Iterator[ArgmapError]:
    places = {section.id: n for n, section in enumerate(sections, start)}
    done: set[str] = set()
    for first in places:
        trail: dict[str, None] = {}
        step = index.get(first)
        while isinstance(step, Section) and step.id not in done and step.id not in trail:
            trail[step.id] = None
            step = index.get(step.parent or "")
        done.update(trail)
        if isinstance(step, Section) and step.id in trail:
            cycle = list(trail)[list(trail).index(step.id) :]
            place = next(places[i] for i in cycle if i in places)
            yield RecordError(
                f"section {shown(step.id)} is within itself: {' in '.join(map(shown, [*cycle[:5], step.id]))}",
                path=f"$.sections[{place}].parent",
                ids=cycle,
                found=step.parent,
                expected="a parent that is not within the section",
            )


def _section(index: Mapping[str, Record], record: Any) -> Iterable[ArgmapError]:
    return () if record.parent is None else _must_be(index, record, "parent", [record.parent], Section)


def _statement(index: Mapping[str, Record], record: Any) -> Iterable[ArgmapError]:
    # Most records of a large map pass here, so nothing is built unless something is wrong.
    if record.mentions or record.wordings or (type(record) is Evidence and record.figures):
        return [*_node(index, record), *_details(index, record)]
    return _node(index, record)


def _node(index: Mapping[str, Record], record: Any) -> Iterable[ArgmapError]:
    if record.by is not None and type(index.get(record.by)) is not Party:
        return _node_slowly(index, record)
    if record.via or record.to or record.section is not None:
        return _node_slowly(index, record)
    for quote in record.quotes:
        source = index.get(quote.source)
        if type(source) is not Source or (quote.end or 0) > len(source.text) > 0:
            return _node_slowly(index, record)
    return ()


def _node_slowly(index: Mapping[str, Record], record: Any) -> Iterator[ArgmapError]:
    if record.by is not None:
        yield from _must_be(index, record, "by", [record.by], Party)
    yield from _must_be(index, record, "via", record.via, Party)
    yield from _must_be(index, record, "to", record.to, Party)
    if record.section is not None:
        yield from _must_be(index, record, "section", [record.section], Section)
    yield from _quotes(index, record, "quotes", record.quotes)


def _details(index: Mapping[str, Record], record: Claim | Evidence) -> Iterator[ArgmapError]:
    yield from _must_be(index, record, "mentions", record.mentions, Party)
    yield from _wordings(index, record)
    if isinstance(record, Evidence):
        for n, figure in enumerate(record.figures):
            if figure.quote is not None:
                yield from _quotes(index, record, f"figures[{n}].quote", [figure.quote])


def _wordings(index: Mapping[str, Record], record: Claim | Evidence | Argument) -> Iterator[ArgmapError]:
    for n, wording in enumerate(record.wordings):
        yield from _quotes(index, record, f"wordings[{n}].quotes", wording.quotes)
        if wording.by is not None:
            yield from _must_be(index, record, f"wordings[{n}].by", [wording.by], Party)


def _argument(index: Mapping[str, Record], record: Any) -> Iterable[ArgmapError]:
    return [*_node(index, record), *_wordings(index, record)]


def _relation(index: Mapping[str, Record], record: Any) -> Iterable[ArgmapError]:
    for i in record.sources + record.targets:
        if not isinstance(index.get(i), NODES):
            return _relation_slowly(index, record)
    if (
        record.kind == RelationKind.UNDERCUT
        or record.argument is not None
        or record.quotes
        or record.by is not None
    ):
        return _relation_slowly(index, record)
    return ()


def _relation_slowly(index: Mapping[str, Record], record: Relation) -> Iterator[ArgmapError]:
    yield from _must_be(index, record, "sources", record.sources, NODES)
    yield from _must_be(index, record, "targets", record.targets, NODES)
    if record.by is not None:
        yield from _must_be(index, record, "by", [record.by], Party)
    if record.argument is not None:
        yield from _must_be(index, record, "argument", [record.argument], Argument)
    yield from _quotes(index, record, "quotes", record.quotes)
    for n, i in enumerate(record.targets):
        aim = index.get(i)
        if (
            record.kind == RelationKind.UNDERCUT
            and isinstance(aim, NODES)
            and not isinstance(aim, (Relation, Argument))
        ):
            yield RecordError(
                f"undercut {shown(record.id)} aims at {_a(aim)} {shown(i)}, expected a relation or an argument",
                path=f"targets[{n}]",
                ids=[record.id, i],
                found=i,
                expected="the id of a relation or an argument",
                hint="undercut the relation that supports it, or use attacks()",
            )


def _quotes(
    index: Mapping[str, Record], record: Record, name: str, quotes: Iterable[Quote]
) -> Iterator[ArgmapError]:
    for n, quote in enumerate(quotes):
        source = index.get(quote.source)
        where = name if name.endswith("quote") else f"{name}[{n}]"
        if not isinstance(source, Source):
            yield from _must_be(index, record, f"{where}.source", [quote.source], Source)
        elif quote.end is not None and source.text and quote.end > len(source.text):
            yield RecordError(
                f"quote ends at {quote.end}, but source {shown(source.id)} has {len(source.text)} characters",
                path=where,
                ids=[record.id, source.id],
                found=quote.end,
                expected=f"at most {len(source.text)}",
                hint="make quotes with source.quote(...)",
            )


def _must_be(
    index: Mapping[str, Record],
    record: Record,
    name: str,
    ids: Iterable[str],
    kinds: type | tuple[type, ...],
) -> Iterator[ArgmapError]:
    wanted = kinds if isinstance(kinds, tuple) else (kinds,)
    what = "element" if len(wanted) > 1 else wanted[0].__name__.lower()
    ids = tuple(ids)
    for n, i in enumerate(ids):
        if isinstance(index.get(i), wanted):
            continue
        path = f"{name}[{n}]" if name in ("via", "to", "mentions", "sources", "targets") else name
        if i in index:
            yield RecordError(
                f"{shown(record.id)} names {shown(i)} as {what}, but that is {_a(index[i])}",
                path=path,
                ids=[record.id, i],
                found=i,
                expected=f"the id of {_article(what)} {what}",
            )
        else:
            unknown = UnknownIdError(
                f"{shown(record.id)} names the unknown {what} {shown(i)}",
                path=path,
                ids=[record.id, i],
                found=i,
                expected=f"the id of {_article(what)} {what} of this map",
                hint=f"add the {what} to the map",
            )
            unknown.wanted = wanted
            yield unknown


def _a(record: Record) -> str:
    name = type(record).__name__.lower()
    return f"{_article(name)} {name}"


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeu" else "a"


CHECKS: dict[str, Callable[[Mapping[str, Record], Any], Iterable[ArgmapError]]] = {
    "sections": _section,
    "claims": _statement,
    "evidence": _statement,
    "arguments": _argument,
    "utterances": _node,
    "relations": _relation,
}
