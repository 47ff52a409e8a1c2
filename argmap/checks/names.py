"""A rule about names: whom or what a record names in its own words, its sources name as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from argmap.checks.rule import Found
from argmap.checks.wording import in_english
from argmap.model import Source
from argmap.model.references import quotes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.model import ArgumentMap

_CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[-'’.][^\W\d_]+)*"
_NAME: Final = re.compile(
    rf"(?<=[\w,] ){_CAPITAL}(?: (?:(?:of|of the|for|and the|de|van|von|der|al|bin) )?{_CAPITAL})*"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_NO_NAMES: Final = frozenset(
    """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday english mr mrs ms dr state government parliament
    """.split()  # noqa: SIM905 - as a list it would be a page
)
HEADING: Final = 0.7  # of the words of a text begin with a capital letter if it is one
STEM: Final = 4  # letters by which Cambodia and Cambodian are the same


def names_are_in_the_sources(m: ArgumentMap) -> Iterator[Found]:
    """No record names somebody or something that neither its sources nor the parties of the map do.

    A name is a word with a capital letter within a sentence; only English is read so.
    """
    known: set[str] | None = None
    stems: dict[str, set[str]] = {}
    for record in m.nodes:
        named = dict.fromkeys(_names(record.text))
        if not named:
            continue
        sources = list(map(m.get, dict.fromkeys(q.source for q in quotes_in(record))))
        read = [s for s in sources if isinstance(s, Source) and s.text]
        if not read or len(read) < len(sources) or not all(map(in_english, read)):
            continue
        if known is None:
            known = _stems(_of_the_map(m))
        for source in read:
            if source.id not in stems:
                stems[source.id] = _stems([source.text])
        there = [known, *(stems[s.id] for s in read)]
        for name in named:
            is_there = all(any(part in words for words in there) for part in _parts(name))
            if not is_there and not _is_short_for(name, read):
                yield Found(
                    f"{record.id!r} names {name!r}, which its sources do not",
                    [record.id],
                    "quote the words that name it, or name it as they do",
                    words=name,
                )


def _names(text: str) -> list[str]:
    """The names in a text; none in one that has capital letters throughout, as headings do."""
    found = _NAME.findall(text)
    capitals = sum(len(re.findall(_CAPITAL, name)) for name in found)
    return [] if capitals > HEADING * len(text.split()) else found


def _of_the_map(m: ArgumentMap) -> Iterator[str]:
    """What the map itself calls whom and what it is about."""
    yield m.title
    for party in m.parties:
        yield from (party.id, party.name, party.note, party.side, party.kind)
    for source in m.sources:
        yield from (
            source.id,
            source.title,
            source.publisher,
            source.provenance.place if source.provenance else "",
        )


def _stems(texts: Iterable[str]) -> set[str]:
    return {word[:STEM] for text in texts for word in _WORD.findall(text.lower())}


def _parts(name: str) -> set[str]:
    """The words of a name that tell it apart, by their stems."""
    return _stems(word for word in re.findall(_CAPITAL, name) if word.lower() not in _NO_NAMES)


def _is_short_for(name: str, sources: Iterable[Source]) -> bool:
    """Whether a name is the capital letters of words: EP for the European Parliament."""
    if not name.isupper() or len(name) > 8:
        return False
    spelled = r"\W+(?:(?:of|the|and|for|on|in)\W+)*".join(
        rf"{letter}\w+" for letter in name if letter.isalpha()
    )
    return any(re.search(rf"\b{spelled}", source.text) for source in sources)
