"""The ids under which records come back from AML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.serializers.aml.reading import loads
from argmap.serializers.aml.vocabulary import TEXT
from argmap.serializers.aml.writing import dumps, order_of, owner_names
from argmap.serializers.common.annotation import most_quoted
from argmap.serializers.common.ids import distinct_ids, matched_ids
from argmap.syntax import xml

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back, where they are others."""
    back = loads(dumps(map))
    nodes = {i: found.id for i, found in zip(order_of(map), back.claims, strict=True)}
    parties = {p.name: p.id for p in back.parties}
    nodes |= {i: parties.get(xml.writable(name), i) for i, name in owner_names(map).items()}
    source = most_quoted(map)
    if source is not None:
        nodes[source.id] = TEXT
    return matched_ids(map, back, distinct_ids(map, nodes))
