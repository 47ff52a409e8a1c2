"""What the extra ``scripts`` does for a text: the packages that it is set with, or what is missing without them."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Final

from argmap.messages import listed
from argmap.rendering.text import fonts
from argmap.rendering.text.breaking import SPACELESS, knows_words
from argmap.rendering.text.scripts import is_east_asian, script
from argmap.rendering.text.shaping import face_of, knows_widths

_INSTALL: Final = 'pip install "argmap[scripts]"'


def set_with(text: str) -> tuple[str, ...]:
    """The packages with their versions that measure the letters of a text and break its lines; none for most texts.

    >>> set_with("Rents, 東京, Привет")
    ()
    """
    faces = [face for name in _scripts(text) if (face := face_of(name)) is not None]
    names = {fonts.packages()[face.file] for face in faces}
    names |= {"uharfbuzz"} if faces else set()
    names |= {"icu4py"} if SPACELESS.search(text) and knows_words() else set()
    return tuple(f"{name} {_version(name)}".strip() for name in sorted(names))


def missing(text: str) -> str:
    """What is not as good as it could be with the extra, and how to get it; "" if nothing is.

    >>> missing("Rents, 東京, Привет")
    ''
    """
    about = []
    if not knows_widths() and (found := _scripts(text)):
        about.append(
            f"widths of {_listed(found)} letters are estimated, so that cards have more room than they need"
        )
    spaceless = _scripts("".join(SPACELESS.findall(text)))
    if spaceless and not knows_words():
        about.append(f"lines of {_listed(spaceless)} break between syllables, not words")
    return f"{'; '.join(about)}: {_INSTALL}" if about else ""


def _scripts(text: str) -> list[str]:
    """The scripts of a text that have widths of their own, in the order of the alphabet."""
    return sorted({name for letter in {*text} if (name := script(letter)) and not is_east_asian(name)})


def _listed(names: list[str]) -> str:
    return listed("Burmese" if name == "Myanmar" else name for name in names)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
