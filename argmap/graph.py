"""The map as a graph: networkx views, and the walks that must stay linear on large maps.

A relation is a step of its own in every walk: sources lead to it and it leads to its targets. So an
undercut bears on what the relation it aims at bears on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from argmap.errors import ArgmapError, FormatError, InvalidFileError, unknown_name
from argmap.model import Argument, ArgumentMap, Claim, Evidence, Relation, RelationKind, Utterance
from argmap.model.fields import id_of
from argmap.model.map import must_be_map
from argmap.model.relations import junctions
from argmap.values import misfit

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    must_be_map(m)
    import networkx as nx  # noqa: PLC0415 - half a second that only this view costs

    described = ("title", "metadata", "data", "accepted_findings", "parties", "sources", "sections")
    g: nx.MultiDiGraph[str] = nx.MultiDiGraph(**{name: getattr(m, name) for name in described})
    for node in m.nodes:
        g.add_node(node.id, type=type(node).__name__.lower(), text=node.text, by=node.by, record=node)
    reified = _reified(m)
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
    """The map that a graph represents: the inverse of ``to_networkx``, and a reader of graphs made by hand.

    Nodes and edges with a ``record`` are that record. A node without one becomes a record of its
    ``type`` (a claim if none is given) from its other attributes (``text``, ``by``, …); an edge without
    one becomes a relation of its ``kind``, which it must have.

    Raises:
        InvalidFileError: An edge without a kind, or attributes that no record has; every problem is listed.
        InvalidMapError: Records that do not make a map.
    """
    if not hasattr(g, "is_directed") or not hasattr(g, "edges"):
        raise misfit(g, "a graph of networkx is", FormatError, expected="a DiGraph")
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
            message = f"nodes {first!r} and {node!r} are the same as ids"
            hint = "networkx.relabel_nodes gives them other names"
            problems.append(FormatError(message, path=f"node {node!r}", found=node, hint=hint))
        elif attributes.get("type") == "relation" and record is not None:
            relations.append((attributes.get("order", len(relations)), record))
        else:
            records.append(record or _node(node, attributes, problems))
    reified = {r.id for _, r in relations}
    for start, end, attributes in g.edges(data=True):
        if attributes.get("end_of") in reified:
            continue  # the relation's own record has its ends
        record = attributes.get("record") or _edge(start, end, attributes, problems)
        relations.append((attributes.get("order", len(relations)), record))
    if problems:
        raise InvalidFileError.of("the graph is not an argument map", problems)
    relations.sort(key=lambda pair: pair[0])
    return ArgumentMap.of(
        *records,
        *[record for _, record in relations],
        title=str(g.graph.get("title", "")),
        metadata=g.graph.get("metadata"),
        data=g.graph.get("data"),
        accepted_findings=g.graph.get("accepted_findings", ()),
    )


def ancestors(m: ArgumentMap, element: str | HasId) -> tuple[str, ...]:
    """Ids of everything that bears on an element, directly or through others; nearest first.

    The relations on the way are left out.

    Raises:
        UnknownIdError: The element is not in the map.
    """
    must_be_map(m)
    steps = m.cached(_numbered)
    return _reached(m, element, steps, steps.before)


def descendants(m: ArgumentMap, element: str | HasId) -> tuple[str, ...]:
    """Ids of everything that an element bears on, directly or through others; nearest first.

    The relations on the way are left out.

    Raises:
        UnknownIdError: The element is not in the map.
    """
    must_be_map(m)
    steps = m.cached(_numbered)
    return _reached(m, element, steps, steps.after)


def components(m: ArgumentMap) -> tuple[tuple[str, ...], ...]:
    """The parts of the map that no relation connects: ids of nodes, in the order of the map.

    >>> from argmap import ArgumentMap, Claim
    >>> a, b, c = Claim("a"), Claim("b"), Claim("c")
    >>> components(ArgumentMap.of(a, b, c, a.supports(c)))
    (('a', 'c'), ('b',))
    """
    must_be_map(m)
    steps = m.cached(_numbered)
    part_of = [-1] * len(steps.ids)
    parts: list[list[str]] = []
    for n in range(steps.nodes):
        if part_of[n] < 0:
            part_of[n] = len(parts)
            stack = [n]
            while stack:
                k = stack.pop()
                for neighbours in (steps.before[k], steps.after[k]):
                    for j in neighbours:
                        if part_of[j] < 0:
                            part_of[j] = len(parts)
                            stack.append(j)
            parts.append([])
        parts[part_of[n]].append(steps.ids[n])
    return tuple(map(tuple, parts))


def topological_order(m: ArgumentMap) -> tuple[str, ...] | None:
    """Ids of the nodes so that everything comes before what it bears on, or None if there is a cycle."""
    must_be_map(m)
    steps = m.cached(_numbered)
    waiting = list(map(len, steps.before))
    order = [n for n, ends in enumerate(waiting) if not ends]
    for n in order:  # which grows meanwhile
        for k in steps.after[n]:
            waiting[k] -= 1
            if not waiting[k]:
                order.append(k)
    if len(order) < len(waiting):
        return None
    return tuple([steps.ids[n] for n in order if n < steps.nodes])


@frozen(eq=False)
class _Steps:
    """The elements of a map by number, so that walks look nothing up.

    Attributes:
        ids: The id of each, the nodes before the relations.
        number: The number of each id.
        nodes: How many of them are nodes.
        before: The numbers of what leads to each: sources to a relation, relations to their targets.
        after: The numbers of what each leads to.
    """

    ids: list[str]
    number: dict[str, int]
    nodes: int
    before: list[list[int]]
    after: list[list[int]]


def _numbered(m: ArgumentMap) -> _Steps:
    ids = [node.id for node in m.nodes]
    nodes = len(ids)
    ids += [r.id for r in m.relations]
    number = dict(zip(ids, range(len(ids)), strict=True))
    before: list[list[int]] = [[] for _ in ids]
    after: list[list[int]] = [[] for _ in ids]
    for n, relation in enumerate(m.relations, nodes):
        for i in relation.sources:
            k = number[i]
            before[n].append(k)
            after[k].append(n)
        for i in relation.targets:
            k = number[i]
            after[n].append(k)
            before[k].append(n)
    return _Steps(ids, number, nodes, before, after)


def _reached(
    m: ArgumentMap, element: str | HasId, steps: _Steps, next_to: list[list[int]]
) -> tuple[str, ...]:
    start = steps.number.get(m[element if isinstance(element, str) else id_of(element)].id)
    if start is None:
        return ()  # a party, a source or a section, which nothing bears on
    seen = bytearray(len(steps.ids))
    seen[start] = True
    found = [start]
    for n in found:  # which grows meanwhile
        for k in next_to[n]:
            if not seen[k]:
                seen[k] = True
                found.append(k)
    return tuple([steps.ids[n] for n in found[1:] if n < steps.nodes])


def _reified(m: ArgumentMap) -> set[str]:
    """Ids of the relations that cannot be a single edge between two nodes."""
    relations = {r.id for r in m.relations}
    joining = {r.id for r in m.relations if not relations.isdisjoint(r.sources + r.targets)}
    return joining | {r.id for r in junctions(m.relations)}


def _node(name: Any, attributes: Mapping[str, Any], problems: list[ArgmapError]) -> Any:
    named = {k: v for k, v in attributes.items() if k not in ("type", "order", "record")}
    kind = _TYPES.get(str(attributes.get("type", "claim")))
    if kind is None:
        problems.append(unknown_name("type", attributes["type"], _TYPES, FormatError, path=f"node {name!r}"))
        return None
    return _made(kind, {"id": str(name), **named}, f"node {name!r}", problems)


def _edge(start: Any, end: Any, attributes: Mapping[str, Any], problems: list[ArgmapError]) -> Any:
    path = f"edge {start!r} -> {end!r}"
    named = {k: v for k, v in attributes.items() if k not in ("order", "record")}
    if "kind" not in named:
        known = ", ".join(RelationKind)
        hint = 'set it: g.edges[...]["kind"]'
        problems.append(FormatError("the edge has no kind", path=path, expected=known, hint=hint))
        return None
    derived = f"{named['kind']}:{start}>{end}"
    return _made(
        Relation, {"id": derived, "sources": str(start), "targets": str(end), **named}, path, problems
    )


def _made(kind: Any, values: dict[str, Any], path: str, problems: list[ArgmapError]) -> Any:
    known = [a.name for a in kind.__attrs_attrs__]
    unknown = [k for k in values if k not in known]
    hint = "what the model has no field for belongs in 'data'"
    problems += [unknown_name("attribute", key, known, FormatError, path=path, hint=hint) for key in unknown]
    try:
        return None if unknown else kind(**values)
    except ArgmapError as error:
        error.path = path
        problems.append(error)
        return None
