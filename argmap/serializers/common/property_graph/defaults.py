"""Attributes that elements have without saying so: a few lines can give thousands to each node of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.limits import exceeded, in_force

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from argmap.serializers.common.property_graph.graph import Value


class Defaults:
    """The values that a document gives to every element of a kind, within the limits in force.

    Attributes:
        added: How many characters they have added to the elements so far.
    """

    def __init__(self, values: Mapping[str, Value]) -> None:
        """Keep the values by the names of their attributes."""
        self._values = values
        self._size = sum(len(name) + len(str(value)) for name, value in values.items())
        self._most = in_force().characters
        self.added = 0

    def of(self, line: int, without: Container[str] = ()) -> dict[str, Value]:
        """The values for one more element, which is in a line; not those that it has itself.

        Raises:
            LimitError: Together they add more characters than the limits allow.
        """
        self.added += self._size
        if self.added > self._most:
            what = f"defaults of attributes add {self.added:,} characters or more"
            error = exceeded("characters", self._most, what)
            error.line = line
            raise error
        return {name: value for name, value in self._values.items() if name not in without}
