"""Graphs to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.diagnostics import Diagnostic, Severity
from argmap.errors import ArgmapError, InvalidFileError
from argmap.messages import shown
from argmap.model import ArgumentMap, Party, Relation, Section, Source
from argmap.model.data import as_data
from argmap.model.records import COLLECTIONS
from argmap.serializers.common.property_graph.edges import take_edges
from argmap.serializers.common.property_graph.nodes import take_nodes
from argmap.serializers.common.property_graph.rows import BY_JSON, Row, Rows, is_ours
from argmap.serializers.common.property_graph.writing import ATTRIBUTES, TITLES
from argmap.serializers.common.relations import with_all_ends

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.diagnostics import Report
    from argmap.serializers.common.property_graph.edges import Options
    from argmap.serializers.common.property_graph.graph import Graph
    from argmap.serializers.common.property_graph.rows import Json


def to_map(
    graph: Graph, format: str, options: Options, report: Report, *, recover: bool = False
) -> ArgumentMap:
    """The map of a graph.

    Args:
        graph: The graph.
        format: The name under which ``data`` holds what is not of the model.
        options: How a caller wants edges to be read.
        report: Receives a diagnostic for each kind of thing that does not mean what a field of its name means.
        recover: Whether to report nodes and edges that cannot be read as errors, and to go on without them.

    Raises:
        InvalidFileError: Nodes that come twice, edges without a kind, ends that are missing.
        InvalidMapError: Records that do not make a map.
    """
    rows = Rows(format)
    about = _about(graph, rows)
    take_nodes(graph, rows)
    take_edges(graph.edges, rows, options)
    undirected = rows.undirected(len(graph.edges))
    if recover:
        _report_problems([*rows.problems, *undirected], report)
        rows.problems, undirected = [], []
    last = len(rows.of[Relation]) + len(graph.nodes)
    rows.of[Relation].sort(key=lambda row: row.order if isinstance(row.order, int) else last)
    read = {**COLLECTIONS, **ATTRIBUTES}
    collections: Json = {name: rows.records(kind) for kind, name in read.items()}
    if recover:
        collections["relations"] = _with_all_ends(collections["relations"], rows, report)
    described: dict[str, Any] = {"title": str(about.get("title", ""))}
    for name in BY_JSON:
        try:
            described[name] = as_data(about.get(name))
        except ArgmapError as error:
            rows.problems.append(error)
    if undirected and not rows.problems:
        raise undirected[0]
    rows.problems += undirected
    if rows.problems:
        raise InvalidFileError.of("the graph is not an argument map", rows.problems)
    rows.noticed.report(report)
    return ArgumentMap(**collections, **described)


def _about(graph: Graph, rows: Rows) -> Json:
    """What the document says of the map; records that are attributes of the graph get their rows."""
    about = rows.from_json(graph.attributes, None)
    foreign: Json = dict(graph.further)
    titled = "title" in graph.attributes or "title" in about
    for name, value in graph.attributes.items():
        if name == "title" or (name in TITLES and not titled):
            about["title"] = value
            titled = True
        elif not is_ours(name, value):
            foreign[name] = value
    rows.put_in_data(about, foreign)
    for kind, name in ATTRIBUTES.items():
        if isinstance(found := about.get(name), list):
            rows.of[kind] = [Row(row) for row in found]
    for what, kind in (("party", Party), ("source", Source), ("section", Section)):
        ids = (row.fields.get("id") for row in rows.of[kind] if isinstance(row.fields, dict))
        rows.known[what] = {i for i in ids if isinstance(i, str)}
    return about


def _report_problems(problems: Iterable[ArgmapError], report: Report) -> None:
    """Report what cannot be read of nodes and edges."""
    for p in problems:
        report(Diagnostic("not-read", Severity.ERROR, p.message, line=p.line, hint=p.hint))


def _with_all_ends(relations: Iterable[Relation], rows: Rows, report: Report) -> Iterable[Relation]:
    """The relations without those that join one that could not be read."""
    held = with_all_ends(relations, {*rows.ids.values()})
    for r in relations:
        if r.id not in held:
            message = f"the relation {shown(r.id)} joins one that is not read, and is left out"
            report(Diagnostic("not-read", Severity.ERROR, message, ids=(r.id,)))
    return held.values()
