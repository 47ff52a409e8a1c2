"""The tree of elements that the platform shows of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.appearance import Appearance
from argmap.model import Evidence, RelationKind
from argmap.safety import is_case, types
from argmap.serializers.common.residue import residue_of, strings
from argmap.serializers.tea.vocabulary import DRAWN, NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.model import ArgumentMap, Relation


class Tree:
    """The elements below each element, as far as a tree can show them."""

    def __init__(self, map: ArgumentMap) -> None:
        self.held: dict[str, Any] = {r.id: r for r in map.statements}
        self.shapes = types(map) if is_case(map) else {}
        self.defeats: dict[str, str] = {}
        pairs = [
            (r, r.sources[0], r.targets[0])
            for r in map.relations
            if r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK)
            and len(r.sources) == 1 == len(r.targets)
            and self.held.keys() >= {*r.sources, *r.targets}
        ]
        for r, source, target in pairs:
            if r.kind is RelationKind.ATTACK:
                self.defeats.setdefault(source, target)
        self.children: dict[str, list[str]] = self._below(pairs)
        root = residue_of(map, NAME).get("root")
        self.root: str | None = root if root in self.held else self._largest()

    def _below(self, pairs: Iterable[tuple[Relation, str, str]]) -> dict[str, list[str]]:
        """The children of each element: those that support it, and those that attack it."""
        below: dict[str, dict[str, None]] = {}
        for r, source, target in pairs:
            attacks = r.kind is RelationKind.ATTACK
            if self._is_defeater(source) == attacks and (not attacks or self.defeats[source] == target):
                below.setdefault(target, {})[source] = None
        placed: dict[str, str] = {}
        listed: dict[str, list[str]] = {}
        for id, record in self.held.items():
            for child in strings(residue_of(record, NAME), "children"):
                may = child in self.held and (self._is_defeater(child) or child in below.get(id, ()))
                if may and child not in placed:
                    placed[child] = id
                    listed.setdefault(id, []).append(child)
        return {
            id: [*listed.get(id, ()), *(c for c in below.get(id, ()) if c not in placed)]
            for id in self.held
            if id in below or id in listed
        }

    def _is_defeater(self, id: str) -> bool:
        if id in self.defeats or Appearance.of(self.held[id]).counter:
            return True
        residue = residue_of(self.held[id], NAME)
        return bool(residue.get("isDefeater")) or residue.get("defeatsElementId") is not None

    def _largest(self) -> str | None:
        """The element with the most below it that is below no other."""
        below = {c for children in self.children.values() for c in children}
        best, most = next(iter(self.held), None), 0
        seen: set[str] = set()
        for id in self.held:
            if id not in below:
                size, pending = 0, [id]
                while pending:
                    size += 1
                    new = [c for c in self.children.get(pending.pop(), ()) if c not in seen]
                    seen.update(new)
                    pending += new
                if size > most:
                    best, most = id, size
        return best

    def usual_type(self, id: str) -> str:
        """The type of an element by default."""
        if isinstance(self.held[id], Evidence):
            return "EVIDENCE"
        drawn = next((type for type, shape in DRAWN.items() if shape == self.shapes.get(id)), None)
        return drawn or ("GOAL" if id == self.root else "PROPERTY_CLAIM")
