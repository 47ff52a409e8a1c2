"""Elements of WordprocessingML that python-docx has no functions for (ECMA-376, part 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator


_AFTER_BIDI: Final = (
    *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents"),
    *(
        "w:suppressOverlap",
        "w:jc",
        "w:textDirection",
        "w:textAlignment",
        "w:textboxTightWrap",
        "w:outlineLvl",
    ),
    *("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
)
"""What comes later among the properties of a paragraph, whose order is fixed."""


def element(name: str, text: str = "", /, **values: str) -> Any:
    """An element such as ``w:fldChar`` with attributes of its own namespace."""
    made = OxmlElement(name)
    prefix = name.partition(":")[0]
    for key, value in values.items():
        made.set(qn(f"{prefix}:{key}"), value)
    if text:
        made.text = text
    return made


def run(text: str, style: str = "") -> Any:
    """A run of text, spaces kept."""
    made = element("w:r")
    if style:
        properties = element("w:rPr")
        properties.append(element("w:rStyle", val=style))
        made.append(properties)
    words = element("w:t", text)
    words.set(qn("xml:space"), "preserve")
    made.append(words)
    return made


def field(instruction: str, result: str) -> Iterator[Any]:
    """A field with the result that it has until Word computes it again."""
    for kind in ("begin", "separate", "end"):
        mark = element("w:r")
        mark.append(element("w:fldChar", fldCharType=kind))
        yield mark
        if kind == "begin":
            code = element("w:r")
            text = element("w:instrText", f" {instruction} ")
            text.set(qn("xml:space"), "preserve")
            code.append(text)
            yield code
        elif kind == "separate":
            yield run(result)


def bookmarked(paragraph: Any, name: str, number: int) -> None:
    """Give a paragraph a name that links lead to."""
    properties = paragraph.find(qn("w:pPr"))
    at = 0 if properties is None else 1
    paragraph.insert(at, element("w:bookmarkStart", id=str(number), name=name))
    paragraph.append(element("w:bookmarkEnd", id=str(number)))


def turn(paragraph: Any) -> None:
    """Let a paragraph and its runs read from right to left."""
    paragraph.get_or_add_pPr().insert_element_before(element("w:bidi"), *_AFTER_BIDI)
    for made in paragraph.iter(qn("w:r")):
        made.get_or_add_rPr().append(element("w:rtl"))
