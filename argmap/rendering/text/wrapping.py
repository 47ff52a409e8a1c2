"""Breaking text into lines of a given width in points.

Where a line may break, best first: at white space, around East Asian characters and after a dash; inside a
word that is longer than a line, after the joints of an address (/ - _ . ? & =); else between any two
clusters. A cluster is what a reader takes for one character: a letter with its marks, an emoji with its
modifiers. A word that is broken between letters gets a hyphen.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.rendering.text.breaking import SPACELESS, syllables, words
from argmap.rendering.text.direction import directed, runs_left
from argmap.rendering.text.helvetica import is_known
from argmap.rendering.text.metrics import text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    _Measure = Callable[[str], float]
    _Line = list["_Piece"]


_ELLIPSIS: Final = "…"
HYPHEN: Final = "\u2010"
"""What is added where a word is broken; texts have the other one, hyphen-minus, of their own."""

_VOWELS: Final = frozenset("aeiouyαεηιουωаеёиоуыэюяіїє")
_TOGETHER: Final = frozenset(("ch", "ck", "gh", "ph", "qu", "sh", "th"))
_FEWEST: Final = 3  # letters that a broken word has on a line
_NEAR: Final = 5  # letters that a better break may cost
_LINE_BREAK: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SPACES: Final = " \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"  # those that allow a break
_WORD: Final = re.compile(f"[^{_SPACES}]+")
_BLANK_ENDS: Final = re.compile(r"\A[{0}]+|[{0}]+\Z".format(_SPACES + r"\n\r\v\f\x85\u2028\u2029"))
_JOINTS: Final = frozenset("/-_.?&=")
_DASHES: Final = frozenset("\u2014\u200b")  # break after them: em dash, zero-width space
_EAST_ASIAN: Final = re.compile("[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff]")
_BREAKS_INSIDE: Final = re.compile(f"[{''.join(sorted(_DASHES))}]|{_EAST_ASIAN.pattern}|{SPACELESS.pattern}")
_NOT_FIRST: Final = frozenset(
    "、。，．：；！？ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョヶ…・,.:;!?%％℃\u2014\u200b"
)
_JOINERS: Final = frozenset("\u200c\u200d")
_AFTER: Final = frozenset("\u0e30\u0e32\u0e33\u0e45\u0e46\u0eb0\u0eb2\u0eb3\u0ebd\u0ec6")
_BEFORE: Final = frozenset(
    "เแโใไເແໂໃໄ"
)  # Thai and Lao: letters to Unicode, parts of the next or last one to the eye
_VIRAMA: Final = 9  # the combining class of the signs that stack the next consonant
_ASAT: Final = "\u103a"  # of that class, and stacks none
_TOLERANCE: Final = 1e-6
_ORPHAN: Final = 1 / 3  # a last word narrower than this part of the line is short
_NARROWEST: Final = 0.167  # of the font size, among the characters that take room
_INVISIBLE: Final = 8  # characters beyond this many times what fits on a line are not looked at


class Wrapped(NamedTuple):
    """Text set in lines.

    Attributes:
        lines: The lines, without white space at their ends; an empty line for an empty line in the text.
        cut: Whether the end of the text is missing; the last line then ends with an ellipsis.
    """

    lines: tuple[str, ...]
    cut: bool


class _Piece(NamedTuple):
    """What stays together on a line."""

    text: str
    width: float
    space: bool  # whether white space is before it


def wrap(
    text: str,
    width: float,
    size: float,
    *,
    bold: bool = False,
    max_lines: int | None = None,
    left: bool | None = None,
) -> Wrapped:
    """Break text into lines that are at most ``width`` points wide.

    Line breaks in the text stay, other white space becomes one space, white space around the text is dropped.
    Apart from white space, hyphens (U+2010) in broken words and marks of direction nothing is lost or added unless
    ``cut`` is true. A single short word at the end of a paragraph gets company from the line above where that costs
    no further line. Only a cluster that is wider than the line by itself sticks out.

    Args:
        text: The text; control characters are taken for ordinary ones.
        width: Width of the line in points.
        size: Font size in points.
        bold: Whether the text is set in bold.
        max_lines: The most lines to return, at least 1; None for all.
        left: Whether the text runs from right to left; None for as most of its letters do.

    >>> wrap("Rents should rise by at most three percent.", 90, 9).lines
    ('Rents should rise by', 'at most three percent.')
    >>> wrap("Rents should rise by at most three percent.", 90, 9, max_lines=1)
    Wrapped(lines=('Rents should rise…',), cut=True)
    """
    if len(text) <= _USUAL and text.isascii() and text.isprintable():
        quick = _quickly(text, width, size, bold=bold)
        if quick is not None and (max_lines is None or len(quick) <= max_lines):
            return Wrapped(quick, cut=False)
    measure = partial(text_width, size=size, bold=bold)
    space = measure(" ")
    left = runs_left(text) if left is None else left
    lines: list[str] = []
    text = _BLANK_ENDS.sub("", text)
    most = len(text) if max_lines is None else max_lines * _INVISIBLE * (2 + int(width / (size * _NARROWEST)))
    cut = len(text) > most
    for paragraph in _LINE_BREAK.split(text[:most]) if text else ():
        room = None if max_lines is None else max_lines - len(lines)
        enough = None if room is None else room + 1
        filled = list(itertools.islice(_fill(_pieces(paragraph, width, measure), width, space), enough))
        if room is not None and max(len(filled), 1) > room:
            lines += map(_joined, filled[:room])
            cut = True
            break
        lines += map(_joined, _evened(filled, width, space)) if filled else ("",)
    if cut:
        lines[-1] = _shortened(lines[-1], width, measure)
    return Wrapped(tuple(directed(line, left=left) for line in lines), cut)


def _quickly(text: str, width: float, size: float, *, bold: bool) -> tuple[str, ...] | None:
    """The lines of the usual text, words and spaces in ASCII; None if a word needs breaking or company."""
    known = _WORDS[bold]
    room = (width + _TOLERANCE) * 1000 / size
    space = known[" "]
    lines: list[list[str]] = []
    line: list[str] = []
    used = 0
    for word in text.split():
        wide = known[word]
        if line and used + space + wide <= room:
            line.append(word)
            used += space + wide
        elif wide <= room:
            line = [word]
            lines.append(line)
            used = wide
        else:
            return None
    if len(lines) > 1 and len(line) == 1:
        return None
    return tuple(map(" ".join, lines))


class _Words(dict[str, int]):
    """Widths of words that were met before, per 1000 em; forgotten when they become too many."""

    def __init__(self, *, bold: bool) -> None:
        super().__init__()
        self._bold = bold

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        width = self[word] = round(text_width(word, 1000, bold=self._bold))
        return width


_USUAL: Final = 2000  # characters; longer texts are cut, which takes more care
_REMEMBERED: Final = 100_000
_WORDS: Final = (_Words(bold=False), _Words(bold=True))


def clusters(text: str) -> Iterator[str]:
    """What a reader takes for one character each: letters with their marks, emoji with their modifiers.

    A simplified form of the extended grapheme clusters of Unicode Standard Annex 29; where they differ, this
    one mostly keeps more together.

    >>> list(clusters("né"))
    ['n', 'é']
    """
    flags = 0

    def apart(left: str, right: str) -> bool:
        nonlocal flags
        flags = flags + 1 if _is_flag_letter(left) else 0
        return not _joins(left, right) and not (flags % 2 and _is_flag_letter(right))

    return _runs(text, apart)


def _runs(parts: Iterable[str], apart: Callable[[str, str], bool]) -> Iterator[str]:
    """The parts joined, but for neighbours that are apart."""
    run: list[str] = []
    for part in parts:
        if run and apart(run[-1], part):
            yield "".join(run)
            run.clear()
        run.append(part)
    if run:
        yield "".join(run)


def _joins(left: str, right: str) -> bool:
    if left.isascii() and right.isascii():
        return False
    return (
        unicodedata.category(right)[0] == "M"
        or right in _JOINERS
        or right in _AFTER
        or left in _BEFORE
        or left == "\u200d"
        or "\U0001f3fb" <= right <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= right <= "\U000e007f"  # tags, as in the flag of Scotland
        or "\u1160" <= right <= "\u11ff"  # vowels and finals of Hangul syllables
        or (unicodedata.combining(left) == _VIRAMA and left != _ASAT and right.isalpha())
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _pieces(paragraph: str, width: float, measure: _Measure) -> Iterator[_Piece]:
    whole = _BREAKS_INSIDE.search(paragraph) is None
    for word in _WORD.findall(paragraph):
        space = True
        for part in (word,) if whole else _runs(_unbroken(word, words), _may_part):
            part_width = measure(part)
            if part_width <= width:
                yield _Piece(part, part_width, space)
            else:
                for chunk in _chunks(part, width, measure):
                    yield _Piece(chunk, measure(chunk), space)
                    space = False
            space = False


def _unbroken(word: str, inside: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """The clusters of a word, but of scripts without spaces what ``inside`` leaves together; no cluster is parted."""

    def parts() -> Iterator[str]:
        start = 0
        for found in SPACELESS.finditer(word):
            yield from clusters(word[start : found.start()])
            yield from inside(found[0])
            start = found.end()
        yield from clusters(word[start:])

    return _runs(parts(), lambda left, right: not _joins(left[-1], right[0]))


def _may_part(left: str, right: str) -> bool:
    """Whether a line may break there, as scripts without spaces allow and after dashes."""
    if SPACELESS.match(left[-1]) and SPACELESS.match(right[0]):
        return True
    if right[0] in _NOT_FIRST or unicodedata.category(right[0]) in {"Pe", "Pf"}:
        return False
    if left[0] in _DASHES:
        return True
    east_asian = _EAST_ASIAN.match(left) or _EAST_ASIAN.match(right)
    return east_asian is not None and unicodedata.category(left[0]) not in {"Ps", "Pi"}


def _chunks(word: str, width: float, measure: _Measure) -> Iterator[str]:
    """Pieces of a word longer than a line: parted at its joints, and where need be within, then with a hyphen."""
    for stretch in _runs(clusters(word), lambda left, right: left in _JOINTS and right not in _JOINTS):
        if measure(stretch) <= width:
            yield stretch
        else:
            yield from _broken([*_unbroken(stretch, syllables)], width, measure)


def _broken(word: list[str], width: float, measure: _Measure) -> Iterator[str]:
    """A word longer than a line in pieces that fit, with hyphens between letters of scripts that have them."""
    widths = [measure(cluster) for cluster in word]
    hyphen = measure(HYPHEN)
    start = 0
    while start < len(word):
        end, used = start, 0.0
        while end < len(word) and (end == start or used + widths[end] <= width):
            used += widths[end]
            end += 1
        if end < len(word) and _hyphenated(word, end):
            while end > start + 1 and used + hyphen > width:
                end -= 1
                used -= widths[end]
            end = _syllable(word, start, end)
        fits = sum(widths[start:end]) + hyphen <= width
        broken = end < len(word) and fits and _hyphenated(word, end)
        yield "".join(word[start:end]) + HYPHEN * broken
        start = end


def _hyphenated(word: list[str], at: int) -> bool:
    """Whether a break there is marked: between letters, Latin, Greek or Cyrillic ones."""
    left, right = word[at - 1], word[at]
    return left[0].isalpha() and right[0].isalpha() and is_known(left + right)


def _syllable(word: list[str], start: int, end: int) -> int:
    """The nearest place at or before ``end`` where many languages would break: before a consonant with its vowel."""
    end = max(min(end, len(word) - _FEWEST), start + 1)
    for at in range(end, max(end - _NEAR, start + _FEWEST - 1), -1):
        before, first, second = (cluster[0].casefold() for cluster in word[at - 1 : at + 2])
        vowel = (unicodedata.normalize("NFD", second)[0]) in _VOWELS
        if vowel and first not in _VOWELS and before + first not in _TOGETHER and _hyphenated(word, at):
            return at
    return end


def _fill(pieces: Iterable[_Piece], width: float, space: float) -> Iterator[_Line]:
    """Lines that each hold as many pieces as fit."""
    line: _Line = []
    used = 0.0
    for piece in pieces:
        step = piece.width + (space if piece.space and line else 0.0)
        if line and used + step > width + _TOLERANCE:
            yield line
            line, used, step = [], 0.0, piece.width
        line.append(piece)
        used += step
    if line:
        yield line


def _evened(lines: list[_Line], width: float, space: float) -> list[_Line]:
    """The lines with a single short word at the end joined by words from the line above.

    It stays alone if the line above would become as short as it was.
    """
    if len(lines) < 2:
        return lines
    above, last = lines[-2], lines[-1]
    if len(last) > 1 or last[0].width > width * _ORPHAN:
        return lines
    shorter, moved = above[:-1], [above[-1], *last]
    if _line_width(shorter, space) < width * _ORPHAN or _line_width(moved, space) > width:
        return lines
    return [*lines[:-2], shorter, moved]


def _line_width(line: _Line, space: float) -> float:
    return sum(p.width for p in line) + space * sum(p.space for p in line[1:])


def _joined(line: _Line) -> str:
    return line[0].text + "".join(" " + p.text if p.space else p.text for p in line[1:])


def _shortened(line: str, width: float, measure: _Measure) -> str:
    """The line with an ellipsis at its end, less the words that leave no room for it."""
    room = width - measure(_ELLIPSIS)
    if measure(line) > room:
        end = 0
        for cluster in _unbroken(line, syllables):
            room -= measure(cluster)
            if room < 0:
                break
            end += len(cluster)
        start = line[:end]
        line = start if line[end] == " " else start.rpartition(" ")[0] or start
    return line.rstrip(" ,;:…") + _ELLIPSIS
