"""The elements of AML, and the claims that propositions are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.model import Claim, Evidence, Party, Quote
from argmap.syntax import xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Statement = Claim | Evidence
NAME = "aml"
TEXT = "text"  # id of the source
MISSING = "missing"  # tag of a premise that the text leaves implicit
DOCTYPE = '<!DOCTYPE ARG SYSTEM "argument.dtd">'
HEADS = ("SCHEMESET", "EDATA")


def prop_row(prop: Element | None) -> dict[str, str]:
    """A proposition as a row: its element has the numbers of schemes, which others have too, so it is one value."""
    return {} if prop is None else {"prop": xml.in_one_line(prop)}


def owners_of(prop: Element) -> list[str]:
    """The names of those who hold a proposition."""
    return [name for e in prop if e.tag == "OWNER" and (name := e.get("name"))]


def offset_of(prop: Element) -> int:
    """The offset that a proposition gives for its words; -1 for none."""
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
    by = next((parties[name] for name in owners_of(prop)), None)
    return Claim(i, text, by=by, quotes=quotes, tags=[MISSING] if prop.get("missing") == "yes" else ())


def schemes(prop: Element) -> dict[str, str]:
    """The schemes that a proposition is part of, by instance."""
    return {e.get("schid", ""): e.get("scheme", "").strip() for e in prop if e.tag == "INSCHEME"}
