"""A map as the numbered tree of a discussion, with links for what a tree cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from argmap.serializers.kept import plain_of
from argmap.serializers.kialo.lines import NAME, PATH, SIDES

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Claim, Evidence, Relation


@define
class Entry:
    """An entry of the tree: a claim, or a link to one."""

    path: str
    side: str
    record: Claim | Evidence
    see: str = ""  # the number that it is a link to


def entries_of(m: ArgumentMap) -> list[Entry]:
    """The tree in order, with links for what a tree cannot hold."""
    claims: dict[str, Claim | Evidence] = {c.id: c for c in (*m.claims, *m.evidence)}  # type: ignore[misc]
    possible = [
        r
        for r in m.relations
        if r.kind in SIDES and len(r.sources) == len(r.targets) == 1
        if r.sources[0] in claims and r.targets[0] in claims
    ]
    own: dict[str, Relation] = {}
    for r in sorted(possible, key=lambda r: "see" in plain_of(r, NAME)):
        own.setdefault(r.sources[0], r)
    done: set[str] = set()
    for i in claims:  # where they go round in a circle, the first claim on the way is a thesis
        trail: dict[str, None] = {}
        here = i
        while here in own and here not in done and here not in trail:
            trail[here] = None
            here = own[here].targets[0]
        if here in trail:
            del own[here]
        done.update(trail)
    below: dict[str, list[Relation]] = {}
    for s in possible:
        below.setdefault(s.targets[0], []).append(s)
    found: list[Entry] = []
    paths: dict[str, str] = {}
    links: list[tuple[Entry, str]] = []
    last: dict[str, int] = {}
    pending: list[tuple[str, Relation | None, str]] = [
        ("", None, i) for i in reversed(claims) if i not in own
    ]
    while pending:
        parent, by, i = pending.pop()
        link = by is not None and own.get(i) is not by
        wish = str(plain_of(by, NAME).get("path", "")) if by is not None and link else i
        path = _numbered(wish, parent, last)
        entry = Entry(path, SIDES[by.kind] if by is not None else "", claims[i])
        found.append(entry)
        if link:
            links.append((entry, i))
            continue
        paths[i] = path
        pending += [(path, s, s.sources[0]) for s in reversed(below.get(i, ()))]
    for entry, i in links:
        entry.see = paths[i]
    return found


def _numbered(wish: str, parent: str, last: dict[str, int]) -> str:
    """The number that was wished for if it fits behind its elder siblings, else the next."""
    match = PATH.fullmatch(wish)
    n = last.get(parent, 0) + 1
    if match and (match["parent"] or "") == parent and int(match["last"]) >= n and match["last"][0] != "0":
        n = int(match["last"])
    last[parent] = n
    return f"{parent}.{n}" if parent else str(n)
