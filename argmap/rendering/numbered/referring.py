"""What a figure says about the rest of its map: in which figure a branch goes on, what bears on what across figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.messages import counted
from argmap.model import Relation
from argmap.rendering.excerpt import Excerpt
from argmap.rendering.relating import Place, Rows, step_of
from argmap.viewing import View
from argmap.words import PASSIVES, VERBS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from argmap.model import ArgumentMap
    from argmap.rendering.numbered.splitting import Piece
    from argmap.rendering.relating import Mention
    from argmap.rendering.style import Style

LISTED: Final = 6  # ids in a row of a card


def excerpt_of(
    base: View, piece: Piece, number: int, numbers: Mapping[str, int], counts: Mapping[str, int], style: Style
) -> Excerpt:
    """The excerpt of a figure.

    Args:
        base: What is drawn in all figures.
        piece: What this figure shows.
        number: Its number.
        numbers: In which figure each element is in full.
        counts: How many elements there are in the branch of each.
        style: How it is drawn.
    """
    full = {*piece.full}
    named = (*piece.named, *piece.contexts)
    part = base.map.subset([*full, *named])
    chips: dict[str, tuple[str, ...]] = {}
    for n in part.nodes:
        if n.id not in full:
            more = counts[n.id] - 1 if n.id in piece.named else 0
            where = f"see Figure {numbers[n.id]}"
            chips[n.id] = (f"+{more} more, {where}" if more else where,)
    brief = frozenset(n.id for n in part.nodes if n.id not in full)
    names = _Names(base.map, numbers, number)
    mentions = _across(base.map, {r.id for r in part.relations}, full, names, style)
    return Excerpt(View(part, base.whole), "", chips, brief, mentions=mentions)


def _across(
    m: ArgumentMap, drawn: Container[str], full: Iterable[str], names: _Names, style: Style
) -> Mapping[str, tuple[Mention, ...]]:
    """By id, what is said of the relations of elements that the figure does not draw."""
    rows = Rows(names.listed)
    for i in full:
        for r, lead, element in _undrawn(m, i, drawn):
            look = style.line(r.kind)
            if element in r.sources:
                others = [other for other in r.sources if other != element]
                rows.add(Place(i), look, lead + VERBS[r.kind], r.targets, others)
            if element in r.targets:
                rows.add(Place(i), look, lead + PASSIVES[r.kind], r.sources)
    return rows.mentions()


def _undrawn(m: ArgumentMap, i: str, drawn: Container[str]) -> Iterator[tuple[Relation, str, str]]:
    """The relations of an element that are not drawn, and those of its steps, with what they are relations of."""
    for r in dict.fromkeys((*m.outgoing(i), *m.incoming(i))):
        if r.id not in drawn:
            yield r, "", i
    for step in m.outgoing(i):
        if step.sources[0] == i:
            for r in dict.fromkeys((*m.outgoing(step.id), *m.incoming(step.id))):
                if r.id not in drawn:
                    yield r, f"{step_of(step)}: ", step.id


class _Names:
    """Elements by their ids, with the figures that they are in where that is another."""

    def __init__(self, m: ArgumentMap, numbers: Mapping[str, int], here: int) -> None:
        self.m, self.numbers, self.here = m, numbers, here

    def listed(self, ids: Iterable[str]) -> str:
        """Several elements, those of one figure together: ``X1, X2 (Figure 3), C4``."""
        by_figure: dict[int | None, list[str]] = {}
        for i in ids:
            by_figure.setdefault(self._figure(i), []).append(self._name(i))
        return ", ".join(
            f"{_some(names)}{'' if figure in (None, self.here) else f' (Figure {figure})'}"
            for figure, names in by_figure.items()
        )

    def _name(self, i: str) -> str:
        found = self.m[i]
        return step_of(found) if isinstance(found, Relation) else i

    def _figure(self, i: str) -> int | None:
        """The figure of an element; of a relation, that of the first element it joins."""
        seen = {i}
        while i not in self.numbers:
            found = self.m[i]
            ends = (*found.sources, *found.targets) if isinstance(found, Relation) else ()
            other = next((end for end in ends if end not in seen), None)
            if other is None:
                return None
            seen.add(other)
            i = other
        return self.numbers[i]


def _some(names: list[str]) -> str:
    more = len(names) - LISTED
    return ", ".join(names) if more < 2 else f"{', '.join(names[:LISTED])} and {counted(more, 'other')}"
