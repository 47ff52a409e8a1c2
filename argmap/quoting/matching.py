"""Find the words of a quotation in a source text, and how well they match.

All offsets are Unicode code points into the untouched text, ends exclusive, as in the TextPositionSelector of
the W3C Web Annotation Data Model. ``find`` tries, in this order: the very words; the words as
``argmap.quoting.folding`` folds them; the most similar passage. An elision ("fees ... were cut") is not matched
across the gap: quote the two parts.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from argmap.errors import QuoteError
from argmap.messages import shown
from argmap.quoting.folding import Folded, continues, fold, parted
from argmap.quoting.negation import denial_after, denial_before
from argmap.values import Vocabulary, must_be, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

NEAR_ENOUGH = 0.75
"""The least similarity of a near match: 2 * (characters in common, in order) / (characters in both)."""

LONGEST_NEAR = 10_000
"""Folded characters, some four pages; words that are longer are only found exactly, not nearly."""

_PROBED_WHOLE = 512
_PROBE = 256
_folded = lru_cache(maxsize=4)(fold)  # a source is asked for many quotations, one after the other


class Verdict(Vocabulary):
    """How words appear in a source text.

    >>> Verdict("near") is Verdict.NEAR
    True
    """

    EXACT = "exact"
    """The very same characters."""
    NORMALISED = "normalised"
    """The same but for white space, typographic variants and invisible characters."""
    NEAR = "near"
    """Not there; a passage is similar by ``NEAR_ENOUGH`` or more."""
    ABSENT = "absent"
    """Not there."""
    AMBIGUOUS = "ambiguous"
    """There more than once, and nothing chooses one place."""


@frozen
class Passage:
    """A stretch of a source text.

    Attributes:
        start: First code point.
        end: One past the last code point.
        text: The source from start to end.
        score: Similarity to the words sought, 0 to 1.

    >>> Passage(4, 8, "fees").score
    1.0
    """

    start: int
    end: int
    text: str
    score: float = 1.0


@frozen
class Match:
    """What ``find`` found.

    Attributes:
        verdict: How well.
        passages: Exact and normalised: the one place. Ambiguous: every place, in reading order. Near: the
            most similar passage. Absent: the most similar passage if there is any.

    >>> find("Rents rose. Fees fell.", "Fees fell").verdict
    <Verdict.EXACT: 'exact'>
    """

    verdict: Verdict
    passages: tuple[Passage, ...] = ()


def find(
    text: str,
    words: str,
    *,
    prefix: str = "",
    suffix: str = "",
    occurrence: int | None = None,
    near: bool = True,
) -> Match:
    r"""Find words in a text.

    Places where the words begin or end inside a longer word ("men" in "women") count only if the very words
    appear nowhere else. Of several places, ``prefix`` and ``suffix`` keep those that agree with the most of
    them; then ``occurrence`` picks one of what is left.

    Args:
        text: The source.
        words: What to find.
        prefix: The text right before the words, as in the W3C TextQuoteSelector; compared folded.
        suffix: The text right after them.
        occurrence: Which of several places, counted from 1 in reading order.
        near: Whether to look for a similar passage when the words are not there, which takes the most time.

    Raises:
        QuoteError: The words are all white space or invisible, or there are not ``occurrence`` places.

    >>> find("Keep public o\n\nrder.", "public order").passages
    (Passage(start=5, end=19, text='public o\n\nrder', score=1.0),)
    """
    for given in (text, words, prefix, suffix):
        must_be(given, str, "text")
    needle = _needle(words)
    if occurrence is not None:
        occurrence = _counted(occurrence, words)
    verdict, spans = Verdict.EXACT, _exact_spans(text, words)
    if not spans:
        verdict, spans = Verdict.NORMALISED, _normalised_spans(_folded(text), needle)
    if spans:
        return _chosen(text, words, verdict, _agreeing(text, spans, prefix, suffix), occurrence)
    best = nearest_passage(text, words) if near else None
    if best is None:
        return Match(Verdict.ABSENT)
    return Match(Verdict.NEAR if best.score >= NEAR_ENOUGH else Verdict.ABSENT, (best,))


def nearest_passage(text: str, words: str) -> Passage | None:
    """The passage most similar to words, from word border to word border; None if nothing is like them.

    Similarity is the normalised Indel similarity (rapidfuzz) of the folded texts: one edited letter in a
    hundred gives 0.99. Of words longer than 512 folded characters the beginning, middle and end are looked
    for; for words longer than ``LONGEST_NEAR`` the answer is None.

    Raises:
        QuoteError: The words are all white space or invisible.

    >>> nearest_passage("Rents rose. The fees were cut in May.", "the fees are cut").text
    'The fees were cut'
    """
    from rapidfuzz.distance.Indel import normalized_similarity  # noqa: PLC0415

    for given in (text, words):
        must_be(given, str, "text")
    needle, folded = _needle(words), _folded(text)
    guess = _best_alignment(folded.text, needle) if len(needle) <= LONGEST_NEAR else None
    if guess is None:
        return None
    start, end = _settled(folded, needle, guess)
    score = normalized_similarity(needle, folded.text[start:end])
    return _passage(text, folded.span(start, end), score) if score else None


def cut_negation(text: str, start: int, end: int) -> Passage | None:
    """The denial that a quotation of ``text[start:end]`` leaves out, so that it says the opposite; else None.

    That is the words from a negation earlier in the same clause up to the quotation, or words right after it
    that take it back ("... is not true"). English only; a hint for a person to look at (see
    ``argmap.quoting.negation``).

    Raises:
        QuoteError: ``start`` and ``end`` do not lie in the text, in this order.

    >>> text = "We do not say that fees were cut."
    >>> cut_negation(text, 19, 32).text
    'not say that'
    """
    must_be(text, str, "text")
    first, last = whole(start), whole(end)
    if first is None or last is None or not 0 <= first <= last <= len(text):
        raise QuoteError(
            f"no passage from {shown(start)} to {shown(end)} in a text of {len(text)} code points",
            found=(start, end),
            expected="offsets in the text, the start first",
        )
    span = denial_before(text, first) or denial_after(text, last)
    return None if span is None else _passage(text, span)


def _counted(occurrence: int, words: str) -> int:
    number = whole(occurrence)
    if number is None or number < 1:
        raise QuoteError(
            f"occurrence {shown(occurrence)} of {shown(words)}: occurrences count from 1",
            found=occurrence,
            expected="a whole number from 1 on",
        )
    return number


def _needle(words: str) -> str:
    needle = fold(words).text
    if not needle:
        raise QuoteError(
            f"nothing to find in {shown(words)}: it is empty, or all white space and invisible characters",
            found=words,
            expected="words that can be seen",
        )
    return needle


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Where words begin in a text, overlapping places too."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _exact_spans(text: str, words: str) -> list[tuple[int, int]]:
    spans = [(at, at + len(words)) for at in _occurrences(text, words)]
    return [span for span in spans if _between_words(text, span)] or spans


def _normalised_spans(folded: Folded, needle: str) -> list[tuple[int, int]]:
    """Where the folded words are, snapped to whole source characters.

    A match may end inside a ligature, but not between a letter and its accent: "cafe" is not in "café".
    """
    ends = ((at, at + len(needle)) for at in _occurrences(folded.text, needle))
    whole = (at for at in ends if not continues(folded.text[at[1] : at[1] + 1] or " "))
    spans = dict.fromkeys(folded.span(*at) for at in whole)
    return [span for span in spans if _between_words(folded.source, span)]


def _between_words(text: str, span: tuple[int, int]) -> bool:
    return parted(text, span[0]) and parted(text, span[1])


def _agreeing(text: str, spans: list[tuple[int, int]], prefix: str, suffix: str) -> list[tuple[int, int]]:
    """The spans whose surroundings have the most in common with prefix and suffix."""
    before, after = fold(prefix).text[::-1], fold(suffix).text
    if len(spans) == 1 or not (before or after):
        return spans
    folded = _folded(text)
    agreed = []
    for start, end in spans:
        first, last = folded.index(start), folded.index(end)
        left = folded.text[max(0, first - len(before)) : first][::-1]
        right = folded.text[last : last + len(after)]
        agreed.append(_common(before, left) + _common(after, right))
    most = max(agreed)
    return [span for span, common in zip(spans, agreed, strict=True) if common == most]


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _chosen(
    text: str, words: str, verdict: Verdict, spans: list[tuple[int, int]], occurrence: int | None
) -> Match:
    if occurrence is None:
        occurrence = 1
        if len(spans) > 1:
            return Match(Verdict.AMBIGUOUS, _passages(text, spans))
    if occurrence > len(spans):
        times = "once" if len(spans) == 1 else f"{len(spans)} times"
        error = QuoteError(
            f"no occurrence {shown(occurrence)} of {shown(words)}: found {times}",
            found=occurrence,
            expected=f"an occurrence from 1 to {len(spans)}",
        )
        error.verdict, error.passages = Verdict.AMBIGUOUS, _passages(text, spans)
        raise error
    return Match(verdict, (_passage(text, spans[occurrence - 1]),))


def _best_alignment(text: str, needle: str) -> tuple[int, int] | None:
    """About where the needle is in a folded text.

    The time it takes grows faster than the needle, so of a long one the beginning, middle and end are looked
    for: the best of them says where the needle would begin, and the other two are considered if they agree.
    """
    from rapidfuzz.fuzz import partial_ratio_alignment  # noqa: PLC0415 - only misquotations need it

    width = len(needle) if len(needle) <= _PROBED_WHOLE else _PROBE
    found: list[tuple[float, int]] = []
    for offset in sorted({0, (len(needle) - width) // 2, len(needle) - width}):
        probe = partial_ratio_alignment(needle[offset : offset + width], text)
        if probe is not None:
            found.append((probe.score, probe.dest_start - probe.src_start - offset))
    score, best = max(found, key=lambda probe: probe[0], default=(0.0, 0))
    if not score:
        return None
    agreed = [begin for _, begin in found if abs(begin - best) <= len(needle) // 4]
    return max(0, agreed[0]), min(len(text), agreed[-1] + len(needle))


def _settled(folded: Folded, needle: str, guess: tuple[int, int]) -> tuple[int, int]:
    """Move the ends of a guess, one after the other, to the best word borders near them.

    The best have the least Levenshtein distance, which counts a changed word once: by Indel similarity, which
    counts it as lost and gained, a passage is better without its changed first word.
    """
    from rapidfuzz.distance import Indel, Levenshtein  # noqa: PLC0415

    start, end = guess
    reach = min(200, max(16, len(needle) // 4))

    def borders(near: int) -> list[int]:
        window = range(max(0, near - reach), min(len(folded.text), near + reach) + 1)
        return [index for index in window if folded.parts(index)]

    def misses(start: int, end: int) -> tuple[int, int]:
        passage = folded.text[start:end]
        return Levenshtein.distance(needle, passage), Indel.distance(needle, passage)

    def best_end() -> int:
        return min((i for i in borders(end) if i > start), key=lambda i: misses(start, i), default=end)

    def best_start() -> int:
        return min((i for i in borders(start) if i < end), key=lambda i: misses(i, end), default=start)

    end = best_end()
    start = best_start()
    return start, best_end()


def _passage(text: str, span: tuple[int, int], score: float = 1.0) -> Passage:
    return Passage(*span, text[slice(*span)], score)


def _passages(text: str, spans: list[tuple[int, int]]) -> tuple[Passage, ...]:
    return tuple(_passage(text, span) for span in spans)
