"""The strategy for whole maps: records drawn apart, which then refer to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.model import (
    AcceptedFinding,
    Argument,
    ArgumentMap,
    Claim,
    Evidence,
    Party,
    Relation,
    RelationKind,
    Section,
    Source,
    Utterance,
)
from argmap.testing.drafts import drafts
from argmap.testing.given import count, known
from argmap.testing.pool import Pool
from argmap.testing.texts import HOSTILE_IDS, data, texts
from argmap.values import must_be_flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

    from argmap.model.fields import Referent


def maps(
    *,
    min_claims: int = 0,
    max_claims: int = 6,
    max_relations: int = 6,
    kinds: Sequence[RelationKind] = tuple(RelationKind),
    dialogue: bool = True,
    nested: bool = True,
    quotes: bool = True,
    hostile: bool = False,
) -> SearchStrategy[ArgumentMap]:
    """Valid maps of every shape: empty ones, cycles, self-loops, linked premises, undercuts of undercuts.

    Args:
        min_claims: How many claims at least.
        max_claims: How many claims at most; of evidence and arguments a third as many.
        max_relations: How many relations at most.
        kinds: Kinds of relations to choose from; undercuts come only where there is something to undercut.
        dialogue: Whether there may be utterances, illocutions and transitions.
        nested: Whether relations may start from and aim at relations.
        quotes: Whether there may be sources and quotes.
        hostile: Whether ids and texts hold what breaks careless writers.

    Raises:
        ArgmapError: An argument is not what it may be.
    """
    for name, flag in {"dialogue": dialogue, "nested": nested, "quotes": quotes, "hostile": hostile}.items():
        must_be_flag(flag, name)
    min_claims, max_claims = count(min_claims, "min_claims"), count(max_claims, "max_claims")
    if min_claims > max_claims:
        raise ArgmapError(f"min_claims is {min_claims}, expected at most max_claims, {max_claims}")
    few = max(max_claims // 3, 1)
    most = {
        Party: 3,
        Source: 2 if quotes else 0,
        Section: 3,
        Claim: max_claims,
        Evidence: few,
        Argument: few,
        Utterance: few if dialogue else 0,
        Relation: count(max_relations, "max_relations"),
    }
    speaking = (RelationKind.ILLOCUTION, RelationKind.TRANSITION)
    possible = tuple([k for k in known(kinds) if dialogue or k not in speaking])
    drafted = {
        kind: st.lists(
            drafts(kind, kinds=possible, hostile=hostile),
            min_size=min_claims if kind is Claim else 0,
            max_size=n if possible or kind is not Relation else 0,
        )
        for kind, n in most.items()
    }
    return st.builds(
        _assembled,
        st.fixed_dictionaries(drafted),
        prefix=st.sampled_from(("", *HOSTILE_IDS)) if hostile else st.just(""),
        backwards=st.booleans(),
        nested=st.just(nested),
        title=texts(hostile=hostile),
        metadata=data(hostile=hostile),
        data=data(hostile=hostile),
        accepted=st.lists(drafts(AcceptedFinding, hostile=hostile), max_size=1),
    )


def _assembled(
    drafted: dict[Any, list[dict[str, Any]]],
    *,
    accepted: list[dict[str, Any]],
    prefix: str,
    backwards: bool,
    nested: bool,
    **described: Any,
) -> ArgumentMap:
    letters = {
        Section: "g",
        Party: "p",
        Source: "s",
        Claim: "c",
        Evidence: "e",
        Argument: "a",
        Utterance: "u",
    }
    ids = {
        kind: [f"{prefix}{letters.get(kind, 'r')}{n + 1}" for n in range(len(found))]
        for kind, found in drafted.items()
    }
    cited = [Source(i, draft.get("text", "")) for i, draft in zip(ids[Source], drafted[Source], strict=True)]
    nodes = [i for kind in (Claim, Evidence, Argument, Utterance) for i in ids[kind]]
    steps = ids[Relation] if nested and nodes else []
    known: dict[Referent, list[str]] = {
        "party": ids[Party],
        "section": ids[Section],
        "argument": ids[Argument],
        "element": [*nodes, *nodes, *steps],  # most ends are nodes
    }
    pool = Pool(known, cited, inferences=[*ids[Argument], *steps])
    records: list[Any] = []
    for kind in (Source, Party, Claim, Evidence, Argument, Utterance):
        records += [
            kind(i, **pool.settled(kind, draft)) for i, draft in zip(ids[kind], drafted[kind], strict=True)
        ]
    for n, (i, draft) in enumerate(zip(ids[Section], drafted[Section], strict=True)):
        outer = Pool({"section": ids[Section][:n]})  # never within itself
        records.append(Section(i, **outer.settled(Section, draft)))
    for i, draft in zip(ids[Relation], drafted[Relation], strict=True):
        if nodes and (pool.inferences or draft["kind"] is not RelationKind.UNDERCUT):
            records.append(Relation(i, **pool.settled(Relation, draft)))
    anything = Pool({"record": [r.id for r in records]})
    found = [AcceptedFinding(**{"ids": (), **anything.settled(AcceptedFinding, draft)}) for draft in accepted]
    return ArgumentMap.of(
        *(reversed(records) if backwards else records), accepted_findings=found, **described
    )
