"""Graphs with attributes, and the parts of their XML that GraphML and GEXF share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import field, frozen

from argmap.errors import FormatError
from argmap.messages import shown
from argmap.model import Argument, Claim, Evidence, Relation, Utterance
from argmap.syntax.xml import local, parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from argmap.diagnostics import Report

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
TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "long", float: "double"}


@frozen
class Node:
    """A claim, evidence, an argument, an utterance, or a relation that is more than an edge."""

    name: str
    attributes: dict[str, Value]
    label: str = ""
    line: int | None = None


@frozen
class Edge:
    """A relation, or one end of a relation that is a node."""

    source: str
    target: str
    attributes: dict[str, Value]
    line: int | None = None


@frozen
class Graph:
    """A directed graph with attributes of its own."""

    attributes: dict[str, Value] = field(factory=dict)
    nodes: list[Node] = field(factory=list)
    edges: list[Edge] = field(factory=list)


class GraphDocument(NamedTuple):
    """A document with one graph, and the line of each of its elements."""

    root: Element
    graph: Element
    lines: dict[Element, int]


def one_graph(text: str, tag: str, name: str, report: Report) -> GraphDocument:
    """The document of a text whose root has a tag, for the format of a name.

    Raises:
        FormatError: Not XML, another root, or not one graph.
    """
    root, lines = parse(text, report=report)
    graphs = [child for child in root if local(child.tag) == "graph"]
    if local(root.tag) != tag or len(graphs) != 1:
        raise FormatError(
            f"found {shown(local(root.tag))} with {len(graphs)} graphs, expected {tag!r} with one graph",
            line=lines[graphs[1] if len(graphs) > 1 else root],
            expected=f"{name} with one graph",
        )
    return GraphDocument(root, graphs[0], lines)


def undirected(line: int | None) -> FormatError:
    """The error for graphs whose edges have no direction."""
    return FormatError(
        "the graph is undirected, so what bears on what is unknown", line=line, expected="a directed graph"
    )


def written(value: Value) -> str:
    """A value as text of its type."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def typed(text: str, type_: str) -> Value:
    """The value that text of a type means; the text itself if it is not a value of that type."""
    word = text.strip()
    try:
        if type_ == "boolean" and word.lower() in ("true", "false", "1", "0"):
            return word.lower() in ("true", "1")
        if type_ in ("int", "integer", "long", "short", "byte"):
            return int(word)
        if type_ in ("float", "double") and math.isfinite(number := float(word)):
            return number
    except ValueError:
        pass
    return text
