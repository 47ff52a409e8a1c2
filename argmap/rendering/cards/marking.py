"""The marks of an overlay on cards: on the element that a mark is of, and for a relation on what it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from argmap.model import Relation
from argmap.rendering.badges import Badge, badge_of
from argmap.rendering.relating import Mention, called, said, step_of
from argmap.words import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from argmap.model import ArgumentMap
    from argmap.model.records import Node
    from argmap.overlay import Overlay
    from argmap.rendering.style import Style


@frozen
class Marks:
    """What an overlay says of the elements of a map.

    Attributes:
        badges: By id of an element, its mark.
        steps: By id of a node, the marks of relations that come from it.
        implied: Whether relations are marked like all that they come from, which is not said again.
    """

    badges: Mapping[str, Badge]
    steps: Mapping[str, tuple[Mention, ...]]
    implied: bool = False

    @property
    def gone(self) -> frozenset[str]:
        """The elements that are there no more."""
        return frozenset(i for i, badge in self.badges.items() if badge.gone)

    @classmethod
    def of(
        cls,
        m: ArgumentMap,
        overlay: Overlay | None,
        style: Style,
        seen: Collection[str],
        label: Callable[[Node], str],
    ) -> Marks:
        """The marks on the nodes that are ``seen``, which have these labels."""
        if overlay is None:
            return cls({}, {})
        badges = {i: badge_of(mark, style) for i, mark in overlay.marks.items() if i in m}
        steps: dict[str, list[Mention]] = {}
        implied = False
        for r in m.relations:
            badge = badges.get(r.id)
            holder = None if badge is None else _holder(m, r, seen)
            if badge is None or holder is None:
                continue
            if r.sources and not badge.note and all(_alike(badges.get(i), badge) for i in r.sources):
                implied = True
                continue
            ends, others = (
                ", ".join(_called(m, i, label) for i in side if i != holder)
                for side in (r.targets, r.sources)
            )
            look = style.line(r.kind)
            steps.setdefault(holder, []).append(Mention(look, said(look.word, ends, others), badge=badge))
        return cls(badges, {i: tuple(found) for i, found in steps.items()}, implied)


def _alike(one: Badge | None, other: Badge) -> bool:
    return one is not None and one._replace(note="") == other


def _called(m: ArgumentMap, i: str, label: Callable[[Node], str]) -> str:
    found = m[i]
    return step_of(found) if isinstance(found, Relation) else called(label(found), text_of(found))  # type: ignore[arg-type]


def _holder(m: ArgumentMap, r: Relation, seen: Collection[str]) -> str | None:
    """The node that the mark of a relation is on: the first that it comes from, or else that it aims at."""
    waiting, met = [r], {r.id}
    while waiting:
        at = waiting.pop()
        more = []
        for i in (*at.sources, *at.targets):
            if i in seen:
                return i
            found = m[i]
            if isinstance(found, Relation) and i not in met:
                met.add(i)
                more.append(found)
        waiting += reversed(more)
    return None
