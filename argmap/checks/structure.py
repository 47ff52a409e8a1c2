"""Rules about structure: relations that look unlike what an author would mean."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from argmap.checks.circles import circles
from argmap.checks.rule import Found
from argmap.model import Argument, Claim, Relation, RelationKind, Role
from argmap.model.kinds import SUPPORTING
from argmap.safety import contexts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap

INFERENCES: Final = (*SUPPORTING, RelationKind.ATTACK, RelationKind.UNDERCUT)
"""The kinds of relation that say that something follows."""


def relations_have_ends(m: ArgumentMap) -> Iterator[Found]:
    """Each relation leads from something to something."""
    for r in m.relations:
        if not r.sources or not r.targets:
            what = "sources" if not r.sources else "targets"
            yield Found(f"the {r.kind} {r.id!r} has no {what}", [r.id])


def nothing_bears_on_itself(m: ArgumentMap) -> Iterator[Found]:
    """Nothing supports or attacks itself."""
    for r in m.relations:
        for i in sorted(set(r.sources) & set(r.targets)):
            yield Found(f"{i!r} is at both ends of the {r.kind} {r.id!r}", [i, r.id])


def nothing_both_supports_and_attacks(m: ArgumentMap) -> Iterator[Found]:
    """Nothing both supports and attacks the same thing, or supports what attacks it."""
    kinds: dict[tuple[str, str], dict[RelationKind, str]] = defaultdict(dict)
    for r in m.relations:
        if r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK) and len(r.sources) == 1:
            for target in r.targets:
                kinds[r.sources[0], target][r.kind] = r.id
    for (source, target), found in kinds.items():
        if len(found) > 1:
            ids = [source, target, *found.values()]
            yield Found(f"{source!r} both supports and attacks {target!r}", ids)
        back = kinds.get((target, source), {})
        if RelationKind.SUPPORT in found and RelationKind.ATTACK in back and source != target:
            ids = [source, target, found[RelationKind.SUPPORT], back[RelationKind.ATTACK]]
            yield Found(f"{source!r} supports {target!r}, which attacks it", ids)


def no_circular_support(m: ArgumentMap) -> Iterator[Found]:
    """No claim supports itself by way of others."""
    after: dict[str, list[str]] = defaultdict(list)
    for r in m.relations:
        if r.kind in SUPPORTING:
            for source in r.sources:
                after[source] += [t for t in r.targets if t != source]
    for circle, size in circles(after):
        shown = " -> ".join([*circle, circle[0]])
        more = f", one of several among {size} elements" if size > len(circle) else ""
        yield Found(f"support runs in a circle: {shown}{more}", circle)


def nobody_attacks_their_own_claims(m: ArgumentMap) -> Iterator[Found]:
    """No party attacks what it holds itself; concessions are attributed to whoever makes the point."""
    for r in m.relations:
        if r.kind not in (RelationKind.ATTACK, RelationKind.CONTRARY, RelationKind.CONTRADICTION):
            continue
        for source in r.sources:
            for target in r.targets:
                holder = getattr(m[target], "by", None)
                if source != target and holder and getattr(m[source], "by", None) == holder:
                    yield Found(
                        f"{holder!r} holds {target!r}, and attacks it with {source!r}",
                        [target, source, r.id],
                        "say who holds each, or that one of them is only reported",
                    )


def holders_are_named(m: ArgumentMap) -> Iterator[Found]:
    """In a map with parties, each claim and piece of evidence names who holds it."""
    if not any(p.role is Role.SPEAKER for p in m.parties):
        return
    for s in m.statements:
        if s.by is None:
            yield Found(f"{s.id!r} names nobody who holds it", [s.id], "name the party as by")


def everything_is_connected(m: ArgumentMap) -> Iterator[Found]:
    """Each claim and piece of evidence bears on something, is borne on or gives context."""
    if not m.relations:
        return
    around = _around(m)
    for s in m.statements:
        if s.id not in around and not m.incoming(s.id) and not m.outgoing(s.id):
            yield Found(f"no relation touches {s.id!r}", [s.id])


def theses_have_reasons(m: ArgumentMap) -> Iterator[Found]:
    """Where reasons are given at all, what the argument is about has some; reports seldom say those of others."""
    supported = {t for r in m.relations if r.kind in SUPPORTING for t in r.targets}
    if not supported:
        return
    for s in m.roots:
        if isinstance(s, Claim) and not s.via and s.id not in supported and m.incoming(s.id):
            yield Found(
                f"nothing supports {s.id!r}, while something is said against it",
                [s.id],
                "add the reasons that are given for it, or nothing if there are none",
            )


def evidence_is_used(m: ArgumentMap) -> Iterator[Found]:
    """Each piece of evidence that relations touch bears on something."""
    for e in m.evidence:
        if m.incoming(e.id) and not m.outgoing(e.id) and e.id not in _around(m):
            yield Found(f"the evidence {e.id!r} bears on nothing", [e.id], "say what it supports")


def undercuts_aim_at_inferences(m: ArgumentMap) -> Iterator[Found]:
    """Each undercut aims at a step from reasons to a conclusion."""
    steps = {r.argument for r in m.relations if r.argument}
    for r in m.relations:
        if r.kind is not RelationKind.UNDERCUT:
            continue
        for target in map(m.__getitem__, r.targets):
            if isinstance(target, Relation) and target.kind not in INFERENCES:
                what = f"the {target.kind} {target.id!r}, in which nothing follows"
            elif isinstance(target, Relation) and not target.targets:
                what = f"the {target.kind} {target.id!r}, which leads nowhere"
            elif isinstance(target, Argument) and target.id not in steps and not m.outgoing(target.id):
                what = f"the argument {target.id!r}, which has no step and bears on nothing"
            else:
                continue
            yield Found(f"the undercut {r.id!r} aims at {what}", [r.id, target.id])


def relations_are_said_once(m: ArgumentMap) -> Iterator[Found]:
    """No two relations say the same of the same."""
    same: dict[object, list[str]] = defaultdict(list)
    for r in m.relations:
        if r.sources and r.targets:
            ends = (frozenset(r.sources), frozenset(r.targets))
            key = frozenset(ends) if r.kind.symmetric else ends
            same[r.kind, key, r.scheme, r.by, r.argument, r.data].append(r.id)
    for ids in same.values():
        if len(ids) > 1:
            listed = ", ".join(map(repr, ids))
            yield Found(f"{listed} say the same", ids, "keep one of them")


def ids_are_no_sentences(m: ArgumentMap) -> Iterator[Found]:
    """No statement has its words in the place of its id."""
    for s in m.statements:
        if not (s.text or s.title) and (len(words := s.id.split()) > 2 or (words[1:] and s.id[-1] in ".!?…")):
            kind, what = ("Claim", "a claim") if isinstance(s, Claim) else ("Evidence", "evidence")
            yield Found(
                f"{s.id!r} looks like a sentence and is the id of {what} without text",
                [s.id],
                f"give it an id and a text: {kind}(id, text)",
            )


def _around(m: ArgumentMap) -> frozenset[str]:
    """What is around others as context."""
    return m.cached(_contexts)


def _contexts(m: ArgumentMap) -> frozenset[str]:
    return frozenset(i for ids in contexts(m).values() for i in ids)
