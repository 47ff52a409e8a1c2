"""What is printed around a text: what it is called, its title and figures, where its words are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.appearance import Appearance
from argmap.model import Claim, Evidence
from argmap.rendering.style import Ids
from argmap.words import Locator, text_of, without_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.model import ArgumentMap
    from argmap.model.records import Node
    from argmap.rendering.style import Style


class Remarks:
    """The remarks on the elements of a map that a style shows."""

    def __init__(self, m: ArgumentMap, style: Style, seen: Iterable[Node]) -> None:
        """Number the elements of the whole map, and find the places of those that are ``seen``."""
        self._style = style
        self._numbers = {n.id: str(k) for k, n in enumerate(m.nodes, 1)} if style.ids is Ids.NUMBERS else {}
        self._places = _places(m, seen) if style.locators else {}

    def label(self, n: Node) -> str:
        """What the picture calls an element: its id, its number in the map, or ""."""
        return n.id if self._style.ids is Ids.ALL else self._numbers.get(n.id, "")

    def heading(self, n: Node) -> str:
        """The title of a claim if titles are wanted and it says more than the text."""
        wanted = self._style.headings and isinstance(n, Claim)
        title = n.title.strip() if wanted and isinstance(n, Claim) else ""
        return title if title != without_tags(text_of(n), n.tags).strip() else ""

    def locator(self, n: Node) -> str:
        """The figures of an element if they are wanted, and where in its source its words are."""
        figures = n.figures if self._style.quantities and isinstance(n, Evidence) else ()
        return " · ".join(filter(None, ("; ".join(map(str, figures)), self._places.get(n.id, ""))))

    def note(self, n: Node) -> str:
        """Tags worth printing, and the remark that the record asks for."""
        tags = (t for t in n.tags if t != "thesis")
        return ", ".join(filter(None, (*tags, Appearance.of(n).note)))


def _places(m: ArgumentMap, seen: Iterable[Node]) -> Mapping[str, str]:
    """Where the words of elements are, by id; nothing if all of several are at one place."""
    locate = Locator(m)
    places = {n.id: place for n in seen if (place := locate(n.quotes))}
    return places if len({*places.values()}) > 1 or len(places) == 1 else {}
