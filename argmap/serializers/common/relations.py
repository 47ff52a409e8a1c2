"""The relations that a format can hold with all their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from argmap.model import Relation


def with_all_ends(relations: Iterable[Relation], held: Container[str]) -> dict[str, Relation]:
    """Of these relations those all of whose ends are held elements, or relations that are in the result themselves.

    >>> from argmap.model import Claim
    >>> a, b = Claim("a"), Claim("b")
    >>> step = a.supports(b)
    >>> list(with_all_ends([step, a.undercuts(step)], {"a", "b"}))
    ['support:a>b', 'undercut:a>support:a>b']
    >>> list(with_all_ends([step, a.undercuts(step)], {"a"}))
    []
    """
    found = {r.id: r for r in relations}
    users: dict[str, list[str]] = {}
    for r in found.values():
        for end in (*r.sources, *r.targets):
            users.setdefault(end, []).append(r.id)
    dangling = [i for end, ids in users.items() if end not in held and end not in found for i in ids]
    while dangling:
        i = dangling.pop()
        if found.pop(i, None) is not None:
            dangling += users.get(i, ())
    return found
