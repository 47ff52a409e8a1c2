"""What the annotation formats share: one source, the text that they annotate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.model import Source

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


def most_quoted(map: ArgumentMap) -> Source | None:
    """The source that most claims quote, the first of equals; None if no source has a text.

    >>> from argmap.model import ArgumentMap, Claim, Quote
    >>> m = ArgumentMap.of(Source("a", "Tea."), Source("b", "Coffee."), Claim("c", quotes=[Quote("b", "Coffee.")]))
    >>> most_quoted(m).id
    'b'
    """
    count = {s.id: 0 for s in map.sources if s.text}
    for unit in map.statements:
        for i in {q.source for q in unit.quotes} & count.keys():
            count[i] += 1
    found = map[max(count, key=count.__getitem__)] if count else None
    return found if isinstance(found, Source) else None
