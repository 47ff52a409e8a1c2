"""Abstract argumentation frameworks (Dung 1995) in maps: claims are the arguments, and there is nothing but attacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.ids import unique_id
from argmap.messages import nearest, shown
from argmap.model import ArgumentMap, Claim, Relation, RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SUGGESTIONS = 20  # looking for the nearest id takes as long as the framework is large


class ListedArgument(NamedTuple):
    """An argument that a file lists."""

    name: str
    line: int
    text: str = ""


class ListedAttack(NamedTuple):
    """An attack that a file lists, with data for the relation."""

    source: str
    target: str
    line: int
    data: dict[str, Any] | None = None


def attacks_of(map: ArgumentMap) -> list[Relation]:
    """The attacks that a framework can hold: of one claim on one claim."""
    claims = {claim.id for claim in map.claims}
    attacks = (r for r in map.relations if r.kind == RelationKind.ATTACK)
    single = (r for r in attacks if len(r.sources) == len(r.targets) == 1)
    return [r for r in single if claims.issuperset(r.sources + r.targets)]


def framework_ids(map: ArgumentMap, names: Mapping[str, str]) -> dict[str, str]:
    """The id under which each record comes back, if the claims are called by these names."""
    attacks = attacks_of(map)
    called = _attack_ids(names.values(), ((names[r.sources[0]], names[r.targets[0]]) for r in attacks))
    return {**names, **{r.id: new for r, new in zip(attacks, called, strict=True)}}


def framework_map(arguments: Sequence[ListedArgument], attacks: Sequence[ListedAttack]) -> ArgumentMap:
    """The map of a framework.

    Raises:
        InvalidFileError: Names that come twice, cannot be ids, or are not listed; each with its line.
    """
    problems: list[ArgmapError] = []
    claims: dict[str, Claim] = {}
    for name, line, text in arguments:
        if name in claims:
            message = f"the argument {shown(name)} comes a second time"
            problems.append(FormatError(message, line=line, found=name))
            continue
        try:
            claims[name] = Claim(name, text)
        except ArgmapError as error:
            error.line = line
            problems.append(error)
    problems += _unlisted(claims, attacks)
    if problems:
        raise InvalidFileError.of("not an abstract framework", problems)
    called = _attack_ids(claims, ((attack.source, attack.target) for attack in attacks))
    relations = [
        Relation(i, RelationKind.ATTACK, (source,), (target,), data=data)
        for i, (source, target, _, data) in zip(called, attacks, strict=True)
    ]
    return ArgumentMap(claims=claims.values(), relations=relations)


def _unlisted(claims: Mapping[str, Claim], attacks: Iterable[ListedAttack]) -> Iterator[FormatError]:
    suggestions = SUGGESTIONS
    for attack in attacks:
        for name in dict.fromkeys((attack.source, attack.target)):
            if name not in claims:
                suggestions -= 1
                yield FormatError(
                    f"an attack names the argument {shown(name)}, which is not listed",
                    line=attack.line,
                    found=name,
                    expected="a listed argument",
                    nearest=nearest(name, claims) if suggestions >= 0 else None,
                )


def _attack_ids(claims: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[str]:
    taken = set(claims)
    ids = []
    for source, target in pairs:
        ids.append(unique_id(f"attack:{source}>{target}", taken))
        taken.add(ids[-1])
    return ids
