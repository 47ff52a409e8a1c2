"""A folder of 1,000 AIF files: loading time against a bare ``json.loads`` and the main peer, and growth of memory.

Two ways of loading are timed on both sides. "file" is what a user calls for a file: ``argmap.load(path, format="aif")``
and ``arguebuf.load.file(path)``. "text" starts from text in memory: ``aif.loads(text)`` and
``arguebuf.load.aif(json.loads(text))``.

The peer cannot read a nodeset without the key ``locutions``, which most files of the corpus do not have. So the folder
holds copies in which ``"locutions": []`` is added where it is missing, and both sides load these.

Both sides run in turns. The peer runs in the same interpreter if it is installed there, else in the one named by
``--peer``; the versions of Python are printed, and only equal ones make a fair ratio. Ratios are those of the fastest
runs, and the least, middle and greatest of the turns, which other work on the machine disturbs on both sides alike.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import argmap
from argmap.serializers import aif

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "aif"

PEER = """
import gc, json, platform, sys, time
from pathlib import Path
import arguebuf as ag
paths = sorted(Path(sys.argv[1]).glob("*.json"))
texts = [path.read_text(encoding="utf-8-sig") for path in paths]
def best(load, items):
    fastest = 1e9
    for _ in range(int(sys.argv[2])):
        gc.collect(); start = time.process_time()
        for item in items: load(item)
        fastest = min(fastest, time.process_time() - start)
    return fastest
print(json.dumps({
    "python": platform.python_version(),
    "file_s": best(ag.load.file, paths),
    "text_s": best(lambda text: ag.load.aif(json.loads(text)), texts),
}))
"""


def best(load: Callable[[Any], Any], items: Sequence[Any], runs: int) -> float:
    """Processor seconds of the fastest of several runs over all items."""
    fastest = float("inf")
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        for item in items:
            load(item)
        fastest = min(fastest, time.process_time() - start)
    return fastest


def copied(corpus: Path, folder: Path, n: int) -> list[Path]:
    """The files of the corpus over and over again, ``n`` in all, each with a list of locutions."""
    originals = [path.read_bytes().removeprefix(b"\xef\xbb\xbf") for path in sorted(corpus.glob("*.json"))]
    for i, raw in enumerate(originals):
        if "locutions" not in json.loads(raw):
            originals[i] = raw.rstrip().removesuffix(b"}") + b',"locutions":[]}'
    paths = [folder / f"{i:05d}.json" for i in range(n)]
    for i, path in enumerate(paths):
        path.write_bytes(originals[i % len(originals)])
    return paths


def resident() -> float:
    """The memory that this process holds by now, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


def from_file(path: Path) -> Any:
    """Load a file as a user does."""
    return argmap.load(path, format="aif")


def growth(paths: Sequence[Path], counts: Iterable[int]) -> dict[str, float]:
    """How much more memory is held after loading so many files, none of them kept."""
    before = resident()
    grown = {}
    for count in counts:
        for i in range(count):
            from_file(paths[i % len(paths)])
        gc.collect()
        grown[f"grown_mb_{count}"] = resident() - before
    return grown


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("n", type=int, nargs="?", default=1000)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder of AIF files")
    parser.add_argument("--runs", type=int, default=2, help="runs of each turn")
    parser.add_argument("--turns", type=int, default=10)
    parser.add_argument(
        "--peer", default=sys.executable, help="a Python with arguebuf 3.0.0, if not this one"
    )
    parser.add_argument("--alone", action="store_true", help="without the peer")
    chosen = parser.parse_args()
    # One file has locutions of nodes that it does not have.
    warnings.simplefilter("ignore", argmap.ReadWarning)
    figures: dict[str, Any] = {"files": chosen.n, "python": platform.python_version()}
    ours: list[dict[str, float]] = []
    peer: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        paths = copied(chosen.corpus, Path(folder), chosen.n)
        texts = [path.read_text(encoding="utf-8-sig") for path in paths]
        for path in paths[:100]:
            from_file(path)
        figures |= growth(paths, (1000, 10_000))
        for _ in range(chosen.turns):
            ours.append(
                {
                    "file_s": best(from_file, paths, chosen.runs),
                    "text_s": best(aif.loads, texts, chosen.runs),
                    "json_file_s": best(lambda path: json.loads(path.read_bytes()), paths, chosen.runs),
                    "json_text_s": best(json.loads, texts, chosen.runs),
                }
            )
            if not chosen.alone:
                command = [chosen.peer, "-c", PEER, folder, str(chosen.runs)]
                peer.append(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
    fastest = {name: min(turn[name] for turn in ours) for name in ours[0]}
    figures |= fastest
    for way in ("file", "text"):
        figures[f"{way}_times_json"] = fastest[f"{way}_s"] / fastest[f"json_{way}_s"]
    if peer:
        figures["peer_python"] = peer[0]["python"]
        for way in ("file", "text"):
            ratios = sorted(
                theirs[f"{way}_s"] / here[f"{way}_s"] for here, theirs in zip(ours, peer, strict=True)
            )
            figures[f"peer_{way}_s"] = min(turn[f"{way}_s"] for turn in peer)
            figures[f"{way}_times_faster"] = figures[f"peer_{way}_s"] / fastest[f"{way}_s"]
            figures[f"{way}_times_faster_by_turn"] = [ratios[0], median(ratios), ratios[-1]]
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
