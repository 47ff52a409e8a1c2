"""Text fragments: the address of a quote's words on the live page.

Source: WICG, URL Fragment Text Directives, sections 3.3 (syntax) and 3.5 (how a browser finds the words).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote as percent_encoded

if TYPE_CHECKING:
    from argmap.model import Quote

_ENDS: Final = 5
"""Words of a long passage that a link to it names, at either end."""

_AROUND: Final = 8
"""Words before or after a passage that a link may name, to tell it from others."""

_LONGEST_WORD: Final = 40
_SPACELESS: Final = "\u0e00"
"""From here on are scripts without spaces between words, whose words are not completed."""

_BLOCK_END: Final = re.compile(r"\n\s*\n|\f")


class _Place(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]


def fragment(url: str, quote: Quote, text: str = "") -> str:
    """The address of a quote's words on the live page, as a text fragment.

    Long words, and words that go over the end of a paragraph, are named by their beginning and end. Words that the text
    has several times are named with those before or after them.

    Args:
        url: The address of the page.
        quote: The quote.
        text: The text of its source; "" if it is not at hand.

    >>> from argmap import Quote
    >>> fragment("https://example.org/release", Quote("release", "Rents, it says, may rise"))
    'https://example.org/release#:~:text=Rents%2C%20it%20says%2C%20may%20rise'
    >>> text = "Rents rose. In May, rents rose again."
    >>> fragment("https://example.org", Quote("release", "rents rose", 20, 30), text)
    'https://example.org#:~:text=May%2C-,rents%20rose'
    """
    known = quote.start is not None and quote.end is not None and text[quote.start : quote.end] == quote.exact
    place = (
        _Place(text, quote.start or 0, quote.end or 0) if known else _Place(quote.exact, 0, len(quote.exact))
    )
    place = _completed(place)
    directive = _directive(place)
    address = url.partition(":~:")[0]
    return f"{address}{'' if '#' in address else '#'}:~:text={directive}" if directive else url


def _completed(place: _Place) -> _Place:
    """The place without space at its ends, its first and last word whole: browsers find whole words only."""
    text, start, end = place
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    limit = start - _LONGEST_WORD
    while limit < start and start > 0 and _within_a_word(text, start):
        start -= 1
    limit = end + _LONGEST_WORD
    while end < limit and _within_a_word(text, end):
        end += 1
    return _Place(text, start, end)


def _within_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and all(c.isalnum() and c < _SPACELESS for c in (text[at - 1], text[at]))


def _directive(place: _Place) -> str:
    words = place.words.split()
    blocks = [block.split() for block in _BLOCK_END.split(place.words) if block.strip()]
    if not words:
        return ""
    if len(words) <= 2 * _ENDS and len(blocks) == 1:
        named, first = _encoded(place.words), place
    else:
        head, tail = (words[:_ENDS], words[-_ENDS:]) if len(blocks) == 1 else (blocks[0][:_ENDS], blocks[-1])
        first = _Place(place.text, place.start, _found(place.text, head, place.start).end)
        named = f"{_encoded(' '.join(head))},{_encoded(' '.join(_told_apart(place, first.end, tail)))}"
    before, after = _around(first)
    return f"{before}{named}{after}"


def _told_apart(place: _Place, start: int, tail: list[str]) -> list[str]:
    """The fewest last words, five if there are, that come first after the beginning where the place ends."""
    for count in range(min(_ENDS, len(tail)), len(tail) + 1):
        found = _pattern(tail[-count:]).search(place.text, start)
        if found is None or found.end() == place.end:
            return tail[-count:]
    return tail[-_ENDS:]


def _around(first: _Place) -> tuple[str, str]:
    """What stands before and after words that a text has several times, as far as it tells them from the others."""
    pattern = _pattern(first.words.split())
    others = pattern.finditer(first.text)
    if next(others, None) is None or next(others, None) is None:
        return "", ""
    line = first.text[: first.start].rstrip()
    before = line[-_AROUND * _LONGEST_WORD :].split()[-_AROUND:]
    for count in _counts(before[::-1]):
        found = re.search(
            rf"{_pattern(before[-count:]).pattern}\s*({pattern.pattern})", first.text, re.IGNORECASE
        )
        if found is not None and found.start(1) == first.start:
            return f"{_encoded(' '.join(before[-count:]))}-,", ""
    after = first.text[first.end : first.end + _AROUND * _LONGEST_WORD].split()[:_AROUND]
    for count in _counts(after):
        found = re.search(
            rf"({pattern.pattern})\s*{_pattern(after[:count]).pattern}", first.text, re.IGNORECASE
        )
        if found is not None and found.start(1) == first.start:
            return "", f",-{_encoded(' '.join(after[:count]))}"
    return "", ""


def _counts(words: list[str]) -> range:
    """How many of the words may be named, from the first on that has a letter: a sign alone may be none on the page."""
    first = next((n for n, word in enumerate(words, 1) if any(map(str.isalnum, word))), len(words) + 1)
    return range(first, len(words) + 1)


def _found(text: str, words: list[str], start: int) -> _Place:
    found = _pattern(words).search(text, start)
    return _Place(text, start, found.end() if found else start)


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Whole words, in any case and with any space between them."""
    inner = r"\s+".join(map(re.escape, words))
    lead = r"(?<![^\W_])" if words[0][0].isalnum() and words[0][0] < _SPACELESS else ""
    end = r"(?![^\W_])" if words[-1][-1].isalnum() and words[-1][-1] < _SPACELESS else ""
    return re.compile(f"{lead}{inner}{end}", re.IGNORECASE)


def _encoded(text: str) -> str:
    """Text for a directive, in which "-", "," and "&" mean something."""
    return percent_encoded(" ".join(text.split()), safe="").replace("-", "%2D")
