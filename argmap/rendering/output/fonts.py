"""The fonts there are: files of installed packages, and which letters they and the fonts of the machine have.

Packages on PyPI bring fonts as files (``pip install fontpkg-noto-sans-khmer``) and say so by an entry point. Whether
letters are there is found by drawing them; without fonts a picture would have no words.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from argmap.filesystem import files_below
from argmap.rendering.text.metrics import is_known

if TYPE_CHECKING:
    from collections.abc import Iterable

_PACKAGES: Final = "fontpkg.family"
_FILES: Final = (".ttf", ".otf", ".ttc")
_LETTER: Final = "M"
_NO_LETTER: Final = "\ue123"  # for private use, so that no font has it
_SAMPLE: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" font-size="20"'
    ' font-family="Helvetica, Arial, \'Liberation Sans\', sans-serif"><text x="4" y="22">{}</text></svg>'
)
_FEW: Final = 12  # scripts in one picture; each look costs some milliseconds


@cache
def files() -> tuple[str, ...]:
    """The font files of installed packages."""
    found: list[str] = []
    for package in entry_points(group=_PACKAGES):
        with suppress(ImportError, ValueError):
            spec = find_spec(package.module)
            folders = (spec and spec.submodule_search_locations) or ()
            inside = (path for folder in folders for path in files_below(Path(folder)).files)
            found += (str(path) for path in inside if path.suffix in _FILES)
    return tuple(sorted(found))


def are_there(resvg: Any) -> bool:
    """Whether there are fonts at all; ``resvg`` is the module."""
    return _drawn(resvg, _LETTER) != _drawn(resvg, "")


def lacking(resvg: Any, text: str) -> str:
    """One letter of each script for which no font is there, so that it would be drawn as a box."""
    box = _drawn(resvg, _NO_LETTER)
    return "".join(letter for letter in _samples(text) if _drawn(resvg, letter) == box)


def _samples(text: Iterable[str]) -> list[str]:
    """The first letter of each script whose widths are not known, and which is thus in no usual font."""
    found: dict[str, str] = {}
    for letter in dict.fromkeys(text):
        if unicodedata.category(letter)[0] in "LS" and not is_known(letter):
            found.setdefault(unicodedata.name(letter, letter).partition(" ")[0], letter)
    return list(found.values())[:_FEW]


@cache
def _drawn(resvg: Any, letter: str) -> bytes:
    sample = _SAMPLE.format(letter)
    return bytes(
        resvg.svg_to_bytes(svg_string=sample, dpi=96.0, background="#fff", font_files=[*files()] or None)
    )
