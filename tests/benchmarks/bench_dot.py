"""Picture and DOT text of a large map, without layout; optionally the main peer's in the same run."""

from __future__ import annotations

import argparse
import gc
import json
import random
import subprocess
import time

import argmap
from argmap import ArgumentMap, Claim, Relation

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

PEER = """
import gc, random, sys, time
import arguebuf as ag
n = int(sys.argv[1]); rng = random.Random(7); words = sys.argv[2].split()
g = ag.Graph("bench")
nodes = [ag.AtomNode(f"Claim {i}: " + " ".join(rng.choices(words, k=9)), id=f"c{i}") for i in range(n)]
for node in nodes: g.add_node(node)
for i in range(1, n + 1):
    s = ag.SchemeNode(ag.Support.DEFAULT, id=f"s{i}")
    g.add_edge(ag.Edge(nodes[i % n], s, id=f"e{i}a"))
    g.add_edge(ag.Edge(s, nodes[rng.randrange(min(i, n))], id=f"e{i}b"))
fastest = 1e9
for _ in range(3):
    gc.collect(); t = time.perf_counter()
    ag.dump.graphviz(g, max_nodes=10**9).to_string()
    fastest = min(fastest, time.perf_counter() - t)
print(fastest)
"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("n", type=int, nargs="?", default=10_000)
    parser.add_argument("--peer", help="a Python with arguebuf 3.0.0")
    chosen = parser.parse_args()
    n, rng = chosen.n, random.Random(7)
    claims = [Claim(f"c{i}", f"Claim {i}: " + " ".join(rng.choices(WORDS, k=9))) for i in range(n)]
    relations = [
        Relation(f"r{i}", "support", f"c{i % n}", f"c{rng.randrange(min(i, n))}") for i in range(1, n + 1)
    ]
    fastest = float("inf")
    for _ in range(5):
        m = ArgumentMap.of(*claims, *relations)
        gc.collect()
        start = time.perf_counter()
        argmap.to_dot(m)
        fastest = min(fastest, time.perf_counter() - start)
    figures: dict[str, float] = {"claims": n, "dot_s": fastest}
    if chosen.peer:
        command = [chosen.peer, "-c", PEER, str(n), " ".join(WORDS)]
        figures["peer_s"] = float(subprocess.run(command, capture_output=True, check=True).stdout)
        figures["times_faster"] = figures["peer_s"] / fastest
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
