"""The ids under which records come back from AML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.ids import unique_id
from argmap.serializers.aml.reading import loads
from argmap.serializers.aml.vocabulary import TEXT
from argmap.serializers.aml.writing import dumps, order_of, owner_names
from argmap.serializers.common.annotation import most_quoted
from argmap.serializers.common.ids import matched_ids
from argmap.syntax import xml

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back, where they are others."""
    back = loads(dumps(map))
    taken = {r.id for r in map}
    nodes: dict[str, str] = {}
    for i, found in zip(order_of(map), back.claims, strict=True):
        nodes[i] = found.id
    names = owner_names(map)
    parties = {p.name: p.id for p in back.parties}
    for i, name in names.items():
        nodes[i] = parties.get(xml.writable(name), i)
    source = most_quoted(map)
    if source is not None:
        nodes[source.id] = TEXT
    given = {old: new for old, new in nodes.items() if old != new}
    for i in {*given.values()} & taken - nodes.keys():
        given[i] = unique_id(i, taken | set(given.values()))
    return matched_ids(map, back, given)
