"""A chain of 100,000 claims, each supporting the next, goes through everything: nothing recurses on depth."""

from __future__ import annotations

import copy
import pickle
from typing import Final

import pytest

from argmap.errors import InvalidMapError
from argmap.exchange import dumps, loads
from argmap.graph import ancestors, components, descendants, from_networkx, to_networkx, topological_order
from argmap.model import ArgumentMap, Claim, Relation, Section

LENGTH: Final = 100_000


@pytest.fixture(scope="module")
def chain() -> ArgumentMap:
    claims = [Claim(f"c{n}") for n in range(LENGTH)]
    return ArgumentMap.of(
        *claims, *[Relation(f"r{n}", "support", [f"c{n}"], [f"c{n + 1}"]) for n in range(LENGTH - 1)]
    )


def test_written_and_read(chain: ArgumentMap) -> None:
    assert loads(dumps(chain)) == chain


def test_to_networkx_and_back(chain: ArgumentMap) -> None:
    assert from_networkx(to_networkx(chain)) == chain


def test_walked(chain: ArgumentMap) -> None:
    ids = tuple(c.id for c in chain.claims)
    assert ancestors(chain, ids[-1]) == ids[-2::-1]
    assert descendants(chain, ids[0]) == ids[1:]
    assert components(chain) == (ids,)
    assert topological_order(chain) == ids
    assert chain.roots == chain.claims[-1:]


def test_cut(chain: ArgumentMap) -> None:
    half = chain.subset([c.id for c in chain.claims[: LENGTH // 2]])
    assert (len(half.claims), len(half.relations)) == (LENGTH // 2, LENGTH // 2 - 1)
    rest = chain.without("c0", cascade=True)
    assert (len(rest.claims), len(rest.relations)) == (LENGTH - 1, LENGTH - 2)


def test_copied(chain: ArgumentMap) -> None:
    assert pickle.loads(pickle.dumps(chain)) == chain  # noqa: S301 - our own
    assert copy.deepcopy(chain) == chain
    assert hash(chain.add(chain.claims[0])) == hash(chain)


def test_of_relations_on_relations() -> None:
    undercuts = [Relation(f"r{n}", "undercut", ["c"], [f"r{n + 1}"]) for n in range(LENGTH)]
    last = Relation(f"r{LENGTH}", "support", ["c"], ["d"])
    m = ArgumentMap.of(Claim("c"), Claim("d"), *undercuts, last)
    assert loads(dumps(m)) == m
    assert m.subset(["r0"]) == m
    assert m.without(f"r{LENGTH}", cascade=True) == ArgumentMap.of(Claim("c"), Claim("d"))
    assert ancestors(m, "d") == ("c",)
    assert components(m) == (("c", "d"),)
    assert topological_order(m) == ("c", "d")


def test_of_sections_in_sections() -> None:
    sections = [Section(f"g{n}", parent=f"g{n + 1}") for n in range(LENGTH)]
    m = ArgumentMap.of(*sections, Section(f"g{LENGTH}"), Claim("c", section="g0"))
    assert loads(dumps(m)) == m
    assert m.subset(["c"]) == m
    with pytest.raises(InvalidMapError) as caught:
        m.replace(Section(f"g{LENGTH}", parent="g0"))
    assert len(caught.value.exceptions) == 1
    assert len(str(caught.value)) < 500
