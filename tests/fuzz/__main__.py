"""Try many broken documents, on all processors, and count what became of them by format and by error.

PYTHONPATH=tests python -m fuzz --count 100000 --keep found
PYTHONPATH=tests python -m fuzz --formats brat,tgf --first 1234 --count 1     # one of them again
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from multiprocessing import Pool
from pathlib import Path
from random import Random
from time import monotonic
from typing import NamedTuple

from fuzz.documents import document
from fuzz.trying import READERS, WRITERS, Trial, tried

CHUNK = 200  # documents that one process tries before it reports
MEMORY = 4 << 30  # bytes of address space, for each process


class Batch(NamedTuple):
    """Some documents of one format, by number."""

    format: str
    numbers: range
    seed: str
    everything: float  # the share of documents that are written in every format, and not in two


def batch_tried(batch: Batch) -> list[tuple[str, int, Trial]]:
    """The trials of a batch."""
    found = []
    for n in batch.numbers:
        random = Random(f"{batch.seed} {batch.format} {n}")
        raw = document(batch.format, random)
        own = [batch.format] if batch.format in WRITERS else []
        writers = WRITERS if random.random() < batch.everything else [*own, random.choice(WRITERS)]
        found.append((batch.format, n, tried(raw, batch.format, writers=writers, edits=random)))
    return found


def main() -> int:
    """Run, print the counts as a table; 1 if anything is wrong."""
    asked = _asked()
    formats = asked.formats.split(",") if asked.formats else list(READERS)
    ends = range(asked.first, asked.first + asked.count, CHUNK)
    batches = [
        Batch(format, range(n, min(n + CHUNK, asked.first + asked.count)), asked.seed, asked.everything)
        for n in ends
        for format in formats
    ]
    verdicts: Counter[tuple[str, str]] = Counter()
    errors: Counter[tuple[str, ...]] = Counter()
    began = monotonic()
    with Pool(asked.processes, _bounded) as pool:
        for trials in pool.imap_unordered(batch_tried, batches):
            for format, n, trial in trials:
                verdicts[format, trial.verdict] += 1
                if trial.right:
                    continue
                key = (format, *trial[:4])
                errors[key] += 1
                if errors[key] == 1:
                    print(f"{format} {n}: {' '.join(trial)}", flush=True)
                    _kept(asked.keep, format, n, asked.seed)
            if monotonic() - began > asked.minutes * 60:
                pool.terminate()
                break
    _print(verdicts, errors)
    return 1 if errors else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000, help="documents of each format")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    parser.add_argument("--formats", default="", help="names with commas between them; all by default")
    parser.add_argument("--seed", default="1", help="any word; another one gives other documents")
    parser.add_argument(
        "--everything", type=float, default=0.1, help="share of documents written in every format"
    )
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so many")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=Path, help="a folder for the documents that went wrong")
    return parser.parse_args()


def _bounded() -> None:
    """Bound the memory of a process, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _kept(folder: Path | None, format: str, n: int, seed: str) -> None:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{n}.{format}").write_bytes(document(format, Random(f"{seed} {format} {n}")))


def _print(verdicts: Counter[tuple[str, str]], errors: Counter[tuple[str, ...]]) -> None:
    kinds = sorted({verdict for _, verdict in verdicts})
    print(f"{'':14}", *(f"{kind:>10}" for kind in kinds))
    for format in sorted({format for format, _ in verdicts}):
        print(f"{format:14}", *(f"{verdicts[format, kind]:>10}" for kind in kinds))
    print(
        f"{'in all':14}", *(f"{sum(n for (_, k), n in verdicts.items() if k == kind):>10}" for kind in kinds)
    )
    for key, n in errors.most_common():
        print(f"{n:>8} {', '.join(filter(None, key))}")


if __name__ == "__main__":
    sys.exit(main())
