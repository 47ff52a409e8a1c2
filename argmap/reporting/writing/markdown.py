"""A report as Markdown with its pictures next to it: for GitHub, Quarto, Pandoc, MkDocs and Sphinx alike."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote as percent_encoded

from argmap.reporting.content import As, Grid, Heading, Items, Paragraph, Picture, Quotation, pictures
from argmap.reporting.writing.templates import filled
from argmap.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from argmap.reporting.content import Block, Document, Flow, Line, Run

TEMPLATE: Final = "report.md.jinja"

_MARKS: Final = re.compile(r"[\\`*\[\]<>&|~$#_{}@^]")
_STARTS: Final = re.compile(r"([-+=:]|\d+[.)])(?=\s|$)|(?=%%)")
"""What would begin a list, a heading or a comment at the beginning of a line."""

_AROUND: Final = {As.STRONG: "**", As.EMPHASIS: "*"}
_SPACE: Final = re.compile(r"\s+")


def write(document: Document, stem: str, template: str | Path | None = None) -> tuple[str, dict[str, str]]:
    """The text, and the pictures by the names of their files.

    Args:
        document: The report.
        stem: What the names of the pictures begin with.
        template: A template for Jinja instead of argmap's. It has ``title``, ``description`` and ``parts``, each with
            ``name``, ``title`` and ``body``, all of which are Markdown, and ``document``.
    """
    names = {picture.figure.number: f"{stem}-{picture.figure.number}.svg" for picture in pictures(document)}
    parts = [
        {
            "name": part.name,
            "title": _text(part.title),
            "body": "\n\n".join(_block(block, names) for block in part.blocks),
        }
        for part in document.parts
    ]
    text = filled(
        TEMPLATE,
        template,
        document=document,
        title=_text(document.title),
        description=_text(document.description),
        parts=parts,
    )
    drawn = {names[picture.figure.number]: picture.figure.diagram.to_svg() for picture in pictures(document)}
    return text, drawn


def _block(block: Block, names: dict[int, str]) -> str:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Quotation():
            return f"> {_flow(block)}"
        case Heading():
            return f"### {_text(block.text)}"
        case Items():
            return "\n".join("- " + "\n\n  ".join(map(_flow, item)) for item in block.items)
        case Grid():
            return _grid(block)
        case Picture():
            return _picture(block, names)


def _grid(grid: Grid) -> str:
    rows = [_row([_text(name) for name in grid.head]), _row(["---"] * len(grid.head))]
    for row in grid.rows:
        first, *rest = ["<br>".join(map(_flow, cell)) for cell in row.cells]
        rows.append(_row([_anchor(row.anchor) + first, *rest]))
    return f"**Table {grid.number}.** {_text(grid.caption)}\n\n" + "\n".join(rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _picture(picture: Picture, names: dict[int, str]) -> str:
    figure = picture.figure
    name = percent_encoded(names[figure.number])
    words = "\n".join(escape(line) or "&#160;" for line in visible(figure.alt).splitlines())
    return (
        f"![Figure {figure.number}. {_text(figure.title)}]({name})\n\n"
        f"**Figure {figure.number}.** {_text(figure.caption)}\n\n"
        f"<details><summary>Figure {figure.number} in words</summary>\n<pre>\n{words}\n</pre>\n</details>"
    )


def _paragraph(paragraph: Paragraph) -> str:
    words = _line(paragraph.line)
    if start := _STARTS.match(words):
        words = words[: start.end() - 1] + "\\" + words[start.end() - 1 :]
    return _anchor(paragraph.anchor) + words


def _flow(flow: Flow) -> str:
    if isinstance(flow, Paragraph):
        return _paragraph(flow)
    place = f" ({_line(flow.place)})" if flow.place else ""
    return f"“{_text(flow.words)}”{place}"


def _anchor(name: str) -> str:
    return f'<a id="{escape(name)}"></a>' if name else ""


def _line(line: Line) -> str:
    return "".join(map(_run, line))


def _run(run: Run) -> str:
    words = _text(run.text)
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    around = _AROUND.get(run.look, "")
    if around and words.strip():
        words = f"{' ' if before else ''}{around}{words.strip()}{around}{' ' if after else ''}"
    if run.target:
        target = run.target.replace(")", "%29").replace("(", "%28") if run.is_address else f"#{run.target}"
        words = f"[{words}]({target})"
    return words


def _text(text: str) -> str:
    """User text in one line, each mark of Markdown and HTML as it is."""
    return _MARKS.sub(r"\\\g<0>", _SPACE.sub(" ", visible(text)))
