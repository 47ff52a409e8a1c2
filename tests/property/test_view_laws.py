"""What holds of every part of every map: it is a map, nothing of the whole is lost count of, it looks as the whole."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, Evidence, Party, RelationKind, Section, Style, View, ancestors, view
from argmap.rendering.cards.scene import scene
from argmap.testing import maps
from argmap.viewing.walking import joined
from argmap.words import theses

MAPS = maps(max_claims=6, max_relations=8, hostile=True)


def ids(part: View) -> set[str]:
    return {n.id for n in part.map.nodes}


@st.composite
def asked(draw: st.DrawFn, m: ArgumentMap) -> dict[str, Any]:
    """What can be asked of a map: each of the arguments, where the map has what they name."""
    nodes, parties = [n.id for n in m.nodes], [p.id for p in m.parties]
    tags = [t for e in (*m.nodes, *m.relations) for t in e.tags]
    known: dict[str, list[Any]] = {
        "root": nodes,
        "depth": [0, 1, 2],
        "party": parties,
        "between": [pair for pair in product(parties, parties) if pair[0] != pair[1]],
        "tag": tags,
        "section": [s.id for s in m.sections],
        "around": nodes,
        "evidence": [True, False],
    }
    names = draw(st.sets(st.sampled_from([name for name, values in known.items() if values]), max_size=3))
    found = {name: draw(st.sampled_from(known[name])) for name in sorted(names)}
    return found | ({"hops": draw(st.integers(0, 3))} if "around" in found else {})


@st.composite
def parts(draw: st.DrawFn) -> View:
    m = draw(MAPS)
    return view(m, **draw(asked(m)))


@given(MAPS)
def test_what_asks_for_nothing_is_the_whole(m: ArgumentMap) -> None:
    part = view(m)
    assert part.map is m
    assert part == View(m) == View(m, m)
    assert part.cut == {}
    assert part.elsewhere == 0


@given(parts())
def test_a_part_is_a_valid_map_of_records_of_the_whole_in_its_order(part: View) -> None:
    assert ArgumentMap.of(*part.map, data=part.map.data).nodes == part.map.nodes
    order = [r.id for r in part.whole]
    assert [r.id for r in part.map] == sorted((r.id for r in part.map), key=order.index)
    assert all(part.whole[r.id] is r for r in part.map)


@given(parts())
def test_relations_are_there_if_all_that_they_join_is(part: View) -> None:
    left_out = {n.id for n in part.whole.nodes} - ids(part)
    for r in part.whole.relations:
        assert (r.id in part.map) == left_out.isdisjoint(joined(part.whole, [r.id]))


@given(MAPS)
def test_linked_premises_of_what_is_reached_are_there(m: ArgumentMap) -> None:
    for n in m.nodes:
        for part in (view(m, root=n.id), view(m, root=n.id, depth=1), view(m, around=n.id)):
            for r in m.incoming(n.id):
                if r.kind is not RelationKind.TRANSITION:
                    assert r.id in part.map


@given(parts())
def test_everything_is_counted_once(part: View) -> None:
    behind = [i for left_out in part.behind.values() for i in left_out]
    assert len(behind) == len({*behind})
    assert ids(part).isdisjoint(behind)
    assert ids(part) >= part.behind.keys()
    assert sum(part.cut.values()) == len(behind)
    assert len(ids(part)) + len(behind) + part.elsewhere == len(part.whole.nodes)
    assert 0 not in part.cut.values()


@given(parts())
def test_what_is_behind_something_bears_on_it(part: View) -> None:
    for i, left_out in part.behind.items():
        assert ids(view(part.whole, root=i)) >= {*left_out}


@given(parts())
def test_what_bears_on_a_part_is_behind_something_in_it(part: View) -> None:
    bearing = {i for n in ids(part) for i in ancestors(part.whole, n) if _no_dialogue(part.whole)}
    behind = {i for left_out in part.behind.values() for i in left_out}
    assert bearing - ids(part) <= behind


def _no_dialogue(m: ArgumentMap) -> bool:
    return all(r.kind is not RelationKind.TRANSITION for r in m.relations)


@given(MAPS)
def test_a_branch_holds_all_that_bears_on_its_root(m: ArgumentMap) -> None:
    for n in m.nodes:
        branch = ids(view(m, root=n.id))
        assert n.id in branch
        if _no_dialogue(m):
            assert branch >= {*ancestors(m, n.id)}


@given(MAPS)
def test_deeper_parts_hold_the_shallower_ones(m: ArgumentMap) -> None:
    for n in m.nodes[:3]:
        branches = [ids(view(m, root=n.id, depth=depth)) for depth in range(5)]
        assert all(a <= b for a, b in pairwise(branches))
        assert branches[-1] <= ids(view(m, root=n.id))
        rings = [ids(view(m, around=n.id, hops=hops)) for hops in range(5)]
        assert all(a <= b for a, b in pairwise(rings))
        assert n.id in rings[0]


@given(MAPS)
def test_depth_without_a_root_leaves_nothing_uncounted(m: ArgumentMap) -> None:
    part = view(m, depth=0)
    assert {r.id for r in m.roots} <= ids(part)
    assert part.elsewhere == 0


@given(st.data(), MAPS)
def test_what_fits_two_wishes_fits_each(data: st.DataObject, m: ArgumentMap) -> None:
    wishes = data.draw(asked(m))
    depth = {"depth": wishes["depth"]} if "depth" in wishes else {}
    whole = ids(view(m, **wishes))
    for name in wishes.keys() - {"depth", "hops"}:
        one = {name: wishes[name]} | ({"hops": wishes["hops"]} if name == "around" else {})
        assert whole <= ids(view(m, **one, **(depth if name == "root" else {})))


@given(st.data(), parts())
def test_a_part_of_a_part_remembers_the_same_whole(data: st.DataObject, part: View) -> None:
    inner = view(part, **data.draw(asked(part.map)))
    assert inner.whole is part.whole
    assert ids(inner) <= ids(part)
    assert view(part) == part


@given(MAPS)
def test_a_branch_of_a_branch_is_the_branch_in_the_whole(m: ArgumentMap) -> None:
    for n in m.nodes[:4]:
        branch = view(m, root=n.id)
        for i in {*ids(branch)} & {*ancestors(m, n.id)}:
            if _no_dialogue(m) and not any(r.kind.symmetric for r in m.relations):
                assert ids(view(branch, root=i)) <= ids(view(m, root=i))
                assert ids(view(branch, root=i)) >= {i, *ancestors(m, i)}


@given(MAPS)
def test_depth_without_a_root_is_that_of_the_rest(m: ArgumentMap) -> None:
    for party in m.parties:
        assert view(m, party=party, depth=1) == view(view(m, party=party), depth=1)


@given(MAPS)
def test_without_evidence_there_is_none_and_every_relation_of_the_rest(m: ArgumentMap) -> None:
    part = view(m, evidence=False)
    assert part.map.evidence == ()
    assert ids(part) == {n.id for n in m.nodes if not isinstance(n, Evidence)}


@given(MAPS)
def test_records_and_ids_ask_for_the_same(m: ArgumentMap) -> None:
    for n in m.nodes[:2]:
        assert view(m, root=n) == view(m, root=n.id)
    for party in m.parties:
        assert view(m, party=party) == view(m, party=party.id)
        assert {n.id for n in m.held_by(party)} <= ids(view(m, party=party))
    for section in m.sections:
        assert view(m, section=section) == view(m, section=section.id)


@given(parts(), st.sampled_from(["rows", "cards"]))
def test_a_part_looks_as_the_whole_does(part: View, evidence: str) -> None:
    style = Style(evidence=evidence)
    there = {card.id: card for card in scene(part.whole, style).shapes}
    for card in scene(part, style).shapes:
        if card.id in there:
            other = there[card.id]
            for name in ("kind", "holder", "reported", "text", "locator", "note", "main", "look"):
                assert getattr(card, name) == getattr(other, name)
            assert card.main == (card.id in theses(part.whole))
    cited = scene(part.whole, style).legend.sources
    assert all(line in cited for line in scene(part, style).legend.sources) or len(part.whole.sources) > 5


@given(parts())
def test_every_cut_is_on_its_card(part: View) -> None:
    cards = {card.id: card for card in scene(part, Style(evidence="cards")).shapes}
    for i in ids(part):
        assert bool(cards[i].chips) == (i in part.cut)
        assert not cards[i].chips or str(part.cut[i]) in cards[i].chips[0]


@pytest.mark.parametrize("n", [5_000])
def test_a_chain_is_as_deep_as_it_likes(n: int) -> None:
    party, section = Party("p"), Section("s")
    claims = [Claim(f"c{k}", by="p", section="s", tags=["t"]) for k in range(n)]
    m = ArgumentMap.of(*(party, section, Party("q")), *claims, *(b.supports(a) for a, b in pairwise(claims)))
    assert view(m, root="c0", depth=3).cut == {"c3": n - 4}
    for wish in ({"root": "c0"}, {"party": "p"}, {"tag": "t"}, {"section": "s"}, {"around": "c9", "hops": n}):
        assert view(m, **wish).map is m
    assert view(m, between=("p", "q")).map.nodes == ()
