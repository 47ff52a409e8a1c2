"""Messages about records that do not make a map: each states what was found, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from argmap.errors import (
    ArgmapError,
    DuplicateIdError,
    InUseError,
    InvalidMapError,
    RecordError,
    UnknownIdError,
)
from argmap.messages import AROUND, Hint, around_difference, nearest, shown
from argmap.model import fields
from argmap.model.records import COLLECTIONS, REFERENTS
from argmap.values import misfit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.model.fields import Referent
    from argmap.model.parts import Quote
    from argmap.model.records import Record
    from argmap.model.relations import Relation
    from argmap.model.sources import Source

TWO_MAPS = "the two maps do not make one"
LISTED = 5  # ids in one message


def raise_invalid(problems: Sequence[ArgmapError], what: str = "the records do not make a map") -> None:
    """Raise all problems of the records of a map, if there are any."""
    if problems:
        raise InvalidMapError.of(what, problems)


# Records and their ids


def not_a_record(value: Any, path: str) -> RecordError:
    """The error for anything else in the place of a record."""
    several = isinstance(value, Iterable) and not isinstance(value, (str, bytes))
    hint = "pass a list as *records" if several else ""
    return fields.misfit(
        value, "a record is", path=path, expected=", ".join(k.__name__ for k in COLLECTIONS), hint=hint
    )


def impossible_id(id: str, path: str) -> RecordError:
    """The error for an id that no record can have."""
    return RecordError(
        f"id {shown(id)} is empty or holds a control character",
        path=path,
        ids=[id],
        found=id,
        expected="a non-empty string without control characters",
    )


def duplicate(first: Record, second: Record, path: str = "") -> DuplicateIdError:
    """The error for two records under one id."""
    if type(first) is type(second):
        differing = _differing(first, second)
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


def clash(first: Record, second: Record) -> DuplicateIdError:
    """The error for two records of one id in two maps that are to be one: it shows what differs."""
    name, i = type(first).__name__.lower(), shown(first.id)
    hint = "give one of them another id"
    if type(first) is type(second):
        # The digest of a source differs with its text, and says nothing to people.
        names = [n for n in _differing(first, second) if n != "sha256"] or ["sha256"]
        pairs = [(n, *_apart(getattr(first, n), getattr(second, n))) for n in names]
        shows = "; ".join(
            f"its {n} is {one} in the first and {other} in the second" for n, one, other in pairs
        )
        message = f"the two maps have different records under the id {i}, {_article(name)} {name}: {shows}"
        if name == "source" and "text" in names:
            hint = f"argmap.update_source(second, first[{i}]) finds the quotes in the other text, or {hint}"
        else:
            call = "argmap.union(first, second, on_conflict='first')"
            hint = f"{call} keeps that of the first, and 'rename' gives the other another id"
    else:
        message = (
            f"the id {i} is that of {_a(first)} in the first map, and that of {_a(second)} in the second"
        )
    return DuplicateIdError(message, ids=[first.id], found=second, hint=hint)


def _differing(first: Record, second: Record) -> list[str]:
    """The fields in which two records of one type differ."""
    names = [a.name for a in type(first).__attrs_attrs__]
    return [name for name in names if getattr(first, name) != getattr(second, name)]


def _apart(first: object, second: object) -> tuple[str, str]:
    """Two values as they are shown."""
    if isinstance(first, str) and isinstance(second, str):
        first, second = around_difference(first, second, 2 * AROUND)
    return shown(first), shown(second)


def unknown_id(id: object, known: Mapping[str, Record]) -> UnknownIdError:
    """The error for an id that the map does not know, with the nearest that it knows."""
    empty = "" if known else ": the map is empty"
    if not isinstance(id, str):
        return misfit(id, "an id is", UnknownIdError, expected="a string")
    near = nearest(id, known)
    return UnknownIdError(f"unknown id {shown(id)}{empty}", ids=[id], found=id, nearest=near)


def in_use(named: Iterable[str], users: Iterable[str]) -> InUseError:
    """The error for records that cannot be removed because others refer to them."""
    named, users = tuple(named), tuple(users)
    return InUseError(
        f"cannot remove {_listed(named)}: used by {_listed(users)}",
        ids=users,
        found=named,
        hint=Hint("remove those as well, or pass {cascade}", cascade=True),
    )


# References


def broken_reference(
    owner: Record, id: str, to: Referent, index: Mapping[str, Record], path: str
) -> ArgmapError:
    """The error for a reference to a record that is not there, or is of another type."""
    about: dict[str, Any] = {"path": path, "ids": [owner.id, id], "found": id}
    wanted = f"the id of {_article(to)} {to}"
    if id in index:
        message = f"{shown(owner.id)} names {shown(id)} as {to}, but that is {_a(index[id])}"
        return RecordError(message, expected=wanted, **about)
    unknown = UnknownIdError(
        f"{shown(owner.id)} names the unknown {to} {shown(id)}",
        expected=f"{wanted} of this map",
        hint=f"add the {to} to the map",
        **about,
    )
    unknown.wanted = REFERENTS[to]
    return unknown


def unknown_in_accepted(code: str, id: str, index: Mapping[str, Record], path: str) -> UnknownIdError:
    """The error for an accepted finding about a record that is not there."""
    return UnknownIdError(
        f"the accepted finding {shown(code)} names the unknown record {shown(id)}",
        path=path,
        ids=[id],
        found=id,
        expected="the id of a record of this map",
        nearest=nearest(id, index),
        hint="an accepted finding is removed with the record that it is about",
    )


def suggest(problem: UnknownIdError, index: Mapping[str, Record]) -> None:
    """Name the nearest id that the reference could mean, in place of the advice to add it."""
    known = [i for i, record in index.items() if isinstance(record, problem.wanted)]
    problem.nearest = nearest(str(problem.found), known)
    if problem.nearest is not None:
        problem.hint = ""


def quote_past_the_end(owner: Record, quote: Quote, source: Source, path: str) -> RecordError:
    """The error for a quote that ends after its source does."""
    return RecordError(
        f"quote ends at {quote.end}, but source {shown(source.id)} has {len(source.text)} characters",
        path=path,
        ids=[owner.id, source.id],
        found=quote.end,
        expected=f"at most {len(source.text)}",
        hint="make quotes with source.quote(...)",
    )


def misaimed_undercut(undercut: Relation, target: Record, path: str) -> RecordError:
    """The error for an undercut of something that is not an inference."""
    return RecordError(
        f"undercut {shown(undercut.id)} aims at {_a(target)} {shown(target.id)}, "
        "expected a relation or an argument",
        path=path,
        ids=[undercut.id, target.id],
        found=target.id,
        expected="the id of a relation or an argument",
        hint="undercut the relation that supports it, or use attacks()",
    )


def within_itself(cycle: Sequence[str], parent: str | None, path: str) -> RecordError:
    """The error for a section that its parents lead back to."""
    nesting = " in ".join(map(shown, [*cycle[:LISTED], cycle[0]]))
    return RecordError(
        f"section {shown(cycle[0])} is within itself: {nesting}",
        path=path,
        ids=cycle,
        found=parent,
        expected="a parent that is not within the section",
    )


def _a(record: Record) -> str:
    name = type(record).__name__.lower()
    return f"{_article(name)} {name}"


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeu" else "a"


def _listed(ids: Sequence[str]) -> str:
    names = ", ".join(map(shown, ids[:LISTED]))
    return names if len(ids) <= LISTED else f"{names} and {len(ids) - LISTED} more"
