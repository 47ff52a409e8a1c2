"""The pages of a draw.io file, and the cells on each: plain XML, or compressed in base64."""

from __future__ import annotations

import zlib
from base64 import b64decode
from binascii import Error as Base64Error
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from argmap.errors import FormatError, LimitError
from argmap.limits import exceeded, in_force
from argmap.messages import OTHER_FORMAT, shown
from argmap.syntax.xml import local, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from argmap.diagnostics import Report
    from argmap.serializers.common.property_graph.foreign import Noticed

FILE: Final = "mxfile"
MODEL: Final = "mxGraphModel"
_WRAPPERS: Final = ("UserObject", "object")  # cells with attributes of their own


class Page(NamedTuple):
    """A page.

    Attributes:
        name: What the tab says; "" if there are no tabs.
        id: Its id.
        root: The element that holds its cells.
        lines: The lines of its elements; none where it is compressed.
        line: The line of the page.
    """

    name: str
    id: str
    root: Element
    lines: Mapping[Element, int]
    line: int | None


class Cell(NamedTuple):
    """A cell: a box, a line, a layer, or a label of a line.

    Attributes:
        id: Its id.
        value: Its words, maybe in HTML.
        style: The properties of its look, and names of styles with "" as their values.
        is_box: Whether it is a box.
        is_line: Whether it is a line.
        parent: The id of the cell that it is in.
        source: The id of the cell at which a line starts.
        target: The id of the cell at which it ends.
        attributes: What its author has stated of it.
        line: Its line in the file.
    """

    id: str
    value: str
    style: Mapping[str, str]
    is_box: bool
    is_line: bool
    parent: str
    source: str
    target: str
    attributes: dict[str, str]
    line: int | None


def pages_of(text: str, report: Report) -> tuple[list[Page], dict[str, str]]:
    """The pages of a file, and what it says of itself.

    Raises:
        LimitError: A compressed page is larger than the limits in force allow.
        FormatError: Not XML, not of draw.io, without a page, or a page that cannot be read.
    """
    root, lines = parse(text, report=report)
    if local(root.tag) == "svg" and root.get("content", "").lstrip().startswith("<"):
        root, lines = parse(root.get("content", ""), report=report)
    if local(root.tag) == MODEL:
        return [Page("", "", _root_of(root, lines[root]), lines, lines[root])], {}
    if local(root.tag) != FILE:
        message = f"found the root element {shown(local(root.tag))}, expected {FILE!r} or {MODEL!r}"
        raise FormatError(message, line=lines[root], expected=FILE, hint=OTHER_FORMAT)
    pages = [_page(child, lines, report) for child in root if local(child.tag) == "diagram"]
    if not pages:
        raise FormatError("there is no element 'diagram'", line=lines[root], expected="a page")
    return pages, {local(name): value for name, value in root.items()}


def _page(diagram: Element, lines: Mapping[Element, int], report: Report) -> Page:
    name, line = diagram.get("name", ""), lines[diagram]
    model = next((child for child in diagram if local(child.tag) == MODEL), None)
    if model is None:
        content = (diagram.text or "").strip()
        try:
            model, _ = parse(content if content.startswith("<") else _inflated(content), report=report)
        except LimitError as error:
            error.line = line
            raise
        except FormatError as error:
            message = f"the page {shown(name)} cannot be read: {error.message}"
            raise FormatError(message, line=line, expected=error.expected, hint=error.hint) from None
        lines = {}
    return Page(name, diagram.get("id", ""), _root_of(model, line), lines, line)


def _root_of(model: Element, line: int) -> Element:
    root = next((child for child in model if local(child.tag) == "root"), None)
    if root is None:
        raise FormatError(f"there is no element 'root' in {MODEL!r}", line=line, expected="an element 'root'")
    return root


def _inflated(content: str) -> str:
    """The XML of a compressed page: escaped as in addresses, deflated, in base64."""
    most = in_force().bytes
    try:
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        raw = inflating.decompress(b64decode(content, validate=True), most + 1)
        if len(raw) <= most:
            return unquote(raw.decode(), errors="strict")
    except (Base64Error, zlib.error, UnicodeDecodeError, ValueError):
        message = "it is neither XML nor compressed as draw.io does it"
        hint = "save it in draw.io without compression: File, Properties, Compressed"
        raise FormatError(message, expected="a page of draw.io", hint=hint) from None
    raise exceeded("bytes", most, "a compressed page has more bytes than that")


def cells_of(page: Page, noticed: Noticed) -> Iterator[Cell]:
    """The cells of a page, in order; what is none is noticed."""
    for element in page.root:
        tag = local(element.tag)
        cell = element
        if tag in _WRAPPERS:
            cell = next((child for child in element if local(child.tag) == "mxCell"), element)
        if local(cell.tag) == "mxCell":
            yield _cell(element, cell, page)
        else:
            noticed.add("element-dropped", "warning", f"an element {shown(tag)} is left out", page.line)


def _cell(element: Element, cell: Element, page: Page) -> Cell:
    is_wrapped = element is not cell
    own = dict(element.items()) if is_wrapped else {}
    value = own.pop("label", "") if is_wrapped else cell.get("value", "")
    i = own.pop("id", "") or cell.get("id", "")
    parts = (part.partition("=") for part in cell.get("style", "").split(";") if part)
    return Cell(
        i,
        value,
        {name.strip(): setting for name, _, setting in parts},
        cell.get("vertex") == "1",
        cell.get("edge") in ("1", "2") or bool(cell.get("source") and cell.get("target")),
        cell.get("parent", ""),
        cell.get("source", ""),
        cell.get("target", ""),
        own,
        page.lines.get(element),
    )
