"""A report as a PDF that meets PDF/UA-1, made by typst, which checks it."""

from __future__ import annotations

import json
import tempfile
import warnings
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from argmap.errors import ReportError
from argmap.filesystem import read_bytes, reason
from argmap.rendering.output import lacking
from argmap.rendering.output.convert import language_and_region
from argmap.rendering.style import Orientation
from argmap.rendering.text import fonts
from argmap.rendering.text.scripts import fallbacks
from argmap.reporting.content import pictures
from argmap.reporting.writing.pdf.data import data_of
from argmap.reporting.writing.pdf.drawings import drawings
from argmap.reporting.writing.templates import missing, own_template

if TYPE_CHECKING:
    from argmap.rendering import Page
    from argmap.reporting.content import Document

TEMPLATE: Final = "report.typ"
STANDARD: Final = "ua-1"
INSTEAD: Final = "\ufffd"
"""What stands for a letter that no font has, as PDF/UA allows none; a font of typst's own has it."""

_REFUSED: Final = {
    "\ufeff": "\u2060",
    "\ufffe": INSTEAD,
}  # by PDF/UA; a mark of no width has another that means it


def write(document: Document, page: Page, template: str | Path | None = None) -> bytes:
    """The PDF, with the same bytes wherever the same fonts are.

    Args:
        document: The report.
        page: Its paper.
        template: A file of typst instead of argmap's. It finds ``report.json`` with all that the report says, and
            ``pictures.typ`` with its pictures, next to it.

    Warns:
        UserWarning: There are letters that no font has; a sign stands for them.

    Raises:
        MissingExtraError: typst is not installed.
        FileError: The template cannot be read.
        ReportError: The template cannot be used.
    """
    try:
        typst = import_module("typst")
    except ImportError:
        raise missing() from None
    text = own_template(TEMPLATE).encode() if template is None else read_bytes(template)
    drawn = drawings(pictures(document))
    wide, high = page.sides(Orientation.PORTRAIT)
    language, region = language_and_region(document.language)
    words = json.dumps(data_of(document), ensure_ascii=False)
    boxes = lacking.letters(typst, words + drawn.module, document.language)
    if boxes:
        warnings.warn(lacking.said(boxes), stacklevel=3)
    table = str.maketrans(dict.fromkeys(boxes, INSTEAD) | _REFUSED)
    data = json.loads(words.translate(table)) | {
        "page": {"width": wide, "height": high, "margin": page.margin},
        "language": {"lang": language, "region": region},
        "fonts": fallbacks(words, document.language),
    }
    with tempfile.TemporaryDirectory(prefix="argmap-") as folder:
        path = Path(folder)
        (path / "report.json").write_text(json.dumps(data), encoding="utf-8")
        (path / "pictures.typ").write_text(drawn.module.translate(table), encoding="utf-8")
        for name, svg in drawn.svgs.items():
            (path / name).write_text(svg.translate(table), encoding="utf-8")
        (path / TEMPLATE).write_bytes(text)
        where = {"root": folder, "font_paths": fonts.folders()}
        try:
            return bytes(typst.compile(str(path / TEMPLATE), format="pdf", pdf_standards=[STANDARD], **where))
        except (OSError, RuntimeError) as error:
            raise ReportError(
                f"the template cannot be used: {reason(error)}", path=str(template or TEMPLATE)
            ) from None
