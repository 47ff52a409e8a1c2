"""How the elements of assurance cases are spelled: their names, ids, words and references, in any of the ways found."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from argmap.model import Argument, Claim, Evidence, RelationKind
from argmap.syntax import xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from argmap.serializers.sacm.kinds import Part

NAME: Final = "sacm"
NAMESPACE: Final = "http://www.omg.org/spec/SACM/2.2/Argumentation"
ROOT: Final = "sacm:AssuranceCasePackage"  # of what argmap writes
ROOT_ID: Final = "case"
TAGS: Final[dict[type[Part], str]] = {
    Claim: "claim",
    Evidence: "artifactReference",
    Argument: "argumentReasoning",
}
DECLARED: Final = ("needsSupport", "assumed", "axiomatic", "defeated", "asCited")
MARKS: Final = {
    "assumed": "assumed",
    "toBeSupported": "needsSupport",
}  # attributes of SACM 1.0, and their tags
ROOTS: Final = (
    *("assurancecasepackage", "assurancecase", "argumentpackage", "argumentation", "modelelement", "xmi"),
    *("ddipackage", "module", "caemodule"),
)
KINDS: Final = (RelationKind.SUPPORT, RelationKind.ATTACK, RelationKind.UNDERCUT)
ID_KEYS: Final = ("id", "xmi:id", "gid", "identifier", "Id", "uuid", "xmi:uuid")
SIDES: Final = ("source", "target")
TEXT_KEYS: Final = ("content", "description", "desc")  # attributes with the words of an element
_END_FORMS: Final = ("href", "ref", "xmi:idref", "idref")


def word_of(element: Element) -> str:
    """The name of an element, whatever its namespace and spelling."""
    return _word(str(element.tag))


@lru_cache(256)
def _word(tag: str) -> str:
    return xml.local(tag).lower()


def ids_of(element: Element) -> list[str]:
    """The ids of an element, the one that it is known by first."""
    attributes = element.attrib
    return [attributes[key] for key in ID_KEYS if attributes.get(key)]


def id_of(element: Element) -> str:
    """The id that an element is known by, or ""."""
    attributes = element.attrib
    return next((i for key in ID_KEYS if (i := attributes.get(key))), "")


def title_of(element: Element) -> str:
    """The name of an element: an attribute, or an element."""
    if (name := element.get("name")) is not None:
        return name
    return next((words_of(e) for e in element if word_of(e) == "name"), "")


def text_key(element: Element) -> str | None:
    """The attribute that has the words of an element; None if elements have them."""
    for key in TEXT_KEYS:
        if element.get(key):
            return key
    return "content" if "content" in element.attrib else None


def texts_of(element: Element) -> list[Element]:
    """The elements with the words of a claim: its contents, or those of its first description."""
    contents = [e for e in element if word_of(e) == "content"]
    if contents:
        return _valued(contents)
    description = next((e for e in element if word_of(e) == "description"), None)
    if description is None:
        return []
    return _valued([e for e in description if word_of(e) == "content"]) or [description]


def _valued(contents: list[Element]) -> list[Element]:
    """The values within contents, if there are any: XMI has one for each language."""
    values = [v for e in contents for v in e if word_of(v) == "value"]
    return values or contents


def words_of(text: Element) -> str:
    """The words of an element: its attribute, or its text."""
    return text.get("content") or text.get("value") or text.text or ""


def set_words(text: Element, words: str) -> None:
    """Give an element other words, where it has its own."""
    expression = text.attrib.pop("expression", None)
    if text.get("content") or expression is not None:
        text.set("content", words)
    else:
        text.text = words


def references(element: Element, side: str) -> list[str]:
    """The references of an element on a side, as attribute or in elements, as they are written."""
    found = element.get(side, "").split()
    word = side.lower()
    for e in element:
        if word_of(e) == word:
            form = next((f for f in _END_FORMS if f in e.keys()), None)  # noqa: SIM118 - elements have children
            found.append(e.get(form, "") if form else (e.text or "").strip())
    return found
