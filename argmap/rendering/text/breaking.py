"""Where lines of Thai, Lao, Khmer and Burmese may break, which have no spaces between words.

Between words, where ICU finds them (``icu4py``, in the extra ``scripts``); else between syllables, as far as spelling
shows these. A final consonant and a vowel that is written before its consonant stay with their syllable.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACELESS: Final = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9fe\uaa60-\uaa7f"
SPACELESS: Final = re.compile(f"[{_SPACELESS}]+")
_LOCALES: Final = (("\u0e01", "\u0e7f", "th"), ("\u0e80", "\u0eff", "lo"), ("\u1780", "\u17ff", "km"))
_BURMESE: Final = "my"

_THAI_ONSET: Final = "(?:[กขคตทปผพบฟ][รลว]|ห[งญณนมยรลว]|อย|[ก-ฮ])"
_THAI: Final = f"[เ-ไ]{_THAI_ONSET}|{_THAI_ONSET}[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]"
_LAO_ONSET: Final = "(?:[ກຂຄງຈສຊຕຖທນປພຟລ][ຣລວ]|ຫ[ງຍນມຣລວ]|[ກ-ຮໜໝ])"
_LAO: Final = f"[ເ-ໄ]{_LAO_ONSET}|{_LAO_ONSET}[\u0eb0-\u0ebd\u0ec8-\u0ecd]"
_KHMER: Final = "[ក-ឳ](?:្[ក-ឳ]|[\u17b4-\u17d1\u17d3\u17dd])+"
_MYANMAR: Final = "(?<!\u1039)[က-ဪဿ၌-၏](?![\u1039\u103a])"
_BEGINS: Final = re.compile(f"{_THAI}|{_LAO}|{_KHMER}|{_MYANMAR}")
"""How a syllable begins: with a vowel that is heard; consonants without one end the syllable before."""

_REMEMBERED: Final = 10_000


@lru_cache(maxsize=_REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """A text in such a script in parts between which a line may break."""
    breaker = _breaker()
    if breaker is None:
        return tuple(syllables(text))
    return tuple(text[start:end] for start, end in breaker(text, _locale(text[0])).segments())


def syllables(text: str) -> Iterator[str]:
    """A text in such a script in syllables, or more than one where spelling does not show them.

    >>> list(syllables("សុខាភិបាល"))
    ['សុ', 'ខា', 'ភិ', 'បាល']
    """
    start = 0
    for found in _BEGINS.finditer(text):
        if found.start() > start:
            yield text[start : found.start()]
            start = found.start()
    if start < len(text):
        yield text[start:]


def knows_words() -> bool:
    """Whether ICU is there."""
    return _breaker() is not None


def _locale(character: str) -> str:
    return next((name for first, last, name in _LOCALES if first <= character <= last), _BURMESE)


@cache
def _breaker() -> Any:
    try:
        return import_module("icu4py.breakers").LineBreaker
    except ImportError:
        return None
