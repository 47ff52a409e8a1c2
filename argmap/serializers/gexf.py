"""GEXF 1.3, the format of Gephi: every field an attribute, so that nothing is lost.

Source: https://gexf.net/schema.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError
from argmap.messages import shown
from argmap.serializers.common.attribute_types import TYPES, typed, written
from argmap.serializers.common.property_graph import (
    Plain,
    PlainEdge,
    PlainGraph,
    PlainNode,
    flat,
    restored,
    undirected,
)
from argmap.syntax.xml import local, parse, write

if TYPE_CHECKING:
    from argmap.model import ArgumentMap

_NAMESPACE = "http://gexf.net/1.3"
_OWN = "https://argmap.readthedocs.io/gexf"  # what is said of the map as a whole, for which GEXF has no attributes
_ABOUT = "about"
_Declared = dict[str, tuple[str, str, str | None]]  # title, type and default of attributes by id
_DRAWN = ("color", "position", "size", "shape", "thickness")


def loads(text: str, *, kind: str | None = None, report: Report = ignored) -> ArgumentMap:
    """Read a graph: nodes are claims unless their attribute "type" says otherwise, edges are relations.

    Attributes with the names of fields are these fields; others are kept in ``data["gexf"]``.

    Args:
        text: The GEXF text.
        kind: The kind of relation that an edge is if neither its attribute "kind" nor its label says so; an
            error unless given.
        report: Told what is left out, such as colours and positions.

    Raises:
        FormatError: Not GEXF, not one directed graph, or several problems, each with its line.
        InvalidMapError: Records that do not make a map.
    """
    root, lines = parse(text, report=report)
    graphs = [child for child in root if local(child.tag) == "graph"]
    if local(root.tag) != "gexf" or len(graphs) != 1:
        raise FormatError(
            f"found {shown(local(root.tag))} with {len(graphs)} graphs, expected 'gexf' with one graph",
            line=lines[graphs[1] if len(graphs) > 1 else root],
            expected="GEXF with one graph",
        )
    (graph,) = graphs
    found = PlainGraph()
    for about in root.iter(f"{{{_OWN}}}{_ABOUT}"):
        found.attributes[about.get("for", "")] = typed(about.text or "", about.get("type", "string"))
    declared: dict[str, _Declared] = {"node": {}, "edge": {}}
    for part in graph:
        tag = local(part.tag)
        if tag == "attributes":
            declared.setdefault(part.get("class", ""), {}).update(_declared(part))
        elif tag == "nodes":
            found.nodes.extend(_node(node, declared["node"], lines, report) for node in part)
        elif tag == "edges":
            default = graph.get("defaultedgetype", "undirected")
            found.edges.extend(_edge(edge, default, declared["edge"], lines, report) for edge in part)
        else:
            raise FormatError(f"found {shown(tag)}, expected nodes and edges", line=lines[part], found=tag)
    return restored(found, "gexf", kind)


def dumps(map: ArgumentMap) -> str:
    """Write a map as a graph with typed attributes; what is more than a number or text stands in one as JSON.

    A relation from one node to one node is an edge; any other is a node of type "relation".
    """
    graph = flat(map, "gexf")
    root = Element("gexf", {"xmlns": _NAMESPACE, "xmlns:argmap": _OWN, "version": "1.3"})
    if graph.attributes:
        meta = SubElement(root, "meta")
        for name, value in graph.attributes.items():
            about = SubElement(meta, f"argmap:{_ABOUT}", {"for": name, "type": TYPES[type(value)]})
            about.text = written(value)
    drawn = SubElement(root, "graph", defaultedgetype="directed")
    keys: dict[tuple[str, str, str], str] = {}
    for what, parts in (("node", graph.nodes), ("edge", graph.edges)):
        columns = dict.fromkeys(
            (what, name, TYPES[type(value)]) for part in parts for name, value in part.attributes.items()
        )
        if columns:
            attributes = SubElement(drawn, "attributes", {"class": what})
            for column in columns:
                keys[column] = f"a{len(keys)}"
                SubElement(attributes, "attribute", id=keys[column], title=column[1], type=column[2])
    nodes, edges = SubElement(drawn, "nodes"), SubElement(drawn, "edges")
    for node in graph.nodes:
        element = SubElement(nodes, "node", id=node.name, label=node.label)
        _attvalues(element, "node", node.attributes, keys)
    for n, edge in enumerate(graph.edges):
        element = SubElement(edges, "edge", id=f"e{n}", source=edge.source, target=edge.target)
        _attvalues(element, "edge", edge.attributes, keys)
    return write(root)


def _attvalues(
    element: Element, what: str, attributes: dict[str, Plain], keys: dict[tuple[str, str, str], str]
) -> None:
    if attributes:
        held = SubElement(element, "attvalues")
        for name, value in attributes.items():
            key = keys[what, name, TYPES[type(value)]]
            SubElement(held, "attvalue", {"for": key, "value": written(value)})


def _declared(attributes: Element) -> _Declared:
    return {
        a.get("id", ""): (
            a.get("title", a.get("id", "")),
            a.get("type", "string"),
            next((part.text or "" for part in a if local(part.tag) == "default"), None),
        )
        for a in attributes
        if local(a.tag) == "attribute"
    }


def _node(element: Element, declared: _Declared, lines: dict[Element, int], report: Report) -> PlainNode:
    if any(local(child.tag) == "nodes" for child in element):
        raise FormatError("a node within a node is not read", line=lines[element], expected="one graph")
    values = _values(element, declared, lines, report)
    return PlainNode(element.get("id", ""), values, element.get("label", ""), lines[element])


def _edge(
    element: Element, default: str, declared: _Declared, lines: dict[Element, int], report: Report
) -> PlainEdge:
    if element.get("type", default) != "directed":
        raise undirected(lines[element])
    values = _values(element, declared, lines, report)
    if "weight" in element.attrib:
        values.setdefault("weight", typed(element.get("weight", ""), "double"))
    values |= {name: element.get(name, "") for name in ("kind", "label") if name in element.attrib}
    return PlainEdge(element.get("source", ""), element.get("target", ""), values, lines[element])


def _values(
    element: Element,
    declared: _Declared,
    lines: dict[Element, int],
    report: Report,
) -> dict[str, Plain]:
    values = {
        title: typed(default, type_) for title, type_, default in declared.values() if default is not None
    }
    for part in element:
        tag = local(part.tag)
        if tag != "attvalues":
            report(
                Diagnostic(
                    "drawing-dropped" if tag in _DRAWN else "element-dropped",
                    "info" if tag in _DRAWN else "warning",
                    f"the element {shown(tag)} is left out",
                    line=lines[part],
                )
            )
            continue
        for value in part:
            key = value.get("for", value.get("id", ""))
            if key not in declared:
                raise FormatError(f"the attribute {shown(key)} is not declared", line=lines[value], found=key)
            title, type_, _ = declared[key]
            values[title] = typed(value.get("value", ""), type_)
    return values
