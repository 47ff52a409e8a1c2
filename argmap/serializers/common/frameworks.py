"""Abstract argumentation frameworks (Dung 1995) in maps: claims are the arguments, attacks are all there is else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.ids import unique_id
from argmap.messages import nearest, shown
from argmap.model import ArgumentMap, Claim, Relation, RelationKind

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

SUGGESTIONS = 20  # looking for the nearest id takes as long as the framework is large


def attacks_of(map: ArgumentMap) -> list[Relation]:
    """The attacks that a framework can hold: of one claim on one claim."""
    claims = {claim.id for claim in map.claims}
    return [
        r
        for r in map.relations
        if r.kind == RelationKind.ATTACK
        and len(r.sources) == len(r.targets) == 1
        and claims.issuperset(r.sources + r.targets)
    ]


def ids(map: ArgumentMap, names: Mapping[str, str]) -> dict[str, str]:
    """The id under which each record comes back, if the claims are called by these names."""
    attacks = attacks_of(map)
    called = _attack_ids(names.values(), ((names[r.sources[0]], names[r.targets[0]]) for r in attacks))
    return {**names, **{r.id: new for r, new in zip(attacks, called, strict=True)}}


def named(ids: Iterable[str], legal: re.Pattern[str], plain: Callable[[str], str]) -> dict[str, str]:
    r"""A legal name for each id: its own if that is legal, else a plain form of it that no other has.

    >>> import re
    >>> named(["b", "a b", "a-b"], re.compile(r"\w+"), lambda i: re.sub(r"\W", "_", i))
    {'b': 'b', 'a b': 'a_b', 'a-b': 'a_b_2'}
    """
    ids = list(ids)
    names = {i: i for i in ids if legal.fullmatch(i)}
    taken = set(names)
    for i in ids:
        if i not in names:
            names[i] = unique_id(plain(i), taken, "_")
            taken.add(names[i])
    return {i: names[i] for i in ids}


def framework(
    arguments: Sequence[tuple[str, str, int]], attacks: Sequence[tuple[str, str, dict[str, Any], int]]
) -> ArgumentMap:
    """The map of a framework.

    Args:
        arguments: Name, text and line of each.
        attacks: Names of both ends, data and line of each.

    Raises:
        InvalidFileError: Names twice, that are no ids, or of nothing; each with its line.
    """
    problems: list[ArgmapError] = []
    claims: dict[str, Claim] = {}
    for name, text, line in arguments:
        if name in claims:
            problems.append(
                FormatError(f"the argument {shown(name)} comes a second time", line=line, found=name)
            )
            continue
        try:
            claims[name] = Claim(name, text)
        except ArgmapError as error:
            error.line = line
            problems.append(error)
    problems += _unknown(claims, attacks)
    if problems:
        raise InvalidFileError.of("not an abstract framework", problems)
    called = _attack_ids(claims, ((start, aim) for start, aim, _, _ in attacks))
    relations = [
        Relation(i, RelationKind.ATTACK, (start,), (aim,), data=data)
        for i, (start, aim, data, _) in zip(called, attacks, strict=True)
    ]
    return ArgumentMap(claims=claims.values(), relations=relations)


def _unknown(
    claims: Mapping[str, Claim], attacks: Iterable[tuple[str, str, dict[str, Any], int]]
) -> Iterator[FormatError]:
    left = SUGGESTIONS
    for start, aim, _, line in attacks:
        for name in dict.fromkeys((start, aim)):
            if name not in claims:
                left -= 1
                yield FormatError(
                    f"an attack names the argument {shown(name)}, which is not listed",
                    line=line,
                    found=name,
                    expected="a listed argument",
                    nearest=nearest(name, claims) if left >= 0 else None,
                )


def _attack_ids(claims: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[str]:
    taken = set(claims)
    ids = []
    for start, aim in pairs:
        ids.append(unique_id(f"attack:{start}>{aim}", taken))
        taken.add(ids[-1])
    return ids
