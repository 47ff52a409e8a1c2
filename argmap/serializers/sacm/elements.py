"""The elements of SACM in any spelling: their words, ids, texts and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.model import Argument, Claim, Evidence, RelationKind
from argmap.serializers import xmltext

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Part = Claim | Evidence | Argument
NAME = "sacm"
NAMESPACE = "http://www.omg.org/spec/SACM/2.2/Argumentation"
PARTS: dict[str, type[Claim | Evidence | Argument]] = {
    "claim": Claim,
    "artifactreference": Evidence,
    "argumentreasoning": Argument,
}
TAGS = {Claim: "claim", Evidence: "artifactReference", Argument: "argumentReasoning"}
SUPPORTS = ("assertedinference", "assertedevidence", "assertedartifactsupport")
CONTEXTS = ("assertedcontext", "assertedartifactcontext")
DECLARED = ("needsSupport", "assumed", "axiomatic", "defeated", "asCited")
_END_FORMS = ("href", "ref", "xmi:idref", "idref")
KINDS = (RelationKind.SUPPORT, RelationKind.ATTACK, RelationKind.UNDERCUT)


def word_of(element: Element) -> str:
    """The name of an element, whatever its namespace and spelling."""
    return xmltext.local(str(element.tag)).lower()


def id_of(element: Element) -> str:
    """The id of an element."""
    return element.get("id") or element.get("xmi:id") or element.get("gid") or ""


def texts_of(element: Element) -> list[Element]:
    """The elements with the words of a claim: its contents, or those of its first description."""
    own = [e for e in element if word_of(e) == "content"]
    if own:
        return own
    description = next((e for e in element if word_of(e) == "description"), None)
    if description is None:
        return []
    return [e for e in description if word_of(e) == "content"] or [description]


def ends_of(element: Element, side: str) -> list[str]:
    """The ids that a relation names on a side, as attribute or in elements."""
    ends = [word.removeprefix("#") for word in element.get(side, "").split()]
    for e in element:
        if word_of(e) == side:
            form = next((f for f in _END_FORMS if f in e.keys()), "")  # noqa: SIM118 - elements have children
            ends.append(e.get(form, "").removeprefix("#"))
    return ends
