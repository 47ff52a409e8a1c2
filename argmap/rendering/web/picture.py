"""A picture as a web page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Picture(NamedTuple):
    """A finished SVG for a web page, and the words below it.

    Attributes:
        svg: The picture.
        boxes: What each of its groups shows, by the group's id: an element, then the evidence in its card.
        lines: The relation that each of its lines is of, by the id of the line.
        heading: What begins the words in bold.
        words: The rest of them.
    """

    svg: str
    boxes: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, str]
    heading: str = ""
    words: str = ""
