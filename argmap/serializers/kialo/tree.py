"""A map as the numbered tree of a discussion, with links for what a tree cannot hold."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from attrs import define

from argmap.serializers.common.residue import residue_of
from argmap.serializers.kialo.vocabulary import NAME, PATH, SIDES

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Claim, Evidence, Relation


class Child(NamedTuple):
    """A claim below another, and the relation that puts it there, if it has a side."""

    by: Relation | None
    claim: str


@define
class Entry:
    """An entry of the tree: a claim, or a link to one."""

    path: str
    side: str
    record: Claim | Evidence
    see: str = ""  # the number that it is a link to


def entries_of(m: ArgumentMap) -> list[Entry]:
    """The tree in order, with links for what a tree cannot hold."""
    claims: dict[str, Claim | Evidence] = {c.id: c for c in m.statements}
    single = (r for r in m.relations if r.kind in SIDES and len(r.sources) == len(r.targets) == 1)
    possible = [r for r in single if r.sources[0] in claims and r.targets[0] in claims]
    placed_by, over = _placed(claims, possible)
    children = _children(possible, placed_by, over)
    found: list[Entry] = []
    paths: dict[str, str] = {}
    links: list[tuple[Entry, str]] = []
    last: dict[str, int] = {}
    pending = [("", Child(None, i)) for i in reversed(claims) if i not in over]
    while pending:
        parent, (by, i) = pending.pop()
        link = by is not None and placed_by.get(i) is not by
        wish = str(residue_of(by, NAME).get("path", "")) if by is not None and link else i
        path = _numbered(wish, parent, last)
        entry = Entry(path, SIDES[by.kind] if by is not None else "", claims[i])
        found.append(entry)
        if link:
            links.append((entry, i))
            continue
        paths[i] = path
        below = children.get(i, [])
        if any(child.by is None for child in below):
            below = sorted(below, key=lambda child: _wish(child, path))
        pending += [(path, child) for child in reversed(below)]
    for entry, i in links:
        entry.see = paths[i]
    return found


def _placed(
    claims: dict[str, Claim | Evidence], possible: list[Relation]
) -> tuple[dict[str, Relation], dict[str, str]]:
    """The relation that puts each claim below another, and the claim that it is below, with or without a side."""
    placed_by: dict[str, Relation] = {}
    for r in sorted(possible, key=lambda r: "see" in residue_of(r, NAME)):
        i = r.sources[0]
        # A thesis that others link to stays one; a claim without a place takes that of a link to it.
        if "see" not in residue_of(r, NAME) or ("." in i and "below" not in residue_of(claims[i], NAME)):
            placed_by.setdefault(i, r)
    over = {i: r.targets[0] for i, r in placed_by.items()}
    for i, claim in claims.items():
        place = residue_of(claim, NAME).get("below")
        if i not in over and isinstance(place, str) and place in claims:
            over[i] = place
    done: set[str] = set()
    for i in claims:  # where they go round in a circle, the first claim on the way is a thesis
        trail: dict[str, None] = {}
        here = i
        while here in over and here not in done and here not in trail:
            trail[here] = None
            here = over[here]
        if here in trail:
            del over[here]
            placed_by.pop(here, None)
        done.update(trail)
    return placed_by, over


def _children(
    possible: list[Relation], placed_by: dict[str, Relation], over: dict[str, str]
) -> dict[str, list[Child]]:
    """The claims below each claim: those that bear on it, then those without a side."""
    children: dict[str, list[Child]] = {}
    for r in possible:
        children.setdefault(r.targets[0], []).append(Child(r, r.sources[0]))
    for i, place in over.items():
        if i not in placed_by:
            children.setdefault(place, []).append(Child(None, i))
    return children


def _wish(child: Child, parent: str) -> float:
    """The last part of the number that a child was read with; infinity if it was read from another place."""
    path = residue_of(child.by, NAME).get("path") if child.by is not None else None
    match = PATH.fullmatch(str(path) if path is not None else child.claim)
    return int(match["last"]) if match and match["parent"] == parent else math.inf


def _numbered(wish: str, parent: str, last: dict[str, int]) -> str:
    """The number that was wished for if it fits after the siblings before it, else the next."""
    match = PATH.fullmatch(wish)
    n = last.get(parent, 0) + 1
    if match and (match["parent"] or "") == parent and int(match["last"]) >= n and match["last"][0] != "0":
        n = int(match["last"])
    last[parent] = n
    return f"{parent}.{n}" if parent else str(n)
