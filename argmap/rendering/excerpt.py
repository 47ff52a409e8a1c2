"""What one picture is of: a part of a map, and what is said in the picture about the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from argmap.rendering.chips import chips, left_out, shown_of
from argmap.rendering.text.metrics import text_width
from argmap.viewing import View, as_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap
    from argmap.overlay import Overlay
    from argmap.rendering.relating import Mention
    from argmap.rendering.style import Style

_SHORT: Final = 62.0  # ems, of a text that is in full elsewhere


@frozen
class Excerpt:
    """A part of a map as a picture shows it.

    Attributes:
        view: The part.
        title: What is above it.
        chips: How much is left out behind cards and where that is, by the ids of their elements.
        brief: The elements that are in full in another picture, and are only named here.
        notes: Sentences for the legend.
        overlay: What is marked.
        mentions: What is said of relations on cards, by the ids of their elements.
    """

    view: View
    title: str
    chips: Mapping[str, tuple[str, ...]]
    brief: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    overlay: Overlay | None = None
    mentions: Mapping[str, tuple[Mention, ...]] = {}

    @property
    def aside(self) -> frozenset[str]:
        """The elements that something is said of."""
        return self.brief | self.chips.keys() | self.mentions.keys()

    @classmethod
    def of(cls, part: ArgumentMap | View | Excerpt, style: Style, overlay: Overlay | None = None) -> Excerpt:
        """The excerpt of a part that is drawn by itself."""
        if isinstance(part, Excerpt):
            return part
        view = as_view(part)
        seen = shown_of(view, style)
        return cls(view, view.map.title, chips(seen), notes=left_out(seen), overlay=overlay)


def brief(text: str) -> str:
    """The beginning of a text that is in full elsewhere.

    >>> brief("A cap keeps tenants in their homes, and so it should. " * 3)[-30:]
    ' A cap keeps tenants in their…'
    """
    width = 0.0
    for n, character in enumerate(text):
        width += text_width(character, 1.0)
        if width > _SHORT:
            whole = text[:n].rstrip()
            words = whole.rpartition(" ")[0].rstrip(" ,;:.") if text[n : n + 1].strip() else whole
            return f"{words if len(words) * 2 > len(whole) else whole}…"
    return text
