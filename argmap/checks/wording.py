"""Whether words are English, which some rules can read and others cannot."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from argmap.model import Source

LOOKED_AT: Final = 2_000  # code points
SHARE: Final = 0.08  # of words, that are common in English alone; English texts have 0.15 to 0.3
_COMMON: Final = frozenset(
    (
        "the",
        "of",
        "and",
        "that",
        "it",
        "for",
        "with",
        "are",
        "by",
        "this",
        "not",
        "have",
        "from",
        "they",
        "were",
    )
)
_WORDS: Final = re.compile(r"[^\W\d_]+")


def in_english(source: Source) -> bool:
    """Whether a source is in English: as it says, or by its commonest words."""
    if source.language:
        return source.language.lower().partition("-")[0] == "en"
    return is_english(source.text[:LOOKED_AT])


@lru_cache(maxsize=64)
def is_english(text: str) -> bool:
    """Whether a text is in English, by common words that other languages do not have.

    >>> is_english("The rents of the city"), is_english("Die Mieten der Stadt")
    (True, False)
    """
    words = _WORDS.findall(text.lower())
    return bool(words) and sum(word in _COMMON for word in words) >= SHARE * len(words)
