"""Texts that say much the same: one-to-one pairs, the most alike first.

Up to ``ALL`` pairs of texts, every text is compared with every other. Beyond that the work would grow with the square
of the texts, so two texts are compared only if they share a word, or up to three words in a row, that at most
``SHARED`` of the second texts have; of long words, which scripts without spaces write, a few letters in a row count as
words do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from heapq import nlargest
from typing import TYPE_CHECKING, Final

from argmap.errors import ArgmapError
from argmap.messages import shown
from argmap.values import misfit, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Scorer = Callable[[str, str], float]
"""How much two texts say the same, from 0 to 1."""

ALL: Final = 250_000  # pairs that are all compared
SHARED: Final = 50  # texts that may share what makes two of them worth comparing
COMPARED: Final = 20  # texts that one is compared with beyond that
IN_A_ROW: Final = 3  # words
LONG: Final = 16  # letters of a word that may be a whole sentence
_MARKS: Final = ".,;:!?…()[]\"'“”‘’«»"  # around words
LETTERS: Final = 5  # in a row, of such a word


def pairs(
    first: Sequence[str], second: Sequence[str], least: float, scorer: Scorer | None = None
) -> list[tuple[int, int, float]]:
    """The positions of texts that say much the same, each at most once, and how much, in the order of the first.

    The two that are most alike are a pair, then the two most alike of the others, and so on (ties go to the first).
    Texts without words are in no pair.

    Args:
        first: Texts.
        second: Other texts.
        least: How much two must say the same, from 0 to 1.
        scorer: How much two texts say the same; by default how alike their letters are, whatever the order and the
            case of the words and the marks around them: rapidfuzz's token sort ratio.

    Raises:
        ArgmapError: The scorer gives something other than a number from 0 to 1.

    >>> pairs(["Rents should fall.", "Fees rose."], ["Fees rose by half.", "Rents should fall now."], 0.5)
    [(0, 1, 0.8947368421052632), (1, 0, 0.6923076923076923)]
    """
    scored = _by_letters if scorer is None else _by_scorer(scorer)
    ones, others = [*map(_words, first)], [*map(_words, second)]
    candidates = _all if len(first) * len(second) <= ALL else _sharing
    texts = (first, second) if scorer is not None else ([*map(_sorted, ones)], [*map(_sorted, others)])
    found: list[tuple[float, int, int]] = []
    for i, chosen in candidates(ones, others):
        found += [(-score, i, j) for j, score in scored(texts[0][i], texts[1], chosen, least)]
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for alike, i, j in sorted(found):
        if i not in taken and j not in used:
            taken[i] = (j, -alike)
            used.add(j)
    return [(i, *taken[i]) for i in sorted(taken)]


def _words(text: str) -> list[str]:
    return [bare for word in text.casefold().split() if (bare := word.strip(_MARKS))]


def _sorted(words: Sequence[str]) -> str:
    return " ".join(sorted(words))


def _all(ones: Sequence[Sequence[str]], others: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[int]]]:
    """Every text with the positions of all others, but for those without words."""
    chosen = [j for j, other in enumerate(others) if other]
    return ((i, chosen) for i, one in enumerate(ones) if one)


def _sharing(
    ones: Sequence[Sequence[str]], others: Sequence[Sequence[str]]
) -> Iterator[tuple[int, list[int]]]:
    """Every text with the positions of those others that share most of what few have."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for j, other in enumerate(others):
        for feature in _features(other):
            holders[feature].append(j)
    for i, one in enumerate(ones):
        votes: defaultdict[int, float] = defaultdict(float)
        for feature in sorted(_features(one)):
            if len(those := holders.get(feature, ())) <= SHARED:
                for j in those:
                    votes[j] += 1 / len(those)
        yield i, nlargest(COMPARED, votes, key=lambda j: (votes[j], -j))


def _features(words: Sequence[str]) -> set[str]:
    """The words of a text, and some of them in a row; of long words, letters in a row as well."""
    found = {" ".join(words[n : n + size]) for size in range(1, IN_A_ROW + 1) for n in range(len(words))}
    for word in words:
        if len(word) >= LONG:
            found |= {word[n : n + LETTERS] for n in range(len(word) - LETTERS + 1)}
    return found


def _by_letters(
    one: str, others: Sequence[str], chosen: Sequence[int], least: float
) -> Iterator[tuple[int, float]]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - not all comparisons come to this

    choices = [others[j] for j in chosen]
    for _, alike, n in process.extract(one, choices, scorer=fuzz.ratio, score_cutoff=100 * least, limit=None):
        yield chosen[n], alike / 100


def _by_scorer(
    scorer: Scorer,
) -> Callable[[str, Sequence[str], Sequence[int], float], Iterator[tuple[int, float]]]:
    if not callable(scorer):
        raise misfit(scorer, "a function of two texts is", ArgmapError, expected="a function of two texts")

    def score(
        one: str, others: Sequence[str], chosen: Sequence[int], least: float
    ) -> Iterator[tuple[int, float]]:
        for j in chosen:
            given = scorer(one, others[j])
            alike = plain(given)
            if alike is None or not 0 <= alike <= 1:
                raise ArgmapError(
                    f"the scorer gives {shown(given)} for {shown(one)} and {shown(others[j])}",
                    found=given,
                    expected="a number from 0 to 1",
                    hint="divide percentages by 100",
                )
            if alike >= least:
                yield j, float(alike)

    return score
