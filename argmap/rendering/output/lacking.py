"""Letters for which no font is there, so that they would be drawn as boxes.

Whether typst has a letter is found by drawing it, next to one that no font has.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from argmap.messages import shown
from argmap.rendering.text import fonts
from argmap.rendering.text.helvetica import is_known
from argmap.rendering.text.scripts import DRAWN, EMOJI, families, is_east_asian, script

if TYPE_CHECKING:
    from collections.abc import Iterable

_NO_LETTER: Final = "\U0010fffd"  # for private use, of the last plane
_PAGE: Final = '#page(width: 9pt, height: 9pt, margin: 0pt, text(font: ({},), size: 8pt, "{}"))\n'
_FEW: Final = 12  # scripts in one picture
_UNSEEN: Final = frozenset(("Zs", "Zl", "Zp", "Cf"))  # categories of what no letter is drawn for


def note(typst: Any, text: str, language: str = "") -> str:
    """What a warning says of the letters in a text that are boxes; "" if none are. ``typst`` is the module."""
    return said(_lacking(typst, tuple(samples(text)), language))


def letters(typst: Any, text: str, language: str = "") -> str:
    """All letters of a text that no font has, where a few samples are not enough."""
    rare = [
        each
        for each in dict.fromkeys(text)
        if not is_known(each) and unicodedata.category(each) not in _UNSEEN
    ]
    return _lacking(typst, tuple(rare), language)


def said(boxes: str) -> str:
    """What a warning says of letters that no font has; "" for none."""
    if not boxes:
        return ""
    boxes = boxes[:_FEW]
    letters = ", ".join(map(shown, boxes))
    extra = "cjk" if all(is_east_asian(script(letter)) for letter in boxes) else "scripts"
    advice = f'pip install "argmap[{extra}]", or install fonts for them'
    return f"no font has letters such as {letters}: they are boxes; {advice}"


def samples(text: Iterable[str]) -> list[str]:
    """The first letter of each script, and the first signs, whose widths are not known and which usual fonts lack."""
    found: dict[str, str] = {}
    for letter in dict.fromkeys(text):
        if not is_known(letter) and letter not in DRAWN and unicodedata.category(letter)[0] in "LS":
            found.setdefault(script(letter) or letter, letter)
    return list(found.values())[:_FEW]


@lru_cache(maxsize=1000)
def _lacking(typst: Any, letters: tuple[str, ...], language: str) -> str:
    if not letters:
        return ""
    pages: list[str] = []
    for letter in letters:
        name = script(letter)
        names = ("Helvetica", *(families(name, language) if name else ()), *EMOJI)
        listed = ", ".join(f'"{each}"' for each in names)
        pages += (_PAGE.format(listed, each) for each in (letter, _NO_LETTER))
    drawn = typst.compile("".join(pages).encode(), format="svg", font_paths=fonts.folders())
    pairs = zip(letters, drawn[::2], drawn[1::2], strict=True)
    return "".join(letter for letter, picture, box in pairs if picture == box)
