"""Rules about a debate: what the other side claims is answered, and who is referred to speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.checks.rule import Found
from argmap.debate import Status, responses
from argmap.model import Evidence, Party, Relation, RelationKind, Role
from argmap.model.kinds import ATTACKING, SUPPORTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.model import ArgumentMap, Source

SPEAKING: Final = (Role.SPEAKER, Role.COUNTERPARTY)


def counterparties_are_answered(m: ArgumentMap) -> Iterator[Found]:
    """Somebody else answers each claim of a counterparty, at least partly, as ``responses`` has it."""
    if not any(p.role is Role.SPEAKER for p in m.parties):
        return
    for response in responses(m):
        if response.status is Status.UNANSWERED:
            message = f"nobody answers {response.claim!r}, a claim of {response.held_by!r}"
            yield Found(message, [response.claim])


def answers_have_evidence(m: ArgumentMap) -> Iterator[Found]:
    """In a map with evidence, each answer to a counterparty rests on some."""
    if not m.evidence:
        return
    backed = _reached(m, [e.id for e in m.evidence])
    theirs = {n.id for p in m.counterparties for n in m.held_by(p)}
    seen: set[str] = set()
    for r, answering, target in _answers(m):
        if target not in theirs and not (isinstance(m[target], Relation) and _of_any(m, target, theirs)):
            continue
        for i in answering:
            if i in theirs or i in backed or r.id in backed or i in seen or isinstance(m[i], Evidence):
                continue
            seen.add(i)
            yield Found(f"{i!r} answers {target!r} without evidence", [i, target])


def parties_speak(m: ArgumentMap) -> Iterator[Found]:
    """Each speaker and counterparty of a map holds something in it, or is one through whom something is reported."""
    if not m.nodes:
        return
    heard = {n.by for n in m.nodes} | {i for n in m.nodes for i in n.via}
    heard |= {r.by for r in m.relations}
    for s in m.sources:
        heard |= {s.publisher, *(_issuers(m, s)), *(s.provenance.via if s.provenance else ())}
    for party in m.parties:
        if party.role in SPEAKING and party.id not in heard:
            yield Found(
                f"{party.id!r} is a {party.role} but holds nothing in the map",
                [party.id],
                "add what it says, or leave its role out",
            )


def reports_name_the_reporter(m: ArgumentMap) -> Iterator[Found]:
    """What a text says that somebody else holds is reported by whoever issued the text."""
    issuers = {s.id: _issuers(m, s) for s in m.sources}
    for n in (*m.claims, *m.evidence):
        if n.by is None or n.via or not n.quotes:
            continue
        issued = [issuers[q.source] for q in n.quotes]
        if all(issued) and not any(n.by in by for by in issued):
            by = issued[0][0]
            source = n.quotes[0].source
            yield Found(
                f"{n.id!r} is held by {n.by!r} and quoted from {source!r}, which {by!r} issued, but names nobody "
                "who reports it",
                [n.id, n.by, source],
                f"name the reporter: via={by!r}",
            )


def _issuers(m: ArgumentMap, source: Source) -> tuple[str, ...]:
    """Who issued a source: by its provenance, or else the party that published it, unless that only reports."""
    if source.provenance is not None:
        return source.provenance.by
    publisher = m.get(source.publisher) if source.publisher else None
    is_party = isinstance(publisher, Party) and publisher.role in SPEAKING
    return (source.publisher,) if is_party else ()


def _answers(m: ArgumentMap) -> Iterator[tuple[Relation, tuple[str, ...], str]]:
    """Each relation against something, what answers by it and what it aims at; from both ends if it is symmetric."""
    for r in m.relations:
        if r.kind in ATTACKING or r.kind.symmetric:
            yield from ((r, r.sources, target) for target in r.targets)
        if r.kind.symmetric:
            yield from ((r, r.targets, source) for source in r.sources)


def _reached(m: ArgumentMap, start: Iterable[str]) -> set[str]:
    """These elements, what they support, and so on; what rephrases or concludes them as well."""
    found = set(start)
    pending = list(found)
    while pending:
        i = pending.pop()
        following = [t for r in m.outgoing(i) if r.kind in SUPPORTING for t in (r.id, *r.targets)]
        following += [t for r in m.outgoing(i) if r.kind is RelationKind.REPHRASE for t in r.targets]
        following += [t for r in m.incoming(i) if r.kind is RelationKind.REPHRASE for t in r.sources]
        element = m[i]
        if isinstance(element, Relation) and element.kind in SUPPORTING:
            following += element.targets
        if isinstance(element, Relation) and element.argument:
            following.append(element.argument)
        for t in following:
            if t not in found:
                found.add(t)
                pending.append(t)
    return found


def _of_any(m: ArgumentMap, step: str, ids: set[str]) -> bool:
    """Whether a relation starts from one of these elements."""
    relation = m[step]
    return isinstance(relation, Relation) and not ids.isdisjoint(relation.sources)
