"""draw.io to maps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from argmap.diagnostics import Report, ignored
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.serializers.common.html_words import words_of
from argmap.serializers.common.property_graph.edges import options
from argmap.serializers.common.property_graph.foreign import Noticed
from argmap.serializers.common.property_graph.graph import Arrows, Edge, Graph, Node, Value, typed
from argmap.serializers.common.property_graph.reading import to_map
from argmap.serializers.common.property_graph.several import joined
from argmap.serializers.drawio.pages import cells_of, pages_of

if TYPE_CHECKING:
    from argmap.model import ArgumentMap
    from argmap.serializers.drawio.pages import Cell, Page

NAME: Final = "drawio"
_HEADS: Final = frozenset(
    ("classic", "classicThin", "block", "blockThin", "open", "openThin", "async", "openAsync", "doubleBlock")
)
_END: Final = "classic"  # at the second end of a line that does not say otherwise
_UNNAMED: Final = re.compile(r"\S+-[0-9]+")  # "Page-1", "Seite-1": a name that nobody has given


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
    """Read the diagrams of a file: boxes with words are claims, lines between them are relations of the kind they say.

    Containers, groups and layers with a name are sections, and so is each page where there are several. Boxes with
    nothing but "+", "-" or "supports" in them are relations. Attributes of boxes and lines are fields as in GraphML;
    others are in ``data["drawio"]``.

    Args:
        text: The file: ``mxfile``, compressed or not, ``mxGraphModel``, or an SVG that holds its diagram.
        kind: The kind of relation of lines that do not say a known one; an error by default.
        support: Words of lines that mean support, besides the usual ones.
        attack: Words that mean attack.
        undercut: Words that mean undercut.
        rephrase: Words that mean rephrase.
        directed: Whether lines without an arrow go from where they start to where they end; an error by default.
        recover: Whether to report what cannot be read as errors, and to go on without it.
        report: Receives a diagnostic for what is left out, such as looks, and for what is odd.

    Raises:
        LimitError: A compressed page is larger than the limits in force allow.
        FormatError: Not of draw.io, or several problems.
        InvalidMapError: Records that do not make a map.

    >>> m = loads('''<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
    ... <mxCell id="a" value="Tea is good." vertex="1" parent="1"/>
    ... <mxCell id="b" value="It helps." vertex="1" parent="1"/>
    ... <mxCell id="e" value="supports" edge="1" parent="1" source="b" target="a"/></root></mxGraphModel>''')
    >>> m.relations
    (Relation('support:b>a', 'support', ('b',), ('a',)),)
    """
    wanted = options(
        kind, directed=directed, support=support, attack=attack, undercut=undercut, rephrase=rephrase
    )
    noticed = Noticed()
    with GarbageCollectionPaused():
        pages, about = pages_of(text, report)
        further: dict[str, Any] = {"file": about} if about else {}
        found = [(page, _Reading(page, noticed).graph()) for page in pages]
        if len(found) == 1:
            ((page, graph),) = found
            title = {} if _UNNAMED.fullmatch(page.name) or not page.name else {"title": page.name}
            named = {"page": page.name} if page.name and not title else {}
            graph = Graph({**title}, graph.nodes, graph.edges, {**further, **named})
        else:
            parts = [
                (Node(page.id or page.name or f"page {n}", {}, line=page.line, title=page.name), graph)
                for n, (page, graph) in enumerate(found, 1)
            ]
            graph = joined(Graph(further=further), parts, noticed)
        noticed.report(report)
        return to_map(graph, NAME, wanted, report, recover=recover)


class _Reading:
    """The boxes and lines of a page."""

    def __init__(self, page: Page, noticed: Noticed) -> None:
        self.page = page
        self.noticed = noticed
        self.cells = [*cells_of(page, noticed)]
        self.lines = {cell.id for cell in self.cells if cell.is_line}
        self.layers = {cell.id: _words(cell) for cell in self.cells if not cell.is_box and not cell.is_line}
        self.ends = {end for cell in self.cells if cell.is_line for end in (cell.source, cell.target)}
        self.holders = {cell.parent for cell in self.cells if cell.is_box and cell.parent not in self.lines}
        self.labels: dict[str, list[str]] = {}
        for cell in self.cells:
            if cell.is_box and cell.parent in self.lines and (words := _words(cell)):
                self.labels.setdefault(cell.parent, []).append(words)

    def graph(self) -> Graph:
        """The boxes as nodes and the lines as edges."""
        found = Graph()
        for cell in self.cells:
            if cell.is_line:
                found.edges.extend(self._edge(cell))
            elif cell.id in self.layers:
                if self.layers[cell.id] and cell.id in self.holders:
                    found.nodes.append(Node(cell.id, {}, self.layers[cell.id], cell.line, is_group=True))
            elif cell.parent not in self.lines:
                found.nodes.extend(self._node(cell))
        if self.cells:
            message = "looks and places of shapes are left out"
            self.noticed.add("drawing-dropped", "info", message, self.page.line)
        return found

    def _node(self, cell: Cell) -> list[Node]:
        words, is_group = _words(cell), cell.id in self.holders
        if not (words or cell.attributes or cell.id in self.ends or is_group):
            self.noticed.add("drawing-dropped", "info", "a shape without words is left out", cell.line)
            return []
        is_on_page = not cell.parent or not self.layers.get(cell.parent, cell.parent)
        parent = None if is_on_page else cell.parent
        return [Node(cell.id, _attributes(cell), words, cell.line, parent=parent, is_group=is_group)]

    def _edge(self, cell: Cell) -> list[Edge]:
        label = "\n".join(filter(None, [_words(cell), *self.labels.get(cell.id, ())]))
        if not (cell.source or cell.target or label or cell.attributes):
            self.noticed.add("drawing-dropped", "info", "a line that joins nothing is left out", cell.line)
            return []
        arrows = _arrows(cell)
        ends = (cell.source, cell.target)
        source, target = reversed(ends) if arrows is Arrows.BACKWARD else ends
        return [
            Edge(
                source,
                target,
                _attributes(cell),
                cell.line,
                name=cell.id,
                label=label,
                directed=arrows is not Arrows.NONE,
                mutual=arrows is Arrows.BOTH,
                arrows=arrows,
            )
        ]


def _attributes(cell: Cell) -> dict[str, Value]:
    """What the author of a cell states of it; they are all texts, except for what can only be a number."""
    found: dict[str, Value] = dict(cell.attributes)
    if "weight" in found:
        found["weight"] = typed(cell.attributes["weight"], "double")
    return found


def _arrows(cell: Cell) -> Arrows:
    """The ends with arrows; a sign of another kind at the second end counts as one."""
    start = cell.style.get("startArrow", "none") in _HEADS
    end = cell.style.get("endArrow", _END)
    if end in _HEADS:
        return Arrows.BOTH if start else Arrows.FORWARD
    if start:
        return Arrows.BACKWARD
    return Arrows.NONE if end == "none" else Arrows.FORWARD


def _words(cell: Cell) -> str:
    is_html = cell.style.get("html") == "1"
    return words_of(cell.value) if is_html else cell.value.strip()
