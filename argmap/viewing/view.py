"""A part of a map as a value: what is in it, the whole that it is a part of, and what is left out behind what."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from argmap.errors import ArgmapError
from argmap.messages import counted, shown
from argmap.model.map import must_be_map
from argmap.values import Frozen
from argmap.viewing.walking import bearing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap
    from argmap.model.records import Node


@frozen(weakref_slot=True, repr=False)
class View(Frozen):
    """A part of a map that remembers the whole.

    How it looks when it is drawn is decided by the whole: the colours and signs of parties, which claim is the thesis,
    the numbers of sources. ``view`` makes views; ``View(part, whole)`` makes one of any part, such as a ``subset``.

    What is left out is claims, pieces of evidence, arguments and utterances, and each of them is counted once: behind
    the one in the part that it bears on most directly, or else as ``elsewhere``. So what is in the part, what is
    behind something in it, and what is elsewhere are together what the whole holds.

    Attributes:
        map: The part, a map of its own.
        whole: The map that it is a part of.

    Raises:
        RecordError: The part or the whole is not a map.
        ArgmapError: A record of the part is not in the whole.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, stay, calm = Claim("cap"), Claim("stay"), Claim("calm")
    >>> m = ArgumentMap.of(cap, stay, calm, stay.supports(cap), calm.supports(stay))
    >>> part = View(m.subset(["cap", "stay"]), m)
    >>> part.behind["stay"], part.cut["stay"], part.elsewhere
    (('calm',), 1, 0)
    """

    map: ArgumentMap
    whole: ArgumentMap = field()

    @whole.default
    def _all_of_it(self) -> ArgumentMap:
        return self.map

    def __attrs_post_init__(self) -> None:
        for m in (self.map, self.whole):
            must_be_map(m)
        strange = next((r for r in self.map if not _same(r, self.whole.get(r.id))), None)
        if self.map is not self.whole and strange is not None:
            raise ArgmapError(
                f"record {shown(strange.id)} of the part is not in the whole, or is another one there",
                found=strange.id,
                expected="records of the whole",
                hint="map.subset(ids) makes a part",
            )

    @cached_property
    def behind(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of what is left out behind each element that something is left out behind, in the order of the map.

        It is behind what it bears on by the fewest steps, relations counted, on a way through what is left out; of
        several, behind the first.
        """
        owner = _owners(self.map, self.whole)
        left_out: dict[str, list[str]] = {}
        for n in self.whole.nodes:
            if n.id in owner and n.id not in self.map:
                left_out.setdefault(owner[n.id], []).append(n.id)
        return MappingProxyType({n.id: tuple(left_out[n.id]) for n in self.map.nodes if n.id in left_out})

    @property
    def cut(self) -> dict[str, int]:
        """How much is left out behind each element that something is left out behind."""
        return {i: len(ids) for i, ids in self.behind.items()}

    @property
    def elsewhere(self) -> int:
        """How much is left out that bears on nothing in the part."""
        return len(self.whole.nodes) - len(self.map.nodes) - sum(map(len, self.behind.values()))

    def __repr__(self) -> str:
        part, whole = len(self.map.nodes), len(self.whole.nodes)
        return f"<View of {self.whole.title!r}: {part} of {counted(whole, 'element')}>"

    def __str__(self) -> str:
        """The outline of the part: an indented text tree."""
        from argmap.outlining import outline  # noqa: PLC0415 - outlines are above the parts of a map

        return outline(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """The picture for notebooks, and always the outline as plain text."""
        from argmap.rendering.diagram import Diagram  # noqa: PLC0415 - drawing is above the parts of a map

        return Diagram(self)._repr_mimebundle_(include, exclude)


def as_view(value: ArgumentMap | View) -> View:
    """A view as it is, and of a map the view that leaves nothing out.

    Raises:
        RecordError: It is neither.
    """
    return value if isinstance(value, View) else View(value)


def _same(mine: object, theirs: object) -> bool:
    return mine is theirs or mine == theirs


def _owners(part: ArgumentMap, whole: ArgumentMap) -> dict[str, str]:
    """By id, the element of the part that each element of the whole bears on most directly."""
    nodes: tuple[Node, ...] = part.nodes
    owner = {n.id: n.id for n in nodes}
    reached = [*owner]
    for i in reached:  # which grows meanwhile
        for other in bearing(whole, i):
            if other not in owner:
                owner[other] = owner[i]
                reached.append(other)
    return owner
