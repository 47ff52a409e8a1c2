"""The page: the picture beside the text of the sources, every element with its words, and one small script.

Without the script, and in print, the page is whole: everything it does is done with what is written there.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.model import Relation
from argmap.rendering.output.svg import families
from argmap.rendering.web.boxes import addresses, entry, link, quotation, text
from argmap.rendering.web.passages import paragraphs
from argmap.words import VERBS, Locator, citation, language_of, name_of, numbers_of, theses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from argmap.model import ArgumentMap, Source
    from argmap.rendering.web.passages import Piece
    from argmap.viewing import View

_COLOR: Final = re.compile("#[0-9A-F]{6}")


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


def webpage(
    view: View,
    pictures: Sequence[Picture],
    *,
    titled: bool = False,
    font: str = "Helvetica",
    tone: Callable[[str], str] = str,
) -> str:
    """The page, in UTF-8, with nothing from elsewhere and no script but argmap's own, which its policy names by its hash.

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
    style = _COLOR.sub(lambda color: tone(color[0]), _resource("page.css")).replace("$families", families(font))
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
<h1{' class="heard"' if titled else ""}>{title}</h1>
{_tools(m)}
</header>
<main>
<section id="the-diagram" aria-label="Diagram" tabindex="0">
{shown}
</section>
<div id="the-reading" role="region" aria-label="Text" tabindex="0">
<section id="the-choice" aria-live="polite" aria-label="Chosen" hidden></section>
{_texts(m, whole, places)}<section>
<h2>What each box says, and its words in the source</h2>
<dl>
{entries}
</dl>
</section>{_sources(view, locate)}
</div>
</main>
<script type="application/json" id="the-map">{_data(m, pictures, places)}</script>
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
    boxes = [_checks("Parties", "party", parties), _checks("Relations", "kind", [(k, VERBS[k]) for k in kinds])]
    return f"""<form id="the-tools" role="search" hidden>
<label>Search <input type="search" name="search" autocomplete="off"></label> <output aria-live="polite"></output>
<details><summary>Filter</summary><div>
{"".join(boxes)}</div></details>
<button type="button" name="fold" disabled>Fold</button> <button type="button" name="unfold" disabled>Unfold all</button>
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


def _texts(m: ArgumentMap, whole: ArgumentMap, places: Mapping[str, str]) -> str:
    """The texts of the sources, each quoted passage a link to what quotes it."""
    known = [s for s in m.sources if s.text]
    if not known:
        return ""
    numbers = numbers_of(whole)
    return "<section>\n<h2>Source text</h2>\n" + "\n".join(_text(m, s, numbers, places) for s in known) + "\n</section>\n"


def _text(m: ArgumentMap, source: Source, numbers: Mapping[str, str], places: Mapping[str, str]) -> str:
    title = f"{numbers.get(source.id, '')} {source.title or source.id}".strip()
    language = f' lang="{escape(source.language)}"' if source.language else ""
    return f'<article{language} dir="auto">\n<h3>{text(title)}</h3>\n{"".join(_paragraphs(m, source, places))}</article>'


def _paragraphs(m: ArgumentMap, source: Source, places: Mapping[str, str]) -> Iterator[str]:
    number = {i: k for k, i in enumerate(places)}
    for paragraph in paragraphs(m, source):
        pieces = [piece for piece in _trimmed(paragraph.pieces) if piece.text]
        place = f'<span class="place">{text(paragraph.name)}</span>' if paragraph.name else ""
        marked = []
        for n, piece in enumerate(pieces):
            ids = [i for i in piece.ids if i in number]
            if not ids or not piece.text.strip():
                marked.append(text(piece.text))
                continue
            of = " ".join(str(number[i]) for i in ids)
            marked.append(f'<a class="passage" href="#{escape(places[ids[0]])}" data-of="{of}">{text(piece.text)}</a>')
            following = pieces[n + 1].ids if n + 1 < len(pieces) else ()
            if ending := [link(i, places) for i in ids if i not in following]:
                marked.append(f"<sup>{' '.join(ending)}</sup>")
        yield f"<p>{place}{''.join(marked)}</p>\n"


def _trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a paragraph without the space around it, which may be several of them."""
    text = "".join(piece.text for piece in pieces)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    trimmed, at = [], 0
    for piece in pieces:
        trimmed.append(piece._replace(text=piece.text[max(0, start - at) : max(0, end - at)]))
        at += len(piece.text)
    return trimmed


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
        entries.append(f"<li>{text(citation(whole, source, numbers))}{note}{quotes}</li>")
    return "\n<section>\n<h2>Sources</h2>\n<ul>\n" + "\n".join(entries) + "\n</ul>\n</section>"


def _data(m: ArgumentMap, pictures: Sequence[Picture], places: Mapping[str, str]) -> str:
    """What the script knows: elements with their groups in the pictures and what they bear on, lines with their ends."""
    number = {i: k for k, i in enumerate(places)}
    groups: dict[str, list[str]] = {i: [] for i in places}
    for picture in pictures:
        for group, ids in picture.boxes.items():
            for i in ids:
                if i in groups:
                    groups[i].append(group)
    boxes = [
        {"id": n.id, "at": places[n.id], "groups": groups[n.id], "party": n.by or "", "on": [number[i] for i in _on(m, n.id)]}
        for n in m.nodes
    ]
    lines = {
        line: {"kind": m[relation].kind, "ends": [number[i] for i in _ends(m, relation)]}  # type: ignore[union-attr]
        for picture in pictures
        for line, relation in picture.lines.items()
        if relation in m
    }
    return _json({"boxes": boxes, "lines": lines})


def _on(m: ArgumentMap, i: str) -> list[str]:
    """The elements that one bears on, those of a relation that it aims at included."""
    return [e for e in dict.fromkeys(e for r in m.outgoing(i) for t in r.targets for e in _ends(m, t)) if e != i]


def _ends(m: ArgumentMap, i: str) -> list[str]:
    """An element itself, or the elements that a relation joins, however many relations are between."""
    found: dict[str, None] = {}
    waiting, seen = [i], {i}
    while waiting:
        at = m[waiting.pop()]
        if not isinstance(at, Relation):
            found[at.id] = None
            continue
        more = [e for e in (*at.sources, *at.targets) if e not in seen]
        seen.update(more)
        waiting += reversed(more)
    return list(found)


def _json(value: Any) -> str:
    """JSON that no text in it can end or turn into markup."""
    plain = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
