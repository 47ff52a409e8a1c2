"""URLs in words: one word each, whatever is in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from argmap.serializers.argdown.text.shortcodes import SHORTCODES

if TYPE_CHECKING:
    from collections.abc import Iterator

# A URL from its colon on, or from its first dot; what precedes that are words. No quotation mark, bracket of
# the language, backslash or punctuation of scripts without blanks is part of it.
_WITHIN: Final = (
    r"[^\s<>{}\"\\`\u201c\u201d\u00ab\u00bb\u17d4-\u17da\u3000-\u303f"
    r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)
AS_URL: Final = rf"(?P<url>:(?<=[a-zA-Z0-9]:)//{_WITHIN}+|\.(?<=\b[wW]{{3}}\.){_WITHIN}+)|"
"""One of several alternatives of a pattern, with the bar after it."""
URL: Final = re.compile(AS_URL.rstrip("|"))
_PLAIN: Final = re.compile(r"\.(?:[^\W_]|[.?=&%~\-]|/(?!/))*")
_AFTER: Final = ".,;:!?'*_~…’"  # punctuation that is not part of a URL where it ends it


def urls(text: str) -> Iterator[tuple[int, int]]:
    """Where the URLs of a text are, without what precedes their colon or first dot.

    >>> list(urls("see https://example.org/Tea#History."))
    [(9, 35)]
    """
    for found in URL.finditer(text):
        end = url_end(text, found.start(), found.end())
        if is_url(text, found.start(), end):
            yield found.start(), end


def is_url(text: str, at: int, end: int) -> bool:
    """Whether anything is left of a URL, without the punctuation after it."""
    return end > at + (3 if text[at] == ":" else 1)


def means_itself(url: str) -> bool:
    """Whether what follows the ``www`` of a URL means the same to all readers, as no sign of the language is in it."""
    codes = (f".{name}." for name in url.split("."))
    return _PLAIN.fullmatch(url) is not None and not any(code in SHORTCODES for code in codes)


def url_end(text: str, at: int, end: int) -> int:
    """Where a URL ends: before punctuation, and before brackets that it does not open."""
    image = text[at:end]
    left = {closing: image.count(closing) - image.count(opening) for opening, closing in ("()", "[]")}
    while end > at:
        last = text[end - 1]
        if last in left and left[last] > 0:
            left[last] -= 1
        elif last not in _AFTER:
            break
        end -= 1
    return end
