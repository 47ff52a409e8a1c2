"""How the formats of the family spell nodes, edges and persons."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen(eq=False)  # one is the same as itself only, which makes it a key of caches
class Variant:
    """How one format of the family spells nodes, edges and persons.

    Attributes:
        name: The key of residues in ``data``.
        order: The usual order of a node's keys.
        node: What a new node holds besides id, text, type and scheme.
        edge: What a new edge holds besides its id and its ends.
        locution: What a new row of ``locutions`` holds besides node and person.
        scheme: Where the scheme of a node is: its name in the node, its number in the node, or its number in a list
            next to the nodes.
        numeric: Whether new edges and persons have integers for ids.
        numbered: Whether new nodes have integers for ids where theirs look like it.
        edge_ids: Whether edges have ids.
        speaker: The key by which nodes of locutions name their person themselves, or "".
        text: Whether there is a source, whose id parties then cannot have.
        declares: Whether every party is among the participants, or only where the locutions give others.
    """

    name: str
    order: tuple[str, ...] = ("nodeID", "text", "type", "timestamp", "scheme", "schemeID", "by")
    node: Mapping[str, Any] = MappingProxyType({})
    edge: Mapping[str, Any] = MappingProxyType({})
    locution: tuple[str, ...] = ("start", "end", "source")
    scheme: Literal["name", "number", "list"] = "name"
    numeric: bool = False
    numbered: bool = False
    edge_ids: bool = True
    speaker: str = ""
    text: bool = False
    declares: bool = False


AIFDB: Final = Variant("aif", edge=MappingProxyType({"formEdgeID": None}))
"""AIF JSON as AIFdb writes it."""
