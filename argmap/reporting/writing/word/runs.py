"""Lines of a report as runs and links of Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from argmap.reporting.content import As, Quotation, Run
from argmap.reporting.writing.word.xml import bookmarked, element, run
from argmap.words import visible

if TYPE_CHECKING:
    from argmap.reporting.content import Flow, Line

_GREY: Final = "595959"
_LINK: Final = "1F4E79"
_MARK: Final = "EAF1F8"
_SMALL: Final = "17"  # half points
_LONGEST: Final = 40  # letters of a bookmark's name


class Names:
    """The names of places in a document."""

    def __init__(self) -> None:
        """Begin without any."""
        self._given = 0

    def give(self, paragraph: Any, anchor: str) -> None:
        """Give a place its name."""
        self._given += 1
        bookmarked(paragraph, _name(anchor), self._given)

    def link(self, words: str, anchor: str) -> Any:
        """A link to a place."""
        made = element("w:hyperlink", anchor=_name(anchor))
        made.append(_run(words, As.PLAIN, link=True))
        return made


def words_of(flow: Flow, names: Names, part: Any) -> list[Any]:
    """A paragraph, or a quotation with its marks and its place."""
    if not isinstance(flow, Quotation):
        return line(flow.line, names, part)
    place = [run(" ("), *line(flow.place, names, part), run(")")] if flow.place else []
    return [run(f"“{visible(flow.words)}”"), *place]


def line(runs: Line, names: Names, part: Any) -> list[Any]:
    """Runs, those that lead somewhere as links."""
    return [_linked(one, names, part) if one.target else _run(visible(one.text), one.look) for one in runs]


def _linked(one: Run, names: Names, part: Any) -> Any:
    if not one.is_address:
        return names.link(visible(one.text), one.target)
    made = element("w:hyperlink")
    made.set(qn("r:id"), part.relate_to(one.target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    made.append(_run(visible(one.text), one.look, link=True))
    return made


def _run(words: str, look: As, *, link: bool = False) -> Any:
    made = run(words)
    properties = element("w:rPr")
    if look is As.STRONG:
        properties.append(element("w:b"))
    if look is As.EMPHASIS:
        properties.append(element("w:i"))
    if link or look is As.SMALL:
        properties.append(element("w:color", val=_LINK if link else _GREY))
    if look is As.SMALL:
        properties.append(element("w:sz", val=_SMALL))
    if look is As.MARKED:
        properties.append(element("w:shd", val="clear", color="auto", fill=_MARK))
    if len(properties):
        made.insert(0, properties)
    return made


def _name(anchor: str) -> str:
    """What Word allows as the name of a bookmark."""
    return anchor.replace("-", "_")[:_LONGEST]
