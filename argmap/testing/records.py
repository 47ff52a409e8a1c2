"""Strategies for single records, which refer to what they are given and to nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from argmap.model import Claim, Evidence, Party, Quantity, Quote, Relation, RelationKind, Source
from argmap.testing.drafts import drafts, quote_drafts
from argmap.testing.pool import Pool
from argmap.testing.texts import identifiers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy


def parties(*, hostile: bool = False) -> SearchStrategy[Party]:
    """Parties of every role and none."""
    return _records(Party, Pool(), hostile=hostile)


def sources(*, hostile: bool = False) -> SearchStrategy[Source]:
    """Sources with a few sentences of text, or none."""
    return _records(Source, Pool(), hostile=hostile)


def claims(
    *,
    parties: Sequence[str] = (),
    sources: Sequence[Source] = (),
    sections: Sequence[str] = (),
    hostile: bool = False,
) -> SearchStrategy[Claim]:
    """Claims for a map that has these parties, sources and sections: they refer to nothing else."""
    return _records(Claim, Pool({"party": parties, "section": sections}, sources), hostile=hostile)


def evidence(
    *,
    parties: Sequence[str] = (),
    sources: Sequence[Source] = (),
    sections: Sequence[str] = (),
    hostile: bool = False,
) -> SearchStrategy[Evidence]:
    """Evidence with figures, for a map that has these parties, sources and sections."""
    return _records(Evidence, Pool({"party": parties, "section": sections}, sources), hostile=hostile)


def quotes(source: Source, *, hostile: bool = False) -> SearchStrategy[Quote]:
    """Quotes of a source: most verify, some hold other words, some do not state their position."""
    pool = Pool(sources=[source])
    return quote_drafts(hostile=hostile).map(pool.quote)


def quantities(*, sources: Sequence[Source] = (), hostile: bool = False) -> SearchStrategy[Quantity]:
    """Figures and dates, with the words that state them if there are sources."""
    pool = Pool(sources=sources)
    return drafts(Quantity, hostile=hostile).map(lambda draft: Quantity(**pool.settled(Quantity, draft)))


def relations(
    ids: Sequence[str],
    *,
    inferences: Sequence[str] = (),
    arguments: Sequence[str] = (),
    parties: Sequence[str] = (),
    sources: Sequence[Source] = (),
    kinds: Sequence[RelationKind] = tuple(RelationKind),
    hostile: bool = False,
) -> SearchStrategy[Relation]:
    """Relations between elements: mostly from one to one, also linked, to several, to itself, from nothing.

    Args:
        ids: Ids of the elements that may be joined.
        inferences: Ids of relations and arguments, which alone an undercut may aim at.
        arguments: Ids of arguments that it may be a step of.
        parties: Ids of parties that may draw it.
        sources: Sources that it may quote.
        kinds: The kinds to choose from; undercuts are left out where there is nothing to undercut.
        hostile: Whether ids and texts hold what breaks careless writers.
    """
    pool = Pool({"party": parties, "argument": arguments, "element": ids}, sources, inferences)
    possible = tuple([k for k in kinds if k is not RelationKind.UNDERCUT or inferences])
    return _records(Relation, pool, kinds=possible, hostile=hostile)


def _records(
    kind: Any, pool: Pool, *, kinds: tuple[RelationKind, ...] = (), hostile: bool
) -> SearchStrategy[Any]:
    """Records of a type, of any id, that refer to what is in the pool."""
    return st.builds(
        lambda name, draft: kind(name, **pool.settled(kind, draft)),
        identifiers(hostile=hostile),
        drafts(kind, kinds=kinds, hostile=hostile),
    )
