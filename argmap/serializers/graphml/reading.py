"""GraphML to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from argmap.diagnostics import Report, ignored
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.messages import shown
from argmap.model import Argument
from argmap.serializers.common.property_graph.defaults import Added
from argmap.serializers.common.property_graph.edges import options
from argmap.serializers.common.property_graph.foreign import Noticed, as_value, further_attributes, left_out
from argmap.serializers.common.property_graph.graph import (
    Arrows,
    Edge,
    Graph,
    Node,
    Value,
    by_name,
    graph_document,
    typed,
)
from argmap.serializers.common.property_graph.reading import to_map
from argmap.serializers.common.property_graph.several import joined
from argmap.serializers.graphml.drawn import Drawn, drawn
from argmap.serializers.graphml.keys import Keys
from argmap.syntax.xml import local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from argmap.model import ArgumentMap
    from argmap.serializers.common.property_graph.graph import GraphDocument

_KNOWN: Final = {
    "graph": frozenset({"id", "edgedefault"}),
    "node": frozenset({"id", "foldertype", "yfiles.foldertype"}),
    "edge": frozenset({"id", "source", "target", "directed"}),
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
    ``data["graphml"]``. Groups of nodes are sections, and so is each graph where there are several. What an edge says
    itself counts before ``kind``.

    Args:
        text: The GraphML text.
        kind: The kind of relation of edges that do not say a known one; an error by default.
        support: Words of edges that mean support, besides the usual ones.
        attack: Words that mean attack.
        undercut: Words that mean undercut.
        rephrase: Words that mean rephrase.
        directed: Whether edges without a direction go from their source to their target; an error by default.
        recover: Whether to report nodes and edges that cannot be read as errors, and to go on without them.
        report: Receives a diagnostic for what is left out, such as drawings, and for attributes that are not what
            argmap calls so.

    Raises:
        FormatError: Not GraphML, no graph, or several problems, each with its line.
        InvalidMapError: Records that do not make a map.
    """
    wanted = options(
        kind, directed=directed, support=support, attack=attack, undercut=undercut, rephrase=rephrase
    )
    noticed = Noticed()
    with GarbageCollectionPaused():
        document = graph_document(text, "graphml", report)
        graph = _Reading(document, noticed).graph()
        noticed.report(report)
        return to_map(graph, "graphml", wanted, report, recover=recover)


class _Reading:
    """The nodes and edges of a document, by the keys that it declares."""

    def __init__(self, document: GraphDocument, noticed: Noticed) -> None:
        self.document = document
        self.lines = document.lines
        self.noticed = noticed
        self.keys = Keys(document.root, document.lines, noticed)
        self.added = {owner: Added(values) for owner, values in self.keys.defaults.items()}

    def graph(self) -> Graph:
        """The graph of the document, of which several graphs are parts."""
        graphs = self.document.graphs
        if len(graphs) == 1:
            found = self._graph(graphs[0])
            found.further.update(self._outside(found.further))
            return found
        parts = []
        for n, each in enumerate(graphs, 1):
            found = self._graph(each)
            title = found.attributes.pop("title", "")
            name = each.get("id") or f"graph {n}"
            line = self.lines[each]
            group = Node(name, found.attributes, line=line, title=str(title), further=found.further)
            parts.append((group, found))
        return joined(Graph(further=self._outside({})), parts, self.noticed)

    def _graph(self, top: Element) -> Graph:
        """One graph; those within its nodes are read after it, in the order of the document."""
        attributes, _, further, _ = self._parts(top, "graph")
        found = Graph(attributes, further=further)
        pending: list[tuple[Element, str | None]] = [(top, None)]
        while pending:
            graph, parent = pending.pop()
            directed = graph.get("edgedefault", top.get("edgedefault", "directed")) != "undirected"
            inner: list[tuple[Element, str | None]] = []
            for child in graph:
                tag = local(child.tag)
                if tag == "node":
                    found.nodes.append(self._node(child, parent))
                    inner += [(part, child.get("id", "")) for part in child if local(part.tag) == "graph"]
                elif tag == "edge":
                    found.edges.append(self._edge(child, directed=directed))
                elif tag not in ("data", "desc") and graph is not top:
                    message = f"an element {shown(tag)} of a graph within a node is left out"
                    self.noticed.add("element-dropped", "warning", message, self.lines[child])
            pending += reversed(inner)
        return found

    def _outside(self, further: dict[str, Any]) -> dict[str, Any]:
        """What the document says of itself outside its graphs, and of hyperedges and the like, as values."""
        found = dict(further)
        for part in self.document.root:
            tag = local(part.tag)
            if tag == "desc" and (part.text or "").strip():
                found.setdefault("desc", (part.text or "").strip())
            elif tag == "data" and not len(part) and (part.text or "").strip():
                named = part.get("key", "")
                name, _ = self.keys.of["graphml"].get(named, (named, ""))
                found.setdefault(name, (part.text or "").strip())
            elif tag not in ("key", "graph", "data", "desc"):
                left_out(part, self.lines, self.noticed)
        return found

    def _node(self, element: Element, parent: str | None) -> Node:
        attributes, seen, further, defaults = self._parts(element, "node")
        folder = element.get("yfiles.foldertype", "") in ("group", "folder")
        is_group = folder or any(local(part.tag) == "graph" for part in element)
        return Node(
            element.get("id", ""),
            attributes,
            seen.label,
            self.lines[element],
            title=seen.title,
            parent=parent,
            is_group=is_group,
            drawn_as=Argument if seen.is_argument else None,
            further=further,
            defaults=defaults,
        )

    def _edge(self, element: Element, *, directed: bool) -> Edge:
        attributes, seen, further, defaults = self._parts(element, "edge")
        source, target = element.get("source", ""), element.get("target", "")
        stated = element.get("directed", "true" if directed else "false").strip().lower() in ("true", "1")
        if seen.arrows is Arrows.BACKWARD:
            source, target = target, source
        return Edge(
            source,
            target,
            attributes,
            self.lines[element],
            name=element.get("id", ""),
            label=seen.label,
            directed=stated or seen.arrows in (Arrows.FORWARD, Arrows.BACKWARD, Arrows.BOTH),
            mutual=seen.arrows is Arrows.BOTH,
            arrows=seen.arrows,
            drawn_as=seen.kind,
            further=further,
            defaults=defaults,
        )

    def _parts(
        self, element: Element, owner: str
    ) -> tuple[dict[str, Value], Drawn, dict[str, Any], frozenset[str]]:
        """The attributes of an element, what is drawn for it, what else it holds, and what it only has by default."""
        seen = Drawn()
        values: list[tuple[str, Any]] = []
        further: list[tuple[str, Any]] = []
        for part in element:
            tag = local(part.tag)
            if tag == "data":
                if len(part):
                    seen = self._drawing(part, seen)
                else:
                    values.append(self._value(part, owner))
            elif tag == "desc":
                further.append((tag, (part.text or "").strip()))
            elif tag in ("port", "hyperedge", "locator"):
                further.append((tag, as_value(part)))
                message = f"an element {shown(tag)} is not read, and is in data as it is"
                severity = "warning" if tag == "hyperedge" else "info"
                self.noticed.add("element-in-data", severity, message, self.lines[part])
            elif tag not in ("graph", "node", "edge"):
                left_out(part, self.lines, self.noticed)
        attributes = by_name([*values, *further_attributes(element, _KNOWN[owner])])
        defaults = self.keys.defaults[owner]
        if not defaults:
            return attributes, seen, by_name(further), frozenset()
        unstated = self.added[owner].to(self.lines[element], attributes)
        return {**defaults, **attributes}, seen, by_name(further), unstated

    def _value(self, part: Element, owner: str) -> tuple[str, Value]:
        named = part.get("key") or ""
        key = self.keys.of[owner].get(named)
        if key is None:
            message = "a key that is not declared is read as a text attribute of its name: "
            self.noticed.add("key-undeclared", "warning", message, self.lines[part], example=shown(named))
            return named, part.text or ""
        name, type_ = key
        return name, typed(part.text or "", type_)

    def _drawing(self, part: Element, before: Drawn) -> Drawn:
        found = drawn(part)
        aside = ", except for the words in it" if found.label or found.title else ""
        message = f"the drawing in {shown(part.get('key'))} is left out{aside}"
        self.noticed.add("drawing-dropped", "info", message, self.lines[part])
        return Drawn(
            before.title or found.title,
            "\n".join(filter(None, (before.label, found.label))),
            before.kind or found.kind,
            before.is_argument or found.is_argument,
            before.arrows or found.arrows,
        )
