"""Pictures in Word: the SVG, the PNG for programs that cannot draw it, and what stands in for both."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from argmap.words import visible

if TYPE_CHECKING:
    from argmap.rendering import Figure

_DPI: Final = 200
_SVG: Final = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{}"/></a:ext></a:extLst>'
)


def add_picture(document: Any, paragraph: Any, figure: Figure, room: tuple[float, float]) -> None:
    """Put a figure into a paragraph at its printed size, in points, or as large as the page has room."""
    wide, high = figure.diagram.size
    scale = min(1.0, room[0] / wide, room[1] / high)
    png = io.BytesIO(figure.diagram.to_png(dpi=_DPI))
    shape = paragraph.add_run().add_picture(png, width=Pt(wide * scale), height=Pt(high * scale))
    name = PackURI(f"/word/media/figure-{figure.number}.svg")
    svg = Part(name, "image/svg+xml", figure.diagram.to_svg().encode(), document.part.package)
    inline = shape._inline
    inline.docPr.set("descr", visible(figure.alt))
    inline.docPr.set("title", visible(figure.title))
    inline.docPr.set("name", f"Figure {figure.number}")
    blip = inline.find(f".//{qn('a:blip')}")
    blip.append(parse_xml(_SVG.format(document.part.relate_to(svg, RELATIONSHIP_TYPE.IMAGE))))
