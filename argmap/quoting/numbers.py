"""Numbers in a text: in digits, however they are grouped, and in English words; and what they are numbers of.

Words are read by a small table of English: up to the thousands of billions, with halves, thirds, quarters and dozens.
What it leaves alone: "one" and "a" by themselves, which are seldom numbers, ordinals ("third" but in "a third"), and
numbers in the words of other languages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from argmap.quoting.spans import Taken

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCALES: Final = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mn": 1e6, "bn": 1e9}
_SCALES_OF_MONEY: Final = {"k": 1e3, "m": 1e6}  # of other things, m are metres
_DIGITS: Final = re.compile(
    r"(?P<digits>\d+(?:[\u00a0\u202f' ’]\d{3}(?!\d)|[.,]\d+)*)"
    rf"(?:[ \u00a0-]?(?P<scale>{'|'.join((*_SCALES, *_SCALES_OF_MONEY))})s?\b)?"
)
_THOUSANDS: Final = re.compile(r"[.,\u00a0\u202f' ’](?=\d{3}(?!\d))")

_WORDS: Final = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """
_UNITS: Final = {word: n for n, word in enumerate(_WORDS.split())}
_TENS: Final = {
    word: 10 * n
    for n, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_SMALL: Final = _UNITS | _TENS
_LARGE: Final = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_DOZEN: Final = 12

_WORD: Final = f"(?:{'|'.join((*_SMALL, *_LARGE))})"
_SPELLED: Final = re.compile(
    rf"\b(?:(?:a|an)[ -](?=(?:{'|'.join(_LARGE)})\b))?{_WORD}(?:(?:[ -]| and |-and-){_WORD})*\b",
    re.IGNORECASE,
)
_FRACTION: Final = re.compile(
    rf"\b(?P<n>a|one|two|three|four|nine)[ -](?P<part>{'|'.join(_PARTS)})(?:e?s)?\b(?=\s+(?:of|in)\b|[.,;)]|\s*$)"
    r"|\b(?P<half>half)(?=\s+(?:of|the|its|their|all)\b)",
    re.IGNORECASE,
)
_DOZENS: Final = re.compile(rf"\b(?P<n>a|one|{'|'.join([*_SMALL][2:13])})[ -]dozen\b", re.IGNORECASE)
_FEW: Final = "|".join([*_SMALL][1:13])
_RATIO: Final = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{_FEW}) (?:in|out of)(?: every)? (?P<of>\d{{1,3}}|{_FEW})\b", re.IGNORECASE
)
_PERCENT: Final = re.compile(
    r"\s*(?:%|(?:per\s?cent(?:age)?(?: points?)?|prozent|procent|pour\s?cent|por\s?ciento|per\s?cento)\b)",
    re.IGNORECASE,
)
_MONEY: Final = re.compile(r"(?:[€£¥₹$]|\b(?:USD|EUR|GBP|CHF|US\$))\s?\Z")
_JOINED: Final = re.compile(r"\s*(?:,|-|–|to|and|or|,\s*and|,\s*or)\s*")
_NEXT: Final = re.compile(r"[\s-]{1,4}([^\W\d_]{2,})(?:\s+([^\W\d_]{2,}))?")
_LINKS: Final = frozenset(
    ["and", "of", "the", "to", "in", "or", "on", "at", "by", "for", "from", "with", "per"]
)


PERCENT: Final = frozenset({"%"})
MONEY: Final = frozenset({"money"})


@frozen
class Number:
    """A number in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        text: The words or digits.
        readings: What it may mean; 6,317 has thousands or decimals.
        of: What it may be a number of: "%", "money", or the stems of the two words behind it.
        spelled: Whether it is in words.
    """

    start: int
    end: int
    text: str
    readings: frozenset[float]
    of: frozenset[str]
    spelled: bool

    @property
    def shown(self) -> str:
        """The number, with the word of a percentage; "a third" is a share by itself."""
        is_share = self.spelled and (" in " in self.text or any(part in self.text.lower() for part in _PARTS))
        return f"{self.text} percent" if "%" in self.of and not is_share else self.text


def numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text, in order.

    >>> [(n.text, max(n.readings), *n.of) for n in numbers("Three percent of 6,317 unions, a third of them small.")]
    [('Three', 3.0, '%'), ('6,317', 6317.0, 'unio'), ('a third', 33.3333333333, '%')]
    """
    taken = Taken(len(text))
    found = [share for share in _shares(text) if taken.take(share.start, share.end)]
    for dozens in _DOZENS.finditer(text):
        if taken.take(*dozens.span()):
            many = float(_DOZEN * _count(dozens["n"]))
            found.append(_number(text, *dozens.span(), {many}, spelled=True))
    found += [number for number in digits(text) if taken.take(number.start, number.end)]
    for words in _SPELLED.finditer(text):
        if words[0].lower() != "one" and taken.take(*words.span()):
            found += [
                _number(text, start, end, {value}, spelled=True) for start, end, value in _spelled(words)
            ]
    return _with_shared_units(text, sorted(found, key=lambda n: n.start))


def _with_shared_units(text: str, found: list[Number]) -> tuple[Number, ...]:
    """The numbers, those of a range or list with what the last is of: "14 to 16 percent", "two or three laws"."""
    shared: list[Number] = []
    for number in reversed(found):
        following = shared[-1] if shared else None
        if following is not None and _JOINED.fullmatch(text, number.end, following.start):
            number = evolve(number, of=following.of)  # noqa: PLW2901
        shared.append(number)
    return tuple(reversed(shared))


def digits(text: str) -> tuple[Number, ...]:
    """The numbers of a text that are written in digits, in order; any language has them."""
    return tuple(
        [_number(text, d.start(), d.end(), readings(d), spelled=False) for d in _DIGITS.finditer(text)]
    )


def readings(number: re.Match[str]) -> set[float]:
    """What a number may mean: 6,317 has thousands or decimals, "2022 600" may be two, 28.11.2024 is three."""
    digits = number["digits"]
    plain = _THOUSANDS.sub("", digits)
    texts = {plain.replace(",", "."), digits.replace(",", "."), *digits.split()}
    if plain.count(".") + plain.count(",") > 1:
        texts |= set(re.findall(r"\d+", digits))
    word = number["scale"] or ""
    scales = {1.0, _SCALES_OF_MONEY[word]} if word in _SCALES_OF_MONEY else {_SCALES.get(word, 1.0)}
    plain_numbers = [float(text) for text in texts if re.fullmatch(r"\d+(\.\d+)?", text)]
    return {value * scale for value in plain_numbers for scale in scales}


def scale(unit: str) -> float:
    """The number that a unit begins with: 1000000 in "million euros"."""
    return _SCALES.get(unit.partition(" ")[0].removesuffix("s"), 1.0)


def stem(word: str) -> str:
    """The first letters of a word, by which "party" and "parties" are of one thing."""
    return word.lower()[:4]


def _number(text: str, start: int, end: int, values: set[float], *, spelled: bool) -> Number:
    values = {float(f"{value:.12g}") for value in values}  # 2.3 million is 2300000, not one millionth less
    return Number(start, end, text[start:end].strip(), frozenset(values), _unit(text, start, end), spelled)


def _shares(text: str) -> Iterator[Number]:
    """Shares in words: "a third of", "two in five", "2 out of 3"; what they are made of is no number of its own."""
    shares = [(m, _share(m)) for m in _FRACTION.finditer(text)]
    shares += [(m, _count(m["n"]) / _count(m["of"])) for m in _RATIO.finditer(text) if _count(m["of"])]
    for match, share in shares:
        values = frozenset(float(f"{value:.12g}") for value in (100 * share, share))
        yield Number(*match.span(), match[0], values, PERCENT, spelled=True)


def _unit(text: str, start: int, end: int) -> frozenset[str]:
    """What a number is of: percent, money, or the first letters of the words behind it."""
    if _PERCENT.match(text, end):
        return PERCENT
    if _MONEY.search(text, max(0, start - 5), start):
        return MONEY
    words = _NEXT.match(text, end)
    return (
        frozenset(stem(w) for w in words.groups("") if w and w.lower() not in _LINKS)
        if words
        else frozenset()
    )


def _share(fraction: re.Match[str]) -> float:
    return 0.5 if fraction["half"] else _count(fraction["n"]) / _PARTS[fraction["part"].lower()]


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else _SMALL.get(word.lower(), 1)


def _spelled(words: re.Match[str]) -> list[tuple[int, int, float]]:
    """The numbers that a run of number words is: "two three" is two, "two hundred and three" one."""
    found: list[tuple[int, int, float]] = []
    total = group = last = 0
    begin: int | None = None
    end = words.start()
    for word in re.finditer(r"[a-z]+", words[0].lower()):
        name, at = word[0], words.start() + word.start()
        if name in ("a", "an", "and"):
            begin = at if name != "and" and begin is None else begin
            continue
        if begin is not None and name in _SMALL and not _goes_on(last, _SMALL[name]):
            found.append((begin, end, float(total + group)))
            total = group = last = 0
            begin = None
        begin = at if begin is None else begin
        if name in _SMALL:
            group += _SMALL[name]
            last = _SMALL[name]
        elif name == "hundred":
            group = min(max(group, 1) * 100, _LARGE["trillion"])
            last = 100
        else:
            total += max(group, 1) * _LARGE[name]
            group, last = 0, _LARGE[name]
        end = words.start() + word.end()
    if begin is not None:
        found.append((begin, end, float(total + group)))
    return [each for each in found if words.string[each[0] : each[1]].lower() != "one"]


def _goes_on(last: int, small: int) -> bool:
    """Whether a word below a hundred goes on with the number before it: "twenty" "three", "hundred" "five"."""
    return last >= 100 or (20 <= last < 100 and 0 < small < 10) or last == 0
