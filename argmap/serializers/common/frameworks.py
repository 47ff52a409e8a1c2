"""Abstract argumentation frameworks (Dung 1995) in maps: claims are the arguments, and attacks are between them.

Dialects add supports, preferences and weights; a relation that a file states in such words keeps them in ``data``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.ids import unique_ids
from argmap.limits import exceeded, in_force
from argmap.messages import nearest, shown
from argmap.model import ArgumentMap, Claim, Relation, RelationKind

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_WORDS = {kind: str(kind) for kind in RelationKind}  # quicker than to format an enumeration each time
BETWEEN_CLAIMS = frozenset(RelationKind) - {
    RelationKind.UNDERCUT,
    RelationKind.ILLOCUTION,
    RelationKind.TRANSITION,
}


class ListedArgument(NamedTuple):
    """An argument that a file lists."""

    name: str
    line: int
    text: str = ""
    weight: float | None = None
    data: dict[str, Any] | None = None


class ListedRelation(NamedTuple):
    """An attack that a file lists, or another relation, with data for it."""

    source: str
    target: str
    line: int
    data: dict[str, Any] | None = None
    kind: RelationKind = RelationKind.ATTACK
    weight: float | None = None


def lines_of(text: str) -> list[str]:
    r"""The lines of a text, whose ends are line feeds, carriage returns, or both together.

    >>> lines_of("a\rb\r\nc\n")
    ['a', 'b', 'c', '']
    """
    return with_line_feeds(text).split("\n")


def with_line_feeds(text: str) -> str:
    """A text in which every line ends with a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def claims_asked_for(head: re.Match[str], line: int) -> int:
    """The number of claims that a line asks for, in its first group.

    Raises:
        LimitError: More than the limits in force allow.
    """
    count, most = int(head[1]), in_force().claims
    if count > most:
        error = exceeded("claims", most, f"{shown(head[0])} asks for {count:,} claims", count)
        error.line = line
        raise error
    return count


def relations_of(map: ArgumentMap, states: Callable[[Relation], bool] = lambda _: False) -> list[Relation]:
    """The relations that a framework can hold: attacks of one claim on one claim, and those that a dialect states."""
    claims = {claim.id for claim in map.claims}
    kept = (r for r in map.relations if r.kind is RelationKind.ATTACK or states(r))
    single = (r for r in kept if len(r.sources) == len(r.targets) == 1)
    return [r for r in single if claims.issuperset(r.sources + r.targets)]


def framework_ids(names: Mapping[str, str], relations: Sequence[Relation]) -> dict[str, str]:
    """The id under which each record comes back, if the claims are called by these names."""
    wanted = [_relation_id(r.kind, names[r.sources[0]], names[r.targets[0]]) for r in relations]
    called = unique_ids(wanted, names.values())
    return {**names, **{r.id: new for r, new in zip(relations, called, strict=True)}}


def framework_map(
    arguments: Sequence[ListedArgument],
    relations: Sequence[ListedRelation],
    data: Mapping[str, Any] | None = None,
    *,
    repeated: bool = False,
) -> ArgumentMap:
    """The map of a framework.

    Args:
        arguments: The arguments.
        relations: The relations between them.
        data: Data for the map.
        repeated: Whether an argument may be listed again in the same words, as facts may.

    Raises:
        InvalidFileError: Names that come twice, cannot be ids, or are not listed; each with its line.
    """
    with GarbageCollectionPaused():
        return _map(arguments, relations, data, repeated)


def _map(
    arguments: Sequence[ListedArgument],
    relations: Sequence[ListedRelation],
    data: Mapping[str, Any] | None,
    repeated: bool,
) -> ArgumentMap:
    problems: list[ArgmapError] = []
    claims: dict[str, Claim] = {}
    for name, line, text, weight, about in arguments:
        if name in claims:
            if not repeated or claims[name] != Claim(name, text, weight=weight, data=about):
                message = f"the argument {shown(name)} comes a second time"
                problems.append(FormatError(message, line=line, found=name))
            continue
        try:
            plain = weight is None and about is None
            claims[name] = Claim(name, text) if plain else Claim(name, text, weight=weight, data=about)
        except ArgmapError as error:
            error.line = line
            problems.append(error)
    problems += _unlisted(claims, relations)
    if problems:
        raise InvalidFileError.of("not an abstract framework", problems)
    called = unique_ids([_relation_id(r.kind, r.source, r.target) for r in relations], claims)
    records = [
        Relation(i, r.kind, (r.source,), (r.target,))
        if r.data is None and r.weight is None
        else Relation(i, r.kind, (r.source,), (r.target,), data=r.data, weight=r.weight)
        for i, r in zip(called, relations, strict=True)
    ]
    return ArgumentMap(claims=claims.values(), relations=records, data=data)


def _unlisted(claims: Mapping[str, Claim], relations: Iterable[ListedRelation]) -> Iterator[FormatError]:
    for relation in [r for r in relations if r.source not in claims or r.target not in claims]:
        for name in dict.fromkeys((relation.source, relation.target)):
            if name not in claims:
                article = "an" if relation.kind[0] in "ae" else "a"
                yield FormatError(
                    f"{article} {relation.kind} names the argument {shown(name)}, which is not listed",
                    line=relation.line,
                    found=name,
                    expected="a listed argument",
                    nearest=nearest(name, claims),
                )


def _relation_id(kind: RelationKind, source: str, target: str) -> str:
    return f"{_WORDS[kind]}:{source}>{target}"
