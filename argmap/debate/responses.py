"""Who answers what: each claim of a counterparty with its answers, and what nobody answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from attrs import field, frozen

from argmap.debate.answers import Answer, answers, listed
from argmap.debate.explaining import Aim, Place, explained
from argmap.debate.reasons import leading_to, nearest, reasons, steps_from
from argmap.model import Relation
from argmap.model.map import must_be_map
from argmap.tables import Table
from argmap.values import Vocabulary
from argmap.viewing.selecting import party_id
from argmap.words import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.debate.reasons import Reasons
    from argmap.model import Argument, ArgumentMap, Claim
    from argmap.model.fields import HasId
    from argmap.tables import Cell, Columns


class Status(Vocabulary):
    """Whether a claim is answered."""

    ANSWERED = "answered"
    PARTLY = "partly"
    UNANSWERED = "unanswered"


@frozen
class Response:
    """A claim, and what answers it.

    Attributes:
        claim: Id of the claim or argument.
        text: What it says.
        held_by: Id of the party that holds it.
        via: Ids of the parties through whom it is reported, nearest first.
        status: answered, partly or unanswered.
        why: The reason for that, in words.
        answers: What another side answers: to the claim itself, to the steps that lead to it, to the reasons for it,
            to the steps from it; or, without any of these, to the nearest of the reasons behind those.
        own: What its own side bears against it, which is no answer.
    """

    claim: str
    text: str
    held_by: str
    via: tuple[str, ...]
    status: Status
    why: str
    answers: Table[Answer] = field(repr=lambda found: repr(tuple(found)))
    own: Table[Answer] = field(repr=lambda found: repr(tuple(found)))

    COLUMNS: ClassVar[Columns] = dict.fromkeys(
        ("claim", "text", "held_by", "via", "status", "answers", "kinds", "answered_by", "evidence", "why"),
        str,
    )

    def row(self) -> dict[str, Cell]:
        """The fields; ``answers`` are the ids of what answers, ``answered_by`` those of whoever does."""
        return {
            "claim": self.claim,
            "text": self.text,
            "held_by": self.held_by,
            "via": listed(self.via),
            "status": self.status,
            "answers": listed(dict.fromkeys(i for a in self.answers for i in a.given)),
            "kinds": listed(dict.fromkeys(a.kind for a in self.answers)),
            "answered_by": listed(dict.fromkeys(i for a in self.answers for i in a.held_by)),
            "evidence": listed(dict.fromkeys(i for a in self.answers for i in a.evidence)),
            "why": self.why,
        }


def responses(m: ArgumentMap, party: str | HasId | None = None) -> Table[Response]:
    """The claims and arguments of a party, each with what answers it.

    A claim is answered if another side bears against it, partly answered if another side only bears against reasons
    for it, against steps to or from it or against what others make of it, and unanswered otherwise. How good an
    answer is makes no difference: its evidence, and what bears against the answer in turn, are stated next to it.

    To bear against something is to attack or undercut it, to be contrary to it or to contradict it. Another side is
    any party but the holder and those with the same ``side``; what nobody in particular holds is of another side.
    What a side says in other words (a rephrase) is the same claim; a rephrase by others is what they make of it. A
    reason is whatever supports the claim, directly or through others; a step is a relation that supports, of an
    argument or by itself. A claim whose reason is one of several linked premises is partly answered if one of them
    is.

    Args:
        m: The map.
        party: Whose claims; by default those of each party with the role counterparty.

    Raises:
        UnknownIdError: The party is not in the map.

    >>> from argmap import ArgumentMap, Claim, Party
    >>> council = Party("council", "City council", role="speaker")
    >>> owners = Party("owners", "Owners' association", role="counterparty")
    >>> exempt = Claim("exempt", "New buildings are exempt.", by=council)
    >>> shrink = Claim("shrink", "A cap shrinks the supply of flats.", by=owners)
    >>> unfair = Claim("unfair", "A cap is unfair.", by=owners)
    >>> m = ArgumentMap.of(council, owners, exempt, shrink, unfair, exempt.attacks(shrink))
    >>> for response in responses(m):
    ...     print(f"{response.claim}: {response.status}; {response.why}")
    shrink: answered; City council answers it with exempt, without evidence
    unfair: unanswered; nobody answers it
    """
    must_be_map(m)
    holders = [p.id for p in m.counterparties] if party is None else [party_id(m, party)]
    rows: dict[str, list[Claim | Argument]] = {i: [] for i in holders}
    held: tuple[Claim | Argument, ...] = (*m.claims, *m.arguments)
    for n in held:
        if n.by is not None and n.by in rows:
            rows[n.by].append(n)
    found = _Found(m)
    return Table(Response, [row for i in holders for row in _rows_of(found, i, rows[i])])


_NONE: Final[Table[Answer]] = Table(Answer)


def _rows_of(found: _Found, holder: str, held: list[Claim | Argument]) -> Iterator[Response]:
    """The rows of a party."""
    m, graph = found.m, found.graph
    side = getattr(m[holder], "side", "")
    own = {holder, *(p.id for p in m.parties if side and p.side == side)}
    behind = leading_to([graph.of(n.id) for n in held], graph)
    answered = {i: (i,) for i in behind if any(not _is_own(a, own) for a in found.at(i))}
    near = nearest(answered, {i: [k for k in graph.after.get(i, ()) if k in behind] for i in behind})
    for n in held:
        others, against_own = _parted(found.aims(n, own), own)
        if not others:
            others, further = _parted(found.behind(n, near), own)
            against_own += further
        if any(aim.place is Place.ITSELF for aim in others):
            status = Status.ANSWERED
        else:
            status = Status.PARTLY if others else Status.UNANSWERED
        yield Response(
            claim=n.id,
            text=text_of(n),
            held_by=holder,
            via=n.via,
            status=status,
            why=explained(m, n.id, others, against_own),
            answers=_table(others),
            own=_table(against_own),
        )


def _parted(aims: Iterable[Aim], own: set[str]) -> tuple[list[Aim], list[Aim]]:
    """The places with what another side answers there, and those with what its own side does."""
    others, against_own = [], []
    for aim in aims:
        theirs = [a for a in aim.answers if not _is_own(a, own)]
        if theirs:
            others.append(Aim(aim.place, aim.id, theirs, aim.linked))
        if len(theirs) < len(aim.answers):
            against_own.append(
                Aim(aim.place, aim.id, [a for a in aim.answers if _is_own(a, own)], aim.linked)
            )
    return others, against_own


def _table(aims: Iterable[Aim]) -> Table[Answer]:
    found = dict.fromkeys(a for aim in aims for a in aim.answers)
    return Table(Answer, found) if found else _NONE


def _is_own(answer: Answer, own: set[str]) -> bool:
    """Whether it is the side of the claim that bears against it; what nobody is named for is not."""
    return bool(answer.held_by) and own.issuperset(answer.held_by)


class _Found:
    """What answers what in a map, and where answers to a claim are looked for."""

    def __init__(self, m: ArgumentMap) -> None:
        self.m = m
        self.graph: Reasons = reasons(m)
        evidence: dict[str, list[str]] = {}
        for n in m.evidence:
            evidence.setdefault(self.graph.of(n.id), []).append(n.id)
        near = nearest({point: tuple(ids) for point, ids in evidence.items()}, self.graph.after)
        self._against = answers(m, self.graph, near)
        self._arguments = {r.id: r.argument for r in m.relations if r.argument is not None}
        self._at: dict[str, list[Answer]] = {}
        self._reasons: dict[str, list[Aim]] = {}
        for i, against in self._against.items():
            self._at.setdefault(self.graph.of(i), []).extend(against)
        for step, argument in self._arguments.items():
            if argument in self._against:
                self._at.setdefault(step, []).extend(self._against[argument])

    def at(self, point: str) -> list[Answer]:
        """The answers to what says the same; to a step of an argument, also those to the argument."""
        return self._at.get(point, [])

    def aims(self, n: Claim | Argument, own: set[str]) -> Iterator[Aim]:
        """Where something bears against a claim: itself, the steps to it, the reasons for it, the steps from it."""
        point = self.graph.of(n.id)
        steps = self.graph.before.get(point, [])
        inner = [i for i in steps if self._arguments.get(i) == n.id]
        itself = [a for i in inner for a in self._against.get(i, ())]
        others: list[Answer] = []
        for a in self.at(point):
            is_claim = a.to == n.id or getattr(self.m[a.to], "by", None) in own
            (itself if is_claim else others).append(a)
        yield Aim(Place.ITSELF, n.id, itself)
        yield Aim(Place.REPHRASED, point, others)
        for step in steps:
            if step not in inner:
                yield Aim(Place.STEP_TO, step, self.at(step))
            yield from self._before(step)
        for r in steps_from(self.m, n.id):
            if r.id in self._against and (r.by is None or r.by in own):
                yield Aim(Place.STEP_FROM, r.id, self._against[r.id])

    def _before(self, step: str) -> list[Aim]:
        """The reasons of a step that something bears against, found once for all that it leads to."""
        if step not in self._reasons:
            relation = self.m[step]
            premises = (
                {self.graph.of(i) for i in relation.sources} if isinstance(relation, Relation) else set()
            )
            place = Place.REASON if len(premises) == 1 else Place.PREMISE
            self._reasons[step] = [
                Aim(place if i in premises else Place.BEHIND, i, self.at(i), len(premises))
                for i in self.graph.before.get(step, ())
                if self.at(i)
            ]
        return self._reasons[step]

    def behind(self, n: Claim | Argument, near: dict[str, tuple[str, ...]]) -> Iterator[Aim]:
        """The nearest places behind the reasons for a claim where something is answered."""
        points = [i for k in self.graph.before.get(self.graph.of(n.id), ()) for i in near.get(k, ())]
        for i in dict.fromkeys(points):
            yield Aim(Place.BEHIND, i, self.at(i))
