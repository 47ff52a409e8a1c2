"""Why a claim has its label, in words: a chain from the claim back to what is taken as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from attrs import frozen

from argmap.evaluation.acceptance import Acceptance
from argmap.evaluation.framework import IN, OUT, UNDECIDED
from argmap.evaluation.names import LABELS, Mode, Semantics
from argmap.evaluation.situation import elements
from argmap.messages import listed
from argmap.model.fields import id_of
from argmap.tables import Table
from argmap.values import must_be

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from argmap.evaluation.names import Label
    from argmap.model.fields import HasId
    from argmap.tables import Cell, Columns

NAMED: Final = 5  # what a sentence lists; the rest is counted
DEEPEST: Final = 8  # levels by which lines are indented


@frozen
class Step:
    """One sentence of an explanation.

    Attributes:
        id: What it is about: a claim, evidence, an argument or a relation; or an attack that a preference meets, in
            words.
        label: in, out or undecided.
        because: Why, in words.
        depth: How many steps away it is from what was asked.
    """

    id: str
    label: Label
    because: str
    depth: int
    COLUMNS: ClassVar[Columns] = {"id": str, "label": str, "because": str, "depth": int}

    def row(self) -> dict[str, Cell]:
        """The record as a row of a table."""
        return {"id": self.id, "label": self.label, "because": self.because, "depth": self.depth}

    def __str__(self) -> str:
        """The sentence."""
        return f"{self.id} is {self.label}: {self.because}."


@frozen(repr=False)
class Explanation:
    """Why something has its label.

    Attributes:
        id: What was asked about.
        label: Its label.
        steps: The sentences; each says what it rests on, which the sentences below it explain, once each.
    """

    id: str
    label: Label
    steps: Table[Step]

    def __str__(self) -> str:
        """The sentences, indented below what they explain."""
        return "\n".join("  " * min(step.depth, DEEPEST) + str(step) for step in self.steps)

    __repr__ = __str__


def why(result: Acceptance, id: str | HasId) -> Explanation:
    """Why a claim is in, out or undecided, as a chain of sentences.

    Each sentence names what the label rests on, and sentences below it explain that, until all is taken as it is or
    was explained before; so loops end. What the grounded semantics decides is explained by the map; of what another
    semantics decides, the explanation says how many of its extensions agree.

    Args:
        result: The result of ``evaluate`` or ``whatif``.
        id: The claim, evidence, argument or relation.

    Raises:
        ArgmapError: It is not in the map, or neither stands nor falls.

    >>> from argmap import ArgumentMap, Claim, evaluate
    >>> cap, shrink, exempt = Claim("cap"), Claim("shrink"), Claim("exempt")
    >>> m = ArgumentMap.of(cap, shrink, exempt, shrink.attacks(cap), exempt.attacks(shrink))
    >>> print(why(evaluate(m), "cap"))
    cap is in: it is taken as it is, and shrink, which speaks against it, is out.
      shrink is out: exempt speaks against it and is in.
        exempt is in: it is taken as it is, and nothing speaks against it.
    """
    must_be(result, Acceptance, "an Acceptance, the result of evaluate(),")
    return _Explainer(result).explained(elements(result.map, id if isinstance(id, str) else id_of(id))[0])


class _Explainer:
    """Sentences about the points of a result."""

    def __init__(self, result: Acceptance) -> None:
        self.result = result
        self.situation = result._situation  # noqa: SLF001 - the parts of an evaluation know each other
        self.grounded = self.situation.grounded
        self.labels = result._all  # noqa: SLF001
        self.reading = self.situation.reading
        self.attackers = self.situation.framework.attackers
        self.names = {n: i for i, n in self.reading.number.items()} | self.reading.named
        self.names |= {guard: f"argument {self.names[p]}" for p, guard in self.reading.guards.items()}
        self.out = set(self.reading.points_of(self.situation.out))
        self.in_ = set(self.reading.points_of(self.situation.in_))

    def explained(self, id: str) -> Explanation:
        steps: list[Step] = []
        start = self.reading.number.get(id)
        if start is None:
            start = self._of_relation(id, steps)
        pending = [(start, len(steps))] if start >= 0 else []
        seen: set[int] = set()
        while pending:
            point, depth = pending.pop()
            if point in seen:
                continue
            seen.add(point)
            because, rests_on = self._because(point)
            if point in self.names or point in self.reading.attackers:
                steps.append(Step(self._name(point), LABELS[self.labels[point]], because, depth))
                depth += 1
            pending += [(p, depth) for p in reversed(rests_on)]
        return Explanation(id, steps[0].label, Table(Step, steps))

    def _of_relation(self, id: str, steps: list[Step]) -> int:
        """The point of a relation that has none of its own, and a sentence that says so."""
        place = next(n for n, r in enumerate(self.result.map.relations) if r.id == id)
        point = self.reading.stands_for[place]
        if point < 0:
            steps.append(Step(id, "in", "nothing speaks against it", 0))
        elif self.names.get(point) != id:
            label = LABELS[self.labels[point]]
            steps.append(Step(id, label, f"it stands or falls with its source {self.names[point]}", 0))
        return point

    def _because(self, point: int) -> tuple[str, list[int]]:
        """Why a point has its label, and the points that this rests on."""
        if point in self.out or point in self.in_:
            return "that is supposed", []
        label = self.grounded.labels[point]
        by = self.result.semantics
        if label == UNDECIDED and by is not Semantics.GROUNDED:
            return self._of_extensions(point), []
        return {IN: self._in, OUT: self._out, UNDECIDED: self._undecided}[label](point)

    def _of_extensions(self, point: int) -> str:
        by, label = self.result.semantics, LABELS[self.labels[point]]
        if by is Semantics.IDEAL:
            return f"the ideal extension {_VERBS[label]} it, and the grounded one leaves it undecided"
        if label == "undecided":
            agree = "no" if self.result.acceptance is Mode.CREDULOUS else "not every"
            return f"{agree} {by} extension accepts it, and {agree} {by} extension rejects it"
        which = "a" if self.result.acceptance is Mode.CREDULOUS else "every"
        return f"{which} {by} extension {_VERBS[label]} it"

    def _in(self, point: int) -> tuple[str, list[int]]:
        premises, backing, against = self._split(point)
        words, rests_on = [], [*premises]
        if premises:
            words.append(f"{self._listed(premises)} {_be(premises)} in")
        if backing is not None:
            reason = self.grounded.because[backing]
            words.append(f"{self._name(reason)} supports it and is in")
            rests_on.append(reason)
        elif not premises:
            words.append("it is taken as it is")
        if against:
            verb = "speaks" if len(against) == 1 else "speak"
            words.append(f"{self._listed(against)}, which {verb} against it, {_be(against)} out")
        elif not premises or point < self.reading.nodes:
            words.append("nothing speaks against it")
        return ", and ".join(words), [*rests_on, *against]

    def _out(self, point: int) -> tuple[str, list[int]]:
        cause, framework = self.grounded.because[point], self.situation.framework
        if cause < framework.denials:
            return f"{self._name(cause)} speaks against it and is in", [cause]
        reasons = self.attackers[cause]
        if cause < framework.backings:
            return f"{self._name(reasons[0])}, which it needs, is out", reasons
        if not reasons:
            return "no reason is given for it, and it is not taken as it is", []
        what = "its only reason" if len(reasons) == 1 else "its reasons"
        return f"{what}, {self._listed(reasons)}, {_be(reasons)} out", reasons

    def _undecided(self, point: int) -> tuple[str, list[int]]:
        premises, backing, against = self._split(point)
        words, rests_on = [], []
        if open_premises := self._open(premises):
            words.append(f"{self._listed(open_premises)}, which it needs, {_be(open_premises)} undecided")
            rests_on += open_premises
        if backing is not None and self.grounded.labels[backing] == UNDECIDED:
            reasons = self._open(self.attackers[backing])
            words.append(f"no reason for it is in, and {self._listed(reasons)} {_be(reasons)} undecided")
            rests_on += reasons
        if open_attackers := self._open(against):
            verb = "speaks" if len(open_attackers) == 1 else "speak"
            words.append(
                f"{self._listed(open_attackers)} {verb} against it and {_be(open_attackers)} undecided"
            )
            rests_on += open_attackers
        return "; ".join(words), rests_on

    def _split(self, point: int) -> tuple[list[int], int | None, list[int]]:
        """The premises of a point, its stand-in for "nothing backs this" if it has one, and its attackers."""
        framework = self.situation.framework
        attackers = self.attackers[point]
        backing = next((a for a in attackers if a >= framework.backings), None)
        return self.reading.premises.get(point, []), backing, [a for a in attackers if a < framework.denials]

    def _open(self, points: Iterable[int]) -> list[int]:
        return [p for p in points if self.grounded.labels[p] == UNDECIDED]

    def _listed(self, points: Sequence[int]) -> str:
        names = [self._name(p) for p in points[:NAMED]]
        if len(points) > NAMED:
            return f"{', '.join(names)} and {len(points) - NAMED} more"
        return listed(names)

    def _name(self, point: int) -> str:
        """The id of a point, or of what it joins; an attack that a preference meets is none of its own."""
        if point not in self.names and point in self.reading.attackers:
            return f"the attack of {self._name(self.reading.premises[point][0])}"
        found: list[str] = []
        pending = [point]
        while pending and len(found) <= NAMED:
            p = pending.pop()
            if p in self.names:
                found.append(self.names[p])
            else:
                pending += reversed(self.reading.premises.get(p, []))
        return " with ".join(found) or "a preference"


_VERBS: Final[dict[Label, str]] = {
    "in": "accepts",
    "out": "rejects",
    "undecided": "neither accepts nor rejects",
}


def _be(points: Sequence[int]) -> str:
    return "is" if len(points) == 1 else "are"
