"""Time 1,000 quotations of 60 to 400 characters against a source of 1 MB; print one line of JSON.

The source is made of words of the seed statement in random order: repetitive, so harder than real prose.
880 quotations are exact, 50 of them broken up and retypeset (normalised), 50 have edited words (near), 20 are
made up of the same vocabulary (absent).
"""

from __future__ import annotations

import json
import platform
import resource
import time
from collections import Counter
from pathlib import Path
from random import Random

from argmap.quoting.matching import find

SEED = Path(__file__).parents[2] / "seeds" / "national-assembly-2024-11-30.txt"


def quotations(source: str, vocabulary: list[str], random: Random) -> dict[str, list[str]]:
    def part() -> str:
        size = random.randint(60, 400)
        at = source.index(" ", random.randrange(len(source) - size - 30)) + 1
        return source[at : source.rindex(" ", at, at + size)]

    def edited() -> str:
        words = part().split(" ")
        for _ in range(1 + len(words) // 12):
            words[random.randrange(len(words))] = random.choice(vocabulary)
        return " ".join(words)

    return {
        "exact": [part() for _ in range(880)],
        "normalised": [part().replace(" ", "\n ").replace("\u2019", "'") for _ in range(50)],
        "near": [edited() for _ in range(50)],
        "absent": [" ".join(random.choices(vocabulary, k=random.randint(10, 55))) for _ in range(20)],
    }


def main() -> None:
    random = Random(1)
    vocabulary = SEED.read_text("utf-8").split()
    source = " ".join(random.choices(vocabulary, k=150_000))[:1_000_000]
    figures: dict[str, object] = {"python": platform.python_version(), "source_characters": len(source)}
    total = 0.0
    for kind, sought in quotations(source, vocabulary, random).items():
        started = time.perf_counter()
        verdicts = Counter(str(find(source, words).verdict) for words in sought)
        seconds = time.perf_counter() - started
        total += seconds
        figures[kind] = {"quotations": len(sought), "seconds": round(seconds, 3), "verdicts": dict(verdicts)}
    figures["seconds"] = round(total, 3)
    figures["peak_megabytes"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
