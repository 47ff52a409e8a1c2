"""Graphs with attributes, and the parts of their XML that GraphML and GEXF share."""

from __future__ import annotations

import math
import re
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import field, frozen

from argmap.errors import FormatError
from argmap.ids import unique_id
from argmap.messages import OTHER_FORMAT, counted, shown
from argmap.model import Argument, Claim, Evidence, Relation, Utterance
from argmap.syntax.xml import local, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from xml.etree.ElementTree import Element

    from argmap.diagnostics import Report
    from argmap.model import RelationKind

Value = str | int | float | bool
AS_JSON = "argmap"  # the attribute with the fields that are more than text or numbers
NODE_TYPES: dict[str, Any] = {
    "claim": Claim,
    "evidence": Evidence,
    "argument": Argument,
    "utterance": Utterance,
    "relation": Relation,
}
Column = tuple[str, str, type]  # of what, name and type of an attribute that a document declares
LARGEST = 2**63  # of a "long"
_WHOLE = re.compile(r"[-+]?[0-9]{1,19}")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "long", float: "double"}


class Arrows(Enum):
    """The ends at which a program draws arrows."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"
    NONE = "none"


NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Node(NamedTuple):
    """A claim, evidence, an argument, an utterance, a relation that is more than an edge, or a group of these.

    Attributes:
        name: Its name in the document.
        attributes: Its attributes.
        label: The words that a program draws in it.
        line: The line of its element.
        title: The words that a program draws above the label.
        parent: The name of the node that it is within.
        is_group: Whether it is drawn as a frame around others.
        drawn_as: The type of record that a program draws so; a claim if there is none.
        further: What the document says of it beyond attributes.
        defaults: The names of attributes that it does not state, whose values the document declares for all.
    """

    name: str
    attributes: dict[str, Value]
    label: str = ""
    line: int | None = None
    title: str = ""
    parent: str | None = None
    is_group: bool = False
    drawn_as: Any = None
    further: Mapping[str, Any] = NOTHING
    defaults: AbstractSet[str] = frozenset()


class Edge(NamedTuple):
    """A relation, or one end of a relation that is a node.

    Attributes:
        source: The name of the node, or of the edge, where it starts.
        target: The name of the node or edge at which it aims.
        attributes: Its attributes.
        line: The line of its element.
        name: Its name in the document.
        label: The words that a program draws at it.
        directed: Whether it has a direction.
        mutual: Whether it goes both ways.
        arrows: The ends at which a program draws arrows, if it says so.
        drawn_as: The kind of relation that a program draws in its colour.
        further: What the document says of it beyond attributes.
        timed: The attributes with values of some time, whose values are all the same.
        defaults: The names of attributes that it does not state, whose values the document declares for all.
    """

    source: str
    target: str
    attributes: dict[str, Value]
    line: int | None = None
    name: str = ""
    label: str = ""
    directed: bool = True
    mutual: bool = False
    arrows: Arrows | None = None
    drawn_as: RelationKind | None = None
    further: Mapping[str, Any] = NOTHING
    timed: Mapping[str, Value] = NOTHING
    defaults: AbstractSet[str] = frozenset()


@frozen
class Graph:
    """A graph with attributes of its own."""

    attributes: dict[str, Value] = field(factory=dict)
    nodes: list[Node] = field(factory=list)
    edges: list[Edge] = field(factory=list)
    further: dict[str, Any] = field(factory=dict)


class GraphDocument(NamedTuple):
    """A document with its graphs, and the line of each of its elements."""

    root: Element
    graphs: list[Element]
    lines: dict[Element, int]


def graph_document(text: str, tag: str, report: Report) -> GraphDocument:
    """The document of a text whose root has a tag.

    Raises:
        FormatError: Not XML, another root, or no graph.
    """
    root, lines = parse(text, report=report)
    graphs = [child for child in root if local(child.tag) == "graph"]
    if local(root.tag) != tag or not graphs:
        found = f"{shown(local(root.tag))} with {counted(len(graphs), 'graph')}"
        message = f"found {found}, expected {tag!r} with one graph or several"
        hint = OTHER_FORMAT if local(root.tag) != tag else ""
        raise FormatError(message, line=lines[root], expected=tag, hint=hint)
    return GraphDocument(root, graphs, lines)


def written(value: Value) -> str:
    """A value as text of its type."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def typed(text: str, type_: str) -> Value:
    """The value that text of a type means; the text itself if it is not a value of that type."""
    if type_ == "string":
        return text
    word = text.strip()
    if type_ == "boolean" and word.lower() in ("true", "false", "1", "0"):
        return word.lower() in ("true", "1")
    if type_ in ("int", "integer", "long", "short", "byte") and _WHOLE.fullmatch(word):
        number = int(word)
        return number if abs(number) < LARGEST else text
    if type_ in ("float", "double") and _NUMBER.fullmatch(word) and math.isfinite(real := float(word)):
        return real
    return text


def by_name(found: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Values by name; where a name comes again with another value, under the name with a number.

    >>> by_name([("note", "first"), ("note", "second"), ("note", "first"), ("score", 1)])
    {'note': 'first', 'note#2': 'second', 'score': 1}
    """
    rows = [*found]
    values = dict(rows)
    if len(values) == len(rows):
        return values
    values = {}
    seen: dict[str, set[str]] = {}
    for name, value in rows:
        if name not in values:
            values[name] = value
            continue
        known = seen.setdefault(name, {repr(values[name])})
        if repr(value) not in known:
            known.add(repr(value))
            values[unique_id(f"{name}#{len(known)}", values)] = value
    return values
