"""How wide text is whose letters change with their neighbours: set in the font that a package brings.

HarfBuzz sets it (``uharfbuzz``, with fonts in the extra ``scripts``). Fonts of the machine are not asked, since no two
machines have the same: with the same versions of packages, the same map gives the same picture. Nothing here is loaded
for Latin, Greek and Cyrillic letters.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from argmap.rendering.text import fonts
from argmap.rendering.text.scripts import families, is_east_asian

_BOLD: Final = 700
_REMEMBERED: Final = 50_000


class Face(NamedTuple):
    """A font file that is open: which characters it has, what HarfBuzz sets text in, regular and bold, its unit."""

    file: str
    has: frozenset[int]
    fonts: tuple[Any, Any]
    unit: int


@lru_cache(maxsize=_REMEMBERED)
def shaped(text: str, script: str, *, bold: bool) -> float | None:
    """The width of a text of one script in sizes of the font; None if nothing there can tell."""
    face = face_of(script)
    if face is None or not face.has.issuperset(map(ord, text.strip("\u200b\u200c\u200d"))):
        return None
    harfbuzz = _harfbuzz()
    buffer = harfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    harfbuzz.shape(face.fonts[bold], buffer)
    return float(sum(position.x_advance for position in buffer.glyph_positions)) / face.unit


@cache
def face_of(script: str) -> Face | None:
    """The font of a package for a script; None if there is none, or no HarfBuzz.

    East Asian letters are as wide as high without a font.
    """
    if is_east_asian(script) or _harfbuzz() is None:
        return None
    names = {name.replace(" ", "").casefold() for name in families(script)}
    for file in fonts.files():
        name, _, variant = PurePath(file).stem.replace("_", "-").partition("[")[0].partition("-")
        if name.casefold() in names and variant.casefold() in ("", "regular", "variablefont"):
            return _opened(file)
    return None


@cache
def knows_widths() -> bool:
    """Whether HarfBuzz is there, and a font for it."""
    return _harfbuzz() is not None and bool(fonts.files())


@cache
def _opened(file: str) -> Face:
    harfbuzz = _harfbuzz()
    face = harfbuzz.Face(harfbuzz.Blob.from_file_path(file))
    both = []
    for weight in (400, _BOLD):
        font = harfbuzz.Font(face)
        font.set_variations({"wght": weight})
        both.append(font)
    return Face(file, frozenset(face.unicodes), (both[0], both[1]), face.upem)


@cache
def _harfbuzz() -> Any:
    try:
        return import_module("uharfbuzz")
    except ImportError:
        return None
