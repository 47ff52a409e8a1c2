"""The map as a graph: nothing is lost on the way there and back, and the walks agree with networkx's."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

from argmap.errors import InvalidFileError
from argmap.graph import ancestors, components, descendants, from_networkx, to_networkx, topological_order
from argmap.model import ArgumentMap, Claim
from argmap.testing import maps


def expanded(m: ArgumentMap) -> nx.DiGraph[str]:
    """Every element a node: what the walks go along."""
    g: nx.DiGraph[str] = nx.DiGraph()
    g.add_nodes_from([e.id for e in (*m.nodes, *m.relations)])
    g.add_edges_from((i, r.id) for r in m.relations for i in r.sources)
    g.add_edges_from((r.id, i) for r in m.relations for i in r.targets)
    return g


@given(maps(hostile=True))
def test_round_trip_through_networkx_is_the_same_map(m: ArgumentMap) -> None:
    g = to_networkx(m)
    assert from_networkx(g) == m
    assert from_networkx(g.copy()) == m


@given(maps())
def test_the_view_has_every_node_and_end(m: ArgumentMap) -> None:
    g = to_networkx(m)
    steps = {i for i, attributes in g.nodes(data=True) if attributes["type"] == "relation"}
    assert set(g) - steps == {n.id for n in m.nodes}
    plain = [r for r in m.relations if r.id not in steps]
    assert all(g.has_edge(r.sources[0], r.targets[0], key=r.id) for r in plain)
    ends = sum(len(r.sources) + len(r.targets) for r in m.relations if r.id in steps)
    assert g.number_of_edges() == len(plain) + ends


@given(maps(nested=False, kinds=["support", "attack"]))  # type: ignore[list-item]
def test_reachability_in_the_view_is_reachability_in_the_map(m: ArgumentMap) -> None:
    g = to_networkx(m)
    steps = {r.id for r in m.relations}
    for node in m.nodes:
        assert set(ancestors(m, node)) == nx.ancestors(g, node.id) - steps


@given(maps())
def test_walks_agree_with_networkx(m: ArgumentMap) -> None:
    g = expanded(m)
    steps = {r.id for r in m.relations}
    for element in g:
        assert set(ancestors(m, element)) == nx.ancestors(g, element) - steps
        assert set(descendants(m, element)) == nx.descendants(g, element) - steps
    parts = {frozenset(part - steps) for part in nx.weakly_connected_components(g)}
    found = components(m)
    assert {frozenset(part) for part in found} == parts - {frozenset()}
    place = {node.id: n for n, node in enumerate(m.nodes)}
    assert all([place[i] for i in part] == sorted(place[i] for i in part) for part in found)
    assert [place[part[0]] for part in found] == sorted(place[part[0]] for part in found)


@given(maps())
def test_ancestors_come_nearest_first(m: ArgumentMap) -> None:
    g = expanded(m)
    for node in m.nodes:
        distance = nx.single_target_shortest_path_length(g, node.id)
        steps = [dict(distance)[i] for i in ancestors(m, node)]
        assert steps == sorted(steps)


@given(maps())
def test_the_order_is_topological_or_there_is_a_cycle(m: ArgumentMap) -> None:
    g = expanded(m)
    order = topological_order(m)
    assert (order is not None) == nx.is_directed_acyclic_graph(g)
    if order is not None:
        assert sorted(order) == sorted(n.id for n in m.nodes)
        place = {i: n for n, i in enumerate(order)}
        assert all(place[a] < place[i] for i in order for a in ancestors(m, i))


@given(maps(min_claims=1))
def test_an_edge_drawn_by_hand_is_never_dropped(m: ArgumentMap) -> None:
    g = to_networkx(m.add(Claim("new")))
    for node in list(g):
        g.add_edge("new", node, key=f"by hand {node}", kind="attack", id=f"by hand {node}")
    read = from_networkx(g)
    assert {r.targets[0] for r in read.relations if r.id.startswith("by hand")} == set(g)


@given(maps(min_claims=1))
def test_an_edge_without_a_kind_is_a_problem(m: ArgumentMap) -> None:
    g = to_networkx(m)
    g.add_edge(m.claims[0].id, m.claims[0].id)
    with pytest.raises(InvalidFileError) as caught:
        from_networkx(g)
    assert [p.message for p in caught.value.exceptions] == ["the edge has no kind"]
