"""Which way the relations of a document lead: from what supports to what is supported, or the other way.

SACM leads from the premise to the conclusion, and from the context to what it is the context of. The relations of GSN
are named the other way (a goal is *supported by* a solution), and tools disagree, on these as on those of ARM, from
before SACM. There types decide: evidence is not supported, and context has no context. Where types say nothing,
relations lead as others of the document that have clear ends, or as their name says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from argmap.model import Evidence
from argmap.safety import AROUND

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from argmap.serializers.sacm.kinds import Kind


class Directed(NamedTuple):
    """A relation with what its references lead to."""

    element: Element
    kind: Kind
    sources: Sequence[Element]
    targets: Sequence[Element]


class Directions(NamedTuple):
    """Whether relations lead from the supported to what supports it.

    Attributes:
        of: By relation.
        usual: For relations whose own ends say nothing, by whether their names are read so.
    """

    of: Mapping[Element, bool]
    usual: Mapping[bool, bool]


def directions(relations: Iterable[Directed], kinds: Mapping[Element, Kind]) -> Directions:
    """Which way relations lead."""
    found = [(r, _clear(r, kinds) if r.kind.loose else None) for r in relations]
    usual: dict[bool, bool] = {}
    for named in (False, True):
        clear = {c for r, c in found if r.kind.turned is named and c is not None}
        usual[named] = clear.pop() if len(clear) == 1 else named
    ways = {
        r.element: (usual[r.kind.turned] if c is None else c) if r.kind.loose else False for r, c in found
    }
    return Directions(ways, usual)


def _clear(relation: Directed, kinds: Mapping[Element, Kind]) -> bool | None:
    """Which way a relation leads by the types of its ends; None if they do not show it."""
    context = relation.kind.role == "context"
    sources, targets = (
        [_supports_only(kinds.get(e), context=context) for e in side]
        for side in (relation.sources, relation.targets)
    )
    if sources and all(sources) and not any(targets):
        return False
    if targets and all(targets) and not any(sources):
        return True
    return None


def _supports_only(kind: Kind | None, *, context: bool) -> bool:
    """Whether an element is evidence, or context where that is asked for."""
    return kind is not None and (kind.part is Evidence or (context and kind.shape in AROUND))
