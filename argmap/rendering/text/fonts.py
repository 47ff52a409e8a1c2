"""The fonts of installed packages, which are the same on every machine that has the same versions of them.

The extras ``scripts`` and ``cjk`` bring such packages; others on PyPI (``pip install fontpkg-amiri``) say by an entry
point that they hold fonts.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from argmap.filesystem import files_below

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTO: Final = ("manimgx_fonts", "manimgx_fonts_cjk")
"""The packages of the extras, which have no entry point."""

_PACKAGES: Final = "fontpkg.family"
_FILES: Final = (".ttf", ".otf", ".ttc")


@cache
def packages() -> dict[str, str]:
    """The font files of installed packages, those of the extras first, each with the name of its package."""
    found: dict[str, str] = {}
    for module in _modules():
        with suppress(ImportError, ValueError):
            spec = find_spec(module)
            folders = (spec and spec.submodule_search_locations) or ()
            inside = (path for folder in folders for path in files_below(Path(folder)).files)
            for path in sorted(str(path) for path in inside if path.suffix in _FILES):
                found.setdefault(path, module.partition(".")[0].replace("_", "-"))
    return found


def files() -> tuple[str, ...]:
    """The font files of installed packages."""
    return tuple(packages())


def folders() -> list[str]:
    """The folders that those files are in."""
    return sorted({str(Path(file).parent) for file in files()})


def _modules() -> Iterator[str]:
    yield from NOTO
    yield from sorted(package.module for package in entry_points(group=_PACKAGES))
