"""What programs draw in GraphML: the words in boxes and at lines, and the colours in which Argdown draws relations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.model import RelationKind
from argmap.serializers.common.html_words import words_of
from argmap.serializers.common.property_graph.graph import Arrows
from argmap.syntax.xml import local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

# Of yEd, and of visone by way of it; the last two are parts of its boxes for classes.
_LABELS: Final = ("NodeLabel", "EdgeLabel", "AttributeLabel", "MethodLabel")
_TEXTS: Final = ("Label.Text",)  # of yFiles for HTML and yEd Live
_WITH_TEXT: Final = ("label", "edge")  # whose attribute is the text, in yFiles and JGraph
_HTML: Final = re.compile(r"\s*<html>(.*?)(?:</html>\s*)?", re.DOTALL | re.IGNORECASE)
_ARGDOWN_WIDTH: Final = "0.3"  # of the lines that Argdown exports, which have no words
_ARGDOWN_COLOURS: Final = {
    "#00ff00": RelationKind.SUPPORT,
    "#ff0000": RelationKind.ATTACK,
    "#551a8b": RelationKind.UNDERCUT,
}
# What points somewhere; diamonds, circles, dashes and the like are signs of other things.
_HEADS: Final = frozenset(
    ("standard", "delta", "white_delta", "plain", "short", "angle", "concave", "convex", "skewed", "t_shape")
)
_ARGDOWN_ARROWS: Final = {
    ("standard", "standard"): RelationKind.CONTRARY,
    ("diamond", "diamond"): RelationKind.CONTRADICTION,
}

_ENDS: Final = {
    (False, True): Arrows.FORWARD,
    (True, False): Arrows.BACKWARD,
    (True, True): Arrows.BOTH,
    (False, False): Arrows.NONE,
}


class Drawn(NamedTuple):
    """What is drawn for a node or an edge.

    Attributes:
        title: The words in bold above the others, if there are two texts.
        label: The words.
        kind: The kind of relation that Argdown draws so.
        is_argument: Whether Argdown draws arguments so.
        arrows: The ends at which a line has arrows, if it is drawn with any idea of them.
    """

    title: str = ""
    label: str = ""
    kind: RelationKind | None = None
    is_argument: bool = False
    arrows: Arrows | None = None


def drawn(drawing: Element) -> Drawn:
    """What a drawing shows in words and in Argdown's colours."""
    labels: list[tuple[str, bool]] = []
    colour = arrows = None
    is_argument = False
    for part in _active(drawing):
        tag = local(part.tag)
        if tag in _LABELS or tag in _TEXTS:
            words = _plain(part.text or "")
            if words:
                labels.append((words, part.get("fontStyle", "") == "bold"))
        elif tag.lower() in _WITH_TEXT and (words := _plain(part.get("Text", part.get("text", "")))):
            labels.append((words, False))
        elif tag == "LineStyle" and part.get("width") == _ARGDOWN_WIDTH:
            colour = part.get("color", "").lower()
        elif tag == "BorderStyle" and part.get("width") == _ARGDOWN_WIDTH:
            is_argument = True
        elif tag == "Arrows":
            arrows = (part.get("source", ""), part.get("target", ""))
    kind = _ARGDOWN_COLOURS.get(colour or "")
    if kind is RelationKind.ATTACK and arrows is not None:
        kind = _ARGDOWN_ARROWS.get(arrows, kind)
    ends = None if arrows is None else _arrows(*arrows)
    if [bold for _, bold in labels] == [True, False]:
        return Drawn(labels[0][0], labels[1][0], kind, is_argument, ends)
    return Drawn("", "\n".join(words for words, _ in labels), kind, is_argument, ends)


def _arrows(source: str, target: str) -> Arrows | None:
    """The ends with arrows; None where only signs of other things are drawn."""
    if not {source, target} & _HEADS and (source, target) != ("none", "none"):
        return None
    return _ENDS[source in _HEADS, target in _HEADS]


def _active(drawing: Element) -> Iterator[Element]:
    """The elements of a drawing in order; of a box that can be open or closed, those of its present state."""
    pending = [drawing]
    while pending:
        element = pending.pop()
        yield element
        children = list(element)
        if local(element.tag) == "Realizers" and children:
            active = element.get("active", "0")
            n = int(active) if active.isascii() and active.isdigit() and len(active) < len("1000") else 0
            children = [children[n] if n < len(children) else children[0]]
        pending += reversed(children)


def _plain(words: str) -> str:
    """Words without the HTML in which some programs put them."""
    html = _HTML.fullmatch(words)
    if html is None:
        return words.strip()
    return words_of(html[1])
