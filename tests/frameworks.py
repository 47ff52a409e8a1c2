"""Abstract frameworks for tests: random ones, as maps, and what clingo says of them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from argmap import ArgumentMap, Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Attacks = list[tuple[int, int]]

_BASE: Final = "{in(X)} :- arg(X). :- in(X), in(Y), att(X,Y). def(X) :- in(Y), att(Y,X).\n"
_ADMISSIBLE: Final = _BASE + ":- in(X), att(Y,X), not def(Y).\n"
_COMPLETE: Final = _ADMISSIBLE + (
    "open(X) :- att(Y,X), not def(Y). :- arg(X), not in(X), not open(X). range(X) :- in(X). range(X) :- def(X).\n"
)
_STABLE: Final = _BASE + ":- arg(X), not in(X), not def(X).\n"


def random_attacks(size: int, often: float, seed: int) -> Attacks:
    """About ``often`` attacks for each argument, self-attacks among them."""
    rng = random.Random(seed)  # noqa: S311 - the same each time
    if not size:
        return []
    return sorted({(rng.randrange(size), rng.randrange(size)) for _ in range(round(often * size))})


def as_map(size: int, attacks: Iterable[tuple[int, int]]) -> ArgumentMap:
    """A framework as a map of claims that attack each other."""
    claims = [Claim(str(n)) for n in range(size)]
    return ArgumentMap.of(*claims, *(claims[a].attacks(claims[b]) for a, b in attacks))


def by_clingo(semantics: str, size: int, attacks: Attacks) -> set[frozenset[str]]:
    """The extensions, from encodings in answer set programming that share nothing with argmap."""
    facts = " ".join([*(f"arg({n})." for n in range(size)), *(f"att({a},{b})." for a, b in attacks)])
    if semantics == "grounded":
        return {min((ins for ins, _ in _answers(_COMPLETE, facts)), key=len)}
    if semantics == "stable":
        return {ins for ins, _ in _answers(_STABLE, facts)}
    complete = list(_answers(_COMPLETE, facts))
    if semantics == "complete":
        return {ins for ins, _ in complete}
    if semantics == "semi-stable":
        return {ins for ins, covered in complete if not any(covered < other for _, other in complete)}
    options = ["--heuristic=Domain", "--enum-mode=domRec"]
    largest = _ADMISSIBLE + "#heuristic in(X) : arg(X). [1,true]\n"
    preferred = [ins for ins, _ in _answers(largest, facts, options)]
    if semantics == "preferred":
        return set(preferred)
    common = frozenset.intersection(*preferred)
    within = "".join(f":- in({n})." for n in range(size) if str(n) not in common)
    return {ins for ins, _ in _answers(largest + within, facts, options)}


def _answers(
    rules: str, facts: str, options: Iterable[str] = ()
) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """What is in, and what is in or attacked, in each answer set."""
    import clingo  # noqa: PLC0415 - tests that need it skip themselves without it

    control = clingo.Control(["0", "--warn=none", *options])
    control.add("base", [], facts + rules)
    control.ground([("base", [])])
    with control.solve(yield_=True) as answers:
        for answer in answers:
            found: dict[str, set[str]] = {"in": set(), "range": set()}
            for atom in answer.symbols(atoms=True):
                if atom.name in found:
                    found[atom.name].add(str(atom.arguments[0]))
            yield frozenset(found["in"]), frozenset(found["range"])
