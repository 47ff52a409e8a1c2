"""The edges of a graph as relations."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import frozen

from argmap.errors import FormatError, unknown_name
from argmap.ids import unique_ids
from argmap.messages import Hint, shown
from argmap.model import Relation, RelationKind
from argmap.serializers.common.property_graph.ends import UNDERCUT_OF_CLAIM, Ends, notice_arrows
from argmap.serializers.common.property_graph.kinds import saying
from argmap.serializers.common.relation_words import given_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from argmap.serializers.common.property_graph.graph import Edge
    from argmap.serializers.common.property_graph.kinds import Saying
    from argmap.serializers.common.property_graph.rows import Json, Rows

SHOWN: Final = 3  # attributes of an edge that does not say its kind


@frozen
class Options:
    """How a caller wants edges to be read.

    Attributes:
        kind: The kind of relation that an edge is that does not say it; None if every edge must.
        words: Further words for kinds of relations.
        directed: Whether edges without a direction go from their first node to their second.
    """

    kind: str | None
    words: Mapping[str, RelationKind]
    directed: bool


def options(kind: str | None, *, directed: bool, **words: str | tuple[str, ...]) -> Options:
    """What a caller wants, if there is a kind of that name.

    Args:
        kind: The kind of relation of edges that do not say a known one.
        directed: Whether edges without a direction go from their first node to their second.
        **words: Further words for kinds of relations, by kind.

    Raises:
        FormatError: There is none.
    """
    if kind is not None and kind not in list(RelationKind):
        raise unknown_name("kind of relation", kind, RelationKind, FormatError)
    return Options(kind, given_words({RelationKind(k): given for k, given in words.items()}), directed)


def take_edges(edges: list[Edge], rows: Rows, options: Options) -> None:
    """Add a relation for each edge; those at which other edges aim are called by their own names."""
    named = {e.name for e in edges if e.name} - rows.ids.keys()
    aimed_at = {end for e in edges for end in (e.source, e.target)} & named
    names = [*dict.fromkeys(e.name for e in edges if e.name in aimed_at)]
    taken = rows.taken()
    called = dict(zip(names, unique_ids(names, taken), strict=True))
    ends = {**rows.ids, **called}
    inferences = {*called.values(), *rows.known["argument"], *(str(r["id"]) for r in rows.relations.values())}
    times = Counter(str(e.attributes["id"]) for e in edges if "id" in e.attributes and e.name not in called)
    rows.own_ids = {i for i, n in times.items() if n == 1} - taken - {*called.values()}
    joined = Ends(rows)
    for edge in edges:
        if _has_ends(edge, ends, rows) and not joined.take(edge, ends, directed=options.directed):
            _take_edge(edge, ends, inferences, rows, options, called.get(edge.name))
    joined.finish(inferences)
    _name_relations(rows)


def _has_ends(edge: Edge, ends: Mapping[str, str], rows: Rows) -> bool:
    """Whether there is what an edge joins."""
    for what, name in (("source", edge.source), ("target", edge.target)):
        if not name:
            which = f" that says {shown(edge.label)}" if edge.label else ""
            rows.wrong(f"an edge{which} has no {what}", edge.line)
            return False
        if name not in ends:
            rows.missing(name, ends, edge.line)
            return False
    return True


def _take_edge(
    edge: Edge,
    ends: Mapping[str, str],
    inferences: AbstractSet[str],
    rows: Rows,
    options: Options,
    i: str | None,
) -> None:
    said = saying(edge, options.words)
    attributes: Json = dict(edge.attributes)
    order = attributes.pop("order") if said.kind and isinstance(attributes.get("order"), int) else None
    kept = {name: attributes.pop(name) for name in said.kept}
    for name in said.spent:
        del attributes[name]
    fields, foreign = rows.fields(attributes, Relation, edge)
    foreign = {**kept, **foreign}
    kind = said.kind or fields.get("kind") or options.kind
    if edge.label and not said.label_spent:
        foreign["label"] = edge.label
    if not _is_right(edge, said, kind, rows, options):
        return
    source, target = ends[edge.source], ends[edge.target]
    if said.reversed:
        source, target = target, source
    if kind == RelationKind.UNDERCUT and target not in inferences:
        rows.noticed.add("undercut-of-claim", "warning", UNDERCUT_OF_CLAIM, edge.line)
        foreign.setdefault("label", said.words or str(kind))
        kind = RelationKind.ATTACK
    fields |= {"kind": kind, "sources": [source], "targets": [target]}
    if i is not None:
        fields["id"] = i
    rows.add(Relation, fields, foreign, edge.line, order)
    if edge.mutual and not RelationKind(str(kind)).symmetric:
        back = {name: value for name, value in fields.items() if name != "id"}
        rows.add(Relation, {**back, "sources": [target], "targets": [source]}, {}, edge.line, order)


def _is_right(edge: Edge, said: Saying, kind: str | None, rows: Rows, options: Options) -> bool:
    """Whether an edge has a kind and a direction; what is odd about it is noticed."""
    if kind is None and said.unknown:
        hint = Hint(
            "say what it means with {support} or {attack}, or name the kind of all such edges with {kind}",
            support=said.unknown,
            attack=said.unknown,
            kind=...,
        )
        message = f"an edge says {shown(said.unknown)}, which is no known kind of relation"
        rows.wrong(message, edge.line, hint)
        return False
    if kind is None:
        hint = Hint("name the kind of all with {kind}", kind=...)
        words = [
            f"{name}={shown(value)}" for name, value in edge.attributes.items() if isinstance(value, str)
        ]
        others = f", only {', '.join(words[:SHOWN])}" if words else ""
        rows.wrong(f"an edge has no attribute 'kind'{others}", edge.line, hint)
        return False
    is_symmetric = RelationKind(kind).symmetric
    if not edge.directed and not is_symmetric and not options.directed:
        rows.without_direction.append(edge.line)
        return False
    said.report(rows.noticed, edge, kind)
    if not is_symmetric:
        notice_arrows(edge, rows.noticed)
    return True


def _name_relations(rows: Rows) -> None:
    """Give ids to relations without one, which no other record has."""
    relations = [row.fields for row in rows.of[Relation]]
    taken = {*rows.taken(), *(i for r in relations if isinstance(i := r.get("id"), str))}
    unnamed = [r for r in relations if "id" not in r]
    wishes = [f"{r['kind']}:{r['sources'][0]}>{r['targets'][0]}" for r in unnamed]
    for r, i in zip(unnamed, unique_ids(wishes, taken), strict=True):
        r["id"] = i
