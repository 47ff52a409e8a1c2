"""Every real map is known by a look, read, and loses nothing when it is written again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

import argmap
from argmap.errors import NoMapError, UnknownFormatError
from argmap.exchange.registry import by_name, by_suffix
from argmap.exchange.sniffing import guess

if TYPE_CHECKING:
    from pathlib import Path

# Formats of the files that are read, by folder; the others are texts, schemas and formats that are not read.
READ: Final = {
    "af-tgf": {"tgf": 8},
    "aif": {"aif": 96},
    "arggraph": {"arggraph": 62},
    "caes-yaml": {"carneades": 20},
    "gsn2x": {"gsn": 13},
    "sacm": {"sacm": 2},
    "sadface": {"sadface": 2},
    "tea": {"tea": 5},
}


@pytest.mark.corpora
@pytest.mark.parametrize("folder", READ)
def test_nothing_of_a_real_map_is_lost(folder: str, corpora: Path) -> None:
    found: Counter[str] = Counter()
    for path in sorted(p for p in (corpora / folder).rglob("*") if p.is_file()):
        try:
            m, _ = argmap.load(path, on_error="recover")
        except (UnknownFormatError, NoMapError):  # texts next to the maps
            continue
        row = by_suffix(path.name) or by_name(*guess(path.read_text(encoding="utf-8-sig"), path.name))
        found[row.name] += 1
        assert argmap.losses(m, row.name) == (), path.name
    assert found == READ[folder]
