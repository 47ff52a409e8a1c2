"""Labels and strengths of large maps, next to building the networkx view; a preferred extension, next to clingo.

    python tests/benchmarks/bench_evaluation.py              # 100,000 claims, and a million for the growth
    python tests/benchmarks/bench_evaluation.py --small      # without the million

Prints JSON. Processor time, the smallest of several turns; ``growth`` is the exponent between a quarter and all of the
larger map. Frameworks of 10,000 arguments: random with two or three attacks for each, and like a debate, each argument
attacking one of the fifty before it. Each side gets the attacks as numbers: argmap's time includes the grounded part,
clingo's the grounding of its rules.
"""

from __future__ import annotations

import gc
import json
import math
import random
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import clingo

import argmap
from argmap import ArgumentMap, Claim
from argmap.evaluation.framework import IN, Framework, grounded
from argmap.evaluation.names import Semantics
from argmap.evaluation.solving import Chooser, Rest

if TYPE_CHECKING:
    from collections.abc import Callable

TURNS = 5
SIZE, LARGE, ARGUMENTS = 100_000, 1_000_000, 10_000
PREFERRED = """
{in(X)} :- arg(X). :- in(X), in(Y), att(X,Y). def(X) :- in(Y), att(Y,X). :- in(X), att(Y,X), not def(Y).
#heuristic in(X) : arg(X). [1,true]
"""


def seconds(work: Callable[[], object], turns: int = TURNS) -> float:
    """Processor time, the smallest of several turns."""
    best = math.inf
    for _ in range(turns):
        gc.collect()
        began = process_time()
        work()
        best = min(best, process_time() - began)
    return best


def debate(size: int) -> ArgumentMap:
    """A tree in which half of the claims support and half attack one of the fifty before them."""
    rng = random.Random(1)
    claims = [Claim(f"c{n}") for n in range(size)]
    relations = []
    for n in range(1, size):
        target = claims[max(0, n - 1 - rng.randrange(50))]
        relations.append(claims[n].supports(target) if rng.random() < 0.5 else claims[n].attacks(target))
    return ArgumentMap.of(*claims, *relations)


def large_maps(sizes: tuple[int, int]) -> dict[str, Any]:
    """Labels and strengths against the networkx view, and how both grow."""
    m = debate(SIZE)
    argmap.to_networkx(m)  # its import is not counted
    view = seconds(lambda: argmap.to_networkx(m))
    found: dict[str, Any] = {"networkx view": round(view, 3)}
    larger = [debate(size) for size in sizes]
    works: list[tuple[str, Callable[[ArgumentMap], object]]] = [
        ("grounded", argmap.evaluate),
        ("df-quad", argmap.strength),
    ]
    for name, work in works:
        took = seconds(lambda work=work: work(m))  # type: ignore[misc]
        few, many = (seconds(lambda work=work, x=x: work(x), 3) for x in larger)  # type: ignore[misc]
        growth = math.log(many / few) / math.log(sizes[1] / sizes[0])
        found[name] = {
            "seconds": round(took, 3),
            "of the view": round(took / view, 2),
            "growth": round(growth, 2),
            f"seconds for {sizes[1]}": round(many, 2),
        }
    return found


def frameworks() -> dict[str, Framework]:
    """Frameworks of each kind."""
    rng = random.Random(1)
    kinds = {}
    for often in (2, 3):
        attackers: list[set[int]] = [set() for _ in range(ARGUMENTS)]
        for _ in range(often * ARGUMENTS):
            attackers[rng.randrange(ARGUMENTS)].add(rng.randrange(ARGUMENTS))
        kinds[f"random, {often} attacks each"] = Framework([sorted(a) for a in attackers])
    attackers = [set() for _ in range(ARGUMENTS)]
    for n in range(1, ARGUMENTS):
        target = max(0, n - 1 - rng.randrange(50))
        attackers[target].add(n)
        if rng.random() < 0.1:
            attackers[n].add(target)
    kinds["like a debate"] = Framework([sorted(a) for a in attackers])
    return kinds


def by_argmap(framework: Framework) -> int:
    """How many arguments a preferred extension accepts."""
    labelling = grounded(framework)
    rest = Rest(framework, labelling, timeout=None, stable=False)
    model = Chooser(rest, Semantics.PREFERRED).one()
    rest.close()
    return labelling.labels.count(IN) + (len(model.ins) if model else 0)


def by_clingo(facts: str) -> int:
    """The same."""
    control = clingo.Control(["1", "--warn=none", "--heuristic=Domain", "--enum-mode=domRec"])
    control.add("base", [], facts + PREFERRED)
    control.ground([("base", [])])
    with control.solve(yield_=True) as answers:
        return int(next(sum(atom.name == "in" for atom in answer.symbols(atoms=True)) for answer in answers))


def one_preferred() -> dict[str, Any]:
    """One preferred extension of each framework, by both."""
    found = {}
    for name, framework in frameworks().items():
        numbers = range(len(framework.attackers))
        facts = [f"arg({n})." for n in numbers]
        facts += [f"att({a},{b})." for b in numbers for a in framework.attackers[b]]
        text = "".join(facts)
        ours, theirs = seconds(lambda f=framework: by_argmap(f)), seconds(lambda t=text: by_clingo(t))  # type: ignore[misc]
        found[name] = {"argmap": round(ours, 3), "clingo": round(theirs, 3), "ratio": round(ours / theirs, 2)}
    return found


def main() -> None:
    """Print the figures."""
    sizes = (SIZE // 4, SIZE) if "--small" in sys.argv else (LARGE // 4, LARGE)
    print(json.dumps({"one preferred extension": one_preferred(), **large_maps(sizes)}, indent=1))


if __name__ == "__main__":
    main()
