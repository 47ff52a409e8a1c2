"""Attributes that elements have without saying so: a few lines can give thousands to each node of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.errors import LimitError
from argmap.limits import growth

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from argmap.serializers.common.property_graph.graph import Value


class Defaults:
    """The values that a document gives to every element of a kind, within the limits in force."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        """Keep the values by the names of their attributes."""
        self._values = values
        self._size = sum(len(name) + len(str(value)) for name, value in values.items())
        self._growth = growth()

    def of(self, line: int, without: Container[str] = ()) -> dict[str, Value]:
        """The values for one more element, which is in a line; not those that it has itself.

        Raises:
            LimitError: Together they add more characters than the limits allow.
        """
        try:
            self._growth.by("defaults of attributes", self._size)
        except LimitError as error:
            error.line = line
            raise
        return {name: value for name, value in self._values.items() if name not in without}
