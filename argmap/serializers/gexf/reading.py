"""GEXF to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.diagnostics import Report, ignored
from argmap.messages import shown
from argmap.serializers.common.garbage_collection import GarbageCollectionPaused
from argmap.serializers.common.property_graph.defaults import Defaults
from argmap.serializers.common.property_graph.edges import options
from argmap.serializers.common.property_graph.foreign import Noticed, as_value, further_attributes
from argmap.serializers.common.property_graph.graph import Edge, Graph, Node, Value, by_name, one_graph, typed
from argmap.serializers.common.property_graph.reading import to_map
from argmap.serializers.gexf.writing import ABOUT, EXTENSION
from argmap.syntax.xml import local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from argmap.model import ArgumentMap
    from argmap.serializers.common.property_graph.graph import GraphDocument

_DRAWN: Final = frozenset({"color", "position", "size", "shape", "thickness"})
_TIMES: Final = frozenset({"start", "end", "startopen", "endopen", "timestamp", "timestamps", "intervals"})
_KNOWN: Final = {
    "graph": frozenset({"defaultedgetype", "id", "idtype"}),
    "node": frozenset({"id", "label"}),
    "edge": frozenset({"id", "source", "target", "type", "weight", "label", "kind"}),
}


def loads(
    text: str,
    *,
    kind: str | None = None,
    support: str | tuple[str, ...] = (),
    attack: str | tuple[str, ...] = (),
    undercut: str | tuple[str, ...] = (),
    rephrase: str | tuple[str, ...] = (),
    directed: bool = False,
    recover: bool = False,
    report: Report = ignored,
) -> ArgumentMap:
    """Read a graph: nodes are claims unless their attribute "type" names another type, edges are relations.

    Attributes with the names of fields are these fields if the fields take their values; others are in
    ``data["gexf"]``. Nodes with nodes within them are sections. What an edge says itself counts before ``kind``.

    Args:
        text: The GEXF text.
        kind: The kind of relation of edges that do not say a known one; an error by default.
        support: Words of edges that mean support, besides the usual ones.
        attack: Words that mean attack.
        undercut: Words that mean undercut.
        rephrase: Words that mean rephrase.
        directed: Whether edges without a direction go from their source to their target; an error by default.
        recover: Whether to report nodes and edges that cannot be read as errors, and to go on without them.
        report: Receives a diagnostic for what is left out, such as colours and positions, and for attributes that
            are not what argmap calls so.

    Raises:
        FormatError: Not GEXF, not one graph, or several problems, each with its line.
        InvalidMapError: Records that do not make a map.
    """
    wanted = options(
        kind, directed=directed, support=support, attack=attack, undercut=undercut, rephrase=rephrase
    )
    noticed = Noticed()
    with GarbageCollectionPaused():
        document = one_graph(text, "gexf", "GEXF", report)
        graph = _Reading(document, noticed).graph()
        noticed.report(report)
        return to_map(graph, "gexf", wanted, report, recover=recover)


class _Attribute(NamedTuple):
    """An attribute that the document declares."""

    title: str
    type: str
    default: str | None


def _defaults(declared: Mapping[str, _Attribute]) -> dict[str, Value]:
    """The values that elements have by default; of several attributes with one title the first counts."""
    values: dict[str, Value] = {}
    for attribute in declared.values():
        if attribute.default:
            values.setdefault(attribute.title, typed(attribute.default, attribute.type))
    return values


class _Reading:
    """The nodes and edges of a document, by the attributes that it declares anywhere."""

    def __init__(self, document: GraphDocument, noticed: Noticed) -> None:
        self.document = document
        self.edge_type = document.graph.get("defaultedgetype", "undirected")
        self.lines = document.lines
        self.noticed = noticed
        self.declared: dict[str, dict[str, _Attribute]] = {"node": {}, "edge": {}}  # by id
        for attributes in document.graph:
            if local(attributes.tag) == "attributes":
                self._declare(attributes)
        self.defaults = {owner: Defaults(_defaults(each)) for owner, each in self.declared.items()}

    def graph(self) -> Graph:
        found = Graph()
        self._describe(found)
        pending: list[tuple[Element, str | None]] = [(self.document.graph, None)]
        while pending:
            owner, parent = pending.pop()
            inner: list[tuple[Element, str | None]] = []
            for part in owner:
                tag = local(part.tag)
                if tag == "nodes":
                    for element in self._each(part, "node"):
                        found.nodes.append(self._node(element, parent))
                        inner.append((element, element.get("id", "")))
                elif tag == "edges":
                    found.edges.extend(map(self._edge, self._each(part, "edge")))
                elif owner is self.document.graph and tag != "attributes":
                    self._left_out(tag, part)
            pending += reversed(inner)
        return found

    def _each(self, parts: Element, tag: str) -> Iterator[Element]:
        for part in parts:
            if local(part.tag) == tag:
                yield part
            else:
                self._left_out(local(part.tag), part)

    def _left_out(self, tag: str, part: Element) -> None:
        self.noticed.add(
            "element-dropped", "warning", f"an element {shown(tag)} is left out", self.lines[part]
        )

    def _describe(self, found: Graph) -> None:
        """What the document says of the map: attributes of ours, its meta data, and how the graph is meant."""
        meta: list[tuple[str, Any]] = []
        for part in self.document.root:
            if local(part.tag) == "meta":
                meta += further_attributes(part, frozenset())
                for about in part:
                    if about.tag == f"{{{EXTENSION}}}{ABOUT}":
                        value = typed(about.text or "", about.get("type", "string"))
                        found.attributes[about.get("for", "")] = value
                    else:
                        meta.append((local(about.tag), as_value(about)))
            elif local(part.tag) != "graph":
                self._left_out(local(part.tag), part)
        described = by_name(meta)
        if "title" not in found.attributes and isinstance(described.get("title"), str) and described["title"]:
            found.attributes["title"] = described.pop("title")
        if described:
            found.further["meta"] = described
        if about_graph := by_name(further_attributes(self.document.graph, _KNOWN["graph"])):
            found.further["graph"] = about_graph

    def _declare(self, attributes: Element) -> None:
        found = self.declared.setdefault(attributes.get("class", ""), {})
        for a in attributes:
            if local(a.tag) == "attribute":
                i = a.get("id", "")
                default = next((part.text or "" for part in a if local(part.tag) == "default"), None)
                found[i] = _Attribute(a.get("title", i), a.get("type", "string").strip().lower(), default)
                others = [part for part in a if local(part.tag) != "default"]
            else:
                others = [a]
            for part in others:
                message = f"the element {shown(local(part.tag))} of attributes is left out"
                self.noticed.add("drawing-dropped", "info", message, self.lines[part])

    def _node(self, element: Element, parent: str | None) -> Node:
        values, further = self._parts(element, "node")
        parent = element.get("pid") or next(iter(further.get("parents", ())), None) or parent
        return Node(
            element.get("id", ""),
            values,
            element.get("label", ""),
            self.lines[element],
            parent=parent,
            further=further,
        )

    def _edge(self, element: Element) -> Edge:
        values, further = self._parts(element, "edge")
        if "weight" in element.attrib:
            values.setdefault("weight", typed(element.get("weight", ""), "double"))
        own = {name: element.get(name, "") for name in ("kind", "label") if name in element.attrib}
        values = by_name([*own.items(), *values.items()])
        type_ = element.get("type", self.edge_type).strip().lower()
        return Edge(
            element.get("source", ""),
            element.get("target", ""),
            values,
            self.lines[element],
            name=element.get("id", ""),
            directed=type_ in ("directed", "mutual", "dir"),
            mutual=type_ == "mutual",
            further=further,
        )

    def _parts(self, element: Element, owner: str) -> tuple[dict[str, Value], dict[str, Any]]:
        """The attributes of an element, and what else it holds."""
        static: list[tuple[str, Value]] = []
        further: list[tuple[str, Any]] = [*further_attributes(element, _KNOWN[owner])]
        timed: dict[str, list[dict[str, Any]]] = {}
        for part in element:
            tag = local(part.tag)
            if tag == "attvalues":
                self._values(part, owner, static, timed)
            elif tag == "spells":
                further.append((tag, [as_value(spell) for spell in part]))
            elif tag == "parents":
                further.append((tag, [each.get("for", "") for each in part]))
            elif tag in _DRAWN:
                message = f"the element {shown(tag)} is left out"
                self.noticed.add("drawing-dropped", "info", message, self.lines[part])
            elif tag not in ("nodes", "edges"):
                further.append((tag, as_value(part)))
                message = f"an element {shown(tag)} is not read, and is in data as it is"
                self.noticed.add("element-in-data", "info", message, self.lines[part])
        values = by_name(static)
        values |= self.defaults[owner].of(self.lines[element], values.keys() | timed.keys())
        return values, by_name([*further, *timed.items()])

    def _values(
        self, parts: Iterable[Element], owner: str, static: list[tuple[str, Value]], timed: dict[str, Any]
    ) -> None:
        """Sort the values of an element into those that always hold and those of some time."""
        declared = self.declared[owner]
        for part in parts:
            key = part.get("for", part.get("id", ""))
            attribute = declared.get(key)
            if attribute is None:
                message = "an attribute that is not declared is read as a text of its name: "
                line = self.lines[part]
                self.noticed.add("key-undeclared", "warning", message, line, example=shown(key))
                attribute = _Attribute(key, "string", None)
            value = typed(part.get("value", part.text or ""), attribute.type)
            if len(part.attrib) > len(("for", "value")) and (times := _TIMES & part.attrib.keys()):
                at = {name: part.get(name, "") for name in sorted(times)}
                timed.setdefault(attribute.title, []).append({"value": value, **at})
            else:
                static.append((attribute.title, value))
