"""Assumption-based frameworks as the ICCMA competitions number them: ``p aba 4``, then a line for each part.

``a 1`` is an assumption, ``c 1 3`` makes 3 its contrary, ``r 4 1 2`` is a rule from 1 and 2 to 4.
Source: https://iccma2023.github.io/rules.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.ids import unique_ids
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Relation, RelationKind
from argmap.serializers.common.frameworks import claims_asked_for, lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ASSUMPTION: Final = "assumption"  # tag of claims that hold until their contrary follows
FACT: Final = "fact"  # tag of claims that follow from nothing
CONTRARY: Final = "contrary"  # scheme of the attack of a contrary on its assumption
_HEAD: Final = re.compile(r"p\s+aba\s+([0-9]{1,9})")
_LINE: Final = re.compile(r"([acr])((?:\s+[1-9][0-9]{0,8})+)")
_NUMBERS: Final = {
    "a": "one atom",
    "c": "an assumption and its contrary",
    "r": "the head of a rule and its body",
}
_EXPECTED: Final = "'a', 'c' or 'r' and the numbers of atoms"


def loads(text: str) -> ArgumentMap:
    r"""Read a framework: atoms are claims whose ids are the numbers from 1 on.

    Assumptions and facts have a tag that says so. A rule is a support of its body, linked, for its head; a contrary
    attacks its assumption, with the scheme "contrary".

    Args:
        text: The text; lines that start with ``#`` are comments.

    Raises:
        LimitError: More atoms than the limits allow claims that a number alone makes.
        FormatError: No "p aba" line, or a line that is none of these.
        InvalidFileError: Several such lines.

    >>> loads("p aba 4\na 1\na 2\nc 1 3\nr 3 2 4\n").relations
    (Relation('attack:3>1', 'attack', ('3',), ('1',), scheme='contrary'), Relation('support:2,4>3', ...))
    """
    head: int | None = None
    tags: dict[int, list[str]] = {}
    relations: list[tuple[RelationKind, tuple[str, ...], str, str]] = []
    problems: list[ArgmapError] = []
    for n, raw in enumerate(lines_of(text.removeprefix("\ufeff")), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if head is None:
            first = _HEAD.fullmatch(line)
            if first is None:
                raise _wrong(line, n, "'p aba' and the number of atoms")
            head = claims_asked_for(first, n)
            continue
        found = _LINE.fullmatch(line)
        numbers = [int(word) for word in found[2].split()] if found else []
        if found is None or len(numbers) != {"a": 1, "c": 2}.get(found[1], len(numbers)):
            problems.append(_wrong(line, n, _NUMBERS[found[1]] if found else _EXPECTED))
        elif max(numbers) > head:
            problems.append(_wrong(line, n, f"numbers up to {head}, as the first line says"))
        elif found[1] == "c":
            relations.append((RelationKind.ATTACK, (str(numbers[1]),), str(numbers[0]), CONTRARY))
        elif found[1] == "r" and len(numbers) > 1:
            body = tuple(dict.fromkeys(map(str, numbers[1:])))
            relations.append((RelationKind.SUPPORT, body, str(numbers[0]), ""))
        else:
            tags.setdefault(numbers[0], []).append(ASSUMPTION if found[1] == "a" else FACT)
    if head is None:
        raise FormatError("no line 'p aba' gives the number of atoms", line=n, expected="ICCMA 2023")
    raise_all(problems, "not an assumption-based framework")
    claims = [Claim(str(i), tags=tuple(dict.fromkeys(tags.get(i, ())))) for i in range(1, head + 1)]
    wishes = (f"{kind}:{','.join(sources)}>{target}" for kind, sources, target, _ in relations)
    records = [
        Relation(i, kind, sources, (target,), scheme=scheme)
        for i, (kind, sources, target, scheme) in zip(
            unique_ids(wishes, (c.id for c in claims)), relations, strict=True
        )
    ]
    return ArgumentMap(claims=claims, relations=records)


def dumps(map: ArgumentMap) -> str:
    """Write the claims of a map as numbers, with the supports among them as rules.

    Claims with the tag "assumption" are assumptions; the first attack of a claim on each is its contrary.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink, study = Claim("cap", tags=["assumption"]), Claim("shrink"), Claim("study", tags=["fact"])
    >>> print(dumps(ArgumentMap.of(cap, shrink, study, shrink.attacks(cap), study.supports(shrink))), end="")
    p aba 3
    a 1
    r 3
    c 1 2
    r 2 3
    """
    names = _names(map)
    lines = [f"p aba {len(names)}"]
    for claim in map.claims:
        lines += [f"a {names[claim.id]}"] * (ASSUMPTION in claim.tags)
        lines += [f"r {names[claim.id]}"] * (FACT in claim.tags)
    for r in _relations_of(map):
        target, sources = names[r.targets[0]], " ".join(names[i] for i in r.sources)
        lines.append(f"c {target} {sources}" if r.kind is RelationKind.ATTACK else f"r {target} {sources}")
    return "\n".join(lines) + "\n"


def ids(map: ArgumentMap) -> dict[str, str]:
    """The id under which each record comes back: the number of the claim, relations called by their ends."""
    names = _names(map)
    relations = _relations_of(map)
    wishes = (f"{r.kind}:{','.join(names[i] for i in r.sources)}>{names[r.targets[0]]}" for r in relations)
    called = unique_ids(wishes, names.values())
    return {**names, **{r.id: i for r, i in zip(relations, called, strict=True)}}


def _names(map: ArgumentMap) -> dict[str, str]:
    return {claim.id: str(n) for n, claim in enumerate(map.claims, 1)}


def _relations_of(map: ArgumentMap) -> list[Relation]:
    """The rules and contraries that a map has: supports of one claim by claims, and one attack on each assumption."""
    claims: Mapping[str, Claim] = {c.id: c for c in map.claims}
    found: list[Relation] = []
    attacked: set[str] = set()
    for r in map.relations:
        if len(r.targets) != 1 or not r.sources or not claims.keys() >= {*r.sources, *r.targets}:
            continue
        target = r.targets[0]
        if r.kind is RelationKind.SUPPORT:
            found.append(r)
        elif (
            r.kind is RelationKind.ATTACK
            and len(r.sources) == 1
            and target not in attacked
            and ASSUMPTION in claims[target].tags
        ):
            attacked.add(target)
            found.append(r)
    return found


def _wrong(line: str, n: int, expected: str) -> FormatError:
    return FormatError(f"found {shown(line)}, expected {expected}", line=n, found=line, expected=expected)
