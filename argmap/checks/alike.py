"""Rules about texts that come twice: the same words, or the same but for small words, endings and typing mistakes."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.checks.rule import Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.model import ArgumentMap

FEWEST: Final = 3  # words of weight; two short texts are alike by chance
ALIKE: Final = 0.8  # similarity of two words of which one may be an ending or a mistake of the other
SHARED: Final = 0.6  # of the words of weight that two texts have, before the rest is compared
LARGEST: Final = 200  # texts that share one rare word; where there are more, they are made to a pattern
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_LIGHT: Final = frozenset(
    """
    a an the of in on at to by for from with and or as is are was were be been being it its this that
    these those has have had do does did will would shall should there their his her our your my
    """.split()  # noqa: SIM905 - as a list it would be a page
)
_DENIALS: Final = frozenset(
    ["no", "not", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "hardly"]
)
_PREFIXES: Final = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "mis", "under", "over", "de", "re")


def texts_differ(m: ArgumentMap) -> Iterator[Found]:
    """No two statements have the same words for the same party."""
    same: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for s in m.statements:
        if s.text:
            same[s.text, s.by].append(s.id)
    for ids in same.values():
        if len(ids) > 1:
            yield Found(f"{', '.join(map(repr, ids))} have the same words", ids)


class _Text(NamedTuple):
    """A text by its words."""

    id: str
    heavy: frozenset[str]


def texts_are_not_alike(m: ArgumentMap) -> Iterator[Found]:
    """No two statements of a party have the same words but for small words, endings and typing mistakes.

    Texts with other numbers, with another denial, or with a word and its opposite ("lawful", "unlawful") are not alike.
    """
    bins: dict[object, dict[str, _Text]] = defaultdict(dict)
    for s in m.statements:
        if not s.text:
            continue
        words = _WORD.findall(s.text.lower())
        numbers = tuple(sorted(w for w in words if w[0].isdigit()))
        denials = sum(w in _DENIALS or w.endswith(("n't", "n’t")) for w in words)
        heavy = frozenset(w for w in words if not w[0].isdigit() and w not in _LIGHT and w not in _DENIALS)
        if len(heavy) >= FEWEST:
            bins[s.by, numbers, denials].setdefault(s.text, _Text(s.id, heavy))
    place = {s.id: n for n, s in enumerate(m.statements)}
    for texts in bins.values():
        for ids in _groups(texts.values()):
            ordered = sorted(ids, key=place.__getitem__)
            listed = ", ".join(map(repr, ordered))
            yield Found(f"{listed} have nearly the same words", ordered, "say it once, or say what differs")


def _groups(texts: Iterable[_Text]) -> Iterator[list[str]]:
    """Those that are alike, directly or by way of others."""
    by_words: dict[frozenset[str], list[str]] = defaultdict(list)
    for text in texts:
        by_words[text.heavy].append(text.id)
    group = {words: words for words in by_words}

    def first(words: frozenset[str]) -> frozenset[str]:
        while group[words] is not words:
            group[words] = group[group[words]]
            words = group[words]
        return words

    for one, other in _candidates(list(by_words)):
        if first(one) is not first(other) and _are_alike(one, other):
            group[first(other)] = first(one)
    found: dict[frozenset[str], list[str]] = defaultdict(list)
    for words, ids in by_words.items():
        found[first(words)] += ids
    return (ids for ids in found.values() if len(ids) > 1)


def _candidates(texts: list[frozenset[str]]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The pairs that may share enough words: they share one of their rarest, beginnings of words taken for words.

    Two sets of which SHARED is common have a common member among the rarest 1 - SHARED of each, so only these are
    looked up (prefix filtering).
    """
    stems = [frozenset(word[:4] for word in text) for text in texts]
    often: dict[str, int] = defaultdict(int)
    for text in stems:
        for stem in text:
            often[stem] += 1
    sharing: dict[str, list[int]] = defaultdict(list)
    for n, text in enumerate(stems):
        rarest = sorted(text, key=lambda stem: (often[stem], stem))
        seen: set[int] = set()
        for stem in rarest[: len(text) - int(SHARED * len(text)) + 1]:
            others = sharing[stem]
            if len(others) <= LARGEST:
                seen.update(others)
                others.append(n)
        for k in sorted(seen):
            if len(text & stems[k]) >= SHARED * max(len(text), len(stems[k])):
                yield texts[k], texts[n]


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each word that only one of the texts has is another form of one that only the other has."""
    from rapidfuzz.distance.Indel import normalized_similarity  # noqa: PLC0415

    mine, theirs = sorted(one - other), sorted(other - one)
    if len(mine) != len(theirs):
        return False
    for word in mine:
        forms = [w for w in theirs if normalized_similarity(word, w) >= ALIKE and not _opposed(word, w)]
        if not forms:
            return False
        theirs.remove(max(forms, key=lambda w: normalized_similarity(word, w)))
    return True


def _opposed(one: str, other: str) -> bool:
    """Whether one word is the other with a prefix that may turn its meaning around."""
    short, long = sorted((one, other), key=len)
    return any(long == prefix + short for prefix in _PREFIXES) or one[0] != other[0]
