"""A picture as a web page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Picture(NamedTuple):
    """A finished SVG for a web page, and the words below it.

    Attributes:
        svg: The picture.
        groups: What each of its groups shows, by the group's id: elements of a card, or a relation.
        heading: What begins the words in bold.
        words: The rest of them.
    """

    svg: str
    groups: Mapping[str, tuple[str, ...]]
    heading: str = ""
    words: str = ""
