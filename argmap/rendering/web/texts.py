"""The texts of the sources as HTML: each quoted passage is a link to what quotes it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from argmap.passages import paragraphs, trimmed
from argmap.rendering.web.boxes import link, text, way
from argmap.words import numbers_of, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from argmap.model import ArgumentMap, Source


def texts(m: ArgumentMap, whole: ArgumentMap, places: Mapping[str, str]) -> str:
    """The texts of the sources, each quoted passage a link to what quotes it."""
    known = [s for s in m.sources if s.text]
    if not known:
        return ""
    numbers = numbers_of(whole)
    return (
        "<section>\n<h2>Source text</h2>\n"
        + "\n".join(_text(m, s, numbers, places) for s in known)
        + "\n</section>\n"
    )


def _text(m: ArgumentMap, source: Source, numbers: Mapping[str, str], places: Mapping[str, str]) -> str:
    title = f"{numbers.get(source.id, '')} {title_of(source)}".strip()
    language = f' lang="{escape(source.language)}"' if source.language else ""
    body = "".join(_paragraphs(m, source, places))
    return f"<article{language}>\n<h3{way(title)}>{text(title)}</h3>\n{body}</article>"


def _paragraphs(m: ArgumentMap, source: Source, places: Mapping[str, str]) -> Iterator[str]:
    number = {i: k for k, i in enumerate(places)}
    for paragraph in paragraphs(m, source):
        pieces = trimmed(paragraph.pieces)
        place = f'<span class="place">{text(paragraph.name)}</span>' if paragraph.name else ""
        marked = []
        for n, piece in enumerate(pieces):
            ids = [i for i in piece.ids if i in number]
            if not ids or not piece.text.strip():
                marked.append(text(piece.text))
                continue
            of = " ".join(str(number[i]) for i in ids)
            marked.append(
                f'<a class="passage" href="#{escape(places[ids[0]])}" data-of="{of}">{text(piece.text)}</a>'
            )
            following = pieces[n + 1].ids if n + 1 < len(pieces) else ()
            if ending := [link(i, places) for i in ids if i not in following]:
                marked.append(f"<sup>{' '.join(ending)}</sup>")
        yield f"<p{way(''.join(piece.text for piece in pieces))}>{place}{''.join(marked)}</p>\n"
