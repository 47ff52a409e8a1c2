"""What a web page says of every element: its kind, holder and text, what it bears on, and its words in the source."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from argmap.bearing import bearings
from argmap.model import Relation
from argmap.rendering.text.direction import directed, runs_left
from argmap.words import held_by, kind_of, text_of, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from argmap.model import ArgumentMap, Quote
    from argmap.model.records import Node
    from argmap.words import Locator

_PLAIN: Final = re.compile(r"[\w.:+-]+")
_OWN: Final = re.compile(r"(?:node|line|graph|title|desc|figure|cluster|box|text|sample|the)\d*\b")


def addresses(m: ArgumentMap) -> dict[str, str]:
    """By id of each element, the id of its entry in the page: its own where a link can be made of it."""
    return {
        n.id: n.id if _PLAIN.fullmatch(n.id) and not _OWN.match(n.id) else f"box-{k}"
        for k, n in enumerate(m.nodes)
    }


def entry(m: ArgumentMap, n: Node, places: Mapping[str, str], locate: Locator, *, thesis: bool) -> str:
    """An element in a list of definitions."""
    kind = kind_of(n, thesis=thesis).lower()
    rows = "".join(f'\n<dd class="bearing">{row}</dd>' for row in _bearing(m, n, places))
    quotes = "".join(quotation(m, q, locate) for q in n.quotes)
    return (
        f'<div class="box" id="{escape(places[n.id])}">\n'
        f"<dt><strong>{text(n.id)}</strong> <span>{line(kind + held_by(m, n))}</span></dt>\n"
        f"<dd{way(text_of(n))}>{text(text_of(n))}{quotes}</dd>{rows}\n</div>"
    )


def _bearing(m: ArgumentMap, n: Node, places: Mapping[str, str]) -> Iterator[str]:
    """What an element does to others and they to it, a row for each kind of relation: ``supports T1``."""
    for verb, ids, others in bearings(m, n.id):
        together = f", together with {_listed(m, others, places)}" if others else ""
        yield f"{text(verb)} {_listed(m, ids, places)}{together}"


def _listed(m: ArgumentMap, ids: Iterable[str], places: Mapping[str, str]) -> str:
    return ", ".join(_named(m, i, places) for i in dict.fromkeys(ids)) or "nothing"


def _named(m: ArgumentMap, i: str, places: Mapping[str, str]) -> str:
    """An element as a link to its entry; a relation as the step that it is."""
    if i in places:
        return link(i, places)
    found = m[i]
    if not isinstance(found, Relation):
        return text(i)
    sides = (
        " + ".join(link(e, places) if e in places else text(e) for e in side)
        for side in (found.sources, found.targets)
    )
    return "the step " + " → ".join(side or "nothing" for side in sides)


def link(i: str, places: Mapping[str, str]) -> str:
    """A link to the entry of an element."""
    return f'<a href="#{escape(places[i])}">{text(i)}</a>'


def quotation(m: ArgumentMap, quote: Quote, locate: Locator) -> str:
    """A quote, with where it is and what was done to its words."""
    source = m[quote.source]
    title = getattr(source, "title", "") or source.id
    position = f", {position}" if (position := locate((quote,))) else ""
    fidelity = f" ({quote.fidelity})" if quote.fidelity else ""
    words = f"“{text(quote.exact)}” <cite>{line(title)}</cite>{position}{fidelity}"
    return f"<blockquote{way(quote.exact)}>{words}</blockquote>"


def way(words: str) -> str:
    """The attribute of what holds text that runs from right to left, so that its stops and brackets are at its end."""
    return ' dir="rtl"' if runs_left(words) else ""


def line(words: str) -> str:
    """An English line as HTML, in which text from right to left keeps its own order."""
    return text(directed(words, left=False))


def text(words: str) -> str:
    """User text as HTML."""
    return escape(visible(words))
