"""What answers what in a map: each attack, undercut, contrary and contradiction as an answer to what it aims at."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from argmap.model.kinds import ATTACKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.debate.reasons import Reasons
    from argmap.model import ArgumentMap, Relation, RelationKind
    from argmap.tables import Cell, Columns


@frozen
class Answer:
    """Something that bears against an element of a map.

    Attributes:
        relation: Id of the relation by which it does.
        kind: attack, undercut, contrary or contradiction.
        given: Ids of what answers; several are linked, or all of them are contrary to it.
        to: Id of what it aims at.
        held_by: Ids of the parties that answer: whoever draws the connection, or else holds what answers; empty if
            nobody is named.
        evidence: Ids of the evidence that the answer rests on most directly: it is evidence itself, or is supported
            by it, or by what is, and so on.
        attacked_by: Ids of what bears against the answer in turn, but for what it answers.
    """

    relation: str
    kind: RelationKind
    given: tuple[str, ...]
    to: str
    held_by: tuple[str, ...] = ()
    evidence: tuple[str, ...] = field(default=(), eq=False)
    attacked_by: tuple[str, ...] = field(default=(), eq=False)

    COLUMNS: ClassVar[Columns] = dict.fromkeys(
        ("relation", "kind", "given", "to", "held_by", "evidence", "attacked_by"), str
    )

    def row(self) -> dict[str, Cell]:
        """The fields; several ids are separated by commas."""
        return {
            "relation": self.relation,
            "kind": self.kind,
            "given": listed(self.given),
            "to": self.to,
            "held_by": listed(self.held_by),
            "evidence": listed(self.evidence),
            "attacked_by": listed(self.attacked_by),
        }


def listed(ids: Iterable[str]) -> str | None:
    """Ids in a cell; None if there are none."""
    return ", ".join(ids) or None


def answers(m: ArgumentMap, graph: Reasons, evidence: dict[str, tuple[str, ...]]) -> dict[str, list[Answer]]:
    """The answers to each element that has any, in the order of the relations.

    Args:
        m: The map.
        graph: Its reasons.
        evidence: The nearest evidence for each point of the graph.
    """
    aimed = [*_aimed(m)]
    against: dict[str, list[tuple[Relation, tuple[str, ...]]]] = {}
    for r, given, to in aimed:
        against.setdefault(to, []).append((r, given))
    attackers = _Attackers(against)
    holders = _Holders(m)
    found: dict[str, list[Answer]] = {}
    for r, given, to in aimed:
        answer = Answer(
            relation=r.id,
            kind=r.kind,
            given=given,
            to=to,
            held_by=holders.of_answer(r, given),
            evidence=_joined([evidence.get(graph.of(i), ()) for i in given]),
            attacked_by=attackers.of(r, given, to),
        )
        found.setdefault(to, []).append(answer)
    return found


def _aimed(m: ArgumentMap) -> Iterator[tuple[Relation, tuple[str, ...], str]]:
    """Each relation that bears against something, what answers by it, and what that aims at."""
    for r in m.relations:
        if r.kind in ATTACKING or r.kind.symmetric:
            for to in dict.fromkeys(r.targets):
                if r.sources and to not in r.sources:
                    yield r, r.sources, to
        if r.kind.symmetric:
            for to in dict.fromkeys(r.sources):
                if r.targets and to not in r.targets:
                    yield r, r.targets, to


class _Attackers:
    """What bears against answers in turn."""

    def __init__(self, against: dict[str, list[tuple[Relation, tuple[str, ...]]]]) -> None:
        self._against = against
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, r: Relation, given: tuple[str, ...], to: str) -> tuple[str, ...]:
        found = _joined([self._on(i) for i in (*given, r.id)])
        return tuple([i for i in found if i != to]) if to in found else found

    def _on(self, i: str) -> tuple[str, ...]:
        if i not in self._known:
            self._known[i] = tuple(dict.fromkeys(k for _, given in self._against.get(i, ()) for k in given))
        return self._known[i]


class _Holders:
    """Who holds what answers."""

    def __init__(self, m: ArgumentMap) -> None:
        named = {e.id: (e.by,) for e in (*m.nodes, *m.relations) if e.by is not None}
        drawn: dict[str, dict[str, None]] = {}
        for r in m.relations:
            by = named.get(r.id) or tuple(dict.fromkeys(by for i in r.sources for by in named.get(i, ())))
            drawn.setdefault(r.id, {}).update(dict.fromkeys(by))
            if r.argument is not None:
                drawn.setdefault(r.argument, {}).update(dict.fromkeys(by))
        self._by = {i: tuple(by) for i, by in drawn.items()} | named

    def of_answer(self, r: Relation, given: tuple[str, ...]) -> tuple[str, ...]:
        """The parties that answer by a relation, in the order of what answers."""
        if r.by is not None and not r.kind.symmetric:
            return (r.by,)
        return _joined([self._by.get(i, ()) for i in given])


def _joined(several: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The ids of several tuples, each once; the tuple itself if the others are empty."""
    filled = [ids for ids in several if ids]
    return filled[0] if len(filled) == 1 else tuple(dict.fromkeys(i for ids in filled for i in ids))
