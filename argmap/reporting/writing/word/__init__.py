"""A report as a Word document: real headings, captions, tables, footnotes and alternative texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.reporting.writing.templates import missing

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.rendering import Page
    from argmap.reporting.content import Document


def write(document: Document, page: Page | None, template: str | Path | None = None) -> bytes:
    """The document, with the same bytes each time.

    Args:
        document: The report.
        page: Its paper; None for that of the template.
        template: A Word document whose styles, margins, headers and footers it gets.

    Raises:
        MissingExtraError: python-docx is not installed.
        FileError: The template cannot be read.
        ReportError: It is no Word document.
    """
    try:
        import docx  # noqa: F401, PLC0415 - an extra, and slow
    except ImportError:
        raise missing() from None
    from argmap.reporting.writing.word.writing import written  # noqa: PLC0415 - needs it

    return written(document, page, template)
