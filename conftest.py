"""The examples of README.md and docs/ are tests: Sybil runs them, each file in a directory of its own.

Docstrings are run by pytest's own ``--doctest-modules``.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import chdir
from doctest import ELLIPSIS
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

import argmap.cli  # noqa: F401 - before pytest imports modules of it for their doctests, which would then be there twice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from argmap import Diagram

ROOT: Final = Path(__file__).parent
PICTURES: Final = ROOT / "docs" / "_static"
DRAWN_WITH: Final = ("linux", "0.2.2")  # platform and graphviz-pure; elsewhere lines may bend otherwise

os.environ["COLUMNS"] = "80"  # tables are as wide as the terminal

collect_ignore = ["tests/benchmarks", "docs/conf.py", "docs/_build"]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory to work in, with the seeds in ``seeds/`` and a map in ``examples/``."""
    place = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "seeds", place / "seeds")
    (place / "examples").mkdir()
    shutil.copy(ROOT / "examples" / "quay-street.argmap.json", place / "examples")
    with chdir(place):
        yield place


@pytest.fixture(scope="module")
def keep() -> Callable[[Diagram, str], None]:
    """Compare a committed picture with a new drawing; with ARGMAP_REDRAW set, draw it again instead."""

    def keep_current(diagram: Diagram, name: str) -> None:
        path = PICTURES / name
        if os.environ.get("ARGMAP_REDRAW"):
            path.write_text(diagram.svg, encoding="utf-8")
        committed = path.read_text(encoding="utf-8")
        same_engine = (sys.platform, version("graphviz-pure")) == DRAWN_WITH
        current = committed == diagram.svg if same_engine else _words(committed) == _words(diagram.svg)
        assert current, f"docs/_static/{name} is out of date: ARGMAP_REDRAW=1 python -m pytest README.md docs"  # noqa: S101

    return keep_current


def _words(svg: str) -> list[str]:
    """The texts of a picture in any order, one word each, however lines are broken."""
    return sorted(word for text in re.findall(r">([^<]+)</text>", svg) for word in text.split())


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)],
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
    fixtures=["workplace", "keep"],
).pytest()
