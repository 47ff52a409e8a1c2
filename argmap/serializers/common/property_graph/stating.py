"""What type of record a node says it is: by an attribute for types, or by words that only a relation has.

Other programs draw relations as nodes too: scheme nodes of AIF, and boxes with nothing but "+" or "supports" in them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.messages import shown
from argmap.model import Claim, Relation, RelationKind, Utterance
from argmap.serializers.common.property_graph.fitting import MISFIT, fitted
from argmap.serializers.common.property_graph.graph import NODE_TYPES
from argmap.serializers.common.property_graph.kinds import says_something
from argmap.serializers.common.property_graph.labels import text_of
from argmap.serializers.common.relation_words import folded, predicate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.serializers.common.property_graph.foreign import Noticed
    from argmap.serializers.common.property_graph.graph import Edge, Graph, Node

TYPE: Final = "type"
_NAMES: Final = (
    TYPE,
    "node type",
    "nodetype",
    "label v",
    "labels",
    "aif type",
)  # the last two of Neo4j and AIF
_AIF_KINDS: Final = {
    "RA": RelationKind.SUPPORT,
    "CA": RelationKind.ATTACK,
    "MA": RelationKind.REPHRASE,
    "PA": RelationKind.PREFERENCE,
    "YA": RelationKind.ILLOCUTION,
    "TA": RelationKind.TRANSITION,
}
_AIF_RECORDS: Final = {"I": Claim, "L": Utterance}
_AIF: Final = re.compile(r"(?:aif:)?([ILRCMPYT]A?)([-_ ]?[Nn]ode)?")
_DEFAULTS: Final = {
    "default inference": RelationKind.SUPPORT,
    "default conflict": RelationKind.ATTACK,
    "default rephrase": RelationKind.REPHRASE,
    "default preference": RelationKind.PREFERENCE,
    "default illocuting": RelationKind.ILLOCUTION,
    "default transition": RelationKind.TRANSITION,
}


class _Said(NamedTuple):
    """An attribute that may say a type: name, value, code of AIF in it, and whether "node" is spelled out."""

    name: str
    value: str
    code: str
    is_spelled_out: bool


class Stated(NamedTuple):
    """What a node says it is.

    Attributes:
        record: The type of record.
        kind: The kind of relation, if it is one that another program draws as a node.
        by: The attribute that says so; "" if words or looks do.
    """

    record: Any
    kind: RelationKind | None = None
    by: str = ""


def stated_types(graph: Graph, noticed: Noticed) -> dict[str, Stated]:
    """What the nodes of a graph say they are, by their names; those that say nothing known are not there."""
    said = {node.name: found for node in graph.nodes if (found := _said(node))}
    has_schemes = any(code in _AIF_KINDS for found in said.values() for _, _, code, _ in found)
    stated: dict[str, Stated] = {}
    for node in graph.nodes:
        by = None
        if node.name in said:
            by = _by_attribute(node, said[node.name], noticed, has_schemes=has_schemes)
        if by is not None:
            stated[node.name] = by
        elif node.drawn_as is not None:
            stated[node.name] = Stated(node.drawn_as)
    return stated | _boxes([n for n in graph.nodes if n.name not in stated], graph.edges, noticed)


def is_type(value: object) -> bool:
    """Whether an attribute says a type as argmap writes it."""
    return isinstance(value, str) and value.strip().lower() in NODE_TYPES


def is_meaningless(words: str) -> bool:
    """Whether the words of a relation that is a node say no more than its kind."""
    return _kind_of(words) is not None


def _by_attribute(node: Node, said: list[_Said], noticed: Noticed, *, has_schemes: bool) -> Stated | None:
    for name, value, code, is_spelled_out in said:
        kind = NODE_TYPES.get(value.strip().lower())
        if kind is Relation and (name != TYPE or not _has_kind(node)):
            continue
        if kind is not None:
            return Stated(kind, by=name)
        if code in _AIF_KINDS and (is_spelled_out or has_schemes):
            message = f"nodes of the type {shown(value)} are read as relations"
            noticed.add("node-is-relation", "info", message, node.line)
            return Stated(Relation, _AIF_KINDS[code], name)
        if code in _AIF_RECORDS and (is_spelled_out or has_schemes):
            return Stated(_AIF_RECORDS[code], by=name)
        labels = value.split(":") if value.startswith(":") else []
        known = [NODE_TYPES[label.lower()] for label in labels if label.lower() in NODE_TYPES]
        if len(known) == 1 and known[0] is not Relation:
            return Stated(known[0], by=name)
    return None


def _has_kind(node: Node) -> bool:
    return fitted(Relation, "kind", node.attributes.get("kind", ""), {}) is not MISFIT


def _said(node: Node) -> list[_Said]:
    """The attributes of a node that may say its type."""
    found = []
    for name, value in node.attributes.items():
        if (name == TYPE or _is_for_types(name)) and isinstance(value, str):
            aif = _AIF.fullmatch(value.strip())
            found.append(_Said(name, value, aif[1] if aif else "", bool(aif and aif[2])))
    return found


@lru_cache(maxsize=1000)
def _is_for_types(name: str) -> bool:
    return folded(name) in _NAMES


def _kind_of(words: str) -> RelationKind | None:
    """The kind of relation that words in a box stand for, if they are the words of no claim."""
    word = words.strip()
    return _AIF_KINDS.get(word) or predicate(word) or _DEFAULTS.get(word.casefold())


def _boxes(nodes: Sequence[Node], edges: Sequence[Edge], noticed: Noticed) -> dict[str, Stated]:
    """The boxes that only hold the word of a relation, between edges that say nothing."""
    words: dict[str, str] = {}
    for node in nodes:
        if not node.is_group and any(map(_kind_of, _strings(node))):
            text = text_of(node.attributes, node.label, (node.name,))[0] or node.title
            words |= {node.name: text} if _kind_of(text) is not None else {}
    if not words:
        return {}
    comes: set[str] = set()
    goes: set[str] = set()
    for edge in edges:
        if edge.source not in words and edge.target not in words:
            continue
        if says_something(edge):
            words.pop(edge.source, None)
            words.pop(edge.target, None)
        else:
            comes.add(edge.target)
            goes.add(edge.source)
    found = {name: word for name, word in words.items() if name in comes and name in goes}
    lines = {node.name: node.line for node in nodes}
    for name, word in found.items():
        message = f"boxes with nothing but {shown(word)} in them are read as relations"
        noticed.add("node-is-relation", "info", message, lines[name])
    return {name: Stated(Relation, _kind_of(word)) for name, word in found.items()}


def _strings(node: Node) -> list[str]:
    return [node.label, node.title, *(value for value in node.attributes.values() if isinstance(value, str))]
