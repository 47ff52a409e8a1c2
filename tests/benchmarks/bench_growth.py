"""How the time of each reader grows with its document: the exponent for each thing that can be repeated in one.

    python tests/benchmarks/bench_growth.py                 # every reader
    python tests/benchmarks/bench_growth.py brat argdown    # these

Prints JSON: for each reader how many things were tried, and those whose exponent is above the goal of 1.2: what is
repeated, the exponent, and the seconds for so many repetitions. 1 is linear, 2 is quadratic.
"""

from __future__ import annotations

import gc
import json
import math
import sys
import warnings
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzz.repeating import repetitions
from fuzz.trying import READERS

import argmap
from argmap import ArgmapError

if TYPE_CHECKING:
    from collections.abc import Callable

GOAL = 1.2
ENOUGH = 0.08  # seconds that are measured well
SLOWEST = 2.0  # seconds; what takes longer is not measured again at a larger size
SMALLEST, LARGEST = 250, 64_000  # repetitions
TURNS = 3


def seconds(text: str, format: str, on_error: str) -> float:
    """Processor time for reading a document, or refusing it with a message."""
    gc.collect()
    began = process_time()
    try:
        argmap.loads(text, format=format, on_error=on_error)  # type: ignore[call-overload]
    except ArgmapError as error:
        str(error)
    return process_time() - began


def growth(make: Callable[[int], str], format: str, on_error: str) -> tuple[float, int, float]:
    """The exponent, and the number of repetitions and the seconds at the larger end of what was measured.

    What seems too much is measured once more at four times the size, since filling the caches of the processor looks
    like growth, and ends.
    """
    n = SMALLEST
    while n < LARGEST and seconds(make(n), format, on_error) < ENOUGH:
        n *= 2
    exponent, many = _between(make, n, format, on_error)
    if exponent > GOAL and many < SLOWEST:
        exponent, many = _between(make, n := n * 4, format, on_error)
    return exponent, n, many


def _between(make: Callable[[int], str], n: int, format: str, on_error: str) -> tuple[float, float]:
    """The exponent between a quarter of ``n`` repetitions and ``n``, and the seconds for ``n``."""
    small, large = make(n // 4), make(n)
    many = min(seconds(large, format, on_error) for _ in range(TURNS))
    if many < ENOUGH / 2 or len(large) == len(small):
        return 0, many  # too fast to tell
    few = min(seconds(small, format, on_error) for _ in range(TURNS))
    return math.log(many / max(few, 1e-6)) / math.log(4), many


def measured(format: str) -> dict[str, Any]:
    """How many things were tried on a reader, and what is above the goal, the slowest first."""
    tried, above = 0, []
    for name, make in repetitions(format):
        for on_error in ("raise", "recover"):
            tried += 1
            exponent, n, took = growth(make, format, on_error)
            if exponent > GOAL:
                above.append((round(took, 3), name, on_error, round(exponent, 2), n))
    names = ("seconds", "repeated", "on_error", "exponent", "n")
    return {
        "tried": tried,
        "above": [dict(zip(names, row, strict=True)) for row in sorted(above, reverse=True)],
    }


def main() -> None:
    """Measure the readers named, or all but RDF, whose syntaxes are read by rdflib."""
    warnings.simplefilter("ignore")
    for format in sys.argv[1:] or [name for name in READERS if name != "aif-rdf"]:
        print(json.dumps({format: measured(format)}, indent=1), flush=True)


if __name__ == "__main__":
    main()
