"""Rules about structure: relations that look unlike what an author would mean."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from argmap.checks.finding import Finding
from argmap.diagnostics import Severity
from argmap.model import Claim, RelationKind, Role
from argmap.model.kinds import SUPPORTING
from argmap.safety import contexts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap


def relations_have_ends(m: ArgumentMap) -> Iterator[Finding]:
    """Each relation leads from something to something."""
    for r in m.relations:
        if not r.sources or not r.targets:
            what = "sources" if not r.sources else "targets"
            yield Finding(
                "relation-without-ends", Severity.WARNING, f"the {r.kind} {r.id!r} has no {what}", [r.id]
            )


def nothing_bears_on_itself(m: ArgumentMap) -> Iterator[Finding]:
    """Nothing supports or attacks itself."""
    for r in m.relations:
        for i in sorted(set(r.sources) & set(r.targets)):
            yield Finding(
                "self-relation",
                Severity.WARNING,
                f"{i!r} is at both ends of the {r.kind} {r.id!r}",
                [i, r.id],
            )


def nothing_both_supports_and_attacks(m: ArgumentMap) -> Iterator[Finding]:
    """Nothing both supports and attacks the same thing."""
    kinds: dict[tuple[str, str], dict[RelationKind, str]] = defaultdict(dict)
    for r in m.relations:
        if r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK) and len(r.sources) == 1:
            for target in r.targets:
                kinds[r.sources[0], target][r.kind] = r.id
    for (source, target), found in kinds.items():
        if len(found) > 1:
            yield Finding(
                "support-and-attack",
                Severity.WARNING,
                f"{source!r} both supports and attacks {target!r}",
                [source, target, *found.values()],
            )


def no_circular_support(m: ArgumentMap) -> Iterator[Finding]:
    """No claim supports itself by way of others."""
    after: dict[str, list[str]] = defaultdict(list)
    for r in m.relations:
        if r.kind in SUPPORTING:
            for source in r.sources:
                after[source] += [t for t in r.targets if t != source]
    for cycle in _cycles(after):
        shown = " -> ".join([*cycle, cycle[0]])
        yield Finding("circular-support", Severity.WARNING, f"support runs in a circle: {shown}", cycle)


def holders_are_named(m: ArgumentMap) -> Iterator[Finding]:
    """In a map with parties, each claim and piece of evidence names who holds it."""
    if not any(p.role is Role.SPEAKER for p in m.parties):
        return
    for s in m.statements:
        if s.by is None:
            yield Finding(
                "no-holder",
                Severity.INFO,
                f"{s.id!r} names nobody who holds it",
                [s.id],
                "name the party as by",
            )


def everything_is_connected(m: ArgumentMap) -> Iterator[Finding]:
    """Each claim and piece of evidence bears on something, is borne on or gives context."""
    if not m.relations:
        return
    around = {i for ids in contexts(m).values() for i in ids}
    for s in m.statements:
        if s.id not in around and not m.incoming(s.id) and not m.outgoing(s.id):
            yield Finding("unconnected", Severity.INFO, f"no relation touches {s.id!r}", [s.id])


def ids_are_no_sentences(m: ArgumentMap) -> Iterator[Finding]:
    """No statement has its words in the place of its id."""
    for s in m.statements:
        if not (s.text or s.title) and (len(words := s.id.split()) > 2 or (words[1:] and s.id[-1] in ".!?…")):
            kind, what = ("Claim", "a claim") if isinstance(s, Claim) else ("Evidence", "evidence")
            yield Finding(
                "sentence-as-id",
                Severity.WARNING,
                f"{s.id!r} looks like a sentence and is the id of {what} without text",
                [s.id],
                f"give it an id and a text: {kind}(id, text)",
            )


def texts_differ(m: ArgumentMap) -> Iterator[Finding]:
    """No two statements have the same words for the same party."""
    same: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for s in m.statements:
        if s.text:
            same[s.text, s.by].append(s.id)
    for ids in same.values():
        if len(ids) > 1:
            yield Finding("same-text", Severity.INFO, f"{', '.join(map(repr, ids))} have the same words", ids)


def _cycles(after: dict[str, list[str]]) -> Iterator[list[str]]:
    """One cycle for each place where a depth-first walk returns to its path; without recursion."""
    done: set[str] = set()
    for start in list(after):
        if start in done:
            continue
        path = {start: None}
        steps = [iter(after.get(start, ()))]
        while steps:
            following = next(steps[-1], None)
            if following is None:
                steps.pop()
                done.add(path.popitem()[0])
            elif following in path:
                on_path = list(path)
                yield on_path[on_path.index(following) :]
            elif following not in done:
                path[following] = None
                steps.append(iter(after.get(following, ())))
