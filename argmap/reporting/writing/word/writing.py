"""The blocks of a report as paragraphs, tables and pictures of Word."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from argmap.errors import ReportError
from argmap.filesystem import read_bytes
from argmap.rendering.style import Orientation
from argmap.reporting.content import Grid, Heading, Items, Paragraph, Picture, Quotation, is_turned
from argmap.reporting.writing.word.drawings import add_picture
from argmap.reporting.writing.word.footnotes import FOOTNOTE, Footnotes
from argmap.reporting.writing.word.look import add_contents, look, rule
from argmap.reporting.writing.word.runs import Names, words_of
from argmap.reporting.writing.word.xml import element, field, run, turn
from argmap.words import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from argmap.rendering import Page
    from argmap.reporting.content import Block, Document, Flow

_CAPTION: Final = 90.0  # points below a picture
_EMU: Final = 12_700  # in a point
_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)  # files in ZIP have none before


def written(document: Document, page: Page | None, template: str | Path | None) -> bytes:
    """The whole document."""
    word = docx.Document(None if template is None else _opened(template))
    _prepare(word, document, page)
    if template is None:
        look(word, visible(document.title))
    names, notes = Names(), Footnotes()
    word.add_paragraph(visible(document.title), style="Title")
    word.add_paragraph(visible(document.description))
    add_contents(word, [names.link(visible(part.title), f"part-{part.name}") for part in document.parts])
    setting = _Setting(word, names, notes, own_look=template is None)
    for part in document.parts:
        names.give(word.add_heading(visible(part.title), level=1)._p, f"part-{part.name}")
        for block in part.blocks:
            setting.block(block)
    notes.attach(word)
    whole = io.BytesIO()
    word.save(whole)
    return _without_times(whole.getvalue())


def _opened(template: str | Path) -> io.BytesIO:
    """The bytes of a template that is a Word document."""
    content = io.BytesIO(read_bytes(template))
    try:
        docx.Document(content)
    except (ValueError, KeyError, zipfile.BadZipFile):
        raise ReportError(
            "the template is no Word document",
            path=str(template),
            expected="a .docx file, whose styles are used",
        ) from None
    content.seek(0)
    return content


def _prepare(word: Any, document: Document, page: Page | None) -> None:
    """Paper, language and what is known of the document."""
    links = word.part.package.rels
    for id in [id for id, link in links.items() if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del links[id]  # of python-docx's own template
    known = word.core_properties
    known.title, known.subject, known.language = (
        visible(document.title),
        visible(document.description),
        document.language,
    )
    known.author = known.last_modified_by = known.comments = known.keywords = ""
    known.created = known.modified = datetime(*_NO_DAY)  # noqa: DTZ001 - it is none
    if page is not None:
        wide, high = page.sides(Orientation.PORTRAIT)
        for section in word.sections:
            section.page_width, section.page_height = Pt(wide), Pt(high)
            section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(
                page.margin
            )
    if "footnote text" not in [style.name for style in word.styles]:
        style = word.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), FOOTNOTE)
        style.font.size, style.paragraph_format.space_after = Pt(8.5), Pt(0)
    defaults = word.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and document.language:
        for old in defaults.findall(qn("w:lang")):
            defaults.remove(old)
        defaults.append(element("w:lang", val=document.language))


class _Setting:
    """Blocks as they are put into a document."""

    def __init__(self, word: Any, names: Names, notes: Footnotes, *, own_look: bool) -> None:
        self.own_look = own_look
        self.word, self.names, self.notes = word, names, notes

    def block(self, block: Block) -> None:
        """Add a block at the end."""
        match block:
            case Paragraph() | Quotation():
                self._fill(
                    self.word.add_paragraph(style="Quote" if isinstance(block, Quotation) else None), block
                )
            case Heading():
                self.word.add_heading(visible(block.text), level=2)
            case Items():
                for first, *rest in block.items:
                    paragraph = self.word.add_paragraph(style="List Bullet")
                    self._fill(paragraph, first)
                    self._note(paragraph, rest)
            case Grid():
                self._table(block)
            case Picture():
                self._picture(block)

    def _fill(self, paragraph: Any, flow: Flow) -> None:
        paragraph._p.extend(words_of(flow, self.names, self.word.part))
        if is_turned(flow):
            turn(paragraph._p)
        if isinstance(flow, Paragraph) and flow.anchor:
            self.names.give(paragraph._p, flow.anchor)

    def _note(self, paragraph: Any, flows: Sequence[Flow]) -> None:
        """Put the quotations behind a paragraph into a footnote, and other paragraphs below it."""
        quotes = [flow for flow in flows if isinstance(flow, Quotation)]
        if quotes:
            words = [words_of(flow, self.names, self.word.part) for flow in quotes]
            note = [each for n, runs in enumerate(words) for each in ([run(" ")] * bool(n) + runs)]
            paragraph._p.append(self.notes.add(note))
        for flow in flows:
            if not isinstance(flow, Quotation):
                self._fill(self.word.add_paragraph(style="List Continue"), flow)

    def _table(self, grid: Grid) -> None:
        """A table whose columns of quotations are footnotes of the column before."""
        quoted = [k for k in range(1, len(grid.head)) if _quotes_only(grid, k)]
        kept = [k for k in range(len(grid.head)) if k not in quoted]
        self._caption("Table", grid.number, visible(grid.caption), keep=True)
        table = self.word.add_table(rows=1, cols=len(kept), style="Table Grid")
        table.autofit = False
        if self.own_look:
            rule(table)
        table._tbl.tblPr.append(element("w:tblCaption", val=visible(grid.caption)))
        shares = [grid.shares[k] + sum(grid.shares[q] for q in quoted if _before(q, kept) == k) for k in kept]
        wide = self._room()[0]
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Pt(wide * share)
        head = table.rows[0]
        head._tr.get_or_add_trPr().append(element("w:tblHeader"))
        for cell, k, share in zip(head.cells, kept, shares, strict=True):
            cell.width = Pt(wide * share)
            cell.paragraphs[0].add_run(visible(grid.head[k])).bold = True
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        for row in grid.rows:
            made = table.add_row()
            made._tr.get_or_add_trPr().append(element("w:cantSplit"))
            for cell, k, share in zip(made.cells, kept, shares, strict=True):
                cell.width = Pt(wide * share)
                behind = [flow for q in quoted if _before(q, kept) == k for flow in row.cells[q]]
                self._cell(cell, row.cells[k], behind)
            if row.anchor:
                self.names.give(made.cells[0].paragraphs[0]._p, row.anchor)
        self.word.add_paragraph()

    def _cell(self, cell: Any, flows: Sequence[Flow], behind: Sequence[Flow]) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        for n, flow in enumerate(flows):
            if n:
                paragraph = cell.add_paragraph()
                paragraph.paragraph_format.space_after = Pt(2)
            self._fill(paragraph, flow)
        self._note(cell.paragraphs[0], behind)

    def _picture(self, picture: Picture) -> None:
        figure = picture.figure
        paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        add_picture(self.word, paragraph, figure, self._room())
        self._caption("Figure", figure.number, visible(figure.caption), keep=False)

    def _caption(self, label: str, number: int, words: str, *, keep: bool) -> None:
        paragraph = self.word.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = keep
        paragraph._p.extend(
            [run(f"{label} "), *field(f"SEQ {label} \\* ARABIC", str(number)), run(f". {words}")]
        )

    def _room(self) -> tuple[float, float]:
        """Width and height of the text on a page in points, less a caption."""
        section = self.word.sections[0]
        wide = section.page_width - section.left_margin - section.right_margin
        high = section.page_height - section.top_margin - section.bottom_margin
        return wide / _EMU, high / _EMU - _CAPTION


def _quotes_only(grid: Grid, column: int) -> bool:
    return all(isinstance(flow, Quotation) for row in grid.rows for flow in row.cells[column]) and any(
        row.cells[column] for row in grid.rows
    )


def _before(column: int, kept: Sequence[int]) -> int:
    """The last column before another that is kept."""
    return max(k for k in kept if k < column)


def _without_times(content: bytes) -> bytes:
    """The same files in a ZIP that does not say when it was made."""
    whole = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _NO_DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return whole.getvalue()
