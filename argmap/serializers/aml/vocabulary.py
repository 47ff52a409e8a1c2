"""The elements of AML: what a proposition says, and XML that is kept as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.errors import FormatError
from argmap.model import Claim, Evidence, Party, Quote
from argmap.syntax import xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Statement = Claim | Evidence
NAME = "aml"
TEXT = "text"  # id of the source
MISSING = "missing"  # tag of a premise that the text leaves unsaid
DOCTYPE = '<!DOCTYPE ARG SYSTEM "argument.dtd">'
HEADS = ("SCHEMESET", "EDATA")


def xml_of(element: Element) -> str:
    """An element in one line, without the white space between elements."""
    copy = xml.parse(xml.write(element, declaration="", indent="").strip())[0]
    for e in copy.iter():
        if len(e) and not (e.text or "").strip():
            e.text = None
        if not (e.tail or "").strip():
            e.tail = None
    return xml.write(copy, declaration="", indent="").strip()


def flat(element: Element) -> list[tuple[str, dict[str, str], str]]:
    """An element as far as its white space between elements does not count."""
    words = [(e, (e.text or "") if not len(e) or (e.text or "").strip() else "") for e in element.iter()]
    return [(str(e.tag), e.attrib, text) for e, text in words]


def owners_of(prop: Element) -> list[str]:
    """The names of those who hold a proposition."""
    return [name for e in prop if e.tag == "OWNER" and (name := e.get("name"))]


def offset_of(prop: Element) -> int:
    """Where in the text a proposition says that it stands; -1 for nowhere."""
    text = prop.find("PROPTEXT")
    value = text.get("offset", "") if text is not None else ""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1


def claim_of(i: str, prop: Element, source: str, parties: dict[str, Party]) -> Claim:
    """The claim of a proposition."""
    body = prop.find("PROPTEXT")
    text = (body.text or "") if body is not None else ""
    offset, quotes = offset_of(prop), []
    if offset >= 0 and text:
        inside = offset + len(text) <= len(source) or not source
        quotes = [Quote(TEXT, text, offset, offset + len(text)) if inside else Quote(TEXT, text)]
    owner = next(iter(owners_of(prop)), None)
    by = parties.get(owner) if owner is not None else None
    return Claim(i, text, by=by, quotes=quotes, tags=[MISSING] if prop.get("missing") == "yes" else ())


def schemes(prop: Element) -> dict[str, str]:
    """The schemes that a proposition is part of, by instance."""
    return {e.get("schid", ""): e.get("scheme", "").strip() for e in prop if e.tag == "INSCHEME"}


def parsed(text: str) -> Element | None:
    """An element kept as text; None if it is none."""
    try:
        return xml.parse(text)[0]
    except FormatError:
        return None
