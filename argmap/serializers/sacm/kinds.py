"""What the elements of assurance cases are: by the types of SACM, ARM, GSN, CAE and D-Case.

Sources: OMG, Structured Assurance Case Metamodel; GSN Community Standard; the metamodel of the D-Case Editor.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from argmap.model import Argument, Claim, Evidence
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

Part = Claim | Evidence | Argument
TYPE_KEYS: Final = ("xsi:type", "xmi:type")
PLAIN_TYPE: Final = "type"  # in files of D-Case without XMI
PLAIN: Final = ("node", "link")  # the elements that have it
JOINING: Final = ("support", "attack", "context", "link")  # the roles of what is read as a relation or a hint


class Kind(NamedTuple):
    """What an element is.

    Attributes:
        role: What it does in an argument. A "link" is support or gives context, as its ends show; "undeveloped" marks
            what it is joined to; "other" joins parts in a way that the model has not.
        part: The type of its record, if it is a part.
        shape: Its type in Goal Structuring Notation.
        turned: Whether its name is read from the supported to what supports it: "supported by".
        loose: Whether tools disagree which way it leads.
    """

    role: Literal["part", "support", "attack", "context", "link", "undeveloped", "other", "package"]
    part: type[Part] | None = None
    shape: str = ""
    turned: bool = False
    loose: bool = False


_CLAIM, _EVIDENCE, _REASONING = (Kind("part", part) for part in (Claim, Evidence, Argument))
_SUPPORT, _ATTACK, _CONTEXT, _PACKAGE = Kind("support"), Kind("attack"), Kind("context"), Kind("package")
_SUPPORTED_BY: Final = Kind("support", turned=True, loose=True)
_IN_CONTEXT_OF: Final = Kind("context", turned=True, loose=True)
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
    "supportedby": _SUPPORTED_BY,
    "incontextof": _IN_CONTEXT_OF,
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
_DCASE: Final = {
    **{word: _GSN[word] for word in ("goal", "strategy", "context", "assumption", "justification")},
    **{word: _GSN[word] for word in ("supportedby", "incontextof")},
    **dict.fromkeys(("evidence", "monitor", "action", "policy"), _GSN["solution"]),
    **dict.fromkeys(("external", "userdef001", "pattern", "system"), _CLAIM),
    **dict.fromkeys(("module", "userdef005"), _GSN["modulereference"]),
    **dict.fromkeys(("contract", "userdef006"), _GSN["contractmodulereference"]),
    "userdef004": _GSN["assumption"],
    "undeveloped": Kind("undeveloped"),
    "dcaselink001": _SUPPORTED_BY,
    "dcaselink002": _IN_CONTEXT_OF,
    "link": Kind("link", turned=True, loose=True),
    **dict.fromkeys(("responsibility", "dcaselink003", "dcaselink004", "link004"), Kind("other")),
    **dict.fromkeys(("argument", "dcase"), _PACKAGE),
}
_OF_GSN: Final = re.compile("gsn|cae|sacm|argument|assurance|goalstructuring")
_OF_CAE: Final = re.compile("cae")
_OF_DCASE: Final = re.compile("d-?case|dependable-os")
_OLD: Final = re.compile("^arm |omg[.]org/arm|/sacm/1[.]|/sacm/2012")  # ARM, and SACM 1.0 which it became


def namespaces_of(root: Element) -> dict[str, str]:
    """The addresses of the namespaces that a root element declares, by prefix."""
    return {key.removeprefix("xmlns:"): uri for key, uri in root.items() if key.startswith("xmlns:")}


def is_of_dcase(root: Element) -> bool:
    """Whether a document is of D-Case, by the namespace of its root."""
    return _OF_DCASE.search(_space(root)) is not None


def is_old(root: Element) -> bool:
    """Whether a document is of ARM or SACM 1.0."""
    return _OLD.search(_space(root)) is not None


def _space(root: Element) -> str:
    """The prefix of an element, a blank and the namespace."""
    prefix = str(root.tag).rpartition(":")[0]
    return f"{prefix} {namespaces_of(root).get(prefix, '')}".lower()


def type_of(element: Element) -> str:
    """The type that an attribute states, as it is written; "" for none."""
    attributes = element.attrib
    return attributes.get(TYPE_KEYS[0]) or attributes.get(TYPE_KEYS[1]) or ""


def kinds_of(root: Element) -> dict[Element, Kind]:
    """What the elements of a document are, as far as they are of an argument."""
    spaces = namespaces_of(root)
    known: dict[tuple[str, str], Kind | None] = {}
    found = {}
    for element in root.iter():
        spelled = str(element.tag), type_of(element) or element.attrib.get(PLAIN_TYPE, "")
        if spelled not in known:
            known[spelled] = kind_of(element, spaces)
        if (kind := known[spelled]) is not None:
            found[element] = kind
    return found


def kind_of(element: Element, namespaces: Mapping[str, str]) -> Kind | None:
    """What an element is, by its name or by the type that an attribute has: in XMI, types share one name."""
    tag, type = str(element.tag), type_of(element)
    space = namespaces.get(tag.rpartition(":")[0], "")
    if type:
        return _named(type, namespaces.get(type.rpartition(":")[0], ""), plain=True) or _named(tag, space)
    prefix, _, word = tag.rpartition(":")
    plain = element.get(PLAIN_TYPE, "") if word in PLAIN else ""
    if word in PLAIN and _OF_DCASE.search(f"{prefix} {space}".lower()):
        return _DCASE.get(plain.lower())  # types are plain words there
    return _named(tag, space)


def _named(name: str, space: str, *, plain: bool = False) -> Kind | None:
    """What a name means; ``plain`` for one that counts without a prefix."""
    prefix = name.rpartition(":")[0]
    word, where = xml.local(name).lower(), f"{prefix} {space}".lower()
    if _OF_DCASE.search(where):
        return _DCASE.get(word)
    if _OF_CAE.search(where) and word in _CAE:
        return _CAE[word]
    if word in _GSN and (_OF_GSN.search(where) or (plain and not prefix)):
        return _GSN[word]
    if word in _SACM:
        kind = _SACM[word]
        return kind._replace(loose=True) if kind.part is None and _OLD.search(where) else kind
    if word == "argument" and _OLD.search(where):
        return _PACKAGE
    return None
