"""A folder of 1,000 AIF files: loading time against a bare ``json.loads`` and the main peer, and growth of memory."""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.serializers import aif

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "aif"

# The peer reads no file without ``locutions`` by itself, and only what is decoded already.
PEER = """
import gc, json, sys, time
from pathlib import Path
import arguebuf as ag
paths = sorted(Path(sys.argv[1]).glob("*.json"))
def load(path):
    nodeset = json.loads(path.read_bytes())
    nodeset.setdefault("locutions", [])
    return ag.load.aif(nodeset)
fastest = 1e9
for _ in range(int(sys.argv[2])):
    gc.collect(); start = time.process_time()
    for path in paths: load(path)
    fastest = min(fastest, time.process_time() - start)
print(fastest)
"""


def best(load: Callable[[Path], Any], paths: list[Path], runs: int) -> float:
    """Processor seconds of the fastest of several runs over the folder."""
    fastest = float("inf")
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        for path in paths:
            load(path)
        fastest = min(fastest, time.process_time() - start)
    return fastest


def copied(corpus: Path, folder: Path, n: int) -> list[Path]:
    """The files of the corpus over and over again, ``n`` in all."""
    originals = sorted(corpus.glob("*.json"))
    paths = [folder / f"{i:05d}.json" for i in range(n)]
    for i, path in enumerate(paths):
        path.write_bytes(originals[i % len(originals)].read_bytes())
    return paths


def peak() -> float:
    """The most memory that this process has held so far, in MB (Linux counts kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("n", type=int, nargs="?", default=1000)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder of AIF files")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--peer", help="a Python with arguebuf 3.0.0")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = copied(chosen.corpus, Path(folder), chosen.n)

        def load(path: Path) -> Any:
            return aif.loads(path.read_bytes().decode("utf-8-sig"))

        for path in paths[: len(paths) // 10]:
            load(path)
        before = peak()
        own = best(load, paths, chosen.runs)
        grown = peak() - before
        floor = best(lambda path: json.loads(path.read_bytes()), paths, chosen.runs)
        figures: dict[str, float] = {
            "files": len(paths),
            "load_s": own,
            "json_s": floor,
            "times_json": own / floor,
            "grown_mb": grown,
        }
        if chosen.peer:
            command = [chosen.peer, "-c", PEER, folder, str(chosen.runs)]
            figures["peer_s"] = float(subprocess.run(command, capture_output=True, check=True).stdout)
            figures["times_faster"] = figures["peer_s"] / own
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
