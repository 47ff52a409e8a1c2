"""The elements of SACM in any spelling: their words, ids, texts and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.model import Argument, Claim, Evidence, RelationKind
from argmap.syntax import xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Part = Claim | Evidence | Argument
NAME = "sacm"
NAMESPACE = "http://www.omg.org/spec/SACM/2.2/Argumentation"
TAGS: dict[type[Part], str] = {Claim: "claim", Evidence: "artifactReference", Argument: "argumentReasoning"}
PARTS = {tag.lower(): kind for kind, tag in TAGS.items()}
SUPPORTS = ("assertedinference", "assertedevidence", "assertedartifactsupport")
CONTEXTS = ("assertedcontext", "assertedartifactcontext")
DECLARED = ("needsSupport", "assumed", "axiomatic", "defeated", "asCited")
_TYPED = frozenset((*PARTS, *SUPPORTS, *CONTEXTS))
_END_FORMS = ("href", "ref", "xmi:idref", "idref")
KINDS = (RelationKind.SUPPORT, RelationKind.ATTACK, RelationKind.UNDERCUT)


def word_of(element: Element) -> str:
    """The name of an element, whatever its namespace and spelling.

    In XMI elements of several types have one name, and another attribute with their type.
    """
    word = xml.local(str(element.tag)).lower()
    type = (element.get("xsi:type") or element.get("xmi:type") or "").rpartition(":")[2].lower()
    return type if type in _TYPED and word not in _TYPED else word


def id_of(element: Element) -> str:
    """The id of an element."""
    return element.get("id") or element.get("xmi:id") or element.get("gid") or ""


def title_of(element: Element) -> str:
    """The name of a claim: an attribute, or an element."""
    if (name := element.get("name")) is not None:
        return name
    return next((words_of(e) for e in element if word_of(e) == "name"), "")


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
    return text.get("content") or text.text or ""


def set_words(text: Element, words: str) -> None:
    """Give an element other words, where it has its own."""
    if text.get("content"):
        text.set("content", words)
    else:
        text.text = words


def ends_of(element: Element, side: str) -> list[str]:
    """The ids that a relation names on a side, as attribute or in elements."""
    ends = [word.removeprefix("#") for word in element.get(side, "").split()]
    for e in element:
        if word_of(e) == side:
            form = next((f for f in _END_FORMS if f in e.keys()), "")  # noqa: SIM118 - elements have children
            ends.append(e.get(form, "").removeprefix("#"))
    return ends
