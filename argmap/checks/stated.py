"""Rules about the own words of a record: their numbers and dates are those of the words that it quotes.

A number that is not in the quotes is a mistake where these have another one of the same thing ("15 percent" over
"12 percent"), or where the sources have it nowhere; a small count ("three laws") is left to the author. "Over 6,000"
holds of 6,317. A date is a mistake only where the quotes have another one: people know of which year a text speaks.
"""

from __future__ import annotations

import re
from itertools import combinations
from math import isclose
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.checks.rule import Found
from argmap.checks.wording import in_english
from argmap.model import Source
from argmap.model.references import quotes_in
from argmap.quoting.dates import Date, dates, speaks_of_now
from argmap.quoting.numbers import MONEY, PERCENT, Number, numbers
from argmap.quoting.spans import outside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from argmap.model import ArgumentMap, Node

SUMMED: Final = 20  # numbers of a quote that are added up
SMALL: Final = 12  # up to here an author counts what the words list
MARGIN: Final = 0.2  # how far a rounded number is from the one that it stands for
_ROUNDED: Final = re.compile(
    r"(?:(?P<up>over|above|more than|at least|as many as|from|[>≥])|(?P<down>nearly|almost|under|below|up to|less than|"
    r"fewer than|at most|[<≤])|about|around|approximately|roughly|some|close to|~|≈)\s*(?:[A-Z]{0,3}[$€£¥]\s?)?\Z",
    re.IGNORECASE,
)
_BEFORE_NAME: Final = re.compile(
    r"(?:[^\W\d_]-?|/|\b(?:[Aa]rticles?|[Ss]ections?|[Cc]hapters?|[Pp]aragraphs?|[Aa]nnex|[Rr]ules?|[Nn]o\.|[Nn]umber|"
    r"[Rr]esolution|[Ll]aw|[Aa]ct|[Dd]irective|[Ff]igure|[Tt]able|[Pp]age|[Ss]tep|[Gg]oal|[Oo]ption|Art\.|§|#)\s?)\Z"
)
_AFTER_NAME: Final = re.compile(r"(?:st|nd|rd|th)\b|/\d|s\b")
_WHOLE: Final = re.compile(
    r"\b(?:all|every|everyone|everybody|entire|entirely|whole|full|fully|complete|completely)\b",
    re.IGNORECASE,
)
HINT: Final = "check it against the quote, or quote the words that state it"


class _Stated(NamedTuple):
    """What a record says in its own words, and what it quotes."""

    record: Node
    text: str
    quoted: str
    sources: tuple[Source, ...]

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of its own words, without those of dates and names: COVID-19, 24/7, the 21st, Article 5."""
        found = outside(numbers(self.text), dates(self.text))
        return tuple([n for n in found if n.spelled or not _is_name(self.text, n)])

    def found(self, message: str, words: str, hint: str = HINT) -> Found:
        """A finding about some of its words."""
        return Found(f"{self.record.id!r} {message}", [self.record.id], hint, words=words)


def numbers_are_quoted(m: ArgumentMap) -> Iterator[Found]:
    """No number of a record's own text contradicts its quotes, or is nowhere in its sources."""
    for each, number, others in m.cached(_unquoted_numbers):
        if others:
            seen = ", ".join(dict.fromkeys(n.shown for n in others))
            yield each.found(f"says {number.shown!r}, but its words have {seen!r}", number.text)
        elif _counts(number) and not _in_sources(m, each, number) and all(map(in_english, each.sources)):
            yield each.found(f"says {number.shown!r}, which its sources do not have", number.text)


def numbers_are_within_the_quotes(m: ArgumentMap) -> Iterator[Found]:
    """No number or date of a record's own text is only elsewhere in its sources than in the words quoted."""
    for each, number, others in m.cached(_unquoted_numbers):
        if not others and _counts(number) and _in_sources(m, each, number):
            yield each.found(
                f"says {number.shown!r}, which its source has in other words than those quoted",
                number.text,
                "quote these words as well",
            )
    for each, date, conflicting in m.cached(_unquoted_dates):
        if not conflicting:
            if any(date.agrees(d) for s in each.sources for d in _dates_of(s)):
                continue
            there = any(date.agrees(d) for s in each.sources for d in m.cached(_in_texts)[s.id].dates)
            what = "which its source has in other words than those quoted" if there else "which no source has"
            yield each.found(f"says {date.text!r}, {what}", date.text, "quote the words that state it")


def dates_are_quoted(m: ArgumentMap) -> Iterator[Found]:
    """No date of a record's own text contradicts the dates that it quotes."""
    for each, date, others in m.cached(_unquoted_dates):
        if others:
            seen = ", ".join(dict.fromkeys(d.text for d in others))
            yield each.found(f"says {date.text!r}, but its words have {seen!r}", date.text)


def quoted_numbers_are_stated(m: ArgumentMap) -> Iterator[Found]:
    """Evidence with figures states every percentage and sum that it quotes, in its text or as a figure."""
    for each in m.cached(_stated):
        figures = getattr(each.record, "figures", ())
        if not figures:
            continue
        typed = numbers("; ".join(str(f) for f in figures if f.unit != "date"))
        there = outside(numbers(each.quoted), dates(each.quoted))
        if not all(_has(there, number) for number in typed):
            continue  # one of them is wrong, which another rule finds
        said = [*each.numbers, *typed]
        for number in there:
            if number.of in (PERCENT, MONEY) and not _has(said, number):
                yield each.found(
                    f"quotes {number.shown!r}, which neither its text nor its figures state",
                    number.text,
                    "state it as a figure, or quote less",
                )


def _stated(m: ArgumentMap) -> tuple[_Stated, ...]:
    """What has words of its own and quotes a text which is at hand."""
    found = []
    for record in m.nodes:
        quotes = [*quotes_in(record)] if record.text else []
        cited = dict.fromkeys(q.source for q in quotes)
        sources = tuple([s for s in map(m.get, cited) if isinstance(s, Source) and s.text])
        if quotes and len(sources) == len(cited):
            words = "\n\n".join(dict.fromkeys(q.exact for q in quotes))
            found.append(_Stated(record, record.text, words, sources))
    return tuple(found)


def _unquoted_numbers(m: ArgumentMap) -> tuple[tuple[_Stated, Number, list[Number]], ...]:
    """The numbers of own texts that the quotes do not have, and those of the same thing that these have instead."""
    found = []
    for each in m.cached(_stated):
        mine = each.numbers
        if not mine:
            continue
        there = numbers(each.quoted)
        apart = outside(there, dates(each.quoted))
        for number in mine:
            if _has(there, number) or _rounds(each, number, there) or _follows(number, apart):
                continue
            if 100.0 in number.readings and number.of == PERCENT and _WHOLE.search(each.quoted):
                continue
            same = [n for n in apart if number.of & n.of and not _has(mine, n)]
            found.append((each, number, same))
    return tuple(found)


def _unquoted_dates(m: ArgumentMap) -> tuple[tuple[_Stated, Date, list[Date]], ...]:
    """The dates of own texts that the quotes do not have, and those that these have instead."""
    found = []
    for each in m.cached(_stated):
        mine = dates(each.text)
        if not mine or speaks_of_now(each.quoted):
            continue
        there = dates(each.quoted)
        for date in mine:
            if any(date.agrees(d) for d in there):
                continue
            others = [d for d in there if not any(d.agrees(own) for own in mine)]
            found.append((each, date, others))
    return tuple(found)


def _has(found: Iterable[Number], number: Number) -> bool:
    """Whether one of these numbers may be the number."""
    return not all(number.readings.isdisjoint(other.readings) for other in found)


def _rounds(each: _Stated, number: Number, there: Iterable[Number]) -> bool:
    """Whether a number stands for one of these: with fewer decimals, or said to be rounded to that side."""
    about = _ROUNDED.search(each.text, max(0, number.start - 40), number.start)
    decimals = len(number.text.partition(".")[2])
    a = max(number.readings)
    for b in (max(other.readings) for other in there):
        if b % 1 and round(b, decimals) == a:
            return True
        if (
            about
            and abs(a - b) <= MARGIN * abs(b)
            and not (about["up"] and b < a)
            and not (about["down"] and b > a)
        ):
            return True
    return False


def _follows(number: Number, quoted: Sequence[Number]) -> bool:
    """Whether a number is the sum of all that are quoted, or the sum or difference of two of them."""
    values = [max(n.readings) for n in quoted[:SUMMED]]
    sums = {a + b for a, b in combinations(values, 2)} | {abs(a - b) for a, b in combinations(values, 2)}
    sums.add(sum(values) if len(values) > 1 else 0.0)
    return any(isclose(a, b) for a in number.readings for b in sums - {0.0})


def _is_name(text: str, number: Number) -> bool:
    """Whether a number in digits is a part of a name, or says which one and not how many."""
    return bool(
        _BEFORE_NAME.search(text, max(0, number.start - 20), number.start)
        or _AFTER_NAME.match(text, number.end)
    )


def _counts(number: Number) -> bool:
    """Whether a number is more than a count that an author makes."""
    return number.of in (PERCENT, MONEY) or max(number.readings) > SMALL


class _InText(NamedTuple):
    """What the numbers of a source may mean, and its dates."""

    numbers: frozenset[float]
    dates: tuple[Date, ...]


def _in_texts(m: ArgumentMap) -> dict[str, _InText]:
    return {
        s.id: _InText(
            frozenset(r for n in numbers(s.text) for r in n.readings), tuple(_unlike(dates(s.text)))
        )
        for s in m.sources
    }


def _dates_of(source: Source) -> tuple[Date, ...]:
    """When a source was published, issued or received, which tells the year that its words leave out."""
    figures = source.provenance.figures if source.provenance else ()
    return dates(" ; ".join([source.date, *(str(f.value) for f in figures if f.unit == "date")]))


def _unlike(found: Iterable[Date]) -> Iterator[Date]:
    """The first of the dates that say the same."""
    return iter({(d.year, d.month, d.day): d for d in found}.values())


def _in_sources(m: ArgumentMap, each: _Stated, number: Number) -> bool:
    there = m.cached(_in_texts)
    return not all(number.readings.isdisjoint(there[source.id].numbers) for source in each.sources)
