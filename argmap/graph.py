"""The map as a graph: networkx views, and the walks that must stay linear on large maps.

A relation is a step of its own in every walk: sources lead to it and it leads to its targets. So an
undercut bears on what the relation it aims at bears on.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from argmap.errors import ArgmapError, FormatError, InvalidFileError, nearest
from argmap.model import Argument, ArgumentMap, Claim, Evidence, Relation, RelationKind, Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from argmap.model.fields import HasId

_TYPES: dict[str, Any] = {"claim": Claim, "evidence": Evidence, "argument": Argument, "utterance": Utterance}


def to_networkx(m: ArgumentMap) -> nx.MultiDiGraph[str]:
    """The map as a MultiDiGraph, for networkx algorithms.

    A relation from one source to one target that nothing aims at is an edge, its key the relation's id.
    Any other relation is a node of type "relation", with an edge from each source and to each target,
    so that linked premises, several targets and undercuts survive. Nodes carry ``type``, ``text``,
    ``by`` and ``record``; edges ``kind``, and ``record`` or, where they are one end of a relation that
    is a node, ``end_of``, its id. The graph is a copy: changing it leaves the map as it is.

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
            for k, i in enumerate(r.sources):
                g.add_edge(i, r.id, key=f"{r.id}<{k}", kind=str(r.kind), end_of=r.id)
            for k, i in enumerate(r.targets):
                g.add_edge(r.id, i, key=f"{r.id}>{k}", kind=str(r.kind), end_of=r.id)
        else:
            g.add_edge(r.sources[0], r.targets[0], key=r.id, kind=str(r.kind), record=r, order=n)
    return g


def from_networkx(g: nx.Graph[Any]) -> ArgumentMap:
    """The map that a graph stands for: the inverse of ``to_networkx``, and a reader of graphs made by hand.

    Nodes and edges with a ``record`` are that record. A node without one becomes a record of its
    ``type`` (a claim if none is given) from its other attributes (``text``, ``by``, …); an edge without
    one becomes a relation of its ``kind``, which it must have.

    Raises:
        InvalidFileError: An edge without a kind, or attributes that no record has; every problem is listed.
        InvalidMapError: Records that do not make a map.
    """
    if not g.is_directed():
        raise FormatError("the graph is undirected, so what bears on what is unknown", expected="a DiGraph")
    problems: list[ArgmapError] = []
    records: list[Any] = [r for name in ("parties", "sources", "sections") for r in g.graph.get(name, ())]
    relations: list[tuple[int, Any]] = []
    names: dict[str, Any] = {}
    for node, attributes in g.nodes(data=True):
        first = names.setdefault(str(node), node)
        record = attributes.get("record")
        if first != node:
            problems.append(
                FormatError(
                    f"nodes {first!r} and {node!r} are the same as ids",
                    path=f"node {node!r}",
                    found=node,
                    hint="networkx.relabel_nodes gives them other names",
                )
            )
        elif attributes.get("type") == "relation" and record is not None:
            relations.append((attributes.get("order", len(relations)), record))
        else:
            records.append(record if record is not None else _node(node, attributes, problems))
    reified = {r.id for _, r in relations}
    for start, end, attributes in g.edges(data=True):
        if attributes.get("end_of") in reified:
            continue  # the relation's own record has its ends
        record = attributes.get("record")
        if record is None:
            record = _edge(start, end, attributes, problems)
        relations.append((attributes.get("order", len(relations)), record))
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise InvalidFileError(f"the graph is not an argument map: {count}", problems)
    relations.sort(key=lambda pair: pair[0])
    return ArgumentMap.of(
        *records,
        *[record for _, record in relations],
        title=str(g.graph.get("title", "")),
        metadata=g.graph.get("metadata"),
        data=g.graph.get("data"),
    )


def ancestors(m: ArgumentMap, element: str | HasId) -> tuple[str, ...]:
    """Ids of everything that bears on an element, directly or through others; nearest first.

    The relations on the way are left out.

    Raises:
        UnknownIdError: The element is not in the map.
    """
    return _reached(m, element, 1, {r.id: r.sources for r in m.relations})


def descendants(m: ArgumentMap, element: str | HasId) -> tuple[str, ...]:
    """Ids of everything that an element bears on, directly or through others; nearest first.

    The relations on the way are left out.

    Raises:
        UnknownIdError: The element is not in the map.
    """
    return _reached(m, element, 0, {r.id: r.targets for r in m.relations})


def components(m: ArgumentMap) -> tuple[tuple[str, ...], ...]:
    """The parts of the map that no relation connects: ids of nodes, in the order of the map.

    >>> from argmap import ArgumentMap, Claim
    >>> a, b, c = Claim("a"), Claim("b"), Claim("c")
    >>> components(ArgumentMap.of(a, b, c, a.supports(c)))
    (('a', 'c'), ('b',))
    """
    links = m.links
    ends = {r.id: r.sources + r.targets for r in m.relations}
    part_of: dict[str, int] = {}
    parts: list[list[str]] = []
    for node in m.nodes:
        if node.id not in part_of:
            part_of[node.id] = len(parts)
            queue = [node.id]
            while queue:
                i = queue.pop()
                for j in (*ends.get(i, ()), *(r.id for side in links.get(i, ()) for r in side)):
                    if j not in part_of:
                        part_of[j] = len(parts)
                        queue.append(j)
            parts.append([])
        parts[part_of[node.id]].append(node.id)
    return tuple(map(tuple, parts))


def topological_order(m: ArgumentMap) -> tuple[str, ...] | None:
    """Ids of the nodes so that everything comes before what it bears on, or None if there is a cycle."""
    links = m.links
    waiting = {r.id: len(r.sources) for r in m.relations}
    for r in m.relations:
        for i in r.targets:
            waiting[i] = waiting.get(i, 0) + 1
    targets = {r.id: r.targets for r in m.relations}
    nodes = dict.fromkeys([node.id for node in m.nodes])
    queue = deque([i for i in (*nodes, *targets) if not waiting.get(i)])
    order = []
    while queue:
        i = queue.popleft()
        order.append(i)
        following = list(targets.get(i, ()))
        if i in links:
            following += [r.id for r in links[i][0] for s in r.sources if s == i]
        for j in following:
            waiting[j] -= 1
            if not waiting[j]:
                queue.append(j)
    if len(order) < len(nodes) + len(targets):
        return None
    return tuple([i for i in order if i in nodes])


def _reached(
    m: ArgumentMap, element: str | HasId, side: int, ends: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The nodes that steps lead to, through relations, of which only ``ends`` are followed."""
    links = m.links
    start = m[element if isinstance(element, str) else element.id].id
    seen = {start: None}
    queue = deque([start])
    while queue:
        i = queue.popleft()
        found = list(ends.get(i, ()))
        if i in links:
            found += [r.id for r in links[i][side]]
        for j in found:
            if j not in seen:
                seen[j] = None
                queue.append(j)
    return tuple([i for i in seen if i != start and i not in ends])


def _reified(m: ArgumentMap) -> Iterable[str]:
    """Ids of the relations that cannot be a single edge between two nodes."""
    steps = {r.id for r in m.relations}
    for r in m.relations:
        yield from (i for i in r.sources + r.targets if i in steps)
        if len(r.sources) != 1 or len(r.targets) != 1 or not steps.isdisjoint(r.sources + r.targets):
            yield r.id


def _node(name: Any, attributes: Mapping[str, Any], problems: list[ArgmapError]) -> Any:
    rest = {k: v for k, v in attributes.items() if k not in ("type", "order", "record")}
    kind = _TYPES.get(str(attributes.get("type", "claim")))
    if kind is None:
        known = ", ".join(_TYPES)
        problems.append(
            FormatError(
                f"unknown type {attributes['type']!r}, expected one of: {known}",
                path=f"node {name!r}",
                found=attributes["type"],
                expected=known,
            )
        )
        return None
    return _made(kind, {"id": str(name), **rest}, f"node {name!r}", problems)


def _edge(start: Any, end: Any, attributes: Mapping[str, Any], problems: list[ArgmapError]) -> Any:
    path = f"edge {start!r} -> {end!r}"
    rest = {k: v for k, v in attributes.items() if k not in ("order", "record")}
    if "kind" not in rest:
        known = ", ".join(RelationKind)
        problems.append(
            FormatError(
                "the edge has no kind", path=path, expected=known, hint='set it: g.edges[...]["kind"]'
            )
        )
        return None
    derived = f"{rest['kind']}:{start}>{end}"
    return _made(
        Relation, {"id": derived, "sources": str(start), "targets": str(end), **rest}, path, problems
    )


def _made(kind: Any, values: dict[str, Any], path: str, problems: list[ArgmapError]) -> Any:
    known = [a.name for a in kind.__attrs_attrs__]
    unknown = [k for k in values if k not in known]
    problems += [
        FormatError(
            f"unknown attribute {key!r}",
            path=path,
            found=key,
            nearest=nearest(str(key), known),
            hint="what the model has no field for belongs in 'data'",
        )
        for key in unknown
    ]
    try:
        return None if unknown else kind(**values)
    except ArgmapError as error:
        error.path = path
        problems.append(error)
        return None
