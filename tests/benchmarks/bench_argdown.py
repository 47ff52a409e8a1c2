"""``argmap convert big.argdown big.json`` as a whole process, against the official parser on the same files.

The official side reads, builds its model and its map and writes JSON, in one process of its own, without
layout; its folder holds node_modules with @argdown/core. ``--make`` is a program that prints a document of
so many statements: ``python gen.py N --shape flat``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHAPES = ("flat", "nested", "pcs")
OFFICIAL = """
import {readFileSync, writeFileSync} from "fs";
import * as core from "@argdown/core";
const app = new core.ArgdownApplication();
const plugins = {
  "parse-input": ["ParserPlugin"], "build-model": ["DataPlugin", "ModelPlugin"],
  "build-map": ["PreselectionPlugin", "StatementSelectionPlugin", "ArgumentSelectionPlugin", "MapPlugin"],
  "export-json": ["JSONExportPlugin"],
};
for (const [step, names] of Object.entries(plugins)) for (const name of names) app.addPlugin(new core[name](), step);
const [input, output] = process.argv.slice(2);
const made = app.run({input: readFileSync(input, "utf8"), process: Object.keys(plugins), logLevel: "silent"});
writeFileSync(output, made.json);
"""


def measured(command: list[str], cwd: str | None = None) -> tuple[float, float]:
    """Seconds of the wall clock and megabytes at the peak of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return time.perf_counter() - start, used.ru_maxrss / 1024


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("n", type=int, nargs="?", default=10_000)
    parser.add_argument("--make", required=True, help="gen.py: prints a document of N statements")
    parser.add_argument("--official", help="a folder with node_modules/@argdown/core")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    figures: dict[str, object] = {"statements": chosen.n}
    with tempfile.TemporaryDirectory() as folder:
        script = Path(chosen.official or folder) / "bench-official.mjs"
        if chosen.official:
            script.write_text(OFFICIAL, encoding="utf-8")
        for shape in SHAPES:
            made = subprocess.run(
                [sys.executable, chosen.make, str(chosen.n), "--shape", shape],
                capture_output=True,
                check=True,
            )
            source = Path(folder) / f"{shape}.argdown"
            source.write_bytes(made.stdout)
            own = [sys.executable, "-c", "from argmap.cli import main; main()"]
            own += ["convert", str(source), str(source.with_suffix(".argmap.json"))]
            peer = ["node", str(script), str(source), str(source.with_suffix(".json"))]
            runs = [
                (measured(own), measured(peer) if chosen.official else (0.0, 0.0)) for _ in range(chosen.runs)
            ]
            seconds, megabytes = (min(r[0][k] for r in runs) for k in (0, 1))
            figures[shape] = {"s": round(seconds, 3), "mb": round(megabytes, 1)}
            if chosen.official:
                theirs, their_megabytes = (min(r[1][k] for r in runs) for k in (0, 1))
                figures[shape] = {
                    "s": round(seconds, 3),
                    "mb": round(megabytes, 1),
                    "official_s": round(theirs, 3),
                    "official_mb": round(their_megabytes, 1),
                    "time_ratio": round(seconds / theirs, 2),
                    "memory_ratio": round(megabytes / their_megabytes, 2),
                }
        if chosen.official:
            script.unlink()
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
