"""Import, load, dump, build, walks and memory of a large map, against floors measured in the same run."""

from __future__ import annotations

import gc
import json
import random
import subprocess
import sys
import time
import tracemalloc
from typing import TYPE_CHECKING, Any

import argmap
from argmap import ArgumentMap, Claim, Party, Quote, Relation, Source

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = [
    "tariff",
    "harbour",
    "council",
    "evidence",
    "estimate",
    "revenue",
    "witness",
    "ledger",
    "vote",
    "survey",
]
RUNS = 5


def best(work: Callable[[], Any], runs: int = RUNS) -> float:
    """Seconds of the fastest of several runs."""
    fastest = float("inf")
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        result = work()
        fastest = min(fastest, time.perf_counter() - start)
        del result
    return fastest


def imported(statement: str) -> float:
    """Seconds that a statement takes in a new interpreter, the fastest of several."""
    code = f"import time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(15)]
    return min(float(run.stdout) for run in runs)


def records(n: int, text: str) -> list[Claim | Relation]:
    """Claims with a quote each and as many relations, the shape of a tree with one more edge."""
    rng = random.Random(7)
    made: list[Claim | Relation] = []
    for i in range(n):
        start = rng.randrange(len(text) - 60)
        quote = Quote("s", text[start : start + 50], start, start + 50, prefix=text[start - 16 : start])
        made.append(
            Claim(f"c{i}", " ".join(rng.choices(WORDS, k=14)), by="council", kind="fact", quotes=[quote])
        )
    made += [
        Relation(f"r{i}", "support", f"c{i % n}", f"c{rng.randrange(min(i, n))}") for i in range(1, n + 1)
    ]
    return made


def main() -> None:
    """Print the figures."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    text = " ".join(random.Random(1).choices(WORDS, k=4 * n))
    head: list[Party | Source] = [Party("council", "City council"), Source("s", text)]
    bare = best(lambda: records(n, text), 3)
    made = records(n, text)
    of = best(lambda: ArgumentMap.of(*head, *made), 3)
    m = ArgumentMap.of(*head, *made)
    written = argmap.dumps(m)
    raw = written.encode()
    plain = json.loads(raw)
    floor_load, load = best(lambda: json.loads(raw)), best(lambda: argmap.loads(raw))
    floor_dump, dump = best(lambda: json.dumps(plain)), best(lambda: argmap.dumps(m))
    walks = best(lambda: (argmap.ancestors(m, "c0"), argmap.components(m), argmap.topological_order(m)), 3)
    edit = best(lambda: m.add(Claim("new", "One more.")))
    tracemalloc.start()  # counts only what is made from here on
    loaded = argmap.loads(raw)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] - len(text)
    tracemalloc.stop()
    floor_import, own_import = imported("import attrs, msgspec"), imported("import argmap")
    figures = {
        "claims": len(loaded.claims),
        "relations": len(loaded.relations),
        "bytes": len(raw),
        "import": [own_import, floor_import, own_import / floor_import],
        "load": [load, floor_load, load / floor_load],
        "dump": [dump, floor_dump, dump / floor_dump],
        "build": [bare + of, bare, (bare + of) / bare],
        "walks_s": walks,
        "one_edit_s": edit,
        "bytes_per_claim_and_relation": held / n,
    }
    print(json.dumps(figures, default=str))


if __name__ == "__main__":
    main()
