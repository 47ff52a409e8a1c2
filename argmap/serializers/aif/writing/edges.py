"""The edges of a file: those that were read, as far as they still hold, then those of new ends."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Any

from argmap.model import Data
from argmap.serializers.aif.resolved import side
from argmap.serializers.aif.rows import identifier, plain_edge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from argmap.serializers.aif.rows import Row
    from argmap.serializers.aif.variant import Variant
    from argmap.serializers.aif.writing.extent import Extent


def edge_rows(
    extent: Extent, found: Iterable[Any], natives: Mapping[str, Any], variant: Variant
) -> list[Row]:
    """The edges of a file; those that were read are found as data holds them."""
    edges = [edge for item in found if (edge := _edge(item, variant)) is not None]
    sides: dict[tuple[str, bool], list[tuple[int, str]]] = {}
    staying: set[int] = set()
    for n, (_, start, end) in enumerate(edges):
        owner = side(extent.codes, start, end)
        if owner is not None:
            sides.setdefault(owner, []).append((n, end if owner[1] else start))
        elif all(i in extent.codes or i in extent.missing for i in (start, end)):
            staying.add(n)
    new: list[tuple[str, str]] = []
    for relation in extent.relations:
        id = relation.id
        for out, wanted in ((False, relation.sources), (True, relation.targets)):
            stay, others = _matched(sides.get((id, out), ()), wanted)
            staying.update(stay)
            new += [(id, i) if out else (i, id) for i in others]
    rows = [row for n, (row, _, _) in enumerate(edges) if n in staying]
    used = {str(row.get("edgeID")) for row in rows}
    numbers = (n for n in count(1) if str(n) not in used)
    return rows + [plain_edge(next(numbers), natives[start], natives[end], variant) for start, end in new]


def _edge(item: Any, variant: Variant) -> tuple[Row, str, str] | None:
    """An edge with its start and its end, from what data holds of it."""
    if isinstance(item, tuple) and len(item) == 3 and not any(isinstance(i, (tuple, Data)) for i in item):
        id = {"edgeID": item[0]} if variant.edge_ids else {}
        item = Data({**id, "fromID": item[1], "toID": item[2], **variant.edge})
    if isinstance(item, Data):
        start, end = identifier(item.get("fromID")), identifier(item.get("toID"))
        if start and end:
            return item.thaw(), start, end
    return None


def _matched(found: Iterable[tuple[int, str]], wanted: Sequence[str]) -> tuple[list[int], Sequence[str]]:
    """Which edges of one side of a relation stay, and which ends need new ones, so that the order is the wanted."""
    left = Counter(wanted)
    stay: list[int] = []
    ends: list[str] = []
    for n, end in found:
        if left[end]:
            left[end] -= 1
            stay.append(n)
            ends.append(end)
    return (stay, wanted[len(ends) :]) if ends == [*wanted[: len(ends)]] else ([], wanted)
