"""XML text and its elements, read and written safely: no entities, nothing fetched, no limit on depth."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from xml.etree.ElementTree import Element, TreeBuilder
from xml.sax import SAXParseException
from xml.sax.handler import (
    ContentHandler,
    LexicalHandler,
    feature_external_ges,
    feature_namespaces,
    property_lexical_handler,
)

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError
from argmap.ids import unique_id
from argmap.limits import exceeded, growth, in_force
from argmap.messages import OTHER_FORMAT, shown
from argmap.syntax.encoding import utf8

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from xml.sax.xmlreader import AttributesImpl, AttributesNSImpl

    from argmap.errors import LimitError

Names = Literal["expanded", "written"]
_Qualified = tuple[str | None, str]  # the address of a namespace, and the name in it
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\ufffd"
_SPECIAL = re.compile('["&<>\t\n\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
DEEPEST_INDENT = 50  # levels; white space grows with the square of the depth


def parse(
    text: str, *, root: str = "", names: Names = "expanded", report: Report = ignored
) -> tuple[Element, dict[Element, int]]:
    """The root element of a document, and the line on which each of its elements starts.

    A DOCTYPE is accepted and never fetched. Comments and processing instructions are left out and reported.

    Args:
        text: The document, decoded already; the encoding that it declares is ignored.
        root: The tag that the root must have; any by default.
        names: ``expanded`` writes names in a namespace as ElementTree does (``{uri}claim``); ``written``
            keeps them and the ``xmlns`` attributes as written (``sacm:claim``), declared or not.
        report: Receives a diagnostic for everything left out.

    Raises:
        LimitError: It has more elements than the limits in force allow.
        FormatError: Not well-formed, entities declared or an external one referred to, another root; with the line.

    >>> root, lines = parse('<map><claim id="cap">Rents</claim></map>')
    >>> root[0].tag, root[0].text, lines[root[0]]
    ('claim', 'Rents', 1)
    """
    utf8(text)
    builder = _Builder(report)
    parser = make_parser()
    # An external subset is ignored only if nothing handles references to it: "forbidden" would refuse
    # every DOCTYPE with a system id. General entities cannot be referred to, because none may be declared.
    parser.forbid_dtd, parser.forbid_entities, parser.forbid_external = False, True, False
    parser.setFeature(feature_external_ges, False)
    parser.setContentHandler(builder)
    parser.setProperty(property_lexical_handler, builder)
    parser.setFeature(feature_namespaces, names == "expanded")
    try:
        parser.parse(io.StringIO(text.removeprefix("\ufeff")))
    except DefusedXmlException as error:
        entity = getattr(error, "name", "")
        raise FormatError(
            f"the document declares the entity {shown(entity)}, which is not read for safety",
            line=parser.getLineNumber(),
            found=entity,
            expected="no entities of its own",
            hint="replace the entity by its text and delete its declaration",
        ) from None
    except SAXParseException as error:
        raise _malformed(error, text) from None
    if builder.external_subset:
        _refuse_entities(text)
    top = builder.tree.close()
    if root and top.tag != root:
        raise FormatError(
            f"the document is a <{top.tag}>, expected an <{root}>",
            line=builder.lines[top],
            found=top.tag,
            expected=root,
            hint=OTHER_FORMAT,
        )
    return top, builder.lines


_DECLARATIONS = re.compile(
    r"""(?P<before>(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE\s+[^\s\[<>]+\s*)\[
    (?P<entities>(?>\s+|<!--[^<>]*-->|<!ENTITY\s+[\w.:-]+\s+(?:"[^"<%]*"|'[^'<%]*')\s*>)*+)\]""",
    re.DOTALL | re.VERBOSE,
)
_DECLARATION = re.compile(r"""<!ENTITY\s+([\w.:-]+)\s+(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&(?!#)[^;]*;")


def without_short_entities(text: str) -> str:
    """A document with the text that its own entities are short for, if that is all that its DOCTYPE declares.

    Documents with other declarations, or with entities in entities, come back as they are.

    Raises:
        LimitError: The text that is added is longer than the limits in force allow.

    >>> without_short_entities('<!DOCTYPE a [<!ENTITY rdf "http://x#">]><a b="&rdf;c"/>')
    '<!DOCTYPE a ><a b="http://x#c"/>'
    """
    found = _DECLARATIONS.match(text)
    if found is None:
        return text
    values: dict[str, str] = {
        name: double or single for name, double, single in reversed(_DECLARATION.findall(found["entities"]))
    }
    if any(_REFERENCE.search(value) or "'" in value or '"' in value for value in values.values()):
        return text
    grown = growth()

    def value(reference: re.Match[str]) -> str:
        name: str | None = reference["name"]
        if name is None or name not in values:
            return str(reference[0])
        grown.by("the entities of the document", len(values[name]))
        return values[name]

    lines = "\n" * found["entities"].count("\n")  # so that errors have the lines of the file
    return f"{found['before']}{lines}{_ENTITY.sub(value, text[found.end() :])}"


def _refuse_entities(text: str) -> None:
    # Where there is an external subset, the parser ignores entities that it may define; in attributes it
    # does not even report them.
    for match in _ENTITY.finditer(text):
        name = match["name"]
        if name is not None and name not in _PREDEFINED:
            message, known = f"unknown entity {shown(name)}", f"one of: {', '.join(_PREDEFINED)}"
            hint = "write the character itself"
            raise FormatError.at(text, match.start(), message, found=name, expected=known, hint=hint)


def _malformed(error: SAXParseException, text: str) -> FormatError:
    message: str = error.getMessage()
    line, column = error.getLineNumber(), error.getColumnNumber()
    short = message in ("no element found", "unclosed token", "unclosed CDATA section")
    hint = "the text ends too early: is the file complete?" if short and text.strip() else ""
    if message == "not well-formed (invalid token)":
        hint = "write & as &amp; and < as &lt; in texts"
    column = None if column is None else column + 1
    message, expected = f"not XML: {message}", "well-formed XML"
    return FormatError(message, line=line, column=column, expected=expected, hint=hint)


_ENTITY = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|&(?P<name>[^\s#;&<]+);", re.DOTALL)
_PREDEFINED = ("amp", "apos", "gt", "lt", "quot")


class _Builder(ContentHandler, LexicalHandler):
    """Elements from the events of a parser, and the line of each."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.tree = TreeBuilder()
        self.lines: dict[Element, int] = {}
        self.external_subset = False
        self.characters = self.tree.data  # type: ignore[assignment,method-assign]
        self._report = report
        self._in_dtd = False
        self._most = in_force().nodes

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the names of SAX
        lines = self.lines
        lines[self.tree.start(name, dict(attrs.items()))] = self._line()
        if len(lines) > self._most:
            raise self._beyond()

    def endElement(self, name: str) -> None:  # noqa: N802
        self.tree.end(name)

    def startPrefixMapping(self, prefix: str | None, uri: str | None) -> None:  # noqa: ARG002, N802
        if uri and uri.split() != [uri]:  # the parser separates addresses from names by a blank
            message = f"the namespace {shown(uri)} holds a blank, expected an address"
            raise FormatError(message, line=self._line(), found=uri, expected="an address without blanks")

    def startElementNS(self, name: _Qualified, qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: ARG002, N802
        attributes = {_expanded(key): value for key, value in attrs.items()}
        self.lines[self.tree.start(_expanded(name), attributes)] = self._line()
        if len(self.lines) > self._most:
            raise self._beyond()

    def endElementNS(self, name: _Qualified, qname: str | None) -> None:  # noqa: ARG002, N802
        self.tree.end(_expanded(name))

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: ARG002, N802
        self._leave_out("processing instruction", f"<?{target}")

    def comment(self, content: str) -> None:
        if not self._in_dtd:
            self._leave_out("comment", content.strip())

    def startDTD(self, name: str, public_id: str | None, system_id: str | None) -> None:  # noqa: ARG002, N802
        self._in_dtd = True
        self.external_subset = system_id is not None

    def endDTD(self) -> None:  # noqa: N802
        self._in_dtd = False

    def _beyond(self) -> LimitError:
        error = exceeded("nodes", self._most, "the document has more elements than that")
        error.line = self._line()
        return error

    def _leave_out(self, what: str, words: str) -> None:
        message, code = f"the {what} {shown(words)} is left out", f"{what.replace(' ', '-')}-dropped"
        self._report(Diagnostic(code, "info", message, line=self._line()))

    def _line(self) -> int:
        line: int = self._locator.getLineNumber()  # type: ignore[attr-defined]
        return line


def _expanded(name: _Qualified) -> str:
    uri, local = name
    return f"{{{uri}}}{local}" if uri else local


@lru_cache(256)
def local(tag: str) -> str:
    """A name without its namespace or prefix.

    >>> local("{http://example.org/x}claim"), local("sacm:claim")
    ('claim', 'claim')
    """
    return tag.rpartition("}")[2].rpartition(":")[2]


def writable(text: str) -> str:
    r"""``text`` with U+FFFD for every character that XML 1.0 cannot write, so that offsets stay.

    >>> writable("a\x00b")
    'a�b'
    """
    return UNWRITABLE.sub(REPLACEMENT, text)


def write(
    root: Element,
    *,
    declaration: str = '<?xml version="1.0" encoding="UTF-8"?>\n',
    doctype: str = "",
    indent: str = "  ",
    cdata: frozenset[str] = frozenset(),
) -> str:
    r"""The document of an element. Names are written as they are, so prefixes need ``xmlns`` attributes.

    Elements that hold only elements are put on lines of their own; white space is added nowhere else.

    Args:
        root: The element.
        declaration: The text before the element.
        doctype: The text between the two, such as ``<!DOCTYPE ARG SYSTEM "argument.dtd">``.
        indent: Added for each level; "" writes everything in one line.
        cdata: Tags whose text is written as CDATA.

    >>> claim = Element("claim", id="cap")
    >>> claim.text = "3 < 4"
    >>> write(claim, declaration="")
    '<claim id="cap">3 &lt; 4</claim>\n'
    """
    head = f"{declaration}{doctype}\n" if doctype else declaration
    return "".join([head, *_written(root, indent, cdata), "\n"])


def element_of(text: object, *, names: Names = "expanded") -> Element | None:
    """The root element of a document; None for anything else."""
    try:
        return parse(text, names=names)[0] if isinstance(text, str) else None
    except FormatError:
        return None


def in_one_line(element: Element) -> str:
    """An element in one line, without a declaration."""
    return write(element, declaration="", indent="").removesuffix("\n")


def drop_white_space(root: Element) -> None:
    """Remove white space between the elements of a document, where it means nothing."""
    for element in root.iter():
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None


def _written(root: Element, indent: str, cdata: frozenset[str]) -> Iterator[str]:
    # Each open element, its remaining children, and the line break inside it.
    open_: list[tuple[Element, Iterator[Element], str]] = []
    element: Element | None = root
    while True:
        if element is not None:
            attributes = "".join(f' {key}="{_attribute(value)}"' for key, value in element.items())
            if not len(element) and not element.text:
                yield f"<{element.tag}{attributes}/>"
            else:
                yield f"<{element.tag}{attributes}>"
                if text := element.text:
                    yield _cdata(text) if element.tag in cdata else _text(text)
                on_lines = indent and not element.text and not any(child.tail for child in element)
                inside = "\n" + indent * min(len(open_) + 1, DEEPEST_INDENT) if on_lines else ""
                open_.append((element, iter(element), inside))
                element = None
                continue
            if open_ and element.tail:
                yield _text(element.tail)
        if not open_:
            return
        parent, children, inside = open_[-1]
        element = next(children, None)
        if element is not None:
            yield inside
            continue
        open_.pop()
        if inside and len(parent):
            yield "\n" + indent * min(len(open_), DEEPEST_INDENT)
        yield f"</{parent.tag}>"
        if open_ and parent.tail:
            yield _text(parent.tail)


def _text(text: str) -> str:
    if not _SPECIAL.search(text):  # as in most texts
        return text
    if UNWRITABLE.search(text):  # faster than replacing nothing
        text = writable(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _attribute(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    return _text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def _cdata(text: str) -> str:
    inside = writable(text).replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    return f"<![CDATA[{inside}]]>"


_START = (
    ":A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = re.compile(f"[{_START}][{_START}\\-.0-9\xb7\u0300-\u036f\u203f\u2040]*")
_NO_NAME = re.compile(f"[^{_START}\\-.0-9\xb7\u0300-\u036f\u203f\u2040]+")


def name(wish: str, taken: Container[str] = ()) -> str:
    """An XML name, as attributes of type ID need it: ``wish`` if it is one and not taken, else one like it.

    >>> name("cap"), name("attack:shrink>cap"), name("3%"), name("cap", {"cap", "cap_2"})
    ('cap', 'attack:shrink_cap', '_3_', 'cap_3')
    """
    stem = _NO_NAME.sub("_", wish) or "_"
    if _NAME.match(stem) is None:
        stem = f"_{stem}"
    return unique_id(stem, taken, "_")
