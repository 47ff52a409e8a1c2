"""Diff and merge of large maps, and pairing their texts, against loading one of the maps in the same run."""

from __future__ import annotations

import json
import random
import sys
from typing import TYPE_CHECKING

import bench_model
from attrs import evolve
from bench_model import best, records

import argmap
from argmap import ArgumentMap, Claim, Party, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = [f"word{n}" for n in range(5000)]


def reworded(text: str, rng: random.Random) -> str:
    """The text with another word in one place."""
    words = text.split()
    words[rng.randrange(len(words))] = rng.choice(WORDS)
    return " ".join(words)


def edited(m: ArgumentMap, share: float, rng: random.Random, letter: str) -> ArgumentMap:
    """The map with so much of its claims reworded, half as much renamed, and as much removed and added."""
    few = int(len(m.claims) * share)
    chosen: Sequence[Claim] = rng.sample(m.claims, 2 * few)
    m = m.replace(*[evolve(c, text=reworded(c.text, rng)) for c in chosen[:few]])
    m = m.renamed({c.id: f"{letter}{c.id}" for c in chosen[few : few + few // 2]})
    m = m.without(*[r.id for r in rng.sample(m.relations, few // 2)], cascade=True)
    return m.add(*[Claim(f"{letter}{n}", " ".join(rng.choices(WORDS, k=14))) for n in range(few // 2)])


def main() -> None:
    """Print the figures."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    bench_model.WORDS[:] = WORDS
    rng = random.Random(3)
    text = " ".join(rng.choices(WORDS, k=4 * n))
    m = ArgumentMap.of(Party("council", "City council"), Source("s", text), *records(n, text))
    raw = argmap.dumps(m).encode()
    load = best(lambda: argmap.loads(raw), 3)
    base, other = argmap.loads(raw), argmap.loads(raw)
    reordered = evolve(other, claims=[*other.claims[n // 2 :], *other.claims[: n // 2]])
    ours = edited(other, 0.01, rng, "x")
    theirs = other.replace(*[evolve(c, tags=["seen"]) for c in rng.sample(other.claims, n // 100)])
    d = argmap.diff(base, ours)
    work = {
        "diff_nothing": lambda: argmap.diff(base, other),
        "diff_1_percent": lambda: argmap.diff(base, ours),
        "diff_1_percent_by_id": lambda: argmap.diff(base, ours, threshold=None),
        "diff_other_order": lambda: argmap.diff(base, reordered),
        "apply": lambda: d.apply(base),
        "merge": lambda: argmap.merge(base, ours, theirs),
        "renamed": lambda: base.renamed(prefix="a-"),
    }
    seconds = {name: best(one, 3) for name, one in work.items()}
    few = {k: ArgumentMap.of(*[Claim(c.id, c.text) for c in base.claims[:k]]) for k in (n // 100, n // 10, n)}
    again = {
        k: ArgumentMap.of(*[Claim(c.id, reworded(c.text, rng)) for c in part.claims])
        for k, part in few.items()
    }
    figures = {
        "claims": n,
        "changes": len(d),
        "load_s": load,
        **{name: [s, s / load] for name, s in seconds.items()},
        "match_s": {k: best(lambda k=k: argmap.match(few[k], again[k]), 1) for k in few},  # type: ignore[misc]
    }
    print(json.dumps(figures, default=str))


if __name__ == "__main__":
    main()
