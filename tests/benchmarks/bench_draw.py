"""Pictures on A4 in each layout: size of the text, share of the page that cards cover, rows instead of lines, time."""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import argmap
from argmap import ArgumentMap, Claim, Party, Relation
from argmap.errors import ArgmapError

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = Path(__file__).parents[2] / "seeds" / "national-assembly-2024-11-30.argmap.json"
WORDS = [
    "supply",
    "wages",
    "owners",
    "fall",
    "market",
    "public",
    "cost",
    "homes",
    "rents",
    "build",
    "policy",
    "council",
]
CARD = re.compile(r'class="node card".*?points="([^"]+)"', re.DOTALL)


def claims(count: int, rng: random.Random) -> list[Claim]:
    """Claims of 14 words, held by three parties in no order."""
    parties = ("p0", "p1", "p2")
    return [
        Claim(f"C{n}", " ".join(rng.choices(WORDS, k=14)), by=rng.choice(parties), tags=["thesis"] * (n == 0))
        for n in range(count)
    ]  # fmt: skip


def joined(count: int, pairs: list[tuple[int, int]], rng: random.Random) -> ArgumentMap:
    """A map of claims and of relations between them, three of ten attacks."""
    parties = [
        Party("p0", "City council", role="speaker"),
        Party("p1", "Owners", role="counterparty"),
        Party("p2", "Union"),
    ]
    kinds = [rng.choices(("support", "attack"), (7, 3))[0] for _ in pairs]
    steps = [Relation(f"r{n}", kinds[n], [f"C{a}"], [f"C{b}"]) for n, (a, b) in enumerate(pairs)]
    return ArgumentMap.of(*parties, *claims(count, rng), *steps, title="A map")


def maps() -> Iterator[tuple[str, ArgumentMap]]:
    """The maps that are drawn, by name."""
    yield "seed", argmap.load(SEED)
    for count in (20, 40, 60, 100):
        yield (
            f"tree of {count}",
            joined(count, [(n, (n - 1) // 3) for n in range(1, count)], random.Random(1)),
        )
    for count in (20, 60):
        yield f"chain of {count}", joined(count, [(n, n - 1) for n in range(1, count)], random.Random(1))
    yield "star of 40", joined(41, [(n, 0) for n in range(1, 41)], random.Random(1))
    for count in (20, 60, 300):
        rng = random.Random(1)
        starts = [rng.randrange(count) for _ in range(4 * count)]
        pairs = [(start, (start + rng.randrange(1, count)) % count) for start in starts]
        yield f"tangle of {count}", joined(count, pairs, rng)


def figures(m: ArgumentMap, layout: str, timeout: float) -> dict[str, Any]:
    """What a picture measures, or why there is none."""
    start, used = time.perf_counter(), processor()
    diagram = argmap.draw(m, layout=layout, timeout=timeout)
    try:
        svg = diagram.svg
    except ArgmapError as error:
        return {"error": str(error)[:80], "seconds": round(time.perf_counter() - start, 2)}
    area = 0.0
    for corners in CARD.findall(svg):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", corners)]
        area += (max(numbers[::2]) - min(numbers[::2])) * (max(numbers[1::2]) - min(numbers[1::2]))
    box = re.search(r'viewBox="[\d.]+ [\d.]+ ([\d.]+) ', svg)
    scale = diagram.size[0] / float(box[1]) if box else 1.0
    room = (595.28 - 72) * (841.89 - 72)
    return {
        "layout": str(diagram.layout.name),
        "main text": diagram.main_text_size,
        "smallest": diagram.text_size,
        "cards": round(area * scale**2 / room, 2),
        "lines": svg.count('class="edge"'),
        "seconds": round(time.perf_counter() - start, 2),
        "processor": round(processor() - used, 2),
    }


def processor() -> float:
    """Seconds of processor time so far, with those of engines that have ended."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--layout", action="append", help="auto and columns by default")
    parser.add_argument("--timeout", type=float, default=30.0)
    chosen = parser.parse_args()
    for name, m in maps():
        for layout in chosen.layout or ("auto", "columns"):
            print(
                json.dumps({"map": name, "asked": layout, **figures(m, layout, chosen.timeout)}), flush=True
            )


if __name__ == "__main__":
    main()
