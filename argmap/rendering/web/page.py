"""The page: the picture beside the text of the sources, every element with its words, and one small script.

Without the script, and in print, the page is whole: everything it does is done with what is written there.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from argmap.rendering.output.svg import families
from argmap.rendering.web.boxes import addresses, entry, line, quotation, text, way
from argmap.rendering.web.knowledge import knowledge
from argmap.rendering.web.texts import texts
from argmap.words import VERBS, Locator, citation, language_of, name_of, numbers_of, theses

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from argmap.model import ArgumentMap
    from argmap.rendering.web.picture import Picture
    from argmap.viewing import View

_COLOR: Final = re.compile("#[0-9A-F]{6}")


def webpage(
    view: View,
    pictures: Sequence[Picture],
    *,
    titled: bool = False,
    font: str = "Helvetica",
    tone: Callable[[str], str] = str,
) -> str:
    """The page, in UTF-8, with nothing from elsewhere and no script but argmap's own, whose hash is in its policy.

    Args:
        view: The part of a map that it is of.
        pictures: Its finished pictures, whose ids are different.
        titled: Whether the picture shows the title, so that the page need not show it above as well.
        font: The family that the page is set in where it is there.
        tone: What stands for a colour in the look of the picture.
    """
    m, whole = view.map, view.whole
    title = text(m.title or "Argument map")
    main, places, locate = theses(whole), addresses(m), Locator(whole)
    style = _COLOR.sub(lambda color: tone(color[0]), _resource("page.css")).replace(
        "$families", families(font)
    )
    script = _resource("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    shown = "\n".join(map(_figure, pictures))
    entries = "\n".join(entry(m, n, places, locate, thesis=n.id in main) for n in m.nodes)
    return f"""<!DOCTYPE html>
<html lang="{escape(language_of(whole))}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1{' class="heard"' if titled else ""}{way(m.title)}>{title}</h1>
{_tools(m)}
</header>
<main>
<section id="the-diagram" aria-label="Diagram" tabindex="0">
{shown}
</section>
<div id="the-reading" role="region" aria-label="Text" tabindex="0">
<section id="the-choice" aria-live="polite" aria-label="Chosen" hidden></section>
{texts(m, whole, places)}<section>
<h2>What each box says, and its words in the source</h2>
<dl>
{entries}
</dl>
</section>{_sources(view, locate)}
</div>
</main>
<script type="application/json" id="the-map">{knowledge(m, pictures, places)}</script>
<script>{script}</script>
</body>
</html>
"""


@cache
def _resource(name: str) -> str:
    return files("argmap.rendering.web").joinpath(name).read_text(encoding="utf-8")


def _tools(m: ArgumentMap) -> str:
    """What the script needs to search, filter, fold and zoom; hidden until it runs."""
    holders = {n.by for n in m.nodes if n.by}
    parties = [(p.id, name_of(m, p.id)) for p in m.parties if p.id in holders]
    kinds = list(dict.fromkeys(r.kind for r in m.relations))
    boxes = [
        _checks("Parties", "party", parties),
        _checks("Relations", "kind", [(k, VERBS[k]) for k in kinds]),
    ]
    return f"""<form id="the-tools" role="search" hidden>
<label>Search <input type="search" name="search" autocomplete="off"></label> <output aria-live="polite"></output>
<details><summary>Filter</summary><div>
{"".join(boxes)}</div></details>
<button type="button" name="fold" disabled>Fold</button>
<button type="button" name="unfold" disabled>Unfold all</button>
<span role="group" aria-label="Zoom"><button type="button" name="out" aria-label="Zoom out">−</button>\
<button type="button" name="fit">Fit</button><button type="button" name="in" aria-label="Zoom in">+</button></span>
</form>"""


def _checks(legend: str, name: str, values: Sequence[tuple[str, str]]) -> str:
    if not values:
        return ""
    checks = "".join(
        f'<label><input type="checkbox" name="{name}" value="{escape(value)}" checked> {text(words)}</label>\n'
        for value, words in values
    )
    return f"<fieldset><legend>{legend}</legend>\n{checks}</fieldset>\n"


def _figure(picture: Picture) -> str:
    words = ""
    if picture.words:
        words = f"<figcaption><strong>{text(picture.heading)}</strong> {text(picture.words)}</figcaption>\n"
    return f"<figure>\n{picture.svg.partition('?>')[2].strip()}\n{words}</figure>"


def _sources(view: View, locate: Locator) -> str:
    """The list of sources, each with what is known of its provenance and the words that say so."""
    m, whole = view.map, view.whole
    if not m.sources:
        return ""
    entries = []
    numbers = numbers_of(whole)
    for source in m.sources:
        known = source.provenance
        note = f" {text(known.note)}" if known is not None and known.note else ""
        quotes = "".join(quotation(m, q, locate) for q in known.quotes) if known is not None else ""
        entries.append(f"<li>{line(citation(whole, source, numbers))}{note}{quotes}</li>")
    return "\n<section>\n<h2>Sources</h2>\n<ul>\n" + "\n".join(entries) + "\n</ul>\n</section>"
