"""All checks of a map of 10,000 claims with 1,000 quotes, against finding the quotes in the source and against loading.

    python tests/benchmarks/bench_checks.py             # 10,000 claims
    python tests/benchmarks/bench_checks.py 40000       # the same at another size, for growth

Prints JSON: seconds, the rules that take the longest, the ratios, and the exponent from a quarter of the size on.
"""

from __future__ import annotations

import json
import math
import random
import sys
from time import process_time
from typing import TYPE_CHECKING

import argmap
from argmap import ArgumentMap, Claim, Party, Quote, Relation, Source
from argmap.checks import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

TURNS = 3
WORDS = (
    "council rent cap flat owner tenant supply law court party vote press union wage price fee tax school road park "
    "bridge water power train harbour market survey report study budget number increase protect limit support deny"
)


def made(size: int) -> ArgumentMap:
    """A tree of claims of two parties, of which every tenth quotes a sentence of one source, some of them wrongly."""
    chance = random.Random(5)
    words = WORDS.split()

    def sentence() -> str:
        return f"{' '.join(chance.choices(words, k=12)).capitalize()} by {chance.randint(1, 99)} percent."

    quoted = size // 10
    sentences = [sentence() for _ in range(2 * quoted)]
    source = Source("source", " ".join(sentences), language="en")
    claims, at = [], 0
    for n in range(size):
        quotes: list[Quote] = []
        if n < quoted:
            exact = sentences[2 * n]
            at = source.text.index(exact, at)
            quotes = [Quote("source", exact, at, at + len(exact))]
            if n % 20 == 0:  # a misquotation
                quotes = [Quote("source", exact.replace("r", "rr", 1))]
            elif n % 7 == 0:  # without a position
                quotes = [Quote("source", exact)]
        text = quotes[0].exact if quotes and n % 3 else sentence()
        claims.append(Claim(f"c{n}", text, by=chance.choice("ab"), quotes=quotes))
    relations = [
        Relation(f"r{n}", chance.choice(("support", "attack")), [f"c{n}"], [f"c{chance.randrange(n)}"])
        for n in range(1, size)
    ]
    parties = (Party("a", role="speaker"), Party("b", role="counterparty"))
    return ArgumentMap.of(*parties, source, *claims, *relations)


def seconds(work: Callable[[ArgumentMap], object], m: ArgumentMap) -> float:
    """The least processor time of several turns, each on a map that knows nothing yet."""
    times = []
    for _ in range(TURNS):
        fresh = ArgumentMap.of(*m)
        began = process_time()
        work(fresh)
        times.append(process_time() - began)
    return min(times)


def verified(m: ArgumentMap) -> None:
    """The floor: each quote is looked for in the source."""
    source = m.sources[0]
    for claim in m.claims:
        for quote in claim.quotes:
            argmap.verify(quote, source)


def main(size: int) -> None:
    """Print the figures."""
    m, smaller = made(size), made(size // 4)
    text = argmap.dumps(m)
    every = seconds(argmap.check, m)
    floor = seconds(verified, m)
    rules = {rule.code: seconds(lambda m, r=rule: list(r.findings(m)), m) for rule in RULES}  # type: ignore[misc]
    slowest = sorted(rules, key=lambda code: -rules[code])[:5]
    figures = {
        "claims": size,
        "quotes": sum(len(c.quotes) for c in m.claims),
        "findings": len(argmap.check(m)),
        "check": round(every, 3),
        "verify each quote": round(floor, 3),
        "check / verify": round(every / floor, 2),
        "check / load": round(every / seconds(lambda _: argmap.loads(text), m), 2),
        "exponent": round(math.log(every / seconds(argmap.check, smaller)) / math.log(4), 2),
        "slowest": {code: round(rules[code], 3) for code in slowest},
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10_000)
