"""The words of AIF in RDF: classes of nodes, and properties that lead from node to node, as their writers spell them.

AIFdb's exporter states most of what joins two nodes of both of them, in one and the same word (a premise has the
``Premise`` that its inference has), so it is the types of the nodes that tell which of them is the scheme node.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.serializers.aif.rdf.syntaxes import OWL, RDFS
from argmap.serializers.aif.terms import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

_IN_AIF: Final = re.compile(r"(?:.*\W)?aif(?:\.owl)?[#/]([^#/]+)", re.IGNORECASE | re.DOTALL)
_NODE: Final = re.compile(r"(I|L|RA|CA|MA|PA|YA|TA)[-_ ]?node", re.IGNORECASE)
_ARGUMENTS: Final = frozenset({"RA", "CA", "MA", "PA"})


class End(NamedTuple):
    """A property that joins a scheme node with what it starts from or aims at.

    Attributes:
        codes: The types of scheme nodes that have it.
        leads_out: Whether it aims at the other node.
    """

    codes: frozenset[str]
    leads_out: bool

    def is_stated_of(self, code: str, other: str) -> bool:
        """Whether a node of this type states it of the other, which is the scheme node."""
        return code not in self.codes and other in self.codes


_ENDS: Final[Mapping[str, End]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("premise", "conflictingelement", "preferredelement"), End(_ARGUMENTS, leads_out=False)
        ),
        **dict.fromkeys(
            ("conclusion", "conflictedelement", "dispreferredelement"), End(_ARGUMENTS, leads_out=True)
        ),
        "startlocution": End(frozenset({"TA"}), leads_out=False),
        "endlocution": End(frozenset({"TA"}), leads_out=True),
        **dict.fromkeys(("locution", "anchor"), End(frozenset({"YA"}), leads_out=False)),
        "illocutionarycontent": End(frozenset({"YA"}), leads_out=True),
    }
)
_PROPERTIES: Final = MappingProxyType(
    {"claimtext": "claimText", "text": "claimText", "creationdate": "creationDate", "scheme": "scheme"}
)
_CLASSES: Final = MappingProxyType(
    {"informationnode": "I", "locutionnode": "L", **{code.lower(): code for code in KINDS}}
)
_WITHOUT_MEANING: Final = frozenset(
    {
        f"{RDFS}label",
        *(OWL + name for name in ("NamedIndividual", "Thing")),
        *("transition", "s-node", "node"),
    }
)


@lru_cache(maxsize=4096)
def local_name(name: object) -> str:
    """The name within the vocabulary of AIF, at whatever address it is; "" for names of others.

    >>> local_name("http://www.arg.tech/aif#Premise"), local_name("http://x.example/AIF.owl#premise")
    ('Premise', 'premise')
    """
    found = _IN_AIF.fullmatch(str(name))
    return found[1] if found else ""


def code_of(kind: object) -> str:
    """The type of the nodes that a class has; "" if it is no class of nodes.

    >>> code_of("http://www.arg.tech/aif#RA-node"), code_of("http://x.example/aif#InformationNode")
    ('RA', 'I')
    """
    local = local_name(kind)
    node = _NODE.fullmatch(local)
    return node[1].upper() if node else _CLASSES.get(local.lower(), "")


def end_of(name: object) -> End | None:
    """What a property says of a scheme node; None if it joins no nodes."""
    return _ENDS.get(local_name(name).lower())


def property_of(name: object) -> str:
    """The property that AIFdb's exporter has for a name, "" for names of others."""
    local = local_name(name)
    return _PROPERTIES.get(local.lower(), local)


def is_read(name: object) -> bool:
    """Whether the reader knows a property or a class, or nothing is lost without it."""
    local = local_name(name)
    return (
        end_of(name) is not None
        or local.lower() in _PROPERTIES
        or bool(code_of(name))
        or (local.lower() or str(name)) in _WITHOUT_MEANING
    )
