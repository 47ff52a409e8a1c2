"""What an element does to others, and they to it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from argmap.words import PASSIVES, VERBS

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


class Bearing(NamedTuple):
    """One thing that an element does: ``supports T1, together with C6``.

    Attributes:
        verb: "supports", "attacked by" and so on.
        ids: Elements and relations to which it does so, or which do so to it.
        together: With which other elements.
    """

    verb: str
    ids: tuple[str, ...]
    together: tuple[str, ...]


def bearings(m: ArgumentMap, i: str) -> list[Bearing]:
    """What an element does, each verb once, what it does to others first.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, stay, calm = Claim("cap"), Claim("stay"), Claim("calm")
    >>> bearings(ArgumentMap.of(cap, stay, calm, cap.supported_by(stay, calm)), "stay")
    [Bearing(verb='supports', ids=('cap',), together=('calm',))]
    """
    found: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}
    for r in m.outgoing(i):
        others = tuple(other for other in r.sources if other != i)
        found.setdefault((VERBS[r.kind], others), {}).update(dict.fromkeys(r.targets))
    for r in m.incoming(i):
        found.setdefault((PASSIVES[r.kind], ()), {}).update(dict.fromkeys(r.sources))
    return [Bearing(verb, tuple(ids), together) for (verb, together), ids in found.items()]
