"""The documents that are changed: samples, real maps next to the project, and what argmap writes of the seed."""

from __future__ import annotations

import json
import warnings
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import argmap
from argmap import ArgmapError
from argmap.exchange.registry import by_suffix
from argmap.exchange.sniffing import guess
from fuzz import grammar
from fuzz.mutating import mutated
from fuzz.samples import JSON, MORE, RDF, TEXT, XML, YAML
from fuzz.trying import WRITERS

if TYPE_CHECKING:
    from random import Random

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
LARGEST = 20_000  # bytes of a real file; larger ones take time and add little
MOST = 40  # real files of one format


@cache
def documents(format: str) -> tuple[bytes, ...]:
    """The documents of a format: always the same ones on the same files."""
    samples = {**{name: json.dumps(d) for name, d in JSON.items()}, **YAML, **XML, **TEXT, **RDF}
    found = [samples[format], *MORE.get(format, ())]
    if format in WRITERS:
        seed = argmap.load(ROOT / "seeds" / "national-assembly-2024-11-30.argmap.json")
        maps = argmap.loads(ARGUMENT, format="argdown"), seed.subset([c.id for c in seed.claims[:3]])
        found += [argmap.dumps(m, format=format, lossy="ignore") for m in maps]
    return (*(text.encode() for text in found), *_real(format))


ARGUMENT = """[Tea]: Tea is good. #drink
  + <Price>: It is cheap.
    - [Dear]: Some is dear.

<Price>

(1) Tea costs little.
(2) What costs little is cheap.
-- Modus ponens --
(3) [Cheap]: Tea is cheap.
  _> [Tea]
"""


@cache
def _corpora() -> dict[str, list[bytes]]:
    """Real files by the format that recognises them."""
    found: dict[str, list[bytes]] = {}
    for path in sorted(CORPORA.rglob("*")) if CORPORA.is_dir() else ():
        if not path.is_file() or path.stat().st_size > LARGEST:
            continue
        for format in _formats(path):
            found.setdefault(format, []).append(path.read_bytes())
    return found


def _formats(path: Path) -> tuple[str, ...]:
    row = by_suffix(path.name)
    if row:
        return (row.name,)
    try:
        return guess(path.read_text("utf-8", "replace"), path.name)
    except ArgmapError:
        return ()


def _real(format: str) -> tuple[bytes, ...]:
    return tuple(_corpora().get(format, [])[:MOST])


def document(format: str, random: Random) -> bytes:
    """A document with something wrong in it; of Argdown, half of them from a grammar."""
    if format == "argdown" and random.random() < 0.5:
        raw = grammar.document(random).encode("utf-8", "surrogateescape")
        return mutated(raw, format, random) if random.random() < 0.3 else raw
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = documents(format)
    return mutated(random.choice(found), format, random)
