"""Text with its accidents of typesetting taken out, and the way back to the untouched text.

Two texts that a reader would call the same words fold to the same string: white space is ignored altogether,
also inside words (texts taken from web pages and PDF files break there); typographic quotation marks,
apostrophes, dashes and ellipses become ASCII; soft hyphens, zero-width characters and variation selectors go;
composed, decomposed and compatibility forms agree (Unicode Standard Annex #15, NFKD, so that a ligature is
its letters). Case stays. So do superscript, circled and fraction digits, which carry value: 10⁶ is not
106, and 2½ is not 21/2.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

# Characters that draw nothing by themselves: Default_Ignorable_Code_Point without the tag characters, which
# tell flags apart, and the Arabic tatweel, which only stretches a line.
_INVISIBLE = frozenset(
    chr(code)
    for first, last in (
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x0640, 0x0640), (0x115F, 0x1160),
        (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
        (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)  # fmt: skip

# What is typed with one key on most keyboards replaces its typographic cousins.
_APOSTROPHES = (
    "`\u00b4\u02b9\u02bb\u02bc\u02bd\u055a\u05f3\u1fbd\u1fbf"
    "\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u275b\u275c"
)
_QUOTATION_MARKS = "\u00ab\u00bb\u05f4\u201c\u201d\u201e\u201f\u2033\u2036\u275d\u275e\u301d\u301e\u301f"
_DASHES = "\u02d7\u058a\u05be\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b"
_ASCII = (
    dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_QUOTATION_MARKS, '"')
    | dict.fromkeys(_DASHES, "-")
    | {"\u22ef": "..."}
)

# Scripts written without spaces between words (Unicode Standard Annex #29 leaves their word breaks to
# dictionaries).
_UNSPACED = (
    (0x0E00, 0x0FFF),  # Thai, Lao, Tibetan
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x1AAF),  # Tai Le, New Tai Lue, Khmer symbols, Buginese, Tai Tham
    (0x1B00, 0x1B7F),  # Balinese
    (0x3005, 0x3007),  # ideographic iteration mark and zero
    (0x3040, 0x312F),  # Hiragana, Katakana, Bopomofo
    (0x31A0, 0x31FF),  # Bopomofo and Katakana, extended
    (0x3400, 0x9FFF),  # Chinese characters
    (0xA980, 0xA9FF),  # Javanese, Myanmar
    (0xAA60, 0xAADF),  # Myanmar, Tai Viet
    (0xF900, 0xFAFF),  # Chinese characters, compatibility
    (0xFF66, 0xFF9F),  # Katakana, half width
    (0x1B000, 0x1B16F),  # Kana, supplements
    (0x20000, 0x3FFFF),  # Chinese characters, supplements
)
_UNSPACED_FIRST = [first for first, _ in _UNSPACED]


@frozen
class Folded:
    r"""A folded text that knows where each of its characters came from.

    Attributes:
        source: The untouched text.
        text: The folded text.
        starts: For each folded character, where the source characters that it represents begin. Never falls.
        ends: For each folded character, where they end, exclusive. Never falls.

    >>> fold("public o\n\nrder").text
    'publicorder'
    """

    source: str = field(repr=False)
    text: str = field(eq=False)
    starts: Sequence[int] = field(eq=False, repr=False)
    ends: Sequence[int] = field(eq=False, repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        r"""The whole source characters that ``text[start:end]``, which is not empty, came from.

        >>> fold("the o\ufb03ce").span(3, 5)
        (4, 6)
        """
        return self.starts[start], self.ends[end - 1]

    def index(self, offset: int) -> int:
        """How many folded characters begin before ``offset`` of the source.

        >>> fold("a  b").index(3)
        1
        """
        return bisect_left(self.starts, offset)

    def parts(self, index: int) -> bool:
        """Whether a word may begin or end before folded character ``index``.

        >>> folded = fold("the report")
        >>> [i for i in range(10) if folded.parts(i)]
        [0, 3, 9]
        """
        if index in (0, len(self.text)):
            return True
        start = self.starts[index]
        return start != self.starts[index - 1] and parted(self.source, start)


def fold(text: str) -> Folded:
    r"""Fold a text; see the module for what is folded.

    Runs of hyphens count as one, because "--" is how a typewriter writes a dash.

    >>> fold("\u201cWe don\u2019t\u201d \u2014 the O\ufb03ce").text
    '"Wedon\'t"-theOffice'
    """
    forms = {c: _form(c) for c in set(text)}
    starts = array("I", (i for i, c in enumerate(text) for _ in forms[c]))
    ends = array("I", (i + 1 for i in starts))
    return _settled(text, text.translate({ord(c): form for c, form in forms.items()}), starts, ends)


def parted(text: str, offset: int) -> bool:
    """Whether a word may begin or end at ``offset``: not inside a run of letters, digits and combining marks.

    Invisible characters are looked through. Between letters of a script that is written without spaces, such
    as Khmer, Thai or Chinese, a word may begin anywhere.

    >>> parted("women", 2), parted("wo men", 3)
    (False, True)
    """
    left, right = offset - 1, offset
    while left >= 0 and text[left] in _INVISIBLE:
        left -= 1
    while right < len(text) and text[right] in _INVISIBLE:
        right += 1
    if left < 0 or right == len(text):
        return True
    before, after = text[left], text[right]
    if not (_is_word(before) and _is_word(after)):
        return True
    return not continues(after) and (_is_unspaced(before) or _is_unspaced(after))


def continues(character: str) -> bool:
    r"""Whether a character can only follow another: a combining mark, or a vowel or final of Hangul.

    >>> continues("\u0301"), continues("e")
    (True, False)
    """
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"
        or "\ud7b0" <= character <= "\ud7fb"
    )


def _form(character: str) -> str:
    """What one source character becomes."""
    if character in _ASCII:
        return _ASCII[character]
    decomposed = unicodedata.normalize("NFKD", character)
    # A spacing accent decomposes to a space and a mark that would then sit on the letter before.
    if decomposed[0].isspace() or _has_value(character):
        decomposed = unicodedata.normalize("NFD", character)
    return "".join(_ASCII.get(c, c) for c in decomposed if not c.isspace() and c not in _INVISIBLE)


def _has_value(character: str) -> bool:
    tag = unicodedata.decomposition(character).partition(" ")[0]
    return tag in ("<super>", "<sub>", "<circle>", "<fraction>") and character.isnumeric()


def _settled(source: str, text: str, starts: array[int], ends: array[int]) -> Folded:
    """Put runs of marks in canonical order and make runs of hyphens one.

    A run that changes has no way back character by character: all of it, with what else its first and last
    source characters became, represents all of its source characters.
    """
    marks = "".join(c for c in set(text) if unicodedata.combining(c))
    runs = re.compile("-{2,}" + (f"|[{marks}]{{2,}}" if marks else ""))
    pieces: list[str] = []
    new_starts, new_ends = array("I"), array("I")
    done = 0
    for run in runs.finditer(text):
        in_order = "-" if run[0][0] == "-" else "".join(sorted(run[0], key=unicodedata.combining))
        if in_order == run[0]:
            continue
        start, end = starts[run.start()], ends[run.end() - 1]
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        whole = text[first : run.start()] + in_order + text[run.end() : last]
        pieces += text[done:first], whole
        new_starts += starts[done:first] + array("I", [start]) * len(whole)
        new_ends += ends[done:first] + array("I", [end]) * len(whole)
        done = last
    if not done:
        return Folded(source, text, starts, ends)
    return Folded(source, "".join(pieces) + text[done:], new_starts + starts[done:], new_ends + ends[done:])


def _is_word(character: str) -> bool:
    return character.isalnum() or continues(character)


def _is_unspaced(character: str) -> bool:
    at = bisect_right(_UNSPACED_FIRST, ord(character)) - 1
    return at >= 0 and ord(character) <= _UNSPACED[at][1]
