"""Parts of a map that a reader may ask for: a branch, a party, an exchange, a subject, a section, a neighbourhood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.errors import ArgmapError, UnknownIdError, unknown_name
from argmap.messages import Hint, shown
from argmap.model import Argument, Claim, Evidence, Party, Relation, RelationKind, Section, Utterance
from argmap.model.fields import id_of, references
from argmap.model.kinds import SUPPORTING
from argmap.values import must_be, must_be_flag, whole
from argmap.viewing.view import View, as_view
from argmap.viewing.walking import around as neighbourhood
from argmap.viewing.walking import joined, reasons, tops

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from argmap.model import ArgumentMap
    from argmap.model.fields import HasId

_ELEMENTS: Final = (Claim, Evidence, Argument, Utterance, Relation)
_SAYING: Final = frozenset({RelationKind.ILLOCUTION, RelationKind.TRANSITION})
"""Kinds by which utterances are joined: nothing answers by them."""


def view(
    m: ArgumentMap | View,
    *,
    root: str | HasId | None = None,
    depth: int | None = None,
    party: str | HasId | None = None,
    between: Iterable[str | HasId] | None = None,
    tag: str | None = None,
    section: str | HasId | None = None,
    around: str | HasId | None = None,
    hops: int = 1,
    evidence: bool = True,
) -> View:
    """A part of a map that remembers the whole, for a picture of one thing at a time.

    What is kept is what fits all that is asked for. Relations are kept where all that they join is kept: linked
    premises are never drawn without one of them. Evidence stays with what it supports.

    Args:
        m: The map, or a view, of which this is a part in turn; the whole is the same.
        root: An element and all that bears on it, directly or through others: its branch.
        depth: How many steps away from the root what is kept may be; without a root, from what the rest leads to.
        party: What a party holds, and what that bears on or is borne on by directly: whom it answers, and who
            answers it.
        between: Two parties and their exchange: what one of them holds that bears on what the other holds, what
            that is about, and the reasons for it.
        tag: What has a tag, and what a relation with that tag joins.
        section: What is in a section, or in one within it.
        around: An element and what is near it, in any direction.
        hops: How many relations away from ``around`` that may be.
        evidence: False leaves all evidence out.

    Raises:
        UnknownIdError: No element, party or section has that id; the error names the nearest.
        ArgmapError: No element has that tag, or a value is not what it should be.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, stay, calm = Claim("cap"), Claim("stay"), Claim("calm")
    >>> m = ArgumentMap.of(cap, stay, calm, stay.supports(cap), calm.supports(stay))
    >>> part = view(m, root="cap", depth=1)
    >>> [c.id for c in part.map.claims], part.cut
    (['cap', 'stay'], {'stay': 1})
    """
    base = as_view(m)
    must_be_flag(evidence, "evidence")
    near = _steps(hops, "hops")
    depth = None if depth is None else _steps(depth, "depth")
    if near != 1 and around is None:
        raise ArgmapError(
            "hops are counted from an element", found=hops, hint=Hint("name it: {around}", around=...)
        )
    of = base.map
    kept = [
        *([] if root is None else [reasons(of, [_element(of, root, "root")], depth)]),
        *([] if party is None else [_case(of, party_id(of, party))]),
        *([] if between is None else [_exchange(of, _two(of, between))]),
        *([] if tag is None else [_tagged(of, tag)]),
        *([] if section is None else [_within(of, _named(of, section, Section, of.sections))]),
        *([] if around is None else [neighbourhood(of, [_element(of, around, "around")], near)]),
    ]
    if kept:
        of = _part(of, set.intersection(*kept), evidence=evidence)
    if depth is not None and root is None:
        of = _part(of, reasons(of, tops(of), depth), evidence=evidence)
    if not evidence:
        of = _part(of, {n.id for n in of.nodes}, evidence=False)
    return View(of, base.whole)


def _part(m: ArgumentMap, kept: Collection[str], *, evidence: bool) -> ArgumentMap:
    """The part of a map that has these of its nodes, with the evidence for them or without any."""
    nodes = {n.id for n in m.nodes if n.id in kept and (evidence or not isinstance(n, Evidence))}
    if evidence:
        nodes |= _evidence_for(m, nodes)
    return m if len(nodes) == len(m.nodes) else m.subset(nodes | _relations_of(m, nodes))


def _relations_of(m: ArgumentMap, nodes: Collection[str]) -> set[str]:
    """The relations that join only what is kept, directly and through other relations."""
    gone = {n.id for n in m.nodes} - {*nodes}
    pending = [*gone]
    while pending:
        i = pending.pop()
        touching = {r.id for r in (*m.incoming(i), *m.outgoing(i))} - gone
        gone |= touching
        pending += touching
    return {r.id for r in m.relations} - gone


def _evidence_for(m: ArgumentMap, nodes: Collection[str]) -> set[str]:
    """The evidence by itself for what is kept, and for that evidence in turn."""
    kept = {*nodes}
    pending = [*nodes]
    for i in pending:  # which grows meanwhile
        for r in m.incoming(i):
            if r.kind in SUPPORTING and all(isinstance(m[s], Evidence) for s in r.sources):
                found = {*r.sources} - kept if kept.issuperset(r.targets) else ()
                kept.update(found)
                pending += found
    return kept


def _case(m: ArgumentMap, party: str) -> set[str]:
    """What a party holds, and what is one relation away."""
    held = [n.id for n in m.nodes if n.by == party]
    return neighbourhood(m, held, 1, but={RelationKind.TRANSITION})


def _exchange(m: ArgumentMap, two: tuple[str, str]) -> set[str]:
    """What each of two parties says to the other, and the reasons for it; third parties are heard for it only."""
    held = _holders(m, two)

    def by(ends: tuple[str, ...]) -> set[str]:
        return set().union(*(held.get(i, ()) for i in ends))

    said = [r.id for r in m.relations if r.kind not in _SAYING and _opposite(by(r.sources), by(r.targets))]
    others = {
        r.id
        for r in m.relations
        if r.kind not in SUPPORTING | _SAYING and not all(held.get(i) for i in r.sources)
    }
    return reasons(m, [*said, *joined(m, said)], but=others)


def _opposite(one: Collection[str], other: Collection[str]) -> bool:
    """Whether each side is of another party."""
    return any(a != b for a in one for b in other)


def _holders(m: ArgumentMap, parties: Collection[str]) -> dict[str, set[str]]:
    """By id, which of two parties hold an element, or something that it joins."""
    held: dict[str, set[str]] = {}
    pending = [(n.id, n.by) for n in m.nodes if n.by in parties]
    while pending:
        i, party = pending.pop()
        if party is not None and party not in held.setdefault(i, set()):
            held[i].add(party)
            pending += [(r.id, party) for r in (*m.incoming(i), *m.outgoing(i))]
    return held


def _tagged(m: ArgumentMap, tag: str) -> set[str]:
    """What has a tag, and what relations with it join."""
    must_be(tag, str, "a tag")
    elements = [e for e in (*m.nodes, *m.relations) if tag in e.tags]
    if not elements:
        known = dict.fromkeys(t for e in (*m.nodes, *m.relations) for t in e.tags)
        raise _unknown("tag", tag, known)
    ids = {e.id for e in elements}
    return ids | joined(m, ids)


def _within(m: ArgumentMap, section: str) -> set[str]:
    """What is in a section or in one within it."""
    inner: dict[str | None, list[str]] = {}
    for s in m.sections:
        inner.setdefault(s.parent, []).append(s.id)
    sections = [section]
    for i in sections:  # which grows meanwhile
        sections += inner.get(i, ())
    wanted = {*sections}
    return {n.id for n in m.nodes if n.section in wanted}


def _element(m: ArgumentMap, value: str | HasId, name: str) -> str:
    """The id of an element, given by itself or by its id."""
    found = m[_id(value)]
    if isinstance(found, _ELEMENTS):
        return found.id
    kind = type(found).__name__.lower()
    raise ArgmapError(
        f"{name} is the {kind} {shown(found.id)}",
        found=found.id,
        expected="a claim, a piece of evidence, an argument, an utterance or a relation",
        hint=Hint(f"name it with {{{kind}}}", **{kind: found.id}) if kind in ("party", "section") else "",
    )


def party_id(m: ArgumentMap, party: str | HasId) -> str:
    """The id of a party, given by itself or by its id.

    Raises:
        UnknownIdError: No party has that id; the error names the nearest.
    """
    return _named(m, party, Party, m.parties)


def _named(m: ArgumentMap, value: str | HasId, kind: type[Party | Section], known: Iterable[HasId]) -> str:
    """The id of a party or section, given by itself or by its id."""
    i = _id(value)
    if not isinstance(m.get(i), kind):
        raise _unknown(kind.__name__.lower(), i, [record.id for record in known])
    return i


def _unknown(what: str, name: str, known: Collection[str]) -> UnknownIdError:
    """The error for a name that nothing in the map has."""
    if not known:
        return UnknownIdError(f"unknown {what} {shown(name)}: the map has none", ids=[name], found=name)
    return unknown_name(what, name, known, UnknownIdError, ids=[name])


def _two(m: ArgumentMap, parties: Iterable[str | HasId]) -> tuple[str, str]:
    """The ids of two different parties."""
    expected = "two different parties"
    two = tuple([party_id(m, party) for party in references(parties)])
    if len(two) != 2 or two[0] == two[1]:
        raise ArgmapError(f"between is {shown(two)}, expected {expected}", found=two, expected=expected)
    return two[0], two[1]


def _steps(value: int, name: str) -> int:
    """A number of steps, at least none."""
    number = whole(value)
    if number is None or number < 0:
        expected = "a whole number, 0 or more"
        raise ArgmapError(f"{name} is {shown(value)}, expected {expected}", found=value, expected=expected)
    return number


def _id(value: str | HasId) -> str:
    return value if isinstance(value, str) else id_of(value)
