"""The map as a graph: networkx views, and the walks that must stay linear on large maps.

A relation is a step of its own in every walk: sources lead to it and it leads to its targets. So an
undercut bears on what the relation it aims at bears on.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.model import Argument, ArgumentMap, Claim, Evidence, Relation, Utterance
from argmap.model.validation import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

    from argmap.model.fields import HasId

_TYPES: dict[str, Any] = {"claim": Claim, "evidence": Evidence, "argument": Argument, "utterance": Utterance}


def to_networkx(m: ArgumentMap) -> nx.MultiDiGraph[str]:
    """The map as a MultiDiGraph, for networkx algorithms.

    A relation from one source to one target that nothing aims at is an edge, its key the relation's id.
    Any other relation is a node of type "relation", with an edge from each source and to each target,
    so that linked premises, several targets and undercuts survive. Nodes carry ``type``, ``text``,
    ``by`` and ``record``; edges ``kind`` and ``record``. The graph is a copy: changing it leaves
    the map as it is.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, stay = Claim("cap"), Claim("stay")
    >>> list(to_networkx(ArgumentMap.of(cap, stay, stay.supports(cap))).edges(keys=True))
    [('stay', 'cap', 'support:stay>cap')]
    """
    import networkx as nx  # noqa: PLC0415 - half a second that only this view costs

    g: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        title=m.title,
        metadata=m.metadata,
        data=m.data,
        parties=m.parties,
        sources=m.sources,
        sections=m.sections,
    )
    for node in m.nodes:
        g.add_node(node.id, type=type(node).__name__.lower(), text=node.text, by=node.by, record=node)
    reified = set(_reified(m))
    g.add_nodes_from(
        (r.id, {"type": "relation", "kind": str(r.kind), "by": r.by, "record": r, "order": n})
        for n, r in enumerate(m.relations)
        if r.id in reified
    )
    for n, r in enumerate(m.relations):
        if r.id in reified:
            g.add_edges_from((i, r.id, f"{r.id}<{k}", {"kind": str(r.kind)}) for k, i in enumerate(r.sources))
            g.add_edges_from((r.id, i, f"{r.id}>{k}", {"kind": str(r.kind)}) for k, i in enumerate(r.targets))
        else:
            g.add_edge(r.sources[0], r.targets[0], key=r.id, kind=str(r.kind), record=r, order=n)
    return g


def from_networkx(g: nx.Graph[Any]) -> ArgumentMap:
    """The map that a graph stands for: the inverse of ``to_networkx``, and a reader of graphs made by hand.

    Nodes and edges without a ``record`` are read from their attributes: nodes need none (``type``
    is "claim" unless given; ``text``, ``by`` and other fields of the record are taken over), edges need
    ``kind``; nodes of type "relation" need ``kind`` too, and take their ends from the edges.

    Raises:
        InvalidFileError: An edge without a kind, or attributes that no record has; every problem is listed.
        InvalidMapError: Records that do not make a map.
    """
    if not g.is_directed():
        raise FormatError(
            "the graph is undirected, so what bears on what is not known", expected="a DiGraph or MultiDiGraph"
        )
    problems: list[ArgmapError] = []
    records: list[Any] = [r for name in ("parties", "sources", "sections") for r in g.graph.get(name, ())]
    relations: list[tuple[int, Any]] = []
    for node, attributes in g.nodes(data=True):
        record = attributes.get("record")
        if attributes.get("type") == "relation":
            record = record or _relation(g, node, attributes, problems)
            relations.append((attributes.get("order", len(relations)), record))
        else:
            records.append(record or _node(node, attributes, problems))
    is_relation = {n for n, kind in g.nodes(data="type") if kind == "relation"}
    for start, end, attributes, key in _edges(g):
        if start in is_relation or end in is_relation:
            if "record" not in attributes and not _belongs(g, start, end, is_relation):
                problems.append(FormatError(f"edge {start!r} -> {end!r} has no record", path=f"edge {key!r}"))
            continue
        record = attributes.get("record") or _edge(start, end, attributes, key, problems)
        relations.append((attributes.get("order", len(relations)), record))
    if problems:
        raise InvalidFileError(f"the graph is not an argument map: {len(problems)} problems", problems)
    relations.sort(key=lambda pair: pair[0])
    return ArgumentMap.of(
        *records,
        *[r for _, r in relations],
        title=str(g.graph.get("title", "")),
        metadata=g.graph.get("metadata"),
        data=g.graph.get("data"),
    )
