"""The scripts of a text: which letters need a font of their own, and what that is called."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from argmap.rendering.text.helvetica import is_known

if TYPE_CHECKING:
    from collections.abc import Iterator

HAN: Final = "Han"
_KANA: Final = "Kana"
_HANGUL: Final = "Hangul"
_EAST_ASIAN: Final = frozenset((HAN, _KANA, _HANGUL))
_FIRST_WORDS: Final = {  # of Unicode's names of characters, where these are not the script
    "CJK": HAN,
    "IDEOGRAPHIC": HAN,
    "FULLWIDTH": HAN,
    "HALFWIDTH": _KANA,
    "HIRAGANA": _KANA,
    "KATAKANA": _KANA,
    "KATAKANA-HIRAGANA": _KANA,
    "HANGUL": _HANGUL,
    "ARABIC-INDIC": "Arabic",
    "EXTENDED": "Arabic",
}
_FAMILIES: Final = {
    "Nko": "NKo",
    "Canadian": "Canadian Aboriginal",
    "Phags-Pa": "PhagsPa",
    "Tai": "Tai Le",
    "New": "New Tai Lue",
    "Ol": "Ol Chiki",
}
_SERIF: Final = frozenset(("Tibetan",))  # of which Noto has no other
_REGIONS: Final = {"ja": "JP", "ko": "KR", "zh-tw": "TC", "zh-hant": "TC", "zh-hk": "TC", "zh-mo": "TC"}
_USUAL: Final = frozenset(("Latin", "Greek", "Cyrillic", "Combining", "Modifier"))
DRAWN: Final = frozenset("●■▲▼♦►◄○▬◊")
"""The signs that pictures have of their own, which usual fonts have."""

_TALL: Final = re.compile("[\u0f00-\u0fff\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f]")
_JOINERS: Final = "\u200c\u200d"
EMOJI: Final = ("Noto Emoji", "Noto Color Emoji", "Noto Sans Symbols", "Noto Sans Symbols 2", "DejaVu Sans")
"""Families that have pictures and signs."""


@lru_cache(maxsize=10_000)
def script(character: str) -> str:
    """The script of a letter, digit or stop that Helvetica lacks, "" for all else.

    Signs and pictures have none: they are estimated alike on all machines.

    >>> script("ខ"), script("東"), script("é"), script("●")
    ('Khmer', 'Han', '', '')
    """
    if is_known(character) or unicodedata.category(character)[0] not in "LMNP":
        return ""
    first = unicodedata.name(character, "").partition(" ")[0]
    found = _FIRST_WORDS.get(first) or first.title()
    return "" if found in _USUAL else found


def stretches(text: str) -> Iterator[tuple[str, str]]:
    """The text in parts of one script each, "" for what needs none; marks and joiners stay with their letter.

    >>> list(stretches("WHO: ខេត្ត 12"))
    [('', 'WHO: '), ('Khmer', 'ខេត្ត'), ('', ' 12')]
    """
    now, start = "", 0
    for n, character in enumerate(text):
        if n and (character in _JOINERS or unicodedata.category(character)[0] == "M"):
            continue
        own = script(character)
        if own != now and n > start:
            yield now, text[start:n]
            start = n
        now = own
    if text:
        yield now, text[start:]


def families(script: str, language: str = "") -> tuple[str, ...]:
    """The names under which Noto has a sans serif of a script, the likeliest first.

    Args:
        script: The script.
        language: What decides how Chinese characters look, as a BCP 47 tag.

    >>> families("Khmer"), families("Han", "ja")[0]
    (('Noto Sans Khmer',), 'Noto Sans CJK JP')
    """
    if script in _EAST_ASIAN:
        region = {_KANA: "JP", _HANGUL: "KR"}.get(script) or _region(language)
        others = [each for each in ("SC", "JP", "KR", "TC") if each != region]
        return tuple(f"Noto Sans {cjk}{each}" for each in (region, *others) for cjk in ("CJK ", ""))
    style = "Serif" if script in _SERIF else "Sans"
    return (f"Noto {style} {_FAMILIES.get(script, script)}",)


def fallbacks(text: str, language: str = "") -> tuple[str, ...]:
    """The families that have the letters and signs of a text which usual fonts lack; none for most texts.

    >>> fallbacks("Rents"), fallbacks("ខេត្ត 12")[0]
    ((), 'Noto Sans Khmer')
    """
    rare = [letter for letter in dict.fromkeys(text) if not is_known(letter)]
    if not rare:
        return ()
    han = language_of_han(text, language)
    found = dict.fromkeys(name for letter in rare if (name := script(letter)))
    return (*dict.fromkeys(each for name in found for each in families(name, han)), *EMOJI)


def language_of_han(text: str, language: str) -> str:
    """The language that decides how the Chinese characters of a text look: the one stated, or as its other letters say.

    >>> language_of_han("家賃の上限", ""), language_of_han("房租", "zh-TW")
    ('ja', 'zh-TW')
    """
    if language or text.isascii():
        return language
    found = {script(letter) for letter in {*text}}
    return "ja" if _KANA in found else "ko" if _HANGUL in found else ""


def is_tall(text: str) -> bool:
    """Whether letters of a text are so high and deep that lines need to be further apart: those of Burmese and Tibetan.

    >>> is_tall("မြန်မာ"), is_tall("ខ្មែរ")
    (True, False)
    """
    return not text.isascii() and _TALL.search(text) is not None


def is_east_asian(script: str) -> bool:
    """Whether letters of a script are squares, whose width no font need tell."""
    return script in _EAST_ASIAN


def _region(language: str) -> str:
    tag = language.lower().replace("_", "-")
    return next((region for start, region in _REGIONS.items() if f"{tag}-".startswith(f"{start}-")), "SC")
