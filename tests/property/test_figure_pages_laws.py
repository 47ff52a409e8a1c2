"""What holds of the figures of every map: everything is in full once, and can be read, or the figure says why not."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, Page, Party, View, figures, view
from argmap.rendering.cards.scene import scene
from argmap.rendering.numbered.branching import Branches
from argmap.rendering.numbered.measuring import Rooms
from argmap.rendering.numbered.referring import excerpt_of
from argmap.rendering.numbered.splitting import Splitting
from argmap.rendering.style import Style
from argmap.testing import maps
from argmap.words import theses

if TYPE_CHECKING:
    from argmap.rendering.numbered.splitting import Piece

MAPS = maps(max_claims=8, max_relations=10, hostile=True)
LEAST = 7.0
SMALL_PAGE = Page("card", 260, 320, 10)


def split(m: ArgumentMap, room: float) -> tuple[Splitting, list[Piece]]:
    branches = Branches.of(m)
    splitting = Splitting(branches, Rooms.of(m, branches.above), lambda _: room)
    return splitting, splitting.pieces()


@given(MAPS)
def test_everything_is_in_the_trees_once_and_theses_are_on_top(m: ArgumentMap) -> None:
    branches = Branches.of(m)
    within = branches.within(branches.tops)
    assert sorted(within) == sorted(n.id for n in m.nodes)
    assert theses(m) <= {*branches.tops}
    assert {*branches.above} == {*within} - {*branches.tops}


@given(MAPS, st.sampled_from([0.0, 200.0, 400.0, 900.0, 1e9]))
def test_everything_is_in_full_in_one_figure(m: ArgumentMap, room: float) -> None:
    splitting, pieces = split(m, room)
    full = [i for piece in pieces for i in piece.full]
    assert sorted(full) == sorted(n.id for n in m.nodes)
    assert len({piece.key for piece in pieces}) == len(pieces)
    assert all(piece.full for piece in pieces) or not m.nodes or any(piece.named for piece in pieces)
    if room == 1e9:
        assert len(pieces) == 1
    numbers = {i: n for n, piece in enumerate(pieces, 1) for i in piece.full}
    for n, piece in enumerate(pieces, 1):
        assert all(numbers[i] > n for i in piece.named)
        assert all(numbers[i] < n for i in piece.contexts)
        assert not {*piece.named} & {*piece.full}
        estimate = sum(splitting.rooms.full[i] for i in piece.full) + sum(
            splitting.rooms.named[i] for i in piece.named
        )
        assert estimate <= room or len(piece.full) + len(piece.named) <= 2


@given(MAPS, st.sampled_from([0.0, 300.0, 600.0]))
def test_what_bears_on_what_is_drawn_or_said_at_both_ends(m: ArgumentMap, room: float) -> None:
    splitting, pieces = split(m, room)
    numbers = {i: n for n, piece in enumerate(pieces, 1) for i in piece.full}
    looks: dict[str, set[object]] = {}
    for n, piece in enumerate(pieces, 1):
        excerpt = excerpt_of(View(m), piece, n, numbers, splitting.counts, Style())
        assert excerpt.brief == {e.id for e in excerpt.view.map.nodes} - {*piece.full}
        for card in scene(excerpt, Style(evidence="cards")).shapes:
            assert card.brief == (card.id in excerpt.brief)
            assert not card.brief or f"see Figure {numbers[card.id]}" in card.chips[0]
            looks.setdefault(card.id, set()).add((card.holder, card.kind, card.main, card.look))
        for i in piece.full:
            for r in (*m.incoming(i), *m.outgoing(i)):
                said = any(row.look == Style().line(r.kind) for row in excerpt.mentions.get(i, ()))
                assert (r.id in excerpt.view.map) or said
    assert all(len(same) == 1 for same in looks.values())


DRAWN = settings(phases=[Phase.explicit, Phase.reuse, Phase.generate], max_examples=6)


@pytest.mark.engine
@given(maps(min_claims=2, max_claims=5, max_relations=5))
@DRAWN
def test_figures_can_be_read_or_say_why_not(m: ArgumentMap) -> None:
    found = figures(m, page=SMALL_PAGE, min_text=LEAST, legend=False)
    assert sorted(i for figure in found for i in figure.ids) == sorted(n.id for n in m.nodes)
    assert [figure.number for figure in found] == [*range(1, len(found) + 1)]
    for figure in found:
        assert figure.diagram.text_size >= LEAST or "Its smallest text has" in figure.caption
        assert figure.title in figure.alt
        assert figure.caption in figure.alt
        for other in re.findall(r"Figure (\d+)", figure.caption):
            assert 1 <= int(other) <= len(found)


def test_a_long_chain_and_a_large_star_are_split_without_recursion() -> None:
    claims = [Claim(f"c{n}") for n in range(3_000)]
    chain = ArgumentMap.of(*claims, *(b.supports(a) for a, b in pairwise(claims)))
    star = ArgumentMap.of(*claims, *(c.attacks(claims[0]) for c in claims[1:]))
    for m in (chain, star):
        _, pieces = split(m, 2_000)
        assert sorted(i for piece in pieces for i in piece.full) == sorted(c.id for c in claims)
        assert len(pieces) < 300


def test_a_part_has_figures_that_look_as_the_whole() -> None:
    p, q = Party("p", role="speaker"), Party("q", role="counterparty")
    a, b, c = Claim("a", "A.", by=p), Claim("b", "B.", by=q), Claim("c", "C.", by=q)
    m = ArgumentMap.of(p, q, a, b, c, b.attacks(a), c.supports(b))
    (figure,) = figures(view(m, root="b"))
    assert figure.ids == ("b", "c")
    assert "BCLAIM" not in figure.diagram.svg
    assert "THESIS" not in figure.diagram.svg
