"""A report as one web page: no scripts, nothing from elsewhere, light and dark, and on paper."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from argmap.reporting.content import As, Grid, Heading, Items, Paragraph, Picture, Quotation, is_turned
from argmap.reporting.writing.templates import filled, missing
from argmap.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from argmap.reporting.content import Block, Document, Flow, Line, Part, Run

TEMPLATE: Final = "report.html.jinja"

_SMALLEST: Final = 0.85  # of a picture's printed size, below which phones scroll it
_LARGEST: Final = 1.35
_TAGS: Final = {As.STRONG: "strong", As.EMPHASIS: "em", As.SMALL: "small", As.MARKED: "mark"}


def write(document: Document, template: str | Path | None = None) -> str:
    """The page.

    Args:
        document: The report.
        template: A template for Jinja instead of argmap's. It has ``document`` with ``title``, ``language`` and
            ``description``, and ``parts``, each with ``name``, ``title`` and ``body``, which is HTML.
    """
    try:
        from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja
    except ImportError:
        raise missing() from None
    parts = [
        {"name": part.name, "title": visible(part.title), "body": Markup(_body(part))}  # noqa: S704 - all text in it is escaped
        for part in document.parts
    ]
    return filled(TEMPLATE, template, autoescape=True, document=document, parts=parts)


def _body(part: Part) -> str:
    return "\n".join(map(_block, part.blocks))


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _flow(block)
        case Quotation():
            return f"<blockquote>{_flow(block)}</blockquote>"
        case Heading():
            return f"<h3>{_text(block.text)}</h3>"
        case Items():
            return "<ul>\n" + "\n".join(f"<li>{_flows(item)}</li>" for item in block.items) + "\n</ul>"
        case Grid():
            return _grid(block)
        case Picture():
            return _picture(block)


def _grid(grid: Grid) -> str:
    columns = "".join(f'<col style="width: {share:.0%}">' for share in grid.shares)
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in grid.head)
    rows = []
    for row in grid.rows:
        anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
        first, *rest = row.cells
        cells = f'<th scope="row">{_flows(first)}</th>' + "".join(f"<td>{_flows(cell)}</td>" for cell in rest)
        rows.append(f"<tr{anchor}>{cells}</tr>")
    body = "\n".join(rows)
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(visible(grid.caption))}">\n<table>\n'
        f"<caption><strong>Table {grid.number}.</strong> {_text(grid.caption)}</caption>\n"
        f"<colgroup>{columns}</colgroup>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _picture(picture: Picture) -> str:
    figure = picture.figure
    svg = figure.diagram.to_svg(prefix=f"figure-{figure.number}-").partition("?>")[2].strip()
    wide = figure.diagram.size[0]
    limits = f"min-width: {_SMALLEST * wide:.0f}pt; max-width: {_LARGEST * wide:.0f}pt"
    svg = svg.replace("<svg ", f'<svg style="{limits}" ', 1)
    return (
        f'<figure id="figure-{figure.number}">\n<div class="picture" tabindex="0" role="region" '
        f'aria-label="Picture of figure {figure.number}">\n{svg}\n</div>\n'
        f"<figcaption><strong>Figure {figure.number}.</strong> "
        f"{_text(figure.caption)}</figcaption>\n<details><summary>Figure {figure.number} in words</summary>\n"
        f"<pre>{_text(figure.alt)}</pre></details>\n</figure>"
    )


def _flows(flows: Iterable[Flow]) -> str:
    return "".join(map(_flow, flows))


def _flow(flow: Flow) -> str:
    way = ' dir="rtl"' if is_turned(flow) else ""
    if isinstance(flow, Quotation):
        place = f' <span class="place">{_line(flow.place)}</span>' if flow.place else ""
        return f'<p class="quote"{way}>“<q>{_text(flow.words)}</q>”{place}</p>'
    anchor = f' id="{escape(flow.anchor)}"' if flow.anchor else ""
    return f"<p{anchor}{way}>{_line(flow.line)}</p>"


def _line(line: Line) -> str:
    return "".join(map(_run, line))


def _run(run: Run) -> str:
    words = _text(run.text)
    if run.target:
        target = run.target if run.is_address else f"#{run.target}"
        words = f'<a href="{escape(target)}">{words}</a>'
    tag = _TAGS.get(run.look)
    return f"<{tag}>{words}</{tag}>" if tag else words


def _text(text: str) -> str:
    return escape(visible(text))
