"""What the annotation formats share: the one text that they annotate, and ids that are theirs to give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.ids import unique_id
from argmap.model import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap


def running(m: ArgumentMap) -> Source | None:
    """The source that most claims quote, the first of equals; None if no source has a text.

    >>> from argmap.model import ArgumentMap, Claim, Quote
    >>> m = ArgumentMap.of(Source("a", "Tea."), Source("b", "Coffee."), Claim("c", quotes=[Quote("b", "Coffee.")]))
    >>> running(m).id
    'b'
    """
    count = {s.id: 0 for s in m.sources if s.text}
    for unit in m.statements:
        for i in {q.source for q in unit.quotes} & count.keys():
            count[i] += 1
    found = m[max(count, key=count.__getitem__)] if count else None
    return found if isinstance(found, Source) else None


def apart(m: ArgumentMap, new: Mapping[str, str]) -> dict[str, str]:
    """New ids, and others for records that do not come back where those take theirs: all ids are different.

    >>> from argmap.model import ArgumentMap, Claim, Party
    >>> apart(ArgumentMap.of(Party("T1"), Claim("cap")), {"cap": "T1"})
    {'cap': 'T1', 'T1': 'T1#2'}
    """
    given = dict(new)
    taken = {r.id for r in m} | set(new.values())
    for i in set(new.values()) & {r.id for r in m} - new.keys():
        given[i] = unique_id(i, taken)
        taken.add(given[i])
    return given
