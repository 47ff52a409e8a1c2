"""The numbered figures of the map, each with its caption and what stands in for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.reporting.content import Part, Picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.rendering import Figure
    from argmap.reporting.places import Places

TITLE = "The argument"


def figures(places: Places, drawn: Iterable[Figure]) -> Part:
    """The figures; each knows where the report has its elements in full."""
    return Part("figures", TITLE, tuple(Picture(figure, dict(places.boxes)) for figure in drawn))
