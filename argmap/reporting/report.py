"""Reports as files: from a map to the finished document, by the suffix of the file."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from argmap.errors import ReportError, UnknownFormatError
from argmap.filesystem import write_bytes, write_text
from argmap.messages import shown
from argmap.model.map import must_be_map
from argmap.rendering.style import Orientation, Style
from argmap.reporting.assembling import document
from argmap.reporting.writing import html, markdown, pdf, word
from argmap.values import file_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from argmap.model import ArgumentMap
    from argmap.rendering import Page
    from argmap.reporting.content import Document

SUFFIXES: Final = (".html", ".pdf", ".docx", ".md")
MARGIN: Final = 48.0
"""Points of paper around the text of a report."""


def report(
    m: ArgumentMap,
    path: str | Path,
    *,
    parts: Iterable[str] | None = None,
    template: str | Path | None = None,
    page: str | Page = "a4",
    min_text: float = 7.0,
    language: str | None = None,
    progress: Callable[[str], object] | None = None,
    **options: Any,
) -> Document:
    """A map as a document to send, print and read aloud: .html, .pdf, .docx or .md by the suffix of the file.

    It says where the statement comes from, sums it up, shows it in numbered figures, and has every element once and
    in full with its words in the source, the answers to each claim of a counterparty, every figure and date, what
    checks find, what stands and on which assumptions, and the texts of the sources with their passages numbered. The
    same map gives the same bytes, except that a PDF depends on the fonts at hand.

    Args:
        m: The map.
        path: The file. Markdown has its pictures next to it: ``report-1.svg`` and so on for ``report.md``.
        parts: Which parts, in the order wanted, such as ``["summary", "figures"]``; all of them by default.
        template: A file instead of argmap's own: a template for Jinja (HTML, Markdown) or typst (PDF), or a Word
            document whose styles are used.
        page: The paper, as for ``figures``.
        min_text: The smallest text of a figure in points, as for ``figures``.
        language: The language of the report as a BCP 47 tag; by default that of the sources, if they have one.
        progress: Called with the name of each part when it is done, for work that takes long.
        **options: What else ``figures`` takes: a style, its fields, ``engine``, ``timeout``, ``overlay``.

    Returns:
        What the report says, in blocks.

    Warns:
        UserWarning: No font has some letters of a PDF, or of pictures in a Word document; they are boxes.

    Raises:
        UnknownFormatError: No report is written by that suffix.
        ReportError: There is no such part, or the template cannot be used.
        MissingExtraError: The extra ``report`` is not installed.
        StyleError: An unknown option, or a value outside what it allows.
        FileError: The template cannot be read, or the file not written.
        RenderError: A figure could not be drawn.

    >>> from tempfile import TemporaryDirectory
    >>> from argmap import ArgumentMap, Claim
    >>> cap, stay = Claim("cap", "Rents should be capped."), Claim("stay", "A cap keeps tenants.")
    >>> m = ArgumentMap.of(cap, stay, stay.supports(cap), title="Rent cap")
    >>> with TemporaryDirectory() as folder:
    ...     made = report(m, f"{folder}/rent.html", parts=["summary", "figures", "claims"])
    >>> [part.title for part in made.parts]
    ['In brief', 'The argument', 'Claims and evidence']
    """
    must_be_map(m)
    name = file_name(path)
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise UnknownFormatError(
            f"no report is written with the suffix {shown(suffix)}, expected one of: {known}",
            path=name,
            found=suffix,
            expected=known,
        )
    if template is not None:
        file_name(template, "the path of a template")
    paper = _paper(page)
    drawing = {"page": paper, "min_text": min_text, "orientation": Orientation.PORTRAIT, **options}
    made = document(m, parts=parts, language=language, progress=progress, **drawing)
    if suffix == ".html":
        write_text(path, html.write(made, template))
    elif suffix == ".pdf":
        write_bytes(path, pdf.write(made, paper, template))
    elif suffix == ".docx":
        write_bytes(path, word.write(made, paper if template is None else None, template))
    else:
        _write_markdown(made, path, template)
    return made


def _paper(page: str | Page) -> Page:
    """The paper with the margins of a report."""
    paper = Style(page=page).page
    if paper is None:
        raise ReportError("a report needs a page, found None", path="page", expected="paper such as 'a4'")
    return evolve(paper, margin=MARGIN) if isinstance(page, str) else paper


def _write_markdown(made: Document, path: str | Path, template: str | Path | None) -> None:
    """The text after its pictures, so that it never names one that is not there."""
    whole = PurePath(path)
    text, drawn = markdown.write(made, whole.stem, template)
    for name, svg in drawn.items():
        write_text(str(whole.parent / name), svg)
    write_text(path, text)
