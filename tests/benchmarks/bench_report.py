"""Reports as whole processes, loading and writing included: of the seed in each form, and of large maps as PDF.

    python tests/benchmarks/bench_report.py                  # all of it
    python tests/benchmarks/bench_report.py --small          # without the large maps

Prints JSON: seconds from start to end, processor seconds of the process and of the engines that it starts, and the
largest memory of any of them in MB. The large maps have 300 claims of two parties: in a tree of three reasons for each
claim, and in one whose claims bear on any that came before.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import argmap
from argmap import ArgumentMap, Claim, Party

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = Path(__file__).parents[2] / "seeds" / "national-assembly-2024-11-30.argmap.json"
CLAIMS = 300
CODE = "import sys, argmap; argmap.report(argmap.load(sys.argv[1]), sys.argv[2])"
THINGS = [
    "rents",
    "vacancies",
    "repairs",
    "tenants",
    "taxes",
    "schools",
    "buses",
    "heating",
    "parks",
    "loans",
]
VERBS = ["rise with", "depend on", "are slowed by", "benefit from", "come before"]


def large(target: Callable[[int, random.Random], int]) -> ArgumentMap:
    """A map of many claims, each of which bears on the one that ``target`` chooses."""
    rng = random.Random(1)
    parties = [
        Party("council", "Town council", role="speaker"),
        Party("owners", "Owners", role="counterparty"),
    ]
    claims: list[Claim] = []
    relations = []
    for n in range(CLAIMS):
        holder = parties[n > 0 and rng.random() < 0.3]
        one, other = rng.choices(THINGS, k=2)
        words = (
            f"In case {n}, {one} in the old town {rng.choice(VERBS)} {other}, as the plan of the town shows."
        )
        claims.append(Claim(f"C{n}", words, by=holder))
        if n:
            aim = claims[target(n, rng)]
            relations.append(claims[n].supports(aim) if aim.by == holder.id else claims[n].attacks(aim))
    return ArgumentMap.of(*parties, *claims, *relations, title="A plan")


def measured(path: Path, out: Path) -> dict[str, Any]:
    """One report, by a new process."""
    start = time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", CODE, str(path), str(out)])
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - start
    return {
        "seconds": round(seconds, 2),
        "processor": round(used.ru_utime + used.ru_stime, 2),
        "memory MB": round(used.ru_maxrss / 1000),
        "file kB": round(out.stat().st_size / 1000),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        for suffix in (".html", ".pdf", ".docx", ".md"):
            found[f"seed {suffix}"] = measured(SEED, out / f"seed{suffix}")
        trees = {
            "tree": lambda n, _: (n - 1) // 3,
            "any before": lambda n, rng: rng.randrange(n),
        }
        for name, target in () if small else trees.items():
            path = out / "large.argmap.json"
            argmap.dump(large(target), path)
            found[f"{CLAIMS} claims, {name}, .pdf"] = measured(path, out / "large.pdf")
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
