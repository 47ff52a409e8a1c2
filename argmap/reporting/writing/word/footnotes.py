"""Footnotes, which python-docx does not know: a part of the document of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from argmap.reporting.writing.word.xml import element, run

if TYPE_CHECKING:
    from collections.abc import Sequence

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
FOOTNOTE: Final = "FootnoteText"
"""The style of the text of a footnote."""

_FIRST: Final = 1  # -1 and 0 are the lines between text and notes


class Footnotes:
    """The footnotes of a document as they are made."""

    def __init__(self) -> None:
        """Begin with the two lines that every document has."""
        self._root = element("w:footnotes")
        for id, kind in ((-1, "separator"), (0, "continuationSeparator")):
            note, paragraph, mark = (
                element("w:footnote", type=kind, id=str(id)),
                element("w:p"),
                element("w:r"),
            )
            mark.append(element(f"w:{kind}"))
            paragraph.append(mark)
            note.append(paragraph)
            self._root.append(note)
        self._next = _FIRST

    def add(self, content: Sequence[Any]) -> Any:
        """Make a footnote of runs and links; what comes back is the run that refers to it."""
        number, self._next = self._next, self._next + 1
        note, paragraph = element("w:footnote", id=str(number)), element("w:p")
        properties = element("w:pPr")
        properties.append(element("w:pStyle", val=FOOTNOTE))
        mark = _superscript()
        mark.append(element("w:footnoteRef"))
        paragraph.extend([properties, mark, run(" "), *content])
        note.append(paragraph)
        self._root.append(note)
        reference = _superscript()
        reference.append(element("w:footnoteReference", id=str(number)))
        return reference

    def attach(self, document: Any) -> None:
        """Put them into a document, if there are any."""
        if self._next == _FIRST:
            return
        from docx.opc.packuri import PackURI  # noqa: PLC0415 - see writing
        from docx.opc.part import XmlPart  # noqa: PLC0415 - see writing

        package = document.part.package
        part = XmlPart(PackURI("/word/footnotes.xml"), _TYPE, self._root, package)
        document.part.relate_to(part, _RELATION)


def _superscript() -> Any:
    made, properties = element("w:r"), element("w:rPr")
    properties.append(element("w:vertAlign", val="superscript"))
    made.append(properties)
    return made
