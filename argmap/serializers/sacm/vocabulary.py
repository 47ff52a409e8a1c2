"""The elements of assurance cases in any spelling: of SACM 1.0 to 2.3, ARM, and the GSN and CAE types on them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from argmap.model import Argument, Claim, Evidence, RelationKind
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

Part = Claim | Evidence | Argument
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
TYPE_KEYS: Final = ("xsi:type", "xmi:type")
_END_FORMS: Final = ("href", "ref", "xmi:idref", "idref")


class Kind(NamedTuple):
    """What an element is.

    Attributes:
        role: What it does in an argument.
        part: The type of its record, if it is a part.
        shape: Its type in Goal Structuring Notation.
        turned: Whether its name is read from the supported to what supports it: "supported by".
        loose: Whether tools disagree which way it leads.
    """

    role: Literal["part", "support", "attack", "context", "package"]
    part: type[Part] | None = None
    shape: str = ""
    turned: bool = False
    loose: bool = False


_CLAIM, _EVIDENCE, _REASONING = (Kind("part", part) for part in (Claim, Evidence, Argument))
_SUPPORT, _ATTACK, _CONTEXT, _PACKAGE = Kind("support"), Kind("attack"), Kind("context"), Kind("package")
_SACM: Final = {
    **dict.fromkeys(("claim", "evidenceassertion", "citationelement", "argumentelementcitation"), _CLAIM),
    **dict.fromkeys(("artifactreference", "informationelement", "informationelementcitation"), _EVIDENCE),
    "argumentreasoning": _REASONING,
    **dict.fromkeys(("assertedinference", "assertedevidence", "assertedartifactsupport"), _SUPPORT),
    **dict.fromkeys(("assertedchallenge", "assertedcounterevidence"), _ATTACK),
    **dict.fromkeys(("assertedcontext", "assertedartifactcontext"), _CONTEXT),
    **dict.fromkeys(("argumentpackage", "argumentation", "containsargument"), _PACKAGE),
}
_GSN: Final = {
    **{
        f"{away}{shape.lower()}": Kind("part", Claim, shape)
        for shape in ("Goal", "Context", "Assumption", "Justification")
        for away in ("", "away")
    },
    "strategy": Kind("part", Claim, "Strategy"),
    "countergoal": Kind("part", Claim, "CounterGoal"),
    "modulereference": Kind("part", Claim, "Module"),
    "contractmodulereference": Kind("part", Claim, "Contract"),
    "solution": Kind("part", Evidence, "Solution"),
    "awaysolution": Kind("part", Evidence, "Solution"),
    "countersolution": Kind("part", Evidence, "CounterSolution"),
    "supportedby": Kind("support", turned=True, loose=True),
    "incontextof": Kind("context", turned=True, loose=True),
    "challenges": _ATTACK,
    "module": _PACKAGE,
    "contractmodule": _PACKAGE,
}
_CAE: Final = {
    **dict.fromkeys(("caeclaim", "sideclaim", "sidewarrant"), _CLAIM),
    "argument": _REASONING,
    "evidence": _EVIDENCE,
    **dict.fromkeys(("issubclaimof", "supports", "isevidencefor"), _SUPPORT),
    **dict.fromkeys(("rebuts", "undermines"), _ATTACK),
    "caemodule": _PACKAGE,
}
_OF_GSN: Final = re.compile("gsn|cae|d-?case|sacm|argument|assurance|goalstructuring")
_ARM: Final = "omg.org/arm"
_OF_CAE: Final = re.compile("cae|d-?case")


def namespaces_of(root: Element) -> dict[str, str]:
    """The addresses of the namespaces that a root element declares, by prefix."""
    return {key.removeprefix("xmlns:"): uri for key, uri in root.items() if key.startswith("xmlns:")}


def kind_of(element: Element, namespaces: Mapping[str, str]) -> Kind | None:
    """What an element is, by its name or by the type that an attribute has: in XMI, types share one name."""
    tag = str(element.tag)
    type = next((t for key in TYPE_KEYS if (t := element.get(key))), "")
    prefix, type_prefix = (word.rpartition(":")[0] for word in (tag, type))
    return _kind(tag, namespaces.get(prefix, ""), type, namespaces.get(type_prefix, ""))


@lru_cache(4096)
def _kind(tag: str, tag_space: str, type: str, type_space: str) -> Kind | None:
    for name, space in ((type, type_space), (tag, tag_space)):
        prefix, _, word = name.rpartition(":")
        word, where = xml.local(word).lower(), f"{prefix} {space}".lower()
        if not word:
            continue
        if _OF_CAE.search(where) and word in _CAE:
            return _CAE[word]
        if word in _GSN and (_OF_GSN.search(where) or (name is type and not prefix)):
            return _GSN[word]
        if word in _SACM:
            kind = _SACM[word]
            return kind._replace(loose=True) if _ARM in where and kind.part is None else kind
        if word == "argument" and _ARM in where:
            return _PACKAGE
    return None


def word_of(element: Element) -> str:
    """The name of an element, whatever its namespace and spelling."""
    return xml.local(str(element.tag)).lower()


def ids_of(element: Element) -> list[str]:
    """The ids of an element, the one that it is known by first."""
    attributes = element.attrib
    return [attributes[key] for key in ID_KEYS if attributes.get(key)]


def title_of(element: Element) -> str:
    """The name of an element: an attribute, or an element."""
    if (name := element.get("name")) is not None:
        return name
    return next((words_of(e) for e in element if word_of(e) == "name"), "")


def text_key(element: Element) -> str | None:
    """The attribute that has the words of an element; None if elements have them."""
    for key in ("content", "description", "desc"):
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
    for e in element:
        if word_of(e) == side.lower():
            form = next((f for f in _END_FORMS if f in e.keys()), None)  # noqa: SIM118 - elements have children
            found.append(e.get(form, "") if form else (e.text or "").strip())
    return found
