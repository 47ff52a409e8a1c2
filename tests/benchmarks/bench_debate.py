"""Who answers whom in large maps, next to building the networkx view of them.

    python tests/benchmarks/bench_debate.py           # 100,000 claims, half of them of each party, as many relations
    python tests/benchmarks/bench_debate.py 10000

Prints JSON: seconds for each function and table, and their ratios to the view. Half of the relations attack.
"""

from __future__ import annotations

import json
import random
import sys
from time import perf_counter
from typing import TYPE_CHECKING, Any

from argmap import ArgumentMap, Claim, Party, about, responses, to_networkx, unsupported

if TYPE_CHECKING:
    from collections.abc import Callable


def debate(n: int) -> ArgumentMap:
    """A map of two parties whose claims bear on one another at random."""
    chance = random.Random(1)
    parties = Party("owners", role="counterparty"), Party("council", role="speaker")
    claims = [Claim(f"c{i}", f"Claim number {i}.", by=parties[i % 2]) for i in range(n)]
    relations = []
    for i in range(n):
        start, end = chance.choice(claims), chance.choice(claims)
        more: dict[str, Any] = {"id": f"r{i}"}
        relations.append(start.attacks(end, **more) if i % 2 else start.supports(end, **more))
    return ArgumentMap.of(*parties, *claims, *relations)


def seconds(call: Callable[[], object]) -> float:
    """The least of three runs."""
    times = []
    for _ in range(3):
        began = perf_counter()
        call()
        times.append(perf_counter() - began)
    return min(times)


def main() -> None:
    """Measure and print."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    m = debate(n)
    view = seconds(lambda: to_networkx(m))
    found = responses(m)
    times = {
        "responses": seconds(lambda: responses(m)),
        "unsupported": seconds(lambda: unsupported(m)),
        "about": seconds(lambda: about(m, "owners")),
        "rows": seconds(found.rows),
        "csv": seconds(found.to_csv),
        "text": seconds(lambda: str(found)),
    }
    print(
        json.dumps(
            {
                "claims": n,
                "networkx": round(view, 3),
                "seconds": {name: round(value, 3) for name, value in times.items()},
                "ratios": {name: round(value / view, 2) for name, value in times.items()},
            }
        )
    )


if __name__ == "__main__":
    main()
