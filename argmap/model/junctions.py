"""Relations that a drawing or a plain graph needs a place for, because a line cannot join what they join."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.model.relations import Relation


def junctions(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """The relations that join other than one element with one, or are an end of another of these relations.

    >>> from argmap.model import Claim
    >>> a, b, c = Claim("a"), Claim("b"), Claim("c")
    >>> step = a.supports(b)
    >>> [r.id for r in junctions([step, c.attacks(b), c.undercuts(step)])]
    ['support:a>b']
    """
    every = tuple(relations)
    ends = {i for r in every for i in (*r.sources, *r.targets)}
    return tuple([r for r in every if len(r.sources) != 1 or len(r.targets) != 1 or r.id in ends])
