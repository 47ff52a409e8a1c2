"""Attributes that elements have without saying so: a few lines can give thousands to each node of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.errors import LimitError
from argmap.limits import growth

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from argmap.serializers.common.property_graph.graph import Value


class Added:
    """What the values that every element of a kind has by default add to a document, within the limits in force."""

    def __init__(self, defaults: Mapping[str, Value]) -> None:
        """Keep how long the values and the names of their attributes are."""
        self._names = frozenset(defaults)
        self._size = sum(len(name) + len(str(value)) for name, value in defaults.items())
        self._growth = growth()

    def to(self, line: int, stated: Collection[str]) -> frozenset[str]:
        """Count them for one more element, which is in a line, and of which the document states some.

        Returns:
            The names of those that it does not state.

        Raises:
            LimitError: Together they add more characters than the limits allow.
        """
        try:
            self._growth.by("defaults of attributes", self._size)
        except LimitError as error:
            error.line = line
            raise
        return self._names if self._names.isdisjoint(stated) else self._names.difference(stated)
