"""A picture as one web page that needs nothing else: the SVG, and below it every element with its words."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from argmap.words import Locator, held_by, kind_of, language_of, text_of, theses, visible

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Quote
    from argmap.model.records import Node

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE: Final = """
body { font: 16px/1.45 Helvetica, Arial, 'Liberation Sans', sans-serif; margin: 2rem auto; max-width: 75rem;
  padding: 0 1rem; color: #222; background: #fff; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
figure { margin: 0 0 2rem; overflow-x: auto; }
svg { width: 100%; height: auto; min-width: 40rem; }
dt { margin-top: 1rem; } dt span { color: #595959; }
dd { margin: .2rem 0 0 1.5rem; } blockquote { margin: .3rem 0 0 1rem; color: #444; }
:target { outline: 2px solid #1F4E79; outline-offset: 4px; }
"""


def webpage(m: ArgumentMap, svg: str, *, titled: bool = False) -> str:
    """The page, in UTF-8, without scripts and without anything from elsewhere.

    Args:
        m: The map.
        svg: Its finished picture.
        titled: Whether the picture shows the title, so that the page need not show it above as well.
    """
    title = _text(m.title or "Argument map")
    picture = svg.partition("?>")[2].strip()
    main = theses(m)
    locate = Locator(m)
    entries = "\n".join(_entry(m, n, locate, thesis=n.id in main) for n in m.nodes)
    return f"""<!DOCTYPE html>
<html lang="{escape(language_of(m))}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1{' class="heard"' if titled else ""}>{title}</h1>
<figure>
{picture}
</figure>
<h2>What each box says, and its words in the source</h2>
<dl>
{entries}
</dl>
</body>
</html>
"""


def _entry(m: ArgumentMap, n: Node, locate: Locator, *, thesis: bool) -> str:
    kind = "thesis" if thesis else kind_of(n).lower()
    quotes = "".join(_quotation(m, q, locate) for q in n.quotes)
    return (
        f"<dt><strong>{_text(n.id)}</strong> <span>{_text(kind + held_by(m, n))}</span></dt>\n"
        f"<dd>{_text(text_of(n))}{quotes}</dd>"
    )


def _quotation(m: ArgumentMap, quote: Quote, locate: Locator) -> str:
    source = m[quote.source]
    title = getattr(source, "title", "") or source.id
    position = f", {position}" if (position := locate((quote,))) else ""
    return f"<blockquote>“{_text(quote.exact)}” <cite>{_text(title)}</cite>{position}</blockquote>"


def _text(text: str) -> str:
    return escape(visible(text))
