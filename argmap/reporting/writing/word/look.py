"""What a report in Word looks like where no template says it: type, rules of tables, contents, header and footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from argmap.reporting.writing.word.xml import element, field, run

if TYPE_CHECKING:
    from collections.abc import Sequence

_SERIF: Final = (
    "Times New Roman"  # of the same widths as Liberation, so that pages break alike where that is used
)
_SANS: Final = "Arial"
_INK: Final = RGBColor(0x22, 0x22, 0x22)
_GREY: Final = RGBColor(0x59, 0x59, 0x59)
_RULE: Final = "BBBBBB"
_STYLES: Final = (  # name, font, size in points, bold, colour, points above and below
    ("Normal", _SERIF, 10.5, None, None, 0, 6),
    ("Title", _SANS, 20, True, _INK, 0, 12),
    ("Heading 1", _SANS, 14, True, _INK, 20, 6),
    ("Heading 2", _SANS, 11.5, True, _INK, 14, 6),
    ("Caption", _SERIF, 9, False, _GREY, 6, 4),
    ("Header", _SANS, 8, None, _GREY, 0, 0),
    ("Footer", _SANS, 8, None, _GREY, 0, 0),
    ("footnote text", _SERIF, 8.5, None, None, 0, 0),
)


def look(word: Any, title: str) -> None:
    """Give a document its type, the title above all pages but the first, and the number of each page below it."""
    for name, font, size, bold, color, above, below in _STYLES:
        style = word.styles[name]
        _set_font(style, font)
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(below)
        if bold is not None:
            style.font.bold = bold
        if color is not None:
            style.font.color.rgb = color
    for line in word.styles["Title"].element.iter(qn("w:pBdr")):
        line.getparent().remove(line)
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].add_run(title)
    for footer in (section.footer, section.first_page_footer):
        below = footer.paragraphs[0]
        below.style = word.styles["Footer"]
        below.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        below._p.extend([*field("PAGE", "1"), run(" of "), *field("NUMPAGES", "1")])


def rule(table: Any) -> None:
    """Let a table have thin lines between its rows only, and room above and below the words."""
    properties = table._tbl.tblPr
    borders = element("w:tblBorders")
    for side, kind, color in (
        *(
            ("top", "single", "222222"),
            ("left", "nil", ""),
            ("bottom", "single", "222222"),
            ("right", "nil", ""),
        ),
        *(("insideH", "single", _RULE), ("insideV", "nil", "")),
    ):
        line = {"val": kind} | ({"sz": "4", "space": "0", "color": color} if color else {})
        borders.append(element(f"w:{side}", **line))
    margins = element("w:tblCellMar")
    for side, wide in (("top", "50"), ("left", "80"), ("bottom", "30"), ("right", "80")):
        margins.append(element(f"w:{side}", w=wide, type="dxa"))
    layout = properties.find(qn("w:tblLayout"))
    at = len(properties) if layout is None else properties.index(layout)
    properties.insert(at, borders)
    after = properties.find(qn("w:tblLayout"))
    properties.insert(len(properties) if after is None else properties.index(after) + 1, margins)


def add_contents(word: Any, links: Sequence[Any]) -> None:
    """Add a table of contents, a field that Word fills with the numbers of pages when it is asked to update it."""
    begin, code, separate, end = (element("w:r") for _ in range(4))
    begin.append(element("w:fldChar", fldCharType="begin"))
    code.append(element("w:instrText", ' TOC \\o "1-1" \\h '))
    separate.append(element("w:fldChar", fldCharType="separate"))
    end.append(element("w:fldChar", fldCharType="end"))
    for n, link in enumerate(links):
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph._p.extend([*([begin, code, separate] if n == 0 else []), link])
        if n == len(links) - 1:
            paragraph._p.append(end)


def _set_font(style: Any, font: str) -> None:
    """Fonts of a style for Western letters; others keep what the reader's machine has for them."""
    style.font.name = font
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        if fonts.get(qn(f"w:{name}")) is not None:
            del fonts.attrib[qn(f"w:{name}")]
