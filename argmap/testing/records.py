"""Strategies for single records, which refer to what they are given and to nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.model import Claim, Evidence, Party, Quantity, Quote, Relation, RelationKind, Source
from argmap.model.fields import each, references
from argmap.testing.drafts import drafts, quote_drafts
from argmap.testing.given import known
from argmap.testing.pool import Pool
from argmap.testing.texts import identifiers
from argmap.values import must_be, must_be_flag

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
    return _records(Claim, _pool(parties, sources, section=sections), hostile=hostile)


def evidence(
    *,
    parties: Sequence[str] = (),
    sources: Sequence[Source] = (),
    sections: Sequence[str] = (),
    hostile: bool = False,
) -> SearchStrategy[Evidence]:
    """Evidence with figures, for a map that has these parties, sources and sections."""
    return _records(Evidence, _pool(parties, sources, section=sections), hostile=hostile)


def quotes(source: Source, *, hostile: bool = False) -> SearchStrategy[Quote]:
    """Quotes of a source: most verify, some hold other words, some do not state their position."""
    must_be(source, Source, "a Source")
    must_be_flag(hostile, "hostile")
    pool = Pool(sources=[source])
    return quote_drafts(hostile=hostile).map(pool.quote)


def quantities(*, sources: Sequence[Source] = (), hostile: bool = False) -> SearchStrategy[Quantity]:
    """Figures and dates, with the words that state them if there are sources."""
    must_be_flag(hostile, "hostile")
    pool = Pool(sources=each(Source, sources))
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
    pool = _pool(parties, sources, inferences, argument=arguments, element=ids)
    possible = tuple([k for k in known(kinds) if k is not RelationKind.UNDERCUT or pool.inferences])
    if not possible:
        raise ArgmapError(
            "there is no kind of relation to choose from",
            found=kinds,
            expected="one kind or more, other than undercuts without inferences",
        )
    return _records(Relation, pool, kinds=possible, hostile=hostile)


def _pool(
    parties: Sequence[str], sources: Sequence[Source], inferences: Sequence[str] = (), **ids: Sequence[str]
) -> Pool:
    """What records may refer to, by what it is."""
    named: Any = {"party": parties, **ids}
    return Pool(
        {to: references(of) for to, of in named.items()}, each(Source, sources), references(inferences)
    )


def _records(
    kind: Any, pool: Pool, *, kinds: tuple[RelationKind, ...] = (), hostile: bool
) -> SearchStrategy[Any]:
    """Records of a type, of any id, that refer to what is in the pool."""
    must_be_flag(hostile, "hostile")
    return st.builds(
        lambda name, draft: kind(name, **pool.settled(kind, draft)),
        identifiers(hostile=hostile),
        drafts(kind, kinds=kinds, hostile=hostile),
    )
