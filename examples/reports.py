"""The reports of both examples in all four forms, in ``examples/reports/``; ``python examples/reports.py`` makes them."""

from __future__ import annotations

from pathlib import Path

import argmap

HERE = Path(__file__).resolve().parent
MAPS = {
    "national-assembly": HERE.parent / "seeds" / "national-assembly-2024-11-30.argmap.json",
    "quay-street": HERE / "quay-street.argmap.json",
}
SUFFIXES = (".html", ".pdf", ".docx", ".md")


def write(folder: Path) -> None:
    """Write all of them into a folder."""
    for name, path in MAPS.items():
        m = argmap.load(path)
        for suffix in SUFFIXES:
            argmap.report(m, folder / f"{name}{suffix}")


if __name__ == "__main__":
    write(HERE / "reports")
